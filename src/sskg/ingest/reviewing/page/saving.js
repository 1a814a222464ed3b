// ---- nothing is lost: each decision is sent at once, or kept in the browser until it is saved
const queue = [];
const drawer = "sskg-review-" + data.digest;
let unsaved = 0;
let sending = false;
function keep(event) {
  if (data.offline) {
    unsaved++;
    try { localStorage.setItem(drawer, lines()); } catch { alertUser(t("save often")); }
    return;
  }
  queue.push(event);
  send();
}
async function send() {
  if (sending) return;
  sending = true;
  try {
    while (queue.length) {
      const answer = await fetch("/decisions", {
        method: "POST", headers: { "Content-Type": "application/json", "X-Review": "1" },
        body: JSON.stringify(queue[0]),
      });
      if (!answer.ok) throw new Error(await answer.text());
      queue.shift();
    }
    alertUser("");
  } catch (error) {
    alertUser(t("not saved", { n: queue.length, reason: error.message }));
    setTimeout(send, 2000);
  } finally { sending = false; }
}
const lines = () => state.events.map((each) => JSON.stringify(each) + "\n").join("");
function restore() {
  if (!data.offline) return;
  try {
    const known = new Set(state.events.map((each) => each.id));
    for (const line of (localStorage.getItem(drawer) ?? "").split("\n")) {
      if (!line) continue;
      const event = JSON.parse(line);
      if (!known.has(event.id)) { state.events.push(event); unsaved++; }
    }
  } catch { alertUser(t("save often")); }
  recount();
}
function save() {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([lines()], { type: "application/jsonl" }));
  link.download = `${data.name}-decisions.jsonl`;
  link.click();
  unsaved = 0;
}
addEventListener("beforeunload", (event) => { if (unsaved || queue.length) event.preventDefault(); });
async function check() {
  const answer = await fetch("/check", { method: "POST", headers: { "X-Review": "1" }, body: "{}" });
  showText(t("check"), await answer.text());
}
function alertUser(text) {
  const place = document.getElementById("alert");
  place.textContent = text;
  place.hidden = !text;
}
