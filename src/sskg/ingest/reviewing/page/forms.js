// ---- the forms in which an item is made or changed; each gives the item, or says what is missing
function form(item, card) {
  const make = { thing: thingForm, figure: figureForm, relation: relationForm, source: sourceForm };
  const { rows, read } = make[item.type](item, card);
  const problem = el("p", { className: "wide problem", role: "alert" });
  const quote = card.quotes?.[0] ? spanRow(card) : [];
  const element = el("form", { className: "edit", on: { submit: (event) => {
    event.preventDefault();
    const result = read();
    if (typeof result === "string") { problem.textContent = t(result); return; }
    state.editing = null;
    decide("accept", card.key, { to: result, quotes: card.quotes });
    step(1);
  } } }, ...quote, ...rows.flatMap(([label, field]) => labelled(label, field)), problem,
  el("div", { className: "wide actions" }, el("button", { className: "main" }, t("save"), el("kbd", {}, "Enter")),
    button(t("cancel"), "Esc", () => { state.editing = null; paint(); })));
  return element;
}
let fieldNumber = 0;
function labelled(label, field) {
  const input = field.querySelector?.("input") ?? field;
  if (!["INPUT", "SELECT"].includes(input.tagName)) return [el("span", {}, t(label)), field];
  input.id ||= `field-${++fieldNumber}`;
  return [el("label", { htmlFor: input.id }, t(label)), field];
}
const line = (name, value = "") => el("input", { name, value, autocomplete: "off" });
const languages = { en: "English", zh: "中文" };

function spanRow(card) {
  const quote = el("span", {});
  const show = () => { quote.textContent = card.quotes.map(([, , text]) => text).join(" … "); };
  const nudge = (side, by) => () => { nudgeQuote(card, side, by); show(); };
  show();
  return [el("span", {}, t("wording")), el("span", {}, quote, " ",
    button("⟸", "", nudge(0, -1)), button("⟹", "", nudge(0, 1)), " ",
    button("⇐", "", nudge(1, -1)), button("⇒", "", nudge(1, 1)), " ",
    button(t("take selection"), "", () => {
      const span = selected();
      if (span) { card.quotes = [[...span, cut(...span)]]; show(); }
    }))];
}
function nudgeQuote(card, side, by) {
  const span = card.quotes[0].slice(0, 2);
  const word = (at) => /[\p{L}\p{N}]/u.test(points[at] ?? "") && !/[㐀-鿿]/.test(points[at]);
  do span[side] += by; while (span[side] > 0 && span[side] < points.length
    && word(span[side] - 1) && word(span[side]));
  if (span[0] >= 0 && span[0] < span[1] && span[1] <= points.length)
    card.quotes[0] = [...span, cut(...span)];
}

function thingForm(item, card) {
  const link = picker("link", () => nearest(card), item.linked ? item.iri : "");
  const kind = choice("class", data.classes, item.class ?? "", t("choose"));
  const labels = {}, definitions = {}, units = {};
  for (const tag of ["en", "zh"]) {
    labels[tag] = line(`label-${tag}`, item.labels?.[tag]);
    definitions[tag] = line(`definition-${tag}`, item.definitions?.[tag]);
    units[tag] = line(`unit-${tag}`, item.unitLabels?.[tag]);
  }
  const learn = el("input", { type: "checkbox", checked: Boolean(item.names) });
  const rows = [["is of the graph", link.element], ["learn name", learn], ["kind", kind],
    ...["en", "zh"].map((tag) => [`label ${tag}`, labels[tag]]),
    ...["en", "zh"].map((tag) => [`definition ${tag}`, definitions[tag]])];
  const unitRows = ["en", "zh"].map((tag) => [`unit ${tag}`, units[tag]]);
  const read = () => {
    const tag = /[㐀-鿿]/.test(card.quotes?.[0]?.[2] ?? "") ? "zh" : "en";
    const wording = (card.quotes?.[0]?.[2] ?? "").replace(/\s+/g, " ");
    const names = learn.checked && wording ? { [tag]: [wording] } : {};
    if (link.value.iri)
      return { type: "thing", iri: link.value.iri, linked: true,
        class: things().get(link.value.iri)?.kind ?? "", names };
    if (!kind.value) return "choose a kind";
    const texts = (fields) => Object.fromEntries(Object.entries(fields)
      .map(([lang, field]) => [lang, field.value.trim()]).filter(([, text]) => text));
    if (!labels.en.value.trim() || !labels.zh.value.trim()) return "labels are missing";
    const iri = item.iri && !item.linked ? item.iri : slug(labels.en.value);
    return { type: "thing", iri, class: kind.value, labels: texts(labels),
      definitions: texts(definitions), names, unitLabels: texts(units) };
  };
  return { rows: [...rows, ...unitRows], read };
}
// The graph's things that share a word with the wording come first.
function nearest(card) {
  const wording = (card.quotes?.[0]?.[2] ?? "").toLowerCase();
  const pieces = wording.match(/[㐀-鿿]{2}|[a-z]{4,}/g) ?? [];
  return [...things().values()].map((each) => {
    const names = [each.en, each.zh, ...(each.names ?? [])].filter(Boolean).join(" ").toLowerCase();
    return { ...each, near: pieces.filter((piece) => names.includes(piece)).length };
  });
}

