// The glyph of each kind, and colours for the theme at hand.
// A shape is traced on anything with the canvas's path methods: a Path2D, or an SVG path.
import { make } from "./dom.js";
import type { Kind, Traced } from "./types.js";

type Corner = [x: number, y: number];
/** A radius, and the angles between which it is drawn. */
type Arc = [radius: number, from: number, to: number];

const ring = (count: number, turn: number, radius = 1): Corner[] => Array.from({ length: count }, (_, at) => {
  const angle = (2 * Math.PI * at) / count + turn;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
});

const star = ring(5, 0, 1.12).flatMap((tip, at) => [tip, ring(5, Math.PI / 5, 0.5)[at]]);
const box = (left: number, top: number, right: number, bottom: number): Corner[] => [[left, top], [right, top], [right, bottom], [left, bottom]];

// Polygons by name; a glyph may have several. Round ones are in `round`.
const polygons: Partial<Record<string, Corner[][]>> = {
  star: [star],
  diamond: [[[0, -1.05], [1.05, 0], [0, 1.05], [-1.05, 0]]],
  square: [box(-0.85, -0.85, 0.85, 0.85)],
  hexagon: [ring(6, Math.PI / 6)],
  pentagon: [ring(5, 0, 1.05)],
  triangle: [[[0, -0.95], [1.05, 0.85], [-1.05, 0.85]]],
  chevron: [[[-0.95, -0.9], [0.15, -0.9], [1, 0], [0.15, 0.9], [-0.95, 0.9], [-0.2, 0]]],
  cross: [[[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]]],
  bars: [box(-1, 0.1, -0.45, 0.95), box(-0.28, -0.4, 0.28, 0.95), box(0.45, -0.95, 1, 0.95)],
  flag: [[[-0.8, -1], [-0.45, -1], [-0.45, -0.85], [1, -0.4], [-0.45, 0.1], [-0.45, 1], [-0.8, 1]]],
  wave: [[[-1, 0.55], [-0.35, -0.35], [0.15, 0.15], [0.62, -0.45], [0.3, -0.7], [1.05, -0.95], [1.05, -0.15], [0.85, -0.28], [0.2, 0.75], [-0.3, 0.28], [-0.75, 0.95]]],
  book: [[[-1, -0.75], [-0.1, -0.5], [-0.1, 0.9], [-1, 0.65]], [[1, -0.75], [0.1, -0.5], [0.1, 0.9], [1, 0.65]]],
  shield: [[[-0.85, -0.9], [0.85, -0.9], [0.85, 0.1], [0, 1], [-0.85, 0.1]]],
  drop: [[[0, 1.05], [-0.7, -0.05], [-0.7, -0.55], [-0.35, -0.95], [0.35, -0.95], [0.7, -0.55], [0.7, -0.05]]],
  bar: [box(-1, -0.4, 1, 0.4)],
  page: [[[-0.7, -1], [0.3, -1], [0.75, -0.5], [0.75, 1], [-0.7, 1]]],
  basin: [[[-1, -0.7], [1, -0.7], [0.6, 0.8], [-0.6, 0.8]]],
  octagon: [ring(8, Math.PI / 8)],
  house: [[[0, -1], [0.95, -0.2], [0.95, 0.95], [-0.95, 0.95], [-0.95, -0.2]]],
  tablet: [[[-0.8, -1], [0.8, -1], [0.8, 1], [0, 0.6], [-0.8, 1]]],
  frame: [box(-1, -0.8, 1, 0.8)],
};

const dot: Arc = [0.7, 0, 2 * Math.PI];
const round: Partial<Record<string, Arc[]>> = {
  circle: [[0.95, 0, 2 * Math.PI]],
  ring: [[1, 0, 2 * Math.PI], [0.48, 2 * Math.PI, 0]],
  half: [[1, Math.PI / 2, 1.5 * Math.PI], [0.55, 0, 2 * Math.PI]],
  dot: [dot],
};

function trace(path: Traced, name: string, x: number, y: number, size: number): void {
  for (const points of polygons[name] ?? []) {
    points.forEach(([px, py], at) => {
      if (at) path.lineTo(x + size * px, y + size * py);
      else path.moveTo(x + size * px, y + size * py);
    });
    path.closePath();
  }
  for (const [radius, from, to] of round[name] ?? (polygons[name] ? [] : [dot])) {
    path.moveTo(x + size * radius * Math.cos(from), y + size * radius * Math.sin(from));
    path.arc(x, y, size * radius, from, to, to < from);
    path.closePath();
  }
}

// Takes the canvas's path methods down as the text of an SVG path.
class Tracer implements Traced {
  text = "";
  add(letter: string, ...numbers: number[]): void { this.text += letter + numbers.map((one) => Math.round(one * 10) / 10).join(" "); }
  moveTo(...point: number[]): void { this.add("M", ...point); }
  lineTo(...point: number[]): void { this.add("L", ...point); }
  bezierCurveTo(...points: number[]): void { this.add("C", ...points); }
  closePath(): void { this.text += "Z"; }
  arc(x: number, y: number, radius: number, from: number, to: number, backwards = false): void {
    const middle = (from + to) / 2;
    for (const end of [middle, to]) {
      this.text += `A${radius} ${radius} 0 0 ${backwards ? 0 : 1} ${x + radius * Math.cos(end)} ${y + radius * Math.sin(end)}`;
    }
  }
}

const query = matchMedia("(prefers-color-scheme: dark)");
const root = document.documentElement;
const dark = (): boolean => (root.dataset.theme === "auto" ? query.matches : root.dataset.theme === "dark");

// The colours of the page by their names in page.css.
const COLOURS = ["page", "surface", "ink", "muted", "faint", "line", "accent", "lane", "mark", "way"] as const;
let named = {} as Record<typeof COLOURS[number], string>;

function readColours(): void {
  const style = getComputedStyle(root);
  named = Object.fromEntries(COLOURS.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as typeof named;
}

const colour = (kind: Kind): string => (dark() ? kind.dark : kind.light);

// The colour of a theme, by its number: those that follow each other differ most.
function theme(at: number): string {
  const hue = Math.round((at * 137.5 + 205) % 360);
  return dark() ? `hsl(${hue} 55% 74%)` : `hsl(${hue} 50% 31%)`;
}

// A small picture of a kind for legend, panel and table.
function glyph(kind: Kind, size = 14): SVGElement {
  const tracer = new Tracer();
  trace(tracer, kind.shape, 8, 8, 6.6);
  const path = make("path", { d: tracer.text, fill: colour(kind), "fill-rule": "evenodd" });
  return make("svg", { viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true", class: "glyph" }, path);
}

export { trace, Tracer, colour, theme, glyph, dark, readColours, query, named };
