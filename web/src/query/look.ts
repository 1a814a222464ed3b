// The editor's look: the page's own colours, which are inherited into the shadow root.
import type { Extension } from "@codemirror/state";
import type { Library } from "./library.js";

export function look({ EditorView, HighlightStyle, syntaxHighlighting, tags }: Library): Extension {
  const theme = EditorView.theme({
    "&": { color: "var(--ink)", backgroundColor: "var(--page)", border: "1px solid var(--faint)", borderRadius: "6px", fontSize: "13px" },
    "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px" },
    ".cm-scroller": { fontFamily: "ui-monospace, \"Cascadia Code\", Consolas, monospace", lineHeight: "1.5", maxHeight: "70vh", overflow: "auto" },
    ".cm-content, .cm-gutter": { minHeight: "200px" },
    ".cm-content": { caretColor: "var(--ink)" },
    ".cm-cursor": { borderLeftColor: "var(--ink)" },
    ".cm-gutters": { backgroundColor: "var(--lane)", color: "var(--muted)", borderRight: "1px solid var(--line)", borderRadius: "6px 0 0 6px" },
    "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--hover)" },
    "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
    ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "3px" },
    ".cm-lintPoint-error:after": { borderBottomColor: "var(--bad)" },
    ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--faint)", borderRadius: "6px", maxWidth: "min(90vw, 640px)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "none", overflow: "hidden", maxWidth: "min(88vw, 640px)" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", textOverflow: "ellipsis", overflow: "hidden" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--surface)", backgroundColor: "var(--accent)" },
    ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "inherit" },
    ".cm-completionLabel": { fontFamily: "ui-monospace, \"Cascadia Code\", Consolas, monospace" },
    ".cm-completionDetail": { fontStyle: "normal", color: "var(--muted)" },
    ".cm-diagnostic": { overflowWrap: "anywhere" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" },
  });
  const colours = HighlightStyle.define([
    { tag: tags.keyword, color: "var(--enacted)", fontWeight: "600" },
    { tag: tags.variableName, color: "var(--hypothetical)" },
    { tag: [tags.string, tags.annotation], color: "var(--permitted)" },
    { tag: [tags.integer, tags.float, tags.bool], color: "var(--required)" },
    { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--inferred)" },
    { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" },
  ]);
  return [theme, syntaxHighlighting(colours)];
}
