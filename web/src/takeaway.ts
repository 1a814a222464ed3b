// What a reader takes away: the picture as PNG or SVG, relations as CSV, statements as Turtle, and
// the command and the SPARQL that give what is shown.
import * as camera from "./camera.js";
import * as data from "./data.js";
import { byId, drawingOn, make } from "./dom.js";
import { drawn, tint } from "./drawn.js";
import * as edges from "./edges.js";
import * as labels from "./labels.js";
import * as picture from "./picture.js";
import * as regions from "./regions.js";
import * as shapes from "./shapes.js";
import * as state from "./state.js";
import * as table from "./table.js";
import type { Area, Box, ClaimRow, PassageRow } from "./types.js";
import { isRange, language, say } from "./words.js";

const XSD = "http://www.w3.org/2001/XMLSchema#";

function save(name: string, type: string, content: Blob | string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  make("a", { href: url, download: name }).click();
  setTimeout(() => { URL.revokeObjectURL(url); }, 10000);
}

async function copy(text: string, button: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure context the clipboard is reached through a selected field.
    const field = make("textarea", {});
    field.value = text;
    const dialog = byId("take") as HTMLDialogElement;
    (dialog.open ? dialog : document.body).append(field);
    field.select();
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- nothing else copies there
    document.execCommand("copy");
    field.remove();
  }
  const label = button.textContent;
  button.textContent = say("copied");
  setTimeout(() => { button.textContent = label; }, 1200);
}

function png(): void {
  const source = picture.canvas();
  const target = document.createElement("canvas");
  [target.width, target.height] = [source.width, source.height];
  const context = drawingOn(target);
  context.fillStyle = shapes.named.page;
  context.fillRect(0, 0, target.width, target.height);
  context.drawImage(source, 0, 0);
  target.toBlob((blob) => { if (blob) save("social-security.png", "image/png", blob); });
}

function svg(): string {
  const { clientWidth: width, clientHeight: height } = byId("canvas");
  const { left, top, right, bottom } = camera.view();
  const root = drawing({ left, top, right, bottom });
  root.setAttribute("width", String(width));
  root.setAttribute("height", String(height));
  root.prepend(make("title", {}, data.title()), make("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: shapes.named.page }));
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(root)}`;
}

// A part of the picture as lines and letters.
function drawing({ left, top, right, bottom }: Area): SVGElement {
  const root = make("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}` });
  root.append(...regions.asSvg());
  for (const { look } of drawn.groups) {
    const [course, tips] = [new shapes.Tracer(), new shapes.Tracer()];
    for (const line of edges.lines.filter((one) => one.look === look)) {
      edges.trace(course, line.course);
      if (look.arrow) edges.head(tips, line.course, look.arrow);
    }
    root.append(make("path", { d: course.text, fill: "none", stroke: look.colour, "stroke-width": look.width, opacity: look.alpha, "stroke-dasharray": edges.dashes[look.dash].join(" ") || undefined }));
    if (tips.text) root.append(make("path", { d: tips.text, fill: look.colour, opacity: look.alpha }));
  }
  for (const one of drawn.boxes.values()) {
    if (one.shown) root.append(label(one));
  }
  for (const stage of drawn.scene.stages) {
    root.append(make("text", { x: (stage.left + stage.right) / 2, y: drawn.scene.top - 34, "text-anchor": "middle", "font-family": labels.FONT, "font-size": 15, "font-weight": 600, fill: shapes.named.muted }, stage[language]));
  }
  return root;
}

function label(one: Box): SVGElement {
  const { named, trace, Tracer } = shapes;
  const own = tint(one);
  const left = one.x - one.w / 2;
  const faded = drawn.focus?.things.has(one.id) === false;
  const mark = new Tracer();
  trace(mark, one.kind.shape, left + 14, one.y, Math.min(7, one.kind.size / 2));
  const front = one.reform ? named.surface : named.ink;
  return make("g", { opacity: faded ? 0.13 : undefined },
    make("rect", { x: left, y: one.y - one.h / 2, width: one.w, height: one.h, rx: 6, fill: one.reform ? own : named.surface, stroke: own }),
    make("path", { d: mark.text, fill: one.reform ? named.surface : own, "fill-rule": "evenodd" }),
    ...one.lines.map((line, at) => make("text", {
      x: left + 27, y: one.y + (at - (one.lines.length - 1) / 2) * (one.size + 2) + one.size * 0.36,
      "font-family": labels.FONT, "font-size": one.size, "font-weight": one.strong ? 600 : 400, fill: front,
    }, line)));
}

// Relations that are shown, or those of the thing that is selected.
function links(): number[] {
  const { thing, link, path } = state.chosen;
  if (path) return path.links;
  if (link >= 0) return [link];
  if (thing >= 0) return [...data.linksOf(thing)].filter((at) => state.linkShown(at));
  return table.links();
}

