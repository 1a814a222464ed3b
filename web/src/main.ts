// Puts the parts together: what a click, a key and the address do.
import { doneBy } from "./acts.js";
import * as address from "./address.js";
import * as alone from "./alone.js";
import * as arranging from "./arranging.js";
import * as camera from "./camera.js";
import * as commands from "./commands.js";
import * as data from "./data.js";
import { byId, make, refocus, searchField } from "./dom.js";
import { drawn } from "./drawn.js";
import * as edges from "./edges.js";
import * as hand from "./hand.js";
import * as labels from "./labels.js";
import * as legend from "./legend.js";
import * as panel from "./panel.js";
import * as paper from "./paper.js";
import * as paths from "./paths.js";
import * as picture from "./picture.js";
import * as scenes from "./scenes.js";
import * as search from "./search.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import * as table from "./table.js";
import type { FirstPicture, Point, Replacement } from "./types.js";
import { best, language, nameOf, number, say, speak as speakIn, wanted, type Word } from "./words.js";

// Take up a thing: in the picture, in the panel, and as the goal if a path is being asked for.
function choose(thing: number): void {
  const { asking } = state.chosen;
  if (asking >= 0 && thing !== asking) { search.clear(); void paths.show(asking, thing); return; }
  searchField().value = "";
  search.type("", { open: false });
  state.change({ thing, link: -1, path: null, asking: -1, passage: "", text: "" });
  if (!drawn.boxes.has(thing)) alone.show(thing, 1, { step: false });
  byId("panel").focus({ preventScroll: true });
  revealSoon(thing);
}

// The picture waits a moment before it moves, so that the second click of two meets the thing.
let waiting: ReturnType<typeof setTimeout> | undefined;
function revealSoon(thing: number): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => { if (state.chosen.thing === thing) camera.reveal(thing); }, 350);
}

function chooseLink(at: number): void {
  state.change({ link: at, thing: -1, path: null, asking: -1, passage: "" });
}

function clear(): void {
  state.change({ thing: -1, link: -1, path: null, asking: -1, passage: "", text: "" });
  searchField().value = "";
  search.type("", { open: false });
  picture.refresh();
  byId("canvas").focus({ preventScroll: true });
}

// What is shown: all, in one of the arrangements, or a thing, how far around it, and in which.
let showing = "";

// Everything that depends on the reader's choices is drawn again from them.
function update(changed: string[], step: boolean): void {
  const { chosen } = state;
  const turned = document.body.dataset.view !== chosen.view;
  document.body.dataset.view = chosen.view;
  const lone = chosen.alone ? `${chosen.alone.thing} ${chosen.alone.steps} ${chosen.alone.rings}` : chosen.arrange;
  const filters = changed.some((key) => ["hidden", "years", "undated"].includes(key));
  if (lone !== showing || (chosen.alone && filters)) {
    showing = lone;
    const keep = filters && changed.length === 1;
    picture.show(chosen.alone ? alone.scene(chosen.alone) : opening[chosen.arrange], { keepCamera: keep });
    picture.rankLandmarks();
  } else picture.refresh();
  alone.trail();
  arranging.draw();
  if (filters || changed.includes("start")) legend.refresh();
  else if (changed.includes("text") || changed.includes("lang")) legend.draw();
  if (!changed.every((key) => ["text", "hidden", "view", "moved", "colours"].includes(key))) void panel.draw();
  table.draw();
  report();
  bar();
  if (turned) requestAnimationFrame(resized);
  address.write(step);
}

// The picture has another size: unless the reader has moved it, it is fitted anew.
function resized(): void {
  picture.redraw();
  if (camera.fitted && !byId("canvas").hidden && state.chosen.view !== "table") camera.home();
}

// What a page that a server gives says of the part that it shows.
let remark: (() => string) | null = null;
function remarkBy(made: () => string): void { remark = made; }

function report(): void {
  const things = [...drawn.boxes.values()].filter((one) => one.shown && one.id >= 0).length;
  const links = edges.lines.filter((line) => line.sum === undefined).length;
  byId("status").textContent = say("status", { things: number(things), links: number(links) });
  byId("left-out").textContent = remark && data.head.served ? remark() : data.head.whole ? "" : say(state.chosen.alone ? "someOf" : "leftOut", { drawn: number(things), all: number(data.head.counts.things) });
}

