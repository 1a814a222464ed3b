// Which passage is open.
import * as data from "./data.js";
import * as state from "./state.js";
import type { Passage } from "./types.js";

let shown: Passage | null = null;

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

export { open, close, current, recall };
