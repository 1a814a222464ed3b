// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }

  // src/names.ts
  function receive(language, take) {
    window.sskgNames = ({ languages, kinds, rows: rows2 }) => {
      const at = Math.max(0, languages.indexOf(language));
      take(rows2.map(([name, labels, kind, names]) => ({ name, label: labels[at], kind: kind < 0 ? "" : kinds[kind][at], names })));
    };
  }

  // src/site.ts
  var box = byId("quick");
  var list = byId("hits");
  var status = byId("found");
  var MOST = 50;
  var rows = [];
  function fold(text) {
    return text.normalize("NFKD").toLowerCase().replace(/\p{M}/gu, "").normalize("NFKC").replace(/[\W_]+/gu, (gap) => gap.replace(/[^\p{L}\p{N}]+/gu, " ")).trim();
  }
  function near(typed, word) {
    if (Math.abs(typed.length - word.length) > 1 || typed.length < 4 || typed.codePointAt(0) !== word.codePointAt(0)) return false;
    let at = 0;
    while (at < typed.length && typed[at] === word[at]) at += 1;
    const [a, b] = [typed.slice(at), word.slice(at)];
    return b === a.slice(1) || a === b.slice(1) || a.slice(1) === b.slice(1) || a.codePointAt(0) === b.codePointAt(1) && a.codePointAt(1) === b.codePointAt(0) && a.slice(2) === b.slice(2);
  }
  function fit(typed, names) {
    let best = 0;
    const words = typed.split(" ");
    for (const name of names) {
      const parts = name.split(" ");
      let score = 0;
      if (name === typed) score = 4;
      else if (name.startsWith(typed)) score = 3;
      else if (name.includes(typed)) score = 2;
      else if (words.every((word) => parts.some((part) => part.startsWith(word)))) score = 1.5;
      else if (words.every((word) => parts.some((part) => part.startsWith(word) || near(word, part)))) score = 1;
      if (score) best = Math.max(best, score + 1 / (2 + name.length));
    }
    return best;
  }
  function show() {
    const typed = fold(box.value);
    const found = typed ? rows.map(({ row, folded }) => ({ row, score: fit(typed, folded) })).filter(({ score }) => score).sort((a, b) => b.score - a.score || (a.row.label < b.row.label ? -1 : 1)) : [];
    list.replaceChildren(...found.slice(0, MOST).map(({ row }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `id/${row.name}.html`;
      link.textContent = row.label;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = ` ${row.kind}`;
      item.append(link, kind);
      return item;
    }));
    if (typed) status.textContent = found.length ? (list.dataset.some ?? "").replace("{n}", String(found.length)) : list.dataset.none ?? "";
  }
  receive(status.dataset.lang ?? "", (things) => {
    rows = things.map((row) => ({ row, folded: [row.label, ...row.names, row.name.replaceAll("-", " ")].map(fold) }));
    const asked = new URLSearchParams(location.search).get("text");
    if (asked !== null) box.value = asked;
    show();
  });
  box.addEventListener("input", show);
})();
