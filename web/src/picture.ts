// The picture: vis-network carries the camera and the nodes; every node is drawn as a label with
// the glyph of its kind, lines are drawn beneath. Positions come with the file.
import * as camera from "./camera.js";
import * as data from "./data.js";
import { byId, drawingOn } from "./dom.js";
import { drawn, tint, type Bars } from "./drawn.js";
import * as edges from "./edges.js";
import * as labels from "./labels.js";
import * as paint from "./paint.js";
import * as pulled from "./pulled.js";
import * as regions from "./regions.js";
import * as search from "./search.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import type { Box, Focus, Place, Point, Scene } from "./types.js";
import { number, say } from "./words.js";

const { boxes } = drawn;
let network: vis.Network;
let nodes: vis.DataSet;
let near: pulled.Near = new Map();
// Where things stood on the screen before what is shown changes, so that they move to their places.
let before: Map<number, Point> | null = null;
let gliding = 0;
const GLIDE = 380;

function box(id: number, { x, y, lines: given, wide, region = -1 }: Place): Box {
  const kind = id < 0 ? data.head.kinds[-1 - id] : data.kind(id);
  const reform = kind.name === "Reform";
  const text = id < 0 ? `${data.kindLabel(kind)} · ${say("sum", { n: number(kind.count) })}` : data.label(id);
  const w = wide ?? kind.width;
  const { lines, size } = labels.wrap(text, reform || id < 0, given ?? (wide ? 3 : 2), kind.size, w - labels.PADDING);
  // What a row has room for; in rings a label has as many lines as it needs.
  const most = given ?? (wide ? lines.length : 2);
  return { id, x, y, home: { x, y }, region, w, text, most, h: lines.length * (size + 2) + 6, kind, lines, size, reform, strong: reform || id < 0 };
}

// Show a scene: where things stand, and what links them. Sums are lines between kinds.
function show(next: Scene, { keepCamera = false } = {}): void {
  drawn.scene = next;
  boxes.clear();
  for (const [id, place] of drawn.scene.places) boxes.set(id, box(id, place));
  refresh();
  if (!keepCamera) camera.home();
}

// Change what is shown, and let things move from where they stand to where they belong.
function glide(change: () => void): void {
  if (camera.calm.matches) { change(); return; }
  before = new Map([...boxes.values()].filter((one) => one.shown).map((one) => [one.id, network.canvasToDOM(one)]));
  change();
  const from = new Map([...before].map(([id, at]) => [id, network.DOMtoCanvas(at)]));
  before = null;
  const to = new Map([...boxes.values()].map((one) => [one.id, { x: one.x, y: one.y }]));
  const began = performance.now();
  const step = (now: number): void => {
    const part = Math.min(1, Math.max(0, now - began) / GLIDE);
    const eased = 1 - (1 - part) ** 3;
    for (const one of boxes.values()) {
      const [start, end] = [from.get(one.id), to.get(one.id)];
      if (!end) continue;
      // At the end things stand exactly where they belong.
      const left = start && part < 1 ? 1 - eased : 0;
      one.x = end.x + ((start?.x ?? 0) - end.x) * left;
      one.y = end.y + ((start?.y ?? 0) - end.y) * left;
    }
    if (part < 1) {
      drawn.groups = [];
      drawn.bars = gatherBars(boxes.values());
      gliding = requestAnimationFrame(step);
    } else gather();
    redraw();
  };
  cancelAnimationFrame(gliding);
  step(began);
}

// What follows from reforms: what they resolve, and onward to outcomes and goals. This is what
// the picture shows first.
function wayOfReforms(): Focus {
  const onward = new Map<number, edges.Line[]>();
  for (const line of edges.lines) {
    if (line.sum !== undefined || !data.head.predicates[line.predicate].flow) continue;
    onward.set(line.from, [...onward.get(line.from) ?? [], line]);
  }
  const found: Focus = { things: new Set(), links: new Set() };
  let edge = [...boxes.values()].filter((one) => one.reform && visible(one.id)).map((one) => one.id);
  for (const reform of edge) found.things.add(reform);
  while (edge.length) {
    const next: number[] = [];
    for (const line of edge.flatMap((thing) => onward.get(thing) ?? [])) {
      found.links.add(line.id);
      const [near, far] = [boxes.get(line.from), boxes.get(line.to)];
      if (found.things.has(line.to)) continue;
      found.things.add(line.to);
      // The way goes on to the right; what a reform resolves is where it comes from.
      if (near && far && far.x > near.x) next.push(line.to);
    }
    edge = next;
  }
  return found;
}

const visible = (id: number): boolean => (id < 0 ? !state.chosen.hidden.kinds.has(-1 - id) : state.passes(id));

