// The graph in this file: vocabulary at once, the rest block by block.
// A thing and a link (a statement between two things) are numbers; rows are described in
// packing.py, under the same names.
import { byId } from "./dom.js";
import type { ClaimRow, Dash, Details, DocumentHead, Family, FirstPicture, Head, Kind, LinkRow, Replacement, ThingRow } from "./types.js";
import { chooseOther, pick, safe, say } from "./words.js";

const head = JSON.parse(byId("head").textContent) as Head;
const things: ThingRow[] = [];
const claimBlocks = new Map<number, Promise<ClaimRow[][]>>();
const detailBlocks = new Map<number, Promise<Details[]>>();
let link = emptyLinks(0);
let starts = new Int32Array(1);
let incident = new Int32Array(0);
let complete = false;
const none = new Int32Array(0);

interface Links {
  count: number;
  from: Int32Array;
  predicate: Uint16Array;
  to: Int32Array;
  bits: Uint8Array;
  documents: (number[] | undefined)[];
}

function emptyLinks(count: number): Links {
  return {
    count, from: new Int32Array(count), predicate: new Uint16Array(count),
    to: new Int32Array(count), bits: new Uint8Array(count), documents: new Array<undefined>(count),
  };
}

// Blocks that have come in another way than with the page.
const given = new Map<string, unknown>();

// Read one block; its element is dropped, so that its text does not stay in memory.
async function block<Content>(name: string): Promise<Content> {
  if (given.has(name)) {
    const rows = given.get(name) as Content;
    given.delete(name);
    return rows;
  }
  const element = document.getElementById(name);
  if (!element) throw new Error(say("broken", { part: name }));
  const text = element.textContent;
  const packed = element.hasAttribute("data-packed");
  element.remove();
  if (!packed) return JSON.parse(text) as Content;
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return JSON.parse(await new Response(stream).text()) as Content;
}

const SLICE = 10;

// Go through many items without holding up the page: in one go if they are few, else in slices
// of some milliseconds. Gives up, and returns false, once it is no longer wanted.
async function slowly(count: number, each: (at: number) => void, wanted: () => boolean): Promise<boolean> {
  let until = performance.now() + SLICE;
  for (let at = 0; at < count; at += 1) {
    each(at);
    if (at % 256 === 255 && performance.now() > until) {
      await pause();
      if (!wanted()) return false;
      until = performance.now() + SLICE;
    }
  }
  return wanted();
}

const pause = (): Promise<void> => new Promise((done) => { setTimeout(done, 0); });
const parsed = new Promise<void>((done) => {
  if (document.readyState !== "loading") done();
  else document.addEventListener("DOMContentLoaded", () => { done(); });
});

// Read the first picture, before the parser has reached the rest of the file.
async function opening(): Promise<FirstPicture> {
  const network = await block<FirstPicture>("network");
  for (const node of network.nodes) {
    if (node.id >= 0) things[node.id] = [null, node.labels, node.kind, 0, 0, []];
  }
  return network;
}

// Take the links of the first picture before the rest has been read.
function seed(rows: FirstPicture["edges"]): void {
  link = emptyLinks(head.counts.statements);
  for (const edge of rows) {
    if (edge.value) continue;
    link.from[edge.id] = edge.from;
    link.to[edge.id] = edge.to;
    link.predicate[edge.id] = edge.predicate;
    link.bits[edge.id] = edge.modality < 0 ? 0 : 1 << edge.modality;
  }
}

// Read all names and links, giving way to the picture between blocks.
async function all(tell: (part: number) => void): Promise<void> {
  await parsed;
  const parts = head.blocks.things + head.blocks.links;
  let done = 0;
  for (let at = 0; at < head.blocks.things; at += 1) {
    const rows = await block<ThingRow[]>(`things-${at}`);
    rows.forEach((row, offset) => { things[at * head.rows.things + offset] = row; });
    tell(Math.round((100 * (done += 1)) / parts));
    if (parts > 4) await pause();
  }
  for (let at = 0; at < head.blocks.links; at += 1) {
    const rows = await block<LinkRow[]>(`links-${at}`);
    rows.forEach((row, offset) => {
      const index = at * head.rows.links + offset;
      [link.from[index], link.predicate[index], link.to[index], link.bits[index]] = row;
      link.documents[index] = row[4];
    });
    tell(Math.round((100 * (done += 1)) / parts));
    if (parts > 4) await pause();
  }
  join();
  complete = true;
}

