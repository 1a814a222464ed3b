// How a claim is shown: its modality in line and word, who said it, and the way to its passage.
const evidence = (() => {
  const badge = (name) => make("span", { class: `badge ${name}`, title: say(`${name}Means`) }, legend.sample(name), say(name));

  function passage([id, document_, start, end, anchor]) {
    const reference = `${data.documentName(document_)}:${start}-${end}`;
    const name = say("passage", { document: data.documentLabel(document_), start, end });
    return make("button", {
      class: "passage", "data-passage": id, title: `${say("openPassage")}: ${name}`,
      onclick: () => reader.open({ id, document: document_, start, end, anchor }),
    }, make("span", { class: "reference" }, reference), anchor ? make("q", {}, make("bdi", {}, safe(anchor, 200))) : null);
  }

  function speaker(who) {
    if (who === -1 || who === undefined || who === "") return null;
    return say("saidBy", { speaker: typeof who === "number" ? data.label(who) : safe(who, 100) });
  }

  function claim([, modality, passages, qualifier, who]) {
    const remarks = [];
    if (speaker(who)) remarks.push(speaker(who));
    if (qualifier && Object.keys(qualifier).length) remarks.push(say("hedge", { hedge: safe(pick(qualifier), 200) }));
    return make("div", { class: "claim" },
      badge(data.modality(modality)),
      remarks.length ? make("span", { class: "remark" }, remarks.join(", ")) : null,
      make("span", { class: "passages" }, ...passages.map(passage)));
  }

  const claims = (rows) => make("div", { class: "claims" }, ...rows.map(claim));

  return { claims, badge };
})();