function stated(item, card) {
  const speakers = () => [...things().values()].filter((each) => fits(each.kind, ["Actor"]));
  const speaker = picker("speaker", speakers, item.speaker ?? "");
  const modality = choice("modality", data.modalities, item.modality ?? "", t("choose"));
  const qualifier = line("qualifier", Object.values(item.qualifier ?? {})[0]);
  const read = () => ({
    modality: modality.value,
    evidence: item.evidence?.length ? item.evidence : [card.passage],
    qualifier: qualifier.value.trim() ? { [data.language]: qualifier.value.trim() } : {},
    ...(speaker.value.iri ? { speaker: speaker.value.iri } : {}),
  });
  return { rows: [["modality", modality], ["qualifier", qualifier], ["speaker", speaker.element]],
    modality, read };
}

function relationForm(item, card) {
  let subject, predicate;
  const property = () => predicate && data.properties.find((each) => each.iri === predicate.value.iri);
  // What this passage names comes first.
  const here = new Set(cardsOf(passage()).map((each) => itemOf(each)?.iri).filter(Boolean));
  const first = (each) => ({ ...each, near: here.has(each.iri) ? 1 : 0 });
  const all = () => [...things().values(), ...figures()].map(first);
  const kind = () => subject && all().find((each) => each.iri === subject.value.iri)?.kind;
  subject = picker("subject", () => all().filter((each) => each.kind &&
    (!property() || fits(each.kind, property().domain))), item.subject);
  predicate = picker("predicate", () => data.properties.filter((each) =>
    !kind() || fits(kind(), each.domain)).map((each) => ({ ...each, names: [] })), item.predicate);
  const object = picker("object", () => [...things().values()].map(first).filter((each) =>
    !property() || fits(each.kind, property().range)), item.datatype ? "" : item.object);
  const date = line("date", item.datatype ? item.object : "");
  const how = stated(item, card);
  const read = () => {
    if (!subject.value.iri || !predicate.value.iri) return "subject and relation are missing";
    const literal = property()?.literal;
    const type = /^\d{4}(-\d\d){0,2}$/.test(date.value) ? timeType(date.value) : "";
    if (literal ? !type : !object.value.iri) return literal ? "a date is missing" : "an object is missing";
    if (!how.modality.value) return "choose a modality";
    return { type: "relation", subject: subject.value.iri, predicate: predicate.value.iri,
      object: literal ? date.value : object.value.iri, ...(literal ? { datatype: type } : {}),
      ...how.read() };
  };
  return { rows: [["subject", subject.element], ["relation", predicate.element],
    ["object", object.element], ["or date", date], ...how.rows], read };
}
function figures() {
  return [...now.values()].filter(({ event }) => event.do === "accept" && event.to.type === "figure")
    .map(({ event: { to } }) => ({ iri: to.iri, id: local(to.iri), kind: "Observation", ...to.labels, own: true }));
}

function figureForm(item, card) {
  const indicator = picker("indicator", () => [...things().values()].filter((each) =>
    fits(each.kind, ["Indicator"])), item.indicator);
  const value = line("value", item.value);
  const upper = line("upper", item.upper);
  const unit = picker("unit", () => data.units, item.unit);
  const bound = choice("bound", data.bounds, item.bound ?? "Exactly");
  const wording = line("asStated", item.asStated);
  const start = line("start", item.start), end = line("end", item.end);
  const labels = { en: line("label-en", item.labels?.en), zh: line("label-zh", item.labels?.zh) };
  const how = stated(item, card);
  indicator.input.addEventListener("picked", () => {
    const thing = things().get(indicator.value.iri);
    for (const tag of ["en", "zh"]) labels[tag].value ||= thing?.[tag] ? `${thing[tag]}, ${value.value}` : "";
  });
  const read = () => {
    if (!indicator.value.iri) return "an indicator is missing";
    if (!/^-?\d+(\.\d+)?$/.test(value.value) || !unit.value.iri) return "value and unit are missing";
    if (!labels.en.value.trim() || !labels.zh.value.trim()) return "labels are missing";
    if (!how.modality.value) return "choose a modality";
    if (!data.text.replace(/\s+/g, " ").includes(wording.value) || !wording.value)
      return "the wording is not in the text";
    return { type: "figure", iri: item.iri || slug(labels.en.value), indicator: indicator.value.iri,
      labels: { en: labels.en.value.trim(), zh: labels.zh.value.trim() }, value: value.value,
      unit: unit.value.iri, bound: bound.value, asStated: wording.value,
      ...(upper.value ? { upper: upper.value } : {}),
      ...(start.value ? { start: start.value } : {}), ...(end.value ? { end: end.value } : {}),
      ...how.read() };
  };
  return { rows: [["indicator", indicator.element], ["value", value], ["upper end", upper], ["unit", unit.element],
    ["bound", bound], ["as stated", wording], ["label en", labels.en], ["label zh", labels.zh],
    ["start", start], ["end", end], ...how.rows], read };
}

function sourceForm(item) {
  const fields = Object.fromEntries(["title", "label-en", "label-zh", "definition-en", "definition-zh",
    "published"].map((name) => [name, line(name, item.fields?.[name])]));
  const read = () => {
    const value = (name) => fields[name].value.trim();
    if (["title", "label-en", "label-zh", "definition-en", "definition-zh"].some((name) => !value(name)))
      return "labels are missing";
    return { type: "source", title: value("title"),
      labels: { en: value("label-en"), zh: value("label-zh") },
      definitions: { en: value("definition-en"), zh: value("definition-zh") },
      ...(value("published") ? { published: value("published") } : {}) };
  };
  const names = { "label-en": "label en", "label-zh": "label zh", "definition-en": "definition en",
    "definition-zh": "definition zh" };
  return { rows: Object.entries(fields).map(([name, field]) => [names[name] ?? name, field]), read };
}
