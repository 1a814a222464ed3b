// The editor's comforts: line numbers, the line of an error marked, Ctrl-Enter to ask.
import { byId } from "./dom.js";

const query = byId("query") as HTMLTextAreaElement;
const form = byId("ask") as HTMLFormElement;
const lines = byId("lines");
let bad = Number(query.dataset.badLine) || 0;

function draw(): void {
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
    form.requestSubmit();
  }
});
// A query that is too long for an address is posted.
form.addEventListener("submit", () => { form.method = query.value.length > 4000 ? "post" : "get"; });
document.getElementById("examples")?.addEventListener("click", (event) => {
  const chosen = (event.target as Element).closest<HTMLElement>("a[data-query]");
  if (!chosen) return;
  event.preventDefault();
  query.value = chosen.dataset.query ?? "";
  bad = 0;
  draw();
  query.focus();
});
document.body.classList.add("scripted");
draw();
