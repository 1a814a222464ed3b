// How the scene is drawn, on any canvas that stands in the picture's own units: the vis-network
// canvas, or the still that is shown while the camera moves.
import * as data from "./data.js";
import * as edges from "./edges.js";
import * as labels from "./labels.js";
import { FONT, LEAST, legible } from "./labels.js";
import * as regions from "./regions.js";
import { drawn, isChosen, tint, type Bars } from "./drawn.js";
import * as shapes from "./shapes.js";
import type { Area, Box, Point } from "./types.js";
import { language } from "./words.js";

// Below some scale no type can be read, and a label is a bar of its kind's colour.
const bright = (one: Box): boolean => drawn.focus?.things.has(one.id) ?? true;

// Lanes, lines, and bars where labels are too small: all that lies beneath the labels.
function ground(context: CanvasRenderingContext2D, view: Area, scale: number): void {
  context.save();
  context.fillStyle = shapes.named.lane;
  drawn.scene.stages.forEach((stage, at) => {
    if (at % 2 === 0) context.fillRect(stage.left, view.top, stage.right - stage.left, view.bottom - view.top);
  });
  regions.ground(context);
  edges.paint(context, drawn.groups, scale);
  if (legible(scale)) regions.titles(context, scale);
  else bars(context, drawn.bars);
  context.restore();
}

function bars(context: CanvasRenderingContext2D, some: Bars[]): void {
  for (const { colour, alpha, path } of some) {
    context.globalAlpha = alpha;
    context.fillStyle = colour;
    context.fill(path);
  }
  context.globalAlpha = 1;
}

// What is being moved by hand, over the still of all else.
function live(context: CanvasRenderingContext2D, scale: number): void {
  edges.paint(context, drawn.live.groups, scale);
  if (!legible(scale)) bars(context, drawn.live.bars);
  for (const id of drawn.loose) {
    const one = drawn.boxes.get(id);
    if (one) box(context, one, scale);
  }
}

// One thing: its label with the glyph of its kind.
function box(context: CanvasRenderingContext2D, one: Box, scale: number): void {
  if (!one.shown || !legible(scale)) return;
  const { named } = shapes;
  const own = tint(one);
  const chosen = isChosen(one.id);
  const level = bright(one) ? 1 : 0.13;
  const near = drawn.way.things.has(one.id);
  const left = one.x - one.w / 2;
  const { lines, size, h } = labels.at(one, scale);
  context.save();
  context.globalAlpha = level;
  context.beginPath();
  context.roundRect(left, one.y - h / 2, one.w, h, 6);
  context.fillStyle = one.reform ? own : named.surface;
  context.fill();
  context.lineWidth = chosen ? 3 : one.id === drawn.hover ? 2 : 1;
  context.strokeStyle = chosen ? named.accent : own;
  context.globalAlpha = chosen || near || one.strong || one.id === drawn.hover ? level : level * 0.4;
  context.stroke();
  context.globalAlpha = level;
  context.fillStyle = one.reform ? named.surface : own;
  context.beginPath();
  shapes.trace(context, one.kind.shape, left + 14, one.y, Math.min(7, one.kind.size / 2));
  context.fill("evenodd");
  const plain = near || drawn.focus || drawn.way.things.size === 0 ? named.ink : named.muted;
  context.fillStyle = one.reform ? named.surface : plain;
  context.font = `${one.strong ? 600 : 400} ${size}px ${FONT}`;
  context.textBaseline = "middle";
  context.textAlign = "left";
  const step = size === one.size ? size + 2 : size;
  lines.forEach((line, at) => {
    context.fillText(line, left + 27, one.y + (at - (lines.length - 1) / 2) * step + 0.5);
  });
  context.restore();
}

