// The picture: vis-network carries the camera and the nodes; every node is drawn as a label with
// the glyph of its kind, lines are drawn beneath. Positions come with the file.
import * as camera from "./camera.js";
import * as data from "./data.js";
import { byId, drawingOn } from "./dom.js";
import * as edges from "./edges.js";
import * as labels from "./labels.js";
import * as paint from "./paint.js";
import * as search from "./search.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import type { Box, Focus, Place, Point, Scene } from "./types.js";
import { number, say } from "./words.js";

/** Labels that are too small to read are bars of their kind's colour. */
interface Bars {
  colour: string;
  alpha: number;
  path: Path2D;
}

const boxes = new Map<number, Box>();
let network: vis.Network;
let nodes: vis.DataSet;
let scene: Scene = { places: new Map(), links: [], stages: [], sums: [], top: 0 };
let focus: Focus | null = null;
let way: Focus = { things: new Set(), links: new Set() };
let groups: edges.Group[] = [];
let bars: Bars[] = [];
let hover = -1;
let landmarks: Box[] = [];

function box(id: number, { x, y, lines: most = 2 }: Place): Box {
  const kind = id < 0 ? data.head.kinds[-1 - id] : data.kind(id);
  const reform = kind.name === "Reform";
  const text = id < 0 ? `${data.kindLabel(kind)} · ${say("sum", { n: number(kind.count) })}` : data.label(id);
  const w = kind.width;
  const { lines, size } = labels.wrap(text, reform || id < 0, most, kind.size, w - labels.PADDING);
  return { id, x, y, w, text, most, h: lines.length * (size + 2) + 6, kind, lines, size, reform, strong: reform || id < 0 };
}

// Show a scene: where things stand, and what links them. Sums are lines between kinds.
function show(next: Scene, { keepCamera = false } = {}): void {
  scene = next;
  boxes.clear();
  for (const [id, place] of scene.places) boxes.set(id, box(id, place));
  nodes.clear();
  nodes.add([...scene.places].map(([id, { x, y }]) => ({ id, x, y })));
  refresh();
  if (!keepCamera) camera.home();
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
  const links = scene.links.filter((at) => state.linkPasses(at)).map((at) => ({
    id: at, from: data.link.from[at], to: data.link.to[at], predicate: data.link.predicate[at],
  }));
  edges.lay([...links, ...scene.sums], shown);
  way = wayOfReforms();
  focus = lit();
  for (const [id, one] of boxes) one.shown = shown.has(id);
  for (const stage of scene.stages) stage.empty = ![...shown.values()].some((one) => one.x > stage.left && one.x < stage.right);
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
  const { named, colour } = shapes;
  const dimmed = focus ? 0.1 : 1;
  groups = edges.gather((line) => {
    if (line.sum !== undefined) return { order: 0, colour: named.muted, width: Math.min(9, 1 + Math.log2(line.sum) / 2), alpha: 0.28 * dimmed, dash: "unproved", arrow: 0 };
    const dash = data.modality(data.strongest(line.id));
    if (focus?.links.has(line.id)) return { order: 3, colour: named.accent, width: 2, alpha: 1, dash, arrow: 9 };
    const root = state.chosen.alone?.thing ?? hover;
    const near = line.from === hover || line.to === hover || line.from === root || line.to === root;
    const flow = data.head.predicates[line.predicate].flow;
    if (near && !focus) return { order: 3, colour: named.accent, width: 1.8, alpha: 0.9, dash, arrow: 8 };
    if (way.links.has(line.id)) return { order: 2, colour: named.way, width: 1.8, alpha: 0.85 * dimmed, dash, arrow: 8 };
    if (flow) return { order: 1, colour: named.muted, width: 1.1, alpha: 0.5 * dimmed, dash, arrow: 6 };
    return { order: 0, colour: named.faint, width: 0.9, alpha: 0.4 * dimmed, dash, arrow: 0 };
  });
  const byLook = new Map<string, Bars>();
  for (const one of boxes.values()) {
    if (!one.shown) continue;
    const alpha = !focus || focus.things.has(one.id) ? 0.9 : 0.12;
    const key = `${colour(one.kind)} ${alpha}`;
    const look = byLook.get(key) ?? { colour: colour(one.kind), alpha, path: new Path2D() };
    byLook.set(key, look);
    look.path.rect(one.x - one.w / 2, one.y - one.h / 2, one.w, one.h);
  }
  bars = [...byLook.values()];
}

function rankLandmarks(): void {
  const weight = (one: Box): number => data.linksOf(one.id).length + (one.reform ? 1000 : 0);
  landmarks = [...boxes.values()].filter((one) => one.id >= 0).sort((one, two) => weight(two) - weight(one)).slice(0, 200);
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

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
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
  if (!camera.isMoving()) paint.names(context, view, scale);
  paint.headings(context, view, scale);
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
  if (id === hover) return;
  hover = id;
  gather();
  redraw();
}

function relabel(): void {
  for (const [id, place] of scene.places) boxes.set(id, box(id, place));
  refresh();
}

const isChosen = (id: number): boolean => id >= 0 && (id === state.chosen.thing || id === state.chosen.alone?.thing);

export {
    start, show, refresh, relabel, redraw, next, thingAt, lineAt, setHover, rankLandmarks, canvas, isArrow, isChosen, boxes,
    network, scene, focus,
    way, groups, bars,
    landmarks, hover,
  };