// Take another graph in place of this one. Numbers of things and links mean others from now on.
async function replace(next: Replacement): Promise<void> {
  delete head.served;
  Object.assign(head, next.head);
  things.length = 0;
  claimBlocks.clear();
  detailBlocks.clear();
  given.clear();
  places = null;
  complete = false;
  seed([]);
  for (const [name, rows] of Object.entries(next.blocks)) given.set(name, rows);
  await all(() => { /* the picture waits for all of it */ });
}

// For each thing the links that touch it, as one array with an offset for each thing.
function join(): void {
  starts = new Int32Array(things.length + 1);
  for (let at = 0; at < link.count; at += 1) {
    starts[link.from[at] + 1] += 1;
    starts[link.to[at] + 1] += 1;
  }
  for (let at = 0; at < things.length; at += 1) starts[at + 1] += starts[at];
  const next = starts.slice();
  incident = new Int32Array(2 * link.count);
  for (let at = 0; at < link.count; at += 1) {
    incident[next[link.from[at]]++] = at;
    incident[next[link.to[at]]++] = at;
  }
}

function linksOf(thing: number): Int32Array {
  return complete ? incident.subarray(starts[thing], starts[thing + 1]) : none;
}

const other = (at: number, thing: number): number => (link.from[at] === thing ? link.to[at] : link.from[at]);

async function row<Row>(blocks: Map<number, Promise<Row[]>>, name: Family, index: number): Promise<Row> {
  const size = head.rows[name];
  const at = Math.floor(index / size);
  const rows = blocks.get(at) ?? block<Row[]>(`${name}-${at}`);
  blocks.set(at, rows);
  return (await rows)[index % size];
}

const details = async (thing: number): Promise<Details> => (things.length ? row(detailBlocks, "details", thing) : {});
const claims = (at: number): Promise<ClaimRow[]> => row(claimBlocks, "claims", at);

function label(thing: number): string {
  const row = things.at(thing);
  if (!row || thing < 0) return say("untitled");
  return safe(pick(row[1]) || row[0], 300) || say("untitled");
}

// What a thing is called in another language, and its tag.
function otherLabel(thing: number): [text: string, tag: string] {
  const [text, tag] = chooseOther(things[thing][1]) ?? ["", ""];
  return [safe(text, 300), tag];
}

const title = (): string => (head.title ? safe(pick(head.title, "sskg"), 200) : say("title"));
const kind = (thing: number): Kind => head.kinds[things[thing][2]];
const identifier = (thing: number): string => (thing < 0 ? null : things.at(thing)?.[0]) ?? "";
const kindLabel = (of: Kind): string => safe(pick(of.labels, of.name || say("untitled")));
const documentAt = (at: number): DocumentHead | undefined => (at < 0 ? undefined : head.documents.at(at));
const documentLabel = (at: number): string => safe(pick(documentAt(at)?.labels, documentAt(at)?.id ?? "?"), 200);
// The short name of a document, as the command line writes it in a reference.
const documentName = (at: number): string => safe((documentAt(at)?.id ?? "?").replace(/^.*[/#]/, ""), 60);
const documentOf = (thing: number): number => head.documents.findIndex((one) => one.id === identifier(thing));
const strongest = (at: number): number => (link.bits[at] ? 31 - Math.clz32(link.bits[at] & -link.bits[at]) : -1);
const modality = (at: number): Dash => (at < 0 ? "unproved" : head.modalities[at]);
const iri = (id: string): string => (/^[a-z][a-z0-9+.-]*:/i.test(id) ? id : head.ids + id);

function reading(predicate: number, inverse = false): string {
  const property = head.predicates[predicate];
  if (!inverse) return safe(pick(property.labels, property.name), 80);
  return safe(pick(property.inverse, `← ${pick(property.labels, property.name)}`), 80);
}

let places: Map<string | null, number> | null = null;
function find(id: string | null): number {
  if (!places) {
    if (!complete) return -1;
    places = new Map(things.map((row, at) => [row[0], at]));
  }
  return places.get(id) ?? -1;
}

export {
    head, things, opening, seed, all, replace, slowly, linksOf, other, details, claims, block, pause, label, otherLabel, title, kind,
    kindLabel, identifier, documentAt, documentLabel, documentName, documentOf, strongest, modality, iri, reading, find,
    link, complete,
  };
