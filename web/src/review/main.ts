// The review page: its keys, and its start.
import { accept, acceptAs, add, divide, edit, editSource, join, leave, lookAt, moreRelations, nextUnfinished, reject, setAside, toggle, undoLast } from "./acts.js";
import { cardsOf, hidden, iriOf, itemOf, quoted, statusOf } from "./cards.js";
import { data, named, state, written } from "./data.js";
import { now } from "./decisions.js";
import { claims, numbers } from "./covering.js";
import { dialogIsOpen, showKeys } from "./elements.js";
import { stopEditing } from "./forms.js";
import { go, step } from "./going.js";
import "./painting.js";
import { restore, save, warnOnLeaving } from "./saving.js";
import { passage } from "./text.js";
import { figures, likeOf, things } from "./things.js";
import { check } from "./verdict.js";

function actOf(key: string): (() => unknown) | undefined {
  const cards = cardsOf(passage());
  const card = cards.at(state.card);
  if (/^[1-9]$/.test(key)) return Number(key) <= cards.length ? () => { lookAt(Number(key) - 1); } : undefined;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case "a": return () => card && accept(card);
    case "e": return () => card && edit(card);
    case "x": return () => card && reject(card);
    case "u": return undoLast;
    case "n": return () => go(state.at + 1);
    case "p": return () => go(state.at - 1);
    case "ArrowDown": return () => lookAt(state.card + 1);
    case "ArrowUp": return () => lookAt(state.card - 1);
    case "t": return () => add("thing");
    case "r": return () => add("relation");
    case "f": return () => add("figure");
    case "o": return setAside;
    case "m": return hidden(passage()) ? moreRelations : undefined;
    case "i": return card && statusOf(card) === "open" && likeOf(card).length ? () => acceptAs(card, likeOf(card)[0]) : undefined;
    case "j": return join;
    case "/": return divide;
    case "d": return editSource;
    case "g": return nextUnfinished;
    case "l": return leave;
    case "h": return () => toggle("Heading");
    case "z": return () => toggle("Residue");
    case "s": return data.offline ? save : undefined;
    case "c": return data.offline ? undefined : check;
    case "?": return showKeys;
    default: return undefined;
  }
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.editing && !dialogIsOpen()) {
    stopEditing();
    return;
  }
  const typing = event.target instanceof Element && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  if (typing || dialogIsOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
  const act = actOf(event.key);
  if (!act) return;
  event.preventDefault();
  act();
});

// What stands where, for the browser's console, for tests and for the replay of a reading.
Object.defineProperties(window, {
  now: { get: () => now },
  ...Object.fromEntries(
    Object.entries({ cardsOf, claims, data, figures, go, iriOf, itemOf, named, numbers, passage, quoted, state, statusOf, things, written })
      .map(([name, value]) => [name, { value }]),
  ),
});

warnOnLeaving();
restore();
step();
