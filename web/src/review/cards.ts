// The cards of a passage: proposals of the machine, and what people added.
import { data, state, timeType } from "./data.js";
import { accepted, evidence, list, now } from "./decisions.js";
import { inside, meets } from "./spans.js";
import { things } from "./things.js";
import type { Card, CardItem, Segment, Proposal, QuoteRow, Span, Stated } from "./types.js";

const proposals = data.proposals.map((each): Proposal => ({
  ...each, quotes: each.quotes.map(([part, start, end, text]) => ({ part, span: [start, end], text })),
}));
const byKey = new Map(proposals.map((each) => [each.key, each]));
const quotesOf = (proposal: Proposal): QuoteRow[] => proposal.quotes.map(({ span, text }) => [...span, text]);
const cardOf = (proposal: Proposal, passage: Span): Card => ({ key: proposal.key, proposal, quotes: quotesOf(proposal), passage });

export function cardsOf(passage: Segment): Card[] {
  const cards = proposals.filter((each) => meets(each.passage, passage.span) && !needless(each)
    && (!each.quotes.length || each.quotes.some(({ span }) => inside(span, passage.span))) && inSight(each))
    .map((each) => cardOf(each, passage.span));
  for (const [key, { event }] of now) {
    // What was rejected and is proposed no more has no card.
    if (byKey.has(key) || event.do !== "accept" || event.to.type === "passage" || event.to.type === "source") continue;
    const quotes = [...(event.quotes ?? [])];
    const spans = [...(evidence(event.to) ?? []), ...quotes.map(([start, end]): Span => [start, end])];
    if (spans.some((span) => meets(span, passage.span))) cards.push({ key, quotes, passage: passage.span });
  }
  cards.push(...state.drafts.filter((draft) => draft.passage[0] === passage.span[0] && !now.has(draft.key)));
  // Things come first: what is said of them can be accepted with one key then.
  const order = ["modality", "thing", "figure", "date", "relation"];
  const rank = (card: Card): number => order.indexOf(card.proposal?.kind ?? itemOf(card)?.type ?? "");
  return cards.sort((one, other) => rank(one) - rank(other) || likelier(one, other)
    || (one.quotes.at(0)?.[0] ?? 1e9) - (other.quotes.at(0)?.[0] ?? 1e9));
}

// Of many relations that a passage may state, the likeliest are in sight; the others on request.
const MOST_IN_SIGHT = 8;
const inSight = (proposal: Proposal): boolean => proposal.kind !== "relation" || proposal.rank <= MOST_IN_SIGHT
  || now.has(proposal.key) || state.more === proposal.passage[0];
const rankOf = ({ proposal }: Card): number => (proposal?.kind === "relation" ? proposal.rank : 0);
const likelier = (one: Card, other: Card): number => rankOf(one) - rankOf(other);

// How many relations of a passage are not in sight.
export function hidden(passage: Segment): number {
  return proposals.filter((each) => meets(each.passage, passage.span) && !needless(each) && !inSight(each)).length;
}

// Nothing is left to say between two names of one thing, or with an end that was rejected.
function needless(proposal: Proposal): boolean {
  if (proposal.kind !== "relation" || now.has(proposal.key)) return false;
  const { subject, object } = proposal;
  if ([subject, object].some((end) => now.get(end)?.event.do === "reject")) return true;
  return iriOf(subject) !== "" && iriOf(subject) === iriOf(object);
}

// The thing that was accepted here by a name: its later mentions mean it, and ask nothing.
const plain = (name: string): string => name.toLowerCase().split(/\s+/).join(" ");
let called = new Map<string, string>();
let calledBy: typeof now | null = null;
function calledHere(name: string): string | undefined {
  if (calledBy !== now) {
    calledBy = now;
    called = new Map();
    for (const { key, item } of accepted()) {
      if (item.type !== "thing" || !item.iri) continue;
      const proposal = byKey.get(key);
      const names = [proposal?.kind === "thing" ? proposal.name : "",
        ...Object.values(item.labels ?? {}), ...Object.values(item.names ?? {}).flat()];
      for (const each of names) if (each) called.set(plain(each), item.iri);
    }
  }
  return called.get(plain(name));
}

