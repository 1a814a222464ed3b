// Decides: an event is noted, kept, and what follows from all of them is worked out anew.
import { state } from "./data.js";
import { recount } from "./decisions.js";
import { keep } from "./saving.js";
import type { Decision, Happened, QuoteRow } from "./types.js";

const random = (): string => Array.from(crypto.getRandomValues(new Uint8Array(8)),
  (byte) => byte.toString(16).padStart(2, "0")).join("");
export const ownKey = (): string => `own:${random()}`;

let clock = 0;
function stamp(): string {
  // Two decisions of one moment must keep their order.
  clock = Math.max(clock + 1, Date.now());
  return new Date(clock).toISOString();
}

export function decide(about: string, decision: Decision, quotes: QuoteRow[] = []): void {
  const event: Happened = {
    id: random(), at: stamp(), by: state.by || "?", key: about, ...(quotes.length ? { quotes } : {}), ...decision,
  };
  state.events.push(event);
  keep(event);
  recount();
}

export function undo(): void {
  const undone = new Set(state.events.filter((each) => each.do === "undo").map((each) => each.key));
  const mine = state.events.filter((each) => each.by === state.by && each.do !== "undo" && !undone.has(each.id));
  const last = mine.at(-1);
  if (last) decide(last.id, { do: "undo" });
}