function cell(plain: string): string {
  // A spreadsheet would run a cell that begins like a formula.
  const harmless = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
  return /[",\n\r]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

async function csv(): Promise<string> {
  const rows = [["subject", "subject label", "relation", "object", "object label", "modality", "passages", "claims"]];
  for (const at of links()) {
    const claims = await data.claims(at);
    const [from, to] = [data.link.from[at], data.link.to[at]];
    const passages = new Set(claims.flatMap((claim) => claim[2].map((one) => `${data.documentName(one[1])}:${one[2]}-${one[3]}`)));
    rows.push([
      data.identifier(from), data.label(from), data.head.predicates[data.link.predicate[at]].name, data.identifier(to), data.label(to),
      [...new Set(claims.map((claim) => data.modality(claim[1])))].join(" "), [...passages].join(" "), claims.map((claim) => claim[0]).join(" "),
    ]);
  }
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

const node = (id: string): string => `<${data.iri(id).replace(/[\u0000-\u0020<>"{}|^`\\]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;
const property = (name: string): string => (/^[A-Za-z]\w*$/.test(name) ? `sskg:${name}` : node(name));
const quoted = (text: string): string => `"${text.replace(/[\\"\u0000-\u001f\u007f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
const worded = (text: string, tag: string): string => quoted(text) + (isRange(tag) ? `@${tag}` : "");

function literal(text: string, type: string, tagged: boolean): string {
  if (tagged) return worded(text, type);
  if (type === "") return node(text);
  return type === `${XSD}string` ? quoted(text) : `${quoted(text)}^^${node(type)}`;
}

class Turtle {
  private lines = new Set<string>();

  add(subject: string, predicate: string, object: string | number): void { this.lines.add(`${subject} ${predicate} ${object} .`); }

  async thing(thing: number): Promise<void> {
    const [id, labels, , , , aliases] = data.things[thing];
    const subject = node(id ?? "");
    if (data.kind(thing).name) this.add(subject, "a", property(data.kind(thing).name));
    for (const [tag, text] of Object.entries(labels)) this.add(subject, "skos:prefLabel", worded(text ?? "", tag));
    for (const [alias, tag] of aliases) this.add(subject, "skos:altLabel", worded(alias, tag));
    const details = await data.details(thing);
    for (const [tag, text] of Object.entries(details.definition ?? {})) this.add(subject, "skos:definition", worded(text ?? "", tag));
    for (const [predicate, text, type, tagged, claims] of details.values ?? []) {
      const name = property(data.head.predicates[predicate].name);
      const value = literal(text, type, tagged);
      this.add(subject, name, value);
      this.claims(claims, subject, name, value);
    }
  }

  async link(at: number): Promise<void> {
    const [subject, object] = [node(data.identifier(data.link.from[at])), node(data.identifier(data.link.to[at]))];
    const name = property(data.head.predicates[data.link.predicate[at]].name);
    this.add(subject, name, object);
    this.claims(await data.claims(at), subject, name, object);
  }

  claims(rows: ClaimRow[], subject: string, predicate: string, object: string): void {
    for (const [id, modality, passages, qualifier, who, sources] of rows) {
      // What has no name of its own cannot be spoken of.
      if (!id) continue;
      const claim = node(id);
      this.add(claim, "a", sources ? "rdf:Statement" : "sskg:Claim");
      this.add(claim, "rdf:subject", subject);
      this.add(claim, "rdf:predicate", predicate);
      this.add(claim, "rdf:object", object);
      for (const [iri, , text, ascribed] of sources ?? []) {
        this.add(claim, ascribed ? "prov:wasAttributedTo" : "dcterms:source", iri ? node(iri) : worded(text, ""));
      }
      if (modality >= 0 && !sources) this.add(claim, "sskg:modality", `sskg:${data.modality(modality)}`);
      for (const [tag, text] of Object.entries(qualifier ?? {})) this.add(claim, "sskg:qualifier", worded(text ?? "", tag));
      if (who !== undefined && who !== -1) this.add(claim, "sskg:assertedBy", node(typeof who === "number" ? data.identifier(who) : who));
      for (const passage of passages) this.passage(claim, passage);
    }
  }

  passage(claim: string, [id, at, start, end, anchor]: PassageRow): void {
    const span = node(id);
    this.add(claim, "sskg:evidence", span);
    this.add(span, "a", "sskg:Passage");
    const document = data.documentAt(at);
    if (document) this.add(span, "sskg:inDocument", node(document.id));
    this.add(span, "oa:start", start);
    this.add(span, "oa:end", end);
    if (anchor) this.add(span, "sskg:anchor", quoted(anchor));
  }

  toString(): string {
    const prefixes = { sskg: data.head.ontology, rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", skos: "http://www.w3.org/2004/02/skos/core#", oa: "http://www.w3.org/ns/oa#", dcterms: "http://purl.org/dc/terms/", prov: "http://www.w3.org/ns/prov#" };
    return `${Object.entries(prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .`).join("\n")}\n\n${[...this.lines].join("\n")}\n`;
  }
}

async function turtle(): Promise<string> {
  const { thing, path } = state.chosen;
  const made = new Turtle();
  const things = path ? path.things : thing >= 0 ? [thing] : table.things();
  for (const one of things) await made.thing(one);
  for (const at of links()) await made.link(at);
  return made.toString();
}

export { save, copy, png, svg, drawing, csv, turtle, links, node };
