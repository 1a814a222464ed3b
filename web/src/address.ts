// The address of what is shown: selection, filters and position in the URL's hash, so that a link
// to the file shows the same, and back and forward work.
import { acts } from "./acts.js";
import * as camera from "./camera.js";
import * as data from "./data.js";
import { searchField } from "./dom.js";
import * as paths from "./paths.js";
import * as picture from "./picture.js";
import * as passage from "./passage.js";
import * as search from "./search.js";
import * as state from "./state.js";
import type { Point } from "./types.js";
import { isRange, wanted } from "./words.js";

// Nothing is moved further by hand.
const FAR = 1e6;

let reading = false;
let timer: ReturnType<typeof setTimeout> | undefined;

const name = (facet: state.Facet, key: number): string => {
  if (facet === "kinds") return data.head.kinds[key].name;
  if (facet === "predicates") return data.head.predicates[key].name;
  if (facet === "documents") return data.head.documents[key].id;
  return data.modality(key);
};

const keys = (facet: state.Facet): number[] => (facet === "modalities" ? [...data.head.modalities.keys(), -1] : data.head[facet].map((_, at) => at));

// Whether the reader has taken another language than the page opened in.
const chosenLanguage = (): boolean => wanted.join(",") !== data.head.lang.toLowerCase().replaceAll(" ", "");

function text(): string {
  const { chosen } = state;
  const parts = new URLSearchParams();
  const put = (key: string, value: string): void => { if (value) parts.set(key, value); };
  if (chosen.path) put("path", `${data.identifier(chosen.path.from)} ${data.identifier(chosen.path.to)} ${chosen.way || ""}`.trim());
  if (chosen.thing >= 0) put("thing", data.identifier(chosen.thing));
  if (chosen.link >= 0) put("link", [data.identifier(data.link.from[chosen.link]), name("predicates", data.link.predicate[chosen.link]), data.identifier(data.link.to[chosen.link])].join(" "));
  if (chosen.alone) put("alone", `${data.identifier(chosen.alone.thing)} ${chosen.alone.steps}`);
  const arrange = chosen.alone?.rings ? "around" : chosen.arrange;
  if (arrange !== data.head.arrange || (arrange === "around") !== Boolean(chosen.alone)) put("arrange", arrange);
  if (chosen.colours === "theme") put("colours", "theme");
  put("moved", [...chosen.moved].map(([thing, { x, y }]) => `${data.identifier(thing)} ${x} ${y}`).join(" "));
  put("passage", chosen.passage);
  if (chosen.view !== "picture") put("view", chosen.view);
  put("search", chosen.text);
  for (const facet of state.facets) {
    const usual = (key: number): boolean => facet === "kinds" && !data.head.kinds[key].drawn;
    const hidden = keys(facet).filter((key) => chosen.hidden[facet].has(key) && !usual(key)).map((key) => `-${name(facet, key)}`);
    const added = keys(facet).filter((key) => !chosen.hidden[facet].has(key) && usual(key)).map((key) => `+${name(facet, key)}`);
    put(facet, [...hidden, ...added].join(" "));
  }
  if (chosen.years.some(Boolean)) put("years", chosen.years.map((year) => year || "").join("-"));
  if (!chosen.undated) put("undated", "no");
  if (chosenLanguage()) put("lang", wanted[0]);
  const { x, y } = picture.network.getViewPosition();
  if (!camera.fitted) put("at", `${Math.round(x)} ${Math.round(y)} ${picture.network.getScale().toFixed(3)}`);
  return `#${parts}`;
}

// Some hosts (a frame in a notebook) allow no change of the address; the page works without.
function write(step: boolean): void {
  if (reading || !data.complete) return;
  const next = text();
  if (next === location.hash) return;
  try {
    if (step) history.pushState(null, "", next);
    else history.replaceState(null, "", next);
  } catch { /* the address stays as it was */ }
}

// The camera moves often: its place is written when it has come to rest.
function moved(): void {
  clearTimeout(timer);
  timer = setTimeout(() => { write(false); }, 300);
}

