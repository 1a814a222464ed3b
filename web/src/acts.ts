// What a part of the page asks of the whole: to take up a thing, or to draw everything anew. `main.ts`
// does it. The parts know only this, so that modules import each other in no circle.
export interface Acts {
  choose: (thing: number) => void;
  chooseLink: (at: number) => void;
  clear: () => void;
  /** Bring a thing into view, unless another is chosen at once. */
  revealSoon: (thing: number) => void;
  resized: () => void;
  repaint: () => void;
  speak: (lang: string) => void;
}

const acts = {} as Acts;
const doneBy = (by: Acts): void => { Object.assign(acts, by); };

export { acts, doneBy };
