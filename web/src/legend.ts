// Legend and filters in one: every look has its name, its count, and a box that hides it.
import * as data from "./data.js";
import { byId, make, refocus } from "./dom.js";
import * as edges from "./edges.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import type { Dash } from "./types.js";
import { number, say } from "./words.js";

type LegendGroup = state.Facet | "years";
type Counts = [shown: number, all: number];
/** How many of each key are shown, and how many there are. */
type Counted = Map<number, Counts>;
type Tally = Record<state.Facet, Counted> & { hidden: { things: number; links: number } };

const MOST = 12;
const opened = new Set<LegendGroup>(["kinds", "modalities", "years"]);
const wide = new Map<state.Facet, number>();

const MANY = 20000;
let tally: Tally | null = null;
let turn = 0;

// How many of each key the filters leave, and how many there are. In a large graph the counts
// follow a moment later.
function count(): void {
  const mine = (turn += 1);
  const next: Tally = { kinds: new Map(), predicates: new Map(), modalities: new Map(), documents: new Map(), hidden: { things: 0, links: 0 } };
  const add = (facet: state.Facet, key: number, shown: boolean): void => {
    const known = next[facet].get(key) ?? [0, 0];
    next[facet].set(key, [known[0] + (shown ? 1 : 0), known[1] + 1]);
  };
  const passing = new Uint8Array(data.things.length);
  const thing = (at: number): void => {
    passing[at] = state.passes(at) ? 1 : 0;
    next.hidden.things += 1 - passing[at];
    add("kinds", data.things[at][2], passing[at] > 0);
  };
  const link = (at: number): void => {
    const shown = passing[data.link.from[at]] > 0 && passing[data.link.to[at]] > 0 && state.linkPasses(at);
    next.hidden.links += shown ? 0 : 1;
    add("predicates", data.link.predicate[at], shown);
    add("modalities", data.strongest(at), shown);
    for (const one of data.link.documents[at] ?? []) add("documents", one, shown);
  };
  if (data.link.count < MANY) {
    for (let at = 0; at < data.things.length; at += 1) thing(at);
    for (let at = 0; at < data.link.count; at += 1) link(at);
    tally = next;
    return;
  }
  const wanted = (): boolean => mine === turn;
  void data.slowly(data.things.length, thing, wanted)
    .then((whole) => whole && data.slowly(data.link.count, link, wanted))
    .then((whole) => { if (whole) { tally = next; draw(); } });
}

// Before anything has been counted the file itself tells how many things of each kind there are.
function beforehand(): Tally {
  const counts: Counted = new Map(data.head.kinds.map((kind, at) => [at, [kind.count, kind.count]]));
  return { kinds: counts, predicates: new Map(), modalities: new Map(), documents: new Map(), hidden: { things: 0, links: 0 } };
}

function group(name: LegendGroup, body: HTMLElement): HTMLElement {
  const details = make("details", { class: "facet", open: opened.has(name) }, make("summary", {}, make("h3", {}, say(name))), body);
  details.addEventListener("toggle", () => { if (details.open) opened.add(name); else opened.delete(name); });
  return details;
}

function row(facet: state.Facet, key: number, sign: Element | null, name: string, [shown, all]: Counts, hint?: string): HTMLElement {
  const id = `${facet}-${key}`;
  const tick = make("input", {
    type: "checkbox", id, checked: !state.chosen.hidden[facet].has(key),
    onchange: (event: Event) => { state.toggle(facet, key, (event.currentTarget as HTMLInputElement).checked); refocus(id); },
  });
  const whole = shown === all || !state.filtered() || state.chosen.hidden[facet].has(key);
  const usual = state.filtered() || state.chosen.hidden[facet].has(key) ? all : shown;
  const count = whole ? number(usual) : `${number(shown)} / ${number(all)}`;
  return make("li", { title: hint }, make("label", { for: id }, tick, sign, make("span", { class: "name" }, name), make("span", { class: "count" }, count)));
}

// The most frequent keys of a facet; more of them on demand.
function list(facet: state.Facet, counted: Counted, name: (key: number) => string): HTMLElement {
  const ordered = [...counted].sort((one, two) => two[1][1] - one[1][1]);
  const most = wide.get(facet) ?? MOST;
  const rest = Math.min(ordered.length - most, 100);
  const more = rest > 0 ? make("button", { class: "quiet", onclick: () => { wide.set(facet, most + 100); draw(); } }, say("more", { n: number(rest) })) : null;
  const rows = ordered.slice(0, most).map(([key, counts]) => row(facet, key, null, name(key), counts));
  return make("div", {}, make("ul", {}, ...rows), more);
}

// A short line as the picture draws statements of a modality.
function sample(modality: Dash): SVGElement {
  const dash = edges.dashes[modality].join(" ");
  const line = make("line", { x1: 1, y1: 8, x2: 33, y2: 8, stroke: "currentColor", "stroke-width": modality === "unproved" ? 0.8 : 2, "stroke-dasharray": dash || undefined });
  return make("svg", { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true", class: "sample" }, line);
}

function kinds(counted: Counted): HTMLElement[] {
  return data.head.kinds.map((kind, at) => row("kinds", at, shapes.glyph(kind), data.kindLabel(kind), counted.get(at) ?? [0, 0]));
}

function modalities(counted: Counted): HTMLElement[] {
  return [...data.head.modalities.keys(), -1].flatMap((one) => {
    const counts = counted.get(one);
    if (!counts) return [];
    const name = data.modality(one);
    return row("modalities", one, sample(name), say(name), counts, say(`${name}Means`));
  });
}

function years(): HTMLElement {
  const field = (at: 0 | 1, name: "from" | "to"): HTMLElement => make("label", {}, `${say(name)} `, make("input", {
    type: "number", id: `year-${name}`, min: 0, max: 2100, value: state.chosen.years[at] || "", placeholder: "–",
    onchange: (event: Event) => {
      const chosen: [number, number] = [...state.chosen.years];
      chosen[at] = Math.max(0, Math.floor(Number((event.currentTarget as HTMLInputElement).value))) || 0;
      state.change({ years: chosen });
    },
  }));
  const undated = make("label", { class: "undated" }, make("input", {
    type: "checkbox", id: "undated", checked: state.chosen.undated,
    onchange: (event: Event) => { state.change({ undated: (event.currentTarget as HTMLInputElement).checked }); },
  }), ` ${say("undated")}`);
  return make("div", { class: "years" }, field(0, "from"), field(1, "to"), undated);
}

// Count anew, and draw.
function refresh(): void {
  if (data.complete) count();
  draw();
}

function draw(): void {
  const kept = document.activeElement?.id;
  const { hidden, ...counted } = tally ?? beforehand();
  const filtered = state.filtered();
  byId("legend").replaceChildren(
    make("h2", {}, say("legend")),
    make("p", { class: filtered ? "filtered on" : "filtered", id: "filtered" },
      filtered ? say("filtered", { things: number(hidden.things), links: number(hidden.links) }) : say("unfiltered"), " ",
      make("button", { id: "reset", class: "quiet", disabled: !filtered && !state.chosen.text, onclick: () => { state.reset(); refocus("reset"); } }, say("reset"))),
    group("kinds", make("ul", {}, ...kinds(counted.kinds))),
    group("modalities", make("ul", {}, ...modalities(counted.modalities))),
    group("years", years()),
    group("predicates", list("predicates", counted.predicates, (at) => data.reading(at))),
    group("documents", list("documents", counted.documents, data.documentLabel)),
  );
  byId("legend").setAttribute("aria-label", say("legend"));
  refocus(kept);
}

export { draw, refresh, sample };
