// The forms in which an item is made or changed; each gives the item, or says what is missing.
import { make } from "../dom.js";
import type { Language, Texts } from "../types.js";
import { cardsOf, itemOf, statusOf } from "./cards.js";
import { cut, data, isDay, isTime, LANGUAGES, points, state, t, timeType, written } from "./data.js";
import { decide, ownKey } from "./deciding.js";
import { accepted, list } from "./decisions.js";
import { button, choice, labelled, line, ownForm } from "./elements.js";
import { paint, step } from "./going.js";
import { picker, type Picker } from "./picker.js";
import { selected } from "./text.js";
import { figures, fits, slug, things } from "./things.js";
import type { Card, CardItem, FigureItem, Item, Option, Property, RelationItem, SourceItem, Span, Stated, ThingItem } from "./types.js";

/** Fields with the words for them, and what they give: an item, or the word for what is missing. */
export interface Fields {
  rows: [word: string, field: HTMLElement][];
  read: () => Item | string;
}

export function form({ rows, read }: Fields, card: Card, done?: () => void): HTMLFormElement {
  const problem = make("p", { class: "wide problem", role: "alert" });
  const submit = (): void => {
    const result = read();
    if (typeof result === "string") {
      problem.textContent = t(result);
      rows.flatMap(([, field]) => field).find((field) => "needed" in field.dataset && "value" in field && !field.value)?.focus();
      return;
    }
    state.editing = null;
    decide(card.key, { do: "accept", to: result }, card.quotes);
    if (state.waiting && result.type === "thing") resume(result.iri);
    else step(true);
    done?.();
  };
  const cancel = (): void => { stopEditing(); done?.(); };
  return ownForm(submit, ...(card.quotes.length ? spanRow(card) : []),
    ...rows.flatMap(([label, field]) => labelled(label, field)), problem,
    make("div", { class: "wide actions" }, make("button", { class: "main" }, t("save"), make("kbd", {}, "Enter")),
      button(t("cancel"), "Esc", cancel)));
}

// Leave a form to make a new thing for one of its fields; the form comes back with it.
function makeFor(card: Card, item: ThingItem, take: (iri: string) => CardItem): void {
  state.waiting = { resume: (iri) => { state.editing = { ...card, filled: take(iri) }; paint(); } };
  const name = Object.values(item.labels ?? {})[0];
  // What is proposed here by that name has its words and its kind.
  const known = cardsOf(list[state.at]).find((each) => each.proposal?.kind === "thing" && statusOf(each) === "open"
    && each.proposal.name.toLowerCase() === name?.toLowerCase());
  const proposed = known && itemOf(known);
  if (known && proposed?.type === "thing") {
    state.editing = { ...known, filled: { ...proposed, ...item } };
  } else {
    state.editing = { key: ownKey(), passage: card.passage, quotes: [[...card.passage, cut(...card.passage)]], item };
    state.drafts = [...state.drafts.filter(({ key }) => key === card.key), state.editing];
  }
  paint();
}
function resume(iri = ""): void {
  const waiting = state.waiting;
  state.waiting = null;
  if (waiting) waiting.resume(iri);
  else paint();
}

// Out of the form: back to the one that waits for this, or to the cards.
export function stopEditing(): void {
  const left = state.editing?.key;
  state.editing = null;
  state.drafts = state.waiting ? state.drafts.filter(({ key }) => key !== left) : [];
  resume();
}

export function fieldsOf(item: CardItem, card: Card): Fields {
  switch (item.type) {
    case "thing": return thingFields(item, card);
    case "figure": return figureFields(item, card);
    case "relation": return relationFields(item, card);
  }
}

function spanRow(card: Card): HTMLElement[] {
  const quote = make("span");
  const show = (): void => { quote.textContent = card.quotes.map(([, , text]) => text).join(" … "); };
  const nudge = (label: string, side: 0 | 1, by: number): HTMLElement =>
    button(label, "", () => { nudgeQuote(card, side, by); show(); });
  show();
  return [make("span", {}, t("wording")), make("span", {}, quote, " ",
    nudge("⟸", 0, -1), nudge("⟹", 0, 1), " ", nudge("⇐", 1, -1), nudge("⇒", 1, 1), " ",
    button(t("take selection"), "", () => {
      const span = selected();
      if (span) { card.quotes = [[...span, cut(...span)]]; show(); }
    }))];
}

// Move one end of the wording: by a word, or by a character of Chinese.
function nudgeQuote(card: Card, side: 0 | 1, by: number): void {
  const [start, end] = card.quotes[0];
  const span: Span = [start, end];
  const word = (at: number): boolean => /[\p{L}\p{N}]/u.test(points[at] ?? "") && !/[㐀-鿿]/.test(points[at]);
  do span[side] += by; while (span[side] > 0 && span[side] < points.length && word(span[side] - 1) && word(span[side]));
  if (span[0] >= 0 && span[0] < span[1] && span[1] <= points.length) card.quotes[0] = [...span, cut(...span)];
}