// Headings stay at the upper edge while the columns move beneath them.
function headings(context: CanvasRenderingContext2D, view: Area, scale: number): void {
  const { named } = shapes;
  const { stages, top } = drawn.scene;
  const size = Math.max(15, 11.5 / scale);
  context.save();
  context.textAlign = "center";
  context.textBaseline = "top";
  stages.forEach((stage, at) => {
    const name = stage[language];
    const room = (stage.right - stage.left) * 0.96;
    context.font = `600 ${size}px ${FONT}`;
    const full = context.measureText(name).width;
    const fitting = Math.max(full > room ? (size * room) / full : size, LEAST / scale);
    context.font = `600 ${fitting}px ${FONT}`;
    let shown = name;
    for (let end = name.length - 1; end > 0 && context.measureText(shown).width > room * 1.01; end -= 1) shown = `${name.slice(0, end).trim()}…`;
    const [middle, half] = [(stage.left + stage.right) / 2, Math.min(full, room) / 2 + 6];
    const y = Math.max(view.top + 8 / scale, top - 22 - size * 1.5);
    context.fillStyle = at % 2 === 0 ? named.lane : named.page;
    context.globalAlpha = 0.9;
    context.fillRect(middle - half, y - 3, 2 * half, fitting + 6);
    context.globalAlpha = stage.empty ? 0.35 : 1;
    context.fillStyle = named.muted;
    context.fillText(shown, middle, y);
  });
  context.restore();
}

// Names that the scale asks for: of relations along the lines once there is room for them, of
// the best-connected things while labels are too small to read.
function names(context: CanvasRenderingContext2D, view: Area, scale: number): void {
  if (scale > 1.15 || ((drawn.focus || drawn.scene.rings.length) && scale > 0.5)) nameLines(context, view, scale);
  if (!legible(scale) && !drawn.scene.regions.length) nameLandmarks(context, view, scale);
}

function quill(context: CanvasRenderingContext2D, size: number, weight: number | string): void {
  context.save();
  context.font = `${weight} ${size}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = size * 0.36;
  context.strokeStyle = shapes.named.page;
  context.fillStyle = shapes.named.ink;
}

function write(context: CanvasRenderingContext2D, text: string, x: number, y: number): void {
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

/** Where a name is written, and half its width. */
interface Taken extends Point {
  half: number;
}

function nameLines(context: CanvasRenderingContext2D, view: Area, scale: number): void {
  const shown = [...drawn.boxes.values()].filter((one) => one.shown && bright(one));
  const inside = ([x, y]: [number, number]): boolean => x > view.left && x < view.right && y > view.top && y < view.bottom;
  const taken: Taken[] = [];
  const size = Math.max(11, LEAST / scale);
  // Chinese has no italics: what is drawn instead is slanted, and hard to read.
  quill(context, size, language === "zh" ? 400 : "italic");
  for (const line of edges.lines) {
    if (line.sum !== undefined || drawn.focus?.links.has(line.id) === false) continue;
    // Of rings, those that lead to the middle, until there is room for more.
    if (!drawn.focus && scale <= 1.15 && !isChosen(line.from) && !isChosen(line.to)) continue;
    const text = data.reading(line.predicate);
    const half = context.measureText(text).width / 2 + 3;
    const clear = ([x, y]: [number, number]): boolean => !taken.some((one) => Math.abs(one.y - y) < size * 1.2 && Math.abs(one.x - x) < one.half + half)
      && !shown.some((one) => Math.abs(one.y - y) < one.h / 2 + 6 && Math.abs(one.x - x) < one.w / 2 + half - 8);
    // The first stretch of the line on which nothing else stands.
    const at = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.14, 0.86].map((part) => edges.point(line.course, part)).find((place) => inside(place) && clear(place));
    if (!at) continue;
    taken.push({ x: at[0], y: at[1], half });
    write(context, text, ...at);
    if (taken.length > 120) break;
  }
  context.restore();
}

function nameLandmarks(context: CanvasRenderingContext2D, view: Area, scale: number): void {
  const size = 11.5 / scale;
  const taken: Taken[] = [];
  quill(context, size, 500);
  for (const one of drawn.landmarks) {
    if (!one.shown || !bright(one)) continue;
    const text = one.text.length > 30 ? `${one.text.slice(0, 29)}…` : one.text;
    const half = context.measureText(text).width / 2;
    if (one.x - half < view.left || one.x + half > view.right || one.y < view.top + 3 * size || one.y > view.bottom - size) continue;
    if (taken.some((other) => Math.abs(other.y - one.y) < size * 2 && Math.abs(other.x - one.x) < other.half + half + size)) continue;
    taken.push({ x: one.x, y: one.y, half });
    write(context, text, one.x, one.y);
    if (taken.length >= 30) break;
  }
  context.restore();
}

export { ground, live, box, headings, names };
