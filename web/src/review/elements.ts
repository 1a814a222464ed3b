// The parts that the page is made of: buttons, fields and the dialog. Text is only ever set as text.
import { byId, make } from "../dom.js";
import { data, named, t } from "./data.js";
import type { Labelled } from "./types.js";

export const button = (label: string, keyName: string, act: () => unknown, main = false): HTMLButtonElement =>
  make("button", { type: "button", class: main && "main", onclick: () => { act(); } }, label,
    keyName ? make("kbd", {}, keyName) : null);

export const line = (name: string, value = "", example?: string): HTMLInputElement =>
  make("input", { name, value, autocomplete: "off", placeholder: example });

export function choice(name: string, options: Labelled[], chosen: string, empty?: string): HTMLSelectElement {
  const select = make("select", { name },
    empty === undefined ? null : make("option", { value: "" }, empty),
    ...options.map((each) => make("option", { value: each.id }, named(each))));
  select.value = chosen;
  return select;
}

let fieldNumber = 0;
export function labelled(label: string, field: HTMLElement): HTMLElement[] {
  const input = field.querySelector("input") ?? field;
  if (!["INPUT", "SELECT"].includes(input.tagName)) return [make("span", {}, t(label)), field];
  input.id ||= `field-${(fieldNumber += 1)}`;
  return [make("label", { for: input.id }, t(label)), field];
}

// A form that is not sent anywhere. Enter accepts it in a list of choices as in any field; a browser would open the list.
export const ownForm = (done: () => void, ...children: HTMLElement[]): HTMLFormElement =>
  make("form", {
    class: "edit", onsubmit: (event: Event) => { event.preventDefault(); done(); },
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement)) return;
      event.preventDefault();
      done();
    },
  }, ...children);

const dialog = (): HTMLDialogElement => byId("dialog") as HTMLDialogElement;
export const closeDialog = (): void => dialog().close();
export const dialogIsOpen = (): boolean => dialog().open;

// One dialog serves all: the keys of what it showed before must not act on what it shows now.
export function openDialog(title: string, children: HTMLElement[], onkey: ((event: KeyboardEvent) => void) | null = null): void {
  dialog().onkeydown = onkey;
  dialog().replaceChildren(make("h2", {}, title), ...children);
  dialog().showModal();
}
const closing = (): HTMLButtonElement => button(t("close"), "Esc", closeDialog);

export const showText = (title: string, text: string): void => openDialog(title, [make("pre", {}, text), closing()]);

export function showKeys(): void {
  const rows = data.keys.flatMap(([sign, what]) => [make("dt", {}, make("kbd", {}, sign)), make("dd", {}, t(what))]);
  openDialog(t("keys"), [make("dl", {}, ...rows), closing()]);
}

// Say at the top of the page what went wrong; an empty text takes it away.
export function alertUser(text: string): void {
  const place = byId("alert");
  place.textContent = text;
  place.hidden = !text;
}