// The bar at the top, in the reader's language.
function bar(): void {
  const kept = document.activeElement?.id;
  byId("title").textContent = data.title();
  document.title = data.title();
  byId("skip").textContent = say("skip");
  const field = searchField();
  const hint = say(data.head.languages.length > 2 ? "searchAll" : "search");
  field.placeholder = hint;
  field.setAttribute("aria-label", hint);
  byId("views").setAttribute("aria-label", say("picture"));
  byId("views").replaceChildren(...(["picture", "both", "table"] as const).map((view) => make("button", {
    id: `view-${view}`, "aria-pressed": String(state.chosen.view === view), onclick: () => { state.change({ view }); },
  }, say(view))));
  byId("tools").replaceChildren(
    make("button", { id: "menu", "aria-expanded": String(document.body.classList.contains("with-legend")), "aria-controls": "legend", onclick: menu }, say("menu")),
    make("button", { id: "do-take", onclick: commands.open }, say("takeAway")),
    languages(),
    make("button", { id: "do-theme", title: say("theme"), "aria-label": say("theme"), onclick: theme }, shapes.dark() ? "☀" : "☾"));
  const glass: [name: Word, sign: string, act: () => void][] = [["zoomIn", "+", () => { camera.zoom(1.4); }], ["zoomOut", "−", () => { camera.zoom(1 / 1.4); }], ["fit", "⤢", () => { camera.fit(); }]];
  byId("zoom").replaceChildren(...glass.map(([name, sign, act]) => make("button", { id: `do-${name}`, title: say(name), "aria-label": say(name), onclick: act }, sign)));
  byId("zoom").setAttribute("aria-label", say("picture"));
  byId("canvas").setAttribute("aria-label", say("pictureHelp"));
  byId("panel").setAttribute("aria-label", say("relations"));
  byId("tables").setAttribute("aria-label", say("table"));
  byId("picture").setAttribute("aria-label", say("picture"));
  if (document.activeElement?.id !== kept) refocus(kept, { preventScroll: true });
}

// A button leads to the other of two languages; more are offered as a list.
function languages(): HTMLElement {
  const all = data.head.languages;
  const take = (lang: string): void => { speak(lang); state.change({ lang }); };
  if (all.length > 2) {
    const now = best(wanted[0], all);
    const select = make("select", { id: "do-language", title: say("language"), "aria-label": say("language"), onchange: () => { take(select.value); } },
      ...all.map((tag) => make("option", { value: tag, lang: tag, selected: tag === now }, nameOf(tag))));
    return select;
  }
  const other = language === "en" ? "zh" : "en";
  return make("button", { id: "do-language", lang: other, title: say(other === "en" ? "toEnglish" : "toChinese"), onclick: () => { take(other); } }, nameOf(other));
}

function menu(): void {
  const open = document.body.classList.toggle("with-legend");
  byId("menu").setAttribute("aria-expanded", String(open));
}

// Show the data in a language, and where it lacks that, in those that the page opened in.
function speak(lang: string): void {
  const before = wanted.join(",");
  speakIn(lang ? `${lang},${data.head.lang}` : data.head.lang);
  if (wanted.join(",") === before) return;
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  picture.relabel();
}

function theme(): void {
  document.documentElement.dataset.theme = shapes.dark() ? "light" : "dark";
  repaint();
}

function repaint(): void {
  shapes.readColours();
  picture.refresh();
  legend.draw();
  void panel.draw();
  table.draw();
  bar();
}

function tip(content: (Node | string)[] | null, pointer = { x: 0, y: 0 }): void {
  const place = byId("tip");
  place.hidden = !content;
  if (!content) return;
  place.replaceChildren(...content);
  const { clientWidth, clientHeight } = byId("picture");
  place.style.left = `${Math.max(0, Math.min(pointer.x + 14, clientWidth - place.offsetWidth - 8))}px`;
  place.style.top = `${Math.max(0, Math.min(pointer.y + 14, clientHeight - place.offsetHeight - 8))}px`;
}

function tipOfLine(line: edges.Line): (Node | string)[] {
  if (line.sum !== undefined) {
    const name = (id: number): string => data.kindLabel(data.head.kinds[-1 - id]);
    return [say("sumTip", { n: number(line.sum), from: name(line.from), to: name(line.to) })];
  }
  return [make("bdi", {}, data.label(line.from)), make("b", {}, ` ${data.reading(line.predicate)} `), make("bdi", {}, data.label(line.to)),
    make("span", { class: "tip-modality" }, ` (${say(data.modality(data.strongest(line.id)))})`)];
}

// The pointer's place in the picture's own units.
function place(event: PointerEvent): { dom: Point; canvas: Point } {
  const { left, top } = byId("canvas").getBoundingClientRect();
  const dom = { x: event.clientX - left, y: event.clientY - top };
  return { dom, canvas: picture.network.DOMtoCanvas(dom) };
}

let pending = 0;
function overPicture(event: PointerEvent): void {
  cancelAnimationFrame(pending);
  if (event.buttons) { tip(null); return; }
  pending = requestAnimationFrame(() => {
    const { dom, canvas } = place(event);
    const id = picture.thingAt(canvas);
    picture.setHover(id ?? -1);
    const line = id === null ? picture.lineAt(canvas) : null;
    byId("canvas").style.cursor = id !== null || line ? "pointer" : "";
    const one = id === null ? undefined : drawn.boxes.get(id);
    if (id !== null && one) {
      const scale = picture.network.getScale();
      const cut = !labels.legible(scale) || labels.at(one, scale).lines.at(-1)?.endsWith("…");
      tip(cut ? [make("span", { class: "kind" }, data.kindLabel(one.kind)), " ", make("bdi", {}, id < 0 ? one.text : data.label(id))] : null, dom);
    } else tip(line ? tipOfLine(line) : null, dom);
  });
}

