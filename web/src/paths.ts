// "Path from here to …": the shortest chains of statements between two things, in either
// direction of each, within what the filters leave.
import * as camera from "./camera.js";
import * as data from "./data.js";
import { make } from "./dom.js";
import * as evidence from "./evidence.js";
import { closer, settled, thingLink } from "./frame.js";
import * as state from "./state.js";
import type { Chain, Path } from "./types.js";
import { number, say } from "./words.js";

const MOST_WAYS = 50;

/** For each thing reached the links by which it was reached. */
type Reached = Map<number, number[]>;

// Breadth first from the start; gives for each thing reached the links by which it was reached.
async function reach(from: number, to: number): Promise<Reached | null> {
  const depth = new Map([[from, 0]]);
  const into: Reached = new Map();
  let edge = [from];
  let level = 0;
  while (edge.length && !depth.has(to)) {
    level += 1;
    const next: number[] = [];
    for (let at = 0; at < edge.length; at += 1) {
      if (at % 5000 === 4999) await data.pause();
      for (const link of data.linksOf(edge[at])) {
        if (!state.linkPasses(link)) continue;
        const other = data.other(link, edge[at]);
        if ((depth.get(other) ?? level) < level) continue;
        if (!state.passes(other)) continue;
        if (!depth.has(other)) { depth.set(other, level); into.set(other, []); next.push(other); }
        into.get(other)?.push(link);
      }
    }
    edge = next;
  }
  return depth.has(to) ? into : null;
}

// All shortest ways as lists of links, up to a number; the firmest first.
function ways(into: Reached, from: number, to: number): number[][] {
  const found: number[][] = [];
  const follow = (thing: number, tail: number[]): void => {
    if (found.length >= MOST_WAYS) return;
    if (thing === from) { found.push(tail); return; }
    for (const link of into.get(thing) ?? []) follow(data.other(link, thing), [link, ...tail]);
  };
  follow(to, []);
  return found.sort((one, two) => weakest(one) - weakest(two));
}

// A chain is as strong as its weakest step; modalities are numbered from the strongest. A step
// without a claim weakens nothing.
const weakest = (links: number[]): number => Math.max(-1, ...links.map((at) => data.strongest(at)));

async function show(from: number, to: number, step = true): Promise<void> {
  const into = from === to ? null : await reach(from, to);
  const all = into ? ways(into, from, to) : [];
  state.change({ path: { from, to, ways: all, ...chain(all[0] ?? [], from) }, way: 0, asking: -1, thing: -1, link: -1, passage: "", text: "" }, { step });
  await settled();
  camera.reveal(from);
}

function chain(links: number[], from: number): Chain {
  const things = [from];
  for (const at of links) things.push(data.other(at, things[things.length - 1]));
  return { links, things };
}

function another(): void {
  const { path, way } = state.chosen;
  if (!path) return;
  const next = (way + 1) % path.ways.length;
  state.change({ path: { ...path, ...chain(path.ways[next], path.from) }, way: next });
}

function ask(from: number): HTMLElement[] {
  return [make("header", {}, closer(), make("h2", { id: "panel-title" }, say("pathTo", { label: data.label(from) })))];
}

async function panelContent(path: Path): Promise<(HTMLElement | string)[]> {
  const head = make("header", {}, closer(), make("h2", { id: "panel-title" }, say("path", { from: data.label(path.from), to: data.label(path.to) })));
  if (!path.links.length) return [head, make("p", { class: "hint" }, say("noPath"))];
  const weak = weakest(path.links);
  const steps = await Promise.all(path.links.map(async (at, index) => {
    const inverse = data.link.from[at] !== path.things[index];
    return [
      make("li", { class: "hop", "data-link": at }, make("span", { class: "hop-name" }, `↓ ${data.reading(data.link.predicate[at], inverse)}`), evidence.claims(await data.claims(at))),
      make("li", { class: "stop" }, thingLink(path.things[index + 1])),
    ];
  }));
  const count = path.ways.length >= MOST_WAYS ? `${MOST_WAYS}+` : number(path.ways.length);
  return [
    head,
    make("p", {}, `${say("pathLength", { n: path.links.length, m: count })}; `, weak >= 0 ? say("pathWeakest", { modality: say(data.modality(weak)) }) : ""),
    path.ways.length > 1 ? make("button", { id: "other-way", onclick: another }, say("otherWay", { m: count })) : "",
    make("ol", { class: "chain" }, make("li", { class: "stop" }, thingLink(path.from)), ...steps.flat()),
  ];
}

export { show, another, ask, panelContent as panel };