// Work out anew what is shown and how, after a choice of the reader.
function refresh(): void {
  const shown = new Map([...boxes].filter(([id]) => visible(id)));
  const links = drawn.scene.links.filter((at) => state.linkPasses(at)).map((at) => ({
    id: at, from: data.link.from[at], to: data.link.to[at], predicate: data.link.predicate[at],
  }));
  cancelAnimationFrame(gliding);
  near = pulled.neighbours(links);
  const shifts = pulled.shifts(state.chosen.moved, near);
  for (const [id, one] of boxes) {
    const { x, y } = shifts.get(id) ?? { x: 0, y: 0 };
    [one.x, one.y] = [one.home.x + x, one.home.y + y];
  }
  nodes.clear();
  nodes.add([...boxes.values()].map(({ id, x, y }) => ({ id, x, y })));
  edges.lay([...links, ...drawn.scene.sums], shown, drawn.scene.stages.length > 0);
  drawn.way = wayOfReforms();
  drawn.focus = lit();
  for (const [id, one] of boxes) one.shown = shown.has(id);
  for (const stage of drawn.scene.stages) stage.empty = ![...shown.values()].some((one) => one.x > stage.left && one.x < stage.right);
  drawn.scene.regions.forEach((region, at) => { region.empty = ![...shown.values()].some((one) => one.region === at); });
  gather();
  redraw();
}

// What stays bright: a path, or a thing with its neighbours, or what the search finds.
function lit(): Focus | null {
  const { path, thing, link, text } = state.chosen;
  if (path) return { things: new Set(path.things), links: new Set(path.links) };
  if (link >= 0) return { things: new Set([data.link.from[link], data.link.to[link]]), links: new Set([link]) };
  if (thing >= 0 && boxes.has(thing) && thing !== state.chosen.alone?.thing) {
    const links = edges.lines.filter((line) => line.from === thing || line.to === thing);
    return { things: new Set([thing, ...links.flatMap((line) => [line.from, line.to])]), links: new Set(links.map((line) => line.id)) };
  }
  const found = text ? search.matches() : null;
  return found && { things: found, links: new Set() };
}

function gather(): void {
  drawn.groups = edges.gather(look, edges.lines.filter((line) => !drawn.loose.has(line.from) && !drawn.loose.has(line.to)));
  drawn.bars = gatherBars([...boxes.values()].filter((one) => !drawn.loose.has(one.id)));
}

// How a line is drawn.
function look(line: edges.Line): edges.Look {
  const { named } = shapes;
  const dimmed = drawn.focus ? 0.1 : 1;
  if (line.sum !== undefined) return { order: 0, colour: named.muted, width: Math.min(9, 1 + Math.log2(line.sum) / 2), alpha: 0.28 * dimmed, dash: "unproved", arrow: 0 };
  const dash = data.modality(data.strongest(line.id));
  if (drawn.focus?.links.has(line.id)) return { order: 3, colour: named.accent, width: 2, alpha: 1, dash, arrow: 9 };
  const root = state.chosen.alone?.thing ?? drawn.hover;
  const near = line.from === drawn.hover || line.to === drawn.hover || line.from === root || line.to === root;
  // In rings what does not lead to the middle steps back.
  const quiet = drawn.scene.rings.length ? 0.4 : 1;
  const flow = data.head.predicates[line.predicate].flow;
  if (near && !drawn.focus) return { order: 3, colour: named.accent, width: 1.8, alpha: 0.9, dash, arrow: 8 };
  if (drawn.way.links.has(line.id)) return { order: 2, colour: named.way, width: 1.8, alpha: 0.85 * quiet * dimmed, dash, arrow: 8 };
  if (flow) return { order: 1, colour: named.muted, width: 1.1, alpha: 0.5 * quiet * dimmed, dash, arrow: 6 };
  return { order: 0, colour: named.faint, width: 0.9, alpha: 0.4 * quiet * dimmed, dash, arrow: 0 };
}

function gatherBars(some: Iterable<Box>): Bars[] {
  const byLook = new Map<string, Bars>();
  for (const one of some) {
    if (!one.shown) continue;
    const alpha = !drawn.focus || drawn.focus.things.has(one.id) ? (drawn.scene.regions.length ? 0.6 : 0.9) : 0.12;
    const colour = tint(one);
    const key = `${colour} ${alpha}`;
    const look = byLook.get(key) ?? { colour, alpha, path: new Path2D() };
    byLook.set(key, look);
    look.path.rect(one.x - one.w / 2, one.y - one.h / 2, one.w, one.h);
  }
  return [...byLook.values()];
}

// Take a thing up, and what follows it: all else is drawn once, as a still.
function lift(id: number): void {
  drawn.loose = new Set([id, ...near.get(id) ?? []]);
  drawn.live.lines = edges.lines.filter((line) => drawn.loose.has(line.from) || drawn.loose.has(line.to));
  gather();
  camera.hold();
  // vis-network need not go through nodes that the still shows; `refresh` gives them back.
  nodes.clear();
}

