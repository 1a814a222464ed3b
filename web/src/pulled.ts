// How far things are from their places: what the reader has pulled, and what follows it, the less the
// more else holds it.
import type { Point } from "./types.js";

const FOLLOW = 0.8;

/** A line between two things, as far as it pulls. */
interface Tie {
  from: number;
  to: number;
}

/** For each thing those that it is linked with. */
export type Near = Map<number, Set<number>>;

function neighbours(ties: Tie[]): Near {
  const near: Near = new Map();
  for (const { from, to } of ties) {
    if (from === to) continue;
    near.set(from, (near.get(from) ?? new Set()).add(to));
    near.set(to, (near.get(to) ?? new Set()).add(from));
  }
  return near;
}

// How far each thing is from its place in the arrangement.
function shifts(moved: Map<number, Point>, near: Near): Map<number, Point> {
  const found = new Map(moved);
  for (const [id, { x, y }] of moved) {
    for (const other of near.get(id) ?? []) {
      if (moved.has(other)) continue;
      const part = FOLLOW / Math.sqrt(near.get(other)?.size ?? 1);
      const now = found.get(other) ?? { x: 0, y: 0 };
      found.set(other, { x: now.x + part * x, y: now.y + part * y });
    }
  }
  return found;
}

export { neighbours, shifts };
