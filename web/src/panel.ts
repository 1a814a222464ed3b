// The panel beside the picture: all that is said of one thing, or of one link, with its evidence.
import * as alone from "./alone.js";
import * as data from "./data.js";
import { make } from "./dom.js";
import * as evidence from "./evidence.js";
import * as figures from "./figures.js";
import { begin, closer, fill, more, section, thingLink, track } from "./frame.js";
import * as passages from "./passage.js";
import * as paths from "./paths.js";
import * as reader from "./reader.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import * as takeaway from "./takeaway.js";
import type { ValueRow } from "./types.js";
import { fits, number, pick, safe, say, type Word } from "./words.js";

async function draw(): Promise<void> {
  const { thing, link, path, asking } = state.chosen;
  const mine = begin();
  const passage = passages.current();
  if (passage) await reader.draw(passage);
  else if (path) fill(await paths.panel(path), mine);
  else if (asking >= 0) fill(paths.ask(asking), mine);
  else if (link >= 0) fill(await aboutLink(link), mine);
  else if (thing >= 0) fill(await aboutThing(thing), mine);
  else fill([], mine);
}

function heading(thing: number): HTMLElement {
  const kind = data.kind(thing);
  const [other, tag] = data.otherLabel(thing);
  return make("header", {}, closer(),
    make("p", { class: "kind" }, shapes.glyph(kind), data.kindLabel(kind)),
    make("h2", { id: "panel-title" }, make("bdi", {}, data.label(thing))),
    other && other !== data.label(thing) ? make("p", { class: "other-name", lang: tag }, make("bdi", {}, other)) : null);
}

function actions(thing: number): HTMLElement {
  const button = (name: Word, act: (event: MouseEvent) => unknown, id: string): HTMLElement => make("button", { id, onclick: act }, say(name));
  const held = data.documentOf(thing);
  return make("div", { class: "actions" },
    held >= 0 && data.head.documents[held].held ? button("read", () => { passages.open({ id: data.identifier(thing), document: held, start: 0, end: 0, anchor: "" }); }, "do-read") : null,
    button("alone", () => { alone.show(thing, 1); }, "do-alone"),
    ...more.map((one) => one(thing)),
    button("pathFrom", () => { state.change({ asking: thing }); }, "do-path"),
    button("copyLink", (event) => takeaway.copy(location.href, event.currentTarget as HTMLElement), "do-link"));
}

function long(whole: string): HTMLElement {
  if (whole.length <= 1500) return make("bdi", {}, safe(whole));
  const holder = make("span", {}, make("bdi", {}, safe(whole, 1500)), " ");
  holder.append(make("button", { class: "quiet", onclick: () => { holder.replaceChildren(make("bdi", {}, safe(whole, Infinity))); } }, say("fullText", { n: number(whole.length) })));
  return holder;
}

async function aboutThing(thing: number): Promise<HTMLElement[]> {
  const details = await data.details(thing);
  const aliases = data.things[thing][5];
  const parts = [heading(thing), actions(thing)];
  if (details.definition) parts.push(make("p", { class: "definition" }, long(pick(details.definition))));
  if (aliases.length) parts.push(make("p", { class: "aliases" }, make("b", {}, `${say("also")}: `), make("bdi", {}, safe(aliases.slice(0, 30).map(([name]) => name).join(" · "), 900))));
  if (details.values) parts.push(section("values", make("ul", { class: "evidence" }, ...details.values.map(valueRow))));
  if (details.figures) parts.push(section("figures", figures.draw(details.figures, details.changes)));
  const links = [...data.linksOf(thing)];
  if (links.length) parts.push(section("relations", await relations(thing, links)));
  const notes = (details.notes ?? []).filter(([, tag]) => fits(tag) || !details.notes?.some((one) => fits(one[1])));
  if (notes.length) parts.push(section("notes", make("ul", {}, ...notes.map(([text]) => make("li", {}, long(text))))));
  parts.push(make("p", { class: "identifier" }, make("code", {}, safe(data.identifier(thing), 200))));
  return parts;
}

function valueRow([predicate, text, , , claims]: ValueRow): HTMLElement {
  return make("li", {}, make("span", { class: "stated" }, `${data.reading(predicate)} `, make("b", {}, make("bdi", {}, safe(text, 300)))), evidence.claims(claims));
}

const MOST = 60;

// The links of a thing, grouped by what they say, first those from it, then those to it.
async function relations(thing: number, links: number[]): Promise<HTMLElement> {
  const groups = new Map<string, { inverse: boolean; predicate: number; links: number[] }>();
  for (const at of links) {
    const inverse = data.link.from[at] !== thing;
    const key = `${inverse ? 1 : 0} ${data.link.predicate[at]}`;
    const group = groups.get(key) ?? { inverse, predicate: data.link.predicate[at], links: [] };
    group.links.push(at);
    groups.set(key, group);
  }
  const ordered = [...groups].sort((one, two) => one[0].localeCompare(two[0], "en", { numeric: true })).map(([, group]) => group);
  const holder = make("div", { class: "relations" });
  for (const group of ordered) {
    const list = make("ul", { class: "evidence" });
    const add = async (from: number): Promise<void> => {
      const rows = await Promise.all(group.links.slice(from, from + MOST).map((at) => linkRow(at, thing)));
      list.append(...rows);
      const rest = group.links.length - from - MOST;
      if (rest > 0) {
        const next = make("li", {}, make("button", { class: "quiet", onclick: () => { next.remove(); return add(from + MOST); } }, say("more", { n: number(rest) })));
        list.append(next);
      }
    };
    await add(0);
    holder.append(make("h4", {}, data.reading(group.predicate, group.inverse), make("span", { class: "count" }, ` ${number(group.links.length)}`)), list);
  }
  return holder;
}

async function linkRow(at: number, thing: number): Promise<HTMLElement> {
  const hidden = state.linkShown(at) ? "" : "hidden-link";
  return make("li", { class: hidden, "data-link": at }, thingLink(data.other(at, thing)), evidence.claims(await data.claims(at)));
}

async function aboutLink(at: number): Promise<HTMLElement[]> {
  const name = data.modality(data.strongest(at));
  return [
    make("header", {}, closer(), make("p", { class: "kind" }, evidence.badge(name)),
      make("h2", { id: "panel-title" }, data.reading(data.link.predicate[at]))),
    make("dl", { class: "triple" },
      make("dt", {}, say("subject")), make("dd", {}, thingLink(data.link.from[at])),
      make("dt", {}, say("relation")), make("dd", {}, data.reading(data.link.predicate[at])),
      make("dt", {}, say("object")), make("dd", {}, thingLink(data.link.to[at]))),
    section("claims", evidence.claims(await data.claims(at))),
  ];
}

const refresh = (): Promise<void> => track(draw());

export { refresh as draw };
