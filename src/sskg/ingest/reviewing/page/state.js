"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const zh = () => state.lang.startsWith("zh");
const state = { lang: data.lang, by: data.by, at: 0, card: 0, editing: null, events: data.events };
// Offsets count code points, and JavaScript's strings count UTF-16 units.
const points = Array.from(data.text);
const cut = (start, end) => points.slice(start, end).join("");
const t = (key, parts = {}) =>
  (data.words[zh() ? "zh" : "en"][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => parts[name]);
const named = (record) => (zh() ? record.zh || record.en : record.en || record.zh) || record.id;
const timeType = (text) => ({ 4: "gYear", 7: "gYearMonth", 10: "date" })[text.length] ?? "";
const local = (iri) => iri.replace(/^.*[#/]/, "");
const inside = (inner, outer) => outer[0] <= inner[0] && inner[1] <= outer[1];
const meets = (one, other) => one[0] < other[1] && other[0] < one[1];

// ---- what follows from the events: the same rules as sskg/ingest/decisions.py
function decided() {
  const events = [...new Map(state.events.map((each) => [each.id, each])).values()];
  events.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const undone = new Set();
  for (const each of [...events].reverse())
    if (each.do === "undo" && !undone.has(each.id)) undone.add(each.key);
  const last = new Map();
  for (const each of events) {
    if (each.do === "undo" || undone.has(each.id)) continue;
    const by = last.get(each.key) ?? last.set(each.key, new Map()).get(each.key);
    by.delete(each.by);
    by.set(each.by, each);
  }
  const result = new Map();
  for (const [key, by] of last) {
    const all = [...by.values()];
    const latest = all[all.length - 1];
    const outcomes = new Set(all.map((e) => e.do + (e.do === "accept" ? stable(e.to) : "")));
    const lapsed = (latest.quotes ?? []).some(([s, e, quote]) => cut(s, e) !== quote);
    result.set(key, { event: latest, differs: outcomes.size > 1 ? all : [], lapsed });
  }
  return result;
}
function stable(value) {
  if (Array.isArray(value)) return "[" + value.map(stable).join() + "]";
  if (value && typeof value === "object")
    return "{" + Object.keys(value).sort().map((k) => k + ":" + stable(value[k])).join() + "}";
  return JSON.stringify(value);
}

// ---- the passages, as people cut them
function passages() {
  let list = data.passages.map(([name, start, end, role, first, last]) =>
    ({ name, span: [start, end], role, sentence: [first, last] }));
  for (const { event, lapsed } of now.values()) {
    if (lapsed || event.do !== "accept" || event.to.type !== "passage") continue;
    const { span, role, note } = event.to;
    let sentence = span;
    const rest = [];
    for (const each of list) {
      if (!meets(each.span, span)) { rest.push(each); continue; }
      if (inside(span, each.sentence)) sentence = each.sentence;
      for (const piece of [[each.span[0], span[0]], [span[1], each.span[1]]]) {
        const kept = trimmed(piece);
        if (kept) rest.push({ ...each, span: kept });
      }
    }
    rest.push({ name: "", span: trimmed(span) ?? span, role, sentence, note });
    list = rest.sort((one, other) => one.span[0] - other.span[0]);
  }
  return list;
}
function trimmed([start, end]) {
  while (start < end && !points[start].trim()) start++;
  while (start < end && !points[end - 1].trim()) end--;
  return start < end ? [start, end] : null;
}

let now = decided();
let list = passages();
let called = null;
function recount() { now = decided(); list = passages(); called = null; state.at = Math.min(state.at, list.length - 1); }

// ---- deciding
const key = () => "own:" + Array.from(crypto.getRandomValues(new Uint8Array(8)),
  (byte) => byte.toString(16).padStart(2, "0")).join("");
let clock = 0;
function stamp() {
  // Two decisions of one moment must keep their order.
  clock = Math.max(clock + 1, Date.now());
  return new Date(clock).toISOString();
}
function decide(doing, about, { to, quotes, reason } = {}) {
  const event = { id: key().slice(4), at: stamp(), by: state.by || "?", do: doing, key: about };
  if (quotes?.length) event.quotes = quotes;
  if (to) event.to = to;
  if (reason) event.reason = reason;
  state.events.push(event);
  keep(event);
  recount();
}
function undo() {
  const undone = new Set(state.events.filter((e) => e.do === "undo").map((e) => e.key));
  const mine = state.events.filter((e) => e.by === state.by && e.do !== "undo" && !undone.has(e.id));
  if (mine.length) decide("undo", mine[mine.length - 1].id);
}

// ---- things: those of the graph, and those that are accepted here
const graphThings = new Map(data.things.map(([iri, kind, en, zhLabel, names, home]) =>
  [iri, { iri, id: local(iri), kind, en, zh: zhLabel, names, home }]));
// The state or region that a thing of the graph belongs to, where it is of one alone.
const homeName = (iri) => (iri ? named(graphThings.get(iri) ?? { id: local(iri) }) : "");
const withHome = (thing) => named(thing) + (thing.home ? ` (${homeName(thing.home)})` : "");
function things() {
  const all = new Map(graphThings);
  for (const { event, lapsed } of now.values()) {
    if (lapsed || event.do !== "accept" || event.to.type !== "thing" || event.to.linked) continue;
    const { iri, labels } = event.to;
    all.set(iri, { iri, id: local(iri), kind: event.to.class, en: labels.en, zh: labels.zh,
      names: Object.values(event.to.names ?? {}).flat(), own: true });
  }
  return all;
}
const kindsOf = (kind) => [kind, ...(data.supers[kind] ?? [])];
const fits = (kind, allowed) => !allowed.length || kindsOf(kind).some((k) => allowed.includes(k));
function slug(label) {
  const base = data.things_iri + (label.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "") || "thing");
  const taken = things();
  let iri = base;
  for (let n = 2; taken.has(iri); n++) iri = `${base}-${n}`;
  return iri;
}
