// What follows from the events, by the same rules as ingest/decisions.py.
import { cut, data, inside, meets, state, trimmed } from "./data.js";
import type { Answer, Item, Outcome, Passage, QuoteRow, Span } from "./types.js";

/** The outcome by key, and the passages as people cut them. */
export let now = decided();
export let list = passages();

export function recount(): void {
  now = decided();
  list = passages();
  state.at = Math.min(state.at, list.length - 1);
}

function decided(): Map<string, Outcome> {
  const events = [...new Map(state.events.map((each) => [each.id, each])).values()];
  events.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const undone = new Set<string>();
  for (const each of [...events].reverse()) {
    if (each.do === "undo" && !undone.has(each.id)) undone.add(each.key);
  }
  const last = new Map<string, Map<string, Answer>>();
  for (const each of events) {
    if (each.do === "undo" || undone.has(each.id)) continue;
    const by = last.get(each.key) ?? new Map<string, Answer>();
    last.set(each.key, by);
    // The later answer stands last, so that it counts.
    by.delete(each.by);
    by.set(each.by, each);
  }
  const result = new Map<string, Outcome>();
  for (const [about, by] of last) {
    const all = [...by.values()];
    const latest = all[all.length - 1];
    const outcomes = new Set(all.map((each) => each.do + (each.do === "accept" ? stable(each.to) : "")));
    const lapsed = (latest.quotes ?? []).some(([start, end, quote]) => cut(start, end) !== quote);
    result.set(about, { event: latest, differs: outcomes.size > 1 ? all : [], lapsed });
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

// What is accepted, and rests on words that still stand in the text.
export function accepted(): Accepted[] {
  return [...now].flatMap(([about, { event, lapsed }]) =>
    (!lapsed && event.do === "accept" ? [{ key: about, item: event.to, quotes: event.quotes ?? [] }] : []));
}

export const evidence = (item: Item): Span[] | undefined => ("evidence" in item ? item.evidence : undefined);

function passages(): Passage[] {
  let cuts: Passage[] = data.passages.map(([, start, end, role, first, last]) =>
    ({ span: [start, end], role, sentence: [first, last] }));
  for (const { item } of accepted()) {
    if (item.type !== "passage") continue;
    const { span, role, note } = item;
    let sentence = span;
    const rest: Passage[] = [];
    for (const each of cuts) {
      if (!meets(each.span, span)) { rest.push(each); continue; }
      if (inside(span, each.sentence)) sentence = each.sentence;
      for (const piece of [[each.span[0], span[0]], [span[1], each.span[1]]] satisfies Span[]) {
        const kept = trimmed(piece);
        if (kept) rest.push({ ...each, span: kept });
      }
    }
    rest.push({ span: trimmed(span) ?? span, role, sentence, note });
    cuts = rest.sort((one, other) => one.span[0] - other.span[0]);
  }
  return cuts;
}
