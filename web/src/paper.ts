// The page on paper: a title, what is shown and how to read it, and all of the picture, drawn as
// lines and letters, so that it is sharp at any size. The table follows where it is open.
import { acts } from "./acts.js";
import * as camera from "./camera.js";
import * as data from "./data.js";
import { byId, make } from "./dom.js";
import { drawn } from "./drawn.js";
import * as edges from "./edges.js";
import * as legend from "./legend.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import * as table from "./table.js";
import * as takeaway from "./takeaway.js";
import { say } from "./words.js";

let theme: string | undefined;

function key(): HTMLElement {
  const shown = new Set([...drawn.boxes.values()].filter((one) => one.shown).map((one) => one.kind));
  const stated = new Set(edges.lines.filter((line) => !line.sum).map((line) => data.strongest(line.id)));
  return make("ul", { class: "key" },
    ...data.head.kinds.filter((kind) => shown.has(kind)).map((kind) => make("li", {}, shapes.glyph(kind), " ", data.kindLabel(kind))),
    ...[...stated].sort((one, two) => one - two).map((at) => make("li", {}, legend.sample(data.modality(at)), " ", say(data.modality(at)))));
}

// Paper is white: what is painted for it is in the light colours.
function begin(): void {
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  acts.repaint();
  const parts: Element[] = [make("h1", {}, data.title()), make("p", {}, byId("status").textContent, " ", byId("left-out").textContent), key()];
  if (state.chosen.view !== "table") parts.push(takeaway.drawing(camera.extent()));
  if (state.chosen.view !== "picture") table.forPrint();
  byId("paper").replaceChildren(...parts);
}

function end(): void {
  document.documentElement.dataset.theme = theme;
  byId("paper").replaceChildren();
  acts.repaint();
}

function listen(): void {
  window.addEventListener("beforeprint", begin);
  window.addEventListener("afterprint", end);
}

export { listen };