function hiddenFrom(parts: URLSearchParams): Record<state.Facet, Set<number>> {
  const hidden = { kinds: new Set<number>(), predicates: new Set<number>(), modalities: new Set<number>(), documents: new Set<number>() };
  for (const facet of state.facets) {
    const usual = facet === "kinds" ? keys(facet).filter((key) => !data.head.kinds[key].drawn) : [];
    hidden[facet] = new Set(usual);
    const byName = new Map(keys(facet).map((key) => [name(facet, key), key]));
    for (const word of (parts.get(facet) ?? "").split(" ")) {
      const key = byName.get(word.slice(1));
      if (key === undefined) continue;
      if (word.startsWith("-")) hidden[facet].add(key);
      else hidden[facet].delete(key);
    }
  }
  return hidden;
}

function movedFrom(text: string): Map<number, Point> {
  const words = text.split(" ");
  const moved = new Map<number, Point>();
  for (let at = 0; at + 2 < words.length; at += 3) {
    const [thing, x, y] = [data.find(words[at]), Number(words[at + 1]), Number(words[at + 2])];
    if (thing >= 0 && Math.abs(x) < FAR && Math.abs(y) < FAR) moved.set(thing, { x, y });
  }
  return moved;
}

function linkFrom(text: string): number {
  const [from, predicate, to] = text.split(" ");
  const [start, end] = [data.find(from), data.find(to)];
  if (start < 0 || end < 0) return -1;
  return [...data.linksOf(start)].find((at) => data.link.to[at] === end && data.link.from[at] === start && name("predicates", data.link.predicate[at]) === predicate) ?? -1;
}

// Show what the address says; words that fit nothing in this file are passed over.
async function read(): Promise<void> {
  const parts = new URLSearchParams(location.hash.slice(1));
  reading = true;
  try {
    const lang = parts.get("lang");
    acts.speak(isRange(lang) ? lang : "");
    const arrange = parts.get("arrange") ?? data.head.arrange;
    const rings = arrange === "around";
    const [lone, steps] = (parts.get("alone") ?? (rings && data.head.seeds.length ? `${data.head.seeds[0]} ${data.head.choice.depth}` : "")).split(" ");
    const years = (parts.get("years") ?? "").split("-").map((year) => Number.parseInt(year, 10) || 0);
    const view = ((["both", "table"] as const).find((one) => one === parts.get("view"))) ?? "picture";
    const sought = parts.get("search") ?? "";
    searchField().value = sought;
    search.type(sought, { open: false });
    state.change({
      thing: data.find(parts.get("thing")), link: linkFrom(parts.get("link") ?? ""), path: null, asking: -1,
      alone: data.find(lone) >= 0 ? { thing: data.find(lone), steps: Math.min(9, Math.max(1, Number(steps) || 1)), rings } : null,
      arrange: arrange === "themes" ? "themes" : "columns", colours: parts.get("colours") === "theme" ? "theme" : "kind", moved: movedFrom(parts.get("moved") ?? ""),
      hidden: hiddenFrom(parts), years: [years[0] ?? 0, years[1] ?? 0], undated: parts.get("undated") !== "no",
      view, text: sought, passage: "",
    }, { step: false });
    const [from, to, way] = (parts.get("path") ?? "").split(" ");
    if (data.find(from) >= 0 && data.find(to) >= 0) {
      await paths.show(data.find(from), data.find(to), false);
      for (let at = Number(way) || 0; at > 0 && (state.chosen.path?.ways.length ?? 0) > 1; at -= 1) paths.another();
    }
    const named = parts.get("passage") ?? "";
    await passage.recall(named);
    if (named) state.change({ passage: named }, { step: false });
    const [x, y, scale] = (parts.get("at") ?? "").split(" ").map(Number);
    if (scale > 0 && Number.isFinite(x + y)) {
      camera.go({ position: { x, y }, scale });
    } else if (state.chosen.thing >= 0) acts.revealSoon(state.chosen.thing);
  } finally {
    reading = false;
  }
}

export { text, write, moved, read };
