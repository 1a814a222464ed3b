// What completion asks of the server: the terms that the graph uses, with the ontology's labels,
// and things as they are typed. Where the server has no answer, nothing is completed.
import { byId } from "../dom.js";
import type { Source, Term } from "./completion.js";

interface OntologyTerm { iri: string; labels: Readonly<Partial<Record<string, string>>> }
interface Ontology { classes: Record<string, OntologyTerm>; properties: Record<string, OntologyTerm> }
interface Rows<Name extends string> { results: { bindings: Record<Name, { value: string } | undefined>[] } }

const USED = `SELECT DISTINCT ?kind ?term {
  { ?s ?term ?o BIND("property" AS ?kind) } UNION { ?s a ?term BIND("class" AS ?kind) } FILTER(isIRI(?term))
} LIMIT 2000`;
/** Ask for things by part of a name or of their IRIs; the shortest IRIs are the plainest. */
const things = (typed: string): string => {
  const part = JSON.stringify(typed.toLowerCase());
  return `SELECT ?thing (SAMPLE(?own) AS ?label) (SAMPLE(?name) AS ?other) {
  ?thing skos:prefLabel|skos:altLabel|rdfs:label|schema:name ?name
  FILTER(isIRI(?thing) && (CONTAINS(LCASE(STR(?name)), ${part}) || CONTAINS(LCASE(STR(?thing)), ${part})))
  OPTIONAL { ?thing skos:prefLabel|rdfs:label|schema:name ?own FILTER(LANGMATCHES(LANG(?own), "${language}")) }
} GROUP BY ?thing ORDER BY STRLEN(STR(?thing)) LIMIT 24`;
};
const words = byId("words").dataset;
const language = words.lang ?? "en";

async function asked<T>(path: string, fields: Readonly<Record<string, string>>): Promise<T | undefined> {
  const answer = await fetch(`${path}?${new URLSearchParams(fields).toString()}`, { headers: { Accept: "application/json, application/sparql-results+json" } });
  return answer.ok ? await answer.json() as T : undefined;
}

function term({ iri, labels }: OntologyTerm, kind: Term["kind"]): Term {
  return { iri, kind, label: labels[language] ?? Object.values(labels).at(0) ?? "", names: Object.values(labels).filter((name) => name !== undefined) };
}

async function known(): Promise<readonly Term[]> {
  const [ontology, used] = await Promise.all([asked<Ontology>("/ontology", { format: "json" }), asked<Rows<"kind" | "term">>("/sparql", { query: USED })]);
  const classes = Object.values(ontology?.classes ?? {});
  const properties = Object.values(ontology?.properties ?? {});
  const labels = new Map([...classes, ...properties].map((each) => [each.iri, each.labels]));
  // A query for what the graph does not use, as for an inverse, would find nothing.
  const terms = used?.results.bindings.flatMap(({ kind, term: at }) =>
    at ? [term({ iri: at.value, labels: labels.get(at.value) ?? {} }, kind?.value === "class" ? "class" : "property")] : []);
  return terms ?? [...classes.map((each) => term(each, "class")), ...properties.map((each) => term(each, "property"))];
}

export function servedSource(): Source {
  let terms: Promise<readonly Term[]> | undefined;
  return {
    prefixes: JSON.parse(words.prefixes ?? "{}") as Record<string, string>,
    terms: () => terms ??= known(),
    things: async (typed) => {
      if (typed.length < 2 && !/[^\p{ASCII}]/u.test(typed)) return [];
      const found = await asked<Rows<"thing" | "label" | "other">>("/sparql", { query: things(typed) });
      return (found?.results.bindings ?? []).flatMap(({ thing, label, other }): Term[] =>
        thing ? [{ iri: thing.value, kind: "thing", label: label?.value ?? "", names: other ? [other.value] : [] }] : []);
    },
  };
}
