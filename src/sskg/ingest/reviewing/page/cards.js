// ---- the cards of a passage: proposals of the machine, and what people added
const proposals = data.proposals.map((each) => ({ ...each,
  quotes: each.quotes.map(([part, start, end, text]) => ({ part, span: [start, end], text })) }));
const byKey = new Map(proposals.map((each) => [each.key, each]));
const quotesOf = (proposal) => proposal.quotes.map(({ span, text }) => [...span, text]);

function cardsOf(passage) {
  const cards = proposals.filter((each) => meets(each.passage, passage.span)
    && (!each.quotes.length || each.quotes.some(({ span }) => inside(span, passage.span))))
    .map((each) => ({ key: each.key, proposal: each, quotes: quotesOf(each), passage: passage.span }));
  for (const [about, { event, lapsed }] of now) {
    if (byKey.has(about) || !event.to || event.to.type === "passage" || event.to.type === "source") continue;
    const spans = [...(event.to.evidence ?? []), ...(event.quotes ?? []).map((q) => q.slice(0, 2))];
    if (spans.some((span) => meets(span, passage.span)))
      cards.push({ key: about, quotes: event.quotes ?? [], passage: passage.span, lapsed });
  }
  for (const draft of state.drafts ?? []) if (draft.at === passage.span[0]) cards.push(draft);
  // Things come first: what is said of them can be accepted with one key then.
  const order = ["modality", "thing", "figure", "date", "relation"];
  const rank = (card) => order.indexOf(card.proposal?.kind ?? itemOf(card).type);
  return cards.sort((one, other) => rank(one) - rank(other)
    || (one.quotes[0]?.[0] ?? 1e9) - (other.quotes[0]?.[0] ?? 1e9));
}
// The thing that was accepted here by a name: its later mentions mean it, and ask nothing.
const plain = (name) => name.toLowerCase().split(/\s+/).join(" ");
function calledHere(name) {
  if (!called) {
    called = new Map();
    for (const [about, { event, lapsed }] of now) {
      if (lapsed || event.do !== "accept" || event.to.type !== "thing") continue;
      const { iri, labels = {}, names = {} } = event.to;
      for (const each of [byKey.get(about)?.name, ...Object.values(labels), ...Object.values(names).flat()])
        if (each) called.set(plain(each), iri);
    }
  }
  return called.get(plain(name));
}
const statusOf = (card) => {
  const decision = now.get(card.key);
  if (!decision && card.proposal?.kind === "thing" && calledHere(card.proposal.name)) return "accepted";
  return !decision || decision.lapsed ? "open" : decision.event.do === "accept" ? "accepted" : "rejected";
};

// What a card would be accepted as: the decision so far, or the proposal as far as it goes.
function itemOf(card) {
  const decision = now.get(card.key);
  if (decision?.event.to && decision.event.do === "accept") return decision.event.to;
  if (card.item) return card.item;
  const proposal = card.proposal;
  const meant = proposals.find((each) => each.kind === "modality" && meets(each.passage, card.passage));
  const how = { modality: meant?.modality ?? "", evidence: [card.passage],
    qualifier: meant?.qualifier ? { [data.language]: meant.qualifier } : {} };
  switch (proposal.kind) {
    case "thing": {
      const iri = proposal.iri ?? calledHere(proposal.name);
      return iri
        ? { type: "thing", iri, linked: true, class: things().get(iri)?.kind ?? proposal.thing_kind }
        : { type: "thing", class: proposal.thing_kind, labels: { [proposal.lang]: proposal.name } };
    }
    case "figure":
      return { type: "figure", value: proposal.value, upper: proposal.high ?? "", unit: unitIri(proposal.unit), bound: proposal.bound,
        asStated: proposal.as_stated, ...how };
    case "date":
      return { type: "relation", predicate: data.ontology + (proposal.start ? "start" : "end"),
        object: proposal.start ?? proposal.end, datatype: timeType(proposal.start ?? proposal.end), ...how };
    case "relation":
      return { type: "relation", subject: iriOf(proposal.subject), predicate: proposal.predicate,
        object: iriOf(proposal.object), ...how, evidence: quoted(proposal, card.passage) };
    default: return null;
  }
}
// A relation is proved by each passage that names one of its ends.
function quoted(proposal, here) {
  const spans = list.filter((each) => proposal.quotes.some(({ span }) => inside(span, each.span)))
    .map((each) => each.span);
  return spans.length ? spans : [here];
}
const unitIri = (curie) => curie ? curie.replace(/^unit:/, data.units_iri) : "";
function iriOf(about) {
  const decision = now.get(about);
  if (decision?.event.do === "accept") return decision.event.to.iri;
  const proposal = byKey.get(about);
  return decision || !proposal ? "" : proposal.iri ?? calledHere(proposal.name) ?? "";
}

