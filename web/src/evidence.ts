// How a claim is shown: its modality in line and word, who said it, and the way to its passage.
import * as data from "./data.js";
import { make } from "./dom.js";
import * as legend from "./legend.js";
import { open } from "./passage.js";
import type { ClaimRow, Dash, PassageRow, SourceRow } from "./types.js";
import { pick, safe, say } from "./words.js";

const badge = (name: Dash): HTMLElement => make("span", { class: `badge ${name}`, title: say(`${name}Means`) }, legend.sample(name), say(name));

function passage([id, at, start, end, anchor]: PassageRow): HTMLElement {
  const reference = `${data.documentName(at)}:${start}-${end}`;
  const name = say("passage", { document: data.documentLabel(at), start, end });
  return make("button", {
    class: "passage", "data-passage": id, title: `${say("openPassage")}: ${name}`,
    onclick: () => { open({ id, document: at, start, end, anchor }); },
  }, make("span", { class: "reference" }, reference), anchor ? make("q", {}, make("bdi", {}, safe(anchor, 200))) : null);
}

function speaker(who: number | string | undefined): string | null {
  if (who === -1 || who === undefined || who === "") return null;
  return say("saidBy", { speaker: typeof who === "number" ? data.label(who) : safe(who, 100) });
}

function source([, labels, text, ascribed, day]: SourceRow): HTMLElement {
  const label = pick(labels);
  const name = say(ascribed ? "ascribedTo" : "fromSource", { name: safe(label ? `${label} (${text})` : text, 300) });
  return make("span", { class: "remark" }, day ? `${name}, ${say("retrieved", { day: safe(day, 30) })}` : name);
}

function claim([, modality, passages, qualifier, who, sources]: ClaimRow): HTMLElement {
  const remarks: string[] = [];
  const speaking = speaker(who);
  if (speaking) remarks.push(speaking);
  if (qualifier && Object.keys(qualifier).length) remarks.push(say("hedge", { hedge: safe(pick(qualifier), 200) }));
  return make("div", { class: "claim" },
    badge(data.modality(modality)),
    remarks.length ? make("span", { class: "remark" }, remarks.join(", ")) : null,
    make("span", { class: "passages" }, ...passages.map(passage)),
    ...(sources ?? []).map(source));
}

const claims = (rows: ClaimRow[]): HTMLElement => make("div", { class: "claims" }, ...rows.map(claim));

export { claims, badge };
