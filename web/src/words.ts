// The page's words, and how a text of the data is made safe to show. Python puts the words into
// the page, the Chinese from the catalogue; words.json has the English by key.
import { byId } from "./dom.js";
import type english from "../../src/sskg/view/page/words.json";
import type { Language, Modality, Texts } from "./types.js";

export type Word = keyof typeof english | Modality;

const words = JSON.parse(byId("words").textContent) as Record<Language, Record<Word, string>>;

/** The language of the page's own words. */
export let language: Language = "en";
/** What languages the reader wants of the data, as language ranges, the best first. */
export let wanted: readonly string[] = ["en"];

const isLanguage = (text: string): text is Language => Object.hasOwn(words, text);
const primary = (tag: string): string => tag.toLowerCase().split("-")[0];
export const isRange = (text: string | null): text is string => text !== null && /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(text);

// The page's words are in the first of the languages that it knows.
export function speak(ranges: string): void {
  wanted = [...new Set(ranges.toLowerCase().split(",").map((one) => one.trim()).filter(Boolean))];
  language = wanted.map(primary).find(isLanguage) ?? "en";
}

// A language by its own name; tags of an unusual form by themselves.
export function nameOf(tag: string): string {
  if (!/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(tag)) return tag;
  return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
}

// Say a word of the page in the reader's language, with its {blanks} filled.
export function say(key: Word, values: Record<string, string | number> = {}): string {
  return words[language][key].replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}

// Characters that would be invisible, or turn the reading order of what stands around them.
const unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;

// Return text that is safe and short enough to show; nothing is ever set as HTML.
export function safe(text: string | null | undefined, most = 2000): string {
  const whole = text ?? "";
  const cut = whole.length > most ? `${[...whole.slice(0, most)].slice(0, -1).join("")}…` : whole;
  return cut.replace(unseen, "\ufffd");
}

const neutral = ["", "mul", "und", "zxx"];
const takes = (range: string, tag: string): boolean => tag === range || tag.startsWith(`${range}-`);

// The tag that a language range takes, the shortest first; the range is shortened for it.
export function best(range: string, tags: readonly string[]): string | undefined {
  if (neutral.includes(range)) return tags.find((tag) => tag === range);
  for (let part = range; part; part = part.slice(0, Math.max(0, part.lastIndexOf("-")))) {
    const taken = tags.filter((tag) => takes(part, tag.toLowerCase()));
    if (taken.length) return taken.reduce((one, two) => (two.length < one.length || (two.length === one.length && two < one) ? two : one));
  }
  return undefined;
}

// Choose from texts by language tag the one for this reader, with its tag; as ranges.py does.
export function choose(labels: Texts): [text: string, tag: string] | undefined {
  const tags = Object.keys(labels);
  for (const range of [...wanted, ...neutral, "en", "zh"]) {
    const tag = best(range, tags);
    if (tag !== undefined) return [labels[tag] ?? "", tag];
  }
  const tag = tags.sort().at(0);
  return tag === undefined ? undefined : [labels[tag] ?? "", tag];
}

export const pick = (labels: Texts | undefined, fallback = ""): string => choose(labels ?? {})?.[0] ?? fallback;

// Choose the text that says the same in another language.
export function chooseOther(labels: Texts): [text: string, tag: string] | undefined {
  const shown = primary(choose(labels)?.[1] ?? "");
  return choose(Object.fromEntries(Object.entries(labels).filter(([tag]) => primary(tag) !== shown)));
}

// Whether text with this tag is in a language of the reader's.
export const fits = (tag: string): boolean => neutral.includes(tag) || wanted.some((range) => takes(primary(range), tag.toLowerCase()));

const numbers = {
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
  zh: new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 }),
};
export const number = (value: number | string): string => numbers[language].format(Number(value));
