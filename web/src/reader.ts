// The documents behind the graph: a passage in its text, where this file holds the text.
import * as data from "./data.js";
import { make } from "./dom.js";
import * as panel from "./panel.js";
import * as state from "./state.js";
import type { Passage } from "./types.js";
import { number, safe, say } from "./words.js";

const texts = new Map<number, Promise<string[]>>();
let shown: Passage | null = null;

// Offsets count code points, as in the graph; a JavaScript string counts UTF-16 units.
function characters(at: number): Promise<string[]> {
  const text = texts.get(at) ?? data.block<string>(`text-${at}`).then((whole) => [...whole]);
  texts.set(at, text);
  return text;
}

function open(passage: Passage): void {
  shown = passage;
  state.change({ passage: passage.id });
}

function close(): void {
  shown = null;
  state.change({ passage: "" });
}

const current = (): Passage | null => (state.chosen.passage ? shown : null);

// Find a passage by its identifier among the claims of the thing or link that is open.
async function recall(id: string): Promise<void> {
  if (!id) { shown = null; return; }
  if (shown?.id === id) return;
  const { thing, link, path } = state.chosen;
  const links = link >= 0 ? [link] : path?.links ?? (thing >= 0 ? [...data.linksOf(thing)] : []);
  const claims = (await Promise.all(links.map((at) => data.claims(at)))).flat();
  if (thing >= 0) {
    const details = await data.details(thing);
    for (const row of details.values ?? []) claims.push(...row[4]);
    for (const one of details.figures ?? []) claims.push(...one.claims);
  }
  const whole = thing >= 0 && data.identifier(thing) === id ? data.documentOf(thing) : -1;
  if (whole >= 0) { shown = { id, document: whole, start: 0, end: 0, anchor: "" }; return; }
  const found = claims.flatMap((claim) => claim[2]).find((one) => one[0] === id);
  shown = found ? { id, document: found[1], start: found[2], end: found[3], anchor: found[4] } : null;
}

async function draw({ id, document: at, start, end, anchor }: Passage): Promise<void> {
  const head = make("header", {},
    panel.closer(),
    make("button", { id: "back-to-thing", class: "quiet", onclick: close }, `← ${say("back")}`),
    make("p", { class: "kind" }, say("document")),
    make("h2", { id: "panel-title" }, make("bdi", {}, data.documentLabel(at))),
    end > start ? make("p", { class: "where" }, say("passageShort", { start: number(start), end: number(end) })) : null);
  if (!data.documentAt(at)?.held) {
    panel.fill([head, anchor ? make("blockquote", {}, make("bdi", {}, safe(anchor, 200))) : "", make("p", { class: "hint" }, say("notHeld")), ...(await stated(id))]);
    return;
  }
  const all = await characters(at);
  const cut = (from: number, to?: number): string => safe(all.slice(from, to).join(""), Infinity);
  const mark = make("mark", { id: "passage", tabindex: "-1" }, cut(start, end));
  const body = make("div", { class: "source", lang: "en" }, cut(0, start), mark, cut(end));
  panel.fill([head, ...(await stated(id)), body]);
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
  const items = rows.map((at) => make("li", {}, panel.thingLink(data.link.from[at]), ` ${data.reading(data.link.predicate[at])} `, panel.thingLink(data.link.to[at])));
  return [make("details", { class: "states" }, make("summary", {}, `${say("states")} (${number(rows.length)})`), make("ul", {}, ...items))];
}

export { open, close, current, recall, draw };
