// What all that the panel shows has in common: its frame, its links to things, its sections.
import { acts } from "./acts.js";
import * as data from "./data.js";
import { byId, make } from "./dom.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import { say, type Word } from "./words.js";

// What else can be done with a thing, added by other scripts.
const more: ((thing: number) => HTMLElement)[] = [];

let turn = 0;
// Begin to draw the panel: what was begun before is not shown any more.
const begin = (): number => (turn += 1);

// When the panel shows what is chosen.
let drawing = Promise.resolve();
const track = (work: Promise<void>): Promise<void> => { drawing = work; return work; };
const settled = (): Promise<void> => drawing;

function fill(content: (Node | string)[], mine = turn): void {
  if (mine !== turn) return;
  const place = byId("panel");
  place.hidden = content.length === 0;
  const opened = document.body.classList.contains("with-panel");
  document.body.classList.toggle("with-panel", content.length > 0);
  // Beside the table there is little room: the picture is fitted into what the panel leaves.
  if (state.chosen.view === "both" && opened !== content.length > 0) acts.resized();
  place.replaceChildren(...content);
  place.scrollTop = 0;
}

const closer = (): HTMLElement => make("button", { class: "close", id: "close", title: say("close"), "aria-label": say("close"), onclick: () => { acts.clear(); } }, "×");

// A link to a thing, which is also how its name is written everywhere.
function thingLink(thing: number): HTMLElement {
  return make("a", {
    href: `#thing=${encodeURIComponent(data.identifier(thing))}`, "data-thing": data.identifier(thing),
    onclick: (event: Event) => { event.preventDefault(); acts.choose(thing); },
  }, shapes.glyph(data.kind(thing), 12), make("bdi", {}, data.label(thing)));
}

function section(name: Word, ...content: Node[]): HTMLElement {
  return make("section", {}, make("h3", {}, say(name)), ...content);
}

export { begin, closer, fill, more, section, settled, thingLink, track };
