// What the engine answers, as the table that the server's pages have too.
import { make } from "../dom.js";
import type { Fault } from "./faults.js";
import { shortened } from "./declared.js";

export interface Binding { type: string; value: string; "xml:lang"?: string; datatype?: string }
export type Row = Readonly<Record<string, Binding | undefined>>;
export interface Results {
  head: { vars?: string[] };
  boolean?: boolean;
  results?: { bindings: Row[] };
}
export interface Answer {
  ready?: boolean; json?: string; triples?: string; rows?: Row[]; service?: boolean; error?: string; broken?: boolean; fault?: Fault;
}
/** What a page knows of the graph. */
export interface Known {
  prefixes: Readonly<Record<string, string>>;
  address: (iri: string) => string | undefined;
  label: (iri: string) => string;
}

export const SHOWN = 1000;
const NUMBER = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float|(?:unsigned)?(?:long|int|short|byte|Long|Int|Short|Byte)|(?:non)?(?:positive|negative|Positive|Negative)Integer)$/;

function cell(term: Binding | undefined, known: Known): HTMLTableCellElement {
  if (!term) return make("td");
  if (term.type !== "uri") {
    const number = term.datatype !== undefined && NUMBER.test(term.datatype) ? term.value : undefined;
    return make("td", { lang: term["xml:lang"], "data-number": number }, term.value);
  }
  const where = known.address(term.value);
  const short = shortened(term.value, "", known.prefixes);
  const text = short ? `${short.prefix}:${short.local}` : term.value;
  const label = known.label(term.value);
  return make("td", { "data-iri": term.value }, where === undefined ? text : make("a", { href: where }, text),
    label ? " " : "", label ? make("span", { class: "kind" }, label) : "");
}

/** Draw the rows of an answer as a table; triples have titles of their own. */
export function table(columns: readonly string[], rows: readonly Row[], label: string, known: Known, titles?: readonly string[]): HTMLElement {
  const made = make("table", { "data-triples": titles !== undefined });
  made.createTHead().insertRow().append(...(titles ?? columns).map((name) => make("th", { scope: "col" }, name)));
  const body = made.createTBody();
  for (const row of rows.slice(0, SHOWN)) body.insertRow().append(...columns.map((name) => cell(row[name], known)));
  return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, made);
}

export function csv(columns: readonly string[], rows: readonly Row[]): string {
  const quoted = (text: string): string => /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
  return [columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))]
    .map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
}