export type Status = "open" | "accepted" | "rejected";
export function statusOf(card: Card): Status {
  const outcome = now.get(card.key);
  if (!outcome) return card.proposal?.kind === "thing" && calledHere(card.proposal.name) ? "accepted" : "open";
  return outcome.lapsed ? "open" : outcome.event.do === "accept" ? "accepted" : "rejected";
}

// How the text puts what a passage states, as far as it is proposed.
export function meant(passage: Span): Stated {
  for (const each of proposals) {
    if (each.kind === "modality" && meets(each.passage, passage)) {
      return { modality: each.modality, evidence: [passage], qualifier: each.qualifier ? { [data.language]: each.qualifier } : {} };
    }
  }
  return { modality: "", evidence: [passage], qualifier: {} };
}

// What a card would be accepted as: the decision so far, or the proposal as far as it goes.
export function itemOf(card: Card): CardItem | null {
  const event = now.get(card.key)?.event;
  if (event?.do === "accept") return event.to.type === "passage" || event.to.type === "source" ? null : event.to;
  return card.item ?? (card.proposal ? proposed(card.proposal, card.passage) : null);
}
function proposed(proposal: Proposal, passage: Span): CardItem | null {
  switch (proposal.kind) {
    case "thing": {
      const iri = proposal.iri ?? calledHere(proposal.name);
      return iri
        ? { type: "thing", iri, linked: true, class: things().get(iri)?.kind ?? proposal.thing_kind }
        : { type: "thing", class: proposal.thing_kind, labels: { [proposal.lang]: proposal.name } };
    }
    case "figure":
      return {
        type: "figure", value: proposal.value, upper: proposal.high ?? "",
        unit: proposal.unit?.replace(/^unit:/, data.units_iri) ?? "", bound: proposal.bound,
        asStated: proposal.as_stated, ...timeOf(proposal), ...meant(passage),
      };
    case "date": {
      const day = proposal.start ?? proposal.end ?? "";
      return {
        type: "relation", predicate: data.ontology + (proposal.start ? "start" : "end"),
        object: day, datatype: timeType(day), ...meant(passage),
      };
    }
    case "relation":
      return {
        type: "relation", subject: iriOf(proposal.subject), predicate: proposal.predicate,
        object: iriOf(proposal.object), ...meant(passage), evidence: quoted(proposal, passage),
      };
    case "modality": return null;
  }
}

// When a figure holds, as the date that is proposed on the same words.
function timeOf({ quotes }: Proposal): { start?: string; end?: string } {
  const words = quotes.find(({ part }) => part === "period");
  for (const each of words ? proposals : []) {
    if (each.kind !== "date" || !each.quotes.some(({ span }) => words && inside(span, words.span))) continue;
    const end = each.end ?? (each.since ? null : each.start);
    return { ...(each.start ? { start: each.start } : {}), ...(end ? { end } : {}) };
  }
  return {};
}

// A relation is proved by each passage that names one of its ends.
export function quoted(proposal: Pick<Proposal, "quotes">, here: Span): Span[] {
  const spans = list.filter((each) => proposal.quotes.some(({ span }) => inside(span, each.span))).map((each) => each.span);
  return spans.length ? spans : [here];
}

export function iriOf(about: string): string {
  const event = now.get(about)?.event;
  if (event?.do === "accept") return "iri" in event.to ? event.to.iri ?? "" : "";
  const proposal = byKey.get(about);
  return !event && proposal?.kind === "thing" ? proposal.iri ?? calledHere(proposal.name) ?? "" : "";
}

// The cards of a relation's two ends.
export function endsOf({ proposal, passage }: Card): Card[] {
  if (proposal?.kind !== "relation") return [];
  return [byKey.get(proposal.subject), byKey.get(proposal.object)].flatMap((end) => (end ? [cardOf(end, passage)] : []));
}

// What a thing that is proposed is called in the text.
export function nameOf(about: string | undefined): string {
  const proposal = byKey.get(about ?? "");
  return proposal?.kind === "thing" ? proposal.name : "…";
}

// A card can be accepted with one key where nothing is left to say.
export function whole(item: CardItem): boolean {
  if (item.type === "thing") return item.linked === true || Boolean(item.iri);
  if (item.type === "figure") return Boolean(item.iri && item.modality);
  return Boolean(item.subject && item.predicate && item.object && item.modality);
}
