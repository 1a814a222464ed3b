// Elements of a drawing, and text that fits its room.

type Attributes = Readonly<Record<string, string | number | undefined>>;

export function draw<Tag extends keyof SVGElementTagNameMap>(tag: Tag, attributes: Attributes = {}, ...children: (Node | string)[]): SVGElementTagNameMap[Tag] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(name, String(value));
  made.append(...children);
  return made;
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3fffd}]/u;

/** About how wide a text is, in pixels, at 13 px. */
export function width(text: string): number {
  let sum = 0;
  for (const char of text) sum += wide.test(char) ? 13 : /[A-Z%@mwMW]/.test(char) ? 10.5 : /[iljtf.,:;'|! ]/.test(char) ? 4.6 : 7.7;
  return sum;
}

/** Break a text into lines that have room; what is beyond the last is cut. */
export function lines(text: string, room: number, most: number): string[] {
  const broken: string[] = [];
  let line = "";
  // Chinese breaks between any two characters, words of other scripts are kept whole where they fit.
  for (const piece of text.match(/[^\s\u2e80-\u9fff]+\s*|[\u2e80-\u9fff]|\s+/gu) ?? []) {
    if (line && width(line + piece.trimEnd()) > room) {
      broken.push(line.trimEnd());
      line = "";
    }
    line += piece;
    while (width(line.trimEnd()) > room) {
      const head = cut(line, room);
      broken.push(head);
      line = line.slice(head.length);
    }
  }
  if (line.trim()) broken.push(line.trimEnd());
  if (broken.length <= most) return broken;
  const last = broken.slice(most - 1).join(" ");
  return [...broken.slice(0, most - 1), `${cut(last, room - width("…"))}…`];
}

function cut(text: string, room: number): string {
  let head = "";
  for (const char of text) {
    if (head && width(head + char) > room) break;
    head += char;
  }
  return head;
}
