// The graph in this file: vocabulary at once, the rest block by block.
// A thing and a link (a statement between two things) are numbers; rows are described in
// packing.py, under the same names.
const data = (() => {
  const head = JSON.parse(byId("head").textContent);
  const things = [];
  const loaded = { claims: new Map(), details: new Map() };
  let link = emptyLinks(0);
  let starts = new Int32Array(1);
  let incident = new Int32Array(0);
  let complete = false;

  function emptyLinks(count) {
    return {
      count, from: new Int32Array(count), predicate: new Uint16Array(count),
      to: new Int32Array(count), bits: new Uint8Array(count), documents: new Array(count),
    };
  }

  // Blocks that have come in another way than with the page.
  const given = new Map();

  // Read one block; its element is dropped, so that its text does not stay in memory.
  async function block(name) {
    if (given.has(name)) {
      const rows = given.get(name);
      given.delete(name);
      return rows;
    }
    const element = byId(name);
    if (!element) throw new Error(say("broken", { part: name }));
    const text = element.textContent;
    const packed = element.hasAttribute("data-packed");
    element.remove();
    if (!packed) return JSON.parse(text);
    const raw = atob(text);
    const bytes = new Uint8Array(raw.length);
    for (let at = 0; at < raw.length; at += 1) bytes[at] = raw.charCodeAt(at);
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
    return JSON.parse(await new Response(stream).text());
  }

  const SLICE = 10;

  // Go through many items without holding up the page: in one go if they are few, else in slices
  // of some milliseconds. Gives up, and returns false, once it is no longer wanted.
  async function slowly(count, each, wanted) {
    let until = performance.now() + SLICE;
    for (let at = 0; at < count; at += 1) {
      each(at);
      if (at % 256 === 255 && performance.now() > until) {
        await pause();
        if (!wanted()) return false;
        until = performance.now() + SLICE;
      }
    }
    return wanted();
  }

  const pause = () => new Promise((done) => { setTimeout(done, 0); });
  const parsed = new Promise((done) => {
    if (document.readyState !== "loading") done();
    else document.addEventListener("DOMContentLoaded", done);
  });

  // Read the first picture, before the parser has reached the rest of the file.
  async function opening() {
    const network = await block("network");
    for (const node of network.nodes) {
      if (node.id >= 0) things[node.id] = [null, node.en, node.zh, node.kind, 0, 0, []];
    }
    return network;
  }

  // Take the links of the first picture before the rest has been read.
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

  // Read all names and links, giving way to the picture between blocks.
  async function all(tell) {
    await parsed;
    const parts = head.blocks.things + head.blocks.links;
    let done = 0;
    for (let at = 0; at < head.blocks.things; at += 1) {
      const rows = await block(`things-${at}`);
      rows.forEach((row, offset) => { things[at * head.rows.things + offset] = row; });
      tell(Math.round((100 * (done += 1)) / parts));
      if (parts > 4) await pause();
    }
    for (let at = 0; at < head.blocks.links; at += 1) {
      const rows = await block(`links-${at}`);
      rows.forEach((row, offset) => {
        const index = at * head.rows.links + offset;
        [link.from[index], link.predicate[index], link.to[index], link.bits[index]] = row;
        link.documents[index] = row[4];
      });
      tell(Math.round((100 * (done += 1)) / parts));
      if (parts > 4) await pause();
    }
    join();
    complete = true;
  }

  // Take another graph in place of this one. Numbers of things and links mean others from now on.
  async function replace(next) {
    for (const key of Object.keys(head)) delete head[key];
    Object.assign(head, next.head);
    things.length = 0;
    loaded.claims.clear();
    loaded.details.clear();
    given.clear();
    places = null;
    complete = false;
    seed([]);
    for (const [name, rows] of Object.entries(next.blocks)) given.set(name, rows);
    await all(() => {});
  }

  // For each thing the links that touch it, as one array with an offset for each thing.
  function join() {
    starts = new Int32Array(things.length + 1);
    for (let at = 0; at < link.count; at += 1) {
      starts[link.from[at] + 1] += 1;
      starts[link.to[at] + 1] += 1;
    }
    for (let at = 0; at < things.length; at += 1) starts[at + 1] += starts[at];
    const next = starts.slice();
    incident = new Int32Array(2 * link.count);
    for (let at = 0; at < link.count; at += 1) {
      incident[next[link.from[at]]++] = at;
      incident[next[link.to[at]]++] = at;
    }
  }

  function linksOf(thing) {
    return complete ? incident.subarray(starts[thing], starts[thing + 1]) : [];
  }

  const other = (at, thing) => (link.from[at] === thing ? link.to[at] : link.from[at]);

  async function family(name, index) {
    const size = head.rows[name];
    const at = Math.floor(index / size);
    if (!loaded[name].has(at)) loaded[name].set(at, block(`${name}-${at}`));
    return (await loaded[name].get(at))[index % size];
  }

  const details = async (thing) => (things.length ? family("details", thing) : {});
  const claims = async (at) => family("claims", at);

  function label(thing) {
    const row = things[thing];
    if (!row) return say("untitled");
    const [first, second] = language === "zh" ? [row[2], row[1]] : [row[1], row[2]];
    return safe(first || second || row[0], 300) || say("untitled");
  }

  const otherLabel = (thing) => safe(language === "zh" ? things[thing][1] : things[thing][2], 300);
  const kind = (thing) => head.kinds[things[thing][3]];
  const identifier = (thing) => things[thing]?.[0] ?? "";
  const kindLabel = (of) => safe(pick(of.labels, of.name || say("untitled")));
  const documentLabel = (at) => safe(pick(head.documents[at]?.labels, head.documents[at]?.id ?? "?"), 200);
  // The short name of a document, as the command line writes it in a reference.
  const documentName = (at) => safe(String(head.documents[at]?.id ?? "?").replace(/^.*[/#]/, ""), 60);
  const documentOf = (thing) => head.documents.findIndex((one) => one.id === identifier(thing));
  const strongest = (at) => (link.bits[at] ? 31 - Math.clz32(link.bits[at] & -link.bits[at]) : -1);
  const modality = (number_) => (number_ < 0 ? "unproved" : head.modalities[number_]);
  const iri = (id) => (/^[a-z][a-z0-9+.-]*:/i.test(id) ? id : head.ids + id);

  function reading(predicate, inverse = false) {
    const property = head.predicates[predicate];
    if (!inverse) return safe(pick(property.labels, property.name), 80);
    return safe(pick(property.inverse, `← ${pick(property.labels, property.name)}`), 80);
  }

  let places = null;
  function find(id) {
    if (!places) {
      if (!complete) return -1;
      places = new Map(things.map((row, at) => [row[0], at]));
    }
    return places.get(id) ?? -1;
  }

  return {
    head, things, opening, seed, all, replace, slowly, linksOf, other, details, claims, block, label, otherLabel, kind,
    kindLabel, identifier, documentLabel, documentName, documentOf, strongest, modality, iri, reading, find,
    get link() { return link; }, get complete() { return complete; },
  };
})();
