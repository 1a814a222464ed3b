// What a person does: to a card, to a passage, to the document.
import { make } from "../dom.js";
import type { Texts } from "../types.js";
import { cardsOf, endsOf, iriOf, itemOf, meant, nameOf, statusOf, whole } from "./cards.js";
import { cut, data, language, state, t } from "./data.js";
import { numbers, unfinished } from "./covering.js";
import { decide, ownKey, undo } from "./deciding.js";
import { list, now } from "./decisions.js";
import { alertUser, button, closeDialog, labelled, line, openDialog, ownForm, showText } from "./elements.js";
import { form, sourceFields } from "./forms.js";
import { go, paint, step } from "./going.js";
import { inside } from "./spans.js";
import { passage, selected } from "./text.js";
import type { Card, CardItem, Proposal, SourceItem, Span, Summary, Thing } from "./types.js";

export function accept(card: Card): void {
  const item = itemOf(card);
  if (!item) return;
  const ends = endsOf(card);
  if (!whole(item)) {
    // A relation waits for its ends: a new thing in this passage is asked for first.
    const missing = ends.filter(({ key }) => !iriOf(key) && !now.has(key)).map(({ key }) => key);
    // Of an end that another sentence names, the mention here does as well: what is accepted means both.
    const names = missing.map((key) => nameOf(key).toLowerCase());
    const here = cardsOf(passage()).filter((each) => each.proposal?.kind === "thing" && statusOf(each) === "open");
    const end = here.find(({ key }) => missing.includes(key))
      ?? here.find(({ proposal }) => proposal?.kind === "thing" && names.includes(proposal.name.toLowerCase()));
    edit(end ?? card);
    state.waiting = end ? { resume: (iri) => { if (iri) accept(card); else paint(); } } : null;
    return;
  }
  for (const end of ends) {
    const to = itemOf(end);
    if (to && !now.has(end.key)) decide(end.key, { do: "accept", to }, end.quotes);
  }
  decide(card.key, { do: "accept", to: item }, card.quotes);
  step(true);
}

// A name that may be one of the graph's things is.
export function acceptAs(card: Card, { iri, kind }: Thing): void {
  decide(card.key, { do: "accept", to: { type: "thing", iri, linked: true, class: kind } }, card.quotes);
  step(true);
}

export function moreRelations(): void {
  state.more = passage().span[0];
  paint();
}

export function edit(card: Card): void {
  if (!itemOf(card)) return;
  state.editing = card;
  paint();
}

export function reject(card: Card): void {
  askReason("why", ["not meant", "wrong span", "wrong kind", "another thing", "not stated", "twice"], (reason) => {
    decide(card.key, {
      do: "reject", ...(reason ? { reason } : {}), ...(card.proposal ? { to: summary(card.proposal) } : {}),
    }, card.quotes);
    step(true);
  });
}

// Ask for one of some reasons by its digit, or for another in words.
function askReason(title: string, reasons: string[], give: (reason: string) => void): void {
  const close = (reason: string): void => { closeDialog(); give(reason); };
  const free = line("reason");
  openDialog(t(title), [
    make("div", { class: "actions" }, ...reasons.map((reason, n) => button(t(reason), String(n + 1), () => { close(reason); }))),
    ownForm(() => { close(free.value.trim()); }, ...labelled("other reason", free)),
  ], (event) => {
    const reason = reasons.find((_, n) => event.key === String(n + 1));
    if (event.target === free || !reason) return;
    event.preventDefault();
    event.stopPropagation(); // With the dialog closed, the page would take the digit for a card's.
    close(reason);
  });
}

function summary(proposal: Proposal): Summary {
  if (proposal.kind !== "thing") return { type: proposal.kind };
  return {
    type: proposal.kind, ...(proposal.iri ? { iri: proposal.iri } : {}),
    name: proposal.name, jurisdiction: data.jurisdiction?.iri ?? null,
  };
}

