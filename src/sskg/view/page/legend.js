// Legend and filters in one: every look has its name, its count, and a box that hides it.
const legend = (() => {
  const MOST = 12;
  const opened = new Set(["kinds", "modalities", "years"]);
  const wide = new Set();

  // How many of each key all filters but this one leave, and how many there are.
  function counts() {
    const tally = { kinds: new Map(), predicates: new Map(), modalities: new Map(), documents: new Map() };
    const add = (facet, key, shown) => {
      const known = tally[facet].get(key) ?? [0, 0];
      tally[facet].set(key, [known[0] + (shown ? 1 : 0), known[1] + 1]);
    };
    if (!data.complete) {
      data.head.kinds.forEach((kind, at) => tally.kinds.set(at, [kind.count, kind.count]));
      return tally;
    }
    data.things.forEach((row, thing) => add("kinds", row[3], state.passes(thing)));
    for (let at = 0; at < data.link.count; at += 1) {
      const shown = state.linkShown(at);
      add("predicates", data.link.predicate[at], shown);
      add("modalities", data.strongest(at), shown);
      for (const one of data.link.documents[at] ?? []) add("documents", one, shown);
    }
    return tally;
  }

  function group(name, body) {
    const details = make("details", { class: "facet", open: opened.has(name) }, make("summary", {}, make("h3", {}, say(name))), body);
    details.addEventListener("toggle", () => { if (details.open) opened.add(name); else opened.delete(name); });
    return details;
  }

  function row(facet, key, sample, name, [shown, all], hint) {
    const id = `${facet}-${key}`;
    const tick = make("input", {
      type: "checkbox", id, checked: !state.chosen.hidden[facet].has(key),
      onchange: (event) => { state.toggle(facet, key, event.target.checked); byId(id)?.focus(); },
    });
    const whole = shown === all || !state.filtered() || state.chosen.hidden[facet].has(key);
    const usual = state.filtered() || state.chosen.hidden[facet].has(key) ? all : shown;
    const count = whole ? number(usual) : `${number(shown)} / ${number(all)}`;
    return make("li", { title: hint }, make("label", { for: id }, tick, sample, make("span", { class: "name" }, name), make("span", { class: "count" }, count)));
  }

  function list(facet, rows) {
    const shown = wide.has(facet) ? rows : rows.slice(0, MOST);
    const rest = rows.length - shown.length;
    const more = rest > 0 && make("button", { class: "quiet", onclick: () => { wide.add(facet); draw(); } }, say("more", { n: number(rest) }));
    return make("div", {}, make("ul", {}, ...shown), more || null);
  }

  // A short line as the picture draws statements of a modality.
  function sample(modality) {
    const dash = edges.dashes[modality].join(" ");
    const line = make("line", { x1: 1, y1: 8, x2: 33, y2: 8, stroke: "currentColor", "stroke-width": 2, "stroke-dasharray": dash || undefined });
    return make("svg", { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true", class: "sample" }, line);
  }

  function kinds(tally) {
    return data.head.kinds.map((kind, at) => row("kinds", at, shapes.glyph(kind), data.kindLabel(kind), tally.get(at) ?? [0, 0]));
  }

  function modalities(tally) {
    const order = [0, 1, 2, 3, -1].filter((one) => tally.has(one));
    return order.map((one) => {
      const name = data.modality(one);
      return row("modalities", one, sample(name), say(name), tally.get(one), say(`${name}Means`));
    });
  }

  const byCount = (tally) => [...tally].sort((one, two) => two[1][1] - one[1][1]);

  function years() {
    const field = (at, name) => make("label", {}, `${say(name)} `, make("input", {
      type: "number", id: `year-${name}`, min: 0, max: 2100, value: state.chosen.years[at] || "", placeholder: "–",
      onchange: (event) => {
        const chosen = [...state.chosen.years];
        chosen[at] = Math.max(0, Math.floor(Number(event.target.value))) || 0;
        state.change({ years: chosen });
      },
    }));
    const undated = make("label", { class: "undated" }, make("input", {
      type: "checkbox", id: "undated", checked: state.chosen.undated,
      onchange: (event) => state.change({ undated: event.target.checked }),
    }), ` ${say("undated")}`);
    return make("div", { class: "years" }, field(0, "from"), field(1, "to"), undated);
  }

  function draw() {
    const kept = document.activeElement?.id;
    const tally = counts();
    const hiddenThings = data.complete ? data.things.length - data.things.filter((_, thing) => state.passes(thing)).length : 0;
    let hiddenLinks = 0;
    for (let at = 0; data.complete && at < data.link.count; at += 1) hiddenLinks += state.linkShown(at) ? 0 : 1;
    const filtered = state.filtered();
    byId("legend").replaceChildren(
      make("h2", {}, say("legend")),
      make("p", { class: filtered ? "filtered on" : "filtered", id: "filtered" },
        filtered ? say("filtered", { things: number(hiddenThings), links: number(hiddenLinks) }) : say("unfiltered"), " ",
        make("button", { id: "reset", class: "quiet", disabled: !filtered && !state.chosen.text, onclick: () => { state.reset(); byId("reset")?.focus(); } }, say("reset"))),
      group("kinds", make("ul", {}, ...kinds(tally.kinds))),
      group("modalities", list("modalities", modalities(tally.modalities))),
      group("years", years()),
      group("predicates", list("predicates", byCount(tally.predicates).map(([at, count]) => row("predicates", at, null, data.reading(at), count)))),
      group("documents", list("documents", byCount(tally.documents).map(([at, count]) => row("documents", at, null, data.documentLabel(at), count)))),
    );
    byId("legend").setAttribute("aria-label", say("legend"));
    if (kept) byId(kept)?.focus();
  }

  return { draw, sample };
})();