const languageOf = (words: string): Language => (/[㐀-鿿]/.test(words) ? "zh" : "en");
const wordingOf = (card: Card): string => card.quotes.at(0)?.[2] ?? "";
const inEach = (name: string, texts: Texts = {}): Record<Language, HTMLInputElement> =>
  ({ en: line(`${name}-en`, texts.en), zh: line(`${name}-zh`, texts.zh) });
const needed = <Each extends HTMLElement>(field: Each): Each => { field.dataset.needed = ""; return field; };
const rowsOf = (word: string, fields: Record<Language, HTMLElement>): Fields["rows"] =>
  LANGUAGES.map((tag) => [`${word} ${tag}`, fields[tag]]);

function thingFields(item: ThingItem, card: Card): Fields {
  // A thing that is made here is no other: it cannot be linked to itself.
  const own = item.linked ? "" : item.iri;
  const link = picker("link", () => nearest(card).filter((each) => each.iri !== own), item.linked ? item.iri : "");
  const kind = needed(choice("class", data.classes, item.class ?? "", t("choose")));
  const labels = inEach("label", item.labels);
  const definitions = inEach("definition", item.definitions);
  const draft = drafted(definitions);
  kind.addEventListener("change", () => { draft(kind.value); });
  draft(kind.value);
  const units = inEach("unit", item.unitLabels);
  for (const each of [labels, units]) LANGUAGES.forEach((tag) => needed(each[tag]));
  const learn = make("input", { type: "checkbox", checked: Boolean(item.names) });
  const read = (): Item | string => {
    const wording = wordingOf(card).replace(/\s+/g, " ");
    const names = learn.checked && wording ? { [languageOf(wording)]: [wording] } : {};
    const linked = link.value.iri;
    if (linked) return { type: "thing", iri: linked, linked: true, class: things().get(linked)?.kind ?? "", names };
    if (!kind.value) return "choose a kind";
    if (!labels.en.value.trim() || !labels.zh.value.trim()) return "labels are missing";
    if (kind.value === "Indicator" && !(units.en.value.trim() && units.zh.value.trim())) return "units are missing";
    const texts = (fields: Record<string, HTMLInputElement>): Texts =>
      Object.fromEntries(Object.entries(fields).filter(([, { value }]) => value.trim()).map(([tag, { value }]) => [tag, value.trim()]));
    const iri = item.iri && !item.linked ? item.iri : slug(labels.en.value);
    return {
      type: "thing", iri, class: kind.value, labels: texts(labels),
      definitions: texts(definitions), names, unitLabels: texts(units),
    };
  };
  return {
    rows: [["is of the graph", link.element], ["learn name", learn], ["kind", kind],
      ...rowsOf("label", labels), ...rowsOf("definition", definitions), ...rowsOf("unit", units)],
    read,
  };
}

// Write into empty fields the definition that always holds of a thing of a kind which has one; what a
// person wrote stays.
function drafted(fields: Record<Language, HTMLInputElement>): (kind: string) => void {
  const drafts: Texts = {};
  return (kind) => {
    const named = data.classes.find(({ id }) => id === kind);
    for (const tag of LANGUAGES) {
      if (![drafts[tag] ?? "", ""].includes(fields[tag].value)) continue;
      const label = named?.[tag];
      const words = data.words[tag].draft.replace("{kind}", label ?? "").replace("{title}", titled(tag));
      drafts[tag] = label && data.defined.includes(kind) ? words[0].toUpperCase() + words.slice(1) : "";
      fields[tag].value = drafts[tag];
      if (drafts[tag]) fields[tag].dataset.draft = "";
    }
  };
}

// What the document is called in a language: as a person said, or else by its title.
function titled(tag: Language): string {
  const source = accepted().flatMap(({ item }) => (item.type === "source" ? [item] : [])).at(0);
  return source?.labels[tag] ?? data.title;
}

// The graph's things that share a word with the wording come first, or have it as their initials; then
// those of this text, which its later words mean more often than another's.
function nearest(card: Card): Option[] {
  const wording = wordingOf(card);
  const pieces: string[] = wording.toLowerCase().match(/[㐀-鿿]{2}|[a-z]{4,}/g) ?? [];
  return [...things().values()].map((each) => {
    const names = [each.en, each.zh, ...each.names].filter(Boolean).join(" ").toLowerCase();
    const shared = pieces.filter((piece) => names.includes(piece)).length;
    return { ...each, near: shared + (initials(each.en ?? "") === wording ? 1 : 0) + (each.own ? 0.5 : 0) };
  });
}
const initials = (name: string): string => (name.match(/\b[a-z]/gi) ?? []).join("").toUpperCase();

