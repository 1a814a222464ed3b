// A field in which one of many things is picked by typing a part of any of its names.
import { make } from "../dom.js";
import { kindName, named, t } from "./data.js";
import { homeName } from "./things.js";
import type { Option } from "./types.js";

export interface Picker {
  element: HTMLElement;
  value: { iri: string };
  input: HTMLInputElement;
}

const MOST = 8;

// With `create`, a name that nothing has can be picked as well: it is given to `create`.
export function picker(name: string, options: () => Option[], chosen = "", create?: (name: string) => void): Picker {
  const value = { iri: chosen };
  const start = chosen ? options().find((each) => each.iri === chosen) : undefined;
  const list = make("ul", { role: "listbox", id: `list-${name}`, hidden: true });
  const input = make("input", {
    name, value: start ? named(start) : "", autocomplete: "off",
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id,
  });
  const none = make("small", { role: "status", hidden: true }, t("nothing fits"));
  let shown: Option[] = [];
  let at = 0;
  let moved = false;

  function find(): void {
    moved = false;
    const words = input.value.trim().toLowerCase();
    const lengths = (each: Option): number[] => [each.en, each.zh, each.id, ...(each.names ?? [])]
      .map((label) => (label ?? "").toLowerCase()).filter((label) => label.includes(words)).map((label) => label.length);
    shown = options().map((each) => ({ each, hits: lengths(each) })).filter(({ hits }) => hits.length)
      // The thing of exactly this name comes before what is only near.
      .sort((one, other) => Number(other.hits.includes(words.length)) - Number(one.hits.includes(words.length))
        || (other.each.near ?? 0) - (one.each.near ?? 0) || Math.min(...one.hits) - Math.min(...other.hits))
      .slice(0, MOST).map(({ each }) => each);
    const wanted = input.value.trim();
    if (create && wanted && !value.iri && !shown.some((each) => each.make === wanted)) shown.push({ iri: "", id: "", make: wanted });
    // Without a word, Enter would go to the form.
    none.hidden = shown.length > 0 || !wanted;
    at = 0;
    paint();
  }
  function paint(): void {
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(...shown.map((each, n) => make("li", {
      role: "option", id: `${list.id}-${n}`, "aria-selected": String(n === at),
      onmousedown: (event: Event) => { event.preventDefault(); pick(each); },
    }, each.make ? t("make new", { name: each.make }) : named(each), " ", make("small", {}, [each.kind && kindName(each.kind), homeName(each.home),
      each.own ? t("here") : each.id].filter(Boolean).join(" · ")))));
    if (shown.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  }
  function pick(each: Option): void {
    if (each.make) { create?.(each.make); return; }
    value.iri = each.iri;
    input.value = named(each);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.dispatchEvent(new Event("picked", { bubbles: true }));
  }
  input.addEventListener("input", () => { value.iri = ""; find(); });
  input.addEventListener("focus", () => { input.select(); find(); });
  input.addEventListener("blur", () => { list.hidden = true; });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { at = moved ? (at + 1) % shown.length : 0; moved = true; }
    else if (event.key === "ArrowUp") { at = (at + shown.length - 1) % shown.length; moved = true; }
    else if (event.key === "Enter" && !value.iri && (input.value.trim() || moved)) pick(shown[at]);
    else if (event.key === "Tab" && !value.iri && input.value && !shown[at].make) { pick(shown[at]); return; }
    else if (event.key === "Escape") { list.hidden = true; event.stopPropagation(); return; }
    else return;
    event.preventDefault();
    event.stopPropagation();
    paint();
    if (!value.iri) return;
    list.hidden = true;
    if (event.key === "Enter") next();
  });
  // What is picked leads to the field after it, where that is one to pick in and is empty.
  function next(): void {
    const fields = [...input.form?.elements ?? []];
    const after = fields[fields.indexOf(input) + 1];
    if (after instanceof HTMLInputElement && after.role === "combobox" && !after.value) after.focus();
  }
  return { element: make("div", { class: "picker" }, input, list, none), value, input };
}
