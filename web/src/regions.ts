// What lies beneath the things: a region for each theme, with its title, and rings around a thing.
import * as data from "./data.js";
import { make } from "./dom.js";
import * as labels from "./labels.js";
import { drawn } from "./drawn.js";
import * as shapes from "./shapes.js";
import type { Region, Ring } from "./types.js";
import { say } from "./words.js";

const ROUND = 16;
const TYPE = 24;
// Space between the edge of a region and its title.
const EDGE = 18;

const title = (one: Region): string => (one.title < 0 ? say("further") : data.label(one.title));
const steps = ({ step }: Ring): string => (step === 1 ? say("step") : say("steps", { n: step }));

function ground(context: CanvasRenderingContext2D): void {
  const { regions, rings } = drawn.scene;
  context.save();
  [...rings].reverse().forEach(({ step, across, down }) => {
    context.beginPath();
    context.ellipse(0, 0, across, down, 0, 0, 2 * Math.PI);
    context.fillStyle = step % 2 ? shapes.named.lane : shapes.named.page;
    context.fill();
    context.strokeStyle = shapes.named.line;
    context.stroke();
  });
  regions.forEach((one, at) => {
    context.beginPath();
    context.roundRect(one.left, one.top, one.right - one.left, one.bottom - one.top, ROUND);
    context.fillStyle = context.strokeStyle = shapes.theme(at);
    context.globalAlpha = one.empty ? 0.03 : shapes.dark() ? 0.12 : 0.08;
    context.fill();
    context.globalAlpha = one.empty ? 0.15 : 0.4;
    context.stroke();
  });
  context.restore();
}

// A title is as large as its region has room for: in the strip that is kept for it, beneath what is
// moved there by hand, or over the labels once they are too small to be read.
function titles(context: CanvasRenderingContext2D, scale: number): void {
  const { regions, rings } = drawn.scene;
  context.save();
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.strokeStyle = shapes.named.page;
  regions.forEach((one, at) => {
    const room = one.right - one.left - 2 * EDGE;
    const small = !labels.legible(scale);
    const size = small ? Math.max(12 / scale, Math.min(19 / scale, room / 10)) : Math.max(TYPE, 13 / scale);
    const most = small ? Math.max(1, Math.min(4, Math.floor((one.bottom - one.top) / size / 1.3))) : 1;
    const lines = labels.lines(title(one), 600, size, most, room);
    context.font = `600 ${size}px ${labels.FONT}`;
    // A word that is longer than the region is wide is written smaller.
    const widest = Math.max(...lines.map((line) => context.measureText(line).width));
    const fitting = size * Math.min(1, room / widest);
    context.font = `600 ${fitting}px ${labels.FONT}`;
    context.lineWidth = fitting * 0.3;
    context.fillStyle = shapes.theme(at);
    context.globalAlpha = one.empty ? 0.35 : 1;
    lines.forEach((line, nth) => {
      const y = one.top + Math.max(4, small ? EDGE : (44 - size) / 2) + nth * size * 1.15;
      if (small) context.strokeText(line, one.left + EDGE, y);
      context.fillText(line, one.left + EDGE, y);
    });
  });
  context.globalAlpha = 1;
  const size = Math.max(15, 11.5 / scale);
  context.font = `600 ${size}px ${labels.FONT}`;
  context.textAlign = "center";
  context.lineWidth = size * 0.36;
  context.fillStyle = shapes.named.muted;
  for (const ring of rings) {
    context.strokeText(steps(ring), 0, -ring.down - size / 2);
    context.fillText(steps(ring), 0, -ring.down - size / 2);
  }
  context.restore();
}

// The same as lines and letters.
function asSvg(): SVGElement[] {
  const { regions, rings } = drawn.scene;
  const text = { "font-family": labels.FONT, "font-weight": 600 };
  return [
    ...[...rings].reverse().flatMap((ring) => [
      make("ellipse", { cx: 0, cy: 0, rx: ring.across, ry: ring.down, fill: ring.step % 2 ? shapes.named.lane : shapes.named.page, stroke: shapes.named.line }),
      make("text", { ...text, x: 0, y: -ring.down + 5, "text-anchor": "middle", "font-size": 15, fill: shapes.named.muted }, steps(ring))]),
    ...regions.flatMap((one, at) => [
      make("rect", { class: "region", x: one.left, y: one.top, width: one.right - one.left, height: one.bottom - one.top, rx: ROUND, fill: shapes.theme(at), "fill-opacity": 0.08, stroke: shapes.theme(at), "stroke-opacity": 0.4 }),
      make("text", { ...text, x: one.left + EDGE, y: one.top + 32, "font-size": TYPE, fill: shapes.theme(at) }, ...labels.lines(title(one), 600, TYPE, 1, one.right - one.left - 2 * EDGE))]),
  ];
}

export { ground, titles, asSvg };