interface StatedFields {
  rows: Fields["rows"];
  modality: HTMLSelectElement;
  read: () => Stated;
}

function statedFields(item: Stated, card: Card): StatedFields {
  const actors = (): Option[] => [...things().values()].filter((each) => fits(each.kind, ["Actor"]));
  const speaker = picker("speaker", actors, item.speaker);
  const modality = choice("modality", data.modalities, item.modality ?? "", t("choose"));
  const qualifier = line("qualifier", Object.values(item.qualifier ?? {})[0]);
  const read = (): Stated => ({
    modality: modality.value,
    evidence: item.evidence?.length ? item.evidence : [card.passage],
    qualifier: qualifier.value.trim() ? { [data.language]: qualifier.value.trim() } : {},
    ...(speaker.value.iri ? { speaker: speaker.value.iri } : {}),
  });
  return { rows: [["modality", modality], ["qualifier", qualifier], ["speaker", speaker.element]], modality, read };
}

function relationFields(item: RelationItem, card: Card): Fields {
  // What can be picked in one field depends on what is picked in the others.
  const picked: { subject?: Picker; predicate?: Picker; object?: Picker } = {};
  const property = (): Property | undefined => data.properties.find((each) => each.iri === picked.predicate?.value.iri);
  // What this passage names comes first.
  const here = new Set(cardsOf(list[state.at]).map((each) => {
    const named = itemOf(each);
    return named && "iri" in named ? named.iri : undefined;
  }));
  const all = <Each extends Option>(of: Iterable<Each>): Each[] =>
    [...of].map((each) => ({ ...each, near: here.has(each.iri) ? 1 : 0 }));
  // What this passage proposes and nobody took yet can be picked as well; it is asked for then.
  const proposed = (): (Option & { kind: string })[] => cardsOf(list[state.at]).flatMap((each) =>
    (each.proposal?.kind === "thing" && statusOf(each) === "open"
      ? [{ iri: "", id: "", en: each.proposal.name, kind: each.proposal.thing_kind, make: each.proposal.name, near: 1 }] : []));
  const subjects = (): (Option & { kind: string })[] => [...all([...things().values(), ...figures()]), ...proposed()];
  const kind = (): string | undefined => subjects().find((each) => each.iri && each.iri === picked.subject?.value.iri)?.kind;
  const subject = picker("subject", () => subjects().filter((each) => fits(each.kind, property()?.domain ?? [])), item.subject,
    (name) => { make("subject", name, property()?.domain); });
  picked.subject = subject;
  const predicate = picker("predicate", () => {
    const of = kind();
    return data.properties.filter((each) => !of || fits(of, each.domain));
  }, item.predicate);
  picked.predicate = predicate;
  const object = picker("object", () => [...all(things().values()), ...proposed()].filter((each) => fits(each.kind, property()?.range ?? [])),
    item.datatype ? "" : item.object, (name) => { make("object", name, property()?.range); });
  picked.object = object;
  const date = line("date", item.datatype ? item.object : "", "2018-03-17");
  const how = statedFields(item, card);
  function make(field: "subject" | "object", name: string, kinds: string[] = []): void {
    const filled: RelationItem = {
      type: "relation", subject: picked.subject?.value.iri, predicate: picked.predicate?.value.iri,
      object: picked.object?.value.iri, ...(date.value ? { object: date.value, datatype: timeType(date.value) } : {}), ...how.read(),
    };
    makeFor(card, { type: "thing", labels: { [languageOf(name)]: name }, ...(kinds.length === 1 ? { class: kinds[0] } : {}) },
      (iri) => (iri ? { ...filled, [field]: iri } : filled));
  }
  const read = (): Item | string => {
    if (!subject.value.iri || !predicate.value.iri) return "subject and relation are missing";
    const literal = property()?.literal;
    const type = isTime(date.value) ? timeType(date.value) : "";
    if (literal && !type) return "a date is missing";
    if (!literal && !object.value.iri) return "an object is missing";
    if (!how.modality.value) return "choose a modality";
    return {
      type: "relation", subject: subject.value.iri, predicate: predicate.value.iri,
      object: literal ? date.value : object.value.iri, ...(literal ? { datatype: type } : {}), ...how.read(),
    };
  };
  return {
    rows: [["subject", subject.element], ["relation", predicate.element], ["object", object.element], ["or date", date], ...how.rows],
    read,
  };
}

