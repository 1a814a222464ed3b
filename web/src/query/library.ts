// What the query editor takes from CodeMirror, as one script that the pages' own scripts find.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap, pickedCompletion, startCompletion } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { HighlightStyle, bracketMatching, syntaxHighlighting } from "@codemirror/language";
import { lintGutter, setDiagnostics } from "@codemirror/lint";
import { Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { sparql } from "codemirror-lang-sparql";

const library = {
  Compartment, EditorState, EditorView, HighlightStyle, Prec,
  autocompletion, bracketMatching, closeBrackets, closeBracketsKeymap, completionKeymap, defaultKeymap, drawSelection,
  highlightSpecialChars, history, historyKeymap, keymap, lineNumbers, lintGutter, pickedCompletion, setDiagnostics,
  sparql, startCompletion, syntaxHighlighting, tags,
};

export type Library = typeof library;

declare global {
  interface Window { sskgCodeMirror?: Library }
}

window.sskgCodeMirror = library;
