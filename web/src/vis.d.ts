// What the page uses of vis-network, which pyvis carries; it stands in the page as a script before ours.

declare namespace vis {
  interface Point {
    x: number;
    y: number;
  }

  interface Target {
    position?: Point;
    scale?: number;
    animation?: false | { duration: number; easingFunction: string };
  }

  interface Pointed {
    pointer: { DOM: Point; canvas: Point };
  }

  interface Node extends Point {
    id: number;
  }

  interface NodeContext {
    ctx: CanvasRenderingContext2D;
    id: number;
  }

  class DataSet {
    add(nodes: Node[]): void;
    clear(): void;
  }

  class Network {
    constructor(place: HTMLElement, data: { nodes: DataSet; edges: DataSet }, options: object);
    on(event: "click" | "doubleClick", listener: (pointed: Pointed) => void): void;
    on(event: "beforeDrawing" | "afterDrawing", listener: (context: CanvasRenderingContext2D) => void): void;
    on(event: "dragStart" | "dragging" | "dragEnd" | "zoom" | "resize", listener: () => void): void;
    moveTo(target: Target): void;
    redraw(): void;
    getScale(): number;
    getViewPosition(): Point;
    DOMtoCanvas(point: Point): Point;
    canvasToDOM(point: Point): Point;
  }
}
