// The documents behind the graph: a passage in its text, where this file holds the text.
import * as data from "./data.js";
import { make } from "./dom.js";
import { closer, fill, thingLink } from "./frame.js";
import { close } from "./passage.js";
import type { Passage } from "./types.js";
import { number, safe, say } from "./words.js";

const texts = new Map<number, Promise<string[]>>();

// Offsets count code points, as in the graph; a JavaScript string counts UTF-16 units.
function characters(at: number): Promise<string[]> {
  const text = texts.get(at) ?? data.block<string>(`text-${at}`).then((whole) => [...whole]);
  texts.set(at, text);
  return text;
}

async function draw({ id, document: at, start, end, anchor }: Passage): Promise<void> {
  const head = make("header", {},
    closer(),
    make("button", { id: "back-to-thing", class: "quiet", onclick: close }, `← ${say("back")}`),
    make("p", { class: "kind" }, say("document")),
    make("h2", { id: "panel-title" }, make("bdi", {}, data.documentLabel(at))),
    end > start ? make("p", { class: "where" }, say("passageShort", { start: number(start), end: number(end) })) : null);
  if (!data.documentAt(at)?.held) {
    fill([head, anchor ? make("blockquote", {}, make("bdi", {}, safe(anchor, 200))) : "", make("p", { class: "hint" }, say("notHeld")), ...(await stated(id))]);
    return;
  }
  const all = await characters(at);
  const cut = (from: number, to?: number): string => safe(all.slice(from, to).join(""), Infinity);
  const mark = make("mark", { id: "passage", tabindex: "-1" }, cut(start, end));
  const body = make("div", { class: "source", lang: "en" }, cut(0, start), mark, cut(end));
  fill([head, ...(await stated(id)), body]);
  if (end <= start) return;
  mark.scrollIntoView({ block: "center" });
  mark.focus({ preventScroll: true });
}

// Which statements the same passage proves, as far as the file has been unpacked.
async function stated(id: string): Promise<HTMLElement[]> {
  if (data.link.count > 20000) return [];
  const rows: number[] = [];
  for (let at = 0; at < data.link.count; at += 1) {
    const claims = await data.claims(at);
    if (claims.some((claim) => claim[2].some((one) => one[0] === id))) rows.push(at);
  }
  if (!rows.length) return [];
  const items = rows.map((at) => make("li", {}, thingLink(data.link.from[at]), ` ${data.reading(data.link.predicate[at])} `, thingLink(data.link.to[at])));
  return [make("details", { class: "states" }, make("summary", {}, `${say("states")} (${number(rows.length)})`), make("ul", {}, ...items))];
}

export { draw };
