// The text with its passages, and what is selected in it.
import { byId, make } from "../dom.js";
import { cardsOf, statusOf } from "./cards.js";
import { isDone } from "./covering.js";
import { cut, points, state, trimmed } from "./data.js";
import { list } from "./decisions.js";
import { go } from "./going.js";
import { inside } from "./spans.js";
import type { Segment, Span } from "./types.js";

export const passage = (): Segment => list[state.at];
export function paintText(): void {
  const place = byId("text");
  // What rests on the passage as a whole would hide the words of all else.
  const marks = cardsOf(passage()).flatMap((card) => card.quotes.map(([start, end]) => ({ start, end, status: statusOf(card) })))
    .filter(({ start, end }) => !inside(passage().span, [start, end]))
    .sort((one, other) => one.start - other.start);
  const parts: (Node | string)[] = [];
  let at = 0;
  list.forEach((each, n) => {
    const [start, end] = each.span;
    parts.push(cut(at, start));
    const span = make("span", {
      class: `s ${each.role} ${isDone(each) ? "done" : "open"}${n === state.at ? " now" : ""}`, "data-start": start,
      onclick: () => { if (!String(getSelection())) go(n); },
    });
    let inner = start;
    for (const mark of n === state.at ? marks : []) {
      if (mark.start < inner || mark.end > end) continue;
      span.append(cut(inner, mark.start), make("mark", { class: mark.status }, cut(mark.start, mark.end)));
      inner = mark.end;
    }
    span.append(cut(inner, end));
    parts.push(span);
    at = end;
  });
  place.replaceChildren(...parts, cut(at, points.length));
  place.querySelector(".now")?.scrollIntoView({ block: "center" });
}

// The span of the text that is selected, in code points.
export function selected(): Span | null {
  const selection = getSelection();
  const place = byId("text");
  if (!selection?.rangeCount || selection.isCollapsed || !place.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(place, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Array.from(before.toString()).length;
  return trimmed([start, start + Array.from(range.toString()).length]);
}
