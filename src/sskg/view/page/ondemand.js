// More of the graph from the server that gave this page; a file has no such script.
const ondemand = (() => {
  const MOST = 50;
  let busy = false;

  Object.assign(words.en, {
    around: "More around this", fetching: "Fetching what surrounds {label} …",
    unfetched: "The server did not answer: {why}",
    servedPart: "Part of a larger graph. Choose a thing and “More around this” to see further.",
    servedHubs: "The best-connected things of a large graph. Choose one and “More around this” to see further; Enter in the search looks in the whole graph.",
    servedCut: "{n} things around these are left out.",
  });
  Object.assign(words.zh, {
    around: "展开周围", fetching: "正在读取“{label}”的周围……",
    unfetched: "服务器没有回答：{why}",
    servedPart: "所示为更大图谱的一部分。选中一项，再点“展开周围”，即可看到更多。",
    servedHubs: "所示为大型图谱中关联最多的事物。选中一项，再点“展开周围”；在搜索框按回车，可查找整个图谱。",
    servedCut: "另有周围 {n} 个事物未画出。",
  });

  function note() {
    const { hubs, cut } = data.head.served;
    return [say(hubs ? "servedHubs" : "servedPart"), cut ? say("servedCut", { n: number(cut) }) : ""].join(" ");
  }

  // The address of this page with one more thing to start from.
  function wider(iri) {
    const next = new URL(location.href);
    const names = [...data.head.seeds.map(data.iri).filter((name) => name !== iri), iri].slice(-MOST);
    next.searchParams.delete("name");
    for (const name of names) next.searchParams.append("name", name);
    if (data.head.served.hubs) next.searchParams.set("hubs", "true");
    next.searchParams.set("lang", data.head.lang);
    return next;
  }

  async function answer(address) {
    const response = await fetch(address, { headers: { Accept: "application/json" }, credentials: "same-origin" });
    const content = await response.json();
    if (!response.ok) throw new Error(content.error?.message ?? response.status);
    return content;
  }

  // Fetch what surrounds a thing, and show it with what is here already.
  async function fetchAround(iri, label) {
    if (busy) return;
    busy = true;
    byId("status").textContent = say("fetching", { label });
    try {
      const next = wider(iri);
      const hash = new URLSearchParams(address.text().slice(1));
      for (const key of ["at", "search"]) hash.delete(key);
      const asked = new URL(next);
      asked.hash = "";
      asked.searchParams.set("format", "json");
      const got = await answer(asked);
      const thing = got.head.seeds.at(-1);
      hash.set("thing", thing);
      next.hash = hash;
      await main.take(got, next.href);
    } catch (error) {
      byId("status").textContent = say("unfetched", { why: safe(String(error.message), 200) });
    } finally {
      busy = false;
    }
  }

  panel.more.push((thing) => make("button", { id: "do-around", onclick: () => fetchAround(data.iri(data.identifier(thing)), data.label(thing)) }, say("around")));

  // What is not here is looked for in the whole graph.
  async function findElsewhere(event) {
    const text = event.target.value.trim();
    if (event.key !== "Enter" || !text || search.matches()?.size) return;
    event.preventDefault();
    const asked = new URL("/find", location.href);
    asked.search = new URLSearchParams({ text, limit: 1, format: "json" });
    try {
      const [best] = (await answer(asked)).matches;
      byId("search").value = "";
      search.type("", { open: false });
      await fetchAround(best.entity.iri, text);
    } catch (error) {
      byId("status").textContent = say("unfetched", { why: safe(String(error.message), 200) });
    }
  }

  byId("search").addEventListener("keydown", findElsewhere);
  return { note };
})();
