// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }
  var svgTags = /* @__PURE__ */ new Set(["svg", "path", "rect", "line", "text", "g", "circle", "ellipse", "title", "desc"]);
  function make(tag, attributes = {}, ...children) {
    const space = svgTags.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
    const made = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== void 0 && value !== null) made.setAttribute(name, String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== void 0));
    return made;
  }

  // src/review/spans.ts
  var inside = (inner, outer) => outer[0] <= inner[0] && inner[1] <= outer[1];
  var meets = (one, other) => one[0] < other[1] && other[0] < one[1];
  var cut = (points2, [start, end]) => points2.slice(start, end).join("");
  function trimmed(points2, [start, end]) {
    while (start < end && !points2[start].trim()) start += 1;
    while (start < end && !points2[end - 1].trim()) end -= 1;
    return start < end ? [start, end] : null;
  }

  // src/review/data.ts
  var data = JSON.parse(byId("data").textContent);
  var state = { lang: data.lang, by: data.by, at: 0, card: 0, editing: null, drafts: [], waiting: null, more: -1, events: data.events };
  var LANGUAGES = ["en", "zh"];
  var language = () => state.lang.startsWith("zh") ? "zh" : "en";
  function t(key, values = {}) {
    const words = data.words[language()];
    const word = Object.hasOwn(words, key) ? words[key] : key;
    return word.replace(/\{(\w+)\}/g, (blank, name) => String(values[name] ?? blank));
  }
  function named(record) {
    const labels = language() === "zh" ? [record.zh, record.en] : [record.en, record.zh];
    return labels.find(Boolean) ?? record.id;
  }
  var byName = (records, id) => named(records.find((each) => each.id === id) ?? { id });
  var kindName = (kind) => byName(data.classes, kind);
  var local = (iri) => iri.replace(/^.*[#/]/, "");
  function written(value, tag) {
    const number = Number(value);
    if (!value || !Number.isFinite(number)) return value;
    const long = Math.abs(number) >= (tag === "zh" ? 1e4 : 1e6);
    return new Intl.NumberFormat(tag === "zh" ? "zh-CN" : "en", {
      maximumFractionDigits: 12,
      useGrouping: "min2",
      ...long ? { notation: "compact", compactDisplay: "long" } : {}
    }).format(number);
  }
  var timeType = (text) => (/* @__PURE__ */ new Map([[4, "gYear"], [7, "gYearMonth"], [10, "date"]])).get(text.length) ?? "";
  var TIME = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  var isTime = (text) => TIME.test(text);
  var isDay = (text) => isTime(text) && timeType(text) === "date";
  var points = Array.from(data.text);
  var cut2 = (start, end) => cut(points, [start, end]);
  var trimmed2 = (span) => trimmed(points, span);

  // src/review/outcome.ts
  function outcomes(happened, points2) {
    const events = [...new Map(happened.map((each) => [each.id, each])).values()];
    events.sort((one, other) => one.at < other.at ? -1 : one.at > other.at ? 1 : 0);
    const undone = /* @__PURE__ */ new Set();
    for (const each of [...events].reverse()) {
      if (each.do === "undo" && !undone.has(each.id)) undone.add(each.key);
    }
    const last2 = /* @__PURE__ */ new Map();
    for (const each of events) {
      if (each.do === "undo" || undone.has(each.id)) continue;
      const by = last2.get(each.key) ?? /* @__PURE__ */ new Map();
      last2.set(each.key, by);
      by.delete(each.by);
      by.set(each.by, each);
    }
    const result = /* @__PURE__ */ new Map();
    for (const [about, by] of last2) {
      const all = [...by.values()];
      const latest = all[all.length - 1];
      const different = new Set(all.map((each) => each.do + (each.do === "accept" ? stable(each.to) : "")));
      const lapsed = (latest.quotes ?? []).some(([start, end, quote]) => cut(points2, [start, end]) !== quote);
      result.set(about, { event: latest, differs: different.size > 1 ? all : [], lapsed });
    }
    return result;
  }
  function stable(value) {
    if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
    if (!value || typeof value !== "object") return JSON.stringify(value);
    const fields = Object.entries(value).sort(([one], [other]) => one < other ? -1 : 1);
    return `{${fields.map(([name, part]) => `${name}:${stable(part)}`).join()}}`;
  }
  function acceptedOf(decided) {
    return [...decided].flatMap(([about, { event, lapsed }]) => !lapsed && event.do === "accept" ? [{ key: about, item: event.to, quotes: event.quotes ?? [] }] : []);
  }
  function recut(segments2, items, points2) {
    let cuts = segments2;
    for (const item of items) {
      if (item.type !== "passage") continue;
      const { span, role, note } = item;
      let sentence = span;
      const rest = [];
      for (const each of cuts) {
        if (!meets(each.span, span)) {
          rest.push(each);
          continue;
        }
        if (inside(span, each.sentence)) sentence = each.sentence;
        for (const piece of [[each.span[0], span[0]], [span[1], each.span[1]]]) {
          const kept = trimmed(points2, piece);
          if (kept) rest.push({ ...each, span: kept });
        }
      }
      const visible = trimmed(points2, span);
      if (visible) rest.push({ span: visible, role, sentence, note });
      cuts = rest.sort((one, other) => one.span[0] - other.span[0]);
    }
    return cuts;
  }

  // src/review/decisions.ts
  var now = outcomes(state.events, points);
  var list = segments();
  function recount() {
    now = outcomes(state.events, points);
    list = segments();
    state.at = Math.min(state.at, list.length - 1);
  }
  function accepted() {
    return acceptedOf(now);
  }
  var evidence = (item) => "evidence" in item ? item.evidence : void 0;
  function segments() {
    const cuts = data.passages.map(([, start, end, role, first, last2]) => ({ span: [start, end], role, sentence: [first, last2] }));
    return recut(cuts, accepted().map((each) => each.item), points);
  }

  // src/review/things.ts
  var graphThings = new Map(data.things.map(([iri, kind, en, zh, names, home]) => [iri, { iri, id: local(iri), kind, en, zh, names, home }]));
  var homeName = (iri) => iri ? named(graphThings.get(iri) ?? { id: local(iri) }) : "";
  var withHome = (thing) => named(thing) + (thing.home ? ` (${homeName(thing.home)})` : "");
  function things() {
    const all = new Map(graphThings);
    for (const { item } of accepted()) {
      if (item.type !== "thing" || item.linked || !item.iri) continue;
      all.set(item.iri, {
        iri: item.iri,
        id: local(item.iri),
        kind: item.class ?? "",
        en: item.labels?.en,
        zh: item.labels?.zh,
        names: Object.values(item.names ?? {}).flat(),
        own: true
      });
    }
    return all;
  }
  var likeOf = ({ proposal }) => proposal?.kind === "thing" && !proposal.iri ? proposal.like.flatMap((iri) => graphThings.get(iri) ?? []) : [];
  function figures() {
    return accepted().flatMap(({ item }) => item.type === "figure" && item.iri ? [{ iri: item.iri, id: local(item.iri), kind: "Observation", ...item.labels, names: [], own: true }] : []);
  }
  function fits(kind, allowed) {
    return !allowed.length || [kind, ...data.supers[kind] ?? []].some((each) => allowed.includes(each));
  }
  function slug(label) {
    const words = label.toLowerCase().normalize("NFKD").replace(/(\d),(?=\d{3})/g, "$1").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
    const base = data.things_iri + (words || "thing");
    const taken = /* @__PURE__ */ new Set([...things().keys(), ...figures().map((each) => each.iri)]);
    let iri = base;
    for (let n = 2; taken.has(iri); n += 1) iri = `${base}-${n}`;
    return iri;
  }

  // src/review/cards.ts
  var proposals = data.proposals.map((each) => ({
    ...each,
    quotes: each.quotes.map(([part, start, end, text]) => ({ part, span: [start, end], text }))
  }));
  var byKey = new Map(proposals.map((each) => [each.key, each]));
  var quotesOf = (proposal) => proposal.quotes.map(({ span, text }) => [...span, text]);
  var cardOf = (proposal, passage2) => ({ key: proposal.key, proposal, quotes: quotesOf(proposal), passage: passage2 });
  function cardsOf(passage2) {
    const cards = proposals.filter((each) => meets(each.passage, passage2.span) && !needless(each) && (!each.quotes.length || each.quotes.some(({ span }) => inside(span, passage2.span))) && inSight(each)).map((each) => cardOf(each, passage2.span));
    for (const [key, { event }] of now) {
      if (byKey.has(key) || event.do !== "accept" || event.to.type === "passage" || event.to.type === "source") continue;
      const quotes = [...event.quotes ?? []];
      const spans = [...evidence(event.to) ?? [], ...quotes.map(([start, end]) => [start, end])];
      if (spans.some((span) => meets(span, passage2.span))) cards.push({ key, quotes, passage: passage2.span });
    }
    cards.push(...state.drafts.filter((draft) => draft.passage[0] === passage2.span[0] && !now.has(draft.key)));
    const order = ["modality", "thing", "figure", "date", "relation"];
    const rank = (card) => order.indexOf(card.proposal?.kind ?? itemOf(card)?.type ?? "");
    return cards.sort((one, other) => rank(one) - rank(other) || likelier(one, other) || (one.quotes.at(0)?.[0] ?? 1e9) - (other.quotes.at(0)?.[0] ?? 1e9));
  }
  var MOST_IN_SIGHT = 8;
  var inSight = (proposal) => proposal.kind !== "relation" || proposal.rank <= MOST_IN_SIGHT || now.has(proposal.key) || state.more === proposal.passage[0];
  var rankOf = ({ proposal }) => proposal?.kind === "relation" ? proposal.rank : 0;
  var likelier = (one, other) => rankOf(one) - rankOf(other);
  function hidden(passage2) {
    return proposals.filter((each) => meets(each.passage, passage2.span) && !needless(each) && !inSight(each)).length;
  }
  function needless(proposal) {
    if (proposal.kind !== "relation" || now.has(proposal.key)) return false;
    const { subject, object } = proposal;
    if ([subject, object].some((end) => now.get(end)?.event.do === "reject")) return true;
    return iriOf(subject) !== "" && iriOf(subject) === iriOf(object);
  }
  var plain = (name) => name.toLowerCase().split(/\s+/).join(" ");
  var called = /* @__PURE__ */ new Map();
  var calledBy = null;
  function calledHere(name) {
    if (calledBy !== now) {
      calledBy = now;
      called = /* @__PURE__ */ new Map();
      for (const { key, item } of accepted()) {
        if (item.type !== "thing" || !item.iri) continue;
        const proposal = byKey.get(key);
        const names = [
          proposal?.kind === "thing" ? proposal.name : "",
          ...Object.values(item.labels ?? {}),
          ...Object.values(item.names ?? {}).flat()
        ];
        for (const each of names) if (each) called.set(plain(each), item.iri);
      }
    }
    return called.get(plain(name));
  }
  function statusOf(card) {
    const outcome = now.get(card.key);
    if (!outcome) return card.proposal?.kind === "thing" && calledHere(card.proposal.name) ? "accepted" : "open";
    return outcome.lapsed ? "open" : outcome.event.do === "accept" ? "accepted" : "rejected";
  }
  function meant(passage2) {
    for (const each of proposals) {
      if (each.kind === "modality" && meets(each.passage, passage2)) {
        return { modality: each.modality, evidence: [passage2], qualifier: each.qualifier ? { [data.language]: each.qualifier } : {} };
      }
    }
    return { modality: "", evidence: [passage2], qualifier: {} };
  }
  function itemOf(card) {
    const event = now.get(card.key)?.event;
    if (event?.do === "accept") return event.to.type === "passage" || event.to.type === "source" ? null : event.to;
    return card.item ?? (card.proposal ? proposed(card.proposal, card.passage) : null);
  }
  function proposed(proposal, passage2) {
    switch (proposal.kind) {
      case "thing": {
        const iri = proposal.iri ?? calledHere(proposal.name);
        return iri ? { type: "thing", iri, linked: true, class: things().get(iri)?.kind ?? proposal.thing_kind } : { type: "thing", class: proposal.thing_kind, labels: { [proposal.lang]: proposal.name } };
      }
      case "figure":
        return {
          type: "figure",
          value: proposal.value,
          upper: proposal.high ?? "",
          unit: proposal.unit?.replace(/^unit:/, data.units_iri) ?? "",
          bound: proposal.bound,
          asStated: proposal.as_stated,
          ...timeOf(proposal),
          ...meant(passage2)
        };
      case "date": {
        const day = proposal.start ?? proposal.end ?? "";
        return {
          type: "relation",
          predicate: data.ontology + (proposal.start ? "start" : "end"),
          object: day,
          datatype: timeType(day),
          ...meant(passage2)
        };
      }
      case "relation":
        return {
          type: "relation",
          subject: iriOf(proposal.subject),
          predicate: proposal.predicate,
          object: iriOf(proposal.object),
          ...meant(passage2),
          evidence: quoted(proposal, passage2)
        };
      case "modality":
        return null;
    }
  }
  function timeOf({ quotes }) {
    const words = quotes.find(({ part }) => part === "period");
    for (const each of words ? proposals : []) {
      if (each.kind !== "date" || !each.quotes.some(({ span }) => words && inside(span, words.span))) continue;
      const end = each.end ?? (each.since ? null : each.start);
      return { ...each.start ? { start: each.start } : {}, ...end ? { end } : {} };
    }
    return {};
  }
  function quoted(proposal, here) {
    const spans = list.filter((each) => proposal.quotes.some(({ span }) => inside(span, each.span))).map((each) => each.span);
    return spans.length ? spans : [here];
  }
  function iriOf(about) {
    const event = now.get(about)?.event;
    if (event?.do === "accept") return "iri" in event.to ? event.to.iri ?? "" : "";
    const proposal = byKey.get(about);
    return !event && proposal?.kind === "thing" ? proposal.iri ?? calledHere(proposal.name) ?? "" : "";
  }
  function endsOf({ proposal, passage: passage2 }) {
    if (proposal?.kind !== "relation") return [];
    return [byKey.get(proposal.subject), byKey.get(proposal.object)].flatMap((end) => end ? [cardOf(end, passage2)] : []);
  }
  function nameOf(about) {
    const proposal = byKey.get(about ?? "");
    return proposal?.kind === "thing" ? proposal.name : "…";
  }
  function whole(item) {
    if (item.type === "thing") return item.linked === true || Boolean(item.iri);
    if (item.type === "figure") return Boolean(item.iri && item.modality);
    return Boolean(item.subject && item.predicate && item.object && item.modality);
  }

  // src/review/covering.ts
  var speaks = (each) => !["Heading", "Residue", "SetAside"].includes(each.role);
  var isClaimed = (item) => item.type === "figure" || item.type === "relation" && needsClaim(item.predicate ?? "") && !isExempt(item) || item.type === "source" && Boolean(item.published && item.evidence?.length);
  var needsClaim = (predicate) => !predicate.startsWith(data.ontology) || data.properties.some((each) => each.iri === predicate);
  function isExempt(item) {
    const subject = local(item.predicate ?? "") === "concerns" ? things().get(item.subject ?? "") : void 0;
    return subject?.own === true && subject.kind === "Indicator";
  }
  var last = null;
  function read() {
    if (last?.of === now) return last;
    const items = accepted().map(({ item }) => item);
    const figures2 = items.flatMap((item) => item.type === "figure" && item.iri ? [[item.iri, item]] : []);
    last = { of: now, claimed: items.filter(isClaimed), figures: new Map(figures2) };
    return last;
  }
  var statedOn = (each) => read().claimed.filter((item) => evidence(item)?.some((span) => meets(span, each.span)));
  function carriers(item) {
    if (item.type === "source") return [...said(item.labels), item.published ?? ""];
    const ends = item.type === "figure" ? [item.iri] : [item.subject, item.datatype ? "" : item.object];
    const texts = ends.flatMap((iri) => {
      const figure = read().figures.get(iri ?? "");
      if (!figure) return wordsOf(iri);
      const { labels, asStated, value, upper, start, end } = figure;
      return [...said(labels), asStated, value, upper, start, end, ...wordsOf(figure.indicator)];
    });
    const values = item.type === "figure" ? [item.value, item.upper, item.start, item.end] : [item.datatype ? item.object : ""];
    return [...texts, ...values, ...said(item.qualifier)].flatMap((text) => text ?? []);
  }
  var said = (texts = {}) => Object.values(texts).flatMap((text) => text ?? []);
  function wordsOf(iri) {
    const thing = things().get(iri ?? "");
    return thing ? [thing.en, thing.zh, ...thing.own ? thing.names : []] : [];
  }
  var SCALES = {
    hundred: 100,
    thousand: 1e3,
    million: 1e6,
    billion: 1e9,
    trillion: 1e12,
    百: 100,
    千: 1e3,
    万: 1e4,
    亿: 1e8,
    万亿: 1e12
  };
  var AMOUNT = /(\d[\d,]*(?:\.\d+)?)\s*(hundred|thousand|million|billion|trillion|万亿|百|千|万|亿)?/giu;
  function amounts(text) {
    return [...text.matchAll(AMOUNT)].map((match) => {
      const digits = Number(match[1].replaceAll(",", ""));
      const scale = match.at(2);
      return [digits, digits * (scale ? SCALES[scale.toLowerCase()] : 1)];
    });
  }
  var same = (one, other) => Math.abs(one - other) <= 1e-9 * Math.max(1, Math.abs(one));
  var plain2 = (text) => text.toLowerCase().replace(/\s+/g, " ");
  function carries(text, [, , wording, value, digits, fraction]) {
    const at = plain2(text).indexOf(plain2(wording));
    const ends = at < 0 ? "" : [plain2(text)[at - 1], plain2(text)[at + wording.length]].join(" ");
    if (at >= 0 && !(/\d/.test(wording) && /\d/.test(ends))) return true;
    return amounts(text).some(([bare, whole2]) => value !== null && (same(value, whole2) || digits === value && same(value, bare)) || fraction !== null && (rounds(fraction, whole2) || rounds(100 * fraction, whole2)));
  }
  var rounds = (fraction, value) => same(Number(fraction.toFixed(Math.min(12, (String(value).split(".").at(1) ?? "").length))), value);
  function numbers(each) {
    const all = data.numbers.filter(([start, end]) => inside([start, end], each.span));
    const texts = [...statedOn(each).flatMap(carriers), ...said(each.note)];
    return { bare: all.filter((number) => !texts.some((text) => carries(text, number))), all: all.length };
  }
  function lacks(item) {
    if (item?.type !== "thing" || item.linked) return [];
    const missing = (word, texts = {}) => LANGUAGES.filter((tag) => !texts[tag]).map((tag) => `${word} ${tag}`);
    return [
      ...data.defined.includes(item.class ?? "") ? missing("definition", item.definitions) : [],
      ...item.class === "Indicator" ? missing("unit", item.unitLabels) : []
    ];
  }
  function isDone(each) {
    if (!speaks(each)) return true;
    return statedOn(each).length > 0 && !numbers(each).bare.length && !cardsOf(each).some((card) => statusOf(card) === "accepted" && lacks(itemOf(card)).length);
  }
  function claims() {
    return new Set(read().claimed.flatMap((item) => {
      const says = (...triple) => JSON.stringify([...triple, "modality" in item && item.modality]);
      if (item.type === "source") return [JSON.stringify(item.published)];
      if (item.type === "relation") return [says(item.subject, item.predicate, item.object)];
      const { value, upper, bound, start, end } = item;
      return Object.entries({ value, upper, bound, start, end }).filter(([, part]) => part).map(([name, part]) => says(item.iri, name, part));
    })).size;
  }
  function unfinished(at) {
    const order = [...list.keys()].map((n) => (at + 1 + n) % list.length);
    return order.find((n) => !isDone(list[n])) ?? -1;
  }

  // src/review/elements.ts
  var button = (label, keyName, act, main = false) => make(
    "button",
    { type: "button", class: main && "main", onclick: () => {
      act();
    } },
    label,
    keyName ? make("kbd", {}, keyName) : null
  );
  var line = (name, value = "", example) => make("input", { name, value, autocomplete: "off", placeholder: example });
  function choice(name, options, chosen, empty) {
    const select = make(
      "select",
      { name },
      empty === void 0 ? null : make("option", { value: "" }, empty),
      ...options.map((each) => make("option", { value: each.id }, named(each)))
    );
    select.value = chosen;
    return select;
  }
  var fieldNumber = 0;
  function labelled(label, field) {
    const input = field.querySelector("input") ?? field;
    if (!["INPUT", "SELECT"].includes(input.tagName)) return [make("span", {}, t(label)), field];
    input.id ||= `field-${fieldNumber += 1}`;
    return [make("label", { for: input.id }, t(label)), field];
  }
  var ownForm = (done, ...children) => make("form", {
    class: "edit",
    onsubmit: (event) => {
      event.preventDefault();
      done();
    },
    onkeydown: (event) => {
      if (event.key !== "Enter" || !(event.target instanceof HTMLSelectElement)) return;
      event.preventDefault();
      done();
    }
  }, ...children);
  var dialog = () => byId("dialog");
  var closeDialog = () => dialog().close();
  var dialogIsOpen = () => dialog().open;
  function openDialog(title, children, onkey = null) {
    dialog().onkeydown = onkey;
    dialog().replaceChildren(make("h2", {}, title), ...children);
    dialog().showModal();
  }
  var closing = () => button(t("close"), "Esc", closeDialog);
  var showText = (title, text) => openDialog(title, [make("pre", {}, text), closing()]);
  function showKeys() {
    const rows = data.keys.flatMap(([sign, what]) => [make("dt", {}, make("kbd", {}, sign)), make("dd", {}, t(what))]);
    openDialog(t("keys"), [make("dl", {}, ...rows), closing()]);
  }
  function alertUser(text) {
    const place = byId("alert");
    place.textContent = text;
    place.hidden = !text;
  }

  // src/review/going.ts
  var painter = () => {
  };
  function paintedBy(paints) {
    painter = paints;
  }
  function paint() {
    painter();
  }
  function go(n) {
    state.at = Math.max(0, Math.min(n, list.length - 1));
    state.card = Math.max(0, cardsOf(list[state.at]).findIndex((card) => itemOf(card) && statusOf(card) === "open"));
    state.editing = null;
    state.waiting = null;
    paint();
  }
  function step(stay = false) {
    for (let n = state.at; n < list.length; n += 1) {
      const open = !speaks(list[n]) ? -1 : cardsOf(list[n]).findIndex((card) => itemOf(card) && statusOf(card) === "open");
      if (open >= 0) {
        state.at = n;
        state.card = open;
        break;
      }
      if (stay && n === state.at && speaks(list[n]) && !isDone(list[n])) break;
    }
    state.editing = null;
    paint();
  }

  // src/review/saving.ts
  var queue = [];
  var drawer = `sskg-review-${data.digest}`;
  var unsaved = 0;
  var sending = false;
  var refused = false;
  var REFUSED = [400, 413];
  function keep(event) {
    if (data.offline) {
      unsaved += 1;
      try {
        localStorage.setItem(drawer, lines());
      } catch {
        alertUser(t("save often"));
      }
      return;
    }
    queue.push(event);
    refused = false;
    void send();
  }
  async function send() {
    if (sending) return;
    sending = true;
    try {
      while (queue.length) {
        const answer = await fetch("/decisions", {
          method: "POST",
          headers: { "Content-Type": "application/json", "X-Review": "1" },
          body: JSON.stringify(queue[0])
        });
        if (REFUSED.includes(answer.status)) {
          withdraw(await answer.text());
          continue;
        }
        if (!answer.ok) throw new Error(await answer.text());
        queue.shift();
      }
      if (!refused) alertUser("");
    } catch (error) {
      alertUser(t("not saved", { n: queue.length, reason: error instanceof Error ? error.message : String(error) }));
      setTimeout(() => {
        void send();
      }, 2e3);
    } finally {
      sending = false;
    }
  }
  function withdraw(reason) {
    const wrong = queue.shift();
    state.events = state.events.filter((each) => each.id !== wrong?.id);
    refused = true;
    recount();
    paint();
    alertUser(t("refused", { reason }));
  }
  var lines = () => state.events.map((each) => `${JSON.stringify(each)}
`).join("");
  function restore() {
    if (!data.offline) return;
    try {
      const known = new Set(state.events.map((each) => each.id));
      for (const line2 of (localStorage.getItem(drawer) ?? "").split("\n")) {
        if (!line2) continue;
        const event = JSON.parse(line2);
        if (!known.has(event.id)) {
          state.events.push(event);
          unsaved += 1;
        }
      }
    } catch {
      alertUser(t("save often"));
    }
    recount();
  }
  function save() {
    make("a", {
      href: URL.createObjectURL(new Blob([lines()], { type: "application/jsonl" })),
      download: `${data.name}-decisions.jsonl`
    }).click();
    unsaved = 0;
  }
  function warnOnLeaving() {
    addEventListener("beforeunload", (event) => {
      if (unsaved || queue.length) event.preventDefault();
    });
  }

  // src/review/deciding.ts
  var random = () => Array.from(
    crypto.getRandomValues(new Uint8Array(8)),
    (byte) => byte.toString(16).padStart(2, "0")
  ).join("");
  var ownKey = () => `own:${random()}`;
  var clock = 0;
  function stamp() {
    clock = Math.max(clock + 1, Date.now());
    return new Date(clock).toISOString();
  }
  function decide(about, decision, quotes = []) {
    const event = {
      id: random(),
      at: stamp(),
      by: state.by || "?",
      key: about,
      ...quotes.length ? { quotes } : {},
      ...decision
    };
    state.events.push(event);
    keep(event);
    recount();
  }
  function undo() {
    const undone = new Set(state.events.filter((each) => each.do === "undo").map((each) => each.key));
    const mine = state.events.filter((each) => each.by === state.by && each.do !== "undo" && !undone.has(each.id));
    const last2 = mine.at(-1);
    if (last2) decide(last2.id, { do: "undo" });
  }

  // src/review/picker.ts
  var MOST = 8;
  function picker(name, options, chosen = "", create) {
    const value = { iri: chosen };
    const start = chosen ? options().find((each) => each.iri === chosen) : void 0;
    const list2 = make("ul", { role: "listbox", id: `list-${name}`, hidden: true });
    const input = make("input", {
      name,
      value: start ? named(start) : "",
      autocomplete: "off",
      role: "combobox",
      "aria-expanded": "false",
      "aria-controls": list2.id
    });
    const none = make("small", { role: "status", hidden: true }, t("nothing fits"));
    let shown = [];
    let at = 0;
    let moved = false;
    function find() {
      moved = false;
      const words = input.value.trim().toLowerCase();
      const lengths = (each) => [each.en, each.zh, each.id, ...each.names ?? []].map((label) => (label ?? "").toLowerCase()).filter((label) => label.includes(words)).map((label) => label.length);
      shown = options().map((each) => ({ each, hits: lengths(each) })).filter(({ hits }) => hits.length).sort((one, other) => Number(other.hits.includes(words.length)) - Number(one.hits.includes(words.length)) || (other.each.near ?? 0) - (one.each.near ?? 0) || Math.min(...one.hits) - Math.min(...other.hits)).slice(0, MOST).map(({ each }) => each);
      const wanted = input.value.trim();
      if (create && wanted && !value.iri && !shown.some((each) => each.make === wanted)) shown.push({ iri: "", id: "", make: wanted });
      none.hidden = shown.length > 0 || !wanted;
      at = 0;
      paint2();
    }
    function paint2() {
      list2.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(!list2.hidden));
      list2.replaceChildren(...shown.map((each, n) => make("li", {
        role: "option",
        id: `${list2.id}-${n}`,
        "aria-selected": String(n === at),
        onmousedown: (event) => {
          event.preventDefault();
          pick(each);
        }
      }, each.make ? t("make new", { name: each.make }) : named(each), " ", make("small", {}, [
        each.kind && kindName(each.kind),
        homeName(each.home),
        each.own ? t("here") : each.id
      ].filter(Boolean).join(" · ")))));
      if (shown.length) input.setAttribute("aria-activedescendant", `${list2.id}-${at}`);
    }
    function pick(each) {
      if (each.make) {
        create?.(each.make);
        return;
      }
      value.iri = each.iri;
      input.value = named(each);
      list2.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.dispatchEvent(new Event("picked", { bubbles: true }));
    }
    input.addEventListener("input", () => {
      value.iri = "";
      find();
    });
    input.addEventListener("focus", () => {
      input.select();
      find();
    });
    input.addEventListener("blur", () => {
      list2.hidden = true;
    });
    input.addEventListener("keydown", (event) => {
      if (list2.hidden) return;
      if (event.key === "ArrowDown") {
        at = moved ? (at + 1) % shown.length : 0;
        moved = true;
      } else if (event.key === "ArrowUp") {
        at = (at + shown.length - 1) % shown.length;
        moved = true;
      } else if (event.key === "Enter" && !value.iri && (input.value.trim() || moved)) pick(shown[at]);
      else if (event.key === "Tab" && !value.iri && input.value && !shown[at].make) {
        pick(shown[at]);
        return;
      } else if (event.key === "Escape") {
        list2.hidden = true;
        event.stopPropagation();
        return;
      } else return;
      event.preventDefault();
      event.stopPropagation();
      paint2();
      if (!value.iri) return;
      list2.hidden = true;
      if (event.key === "Enter") next();
    });
    function next() {
      const fields = [...input.form?.elements ?? []];
      const after = fields[fields.indexOf(input) + 1];
      if (after instanceof HTMLInputElement && after.role === "combobox" && !after.value) after.focus();
    }
    return { element: make("div", { class: "picker" }, input, list2, none), value, input };
  }

  // src/review/text.ts
  var passage = () => list[state.at];
  function paintText() {
    const place = byId("text");
    const marks = cardsOf(passage()).flatMap((card) => card.quotes.map(([start, end]) => ({ start, end, status: statusOf(card) }))).filter(({ start, end }) => !inside(passage().span, [start, end])).sort((one, other) => one.start - other.start);
    const parts = [];
    let at = 0;
    list.forEach((each, n) => {
      const [start, end] = each.span;
      parts.push(cut2(at, start));
      const span = make("span", {
        class: `s ${each.role} ${isDone(each) ? "done" : "open"}${n === state.at ? " now" : ""}`,
        "data-start": start,
        onclick: () => {
          if (!String(getSelection())) go(n);
        }
      });
      let inner = start;
      for (const mark of n === state.at ? marks : []) {
        if (mark.start < inner || mark.end > end) continue;
        span.append(cut2(inner, mark.start), make("mark", { class: mark.status }, cut2(mark.start, mark.end)));
        inner = mark.end;
      }
      span.append(cut2(inner, end));
      parts.push(span);
      at = end;
    });
    place.replaceChildren(...parts, cut2(at, points.length));
    place.querySelector(".now")?.scrollIntoView({ block: "center" });
  }
  function selected() {
    const selection = getSelection();
    const place = byId("text");
    if (!selection?.rangeCount || selection.isCollapsed || !place.contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.setStart(place, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = Array.from(before.toString()).length;
    return trimmed2([start, start + Array.from(range.toString()).length]);
  }

  // src/review/forms.ts
  function form({ rows, read: read2 }, card, done) {
    const problem = make("p", { class: "wide problem", role: "alert" });
    const submit = () => {
      const result = read2();
      if (typeof result === "string") {
        problem.textContent = t(result);
        rows.flatMap(([, field]) => field).find((field) => "needed" in field.dataset && "value" in field && !field.value)?.focus();
        return;
      }
      state.editing = null;
      decide(card.key, { do: "accept", to: result }, card.quotes);
      if (state.waiting && result.type === "thing") resume(result.iri);
      else step(true);
      done?.();
    };
    const cancel = () => {
      stopEditing();
      done?.();
    };
    return ownForm(
      submit,
      ...card.quotes.length ? spanRow(card) : [],
      ...rows.flatMap(([label, field]) => labelled(label, field)),
      problem,
      make(
        "div",
        { class: "wide actions" },
        make("button", { class: "main" }, t("save"), make("kbd", {}, "Enter")),
        button(t("cancel"), "Esc", cancel)
      )
    );
  }
  function makeFor(card, item, take) {
    state.waiting = { resume: (iri) => {
      state.editing = { ...card, filled: take(iri) };
      paint();
    } };
    const name = Object.values(item.labels ?? {})[0];
    const known = cardsOf(list[state.at]).find((each) => each.proposal?.kind === "thing" && statusOf(each) === "open" && each.proposal.name.toLowerCase() === name?.toLowerCase());
    const proposed2 = known && itemOf(known);
    if (known && proposed2?.type === "thing") {
      state.editing = { ...known, filled: { ...proposed2, ...item } };
    } else {
      state.editing = { key: ownKey(), passage: card.passage, quotes: [[...card.passage, cut2(...card.passage)]], item };
      state.drafts = [...state.drafts.filter(({ key }) => key === card.key), state.editing];
    }
    paint();
  }
  function resume(iri = "") {
    const waiting = state.waiting;
    state.waiting = null;
    if (waiting) waiting.resume(iri);
    else paint();
  }
  function stopEditing() {
    const left = state.editing?.key;
    state.editing = null;
    state.drafts = state.waiting ? state.drafts.filter(({ key }) => key !== left) : [];
    resume();
  }
  function fieldsOf(item, card) {
    switch (item.type) {
      case "thing":
        return thingFields(item, card);
      case "figure":
        return figureFields(item, card);
      case "relation":
        return relationFields(item, card);
    }
  }
  function spanRow(card) {
    const quote = make("span");
    const show = () => {
      quote.textContent = card.quotes.map(([, , text]) => text).join(" … ");
    };
    const nudge = (label, side, by) => button(label, "", () => {
      nudgeQuote(card, side, by);
      show();
    });
    show();
    return [make("span", {}, t("wording")), make(
      "span",
      {},
      quote,
      " ",
      nudge("⟸", 0, -1),
      nudge("⟹", 0, 1),
      " ",
      nudge("⇐", 1, -1),
      nudge("⇒", 1, 1),
      " ",
      button(t("take selection"), "", () => {
        const span = selected();
        if (span) {
          card.quotes = [[...span, cut2(...span)]];
          show();
        }
      })
    )];
  }
  function nudgeQuote(card, side, by) {
    const [start, end] = card.quotes[0];
    const span = [start, end];
    const word = (at) => /[\p{L}\p{N}]/u.test(points[at] ?? "") && !/[㐀-鿿]/.test(points[at]);
    do
      span[side] += by;
    while (span[side] > 0 && span[side] < points.length && word(span[side] - 1) && word(span[side]));
    if (span[0] >= 0 && span[0] < span[1] && span[1] <= points.length) card.quotes[0] = [...span, cut2(...span)];
  }
  var languageOf = (words) => /[㐀-鿿]/.test(words) ? "zh" : "en";
  var wordingOf = (card) => card.quotes.at(0)?.[2] ?? "";
  var inEach = (name, texts = {}) => ({ en: line(`${name}-en`, texts.en), zh: line(`${name}-zh`, texts.zh) });
  var needed = (field) => {
    field.dataset.needed = "";
    return field;
  };
  var rowsOf = (word, fields) => LANGUAGES.map((tag) => [`${word} ${tag}`, fields[tag]]);
  function thingFields(item, card) {
    const own = item.linked ? "" : item.iri;
    const link = picker("link", () => nearest(card).filter((each) => each.iri !== own), item.linked ? item.iri : "");
    const kind = needed(choice("class", data.classes, item.class ?? "", t("choose")));
    const labels = inEach("label", item.labels);
    const definitions = inEach("definition", item.definitions);
    const draft = drafted(definitions);
    kind.addEventListener("change", () => {
      draft(kind.value);
    });
    draft(kind.value);
    const units = inEach("unit", item.unitLabels);
    for (const each of [labels, units]) LANGUAGES.forEach((tag) => needed(each[tag]));
    const learn = make("input", { type: "checkbox", checked: Boolean(item.names) });
    const read2 = () => {
      const wording = wordingOf(card).replace(/\s+/g, " ");
      const names = learn.checked && wording ? { [languageOf(wording)]: [wording] } : {};
      const linked = link.value.iri;
      if (linked) return { type: "thing", iri: linked, linked: true, class: things().get(linked)?.kind ?? "", names };
      if (!kind.value) return "choose a kind";
      if (!labels.en.value.trim() || !labels.zh.value.trim()) return "labels are missing";
      if (kind.value === "Indicator" && !(units.en.value.trim() && units.zh.value.trim())) return "units are missing";
      const texts = (fields) => Object.fromEntries(Object.entries(fields).filter(([, { value }]) => value.trim()).map(([tag, { value }]) => [tag, value.trim()]));
      const iri = item.iri && !item.linked ? item.iri : slug(labels.en.value);
      return {
        type: "thing",
        iri,
        class: kind.value,
        labels: texts(labels),
        definitions: texts(definitions),
        names,
        unitLabels: texts(units)
      };
    };
    return {
      rows: [
        ["is of the graph", link.element],
        ["learn name", learn],
        ["kind", kind],
        ...rowsOf("label", labels),
        ...rowsOf("definition", definitions),
        ...rowsOf("unit", units)
      ],
      read: read2
    };
  }
  function drafted(fields) {
    const drafts = {};
    return (kind) => {
      const named2 = data.classes.find(({ id }) => id === kind);
      for (const tag of LANGUAGES) {
        if (![drafts[tag] ?? "", ""].includes(fields[tag].value)) continue;
        const label = named2?.[tag];
        const words = data.words[tag].draft.replace("{kind}", label ?? "").replace("{title}", titled(tag));
        drafts[tag] = label && data.defined.includes(kind) ? words[0].toUpperCase() + words.slice(1) : "";
        fields[tag].value = drafts[tag];
        if (drafts[tag]) fields[tag].dataset.draft = "";
      }
    };
  }
  function titled(tag) {
    const source = accepted().flatMap(({ item }) => item.type === "source" ? [item] : []).at(0);
    return source?.labels[tag] ?? data.title;
  }
  function nearest(card) {
    const wording = wordingOf(card);
    const pieces = wording.toLowerCase().match(/[㐀-鿿]{2}|[a-z]{4,}/g) ?? [];
    return [...things().values()].map((each) => {
      const names = [each.en, each.zh, ...each.names].filter(Boolean).join(" ").toLowerCase();
      const shared = pieces.filter((piece) => names.includes(piece)).length;
      return { ...each, near: shared + (initials(each.en ?? "") === wording ? 1 : 0) + (each.own ? 0.5 : 0) };
    });
  }
  var initials = (name) => (name.match(/\b[a-z]/gi) ?? []).join("").toUpperCase();
  function statedFields(item, card) {
    const actors = () => [...things().values()].filter((each) => fits(each.kind, ["Actor"]));
    const speaker = picker("speaker", actors, item.speaker);
    const modality = choice("modality", data.modalities, item.modality ?? "", t("choose"));
    const qualifier = line("qualifier", Object.values(item.qualifier ?? {})[0]);
    const read2 = () => ({
      modality: modality.value,
      evidence: item.evidence?.length ? item.evidence : [card.passage],
      qualifier: qualifier.value.trim() ? { [data.language]: qualifier.value.trim() } : {},
      ...speaker.value.iri ? { speaker: speaker.value.iri } : {}
    });
    return { rows: [["modality", modality], ["qualifier", qualifier], ["speaker", speaker.element]], modality, read: read2 };
  }
  function relationFields(item, card) {
    const picked = {};
    const property = () => data.properties.find((each) => each.iri === picked.predicate?.value.iri);
    const here = new Set(cardsOf(list[state.at]).map((each) => {
      const named2 = itemOf(each);
      return named2 && "iri" in named2 ? named2.iri : void 0;
    }));
    const all = (of) => [...of].map((each) => ({ ...each, near: here.has(each.iri) ? 1 : 0 }));
    const proposed2 = () => cardsOf(list[state.at]).flatMap((each) => each.proposal?.kind === "thing" && statusOf(each) === "open" ? [{ iri: "", id: "", en: each.proposal.name, kind: each.proposal.thing_kind, make: each.proposal.name, near: 1 }] : []);
    const subjects = () => [...all([...things().values(), ...figures()]), ...proposed2()];
    const kind = () => subjects().find((each) => each.iri && each.iri === picked.subject?.value.iri)?.kind;
    const subject = picker(
      "subject",
      () => subjects().filter((each) => fits(each.kind, property()?.domain ?? [])),
      item.subject,
      (name) => {
        make2("subject", name, property()?.domain);
      }
    );
    picked.subject = subject;
    const predicate = picker("predicate", () => {
      const of = kind();
      return data.properties.filter((each) => !of || fits(of, each.domain));
    }, item.predicate);
    picked.predicate = predicate;
    const object = picker(
      "object",
      () => [...all(things().values()), ...proposed2()].filter((each) => fits(each.kind, property()?.range ?? [])),
      item.datatype ? "" : item.object,
      (name) => {
        make2("object", name, property()?.range);
      }
    );
    picked.object = object;
    const date = line("date", item.datatype ? item.object : "", "2018-03-17");
    const how = statedFields(item, card);
    function make2(field, name, kinds = []) {
      const filled = {
        type: "relation",
        subject: picked.subject?.value.iri,
        predicate: picked.predicate?.value.iri,
        object: picked.object?.value.iri,
        ...date.value ? { object: date.value, datatype: timeType(date.value) } : {},
        ...how.read()
      };
      makeFor(
        card,
        { type: "thing", labels: { [languageOf(name)]: name }, ...kinds.length === 1 ? { class: kinds[0] } : {} },
        (iri) => iri ? { ...filled, [field]: iri } : filled
      );
    }
    const read2 = () => {
      if (!subject.value.iri || !predicate.value.iri) return "subject and relation are missing";
      const literal = property()?.literal;
      const type = isTime(date.value) ? timeType(date.value) : "";
      if (literal && !type) return "a date is missing";
      if (!literal && !object.value.iri) return "an object is missing";
      if (!how.modality.value) return "choose a modality";
      return {
        type: "relation",
        subject: subject.value.iri,
        predicate: predicate.value.iri,
        object: literal ? date.value : object.value.iri,
        ...literal ? { datatype: type } : {},
        ...how.read()
      };
    };
    return {
      rows: [["subject", subject.element], ["relation", predicate.element], ["object", object.element], ["or date", date], ...how.rows],
      read: read2
    };
  }
  function figureFields(item, card) {
    const indicators = () => nearest(card).filter((each) => fits(each.kind ?? "", ["Indicator"]));
    const indicator = picker("indicator", indicators, item.indicator, (name) => {
      const { en, zh } = data.units.find((each) => each.iri === unit.value.iri) ?? {};
      makeFor(card, {
        type: "thing",
        class: "Indicator",
        labels: { [languageOf(name)]: name },
        unitLabels: { ...en ? { en } : {}, ...zh ? { zh } : {} }
      }, (iri) => ({ ...filled(), indicator: iri || item.indicator }));
    });
    const value = line("value", item.value);
    const upper = line("upper", item.upper);
    const unit = picker("unit", () => data.units, item.unit);
    const bound = choice("bound", data.bounds, item.bound ?? "Exactly");
    const wording = line("asStated", item.asStated);
    const start = line("start", item.start, "2018-03");
    const end = line("end", item.end, "2018-03");
    const labels = inEach("label", item.labels);
    const how = statedFields(item, card);
    const nameAfter = () => {
      const thing = things().get(indicator.value.iri);
      const per = unit.value.iri === `${data.units_iri}PERCENT` ? "%" : "";
      for (const tag of LANGUAGES) {
        const ends = [value.value, upper.value].filter(Boolean).map((each) => written(each.trim(), tag) + per);
        const label = thing?.[tag] ? `${thing[tag]}, ${ends.join("–")}` : "";
        labels[tag].value ||= start.value && figures().some((each) => each[tag] === label) ? `${label}, ${start.value}` : label;
      }
    };
    indicator.input.addEventListener("picked", nameAfter);
    nameAfter();
    const filled = () => ({
      ...item,
      value: value.value,
      upper: upper.value,
      unit: unit.value.iri,
      bound: bound.value,
      asStated: wording.value,
      labels: { en: labels.en.value, zh: labels.zh.value },
      start: start.value,
      end: end.value,
      ...how.read()
    });
    const read2 = () => {
      if (!indicator.value.iri) return "an indicator is missing";
      if (!/^-?\d+(\.\d+)?$/.test(value.value) || !unit.value.iri) return "value and unit are missing";
      if (!labels.en.value.trim() || !labels.zh.value.trim()) return "labels are missing";
      if (!how.modality.value) return "choose a modality";
      if ([start, end].some((field) => field.value && !isTime(field.value))) return "no time";
      if (!wording.value || !data.text.replace(/\s+/g, " ").includes(wording.value)) return "the wording is not in the text";
      const made = {
        type: "figure",
        indicator: indicator.value.iri,
        labels: { en: labels.en.value.trim(), zh: labels.zh.value.trim() },
        value: value.value,
        unit: unit.value.iri,
        bound: bound.value,
        asStated: wording.value,
        ...upper.value ? { upper: upper.value } : {},
        ...start.value ? { start: start.value } : {},
        ...end.value ? { end: end.value } : {},
        ...how.read()
      };
      const iri = item.iri ?? alike(made)?.iri;
      const namesake = figures().some((each) => each.iri !== iri && LANGUAGES.some((tag) => each[tag] === made.labels?.[tag]));
      return namesake ? "a figure of that name" : { ...made, iri: iri ?? slug(labels.en.value) };
    };
    return {
      rows: [
        ["indicator", indicator.element],
        ["value", value],
        ["upper end", upper],
        ["unit", unit.element],
        ["bound", bound],
        ["as stated", wording],
        ...rowsOf("label", labels),
        ["start", start],
        ["end", end],
        ...how.rows
      ],
      read: read2
    };
  }
  function alike(made) {
    const says = (each) => JSON.stringify([each.indicator, each.value, each.upper, each.unit, each.bound, each.start, each.end]);
    return accepted().flatMap(({ item }) => item.type === "figure" ? [item] : []).find((each) => says(each) === says(made));
  }
  function sourceFields(known) {
    const title = line("title", known.title);
    const labels = inEach("label", known.labels);
    const definitions = inEach("definition", known.definitions);
    const published = line("published", known.published, "2018-03-17");
    const read2 = () => {
      const texts = ({ en, zh }) => ({ en: en.value.trim(), zh: zh.value.trim() });
      if (![title, labels.en, labels.zh, definitions.en, definitions.zh].every((field) => field.value.trim())) return "labels are missing";
      const day = published.value.trim();
      if (day && !isDay(day)) return "no day";
      const evidence2 = data.proposals.flatMap((each) => each.kind === "date" && [each.start, each.end].includes(day) ? [each.passage] : []);
      if (day && !evidence2.length) return "no day in the text";
      return {
        type: "source",
        title: title.value.trim(),
        labels: texts(labels),
        definitions: texts(definitions),
        ...day ? { published: day, evidence: evidence2 } : {}
      };
    };
    return {
      rows: [["title of the document", title], ...rowsOf("label", labels), ...rowsOf("definition", definitions), ["published", published]],
      read: read2
    };
  }

  // src/review/acts.ts
  function accept(card) {
    const item = itemOf(card);
    if (!item) return;
    const ends = endsOf(card);
    if (!whole(item)) {
      const missing = ends.filter(({ key }) => !iriOf(key) && !now.has(key)).map(({ key }) => key);
      const names = missing.map((key) => nameOf(key).toLowerCase());
      const here = cardsOf(passage()).filter((each) => each.proposal?.kind === "thing" && statusOf(each) === "open");
      const end = here.find(({ key }) => missing.includes(key)) ?? here.find(({ proposal }) => proposal?.kind === "thing" && names.includes(proposal.name.toLowerCase()));
      edit(end ?? card);
      state.waiting = end ? { resume: (iri) => {
        if (iri) accept(card);
        else paint();
      } } : null;
      return;
    }
    for (const end of ends) {
      const to = itemOf(end);
      if (to && !now.has(end.key)) decide(end.key, { do: "accept", to }, end.quotes);
    }
    decide(card.key, { do: "accept", to: item }, card.quotes);
    step(true);
  }
  function acceptAs(card, { iri, kind }) {
    decide(card.key, { do: "accept", to: { type: "thing", iri, linked: true, class: kind } }, card.quotes);
    step(true);
  }
  function moreRelations() {
    state.more = passage().span[0];
    paint();
  }
  function edit(card) {
    if (!itemOf(card)) return;
    state.editing = card;
    paint();
  }
  function reject(card) {
    askReason("why", ["not meant", "wrong span", "wrong kind", "another thing", "not stated", "twice"], (reason) => {
      decide(card.key, {
        do: "reject",
        ...reason ? { reason } : {},
        ...card.proposal ? { to: summary(card.proposal) } : {}
      }, card.quotes);
      step(true);
    });
  }
  function askReason(title, reasons, give) {
    const close = (reason) => {
      closeDialog();
      give(reason);
    };
    const free = line("reason");
    openDialog(t(title), [
      make("div", { class: "actions" }, ...reasons.map((reason, n) => button(t(reason), String(n + 1), () => {
        close(reason);
      }))),
      ownForm(() => {
        close(free.value.trim());
      }, ...labelled("other reason", free))
    ], (event) => {
      const reason = reasons.find((_, n) => event.key === String(n + 1));
      if (event.target === free || !reason) return;
      event.preventDefault();
      event.stopPropagation();
      close(reason);
    });
  }
  function summary(proposal) {
    if (proposal.kind !== "thing") return { type: proposal.kind };
    return {
      type: proposal.kind,
      ...proposal.iri ? { iri: proposal.iri } : {},
      name: proposal.name,
      jurisdiction: data.jurisdiction?.iri ?? null
    };
  }
  function add(type) {
    const span = selected();
    const here = passage().span;
    const wording = span ? cut2(...span).replace(/\s+/g, " ") : "";
    const item = type === "thing" ? { type, labels: wording ? { [data.language]: wording } : {} } : type === "figure" ? { type, ...meant(here), ...wording ? { asStated: wording } : {} } : { type, ...meant(here) };
    const [start, end] = span ?? here;
    const draft = { key: ownKey(), passage: here, quotes: [[start, end, cut2(start, end)]], item };
    state.drafts = [draft];
    edit(draft);
  }
  function recutAs(role, span, note) {
    decide(
      `passage:${span.join("-")}`,
      { do: "accept", to: { type: "passage", span, role, ...note ? { note } : {} } },
      [[...span, cut2(...span)]]
    );
    paint();
  }
  var toggle = (role) => recutAs(passage().role === role ? "Body" : role, passage().span);
  function divide() {
    const span = selected();
    const here = passage();
    if (!span || !inside(span, here.span)) {
      alertUser(t("select the first part"));
      return;
    }
    recutAs(here.role, [here.span[0], span[1]]);
  }
  function join() {
    const next = list.at(state.at + 1);
    if (next) recutAs(passage().role, [passage().span[0], next.span[1]]);
  }
  function leave() {
    const { span } = passage();
    askReason("why left", ["states nothing", "said elsewhere", "outside"], (reason) => {
      if (!reason) {
        paint();
        return;
      }
      const both = Object.entries(data.words).map(([tag, words]) => [tag, Object.hasOwn(words, reason) ? words[reason] : ""]);
      const note = both.every(([, word]) => word) ? Object.fromEntries(both) : { [language()]: reason };
      recutAs("SetAside", span, note);
      nextUnfinished();
    });
  }
  function nextUnfinished() {
    const at = unfinished(state.at);
    if (at >= 0) {
      go(at);
      return;
    }
    if (now.get("source")?.event.do !== "accept") {
      editSource();
      return;
    }
    showText(t("next open"), t("all done"));
  }
  function setAside() {
    const { bare } = numbers(passage());
    const before = Object.values(passage().note ?? {})[0];
    const reason = bare.length ? t("says for whom") : "";
    const wanted = bare.length ? `${bare.map(([, , wording]) => wording).join(", ")}: ${reason}` : "";
    const field = line("note", [before, wanted].filter(Boolean).join("; "));
    openDialog(t("set a number aside"), [ownForm(() => {
      closeDialog();
      recutAs(passage().role, passage().span, { [language()]: field.value.trim() });
    }, ...labelled("number and reason", field))]);
    field.setSelectionRange(field.value.length - reason.length, field.value.length);
  }
  function drafted2() {
    const { title, words } = data;
    const definitions = Object.fromEntries(Object.entries(words).map(([tag, { "document draft": draft }]) => [tag, draft.replace("{title}", title)]));
    return { title, labels: { [data.language]: title }, definitions };
  }
  function editSource() {
    const event = now.get("source")?.event;
    const known = event?.do === "accept" && event.to.type === "source" ? event.to : drafted2();
    const card = { key: "source", passage: passage().span, quotes: [] };
    openDialog(t("document"), [form(sourceFields(known), card, () => {
      closeDialog();
      paint();
    })]);
  }
  function undoLast() {
    undo();
    paint();
  }
  function lookAt(card) {
    state.card = Math.max(0, Math.min(card, cardsOf(passage()).length - 1));
    paint();
  }

  // src/review/describing.ts
  var joined = (...parts) => parts.filter(Boolean).join(" · ");
  function proposer({ proposal }) {
    if (!proposal?.by || data.own.includes(proposal.by)) return "";
    return proposal.by === "model" ? t("by the model") : t("by", { name: proposal.by });
  }
  function describe(card) {
    const item = itemOf(card);
    const { proposal } = card;
    const all = things();
    const call = (iri, say = named) => {
      const thing = all.get(iri ?? "");
      return thing ? say(thing) : iri ? local(iri) : "";
    };
    switch (item?.type) {
      case "thing": {
        const like = proposal?.kind === "thing" ? proposal.like.map((iri) => call(iri, withHome)) : [];
        const label = item.labels?.[language()] ?? Object.values(item.labels ?? {})[0] ?? "";
        return {
          kind: item.linked ? "in the graph" : "new thing",
          what: item.linked ? call(item.iri, withHome) : label,
          more: [kindName(item.class ?? ""), ...like.length && !item.linked ? [t("namesake", { names: like.join(", ") })] : []].join(" · ")
        };
      }
      case "figure": {
        const figure = proposal?.kind === "figure" ? proposal : null;
        return {
          kind: "figure",
          what: item.asStated ?? "",
          more: joined(
            item.indicator && call(item.indicator),
            [item.value, item.upper].map((each) => each && written(each, language())).filter(Boolean).join("–"),
            named(data.units.find((each) => each.iri === item.unit) ?? { id: local(item.unit ?? "") }),
            byName(data.bounds, item.bound ?? ""),
            figure?.per.join("/"),
            figure?.population,
            [item.start, item.end].filter((each, n, all2) => all2.indexOf(each) === n).filter(Boolean).join("–") || (now.has(card.key) ? "" : figure?.period)
          )
        };
      }
      case "relation": {
        const property = [...data.properties, ...data.facts].find((each) => each.iri === item.predicate) ?? { id: local(item.predicate ?? "") };
        const ends = proposal?.kind === "relation" ? proposal : null;
        const subject = call(item.subject) || nameOf(ends?.subject);
        const object = item.datatype ? item.object : call(item.object) || nameOf(ends?.object);
        return {
          kind: proposal?.kind === "date" ? "date" : "relation",
          what: [subject, named(property), object].join(" → "),
          more: byName(data.modalities, item.modality ?? "")
        };
      }
      case void 0: {
        const meant2 = proposal?.kind === "modality" ? proposal : null;
        return { kind: "modality", what: byName(data.modalities, meant2?.modality ?? ""), more: joined(meant2?.qualifier, meant2?.speaker) };
      }
    }
  }

  // src/review/verdict.ts
  function showVerdict(report, left) {
    const places = left.map((each) => make(
      "li",
      {},
      button(each.where, "", () => {
        visit(each);
      }),
      make("div", {}, each.wrong.join(language() === "zh" ? "" : " ")),
      make("div", { class: "more" }, `→ ${each.mend}`)
    ));
    openDialog(t("check"), [
      make("p", {}, left.length ? t("places left", { n: left.length }) : t("nothing left")),
      make("ol", { class: "places" }, ...places),
      make("details", {}, make("summary", {}, t("whole report")), make("pre", {}, report)),
      button(t("close"), "Esc", closeDialog)
    ]);
  }
  function visit({ at, key }) {
    closeDialog();
    const shown = key ? list.findIndex((each) => cardsOf(each).some((card2) => card2.key === key)) : -1;
    if (shown < 0 && at === null) {
      editSource();
      return;
    }
    go(shown < 0 ? list.findIndex(({ span }) => span[0] <= (at ?? 0) && (at ?? 0) < span[1]) : shown);
    const card = shown < 0 ? void 0 : cardsOf(list[shown]).find((each) => each.key === key);
    if (card) edit(card);
  }
  async function check() {
    const headers = { "X-Review": "1", "Accept-Language": language() };
    const answer = await fetch("/check", { method: "POST", headers, body: "{}" });
    if (!answer.ok) {
      showText(t("check"), await answer.text());
      return;
    }
    const { report, left } = await answer.json();
    showVerdict(report, left);
  }

  // src/review/painting.ts
  paintedBy(() => {
    paintBar();
    paintText();
    paintCards();
    const target = state.editing && document.querySelector("form.edit");
    if (!target) {
      [...document.querySelectorAll(".card")].at(state.card)?.focus();
      return;
    }
    const date = target.querySelector("[name=date]")?.value;
    const free = ["link", "qualifier", "speaker", "date", "upper", ...date ? ["object"] : []];
    const fields = [...target.querySelectorAll("input:not([type=checkbox]),select")];
    const first = fields.find((field) => !field.value && !free.includes(field.name) && field.offsetParent);
    const draft = fields.find((field) => "draft" in field.dataset && field.offsetParent);
    (first ?? draft ?? target.querySelector("button.main"))?.focus();
    if (!first && draft instanceof HTMLInputElement) draft.select();
  });
  function paintBar() {
    const place = data.jurisdiction;
    const spoken = list.filter(speaks);
    const done = spoken.filter(isDone);
    const length = (some) => some.reduce((sum, { span }) => sum + span[1] - span[0], 0);
    const percent = (part, whole2) => `${whole2 ? Math.floor(100 * part / whole2) : 100} %`;
    const counts = spoken.map(numbers);
    const all = counts.reduce((total, each) => total + each.all, 0);
    const bare = counts.reduce((total, each) => total + each.bare.length, 0);
    const shown = [
      ["sentences", `${done.length}/${spoken.length}`],
      ["characters", percent(length(done), length(spoken))],
      ["numbers", `${all - bare}/${all}`],
      ["claims", String(claims())]
    ];
    byId("title").textContent = `${t("title")}: ${data.name} · ${place ? named({ ...place.labels, id: local(place.iri) }) : t("no place")}`;
    byId("coverage").replaceChildren(...shown.map(([name, value]) => make("span", {}, t(name), " ", make("b", {}, value))));
    const tools = [
      button(t("next open"), "G", nextUnfinished),
      button(t("document"), "D", editSource),
      button(t("undo"), "U", undoLast),
      data.offline ? button(t("save decisions"), "S", save) : button(t("check"), "C", check),
      button(language() === "zh" ? "English" : "中文", "", otherLanguage),
      button(t("keys"), "?", showKeys)
    ];
    byId("tools").replaceChildren(...data.offline ? [reviewer()] : [], ...tools);
  }
  function reviewer() {
    const field = make("input", {
      value: state.by,
      size: 10,
      "aria-label": t("reviewer"),
      placeholder: t("reviewer"),
      onchange: () => {
        state.by = field.value.trim();
      }
    });
    return field;
  }
  function otherLanguage() {
    state.lang = language() === "zh" ? "en" : "zh";
    document.documentElement.lang = state.lang;
    paint();
  }
  function paintCards() {
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
    const line2 = /^line (\d+)$/.exec(block?.[2] ?? "");
    const where = block ? ` · ${[block[3] && t("page", { n: block[3] }), line2 ? t("line", { n: line2[1] }) : block[2]].filter(Boolean).join(", ")}` : "";
    byId("place").replaceChildren(
      `${state.at + 1}/${list.length}`,
      where,
      roles,
      button("↑", "P", () => {
        go(state.at - 1);
      }),
      button("↓", "N", () => {
        go(state.at + 1);
      }),
      button(t("divide"), "/", divide),
      button(t("join"), "J", join)
    );
    byId("cards").replaceChildren(...cards.map(paintCard));
    byId("adds").replaceChildren(
      button(t("new thing"), "T", () => {
        add("thing");
      }),
      button(t("new relation"), "R", () => {
        add("relation");
      }),
      button(t("new figure"), "F", () => {
        add("figure");
      }),
      button(t("set a number aside"), "O", setAside),
      button(t("leave aside"), "L", leave),
      ...hidden(here) ? [button(t("more relations", { n: hidden(here) }), "M", moreRelations)] : []
    );
    byId("left").textContent = wanting(here);
  }
  function wanting(here) {
    if (isDone(here)) return "";
    const { bare } = numbers(here);
    const stated = bare.length ? t("numbers left", { numbers: bare.map(([, , wording]) => wording).join(", ") }) : "";
    const texts = cardsOf(here).some((card) => statusOf(card) === "accepted" && lacks(itemOf(card)).length);
    return [stated || (texts ? "" : t("nothing stated")), texts ? t("texts left") : ""].filter(Boolean).join(" ");
  }
  function paintCard(card, n) {
    const { kind, what, more } = describe(card);
    const item = itemOf(card);
    const status = statusOf(card);
    const outcome = now.get(card.key);
    const reason = outcome?.event.do === "reject" ? outcome.event.reason : "";
    const lacking = status === "accepted" && now.has(card.key) ? lacks(item) : [];
    const head = [t(kind), item && t(status === "open" ? "to decide" : status), proposer(card), reason && t(reason)];
    return make(
      "article",
      { class: `card ${item ? status : "hint"}`, tabindex: 0, onfocus: () => {
        state.card = n;
      } },
      make("div", { class: "kind" }, n < 9 ? make("kbd", {}, String(n + 1)) : null, head.filter(Boolean).join(" · ")),
      make("div", { class: "what" }, what),
      more ? make("div", { class: "more" }, more) : null,
      lacking.length ? make("div", { class: "differs" }, t("lacking", { what: lacking.map((word) => t(word)).join(", ") })) : null,
      outcome?.lapsed ? make("div", { class: "differs" }, t("lapsed")) : null,
      outcome?.differs.length ? make("div", { class: "differs" }, t("differs", { sides: sides(outcome) })) : null,
      state.editing?.key === card.key ? editor(state.editing) : actions(card)
    );
  }
  function editor(card) {
    const item = card.filled ?? itemOf(card);
    return item && form(fieldsOf(item, card), card);
  }
  var sides = ({ differs }) => differs.map((each) => `${each.by}: ${t(each.do === "accept" ? "accepted" : "rejected")}`).join("; ");
  function actions(card) {
    const status = statusOf(card);
    if (!itemOf(card)) return make("div", { class: "actions" });
    return make(
      "div",
      { class: "actions" },
      status === "accepted" ? null : button(t("accept"), "A", () => {
        accept(card);
      }, true),
      ...status === "open" ? likeOf(card).map((thing, n) => button(t("it is", { name: withHome(thing) }), n ? "" : "I", () => {
        acceptAs(card, thing);
      })) : [],
      button(t("change"), "E", () => {
        edit(card);
      }),
      status === "rejected" ? null : button(t("reject"), "X", () => {
        reject(card);
      })
    );
  }

  // src/review/main.ts
  function actOf(key) {
    const cards = cardsOf(passage());
    const card = cards.at(state.card);
    if (/^[1-9]$/.test(key)) return Number(key) <= cards.length ? () => {
      lookAt(Number(key) - 1);
    } : void 0;
    switch (key.length === 1 ? key.toLowerCase() : key) {
      case "a":
        return () => card && accept(card);
      case "e":
        return () => card && edit(card);
      case "x":
        return () => card && reject(card);
      case "u":
        return undoLast;
      case "n":
        return () => go(state.at + 1);
      case "p":
        return () => go(state.at - 1);
      case "ArrowDown":
        return () => lookAt(state.card + 1);
      case "ArrowUp":
        return () => lookAt(state.card - 1);
      case "t":
        return () => add("thing");
      case "r":
        return () => add("relation");
      case "f":
        return () => add("figure");
      case "o":
        return setAside;
      case "m":
        return hidden(passage()) ? moreRelations : void 0;
      case "i":
        return card && statusOf(card) === "open" && likeOf(card).length ? () => acceptAs(card, likeOf(card)[0]) : void 0;
      case "j":
        return join;
      case "/":
        return divide;
      case "d":
        return editSource;
      case "g":
        return nextUnfinished;
      case "l":
        return leave;
      case "h":
        return () => toggle("Heading");
      case "z":
        return () => toggle("Residue");
      case "s":
        return data.offline ? save : void 0;
      case "c":
        return data.offline ? void 0 : check;
      case "?":
        return showKeys;
      default:
        return void 0;
    }
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.editing && !dialogIsOpen()) {
      stopEditing();
      return;
    }
    const typing = event.target instanceof Element && /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (typing || dialogIsOpen() || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = actOf(event.key);
    if (!act) return;
    event.preventDefault();
    act();
  });
  Object.defineProperties(window, {
    now: { get: () => now },
    ...Object.fromEntries(
      Object.entries({ cardsOf, claims, data, figures, go, iriOf, itemOf, named, numbers, passage, quoted, state, statusOf, things, written }).map(([name, value]) => [name, { value }])
    )
  });
  warnOnLeaving();
  restore();
  step();
})();
