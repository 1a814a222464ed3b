// Goes from one passage and card to the next, and has what is there painted.
import { cardsOf, itemOf, statusOf } from "./cards.js";
import { isDone, speaks } from "./covering.js";
import { state } from "./data.js";
import { list } from "./decisions.js";

// `painting.ts` paints: it offers all that can be done, and what is done there leads back to here.
let painter = (): void => { /* nothing is painted before it is there */ };
export function paintedBy(paints: () => void): void { painter = paints; }
export function paint(): void { painter(); }

export function go(n: number): void {
  state.at = Math.max(0, Math.min(n, list.length - 1));
  state.card = Math.max(0, cardsOf(list[state.at]).findIndex((card) => itemOf(card) && statusOf(card) === "open"));
  state.editing = null;
  state.waiting = null;
  paint();
}

// To the next card that is open, in this passage or a later one, past those set aside; after a decision, a passage that
// proves nothing yet is not left.
export function step(stay = false): void {
  for (let n = state.at; n < list.length; n += 1) {
    const open = !speaks(list[n]) ? -1 : cardsOf(list[n]).findIndex((card) => itemOf(card) && statusOf(card) === "open");
    if (open >= 0) { state.at = n; state.card = open; break; }
    if (stay && n === state.at && speaks(list[n]) && !isDone(list[n])) break;
  }
  state.editing = null;
  paint();
}
