// Figures as small charts: a bar for each, baseline above latest, with the wording of the source.
import { make } from "./dom.js";
import * as evidence from "./evidence.js";
import type { ClaimRow, FigureRow, Language } from "./types.js";
import { language, number, pick, safe, say } from "./words.js";

const WIDTH = 330;

function amount(figure: FigureRow): string {
  const unit = safe(pick(figure.unit), 60);
  const shown = (text: string): string =>
    text !== "" && Number.isFinite(Number(text)) ? number(text) : safe(text, 60) || "–";
  const value = shown(figure.value) + (figure.upper ? `–${shown(figure.upper)}` : "");
  const bound = figure.bound && figure.bound !== "Exactly" && !figure.upper ? say(figure.bound) : "";
  return `${bound ? `${bound} ` : ""}${value}${unit ? ` ${unit}` : ""}`;
}

// Bars of one scale for figures of one unit; another unit has a scale of its own.
function bars(rows: FigureRow[]): SVGElement {
  const most = (unit: string): number => Math.max(1e-9, ...rows.filter((one) => one.measure === unit).map((one) => Math.abs(Number(one.value) || 0)));
  const height = rows.length * 38;
  const parts = rows.flatMap((one, at) => {
    const length = Math.max(2, (WIDTH * Math.abs(Number(one.value) || 0)) / most(one.measure));
    const name = one.role ? say(one.role) : safe(pick(one.labels), 60);
    return [
      make("text", { x: 0, y: at * 38 + 12, class: "bar-name" }, `${name}: ${amount(one)}`),
      make("rect", { x: 0, y: at * 38 + 18, width: length, height: 10, rx: 2, class: one.role === "baseline" ? "bar past" : "bar" }),
    ];
  });
  const whole = rows.map((one) => `${one.role ? say(one.role) : ""} ${amount(one)}`).join("; ");
  return make("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: "100%", role: "img", "aria-label": whole, class: "chart" }, ...parts);
}

// Changes come as text in each language: they are computed in one place, for `sskg figures` too.
function draw(rows: FigureRow[], changes: Record<Language, string>[] = []): HTMLElement {
  const ordered = [...rows].sort((one, two) => Number(one.role === "latest") - Number(two.role === "latest"));
  const stated = ordered.map((one) => make("li", {},
    make("span", { class: "stated" }, one.role ? `${say(one.role)}: ` : "", one.stated ? say("asStated", { stated: safe(one.stated, 80) }) : amount(one)),
    evidence.claims(distinct(one.claims))));
  return make("div", { class: "figures" }, bars(ordered),
    ...changes.map((one) => make("p", { class: "change" }, one[language])), make("ul", { class: "evidence" }, ...stated));
}

// Value and bound of a figure are stated by the same words: show each passage once.
function distinct(claims: ClaimRow[]): ClaimRow[] {
  const byPassages = new Map<string, ClaimRow>();
  for (const claim of claims) {
    const key = JSON.stringify([claim[1], claim[2].map((one) => one[0])]);
    if (!byPassages.has(key)) byPassages.set(key, claim);
  }
  return [...byPassages.values()];
}

export { draw };
