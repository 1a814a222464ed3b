// The prefixes of a query: those that it declares, and the lines that declare others.

type Prefixes = Readonly<Record<string, string>>;

const DECLARED = /\bprefix\s+([\p{L}\p{N}_.-]*):\s*<([^<>\s]*)>/giu;

/** Return the prefixes that a query declares. */
export function declared(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(DECLARED)].map(([, prefix, iri]) => [prefix, iri]));
}

/** Return an IRI with the prefix of the query or else a known one; undefined where none fits. */
export function shortened(iri: string, text: string, known: Prefixes): { prefix: string; local: string } | undefined {
  const own = declared(text);
  const fitting = [...Object.entries(own), ...Object.entries(known).filter(([prefix]) => prefix && !Object.hasOwn(own, prefix))]
    .filter(([, space]) => space && iri.startsWith(space) && /^\w(?:[\w.-]*[\w-])?$/.test(iri.slice(space.length)))
    .sort((a, b) => b[1].length - a[1].length);
  const best = fitting.at(0);
  return best && { prefix: best[0], local: iri.slice(best[1].length) };
}

/** Return the line that declares a prefix, with its place; undefined where the query has it already. */
export function declaration(text: string, prefix: string, iri: string): { at: number; text: string } | undefined {
  if (Object.hasOwn(declared(text), prefix)) return undefined;
  // Comments at the head stay there: named queries begin with their titles.
  const at = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(text)?.[0].length ?? 0;
  return { at, text: `PREFIX ${prefix}: <${iri}>\n` };
}

/** Return the declarations of what a query uses without declaring it, within one line. */
export function missing(text: string, known: Prefixes): string {
  return Object.entries(known)
    .filter(([prefix]) => !new RegExp(`prefix\\s+${prefix}\\s*:`, "i").test(text))
    .map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `)
    .join("");
}
