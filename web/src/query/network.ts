// A result as a network: each of its rows links two things. The things stand in layers, so that a
// link leads to the right wherever it can; each has room of its own, and no label lies on another.
import { make } from "../dom.js";
import { words } from "./field.js";
import type { Cell, Grid } from "./forms.js";
import { arranged } from "./layers.js";
import { draw, lines, width } from "./svg.js";

/** The columns of a network: between two of things, one may say how they are linked. */
export interface Ends { from: number; to: number; by?: number }
interface ResultLink { from: string; to: string; by: string }

const MOST = 60;
const TRIPLES: Ends = { from: 0, by: 1, to: 2 };
const [BOX, LINE, PAD, APART] = [200, 17, 7, 12];
const ROOM = 960; // of the page where it is wide
const gap = (layers: number): number => Math.min(260, Math.max(110, (ROOM - layers * BOX) / Math.max(1, layers - 1)));

/** Return what columns link things; undefined where there are no two of things. */
export function networked(grid: Grid): Ends | undefined {
  if (grid.triples) return links(grid, TRIPLES).length ? TRIPLES : undefined;
  const things = grid.columns.flatMap((_, n) => {
    const cells = grid.rows.map((row) => row[n]).filter(({ text }) => text !== "");
    return cells.length && cells.every(({ iri }) => iri !== undefined) ? [n] : [];
  });
  if (things.length < 2) return undefined;
  const ends = { from: things[0], to: things[things.length - 1], by: things.length > 2 ? things[1] : undefined };
  return links(grid, ends).length ? ends : undefined;
}

function links(grid: Grid, { from, to, by }: Ends): ResultLink[] {
  const made = new Map<string, ResultLink>();
  for (const row of grid.rows) {
    const [start, end] = [row[from].iri, row[to].iri];
    if (start === undefined || end === undefined || start === end) continue;
    const how = by === undefined ? "" : row[by].label;
    const before = made.get(`${start} ${end}`);
    if (before && !before.by.split(", ").includes(how)) before.by += `, ${how}`;
    else if (!before) made.set(`${start} ${end}`, { from: start, to: end, by: how });
  }
  return [...made.values()];
}

interface Placed { x: number; y: number; height: number; lines: string[]; cell: Cell }

function boxes(cells: ReadonlyMap<string, Cell>, edges: readonly ResultLink[]): { at: Map<string, Placed>; width: number; height: number; between: number } {
  const layers = arranged([...cells.keys()], edges);
  const at = new Map<string, Placed>();
  const columns = layers.map((names) => names.map((name) => {
    const cell = cells.get(name) ?? { text: name, label: name };
    const text = lines(cell.label, BOX - 2 * PAD - 4, 3);
    return { name, cell, lines: text, height: text.length * LINE + 2 * PAD };
  }));
  const tall = (column: { height: number }[]): number => column.reduce((sum, { height }) => sum + height + APART, 0);
  const height = Math.max(...columns.map(tall));
  const between = gap(columns.length);
  for (const [n, column] of columns.entries()) {
    let y = (height - tall(column)) / 2 + APART / 2;
    for (const { name, ...box } of column) {
      at.set(name, { x: n * (BOX + between) + 1, y, ...box });
      y += box.height + APART;
    }
  }
  return { at, width: columns.length * (BOX + between) - between + 2, height, between };
}

function node({ x, y, height, lines: text, cell }: Placed): SVGElement {
  const shape = [
    draw("title", {}, cell.label === cell.text ? cell.text : `${cell.label} (${cell.text})`),
    draw("rect", { class: "thing", x, y, width: BOX, height, rx: 6 }),
    ...text.map((line, n) => draw("text", { x: x + PAD + 2, y: y + PAD + 13 + n * LINE, "font-size": 13 }, line)),
  ];
  return cell.href === undefined ? draw("g", {}, ...shape) : draw("a", { href: cell.href }, ...shape);
}

/** Draw a link from box to box; backwards, it goes round below. */
function line(link: ResultLink, from: Placed, to: Placed): { path: SVGElement; point: (t: number) => [number, number] } {
  const forward = to.x > from.x;
  const [x1, y1] = [from.x + (forward ? BOX : 0), from.y + from.height / 2];
  const [x2, y2] = [to.x + (forward ? 0 : BOX), to.y + to.height / 2];
  const bend = to.x === from.x ? -40 : (x2 - x1) / 2;
  const [c1, c2] = to.x === from.x ? [x1 + bend, x1 + bend] : [x1 + bend, x2 - bend];
  const end = to.x === from.x ? from.x : x2;
  const tip = forward || to.x === from.x ? -1 : 1;
  const path = draw("g", {}, draw("title", {}, `${from.cell.label} → ${to.cell.label}${link.by && ` (${link.by})`}`),
    draw("path", { class: "edge", d: `M${x1},${y1}C${c1},${y1} ${c2},${y2} ${end},${y2}` }),
    draw("path", { class: "tip", d: `M${end},${y2}l${tip * 9},-4.5v9z` }));
  const point = (t: number): [number, number] => {
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    return [a * x1 + b * c1 + c * c2 + d * end, (a + b) * y1 + (c + d) * y2];
  };
  return { path, point };
}

/** Draw a result as a network; one with too many things says so. */
export function network(grid: Grid, ends: Ends): HTMLElement {
  const edges = links(grid, ends);
  const cells = new Map<string, Cell>();
  for (const row of grid.rows) {
    for (const cell of [row[ends.from], row[ends.to]]) {
      if (cell.iri !== undefined && edges.some(({ from, to }) => from === cell.iri || to === cell.iri)) cells.set(cell.iri, cell);
    }
  }
  if (cells.size > MOST) return make("p", { class: "note" }, (words.toomany ?? "").replace("{n}", String(cells.size)).replace("{most}", String(MOST)));
  const { at, width: wide, height, between } = boxes(cells, edges);
  const single = new Set(edges.map(({ by }) => by)).size === 1 ? edges[0].by : undefined;
  const svg = draw("svg", { class: "links", width: wide, height, viewBox: `0 0 ${wide} ${height}`, role: "group", "aria-label":
    (words.links ?? "").replace("{n}", String(cells.size)).replace("{links}", String(edges.length)) });
  const labels: SVGElement[] = [];
  const taken: [number, number, number][] = [];
  for (const edge of edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (!from || !to) continue;
    const { path, point } = line(edge, from, to);
    svg.append(path);
    if (single !== undefined || from.x === to.x) continue;
    const text = lines(edge.by, Math.min(between, 200) - 14, 1)[0] ?? "";
    const half = width(text) / 2 * 12 / 13;
    // A label that would lie on another is left out; the link has it as its title.
    const spot = [0.5, 0.4, 0.6].map(point).find(([x, y]) => taken.every(([x2, y2, half2]) => Math.abs(x - x2) > half + half2 + 4 || Math.abs(y - y2) > 15)
      && [...at.values()].every((box) => x + half < box.x || x - half > box.x + BOX || y + 8 < box.y || y - 8 > box.y + box.height));
    if (!spot) continue;
    taken.push([...spot, half]);
    labels.push(draw("text", { class: "by", x: spot[0], y: spot[1] + 4, "text-anchor": "middle", "font-size": 12 }, text));
  }
  svg.append(...labels, ...[...at.values()].map(node));
  return make("figure", { class: "picture" },
    make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": words.network }, svg),
    make("figcaption", {}, [`${grid.columns[ends.from]} → ${grid.columns[ends.to]}`, single].filter(Boolean).join(": ")));
}
