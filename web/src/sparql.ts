// Asks the graph in the reader's browser. The engine and the graph come as scripts, as a page that
// lies in a folder may fetch nothing; the worker is made from a blob for the same reason.
import { byId } from "./dom.js";

interface Binding { type: string; value: string; "xml:lang"?: string; datatype?: string }
interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Record<string, Binding | undefined>[] };
}
interface Known {
  prefixes: Record<string, string>;
  queries: { name: string; question: string; text: string }[];
  ontology: string;
  names: Record<string, string>;
}
interface Answer { ready?: boolean; json?: string; triples?: string; service?: boolean; error?: string; broken?: boolean }

const SECONDS = 20;
const LONGEST = 100_000;
const DEEPEST = 200;
const SHOWN = 1000;

const form = byId("ask") as HTMLFormElement;
const query = byId("query") as HTMLTextAreaElement;
const problem = byId("problem");
const result = byId("result");
const stop = byId("stop") as HTMLButtonElement;
const words = result.dataset;
let known: Known | undefined;
let worker: Worker | undefined;
let engine: { code: string; wasm: string } | undefined;
let graph: string | undefined;
let timer = 0;

declare global {
  interface Window {
    sskgQueries: (value: Known) => void;
    sskgEngine: (code: string, wasm: string) => void;
    sskgGraph: (triples: string) => void;
  }
}

window.sskgEngine = (code, wasm) => { engine = { code, wasm }; };
window.sskgGraph = (triples) => { graph = triples; };
window.sskgQueries = (value) => {
  known = value;
  const list = byId("named");
  for (const each of value.queries) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = "?" + new URLSearchParams({ query: each.text }).toString();
    link.textContent = each.question;
    link.lang = "en";
    link.addEventListener("click", (event) => {
      event.preventDefault();
      query.value = each.text;
      query.dispatchEvent(new Event("input"));
      query.focus();
    });
    item.append(link);
    list.append(item);
  }
};

function told(template: string | undefined, n: number): string {
  return (template ?? "").replace("{n}", n.toLocaleString());
}

function fail(text: string): void {
  problem.hidden = false;
  problem.textContent = text;
  result.replaceChildren();
}

function say(text: string | undefined): void {
  problem.hidden = true;
  const line = document.createElement("p");
  line.textContent = text ?? "";
  result.replaceChildren(line);
}

function script(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    const own = document.querySelector<HTMLScriptElement>("script[src$='sparql.js']");
    element.src = (own?.getAttribute("src") ?? "sparql.js").replace("sparql.js", name);
    element.addEventListener("load", () => resolve());
    element.addEventListener("error", () => reject(new Error(name)));
    document.head.append(element);
  });
}

async function unpacked(packed: string): Promise<Uint8Array> {
  const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function reply(to: Worker): Promise<Answer> {
  return new Promise((resolve, reject) => {
    to.onmessage = (event: MessageEvent<Answer>) => resolve(event.data);
    to.onerror = (event) => reject(new Error(event.message));
  });
}

async function started(): Promise<Worker> {
  if (worker) return worker;
  say(words.loading);
  if (!engine) await script("engine.js");
  if (graph === undefined) await script("graph-data.js");
  if (!engine || graph === undefined) throw new Error("engine.js");
  const url = URL.createObjectURL(new Blob([engine.code], { type: "text/javascript" }));
  const made = new Worker(url);
  URL.revokeObjectURL(url);
  const first = reply(made);
  made.postMessage({ wasm: await unpacked(engine.wasm), triples: graph });
  const answer = await first;
  if (!answer.ready) throw new Error(answer.error);
  worker = made;
  return made;
}

function end(): void {
  worker?.terminate();
  worker = undefined;
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

/** Declare what a query may use without declaring it, within its first line. */
function prefixes(text: string): string {
  return Object.entries(known?.prefixes ?? {})
    .filter(([prefix]) => !new RegExp(`prefix\\s+${prefix}\\s*:`, "i").test(text))
    .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `)
    .join("");
}

function shortened(iri: string): string {
  let best = iri;
  for (const [prefix, space] of Object.entries(known?.prefixes ?? {})) {
    if (prefix && iri.startsWith(space) && /^[\w-]+$/.test(iri.slice(space.length))) best = `${prefix}:${iri.slice(space.length)}`;
  }
  return best;
}

function address(iri: string): string | undefined {
  const name = known && Object.hasOwn(known.names, iri) ? known.names[iri] : undefined;
  if (name !== undefined) return `id/${name}.html`;
  if (known && iri.startsWith(known.ontology)) return `ontology.html#${encodeURIComponent(iri.slice(known.ontology.length))}`;
  return /^https?:\/\//.test(iri) ? iri : undefined;
}

function cell(term: Binding | undefined): HTMLTableCellElement {
  const made = document.createElement("td");
  if (!term) return made;
  const where = term.type === "uri" ? address(term.value) : undefined;
  const text = term.type === "uri" ? shortened(term.value) : term.value;
  if (term["xml:lang"]) made.lang = term["xml:lang"];
  if (where === undefined) made.textContent = text;
  else {
    const link = document.createElement("a");
    link.href = where;
    link.textContent = text;
    made.append(link);
  }
  return made;
}

function csv(columns: string[], rows: Record<string, Binding | undefined>[]): string {
  const quoted = (text: string): string => /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
  return [columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))]
    .map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
}

