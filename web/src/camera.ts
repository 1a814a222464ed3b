// Where the reader looks from. While the camera moves, a still of the scene moves in its place, so
// that a frame costs the same however much is drawn; when it rests the scene is drawn anew.
import { byId, drawingOn } from "./dom.js";
import * as labels from "./labels.js";
import * as paint from "./paint.js";
import { drawn } from "./drawn.js";
import * as state from "./state.js";
import type { Area, Point } from "./types.js";

const MARGIN = 0.3;
// Scale at which the title of a region can be read.
const READ = 0.15;
let network: vis.Network;
// Whether the camera stands where the page put it, not the reader.
let fitted = true;
let moving = false;
let still: (Area & { canvas: HTMLCanvasElement }) | null = null;
let resting = 0;
let idle = 0;

// The part of the picture that is seen, or with a margin around it, in the picture's units.
function view(margin = 0): Area {
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  const { x: left, y: top } = network.DOMtoCanvas({ x: -margin * width, y: -margin * height });
  const { x: right, y: bottom } = network.DOMtoCanvas({ x: (1 + margin) * width, y: (1 + margin) * height });
  return { left, top, right, bottom };
}

// Draw the still that is shown while the camera moves, somewhat larger than what is seen.
function takeStill(margin = MARGIN): void {
  const area = view(margin);
  const scale = network.getScale() * devicePixelRatio;
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil((area.right - area.left) * scale);
  canvas.height = Math.ceil((area.bottom - area.top) * scale);
  const context = drawingOn(canvas);
  context.setTransform(scale, 0, 0, scale, -area.left * scale, -area.top * scale);
  paint.ground(context, area, network.getScale());
  for (const one of drawn.boxes.values()) {
    if (drawn.loose.has(one.id)) continue;
    if (one.x + one.w > area.left && one.x - one.w < area.right && one.y + 40 > area.top && one.y - 40 < area.bottom) paint.box(context, one, network.getScale());
  }
  still = { canvas, ...area };
}

function showStill(context: CanvasRenderingContext2D): void {
  if (still) context.drawImage(still.canvas, still.left, still.top, still.right - still.left, still.bottom - still.top);
}

// The scene has changed: an older still shows it no longer. The next is drawn at leisure.
function changed(): void {
  still = null;
  clearTimeout(idle);
  idle = setTimeout(() => { if (!still && !moving && byId("canvas").clientWidth) takeStill(); }, 200);
}

function begin(): void {
  clearTimeout(resting);
  if (moving) return;
  if (!still) takeStill();
  moving = true;
}

function rest(): void {
  clearTimeout(resting);
  resting = setTimeout(() => { moving = false; changed(); network.redraw(); }, 90);
}

function move(target: vis.Target): void {
  if (target.animation) { begin(); clearTimeout(resting); resting = setTimeout(rest, target.animation.duration + 60); }
  else changed();
  network.moveTo(target);
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const motion = (): vis.Target["animation"] => (calm.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });

// Where the camera starts: on everything, or, where that would be too small to read, on the
// upper end of the columns, the reforms in the middle.
function home(): void {
  fit(false);
  const { clientWidth, clientHeight } = byId("canvas");
  const { stages, top, places } = drawn.scene;
  if (state.chosen.view === "both") return;
  if (!stages.length) { closer(); return; }
  const first = [...drawn.boxes.values()].filter((one) => one.shown && one.reform);
  if (labels.legible(network.getScale()) || places.size > 600 || !first.length) return;
  const scale = clientWidth > 700 ? 0.5 : 0.62;
  const [left, right] = [stages[0].left, stages[stages.length - 1].right];
  const x = (right - left) * scale < clientWidth ? (left + right) / 2 : first[0].x;
  move({ position: { x, y: top - 60 + clientHeight / 2 / scale }, scale });
}

// Where there are no columns: on everything, or on the middle, where titles could not be read else.
function closer(): void {
  const { left, right, top, bottom } = extent();
  if (network.getScale() < READ) move({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: READ });
}

// Where everything that passes the filters lies, with the column headings.
function extent(): Area {
  const shown = [...drawn.boxes.values()].filter((one) => one.shown);
  const { stages, regions, rings, top: first } = drawn.scene;
  const across = [...stages, ...regions.filter((one) => !one.empty)];
  const left = Math.min(...across.map((one) => one.left), ...rings.map((one) => -one.across), ...shown.map((one) => one.x - one.w / 2)) - 4;
  const right = Math.max(...across.map((one) => one.right), ...rings.map((one) => one.across), ...shown.map((one) => one.x + one.w / 2)) + 4;
  const heads = stages.length ? [first - 78] : [...regions.filter((one) => !one.empty).map((one) => one.top - 14), ...rings.map((one) => -one.down - 30)];
  const top = Math.min(...heads, ...shown.map((one) => one.y - one.h / 2));
  const bottom = Math.max(...(stages.length ? [first] : []), ...regions.filter((one) => !one.empty).map((one) => one.bottom), ...rings.map((one) => one.down), ...shown.map((one) => one.y + one.h / 2)) + 14;
  return { left, right, top, bottom };
}

