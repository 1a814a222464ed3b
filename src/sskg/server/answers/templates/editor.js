// The editor's comforts: line numbers, the line of an error marked, Ctrl-Enter to ask.
"use strict";
(() => {
  const query = document.getElementById("query");
  const lines = document.getElementById("lines");
  if (!query || !lines) return;
  let bad = Number(query.dataset.badLine) || 0;

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

  query.addEventListener("input", () => { bad = 0; draw(); });
  query.addEventListener("scroll", () => { lines.scrollTop = query.scrollTop; });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      document.getElementById("ask").requestSubmit();
    }
  });
  // A query that is too long for an address is posted.
  document.getElementById("ask").addEventListener("submit", (event) => {
    event.target.method = query.value.length > 4000 ? "post" : "get";
  });
  document.getElementById("examples").addEventListener("click", (event) => {
    const chosen = event.target.closest("a[data-query]");
    if (!chosen) return;
    event.preventDefault();
    query.value = chosen.dataset.query;
    bad = 0;
    draw();
    query.focus();
  });
  document.body.classList.add("scripted");
  draw();
})();
