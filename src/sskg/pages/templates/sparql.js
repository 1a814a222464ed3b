// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }

  // src/sparql.ts
  var SECONDS = 20;
  var LONGEST = 1e5;
  var DEEPEST = 200;
  var SHOWN = 1e3;
  var form = byId("ask");
  var query = byId("query");
  var problem = byId("problem");
  var result = byId("result");
  var stop = byId("stop");
  var words = result.dataset;
  var known;
  var worker;
  var engine;
  var graph;
  var timer = 0;
  window.sskgEngine = (code, wasm) => {
    engine = { code, wasm };
  };
  window.sskgGraph = (triples) => {
    graph = triples;
  };
  window.sskgQueries = (value) => {
    known = value;
    const list = byId("named");
    for (const each of value.queries) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = "?" + new URLSearchParams({ query: each.text }).toString();
      link.textContent = each.question;
      link.lang = "en";
      link.addEventListener("click", (event) => {
        event.preventDefault();
        query.value = each.text;
        query.dispatchEvent(new Event("input"));
        query.focus();
      });
      item.append(link);
      list.append(item);
    }
  };
  function told(template, n) {
    return (template ?? "").replace("{n}", n.toLocaleString());
  }
  function fail(text) {
    problem.hidden = false;
    problem.textContent = text;
    result.replaceChildren();
  }
  function say(text) {
    problem.hidden = true;
    const line = document.createElement("p");
    line.textContent = text ?? "";
    result.replaceChildren(line);
  }
  function script(name) {
    return new Promise((resolve, reject) => {
      const element = document.createElement("script");
      const own = document.querySelector("script[src$='sparql.js']");
      element.src = (own?.getAttribute("src") ?? "sparql.js").replace("sparql.js", name);
      element.addEventListener("load", () => resolve());
      element.addEventListener("error", () => reject(new Error(name)));
      document.head.append(element);
    });
  }
  async function unpacked(packed) {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  function reply(to) {
    return new Promise((resolve, reject) => {
      to.onmessage = (event) => resolve(event.data);
      to.onerror = (event) => reject(new Error(event.message));
    });
  }
  async function started() {
    if (worker) return worker;
    say(words.loading);
    if (!engine) await script("engine.js");
    if (graph === void 0) await script("graph-data.js");
    if (!engine || graph === void 0) throw new Error("engine.js");
    const url = URL.createObjectURL(new Blob([engine.code], { type: "text/javascript" }));
    const made = new Worker(url);
    URL.revokeObjectURL(url);
    const first = reply(made);
    made.postMessage({ wasm: await unpacked(engine.wasm), triples: graph });
    const answer = await first;
    if (!answer.ready) throw new Error(answer.error);
    worker = made;
    return made;
  }
  function end() {
    worker?.terminate();
    worker = void 0;
  }
  function nesting(text) {
    let depth = 0;
    let most = 0;
    for (const char of text) {
      if ("{([<".includes(char)) most = Math.max(most, depth += 1);
      else if ("})]>".includes(char)) depth = Math.max(0, depth - 1);
    }
    return most;
  }
  function prefixes(text) {
    return Object.entries(known?.prefixes ?? {}).filter(([prefix]) => !new RegExp(`prefix\\s+${prefix}\\s*:`, "i").test(text)).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `).join("");
  }
  function shortened(iri) {
    let best = iri;
    for (const [prefix, space] of Object.entries(known?.prefixes ?? {})) {
      if (prefix && iri.startsWith(space) && /^[\w-]+$/.test(iri.slice(space.length))) best = `${prefix}:${iri.slice(space.length)}`;
    }
    return best;
  }
  function address(iri) {
    const name = known && Object.hasOwn(known.names, iri) ? known.names[iri] : void 0;
    if (name !== void 0) return `id/${name}.html`;
    if (known && iri.startsWith(known.ontology)) return `ontology.html#${encodeURIComponent(iri.slice(known.ontology.length))}`;
    return /^https?:\/\//.test(iri) ? iri : void 0;
  }
  function cell(term) {
    const made = document.createElement("td");
    if (!term) return made;
    const where = term.type === "uri" ? address(term.value) : void 0;
    const text = term.type === "uri" ? shortened(term.value) : term.value;
    if (term["xml:lang"]) made.lang = term["xml:lang"];
    if (where === void 0) made.textContent = text;
    else {
      const link = document.createElement("a");
      link.href = where;
      link.textContent = text;
      made.append(link);
    }
    return made;
  }
  function csv(columns, rows) {
    const quoted = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    return [columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))].map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
  }
  function download(label, name, text, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type }));
    link.download = name;
    link.textContent = label ?? name;
    return link;
  }
  function table(answer, json) {
    const columns = answer.head.vars ?? [];
    const rows = answer.results?.bindings ?? [];
    const count = document.createElement("p");
    count.textContent = told(words.rows, rows.length);
    const links = document.createElement("p");
    links.append(
      download(words.csv, "result.csv", csv(columns, rows), "text/csv"),
      " ",
      download(words.json, "result.json", json, "application/sparql-results+json")
    );
    const region = document.createElement("div");
    region.className = "scroll";
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", count.textContent);
    const made = document.createElement("table");
    const head = made.createTHead().insertRow();
    for (const name of columns) {
      const title = document.createElement("th");
      title.scope = "col";
      title.textContent = name;
      head.append(title);
    }
    const body = made.createTBody();
    for (const row of rows.slice(0, SHOWN)) body.insertRow().append(...columns.map((name) => cell(row[name])));
    region.append(made);
    result.replaceChildren(count, links, region);
  }
  function placed(error) {
    return error.replace(/^error at 1:(\d+)/, (_, column) => `error at 1:${Math.max(1, Number(column) - prefixes(query.value).length)}`);
  }
  function show(answer) {
    if (answer.service) fail(words.service ?? "");
    else if (answer.broken) {
      end();
      fail(words.engine ?? "");
    } else if (answer.error !== void 0) fail(placed(answer.error));
    else if (answer.triples !== void 0) {
      const text = document.createElement("pre");
      text.tabIndex = 0;
      text.textContent = answer.triples;
      result.replaceChildren(download("Turtle", "result.ttl", answer.triples, "text/turtle"), text);
    } else {
      const parsed = JSON.parse(answer.json ?? "{}");
      if (parsed.boolean === void 0) table(parsed, answer.json ?? "");
      else say(parsed.boolean ? words.yes : words.no);
    }
  }
  async function ask() {
    const text = query.value;
    if (text.length > LONGEST || nesting(text) > DEEPEST) {
      fail(words.deep ?? "");
      return;
    }
    history.replaceState(null, "", "?" + new URLSearchParams({ query: text }).toString());
    const asked = await started();
    say(words.running);
    stop.hidden = false;
    timer = window.setTimeout(() => {
      end();
      stop.hidden = true;
      fail(told(words.late, SECONDS));
    }, SECONDS * 1e3);
    const answered = reply(asked);
    asked.postMessage({ query: text, prefixes: prefixes(text) });
    try {
      show(await answered);
    } catch {
      end();
      fail(words.engine ?? "");
    } finally {
      window.clearTimeout(timer);
      stop.hidden = true;
    }
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    ask().catch((error) => {
      end();
      fail(error instanceof Error ? error.message : String(error));
    });
  }, true);
  stop.addEventListener("click", () => {
    window.clearTimeout(timer);
    end();
    stop.hidden = true;
    say("");
  });
  var linked = new URLSearchParams(location.search).get("query");
  if (linked !== null) {
    query.value = linked;
    query.dispatchEvent(new Event("input"));
  }
})();