// Let what has been taken up move towards where it belongs now.
function pull(moved: Map<number, Point>, ease: number): void {
  const shifts = pulled.shifts(moved, near);
  for (const id of drawn.loose) {
    const one = boxes.get(id);
    if (!one) continue;
    const { x, y } = shifts.get(id) ?? { x: 0, y: 0 };
    const part = moved.has(id) ? 1 : ease;
    one.x += (one.home.x + x - one.x) * part;
    one.y += (one.home.y + y - one.y) * part;
  }
  edges.relay(drawn.live.lines, boxes);
  drawn.live.groups = edges.gather(look, drawn.live.lines);
  drawn.live.bars = gatherBars([...drawn.loose].flatMap((id) => boxes.get(id) ?? []));
  network.redraw();
}

function drop(): void {
  drawn.loose = new Set();
  drawn.live = { groups: [], bars: [], lines: [] };
  camera.release();
}

function rankLandmarks(): void {
  const weight = (one: Box): number => data.linksOf(one.id).length + (one.reform ? 1000 : 0) + (one.id === state.chosen.alone?.thing ? 1e6 : 0);
  drawn.landmarks = [...boxes.values()].filter((one) => one.id >= 0).sort((one, two) => weight(two) - weight(one)).slice(0, 200);
}

function thingAt(pointer: Point): number | null {
  for (const one of boxes.values()) {
    if (one.shown && Math.abs(one.x - pointer.x) <= one.w / 2 && Math.abs(one.y - pointer.y) <= one.h / 2) return one.id;
  }
  return null;
}

function canvas(): HTMLCanvasElement {
  const own = byId("canvas").querySelector("canvas");
  if (!own) throw new Error("the picture has no canvas");
  return own;
}

function lineAt(pointer: Point): edges.Line | undefined {
  return edges.under(drawingOn(canvas()), pointer.x, pointer.y, 5 / network.getScale());
}

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] } as const;
export type Arrow = keyof typeof ARROWS;
const isArrow = (key: string): key is Arrow => Object.hasOwn(ARROWS, key);

// The nearest thing in the direction of an arrow key.
function next(key: Arrow): number | undefined {
  const from = boxes.get(state.chosen.thing);
  const shown = [...boxes.values()].filter((one) => one.shown && one.id >= 0 && one !== from);
  if (!from) return shown.sort((one, two) => one.x - two.x || one.y - two.y).at(0)?.id;
  const [dx, dy] = ARROWS[key];
  const cost = (one: Box): number => {
    const along = (one.x - from.x) * dx + (one.y - from.y) * dy;
    const across = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
    return along > 4 ? along + 3 * across : Infinity;
  };
  const best = shown.reduce((one, two) => (cost(two) < cost(one) ? two : one), from);
  return best.id;
}

// The scene as it stands; while the camera moves, its still.
function beforeDrawing(context: CanvasRenderingContext2D): void {
  if (camera.isMoving()) camera.showStill(context);
  else paint.ground(context, camera.view(), network.getScale());
}

function drawNode(context: CanvasRenderingContext2D, id: number): void {
  const one = boxes.get(id);
  if (one && !camera.isMoving()) paint.box(context, one, network.getScale());
}

function afterDrawing(context: CanvasRenderingContext2D): void {
  const [view, scale] = [camera.view(), network.getScale()];
  if (drawn.loose.size) paint.live(context, scale);
  else if (!camera.isMoving()) paint.names(context, view, scale);
  paint.headings(context, view, scale);
  if (!labels.legible(scale)) regions.titles(context, scale);
}

function start(): void {
  nodes = new vis.DataSet();
  network = new vis.Network(byId("canvas"), { nodes, edges: new vis.DataSet() }, {
    physics: false, autoResize: true, layout: { randomSeed: 1, improvedLayout: false },
    interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false, hideNodesOnDrag: true, zoomSpeed: 0.7, tooltipDelay: 1e9 },
    nodes: { shape: "custom", size: 145, ctxRenderer: ({ ctx, id }: vis.NodeContext) => ({ drawNode: () => { drawNode(ctx, id); } }) },
  });
  network.on("beforeDrawing", beforeDrawing);
  network.on("afterDrawing", afterDrawing);
  shapes.readColours();
  camera.start(network);
}

// Draw anew what has changed.
function redraw(): void {
  camera.changed();
  network.redraw();
}

function setHover(id: number): void {
  if (id === drawn.hover) return;
  drawn.hover = id;
  gather();
  redraw();
}

function relabel(): void {
  for (const [id, place] of drawn.scene.places) boxes.set(id, box(id, place));
  rankLandmarks();
  refresh();
}

export {
  ARROWS, canvas, drop, glide, isArrow, lift, lineAt, network, next, pull, rankLandmarks, redraw, refresh, relabel, setHover, show, start,
  thingAt,
};
