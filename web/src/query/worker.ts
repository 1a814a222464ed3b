// Answers queries in a worker of its own: what goes wrong in the engine ends with it.
import init, { Store, parse } from "oxigraph/web.js";
import type { Quad_Object, Quad_Predicate, Quad_Subject } from "oxigraph/web.js";
import type { Answer, Binding } from "./answer.js";
import { fault } from "./faults.js";
import { hasService } from "./service.js";

interface Start { wasm: Uint8Array; triples: string }
interface Ask { query: string; prefixes: string }

let store: Store | undefined;

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Return what the engine says against a query, by asking it of nothing. */
function complaint(text: string): string | undefined {
  try {
    new Store().query(text);
    return undefined;
  } catch (error) {
    return message(error);
  }
}

/** Tell whether a query parses. */
function parses(text: string): boolean {
  return !/error at \d+:\d+/.test(complaint(text) ?? "");
}

/** Tell whether a query is answered with triples: the engine ends where it is asked for the wrong form. */
function givesTriples(query: string): boolean {
  const bare = query.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*/g, " ");
  const form = /\b(select|ask|construct|describe)\b(?!\s*:)/i.exec(bare);
  return form !== null && /^[cd]/i.test(form[0]);
}

function binding(term: Quad_Subject | Quad_Predicate | Quad_Object): Binding {
  switch (term.termType) {
    case "NamedNode": return { type: "uri", value: term.value };
    case "BlankNode": return { type: "bnode", value: term.value };
    case "Literal": return term.language
      ? { type: "literal", value: term.value, "xml:lang": term.language }
      : { type: "literal", value: term.value, datatype: term.datatype.value };
    default: return { type: "triple", value: term.toString() };
  }
}

function answer({ query, prefixes }: Ask): Answer {
  if (!store) throw new Error("not ready");
  if (hasService(query, (masked) => parses(prefixes + masked))) return { service: true };
  const triples = givesTriples(query);
  const results_format = triples ? "text/turtle" : "json";
  const text = store.query(prefixes + query, { use_default_graph_as_union: true, results_format }) as string;
  if (!triples) return { json: text };
  const rows = parse(text, { format: "text/turtle" })
    .map(({ subject, predicate, object }) => ({ subject: binding(subject), predicate: binding(predicate), object: binding(object) }));
  return { triples: text, rows };
}

self.addEventListener("message", (event: MessageEvent<Start | Ask>) => {
  void (async () => {
    const { data } = event;
    try {
      if ("wasm" in data) {
        await init({ module_or_path: data.wasm as BufferSource });
        store = new Store();
        store.load(data.triples, { format: "text/turtle", lenient: true });
        self.postMessage({ ready: true });
        return;
      }
      self.postMessage(answer(data));
    } catch (error) {
      const broken = error instanceof WebAssembly.RuntimeError;
      const place = "query" in data && !broken ? fault(message(error), data.query, data.prefixes, complaint) : undefined;
      self.postMessage({ error: message(error), broken, fault: place });
    }
  })();
});
