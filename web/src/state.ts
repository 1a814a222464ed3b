// What the reader has chosen, and what the filters leave. Everything else follows from this.
import * as data from "./data.js";
import type { Path, Point } from "./types.js";

export type Facet = "kinds" | "predicates" | "modalities" | "documents";
/** How all things are arranged. */
export type Arrangement = "columns" | "themes";
export type View = "picture" | "both" | "table";

export interface Chosen {
  thing: number;
  link: number;
  passage: string;
  path: Path | null;
  asking: number;
  /** A thing with its surroundings, in columns or in rings. */
  alone: { thing: number; steps: number; rings: boolean } | null;
  arrange: Arrangement;
  colours: "kind" | "theme";
  /** How far things were moved by hand. */
  moved: Map<number, Point>;
  view: View;
  text: string;
  hidden: Record<Facet, Set<number>>;
  years: [from: number, to: number];
  undated: boolean;
  way: number;
  lang?: string;
}

type Listener = (changed: string[], step: boolean) => void;

const chosen: Chosen = {
  thing: -1, link: -1, passage: "", path: null, asking: -1, alone: null, view: "picture",
  arrange: "columns", colours: "kind", moved: new Map(),
  text: "", hidden: { kinds: new Set(), predicates: new Set(), modalities: new Set(), documents: new Set() },
  years: [0, 0], undated: true, way: 0,
};
const listeners: Listener[] = [];

const facets: Facet[] = ["kinds", "predicates", "modalities", "documents"];

function startHidden(): void {
  data.head.kinds.forEach((kind, at) => { if (!kind.drawn) chosen.hidden.kinds.add(at); });
}

// Change what is chosen and tell everybody; `step` says whether "back" undoes it.
function change(changes: Partial<Chosen>, { step = true } = {}): void {
  Object.assign(chosen, changes);
  for (const listener of listeners) listener(Object.keys(changes), step);
}

// Nothing is chosen, and nobody is told: what the numbers meant is about to change.
function forget(): void {
  Object.assign(chosen, { thing: -1, link: -1, passage: "", path: null, asking: -1, alone: null, moved: new Map() });
  for (const facet of facets) chosen.hidden[facet].clear();
}

function toggle(facet: Facet, key: number, shown: boolean): void {
  if (shown) chosen.hidden[facet].delete(key);
  else chosen.hidden[facet].add(key);
  change({ hidden: chosen.hidden });
}

function reset(): void {
  for (const facet of facets) chosen.hidden[facet].clear();
  startHidden();
  change({ hidden: chosen.hidden, years: [0, 0], undated: true, text: "" });
}

const narrowed = (): boolean => chosen.hidden.predicates.size + chosen.hidden.modalities.size + chosen.hidden.documents.size > 0;

function filtered(): boolean {
  const usual = data.head.kinds.every((kind, at) => kind.drawn !== chosen.hidden.kinds.has(at));
  return !usual || narrowed() || chosen.years[0] > 0 || chosen.years[1] > 0 || !chosen.undated;
}

function inYears(thing: number): boolean {
  const [from, to] = chosen.years;
  const [first, last] = [data.things[thing][3], data.things[thing][4]];
  if (!first && !last) return chosen.undated;
  return (!from || !last || last >= from) && (!to || !first || first <= to);
}

const kindShown = (thing: number): boolean => !chosen.hidden.kinds.has(data.things[thing][2]);

// Does a link pass what is filtered about links: relation, modality, document?
function linkPasses(at: number): boolean {
  const { hidden } = chosen;
  if (hidden.predicates.has(data.link.predicate[at])) return false;
  const bits = data.link.bits[at];
  if (hidden.modalities.size) {
    if (!bits) { if (hidden.modalities.has(-1)) return false; }
    else if (![...data.head.modalities.keys()].some((one) => bits & (1 << one) && !hidden.modalities.has(one))) return false;
  }
  const documents = data.link.documents[at];
  return !hidden.documents.size || !documents?.length || documents.some((one) => !hidden.documents.has(one));
}

// A thing passes if its kind and years do, and if filters on links leave it one that it had.
function passes(thing: number): boolean {
  if (!kindShown(thing) || !inYears(thing)) return false;
  if (!narrowed()) return true;
  const links = data.linksOf(thing);
  return !links.length || links.some(linkPasses);
}

const linkShown = (at: number): boolean => linkPasses(at) && passes(data.link.from[at]) && passes(data.link.to[at]);

function listen(listener: Listener): void { listeners.push(listener); }

export { chosen, change, forget, toggle, reset, filtered, passes, linkPasses, linkShown, startHidden, facets,
  listen };
