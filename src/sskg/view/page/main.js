// Puts the parts together: what a click, a key and the address do.
const main = (() => {
  // Take up a thing: in the picture, in the panel, and as the goal if a path is being asked for.
  function choose(thing) {
    const { asking } = state.chosen;
    if (asking >= 0 && thing !== asking) { search.clear(); paths.show(asking, thing); return; }
    byId("search").value = "";
    search.type("", { open: false });
    state.change({ thing, link: -1, path: null, asking: -1, passage: "", text: "" });
    if (!picture.boxes.has(thing)) alone.show(thing, 1, false);
    byId("panel").focus({ preventScroll: true });
    revealSoon(thing);
  }

  // The picture waits a moment before it moves, so that the second click of two meets the thing.
  let waiting = 0;
  function revealSoon(thing) {
    clearTimeout(waiting);
    waiting = setTimeout(() => { if (state.chosen.thing === thing) camera.reveal(thing); }, 350);
  }

  function chooseLink(at) {
    state.change({ link: at, thing: -1, path: null, asking: -1, passage: "" });
  }

  function clear() {
    state.change({ thing: -1, link: -1, path: null, asking: -1, passage: "", text: "" });
    byId("search").value = "";
    search.type("", { open: false });
    picture.refresh();
    byId("canvas").focus({ preventScroll: true });
  }

  let showing = null;

  // Everything that depends on the reader's choices is drawn again from them.
  function update(changed, step) {
    const { chosen } = state;
    const turned = document.body.dataset.view !== chosen.view;
    document.body.dataset.view = chosen.view;
    const lone = chosen.alone ? `${chosen.alone.thing} ${chosen.alone.steps}` : "";
    const filters = changed.some((key) => ["hidden", "years", "undated"].includes(key));
    if (lone !== showing || (chosen.alone && filters)) {
      showing = lone;
      const keep = filters && changed.length === 1;
      picture.show(chosen.alone ? alone.scene() : opening, { keepCamera: keep });
      picture.rankLandmarks();
    } else picture.refresh();
    alone.trail();
    if (filters || changed.includes("start")) legend.refresh();
    else if (changed.includes("text") || changed.includes("lang")) legend.draw();
    if (!changed.every((key) => ["text", "hidden", "view"].includes(key))) panel.draw();
    table.draw();
    report();
    bar();
    if (turned) requestAnimationFrame(resized);
    address.write(step);
  }

  // The picture has another size: unless the reader has moved it, it is fitted anew.
  function resized() {
    picture.redraw();
    if (camera.fitted && !byId("canvas").hidden && state.chosen.view !== "table") camera.home();
  }

  function report() {
    const things = [...picture.boxes.values()].filter((one) => one.shown && one.id >= 0).length;
    const links = edges.lines.filter((line) => !line.sum).length;
    byId("status").textContent = say("status", { things: number(things), links: number(links) });
    byId("left-out").textContent = data.head.served ? ondemand.note() : data.head.whole ? "" : say(state.chosen.alone ? "someOf" : "leftOut", { drawn: number(things), all: number(data.head.counts.things) });
  }

  // The bar at the top, in the reader's language.
  function bar() {
    const kept = document.activeElement?.id;
    byId("title").textContent = say("title");
    document.title = say("title");
    byId("skip").textContent = say("skip");
    const field = byId("search");
    field.placeholder = say("search");
    field.setAttribute("aria-label", say("search"));
    byId("views").setAttribute("aria-label", say("picture"));
    byId("views").replaceChildren(...["picture", "both", "table"].map((view) => make("button", {
      id: `view-${view}`, "aria-pressed": String(state.chosen.view === view), onclick: () => state.change({ view }),
    }, say(view))));
    byId("tools").replaceChildren(
      make("button", { id: "menu", "aria-expanded": String(document.body.classList.contains("with-legend")), "aria-controls": "legend", onclick: menu }, say("menu")),
      make("button", { id: "do-take", onclick: commands.open }, say("takeAway")),
      make("button", { id: "do-language", lang: language === "en" ? "zh" : "en", title: say("languageName"), onclick: () => { speak(language === "en" ? "zh" : "en"); state.change({ lang: language }); } }, say("language")),
      make("button", { id: "do-theme", title: say("theme"), "aria-label": say("theme"), onclick: theme }, shapes.dark() ? "☀" : "☾"));
    const glass = [["zoomIn", "+", () => camera.zoom(1.4)], ["zoomOut", "−", () => camera.zoom(1 / 1.4)], ["fit", "⤢", () => camera.fit()]];
    byId("zoom").replaceChildren(...glass.map(([name, sign, act]) => make("button", { id: `do-${name}`, title: say(name), "aria-label": say(name), onclick: act }, sign)));
    byId("zoom").setAttribute("aria-label", say("picture"));
    byId("canvas").setAttribute("aria-label", say("pictureHelp"));
    byId("panel").setAttribute("aria-label", say("relations"));
    byId("tables").setAttribute("aria-label", say("table"));
    byId("picture").setAttribute("aria-label", say("picture"));
    if (kept && document.activeElement?.id !== kept) byId(kept)?.focus({ preventScroll: true });
  }

  function menu() {
    const open = document.body.classList.toggle("with-legend");
    byId("menu").setAttribute("aria-expanded", String(open));
  }

  function speak(lang) {
    if (lang === language) return;
    language = lang;
    document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
    picture.relabel();
  }

  function theme() {
    document.documentElement.dataset.theme = shapes.dark() ? "light" : "dark";
    repaint();
  }

  function repaint() {
    shapes.readColours();
    picture.refresh();
    legend.draw();
    panel.draw();
    table.draw();
    bar();
  }

  function tip(at, pointer) {
    const place = byId("tip");
    place.hidden = !at;
    if (!at) return;
    place.replaceChildren(...at);
    const { clientWidth, clientHeight } = byId("picture");
    place.style.left = `${Math.max(0, Math.min(pointer.x + 14, clientWidth - place.offsetWidth - 8))}px`;
    place.style.top = `${Math.max(0, Math.min(pointer.y + 14, clientHeight - place.offsetHeight - 8))}px`;
  }

  function tipOfLine(line) {
    if (line.sum) {
      const name = (id) => data.kindLabel(data.head.kinds[-1 - id]);
      return [say("sumTip", { n: number(line.sum), from: name(line.from), to: name(line.to) })];
    }
    return [make("bdi", {}, data.label(line.from)), make("b", {}, ` ${data.reading(line.predicate)} `), make("bdi", {}, data.label(line.to)),
      make("span", { class: "tip-modality" }, ` (${say(data.modality(data.strongest(line.id)))})`)];
  }

  // The pointer's place in the picture's own units.
  function place(event) {
    const { left, top } = byId("canvas").getBoundingClientRect();
    const dom = { x: event.clientX - left, y: event.clientY - top };
    return { dom, canvas: picture.network.DOMtoCanvas(dom) };
  }

  let pending = 0;
  function overPicture(event) {
    cancelAnimationFrame(pending);
    if (event.buttons) { tip(null); return; }
    pending = requestAnimationFrame(() => {
      const { dom, canvas } = place(event);
      const id = picture.thingAt(canvas);
      picture.setHover(id ?? -1);
      const line = id === null ? picture.lineAt(canvas) : null;
      byId("canvas").style.cursor = id !== null || line ? "pointer" : "";
      if (id !== null) {
        const one = picture.boxes.get(id);
        const scale = picture.network.getScale();
        const cut = !labels.legible(scale) || labels.at(one, scale).lines.at(-1).endsWith("…");
        tip(cut ? [make("span", { class: "kind" }, data.kindLabel(one.kind)), " ", make("bdi", {}, id < 0 ? one.lines.join(" ") : data.label(id))] : null, dom);
      } else tip(line ? tipOfLine(line) : null, dom);
    });
  }

  function clicked({ pointer }) {
    const id = picture.thingAt(pointer.canvas);
    if (id !== null && id >= 0) choose(id);
    else if (id !== null) onlyKind(-1 - id);
    else {
      const line = picture.lineAt(pointer.canvas);
      if (line && !line.sum) chooseLink(line.id);
      else if (state.chosen.thing >= 0 || state.chosen.link >= 0 || state.chosen.path) clear();
    }
  }

  // The sum of a kind stands for all its things: the table lists them.
  function onlyKind(kind) {
    const hidden = new Set(data.head.kinds.map((_, at) => at).filter((at) => at !== kind));
    state.change({ hidden: { ...state.chosen.hidden, kinds: hidden } });
  }

  function keys(event) {
    const act = {
      Enter: () => byId("panel").querySelector("button, a")?.focus(), Escape: clear, 0: () => camera.fit(),
      "+": () => camera.zoom(1.4), "=": () => camera.zoom(1.4), "-": () => camera.zoom(1 / 1.4),
      " ": () => { if (state.chosen.thing >= 0) alone.show(state.chosen.thing, 1); },
    }[event.key];
    if (event.key.startsWith("Arrow")) {
      const id = picture.next(event.key);
      if (id !== undefined) {
        state.change({ thing: id, link: -1, path: null, passage: "" }, { step: false });
        camera.reveal(id);
        byId("status").textContent = `${data.label(id)}, ${data.kindLabel(data.kind(id))}`;
        byId("canvas").focus();
      }
    } else if (act) act();
    else return;
    event.preventDefault();
  }

  function listen() {
    state.listen(update);
    search.start();
    picture.network.on("click", clicked);
    picture.network.on("doubleClick", ({ pointer }) => {
      const id = picture.thingAt(pointer.canvas);
      if (id !== null && id >= 0) alone.show(id, 1);
    });
    for (const happening of ["dragEnd", "zoom"]) picture.network.on(happening, address.moved);
    byId("canvas").addEventListener("pointermove", overPicture);
    byId("canvas").addEventListener("pointerleave", () => { cancelAnimationFrame(pending); tip(null); picture.setHover(-1); });
    byId("canvas").addEventListener("keydown", keys);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { event.preventDefault(); byId("search").focus(); }
      if (event.key === "Escape" && !byId("take").open && document.activeElement !== byId("search")) clear();
    });
    byId("skip").addEventListener("click", () => { state.change({ view: "table" }); byId("tables").querySelector("button")?.focus(); });
    window.addEventListener("popstate", () => address.read());
    paper.listen();
    shapes.query.addEventListener("change", repaint);
  }

  let opening = null;

  function scene(network) {
    const places = new Map(network.nodes.map((node) => [node.id, { x: node.x, y: node.y, lines: node.lines }]));
    const sums = network.edges.filter((edge) => edge.value).map((edge, at) => ({ id: -1 - at, from: edge.from, to: edge.to, sum: edge.value }));
    return { places, links: network.edges.filter((edge) => !edge.value).map((edge) => edge.id), sums, stages: data.head.stages,
      top: Math.min(0, ...network.nodes.map((node) => node.y)) };
  }

  // Things that are drawn only when asked for (documents) get a place below the first column.
  function addUndrawn() {
    const first = opening.stages[0];
    if (!data.head.whole || !first) return;
    const inside = [...opening.places.values()].filter((one) => one.x < first.right);
    let y = Math.max(0, ...inside.map((one) => one.y)) + 60;
    const added = new Set();
    data.things.forEach((row, thing) => {
      if (data.kind(thing).drawn || opening.places.has(thing)) return;
      opening.places.set(thing, { x: (first.left + first.right) / 2, y });
      added.add(thing);
      y += 44;
    });
    for (const thing of added) {
      for (const at of data.linksOf(thing)) {
        const other = data.other(at, thing);
        if (opening.places.has(other) && (!added.has(other) || data.link.from[at] === thing)) opening.links.push(at);
      }
    }
    if (added.size) picture.show(opening, { keepCamera: true });
  }

  async function start() {
    language = data.head.lang;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = say("title");
    state.startHidden();
    picture.start();
    const network = await data.opening();
    data.seed(network.edges);
    opening = scene(network);
    picture.show(opening);
    showing = "";
    bar();
    legend.draw();
    report();
    performance.mark("first-picture");
    await data.all((part) => { if (!data.head.whole) byId("left-out").textContent = say("reading", { part }); });
    listen();
    addUndrawn();
    picture.rankLandmarks();
    if (location.hash.length > 1) await address.read();
    else update(["start"], false);
    document.body.dataset.ready = "yes";
  }

  // Take another graph in place of this one, with the reader's choices as the address has them.
  async function take(next, hash) {
    state.forget();
    await data.replace(next);
    search.forget();
    state.startHidden();
    opening = scene(next.network);
    picture.show(opening);
    showing = "";
    addUndrawn();
    picture.rankLandmarks();
    history.replaceState(null, "", hash);
    await address.read();
  }

  function failed(error) {
    byId("status").textContent = error.message;
    throw error;
  }

  return { start: () => start().catch(failed), choose, chooseLink, clear, speak, revealSoon, repaint, take };
})();

main.start();
