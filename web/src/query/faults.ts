// Where a query does not parse, as the command line tells it (store/faults.py): Oxigraph reports an
// error as far on as it looked for a keyword, which may be behind the next words. Asked anew with
// wide gaps between its pieces, a query shows at which piece the parser stopped.

export interface Fault { kind: "piece" | "end" | "open" | "prefix" | "rule"; piece: string; line: number; column: number }

const PIECE = /#[^\n\r]*|<[^<>"{}|^`\\\x00-\x20]*>|"""(?:[^"\\]|\\[^]|"(?!""))*"""|'''(?:[^'\\]|\\[^]|'(?!''))*'''|"(?:[^"\\\n\r]|\\[^])*"|'(?:[^'\\\n\r]|\\[^])*'|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|(?:\p{L}[\p{L}\p{N}_.-]*|_)?:(?:[\p{L}\p{N}_:%.-]|\\[^])*|[?$][\p{L}\p{N}_]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|[\p{L}_][\p{L}\p{N}_]*|\|\||&&|[{}()[\]*+\-!/|]|[<>=!|&^]+|\S/gu;
const GAP = " ".repeat(20); // wider than the longest keyword, ENCODE_FOR_URI
const NEVER = "\n\u0000"; // behind any text, it makes a text that no query can be: it is parsed, and not evaluated
const PLACE = /^error at (\d+):(\d+): ([^]*)/;
const SENTENCE = /\b(?!Prefix)[A-Z][a-z]*(?: [\w?']+){3,}/;

/** The 1-based line and column, in code points, of an offset. */
function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: [...before.slice(before.lastIndexOf("\n") + 1)].length + 1 };
}

/** Return the offset in UTF-16 of a place, of which columns count code points. */
function offsetOf(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return before + [...lines[line - 1] ?? ""].slice(0, column - 1).join("").length;
}

/** Return where a query is at fault, from what the engine says of it; undefined where that has no place. */
export function fault(message: string, text: string, head: string, parse: (text: string) => string | undefined): Fault | undefined {
  const told = PLACE.exec(message);
  if (!told) return undefined;
  const sentence = SENTENCE.exec(told[3]);
  if (sentence) {
    const line = Number(told[1]);
    const column = Math.max(1, Number(told[2]) - (line === 1 ? [...head].length : 0));
    return { kind: "rule", piece: sentence[0].charAt(0).toLowerCase() + sentence[0].slice(1), line, column };
  }
  const pieces = [...text.matchAll(PIECE)].map((found) => ({ piece: found[0], at: found.index }));
  const open = pieces.find(({ piece }) => piece === "\"" || piece === "'");
  if (open) return { kind: "open", piece: open.piece, ...position(text, open.at) };
  const gaps = pieces.map(({ piece }) => piece + (piece.startsWith("#") ? "\n" : " ") + GAP);
  const wide = head + gaps.join("");
  const again = PLACE.exec(parse(wide + NEVER) ?? "");
  if (again) {
    const stopped = offsetOf(wide, Number(again[1]), Number(again[2]));
    let start = head.length;
    for (const [n, { piece, at }] of pieces.entries()) {
      start += gaps[n].length;
      if (stopped >= start) continue;
      const prefix = /^([\p{L}\p{N}_.-]*):/u.exec(piece)?.[0];
      const known = prefix === undefined || new RegExp(`prefix\\s+${prefix.replaceAll(".", "\\.")}`, "i").test(head + text);
      return { kind: known ? "piece" : "prefix", piece: known ? piece.slice(0, 40) : prefix, ...position(text, at) };
    }
  }
  return { kind: "end", piece: "", ...position(text, text.trimEnd().length) };
}
