// Where the editor's completion takes its terms and things from: scripts that lie beside a page, or
// the addresses of the server.
import { byId } from "../dom.js";
import type { Source, Term } from "./completion.js";
import { receive } from "../names.js";
import { script } from "./engine.js";

type Labels = Readonly<Partial<Record<string, string>>>;
/** What queries.js beside a site's pages has. */
export interface Site {
  prefixes: Record<string, string>;
  ontology: string;
  names: Record<string, string>;
  terms: { iri: string; kind: "class" | "property"; labels: Labels }[];
}

const language = (): string => byId("words").dataset.lang ?? "en";

function termOf(iri: string, kind: Term["kind"], labels: Labels): Term {
  return { iri, kind, label: labels[language()] ?? Object.values(labels).at(0) ?? "", names: Object.values(labels).filter((name) => name !== undefined) };
}

/** The names of all things, by IRI: loaded once. */
export function siteThings(site: Site): () => Promise<ReadonlyMap<string, Term>> {
  const iris = new Map(Object.entries(site.names).map(([iri, name]) => [name, iri]));
  let things: Promise<ReadonlyMap<string, Term>> | undefined;
  const load = async (): Promise<ReadonlyMap<string, Term>> => {
    const loaded = new Map<string, Term>();
    receive(byId("words").dataset.own ?? "", (named) => {
      for (const { name, label, names } of named) {
        const iri = iris.get(name);
        if (iri !== undefined) loaded.set(iri, { iri, kind: "thing", label, names });
      }
    });
    await script("names.js");
    return loaded;
  };
  return () => things ??= load();
}

/** What a site's completion has. */
export function siteSource(site: Site, things: () => Promise<ReadonlyMap<string, Term>>): Source {
  return {
    prefixes: site.prefixes,
    terms: () => Promise.resolve(site.terms.map(({ iri, kind, labels }) => termOf(iri, kind, labels))),
    things: async () => [...(await things()).values()],
  };
}
