// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }

  // src/folding.ts
  function fold(text) {
    const plain = text.normalize("NFKD").toLowerCase().replaceAll("ß", "ss").replaceAll("ς", "σ");
    return plain.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFKC").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  }
  var LONG = 9;
  var SHORT = 4;
  function mistyped(typed, known) {
    if (typed === known) return true;
    const [one, other2] = [[...typed], [...known]];
    const shorter = Math.min(one.length, other2.length);
    if (one[0] !== other2[0] || shorter < SHORT || /\p{Nd}/u.test(typed + known)) return false;
    if (one.length === other2.length && one.slice(0, -1).join("") === other2.slice(0, -1).join("")) return false;
    const most = shorter >= LONG ? 2 : 1;
    return Math.abs(one.length - other2.length) <= most && edits(one, other2) <= most;
  }
  function edits(one, other2) {
    let before = [];
    let row = other2.map((_, at) => at).concat(other2.length);
    one.forEach((left, at) => {
      const older = before;
      before = row;
      row = [at + 1];
      other2.forEach((right, to) => {
        let cost = Math.min(before[to + 1] + 1, row[to] + 1, before[to] + Number(left !== right));
        if (at > 0 && to > 0 && left === other2[to - 1] && one[at - 1] === right) cost = Math.min(cost, older[to - 1] + 1);
        row.push(cost);
      });
    });
    return row[other2.length];
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
      else if (words.every((word) => parts.some((part) => part.startsWith(word) || mistyped(word, part)))) score = 1;
      if (score) best = Math.max(best, score + 1 / (2 + name.length));
    }
    return best;
  }
  function other(typed, row, folded) {
    if (fit(typed, folded.slice(0, 1))) return "";
    const fits = row.names.map((name, at) => ({ name, score: fit(typed, [folded[at + 1]]) })).filter(({ score }) => score);
    return fits.sort((a, b) => b.score - a.score).at(0)?.name ?? "";
  }
  function show() {
    const typed = fold(box.value);
    const found = typed ? rows.map(({ row, folded }) => ({ row, folded, score: fit(typed, folded) })).filter(({ score }) => score).sort((a, b) => b.score - a.score || (a.row.label < b.row.label ? -1 : 1)) : [];
    list.replaceChildren(...found.slice(0, MOST).map(({ row, folded }) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `id/${row.name}.html`;
      link.textContent = row.label;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = ` ${row.kind}`;
      item.append(link, kind);
      const name = other(typed, row, folded);
      if (name) {
        const also = document.createElement("p");
        also.className = "other";
        also.textContent = (list.dataset.also ?? "").replace("{name}", () => name);
        item.append(also);
      }
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