function download(label: string | undefined, name: string, text: string, type: string): HTMLAnchorElement {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.textContent = label ?? name;
  return link;
}

function table(answer: Results, json: string): void {
  const columns = answer.head.vars ?? [];
  const rows = answer.results?.bindings ?? [];
  const count = document.createElement("p");
  count.textContent = told(words.rows, rows.length);
  const links = document.createElement("p");
  links.append(download(words.csv, "result.csv", csv(columns, rows), "text/csv"), " ",
    download(words.json, "result.json", json, "application/sparql-results+json"));
  const region = document.createElement("div");
  region.className = "scroll";
  region.tabIndex = 0;
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", count.textContent);
  const made = document.createElement("table");
  const head = made.createTHead().insertRow();
  for (const name of columns) {
    const title = document.createElement("th");
    title.scope = "col";
    title.textContent = name;
    head.append(title);
  }
  const body = made.createTBody();
  for (const row of rows.slice(0, SHOWN)) body.insertRow().append(...columns.map((name) => cell(row[name])));
  region.append(made);
  result.replaceChildren(count, links, region);
}

/** Count columns of the first line without what was put before it. */
function placed(error: string): string {
  return error.replace(/^error at 1:(\d+)/, (_, column: string) => `error at 1:${Math.max(1, Number(column) - prefixes(query.value).length)}`);
}

function show(answer: Answer): void {
  if (answer.service) fail(words.service ?? "");
  else if (answer.broken) { end(); fail(words.engine ?? ""); }
  else if (answer.error !== undefined) fail(placed(answer.error));
  else if (answer.triples !== undefined) {
    const text = document.createElement("pre");
    text.tabIndex = 0;
    text.textContent = answer.triples;
    result.replaceChildren(download("Turtle", "result.ttl", answer.triples, "text/turtle"), text);
  } else {
    const parsed = JSON.parse(answer.json ?? "{}") as Results;
    if (parsed.boolean === undefined) table(parsed, answer.json ?? "");
    else say(parsed.boolean ? words.yes : words.no);
  }
}

async function ask(): Promise<void> {
  const text = query.value;
  if (text.length > LONGEST || nesting(text) > DEEPEST) { fail(words.deep ?? ""); return; }
  history.replaceState(null, "", "?" + new URLSearchParams({ query: text }).toString());
  const asked = await started();
  say(words.running);
  stop.hidden = false;
  timer = window.setTimeout(() => { end(); stop.hidden = true; fail(told(words.late, SECONDS)); }, SECONDS * 1000);
  const answered = reply(asked);
  asked.postMessage({ query: text, prefixes: prefixes(text) });
  try {
    show(await answered);
  } catch {
    end();
    fail(words.engine ?? "");
  } finally {
    window.clearTimeout(timer);
    stop.hidden = true;
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  event.stopImmediatePropagation();
  ask().catch((error: unknown) => { end(); fail(error instanceof Error ? error.message : String(error)); });
}, true);
stop.addEventListener("click", () => { window.clearTimeout(timer); end(); stop.hidden = true; say(""); });

const linked = new URLSearchParams(location.search).get("query");
if (linked !== null) {
  query.value = linked;
  query.dispatchEvent(new Event("input"));
}