export function add(type: CardItem["type"]): void {
  const span = selected();
  const here = passage().span;
  const wording = span ? cut(...span).replace(/\s+/g, " ") : "";
  const item: CardItem = type === "thing" ? { type, labels: wording ? { [data.language]: wording } : {} }
    : type === "figure" ? { type, ...meant(here), ...(wording ? { asStated: wording } : {}) }
      : { type, ...meant(here) };
  const [start, end] = span ?? here;
  const draft: Card = { key: ownKey(), passage: here, quotes: [[start, end, cut(start, end)]], item };
  state.drafts = [draft];
  edit(draft);
}

export function recutAs(role: string, span: Span, note?: Texts): void {
  decide(`passage:${span.join("-")}`, { do: "accept", to: { type: "passage", span, role, ...(note ? { note } : {}) } },
    [[...span, cut(...span)]]);
  paint();
}

// Make a passage of one role what is of another, and back.
export const toggle = (role: string): void => recutAs(passage().role === role ? "Body" : role, passage().span);

export function divide(): void {
  const span = selected();
  const here = passage();
  if (!span || !inside(span, here.span)) { alertUser(t("select the first part")); return; }
  recutAs(here.role, [here.span[0], span[1]]);
}

export function join(): void {
  const next = list.at(state.at + 1);
  if (next) recutAs(passage().role, [passage().span[0], next.span[1]]);
}

// A sentence that states nothing for the graph: it needs no claim, and its numbers none.
export function leave(): void {
  const { span } = passage();
  askReason("why left", ["states nothing", "said elsewhere", "outside"], (reason) => {
    if (!reason) { paint(); return; }
    const both = Object.entries(data.words).map(([tag, words]) => [tag, Object.hasOwn(words, reason) ? words[reason] : ""]);
    const note = both.every(([, word]) => word) ? Object.fromEntries(both) as Texts : { [language()]: reason };
    recutAs("SetAside", span, note);
    nextUnfinished();
  });
}

// To the next passage of which check would ask for something; then to the document's own words.
export function nextUnfinished(): void {
  const at = unfinished(state.at);
  if (at >= 0) { go(at); return; }
  if (now.get("source")?.event.do !== "accept") { editSource(); return; }
  showText(t("next open"), t("all done"));
}

export function setAside(): void {
  const { bare } = numbers(passage());
  const before = Object.values(passage().note ?? {})[0];
  // The usual reason is there, and what is typed takes its place.
  const reason = bare.length ? t("says for whom") : "";
  const wanted = bare.length ? `${bare.map(([, , wording]) => wording).join(", ")}: ${reason}` : "";
  const field = line("note", [before, wanted].filter(Boolean).join("; "));
  openDialog(t("set a number aside"), [ownForm(() => {
    closeDialog();
    recutAs(passage().role, passage().span, { [language()]: field.value.trim() });
  }, ...labelled("number and reason", field))]);
  field.setSelectionRange(field.value.length - reason.length, field.value.length);
}

// What can be said of a document that nobody described yet: what it is called.
function drafted(): Partial<SourceItem> {
  const { title, words } = data;
  const definitions = Object.fromEntries(Object.entries(words).map(([tag, { "document draft": draft }]) => [tag, draft.replace("{title}", title)]));
  return { title, labels: { [data.language]: title }, definitions };
}

export function editSource(): void {
  const event = now.get("source")?.event;
  const known = event?.do === "accept" && event.to.type === "source" ? event.to : drafted();
  const card: Card = { key: "source", passage: passage().span, quotes: [] };
  // Behind an open dialog no card can have the focus: it goes to one again.
  openDialog(t("document"), [form(sourceFields(known), card, () => { closeDialog(); paint(); })]);
}

export function undoLast(): void {
  undo();
  paint();
}

// The card by another number of this passage.
export function lookAt(card: number): void {
  state.card = Math.max(0, Math.min(card, cardsOf(passage()).length - 1));
  paint();
}
