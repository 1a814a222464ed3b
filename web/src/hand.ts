// What the reader arranges by hand: a thing is taken hold of and pulled, and what it is linked with
// follows, the less the more else holds it. Where things stand follows from what was pulled alone,
// so that an address can tell it.
import * as camera from "./camera.js";
import * as data from "./data.js";
import { byId } from "./dom.js";
import { drawn } from "./drawn.js";
import * as picture from "./picture.js";
import * as state from "./state.js";
import type { Point } from "./types.js";
import { say } from "./words.js";

const EASE = 0.3;
// Pixels that a pointer moves before it pulls, and height from which a label can be taken hold of.
const STILL = 4;
const HELD = 3;
const STEP = 24;

/** What is being pulled: where the pointer was, and where the thing stood. */
interface Hold {
  id: number;
  pointer: number;
  from: Point;
  start: Point;
  begun: boolean;
  now: Point;
}

let hold: Hold | null = null;
let frame = 0;

const placeOf = ({ clientX, clientY }: PointerEvent): Point => {
  const { left, top } = byId("canvas").getBoundingClientRect();
  return { x: clientX - left, y: clientY - top };
};

function down(event: PointerEvent): void {
  hold = null;
  if (!event.isPrimary || event.button !== 0) return;
  const from = placeOf(event);
  const id = picture.thingAt(picture.network.DOMtoCanvas(from)) ?? -1;
  const one = drawn.boxes.get(id);
  // A finger moves the picture, unless it is on the thing that is chosen.
  if (!one || id < 0 || one.h * picture.network.getScale() < HELD || (event.pointerType === "touch" && id !== state.chosen.thing)) return;
  const { x, y } = state.chosen.moved.get(id) ?? { x: 0, y: 0 };
  hold = { id, pointer: event.pointerId, from, start: { x, y }, begun: false, now: { x, y } };
}

function move(event: PointerEvent): void {
  if (hold?.pointer !== event.pointerId) return;
  // vis-network must not take this for a move of the camera.
  event.stopPropagation();
  const to = placeOf(event);
  const [dx, dy] = [to.x - hold.from.x, to.y - hold.from.y];
  if (!hold.begun) {
    if (Math.hypot(dx, dy) < STILL) return;
    hold.begun = true;
    picture.lift(hold.id);
    byId("canvas").style.cursor = "grabbing";
    frame = requestAnimationFrame(step);
  }
  const scale = picture.network.getScale();
  hold.now = { x: hold.start.x + dx / scale, y: hold.start.y + dy / scale };
}

function step(): void {
  if (!hold?.begun) return;
  picture.pull(with_(hold.id, hold.now), camera.calm.matches ? 1 : EASE);
  frame = requestAnimationFrame(step);
}

function up(event: PointerEvent): void {
  if (hold?.pointer !== event.pointerId) return;
  const { id, begun, now } = hold;
  hold = null;
  if (!begun) return;
  cancelAnimationFrame(frame);
  byId("canvas").style.cursor = "";
  picture.drop();
  if (event.type === "pointercancel") picture.refresh();
  else put(id, now, true);
}

const with_ = (id: number, { x, y }: Point): Map<number, Point> => new Map(state.chosen.moved).set(id, { x: Math.round(x), y: Math.round(y) });

function put(id: number, to: Point, step: boolean): void {
  state.change({ moved: with_(id, to) }, { step });
  byId("status").textContent = say("movedBy", { label: data.label(id) });
}

// Move the chosen thing by keys.
function nudge(x: number, y: number): void {
  const { thing, moved } = state.chosen;
  if (!drawn.boxes.get(thing)?.shown) return;
  const now = moved.get(thing) ?? { x: 0, y: 0 };
  put(thing, { x: now.x + x * STEP, y: now.y + y * STEP }, false);
}

// Let the chosen thing go back to its place, or all things where it has not been moved.
function free(): void {
  const { thing, moved } = state.chosen;
  if (!moved.size) return;
  const left = new Map(moved);
  if (!left.delete(thing)) left.clear();
  picture.glide(() => { state.change({ moved: left }); });
  byId("status").textContent = say("freed");
}

function listen(): void {
  byId("canvas").addEventListener("pointerdown", down, { capture: true });
  window.addEventListener("pointermove", move, { capture: true });
  for (const type of ["pointerup", "pointercancel"] as const) window.addEventListener(type, up, { capture: true });
}

// Whether a thing is being pulled: what vis-network then takes for a click is none.
const pulling = (): boolean => hold?.begun ?? false;

export { pulling, nudge, free, listen };
