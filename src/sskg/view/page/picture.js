// The picture: vis-network carries the camera and the nodes; every node is drawn as a label with
// the glyph of its kind, lines are drawn beneath. Positions come with the file.
const picture = (() => {
  const FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
  const PADDING = 36;
  const boxes = new Map();
  const measure = document.createElement("canvas").getContext("2d");
  let network = null;
  let nodes = null;
  let scene = { places: new Map(), links: [], stages: [], sums: [] };
  let focus = null;
  let way = { things: new Set(), links: new Set() };
  let groups = [];
  let bars = [];
  let hover = -1;
  // Whether the camera stands where the page put it, not the reader.
  let fitted = true;

  // Break a label into the lines that it has room for; smaller type before an ellipsis.
  function wrap(text, bold, most, size, room) {
    for (const smaller of [1, 0.93, 0.86, 0.8, 0.74]) {
      measure.font = `${bold ? 600 : 400} ${size * smaller}px ${FONT}`;
      const lines = broken(text, most, room);
      if (lines) return { lines, size: size * smaller };
    }
    const lines = broken(text, Infinity, room).slice(0, most);
    let last = lines[most - 1];
    while (last && measure.measureText(`${last}…`).width > room) last = [...last].slice(0, -1).join("");
    lines[most - 1] = `${last}…`;
    return { lines, size: size * 0.74 };
  }

  // A Latin word stays whole, a Chinese character may end a line; null if there are too many lines.
  function broken(text, most, room) {
    const pieces = text.slice(0, 200).match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]{1,24}|\s+/g) ?? [];
    const lines = [""];
    for (const piece of pieces) {
      const longer = lines.at(-1) + piece;
      if (measure.measureText(longer.trimEnd()).width <= room) lines[lines.length - 1] = longer;
      else if (piece.trim()) lines.push(piece);
    }
    return lines.length <= most ? lines.map((line) => line.trim()) : null;
  }

  function box(id, { x, y, lines: most = 2 }) {
    const kind = id < 0 ? data.head.kinds[-1 - id] : data.kind(id);
    const reform = kind.name === "Reform";
    const text = id < 0 ? `${data.kindLabel(kind)} · ${say("sum", { n: number(kind.count) })}` : data.label(id);
    const w = kind.width;
    const { lines, size } = wrap(text, reform || id < 0, most, kind.size, w - PADDING);
    return { id, x, y, w, h: lines.length * (size + 2) + 6, kind, lines, size, reform, strong: reform || id < 0 };
  }

  // Show a scene: where things stand, and what links them. Sums are lines between kinds.
  function show(next, { keepCamera = false } = {}) {
    scene = next;
    boxes.clear();
    for (const [id, place] of scene.places) boxes.set(id, box(id, place));
    nodes.clear();
    nodes.add([...scene.places].map(([id, { x, y }]) => ({ id, x, y })));
    refresh();
    if (!keepCamera) home();
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
    network.redraw();
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
      const key = `${colour(one.kind)} ${bright(one)}`;
      if (!byLook.has(key)) byLook.set(key, { colour: colour(one.kind), alpha: bright(one) ? 0.9 : 0.12, path: new Path2D() });
      byLook.get(key).path.rect(one.x - one.w / 2, one.y - one.h / 2, one.w, one.h);
    }
    bars = [...byLook.values()];
  }

  const bright = (one) => !focus || focus.things.has(one.id);
  // Below this scale a label is a bar of its kind's colour.
  const legible = () => network.getScale() > 0.34;

  function drawNode(context, id) {
    const one = boxes.get(id);
    if (!one?.shown || !legible()) return;
    const { named, colour } = shapes;
    const own = colour(one.kind);
    const chosen = id === state.chosen.thing || id === state.chosen.alone?.thing;
    context.save();
    context.globalAlpha = bright(one) ? 1 : 0.13;
    context.beginPath();
    context.roundRect(one.x - one.w / 2, one.y - one.h / 2, one.w, one.h, 6);
    context.fillStyle = one.reform ? own : named.surface;
    context.fill();
    context.lineWidth = chosen ? 3 : id === hover ? 2 : 1;
    context.strokeStyle = chosen ? named.accent : own;
    context.globalAlpha *= chosen || id === hover || one.strong || way.things.has(id) ? 1 : 0.4;
    context.stroke();
    context.globalAlpha = bright(one) ? 1 : 0.13;
    const front = one.reform ? named.surface : own;
    context.fillStyle = front;
    context.beginPath();
    shapes.trace(context, one.kind.shape, one.x - one.w / 2 + 14, one.y, Math.min(7, one.kind.size / 2));
    context.fill("evenodd");
    context.fillStyle = one.reform ? named.surface : way.things.has(id) || way.things.size === 0 || focus ? named.ink : named.muted;
    context.font = `${one.strong ? 600 : 400} ${one.size}px ${FONT}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    const step = one.size + 2;
    one.lines.forEach((line, at) => {
      context.fillText(line, one.x - one.w / 2 + 27, one.y + (at - (one.lines.length - 1) / 2) * step + 0.5);
    });
    context.restore();
  }

  function beforeDrawing(context) {
    const { named } = shapes;
    const scale = network.getScale();
    context.save();
    const view = { top: network.DOMtoCanvas({ x: 0, y: 0 }).y, bottom: network.DOMtoCanvas({ x: 0, y: canvasHeight() }).y };
    scene.stages.forEach((stage, at) => {
      if (at % 2 === 0) {
        context.fillStyle = named.lane;
        context.fillRect(stage.left, view.top, stage.right - stage.left, view.bottom - view.top);
      }
    });
    edges.paint(context, groups);
    if (!legible()) {
      for (const { colour, alpha, path } of bars) {
        context.globalAlpha = alpha;
        context.fillStyle = colour;
        context.fill(path);
      }
      context.globalAlpha = 1;
    }
    // Headings stay at the upper edge while the columns move beneath them.
    const size = Math.min(26, Math.max(15, 11.5 / scale));
    context.font = `600 ${size}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "top";
    scene.stages.forEach((stage, at) => {
      const y = Math.max(view.top + 8 / scale, scene.top - 46);
      const name = pick(stage);
      context.font = `600 ${size}px ${FONT}`;
      const room = (stage.right - stage.left) * 0.96;
      const full = context.measureText(name).width;
      if (full > room) context.font = `600 ${(size * room) / full}px ${FONT}`;
      const width = Math.min(full, room);
      context.fillStyle = at % 2 === 0 ? named.lane : named.page;
      context.globalAlpha = 0.88;
      context.fillRect((stage.left + stage.right - width) / 2 - 6, y - 3, width + 12, size + 6);
      context.globalAlpha = stage.empty ? 0.35 : 1;
      context.fillStyle = named.muted;
      context.fillText(name, (stage.left + stage.right) / 2, y);
    });
    context.restore();
  }

  const canvasHeight = () => byId("canvas").clientHeight;

  // Names of relations along the lines, once there is room for them; names of the best-connected
  // things while labels are too small to read.
  function afterDrawing(context) {
    const scale = network.getScale();
    if (scale > 1.15 || (focus && scale > 0.5)) nameLines(context, scale);
    if (!legible()) nameLandmarks(context, scale);
  }

  function nameLines(context, scale) {
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    const end = network.DOMtoCanvas({ x: byId("canvas").clientWidth, y: canvasHeight() });
    context.save();
    context.font = `italic 10.5px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 4;
    context.strokeStyle = shapes.named.page;
    context.fillStyle = shapes.named.ink;
    const taken = [];
    for (const line of edges.lines) {
      if (line.sum || (focus && !focus.links.has(line.id)) || (!focus && scale < 1.15)) continue;
      const text = data.reading(line.predicate);
      const half = context.measureText(text).width / 2 + 3;
      // The first stretch of the line on which no other name stands.
      const at = [0.5, 0.35, 0.65, 0.22, 0.78].map((part) => edges.point(line.course, part)).find(([x, y]) => x > corner.x && x < end.x && y > corner.y && y < end.y
        && !taken.some((one) => Math.abs(one.y - y) < 13 && Math.abs(one.x - x) < one.half + half)
        && ![...boxes.values()].some((one) => one.shown && Math.abs(one.y - y) < one.h / 2 + 6 && Math.abs(one.x - x) < one.w / 2 + half - 8));
      if (!at) continue;
      taken.push({ x: at[0], y: at[1], half });
      context.strokeText(text, ...at);
      context.fillText(text, ...at);
      if (taken.length > 120) break;
    }
    context.restore();
  }

  let landmarks = [];
  function nameLandmarks(context, scale) {
    const size = 11.5 / scale;
    const corner = network.DOMtoCanvas({ x: 4, y: 34 });
    const end = network.DOMtoCanvas({ x: byId("canvas").clientWidth - 4, y: canvasHeight() - 8 });
    const view = { left: corner.x, top: corner.y, right: end.x, bottom: end.y };
    context.save();
    context.font = `500 ${size}px ${FONT}`;
    context.lineJoin = "round";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineWidth = 4 / scale;
    context.strokeStyle = shapes.named.page;
    context.fillStyle = shapes.named.ink;
    const taken = [];
    for (const one of landmarks) {
      if (!one.shown || !bright(one)) continue;
      const whole = one.lines.join(" ");
      const text = whole.length > 30 ? `${whole.slice(0, 29)}…` : whole;
      const half = context.measureText(text).width / 2;
      if (one.x - half < view.left || one.x + half > view.right || one.y < view.top || one.y > view.bottom) continue;
      if (taken.some((other) => Math.abs(other.y - one.y) < size * 1.8 && Math.abs(other.x - one.x) < other.half + half + size)) continue;
      taken.push({ x: one.x, y: one.y, half });
      context.strokeText(text, one.x, one.y);
      context.fillText(text, one.x, one.y);
      if (taken.length >= 40) break;
    }
    context.restore();
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

  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const motion = () => (still.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" });

  // Where the camera starts: on everything, or on a narrow screen on the reforms, large enough to
  // read.
  function home() {
    fit(false);
    const { clientWidth, clientHeight } = byId("canvas");
    const reforms = [...boxes.values()].filter((one) => one.shown && one.reform);
    const first = reforms.length ? reforms : [...boxes.values()].filter((one) => one.shown);
    if (clientWidth > 700 || network.getScale() > 0.5 || !first.length) return;
    const scale = 0.62;
    const x = Math.min(...first.map((one) => one.x));
    network.moveTo({ position: { x, y: scene.top - 60 + clientHeight / 2 / scale }, scale });
  }

  // Show everything that passes the filters, with the column headings.
  function fit(animate = true) {
    const shown = [...boxes.values()].filter((one) => one.shown);
    if (!shown.length) return;
    const left = Math.min(...scene.stages.map((stage) => stage.left), ...shown.map((one) => one.x - one.w / 2));
    const right = Math.max(...scene.stages.map((stage) => stage.right), ...shown.map((one) => one.x + one.w / 2));
    const top = Math.min(scene.top - 58, ...shown.map((one) => one.y - one.h / 2));
    const bottom = Math.max(...shown.map((one) => one.y + one.h / 2)) + 14;
    const { clientWidth, clientHeight } = byId("canvas");
    fitted = true;
    const scale = Math.min(clientWidth / (right - left), clientHeight / (bottom - top), 1.4);
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, animation: animate && motion() });
  }

  function zoom(factor) {
    network.moveTo({ scale: clamp(network.getScale() * factor), animation: motion() });
  }

  const clamp = (scale) => Math.min(4, Math.max(0.02, scale));

  // The part of the picture that the panel leaves free.
  function free() {
    const all = byId("canvas").getBoundingClientRect();
    const side = byId("panel").getBoundingClientRect();
    const area = { left: 16, top: 44, right: all.width - 16, bottom: all.height - 16 };
    if (!side.width || state.chosen.view === "table") return area;
    if (side.left > all.left + 40) area.right = Math.min(area.right, side.left - all.left - 16);
    else area.bottom = Math.min(area.bottom, side.top - all.top - 16);
    return area;
  }

  // Bring what is bright into the free part, as far as it stays large enough to read; the thing
  // itself comes first.
  function reveal(id) {
    const one = boxes.get(id);
    if (!one) return;
    const bright_ = focus && focus.things.size <= 80 ? [...focus.things].map((thing) => boxes.get(thing)).filter((box_) => box_?.shown) : [];
    const group = [one, ...bright_];
    const edge = {
      left: Math.min(...group.map((box_) => box_.x - box_.w / 2)), right: Math.max(...group.map((box_) => box_.x + box_.w / 2)),
      top: Math.min(...group.map((box_) => box_.y - box_.h / 2)), bottom: Math.max(...group.map((box_) => box_.y + box_.h / 2)),
    };
    const area = free();
    const now = network.getScale();
    const [from, to] = [network.canvasToDOM({ x: edge.left, y: edge.top }), network.canvasToDOM({ x: edge.right, y: edge.bottom })];
    if (now > 0.4 && from.x >= area.left && from.y >= area.top && to.x <= area.right && to.y <= area.bottom) return;
    const room = Math.min((area.right - area.left) / (edge.right - edge.left), (area.bottom - area.top) / (edge.bottom - edge.top));
    const scale = now < 0.5 ? Math.max(0.5, Math.min(room, 0.8)) : Math.min(now, Math.max(room, 0.5));
    // Where the middle of the group would stand, moved so that the thing itself is inside.
    const within = (middle, own, half, low, high) => {
      const span = (high - low) / 2 / scale - half;
      return Math.min(own + span, Math.max(own - span, middle));
    };
    const x = within((edge.left + edge.right) / 2, one.x, one.w / 2, area.left, area.right);
    const y = within((edge.top + edge.bottom) / 2, one.y, one.h / 2, area.top, area.bottom);
    const { clientWidth, clientHeight } = byId("canvas");
    const shift = { x: (clientWidth - area.left - area.right) / 2 / scale, y: (clientHeight - area.top - area.bottom) / 2 / scale };
    network.moveTo({ position: { x: x + shift.x, y: y + shift.y }, scale, animation: motion() });
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

  function start() {
    nodes = new vis.DataSet();
    network = new vis.Network(byId("canvas"), { nodes, edges: new vis.DataSet() }, {
      physics: false, autoResize: true, layout: { randomSeed: 1, improvedLayout: false },
      interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false, zoomSpeed: 0.7, tooltipDelay: 1e9 },
      nodes: { shape: "custom", size: 125, ctxRenderer: ({ ctx, id }) => ({ drawNode: () => drawNode(ctx, id) }) },
    });
    network.on("beforeDrawing", beforeDrawing);
    network.on("afterDrawing", afterDrawing);
    network.on("zoom", () => { const scale = network.getScale(); if (clamp(scale) !== scale) network.moveTo({ scale: clamp(scale) }); });
    shapes.readColours();
  }

  function setHover(id) {
    if (id === hover) return;
    hover = id;
    gather();
    network.redraw();
  }

  const relabel = () => { for (const [id, place] of scene.places) boxes.set(id, box(id, place)); refresh(); };

  return { start, show, refresh, relabel, fit, zoom, reveal, next, thingAt, lineAt, setHover, rankLandmarks, FONT,
    get fitted() { return fitted; }, set fitted(value) { fitted = value; },
    boxes, box, get network() { return network; }, get scene() { return scene; }, get focus() { return focus; }, get groups() { return groups; } };
})();
