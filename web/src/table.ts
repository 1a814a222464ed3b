// The accessible twin of the picture: the same things and relations as tables, in step with search
// and filters, sortable, printable.
import { acts } from "./acts.js";
import * as data from "./data.js";
import { byId, make, refocus } from "./dom.js";
import { drawn } from "./drawn.js";
import * as edges from "./edges.js";
import * as evidence from "./evidence.js";
import { thingLink } from "./frame.js";
import * as search from "./search.js";
import * as state from "./state.js";
import { language, number, say, type Word } from "./words.js";

type Listed = "things" | "statements";

interface TableColumn {
  name: Word | "other";
  value: (item: number) => string | number;
  /** How the value is shown, where that is not the value itself. */
  element?: (item: number) => HTMLElement;
}

const PAGE = 200;
// Most things found by a search in a large graph that are listed, the best first.
const MOST = 5000;
const sorting = { things: { column: 0, up: true }, statements: { column: 0, up: true } };
let showing: Listed = "things";
let most = PAGE;

// The things of the picture, or what the search finds among all things.
function things(): number[] {
  const text = state.chosen.text;
  if (text && !data.head.whole) return [...search.matches()].slice(0, MOST).filter((thing) => state.passes(thing));
  const shown = [...drawn.boxes.values()].filter((one) => one.shown && one.id >= 0).map((one) => one.id);
  return text ? shown.filter((thing) => search.matches().has(thing)) : shown;
}

function links(): number[] {
  const shown = edges.lines.filter((line) => line.sum === undefined).map((line) => line.id);
  if (!state.chosen.text) return shown;
  const found = search.matches();
  return shown.filter((at) => found.has(data.link.from[at]) || found.has(data.link.to[at]));
}

const years = (thing: number): string => {
  const [first, last] = [data.things[thing][3], data.things[thing][4]];
  if (!first && !last) return "";
  if (first && !last) return String(first);
  return first === last ? String(first) : `${first || ""}–${last}`;
};

const columns: Record<Listed, TableColumn[]> = {
  things: [
    { name: "thing", value: (thing) => data.label(thing), element: (thing) => thingLink(thing) },
    { name: "kind", value: (thing) => data.kindLabel(data.kind(thing)) },
    { name: "other", value: (thing) => data.otherLabel(thing)[0] },
    { name: "yearsColumn", value: years },
    { name: "links", value: (thing) => data.linksOf(thing).length },
  ],
  statements: [
    { name: "subject", value: (at) => data.label(data.link.from[at]), element: (at) => thingLink(data.link.from[at]) },
    { name: "relation", value: (at) => data.reading(data.link.predicate[at]), element: relationButton },
    { name: "object", value: (at) => data.label(data.link.to[at]), element: (at) => thingLink(data.link.to[at]) },
    { name: "modality", value: (at) => say(data.modality(data.strongest(at))), element: (at) => evidence.badge(data.modality(data.strongest(at))) },
    { name: "where", value: (at) => (data.link.documents[at] ?? []).map(data.documentName).join(", ") || say("noPassage") },
  ],
};

function relationButton(at: number): HTMLElement {
  return make("button", { class: "quiet relation", onclick: () => { acts.chooseLink(at); } }, data.reading(data.link.predicate[at]));
}

function sorted(rows: number[], of: Listed): number[] {
  const { column, up } = sorting[of];
  const { value } = columns[of][column];
  const keyed = rows.map((row): [string | number, number] => [value(row), row]);
  const compare = new Intl.Collator(language, { numeric: true }).compare;
  keyed.sort(([one, first], [two, second]) => (typeof one === "number" ? one - Number(two) : compare(one, String(two))) || first - second);
  if (!up) keyed.reverse();
  return keyed.map(([, row]) => row);
}

function otherName(): Word {
  if (data.head.languages.length > 2) return "otherName";
  return language === "en" ? "chineseName" : "englishName";
}

function header(of: Listed, at: number): HTMLElement {
  const { column, up } = sorting[of];
  const { name } = columns[of][at];
  const order = column === at ? (up ? "ascending" : "descending") : "none";
  const arrow = column === at ? (up ? " ▲" : " ▼") : "";
  return make("th", { scope: "col", "aria-sort": order }, make("button", {
    class: "sort", id: `sort-${of}-${name}`,
    onclick: () => { sorting[of] = { column: at, up: column === at ? !up : true }; draw(); refocus(`sort-${of}-${name}`); },
  }, say(name === "other" ? otherName() : name), make("span", { "aria-hidden": "true" }, arrow)));
}

function row(of: Listed, item: number): HTMLElement {
  const cells = columns[of].map(({ value, element }, at) => {
    const plain = String(value(item));
    // Numbers and years do not break: other cells make room.
    const content = element ? element(item) : make("bdi", /^[\d–]+$/.test(plain) ? { class: "brief" } : {}, plain);
    return at === 0 ? make("th", { scope: "row" }, content) : make("td", {}, content);
  });
  const chosen = item === (of === "things" ? state.chosen.thing : state.chosen.link);
  return make("tr", { class: chosen ? "chosen" : "", "aria-current": chosen ? "true" : undefined }, ...cells);
}

function draw(): void {
  if (state.chosen.view === "picture") return;
  const rows = showing === "things" ? things() : links();
  const ordered = sorted(rows, showing);
  const kept = document.activeElement?.id;
  const choose = (name: Listed): HTMLElement => make("button", {
    "aria-pressed": String(showing === name), id: `show-${name}`,
    onclick: () => { showing = name; most = PAGE; draw(); },
  }, say(name));
  const body = make("table", { id: "twin" },
    make("caption", {}, say(showing === "things" ? "thingsCaption" : "statementsCaption", { n: number(rows.length) })),
    make("thead", {}, make("tr", {}, ...columns[showing].map((_, at) => header(showing, at)))),
    make("tbody", {}, ...ordered.slice(0, most).map((item) => row(showing, item))));
  const rest = ordered.length - most;
  const more = rest > 0 ? make("button", { onclick: () => { most += 5 * PAGE; draw(); } }, say("more", { n: number(Math.min(rest, 5 * PAGE)) })) : "";
  byId("tables").replaceChildren(
    make("div", { class: "choice", role: "group", "aria-label": say("table") }, choose("things"), choose("statements")),
    make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say(showing) }, body, more));
  refocus(kept);
}

// Print all rows, whatever is shown on the screen.
function forPrint(): void { most = 5000; draw(); }

export { draw, things, links, years, forPrint };
