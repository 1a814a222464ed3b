// What completion asks of the server: the ontology's terms, those that the graph itself uses, and
// things as they are typed. Where the server has no answer, nothing is completed.
import { byId } from "../dom.js";
import type { Source, Term } from "./completion.js";

interface Named { iri: string; labels: Readonly<Partial<Record<string, string>>> }
interface Ontology { classes: Record<string, Named>; properties: Record<string, Named> }
interface Found { matches: { entity: Named }[] }
interface Used { results: { bindings: { kind: { value: string }; term: { value: string } }[] } }

const USED = `SELECT DISTINCT ?kind ?term {
  { ?s ?term ?o BIND("property" AS ?kind) } UNION { ?s a ?term BIND("class" AS ?kind) } FILTER(isIRI(?term))
} LIMIT 2000`;
const words = byId("words").dataset;
const language = words.lang ?? "en";

async function asked<T>(path: string, fields: Readonly<Record<string, string>>): Promise<T | undefined> {
  const answer = await fetch(`${path}?${new URLSearchParams(fields).toString()}`, { headers: { Accept: "application/json, application/sparql-results+json" } });
  return answer.ok ? await answer.json() as T : undefined;
}

function term({ iri, labels }: Named, kind: Term["kind"]): Term {
  return { iri, kind, label: labels[language] ?? Object.values(labels).at(0) ?? "", names: Object.values(labels).filter((name) => name !== undefined) };
}

async function known(): Promise<readonly Term[]> {
  const [ontology, used] = await Promise.all([asked<Ontology>("/ontology", { format: "json" }), asked<Used>("/sparql", { query: USED })]);
  const terms = new Map<string, Term>();
  for (const { kind, term: { value } } of used?.results.bindings ?? []) {
    terms.set(value, { iri: value, kind: kind.value === "class" ? "class" : "property", label: "", names: [] });
  }
  for (const each of Object.values(ontology?.classes ?? {})) terms.set(each.iri, term(each, "class"));
  for (const each of Object.values(ontology?.properties ?? {})) terms.set(each.iri, term(each, "property"));
  return [...terms.values()];
}

export function servedSource(): Source {
  let terms: Promise<readonly Term[]> | undefined;
  return {
    prefixes: JSON.parse(words.prefixes ?? "{}") as Record<string, string>,
    terms: () => terms ??= known(),
    things: async (typed) => {
      if (typed.length < 2 && !/[^\p{ASCII}]/u.test(typed)) return [];
      const found = await asked<Found>("/find", { text: typed, format: "json", lang: language });
      return (found?.matches ?? []).map(({ entity }) => term(entity, "thing"));
    },
  };
}
