// ---- the text, the bar, and the keys
const passage = () => list[state.at];
const speaks = (each) => !["Heading", "Residue", "SetAside"].includes(each.role);
function isDone(each) {
  if (!speaks(each)) return true;
  const claimed = [...now.values()].some(({ event, lapsed }) => !lapsed && event.do === "accept"
    && event.to.evidence?.some((span) => meets(span, each.span)));
  // Of the relations, several are offered for each that holds: those not taken need no answer.
  return claimed && cardsOf(each).every((card) => !itemOf(card) || statusOf(card) !== "open"
    || card.proposal?.kind === "relation");
}
function paintText() {
  const place = document.getElementById("text");
  const marks = cardsOf(passage()).flatMap((card) => card.quotes.map(([start, end]) =>
    ({ start, end, status: statusOf(card) }))).sort((one, other) => one.start - other.start);
  const parts = [];
  let at = 0;
  list.forEach((each, n) => {
    const [start, end] = each.span;
    parts.push(cut(at, start));
    const span = el("span", { className: `s ${each.role} ${isDone(each) ? "done" : "open"}${n === state.at ? " now" : ""}`,
      on: { click: () => { if (!String(getSelection())) go(n); } } });
    span.dataset.start = start;
    if (n !== state.at) span.append(cut(start, end));
    else {
      let inner = start;
      for (const mark of marks) {
        if (mark.start < inner || mark.end > end) continue;
        span.append(cut(inner, mark.start), el("mark", { className: mark.status }, cut(mark.start, mark.end)));
        inner = mark.end;
      }
      span.append(cut(inner, end));
    }
    parts.push(span);
    at = end;
  });
  parts.push(cut(at, points.length));
  place.replaceChildren(...parts);
  place.querySelector(".now")?.scrollIntoView({ block: "center" });
}
// The span of the text that is selected, in code points.
function selected() {
  const selection = getSelection();
  const place = document.getElementById("text");
  if (!selection.rangeCount || selection.isCollapsed || !place.contains(selection.anchorNode)) return null;
  const range = selection.getRangeAt(0);
  const before = document.createRange();
  before.setStart(place, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const start = Array.from(before.toString()).length;
  return trimmed([start, start + Array.from(range.toString()).length]);
}
function numbers(each) {
  const found = [...cut(...each.span).matchAll(/\d[\d,. ]*\d|\d/g)];
  const carried = [...now.values()].filter(({ event, lapsed }) => !lapsed && event.do === "accept")
    .flatMap(({ event }) => [event.to.asStated ?? "", ...(event.quotes ?? []).map(([, , q]) => q),
      ...Object.values(event.to.note ?? {})]).join("\n");
  return [found.filter(([number]) => carried.includes(number)).length, found.length];
}
function paintBar() {
  const place = data.jurisdiction;
  document.getElementById("title").textContent = `${t("title")}: ${data.name}`
    + (place ? ` · ${named({ ...place.labels, id: local(place.iri) })}` : "");
  const spoken = list.filter(speaks);
  const done = spoken.filter(isDone);
  const length = (some) => some.reduce((sum, { span }) => sum + span[1] - span[0], 0);
  const counts = spoken.map(numbers);
  const claims = [...now.values()].filter(({ event, lapsed }) => !lapsed && event.do === "accept" && event.to.evidence).length;
  const percent = (part, whole) => (whole ? Math.floor((100 * part) / whole) : 100) + " %";
  const sum = (n) => counts.reduce((total, pair) => total + pair[n], 0);
  const shown = [["sentences", `${done.length}/${spoken.length}`], ["characters", percent(length(done), length(spoken))],
    ["numbers", `${sum(0)}/${sum(1)}`], ["claims", claims]];
  document.getElementById("coverage").replaceChildren(...shown.map(([name, value]) =>
    el("span", {}, t(name), " ", el("b", {}, String(value)))));
  const who = el("input", { value: state.by, size: 10, "aria-label": t("reviewer"), placeholder: t("reviewer"),
    on: { change: (event) => { state.by = event.target.value.trim(); } } });
  document.getElementById("tools").replaceChildren(...[data.offline ? who : null,
    button(t("document"), "D", editSource),
    button(t("undo"), "U", undoLast), data.offline ? button(t("save decisions"), "S", save) : button(t("check"), "C", check),
    button(zh() ? "English" : "中文", "", () => { state.lang = zh() ? "en" : "zh"; document.documentElement.lang = state.lang; paint(); }),
    button(t("keys"), "?", showKeys)].filter(Boolean));
}
function paintCards() {
  const here = passage();
  const cards = cardsOf(here);
  state.card = Math.max(0, Math.min(state.card, cards.length - 1));
  const roles = choice("role", data.roles, here.role);
  roles.setAttribute("aria-label", t("role"));
  roles.addEventListener("change", () => recutAs(roles.value, here.span));
  const page = data.blocks.find(([, end]) => end > here.span[0]);
  document.getElementById("place").replaceChildren(`${state.at + 1}/${list.length}`,
    ...(page ? [" · " + [page[3] && t("page", { n: page[3] }), page[2]].filter(Boolean).join(", ")] : []), roles,
    button("↑", "P", () => go(state.at - 1)), button("↓", "N", () => go(state.at + 1)),
    button(t("divide"), "/", divide), button(t("join"), "J", join));
  document.getElementById("cards").replaceChildren(...cards.map(paintCard));
  document.getElementById("adds").replaceChildren(button(t("new thing"), "T", () => add("thing")),
    button(t("new relation"), "R", () => add("relation")), button(t("new figure"), "F", () => add("figure")),
    button(t("set a number aside"), "O", setAside));
}
function paintCard(card, n) {
  const [kind, what, more] = describe(card);
  const status = statusOf(card);
  const decision = now.get(card.key);
  const editing = state.editing?.key === card.key;
  const actions = editing ? form(itemOf(card), state.editing) : el("div", { className: "actions" },
    ...(itemOf(card) ? [status === "accepted" ? null : button(t("accept"), "A", () => accept(card), true),
      button(t("change"), "E", () => edit(card)), status === "rejected" ? null : button(t("reject"), "X", () => reject(card))] : []).filter(Boolean));
  return el("article", { className: `card ${itemOf(card) ? status : "hint"}`, tabIndex: 0, on: { focus: () => { state.card = n; } } },
    el("div", { className: "kind" }, n < 9 ? el("kbd", {}, String(n + 1)) : null, [t(kind), itemOf(card) && t(status === "open" ? "to decide" : status), proposer(card), decision?.event.reason && t(decision.event.reason)].filter(Boolean).join(" · ")),
    el("div", { className: "what" }, what ?? ""), more ? el("div", { className: "more" }, more) : null,
    decision?.lapsed ? el("div", { className: "differs" }, t("lapsed")) : null,
    decision?.differs.length ? el("div", { className: "differs" }, t("differs", { sides: decision.differs.map((e) =>
      `${e.by}: ${t(e.do === "accept" ? "accepted" : "rejected")}`).join("; ") })) : null, actions);
}
function paint() {
  paintBar();
  paintText();
  paintCards();
  const target = state.editing && document.querySelector("form.edit");
  if (target) {
    const empty = [...target.querySelectorAll("input:not([type=checkbox]),select")].filter((field) => !field.value);
    // What must be filled in first; links, hedges and speakers can be left empty.
    (empty.find((field) => !["link", "qualifier", "speaker", "date", "upper"].includes(field.name)) ?? target.querySelector("button.main")).focus();
  }
  else document.querySelectorAll(".card")[state.card]?.focus();
}
function go(n) { state.at = Math.max(0, Math.min(n, list.length - 1)); state.card = 0; state.editing = null; paint(); }
// To the next card that is open, in this passage or a later one; after a decision, a passage that
// proves nothing yet is not left.
function step(stay = 0) {
  for (let n = state.at; n < list.length; n++) {
    const open = cardsOf(list[n]).findIndex((card) => itemOf(card) && statusOf(card) === "open");
    if (open >= 0) { state.at = n; state.card = open; break; }
    if (stay && n === state.at && speaks(list[n]) && !isDone(list[n])) break;
  }
  state.editing = null;
  paint();
}
function add(type) {
  const span = selected();
  const here = passage().span;
  const item = type === "thing" ? { type, labels: span ? { [data.language]: cut(...span).replace(/\s+/g, " ") } : {} }
    : { ...itemOf({ key: "", proposal: { kind: "figure" }, passage: here }), type, ...(span && type === "figure" ? { asStated: cut(...span).replace(/\s+/g, " ") } : {}) };
  const draft = { key: key(), at: here[0], passage: here, quotes: [span ? [...span, cut(...span)] : [...here, cut(...here)]], item };
  state.drafts = [draft];
  edit(draft);
}
function recutAs(role, span, note) {
  decide("accept", `passage:${span.join("-")}`, { to: { type: "passage", span, role, ...(note ? { note } : {}) }, quotes: [[...span, cut(...span)]] });
  paint();
}
function divide() {
  const span = selected();
  const here = passage();
  if (!span || !inside(span, here.span)) { alertUser(t("select the first part")); return; }
  recutAs(here.role, [here.span[0], span[1]]);
}
function join() {
  const next = list[state.at + 1];
  if (next) recutAs(passage().role, [passage().span[0], next.span[1]]);
}
function setAside() {
  const field = line("note", Object.values(passage().note ?? {})[0]);
  const dialog = document.getElementById("dialog");
  dialog.replaceChildren(el("h2", {}, t("set a number aside")), el("form", { className: "edit", on: { submit: (event) => {
    event.preventDefault();
    dialog.close();
    recutAs(passage().role, passage().span, { [zh() ? "zh" : "en"]: field.value.trim() });
  } } }, ...labelled("number and reason", field)));
  dialog.showModal();
}
function editSource() {
  const known = now.get("source")?.event.to;
  const fields = known ? { title: known.title, "label-en": known.labels.en, "label-zh": known.labels.zh,
    "definition-en": known.definitions.en, "definition-zh": known.definitions.zh, published: known.published } : { title: data.title };
  const dialog = document.getElementById("dialog");
  const edited = form({ type: "source", fields }, { key: "source" });
  edited.addEventListener("submit", () => { if (now.has("source")) dialog.close(); });
  edited.querySelector("button[type=button]").addEventListener("click", () => dialog.close());
  dialog.replaceChildren(el("h2", {}, t("document")), edited);
  dialog.showModal();
}
function undoLast() { undo(); paint(); }
document.addEventListener("keydown", (event) => {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) || document.querySelector("dialog[open]");
  if (event.key === "Escape" && state.editing && !document.querySelector("dialog[open]")) {
    state.editing = null; state.drafts = []; paint(); return;
  }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const cards = cardsOf(passage());
  const card = cards[state.card];
  const move = (by) => { state.card = Math.max(0, Math.min(state.card + by, cards.length - 1)); paint(); };
  const acts = { a: () => card && accept(card), e: () => card && edit(card), x: () => card && reject(card),
    u: undoLast, n: () => go(state.at + 1), p: () => go(state.at - 1), ArrowDown: () => move(1), ArrowUp: () => move(-1),
    t: () => add("thing"), r: () => add("relation"), f: () => add("figure"), o: setAside, j: join, "/": divide,
    d: editSource, g: () => step(), "?": showKeys, s: () => data.offline && save(), c: () => !data.offline && check(),
    h: () => recutAs(passage().role === "Heading" ? "Body" : "Heading", passage().span),
    z: () => recutAs(passage().role === "Residue" ? "Body" : "Residue", passage().span) };
  if (/^[1-9]$/.test(event.key) && event.key <= cards.length) acts[event.key] = () => move(event.key - 1 - state.card);
  const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (act) { event.preventDefault(); act(); }
});
restore();
step();
