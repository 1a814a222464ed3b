// What the page is given by Python: `head` and `vis_network` of page.py, the rows of packing.py.
// Things, links (statements between two things), kinds, predicates and documents are numbers.

/** Of the page's own words. */
export type Language = "en" | "zh";
/** Texts by language tag. */
export type Texts = Partial<Record<string, string>>;

export type Dash = "Reported" | "Required" | "Inferred" | "Enacted" | "Permitted" | "Hypothetical" | "sourced" | "unproved";
export type Modality = Exclude<Dash, "unproved">;
export type ShapeName = string;

export interface Kind {
  name: string;
  labels: Texts;
  stage: number;
  shape: ShapeName;
  light: string;
  dark: string;
  width: number;
  size: number;
  drawn: boolean;
  count: number;
}

export interface Predicate {
  name: string;
  labels: Texts;
  inverse: Texts;
  flow: boolean;
}

/** A column of the picture, with its heading in each language. */
export interface Stage {
  en: string;
  zh: string;
  left: number;
  right: number;
  empty?: boolean;
}

/** The place of a theme: edges, and the thing that it is called after, or -1. */
export interface Region extends Area {
  title: number;
  empty?: boolean;
}

/** Around a thing: how many steps away, and half the width and height of the ring. */
export interface Ring {
  step: number;
  across: number;
  down: number;
}

export interface DocumentHead {
  id: string;
  labels: Texts;
  digest: string;
  held: boolean;
}

/** What is needed before anything else. */
export interface Head {
  /** Language ranges, the best first, with commas between them. */
  lang: string;
  /** Of a graph that is not about social security; empty where it has none. */
  title: Texts | null;
  /** Those of the page's own words, then those that only the graph has. */
  languages: string[];
  theme: string;
  /** How things are arranged when the page opens. */
  arrange: "columns" | "themes" | "around";
  /** The place of each theme, and the width of its labels. */
  regions: Region[];
  wide: number;
  ids: string;
  ontology: string;
  whole: boolean;
  limit: number;
  seeds: string[];
  choice: { depth: number; kinds: string[]; predicates: string[]; modalities: string[]; graphs: string[] };
  stages: Stage[];
  names: { en: string; zh: string; width: number }[];
  kinds: Kind[];
  predicates: Predicate[];
  modalities: Modality[];
  documents: DocumentHead[];
  counts: { things: number; statements: number };
  rows: Record<Family, number>;
  blocks: Record<Family, number>;
  /** Only in a page that a server gives. */
  served?: { hubs: boolean; cut: number };
}

export type Family = "things" | "links" | "claims" | "details";

/** Identifier (null before the names are read), labels, kind, years, aliases. */
export type ThingRow = [
  id: string | null, labels: Texts, kind: number, first: number, last: number,
  aliases: [name: string, tag: string][],
];
export type LinkRow = [from: number, predicate: number, to: number, bits: number, documents: number[]];
export type PassageRow = [id: string, document: number, start: number, end: number, anchor: string];
/** A speaker is a thing by number, or an identifier; -1 where there is none. */
export type ClaimRow = [
  id: string, modality: number, passages: PassageRow[], qualifier?: Texts, speaker?: number | string,
  sources?: SourceRow[],
];
/** A source that is only named: an IRI or none, its names, its text, whether it is whom the statement
    is ascribed to, and the day on which it was read. */
export type SourceRow = [iri: string, labels: Texts, text: string, ascribed: boolean, day: string];
/** A tagged value has its language in the place of its type. */
export type ValueRow = [predicate: number, text: string, type: string, tagged: boolean, claims: ClaimRow[]];

export interface FigureRow {
  id: string;
  labels: Texts;
  indicator: string;
  role: "" | "baseline" | "latest";
  value: string;
  unit: Texts;
  measure: string;
  bound: "" | "Exactly" | "MoreThan" | "AtLeast" | "LessThan" | "UpTo" | "About" | "Nearly";
  /** The upper end of a range whose lower end is the value. */
  upper?: string;
  stated: string;
  claims: ClaimRow[];
}

export interface Details {
  definition?: Texts;
  notes?: [text: string, tag: string][];
  values?: ValueRow[];
  figures?: FigureRow[];
  changes?: Record<Language, string>[];
}

/** The first picture. Sums of a kind have negative ids, and edges between them a value. */
export interface FirstPicture {
  nodes: { id: number; labels: Texts; kind: number; x: number; y: number; lines?: number; theme: [x: number, y: number, lines: number, region: number] }[];
  edges: { id: number; from: number; to: number; predicate: number; modality: number; value?: number }[];
}

/** A graph that a server gives in place of the one that is shown. */
export interface Replacement {
  head: Head;
  network: FirstPicture;
  blocks: Record<string, unknown[]>;
}

export interface Point {
  x: number;
  y: number;
}

/** What shapes and lines can be traced on: a Path2D, or the text of an SVG path. */
export type Traced = Pick<CanvasPath, "moveTo" | "lineTo" | "bezierCurveTo" | "closePath" | "arc">;

export interface Area {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** Where a thing stands, in how many lines its label may be written and how wide it is, and the
    theme that it belongs to, or -1. */
export interface Place extends Point {
  lines?: number;
  wide?: number;
  region?: number;
}

/** A line that stands for all statements between two kinds. */
export interface Sum {
  id: number;
  from: number;
  to: number;
  sum: number;
}

/** What stands where, and what links it. */
export interface Scene {
  places: Map<number, Place>;
  links: number[];
  sums: Sum[];
  stages: Stage[];
  regions: Region[];
  rings: Ring[];
  top: number;
  /** Of one thing with its surroundings: how many things there are, and how many are drawn. */
  all?: number;
  drawn?: number;
}

/** The label of a thing, or of the sum of a kind, as it is drawn. */
export interface Box extends Point {
  id: number;
  /** Its place in the arrangement, before anything is moved by hand. */
  home: Point;
  region: number;
  w: number;
  h: number;
  text: string;
  most: number;
  kind: Kind;
  lines: string[];
  size: number;
  reform: boolean;
  strong: boolean;
  shown?: boolean;
  fitted?: Fitted & { scale: number };
}

export interface Fitted {
  lines: string[];
  size: number;
  h: number;
}

/** What stays bright. */
export interface Focus {
  things: Set<number>;
  links: Set<number>;
}

export interface Path extends Chain {
  from: number;
  to: number;
  ways: number[][];
}

export interface Chain {
  links: number[];
  things: number[];
}

export interface Passage {
  id: string;
  document: number;
  start: number;
  end: number;
  anchor: string;
}
