// Finds things as one types, among names that come as a script: no server answers here.
import { byId } from "./dom.js";
import { fold, mistyped } from "./folding.js";
import { receive, type Named } from "./names.js";

const box = byId("quick") as HTMLInputElement;
const list = byId("hits");
const status = byId("found");
const MOST = 50;
let rows: { row: Named; folded: string[] }[] = [];

/** Return how well names fit: 0 for not at all. */
function fit(typed: string, names: string[]): number {
  let best = 0;
  const words = typed.split(" ");
  for (const name of names) {
    const parts = name.split(" ");
    let score = 0;
    if (name === typed) score = 4;
    else if (name.startsWith(typed)) score = 3;
    else if (name.includes(typed)) score = 2;
    else if (words.every((word) => parts.some((part) => part.startsWith(word)))) score = 1.5;
    else if (words.every((word) => parts.some((part) => part.startsWith(word) || mistyped(word, part)))) score = 1;
    if (score) best = Math.max(best, score + 1 / (2 + name.length));
  }
  return best;
}

/** Return the name that fits best where a thing's own label does not fit; "" where it does. */
function other(typed: string, row: Named, folded: string[]): string {
  if (fit(typed, folded.slice(0, 1))) return "";
  const fits = row.names.map((name, at) => ({ name, score: fit(typed, [folded[at + 1]]) })).filter(({ score }) => score);
  return fits.sort((a, b) => b.score - a.score).at(0)?.name ?? "";
}

function show(): void {
  const typed = fold(box.value);
  const found = typed
    ? rows.map(({ row, folded }) => ({ row, folded, score: fit(typed, folded) })).filter(({ score }) => score)
        .sort((a, b) => b.score - a.score || (a.row.label < b.row.label ? -1 : 1))
    : [];
  list.replaceChildren(...found.slice(0, MOST).map(({ row, folded }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = `id/${row.name}.html`;
    link.textContent = row.label;
    const kind = document.createElement("span");
    kind.className = "kind";
    kind.textContent = ` ${row.kind}`;
    item.append(link, kind);
    const name = other(typed, row, folded);
    if (name) {
      const also = document.createElement("p");
      also.className = "other";
      also.textContent = (list.dataset.also ?? "").replace("{name}", () => name);
      item.append(also);
    }
    return item;
  }));
  if (typed) status.textContent = found.length ? (list.dataset.some ?? "").replace("{n}", String(found.length)) : list.dataset.none ?? "";
}

receive(status.dataset.lang ?? "", (things) => {
  rows = things.map((row) => ({ row, folded: [row.label, ...row.names, row.name.replaceAll("-", " ")].map(fold) }));
  const asked = new URLSearchParams(location.search).get("text");
  if (asked !== null) box.value = asked;
  show();
});
box.addEventListener("input", show);
