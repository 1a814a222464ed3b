// Bundles the scripts into the Python package; with --check, compares with what lies there.
// The result depends on nothing but web/ itself. What is ours is not minified: whoever distrusts a
// page can read what runs in it. CodeMirror is, as it is three times the size of all else.
import { Buffer } from "node:buffer";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { gzipAsync } from "@gfx/zopfli";
import { build } from "esbuild";

const web = import.meta.dirname;
const bundles = {
  "file.ts": "view/page/file.js",
  "served.ts": "view/page/served.js",
  "editor.ts": "pages/templates/editor.js",
  "site.ts": "pages/templates/site.js",
  "sparql.ts": "pages/templates/sparql.js",
  "query/library.ts": "pages/templates/codemirror.js",
  "review/main.ts": "ingest/reviewing/page/page.js",
};
const minified = ["query/library.ts"];
const checking = process.argv.includes("--check");

const BANNER = "// Built from web/src by `make web`; change it there.";

async function bundled(entry) {
  const { outputFiles: [{ text }], metafile } = await build({
    absWorkingDir: web,
    entryPoints: [`src/${entry}`],
    write: false,
    bundle: true,
    metafile: true,
    minify: minified.includes(entry),
    format: "iife",
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
    banner: { js: minified.includes(entry) ? `${BANNER} The notices are in notices.txt.` : BANNER },
    define: { "import.meta.url": '""' },
  });
  const circle = circleIn(metafile.inputs);
  if (circle) {
    console.error(`modules import each other in a circle: ${circle.join(" → ")}`);
    process.exitCode = 1;
  }
  return text;
}

// Some modules of ours that import each other in a circle, if there are any.
function circleIn(inputs) {
  const done = new Set();
  const follow = (path, way) => {
    if (way.includes(path)) return [...way.slice(way.indexOf(path)), path];
    if (done.has(path) || !path.startsWith("src/")) return null;
    for (const { path: next } of inputs[path]?.imports ?? []) {
      const circle = follow(next, [...way, path]);
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  return Object.keys(inputs).map((path) => follow(path, [])).find(Boolean);
}

for (const [entry, place] of Object.entries(bundles)) {
  const path = join(web, "../src/sskg", place);
  const text = await bundled(entry);
  if (!checking) await writeFile(path, text);
  else if (text !== await readFile(path, "utf8")) {
    console.error(`src/sskg/${place} is not what web/src builds: run make web`);
    process.exitCode = 1;
  }
}

// The engine is Oxigraph's own, packed: as text, for a page in a folder can fetch no bytes. What is
// compared is what it unpacks to. Zopfli takes some seconds, and each reader loads 60 kB less.
const engine = join(web, "../src/sskg/pages/templates/engine.js");
const code = await bundled("query/worker.ts");
const wasm = await readFile(join(web, "node_modules/oxigraph/web_bg.wasm"));
const head = `${BANNER}\nsskgEngine(${JSON.stringify(code).replaceAll("<", "\\u003c")}, "`;
if (!checking) {
  const packed = Buffer.from(await gzipAsync(wasm, { numiterations: 5 }));
  await writeFile(engine, `${head}${packed.toString("base64")}");\n`);
} else {
  const text = await readFile(engine, "utf8");
  const packed = Buffer.from(text.slice(head.length, -4), "base64");
  if (!text.startsWith(head) || !gunzipSync(packed).equals(wasm)) {
    console.error("src/sskg/pages/templates/engine.js is not what web/src builds: run make web");
    process.exitCode = 1;
  }
}
