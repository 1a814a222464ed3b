// The control on the picture: in columns, by theme, around a thing; colours; what was moved by hand.
import * as alone from "./alone.js";
import { byId, make, refocus } from "./dom.js";
import * as hand from "./hand.js";
import * as picture from "./picture.js";
import * as state from "./state.js";
import { say } from "./words.js";

function whole(arrange: state.Arrangement): void {
  picture.glide(() => { state.change({ arrange, alone: null, moved: new Map() }); });
}

function around(): void {
  const { thing, alone: lone } = state.chosen;
  const middle = thing >= 0 ? thing : lone?.thing ?? -1;
  if (middle >= 0) picture.glide(() => { alone.show(middle, lone?.thing === middle ? Math.max(2, lone.steps) : 2, { rings: true }); });
}

function draw(): void {
  const place = byId("arrange");
  const kept = document.activeElement?.id;
  const { arrange, alone: lone, thing, moved, colours } = state.chosen;
  const button = (id: string, text: string, pressed: boolean, act: () => void, disabled = false): HTMLElement => make("button", { id, "aria-pressed": String(pressed), onclick: act, disabled }, text);
  const none = thing < 0 && !lone;
  const ways = [
    button("arrange-columns", say("columns"), lone ? !lone.rings : arrange === "columns", () => {
      if (lone?.rings) picture.glide(() => { alone.show(lone.thing, lone.steps, { rings: false }); });
      else whole("columns");
    }),
    button("arrange-themes", say("themes"), !lone && arrange === "themes", () => { whole("themes"); }),
    button("arrange-around", say("rings"), lone?.rings ?? false, around, none),
  ];
  if (none) ways[2].title = say("ringsNeed");
  const more = [];
  if (!lone && arrange === "themes") more.push(button("do-colours", say("colourByTheme"), colours === "theme", () => { state.change({ colours: colours === "theme" ? "kind" : "theme" }, { step: false }); }));
  if (moved.size) more.push(make("button", { id: "do-free", title: say("freeHelp"), onclick: hand.free }, say("free")));
  place.setAttribute("aria-label", say("arrange"));
  place.replaceChildren(...ways, ...more);
  refocus(kept);
}

export { draw };
