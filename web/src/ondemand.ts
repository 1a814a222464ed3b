// More of the graph from the server that gave this page; a file has no such script.
import * as address from "./address.js";
import * as data from "./data.js";
import { byId, make, searchField } from "./dom.js";
import * as main from "./main.js";
import { more } from "./frame.js";
import * as search from "./search.js";
import * as state from "./state.js";
import type { Replacement } from "./types.js";
import { number, safe, say } from "./words.js";

const MOST = 50;
let busy = false;

function note(): string {
  const { hubs = false, cut = 0 } = data.head.served ?? {};
  return [say(hubs ? "servedHubs" : "servedPart"), cut ? say("servedCut", { n: number(cut) }) : ""].join(" ");
}

// The address of this page with one more thing to start from.
function wider(iri: string): URL {
  const next = new URL(location.href);
  const names = [...data.head.seeds.map(data.iri).filter((name) => name !== iri), iri].slice(-MOST);
  next.searchParams.delete("name");
  // Rings are drawn around one thing; how the reader has arranged it is in the hash.
  next.searchParams.delete("arrange");
  for (const name of names) next.searchParams.append("name", name);
  if (data.head.served?.hubs) next.searchParams.set("hubs", "true");
  next.searchParams.set("lang", data.head.lang);
  return next;
}

async function answer<Content>(asked: URL): Promise<Content> {
  const response = await fetch(asked, { headers: { Accept: "application/json" }, credentials: "same-origin" });
  const content: unknown = await response.json();
  if (!response.ok) throw new Error((content as { error?: { message?: string } }).error?.message ?? String(response.status));
  return content as Content;
}

// Fetch what surrounds a thing, and show it with what is here already.
async function fetchAround(iri: string, label: string): Promise<void> {
  if (busy) return;
  busy = true;
  byId("status").textContent = say("fetching", { label });
  try {
    const next = wider(iri);
    const hash = new URLSearchParams(address.text().slice(1));
    for (const key of ["at", "search"]) hash.delete(key);
    hash.set("arrange", state.chosen.alone?.rings ? "around" : state.chosen.arrange);
    const asked = new URL(next);
    asked.hash = "";
    asked.searchParams.set("format", "json");
    const replacement = await answer<Replacement>(asked);
    hash.set("thing", replacement.head.seeds.at(-1) ?? "");
    next.hash = hash.toString();
    await main.take(replacement, next.href);
  } catch (error) {
    byId("status").textContent = say("unfetched", { why: safe(error instanceof Error ? error.message : String(error), 200) });
  } finally {
    busy = false;
  }
}

more.push((thing) => make("button", { id: "do-around", onclick: () => fetchAround(data.iri(data.identifier(thing)), data.label(thing)) }, say("around")));

// What is not here is looked for in the whole graph.
async function findElsewhere(event: KeyboardEvent): Promise<void> {
  const text = searchField().value.trim();
  if (event.key !== "Enter" || !text || search.matches().size) return;
  event.preventDefault();
  const asked = new URL("/find", location.href);
  asked.search = new URLSearchParams({ text, limit: "1", format: "json" }).toString();
  try {
    const [best] = (await answer<{ matches: [{ entity: { iri: string } }] }>(asked)).matches;
    searchField().value = "";
    search.type("", { open: false });
    await fetchAround(best.entity.iri, text);
  } catch (error) {
    byId("status").textContent = say("unfetched", { why: safe(error instanceof Error ? error.message : String(error), 200) });
  }
}

main.remarkBy(note);
searchField().addEventListener("keydown", (event) => { void findElsewhere(event); });
