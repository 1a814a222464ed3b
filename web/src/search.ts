// Search by name as one types, in all languages at once.
import { acts } from "./acts.js";
import * as data from "./data.js";
import { byId, make, searchField } from "./dom.js";
import { fold } from "./folding.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import { number, say } from "./words.js";

const SHOWN = 12;
/** A name as it is compared: a label has rank 0, the identifier 1, another name 2. */
interface Name {
  name: string;
  rank: number;
}

const folded = new Map<number, Name[]>();
let found: number[] = [];
let matched: Set<number> | null = null;
let active = -1;

function names(thing: number): Name[] {
  const known = folded.get(thing);
  if (known) return known;
  const [id, labels, , , , aliases] = data.things[thing];
  const all = [Object.values(labels), [id ?? ""], aliases.map(([name]) => name)]
    .flatMap((group, rank) => group.map((name): Name => ({ name: fold((name ?? "").slice(0, 1000)), rank })))
    .filter(({ name }) => name);
  folded.set(thing, all);
  return all;
}

// How well a thing fits the words typed: 0 not at all, the label better than an alias.
function fit(thing: number, typed: string, parts: string[]): number {
  let best = 0;
  names(thing).forEach(({ name, rank }) => {
    const place = name.indexOf(typed);
    let score = 0;
    if (name === typed) score = 100;
    else if (place === 0) score = 80;
    else if (place > 0) score = name[place - 1] === " " ? 70 : 50;
    else if (parts.length > 1 && parts.every((part) => name.includes(part))) score = 40;
    best = Math.max(best, score && score - rank * 4 - Math.min(name.length, 90) / 45);
  });
  return best;
}

// Things have other numbers from now on.
function forget(): void {
  folded.clear();
  found = [];
  matched = null;
}

const MANY = 20000;
let turn = 0;
let takeFirst = false;

// Find what fits, the best first. Among few things it is found at once, among many in slices.
function look(text: string, done: (things: number[] | null) => void): void {
  const typed = fold(text);
  const parts = typed.split(" ");
  const mine = (turn += 1);
  const scores: [score: number, thing: number][] = [];
  const each = (thing: number): void => {
    const score = fit(thing, typed, parts);
    if (score > 0) scores.push([score, thing]);
  };
  const finish = (): void => { done(scores.sort((one, two) => two[0] - one[0] || one[1] - two[1]).map(([, thing]) => thing)); };
  if (!typed) { done(null); return; }
  if (data.things.length > MANY) {
    void data.slowly(data.things.length, each, () => mine === turn).then((whole) => { if (whole) finish(); });
  } else {
    data.things.forEach((_, thing) => { each(thing); });
    finish();
  }
}

const matches = (): Set<number> => matched ?? new Set();

function type(text: string, { open = true } = {}): void {
  found = [];
  matched = text ? new Set() : null;
  active = -1;
  takeFirst = false;
  let late = false;
  look(text, (result) => {
    found = result ?? [];
    matched = result && new Set(result);
    list(open && result !== null && !takeFirst);
    if (late) state.change({ text: state.chosen.text }, { step: false });
    if (takeFirst) take(0);
  });
  late = true;
}

// Take what is marked in the list, or the first; if the search still runs, as soon as it ends.
function enter(): void {
  if (matched?.size === 0 && data.things.length > MANY) takeFirst = true;
  else take(Math.max(0, active));
}

function list(open: boolean): void {
  const box = byId("found");
  const field = searchField();
  box.hidden = !open;
  field.setAttribute("aria-expanded", String(open));
  field.removeAttribute("aria-activedescendant");
  const rows = found.slice(0, SHOWN).map((thing, at) => make("li", {
    role: "option", id: `found-${at}`, "aria-selected": "false",
    onpointerdown: (event: Event) => { event.preventDefault(); take(at); },
  }, shapes.glyph(data.kind(thing)), make("span", { class: "name" }, make("bdi", {}, data.label(thing))), make("span", { class: "other" }, data.otherLabel(thing)[0])));
  const total = make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "total" }, found.length ? say("results", { n: number(found.length) }) : say("none"));
  box.replaceChildren(...rows, total);
  box.setAttribute("aria-label", say("search"));
}

function move(step: number): void {
  const count = Math.min(found.length, SHOWN);
  if (!count) return;
  active = (active + step + count) % count;
  [...byId("found").children].forEach((row, at) => { row.setAttribute("aria-selected", String(at === active)); });
  byId("search").setAttribute("aria-activedescendant", `found-${active}`);
}

function take(at: number): void {
  const thing = found.at(at);
  if (thing === undefined) return;
  close();
  acts.choose(thing);
}

function close(): void {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
}

function start(): void {
  const field = searchField();
  field.addEventListener("input", () => { type(field.value); state.change({ text: field.value }, { step: false }); });
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Enter") enter();
    else if (event.key === "Escape") {
      event.stopPropagation();
      if (byId("found").hidden) clear();
      else { event.preventDefault(); close(); }
    }
  });
  field.addEventListener("blur", close);
}

function clear(): void {
  searchField().value = "";
  type("", { open: false });
  state.change({ text: "" }, { step: false });
}

export { start, type, matches, clear, forget };
