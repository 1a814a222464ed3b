// One thing with its surroundings in rings: what is one step away, then what is two steps away.
// Where much is as far away, several lanes make up a ring. Distances are counted in labels, a label
// being a square of side 1 there: no two labels overlap whose middles are √2 apart.
import * as data from "./data.js";
import type { Place, Ring, Scene } from "./types.js";

const ACROSS = 40;
const DOWN = 136;
const APART = Math.SQRT2;
const FEW = 14;

// How many labels a lane has room for.
const capacity = (radius: number): number => Math.max(1, Math.floor(Math.PI / Math.asin(Math.min(1, APART / (2 * radius)))));

// Radii of the lanes that so many labels need, from the first radius that is free: few have one.
function lanesFor(count: number, first: number): number[] {
  if (count <= FEW) return [Math.max(first, APART / (2 * Math.sin(Math.PI / Math.max(2, count))) + 0.001)];
  const lanes: number[] = [];
  let radius = first;
  for (let left = count; left > 0; radius += APART) {
    lanes.push(radius);
    left -= capacity(radius);
  }
  return lanes;
}

// Deal things out to the lanes of a ring, in the order of their angles, so that each lane goes all
// the way round.
function dealt(things: number[], lanes: number[]): number[][] {
  const room = lanes.reduce((sum, radius) => sum + capacity(radius), 0);
  const held: number[][] = lanes.map(() => []);
  things.forEach((thing, at) => {
    const want = lanes.map((radius, lane) => ((at + 1) * capacity(radius)) / room - held[lane].length);
    held[want.indexOf(Math.max(...want))].push(thing);
  });
  return held;
}

// Where each thing stands that is so many steps away, and the rings. Things of one kind stand
// together; what is further away stands beyond what it is linked with.
function layOut(steps: number[][], wide: number): Pick<Scene, "places" | "rings"> {
  const places = new Map<number, Place>();
  const angles = new Map<number, number>();
  const rings: Ring[] = [];
  let radius = APART;
  steps.forEach((things, step) => {
    if (step === 0) {
      for (const thing of things) places.set(thing, { x: 0, y: 0, wide });
      return;
    }
    if (!things.length) return;
    const wish = new Map(things.map((thing) => [thing, towards(thing, angles)]));
    const order = [...things].sort((one, two) => (wish.get(one) ?? 0) - (wish.get(two) ?? 0) || data.things[one][2] - data.things[two][2] || one - two);
    const lanes = lanesFor(things.length, radius);
    dealt(order, lanes).forEach((lane, nth) => {
      const start = wish.get(lane[0]) ?? -Math.PI / 2;
      lane.forEach((thing, at) => {
        // Lanes are turned against each other, so that lines to the middle pass between labels.
        const angle = start + (2 * Math.PI * (at + (nth % 2) / 2)) / lane.length;
        angles.set(thing, angle);
        places.set(thing, { x: lanes[nth] * (wide + ACROSS) * Math.cos(angle), y: lanes[nth] * DOWN * Math.sin(angle), wide });
      });
    });
    radius = lanes[lanes.length - 1] + APART;
    const edge = radius - APART / 2;
    rings.push({ step, across: edge * (wide + ACROSS), down: edge * DOWN });
  });
  return { places, rings };
}

// The angle of what a thing is linked with further in; of the first ring, where it begins.
function towards(thing: number, angles: Map<number, number>): number {
  let [x, y] = [0, 0];
  for (const at of data.linksOf(thing)) {
    const angle = angles.get(data.other(at, thing));
    if (angle === undefined) continue;
    x += Math.cos(angle);
    y += Math.sin(angle);
  }
  if (!x && !y) return -Math.PI / 2;
  // Counted from the top, clockwise, as the first ring is filled.
  return ((Math.atan2(y, x) + 2.5 * Math.PI) % (2 * Math.PI)) - Math.PI / 2;
}

export { layOut };
