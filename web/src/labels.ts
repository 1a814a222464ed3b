// How a label is broken into the lines that it has room for.
import { drawingOn } from "./dom.js";
import type { Box, Fitted } from "./types.js";

const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
// Pixels that type has at least, wherever it is drawn, and what glyph and margins take.
const LEAST = 10;
const PADDING = 36;
// Titles are fitted for each frame while the scale changes: some are kept.
const fitted = new Map<string, string[]>();
const KEPT = 500;
const measure = drawingOn(document.createElement("canvas"));

// Break a label into the lines that it has room for; smaller type before an ellipsis.
function wrap(text: string, bold: boolean, most: number, size: number, room: number): { lines: string[]; size: number } {
  for (const smaller of [1, 0.93, 0.86, 0.8, 0.74]) {
    measure.font = `${bold ? 600 : 400} ${size * smaller}px ${FONT}`;
    const lines = broken(text, room);
    if (lines.length <= most) return { lines: lines.map((line) => line.trim()), size: size * smaller };
  }
  return { lines: cut(text, most, room), size: size * 0.74 };
}

// The lines that there is room for in the measured type, the last of them cut if need be.
function cut(text: string, most: number, room: number): string[] {
  const lines = broken(text, room);
  if (lines.length <= most) return lines.map((line) => line.trim());
  let last = lines[most - 1];
  while (last && measure.measureText(`${last}…`).width > room) last = [...last].slice(0, -1).join("");
  return [...lines.slice(0, most - 1), `${last.trim()}…`];
}

// A text in type of one size, in the lines that there is room for.
function lines(text: string, weight: number, size: number, most: number, room: number): string[] {
  const key = `${weight} ${size} ${most} ${room} ${text}`;
  const known = fitted.get(key);
  if (known) return known;
  measure.font = `${weight} ${size}px ${FONT}`;
  const found = cut(text, most, room);
  if (fitted.size > KEPT) fitted.clear();
  fitted.set(key, found);
  return found;
}

// The height that a label has at most, in whatever type its scale asks for. Between two labels that
// are so tall there is still a gap, in which lines run.
const tall = (one: Box): number => one.most * (one.kind.size + 2) + 6;

// A label as it is drawn at a scale: in type that can be read, with what its row then has room
// for. Below some scale a row has room for none: see `legible`.
function at(one: Box, scale: number): Fitted {
  const least = LEAST / scale;
  if (one.size >= least) return one;
  if (one.fitted?.scale !== scale) {
    measure.font = `${one.strong ? 600 : 400} ${least}px ${FONT}`;
    const most = Math.max(1, Math.floor(tall(one) / least));
    const lines = cut(one.text, Math.min(most, one.most), one.w - PADDING);
    one.fitted = { scale, lines, size: least, h: Math.min(tall(one), Math.max(one.h, lines.length * least + 3)) };
  }
  return one.fitted;
}

const legible = (scale: number): boolean => scale > 0.44;

// A Latin word stays whole, a Chinese character may end a line.
function broken(text: string, room: number): string[] {
  const pieces = text.slice(0, 200).match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]{1,24}|\s+/g) ?? [];
  const lines = [""];
  for (const piece of pieces) {
    const longer = lines[lines.length - 1] + piece;
    if (measure.measureText(longer.trimEnd()).width <= room) lines[lines.length - 1] = longer;
    else if (piece.trim()) lines.push(piece);
  }
  return lines;
}

export { wrap, lines, at, tall, legible, FONT, LEAST, PADDING };
