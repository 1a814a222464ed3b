// A site's query page: asks the graph in the reader's browser.
import { byId, make } from "./dom.js";
import { csv, table } from "./query/answer.js";
import type { Answer, Known, Results, Row } from "./query/answer.js";
import { completions } from "./query/completion.js";
import type { Term } from "./query/completion.js";
import { missing } from "./query/declared.js";
import { answered, end, start } from "./query/engine.js";
import { openField, words } from "./query/field.js";
import type { Field } from "./query/field.js";
import { offer } from "./query/forms.js";
import { siteSource, siteThings } from "./query/sources.js";
import type { Site } from "./query/sources.js";

const SECONDS = 20;
const LONGEST = 100_000;
const DEEPEST = 200;

const form = byId("ask") as HTMLFormElement;
const problem = byId("problem");
const result = byId("result");
const stop = byId("stop") as HTMLButtonElement;
let timer = 0;

declare global {
  interface Window { sskgQueries: (site: Site) => void }
}

function filled(template: string | undefined, n: number | string): string {
  return (template ?? "").replace("{n}", n.toLocaleString());
}

function fail(...texts: string[]): void {
  problem.hidden = false;
  problem.replaceChildren(...texts.filter(Boolean).map((text) => make("p", {}, text)));
  result.replaceChildren();
}

function say(text: string | undefined): void {
  problem.hidden = true;
  result.replaceChildren(make("p", {}, text));
}

function nesting(text: string): number {
  let depth = 0;
  let most = 0;
  for (const char of text) {
    if ("{([<".includes(char)) most = Math.max(most, depth += 1);
    else if ("})]>".includes(char)) depth = Math.max(0, depth - 1);
  }
  return most;
}

function download(label: string | undefined, name: string, text: string, type: string): HTMLAnchorElement {
  return make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name }, label);
}

/** Say what is wrong with a query, and mark it at its place. */
function wrong(answer: Answer, field: Field): void {
  const { fault } = answer;
  if (!fault) { fail(answer.error ?? ""); return; }
  const said = fault.kind === "rule" ? fault.piece : (words[fault.kind] ?? "").replace("{piece}", fault.piece);
  fail(said, (words.place ?? "").replace("{line}", String(fault.line)).replace("{column}", String(fault.column)));
  field.mark(fault.line, fault.column, said);
}

function tabled(columns: string[], rows: Row[], count: string, links: HTMLElement[], known: Known, titles?: string[]): void {
  const line = make("p", { class: "download" });
  line.append(...links.flatMap((link) => [link, " "]));
  result.replaceChildren(make("p", {}, count), line, table(columns, rows, count, known, titles));
  offer(result);
}

function show(answer: Answer, field: Field, known: Known): void {
  if (answer.service) fail(words.service ?? "");
  else if (answer.broken) { end(); fail(words.engine ?? ""); }
  else if (answer.error !== undefined) wrong(answer, field);
  else if (answer.triples !== undefined) {
    const rows = answer.rows ?? [];
    tabled(["subject", "predicate", "object"], rows, filled(words.triples, rows.length),
      [download("Turtle", "result.ttl", answer.triples, "text/turtle")], known,
      [words.subject ?? "", words.predicate ?? "", words.object ?? ""]);
    result.append(make("details", { open: true }, make("summary", {}, "Turtle"), make("pre", { tabindex: "0" }, answer.triples)));
  } else {
    const json = answer.json ?? "{}";
    const { head, boolean, results } = JSON.parse(json) as Results;
    if (boolean !== undefined) { say(boolean ? words.yes : words.no); return; }
    const columns = head.vars ?? [];
    const rows = results?.bindings ?? [];
    tabled(columns, rows, filled(words.rows, rows.length), [
      download(words.csv, "result.csv", csv(columns, rows), "text/csv"),
      download(words.json, "result.json", json, "application/sparql-results+json"),
    ], known);
  }
}

async function ask(field: Field, site: Site, known: Known): Promise<void> {
  const { text } = field;
  if (text.length > LONGEST || nesting(text) > DEEPEST) { fail(words.deep ?? ""); return; }
  history.replaceState(null, "", `?${new URLSearchParams({ query: text }).toString()}${location.hash}`);
  say(words.loading);
  await start();
  say(words.running);
  stop.hidden = false;
  timer = window.setTimeout(() => { end(); stop.hidden = true; fail(filled(words.late, SECONDS)); }, SECONDS * 1000);
  try {
    show(await answered(text, missing(text, site.prefixes)), field, known);
  } catch {
    end();
    fail(words.engine ?? "");
  } finally {
    window.clearTimeout(timer);
    stop.hidden = true;
  }
}

function address(site: Site, iri: string): string | undefined {
  if (Object.hasOwn(site.names, iri)) return `id/${site.names[iri]}.html`;
  if (iri.startsWith(site.ontology)) return `ontology.html#${encodeURIComponent(iri.slice(site.ontology.length))}`;
  return /^https?:\/\//.test(iri) ? iri : undefined;
}

window.sskgQueries = (site) => {
  const linked = new URLSearchParams(location.search).get("query");
  if (linked !== null) (byId("query") as HTMLTextAreaElement).value = linked;
  const things = siteThings(site);
  const field = openField(completions(siteSource(site, things)));
  const terms = new Map(site.terms.map(({ iri, labels }) => [iri, labels[words.lang ?? "en"] ?? ""]));
  let labels: ReadonlyMap<string, Term> = new Map();
  const known: Known = {
    prefixes: site.prefixes,
    address: (iri) => address(site, iri),
    label: (iri) => labels.get(iri)?.label ?? terms.get(iri) ?? "",
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    result.ariaBusy = "true";
    const asking = async (): Promise<void> => {
      labels = await things();
      await ask(field, site, known);
    };
    asking().catch((error: unknown) => { end(); fail(error instanceof Error ? error.message : String(error)); })
      .finally(() => { result.ariaBusy = "false"; });
  });
};
stop.addEventListener("click", () => { window.clearTimeout(timer); end(); stop.hidden = true; say(""); });
