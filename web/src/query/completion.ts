// Completes what is typed in a query: keywords, prefixes, variables, and the graph's classes,
// properties and things by their names in any language. Whatever needs a prefix brings its line.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { fold } from "../folding.js";
import { declaration, declared, shortened } from "./declared.js";
import type { Completing, Picked } from "./field.js";

export interface Term { iri: string; kind: "class" | "property" | "thing"; label: string; names: readonly string[] }
/** Where terms and things come from: scripts beside the page, or the server. */
export interface Source {
  readonly prefixes: Readonly<Record<string, string>>;
  terms: () => Promise<readonly Term[]>;
  things: (typed: string) => Promise<readonly Term[]>;
}
type Expected = "class" | "property" | "thing" | "word";

const MOST = 12; // the list needs no scrolling, which the keyboard would not reach
const KEYWORDS = [
  "SELECT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "PREFIX", "BASE", "DISTINCT", "REDUCED", "FROM", "NAMED", "GRAPH", "OPTIONAL",
  "UNION", "MINUS", "FILTER", "BIND", "VALUES", "EXISTS", "NOT EXISTS", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT",
  "OFFSET", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "SEPARATOR", "STR", "LANG", "LANGMATCHES", "DATATYPE",
  "BOUND", "IRI", "COALESCE", "IF", "CONCAT", "STRLEN", "SUBSTR", "UCASE", "LCASE", "CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE",
  "STRAFTER", "REPLACE", "REGEX", "YEAR", "MONTH", "DAY", "NOW", "ABS", "ROUND", "CEIL", "FLOOR", "isIRI", "isLiteral", "isBlank",
  "isNumeric", "sameTerm", "true", "false", "UNDEF",
];

/** Replace texts, IRIs and comments that are closed by a mark. */
function bare(text: string): string {
  return text.replace(/<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*\n/g,
    (found) => found.startsWith("#") ? "\n" : "§");
}

/** What may best stand behind a piece of a query: what comes before it in its clause tells. */
function expected(before: string): Expected {
  if (!before.includes("{")) return "word";
  const clause = before.split(/[{}]|[.;,](?=\s|$)/).at(-1) ?? "";
  if (/\([^)]*$/.test(clause)) return "word";
  const separator = before.slice(0, before.length - clause.length).at(-1);
  const pieces = clause.trim().split(/\s+/).filter(Boolean);
  const last = pieces.at(-1);
  if (last === "a" || last === "rdf:type") return "class";
  const at = pieces.length + (separator === ";" ? 1 : separator === "," ? 2 : 0);
  return at === 1 ? "property" : "thing";
}

/** How well a term fits what is typed: 0 for not at all. */
function fit(typed: string, term: Term, local: string): number {
  const names = [local, term.label, ...term.names].map(fold);
  if (names.some((name) => name === typed)) return 4;
  if (fold(local).startsWith(typed)) return 3;
  if (names.some((name) => name.startsWith(typed))) return 2.5;
  return names.some((name) => name.includes(typed)) ? 2 : 0;
}

/** Return what completes a query with what a source has. */
export function completions(source: Source): Completing {
  return ({ pickedCompletion, startCompletion }) => {
    const put = (insert: string, prefix: string | undefined, more: boolean): Picked => (view, completion, from, to) => {
      const text = view.state.doc.toString();
      const line = prefix === undefined ? undefined : declaration(text, prefix, source.prefixes[prefix]);
      const changes = [...line ? [{ from: line.at, insert: line.text }] : [], { from, to, insert }];
      view.dispatch({
        changes,
        selection: { anchor: from + insert.length + (line?.text.length ?? 0) },
        annotations: pickedCompletion.of(completion),
        userEvent: "input.complete",
      });
      if (more) startCompletion(view);
    };

    function ofTerm(term: Term, text: string): Completion {
      const short = shortened(term.iri, text, source.prefixes);
      const known = short !== undefined;
      return {
        label: known ? `${short.prefix}:${short.local}` : `<${term.iri}>`, detail: term.label, type: term.kind,
        apply: put(known ? `${short.prefix}:${short.local}` : `<${term.iri}>`, short?.prefix, false),
      };
    }

    async function terms(typed: string, space: string | undefined, wanted: Expected, text: string): Promise<Completion[]> {
      const all = [...await source.terms(), ...await source.things(typed)];
      const scored = all.filter(({ iri }) => space === undefined || iri.startsWith(space)).map((term) => {
        const local = space === undefined ? /[^#/:]*$/.exec(term.iri)?.[0] ?? "" : term.iri.slice(space.length);
        const score = typed ? fit(fold(typed), term, local) : 1;
        return { term, score: score && score + (term.kind === wanted ? 2 : 0) };
      });
      return scored.filter(({ score }) => score).sort((a, b) => b.score - a.score || (a.term.iri < b.term.iri ? -1 : 1))
        .slice(0, MOST).map(({ term }) => ofTerm(term, text));
    }

    function prefixes(typed: string, declaring: boolean, text: string): Completion[] {
      const present = declared(text);
      return Object.entries(source.prefixes)
        .filter(([name]) => name && name.startsWith(typed.toLowerCase()) && !(declaring && Object.hasOwn(present, name)))
        .map(([name, iri]) => ({
          label: `${name}:`, detail: iri, type: "namespace",
          apply: declaring ? `${name}: <${iri}>` : put(`${name}:`, name, true),
        }));
    }

    return async (context: CompletionContext): Promise<CompletionResult | null> => {
      const text = context.state.doc.toString();
      const typed = /(?:[?$][\p{L}\p{N}_]*|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:?[\p{L}\p{N}_-]*)$/u.exec(text.slice(0, context.pos))?.[0] ?? "";
      const from = context.pos - typed.length;
      const before = bare(text.slice(0, from));
      // Within a text, an IRI or a comment nothing is completed.
      if (/["'#]/.test(before.slice(before.lastIndexOf("\n") + 1)) || /<[^<>\s]*$/.test(before)) return null;
      const answer = (options: Completion[]): CompletionResult | null => options.length ? { from, options: options.slice(0, MOST), filter: false } : null;
      if (/^[?$]/.test(typed)) {
        const names = new Set(bare(text.slice(0, from) + text.slice(context.pos)).match(/[?$][\p{L}\p{N}_]+/gu));
        return answer([...names].filter((name) => name.startsWith(typed) && name !== typed).map((label) => ({ label, type: "variable" })));
      }
      if (/\bprefix\s+$/i.test(before)) return answer(prefixes(typed.replace(/:.*/, ""), true, text));
      const colon = typed.indexOf(":");
      const wanted = expected(before);
      if (colon >= 0) {
        const prefix = typed.slice(0, colon);
        const known = { ...source.prefixes, ...declared(text) };
        if (!Object.hasOwn(known, prefix)) return null;
        return answer(await terms(typed.slice(colon + 1), known[prefix], wanted, text));
      }
      if (!typed && !context.explicit) return null;
      const keywords = KEYWORDS.filter((word) => typed && fold(word).startsWith(fold(typed))).map((label) => ({ label, type: "keyword" }));
      // A single Latin letter fits nearly everything; a single character of Chinese does not.
      const enough = typed.length > 1 || /[^\p{ASCII}]/u.test(typed) || (context.explicit && !typed);
      const named = enough && before.includes("{") ? await terms(typed, undefined, wanted, text) : [];
      const bound = prefixes(typed, false, text);
      return answer(wanted === "word" ? [...keywords, ...bound, ...named] : [...bound, ...named, ...keywords]);
    };
  };
}
