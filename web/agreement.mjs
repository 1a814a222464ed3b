// Holds the scripts to the tables that Python's tests use too (tests/data/both): how names are folded,
// what is a slip of the finger, which query calls out, and what follows from decisions.
import { Buffer } from "node:buffer";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
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
    if (isDeepStrictEqual(decided, row.at(-1))) continue;
    console.error(`${name}: ${JSON.stringify(row)}, but the script says ${JSON.stringify(decided)}`);
    process.exitCode = 1;
  }
}

const { fold, mistyped } = await module("folding.ts");
const { acceptedOf, outcomes, recut } = await module("review/outcome.ts");
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

const TEXT = "A 🌾 fund. It pays. ";
const PASSAGES = [
  { span: [0, 9], role: "Body", sentence: [0, 9] },
  { span: [10, 18], role: "Body", sentence: [10, 18] },
];

/** Return what follows from events, as the table has it. */
function followed(_what, events) {
  const points = Array.from(TEXT);
  const decided = outcomes(events, points);
  const accepted = acceptedOf(decided);
  const each = [...decided];
  return {
    accepted: accepted.map(({ key }) => key),
    rejected: each.filter(([, { event, lapsed }]) => !lapsed && event.do === "reject").map(([key]) => key),
    lapsed: each.filter(([, { lapsed }]) => lapsed).map(([, { event }]) => event.id),
    differ: each.filter(([, { differs }]) => differs.length).map(([key, { differs }]) => [key, differs.map(({ id }) => id)]),
    passages: recut(PASSAGES, accepted.map(({ item }) => item), points)
      .map(({ span, role, sentence }) => [...span, role, ...sentence]),
  };
}

await agree("decisions.json", followed);
