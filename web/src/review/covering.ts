// What of the text is proved, by the rules of `sskg check` (check/coverage.py), so that both count the same.
import type { Texts } from "../types.js";
import { cardsOf, itemOf, statusOf } from "./cards.js";
import { data, LANGUAGES, local } from "./data.js";
import { accepted, evidence, list, now } from "./decisions.js";
import { inside, meets } from "./spans.js";
import { things } from "./things.js";
import type { CardItem, FigureItem, Item, Segment, RelationItem, SourceItem, TextNumber } from "./types.js";

export const speaks = (each: Segment): boolean => !["Heading", "Residue", "SetAside"].includes(each.role);

// Figures and relations are claimed, and of the document its day of publication.
type Claimed = FigureItem | RelationItem | SourceItem;
const isClaimed = (item: Item): item is Claimed =>
  item.type === "figure" || (item.type === "relation" && needsClaim(item.predicate ?? "") && !isExempt(item)) || (item.type === "source" && Boolean(item.published && item.evidence?.length));

// The ontology says which of its properties are evidenced; those of others are.
const needsClaim = (predicate: string): boolean =>
  !predicate.startsWith(data.ontology) || data.properties.some((each) => each.iri === predicate);

// What a new indicator concerns needs no proof, and so proves nothing of its sentence either.
function isExempt(item: RelationItem): boolean {
  const subject = local(item.predicate ?? "") === "concerns" ? things().get(item.subject ?? "") : undefined;
  return subject?.own === true && subject.kind === "Indicator";
}

// What is accepted is read once for each state of the decisions: every passage asks for it.
interface Read { of: typeof now; claimed: Claimed[]; figures: Map<string, FigureItem> }
let last: Read | null = null;
function read(): Read {
  if (last?.of === now) return last;
  const items = accepted().map(({ item }) => item);
  const figures = items.flatMap((item): [string, FigureItem][] => (item.type === "figure" && item.iri ? [[item.iri, item]] : []));
  last = { of: now, claimed: items.filter(isClaimed), figures: new Map(figures) };
  return last;
}
const statedOn = (each: Segment): Claimed[] =>
  read().claimed.filter((item) => evidence(item)?.some((span) => meets(span, each.span)));

// The texts of a claim's that may carry a number: those of its ends, its value, its hedge.
function carriers(item: Claimed): string[] {
  if (item.type === "source") return [...said(item.labels), item.published ?? ""];
  const ends = item.type === "figure" ? [item.iri] : [item.subject, item.datatype ? "" : item.object];
  const texts = ends.flatMap((iri) => {
    const figure = read().figures.get(iri ?? "");
    if (!figure) return wordsOf(iri);
    const { labels, asStated, value, upper, start, end } = figure;
    return [...said(labels), asStated, value, upper, start, end, ...wordsOf(figure.indicator)];
  });
  const values = item.type === "figure" ? [item.value, item.upper, item.start, item.end] : [item.datatype ? item.object : ""];
  return [...texts, ...values, ...said(item.qualifier)].flatMap((text) => text ?? []);
}
const said = (texts: Texts = {}): string[] => Object.values(texts).flatMap((text) => text ?? []);
function wordsOf(iri: string | undefined): (string | undefined)[] {
  const thing = things().get(iri ?? "");
  return thing ? [thing.en, thing.zh, ...(thing.own ? thing.names : [])] : [];
}

const SCALES: Record<string, number> = {
  hundred: 1e2, thousand: 1e3, million: 1e6, billion: 1e9, trillion: 1e12, 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8, 万亿: 1e12,
};
const AMOUNT = /(\d[\d,]*(?:\.\d+)?)\s*(hundred|thousand|million|billion|trillion|万亿|百|千|万|亿)?/giu;
function amounts(text: string): [digits: number, value: number][] {
  return [...text.matchAll(AMOUNT)].map((match) => {
    const digits = Number(match[1].replaceAll(",", ""));
    const scale = match.at(2);
    return [digits, digits * (scale ? SCALES[scale.toLowerCase()] : 1)];
  });
}
const same = (one: number, other: number): boolean => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
const plain = (text: string): string => text.toLowerCase().replace(/\s+/g, " ");

function carries(text: string, [, , wording, value, digits, fraction]: TextNumber): boolean {
  // Words that stand alone: the 1 of 1983 is no 1.
  const at = plain(text).indexOf(plain(wording));
  const ends = at < 0 ? "" : [plain(text)[at - 1], plain(text)[at + wording.length]].join(" ");
  if (at >= 0 && !(/\d/.test(wording) && /\d/.test(ends))) return true;
  return amounts(text).some(([bare, whole]) =>
    (value !== null && (same(value, whole) || (digits === value && same(value, bare))))
    || (fraction !== null && (rounds(fraction, whole) || rounds(100 * fraction, whole))));
}
// Whether a value is a fraction rounded to the value's own digits.
const rounds = (fraction: number, value: number): boolean =>
  same(Number(fraction.toFixed(Math.min(12, (String(value).split(".").at(1) ?? "").length))), value);

// The numbers of a passage that nothing on it carries, and how many there are in all.
export function numbers(each: Segment): { bare: TextNumber[]; all: number } {
  const all = data.numbers.filter(([start, end]) => inside([start, end], each.span));
  const texts = [...statedOn(each).flatMap(carriers), ...said(each.note)];
  return { bare: all.filter((number) => !texts.some((text) => carries(text, number))), all: all.length };
}

// What an accepted item lacks of what check asks for, by the word of its field.
export function lacks(item: CardItem | null): string[] {
  if (item?.type !== "thing" || item.linked) return [];
  const missing = (word: string, texts: Texts = {}): string[] => LANGUAGES.filter((tag) => !texts[tag]).map((tag) => `${word} ${tag}`);
  return [
    ...(data.defined.includes(item.class ?? "") ? missing("definition", item.definitions) : []),
    ...(item.class === "Indicator" ? missing("unit", item.unitLabels) : []),
  ];
}

// A passage is done where check would ask for nothing more on it. What is proposed and not taken needs no answer.
export function isDone(each: Segment): boolean {
  if (!speaks(each)) return true;
  return statedOn(each).length > 0 && !numbers(each).bare.length
    && !cardsOf(each).some((card) => statusOf(card) === "accepted" && lacks(itemOf(card)).length);
}

// How many claims the Turtle will have: one for each use of a property that must be proved.
export function claims(): number {
  return new Set(read().claimed.flatMap((item) => {
    const says = (...triple: (string | undefined)[]): string => JSON.stringify([...triple, "modality" in item && item.modality]);
    if (item.type === "source") return [JSON.stringify(item.published)];
    if (item.type === "relation") return [says(item.subject, item.predicate, item.object)];
    const { value, upper, bound, start, end } = item;
    return Object.entries({ value, upper, bound, start, end }).filter(([, part]) => part)
      .map(([name, part]) => says(item.iri, name, part));
  })).size;
}

// The passage after the one that is looked at which is not done, from the first again after the last; -1 for none.
export function unfinished(at: number): number {
  const order = [...list.keys()].map((n) => (at + 1 + n) % list.length);
  return order.find((n) => !isDone(list[n])) ?? -1;
}
