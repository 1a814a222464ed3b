// The page's words, and how a text of the data is made safe to show. Python puts the words into
// the page, the Chinese from the catalogue; words.json has the English by key.
import { byId } from "./dom.js";
import type english from "../../src/sskg/view/page/words.json";
import type { Language, Modality, Texts } from "./types.js";

export type Word = keyof typeof english | Modality;

const words = JSON.parse(byId("words").textContent) as Record<Language, Record<Word, string>>;

/** Languages by their own names. */
export const names: Record<Language, string> = { en: "English", zh: "中文" };

export let language: Language = "en";
export function speak(next: Language): void { language = next; }
export const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(words, text);

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

// Choose from texts by language tag the one for this reader.
export function pick(labels: Texts | undefined, fallback = ""): string {
  const known = labels ?? {};
  const other = language === "en" ? "zh" : "en";
  return known[language] ?? known[other] ?? Object.values(known)[0] ?? fallback;
}

const numbers = {
  en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
  zh: new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 }),
};
export const number = (value: number | string): string => numbers[language].format(Number(value));
