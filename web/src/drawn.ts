// What is drawn at the moment: `picture.ts` works it out; whatever paints, prints or measures reads it.
import type * as edges from "./edges.js";
import { nothing } from "./scenes.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import type { Box, Focus } from "./types.js";

/** Labels that are too small to read are bars of their kind's colour. */
export interface Bars {
  colour: string;
  alpha: number;
  path: Path2D;
}

/** Lines and bars that are drawn together. */
interface Live {
  groups: edges.Group[];
  bars: Bars[];
  lines: edges.Line[];
}

const nobody = (): Focus => ({ things: new Set(), links: new Set() });

const drawn = {
  boxes: new Map<number, Box>(),
  scene: nothing,
  // What is being moved by hand, with what follows it; its lines and bars are drawn over a still.
  loose: new Set<number>(),
  live: { groups: [], bars: [], lines: [] } as Live,
  // What stays bright, if something is chosen; and what follows from reforms.
  focus: null as Focus | null,
  way: nobody(),
  groups: [] as edges.Group[],
  bars: [] as Bars[],
  hover: -1,
  landmarks: [] as Box[],
};

const tint = (one: Box): string => (state.chosen.colours === "theme" && one.region >= 0 ? shapes.theme(one.region) : shapes.colour(one.kind));

const isChosen = (id: number): boolean => id >= 0 && (id === state.chosen.thing || id === state.chosen.alone?.thing);

export { drawn, tint, isChosen };
