// What the review page is given by Python (ingest/reviewing/page.py), and what people decide on it:
// events and items as ingest/decisions.py and ingest/items.py read them.
import type { Language, Texts } from "../types.js";

/** A stretch of the text, in code points. */
export type Span = [start: number, end: number];
export type QuoteRow = [start: number, end: number, text: string];

/** A class, concept, relation or thing with its labels. */
export interface Labelled {
  id: string;
  en?: string;
  zh?: string;
}

/** What can be picked in a field. */
export interface Option extends Labelled {
  iri: string;
  kind?: string;
  names?: string[];
  /** The state or region that it belongs to, where it is of one alone. */
  home?: string | null;
  /** Whether it is new in this text. */
  own?: boolean;
  /** How near it is to what is asked for: the nearest come first. */
  near?: number;
  /** Picked to make a new thing of this name. */
  make?: string;
}

export interface Thing extends Option {
  kind: string;
  names: string[];
}

export interface Property extends Labelled {
  iri: string;
  domain: string[];
  range: string[];
  literal: boolean;
}

interface Proposed<Quote> {
  key: string;
  passage: Span;
  quotes: Quote[];
  by: string;
}

interface OfThing {
  kind: "thing";
  iri: string | null;
  thing_kind: string;
  name: string;
  lang: string;
  like: string[];
}

interface OfFigure {
  kind: "figure";
  value: string;
  high: string | null;
  unit: string | null;
  per: string[];
  bound: string;
  as_stated: string;
  population: string | null;
  period: string | null;
}

interface OfDate {
  kind: "date";
  start: string | null;
  end: string | null;
  since: boolean;
}

interface OfModality {
  kind: "modality";
  modality: string;
  qualifier: string | null;
  speaker: string | null;
}

interface OfRelation {
  kind: "relation";
  subject: string;
  predicate: string;
  object: string;
  /** Its place among those of its passage, the likeliest first, from 1; 0 where nobody ranks it. */
  rank: number;
}

type Parts = OfThing | OfFigure | OfDate | OfModality | OfRelation;
export type ProposalRow = Proposed<[part: string, start: number, end: number, text: string]> & Parts;
export type Proposal = Proposed<{ part: string; span: Span; text: string }> & Parts;

/** How and where something is stated. */
export interface Stated {
  modality?: string;
  evidence?: Span[];
  qualifier?: Texts;
  speaker?: string;
}

export interface ThingItem {
  type: "thing";
  iri?: string;
  linked?: boolean;
  class?: string;
  labels?: Texts;
  definitions?: Texts;
  names?: Record<string, string[]>;
  unitLabels?: Texts;
  note?: Texts;
}

export interface FigureItem extends Stated {
  type: "figure";
  iri?: string;
  indicator?: string;
  labels?: Texts;
  value?: string;
  upper?: string;
  unit?: string;
  bound?: string;
  asStated?: string;
  start?: string;
  end?: string;
  note?: Texts;
}

export interface RelationItem extends Stated {
  type: "relation";
  subject?: string;
  predicate?: string;
  object?: string;
  datatype?: string;
  note?: Texts;
}

export interface PassageItem {
  type: "passage";
  span: Span;
  role: string;
  note?: Texts;
}

export interface SourceItem {
  type: "source";
  title: string;
  labels: Texts;
  definitions: Texts;
  published?: string;
  /** The passages that give the day of publication. */
  evidence?: Span[];
  note?: Texts;
}

/** What a card stands for. */
export type CardItem = ThingItem | FigureItem | RelationItem;
export type Item = CardItem | PassageItem | SourceItem;

/** What a rejection keeps of a proposal. */
export interface Summary {
  type: Proposal["kind"];
  iri?: string;
  name?: string;
  jurisdiction?: string | null;
}

export type Decision = { do: "accept"; to: Item } | { do: "reject"; reason?: string; to?: Summary } | { do: "undo" };
export type Happened = {
  id: string;
  at: string;
  by: string;
  key: string;
  quotes?: QuoteRow[];
} & Decision;
export type AcceptOrReject = Exclude<Happened, { do: "undo" }>;

/** What is decided on a key: the answer that counts, those of all where reviewers differ, and whether
    the words that it rests on are gone from the text. */
export interface Outcome {
  event: AcceptOrReject;
  differs: AcceptOrReject[];
  lapsed: boolean;
}

/** A number of the text that must be carried, as check reads it. */
export type TextNumber = [start: number, end: number, wording: string, value: number | null, digits: number | null,
  fraction: number | null];

/** What check asks for still: where it stands, the card that it is about, what is wrong and what to do. */
export interface Remaining {
  at: number | null;
  key: string;
  where: string;
  wrong: string[];
  mend: string;
}
export interface Verdict {
  report: string;
  left: Remaining[];
}

/** A sentence or clause of the text, a heading or residue: a passage once it proves something. */
export interface Segment {
  span: Span;
  role: string;
  sentence: Span;
  note?: Texts;
}

export interface Card {
  key: string;
  passage: Span;
  quotes: QuoteRow[];
  proposal?: Proposal;
  item?: CardItem;
  /** What its form held when it was left to make a new thing for one of its fields. */
  filled?: CardItem;
}

/** What waits for a new thing: a form, or a relation that is to be accepted. It is given the thing's IRI, or nothing
    where none was made. */
export interface Waiting {
  resume: (iri: string) => void;
}

export interface Content {
  name: string;
  title: string;
  digest: string;
  language: string;
  text: string;
  blocks: [start: number, end: number, path: string, page: number | null][];
  passages: [name: string, start: number, end: number, role: string, first: number, last: number][];
  proposals: ProposalRow[];
  events: Happened[];
  numbers: TextNumber[];
  /** The classes whose things have a definition. */
  defined: string[];
  jurisdiction: { iri: string; labels: Texts; linked: boolean } | null;
  things: [iri: string, kind: string, en: string, zh: string, names: string[], home: string | null][];
  /** The proposers of this package. */
  own: string[];
  words: Record<Language, Record<string, string>>;
  keys: [sign: string, word: string][];
  ontology: string;
  things_iri: string;
  units_iri: string;
  units: (Labelled & { iri: string })[];
  classes: Labelled[];
  supers: Partial<Record<string, string[]>>;
  properties: Property[];
  /** The properties that are proposed here and need no claim. */
  facts: (Labelled & { iri: string })[];
  bounds: Labelled[];
  modalities: Labelled[];
  roles: Labelled[];
  lang: string;
  by: string;
  offline: boolean;
}
