// Things: those of the graph, and those that are accepted here.
import { data, local, named } from "./data.js";
import { accepted } from "./decisions.js";
import type { Card, Option, Thing } from "./types.js";

const graphThings = new Map(data.things.map(([iri, kind, en, zh, names, home]): [string, Thing] =>
  [iri, { iri, id: local(iri), kind, en, zh, names, home }]));

// The state or region that a thing of the graph belongs to, where it is of one alone.
export const homeName = (iri: string | null | undefined): string =>
  (iri ? named(graphThings.get(iri) ?? { id: local(iri) }) : "");
export const withHome = (thing: Option): string => named(thing) + (thing.home ? ` (${homeName(thing.home)})` : "");

export function things(): Map<string, Thing> {
  const all = new Map(graphThings);
  for (const { item } of accepted()) {
    if (item.type !== "thing" || item.linked || !item.iri) continue;
    all.set(item.iri, {
      iri: item.iri, id: local(item.iri), kind: item.class ?? "", en: item.labels?.en, zh: item.labels?.zh,
      names: Object.values(item.names ?? {}).flat(), own: true,
    });
  }
  return all;
}

// What a new thing may be: things of the graph that bear its name, and are not linked.
export const likeOf = ({ proposal }: Card): Thing[] => (proposal?.kind === "thing" && !proposal.iri
  ? proposal.like.flatMap((iri) => graphThings.get(iri) ?? []) : []);

// Figures that are accepted here: a relation can have one as its subject.
export function figures(): Thing[] {
  return accepted().flatMap(({ item }) => (item.type === "figure" && item.iri
    ? [{ iri: item.iri, id: local(item.iri), kind: "Observation", ...item.labels, names: [], own: true }] : []));
}

export function fits(kind: string, allowed: string[]): boolean {
  return !allowed.length || [kind, ...(data.supers[kind] ?? [])].some((each) => allowed.includes(each));
}

// An IRI for a new thing, after its label.
export function slug(label: string): string {
  const words = label.toLowerCase().normalize("NFKD").replace(/(\d),(?=\d{3})/g, "$1").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const base = data.things_iri + (words || "thing");
  const taken = new Set([...things().keys(), ...figures().map((each) => each.iri)]);
  let iri = base;
  for (let n = 2; taken.has(iri); n += 1) iri = `${base}-${n}`;
  return iri;
}
