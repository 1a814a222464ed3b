// A result as a bar chart: one column of it is numbers, another names what they are of.
import { make } from "../dom.js";
import { keep, kept } from "./address.js";
import { words } from "./field.js";
import type { Cell, Grid } from "./forms.js";
import { draw, lines } from "./svg.js";

/** The columns of a chart. */
export interface Charted { label: number; numbers: number[] }

const MOST = 60;
const ROW = 46;

const column = (grid: Grid, n: number): Cell[] => grid.rows.map((row) => row[n]).filter(({ text }) => text !== "");

/** Return what columns can be drawn; undefined where none are numbers or none has labels. */
export function charted(grid: Grid): Charted | undefined {
  const all = grid.columns.map((_, n) => column(grid, n));
  const numbers = all.flatMap((cells, n) => cells.length && cells.every(({ number }) => number !== undefined) ? [n] : []);
  const labels = all.flatMap((cells, n) => cells.length && cells.every(({ number }) => number === undefined) ? [n] : []);
  // Text says more to a reader than what names a thing, unless that has its label beside it.
  const best = labels.find((n) => all[n].every(({ iri, label, text }) => iri === undefined || label !== text)) ?? labels.at(0);
  return best === undefined || !numbers.length ? undefined : { label: best, numbers };
}

function bars(grid: Grid, label: number, of: number): SVGSVGElement {
  const rows = grid.rows.filter((row) => row[of].number !== undefined).slice(0, MOST);
  const values = rows.map((row) => row[of].number ?? 0);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const span = high - low || 1;
  // A number stands beside its bar, within a fifth of the width.
  const at = (value: number): number => (low < 0 ? 18 : 0) + (value - low) / span * (low < 0 ? 60 : 78);
  const svg = draw("svg", { class: "bars", width: "100%", height: rows.length * ROW + 4, role: "img", "aria-label":
    (words.bars ?? "").replace("{n}", String(rows.length)).replace("{number}", grid.columns[of]).replace("{label}", grid.columns[label]) });
  const names: [SVGTextElement, string][] = [];
  for (const [n, row] of rows.entries()) {
    const value = values[n];
    const y = n * ROW;
    const name = draw("text", { x: 0, y: y + 15, lang: row[label].lang });
    names.push([name, row[label].label]);
    const [from, to] = [at(Math.min(0, value)), at(Math.max(0, value))];
    svg.append(draw("g", {}, draw("title", {}, `${row[label].label}: ${row[of].text}`), name,
      draw("rect", { class: "bar", x: `${from}%`, y: y + 21, width: `${Math.max(to - from, 0.2)}%`, height: 16 }),
      draw("text", { class: "value", x: `${value < 0 ? from : to}%`, y: y + 34, dx: value < 0 ? -6 : 6, "text-anchor": value < 0 ? "end" : "start" }, row[of].text)));
  }
  svg.append(draw("line", { class: "zero", x1: `${at(0)}%`, x2: `${at(0)}%`, y1: 0, y2: rows.length * ROW }));
  new ResizeObserver(() => {
    for (const [element, text] of names) element.textContent = lines(text, svg.clientWidth, 1)[0] ?? "";
  }).observe(svg);
  return svg;
}

/** Draw a result as bars; where it has several columns of numbers, the reader chooses, and the address keeps it. */
export function chart(grid: Grid, { label, numbers }: Charted): HTMLElement {
  const picture = make("div");
  const show = (of: number): void => picture.replaceChildren(bars(grid, label, of));
  const first = numbers.find((n) => grid.columns[n] === kept("number")) ?? numbers[0];
  show(first);
  const take = (of: number): void => { keep({ view: "chart", number: of === numbers[0] ? "" : grid.columns[of] }); show(of); };
  const choice: HTMLSelectElement = make("select", { id: "numbers", onchange: () => take(Number(choice.value)) },
    ...numbers.map((n) => make("option", { value: n, selected: n === first }, grid.columns[n])));
  return make("figure", { class: "picture" },
    numbers.length > 1 ? make("p", {}, make("label", { for: "numbers" }, words.numbers), " ", choice) : null,
    picture,
    grid.rows.length > MOST ? make("figcaption", {}, (words.first ?? "").replace("{n}", String(MOST))) : null);
}
