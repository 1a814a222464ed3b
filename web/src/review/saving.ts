// Nothing is lost: each decision is sent at once, or kept in the browser until it is saved.
import { make } from "../dom.js";
import { data, state, t } from "./data.js";
import { recount } from "./decisions.js";
import { alertUser } from "./elements.js";
import { paint } from "./going.js";
import type { Happened } from "./types.js";

const queue: Happened[] = [];
const drawer = `sskg-review-${data.digest}`;
let unsaved = 0;
let sending = false;
let refused = false;
/** Answers to what is no decision, or too long for one. */
const REFUSED = [400, 413];

export function keep(event: Happened): void {
  if (data.offline) {
    unsaved += 1;
    try { localStorage.setItem(drawer, lines()); } catch { alertUser(t("save often")); }
    return;
  }
  queue.push(event);
  refused = false;
  void send();
}

async function send(): Promise<void> {
  if (sending) return;
  sending = true;
  try {
    while (queue.length) {
      const answer = await fetch("/decisions", {
        method: "POST", headers: { "Content-Type": "application/json", "X-Review": "1" },
        body: JSON.stringify(queue[0]),
      });
      if (REFUSED.includes(answer.status)) { withdraw(await answer.text()); continue; }
      if (!answer.ok) throw new Error(await answer.text());
      queue.shift();
    }
    if (!refused) alertUser("");
  } catch (error) {
    alertUser(t("not saved", { n: queue.length, reason: error instanceof Error ? error.message : String(error) }));
    setTimeout(() => { void send(); }, 2000);
  } finally { sending = false; }
}

// What cannot be is taken back, and said: sent again it would be refused again, and hold up all that follows.
function withdraw(reason: string): void {
  const wrong = queue.shift();
  state.events = state.events.filter((each) => each.id !== wrong?.id);
  refused = true;
  recount();
  paint();
  alertUser(t("refused", { reason }));
}

const lines = (): string => state.events.map((each) => `${JSON.stringify(each)}\n`).join("");

export function restore(): void {
  if (!data.offline) return;
  try {
    const known = new Set(state.events.map((each) => each.id));
    for (const line of (localStorage.getItem(drawer) ?? "").split("\n")) {
      if (!line) continue;
      const event = JSON.parse(line) as Happened;
      if (!known.has(event.id)) { state.events.push(event); unsaved += 1; }
    }
  } catch { alertUser(t("save often")); }
  recount();
}

export function save(): void {
  make("a", {
    href: URL.createObjectURL(new Blob([lines()], { type: "application/jsonl" })),
    download: `${data.name}-decisions.jsonl`,
  }).click();
  unsaved = 0;
}

export function warnOnLeaving(): void {
  addEventListener("beforeunload", (event) => { if (unsaved || queue.length) event.preventDefault(); });
}
