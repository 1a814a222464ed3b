// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }
  var svgTags = /* @__PURE__ */ new Set(["svg", "path", "rect", "line", "text", "g", "circle", "ellipse", "title", "desc"]);
  function make(tag, attributes = {}, ...children) {
    const space = svgTags.has(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml";
    const made = document.createElementNS(space, tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (typeof value === "function") made.addEventListener(name.slice(2), value);
      else if (value === true) made.setAttribute(name, "");
      else if (value !== false && value !== void 0 && value !== null) made.setAttribute(name, String(value));
    }
    made.append(...children.filter((child) => child !== null && child !== void 0));
    return made;
  }

  // src/query/declared.ts
  var DECLARED = /\bprefix\s+([\p{L}\p{N}_.-]*):\s*<([^<>\s]*)>/giu;
  function declared(text) {
    return Object.fromEntries([...text.matchAll(DECLARED)].map(([, prefix, iri]) => [prefix, iri]));
  }
  function shortened(iri, text, known) {
    const own = declared(text);
    const fitting = [...Object.entries(own), ...Object.entries(known).filter(([prefix]) => prefix && !Object.hasOwn(own, prefix))].filter(([, space]) => space && iri.startsWith(space) && /^\w(?:[\w.-]*[\w-])?$/.test(iri.slice(space.length))).sort((a, b) => b[1].length - a[1].length);
    const best = fitting.at(0);
    return best && { prefix: best[0], local: iri.slice(best[1].length) };
  }
  function declaration(text, prefix, iri) {
    if (Object.hasOwn(declared(text), prefix)) return void 0;
    const at = /^(?:[ \t]*(?:#[^\n]*)?\n)*/.exec(text)?.[0].length ?? 0;
    return { at, text: `PREFIX ${prefix}: <${iri}>
` };
  }
  function missing(text, known) {
    return Object.entries(known).filter(([prefix]) => !new RegExp(`prefix\\s+${prefix}\\s*:`, "i").test(text)).map(([prefix, iri]) => `PREFIX ${prefix}: <${iri}> `).join("");
  }

  // src/query/answer.ts
  var SHOWN = 1e3;
  var NUMBER = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float|(?:unsigned)?(?:long|int|short|byte|Long|Int|Short|Byte)|(?:non)?(?:positive|negative|Positive|Negative)Integer)$/;
  function cell(term, known) {
    if (!term) return make("td");
    if (term.type !== "uri") {
      const number = term.datatype !== void 0 && NUMBER.test(term.datatype) ? term.value : void 0;
      return make("td", { lang: term["xml:lang"], "data-number": number }, term.value);
    }
    const where = known.address(term.value);
    const short = shortened(term.value, "", known.prefixes);
    const text = short ? `${short.prefix}:${short.local}` : term.value;
    const label = known.label(term.value);
    return make(
      "td",
      { "data-iri": term.value },
      where === void 0 ? text : make("a", { href: where }, text),
      label ? " " : "",
      label ? make("span", { class: "kind" }, label) : ""
    );
  }
  function table(columns, rows, label, known, titles) {
    const made = make("table", { "data-triples": titles !== void 0 });
    made.createTHead().insertRow().append(...(titles ?? columns).map((name) => make("th", { scope: "col" }, name)));
    const body = made.createTBody();
    for (const row of rows.slice(0, SHOWN)) body.insertRow().append(...columns.map((name) => cell(row[name], known)));
    return make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": label }, made);
  }
  function csv(columns, rows) {
    const quoted = (text) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    return [columns, ...rows.map((row) => columns.map((name) => row[name]?.value ?? ""))].map((cells) => cells.map(quoted).join(",")).join("\r\n") + "\r\n";
  }

  // src/folding.ts
  function fold(text) {
    const plain2 = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
    return plain2.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }

  // src/query/completion.ts
  var MOST = 12;
  var KEYWORDS = [
    "SELECT",
    "CONSTRUCT",
    "DESCRIBE",
    "ASK",
    "WHERE",
    "PREFIX",
    "BASE",
    "DISTINCT",
    "REDUCED",
    "FROM",
    "NAMED",
    "GRAPH",
    "OPTIONAL",
    "UNION",
    "MINUS",
    "FILTER",
    "BIND",
    "VALUES",
    "EXISTS",
    "NOT EXISTS",
    "GROUP BY",
    "HAVING",
    "ORDER BY",
    "ASC",
    "DESC",
    "LIMIT",
    "OFFSET",
    "COUNT",
    "SUM",
    "MIN",
    "MAX",
    "AVG",
    "SAMPLE",
    "GROUP_CONCAT",
    "SEPARATOR",
    "STR",
    "LANG",
    "LANGMATCHES",
    "DATATYPE",
    "BOUND",
    "IRI",
    "COALESCE",
    "IF",
    "CONCAT",
    "STRLEN",
    "SUBSTR",
    "UCASE",
    "LCASE",
    "CONTAINS",
    "STRSTARTS",
    "STRENDS",
    "STRBEFORE",
    "STRAFTER",
    "REPLACE",
    "REGEX",
    "YEAR",
    "MONTH",
    "DAY",
    "NOW",
    "ABS",
    "ROUND",
    "CEIL",
    "FLOOR",
    "isIRI",
    "isLiteral",
    "isBlank",
    "isNumeric",
    "sameTerm",
    "true",
    "false",
    "UNDEF"
  ];
  function bare(text) {
    return text.replace(
      /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*\n/g,
      (found) => found.startsWith("#") ? "\n" : "§"
    );
  }
  function expected(before) {
    if (!before.includes("{")) return "word";
    const clause = before.split(/[{}]|[.;,](?=\s|$)/).at(-1) ?? "";
    if (/\([^)]*$/.test(clause)) return "word";
    const separator = before.slice(0, before.length - clause.length).at(-1);
    const pieces = clause.trim().split(/\s+/).filter(Boolean);
    const last = pieces.at(-1);
    if (last === "a" || last === "rdf:type") return "class";
    const at = pieces.length + (separator === ";" ? 1 : separator === "," ? 2 : 0);
    return at === 1 ? "property" : "thing";
  }
  function fit(typed, term, local) {
    const names = [local, term.label, ...term.names].map(fold);
    if (names.some((name) => name === typed)) return 4;
    if (fold(local).startsWith(typed)) return 3;
    if (names.some((name) => name.startsWith(typed))) return 2.5;
    return names.some((name) => name.includes(typed)) ? 2 : 0;
  }
  function completions(source) {
    return ({ pickedCompletion, startCompletion }) => {
      const put = (insert, prefix, more) => (view, completion, from, to) => {
        const text = view.state.doc.toString();
        const line2 = prefix === void 0 ? void 0 : declaration(text, prefix, source.prefixes[prefix]);
        const changes = [...line2 ? [{ from: line2.at, insert: line2.text }] : [], { from, to, insert }];
        view.dispatch({
          changes,
          selection: { anchor: from + insert.length + (line2?.text.length ?? 0) },
          annotations: pickedCompletion.of(completion),
          userEvent: "input.complete"
        });
        if (more) startCompletion(view);
      };
      function ofTerm(term, text) {
        const short = shortened(term.iri, text, source.prefixes);
        const known = short !== void 0;
        return {
          label: known ? `${short.prefix}:${short.local}` : `<${term.iri}>`,
          detail: term.label,
          type: term.kind,
          apply: put(known ? `${short.prefix}:${short.local}` : `<${term.iri}>`, short?.prefix, false)
        };
      }
      async function terms(typed, space, wanted, text) {
        const all = [...await source.terms(), ...await source.things(typed)];
        const scored = all.filter(({ iri }) => space === void 0 || iri.startsWith(space)).map((term) => {
          const local = space === void 0 ? /[^#/:]*$/.exec(term.iri)?.[0] ?? "" : term.iri.slice(space.length);
          const score = typed ? fit(fold(typed), term, local) : 1;
          return { term, score: score && score + (term.kind === wanted ? 2 : 0) };
        });
        return scored.filter(({ score }) => score).sort((a, b) => b.score - a.score || (a.term.iri < b.term.iri ? -1 : 1)).slice(0, MOST).map(({ term }) => ofTerm(term, text));
      }
      function prefixes(typed, declaring, text) {
        const present = declared(text);
        return Object.entries(source.prefixes).filter(([name]) => name && name.startsWith(typed.toLowerCase()) && !(declaring && Object.hasOwn(present, name))).map(([name, iri]) => ({
          label: `${name}:`,
          detail: iri,
          type: "namespace",
          apply: declaring ? `${name}: <${iri}>` : put(`${name}:`, name, true)
        }));
      }
      return async (context) => {
        const text = context.state.doc.toString();
        const typed = /(?:[?$][\p{L}\p{N}_]*|(?:[\p{L}_][\p{L}\p{N}_.-]*)?:?[\p{L}\p{N}_-]*)$/u.exec(text.slice(0, context.pos))?.[0] ?? "";
        const from = context.pos - typed.length;
        const before = bare(text.slice(0, from));
        if (/["'#]/.test(before.slice(before.lastIndexOf("\n") + 1)) || /<[^<>\s]*$/.test(before)) return null;
        const answer = (options) => options.length ? { from, options: options.slice(0, MOST), filter: false } : null;
        if (/^[?$]/.test(typed)) {
          const names = new Set(bare(text.slice(0, from) + text.slice(context.pos)).match(/[?$][\p{L}\p{N}_]+/gu));
          return answer([...names].filter((name) => name.startsWith(typed) && name !== typed).map((label) => ({ label, type: "variable" })));
        }
        if (/\bprefix\s+$/i.test(before)) return answer(prefixes(typed.replace(/:.*/, ""), true, text));
        const colon = typed.indexOf(":");
        const wanted = expected(before);
        if (colon >= 0) {
          const prefix = typed.slice(0, colon);
          const known = { ...source.prefixes, ...declared(text) };
          if (!Object.hasOwn(known, prefix)) return null;
          return answer(await terms(typed.slice(colon + 1), known[prefix], wanted, text));
        }
        if (!typed && !context.explicit) return null;
        const keywords = KEYWORDS.filter((word) => typed && fold(word).startsWith(fold(typed))).map((label) => ({ label, type: "keyword" }));
        const enough = typed.length > 1 || /[^\p{ASCII}]/u.test(typed) || context.explicit && !typed;
        const named = enough && before.includes("{") ? await terms(typed, void 0, wanted, text) : [];
        const bound = prefixes(typed, false, text);
        return answer(wanted === "word" ? [...keywords, ...bound, ...named] : [...bound, ...named, ...keywords]);
      };
    };
  }

  // src/query/engine.ts
  var worker;
  var engine;
  var graph;
  window.sskgEngine = (code, wasm) => {
    engine = { code, wasm };
  };
  window.sskgGraph = (triples) => {
    graph = triples;
  };
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
  async function start() {
    if (worker) return;
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
  }
  function answered(query, prefixes) {
    if (!worker) return Promise.reject(new Error("engine.js"));
    const answer = reply(worker);
    worker.postMessage({ query, prefixes });
    return answer;
  }
  function end() {
    worker?.terminate();
    worker = void 0;
  }

  // src/query/look.ts
  function look({ EditorView, HighlightStyle, syntaxHighlighting, tags }) {
    const theme = EditorView.theme({
      "&": { color: "var(--ink)", backgroundColor: "var(--page)", border: "1px solid var(--faint)", borderRadius: "6px", fontSize: "13px" },
      "&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px" },
      ".cm-scroller": { fontFamily: 'ui-monospace, "Cascadia Code", Consolas, monospace', lineHeight: "1.5", maxHeight: "70vh", overflow: "auto" },
      ".cm-content, .cm-gutter": { minHeight: "200px" },
      ".cm-content": { caretColor: "var(--ink)" },
      ".cm-cursor": { borderLeftColor: "var(--ink)" },
      ".cm-gutters": { backgroundColor: "var(--lane)", color: "var(--muted)", borderRight: "1px solid var(--line)", borderRadius: "6px 0 0 6px" },
      "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--hover)" },
      "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--mark)" },
      ".cm-lintRange-error": { backgroundImage: "none", textDecoration: "underline wavy var(--bad)", textUnderlineOffset: "3px" },
      ".cm-lintPoint-error:after": { borderBottomColor: "var(--bad)" },
      ".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--surface)", border: "1px solid var(--faint)", borderRadius: "6px", maxWidth: "min(90vw, 640px)" },
      ".cm-tooltip.cm-tooltip-autocomplete > ul": { fontFamily: "inherit", maxHeight: "none", overflow: "hidden", maxWidth: "min(88vw, 640px)" },
      ".cm-tooltip.cm-tooltip-autocomplete > ul > li": { padding: "2px 8px", textOverflow: "ellipsis", overflow: "hidden" },
      ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--surface)", backgroundColor: "var(--accent)" },
      ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "inherit" },
      ".cm-completionLabel": { fontFamily: 'ui-monospace, "Cascadia Code", Consolas, monospace' },
      ".cm-completionDetail": { fontStyle: "normal", color: "var(--muted)" },
      ".cm-diagnostic": { overflowWrap: "anywhere" },
      ".cm-diagnostic-error": { borderLeftColor: "var(--bad)" }
    });
    const colours = HighlightStyle.define([
      { tag: tags.keyword, color: "var(--enacted)", fontWeight: "600" },
      { tag: tags.variableName, color: "var(--hypothetical)" },
      { tag: [tags.string, tags.annotation], color: "var(--permitted)" },
      { tag: [tags.integer, tags.float, tags.bool], color: "var(--required)" },
      { tag: [tags.namespace, tags.url, tags.typeName], color: "var(--inferred)" },
      { tag: tags.comment, color: "var(--muted)", fontStyle: "italic" }
    ]);
    return [theme, syntaxHighlighting(colours)];
  }

  // src/query/field.ts
  var area = byId("query");
  var form = byId("ask");
  var words = byId("words").dataset;
  function offset(text, line2, column2) {
    const lines2 = text.split("\n");
    const before = lines2.slice(0, line2 - 1).reduce((sum, each) => sum + each.length + 1, 0);
    return Math.min(text.length, before + [...lines2[line2 - 1] ?? ""].slice(0, column2 - 1).join("").length);
  }
  function piece(text, at) {
    const token = /^(?:[?$]?[\p{L}\p{N}_.:-]+|<[^<>\s]*>?|\S)/u.exec(text.slice(at));
    if (token) return { from: at, to: at + token[0].length };
    const end2 = text.slice(0, at).trimEnd().length;
    return { from: Math.max(0, end2 - 1), to: end2 };
  }
  function plain() {
    return {
      get text() {
        return area.value;
      },
      set text(value) {
        area.value = value;
      },
      mark: (line2, column2) => {
        const at = offset(area.value, line2, column2);
        area.setSelectionRange(at, at);
      },
      focus: () => area.focus()
    };
  }
  function rich(library, completing) {
    const { EditorState, EditorView, Compartment, Prec } = library;
    const host = make("div", { class: "query" });
    const label = area.labels[0];
    const described = make("p", { id: "help", hidden: true }, words.keys);
    const root = host.attachShadow({ mode: "open" });
    const state = new Compartment();
    const attributes = (invalid) => ({
      "aria-label": label.textContent,
      "aria-describedby": "help",
      "aria-invalid": String(invalid),
      tabindex: "0",
      autocapitalize: "off",
      spellcheck: "false"
    });
    const view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: area.value,
        extensions: [
          EditorState.phrases.of({ Completions: words.completions ?? "", Diagnostics: words.diagnostics ?? "" }),
          library.lineNumbers(),
          library.lintGutter(),
          library.highlightSpecialChars(),
          library.history(),
          library.drawSelection(),
          EditorView.lineWrapping,
          library.bracketMatching(),
          library.closeBrackets(),
          library.sparql(),
          look(library),
          library.autocompletion({ override: [completing(library)], icons: false }),
          Prec.highest(library.keymap.of([{ key: "Mod-Enter", run: () => {
            form.requestSubmit();
            return true;
          } }])),
          library.keymap.of([...library.closeBracketsKeymap, ...library.defaultKeymap, ...library.historyKeymap, ...library.completionKeymap]),
          state.of(EditorView.contentAttributes.of(attributes(false))),
          EditorView.updateListener.of((update) => {
            if (!update.docChanged) return;
            area.value = update.state.doc.toString();
            area.dispatchEvent(new Event("input"));
            window.setTimeout(() => mark([]));
          })
        ]
      })
    });
    root.append(described);
    area.before(host);
    area.hidden = true;
    label.addEventListener("click", () => view.focus());
    let marked = false;
    function mark(places) {
      if (!marked && !places.length) return;
      marked = places.length > 0;
      view.dispatch(library.setDiagnostics(view.state, places.map((place) => ({ ...place, severity: "error" }))));
      view.dispatch({ effects: state.reconfigure(EditorView.contentAttributes.of(attributes(marked))) });
    }
    return {
      get text() {
        return view.state.doc.toString();
      },
      set text(value) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } });
      },
      mark: (line2, column2, message) => {
        const text = view.state.doc.toString();
        const place = piece(text, offset(text, line2, column2));
        window.setTimeout(() => {
          mark([{ ...place, message }]);
          view.dispatch({ selection: { anchor: place.from }, scrollIntoView: true });
        });
      },
      focus: () => view.focus()
    };
  }
  function openField(completing) {
    const field = window.sskgCodeMirror ? rich(window.sskgCodeMirror, completing) : plain();
    area.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit();
    });
    byId("examples").addEventListener("click", (event) => {
      const chosen2 = event.target.closest("a[data-query]");
      if (!chosen2) return;
      event.preventDefault();
      field.text = chosen2.dataset.query ?? "";
      field.focus();
    });
    return field;
  }

  // src/query/address.ts
  function kept(name) {
    return new URLSearchParams(location.hash.slice(1)).get(name);
  }
  function keep(choices) {
    const chosen2 = new URLSearchParams(Object.entries(choices).filter(([, value]) => value)).toString();
    history.replaceState(null, "", location.pathname + location.search + (chosen2 ? `#${chosen2}` : ""));
  }

  // src/query/svg.ts
  function draw(tag, attributes = {}, ...children) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(attributes)) if (value !== void 0) made.setAttribute(name, String(value));
    made.append(...children);
    return made;
  }
  var wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3fffd}]/u;
  function width(text) {
    let sum = 0;
    for (const char of text) sum += wide.test(char) ? 13 : /[A-Z%@mwMW]/.test(char) ? 10.5 : /[iljtf.,:;'|! ]/.test(char) ? 4.6 : 7.7;
    return sum;
  }
  function lines(text, room, most) {
    const broken = [];
    let line2 = "";
    for (const piece2 of text.match(/[^\s\u2e80-\u9fff]+\s*|[\u2e80-\u9fff]|\s+/gu) ?? []) {
      if (line2 && width(line2 + piece2.trimEnd()) > room) {
        broken.push(line2.trimEnd());
        line2 = "";
      }
      line2 += piece2;
      while (width(line2.trimEnd()) > room) {
        const head = cut(line2, room);
        broken.push(head);
        line2 = line2.slice(head.length);
      }
    }
    if (line2.trim()) broken.push(line2.trimEnd());
    if (broken.length <= most) return broken;
    const last = broken.slice(most - 1).join(" ");
    return [...broken.slice(0, most - 1), `${cut(last, room - width("…"))}…`];
  }
  function cut(text, room) {
    let head = "";
    for (const char of text) {
      if (head && width(head + char) > room) break;
      head += char;
    }
    return head;
  }

  // src/query/chart.ts
  var MOST2 = 60;
  var ROW = 46;
  var column = (grid, n) => grid.rows.map((row) => row[n]).filter(({ text }) => text !== "");
  function charted(grid) {
    const all = grid.columns.map((_, n) => column(grid, n));
    const numbers = all.flatMap((cells, n) => cells.length && cells.every(({ number }) => number !== void 0) ? [n] : []);
    const labels = all.flatMap((cells, n) => cells.length && cells.every(({ number }) => number === void 0) ? [n] : []);
    const best = labels.find((n) => all[n].every(({ iri, label, text }) => iri === void 0 || label !== text)) ?? labels.at(0);
    return best === void 0 || !numbers.length ? void 0 : { label: best, numbers };
  }
  function bars(grid, label, of) {
    const rows = grid.rows.filter((row) => row[of].number !== void 0).slice(0, MOST2);
    const values = rows.map((row) => row[of].number ?? 0);
    const low = Math.min(0, ...values);
    const high = Math.max(0, ...values);
    const span = high - low || 1;
    const at = (value) => (low < 0 ? 18 : 0) + (value - low) / span * (low < 0 ? 60 : 78);
    const svg = draw("svg", { class: "bars", width: "100%", height: rows.length * ROW + 4, role: "img", "aria-label": (words.bars ?? "").replace("{n}", String(rows.length)).replace("{number}", grid.columns[of]).replace("{label}", grid.columns[label]) });
    const names = [];
    for (const [n, row] of rows.entries()) {
      const value = values[n];
      const y = n * ROW;
      const name = draw("text", { x: 0, y: y + 15, lang: row[label].lang });
      names.push([name, row[label].label]);
      const [from, to] = [at(Math.min(0, value)), at(Math.max(0, value))];
      svg.append(draw(
        "g",
        {},
        draw("title", {}, `${row[label].label}: ${row[of].text}`),
        name,
        draw("rect", { class: "bar", x: `${from}%`, y: y + 21, width: `${Math.max(to - from, 0.2)}%`, height: 16 }),
        draw("text", { class: "value", x: `${value < 0 ? from : to}%`, y: y + 34, dx: value < 0 ? -6 : 6, "text-anchor": value < 0 ? "end" : "start" }, row[of].text)
      ));
    }
    svg.append(draw("line", { class: "zero", x1: `${at(0)}%`, x2: `${at(0)}%`, y1: 0, y2: rows.length * ROW }));
    new ResizeObserver(() => {
      for (const [element, text] of names) element.textContent = lines(text, svg.clientWidth, 1)[0] ?? "";
    }).observe(svg);
    return svg;
  }
  function chart(grid, { label, numbers }) {
    const picture = make("div");
    const show2 = (of) => picture.replaceChildren(bars(grid, label, of));
    const first = numbers.find((n) => grid.columns[n] === kept("number")) ?? numbers[0];
    show2(first);
    const take = (of) => {
      keep({ view: "chart", number: of === numbers[0] ? "" : grid.columns[of] });
      show2(of);
    };
    const choice = make(
      "select",
      { id: "numbers", onchange: () => take(Number(choice.value)) },
      ...numbers.map((n) => make("option", { value: n, selected: n === first }, grid.columns[n]))
    );
    return make(
      "figure",
      { class: "picture" },
      numbers.length > 1 ? make("p", {}, make("label", { for: "numbers" }, words.numbers), " ", choice) : null,
      picture,
      grid.rows.length > MOST2 ? make("figcaption", {}, (words.first ?? "").replace("{n}", String(MOST2))) : null
    );
  }

  // src/query/layers.ts
  function depths(names, edges) {
    const after = new Map(names.map((name) => [name, edges.filter(({ from }) => from === name).map(({ to }) => to)]));
    const order = [];
    const state = /* @__PURE__ */ new Map();
    const back = /* @__PURE__ */ new Set();
    const visit = (name) => {
      state.set(name, "open");
      for (const next of after.get(name) ?? []) {
        if (state.get(next) === "open") back.add(`${name} ${next}`);
        else if (!state.has(next)) visit(next);
      }
      state.set(name, "done");
      order.unshift(name);
    };
    const targets = new Set(edges.map(({ to }) => to));
    for (const name of [...names.filter((each) => !targets.has(each)), ...names]) if (!state.has(name)) visit(name);
    const depth = new Map(names.map((name) => [name, 0]));
    for (const name of order) {
      for (const next of after.get(name) ?? []) {
        if (!back.has(`${name} ${next}`)) depth.set(next, Math.max(depth.get(next) ?? 0, (depth.get(name) ?? 0) + 1));
      }
    }
    for (const name of names) {
      const next = (after.get(name) ?? []).filter((each) => !back.has(`${name} ${each}`)).map((each) => depth.get(each) ?? 0);
      if (!targets.has(name) && next.length) depth.set(name, Math.min(...next) - 1);
    }
    return depth;
  }
  function arranged(names, edges) {
    const depth = depths(names, edges);
    const layers = [];
    for (const name of names) (layers[depth.get(name) ?? 0] ??= []).push(name);
    const filled2 = layers.filter((layer) => layer.length);
    for (let round = 0; round < 8; round += 1) {
      const place = new Map(filled2.flatMap((layer) => layer.map((name, n) => [name, (n + 0.5) / layer.length])));
      const middle = (name) => {
        const beside = edges.flatMap(({ from, to }) => from === name ? [to] : to === name ? [from] : []);
        const sum = beside.reduce((total, each) => total + (place.get(each) ?? 0.5), 0);
        return beside.length ? sum / beside.length : place.get(name) ?? 0.5;
      };
      for (const layer of filled2) {
        const key = new Map(layer.map((name) => [name, middle(name)]));
        layer.sort((a, b) => (key.get(a) ?? 0) - (key.get(b) ?? 0));
        for (const [n, name] of layer.entries()) place.set(name, (n + 0.5) / layer.length);
      }
    }
    return filled2;
  }

  // src/query/network.ts
  var MOST3 = 60;
  var TRIPLES = { from: 0, by: 1, to: 2 };
  var [BOX, LINE, PAD, APART] = [200, 17, 7, 12];
  var ROOM = 960;
  var gap = (layers) => Math.min(260, Math.max(110, (ROOM - layers * BOX) / Math.max(1, layers - 1)));
  function networked(grid) {
    if (grid.triples) return links(grid, TRIPLES).length ? TRIPLES : void 0;
    const things = grid.columns.flatMap((_, n) => {
      const cells = grid.rows.map((row) => row[n]).filter(({ text }) => text !== "");
      return cells.length && cells.every(({ iri }) => iri !== void 0) ? [n] : [];
    });
    if (things.length < 2) return void 0;
    const ends = { from: things[0], to: things[things.length - 1], by: things.length > 2 ? things[1] : void 0 };
    return links(grid, ends).length ? ends : void 0;
  }
  function links(grid, { from, to, by }) {
    const made = /* @__PURE__ */ new Map();
    for (const row of grid.rows) {
      const [start2, end2] = [row[from].iri, row[to].iri];
      if (start2 === void 0 || end2 === void 0 || start2 === end2) continue;
      const how = by === void 0 ? "" : row[by].label;
      const before = made.get(`${start2} ${end2}`);
      if (before && !before.by.split(", ").includes(how)) before.by += `, ${how}`;
      else if (!before) made.set(`${start2} ${end2}`, { from: start2, to: end2, by: how });
    }
    return [...made.values()];
  }
  function boxes(cells, edges) {
    const layers = arranged([...cells.keys()], edges);
    const at = /* @__PURE__ */ new Map();
    const columns = layers.map((names) => names.map((name) => {
      const cell2 = cells.get(name) ?? { text: name, label: name };
      const text = lines(cell2.label, BOX - 2 * PAD - 4, 3);
      return { name, cell: cell2, lines: text, height: text.length * LINE + 2 * PAD };
    }));
    const tall = (column2) => column2.reduce((sum, { height: height2 }) => sum + height2 + APART, 0);
    const height = Math.max(...columns.map(tall));
    const between = gap(columns.length);
    for (const [n, column2] of columns.entries()) {
      let y = (height - tall(column2)) / 2 + APART / 2;
      for (const { name, ...box } of column2) {
        at.set(name, { x: n * (BOX + between) + 1, y, ...box });
        y += box.height + APART;
      }
    }
    return { at, width: columns.length * (BOX + between) - between + 2, height, between };
  }
  function node({ x, y, height, lines: text, cell: cell2 }) {
    const shape = [
      draw("title", {}, cell2.label === cell2.text ? cell2.text : `${cell2.label} (${cell2.text})`),
      draw("rect", { class: "thing", x, y, width: BOX, height, rx: 6 }),
      ...text.map((line2, n) => draw("text", { x: x + PAD + 2, y: y + PAD + 13 + n * LINE, "font-size": 13 }, line2))
    ];
    return cell2.href === void 0 ? draw("g", {}, ...shape) : draw("a", { href: cell2.href }, ...shape);
  }
  function line(link, from, to) {
    const forward = to.x > from.x;
    const [x1, y1] = [from.x + (forward ? BOX : 0), from.y + from.height / 2];
    const [x2, y2] = [to.x + (forward ? 0 : BOX), to.y + to.height / 2];
    const bend = to.x === from.x ? -40 : (x2 - x1) / 2;
    const [c1, c2] = to.x === from.x ? [x1 + bend, x1 + bend] : [x1 + bend, x2 - bend];
    const end2 = to.x === from.x ? from.x : x2;
    const tip = forward || to.x === from.x ? -1 : 1;
    const path = draw(
      "g",
      {},
      draw("title", {}, `${from.cell.label} → ${to.cell.label}${link.by && ` (${link.by})`}`),
      draw("path", { class: "edge", d: `M${x1},${y1}C${c1},${y1} ${c2},${y2} ${end2},${y2}` }),
      draw("path", { class: "tip", d: `M${end2},${y2}l${tip * 9},-4.5v9z` })
    );
    const point = (t) => {
      const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
      return [a * x1 + b * c1 + c * c2 + d * end2, (a + b) * y1 + (c + d) * y2];
    };
    return { path, point };
  }
  function network(grid, ends) {
    const edges = links(grid, ends);
    const cells = /* @__PURE__ */ new Map();
    for (const row of grid.rows) {
      for (const cell2 of [row[ends.from], row[ends.to]]) {
        if (cell2.iri !== void 0 && edges.some(({ from, to }) => from === cell2.iri || to === cell2.iri)) cells.set(cell2.iri, cell2);
      }
    }
    if (cells.size > MOST3) return make("p", { class: "note" }, (words.toomany ?? "").replace("{n}", String(cells.size)).replace("{most}", String(MOST3)));
    const { at, width: wide2, height, between } = boxes(cells, edges);
    const single = new Set(edges.map(({ by }) => by)).size === 1 ? edges[0].by : void 0;
    const svg = draw("svg", { class: "links", width: wide2, height, viewBox: `0 0 ${wide2} ${height}`, role: "group", "aria-label": (words.links ?? "").replace("{n}", String(cells.size)).replace("{links}", String(edges.length)) });
    const labels = [];
    const taken = [];
    for (const edge of edges) {
      const [from, to] = [at.get(edge.from), at.get(edge.to)];
      if (!from || !to) continue;
      const { path, point } = line(edge, from, to);
      svg.append(path);
      if (single !== void 0 || from.x === to.x) continue;
      const text = lines(edge.by, Math.min(between, 200) - 14, 1)[0] ?? "";
      const half = width(text) / 2 * 12 / 13;
      const spot = [0.5, 0.4, 0.6].map(point).find(([x, y]) => taken.every(([x2, y2, half2]) => Math.abs(x - x2) > half + half2 + 4 || Math.abs(y - y2) > 15) && [...at.values()].every((box) => x + half < box.x || x - half > box.x + BOX || y + 8 < box.y || y - 8 > box.y + box.height));
      if (!spot) continue;
      taken.push([...spot, half]);
      labels.push(draw("text", { class: "by", x: spot[0], y: spot[1] + 4, "text-anchor": "middle", "font-size": 12 }, text));
    }
    svg.append(...labels, ...[...at.values()].map(node));
    return make(
      "figure",
      { class: "picture" },
      make("div", { class: "scroll", role: "region", tabindex: "0", "aria-label": words.network }, svg),
      make("figcaption", {}, [`${grid.columns[ends.from]} → ${grid.columns[ends.to]}`, single].filter(Boolean).join(": "))
    );
  }

  // src/query/forms.ts
  function chosen() {
    const form3 = kept("view");
    return form3 === "chart" || form3 === "network" ? form3 : "table";
  }
  function read(table2) {
    const cells = (row) => [...row.cells].map((td) => {
      const link = td.querySelector("a");
      const text = (link ?? td).textContent.trim();
      const number = Number(td.dataset.number);
      return {
        text,
        label: td.querySelector(".kind")?.textContent.trim() ?? text,
        iri: td.dataset.iri,
        href: link?.href,
        number: td.dataset.number !== void 0 && Number.isFinite(number) ? number : void 0,
        lang: td.lang || void 0
      };
    });
    return {
      triples: table2.dataset.triples !== void 0,
      columns: [...table2.tHead?.rows[0]?.cells ?? []].map((th) => th.textContent.trim()),
      rows: [...table2.tBodies].flatMap((body) => [...body.rows].map(cells))
    };
  }
  function offer(result2) {
    const table2 = result2.querySelector("table");
    const region = table2?.closest(".scroll");
    if (!table2 || !region) return;
    const grid = read(table2);
    const others = [];
    const numbers = charted(grid);
    if (numbers) others.push({ form: "chart", label: words.chart ?? "", draw: () => chart(grid, numbers) });
    const ends = networked(grid);
    if (ends) others.push({ form: "network", label: words.network ?? "", draw: () => network(grid, ends) });
    if (!others.length) return;
    const stage = make("div");
    const row = make("p", { role: "group", "aria-label": words.forms, class: "forms" });
    const show2 = (form3) => {
      const shown = others.find((each) => each.form === form3);
      for (const each of row.children) each.setAttribute("aria-pressed", String(each.dataset.form === (shown?.form ?? "table")));
      region.hidden = shown !== void 0;
      stage.replaceChildren(...shown ? [shown.draw()] : []);
    };
    row.append(...[{ form: "table", label: words.table ?? "" }, ...others].map(({ form: form3, label }) => make("button", { type: "button", "data-form": form3, onclick: () => {
      keep({ view: form3 === "table" ? "" : form3 });
      show2(form3);
    } }, label)));
    region.before(row, stage);
    show2(chosen());
  }

  // src/names.ts
  function receive(language2, take) {
    window.sskgNames = ({ languages, kinds, rows }) => {
      const at = Math.max(0, languages.indexOf(language2));
      take(rows.map(([name, labels, kind, names]) => ({ name, label: labels[at], kind: kind < 0 ? "" : kinds[kind][at], names })));
    };
  }

  // src/query/sources.ts
  var language = () => byId("words").dataset.lang ?? "en";
  function termOf(iri, kind, labels) {
    return { iri, kind, label: labels[language()] ?? Object.values(labels).at(0) ?? "", names: Object.values(labels).filter((name) => name !== void 0) };
  }
  function siteThings(site) {
    const iris = new Map(Object.entries(site.names).map(([iri, name]) => [name, iri]));
    let things;
    const load = async () => {
      const loaded = /* @__PURE__ */ new Map();
      receive(byId("words").dataset.own ?? "", (named) => {
        for (const { name, label, names } of named) {
          const iri = iris.get(name);
          if (iri !== void 0) loaded.set(iri, { iri, kind: "thing", label, names });
        }
      });
      await script("names.js");
      return loaded;
    };
    return () => things ??= load();
  }
  function siteSource(site, things) {
    return {
      prefixes: site.prefixes,
      terms: () => Promise.resolve(site.terms.map(({ iri, kind, labels }) => termOf(iri, kind, labels))),
      things: async () => [...(await things()).values()]
    };
  }

  // src/sparql.ts
  var SECONDS = 20;
  var LONGEST = 1e5;
  var DEEPEST = 200;
  var form2 = byId("ask");
  var problem = byId("problem");
  var result = byId("result");
  var stop = byId("stop");
  var timer = 0;
  function filled(template, n) {
    return (template ?? "").replace("{n}", n.toLocaleString());
  }
  function fail(...texts) {
    problem.hidden = false;
    problem.replaceChildren(...texts.filter(Boolean).map((text) => make("p", {}, text)));
    result.replaceChildren();
  }
  function say(text) {
    problem.hidden = true;
    result.replaceChildren(make("p", {}, text));
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
  function download(label, name, text, type) {
    return make("a", { href: URL.createObjectURL(new Blob([text], { type })), download: name }, label);
  }
  function wrong(answer, field) {
    const { fault } = answer;
    if (!fault) {
      fail(answer.error ?? "");
      return;
    }
    const said = fault.kind === "rule" ? fault.piece : (words[fault.kind] ?? "").replace("{piece}", fault.piece);
    fail(said, (words.place ?? "").replace("{line}", String(fault.line)).replace("{column}", String(fault.column)));
    field.mark(fault.line, fault.column, said);
  }
  function tabled(columns, rows, count, links2, known, titles) {
    const line2 = make("p", { class: "download" });
    line2.append(...links2.flatMap((link) => [link, " "]));
    result.replaceChildren(make("p", {}, count), line2, table(columns, rows, count, known, titles));
    offer(result);
  }
  function show(answer, field, known) {
    if (answer.service) fail(words.service ?? "");
    else if (answer.broken) {
      end();
      fail(words.engine ?? "");
    } else if (answer.error !== void 0) wrong(answer, field);
    else if (answer.triples !== void 0) {
      const rows = answer.rows ?? [];
      tabled(
        ["subject", "predicate", "object"],
        rows,
        filled(words.triples, rows.length),
        [download("Turtle", "result.ttl", answer.triples, "text/turtle")],
        known,
        [words.subject ?? "", words.predicate ?? "", words.object ?? ""]
      );
      result.append(make("details", { open: true }, make("summary", {}, "Turtle"), make("pre", { tabindex: "0" }, answer.triples)));
    } else {
      const json = answer.json ?? "{}";
      const { head, boolean, results } = JSON.parse(json);
      if (boolean !== void 0) {
        say(boolean ? words.yes : words.no);
        return;
      }
      const columns = head.vars ?? [];
      const rows = results?.bindings ?? [];
      tabled(columns, rows, filled(words.rows, rows.length), [
        download(words.csv, "result.csv", csv(columns, rows), "text/csv"),
        download(words.json, "result.json", json, "application/sparql-results+json")
      ], known);
    }
  }
  async function ask(field, site, known) {
    const { text } = field;
    if (text.length > LONGEST || nesting(text) > DEEPEST) {
      fail(words.deep ?? "");
      return;
    }
    history.replaceState(null, "", `?${new URLSearchParams({ query: text }).toString()}${location.hash}`);
    say(words.loading);
    await start();
    say(words.running);
    stop.hidden = false;
    timer = window.setTimeout(() => {
      end();
      stop.hidden = true;
      fail(filled(words.late, SECONDS));
    }, SECONDS * 1e3);
    try {
      show(await answered(text, missing(text, site.prefixes)), field, known);
    } catch {
      end();
      fail(words.engine ?? "");
    } finally {
      window.clearTimeout(timer);
      stop.hidden = true;
    }
  }
  function address(site, iri) {
    if (Object.hasOwn(site.names, iri)) return `id/${site.names[iri]}.html`;
    if (iri.startsWith(site.ontology)) return `ontology.html#${encodeURIComponent(iri.slice(site.ontology.length))}`;
    return /^https?:\/\//.test(iri) ? iri : void 0;
  }
  window.sskgQueries = (site) => {
    const linked = new URLSearchParams(location.search).get("query");
    if (linked !== null) byId("query").value = linked;
    const things = siteThings(site);
    const field = openField(completions(siteSource(site, things)));
    const terms = new Map(site.terms.map(({ iri, labels: labels2 }) => [iri, labels2[words.lang ?? "en"] ?? ""]));
    let labels = /* @__PURE__ */ new Map();
    const known = {
      prefixes: site.prefixes,
      address: (iri) => address(site, iri),
      label: (iri) => labels.get(iri)?.label ?? terms.get(iri) ?? ""
    };
    form2.addEventListener("submit", (event) => {
      event.preventDefault();
      result.ariaBusy = "true";
      const asking = async () => {
        labels = await things();
        await ask(field, site, known);
      };
      asking().catch((error) => {
        end();
        fail(error instanceof Error ? error.message : String(error));
      }).finally(() => {
        result.ariaBusy = "false";
      });
    });
  };
  stop.addEventListener("click", () => {
    window.clearTimeout(timer);
    end();
    stop.hidden = true;
    say("");
  });
})();
