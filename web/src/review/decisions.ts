// What follows from the events of this page; see outcome.ts for the rules.
import { data, points, state } from "./data.js";
import { acceptedOf, outcomes, recut } from "./outcome.js";
import type { Accepted } from "./outcome.js";
import type { Item, Outcome, Segment, Span } from "./types.js";

/** The outcome by key, and the segments as people cut them. */
export let now: Map<string, Outcome> = outcomes(state.events, points);
export let list = segments();

export function recount(): void {
  now = outcomes(state.events, points);
  list = segments();
  state.at = Math.min(state.at, list.length - 1);
}

export function accepted(): Accepted[] {
  return acceptedOf(now);
}
export const evidence = (item: Item): Span[] | undefined => ("evidence" in item ? item.evidence : undefined);

function segments(): Segment[] {
  const cuts: Segment[] = data.passages.map(([, start, end, role, first, last]) =>
    ({ span: [start, end], role, sentence: [first, last] }));
  return recut(cuts, accepted().map((each) => each.item), points);
}
