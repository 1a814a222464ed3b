// ---- elements: text is only ever set as text
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "on") for (const [type, act] of Object.entries(value)) element.addEventListener(type, act);
    else if (name in element && name !== "list") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}
const button = (label, keyName, act, main = false) =>
  el("button", { type: "button", className: main ? "main" : "", on: { click: act } }, label,
    keyName ? el("kbd", {}, keyName) : null);

function showText(title, text) {
  const dialog = document.getElementById("dialog");
  dialog.replaceChildren(el("h2", {}, title), el("pre", {}, text),
    button(t("close"), "Esc", () => dialog.close()));
  dialog.showModal();
}
function showKeys() {
  const dialog = document.getElementById("dialog");
  const rows = data.keys.flatMap(([sign, what]) => [el("dt", {}, el("kbd", {}, sign)), el("dd", {}, t(what))]);
  dialog.replaceChildren(el("h2", {}, t("keys")), el("dl", {}, ...rows),
    button(t("close"), "Esc", () => dialog.close()));
  dialog.showModal();
}

// ---- a field in which one of many things is picked by typing a part of any of its names
function picker(name, options, chosen) {
  const value = { iri: chosen ?? "" };
  const start = options().find((each) => each.iri === chosen);
  const list = el("ul", { role: "listbox", id: `list-${name}`, hidden: true });
  const input = el("input", { name, value: start ? named(start) : "", autocomplete: "off",
    role: "combobox", "aria-expanded": "false", "aria-controls": list.id });
  let shown = [];
  let at = 0;
  let moved = false;
  function find() {
    moved = false;
    const words = input.value.trim().toLowerCase();
    const hit = (each) => [each.en, each.zh, each.id, ...(each.names ?? [])]
      .map((label) => (label ?? "").toLowerCase()).filter((label) => label.includes(words));
    shown = options().map((each) => [each, hit(each)]).filter(([, hits]) => hits.length)
      .sort(([one, a], [other, b]) => (other.near ?? 0) - (one.near ?? 0) ||
        Math.min(...a.map((x) => x.length)) - Math.min(...b.map((x) => x.length)))
      .slice(0, 8).map(([each]) => each);
    at = 0;
    paint();
  }
  function paint() {
    list.hidden = !shown.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    list.replaceChildren(...shown.map((each, n) =>
      el("li", { role: "option", id: `${list.id}-${n}`, "aria-selected": String(n === at),
        on: { mousedown: (event) => { event.preventDefault(); pick(each); } } },
      named(each), " ", el("small", {}, [each.kind && kindName(each.kind), homeName(each.home), each.place,
        each.own ? t("here") : each.id].filter(Boolean).join(" · ")))));
    if (shown.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`);
  }
  function pick(each) {
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
    else if (event.key === "Tab" && !value.iri && input.value) { pick(shown[at]); return; }
    else if (event.key === "Escape") { list.hidden = true; event.stopPropagation(); return; }
    else return;
    event.preventDefault();
    event.stopPropagation();
    paint();
    if (value.iri) list.hidden = true;
  });
  return { element: el("div", { className: "picker" }, input, list), value, input };
}
const kindName = (kind) => named(data.classes.find((each) => each.id === kind) ?? { id: kind });
const choice = (name, options, chosen, empty) => {
  const select = el("select", { name },
    ...(empty === undefined ? [] : [el("option", { value: "" }, empty)]),
    ...options.map((each) => el("option", { value: each.id }, named(each))));
  select.value = chosen ?? "";
  return select;
};
