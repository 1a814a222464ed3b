// "Path from here to …": the shortest chains of statements between two things, in either
// direction of each, within what the filters leave.
const paths = (() => {
  const MOST_WAYS = 50;

  // Breadth first from the start; gives for each thing reached the links by which it was reached.
  async function reach(from, to) {
    const depth = new Map([[from, 0]]);
    const into = new Map();
    let edge = [from];
    let level = 0;
    while (edge.length && !depth.has(to)) {
      level += 1;
      const next = [];
      for (let at = 0; at < edge.length; at += 1) {
        if (at % 5000 === 4999) await new Promise((done) => { setTimeout(done, 0); });
        for (const link of data.linksOf(edge[at])) {
          if (!state.linkPasses(link)) continue;
          const other = data.other(link, edge[at]);
          if (depth.has(other) && depth.get(other) < level) continue;
          if (!state.passes(other)) continue;
          if (!depth.has(other)) { depth.set(other, level); into.set(other, []); next.push(other); }
          into.get(other).push(link);
        }
      }
      edge = next;
    }
    return depth.has(to) ? into : null;
  }

  // All shortest ways as lists of links, up to a number; the firmest first.
  function ways(into, from, to) {
    const found = [];
    const follow = (thing, tail) => {
      if (found.length >= MOST_WAYS) return;
      if (thing === from) { found.push(tail); return; }
      for (const link of into.get(thing)) follow(data.other(link, thing), [link, ...tail]);
    };
    follow(to, []);
    return found.map((links, at) => [weakest(links), at, links]).sort((one, two) => one[0] - two[0] || one[1] - two[1]).map((one) => one[2]);
  }

  // A chain is as strong as its weakest step; modalities are numbered from the strongest. A step
  // without a claim weakens nothing.
  const weakest = (links) => Math.max(-1, ...links.map((at) => data.strongest(at)));

  async function show(from, to, step = true) {
    const into = from === to ? null : await reach(from, to);
    const all = into ? ways(into, from, to) : [];
    state.change({ path: { from, to, ways: all, ...chosen(all[0] ?? [], from) }, way: 0, asking: -1, thing: -1, link: -1, passage: "", text: "" }, { step });
    await panel.settled();
    camera.reveal(from);
  }

  function chosen(links, from) {
    const things = [from];
    for (const at of links) things.push(data.other(at, things.at(-1)));
    return { links, things };
  }

  function another() {
    const { path, way } = state.chosen;
    const next = (way + 1) % path.ways.length;
    state.change({ path: { ...path, ...chosen(path.ways[next], path.from) }, way: next });
  }

  function ask() {
    return [make("header", {}, panel.closer(), make("h2", { id: "panel-title" }, say("pathTo", { label: data.label(state.chosen.asking) })))];
  }

  async function panelContent() {
    const { path } = state.chosen;
    const head = make("header", {}, panel.closer(), make("h2", { id: "panel-title" }, say("path", { from: data.label(path.from), to: data.label(path.to) })));
    if (!path.links.length) return [head, make("p", { class: "hint" }, say("noPath"))];
    const weak = weakest(path.links);
    const steps = await Promise.all(path.links.map(async (at, index) => {
      const inverse = data.link.from[at] !== path.things[index];
      return [
        make("li", { class: "hop", "data-link": at }, make("span", { class: "hop-name" }, `↓ ${data.reading(data.link.predicate[at], inverse)}`), evidence.claims(await data.claims(at))),
        make("li", { class: "stop" }, panel.thingLink(path.things[index + 1])),
      ];
    }));
    const count = path.ways.length >= MOST_WAYS ? `${MOST_WAYS}+` : number(path.ways.length);
    return [
      head,
      make("p", {}, `${say("pathLength", { n: path.links.length, m: count })}; `, weak >= 0 ? say("pathWeakest", { modality: say(data.modality(weak)) }) : ""),
      path.ways.length > 1 ? make("button", { id: "other-way", onclick: another }, say("otherWay", { m: count })) : "",
      make("ol", { class: "chain" }, make("li", { class: "stop" }, panel.thingLink(path.from)), ...steps.flat()),
    ];
  }

  return { show, another, ask, panel: panelContent };
})();