function figureFields(item: FigureItem, card: Card): Fields {
  const indicators = (): Option[] => nearest(card).filter((each) => fits(each.kind ?? "", ["Indicator"]));
  const indicator = picker("indicator", indicators, item.indicator, (name) => {
    const { en, zh } = data.units.find((each) => each.iri === unit.value.iri) ?? {};
    makeFor(card, {
      type: "thing", class: "Indicator", labels: { [languageOf(name)]: name }, unitLabels: { ...(en ? { en } : {}), ...(zh ? { zh } : {}) },
    }, (iri) => ({ ...filled(), indicator: iri || item.indicator }));
  });
  const value = line("value", item.value);
  const upper = line("upper", item.upper);
  const unit = picker("unit", () => data.units, item.unit);
  const bound = choice("bound", data.bounds, item.bound ?? "Exactly");
  const wording = line("asStated", item.asStated);
  const start = line("start", item.start, "2018-03");
  const end = line("end", item.end, "2018-03");
  const labels = inEach("label", item.labels);
  const how = statedFields(item, card);
  const nameAfter = (): void => {
    const thing = things().get(indicator.value.iri);
    const per = unit.value.iri === `${data.units_iri}PERCENT` ? "%" : "";
    for (const tag of LANGUAGES) {
      const ends = [value.value, upper.value].filter(Boolean).map((each) => written(each.trim(), tag) + per);
      const label = thing?.[tag] ? `${thing[tag]}, ${ends.join("–")}` : "";
      // The same value of another time is another figure, and needs another name.
      labels[tag].value ||= start.value && figures().some((each) => each[tag] === label) ? `${label}, ${start.value}` : label;
    }
  };
  indicator.input.addEventListener("picked", nameAfter);
  nameAfter();
  const filled = (): FigureItem => ({
    ...item, value: value.value, upper: upper.value, unit: unit.value.iri, bound: bound.value, asStated: wording.value,
    labels: { en: labels.en.value, zh: labels.zh.value }, start: start.value, end: end.value, ...how.read(),
  });
  const read = (): Item | string => {
    if (!indicator.value.iri) return "an indicator is missing";
    if (!/^-?\d+(\.\d+)?$/.test(value.value) || !unit.value.iri) return "value and unit are missing";
    if (!labels.en.value.trim() || !labels.zh.value.trim()) return "labels are missing";
    if (!how.modality.value) return "choose a modality";
    if ([start, end].some((field) => field.value && !isTime(field.value))) return "no time";
    if (!wording.value || !data.text.replace(/\s+/g, " ").includes(wording.value)) return "the wording is not in the text";
    const made: FigureItem = {
      type: "figure", indicator: indicator.value.iri,
      labels: { en: labels.en.value.trim(), zh: labels.zh.value.trim() }, value: value.value,
      unit: unit.value.iri, bound: bound.value, asStated: wording.value,
      ...(upper.value ? { upper: upper.value } : {}), ...(start.value ? { start: start.value } : {}),
      ...(end.value ? { end: end.value } : {}), ...how.read(),
    };
    const iri = item.iri ?? alike(made)?.iri;
    const namesake = figures().some((each) => each.iri !== iri && LANGUAGES.some((tag) => each[tag] === made.labels?.[tag]));
    return namesake ? "a figure of that name" : { ...made, iri: iri ?? slug(labels.en.value) };
  };
  return {
    rows: [["indicator", indicator.element], ["value", value], ["upper end", upper], ["unit", unit.element],
      ["bound", bound], ["as stated", wording], ...rowsOf("label", labels), ["start", start], ["end", end], ...how.rows],
    read,
  };
}

// The figure that is accepted already and says the same of the same time: it is stated twice, and one.
function alike(made: FigureItem): FigureItem | undefined {
  const says = (each: FigureItem): string =>
    JSON.stringify([each.indicator, each.value, each.upper, each.unit, each.bound, each.start, each.end]);
  return accepted().flatMap(({ item }) => (item.type === "figure" ? [item] : [])).find((each) => says(each) === says(made));
}

// The words on the document itself.
export function sourceFields(known: Partial<SourceItem>): Fields {
  const title = line("title", known.title);
  const labels = inEach("label", known.labels);
  const definitions = inEach("definition", known.definitions);
  const published = line("published", known.published, "2018-03-17");
  const read = (): Item | string => {
    const texts = ({ en, zh }: typeof labels): { en: string; zh: string } => ({ en: en.value.trim(), zh: zh.value.trim() });
    if (![title, labels.en, labels.zh, definitions.en, definitions.zh].every((field) => field.value.trim())) return "labels are missing";
    const day = published.value.trim();
    if (day && !isDay(day)) return "no day";
    const evidence = data.proposals.flatMap((each): Span[] =>
      (each.kind === "date" && [each.start, each.end].includes(day) ? [each.passage] : []));
    if (day && !evidence.length) return "no day in the text";
    return {
      type: "source", title: title.value.trim(), labels: texts(labels), definitions: texts(definitions),
      ...(day ? { published: day, evidence } : {}),
    };
  };
  return {
    rows: [["title of the document", title], ...rowsOf("label", labels), ...rowsOf("definition", definitions), ["published", published]],
    read,
  };
}
