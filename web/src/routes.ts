// The course of each line: between columns it curves, through a column it runs level in a gap
// between two boxes, so that no line seems to pass through a thing that it does not link.
import { tall } from "./labels.js";
import type { Box, Point } from "./types.js";

/** A point, then for each curve two control points and its end, as x and y by turns. */
export type Course = number[];

type Gap = [top: number, bottom: number];

interface Column {
  left: number;
  right: number;
  gaps: Gap[];
}

/** Draws the course from one box to another, shifted up or down by so much. */
export type Router = (from: Box, to: Box, shift: number) => Course;

// What is left free between a line and a box, where the gap allows it.
const CLEAR = 4;
// No gap is narrower; two boxes that stand closer have none.
const NARROW = 2;
const LOOP = 5;

function gapsBetween(boxes: Box[]): Gap[] {
  const gaps: Gap[] = [];
  let bottom = -Infinity;
  for (const one of boxes.sort((above, below) => above.y - below.y)) {
    const top = one.y - tall(one) / 2;
    if (top - bottom >= NARROW) gaps.push([bottom, top]);
    bottom = Math.max(bottom, one.y + tall(one) / 2);
  }
  return [...gaps, [bottom, Infinity]];
}

// The height nearest to a wish at which a line can run through a column.
function through(gaps: Gap[], wish: number): number {
  let [low, high] = [0, gaps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (gaps[middle][1] < wish) low = middle + 1;
    else high = middle;
  }
  const heights = gaps.slice(Math.max(0, low - 1), low + 1).map(([top, bottom]) => {
    const clear = Math.min(CLEAR, (bottom - top) / 2);
    return Math.min(Math.max(wish, top + clear), bottom - clear);
  });
  return heights.reduce((best, height) => (Math.abs(height - wish) < Math.abs(best - wish) ? height : best));
}

// Where the way from the middle of a box to a point leaves it.
function border(one: Box, { x, y }: Point): Point {
  const [dx, dy] = [x - one.x, y - one.y];
  const part = Math.min(one.w / 2 / Math.abs(dx || 1e-9), tall(one) / 2 / Math.abs(dy || 1e-9));
  return { x: one.x + dx * part, y: one.y + dy * part };
}

/** Draws the course where there are no columns: straight, slightly bowed so that two lines differ. */
export function direct(from: Box, to: Box, shift: number): Course {
  if (from.id === to.id) {
    const [right, top] = [from.x + from.w / 2, from.y - tall(from) / 2];
    return [right - 40, top, right - 40, top - 30 - shift, right + 30, from.y, right, from.y];
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const bow = Math.min(40, length * 0.05) + 3 * shift;
  const middle = { x: (from.x + to.x) / 2 - (dy / length) * bow, y: (from.y + to.y) / 2 + (dx / length) * bow };
  const [start, end] = [border(from, middle), border(to, middle)];
  const bend = (one: Point): [number, number] => [one.x + (middle.x - one.x) * 2 / 3, one.y + (middle.y - one.y) * 2 / 3];
  return [start.x, start.y, ...bend(start), ...bend(end), end.x, end.y];
}

/** Boxes whose widths overlap make a column; between columns nothing stands. */
export function router(boxes: Iterable<Box>): Router {
  const columns: Column[] = [];
  const columnOf = new Map<number, number>();
  let members: Box[] = [];
  const closed = (): void => { if (columns.length) columns[columns.length - 1].gaps = gapsBetween(members); };
  for (const one of [...boxes].sort((first, second) => first.x - first.w / 2 - (second.x - second.w / 2))) {
    const [left, right] = [one.x - one.w / 2, one.x + one.w / 2];
    if (!columns.length || left >= columns[columns.length - 1].right) {
      closed();
      members = [];
      columns.push({ left, right, gaps: [] });
    }
    const column = columns[columns.length - 1];
    column.right = Math.max(column.right, right);
    columnOf.set(one.id, columns.length - 1);
    members.push(one);
  }
  closed();

  return (from, to, shift) => {
    const [start, end] = [columnOf.get(from.id) ?? 0, columnOf.get(to.id) ?? 0];
    // A line from a thing to itself leaves above where it comes back.
    const loop = from.id === to.id ? LOOP : 0;
    const within = (one: Box, more: number): number => one.y + Math.max(3 - one.h / 2, Math.min(one.h / 2 - 3, shift + more));
    const lastY = within(to, loop);
    let [x, y] = [0, within(from, -loop)];
    const course: Course = [];
    const curve = (toX: number, toY: number, bend = (x + toX) / 2): void => {
      if (toX !== x || toY !== y) course.push(bend, y, bend, toY, toX, toY);
      [x, y] = [toX, toY];
    };
    const begin = (side: number): void => {
      x = from.x + (side * from.w) / 2;
      course.push(x, y);
    };
    if (start === end) {
      // Within a column a line swings out to the right, no further than the next column.
      const { right } = columns[start];
      const room = start + 1 < columns.length ? columns[start + 1].left - right : Infinity;
      begin(1);
      curve(right, y);
      curve(right, lastY, right + Math.min(52, room, 16 + Math.abs(to.y - from.y) / 8));
      curve(to.x + to.w / 2, y);
      return course;
    }
    const side = end > start ? 1 : -1;
    const near = ({ left, right }: Column): number => (side > 0 ? left : right);
    const far = ({ left, right }: Column): number => (side > 0 ? right : left);
    const lastX = near(columns[end]);
    begin(side);
    curve(far(columns[start]), y);
    for (let at = start + side; at !== end; at += side) {
      const column = columns[at];
      const part = ((column.left + column.right) / 2 - x) / (lastX - x);
      curve(near(column), through(column.gaps, y + (lastY - y) * part));
      curve(far(column), y);
    }
    curve(lastX, lastY);
    curve(to.x - (side * to.w) / 2, lastY);
    return course;
  };
}
