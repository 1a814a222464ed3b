// The field of a query: CodeMirror in the place of the text area, which keeps the query for the form.
// It stands in a shadow root: there its style sheets are adopted ones, which a policy without
// 'unsafe-inline' allows. Where CodeMirror is missing, the text area stays.
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { byId, make } from "../dom.js";
import type { Library } from "./library.js";
import { look } from "./look.js";

export type Completing = (library: Library) => (context: CompletionContext) => Promise<CompletionResult | null>;
export type Picked = (view: EditorView, completion: Completion, from: number, to: number) => void;

const area = byId("query") as HTMLTextAreaElement;
const form = byId("ask") as HTMLFormElement;
export const words = byId("words").dataset;

export interface Field {
  text: string;
  mark: (line: number, column: number, message: string) => void;
  focus: () => void;
}

/** A place as the engine and the server tell it: columns count code points. */
function offset(text: string, line: number, column: number): number {
  const lines = text.split("\n");
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return Math.min(text.length, before + [...lines[line - 1] ?? ""].slice(0, column - 1).join("").length);
}

/** The piece of text that is marked for an error: a token, or what is right before the end. */
function piece(text: string, at: number): { from: number; to: number } {
  const token = /^(?:[?$]?[\p{L}\p{N}_.:-]+|<[^<>\s]*>?|\S)/u.exec(text.slice(at));
  if (token) return { from: at, to: at + token[0].length };
  const end = text.slice(0, at).trimEnd().length;
  return { from: Math.max(0, end - 1), to: end };
}

function plain(): Field {
  return {
    get text() { return area.value; },
    set text(value) { area.value = value; },
    mark: (line, column) => {
      const at = offset(area.value, line, column);
      area.setSelectionRange(at, at);
    },
    focus: () => area.focus(),
  };
}

function rich(library: Library, completing: Completing): Field {
  const { EditorState, EditorView, Compartment, Prec } = library;
  const host = make("div", { class: "query" });
  const label = area.labels[0];
  const described = make("p", { id: "help", hidden: true }, words.keys);
  const root = host.attachShadow({ mode: "open" });
  const state = new Compartment();
  const attributes = (invalid: boolean): Record<string, string> => ({
    "aria-label": label.textContent, "aria-describedby": "help", "aria-invalid": String(invalid), tabindex: "0", autocapitalize: "off", spellcheck: "false",
  });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: area.value,
      extensions: [
        EditorState.phrases.of({ Completions: words.completions ?? "", Diagnostics: words.diagnostics ?? "" }),
        library.lineNumbers(), library.lintGutter(), library.highlightSpecialChars(), library.history(), library.drawSelection(),
        EditorView.lineWrapping, library.bracketMatching(), library.closeBrackets(), library.sparql(), look(library),
        library.autocompletion({ override: [completing(library)], icons: false }),
        Prec.highest(library.keymap.of([{ key: "Mod-Enter", run: () => { form.requestSubmit(); return true; } }])),
        library.keymap.of([...library.closeBracketsKeymap, ...library.defaultKeymap, ...library.historyKeymap, ...library.completionKeymap]),
        state.of(EditorView.contentAttributes.of(attributes(false))),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return;
          area.value = update.state.doc.toString();
          area.dispatchEvent(new Event("input"));
          window.setTimeout(() => mark([]));
        }),
      ],
    }),
  });
  root.append(described);
  area.before(host);
  area.hidden = true;
  label.addEventListener("click", () => view.focus());

  let marked = false;
  function mark(places: { from: number; to: number; message: string }[]): void {
    if (!marked && !places.length) return;
    marked = places.length > 0;
    view.dispatch(library.setDiagnostics(view.state, places.map((place) => ({ ...place, severity: "error" as const }))));
    view.dispatch({ effects: state.reconfigure(EditorView.contentAttributes.of(attributes(marked))) });
  }

  return {
    get text() { return view.state.doc.toString(); },
    set text(value) { view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }); },
    mark: (line, column, message) => {
      const text = view.state.doc.toString();
      const place = piece(text, offset(text, line, column));
      window.setTimeout(() => {
        mark([{ ...place, message }]);
        view.dispatch({ selection: { anchor: place.from }, scrollIntoView: true });
      });
    },
    focus: () => view.focus(),
  };
}

/** Open the field, and let a named query be put into it. */
export function openField(completing: Completing): Field {
  const field = window.sskgCodeMirror ? rich(window.sskgCodeMirror, completing) : plain();
  area.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.requestSubmit();
  });
  byId("examples").addEventListener("click", (event) => {
    const chosen = (event.target as Element).closest<HTMLElement>("a[data-query]");
    if (!chosen) return;
    event.preventDefault();
    field.text = chosen.dataset.query ?? "";
    field.focus();
  });
  return field;
}
