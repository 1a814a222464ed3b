// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __export = (target, all2) => {
    for (var name2 in all2)
      __defProp(target, name2, { get: all2[name2], enumerable: true });
  };

  // src/acts.ts
  var acts = {};
  var doneBy = (by) => {
    Object.assign(acts, by);
  };

  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }
  var searchField = () => byId("search");
  function refocus(id, options) {
    if (id) document.getElementById(id)?.focus(options);
  }
  function drawingOn(canvas2) {
    const context = canvas2.getContext("2d");
    if (!context) throw new Error("this browser has no canvas to draw on");
    return context;
  }
  var svgTags = /* @__PURE__ */ new Set(["svg", "path", "rect", "line", "text", "g", "circle", "ellipse", "title", "desc"]);
  function make(tag, attributes = {}, ...children) {
    const space = svgTags.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
    const made = document.createElementNS(space, tag);
    for (const [name2, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name2.slice(2), value);
      else if (value === true) made.setAttribute(name2, "");
      else if (value !== false && value !== void 0 && value !== null) made.setAttribute(name2, String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== void 0));
    return made;
  }

  // src/labels.ts
  var FONT = getComputedStyle(document.documentElement).getPropertyValue("--font");
  var LEAST = 10;
  var PADDING = 36;
  var fitted = /* @__PURE__ */ new Map();
  var KEPT = 500;
  var measure = drawingOn(document.createElement("canvas"));
  function wrap(text2, bold, most2, size, room) {
    for (const smaller of [1, 0.93, 0.86, 0.8, 0.74]) {
      measure.font = `${bold ? 600 : 400} ${size * smaller}px ${FONT}`;
      const lines3 = broken(text2, room);
      if (lines3.length <= most2) return { lines: lines3.map((line) => line.trim()), size: size * smaller };
    }
    return { lines: cut(text2, most2, room), size: size * 0.74 };
  }
  function cut(text2, most2, room) {
    const lines3 = broken(text2, room);
    if (lines3.length <= most2) return lines3.map((line) => line.trim());
    let last = lines3[most2 - 1];
    while (last && measure.measureText(`${last}…`).width > room) last = [...last].slice(0, -1).join("");
    return [...lines3.slice(0, most2 - 1), `${last.trim()}…`];
  }
  function lines(text2, weight, size, most2, room) {
    const key2 = `${weight} ${size} ${most2} ${room} ${text2}`;
    const known = fitted.get(key2);
    if (known) return known;
    measure.font = `${weight} ${size}px ${FONT}`;
    const found2 = cut(text2, most2, room);
    if (fitted.size > KEPT) fitted.clear();
    fitted.set(key2, found2);
    return found2;
  }
  var tall = (one) => one.most * (one.kind.size + 2) + 6;
  function at(one, scale) {
    const least = LEAST / scale;
    if (one.size >= least) return one;
    if (one.fitted?.scale !== scale) {
      measure.font = `${one.strong ? 600 : 400} ${least}px ${FONT}`;
      const most2 = Math.max(1, Math.floor(tall(one) / least));
      const lines3 = cut(one.text, Math.min(most2, one.most), one.w - PADDING);
      one.fitted = { scale, lines: lines3, size: least, h: Math.min(tall(one), Math.max(one.h, lines3.length * least + 3)) };
    }
    return one.fitted;
  }
  var legible = (scale) => scale > 0.44;
  function broken(text2, room) {
    const pieces = text2.slice(0, 200).match(/[\u2e80-\u9fff\uff00-\uffef]|[^\s\u2e80-\u9fff\uff00-\uffef]{1,24}|\s+/g) ?? [];
    const lines3 = [""];
    for (const piece of pieces) {
      const longer = lines3[lines3.length - 1] + piece;
      if (measure.measureText(longer.trimEnd()).width <= room) lines3[lines3.length - 1] = longer;
      else if (piece.trim()) lines3.push(piece);
    }
    return lines3;
  }

  // src/words.ts
  var words = JSON.parse(byId("words").textContent);
  var language = "en";
  var wanted = ["en"];
  var isLanguage = (text2) => Object.hasOwn(words, text2);
  var primary = (tag) => tag.toLowerCase().split("-")[0];
  var isRange = (text2) => text2 !== null && /^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i.test(text2);
  function speak(ranges) {
    wanted = [...new Set(ranges.toLowerCase().split(",").map((one) => one.trim()).filter(Boolean))];
    language = wanted.map(primary).find(isLanguage) ?? "en";
  }
  function nameOf(tag) {
    if (!/^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|\d{3}))?$/i.test(tag)) return tag;
    return new Intl.DisplayNames([tag], { type: "language" }).of(tag) ?? tag;
  }
  function say(key2, values = {}) {
    return words[language][key2].replace(/\{(\w+)\}/g, (blank, name2) => String(values[name2] ?? blank));
  }
  var unseen = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g;
  function safe(text2, most2 = 2e3) {
    const whole2 = text2 ?? "";
    const cut2 = whole2.length > most2 ? `${[...whole2.slice(0, most2)].slice(0, -1).join("")}…` : whole2;
    return cut2.replace(unseen, "�");
  }
  var neutral = ["", "mul", "und", "zxx"];
  var takes = (range, tag) => tag === range || tag.startsWith(`${range}-`);
  function best(range, tags) {
    if (neutral.includes(range)) return tags.find((tag) => tag === range);
    for (let part = range; part; part = part.slice(0, Math.max(0, part.lastIndexOf("-")))) {
      const taken = tags.filter((tag) => takes(part, tag.toLowerCase()));
      if (taken.length) return taken.reduce((one, two) => two.length < one.length || two.length === one.length && two < one ? two : one);
    }
    return void 0;
  }
  function choose(labels) {
    const tags = Object.keys(labels);
    for (const range of [...wanted, ...neutral, "en", "zh"]) {
      const tag2 = best(range, tags);
      if (tag2 !== void 0) return [labels[tag2] ?? "", tag2];
    }
    const tag = tags.sort().at(0);
    return tag === void 0 ? void 0 : [labels[tag] ?? "", tag];
  }
  var pick = (labels, fallback = "") => choose(labels ?? {})?.[0] ?? fallback;
  function chooseOther(labels) {
    const shown2 = primary(choose(labels)?.[1] ?? "");
    return choose(Object.fromEntries(Object.entries(labels).filter(([tag]) => primary(tag) !== shown2)));
  }
  var fits = (tag) => neutral.includes(tag) || wanted.some((range) => takes(primary(range), tag.toLowerCase()));
  var numbers = {
    en: new Intl.NumberFormat("en-GB", { maximumFractionDigits: 2 }),
    zh: new Intl.NumberFormat("zh-CN", { maximumFractionDigits: 2 })
  };
  var number = (value) => numbers[language].format(Number(value));

  // src/data.ts
  var head = JSON.parse(byId("head").textContent);
  var things = [];
  var claimBlocks = /* @__PURE__ */ new Map();
  var detailBlocks = /* @__PURE__ */ new Map();
  var link = emptyLinks(0);
  var starts = new Int32Array(1);
  var incident = new Int32Array(0);
  var complete = false;
  var none = new Int32Array(0);
  function emptyLinks(count2) {
    return {
      count: count2,
      from: new Int32Array(count2),
      predicate: new Uint16Array(count2),
      to: new Int32Array(count2),
      bits: new Uint8Array(count2),
      documents: new Array(count2)
    };
  }
  var given = /* @__PURE__ */ new Map();
  async function block(name2) {
    if (given.has(name2)) {
      const rows = given.get(name2);
      given.delete(name2);
      return rows;
    }
    const element = document.getElementById(name2);
    if (!element) throw new Error(say("broken", { part: name2 }));
    const text2 = element.textContent;
    const packed = element.hasAttribute("data-packed");
    element.remove();
    if (!packed) return JSON.parse(text2);
    const raw = atob(text2);
    const bytes = new Uint8Array(raw.length);
    for (let at2 = 0; at2 < raw.length; at2 += 1) bytes[at2] = raw.charCodeAt(at2);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }
  var SLICE = 10;
  async function slowly(count2, each, wanted2) {
    let until = performance.now() + SLICE;
    for (let at2 = 0; at2 < count2; at2 += 1) {
      each(at2);
      if (at2 % 256 === 255 && performance.now() > until) {
        await pause();
        if (!wanted2()) return false;
        until = performance.now() + SLICE;
      }
    }
    return wanted2();
  }
  var pause = () => new Promise((done) => {
    setTimeout(done, 0);
  });
  var parsed = new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", () => {
      done();
    });
  });
  async function opening() {
    const network3 = await block("network");
    for (const node2 of network3.nodes) {
      if (node2.id >= 0) things[node2.id] = [null, node2.labels, node2.kind, 0, 0, []];
    }
    return network3;
  }
  function seed(rows) {
    link = emptyLinks(head.counts.statements);
    for (const edge of rows) {
      if (edge.value) continue;
      link.from[edge.id] = edge.from;
      link.to[edge.id] = edge.to;
      link.predicate[edge.id] = edge.predicate;
      link.bits[edge.id] = edge.modality < 0 ? 0 : 1 << edge.modality;
    }
  }
  async function all(tell) {
    await parsed;
    const parts = head.blocks.things + head.blocks.links;
    let done = 0;
    for (let at2 = 0; at2 < head.blocks.things; at2 += 1) {
      const rows = await block(`things-${at2}`);
      rows.forEach((row4, offset) => {
        things[at2 * head.rows.things + offset] = row4;
      });
      tell(Math.round(100 * (done += 1) / parts));
      if (parts > 4) await pause();
    }
    for (let at2 = 0; at2 < head.blocks.links; at2 += 1) {
      const rows = await block(`links-${at2}`);
      rows.forEach((row4, offset) => {
        const index = at2 * head.rows.links + offset;
        [link.from[index], link.predicate[index], link.to[index], link.bits[index]] = row4;
        link.documents[index] = row4[4];
      });
      tell(Math.round(100 * (done += 1) / parts));
      if (parts > 4) await pause();
    }
    join();
    complete = true;
  }
  async function replace(next2) {
    delete head.served;
    Object.assign(head, next2.head);
    things.length = 0;
    claimBlocks.clear();
    detailBlocks.clear();
    given.clear();
    places = null;
    complete = false;
    seed([]);
    for (const [name2, rows] of Object.entries(next2.blocks)) given.set(name2, rows);
    await all(() => {
    });
  }
  function join() {
    starts = new Int32Array(things.length + 1);
    for (let at2 = 0; at2 < link.count; at2 += 1) {
      starts[link.from[at2] + 1] += 1;
      starts[link.to[at2] + 1] += 1;
    }
    for (let at2 = 0; at2 < things.length; at2 += 1) starts[at2 + 1] += starts[at2];
    const next2 = starts.slice();
    incident = new Int32Array(2 * link.count);
    for (let at2 = 0; at2 < link.count; at2 += 1) {
      incident[next2[link.from[at2]]++] = at2;
      incident[next2[link.to[at2]]++] = at2;
    }
  }
  function linksOf(thing) {
    return complete ? incident.subarray(starts[thing], starts[thing + 1]) : none;
  }
  var other = (at2, thing) => link.from[at2] === thing ? link.to[at2] : link.from[at2];
  async function row(blocks, name2, index) {
    const size = head.rows[name2];
    const at2 = Math.floor(index / size);
    const rows = blocks.get(at2) ?? block(`${name2}-${at2}`);
    blocks.set(at2, rows);
    return (await rows)[index % size];
  }
  var details = async (thing) => things.length ? row(detailBlocks, "details", thing) : {};
  var claims = (at2) => row(claimBlocks, "claims", at2);
  function label(thing) {
    const row4 = things.at(thing);
    if (!row4 || thing < 0) return say("untitled");
    return safe(pick(row4[1]) || row4[0], 300) || say("untitled");
  }
  function otherLabel(thing) {
    const [text2, tag] = chooseOther(things[thing][1]) ?? ["", ""];
    return [safe(text2, 300), tag];
  }
  var title = () => head.title ? safe(pick(head.title, "sskg"), 200) : say("title");
  var kind = (thing) => head.kinds[things[thing][2]];
  var identifier = (thing) => (thing < 0 ? null : things.at(thing)?.[0]) ?? "";
  var kindLabel = (of) => safe(pick(of.labels, of.name || say("untitled")));
  var documentAt = (at2) => at2 < 0 ? void 0 : head.documents.at(at2);
  var documentLabel = (at2) => safe(pick(documentAt(at2)?.labels, documentAt(at2)?.id ?? "?"), 200);
  var documentName = (at2) => safe((documentAt(at2)?.id ?? "?").replace(/^.*[/#]/, ""), 60);
  var documentOf = (thing) => head.documents.findIndex((one) => one.id === identifier(thing));
  var strongest = (at2) => link.bits[at2] ? 31 - Math.clz32(link.bits[at2] & -link.bits[at2]) : -1;
  var modality = (at2) => at2 < 0 ? "unproved" : head.modalities[at2];
  var iri = (id) => /^[a-z][a-z0-9+.-]*:/i.test(id) ? id : head.ids + id;
  function reading(predicate, inverse = false) {
    const property3 = head.predicates[predicate];
    if (!inverse) return safe(pick(property3.labels, property3.name), 80);
    return safe(pick(property3.inverse, `← ${pick(property3.labels, property3.name)}`), 80);
  }
  var places = null;
  function find(id) {
    if (!places) {
      if (!complete) return -1;
      places = new Map(things.map((row4, at2) => [row4[0], at2]));
    }
    return places.get(id) ?? -1;
  }

  // src/routes.ts
  var CLEAR = 4;
  var NARROW = 2;
  var LOOP = 5;
  function gapsBetween(boxes2) {
    const gaps = [];
    let bottom = -Infinity;
    for (const one of boxes2.sort((above, below) => above.y - below.y)) {
      const top = one.y - tall(one) / 2;
      if (top - bottom >= NARROW) gaps.push([bottom, top]);
      bottom = Math.max(bottom, one.y + tall(one) / 2);
    }
    return [...gaps, [bottom, Infinity]];
  }
  function through(gaps, wish) {
    let [low, high] = [0, gaps.length - 1];
    while (low < high) {
      const middle = low + high >> 1;
      if (gaps[middle][1] < wish) low = middle + 1;
      else high = middle;
    }
    const heights = gaps.slice(Math.max(0, low - 1), low + 1).map(([top, bottom]) => {
      const clear3 = Math.min(CLEAR, (bottom - top) / 2);
      return Math.min(Math.max(wish, top + clear3), bottom - clear3);
    });
    return heights.reduce((best2, height) => Math.abs(height - wish) < Math.abs(best2 - wish) ? height : best2);
  }
  function border(one, { x, y }) {
    const [dx, dy] = [x - one.x, y - one.y];
    const part = Math.min(one.w / 2 / Math.abs(dx || 1e-9), tall(one) / 2 / Math.abs(dy || 1e-9));
    return { x: one.x + dx * part, y: one.y + dy * part };
  }
  function direct(from, to, shift) {
    if (from.id === to.id) {
      const [right, top] = [from.x + from.w / 2, from.y - tall(from) / 2];
      return [right - 40, top, right - 40, top - 30 - shift, right + 30, from.y, right, from.y];
    }
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy) || 1;
    const bow = Math.min(40, length * 0.05) + 3 * shift;
    const middle = { x: (from.x + to.x) / 2 - dy / length * bow, y: (from.y + to.y) / 2 + dx / length * bow };
    const [start5, end2] = [border(from, middle), border(to, middle)];
    const bend = (one) => [one.x + (middle.x - one.x) * 2 / 3, one.y + (middle.y - one.y) * 2 / 3];
    return [start5.x, start5.y, ...bend(start5), ...bend(end2), end2.x, end2.y];
  }
  function router(boxes2) {
    const columns2 = [];
    const columnOf = /* @__PURE__ */ new Map();
    let members = [];
    const closed = () => {
      if (columns2.length) columns2[columns2.length - 1].gaps = gapsBetween(members);
    };
    for (const one of [...boxes2].sort((first, second) => first.x - first.w / 2 - (second.x - second.w / 2))) {
      const [left, right] = [one.x - one.w / 2, one.x + one.w / 2];
      if (!columns2.length || left >= columns2[columns2.length - 1].right) {
        closed();
        members = [];
        columns2.push({ left, right, gaps: [] });
      }
      const column = columns2[columns2.length - 1];
      column.right = Math.max(column.right, right);
      columnOf.set(one.id, columns2.length - 1);
      members.push(one);
    }
    closed();
    return (from, to, shift) => {
      const [start5, end2] = [columnOf.get(from.id) ?? 0, columnOf.get(to.id) ?? 0];
      const loop = from.id === to.id ? LOOP : 0;
      const within = (one, more2) => one.y + Math.max(3 - one.h / 2, Math.min(one.h / 2 - 3, shift + more2));
      const lastY = within(to, loop);
      let [x, y] = [0, within(from, -loop)];
      const course = [];
      const curve = (toX, toY, bend = (x + toX) / 2) => {
        if (toX !== x || toY !== y) course.push(bend, y, bend, toY, toX, toY);
        [x, y] = [toX, toY];
      };
      const begin5 = (side2) => {
        x = from.x + side2 * from.w / 2;
        course.push(x, y);
      };
      if (start5 === end2) {
        const { right } = columns2[start5];
        const room = start5 + 1 < columns2.length ? columns2[start5 + 1].left - right : Infinity;
        begin5(1);
        curve(right, y);
        curve(right, lastY, right + Math.min(52, room, 16 + Math.abs(to.y - from.y) / 8));
        curve(to.x + to.w / 2, y);
        return course;
      }
      const side = end2 > start5 ? 1 : -1;
      const near3 = ({ left, right }) => side > 0 ? left : right;
      const far = ({ left, right }) => side > 0 ? right : left;
      const lastX = near3(columns2[end2]);
      begin5(side);
      curve(far(columns2[start5]), y);
      for (let at2 = start5 + side; at2 !== end2; at2 += side) {
        const column = columns2[at2];
        const part = ((column.left + column.right) / 2 - x) / (lastX - x);
        curve(near3(column), through(column.gaps, y + (lastY - y) * part));
        curve(far(column), y);
      }
      curve(lastX, lastY);
      curve(to.x - side * to.w / 2, lastY);
      return course;
    };
  }

  // src/edges.ts
  var dashes = { Reported: [], unproved: [], Required: [9, 5], Inferred: [2, 4], Enacted: [16, 4], Permitted: [5, 7], Hypothetical: [10, 4, 2, 4], sourced: [1, 3] };
  var lines2 = [];
  function trace(path, course) {
    path.moveTo(course[0], course[1]);
    for (let at2 = 2; at2 < course.length; at2 += 6) {
      path.bezierCurveTo(course[at2], course[at2 + 1], course[at2 + 2], course[at2 + 3], course[at2 + 4], course[at2 + 5]);
    }
    return path;
  }
  function head2(path, course, size) {
    const [cx, cy, x, y] = course.slice(-4);
    const length = Math.hypot(cx - x, cy - y);
    const [back, up2] = length ? [size * (cx - x) / length, size * (cy - y) / length] : [-size, 0];
    path.moveTo(x, y);
    path.lineTo(x + back - up2 / 2, y + up2 + back / 2);
    path.lineTo(x + back + up2 / 2, y + up2 - back / 2);
    path.closePath();
  }
  var moved = (one) => one.x !== one.home.x || one.y !== one.home.y;
  function lay(links3, boxes2, columns2) {
    const between = /* @__PURE__ */ new Map();
    const along = router(columns2 ? [...boxes2.values()].filter((one) => !moved(one)) : []);
    const course = (from, to, shift) => (columns2 && !moved(from) && !moved(to) ? along : direct)(from, to, shift);
    lines2 = [];
    for (const link2 of links3) {
      const [from, to] = [boxes2.get(link2.from), boxes2.get(link2.to)];
      if (!from || !to) continue;
      const pair = link2.from < link2.to ? `${link2.from} ${link2.to}` : `${link2.to} ${link2.from}`;
      const nth = between.get(pair) ?? 0;
      between.set(pair, nth + 1);
      const shift = nth ? (nth % 2 ? 5 : -5) * Math.ceil(nth / 2) : 0;
      lines2.push({ ...link2, course: course(from, to, shift), shift, path: null });
    }
  }
  function relay(some, boxes2) {
    for (const line of some) {
      const [from, to] = [boxes2.get(line.from), boxes2.get(line.to)];
      if (from && to) line.course = direct(from, to, line.shift);
      line.path = null;
    }
  }
  function gather(style, some = lines2) {
    const groups = /* @__PURE__ */ new Map();
    for (const line of some) {
      const look3 = style(line);
      const key2 = `${look3.order} ${look3.colour} ${look3.width} ${look3.alpha} ${look3.dash}`;
      let group2 = groups.get(key2);
      if (!group2) {
        group2 = { look: look3, path: new Path2D(), heads: new Path2D() };
        groups.set(key2, group2);
      }
      line.look = group2.look;
      trace(group2.path, line.course);
      if (look3.arrow) head2(group2.heads, line.course, look3.arrow);
    }
    return [...groups.values()].sort((one, two) => one.look.order - two.look.order);
  }
  function paint(context, groups, scale) {
    context.save();
    context.lineCap = "round";
    for (const { look: look3, path, heads } of groups) {
      context.globalAlpha = look3.alpha;
      context.strokeStyle = look3.colour;
      context.fillStyle = look3.colour;
      context.lineWidth = look3.width;
      context.setLineDash(scale > 0.3 ? dashes[look3.dash] : []);
      context.stroke(path);
      if (look3.arrow) context.fill(heads);
    }
    context.restore();
  }
  function point(course, part) {
    const curves = (course.length - 2) / 6;
    const nth = Math.min(curves - 1, Math.floor(part * curves));
    const [x1, y1, x2, y2, x3, y3, x4, y4] = course.slice(6 * nth, 6 * nth + 8);
    const at2 = part * curves - nth;
    const [a, b, c, d] = [(1 - at2) ** 3, 3 * at2 * (1 - at2) ** 2, 3 * at2 * at2 * (1 - at2), at2 ** 3];
    return [a * x1 + b * x2 + c * x3 + d * x4, a * y1 + b * y2 + c * y3 + d * y4];
  }
  function near(course, x, y, reach2) {
    let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
    for (let at2 = 0; at2 < course.length; at2 += 2) {
      left = Math.min(left, course[at2]);
      right = Math.max(right, course[at2]);
      top = Math.min(top, course[at2 + 1]);
      bottom = Math.max(bottom, course[at2 + 1]);
    }
    return x > left - reach2 && x < right + reach2 && y > top - reach2 && y < bottom + reach2;
  }
  function under(context, x, y, reach2) {
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.setLineDash([]);
    context.lineWidth = 2 * reach2;
    const found2 = lines2.findLast((line) => {
      if (!near(line.course, x, y, reach2)) return false;
      line.path ??= trace(new Path2D(), line.course);
      return context.isPointInStroke(line.path, x, y);
    });
    context.restore();
    return found2;
  }

  // src/scenes.ts
  var nothing = { places: /* @__PURE__ */ new Map(), links: [], sums: [], stages: [], regions: [], rings: [], top: 0 };
  function opening2(network3) {
    const things3 = network3.nodes.filter((node2) => node2.id >= 0);
    const links3 = network3.edges.filter((edge) => !edge.value).map((edge) => edge.id);
    const sums = network3.edges.flatMap(({ from, to, value }, at2) => value ? [{ id: -1 - at2, from, to, sum: value }] : []);
    const columns2 = new Map(network3.nodes.map((node2) => [node2.id, { x: node2.x, y: node2.y, lines: node2.lines }]));
    const themes = new Map(things3.map(({ id, theme: [x, y, lines3, region] }) => [id, { x, y, lines: lines3, region, wide: head.wide }]));
    return {
      columns: { ...nothing, places: columns2, links: links3, sums, stages: head.stages, top: Math.min(0, ...network3.nodes.map((node2) => node2.y)) },
      themes: { ...nothing, places: themes, links: [...links3], regions: head.regions }
    };
  }
  function addUndrawn({ columns: columns2, themes }) {
    const first = columns2.stages.at(0);
    if (!head.whole || !first) return false;
    const inside = [...columns2.places.values()].filter((one) => one.x < first.right);
    const next2 = { x: Math.min(...themes.regions.map((one) => one.left)) + head.wide / 2, y: Math.max(...themes.regions.map((one) => one.bottom)) + 80 };
    let y = Math.max(0, ...inside.map((one) => one.y)) + 60;
    const added = /* @__PURE__ */ new Set();
    things.forEach((_, thing) => {
      if (kind(thing).drawn || columns2.places.has(thing)) return;
      columns2.places.set(thing, { x: (first.left + first.right) / 2, y });
      themes.places.set(thing, { ...next2, lines: 3, wide: head.wide });
      added.add(thing);
      y += 44;
      next2.x += head.wide + 30;
    });
    for (const thing of added) {
      for (const at2 of linksOf(thing)) {
        const other2 = other(at2, thing);
        if (!columns2.places.has(other2) || added.has(other2) && link.from[at2] !== thing) continue;
        columns2.links.push(at2);
        themes.links.push(at2);
      }
    }
    return added.size > 0;
  }

  // src/shapes.ts
  var shapes_exports = {};
  __export(shapes_exports, {
    Tracer: () => Tracer,
    colour: () => colour,
    dark: () => dark,
    glyph: () => glyph,
    named: () => named,
    query: () => query,
    readColours: () => readColours,
    theme: () => theme,
    trace: () => trace2
  });
  var ring = (count2, turn4, radius = 1) => Array.from({ length: count2 }, (_, at2) => {
    const angle = 2 * Math.PI * at2 / count2 + turn4;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
  var star = ring(5, 0, 1.12).flatMap((tip2, at2) => [tip2, ring(5, Math.PI / 5, 0.5)[at2]]);
  var box = (left, top, right, bottom) => [[left, top], [right, top], [right, bottom], [left, bottom]];
  var polygons = {
    star: [star],
    diamond: [[[0, -1.05], [1.05, 0], [0, 1.05], [-1.05, 0]]],
    square: [box(-0.85, -0.85, 0.85, 0.85)],
    hexagon: [ring(6, Math.PI / 6)],
    pentagon: [ring(5, 0, 1.05)],
    triangle: [[[0, -0.95], [1.05, 0.85], [-1.05, 0.85]]],
    chevron: [[[-0.95, -0.9], [0.15, -0.9], [1, 0], [0.15, 0.9], [-0.95, 0.9], [-0.2, 0]]],
    cross: [[[-0.35, -1], [0.35, -1], [0.35, -0.35], [1, -0.35], [1, 0.35], [0.35, 0.35], [0.35, 1], [-0.35, 1], [-0.35, 0.35], [-1, 0.35], [-1, -0.35], [-0.35, -0.35]]],
    bars: [box(-1, 0.1, -0.45, 0.95), box(-0.28, -0.4, 0.28, 0.95), box(0.45, -0.95, 1, 0.95)],
    flag: [[[-0.8, -1], [-0.45, -1], [-0.45, -0.85], [1, -0.4], [-0.45, 0.1], [-0.45, 1], [-0.8, 1]]],
    wave: [[[-1, 0.55], [-0.35, -0.35], [0.15, 0.15], [0.62, -0.45], [0.3, -0.7], [1.05, -0.95], [1.05, -0.15], [0.85, -0.28], [0.2, 0.75], [-0.3, 0.28], [-0.75, 0.95]]],
    book: [[[-1, -0.75], [-0.1, -0.5], [-0.1, 0.9], [-1, 0.65]], [[1, -0.75], [0.1, -0.5], [0.1, 0.9], [1, 0.65]]],
    shield: [[[-0.85, -0.9], [0.85, -0.9], [0.85, 0.1], [0, 1], [-0.85, 0.1]]],
    drop: [[[0, 1.05], [-0.7, -0.05], [-0.7, -0.55], [-0.35, -0.95], [0.35, -0.95], [0.7, -0.55], [0.7, -0.05]]],
    bar: [box(-1, -0.4, 1, 0.4)],
    page: [[[-0.7, -1], [0.3, -1], [0.75, -0.5], [0.75, 1], [-0.7, 1]]],
    basin: [[[-1, -0.7], [1, -0.7], [0.6, 0.8], [-0.6, 0.8]]],
    octagon: [ring(8, Math.PI / 8)],
    house: [[[0, -1], [0.95, -0.2], [0.95, 0.95], [-0.95, 0.95], [-0.95, -0.2]]],
    tablet: [[[-0.8, -1], [0.8, -1], [0.8, 1], [0, 0.6], [-0.8, 1]]],
    frame: [box(-1, -0.8, 1, 0.8)]
  };
  var dot = [0.7, 0, 2 * Math.PI];
  var round = {
    circle: [[0.95, 0, 2 * Math.PI]],
    ring: [[1, 0, 2 * Math.PI], [0.48, 2 * Math.PI, 0]],
    half: [[1, Math.PI / 2, 1.5 * Math.PI], [0.55, 0, 2 * Math.PI]],
    dot: [dot]
  };
  function trace2(path, name2, x, y, size) {
    for (const points of polygons[name2] ?? []) {
      points.forEach(([px, py], at2) => {
        if (at2) path.lineTo(x + size * px, y + size * py);
        else path.moveTo(x + size * px, y + size * py);
      });
      path.closePath();
    }
    for (const [radius, from, to] of round[name2] ?? (polygons[name2] ? [] : [dot])) {
      path.moveTo(x + size * radius * Math.cos(from), y + size * radius * Math.sin(from));
      path.arc(x, y, size * radius, from, to, to < from);
      path.closePath();
    }
  }
  var Tracer = class {
    text = "";
    add(letter, ...numbers2) {
      this.text += letter + numbers2.map((one) => Math.round(one * 10) / 10).join(" ");
    }
    moveTo(...point2) {
      this.add("M", ...point2);
    }
    lineTo(...point2) {
      this.add("L", ...point2);
    }
    bezierCurveTo(...points) {
      this.add("C", ...points);
    }
    closePath() {
      this.text += "Z";
    }
    arc(x, y, radius, from, to, backwards = false) {
      const middle = (from + to) / 2;
      for (const end2 of [middle, to]) {
        this.text += `A${radius} ${radius} 0 0 ${backwards ? 0 : 1} ${x + radius * Math.cos(end2)} ${y + radius * Math.sin(end2)}`;
      }
    }
  };
  var query = matchMedia("(prefers-color-scheme: dark)");
  var root = document.documentElement;
  var dark = () => root.dataset.theme === "auto" ? query.matches : root.dataset.theme === "dark";
  var COLOURS = ["page", "surface", "ink", "muted", "faint", "line", "accent", "lane", "mark", "way"];
  var named = {};
  function readColours() {
    const style = getComputedStyle(root);
    named = Object.fromEntries(COLOURS.map((name2) => [name2, style.getPropertyValue(`--${name2}`).trim()]));
  }
  var colour = (kind2) => dark() ? kind2.dark : kind2.light;
  function theme(at2) {
    const hue = Math.round((at2 * 137.5 + 205) % 360);
    return dark() ? `hsl(${hue} 55% 74%)` : `hsl(${hue} 50% 31%)`;
  }
  function glyph(kind2, size = 14) {
    const tracer = new Tracer();
    trace2(tracer, kind2.shape, 8, 8, 6.6);
    const path = make("path", { d: tracer.text, fill: colour(kind2), "fill-rule": "evenodd" });
    return make("svg", { viewBox: "0 0 16 16", width: size, height: size, "aria-hidden": "true", class: "glyph" }, path);
  }

  // src/state.ts
  var state_exports = {};
  __export(state_exports, {
    change: () => change,
    chosen: () => chosen,
    facets: () => facets,
    filtered: () => filtered,
    forget: () => forget,
    linkPasses: () => linkPasses,
    linkShown: () => linkShown,
    listen: () => listen,
    passes: () => passes,
    reset: () => reset,
    startHidden: () => startHidden,
    toggle: () => toggle
  });
  var chosen = {
    thing: -1,
    link: -1,
    passage: "",
    path: null,
    asking: -1,
    alone: null,
    view: "picture",
    arrange: "columns",
    colours: "kind",
    moved: /* @__PURE__ */ new Map(),
    text: "",
    hidden: { kinds: /* @__PURE__ */ new Set(), predicates: /* @__PURE__ */ new Set(), modalities: /* @__PURE__ */ new Set(), documents: /* @__PURE__ */ new Set() },
    years: [0, 0],
    undated: true,
    way: 0
  };
  var listeners = [];
  var facets = ["kinds", "predicates", "modalities", "documents"];
  function startHidden() {
    head.kinds.forEach((kind2, at2) => {
      if (!kind2.drawn) chosen.hidden.kinds.add(at2);
    });
  }
  function change(changes, { step: step2 = true } = {}) {
    Object.assign(chosen, changes);
    for (const listener of listeners) listener(Object.keys(changes), step2);
  }
  function forget() {
    Object.assign(chosen, { thing: -1, link: -1, passage: "", path: null, asking: -1, alone: null, moved: /* @__PURE__ */ new Map() });
    for (const facet of facets) chosen.hidden[facet].clear();
  }
  function toggle(facet, key2, shown2) {
    if (shown2) chosen.hidden[facet].delete(key2);
    else chosen.hidden[facet].add(key2);
    change({ hidden: chosen.hidden });
  }
  function reset() {
    for (const facet of facets) chosen.hidden[facet].clear();
    startHidden();
    change({ hidden: chosen.hidden, years: [0, 0], undated: true, text: "" });
  }
  var narrowed = () => chosen.hidden.predicates.size + chosen.hidden.modalities.size + chosen.hidden.documents.size > 0;
  function filtered() {
    const usual = head.kinds.every((kind2, at2) => kind2.drawn !== chosen.hidden.kinds.has(at2));
    return !usual || narrowed() || chosen.years[0] > 0 || chosen.years[1] > 0 || !chosen.undated;
  }
  function inYears(thing) {
    const [from, to] = chosen.years;
    const [first, last] = [things[thing][3], things[thing][4]];
    if (!first && !last) return chosen.undated;
    return (!from || !last || last >= from) && (!to || !first || first <= to);
  }
  var kindShown = (thing) => !chosen.hidden.kinds.has(things[thing][2]);
  function linkPasses(at2) {
    const { hidden } = chosen;
    if (hidden.predicates.has(link.predicate[at2])) return false;
    const bits = link.bits[at2];
    if (hidden.modalities.size) {
      if (!bits) {
        if (hidden.modalities.has(-1)) return false;
      } else if (![...head.modalities.keys()].some((one) => bits & 1 << one && !hidden.modalities.has(one))) return false;
    }
    const documents = link.documents[at2];
    return !hidden.documents.size || !documents?.length || documents.some((one) => !hidden.documents.has(one));
  }
  function passes(thing) {
    if (!kindShown(thing) || !inYears(thing)) return false;
    if (!narrowed()) return true;
    const links3 = linksOf(thing);
    return !links3.length || links3.some(linkPasses);
  }
  var linkShown = (at2) => linkPasses(at2) && passes(link.from[at2]) && passes(link.to[at2]);
  function listen(listener) {
    listeners.push(listener);
  }

  // src/drawn.ts
  var nobody = () => ({ things: /* @__PURE__ */ new Set(), links: /* @__PURE__ */ new Set() });
  var drawn = {
    boxes: /* @__PURE__ */ new Map(),
    scene: nothing,
    // What is being moved by hand, with what follows it; its lines and bars are drawn over a still.
    loose: /* @__PURE__ */ new Set(),
    live: { groups: [], bars: [], lines: [] },
    // What stays bright, if something is chosen; and what follows from reforms.
    focus: null,
    way: nobody(),
    groups: [],
    bars: [],
    hover: -1,
    landmarks: []
  };
  var tint = (one) => chosen.colours === "theme" && one.region >= 0 ? theme(one.region) : colour(one.kind);
  var isChosen = (id) => id >= 0 && (id === chosen.thing || id === chosen.alone?.thing);

  // src/regions.ts
  var ROUND = 16;
  var TYPE = 24;
  var EDGE = 18;
  var title2 = (one) => one.title < 0 ? say("further") : label(one.title);
  var steps = ({ step: step2 }) => step2 === 1 ? say("step") : say("steps", { n: step2 });
  function ground(context) {
    const { regions, rings } = drawn.scene;
    context.save();
    [...rings].reverse().forEach(({ step: step2, across, down: down2 }) => {
      context.beginPath();
      context.ellipse(0, 0, across, down2, 0, 0, 2 * Math.PI);
      context.fillStyle = step2 % 2 ? named.lane : named.page;
      context.fill();
      context.strokeStyle = named.line;
      context.stroke();
    });
    regions.forEach((one, at2) => {
      context.beginPath();
      context.roundRect(one.left, one.top, one.right - one.left, one.bottom - one.top, ROUND);
      context.fillStyle = context.strokeStyle = theme(at2);
      context.globalAlpha = one.empty ? 0.03 : dark() ? 0.12 : 0.08;
      context.fill();
      context.globalAlpha = one.empty ? 0.15 : 0.4;
      context.stroke();
    });
    context.restore();
  }
  function titles(context, scale) {
    const { regions, rings } = drawn.scene;
    context.save();
    context.textBaseline = "top";
    context.lineJoin = "round";
    context.strokeStyle = named.page;
    regions.forEach((one, at2) => {
      const room = one.right - one.left - 2 * EDGE;
      const small = !legible(scale);
      const size2 = small ? Math.max(12 / scale, Math.min(19 / scale, room / 10)) : Math.max(TYPE, 13 / scale);
      const most2 = small ? Math.max(1, Math.min(4, Math.floor((one.bottom - one.top) / size2 / 1.3))) : 1;
      const lines3 = lines(title2(one), 600, size2, most2, room);
      context.font = `600 ${size2}px ${FONT}`;
      const widest = Math.max(...lines3.map((line) => context.measureText(line).width));
      const fitting = size2 * Math.min(1, room / widest);
      context.font = `600 ${fitting}px ${FONT}`;
      context.lineWidth = fitting * 0.3;
      context.fillStyle = theme(at2);
      context.globalAlpha = one.empty ? 0.35 : 1;
      lines3.forEach((line, nth) => {
        const y = one.top + Math.max(4, small ? EDGE : (44 - size2) / 2) + nth * size2 * 1.15;
        if (small) context.strokeText(line, one.left + EDGE, y);
        context.fillText(line, one.left + EDGE, y);
      });
    });
    context.globalAlpha = 1;
    const size = Math.max(15, 11.5 / scale);
    context.font = `600 ${size}px ${FONT}`;
    context.textAlign = "center";
    context.lineWidth = size * 0.36;
    context.fillStyle = named.muted;
    for (const ring2 of rings) {
      context.strokeText(steps(ring2), 0, -ring2.down - size / 2);
      context.fillText(steps(ring2), 0, -ring2.down - size / 2);
    }
    context.restore();
  }
  function asSvg() {
    const { regions, rings } = drawn.scene;
    const text2 = { "font-family": FONT, "font-weight": 600 };
    return [
      ...[...rings].reverse().flatMap((ring2) => [
        make("ellipse", { cx: 0, cy: 0, rx: ring2.across, ry: ring2.down, fill: ring2.step % 2 ? named.lane : named.page, stroke: named.line }),
        make("text", { ...text2, x: 0, y: -ring2.down + 5, "text-anchor": "middle", "font-size": 15, fill: named.muted }, steps(ring2))
      ]),
      ...regions.flatMap((one, at2) => [
        make("rect", { class: "region", x: one.left, y: one.top, width: one.right - one.left, height: one.bottom - one.top, rx: ROUND, fill: theme(at2), "fill-opacity": 0.08, stroke: theme(at2), "stroke-opacity": 0.4 }),
        make("text", { ...text2, x: one.left + EDGE, y: one.top + 32, "font-size": TYPE, fill: theme(at2) }, ...lines(title2(one), 600, TYPE, 1, one.right - one.left - 2 * EDGE))
      ])
    ];
  }

  // src/paint.ts
  var bright = (one) => drawn.focus?.things.has(one.id) ?? true;
  function ground2(context, view3, scale) {
    context.save();
    context.fillStyle = named.lane;
    drawn.scene.stages.forEach((stage, at2) => {
      if (at2 % 2 === 0) context.fillRect(stage.left, view3.top, stage.right - stage.left, view3.bottom - view3.top);
    });
    ground(context);
    paint(context, drawn.groups, scale);
    if (legible(scale)) titles(context, scale);
    else bars(context, drawn.bars);
    context.restore();
  }
  function bars(context, some) {
    for (const { colour: colour2, alpha, path } of some) {
      context.globalAlpha = alpha;
      context.fillStyle = colour2;
      context.fill(path);
    }
    context.globalAlpha = 1;
  }
  function live(context, scale) {
    paint(context, drawn.live.groups, scale);
    if (!legible(scale)) bars(context, drawn.live.bars);
    for (const id of drawn.loose) {
      const one = drawn.boxes.get(id);
      if (one) box2(context, one, scale);
    }
  }
  function box2(context, one, scale) {
    if (!one.shown || !legible(scale)) return;
    const { named: named2 } = shapes_exports;
    const own = tint(one);
    const chosen2 = isChosen(one.id);
    const level = bright(one) ? 1 : 0.13;
    const near3 = drawn.way.things.has(one.id);
    const left = one.x - one.w / 2;
    const { lines: lines3, size, h } = at(one, scale);
    context.save();
    context.globalAlpha = level;
    context.beginPath();
    context.roundRect(left, one.y - h / 2, one.w, h, 6);
    context.fillStyle = one.reform ? own : named2.surface;
    context.fill();
    context.lineWidth = chosen2 ? 3 : one.id === drawn.hover ? 2 : 1;
    context.strokeStyle = chosen2 ? named2.accent : own;
    context.globalAlpha = chosen2 || near3 || one.strong || one.id === drawn.hover ? level : level * 0.4;
    context.stroke();
    context.globalAlpha = level;
    context.fillStyle = one.reform ? named2.surface : own;
    context.beginPath();
    trace2(context, one.kind.shape, left + 14, one.y, Math.min(7, one.kind.size / 2));
    context.fill("evenodd");
    const plain = near3 || drawn.focus || drawn.way.things.size === 0 ? named2.ink : named2.muted;
    context.fillStyle = one.reform ? named2.surface : plain;
    context.font = `${one.strong ? 600 : 400} ${size}px ${FONT}`;
    context.textBaseline = "middle";
    context.textAlign = "left";
    const step2 = size === one.size ? size + 2 : size;
    lines3.forEach((line, at2) => {
      context.fillText(line, left + 27, one.y + (at2 - (lines3.length - 1) / 2) * step2 + 0.5);
    });
    context.restore();
  }
  function headings(context, view3, scale) {
    const { named: named2 } = shapes_exports;
    const { stages, top } = drawn.scene;
    const size = Math.max(15, 11.5 / scale);
    context.save();
    context.textAlign = "center";
    context.textBaseline = "top";
    stages.forEach((stage, at2) => {
      const name2 = stage[language];
      const room = (stage.right - stage.left) * 0.96;
      context.font = `600 ${size}px ${FONT}`;
      const full = context.measureText(name2).width;
      const fitting = Math.max(full > room ? size * room / full : size, LEAST / scale);
      context.font = `600 ${fitting}px ${FONT}`;
      let shown2 = name2;
      for (let end2 = name2.length - 1; end2 > 0 && context.measureText(shown2).width > room * 1.01; end2 -= 1) shown2 = `${name2.slice(0, end2).trim()}…`;
      const [middle, half] = [(stage.left + stage.right) / 2, Math.min(full, room) / 2 + 6];
      const y = Math.max(view3.top + 8 / scale, top - 22 - size * 1.5);
      context.fillStyle = at2 % 2 === 0 ? named2.lane : named2.page;
      context.globalAlpha = 0.9;
      context.fillRect(middle - half, y - 3, 2 * half, fitting + 6);
      context.globalAlpha = stage.empty ? 0.35 : 1;
      context.fillStyle = named2.muted;
      context.fillText(shown2, middle, y);
    });
    context.restore();
  }
  function names(context, view3, scale) {
    if (scale > 1.15 || (drawn.focus || drawn.scene.rings.length) && scale > 0.5) nameLines(context, view3, scale);
    if (!legible(scale) && !drawn.scene.regions.length) nameLandmarks(context, view3, scale);
  }
  function quill(context, size, weight) {
    context.save();
    context.font = `${weight} ${size}px ${FONT}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    context.lineWidth = size * 0.36;
    context.strokeStyle = named.page;
    context.fillStyle = named.ink;
  }
  function write(context, text2, x, y) {
    context.strokeText(text2, x, y);
    context.fillText(text2, x, y);
  }
  function nameLines(context, view3, scale) {
    const shown2 = [...drawn.boxes.values()].filter((one) => one.shown && bright(one));
    const inside = ([x, y]) => x > view3.left && x < view3.right && y > view3.top && y < view3.bottom;
    const taken = [];
    const size = Math.max(11, LEAST / scale);
    quill(context, size, language === "zh" ? 400 : "italic");
    for (const line of lines2) {
      if (line.sum !== void 0 || drawn.focus?.links.has(line.id) === false) continue;
      if (!drawn.focus && scale <= 1.15 && !isChosen(line.from) && !isChosen(line.to)) continue;
      const text2 = reading(line.predicate);
      const half = context.measureText(text2).width / 2 + 3;
      const clear3 = ([x, y]) => !taken.some((one) => Math.abs(one.y - y) < size * 1.2 && Math.abs(one.x - x) < one.half + half) && !shown2.some((one) => Math.abs(one.y - y) < one.h / 2 + 6 && Math.abs(one.x - x) < one.w / 2 + half - 8);
      const at2 = [0.5, 0.4, 0.6, 0.3, 0.7, 0.22, 0.78, 0.14, 0.86].map((part) => point(line.course, part)).find((place2) => inside(place2) && clear3(place2));
      if (!at2) continue;
      taken.push({ x: at2[0], y: at2[1], half });
      write(context, text2, ...at2);
      if (taken.length > 120) break;
    }
    context.restore();
  }
  function nameLandmarks(context, view3, scale) {
    const size = 11.5 / scale;
    const taken = [];
    quill(context, size, 500);
    for (const one of drawn.landmarks) {
      if (!one.shown || !bright(one)) continue;
      const text2 = one.text.length > 30 ? `${one.text.slice(0, 29)}…` : one.text;
      const half = context.measureText(text2).width / 2;
      if (one.x - half < view3.left || one.x + half > view3.right || one.y < view3.top + 3 * size || one.y > view3.bottom - size) continue;
      if (taken.some((other2) => Math.abs(other2.y - one.y) < size * 2 && Math.abs(other2.x - one.x) < other2.half + half + size)) continue;
      taken.push({ x: one.x, y: one.y, half });
      write(context, text2, one.x, one.y);
      if (taken.length >= 30) break;
    }
    context.restore();
  }

  // src/camera.ts
  var MARGIN = 0.3;
  var READ = 0.15;
  var network;
  var fitted2 = true;
  var moving = false;
  var still = null;
  var resting = 0;
  var idle = 0;
  function view(margin = 0) {
    const { clientWidth: width, clientHeight: height } = byId("canvas");
    const { x: left, y: top } = network.DOMtoCanvas({ x: -margin * width, y: -margin * height });
    const { x: right, y: bottom } = network.DOMtoCanvas({ x: (1 + margin) * width, y: (1 + margin) * height });
    return { left, top, right, bottom };
  }
  function takeStill(margin = MARGIN) {
    const area = view(margin);
    const scale = network.getScale() * devicePixelRatio;
    const canvas2 = document.createElement("canvas");
    canvas2.width = Math.ceil((area.right - area.left) * scale);
    canvas2.height = Math.ceil((area.bottom - area.top) * scale);
    const context = drawingOn(canvas2);
    context.setTransform(scale, 0, 0, scale, -area.left * scale, -area.top * scale);
    ground2(context, area, network.getScale());
    for (const one of drawn.boxes.values()) {
      if (drawn.loose.has(one.id)) continue;
      if (one.x + one.w > area.left && one.x - one.w < area.right && one.y + 40 > area.top && one.y - 40 < area.bottom) box2(context, one, network.getScale());
    }
    still = { canvas: canvas2, ...area };
  }
  function showStill(context) {
    if (still) context.drawImage(still.canvas, still.left, still.top, still.right - still.left, still.bottom - still.top);
  }
  function changed() {
    still = null;
    clearTimeout(idle);
    idle = setTimeout(() => {
      if (!still && !moving && byId("canvas").clientWidth) takeStill();
    }, 200);
  }
  function begin() {
    clearTimeout(resting);
    if (moving) return;
    if (!still) takeStill();
    moving = true;
  }
  function rest() {
    clearTimeout(resting);
    resting = setTimeout(() => {
      moving = false;
      changed();
      network.redraw();
    }, 90);
  }
  function move(target) {
    if (target.animation) {
      begin();
      clearTimeout(resting);
      resting = setTimeout(rest, target.animation.duration + 60);
    } else changed();
    network.moveTo(target);
  }
  var calm = matchMedia("(prefers-reduced-motion: reduce)");
  var motion = () => calm.matches ? false : { duration: 250, easingFunction: "easeInOutQuad" };
  function home() {
    fit(false);
    const { clientWidth, clientHeight } = byId("canvas");
    const { stages, top, places: places2 } = drawn.scene;
    if (chosen.view === "both") return;
    if (!stages.length) {
      closer();
      return;
    }
    const first = [...drawn.boxes.values()].filter((one) => one.shown && one.reform);
    if (legible(network.getScale()) || places2.size > 600 || !first.length) return;
    const scale = clientWidth > 700 ? 0.5 : 0.62;
    const [left, right] = [stages[0].left, stages[stages.length - 1].right];
    const x = (right - left) * scale < clientWidth ? (left + right) / 2 : first[0].x;
    move({ position: { x, y: top - 60 + clientHeight / 2 / scale }, scale });
  }
  function closer() {
    const { left, right, top, bottom } = extent();
    if (network.getScale() < READ) move({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: READ });
  }
  function extent() {
    const shown2 = [...drawn.boxes.values()].filter((one) => one.shown);
    const { stages, regions, rings, top: first } = drawn.scene;
    const across = [...stages, ...regions.filter((one) => !one.empty)];
    const left = Math.min(...across.map((one) => one.left), ...rings.map((one) => -one.across), ...shown2.map((one) => one.x - one.w / 2)) - 4;
    const right = Math.max(...across.map((one) => one.right), ...rings.map((one) => one.across), ...shown2.map((one) => one.x + one.w / 2)) + 4;
    const heads = stages.length ? [first - 78] : [...regions.filter((one) => !one.empty).map((one) => one.top - 14), ...rings.map((one) => -one.down - 30)];
    const top = Math.min(...heads, ...shown2.map((one) => one.y - one.h / 2));
    const bottom = Math.max(...stages.length ? [first] : [], ...regions.filter((one) => !one.empty).map((one) => one.bottom), ...rings.map((one) => one.down), ...shown2.map((one) => one.y + one.h / 2)) + 14;
    return { left, right, top, bottom };
  }
  function fit(animate = true) {
    if (![...drawn.boxes.values()].some((one) => one.shown)) return;
    const { left, right, top, bottom } = extent();
    const { clientWidth, clientHeight } = byId("canvas");
    const area = free(0);
    if (!drawn.scene.stages.length) area.bottom -= chosen.alone ? 100 : 48;
    fitted2 = true;
    const scale = Math.min((area.right - area.left) / (right - left), (area.bottom - area.top) / (bottom - top), 1.4);
    const shift = { x: (clientWidth - area.left - area.right) / 2 / scale, y: (clientHeight - area.top - area.bottom) / 2 / scale };
    move({ position: { x: (left + right) / 2 + shift.x, y: (top + bottom) / 2 + shift.y }, scale, animation: animate && motion() });
  }
  function zoom(factor) {
    move({ scale: clamp(network.getScale() * factor), animation: motion() });
  }
  var clamp = (scale) => Math.min(4, Math.max(0.02, scale));
  function free(margin = 16) {
    const all2 = byId("canvas").getBoundingClientRect();
    const side = byId("panel").getBoundingClientRect();
    const area = { left: margin, top: margin && 56, right: all2.width - margin, bottom: all2.height - margin };
    if (!side.width || chosen.view === "table") return area;
    if (side.left > all2.left + 40) area.right = Math.min(area.right, side.left - all2.left - margin);
    else area.bottom = Math.min(area.bottom, side.top - all2.top - margin);
    return area;
  }
  function reveal(id) {
    const one = drawn.boxes.get(id);
    if (!one || fitted2 && chosen.view === "both") return;
    const lit2 = drawn.focus?.things;
    const bright2 = lit2 && lit2.size <= 80 ? [...drawn.boxes.values()].filter((box4) => box4.shown && lit2.has(box4.id)) : [];
    const group2 = [one, ...bright2];
    const edge = {
      left: Math.min(...group2.map((box4) => box4.x - box4.w / 2)),
      right: Math.max(...group2.map((box4) => box4.x + box4.w / 2)),
      top: Math.min(...group2.map((box4) => box4.y - box4.h / 2)),
      bottom: Math.max(...group2.map((box4) => box4.y + box4.h / 2))
    };
    const area = free();
    const now = network.getScale();
    const [from, to] = [network.canvasToDOM({ x: edge.left, y: edge.top }), network.canvasToDOM({ x: edge.right, y: edge.bottom })];
    if (now > 0.4 && from.x >= area.left && from.y >= area.top && to.x <= area.right && to.y <= area.bottom) return;
    const room = Math.min((area.right - area.left) / (edge.right - edge.left), (area.bottom - area.top) / (edge.bottom - edge.top));
    const least = drawn.scene.stages.length ? 0.5 : 0.66;
    const scale = now < least ? Math.max(least, Math.min(room, 0.8)) : Math.min(now, Math.max(room, least));
    if (!drawn.scene.stages.length && room < least) Object.assign(edge, { left: one.x, right: one.x, top: one.y, bottom: one.y });
    const within = (middle, own, half, low, high) => {
      const span = (high - low) / 2 / scale - half;
      return Math.min(own + span, Math.max(own - span, middle));
    };
    const x = within((edge.left + edge.right) / 2, one.x, one.w / 2, area.left, area.right);
    const y = within((edge.top + edge.bottom) / 2, one.y, one.h / 2, area.top, area.bottom);
    const { clientWidth, clientHeight } = byId("canvas");
    const shift = { x: (clientWidth - area.left - area.right) / 2 / scale, y: (clientHeight - area.top - area.bottom) / 2 / scale };
    move({ position: { x: x + shift.x, y: y + shift.y }, scale, animation: motion() });
  }
  function go(target) {
    fitted2 = false;
    move({ ...target, animation: false });
  }
  function start(made) {
    network = made;
    network.on("dragStart", begin);
    network.on("dragging", () => {
      if (!moving) begin();
    });
    network.on("dragEnd", () => {
      fitted2 = false;
      rest();
    });
    network.on("zoom", () => {
      fitted2 = false;
      begin();
      const scale = network.getScale();
      if (clamp(scale) !== scale) network.moveTo({ scale: clamp(scale) });
      rest();
    });
    network.on("resize", changed);
  }
  function hold() {
    clearTimeout(resting);
    takeStill(0);
    moving = true;
  }
  function release() {
    moving = false;
    changed();
  }
  var isMoving = () => moving && still !== null;

  // src/legend.ts
  var MOST = 12;
  var opened = /* @__PURE__ */ new Set(["kinds", "modalities", "years"]);
  var wide = /* @__PURE__ */ new Map();
  var MANY = 2e4;
  var tally = null;
  var turn = 0;
  function count() {
    const mine = turn += 1;
    const next2 = { kinds: /* @__PURE__ */ new Map(), predicates: /* @__PURE__ */ new Map(), modalities: /* @__PURE__ */ new Map(), documents: /* @__PURE__ */ new Map(), hidden: { things: 0, links: 0 } };
    const add = (facet, key2, shown2) => {
      const known = next2[facet].get(key2) ?? [0, 0];
      next2[facet].set(key2, [known[0] + (shown2 ? 1 : 0), known[1] + 1]);
    };
    const passing = new Uint8Array(things.length);
    const thing = (at2) => {
      passing[at2] = passes(at2) ? 1 : 0;
      next2.hidden.things += 1 - passing[at2];
      add("kinds", things[at2][2], passing[at2] > 0);
    };
    const link2 = (at2) => {
      const shown2 = passing[link.from[at2]] > 0 && passing[link.to[at2]] > 0 && linkPasses(at2);
      next2.hidden.links += shown2 ? 0 : 1;
      add("predicates", link.predicate[at2], shown2);
      add("modalities", strongest(at2), shown2);
      for (const one of link.documents[at2] ?? []) add("documents", one, shown2);
    };
    if (link.count < MANY) {
      for (let at2 = 0; at2 < things.length; at2 += 1) thing(at2);
      for (let at2 = 0; at2 < link.count; at2 += 1) link2(at2);
      tally = next2;
      return;
    }
    const wanted2 = () => mine === turn;
    void slowly(things.length, thing, wanted2).then((whole2) => whole2 && slowly(link.count, link2, wanted2)).then((whole2) => {
      if (whole2) {
        tally = next2;
        draw();
      }
    });
  }
  function beforehand() {
    const counts = new Map(head.kinds.map((kind2, at2) => [at2, [kind2.count, kind2.count]]));
    return { kinds: counts, predicates: /* @__PURE__ */ new Map(), modalities: /* @__PURE__ */ new Map(), documents: /* @__PURE__ */ new Map(), hidden: { things: 0, links: 0 } };
  }
  function group(name2, body) {
    const details2 = make("details", { class: "facet", open: opened.has(name2) }, make("summary", {}, make("h3", {}, say(name2))), body);
    details2.addEventListener("toggle", () => {
      if (details2.open) opened.add(name2);
      else opened.delete(name2);
    });
    return details2;
  }
  function row2(facet, key2, sign, name2, [shown2, all2], hint) {
    const id = `${facet}-${key2}`;
    const tick = make("input", {
      type: "checkbox",
      id,
      checked: !chosen.hidden[facet].has(key2),
      onchange: (event) => {
        toggle(facet, key2, event.currentTarget.checked);
        refocus(id);
      }
    });
    const whole2 = shown2 === all2 || !filtered() || chosen.hidden[facet].has(key2);
    const usual = filtered() || chosen.hidden[facet].has(key2) ? all2 : shown2;
    const count2 = whole2 ? number(usual) : `${number(shown2)} / ${number(all2)}`;
    return make("li", { title: hint }, make("label", { for: id }, tick, sign, make("span", { class: "name" }, name2), make("span", { class: "count" }, count2)));
  }
  function list(facet, counted, name2) {
    const ordered = [...counted].sort((one, two) => two[1][1] - one[1][1]);
    const most2 = wide.get(facet) ?? MOST;
    const rest2 = Math.min(ordered.length - most2, 100);
    const more2 = rest2 > 0 ? make("button", { class: "quiet", onclick: () => {
      wide.set(facet, most2 + 100);
      draw();
    } }, say("more", { n: number(rest2) })) : null;
    const rows = ordered.slice(0, most2).map(([key2, counts]) => row2(facet, key2, null, name2(key2), counts));
    return make("div", {}, make("ul", {}, ...rows), more2);
  }
  function sample(modality2) {
    const dash = dashes[modality2].join(" ");
    const line = make("line", { x1: 1, y1: 8, x2: 33, y2: 8, stroke: "currentColor", "stroke-width": modality2 === "unproved" ? 0.8 : 2, "stroke-dasharray": dash || void 0 });
    return make("svg", { viewBox: "0 0 34 16", width: 34, height: 16, "aria-hidden": "true", class: "sample" }, line);
  }
  function kinds(counted) {
    return head.kinds.map((kind2, at2) => row2("kinds", at2, glyph(kind2), kindLabel(kind2), counted.get(at2) ?? [0, 0]));
  }
  function modalities(counted) {
    return [...head.modalities.keys(), -1].flatMap((one) => {
      const counts = counted.get(one);
      if (!counts) return [];
      const name2 = modality(one);
      return row2("modalities", one, sample(name2), say(name2), counts, say(`${name2}Means`));
    });
  }
  function years() {
    const field = (at2, name2) => make("label", {}, `${say(name2)} `, make("input", {
      type: "number",
      id: `year-${name2}`,
      min: 0,
      max: 2100,
      value: chosen.years[at2] || "",
      placeholder: "–",
      onchange: (event) => {
        const chosen2 = [...chosen.years];
        chosen2[at2] = Math.max(0, Math.floor(Number(event.currentTarget.value))) || 0;
        change({ years: chosen2 });
      }
    }));
    const undated = make("label", { class: "undated" }, make("input", {
      type: "checkbox",
      id: "undated",
      checked: chosen.undated,
      onchange: (event) => {
        change({ undated: event.currentTarget.checked });
      }
    }), ` ${say("undated")}`);
    return make("div", { class: "years" }, field(0, "from"), field(1, "to"), undated);
  }
  function refresh() {
    if (complete) count();
    draw();
  }
  function draw() {
    const kept = document.activeElement?.id;
    const { hidden, ...counted } = tally ?? beforehand();
    const filtered2 = filtered();
    byId("legend").replaceChildren(
      make("h2", {}, say("legend")),
      make(
        "p",
        { class: filtered2 ? "filtered on" : "filtered", id: "filtered" },
        filtered2 ? say("filtered", { things: number(hidden.things), links: number(hidden.links) }) : say("unfiltered"),
        " ",
        make("button", { id: "reset", class: "quiet", disabled: !filtered2 && !chosen.text, onclick: () => {
          reset();
          refocus("reset");
        } }, say("reset"))
      ),
      group("kinds", make("ul", {}, ...kinds(counted.kinds))),
      group("modalities", make("ul", {}, ...modalities(counted.modalities))),
      group("years", years()),
      group("predicates", list("predicates", counted.predicates, (at2) => reading(at2))),
      group("documents", list("documents", counted.documents, documentLabel))
    );
    byId("legend").setAttribute("aria-label", say("legend"));
    refocus(kept);
  }

  // src/passage.ts
  var shown = null;
  function open(passage2) {
    shown = passage2;
    change({ passage: passage2.id });
  }
  function close() {
    shown = null;
    change({ passage: "" });
  }
  var current = () => chosen.passage ? shown : null;
  async function recall(id) {
    if (!id) {
      shown = null;
      return;
    }
    if (shown?.id === id) return;
    const { thing, link: link2, path } = chosen;
    const links3 = link2 >= 0 ? [link2] : path?.links ?? (thing >= 0 ? [...linksOf(thing)] : []);
    const claims3 = (await Promise.all(links3.map((at2) => claims(at2)))).flat();
    if (thing >= 0) {
      const details2 = await details(thing);
      for (const row4 of details2.values ?? []) claims3.push(...row4[4]);
      for (const one of details2.figures ?? []) claims3.push(...one.claims);
    }
    const whole2 = thing >= 0 && identifier(thing) === id ? documentOf(thing) : -1;
    if (whole2 >= 0) {
      shown = { id, document: whole2, start: 0, end: 0, anchor: "" };
      return;
    }
    const found2 = claims3.flatMap((claim2) => claim2[2]).find((one) => one[0] === id);
    shown = found2 ? { id, document: found2[1], start: found2[2], end: found2[3], anchor: found2[4] } : null;
  }

  // src/evidence.ts
  var badge = (name2) => make("span", { class: `badge ${name2}`, title: say(`${name2}Means`) }, sample(name2), say(name2));
  function passage([id, at2, start5, end2, anchor]) {
    const reference = `${documentName(at2)}:${start5}-${end2}`;
    const name2 = say("passage", { document: documentLabel(at2), start: start5, end: end2 });
    return make("button", {
      class: "passage",
      "data-passage": id,
      title: `${say("openPassage")}: ${name2}`,
      onclick: () => {
        open({ id, document: at2, start: start5, end: end2, anchor });
      }
    }, make("span", { class: "reference" }, reference), anchor ? make("q", {}, make("bdi", {}, safe(anchor, 200))) : null);
  }
  function speaker(who) {
    if (who === -1 || who === void 0 || who === "") return null;
    return say("saidBy", { speaker: typeof who === "number" ? label(who) : safe(who, 100) });
  }
  function source([, labels, text2, ascribed, day]) {
    const label3 = pick(labels);
    const name2 = say(ascribed ? "ascribedTo" : "fromSource", { name: safe(label3 ? `${label3} (${text2})` : text2, 300) });
    return make("span", { class: "remark" }, day ? `${name2}, ${say("retrieved", { day: safe(day, 30) })}` : name2);
  }
  function claim([, modality2, passages, qualifier, who, sources]) {
    const remarks = [];
    const speaking = speaker(who);
    if (speaking) remarks.push(speaking);
    if (qualifier && Object.keys(qualifier).length) remarks.push(say("hedge", { hedge: safe(pick(qualifier), 200) }));
    return make(
      "div",
      { class: "claim" },
      badge(modality(modality2)),
      remarks.length ? make("span", { class: "remark" }, remarks.join(", ")) : null,
      make("span", { class: "passages" }, ...passages.map(passage)),
      ...(sources ?? []).map(source)
    );
  }
  var claims2 = (rows) => make("div", { class: "claims" }, ...rows.map(claim));

  // src/frame.ts
  var more = [];
  var turn2 = 0;
  var begin2 = () => turn2 += 1;
  var drawing = Promise.resolve();
  var track = (work) => {
    drawing = work;
    return work;
  };
  var settled = () => drawing;
  function fill(content, mine = turn2) {
    if (mine !== turn2) return;
    const place2 = byId("panel");
    place2.hidden = content.length === 0;
    const opened2 = document.body.classList.contains("with-panel");
    document.body.classList.toggle("with-panel", content.length > 0);
    if (chosen.view === "both" && opened2 !== content.length > 0) acts.resized();
    place2.replaceChildren(...content);
    place2.scrollTop = 0;
  }
  var closer2 = () => make("button", { class: "close", id: "close", title: say("close"), "aria-label": say("close"), onclick: () => {
    acts.clear();
  } }, "×");
  function thingLink(thing) {
    return make("a", {
      href: `#thing=${encodeURIComponent(identifier(thing))}`,
      "data-thing": identifier(thing),
      onclick: (event) => {
        event.preventDefault();
        acts.choose(thing);
      }
    }, glyph(kind(thing), 12), make("bdi", {}, label(thing)));
  }
  function section(name2, ...content) {
    return make("section", {}, make("h3", {}, say(name2)), ...content);
  }

  // src/paths.ts
  var MOST_WAYS = 50;
  async function reach(from, to) {
    const depth = /* @__PURE__ */ new Map([[from, 0]]);
    const into = /* @__PURE__ */ new Map();
    let edge = [from];
    let level = 0;
    while (edge.length && !depth.has(to)) {
      level += 1;
      const next2 = [];
      for (let at2 = 0; at2 < edge.length; at2 += 1) {
        if (at2 % 5e3 === 4999) await pause();
        for (const link2 of linksOf(edge[at2])) {
          if (!linkPasses(link2)) continue;
          const other2 = other(link2, edge[at2]);
          if ((depth.get(other2) ?? level) < level) continue;
          if (!passes(other2)) continue;
          if (!depth.has(other2)) {
            depth.set(other2, level);
            into.set(other2, []);
            next2.push(other2);
          }
          into.get(other2)?.push(link2);
        }
      }
      edge = next2;
    }
    return depth.has(to) ? into : null;
  }
  function ways(into, from, to) {
    const found2 = [];
    const follow = (thing, tail) => {
      if (found2.length >= MOST_WAYS) return;
      if (thing === from) {
        found2.push(tail);
        return;
      }
      for (const link2 of into.get(thing) ?? []) follow(other(link2, thing), [link2, ...tail]);
    };
    follow(to, []);
    return found2.sort((one, two) => weakest(one) - weakest(two));
  }
  var weakest = (links3) => Math.max(-1, ...links3.map((at2) => strongest(at2)));
  async function show(from, to, step2 = true) {
    const into = from === to ? null : await reach(from, to);
    const all2 = into ? ways(into, from, to) : [];
    change({ path: { from, to, ways: all2, ...chain(all2[0] ?? [], from) }, way: 0, asking: -1, thing: -1, link: -1, passage: "", text: "" }, { step: step2 });
    await settled();
    reveal(from);
  }
  function chain(links3, from) {
    const things3 = [from];
    for (const at2 of links3) things3.push(other(at2, things3[things3.length - 1]));
    return { links: links3, things: things3 };
  }
  function another() {
    const { path, way } = chosen;
    if (!path) return;
    const next2 = (way + 1) % path.ways.length;
    change({ path: { ...path, ...chain(path.ways[next2], path.from) }, way: next2 });
  }
  function ask(from) {
    return [make("header", {}, closer2(), make("h2", { id: "panel-title" }, say("pathTo", { label: label(from) })))];
  }
  async function panelContent(path) {
    const head3 = make("header", {}, closer2(), make("h2", { id: "panel-title" }, say("path", { from: label(path.from), to: label(path.to) })));
    if (!path.links.length) return [head3, make("p", { class: "hint" }, say("noPath"))];
    const weak = weakest(path.links);
    const steps2 = await Promise.all(path.links.map(async (at2, index) => {
      const inverse = link.from[at2] !== path.things[index];
      return [
        make("li", { class: "hop", "data-link": at2 }, make("span", { class: "hop-name" }, `↓ ${reading(link.predicate[at2], inverse)}`), claims2(await claims(at2))),
        make("li", { class: "stop" }, thingLink(path.things[index + 1]))
      ];
    }));
    const count2 = path.ways.length >= MOST_WAYS ? `${MOST_WAYS}+` : number(path.ways.length);
    return [
      head3,
      make("p", {}, `${say("pathLength", { n: path.links.length, m: count2 })}; `, weak >= 0 ? say("pathWeakest", { modality: say(modality(weak)) }) : ""),
      path.ways.length > 1 ? make("button", { id: "other-way", onclick: another }, say("otherWay", { m: count2 })) : "",
      make("ol", { class: "chain" }, make("li", { class: "stop" }, thingLink(path.from)), ...steps2.flat())
    ];
  }

  // src/pulled.ts
  var FOLLOW = 0.8;
  function neighbours(ties) {
    const near3 = /* @__PURE__ */ new Map();
    for (const { from, to } of ties) {
      if (from === to) continue;
      near3.set(from, (near3.get(from) ?? /* @__PURE__ */ new Set()).add(to));
      near3.set(to, (near3.get(to) ?? /* @__PURE__ */ new Set()).add(from));
    }
    return near3;
  }
  function shifts(moved3, near3) {
    const found2 = new Map(moved3);
    for (const [id, { x, y }] of moved3) {
      for (const other2 of near3.get(id) ?? []) {
        if (moved3.has(other2)) continue;
        const part = FOLLOW / Math.sqrt(near3.get(other2)?.size ?? 1);
        const now = found2.get(other2) ?? { x: 0, y: 0 };
        found2.set(other2, { x: now.x + part * x, y: now.y + part * y });
      }
    }
    return found2;
  }

  // src/folding.ts
  function fold(text2) {
    const plain = text2.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
    return plain.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  // src/search.ts
  var SHOWN = 12;
  var folded = /* @__PURE__ */ new Map();
  var found = [];
  var matched = null;
  var active = -1;
  function names2(thing) {
    const known = folded.get(thing);
    if (known) return known;
    const [id, labels, , , , aliases] = things[thing];
    const all2 = [Object.values(labels), [id ?? ""], aliases.map(([name2]) => name2)].flatMap((group2, rank) => group2.map((name2) => ({ name: fold((name2 ?? "").slice(0, 1e3)), rank }))).filter(({ name: name2 }) => name2);
    folded.set(thing, all2);
    return all2;
  }
  function fit2(thing, typed, parts) {
    let best2 = 0;
    names2(thing).forEach(({ name: name2, rank }) => {
      const place2 = name2.indexOf(typed);
      let score = 0;
      if (name2 === typed) score = 100;
      else if (place2 === 0) score = 80;
      else if (place2 > 0) score = name2[place2 - 1] === " " ? 70 : 50;
      else if (parts.length > 1 && parts.every((part) => name2.includes(part))) score = 40;
      best2 = Math.max(best2, score && score - rank * 4 - Math.min(name2.length, 90) / 45);
    });
    return best2;
  }
  function forget2() {
    folded.clear();
    found = [];
    matched = null;
  }
  var MANY2 = 2e4;
  var turn3 = 0;
  var takeFirst = false;
  function look(text2, done) {
    const typed = fold(text2);
    const parts = typed.split(" ");
    const mine = turn3 += 1;
    const scores = [];
    const each = (thing) => {
      const score = fit2(thing, typed, parts);
      if (score > 0) scores.push([score, thing]);
    };
    const finish = () => {
      done(scores.sort((one, two) => two[0] - one[0] || one[1] - two[1]).map(([, thing]) => thing));
    };
    if (!typed) {
      done(null);
      return;
    }
    if (things.length > MANY2) {
      void slowly(things.length, each, () => mine === turn3).then((whole2) => {
        if (whole2) finish();
      });
    } else {
      things.forEach((_, thing) => {
        each(thing);
      });
      finish();
    }
  }
  var matches = () => matched ?? /* @__PURE__ */ new Set();
  function type(text2, { open: open4 = true } = {}) {
    found = [];
    matched = text2 ? /* @__PURE__ */ new Set() : null;
    active = -1;
    takeFirst = false;
    let late = false;
    look(text2, (result) => {
      found = result ?? [];
      matched = result && new Set(result);
      list2(open4 && result !== null && !takeFirst);
      if (late) change({ text: chosen.text }, { step: false });
      if (takeFirst) take(0);
    });
    late = true;
  }
  function enter() {
    if (matched?.size === 0 && things.length > MANY2) takeFirst = true;
    else take(Math.max(0, active));
  }
  function list2(open4) {
    const box4 = byId("found");
    const field = searchField();
    box4.hidden = !open4;
    field.setAttribute("aria-expanded", String(open4));
    field.removeAttribute("aria-activedescendant");
    const rows = found.slice(0, SHOWN).map((thing, at2) => make("li", {
      role: "option",
      id: `found-${at2}`,
      "aria-selected": "false",
      onpointerdown: (event) => {
        event.preventDefault();
        take(at2);
      }
    }, glyph(kind(thing)), make("span", { class: "name" }, make("bdi", {}, label(thing))), make("span", { class: "other" }, otherLabel(thing)[0])));
    const total = make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false", class: "total" }, found.length ? say("results", { n: number(found.length) }) : say("none"));
    box4.replaceChildren(...rows, total);
    box4.setAttribute("aria-label", say("search"));
  }
  function move2(step2) {
    const count2 = Math.min(found.length, SHOWN);
    if (!count2) return;
    active = (active + step2 + count2) % count2;
    [...byId("found").children].forEach((row4, at2) => {
      row4.setAttribute("aria-selected", String(at2 === active));
    });
    byId("search").setAttribute("aria-activedescendant", `found-${active}`);
  }
  function take(at2) {
    const thing = found.at(at2);
    if (thing === void 0) return;
    close2();
    acts.choose(thing);
  }
  function close2() {
    byId("found").hidden = true;
    byId("search").setAttribute("aria-expanded", "false");
  }
  function start2() {
    const field = searchField();
    field.addEventListener("input", () => {
      type(field.value);
      change({ text: field.value }, { step: false });
    });
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        move2(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter") enter();
      else if (event.key === "Escape") {
        event.stopPropagation();
        if (byId("found").hidden) clear();
        else {
          event.preventDefault();
          close2();
        }
      }
    });
    field.addEventListener("blur", close2);
  }
  function clear() {
    searchField().value = "";
    type("", { open: false });
    change({ text: "" }, { step: false });
  }

  // src/picture.ts
  var { boxes } = drawn;
  var network2;
  var nodes;
  var near2 = /* @__PURE__ */ new Map();
  var before = null;
  var gliding = 0;
  var GLIDE = 380;
  function box3(id, { x, y, lines: given2, wide: wide2, region = -1 }) {
    const kind2 = id < 0 ? head.kinds[-1 - id] : kind(id);
    const reform = kind2.name === "Reform";
    const text2 = id < 0 ? `${kindLabel(kind2)} · ${say("sum", { n: number(kind2.count) })}` : label(id);
    const w = wide2 ?? kind2.width;
    const { lines: lines3, size } = wrap(text2, reform || id < 0, given2 ?? (wide2 ? 3 : 2), kind2.size, w - PADDING);
    const most2 = given2 ?? (wide2 ? lines3.length : 2);
    return { id, x, y, home: { x, y }, region, w, text: text2, most: most2, h: lines3.length * (size + 2) + 6, kind: kind2, lines: lines3, size, reform, strong: reform || id < 0 };
  }
  function show2(next2, { keepCamera = false } = {}) {
    drawn.scene = next2;
    boxes.clear();
    for (const [id, place2] of drawn.scene.places) boxes.set(id, box3(id, place2));
    refresh2();
    if (!keepCamera) home();
  }
  function glide(change2) {
    if (calm.matches) {
      change2();
      return;
    }
    before = new Map([...boxes.values()].filter((one) => one.shown).map((one) => [one.id, network2.canvasToDOM(one)]));
    change2();
    const from = new Map([...before].map(([id, at2]) => [id, network2.DOMtoCanvas(at2)]));
    before = null;
    const to = new Map([...boxes.values()].map((one) => [one.id, { x: one.x, y: one.y }]));
    const began = performance.now();
    const step2 = (now) => {
      const part = Math.min(1, Math.max(0, now - began) / GLIDE);
      const eased = 1 - (1 - part) ** 3;
      for (const one of boxes.values()) {
        const [start5, end2] = [from.get(one.id), to.get(one.id)];
        if (!end2) continue;
        const left = start5 && part < 1 ? 1 - eased : 0;
        one.x = end2.x + ((start5?.x ?? 0) - end2.x) * left;
        one.y = end2.y + ((start5?.y ?? 0) - end2.y) * left;
      }
      if (part < 1) {
        drawn.groups = [];
        drawn.bars = gatherBars(boxes.values());
        gliding = requestAnimationFrame(step2);
      } else gather2();
      redraw();
    };
    cancelAnimationFrame(gliding);
    step2(began);
  }
  function wayOfReforms() {
    const onward = /* @__PURE__ */ new Map();
    for (const line of lines2) {
      if (line.sum !== void 0 || !head.predicates[line.predicate].flow) continue;
      onward.set(line.from, [...onward.get(line.from) ?? [], line]);
    }
    const found2 = { things: /* @__PURE__ */ new Set(), links: /* @__PURE__ */ new Set() };
    let edge = [...boxes.values()].filter((one) => one.reform && visible(one.id)).map((one) => one.id);
    for (const reform of edge) found2.things.add(reform);
    while (edge.length) {
      const next2 = [];
      for (const line of edge.flatMap((thing) => onward.get(thing) ?? [])) {
        found2.links.add(line.id);
        const [near3, far] = [boxes.get(line.from), boxes.get(line.to)];
        if (found2.things.has(line.to)) continue;
        found2.things.add(line.to);
        if (near3 && far && far.x > near3.x) next2.push(line.to);
      }
      edge = next2;
    }
    return found2;
  }
  var visible = (id) => id < 0 ? !chosen.hidden.kinds.has(-1 - id) : passes(id);
  function refresh2() {
    const shown2 = new Map([...boxes].filter(([id]) => visible(id)));
    const links3 = drawn.scene.links.filter((at2) => linkPasses(at2)).map((at2) => ({
      id: at2,
      from: link.from[at2],
      to: link.to[at2],
      predicate: link.predicate[at2]
    }));
    cancelAnimationFrame(gliding);
    near2 = neighbours(links3);
    const shifts2 = shifts(chosen.moved, near2);
    for (const [id, one] of boxes) {
      const { x, y } = shifts2.get(id) ?? { x: 0, y: 0 };
      [one.x, one.y] = [one.home.x + x, one.home.y + y];
    }
    nodes.clear();
    nodes.add([...boxes.values()].map(({ id, x, y }) => ({ id, x, y })));
    lay([...links3, ...drawn.scene.sums], shown2, drawn.scene.stages.length > 0);
    drawn.way = wayOfReforms();
    drawn.focus = lit();
    for (const [id, one] of boxes) one.shown = shown2.has(id);
    for (const stage of drawn.scene.stages) stage.empty = ![...shown2.values()].some((one) => one.x > stage.left && one.x < stage.right);
    drawn.scene.regions.forEach((region, at2) => {
      region.empty = ![...shown2.values()].some((one) => one.region === at2);
    });
    gather2();
    redraw();
  }
  function lit() {
    const { path, thing, link: link2, text: text2 } = chosen;
    if (path) return { things: new Set(path.things), links: new Set(path.links) };
    if (link2 >= 0) return { things: /* @__PURE__ */ new Set([link.from[link2], link.to[link2]]), links: /* @__PURE__ */ new Set([link2]) };
    if (thing >= 0 && boxes.has(thing) && thing !== chosen.alone?.thing) {
      const links3 = lines2.filter((line) => line.from === thing || line.to === thing);
      return { things: /* @__PURE__ */ new Set([thing, ...links3.flatMap((line) => [line.from, line.to])]), links: new Set(links3.map((line) => line.id)) };
    }
    const found2 = text2 ? matches() : null;
    return found2 && { things: found2, links: /* @__PURE__ */ new Set() };
  }
  function gather2() {
    drawn.groups = gather(look2, lines2.filter((line) => !drawn.loose.has(line.from) && !drawn.loose.has(line.to)));
    drawn.bars = gatherBars([...boxes.values()].filter((one) => !drawn.loose.has(one.id)));
  }
  function look2(line) {
    const { named: named2 } = shapes_exports;
    const dimmed = drawn.focus ? 0.1 : 1;
    if (line.sum !== void 0) return { order: 0, colour: named2.muted, width: Math.min(9, 1 + Math.log2(line.sum) / 2), alpha: 0.28 * dimmed, dash: "unproved", arrow: 0 };
    const dash = modality(strongest(line.id));
    if (drawn.focus?.links.has(line.id)) return { order: 3, colour: named2.accent, width: 2, alpha: 1, dash, arrow: 9 };
    const root2 = chosen.alone?.thing ?? drawn.hover;
    const near3 = line.from === drawn.hover || line.to === drawn.hover || line.from === root2 || line.to === root2;
    const quiet = drawn.scene.rings.length ? 0.4 : 1;
    const flow = head.predicates[line.predicate].flow;
    if (near3 && !drawn.focus) return { order: 3, colour: named2.accent, width: 1.8, alpha: 0.9, dash, arrow: 8 };
    if (drawn.way.links.has(line.id)) return { order: 2, colour: named2.way, width: 1.8, alpha: 0.85 * quiet * dimmed, dash, arrow: 8 };
    if (flow) return { order: 1, colour: named2.muted, width: 1.1, alpha: 0.5 * quiet * dimmed, dash, arrow: 6 };
    return { order: 0, colour: named2.faint, width: 0.9, alpha: 0.4 * quiet * dimmed, dash, arrow: 0 };
  }
  function gatherBars(some) {
    const byLook = /* @__PURE__ */ new Map();
    for (const one of some) {
      if (!one.shown) continue;
      const alpha = !drawn.focus || drawn.focus.things.has(one.id) ? drawn.scene.regions.length ? 0.6 : 0.9 : 0.12;
      const colour2 = tint(one);
      const key2 = `${colour2} ${alpha}`;
      const look3 = byLook.get(key2) ?? { colour: colour2, alpha, path: new Path2D() };
      byLook.set(key2, look3);
      look3.path.rect(one.x - one.w / 2, one.y - one.h / 2, one.w, one.h);
    }
    return [...byLook.values()];
  }
  function lift(id) {
    drawn.loose = /* @__PURE__ */ new Set([id, ...near2.get(id) ?? []]);
    drawn.live.lines = lines2.filter((line) => drawn.loose.has(line.from) || drawn.loose.has(line.to));
    gather2();
    hold();
    nodes.clear();
  }
  function pull(moved3, ease) {
    const shifts2 = shifts(moved3, near2);
    for (const id of drawn.loose) {
      const one = boxes.get(id);
      if (!one) continue;
      const { x, y } = shifts2.get(id) ?? { x: 0, y: 0 };
      const part = moved3.has(id) ? 1 : ease;
      one.x += (one.home.x + x - one.x) * part;
      one.y += (one.home.y + y - one.y) * part;
    }
    relay(drawn.live.lines, boxes);
    drawn.live.groups = gather(look2, drawn.live.lines);
    drawn.live.bars = gatherBars([...drawn.loose].flatMap((id) => boxes.get(id) ?? []));
    network2.redraw();
  }
  function drop() {
    drawn.loose = /* @__PURE__ */ new Set();
    drawn.live = { groups: [], bars: [], lines: [] };
    release();
  }
  function rankLandmarks() {
    const weight = (one) => linksOf(one.id).length + (one.reform ? 1e3 : 0) + (one.id === chosen.alone?.thing ? 1e6 : 0);
    drawn.landmarks = [...boxes.values()].filter((one) => one.id >= 0).sort((one, two) => weight(two) - weight(one)).slice(0, 200);
  }
  function thingAt(pointer) {
    for (const one of boxes.values()) {
      if (one.shown && Math.abs(one.x - pointer.x) <= one.w / 2 && Math.abs(one.y - pointer.y) <= one.h / 2) return one.id;
    }
    return null;
  }
  function canvas() {
    const own = byId("canvas").querySelector("canvas");
    if (!own) throw new Error("the picture has no canvas");
    return own;
  }
  function lineAt(pointer) {
    return under(drawingOn(canvas()), pointer.x, pointer.y, 5 / network2.getScale());
  }
  var ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  var isArrow = (key2) => Object.hasOwn(ARROWS, key2);
  function next(key2) {
    const from = boxes.get(chosen.thing);
    const shown2 = [...boxes.values()].filter((one) => one.shown && one.id >= 0 && one !== from);
    if (!from) return shown2.sort((one, two) => one.x - two.x || one.y - two.y).at(0)?.id;
    const [dx, dy] = ARROWS[key2];
    const cost = (one) => {
      const along = (one.x - from.x) * dx + (one.y - from.y) * dy;
      const across = Math.abs((one.x - from.x) * dy) + Math.abs((one.y - from.y) * dx);
      return along > 4 ? along + 3 * across : Infinity;
    };
    const best2 = shown2.reduce((one, two) => cost(two) < cost(one) ? two : one, from);
    return best2.id;
  }
  function beforeDrawing(context) {
    if (isMoving()) showStill(context);
    else ground2(context, view(), network2.getScale());
  }
  function drawNode(context, id) {
    const one = boxes.get(id);
    if (one && !isMoving()) box2(context, one, network2.getScale());
  }
  function afterDrawing(context) {
    const [view3, scale] = [view(), network2.getScale()];
    if (drawn.loose.size) live(context, scale);
    else if (!isMoving()) names(context, view3, scale);
    headings(context, view3, scale);
    if (!legible(scale)) titles(context, scale);
  }
  function start3() {
    nodes = new vis.DataSet();
    network2 = new vis.Network(byId("canvas"), { nodes, edges: new vis.DataSet() }, {
      physics: false,
      autoResize: true,
      layout: { randomSeed: 1, improvedLayout: false },
      interaction: { dragNodes: false, selectable: false, hover: false, keyboard: false, hideNodesOnDrag: true, zoomSpeed: 0.7, tooltipDelay: 1e9 },
      nodes: { shape: "custom", size: 145, ctxRenderer: ({ ctx, id }) => ({ drawNode: () => {
        drawNode(ctx, id);
      } }) }
    });
    network2.on("beforeDrawing", beforeDrawing);
    network2.on("afterDrawing", afterDrawing);
    readColours();
    start(network2);
  }
  function redraw() {
    changed();
    network2.redraw();
  }
  function setHover(id) {
    if (id === drawn.hover) return;
    drawn.hover = id;
    gather2();
    redraw();
  }
  function relabel() {
    for (const [id, place2] of drawn.scene.places) boxes.set(id, box3(id, place2));
    rankLandmarks();
    refresh2();
  }

  // src/address.ts
  var FAR = 1e6;
  var reading2 = false;
  var timer;
  var name = (facet, key2) => {
    if (facet === "kinds") return head.kinds[key2].name;
    if (facet === "predicates") return head.predicates[key2].name;
    if (facet === "documents") return head.documents[key2].id;
    return modality(key2);
  };
  var keys = (facet) => facet === "modalities" ? [...head.modalities.keys(), -1] : head[facet].map((_, at2) => at2);
  var chosenLanguage = () => wanted.join(",") !== head.lang.toLowerCase().replaceAll(" ", "");
  function text() {
    const { chosen: chosen2 } = state_exports;
    const parts = new URLSearchParams();
    const put2 = (key2, value) => {
      if (value) parts.set(key2, value);
    };
    if (chosen2.path) put2("path", `${identifier(chosen2.path.from)} ${identifier(chosen2.path.to)} ${chosen2.way || ""}`.trim());
    if (chosen2.thing >= 0) put2("thing", identifier(chosen2.thing));
    if (chosen2.link >= 0) put2("link", [identifier(link.from[chosen2.link]), name("predicates", link.predicate[chosen2.link]), identifier(link.to[chosen2.link])].join(" "));
    if (chosen2.alone) put2("alone", `${identifier(chosen2.alone.thing)} ${chosen2.alone.steps}`);
    const arrange = chosen2.alone?.rings ? "around" : chosen2.arrange;
    if (arrange !== head.arrange || arrange === "around" !== Boolean(chosen2.alone)) put2("arrange", arrange);
    if (chosen2.colours === "theme") put2("colours", "theme");
    put2("moved", [...chosen2.moved].map(([thing, { x: x2, y: y2 }]) => `${identifier(thing)} ${x2} ${y2}`).join(" "));
    put2("passage", chosen2.passage);
    if (chosen2.view !== "picture") put2("view", chosen2.view);
    put2("search", chosen2.text);
    for (const facet of facets) {
      const usual = (key2) => facet === "kinds" && !head.kinds[key2].drawn;
      const hidden = keys(facet).filter((key2) => chosen2.hidden[facet].has(key2) && !usual(key2)).map((key2) => `-${name(facet, key2)}`);
      const added = keys(facet).filter((key2) => !chosen2.hidden[facet].has(key2) && usual(key2)).map((key2) => `+${name(facet, key2)}`);
      put2(facet, [...hidden, ...added].join(" "));
    }
    if (chosen2.years.some(Boolean)) put2("years", chosen2.years.map((year) => year || "").join("-"));
    if (!chosen2.undated) put2("undated", "no");
    if (chosenLanguage()) put2("lang", wanted[0]);
    const { x, y } = network2.getViewPosition();
    if (!fitted2) put2("at", `${Math.round(x)} ${Math.round(y)} ${network2.getScale().toFixed(3)}`);
    return `#${parts}`;
  }
  function write2(step2) {
    if (reading2 || !complete) return;
    const next2 = text();
    if (next2 === location.hash) return;
    try {
      if (step2) history.pushState(null, "", next2);
      else history.replaceState(null, "", next2);
    } catch {
    }
  }
  function moved2() {
    clearTimeout(timer);
    timer = setTimeout(() => {
      write2(false);
    }, 300);
  }
  function hiddenFrom(parts) {
    const hidden = { kinds: /* @__PURE__ */ new Set(), predicates: /* @__PURE__ */ new Set(), modalities: /* @__PURE__ */ new Set(), documents: /* @__PURE__ */ new Set() };
    for (const facet of facets) {
      const usual = facet === "kinds" ? keys(facet).filter((key2) => !head.kinds[key2].drawn) : [];
      hidden[facet] = new Set(usual);
      const byName = new Map(keys(facet).map((key2) => [name(facet, key2), key2]));
      for (const word of (parts.get(facet) ?? "").split(" ")) {
        const key2 = byName.get(word.slice(1));
        if (key2 === void 0) continue;
        if (word.startsWith("-")) hidden[facet].add(key2);
        else hidden[facet].delete(key2);
      }
    }
    return hidden;
  }
  function movedFrom(text2) {
    const words2 = text2.split(" ");
    const moved3 = /* @__PURE__ */ new Map();
    for (let at2 = 0; at2 + 2 < words2.length; at2 += 3) {
      const [thing, x, y] = [find(words2[at2]), Number(words2[at2 + 1]), Number(words2[at2 + 2])];
      if (thing >= 0 && Math.abs(x) < FAR && Math.abs(y) < FAR) moved3.set(thing, { x, y });
    }
    return moved3;
  }
  function linkFrom(text2) {
    const [from, predicate, to] = text2.split(" ");
    const [start5, end2] = [find(from), find(to)];
    if (start5 < 0 || end2 < 0) return -1;
    return [...linksOf(start5)].find((at2) => link.to[at2] === end2 && link.from[at2] === start5 && name("predicates", link.predicate[at2]) === predicate) ?? -1;
  }
  async function read() {
    const parts = new URLSearchParams(location.hash.slice(1));
    reading2 = true;
    try {
      const lang = parts.get("lang");
      acts.speak(isRange(lang) ? lang : "");
      const arrange = parts.get("arrange") ?? head.arrange;
      const rings = arrange === "around";
      const [lone, steps2] = (parts.get("alone") ?? (rings && head.seeds.length ? `${head.seeds[0]} ${head.choice.depth}` : "")).split(" ");
      const years3 = (parts.get("years") ?? "").split("-").map((year) => Number.parseInt(year, 10) || 0);
      const view3 = ["both", "table"].find((one) => one === parts.get("view")) ?? "picture";
      const sought = parts.get("search") ?? "";
      searchField().value = sought;
      type(sought, { open: false });
      change({
        thing: find(parts.get("thing")),
        link: linkFrom(parts.get("link") ?? ""),
        path: null,
        asking: -1,
        alone: find(lone) >= 0 ? { thing: find(lone), steps: Math.min(9, Math.max(1, Number(steps2) || 1)), rings } : null,
        arrange: arrange === "themes" ? "themes" : "columns",
        colours: parts.get("colours") === "theme" ? "theme" : "kind",
        moved: movedFrom(parts.get("moved") ?? ""),
        hidden: hiddenFrom(parts),
        years: [years3[0] ?? 0, years3[1] ?? 0],
        undated: parts.get("undated") !== "no",
        view: view3,
        text: sought,
        passage: ""
      }, { step: false });
      const [from, to, way] = (parts.get("path") ?? "").split(" ");
      if (find(from) >= 0 && find(to) >= 0) {
        await show(find(from), find(to), false);
        for (let at2 = Number(way) || 0; at2 > 0 && (chosen.path?.ways.length ?? 0) > 1; at2 -= 1) another();
      }
      const named2 = parts.get("passage") ?? "";
      await recall(named2);
      if (named2) change({ passage: named2 }, { step: false });
      const [x, y, scale] = (parts.get("at") ?? "").split(" ").map(Number);
      if (scale > 0 && Number.isFinite(x + y)) {
        go({ position: { x, y }, scale });
      } else if (chosen.thing >= 0) acts.revealSoon(chosen.thing);
    } finally {
      reading2 = false;
    }
  }

  // src/rings.ts
  var ACROSS = 40;
  var DOWN = 136;
  var APART = Math.SQRT2;
  var FEW = 14;
  var capacity = (radius) => Math.max(1, Math.floor(Math.PI / Math.asin(Math.min(1, APART / (2 * radius)))));
  function lanesFor(count2, first) {
    if (count2 <= FEW) return [Math.max(first, APART / (2 * Math.sin(Math.PI / Math.max(2, count2))) + 1e-3)];
    const lanes = [];
    let radius = first;
    for (let left = count2; left > 0; radius += APART) {
      lanes.push(radius);
      left -= capacity(radius);
    }
    return lanes;
  }
  function dealt(things3, lanes) {
    const room = lanes.reduce((sum, radius) => sum + capacity(radius), 0);
    const held = lanes.map(() => []);
    things3.forEach((thing, at2) => {
      const want = lanes.map((radius, lane) => (at2 + 1) * capacity(radius) / room - held[lane].length);
      held[want.indexOf(Math.max(...want))].push(thing);
    });
    return held;
  }
  function layOut(steps2, wide2) {
    const places2 = /* @__PURE__ */ new Map();
    const angles = /* @__PURE__ */ new Map();
    const rings = [];
    let radius = APART;
    steps2.forEach((things3, step2) => {
      if (step2 === 0) {
        for (const thing of things3) places2.set(thing, { x: 0, y: 0, wide: wide2 });
        return;
      }
      if (!things3.length) return;
      const wish = new Map(things3.map((thing) => [thing, towards(thing, angles)]));
      const order = [...things3].sort((one, two) => (wish.get(one) ?? 0) - (wish.get(two) ?? 0) || things[one][2] - things[two][2] || one - two);
      const lanes = lanesFor(things3.length, radius);
      dealt(order, lanes).forEach((lane, nth) => {
        const start5 = wish.get(lane[0]) ?? -Math.PI / 2;
        lane.forEach((thing, at2) => {
          const angle = start5 + 2 * Math.PI * (at2 + nth % 2 / 2) / lane.length;
          angles.set(thing, angle);
          places2.set(thing, { x: lanes[nth] * (wide2 + ACROSS) * Math.cos(angle), y: lanes[nth] * DOWN * Math.sin(angle), wide: wide2 });
        });
      });
      radius = lanes[lanes.length - 1] + APART;
      const edge = radius - APART / 2;
      rings.push({ step: step2, across: edge * (wide2 + ACROSS), down: edge * DOWN });
    });
    return { places: places2, rings };
  }
  function towards(thing, angles) {
    let [x, y] = [0, 0];
    for (const at2 of linksOf(thing)) {
      const angle = angles.get(other(at2, thing));
      if (angle === void 0) continue;
      x += Math.cos(angle);
      y += Math.sin(angle);
    }
    if (!x && !y) return -Math.PI / 2;
    return (Math.atan2(y, x) + 2.5 * Math.PI) % (2 * Math.PI) - Math.PI / 2;
  }

  // src/alone.ts
  var ROW = 44;
  var MOST2 = 400;
  function around(thing, steps2) {
    const found2 = /* @__PURE__ */ new Set([thing]);
    const away = [[thing]];
    let edge = [thing];
    let all2 = 1;
    for (let step2 = 0; step2 < steps2; step2 += 1) {
      const reached = /* @__PURE__ */ new Set();
      for (const one of edge) {
        for (const link2 of linksOf(one)) {
          const other2 = other(link2, one);
          if (!found2.has(other2) && linkPasses(link2) && passes(other2)) reached.add(other2);
        }
      }
      all2 += reached.size;
      const best2 = [...reached].sort((one, two) => linksOf(two).length - linksOf(one).length || one - two).slice(0, Math.max(0, MOST2 - found2.size));
      for (const one of best2) found2.add(one);
      edge = best2;
      away.push(best2);
    }
    return { things: [...found2], away, all: all2 };
  }
  function layOut2(things3, links3) {
    const stages = /* @__PURE__ */ new Map();
    for (const thing of things3) {
      const { stage } = kind(thing);
      stages.set(stage, [...stages.get(stage) ?? [], thing]);
    }
    const near3 = new Map(things3.map((thing) => [thing, []]));
    for (const at2 of links3) {
      near3.get(link.from[at2])?.push(link.to[at2]);
      near3.get(link.to[at2])?.push(link.from[at2]);
    }
    const columns2 = [...stages].sort(([one], [two]) => one - two);
    sweep(columns2.map(([, column]) => column), near3);
    const deep = Math.max(14, Math.ceil(Math.sqrt(things3.length * 4)));
    const places2 = /* @__PURE__ */ new Map();
    const spans = [];
    let left = 0;
    for (const [stage, column] of columns2) {
      const { width, ...names4 } = head.names[stage];
      const folds = Math.ceil(column.length / deep);
      const tall2 = Math.ceil(column.length / folds);
      column.forEach((thing, at2) => places2.set(thing, {
        x: left + width * (at2 % folds) + width / 2,
        y: (Math.floor(at2 / folds) - (tall2 - 1) / 2) * ROW
      }));
      spans.push({ ...names4, left, right: left + folds * width });
      left += folds * width;
    }
    return { places: places2, stages: spans, top: Math.min(...[...places2.values()].map((place2) => place2.y)) };
  }
  function sweep(columns2, near3) {
    const height = /* @__PURE__ */ new Map();
    const rows = (column) => {
      column.forEach((thing, at2) => height.set(thing, at2 - (column.length - 1) / 2));
    };
    const mean = (thing) => {
      const others = near3.get(thing) ?? [];
      return others.reduce((sum, other2) => sum + (height.get(other2) ?? 0), 0) / (others.length || 1);
    };
    columns2.forEach(rows);
    for (let turn4 = 0; turn4 < 6; turn4 += 1) {
      for (const column of turn4 % 2 ? [...columns2].reverse() : columns2) {
        const wish = new Map(column.map((thing) => [thing, mean(thing)]));
        column.sort((one, two) => (wish.get(one) ?? 0) - (wish.get(two) ?? 0) || one - two);
        rows(column);
      }
    }
  }
  function linksAmong(things3) {
    const inside = new Set(things3);
    const links3 = [];
    for (const thing of things3) {
      for (const at2 of linksOf(thing)) {
        if (link.from[at2] === thing && inside.has(link.to[at2])) links3.push(at2);
      }
    }
    return links3;
  }
  function show3(thing, steps2, { step: step2 = true, rings = inRingsNow() } = {}) {
    change({ alone: { thing, steps: steps2, rings }, moved: /* @__PURE__ */ new Map(), thing, path: null, link: -1, asking: -1, text: "" }, { step: step2 });
  }
  var inRingsNow = () => chosen.alone?.rings ?? chosen.arrange === "themes";
  function scene({ thing, steps: steps2, rings }) {
    const { things: things3, away, all: all2 } = around(thing, steps2);
    const links3 = linksAmong(things3);
    const placed = rings ? layOut(away, head.wide) : layOut2(things3, links3);
    return { ...nothing, ...placed, links: links3, all: all2, drawn: things3.length };
  }
  function trail() {
    const place2 = byId("trail");
    const chosen2 = chosen.alone;
    place2.hidden = !chosen2;
    if (!chosen2) return;
    const { thing, steps: steps2 } = chosen2;
    const within = steps2 === 1 ? say("step") : say("steps", { n: steps2 });
    const { all: all2 = 0, drawn: shown2 = 0 } = drawn.scene;
    place2.replaceChildren(
      make("span", {}, say("aloneWith", { label: label(thing), steps: within })),
      make("button", { id: "wider", onclick: () => {
        show3(thing, steps2 + 1);
      } }, say("wider")),
      steps2 > 1 ? make("button", { id: "narrower", onclick: () => {
        show3(thing, steps2 - 1);
      } }, say("narrower")) : "",
      make("button", { id: "everything", onclick: () => {
        glide(() => {
          change({ alone: null, moved: /* @__PURE__ */ new Map() });
        });
      } }, say("everything")),
      shown2 < all2 ? make("span", { class: "hint" }, say("clipped", { drawn: number(shown2), all: number(all2) })) : ""
    );
  }

  // src/hand.ts
  var EASE = 0.3;
  var STILL = 4;
  var HELD = 3;
  var STEP = 24;
  var hold2 = null;
  var frame = 0;
  var placeOf = ({ clientX, clientY }) => {
    const { left, top } = byId("canvas").getBoundingClientRect();
    return { x: clientX - left, y: clientY - top };
  };
  function down(event) {
    hold2 = null;
    if (!event.isPrimary || event.button !== 0) return;
    const from = placeOf(event);
    const id = thingAt(network2.DOMtoCanvas(from)) ?? -1;
    const one = drawn.boxes.get(id);
    if (!one || id < 0 || one.h * network2.getScale() < HELD || event.pointerType === "touch" && id !== chosen.thing) return;
    const { x, y } = chosen.moved.get(id) ?? { x: 0, y: 0 };
    hold2 = { id, pointer: event.pointerId, from, start: { x, y }, begun: false, now: { x, y } };
  }
  function move3(event) {
    if (hold2?.pointer !== event.pointerId) return;
    event.stopPropagation();
    const to = placeOf(event);
    const [dx, dy] = [to.x - hold2.from.x, to.y - hold2.from.y];
    if (!hold2.begun) {
      if (Math.hypot(dx, dy) < STILL) return;
      hold2.begun = true;
      lift(hold2.id);
      byId("canvas").style.cursor = "grabbing";
      frame = requestAnimationFrame(step);
    }
    const scale = network2.getScale();
    hold2.now = { x: hold2.start.x + dx / scale, y: hold2.start.y + dy / scale };
  }
  function step() {
    if (!hold2?.begun) return;
    pull(with_(hold2.id, hold2.now), calm.matches ? 1 : EASE);
    frame = requestAnimationFrame(step);
  }
  function up(event) {
    if (hold2?.pointer !== event.pointerId) return;
    const { id, begun, now } = hold2;
    hold2 = null;
    if (!begun) return;
    cancelAnimationFrame(frame);
    byId("canvas").style.cursor = "";
    drop();
    if (event.type === "pointercancel") refresh2();
    else put(id, now, true);
  }
  var with_ = (id, { x, y }) => new Map(chosen.moved).set(id, { x: Math.round(x), y: Math.round(y) });
  function put(id, to, step2) {
    change({ moved: with_(id, to) }, { step: step2 });
    byId("status").textContent = say("movedBy", { label: label(id) });
  }
  function nudge(x, y) {
    const { thing, moved: moved3 } = chosen;
    if (!drawn.boxes.get(thing)?.shown) return;
    const now = moved3.get(thing) ?? { x: 0, y: 0 };
    put(thing, { x: now.x + x * STEP, y: now.y + y * STEP }, false);
  }
  function free2() {
    const { thing, moved: moved3 } = chosen;
    if (!moved3.size) return;
    const left = new Map(moved3);
    if (!left.delete(thing)) left.clear();
    glide(() => {
      change({ moved: left });
    });
    byId("status").textContent = say("freed");
  }
  function listen2() {
    byId("canvas").addEventListener("pointerdown", down, { capture: true });
    window.addEventListener("pointermove", move3, { capture: true });
    for (const type2 of ["pointerup", "pointercancel"]) window.addEventListener(type2, up, { capture: true });
  }
  var pulling = () => hold2?.begun ?? false;

  // src/arranging.ts
  function whole(arrange) {
    glide(() => {
      change({ arrange, alone: null, moved: /* @__PURE__ */ new Map() });
    });
  }
  function around2() {
    const { thing, alone: lone } = chosen;
    const middle = thing >= 0 ? thing : lone?.thing ?? -1;
    if (middle >= 0) glide(() => {
      show3(middle, lone?.thing === middle ? Math.max(2, lone.steps) : 2, { rings: true });
    });
  }
  function draw2() {
    const place2 = byId("arrange");
    const kept = document.activeElement?.id;
    const { arrange, alone: lone, thing, moved: moved3, colours } = chosen;
    const button = (id, text2, pressed, act, disabled = false) => make("button", { id, "aria-pressed": String(pressed), onclick: act, disabled }, text2);
    const none2 = thing < 0 && !lone;
    const ways2 = [
      button("arrange-columns", say("columns"), lone ? !lone.rings : arrange === "columns", () => {
        if (lone?.rings) glide(() => {
          show3(lone.thing, lone.steps, { rings: false });
        });
        else whole("columns");
      }),
      button("arrange-themes", say("themes"), !lone && arrange === "themes", () => {
        whole("themes");
      }),
      button("arrange-around", say("rings"), lone?.rings ?? false, around2, none2)
    ];
    if (none2) ways2[2].title = say("ringsNeed");
    const more2 = [];
    if (!lone && arrange === "themes") more2.push(button("do-colours", say("colourByTheme"), colours === "theme", () => {
      change({ colours: colours === "theme" ? "kind" : "theme" }, { step: false });
    }));
    if (moved3.size) more2.push(make("button", { id: "do-free", title: say("freeHelp"), onclick: free2 }, say("free")));
    place2.setAttribute("aria-label", say("arrange"));
    place2.replaceChildren(...ways2, ...more2);
    refocus(kept);
  }

  // src/table.ts
  var PAGE = 200;
  var MOST3 = 5e3;
  var sorting = { things: { column: 0, up: true }, statements: { column: 0, up: true } };
  var showing = "things";
  var most = PAGE;
  function things2() {
    const text2 = chosen.text;
    if (text2 && !head.whole) return [...matches()].slice(0, MOST3).filter((thing) => passes(thing));
    const shown2 = [...drawn.boxes.values()].filter((one) => one.shown && one.id >= 0).map((one) => one.id);
    return text2 ? shown2.filter((thing) => matches().has(thing)) : shown2;
  }
  function links() {
    const shown2 = lines2.filter((line) => line.sum === void 0).map((line) => line.id);
    if (!chosen.text) return shown2;
    const found2 = matches();
    return shown2.filter((at2) => found2.has(link.from[at2]) || found2.has(link.to[at2]));
  }
  var years2 = (thing) => {
    const [first, last] = [things[thing][3], things[thing][4]];
    if (!first && !last) return "";
    if (first && !last) return String(first);
    return first === last ? String(first) : `${first || ""}–${last}`;
  };
  var columns = {
    things: [
      { name: "thing", value: (thing) => label(thing), element: (thing) => thingLink(thing) },
      { name: "kind", value: (thing) => kindLabel(kind(thing)) },
      { name: "other", value: (thing) => otherLabel(thing)[0] },
      { name: "yearsColumn", value: years2 },
      { name: "links", value: (thing) => linksOf(thing).length }
    ],
    statements: [
      { name: "subject", value: (at2) => label(link.from[at2]), element: (at2) => thingLink(link.from[at2]) },
      { name: "relation", value: (at2) => reading(link.predicate[at2]), element: relationButton },
      { name: "object", value: (at2) => label(link.to[at2]), element: (at2) => thingLink(link.to[at2]) },
      { name: "modality", value: (at2) => say(modality(strongest(at2))), element: (at2) => badge(modality(strongest(at2))) },
      { name: "where", value: (at2) => (link.documents[at2] ?? []).map(documentName).join(", ") || say("noPassage") }
    ]
  };
  function relationButton(at2) {
    return make("button", { class: "quiet relation", onclick: () => {
      acts.chooseLink(at2);
    } }, reading(link.predicate[at2]));
  }
  function sorted(rows, of) {
    const { column, up: up2 } = sorting[of];
    const { value } = columns[of][column];
    const keyed = rows.map((row4) => [value(row4), row4]);
    const compare = new Intl.Collator(language, { numeric: true }).compare;
    keyed.sort(([one, first], [two, second]) => (typeof one === "number" ? one - Number(two) : compare(one, String(two))) || first - second);
    if (!up2) keyed.reverse();
    return keyed.map(([, row4]) => row4);
  }
  function otherName() {
    if (head.languages.length > 2) return "otherName";
    return language === "en" ? "chineseName" : "englishName";
  }
  function header(of, at2) {
    const { column, up: up2 } = sorting[of];
    const { name: name2 } = columns[of][at2];
    const order = column === at2 ? up2 ? "ascending" : "descending" : "none";
    const arrow = column === at2 ? up2 ? " ▲" : " ▼" : "";
    return make("th", { scope: "col", "aria-sort": order }, make("button", {
      class: "sort",
      id: `sort-${of}-${name2}`,
      onclick: () => {
        sorting[of] = { column: at2, up: column === at2 ? !up2 : true };
        draw3();
        refocus(`sort-${of}-${name2}`);
      }
    }, say(name2 === "other" ? otherName() : name2), make("span", { "aria-hidden": "true" }, arrow)));
  }
  function row3(of, item) {
    const cells = columns[of].map(({ value, element }, at2) => {
      const plain = String(value(item));
      const content = element ? element(item) : make("bdi", /^[\d–]+$/.test(plain) ? { class: "brief" } : {}, plain);
      return at2 === 0 ? make("th", { scope: "row" }, content) : make("td", {}, content);
    });
    const chosen2 = item === (of === "things" ? chosen.thing : chosen.link);
    return make("tr", { class: chosen2 ? "chosen" : "", "aria-current": chosen2 ? "true" : void 0 }, ...cells);
  }
  function draw3() {
    if (chosen.view === "picture") return;
    const rows = showing === "things" ? things2() : links();
    const ordered = sorted(rows, showing);
    const kept = document.activeElement?.id;
    const choose3 = (name2) => make("button", {
      "aria-pressed": String(showing === name2),
      id: `show-${name2}`,
      onclick: () => {
        showing = name2;
        most = PAGE;
        draw3();
      }
    }, say(name2));
    const body = make(
      "table",
      { id: "twin" },
      make("caption", {}, say(showing === "things" ? "thingsCaption" : "statementsCaption", { n: number(rows.length) })),
      make("thead", {}, make("tr", {}, ...columns[showing].map((_, at2) => header(showing, at2)))),
      make("tbody", {}, ...ordered.slice(0, most).map((item) => row3(showing, item)))
    );
    const rest2 = ordered.length - most;
    const more2 = rest2 > 0 ? make("button", { onclick: () => {
      most += 5 * PAGE;
      draw3();
    } }, say("more", { n: number(Math.min(rest2, 5 * PAGE)) })) : "";
    byId("tables").replaceChildren(
      make("div", { class: "choice", role: "group", "aria-label": say("table") }, choose3("things"), choose3("statements")),
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say(showing) }, body, more2)
    );
    refocus(kept);
  }
  function forPrint() {
    most = 5e3;
    draw3();
  }

  // src/takeaway.ts
  var XSD = "http://www.w3.org/2001/XMLSchema#";
  function save(name2, type2, content) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: type2 }));
    make("a", { href: url, download: name2 }).click();
    setTimeout(() => {
      URL.revokeObjectURL(url);
    }, 1e4);
  }
  async function copy(text2, button) {
    try {
      await navigator.clipboard.writeText(text2);
    } catch {
      const field = make("textarea", {});
      field.value = text2;
      const dialog = byId("take");
      (dialog.open ? dialog : document.body).append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const label3 = button.textContent;
    button.textContent = say("copied");
    setTimeout(() => {
      button.textContent = label3;
    }, 1200);
  }
  function png() {
    const source2 = canvas();
    const target = document.createElement("canvas");
    [target.width, target.height] = [source2.width, source2.height];
    const context = drawingOn(target);
    context.fillStyle = named.page;
    context.fillRect(0, 0, target.width, target.height);
    context.drawImage(source2, 0, 0);
    target.toBlob((blob) => {
      if (blob) save("social-security.png", "image/png", blob);
    });
  }
  function svg() {
    const { clientWidth: width, clientHeight: height } = byId("canvas");
    const { left, top, right, bottom } = view();
    const root2 = drawing2({ left, top, right, bottom });
    root2.setAttribute("width", String(width));
    root2.setAttribute("height", String(height));
    root2.prepend(make("title", {}, title()), make("rect", { x: left, y: top, width: right - left, height: bottom - top, fill: named.page }));
    return `<?xml version="1.0" encoding="UTF-8"?>
${new XMLSerializer().serializeToString(root2)}`;
  }
  function drawing2({ left, top, right, bottom }) {
    const root2 = make("svg", { viewBox: `${left} ${top} ${right - left} ${bottom - top}` });
    root2.append(...asSvg());
    for (const { look: look3 } of drawn.groups) {
      const [course, tips] = [new Tracer(), new Tracer()];
      for (const line of lines2.filter((one) => one.look === look3)) {
        trace(course, line.course);
        if (look3.arrow) head2(tips, line.course, look3.arrow);
      }
      root2.append(make("path", { d: course.text, fill: "none", stroke: look3.colour, "stroke-width": look3.width, opacity: look3.alpha, "stroke-dasharray": dashes[look3.dash].join(" ") || void 0 }));
      if (tips.text) root2.append(make("path", { d: tips.text, fill: look3.colour, opacity: look3.alpha }));
    }
    for (const one of drawn.boxes.values()) {
      if (one.shown) root2.append(label2(one));
    }
    for (const stage of drawn.scene.stages) {
      root2.append(make("text", { x: (stage.left + stage.right) / 2, y: drawn.scene.top - 34, "text-anchor": "middle", "font-family": FONT, "font-size": 15, "font-weight": 600, fill: named.muted }, stage[language]));
    }
    return root2;
  }
  function label2(one) {
    const { named: named2, trace: trace3, Tracer: Tracer2 } = shapes_exports;
    const own = tint(one);
    const left = one.x - one.w / 2;
    const faded = drawn.focus?.things.has(one.id) === false;
    const mark = new Tracer2();
    trace3(mark, one.kind.shape, left + 14, one.y, Math.min(7, one.kind.size / 2));
    const front = one.reform ? named2.surface : named2.ink;
    return make(
      "g",
      { opacity: faded ? 0.13 : void 0 },
      make("rect", { x: left, y: one.y - one.h / 2, width: one.w, height: one.h, rx: 6, fill: one.reform ? own : named2.surface, stroke: own }),
      make("path", { d: mark.text, fill: one.reform ? named2.surface : own, "fill-rule": "evenodd" }),
      ...one.lines.map((line, at2) => make("text", {
        x: left + 27,
        y: one.y + (at2 - (one.lines.length - 1) / 2) * (one.size + 2) + one.size * 0.36,
        "font-family": FONT,
        "font-size": one.size,
        "font-weight": one.strong ? 600 : 400,
        fill: front
      }, line))
    );
  }
  function links2() {
    const { thing, link: link2, path } = chosen;
    if (path) return path.links;
    if (link2 >= 0) return [link2];
    if (thing >= 0) return [...linksOf(thing)].filter((at2) => linkShown(at2));
    return links();
  }
  function cell(plain) {
    const harmless = /^[=+\-@\t\r]/.test(plain) ? `'${plain}` : plain;
    return /[",\n\r]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
  }
  async function csv() {
    const rows = [["subject", "subject label", "relation", "object", "object label", "modality", "passages", "claims"]];
    for (const at2 of links2()) {
      const claims3 = await claims(at2);
      const [from, to] = [link.from[at2], link.to[at2]];
      const passages = new Set(claims3.flatMap((claim2) => claim2[2].map((one) => `${documentName(one[1])}:${one[2]}-${one[3]}`)));
      rows.push([
        identifier(from),
        label(from),
        head.predicates[link.predicate[at2]].name,
        identifier(to),
        label(to),
        [...new Set(claims3.map((claim2) => modality(claim2[1])))].join(" "),
        [...passages].join(" "),
        claims3.map((claim2) => claim2[0]).join(" ")
      ]);
    }
    return `\uFEFF${rows.map((row4) => row4.map(cell).join(",")).join("\r\n")}\r
`;
  }
  var node = (id) => `<${iri(id).replace(/[\u0000-\u0020<>"{}|^`\\]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}>`;
  var property = (name2) => /^[A-Za-z]\w*$/.test(name2) ? `sskg:${name2}` : node(name2);
  var quoted = (text2) => `"${text2.replace(/[\\"\u0000-\u001f\u007f]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
  var worded = (text2, tag) => quoted(text2) + (isRange(tag) ? `@${tag}` : "");
  function literal(text2, type2, tagged) {
    if (tagged) return worded(text2, type2);
    if (type2 === "") return node(text2);
    return type2 === `${XSD}string` ? quoted(text2) : `${quoted(text2)}^^${node(type2)}`;
  }
  var Turtle = class {
    lines = /* @__PURE__ */ new Set();
    add(subject, predicate, object) {
      this.lines.add(`${subject} ${predicate} ${object} .`);
    }
    async thing(thing) {
      const [id, labels, , , , aliases] = things[thing];
      const subject = node(id ?? "");
      if (kind(thing).name) this.add(subject, "a", property(kind(thing).name));
      for (const [tag, text2] of Object.entries(labels)) this.add(subject, "skos:prefLabel", worded(text2 ?? "", tag));
      for (const [alias, tag] of aliases) this.add(subject, "skos:altLabel", worded(alias, tag));
      const details2 = await details(thing);
      for (const [tag, text2] of Object.entries(details2.definition ?? {})) this.add(subject, "skos:definition", worded(text2 ?? "", tag));
      for (const [predicate, text2, type2, tagged, claims3] of details2.values ?? []) {
        const name2 = property(head.predicates[predicate].name);
        const value = literal(text2, type2, tagged);
        this.add(subject, name2, value);
        this.claims(claims3, subject, name2, value);
      }
    }
    async link(at2) {
      const [subject, object] = [node(identifier(link.from[at2])), node(identifier(link.to[at2]))];
      const name2 = property(head.predicates[link.predicate[at2]].name);
      this.add(subject, name2, object);
      this.claims(await claims(at2), subject, name2, object);
    }
    claims(rows, subject, predicate, object) {
      for (const [id, modality2, passages, qualifier, who, sources] of rows) {
        if (!id) continue;
        const claim2 = node(id);
        this.add(claim2, "a", sources ? "rdf:Statement" : "sskg:Claim");
        this.add(claim2, "rdf:subject", subject);
        this.add(claim2, "rdf:predicate", predicate);
        this.add(claim2, "rdf:object", object);
        for (const [iri2, , text2, ascribed] of sources ?? []) {
          this.add(claim2, ascribed ? "prov:wasAttributedTo" : "dcterms:source", iri2 ? node(iri2) : worded(text2, ""));
        }
        if (modality2 >= 0 && !sources) this.add(claim2, "sskg:modality", `sskg:${modality(modality2)}`);
        for (const [tag, text2] of Object.entries(qualifier ?? {})) this.add(claim2, "sskg:qualifier", worded(text2 ?? "", tag));
        if (who !== void 0 && who !== -1) this.add(claim2, "sskg:assertedBy", node(typeof who === "number" ? identifier(who) : who));
        for (const passage2 of passages) this.passage(claim2, passage2);
      }
    }
    passage(claim2, [id, at2, start5, end2, anchor]) {
      const span = node(id);
      this.add(claim2, "sskg:evidence", span);
      this.add(span, "a", "sskg:Passage");
      const document2 = documentAt(at2);
      if (document2) this.add(span, "sskg:inDocument", node(document2.id));
      this.add(span, "oa:start", start5);
      this.add(span, "oa:end", end2);
      if (anchor) this.add(span, "sskg:anchor", quoted(anchor));
    }
    toString() {
      const prefixes = { sskg: head.ontology, rdf: "http://www.w3.org/1999/02/22-rdf-syntax-ns#", skos: "http://www.w3.org/2004/02/skos/core#", oa: "http://www.w3.org/ns/oa#", dcterms: "http://purl.org/dc/terms/", prov: "http://www.w3.org/ns/prov#" };
      return `${Object.entries(prefixes).map(([name2, iri2]) => `@prefix ${name2}: <${iri2}> .`).join("\n")}

${[...this.lines].join("\n")}
`;
    }
  };
  async function turtle() {
    const { thing, path } = chosen;
    const made = new Turtle();
    const things3 = path ? path.things : thing >= 0 ? [thing] : things2();
    for (const one of things3) await made.thing(one);
    for (const at2 of links2()) await made.link(at2);
    return made.toString();
  }

  // src/commands.ts
  var quote = (text2) => /^[\w./:@%+,-]+$/.test(text2) ? text2 : `'${text2.replace(/'/g, "'\\''")}'`;
  var shownOf = (facet) => head[facet].map((_, at2) => at2).filter((at2) => !chosen.hidden[facet].has(at2));
  function view2() {
    const { chosen: chosen2 } = state_exports;
    const { choice, seeds } = head;
    const graphs = choice.graphs.flatMap((graph) => ["--graph", graph]);
    if (chosen2.path) return ["sskg", "path", ...graphs, identifier(chosen2.path.from), identifier(chosen2.path.to)].map(quote).join(" ");
    const parts = ["sskg", "view", ...graphs];
    const start5 = chosen2.alone ? [identifier(chosen2.alone.thing)] : seeds;
    parts.push(...start5);
    if (start5.length) parts.push("--hops", String(chosen2.alone ? chosen2.alone.steps : choice.depth));
    const arrange = chosen2.alone?.rings ? "around" : chosen2.alone ? "columns" : chosen2.arrange;
    if (arrange !== "columns") parts.push("--arrange", arrange);
    const kinds2 = head.kinds.some((kind2, at2) => kind2.drawn && chosen2.hidden.kinds.has(at2));
    if (kinds2) parts.push(...shownOf("kinds").filter((at2) => head.kinds[at2].name).flatMap((at2) => ["--kind", head.kinds[at2].name]));
    else parts.push(...choice.kinds.flatMap((kind2) => ["--kind", kind2]));
    if (chosen2.hidden.predicates.size) parts.push(...shownOf("predicates").flatMap((at2) => ["--predicate", head.predicates[at2].name]));
    else parts.push(...choice.predicates.flatMap((name2) => ["--predicate", name2]));
    const modalities2 = head.modalities.filter((name2, at2) => name2 !== "sourced" && !chosen2.hidden.modalities.has(at2));
    if (chosen2.hidden.modalities.size) parts.push(...modalities2.flatMap((name2) => ["--modality", name2]));
    else parts.push(...choice.modalities.flatMap((name2) => ["--modality", name2]));
    if (wanted.join(",") !== "en") parts.push("--lang", wanted.join(","));
    return parts.map(quote).join(" ");
  }
  function names3(parts, variable) {
    return parts.length ? `  VALUES ${variable} { ${parts.join(" ")} }
` : "";
  }
  var property2 = (at2) => {
    const { name: name2 } = head.predicates[at2];
    return /^[A-Za-z]\w*$/.test(name2) ? `sskg:${name2}` : node(name2);
  };
  function sparql() {
    const { chosen: chosen2 } = state_exports;
    const links3 = links2();
    const head3 = "SELECT DISTINCT ?subject ?relation ?object WHERE {\n";
    if (links3.length <= 200) {
      const rows = links3.map((at2) => `    ( ${node(identifier(link.from[at2]))} ${property2(link.predicate[at2])} ${node(identifier(link.to[at2]))} )`);
      return `${head3}  VALUES (?subject ?relation ?object) {
${rows.join("\n")}
  }
  ?subject ?relation ?object .
}
`;
    }
    const kinds2 = shownOf("kinds").map((at2) => head.kinds[at2].name).filter(Boolean).map((name2) => `sskg:${name2}`);
    const used = [...new Set(links3.map((at2) => link.predicate[at2]))].map(property2);
    let where = names3(used, "?relation");
    where += names3(kinds2, "?from") + names3(kinds2, "?to");
    where += "  ?subject ?relation ?object ; a ?from .\n  ?object a ?to .\n";
    const { modalities: modalities2, documents } = chosen2.hidden;
    if (modalities2.size || documents.size) {
      const kept = head.modalities.filter((name2, at2) => name2 !== "sourced" && !modalities2.has(at2)).map((name2) => `sskg:${name2}`);
      where += names3(kept, "?modality");
      where += "  ?claim rdf:subject ?subject ; rdf:predicate ?relation ; rdf:object ?object ; sskg:modality ?modality";
      if (documents.size) {
        where += " ;\n    sskg:evidence/sskg:inDocument ?document .\n";
        where += names3(shownOf("documents").map((at2) => node(head.documents[at2].id)), "?document");
      } else where += " .\n";
    }
    return `${head3}${where}}
`;
  }
  function code(name2, text2) {
    const id = `take-${name2}`;
    return make(
      "section",
      {},
      make("h3", {}, say(name2)),
      make("pre", { id, tabindex: "0" }, text2),
      make("button", { onclick: (event) => copy(text2, event.currentTarget) }, say("copy"))
    );
  }
  function open2() {
    const { thing } = chosen;
    const offer = (name2, act) => make("button", { id: `take-${name2}`, onclick: act }, say(name2));
    const dialog = byId("take");
    dialog.replaceChildren(
      make(
        "header",
        {},
        make("button", { class: "close", "aria-label": say("close"), title: say("close"), onclick: () => dialog.close() }, "×"),
        make("h2", { id: "take-title" }, say("takeAway")),
        make("p", { class: "hint" }, thing >= 0 ? say("takeSelected", { label: label(thing) }) : say("takeShown"))
      ),
      make(
        "div",
        { class: "actions" },
        offer("png", png),
        offer("svg", () => save("social-security.svg", "image/svg+xml", svg())),
        offer("csv", async () => save("social-security.csv", "text/csv", await csv())),
        offer("turtle", async () => save("social-security.ttl", "text/turtle", await turtle()))
      ),
      code("command", view2()),
      code("sparql", sparql())
    );
    dialog.showModal();
  }

  // src/figures.ts
  var WIDTH = 330;
  function amount(figure) {
    const unit = safe(pick(figure.unit), 60);
    const shown2 = (text2) => text2 !== "" && Number.isFinite(Number(text2)) ? number(text2) : safe(text2, 60) || "–";
    const value = shown2(figure.value) + (figure.upper ? `–${shown2(figure.upper)}` : "");
    const bound = figure.bound && figure.bound !== "Exactly" && !figure.upper ? say(figure.bound) : "";
    return `${bound ? `${bound} ` : ""}${value}${unit ? ` ${unit}` : ""}`;
  }
  function bars2(rows) {
    const most2 = (unit) => Math.max(1e-9, ...rows.filter((one) => one.measure === unit).map((one) => Math.abs(Number(one.value) || 0)));
    const height = rows.length * 38;
    const parts = rows.flatMap((one, at2) => {
      const length = Math.max(2, WIDTH * Math.abs(Number(one.value) || 0) / most2(one.measure));
      const name2 = one.role ? say(one.role) : safe(pick(one.labels), 60);
      return [
        make("text", { x: 0, y: at2 * 38 + 12, class: "bar-name" }, `${name2}: ${amount(one)}`),
        make("rect", { x: 0, y: at2 * 38 + 18, width: length, height: 10, rx: 2, class: one.role === "baseline" ? "bar past" : "bar" })
      ];
    });
    const whole2 = rows.map((one) => `${one.role ? say(one.role) : ""} ${amount(one)}`).join("; ");
    return make("svg", { viewBox: `0 0 ${WIDTH} ${height}`, width: "100%", role: "img", "aria-label": whole2, class: "chart" }, ...parts);
  }
  function draw4(rows, changes = []) {
    const ordered = [...rows].sort((one, two) => Number(one.role === "latest") - Number(two.role === "latest"));
    const stated2 = ordered.map((one) => make(
      "li",
      {},
      make("span", { class: "stated" }, one.role ? `${say(one.role)}: ` : "", one.stated ? say("asStated", { stated: safe(one.stated, 80) }) : amount(one)),
      claims2(distinct(one.claims))
    ));
    return make(
      "div",
      { class: "figures" },
      bars2(ordered),
      ...changes.map((one) => make("p", { class: "change" }, one[language])),
      make("ul", { class: "evidence" }, ...stated2)
    );
  }
  function distinct(claims3) {
    const byPassages = /* @__PURE__ */ new Map();
    for (const claim2 of claims3) {
      const key2 = JSON.stringify([claim2[1], claim2[2].map((one) => one[0])]);
      if (!byPassages.has(key2)) byPassages.set(key2, claim2);
    }
    return [...byPassages.values()];
  }

  // src/reader.ts
  var texts = /* @__PURE__ */ new Map();
  function characters(at2) {
    const text2 = texts.get(at2) ?? block(`text-${at2}`).then((whole2) => [...whole2]);
    texts.set(at2, text2);
    return text2;
  }
  async function draw5({ id, document: at2, start: start5, end: end2, anchor }) {
    const head3 = make(
      "header",
      {},
      closer2(),
      make("button", { id: "back-to-thing", class: "quiet", onclick: close }, `← ${say("back")}`),
      make("p", { class: "kind" }, say("document")),
      make("h2", { id: "panel-title" }, make("bdi", {}, documentLabel(at2))),
      end2 > start5 ? make("p", { class: "where" }, say("passageShort", { start: number(start5), end: number(end2) })) : null
    );
    if (!documentAt(at2)?.held) {
      fill([head3, anchor ? make("blockquote", {}, make("bdi", {}, safe(anchor, 200))) : "", make("p", { class: "hint" }, say("notHeld")), ...await stated(id)]);
      return;
    }
    const all2 = await characters(at2);
    const cut2 = (from, to) => safe(all2.slice(from, to).join(""), Infinity);
    const mark = make("mark", { id: "passage", tabindex: "-1" }, cut2(start5, end2));
    const body = make("div", { class: "source", lang: "en" }, cut2(0, start5), mark, cut2(end2));
    fill([head3, ...await stated(id), body]);
    if (end2 <= start5) return;
    mark.scrollIntoView({ block: "center" });
    mark.focus({ preventScroll: true });
  }
  async function stated(id) {
    if (link.count > 2e4) return [];
    const rows = [];
    for (let at2 = 0; at2 < link.count; at2 += 1) {
      const claims3 = await claims(at2);
      if (claims3.some((claim2) => claim2[2].some((one) => one[0] === id))) rows.push(at2);
    }
    if (!rows.length) return [];
    const items = rows.map((at2) => make("li", {}, thingLink(link.from[at2]), ` ${reading(link.predicate[at2])} `, thingLink(link.to[at2])));
    return [make("details", { class: "states" }, make("summary", {}, `${say("states")} (${number(rows.length)})`), make("ul", {}, ...items))];
  }

  // src/panel.ts
  async function draw6() {
    const { thing, link: link2, path, asking } = chosen;
    const mine = begin2();
    const passage2 = current();
    if (passage2) await draw5(passage2);
    else if (path) fill(await panelContent(path), mine);
    else if (asking >= 0) fill(ask(asking), mine);
    else if (link2 >= 0) fill(await aboutLink(link2), mine);
    else if (thing >= 0) fill(await aboutThing(thing), mine);
    else fill([], mine);
  }
  function heading(thing) {
    const kind2 = kind(thing);
    const [other2, tag] = otherLabel(thing);
    return make(
      "header",
      {},
      closer2(),
      make("p", { class: "kind" }, glyph(kind2), kindLabel(kind2)),
      make("h2", { id: "panel-title" }, make("bdi", {}, label(thing))),
      other2 && other2 !== label(thing) ? make("p", { class: "other-name", lang: tag }, make("bdi", {}, other2)) : null
    );
  }
  function actions(thing) {
    const button = (name2, act, id) => make("button", { id, onclick: act }, say(name2));
    const held = documentOf(thing);
    return make(
      "div",
      { class: "actions" },
      held >= 0 && head.documents[held].held ? button("read", () => {
        open({ id: identifier(thing), document: held, start: 0, end: 0, anchor: "" });
      }, "do-read") : null,
      button("alone", () => {
        show3(thing, 1);
      }, "do-alone"),
      ...more.map((one) => one(thing)),
      button("pathFrom", () => {
        change({ asking: thing });
      }, "do-path"),
      button("copyLink", (event) => copy(location.href, event.currentTarget), "do-link")
    );
  }
  function long(whole2) {
    if (whole2.length <= 1500) return make("bdi", {}, safe(whole2));
    const holder = make("span", {}, make("bdi", {}, safe(whole2, 1500)), " ");
    holder.append(make("button", { class: "quiet", onclick: () => {
      holder.replaceChildren(make("bdi", {}, safe(whole2, Infinity)));
    } }, say("fullText", { n: number(whole2.length) })));
    return holder;
  }
  async function aboutThing(thing) {
    const details2 = await details(thing);
    const aliases = things[thing][5];
    const parts = [heading(thing), actions(thing)];
    if (details2.definition) parts.push(make("p", { class: "definition" }, long(pick(details2.definition))));
    if (aliases.length) parts.push(make("p", { class: "aliases" }, make("b", {}, `${say("also")}: `), make("bdi", {}, safe(aliases.slice(0, 30).map(([name2]) => name2).join(" · "), 900))));
    if (details2.values) parts.push(section("values", make("ul", { class: "evidence" }, ...details2.values.map(valueRow))));
    if (details2.figures) parts.push(section("figures", draw4(details2.figures, details2.changes)));
    const links3 = [...linksOf(thing)];
    if (links3.length) parts.push(section("relations", await relations(thing, links3)));
    const notes = (details2.notes ?? []).filter(([, tag]) => fits(tag) || !details2.notes?.some((one) => fits(one[1])));
    if (notes.length) parts.push(section("notes", make("ul", {}, ...notes.map(([text2]) => make("li", {}, long(text2))))));
    parts.push(make("p", { class: "identifier" }, make("code", {}, safe(identifier(thing), 200))));
    return parts;
  }
  function valueRow([predicate, text2, , , claims3]) {
    return make("li", {}, make("span", { class: "stated" }, `${reading(predicate)} `, make("b", {}, make("bdi", {}, safe(text2, 300)))), claims2(claims3));
  }
  var MOST4 = 60;
  async function relations(thing, links3) {
    const groups = /* @__PURE__ */ new Map();
    for (const at2 of links3) {
      const inverse = link.from[at2] !== thing;
      const key2 = `${inverse ? 1 : 0} ${link.predicate[at2]}`;
      const group2 = groups.get(key2) ?? { inverse, predicate: link.predicate[at2], links: [] };
      group2.links.push(at2);
      groups.set(key2, group2);
    }
    const ordered = [...groups].sort((one, two) => one[0].localeCompare(two[0], "en", { numeric: true })).map(([, group2]) => group2);
    const holder = make("div", { class: "relations" });
    for (const group2 of ordered) {
      const list3 = make("ul", { class: "evidence" });
      const add = async (from) => {
        const rows = await Promise.all(group2.links.slice(from, from + MOST4).map((at2) => linkRow(at2, thing)));
        list3.append(...rows);
        const rest2 = group2.links.length - from - MOST4;
        if (rest2 > 0) {
          const next2 = make("li", {}, make("button", { class: "quiet", onclick: () => {
            next2.remove();
            return add(from + MOST4);
          } }, say("more", { n: number(rest2) })));
          list3.append(next2);
        }
      };
      await add(0);
      holder.append(make("h4", {}, reading(group2.predicate, group2.inverse), make("span", { class: "count" }, ` ${number(group2.links.length)}`)), list3);
    }
    return holder;
  }
  async function linkRow(at2, thing) {
    const hidden = linkShown(at2) ? "" : "hidden-link";
    return make("li", { class: hidden, "data-link": at2 }, thingLink(other(at2, thing)), claims2(await claims(at2)));
  }
  async function aboutLink(at2) {
    const name2 = modality(strongest(at2));
    return [
      make(
        "header",
        {},
        closer2(),
        make("p", { class: "kind" }, badge(name2)),
        make("h2", { id: "panel-title" }, reading(link.predicate[at2]))
      ),
      make(
        "dl",
        { class: "triple" },
        make("dt", {}, say("subject")),
        make("dd", {}, thingLink(link.from[at2])),
        make("dt", {}, say("relation")),
        make("dd", {}, reading(link.predicate[at2])),
        make("dt", {}, say("object")),
        make("dd", {}, thingLink(link.to[at2]))
      ),
      section("claims", claims2(await claims(at2)))
    ];
  }
  var refresh3 = () => track(draw6());

  // src/paper.ts
  var theme2;
  function key() {
    const shown2 = new Set([...drawn.boxes.values()].filter((one) => one.shown).map((one) => one.kind));
    const stated2 = new Set(lines2.filter((line) => !line.sum).map((line) => strongest(line.id)));
    return make(
      "ul",
      { class: "key" },
      ...head.kinds.filter((kind2) => shown2.has(kind2)).map((kind2) => make("li", {}, glyph(kind2), " ", kindLabel(kind2))),
      ...[...stated2].sort((one, two) => one - two).map((at2) => make("li", {}, sample(modality(at2)), " ", say(modality(at2))))
    );
  }
  function begin3() {
    theme2 = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    acts.repaint();
    const parts = [make("h1", {}, title()), make("p", {}, byId("status").textContent, " ", byId("left-out").textContent), key()];
    if (chosen.view !== "table") parts.push(drawing2(extent()));
    if (chosen.view !== "picture") forPrint();
    byId("paper").replaceChildren(...parts);
  }
  function end() {
    document.documentElement.dataset.theme = theme2;
    byId("paper").replaceChildren();
    acts.repaint();
  }
  function listen3() {
    window.addEventListener("beforeprint", begin3);
    window.addEventListener("afterprint", end);
  }

  // src/main.ts
  function choose2(thing) {
    const { asking } = chosen;
    if (asking >= 0 && thing !== asking) {
      clear();
      void show(asking, thing);
      return;
    }
    searchField().value = "";
    type("", { open: false });
    change({ thing, link: -1, path: null, asking: -1, passage: "", text: "" });
    if (!drawn.boxes.has(thing)) show3(thing, 1, { step: false });
    byId("panel").focus({ preventScroll: true });
    revealSoon(thing);
  }
  var waiting;
  function revealSoon(thing) {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      if (chosen.thing === thing) reveal(thing);
    }, 350);
  }
  function chooseLink(at2) {
    change({ link: at2, thing: -1, path: null, asking: -1, passage: "" });
  }
  function clear2() {
    change({ thing: -1, link: -1, path: null, asking: -1, passage: "", text: "" });
    searchField().value = "";
    type("", { open: false });
    refresh2();
    byId("canvas").focus({ preventScroll: true });
  }
  var showing2 = "";
  function update(changed2, step2) {
    const { chosen: chosen2 } = state_exports;
    const turned = document.body.dataset.view !== chosen2.view;
    document.body.dataset.view = chosen2.view;
    const lone = chosen2.alone ? `${chosen2.alone.thing} ${chosen2.alone.steps} ${chosen2.alone.rings}` : chosen2.arrange;
    const filters = changed2.some((key2) => ["hidden", "years", "undated"].includes(key2));
    if (lone !== showing2 || chosen2.alone && filters) {
      showing2 = lone;
      const keep = filters && changed2.length === 1;
      show2(chosen2.alone ? scene(chosen2.alone) : opening3[chosen2.arrange], { keepCamera: keep });
      rankLandmarks();
    } else refresh2();
    trail();
    draw2();
    if (filters || changed2.includes("start")) refresh();
    else if (changed2.includes("text") || changed2.includes("lang")) draw();
    if (!changed2.every((key2) => ["text", "hidden", "view", "moved", "colours"].includes(key2))) void refresh3();
    draw3();
    report();
    bar();
    if (turned) requestAnimationFrame(resized);
    write2(step2);
  }
  function resized() {
    redraw();
    if (fitted2 && !byId("canvas").hidden && chosen.view !== "table") home();
  }
  var remark = null;
  function remarkBy(made) {
    remark = made;
  }
  function report() {
    const things3 = [...drawn.boxes.values()].filter((one) => one.shown && one.id >= 0).length;
    const links3 = lines2.filter((line) => line.sum === void 0).length;
    byId("status").textContent = say("status", { things: number(things3), links: number(links3) });
    byId("left-out").textContent = remark && head.served ? remark() : head.whole ? "" : say(chosen.alone ? "someOf" : "leftOut", { drawn: number(things3), all: number(head.counts.things) });
  }
  function bar() {
    const kept = document.activeElement?.id;
    byId("title").textContent = title();
    document.title = title();
    byId("skip").textContent = say("skip");
    const field = searchField();
    const hint = say(head.languages.length > 2 ? "searchAll" : "search");
    field.placeholder = hint;
    field.setAttribute("aria-label", hint);
    byId("views").setAttribute("aria-label", say("picture"));
    byId("views").replaceChildren(...["picture", "both", "table"].map((view3) => make("button", {
      id: `view-${view3}`,
      "aria-pressed": String(chosen.view === view3),
      onclick: () => {
        change({ view: view3 });
      }
    }, say(view3))));
    byId("tools").replaceChildren(
      make("button", { id: "menu", "aria-expanded": String(document.body.classList.contains("with-legend")), "aria-controls": "legend", onclick: menu }, say("menu")),
      make("button", { id: "do-take", onclick: open2 }, say("takeAway")),
      languages(),
      make("button", { id: "do-theme", title: say("theme"), "aria-label": say("theme"), onclick: theme3 }, dark() ? "☀" : "☾")
    );
    const glass = [["zoomIn", "+", () => {
      zoom(1.4);
    }], ["zoomOut", "−", () => {
      zoom(1 / 1.4);
    }], ["fit", "⤢", () => {
      fit();
    }]];
    byId("zoom").replaceChildren(...glass.map(([name2, sign, act]) => make("button", { id: `do-${name2}`, title: say(name2), "aria-label": say(name2), onclick: act }, sign)));
    byId("zoom").setAttribute("aria-label", say("picture"));
    byId("canvas").setAttribute("aria-label", say("pictureHelp"));
    byId("panel").setAttribute("aria-label", say("relations"));
    byId("tables").setAttribute("aria-label", say("table"));
    byId("picture").setAttribute("aria-label", say("picture"));
    if (document.activeElement?.id !== kept) refocus(kept, { preventScroll: true });
  }
  function languages() {
    const all2 = head.languages;
    const take3 = (lang) => {
      speak2(lang);
      change({ lang });
    };
    if (all2.length > 2) {
      const now = best(wanted[0], all2);
      const select = make(
        "select",
        { id: "do-language", title: say("language"), "aria-label": say("language"), onchange: () => {
          take3(select.value);
        } },
        ...all2.map((tag) => make("option", { value: tag, lang: tag, selected: tag === now }, nameOf(tag)))
      );
      return select;
    }
    const other2 = language === "en" ? "zh" : "en";
    return make("button", { id: "do-language", lang: other2, title: say(other2 === "en" ? "toEnglish" : "toChinese"), onclick: () => {
      take3(other2);
    } }, nameOf(other2));
  }
  function menu() {
    const open4 = document.body.classList.toggle("with-legend");
    byId("menu").setAttribute("aria-expanded", String(open4));
  }
  function speak2(lang) {
    const before2 = wanted.join(",");
    speak(lang ? `${lang},${head.lang}` : head.lang);
    if (wanted.join(",") === before2) return;
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    relabel();
  }
  function theme3() {
    document.documentElement.dataset.theme = dark() ? "light" : "dark";
    repaint();
  }
  function repaint() {
    readColours();
    refresh2();
    draw();
    void refresh3();
    draw3();
    bar();
  }
  function tip(content, pointer = { x: 0, y: 0 }) {
    const place2 = byId("tip");
    place2.hidden = !content;
    if (!content) return;
    place2.replaceChildren(...content);
    const { clientWidth, clientHeight } = byId("picture");
    place2.style.left = `${Math.max(0, Math.min(pointer.x + 14, clientWidth - place2.offsetWidth - 8))}px`;
    place2.style.top = `${Math.max(0, Math.min(pointer.y + 14, clientHeight - place2.offsetHeight - 8))}px`;
  }
  function tipOfLine(line) {
    if (line.sum !== void 0) {
      const name2 = (id) => kindLabel(head.kinds[-1 - id]);
      return [say("sumTip", { n: number(line.sum), from: name2(line.from), to: name2(line.to) })];
    }
    return [
      make("bdi", {}, label(line.from)),
      make("b", {}, ` ${reading(line.predicate)} `),
      make("bdi", {}, label(line.to)),
      make("span", { class: "tip-modality" }, ` (${say(modality(strongest(line.id)))})`)
    ];
  }
  function place(event) {
    const { left, top } = byId("canvas").getBoundingClientRect();
    const dom = { x: event.clientX - left, y: event.clientY - top };
    return { dom, canvas: network2.DOMtoCanvas(dom) };
  }
  var pending = 0;
  function overPicture(event) {
    cancelAnimationFrame(pending);
    if (event.buttons) {
      tip(null);
      return;
    }
    pending = requestAnimationFrame(() => {
      const { dom, canvas: canvas2 } = place(event);
      const id = thingAt(canvas2);
      setHover(id ?? -1);
      const line = id === null ? lineAt(canvas2) : null;
      byId("canvas").style.cursor = id !== null || line ? "pointer" : "";
      const one = id === null ? void 0 : drawn.boxes.get(id);
      if (id !== null && one) {
        const scale = network2.getScale();
        const cut2 = !legible(scale) || at(one, scale).lines.at(-1)?.endsWith("…");
        tip(cut2 ? [make("span", { class: "kind" }, kindLabel(one.kind)), " ", make("bdi", {}, id < 0 ? one.text : label(id))] : null, dom);
      } else tip(line ? tipOfLine(line) : null, dom);
    });
  }
  function clicked({ pointer }) {
    if (pulling()) return;
    const id = thingAt(pointer.canvas);
    if (id !== null && id >= 0) choose2(id);
    else if (id !== null) onlyKind(-1 - id);
    else {
      const line = lineAt(pointer.canvas);
      if (line && line.sum === void 0) chooseLink(line.id);
      else if (chosen.thing >= 0 || chosen.link >= 0 || chosen.path) clear2();
    }
  }
  function onlyKind(kind2) {
    const hidden = new Set(head.kinds.map((_, at2) => at2).filter((at2) => at2 !== kind2));
    change({ hidden: { ...chosen.hidden, kinds: hidden } });
  }
  var ACTS = {
    Enter: () => {
      byId("panel").querySelector("button, a")?.focus();
    },
    Escape: clear2,
    0: () => {
      fit();
    },
    "+": () => {
      zoom(1.4);
    },
    "=": () => {
      zoom(1.4);
    },
    "-": () => {
      zoom(1 / 1.4);
    },
    f: free2,
    " ": () => {
      if (chosen.thing >= 0) show3(chosen.thing, 1);
    }
  };
  function keys2(event) {
    if (isArrow(event.key) && event.shiftKey) {
      const [x, y] = ARROWS[event.key];
      nudge(x, y);
    } else if (isArrow(event.key)) {
      const id = next(event.key);
      if (id !== void 0) {
        change({ thing: id, link: -1, path: null, passage: "" }, { step: false });
        reveal(id);
        byId("status").textContent = `${label(id)}, ${kindLabel(kind(id))}`;
        byId("canvas").focus();
      }
    } else {
      const act = ACTS[event.key];
      if (!act) return;
      act();
    }
    event.preventDefault();
  }
  function listen4() {
    listen(update);
    start2();
    listen2();
    network2.on("click", clicked);
    network2.on("doubleClick", ({ pointer }) => {
      const id = thingAt(pointer.canvas);
      if (id !== null && id >= 0) show3(id, 1);
    });
    for (const happening of ["dragEnd", "zoom"]) network2.on(happening, moved2);
    byId("canvas").addEventListener("pointermove", overPicture);
    byId("canvas").addEventListener("pointerleave", () => {
      cancelAnimationFrame(pending);
      tip(null);
      setHover(-1);
    });
    byId("canvas").addEventListener("keydown", keys2);
    document.addEventListener("keydown", (event) => {
      if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
        event.preventDefault();
        byId("search").focus();
      }
      if (event.key === "Escape" && !byId("take").open && document.activeElement !== searchField()) clear2();
    });
    byId("skip").addEventListener("click", () => {
      change({ view: "table" });
      byId("tables").querySelector("button")?.focus();
    });
    window.addEventListener("popstate", () => {
      void read();
    });
    listen3();
    query.addEventListener("change", repaint);
  }
  var opening3 = { columns: nothing, themes: nothing };
  function open3(network3) {
    opening3 = opening2(network3);
    chosen.arrange = head.arrange === "themes" ? "themes" : "columns";
    show2(opening3[chosen.arrange]);
    showing2 = chosen.arrange;
  }
  function addUndrawn2() {
    if (addUndrawn(opening3)) show2(opening3[chosen.arrange], { keepCamera: true });
  }
  async function begin4() {
    speak(head.lang);
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.title = title();
    startHidden();
    start3();
    const network3 = await opening();
    seed(network3.edges);
    open3(network3);
    bar();
    draw();
    report();
    performance.mark("first-picture");
    await all((part) => {
      if (!head.whole) byId("left-out").textContent = say("reading", { part });
    });
    listen4();
    addUndrawn2();
    rankLandmarks();
    if (location.hash.length > 1 || head.arrange === "around") await read();
    else update(["start"], false);
    document.body.dataset.ready = "yes";
  }
  async function take2(next2, hash) {
    forget();
    await replace(next2);
    forget2();
    startHidden();
    open3(next2.network);
    addUndrawn2();
    rankLandmarks();
    history.replaceState(null, "", hash);
    await read();
  }
  function failed(error) {
    byId("status").textContent = error instanceof Error ? error.message : String(error);
    throw error;
  }
  function start4() {
    begin4().catch(failed);
  }
  doneBy({ choose: choose2, chooseLink, clear: clear2, revealSoon, resized, repaint, speak: speak2 });

  // src/ondemand.ts
  var MOST5 = 50;
  var busy = false;
  function note() {
    const { hubs = false, cut: cut2 = 0 } = head.served ?? {};
    return [say(hubs ? "servedHubs" : "servedPart"), cut2 ? say("servedCut", { n: number(cut2) }) : ""].join(" ");
  }
  function wider(iri2) {
    const next2 = new URL(location.href);
    const names4 = [...head.seeds.map(iri).filter((name2) => name2 !== iri2), iri2].slice(-MOST5);
    next2.searchParams.delete("name");
    next2.searchParams.delete("arrange");
    for (const name2 of names4) next2.searchParams.append("name", name2);
    if (head.served?.hubs) next2.searchParams.set("hubs", "true");
    next2.searchParams.set("lang", head.lang);
    return next2;
  }
  async function answer(asked) {
    const response = await fetch(asked, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const content = await response.json();
    if (!response.ok) throw new Error(content.error?.message ?? String(response.status));
    return content;
  }
  async function fetchAround(iri2, label3) {
    if (busy) return;
    busy = true;
    byId("status").textContent = say("fetching", { label: label3 });
    try {
      const next2 = wider(iri2);
      const hash = new URLSearchParams(text().slice(1));
      for (const key2 of ["at", "search"]) hash.delete(key2);
      hash.set("arrange", chosen.alone?.rings ? "around" : chosen.arrange);
      const asked = new URL(next2);
      asked.hash = "";
      asked.searchParams.set("format", "json");
      const replacement = await answer(asked);
      hash.set("thing", replacement.head.seeds.at(-1) ?? "");
      next2.hash = hash.toString();
      await take2(replacement, next2.href);
    } catch (error) {
      byId("status").textContent = say("unfetched", { why: safe(error instanceof Error ? error.message : String(error), 200) });
    } finally {
      busy = false;
    }
  }
  more.push((thing) => make("button", { id: "do-around", onclick: () => fetchAround(iri(identifier(thing)), label(thing)) }, say("around")));
  async function findElsewhere(event) {
    const text2 = searchField().value.trim();
    if (event.key !== "Enter" || !text2 || matches().size) return;
    event.preventDefault();
    const asked = new URL("/find", location.href);
    asked.search = new URLSearchParams({ text: text2, limit: "1", format: "json" }).toString();
    try {
      const [best2] = (await answer(asked)).matches;
      searchField().value = "";
      type("", { open: false });
      await fetchAround(best2.entity.iri, text2);
    } catch (error) {
      byId("status").textContent = say("unfetched", { why: safe(error instanceof Error ? error.message : String(error), 200) });
    }
  }
  remarkBy(note);
  searchField().addEventListener("keydown", (event) => {
    void findElsewhere(event);
  });

  // src/served.ts
  start4();
})();
