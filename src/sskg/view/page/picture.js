// The picture: vis-network carries the camera and the nodes; every node is drawn as a label with
// the glyph of its kind, lines are drawn beneath. Positions come with the file.
const picture = (() => {
  const boxes = new Map();
  let network = null;
  let nodes = null;
  let scene = { places: new Map(), links: [], stages: [], sums: [] };
  let focus = null;
  let way = { things: new Set(), links: new Set() };
  let groups = [];
  let bars = [];
  let hover = -1;
  let landmarks = [];
  function box(id, { x, y, lines: most = 2 }) {
    const kind = id < 0 ? data.head.kinds[-1 - id] : data.kind(id);
    const reform = kind.name === "Reform";
    const text = id < 0 ? `${data.kindLabel(kind)} · ${say("sum", { n: number(kind.count) })}` : data.label(id);
    const w = kind.width;
    const { lines, size } = labels.wrap(text, reform || id < 0, most, kind.size, w - labels.PADDING);
    return { id, x, y, w, text, most, h: lines.length * (size + 2) + 6, kind, lines, size, reform, strong: reform || id < 0 };
  }

  // Show a scene: where things stand, and what links them. Sums are lines between kinds.
  function show(next, { keepCamera = false } = {}) {
    scene = next;
    boxes.clear();
    for (const [id, place] of scene.places) boxes.set(id, box(id, place));
    nodes.clear();
    nodes.add([...scene.places].map(([id, { x, y }]) => ({ id, x, y })));
    refresh();
    if (!keepCamera) camera.home();
  }

  // What follows from reforms: what they resolve, and onward to outcomes and goals. This is what
  // the picture shows first.
  function wayOfReforms() {
    const onward = new Map();
    for (const line of edges.lines) {
      if (line.sum || !data.head.predicates[line.predicate].flow) continue;
      if (!onward.has(line.from)) onward.set(line.from, []);
      onward.get(line.from).push(line);
    }
    const found = { things: new Set(), links: new Set() };
    let edge = [...boxes.values()].filter((one) => one.reform && visible(one.id)).map((one) => one.id);
    for (const reform of edge) found.things.add(reform);
    while (edge.length) {
      const next = [];
      for (const line of edge.flatMap((thing) => onward.get(thing) ?? [])) {
        found.links.add(line.id);
        const far = boxes.get(line.to);
        if (found.things.has(line.to)) continue;
        found.things.add(line.to);
        // The way goes on to the right; what a reform resolves is where it comes from.
        if (far.x > boxes.get(line.from).x) next.push(line.to);
      }
      edge = next;
    }
    return found;
  }

  const visible = (id) => (id < 0 ? !state.chosen.hidden.kinds.has(-1 - id) : state.passes(id));

  // Work out anew what is shown and how, after a choice of the reader.
  function refresh() {
    if (!network) return;
    const shown = new Map([...boxes].filter(([id]) => visible(id)));
    const links = scene.links.filter((at) => state.linkPasses(at)).map((at) => ({
      id: at, from: data.link.from[at], to: data.link.to[at], predicate: data.link.predicate[at],
    }));
    edges.lay([...links, ...scene.sums], shown);
    way = wayOfReforms();
    focus = lit();
    for (const [id, one] of boxes) one.shown = shown.has(id);
    for (const stage of scene.stages) stage.empty = ![...shown.values()].some((one) => one.x > stage.left && one.x < stage.right);
    gather();
    redraw();
  }

  // What stays bright: a path, or a thing with its neighbours, or what the search finds.
  function lit() {
    const { path, thing, link, text } = state.chosen;
    if (path?.things) return { things: new Set(path.things), links: new Set(path.links) };
    if (link >= 0) return { things: new Set([data.link.from[link], data.link.to[link]]), links: new Set([link]) };
    if (thing >= 0 && boxes.has(thing) && thing !== state.chosen.alone?.thing) {
      const links = edges.lines.filter((line) => line.from === thing || line.to === thing);
      return { things: new Set([thing, ...links.flatMap((line) => [line.from, line.to])]), links: new Set(links.map((line) => line.id)) };
    }
    const found = text ? search.matches() : null;
    return found && { things: found, links: new Set() };
  }

  function gather() {
    const { named, colour } = shapes;
    const dimmed = focus ? 0.1 : 1;
    groups = edges.gather((line) => {
      if (line.sum) return { order: 0, colour: named.muted, width: Math.min(9, 1 + Math.log2(line.sum) / 2), alpha: 0.28 * dimmed, dash: "unproved", arrow: 0 };
      const dash = data.modality(data.strongest(line.id));
      if (focus?.links.has(line.id)) return { order: 3, colour: named.accent, width: 2, alpha: 1, dash, arrow: 9 };
      const root = state.chosen.alone?.thing ?? hover;
      const near = line.from === hover || line.to === hover || line.from === root || line.to === root;
      const flow = data.head.predicates[line.predicate].flow;
      if (near && !focus) return { order: 3, colour: named.accent, width: 1.8, alpha: 0.9, dash, arrow: 8 };
      if (way.links.has(line.id)) return { order: 2, colour: named.way, width: 1.8, alpha: 0.85 * dimmed, dash, arrow: 8 };
      if (flow) return { order: 1, colour: named.muted, width: 1.1, alpha: 0.5 * dimmed, dash, arrow: 6 };
      return { order: 0, colour: named.faint, width: 0.9, alpha: 0.4 * dimmed, dash, arrow: 0 };
    });
    const byLook = new Map();
    for (const one of boxes.values()) {
      if (!one.shown) continue;
      const lit_ = !focus || focus.things.has(one.id);
      const key = `${colour(one.kind)} ${lit_}`;
      if (!byLook.has(key)) byLook.set(key, { colour: colour(one.kind), alpha: lit_ ? 0.9 : 0.12, path: new Path2D() });
      byLook.get(key).path.rect(one.x - one.w / 2, one.y - one.h / 2, one.w, one.h);
    }
    bars = [...byLook.values()];
  }

  function rankLandmarks() {
    const weight = (one) => data.linksOf(one.id).length + (one.reform ? 1000 : 0);
    landmarks = [...boxes.values()].filter((one) => one.id >= 0).sort((one, two) => weight(two) - weight(one)).slice(0, 200);
  }

  function thingAt(pointer) {
    for (const one of boxes.values()) {
      if (one.shown && Math.abs(one.x - pointer.x) <= one.w / 2 && Math.abs(one.y - pointer.y) <= one.h / 2) return one.id;
    }
    return null;
  }

  function lineAt(pointer) {
    const context = byId("canvas").querySelector("canvas").getContext("2d");
    return edges.under(context, pointer.x, pointer.y, 5 / network.getScale(), () => true);
  }

  // The nearest thing in the direction of an arrow key.
  function next(key) {
    const from = boxes.get(state.chosen.thing);
    const shown = [...boxes.values()].filter((one) => one.shown && one.id >= 0 && one !== from);
    if (!from) return shown.sort((one, two) => one.x - two.x || one.y - two.y)[0]?.id;
    const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
    const cost = (one) => {
      const along = (one.x - from.x) * dx + (one.y - from.y) * dy;
      const across = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
      return along > 4 ? along + 3 * across : Infinity;
    };
    const best = shown.reduce((one, two) => (cost(two) < cost(one) ? two : one), shown[0]);
    return best && cost(best) < Infinity ? best.id : from.id;
  }

  // The scene as it stands; while the camera moves, its still.
  function beforeDrawing(context) {
    if (camera.moving) camera.showStill(context);
    else paint.ground(context, camera.view(), network.getScale());
  }

  function drawNode(context, id) {
    if (!camera.moving) paint.box(context, boxes.get(id), network.getScale());
  }

  function afterDrawing(context) {
    const [view, scale] = [camera.view(), network.getScale()];
    if (!camera.moving) paint.names(context, view, scale);
    paint.headings(context, view, scale);
  }

  function start() {
    nodes = new vis.DataSet();
    network = new vis.Network(byId("canvas"), { nodes, edges: new vis.DataSet() }, {
      physics: false, autoResize: true, layout: { randomSeed: 1, improvedLayout: false },
      interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false, hideNodesOnDrag: true, zoomSpeed: 0.7, tooltipDelay: 1e9 },
      nodes: { shape: "custom", size: 145, ctxRenderer: ({ ctx, id }) => ({ drawNode: () => drawNode(ctx, id) }) },
    });
    network.on("beforeDrawing", beforeDrawing);
    network.on("afterDrawing", afterDrawing);
    shapes.readColours();
    camera.start(network);
  }

  // Draw anew what has changed.
  function redraw() {
    camera.changed();
    network.redraw();
  }

  function setHover(id) {
    if (id === hover) return;
    hover = id;
    gather();
    redraw();
  }

  const relabel = () => { for (const [id, place] of scene.places) boxes.set(id, box(id, place)); refresh(); };
  const isChosen = (id) => id >= 0 && (id === state.chosen.thing || id === state.chosen.alone?.thing);

  return {
    start, show, refresh, relabel, redraw, next, thingAt, lineAt, setHover, rankLandmarks, isChosen, boxes,
    get network() { return network; }, get scene() { return scene; }, get focus() { return focus; },
    get way() { return way; }, get groups() { return groups; }, get bars() { return bars; },
    get landmarks() { return landmarks; }, get hover() { return hover; },
  };
})();