// A card can be accepted with one key where nothing is left to say.
function whole(item) {
  if (!item) return false;
  if (item.type === "thing") return item.linked || Boolean(item.iri);
  if (item.type === "figure") return Boolean(item.iri && item.modality);
  return Boolean(item.subject && item.predicate && item.object && item.modality);
}
function accept(card) {
  const item = itemOf(card);
  if (!item) return;
  // A relation waits for its ends: a new thing in this passage is asked for first.
  const end = item.type === "relation" && cardsOf(passage()).find((each) => each.proposal?.kind === "thing"
    && [card.proposal?.subject, card.proposal?.object].includes(each.key) && !iriOf(each.key) && !now.has(each.key));
  if (!whole(item)) { edit(end || card); return; }
  if (item.type === "relation" && !item.datatype)
    for (const about of [card.proposal?.subject, card.proposal?.object])
      if (about && !now.has(about)) decide("accept", about,
        { to: itemOf({ key: about, proposal: byKey.get(about), passage: card.passage }), quotes: quotesOf(byKey.get(about)) });
  decide("accept", card.key, { to: item, quotes: card.quotes });
  step(1);
}
function edit(card) { state.editing = card; paint(); }
function reject(card) {
  const reasons = ["not meant", "wrong span", "wrong kind", "another thing", "not stated", "twice"];
  const dialog = document.getElementById("dialog");
  const close = (reason) => () => {
    dialog.close();
    decide("reject", card.key, { reason, quotes: card.quotes,
      ...(card.proposal ? { to: summary(card.proposal) } : {}) });
    step(1);
  };
  const free = line("reason");
  dialog.replaceChildren(el("h2", {}, t("why")),
    el("div", { className: "actions" }, ...reasons.map((reason, n) => button(t(reason), String(n + 1), close(reason)))),
    el("form", { className: "edit", on: { submit: (event) => { event.preventDefault(); close(free.value.trim())(); } } },
      ...labelled("other reason", free)));
  dialog.onkeydown = (event) => {
    if (event.target !== free && reasons[event.key - 1]) { event.preventDefault(); close(reasons[event.key - 1])(); }
  };
  dialog.showModal();
}
const summary = (proposal) => ({ type: proposal.kind, ...(proposal.iri ? { iri: proposal.iri } : {}),
  ...(proposal.name ? { name: proposal.name, jurisdiction: data.jurisdiction?.iri ?? null } : {}) });

// Who proposes it, where it is a language model or a proposer of another package.
function proposer(card) {
  const by = card.proposal?.by;
  return !by || data.own.includes(by) ? "" : by === "model" ? t("by the model") : t("by", { name: by });
}
function describe(card) {
  const item = itemOf(card);
  if (!item) {
    const { modality, qualifier, speaker } = card.proposal;
    const name = named(data.modalities.find((each) => each.id === modality) ?? { id: modality });
    return ["modality", name, [qualifier, speaker].filter(Boolean).join(" · ")];
  }
  const all = things();
  const call = (iri) => (all.get(iri) ? named(all.get(iri)) : iri ? local(iri) : "");
  const nameOf = (about) => byKey.get(about)?.name ?? "…";
  const callAtHome = (iri) => (all.get(iri) ? withHome(all.get(iri)) : call(iri));
  switch (item.type) {
    case "thing": return [item.linked ? "in the graph" : "new thing",
      item.linked ? callAtHome(item.iri) : item.labels?.[zh() ? "zh" : "en"] ?? Object.values(item.labels ?? {})[0],
      [kindName(item.class), ...(card.proposal?.like?.length && !item.linked
        ? [t("namesake", { names: card.proposal.like.map(callAtHome).join(", ") })] : [])].join(" · ")];
    case "figure": return ["figure", item.asStated, [item.indicator && call(item.indicator), item.value,
      local(item.unit || ""), named(data.bounds.find((each) => each.id === item.bound) ?? { id: item.bound }),
      card.proposal?.per?.join("/"), card.proposal?.population, card.proposal?.period].filter(Boolean).join(" · ")];
    default: return [card.proposal?.kind === "date" ? "date" : "relation",
      [call(item.subject) || nameOf(card.proposal?.subject), named(data.properties.find((each) => each.iri === item.predicate) ?? { id: local(item.predicate ?? "") }),
        item.datatype ? item.object : call(item.object) || nameOf(card.proposal?.object)].join(" → "), named(data.modalities.find((each) =>
        each.id === item.modality) ?? { id: "" }) || ""];
  }
}