// Show all of that.
function fit(animate = true): void {
  if (![...drawn.boxes.values()].some((one) => one.shown)) return;
  const { left, right, top, bottom } = extent();
  const { clientWidth, clientHeight } = byId("canvas");
  const area = free(0);
  // Where no columns run through, the controls at the lower edge have room of their own.
  if (!drawn.scene.stages.length) area.bottom -= state.chosen.alone ? 100 : 48;
  fitted = true;
  const scale = Math.min((area.right - area.left) / (right - left), (area.bottom - area.top) / (bottom - top), 1.4);
  const shift = { x: (clientWidth - area.left - area.right) / 2 / scale, y: (clientHeight - area.top - area.bottom) / 2 / scale };
  move({ position: { x: (left + right) / 2 + shift.x, y: (top + bottom) / 2 + shift.y }, scale, animation: animate && motion() });
}

function zoom(factor: number): void {
  move({ scale: clamp(network.getScale() * factor), animation: motion() });
}

const clamp = (scale: number): number => Math.min(4, Math.max(0.02, scale));

// The part of the picture that the panel leaves free, with a margin and room for headings.
function free(margin = 16): Area {
  const all = byId("canvas").getBoundingClientRect();
  const side = byId("panel").getBoundingClientRect();
  const area = { left: margin, top: margin && 56, right: all.width - margin, bottom: all.height - margin };
  if (!side.width || state.chosen.view === "table") return area;
  if (side.left > all.left + 40) area.right = Math.min(area.right, side.left - all.left - margin);
  else area.bottom = Math.min(area.bottom, side.top - all.top - margin);
  return area;
}

// Bring what is bright into the free part, as far as it stays large enough to read; the thing
// itself comes first.
function reveal(id: number): void {
  const one = drawn.boxes.get(id);
  // Beside the table all stays in view.
  if (!one || (fitted && state.chosen.view === "both")) return;
  const lit = drawn.focus?.things;
  const bright = lit && lit.size <= 80 ? [...drawn.boxes.values()].filter((box) => box.shown && lit.has(box.id)) : [];
  const group = [one, ...bright];
  const edge = {
    left: Math.min(...group.map((box) => box.x - box.w / 2)), right: Math.max(...group.map((box) => box.x + box.w / 2)),
    top: Math.min(...group.map((box) => box.y - box.h / 2)), bottom: Math.max(...group.map((box) => box.y + box.h / 2)),
  };
  const area = free();
  const now = network.getScale();
  const [from, to] = [network.canvasToDOM({ x: edge.left, y: edge.top }), network.canvasToDOM({ x: edge.right, y: edge.bottom })];
  if (now > 0.4 && from.x >= area.left && from.y >= area.top && to.x <= area.right && to.y <= area.bottom) return;
  const room = Math.min((area.right - area.left) / (edge.right - edge.left), (area.bottom - area.top) / (edge.bottom - edge.top));
  // Narrow labels need larger type than those of the columns.
  const least = drawn.scene.stages.length ? 0.5 : 0.66;
  const scale = now < least ? Math.max(least, Math.min(room, 0.8)) : Math.min(now, Math.max(room, least));
  // Where no columns order it, a group that has no room goes around the thing in its middle.
  if (!drawn.scene.stages.length && room < least) Object.assign(edge, { left: one.x, right: one.x, top: one.y, bottom: one.y });
  // Where the middle of the group would stand, moved so that the thing itself is inside.
  const within = (middle: number, own: number, half: number, low: number, high: number): number => {
    const span = (high - low) / 2 / scale - half;
    return Math.min(own + span, Math.max(own - span, middle));
  };
  const x = within((edge.left + edge.right) / 2, one.x, one.w / 2, area.left, area.right);
  const y = within((edge.top + edge.bottom) / 2, one.y, one.h / 2, area.top, area.bottom);
  const { clientWidth, clientHeight } = byId("canvas");
  const shift = { x: (clientWidth - area.left - area.right) / 2 / scale, y: (clientHeight - area.top - area.bottom) / 2 / scale };
  move({ position: { x: x + shift.x, y: y + shift.y }, scale, animation: motion() });
}

function go(target: { position: Point; scale: number }): void {
  fitted = false;
  move({ ...target, animation: false });
}

function start(made: vis.Network): void {
  network = made;
  network.on("dragStart", begin);
  network.on("dragging", () => { if (!moving) begin(); });
  network.on("dragEnd", () => { fitted = false; rest(); });
  network.on("zoom", () => {
    fitted = false;
    begin();
    const scale = network.getScale();
    if (clamp(scale) !== scale) network.moveTo({ scale: clamp(scale) });
    rest();
  });
  network.on("resize", changed);
}

// While a thing is moved by hand, the still shows all that does not follow it.
function hold(): void {
  clearTimeout(resting);
  takeStill(0);
  moving = true;
}

function release(): void {
  moving = false;
  changed();
}

// Whether a still moves in the scene's place.
const isMoving = (): boolean => moving && still !== null;

export { start, hold, release, calm, view, extent, changed, showStill, home, fit, zoom, reveal, go, isMoving, fitted };