function clicked({ pointer }: vis.Pointed): void {
  if (hand.pulling()) return;
  const id = picture.thingAt(pointer.canvas);
  if (id !== null && id >= 0) choose(id);
  else if (id !== null) onlyKind(-1 - id);
  else {
    const line = picture.lineAt(pointer.canvas);
    if (line && line.sum === undefined) chooseLink(line.id);
    else if (state.chosen.thing >= 0 || state.chosen.link >= 0 || state.chosen.path) clear();
  }
}

// The sum of a kind stands for all its things: the table lists them.
function onlyKind(kind: number): void {
  const hidden = new Set(data.head.kinds.map((_, at) => at).filter((at) => at !== kind));
  state.change({ hidden: { ...state.chosen.hidden, kinds: hidden } });
}

const ACTS: Partial<Record<string, () => void>> = {
  Enter: () => { byId("panel").querySelector<HTMLElement>("button, a")?.focus(); },
  Escape: clear,
  0: () => { camera.fit(); },
  "+": () => { camera.zoom(1.4); },
  "=": () => { camera.zoom(1.4); },
  "-": () => { camera.zoom(1 / 1.4); },
  f: hand.free,
  " ": () => { if (state.chosen.thing >= 0) alone.show(state.chosen.thing, 1); },
};

function keys(event: KeyboardEvent): void {
  if (picture.isArrow(event.key) && event.shiftKey) {
    const [x, y] = picture.ARROWS[event.key];
    hand.nudge(x, y);
  } else if (picture.isArrow(event.key)) {
    const id = picture.next(event.key);
    if (id !== undefined) {
      state.change({ thing: id, link: -1, path: null, passage: "" }, { step: false });
      camera.reveal(id);
      byId("status").textContent = `${data.label(id)}, ${data.kindLabel(data.kind(id))}`;
      byId("canvas").focus();
    }
  } else {
    const act = ACTS[event.key];
    if (!act) return;
    act();
  }
  event.preventDefault();
}

function listen(): void {
  state.listen(update);
  search.start();
  hand.listen();
  picture.network.on("click", clicked);
  picture.network.on("doubleClick", ({ pointer }) => {
    const id = picture.thingAt(pointer.canvas);
    if (id !== null && id >= 0) alone.show(id, 1);
  });
  for (const happening of ["dragEnd", "zoom"] as const) picture.network.on(happening, address.moved);
  byId("canvas").addEventListener("pointermove", overPicture);
  byId("canvas").addEventListener("pointerleave", () => { cancelAnimationFrame(pending); tip(null); picture.setHover(-1); });
  byId("canvas").addEventListener("keydown", keys);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) { event.preventDefault(); byId("search").focus(); }
    if (event.key === "Escape" && !(byId("take") as HTMLDialogElement).open && document.activeElement !== searchField()) clear();
  });
  byId("skip").addEventListener("click", () => { state.change({ view: "table" }); byId("tables").querySelector("button")?.focus(); });
  window.addEventListener("popstate", () => { void address.read(); });
  paper.listen();
  shapes.query.addEventListener("change", repaint);
}

let opening: scenes.Opening = { columns: scenes.nothing, themes: scenes.nothing };

// Show a graph as the file has it: of one thing only when all of it has been read.
function open(network: FirstPicture): void {
  opening = scenes.opening(network);
  state.chosen.arrange = data.head.arrange === "themes" ? "themes" : "columns";
  picture.show(opening[state.chosen.arrange]);
  showing = state.chosen.arrange;
}

function addUndrawn(): void {
  if (scenes.addUndrawn(opening)) picture.show(opening[state.chosen.arrange], { keepCamera: true });
}

async function begin(): Promise<void> {
  speakIn(data.head.lang);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  document.title = data.title();
  state.startHidden();
  picture.start();
  const network = await data.opening();
  data.seed(network.edges);
  open(network);
  bar();
  legend.draw();
  report();
  performance.mark("first-picture");
  await data.all((part) => { if (!data.head.whole) byId("left-out").textContent = say("reading", { part }); });
  listen();
  addUndrawn();
  picture.rankLandmarks();
  if (location.hash.length > 1 || data.head.arrange === "around") await address.read();
  else update(["start"], false);
  document.body.dataset.ready = "yes";
}

// Take another graph in place of this one, with the reader's choices as the address has them.
async function take(next: Replacement, hash: string): Promise<void> {
  state.forget();
  await data.replace(next);
  search.forget();
  state.startHidden();
  open(next.network);
  addUndrawn();
  picture.rankLandmarks();
  history.replaceState(null, "", hash);
  await address.read();
}

function failed(error: unknown): void {
  byId("status").textContent = error instanceof Error ? error.message : String(error);
  throw error;
}

function start(): void { begin().catch(failed); }

doneBy({ choose, chooseLink, clear, revealSoon, resized, repaint, speak });

export { start, take, remarkBy };
