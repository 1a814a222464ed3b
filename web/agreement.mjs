// Holds the scripts to the tables that Python's tests use too (tests/data/both): how names are folded,
// what is a slip of the finger, and which query calls out.
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import init, { Store } from "oxigraph/web.js";

const web = import.meta.dirname;

async function module(source) {
  const { outputFiles: [{ text }] } = await build({
    absWorkingDir: web, entryPoints: [`src/${source}`], write: false, bundle: true, format: "esm", target: "es2022", charset: "utf8",
  });
  return import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
}

async function agree(name, decide) {
  const rows = JSON.parse(await readFile(join(web, "../tests/data/both", name), "utf8"));
  if (!rows.length) throw new Error(`${name} is empty`);
  for (const row of rows) {
    const decided = decide(...row.slice(0, -1));
    if (decided === row.at(-1)) continue;
    console.error(`${name}: ${JSON.stringify(row)}, but the script says ${JSON.stringify(decided)}`);
    process.exitCode = 1;
  }
}

const { fold, mistyped } = await module("folding.ts");
const { hasService } = await module("query/service.ts");
await init({ module_or_path: await readFile(join(web, "node_modules/oxigraph/web_bg.wasm")) });

/** Tell whether a query parses, as the worker of a site's query page does. */
function parses(text) {
  try {
    new Store().query(text);
    return true;
  } catch (error) {
    return !/error at \d+:\d+/.test(String(error.message ?? error));
  }
}

await agree("folding.json", fold);
await agree("slips.json", mistyped);
await agree("calls.json", (query) => hasService(query, parses));
