// What the page is given, where it stands, its words, and the characters of the text.
import { byId } from "../dom.js";
import * as spans from "./spans.js";
import type { Language } from "../types.js";
import type { Card, Content, Happened, Labelled, Span, Waiting } from "./types.js";

interface State {
  lang: string;
  by: string;
  /** The passage and the card that are looked at, by number. */
  at: number;
  card: number;
  editing: Card | null;
  /** What is being made, and not accepted yet. */
  drafts: Card[];
  waiting: Waiting | null;
  /** Where the passage begins whose less likely relations are shown, too. */
  more: number;
  events: Happened[];
}

export const data = JSON.parse(byId("data").textContent) as Content;
export const state: State = { lang: data.lang, by: data.by, at: 0, card: 0, editing: null, drafts: [], waiting: null, more: -1, events: data.events };

export const LANGUAGES = ["en", "zh"] as const;
export const language = (): Language => (state.lang.startsWith("zh") ? "zh" : "en");

// Say a word of the page, with its {blanks} filled; what is no word of the page is said as it is.
export function t(key: string, values: Record<string, string | number> = {}): string {
  const words = data.words[language()];
  const word = Object.hasOwn(words, key) ? words[key] : key;
  return word.replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}
export function named(record: Labelled): string {
  const labels = language() === "zh" ? [record.zh, record.en] : [record.en, record.zh];
  return labels.find(Boolean) ?? record.id;
}
export const byName = (records: Labelled[], id: string): string => named(records.find((each) => each.id === id) ?? { id });
export const kindName = (kind: string): string => byName(data.classes, kind);
export const local = (iri: string): string => iri.replace(/^.*[#/]/, "");
// A number as people write it: 70 billion, 700亿.
export function written(value: string, tag: Language): string {
  const number = Number(value);
  if (!value || !Number.isFinite(number)) return value;
  const long = Math.abs(number) >= (tag === "zh" ? 1e4 : 1e6);
  return new Intl.NumberFormat(tag === "zh" ? "zh-CN" : "en", {
    maximumFractionDigits: 12, useGrouping: "min2", ...(long ? { notation: "compact", compactDisplay: "long" } : {}),
  }).format(number);
}
export const timeType = (text: string): string =>
  new Map([[4, "gYear"], [7, "gYearMonth"], [10, "date"]]).get(text.length) ?? "";

// Whether a text is a day, or also a month or a year, as Python's reader takes them.
const TIME = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
export const isTime = (text: string): boolean => TIME.test(text);
export const isDay = (text: string): boolean => isTime(text) && timeType(text) === "date";

// Offsets count code points, and JavaScript's strings count UTF-16 units.
export const points = Array.from(data.text);
export const cut = (start: number, end: number): string => spans.cut(points, [start, end]);
export const trimmed = (span: Span): Span | null => spans.trimmed(points, span);
