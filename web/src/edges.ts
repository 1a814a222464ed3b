// The lines of the picture: their course, their look, and which of them lies under the pointer.
// All lines of one look are one path, so that a redraw costs a few strokes whatever their number.
import { direct, router } from "./routes.js";
import type { Course } from "./routes.js";
import type { Box, Dash, Sum, Traced } from "./types.js";

// How each modality is drawn: dashes in units of the picture; the legend shows the same.
const dashes: Record<Dash, number[]> = { Reported: [], unproved: [], Required: [9, 5], Inferred: [2, 4], Enacted: [16, 4], Permitted: [5, 7], Hypothetical: [10, 4, 2, 4], sourced: [1, 3] };

export interface Link {
  id: number;
  from: number;
  to: number;
  predicate: number;
}

interface Laid {
  course: Course;
  /** Up or down, beside other lines between the same things. */
  shift: number;
  path: Path2D | null;
  look?: Look;
}

/** A link, or the sum of links between two kinds, with its course. */
export type Line = Laid & ((Link & { sum?: undefined }) | (Sum & { predicate?: undefined }));

/** How a line is drawn; lines of a higher order lie above. An arrow of size 0 is none. */
export interface Look {
  order: number;
  colour: string;
  width: number;
  alpha: number;
  dash: Dash;
  arrow: number;
}

export interface Group {
  look: Look;
  path: Path2D;
  heads: Path2D;
}

let lines: Line[] = [];

function trace<Drawn extends Traced>(path: Drawn, course: Course): Drawn {
  path.moveTo(course[0], course[1]);
  for (let at = 2; at < course.length; at += 6) {
    path.bezierCurveTo(course[at], course[at + 1], course[at + 2], course[at + 3], course[at + 4], course[at + 5]);
  }
  return path;
}

// The arrowhead at the end of a course, pointing along its last stretch.
function head(path: Traced, course: Course, size: number): void {
  const [cx, cy, x, y] = course.slice(-4);
  const length = Math.hypot(cx - x, cy - y);
  const [back, up] = length ? [size * (cx - x) / length, size * (cy - y) / length] : [-size, 0];
  path.moveTo(x, y);
  path.lineTo(x + back - up / 2, y + up + back / 2);
  path.lineTo(x + back + up / 2, y + up - back / 2);
  path.closePath();
}

const moved = (one: Box): boolean => one.x !== one.home.x || one.y !== one.home.y;

// Lay out the lines between the boxes that are shown: along columns, or where there are none, or a
// box has been moved out of its column, directly.
function lay(links: (Link | Sum)[], boxes: Map<number, Box>, columns: boolean): void {
  const between = new Map<string, number>();
  const along = router(columns ? [...boxes.values()].filter((one) => !moved(one)) : []);
  const course = (from: Box, to: Box, shift: number): Course => (columns && !moved(from) && !moved(to) ? along : direct)(from, to, shift);
  lines = [];
  for (const link of links) {
    const [from, to] = [boxes.get(link.from), boxes.get(link.to)];
    if (!from || !to) continue;
    const pair = link.from < link.to ? `${link.from} ${link.to}` : `${link.to} ${link.from}`;
    const nth = between.get(pair) ?? 0;
    between.set(pair, nth + 1);
    const shift = nth ? (nth % 2 ? 5 : -5) * Math.ceil(nth / 2) : 0;
    lines.push({ ...link, course: course(from, to, shift), shift, path: null });
  }
}

// Lay out anew the lines of things that are being moved.
function relay(some: Line[], boxes: Map<number, Box>): void {
  for (const line of some) {
    const [from, to] = [boxes.get(line.from), boxes.get(line.to)];
    if (from && to) line.course = direct(from, to, line.shift);
    line.path = null;
  }
}

// Gather lines of one look into one path each. `style` tells colour, width, alpha, arrow.
function gather(style: (line: Line) => Look, some = lines): Group[] {
  const groups = new Map<string, Group>();
  for (const line of some) {
    const look = style(line);
    const key = `${look.order} ${look.colour} ${look.width} ${look.alpha} ${look.dash}`;
    let group = groups.get(key);
    if (!group) {
      group = { look, path: new Path2D(), heads: new Path2D() };
      groups.set(key, group);
    }
    line.look = group.look;
    trace(group.path, line.course);
    if (look.arrow) head(group.heads, line.course, look.arrow);
  }
  return [...groups.values()].sort((one, two) => one.look.order - two.look.order);
}

// Dashes that would be finer than a pixel or so are drawn through.
function paint(context: CanvasRenderingContext2D, groups: Group[], scale: number): void {
  context.save();
  context.lineCap = "round";
  for (const { look, path, heads } of groups) {
    context.globalAlpha = look.alpha;
    context.strokeStyle = look.colour;
    context.fillStyle = look.colour;
    context.lineWidth = look.width;
    context.setLineDash(scale > 0.3 ? dashes[look.dash] : []);
    context.stroke(path);
    if (look.arrow) context.fill(heads);
  }
  context.restore();
}

// The point at some part of a course; its curves count alike.
function point(course: Course, part: number): [x: number, y: number] {
  const curves = (course.length - 2) / 6;
  const nth = Math.min(curves - 1, Math.floor(part * curves));
  const [x1, y1, x2, y2, x3, y3, x4, y4] = course.slice(6 * nth, 6 * nth + 8);
  const at = part * curves - nth;
  const [a, b, c, d] = [(1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at * at * (1 - at), at ** 3];
  return [a * x1 + b * x2 + c * x3 + d * x4, a * y1 + b * y2 + c * y3 + d * y4];
}

// Whether a point may lie on a course; its control points enclose it.
function near(course: Course, x: number, y: number, reach: number): boolean {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let at = 0; at < course.length; at += 2) {
    left = Math.min(left, course[at]);
    right = Math.max(right, course[at]);
    top = Math.min(top, course[at + 1]);
    bottom = Math.max(bottom, course[at + 1]);
  }
  return x > left - reach && x < right + reach && y > top - reach && y < bottom + reach;
}

// The line nearest to a point of the picture, within a distance.
function under(context: CanvasRenderingContext2D, x: number, y: number, reach: number): Line | undefined {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.setLineDash([]);
  context.lineWidth = 2 * reach;
  const found = lines.findLast((line) => {
    if (!near(line.course, x, y, reach)) return false;
    line.path ??= trace(new Path2D(), line.course);
    return context.isPointInStroke(line.path, x, y);
  });
  context.restore();
  return found;
}

export { lay, relay, gather, paint, trace, head, point, under, dashes, lines };
