// Elements of the page: found by their id, and made.

export function byId(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no element “${id}”`);
  return element;
}

export const searchField = (): HTMLInputElement => byId("search") as HTMLInputElement;

// Give the focus back to an element that was drawn anew under its old id.
export function refocus(id: string | undefined, options?: FocusOptions): void {
  if (id) document.getElementById(id)?.focus(options);
}

export function drawingOn(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const context = canvas.getContext("2d");
  if (!context) throw new Error("this browser has no canvas to draw on");
  return context;
}

type Attribute = string | number | boolean | null | undefined | ((event: never) => unknown);
type Child = Node | string | null | undefined;
type Made<Tag extends string> = Tag extends keyof HTMLElementTagNameMap ? HTMLElementTagNameMap[Tag]
  : Tag extends keyof SVGElementTagNameMap ? SVGElementTagNameMap[Tag] : Element;

const svgTags = new Set(["svg", "path", "rect", "line", "text", "g", "circle", "ellipse", "title", "desc"]);

// Make an element: attributes (on… are listeners), then children; strings become text.
export function make<Tag extends string>(tag: Tag, attributes: Record<string, Attribute> = {}, ...children: Child[]): Made<Tag> {
  const space = svgTags.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
  const made = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(name.slice(2), value as (event: Event) => unknown);
    else if (value === true) made.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) made.setAttribute(name, String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made as Made<Tag>;
}
