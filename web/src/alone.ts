// One thing with its surroundings, laid out anew in the same columns; a step outward on demand.
import * as data from "./data.js";
import { byId, make } from "./dom.js";
import { drawn } from "./drawn.js";
import * as picture from "./picture.js";
import * as state from "./state.js";
import { layOut as inRings } from "./rings.js";
import { nothing } from "./scenes.js";
import type { Place, Scene, Stage } from "./types.js";
import { number, say } from "./words.js";

const ROW = 44;
const MOST = 400;

// The things within some steps of a thing, and whether some were left out.
function around(thing: number, steps: number): { things: number[]; away: number[][]; all: number } {
  const found = new Set([thing]);
  const away = [[thing]];
  let edge = [thing];
  let all = 1;
  for (let step = 0; step < steps; step += 1) {
    const reached = new Set<number>();
    for (const one of edge) {
      for (const link of data.linksOf(one)) {
        const other = data.other(link, one);
        if (!found.has(other) && state.linkPasses(link) && state.passes(other)) reached.add(other);
      }
    }
    all += reached.size;
    const best = [...reached].sort((one, two) => data.linksOf(two).length - data.linksOf(one).length || one - two).slice(0, Math.max(0, MOST - found.size));
    for (const one of best) found.add(one);
    edge = best;
    away.push(best);
  }
  return { things: [...found], away, all };
}

// Columns by stage, rows in the order of the mean height of what a thing is linked to. Tall
// columns are folded into several side by side.
function layOut(things: number[], links: number[]): Pick<Scene, "places" | "stages" | "top"> {
  const stages = new Map<number, number[]>();
  for (const thing of things) {
    const { stage } = data.kind(thing);
    stages.set(stage, [...stages.get(stage) ?? [], thing]);
  }
  const near = new Map(things.map((thing) => [thing, [] as number[]]));
  for (const at of links) {
    near.get(data.link.from[at])?.push(data.link.to[at]);
    near.get(data.link.to[at])?.push(data.link.from[at]);
  }
  const columns = [...stages].sort(([one], [two]) => one - two);
  sweep(columns.map(([, column]) => column), near);
  const deep = Math.max(14, Math.ceil(Math.sqrt(things.length * 4)));
  const places = new Map<number, Place>();
  const spans: Stage[] = [];
  let left = 0;
  for (const [stage, column] of columns) {
    const { width, ...names } = data.head.names[stage];
    const folds = Math.ceil(column.length / deep);
    const tall = Math.ceil(column.length / folds);
    column.forEach((thing, at) => places.set(thing, {
      x: left + width * (at % folds) + width / 2, y: (Math.floor(at / folds) - (tall - 1) / 2) * ROW,
    }));
    spans.push({ ...names, left, right: left + folds * width });
    left += folds * width;
  }
  return { places, stages: spans, top: Math.min(...[...places.values()].map((place) => place.y)) };
}

function sweep(columns: number[][], near: Map<number, number[]>): void {
  const height = new Map<number, number>();
  const rows = (column: number[]): void => { column.forEach((thing, at) => height.set(thing, at - (column.length - 1) / 2)); };
  const mean = (thing: number): number => {
    const others = near.get(thing) ?? [];
    return others.reduce((sum, other) => sum + (height.get(other) ?? 0), 0) / (others.length || 1);
  };
  columns.forEach(rows);
  for (let turn = 0; turn < 6; turn += 1) {
    for (const column of turn % 2 ? [...columns].reverse() : columns) {
      const wish = new Map(column.map((thing) => [thing, mean(thing)]));
      column.sort((one, two) => (wish.get(one) ?? 0) - (wish.get(two) ?? 0) || one - two);
      rows(column);
    }
  }
}

function linksAmong(things: number[]): number[] {
  const inside = new Set(things);
  const links: number[] = [];
  for (const thing of things) {
    for (const at of data.linksOf(thing)) {
      if (data.link.from[at] === thing && inside.has(data.link.to[at])) links.push(at);
    }
  }
  return links;
}

function show(thing: number, steps: number, { step = true, rings = inRingsNow() } = {}): void {
  state.change({ alone: { thing, steps, rings }, moved: new Map(), thing, path: null, link: -1, asking: -1, text: "" }, { step });
}

// From columns a thing is shown in columns, from themes in rings.
const inRingsNow = (): boolean => state.chosen.alone?.rings ?? state.chosen.arrange === "themes";

// The scene for what is chosen: one thing with its surroundings.
function scene({ thing, steps, rings }: { thing: number; steps: number; rings: boolean }): Scene {
  const { things, away, all } = around(thing, steps);
  const links = linksAmong(things);
  const placed = rings ? inRings(away, data.head.wide) : layOut(things, links);
  return { ...nothing, ...placed, links, all, drawn: things.length };
}

function trail(): void {
  const place = byId("trail");
  const chosen = state.chosen.alone;
  place.hidden = !chosen;
  if (!chosen) return;
  const { thing, steps } = chosen;
  const within = steps === 1 ? say("step") : say("steps", { n: steps });
  const { all = 0, drawn: shown = 0 } = drawn.scene;
  place.replaceChildren(
    make("span", {}, say("aloneWith", { label: data.label(thing), steps: within })),
    make("button", { id: "wider", onclick: () => { show(thing, steps + 1); } }, say("wider")),
    steps > 1 ? make("button", { id: "narrower", onclick: () => { show(thing, steps - 1); } }, say("narrower")) : "",
    make("button", { id: "everything", onclick: () => { picture.glide(() => { state.change({ alone: null, moved: new Map() }); }); } }, say("everything")),
    shown < all ? make("span", { class: "hint" }, say("clipped", { drawn: number(shown), all: number(all) })) : "");
}

export { show, scene, trail, linksAmong, layOut };
