// Oxigraph in a worker. The engine and the graph come as scripts, as a page that lies in a folder may
// fetch nothing; the worker is made from a blob for the same reason.
import type { Answer } from "./answer.js";

let worker: Worker | undefined;
let engine: { code: string; wasm: string } | undefined;
let graph: string | undefined;

declare global {
  interface Window {
    sskgEngine: (code: string, wasm: string) => void;
    sskgGraph: (triples: string) => void;
  }
}

window.sskgEngine = (code, wasm) => { engine = { code, wasm }; };
window.sskgGraph = (triples) => { graph = triples; };

/** Load a script that lies beside this page's own. */
export function script(name: string): Promise<void> {
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

/** Start the engine over the graph, where it does not run. */
export async function start(): Promise<void> {
  if (worker) return;
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
}

/** Ask the engine, which runs. */
export function answered(query: string, prefixes: string): Promise<Answer> {
  if (!worker) return Promise.reject(new Error("engine.js"));
  const answer = reply(worker);
  worker.postMessage({ query, prefixes });
  return answer;
}

/** End the engine: the next query starts another. */
export function end(): void {
  worker?.terminate();
  worker = undefined;
}
