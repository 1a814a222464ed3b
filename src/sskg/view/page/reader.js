// The documents behind the graph: a passage in its text, where this file holds the text.
const reader = (() => {
  const texts = new Map();
  let shown = null;

  // Offsets count code points, as in the graph; a JavaScript string counts UTF-16 units.
  async function characters(document_) {
    if (!texts.has(document_)) texts.set(document_, data.block(`text-${document_}`).then((text) => [...text]));
    return texts.get(document_);
  }

  function open(passage) {
    shown = passage;
    state.change({ passage: passage.id });
  }

  function close() {
    shown = null;
    state.change({ passage: "" });
  }

  const current = () => state.chosen.passage && shown;

  // Find a passage by its identifier among the claims of the thing or link that is open.
  async function recall(id) {
    if (!id) { shown = null; return; }
    if (shown?.id === id) return;
    const { thing, link, path } = state.chosen;
    const links = link >= 0 ? [link] : path?.links ?? (thing >= 0 ? [...data.linksOf(thing)] : []);
    const claims = (await Promise.all(links.map((at) => data.claims(at)))).flat();
    if (thing >= 0) {
      const details = await data.details(thing);
      for (const row of details.values ?? []) claims.push(...row[4]);
      for (const one of details.figures ?? []) claims.push(...one.claims);
    }
    const whole = thing >= 0 && data.identifier(thing) === id ? data.documentOf(thing) : -1;
    if (whole >= 0) { shown = { id, document: whole, start: 0, end: 0, anchor: "" }; return; }
    const found = claims.flatMap((claim) => claim[2]).find((one) => one[0] === id);
    shown = found ? { id, document: found[1], start: found[2], end: found[3], anchor: found[4] } : null;
  }

  async function draw() {
    const { document: at, start, end, anchor } = shown;
    const head = make("header", {},
      panel.closer(),
      make("button", { id: "back-to-thing", class: "quiet", onclick: close }, `← ${say("back")}`),
      make("p", { class: "kind" }, say("document")),
      make("h2", { id: "panel-title" }, make("bdi", {}, data.documentLabel(at))),
      end > start ? make("p", { class: "where" }, say("passageShort", { start: number(start), end: number(end) })) : null);
    const document_ = data.head.documents[at];
    if (!document_?.held) {
      panel.fill([head, anchor ? make("blockquote", {}, make("bdi", {}, safe(anchor, 200))) : "", make("p", { class: "hint" }, say("notHeld")), ...(await stated())]);
      return;
    }
    const all = await characters(at);
    const cut = (from, to) => safe(all.slice(from, to).join(""), Infinity);
    const mark = make("mark", { id: "passage", tabindex: "-1" }, cut(start, end));
    const body = make("div", { class: "source", lang: "en" }, cut(0, start), mark, cut(end));
    panel.fill([head, ...(await stated()), body]);
    if (end <= start) return;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }

  // Which statements the same passage proves, as far as the file has been unpacked.
  async function stated() {
    if (data.link.count > 20000) return [];
    const rows = [];
    for (let at = 0; at < data.link.count; at += 1) {
      const claims = await data.claims(at);
      if (claims.some((claim) => claim[2].some((one) => one[0] === shown.id))) rows.push(at);
    }
    if (!rows.length) return [];
    const items = rows.map((at) => make("li", {}, panel.thingLink(data.link.from[at]), ` ${data.reading(data.link.predicate[at])} `, panel.thingLink(data.link.to[at])));
    return [make("details", { class: "states" }, make("summary", {}, `${say("states")} (${number(rows.length)})`), make("ul", {}, ...items))];
  }

  return { open, close, current, recall, draw };
})();
