// Built from web/src by `make web`; change it there.
"use strict";
(() => {
  // src/dom.ts
  function byId(id) {
    const element = document.getElementById(id);
    if (!element) throw new Error(`the page has no element “${id}”`);
    return element;
  }

  // src/editor.ts
  var query = byId("query");
  var form = byId("ask");
  var lines = byId("lines");
  var bad = Number(query.dataset.badLine) || 0;
  function draw() {
    const count = query.value.split("\n").length;
    lines.replaceChildren();
    for (let at = 1; at <= count; at += 1) {
      const row = document.createElement("span");
      row.textContent = String(at);
      if (at === bad) row.className = "bad";
      lines.append(row);
    }
    lines.scrollTop = query.scrollTop;
  }
  query.addEventListener("input", () => {
    bad = 0;
    draw();
  });
  query.addEventListener("scroll", () => {
    lines.scrollTop = query.scrollTop;
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    form.method = query.value.length > 4e3 ? "post" : "get";
  });
  document.getElementById("examples")?.addEventListener("click", (event) => {
    const chosen = event.target.closest("a[data-query]");
    if (!chosen) return;
    event.preventDefault();
    query.value = chosen.dataset.query ?? "";
    bad = 0;
    draw();
    query.focus();
  });
  document.body.classList.add("scripted");
  draw();
})();
