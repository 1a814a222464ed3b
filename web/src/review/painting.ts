// Draws the bar, the text and the cards.
import { byId, make } from "../dom.js";
import { accept, acceptAs, add, divide, edit, editSource, join, leave, moreRelations, nextUnfinished, recutAs, reject, setAside, undoLast } from "./acts.js";
import { cardsOf, hidden, itemOf, statusOf } from "./cards.js";
import { claims, isDone, lacks, numbers, speaks } from "./covering.js";
import { data, language, local, named, state, t } from "./data.js";
import { list, now } from "./decisions.js";
import { describe, proposer } from "./describing.js";
import { button, choice, showKeys } from "./elements.js";
import { fieldsOf, form } from "./forms.js";
import { go, paint, paintedBy } from "./going.js";
import { save } from "./saving.js";
import { likeOf, withHome } from "./things.js";
import { paintText, passage } from "./text.js";
import { check } from "./verdict.js";
import type { Card, Outcome, Segment } from "./types.js";

paintedBy((): void => {
  paintBar();
  paintText();
  paintCards();
  const target = state.editing && document.querySelector("form.edit");
  if (!target) {
    [...document.querySelectorAll<HTMLElement>(".card")].at(state.card)?.focus();
    return;
  }
  // What must be filled in first; links, hedges and speakers can be left empty, and the object where there is a date.
  const date = target.querySelector<HTMLInputElement>("[name=date]")?.value;
  const free = ["link", "qualifier", "speaker", "date", "upper", ...(date ? ["object"] : [])];
  const fields = [...target.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input:not([type=checkbox]),select")];
  const first = fields.find((field) => !field.value && !free.includes(field.name) && field.offsetParent);
  // Then a draft: what is typed takes its place.
  const draft = fields.find((field) => "draft" in field.dataset && field.offsetParent);
  (first ?? draft ?? target.querySelector<HTMLElement>("button.main"))?.focus();
  if (!first && draft instanceof HTMLInputElement) draft.select();
});

function paintBar(): void {
  const place = data.jurisdiction;
  const spoken = list.filter(speaks);
  const done = spoken.filter(isDone);
  const length = (some: Segment[]): number => some.reduce((sum, { span }) => sum + span[1] - span[0], 0);
  const percent = (part: number, whole: number): string => `${whole ? Math.floor((100 * part) / whole) : 100} %`;
  const counts = spoken.map(numbers);
  const all = counts.reduce((total, each) => total + each.all, 0);
  const bare = counts.reduce((total, each) => total + each.bare.length, 0);
  const shown = [["sentences", `${done.length}/${spoken.length}`], ["characters", percent(length(done), length(spoken))],
    ["numbers", `${all - bare}/${all}`], ["claims", String(claims())]];
  byId("title").textContent = `${t("title")}: ${data.name} · ${place ? named({ ...place.labels, id: local(place.iri) }) : t("no place")}`;
  byId("coverage").replaceChildren(...shown.map(([name, value]) => make("span", {}, t(name), " ", make("b", {}, value))));
  const tools = [
    button(t("next open"), "G", nextUnfinished), button(t("document"), "D", editSource), button(t("undo"), "U", undoLast),
    data.offline ? button(t("save decisions"), "S", save) : button(t("check"), "C", check),
    button(language() === "zh" ? "English" : "中文", "", otherLanguage), button(t("keys"), "?", showKeys),
  ];
  byId("tools").replaceChildren(...(data.offline ? [reviewer()] : []), ...tools);
}

function reviewer(): HTMLInputElement {
  const field = make("input", {
    value: state.by, size: 10, "aria-label": t("reviewer"), placeholder: t("reviewer"),
    onchange: () => { state.by = field.value.trim(); },
  });
  return field;
}

function otherLanguage(): void {
  state.lang = language() === "zh" ? "en" : "zh";
  document.documentElement.lang = state.lang;
  paint();
}

function paintCards(): void {
  const here = passage();
  const cards = cardsOf(here);
  state.card = Math.max(0, Math.min(state.card, cards.length - 1));
  const roles = choice("role", data.roles, here.role);
  roles.setAttribute("aria-label", t("role"));
  roles.addEventListener("change", () => {
    if (roles.value === "SetAside") leave();
    else recutAs(roles.value, here.span);
  });
  const block = data.blocks.find(([, end]) => end > here.span[0]);
  const line = /^line (\d+)$/.exec(block?.[2] ?? "");
  const where = block
    ? ` · ${[block[3] && t("page", { n: block[3] }), line ? t("line", { n: line[1] }) : block[2]].filter(Boolean).join(", ")}`
    : "";
  byId("place").replaceChildren(`${state.at + 1}/${list.length}`, where, roles,
    button("↑", "P", () => { go(state.at - 1); }), button("↓", "N", () => { go(state.at + 1); }),
    button(t("divide"), "/", divide), button(t("join"), "J", join));
  byId("cards").replaceChildren(...cards.map(paintCard));
  byId("adds").replaceChildren(button(t("new thing"), "T", () => { add("thing"); }),
    button(t("new relation"), "R", () => { add("relation"); }), button(t("new figure"), "F", () => { add("figure"); }),
    button(t("set a number aside"), "O", setAside), button(t("leave aside"), "L", leave),
    ...(hidden(here) ? [button(t("more relations", { n: hidden(here) }), "M", moreRelations)] : []));
  byId("left").textContent = wanting(here);
}

// What this passage still needs, in words.
function wanting(here: Segment): string {
  if (isDone(here)) return "";
  const { bare } = numbers(here);
  const stated = bare.length ? t("numbers left", { numbers: bare.map(([, , wording]) => wording).join(", ") }) : "";
  const texts = cardsOf(here).some((card) => statusOf(card) === "accepted" && lacks(itemOf(card)).length);
  return [stated || (texts ? "" : t("nothing stated")), texts ? t("texts left") : ""].filter(Boolean).join(" ");
}

function paintCard(card: Card, n: number): HTMLElement {
  const { kind, what, more } = describe(card);
  const item = itemOf(card);
  const status = statusOf(card);
  const outcome = now.get(card.key);
  const reason = outcome?.event.do === "reject" ? outcome.event.reason : "";
  const lacking = status === "accepted" && now.has(card.key) ? lacks(item) : [];
  const head = [t(kind), item && t(status === "open" ? "to decide" : status), proposer(card), reason && t(reason)];
  return make("article", { class: `card ${item ? status : "hint"}`, tabindex: 0, onfocus: () => { state.card = n; } },
    make("div", { class: "kind" }, n < 9 ? make("kbd", {}, String(n + 1)) : null, head.filter(Boolean).join(" · ")),
    make("div", { class: "what" }, what), more ? make("div", { class: "more" }, more) : null,
    lacking.length ? make("div", { class: "differs" }, t("lacking", { what: lacking.map((word) => t(word)).join(", ") })) : null,
    outcome?.lapsed ? make("div", { class: "differs" }, t("lapsed")) : null,
    outcome?.differs.length ? make("div", { class: "differs" }, t("differs", { sides: sides(outcome) })) : null,
    state.editing?.key === card.key ? editor(state.editing) : actions(card));
}

function editor(card: Card): HTMLElement | null {
  const item = card.filled ?? itemOf(card);
  return item && form(fieldsOf(item, card), card);
}

const sides = ({ differs }: Outcome): string =>
  differs.map((each) => `${each.by}: ${t(each.do === "accept" ? "accepted" : "rejected")}`).join("; ");

function actions(card: Card): HTMLElement {
  const status = statusOf(card);
  if (!itemOf(card)) return make("div", { class: "actions" });
  return make("div", { class: "actions" },
    status === "accepted" ? null : button(t("accept"), "A", () => { accept(card); }, true),
    ...(status === "open" ? likeOf(card).map((thing, n) =>
      button(t("it is", { name: withHome(thing) }), n ? "" : "I", () => { acceptAs(card, thing); })) : []),
    button(t("change"), "E", () => { edit(card); }),
    status === "rejected" ? null : button(t("reject"), "X", () => { reject(card); }));
}
