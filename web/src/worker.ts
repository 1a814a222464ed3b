// Answers queries in a worker of its own: what goes wrong in the engine ends with it.
import init, { Store } from "oxigraph/web.js";
import { hasService } from "./service.js";

interface Start { wasm: Uint8Array; triples: string }
interface Ask { query: string; prefixes: string }

let store: Store | undefined;

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Tell whether a query parses, by asking it of nothing. */
function parses(text: string): boolean {
  try {
    new Store().query(text);
    return true;
  } catch (error) {
    return !/error at \d+:\d+/.test(message(error));
  }
}

/** Tell whether a query is answered with triples: the engine ends where it is asked for the wrong form. */
function givesTriples(query: string): boolean {
  const bare = query.replace(/<[^<>\s]*>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*/g, " ");
  const form = /\b(select|ask|construct|describe)\b(?!\s*:)/i.exec(bare);
  return form !== null && /^[cd]/i.test(form[0]);
}

function answer({ query, prefixes }: Ask): object {
  if (!store) throw new Error("not ready");
  if (hasService(query, (masked) => parses(prefixes + masked))) return { service: true };
  const triples = givesTriples(query);
  const results_format = triples ? "text/turtle" : "json";
  const text = store.query(prefixes + query, { use_default_graph_as_union: true, results_format }) as string;
  return triples ? { triples: text } : { json: text };
}

self.addEventListener("message", (event: MessageEvent<Start | Ask>) => {
  void (async () => {
    const { data } = event;
    try {
      if ("wasm" in data) {
        await init({ module_or_path: data.wasm as BufferSource });
        store = new Store();
        store.load(data.triples, { format: "application/n-triples", lenient: true });
        self.postMessage({ ready: true });
        return;
      }
      self.postMessage(answer(data));
    } catch (error) {
      self.postMessage({ error: message(error), broken: error instanceof WebAssembly.RuntimeError });
    }
  })();
});
