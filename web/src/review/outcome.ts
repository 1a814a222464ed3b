// What follows from events, by the rules of ingest/decisions.py and of recut in ingest/accept.py:
// tests/data/both/decisions.json holds both to the same cases.
import { cut, inside, meets, trimmed } from "./spans.js";
import type { AcceptOrReject, Happened, Item, Outcome, Segment, QuoteRow, Span } from "./types.js";

/** Return what is decided on each key. */
export function outcomes(happened: Happened[], points: string[]): Map<string, Outcome> {
  const events = [...new Map(happened.map((each) => [each.id, each])).values()];
  events.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const undone = new Set<string>();
  for (const each of [...events].reverse()) {
    if (each.do === "undo" && !undone.has(each.id)) undone.add(each.key);
  }
  const last = new Map<string, Map<string, AcceptOrReject>>();
  for (const each of events) {
    if (each.do === "undo" || undone.has(each.id)) continue;
    const by = last.get(each.key) ?? new Map<string, AcceptOrReject>();
    last.set(each.key, by);
    // The later answer stands last, so that it counts.
    by.delete(each.by);
    by.set(each.by, each);
  }
  const result = new Map<string, Outcome>();
  for (const [about, by] of last) {
    const all = [...by.values()];
    const latest = all[all.length - 1];
    const different = new Set(all.map((each) => each.do + (each.do === "accept" ? stable(each.to) : "")));
    const lapsed = (latest.quotes ?? []).some(([start, end, quote]) => cut(points, [start, end]) !== quote);
    result.set(about, { event: latest, differs: different.size > 1 ? all : [], lapsed });
  }
  return result;
}

// JSON with its names in order: the same text for the same value.
function stable(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (!value || typeof value !== "object") return JSON.stringify(value);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, part]) => `${name}:${stable(part)}`).join()}}`;
}

export interface Accepted {
  key: string;
  item: Item;
  quotes: QuoteRow[];
}

/** Return what is accepted, and rests on words that still stand in the text. */
export function acceptedOf(decided: Map<string, Outcome>): Accepted[] {
  return [...decided].flatMap(([about, { event, lapsed }]) =>
    (!lapsed && event.do === "accept" ? [{ key: about, item: event.to, quotes: event.quotes ?? [] }] : []));
}

/** Return the segments with those that people cut, and what is left of the others. */
export function recut(segments: Segment[], items: Item[], points: string[]): Segment[] {
  let cuts = segments;
  for (const item of items) {
    if (item.type !== "passage") continue;
    const { span, role, note } = item;
    let sentence = span;
    const rest: Segment[] = [];
    for (const each of cuts) {
      if (!meets(each.span, span)) { rest.push(each); continue; }
      if (inside(span, each.sentence)) sentence = each.sentence;
      for (const piece of [[each.span[0], span[0]], [span[1], each.span[1]]] satisfies Span[]) {
        const kept = trimmed(points, piece);
        if (kept) rest.push({ ...each, span: kept });
      }
    }
    const visible = trimmed(points, span);
    if (visible) rest.push({ span: visible, role, sentence, note });
    cuts = rest.sort((one, other) => one.span[0] - other.span[0]);
  }
  return cuts;
}
