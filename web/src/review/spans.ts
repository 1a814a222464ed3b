// Spans of a text, in code points: JavaScript's strings count UTF-16 units.
import type { Span } from "./types.js";

export const inside = (inner: Span, outer: Span): boolean => outer[0] <= inner[0] && inner[1] <= outer[1];
export const meets = (one: Span, other: Span): boolean => one[0] < other[1] && other[0] < one[1];
export const cut = (points: string[], [start, end]: Span): string => points.slice(start, end).join("");

export function trimmed(points: string[], [start, end]: Span): Span | null {
  while (start < end && !points[start].trim()) start += 1;
  while (start < end && !points[end - 1].trim()) end -= 1;
  return start < end ? [start, end] : null;
}
