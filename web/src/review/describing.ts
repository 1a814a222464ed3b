// A card in words: its kind, what it is about, and more.
import { itemOf, nameOf } from "./cards.js";
import { byName, data, kindName, language, local, named, t, written } from "./data.js";
import { now } from "./decisions.js";
import { things, withHome } from "./things.js";
import type { Card, Thing } from "./types.js";

export interface Description {
  kind: string;
  what: string;
  more: string;
}

const joined = (...parts: (string | null | undefined)[]): string => parts.filter(Boolean).join(" · ");

// Who proposes it, where it is a language model or a proposer of another package.
export function proposer({ proposal }: Card): string {
  if (!proposal?.by || data.own.includes(proposal.by)) return "";
  return proposal.by === "model" ? t("by the model") : t("by", { name: proposal.by });
}

export function describe(card: Card): Description {
  const item = itemOf(card);
  const { proposal } = card;
  const all = things();
  const call = (iri: string | undefined, say: (thing: Thing) => string = named): string => {
    const thing = all.get(iri ?? "");
    return thing ? say(thing) : iri ? local(iri) : "";
  };
  switch (item?.type) {
    case "thing": {
      const like = proposal?.kind === "thing" ? proposal.like.map((iri) => call(iri, withHome)) : [];
      const label = item.labels?.[language()] ?? Object.values(item.labels ?? {})[0] ?? "";
      return {
        kind: item.linked ? "in the graph" : "new thing",
        what: item.linked ? call(item.iri, withHome) : label,
        more: [kindName(item.class ?? ""), ...(like.length && !item.linked ? [t("namesake", { names: like.join(", ") })] : [])].join(" · "),
      };
    }
    case "figure": {
      const figure = proposal?.kind === "figure" ? proposal : null;
      return {
        kind: "figure",
        what: item.asStated ?? "",
        more: joined(item.indicator && call(item.indicator), [item.value, item.upper].map((each) => each && written(each, language())).filter(Boolean).join("–"),
          named(data.units.find((each) => each.iri === item.unit) ?? { id: local(item.unit ?? "") }), byName(data.bounds, item.bound ?? ""),
          figure?.per.join("/"), figure?.population, [item.start, item.end].filter((each, n, all) => all.indexOf(each) === n)
            .filter(Boolean).join("–") || (now.has(card.key) ? "" : figure?.period)),
      };
    }
    case "relation": {
      const property = [...data.properties, ...data.facts].find((each) => each.iri === item.predicate) ?? { id: local(item.predicate ?? "") };
      const ends = proposal?.kind === "relation" ? proposal : null;
      const subject = call(item.subject) || nameOf(ends?.subject);
      const object = item.datatype ? item.object : call(item.object) || nameOf(ends?.object);
      return {
        kind: proposal?.kind === "date" ? "date" : "relation",
        what: [subject, named(property), object].join(" → "),
        more: byName(data.modalities, item.modality ?? ""),
      };
    }
    case undefined: {
      const meant = proposal?.kind === "modality" ? proposal : null;
      return { kind: "modality", what: byName(data.modalities, meant?.modality ?? ""), more: joined(meant?.qualifier, meant?.speaker) };
    }
  }
}
