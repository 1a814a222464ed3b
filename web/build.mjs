// Bundles the scripts into the Python package; with --check, compares with what lies there.
// The result depends on nothing but web/ itself. It is not minified: whoever distrusts a page can
// read what runs in it.
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const web = import.meta.dirname;
const bundles = {
  "file.ts": "view/page/file.js",
  "served.ts": "view/page/served.js",
  "editor.ts": "pages/templates/editor.js",
};
const checking = process.argv.includes("--check");

for (const [entry, place] of Object.entries(bundles)) {
  const path = join(web, "../src/sskg", place);
  const { outputFiles: [{ text }] } = await build({
    absWorkingDir: web,
    entryPoints: [`src/${entry}`],
    write: false,
    bundle: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    logLevel: "warning",
    banner: { js: "// Built from web/src by `make web`; change it there." },
  });
  if (!checking) await writeFile(path, text);
  else if (text !== await readFile(path, "utf8")) {
    console.error(`src/sskg/${place} is not what web/src builds: run make web`);
    process.exitCode = 1;
  }
}
