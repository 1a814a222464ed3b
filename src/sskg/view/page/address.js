// The address of what is shown: selection, filters and position in the URL's hash, so that a link
// to the file shows the same, and back and forward work.
const address = (() => {
  let reading = false;
  let timer = 0;

  const name = (facet, key) => {
    if (facet === "kinds") return data.head.kinds[key].name;
    if (facet === "predicates") return data.head.predicates[key].name;
    if (facet === "documents") return data.head.documents[key].id;
    return data.modality(key);
  };

  const keys = (facet) => (facet === "modalities" ? [0, 1, 2, 3, -1] : data.head[facet].map((_, at) => at));

  function text() {
    const { chosen } = state;
    const parts = new URLSearchParams();
    const put = (key, value) => { if (value) parts.set(key, value); };
    if (chosen.path) put("path", `${data.identifier(chosen.path.from)} ${data.identifier(chosen.path.to)} ${chosen.way || ""}`.trim());
    if (chosen.thing >= 0) put("thing", data.identifier(chosen.thing));
    if (chosen.link >= 0) put("link", [data.identifier(data.link.from[chosen.link]), name("predicates", data.link.predicate[chosen.link]), data.identifier(data.link.to[chosen.link])].join(" "));
    if (chosen.alone) put("alone", `${data.identifier(chosen.alone.thing)} ${chosen.alone.steps}`);
    put("passage", chosen.passage);
    if (chosen.view !== "picture") put("view", chosen.view);
    put("search", chosen.text);
    for (const facet of state.facets) {
      const usual = facet === "kinds" ? (key) => !data.head.kinds[key].drawn : () => false;
      const hidden = keys(facet).filter((key) => chosen.hidden[facet].has(key) && !usual(key)).map((key) => `-${name(facet, key)}`);
      const added = keys(facet).filter((key) => !chosen.hidden[facet].has(key) && usual(key)).map((key) => `+${name(facet, key)}`);
      put(facet, [...hidden, ...added].join(" "));
    }
    if (chosen.years.some(Boolean)) put("years", chosen.years.map((year) => year || "").join("-"));
    if (!chosen.undated) put("undated", "no");
    if (language !== data.head.lang) put("lang", language);
    const { x, y } = picture.network.getViewPosition();
    if (!camera.fitted) put("at", `${Math.round(x)} ${Math.round(y)} ${picture.network.getScale().toFixed(3)}`);
    return `#${parts}`;
  }

  // Some hosts (a frame in a notebook) allow no change of the address; the page works without.
  function write(step) {
    if (reading || !data.complete) return;
    const next = text();
    if (next === location.hash) return;
    try {
      if (step) history.pushState(null, "", next);
      else history.replaceState(null, "", next);
    } catch { /* the address stays as it was */ }
  }

  // The camera moves often: its place is written when it has come to rest.
  function moved() {
    clearTimeout(timer);
    timer = setTimeout(() => write(false), 300);
  }

  function hiddenFrom(parts) {
    const hidden = {};
    for (const facet of state.facets) {
      const usual = facet === "kinds" ? keys(facet).filter((key) => !data.head.kinds[key].drawn) : [];
      hidden[facet] = new Set(usual);
      const byName = new Map(keys(facet).map((key) => [name(facet, key), key]));
      for (const word of (parts.get(facet) ?? "").split(" ")) {
        const key = byName.get(word.slice(1));
        if (key === undefined) continue;
        if (word[0] === "-") hidden[facet].add(key);
        else hidden[facet].delete(key);
      }
    }
    return hidden;
  }

  function linkFrom(words) {
    const [from, predicate, to] = words.split(" ");
    const [start, end] = [data.find(from), data.find(to)];
    if (start < 0 || end < 0) return -1;
    return [...data.linksOf(start)].find((at) => data.link.to[at] === end && data.link.from[at] === start && name("predicates", data.link.predicate[at]) === predicate) ?? -1;
  }

  // Show what the address says; words that fit nothing in this file are passed over.
  async function read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    reading = true;
    try {
      main.speak(Object.hasOwn(words, parts.get("lang") ?? "") ? parts.get("lang") : data.head.lang);
      const [lone, steps] = (parts.get("alone") ?? "").split(" ");
      const years = (parts.get("years") ?? "").split("-").map((year) => Number.parseInt(year, 10) || 0);
      const view = ["both", "table"].includes(parts.get("view")) ? parts.get("view") : "picture";
      const text_ = parts.get("search") ?? "";
      byId("search").value = text_;
      search.type(text_, { open: false });
      state.change({
        thing: data.find(parts.get("thing")), link: linkFrom(parts.get("link") ?? ""), path: null, asking: -1,
        alone: data.find(lone) >= 0 ? { thing: data.find(lone), steps: Math.min(9, Math.max(1, Number(steps) || 1)) } : null,
        hidden: hiddenFrom(parts), years: [years[0] ?? 0, years[1] ?? 0], undated: parts.get("undated") !== "no",
        view, text: text_, passage: "",
      }, { step: false });
      const [from, to, way] = (parts.get("path") ?? "").split(" ");
      if (data.find(from) >= 0 && data.find(to) >= 0) {
        await paths.show(data.find(from), data.find(to), false);
        for (let at = Number(way) || 0; at > 0 && state.chosen.path.ways.length > 1; at -= 1) paths.another();
      }
      const passage = parts.get("passage") ?? "";
      await reader.recall(passage);
      if (passage) state.change({ passage }, { step: false });
      const [x, y, scale] = (parts.get("at") ?? "").split(" ").map(Number);
      if (scale > 0 && Number.isFinite(x + y)) {
        camera.go({ position: { x, y }, scale });
      } else if (state.chosen.thing >= 0) main.revealSoon(state.chosen.thing);
    } finally {
      reading = false;
    }
  }

  return { text, write, moved, read };
})();
