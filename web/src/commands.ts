// The `sskg` command and the SPARQL that give what is shown, and the dialog that offers all that
// can be taken away.
import * as data from "./data.js";
import { byId, make } from "./dom.js";
import * as state from "./state.js";
import * as takeaway from "./takeaway.js";
import { say, wanted } from "./words.js";

// An argument as a POSIX shell takes it.
const quote = (text: string): string => (/^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`);

const shownOf = (facet: Exclude<state.Facet, "modalities">): number[] => data.head[facet].map((_, at) => at).filter((at) => !state.chosen.hidden[facet].has(at));

// The view command with the same things, relations and modalities; where a filter has no option
// (documents, years), the words after # say so.
function view(): string {
  const { chosen } = state;
  const { choice, seeds } = data.head;
  const graphs = choice.graphs.flatMap((graph) => ["--graph", graph]);
  if (chosen.path) return ["sskg", "path", ...graphs, data.identifier(chosen.path.from), data.identifier(chosen.path.to)].map(quote).join(" ");
  const parts = ["sskg", "view", ...graphs];
  const start = chosen.alone ? [data.identifier(chosen.alone.thing)] : seeds;
  parts.push(...start);
  if (start.length) parts.push("--hops", String(chosen.alone ? chosen.alone.steps : choice.depth));
  const arrange = chosen.alone?.rings ? "around" : chosen.alone ? "columns" : chosen.arrange;
  if (arrange !== "columns") parts.push("--arrange", arrange);
  const kinds = data.head.kinds.some((kind, at) => kind.drawn && chosen.hidden.kinds.has(at));
  if (kinds) parts.push(...shownOf("kinds").filter((at) => data.head.kinds[at].name).flatMap((at) => ["--kind", data.head.kinds[at].name]));
  else parts.push(...choice.kinds.flatMap((kind) => ["--kind", kind]));
  if (chosen.hidden.predicates.size) parts.push(...shownOf("predicates").flatMap((at) => ["--predicate", data.head.predicates[at].name]));
  else parts.push(...choice.predicates.flatMap((name) => ["--predicate", name]));
  const modalities = data.head.modalities.filter((name, at) => name !== "sourced" && !chosen.hidden.modalities.has(at));
  if (chosen.hidden.modalities.size) parts.push(...modalities.flatMap((name) => ["--modality", name]));
  else parts.push(...choice.modalities.flatMap((name) => ["--modality", name]));
  if (wanted.join(",") !== "en") parts.push("--lang", wanted.join(","));
  return parts.map(quote).join(" ");
}

function names(parts: string[], variable: string): string {
  return parts.length ? `  VALUES ${variable} { ${parts.join(" ")} }\n` : "";
}

const property = (at: number): string => {
  const { name } = data.head.predicates[at];
  return /^[A-Za-z]\w*$/.test(name) ? `sskg:${name}` : takeaway.node(name);
};

// A query whose rows are the relations that are shown: filters as patterns where they have one,
// else the things by name.
function sparql(): string {
  const { chosen } = state;
  const links = takeaway.links();
  const head = "SELECT DISTINCT ?subject ?relation ?object WHERE {\n";
  if (links.length <= 200) {
    const rows = links.map((at) => `    ( ${takeaway.node(data.identifier(data.link.from[at]))} ${property(data.link.predicate[at])} ${takeaway.node(data.identifier(data.link.to[at]))} )`);
    return `${head}  VALUES (?subject ?relation ?object) {\n${rows.join("\n")}\n  }\n  ?subject ?relation ?object .\n}\n`;
  }
  const kinds = shownOf("kinds").map((at) => data.head.kinds[at].name).filter(Boolean).map((name) => `sskg:${name}`);
  const used = [...new Set(links.map((at) => data.link.predicate[at]))].map(property);
  let where = names(used, "?relation");
  where += names(kinds, "?from") + names(kinds, "?to");
  where += "  ?subject ?relation ?object ; a ?from .\n  ?object a ?to .\n";
  const { modalities, documents } = chosen.hidden;
  if (modalities.size || documents.size) {
    const kept = data.head.modalities.filter((name, at) => name !== "sourced" && !modalities.has(at)).map((name) => `sskg:${name}`);
    where += names(kept, "?modality");
    where += "  ?claim rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; sskg:modality ?modality";
    if (documents.size) {
      where += " ;\n    sskg:evidence/sskg:inDocument ?document .\n";
      where += names(shownOf("documents").map((at) => takeaway.node(data.head.documents[at].id)), "?document");
    } else where += " .\n";
  }
  return `${head}${where}}\n`;
}

function code(name: "command" | "sparql", text: string): HTMLElement {
  const id = `take-${name}`;
  return make("section", {}, make("h3", {}, say(name)), make("pre", { id, tabindex: "0" }, text),
    make("button", { onclick: (event: MouseEvent) => takeaway.copy(text, event.currentTarget as HTMLElement) }, say("copy")));
}

function open(): void {
  const { thing } = state.chosen;
  const offer = (name: "png" | "svg" | "csv" | "turtle", act: () => unknown): HTMLElement => make("button", { id: `take-${name}`, onclick: act }, say(name));
  const dialog = byId("take") as HTMLDialogElement;
  dialog.replaceChildren(
    make("header", {},
      make("button", { class: "close", "aria-label": say("close"), title: say("close"), onclick: () => dialog.close() }, "×"),
      make("h2", { id: "take-title" }, say("takeAway")),
      make("p", { class: "hint" }, thing >= 0 ? say("takeSelected", { label: data.label(thing) }) : say("takeShown"))),
    make("div", { class: "actions" },
      offer("png", takeaway.png),
      offer("svg", () => takeaway.save("social-security.svg", "image/svg+xml", takeaway.svg())),
      offer("csv", async () => takeaway.save("social-security.csv", "text/csv", await takeaway.csv())),
      offer("turtle", async () => takeaway.save("social-security.ttl", "text/turtle", await takeaway.turtle()))),
    code("command", view()), code("sparql", sparql()));
  dialog.showModal();
}

export { open, view, sparql };
