"""Chains between two things, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.graph.proof import strength
from sskg.language.message import counted, tell, word
from sskg.render.lines import backing, called, label, paragraph, standing

if TYPE_CHECKING:
    from sskg.questions.paths import Chain, Paths
    from sskg.render.style import Style


def lay_out(answer: Paths, lang: str, style: Style) -> str:
    """Return each chain with its hops, every relation of a hop, and the chain's weakest hop."""
    lines: list[str] = []
    for number, chain in enumerate(answer.chains, start=1):
        lines += [""] if lines else []
        lines += _chain(chain, number, answer.total, lang, style)
    if len(answer.chains) < answer.total:
        cut = word(
            "{n} of {total} chains are shown; --limit shows more",
            lang,
            n=len(answer.chains),
            total=answer.total,
        )
        lines += ["", *paragraph(cut, 0, style)]
    return "\n".join(lines) + "\n"


def _chain(chain: Chain, number: int, total: int, lang: str, style: Style) -> list[str]:
    hops = len(chain.hops)
    length = tell(counted("{n} hop", "{n} hops", hops), lang)
    title = word("chain {i} of {n}", lang, i=number, n=total)
    weakest = chain.hops[chain.weakest]
    step = weakest.relations[0]
    alike = hops > 1 and all(hop.strength == chain.strength for hop in chain.hops)
    how = standing(chain.strength, lang)
    manner = word("{strength}, as every hop", lang, strength=how) if alike else how
    named = (
        f"{chain.weakest + 1}. {label(step.source, lang)} – {step.reading(lang)} → "
        f"{label(step.target, lang)} ({manner})"
    )
    lines = [style.bold(f"{title} · {length}")]
    lines += paragraph(called(chain.hops[0].relations[0].source, lang), 0, style)
    for place, hop in enumerate(chain.hops, start=1):
        for step in hop.relations:
            bare = "" if step.fact.claims else standing(strength(step.fact), lang)
            note = f"  [{bare}]" if bare else ""
            sentence = f"{place}. {step.reading(lang)} →{note}"
            lines += [style.relation(line) for line in paragraph(sentence, 2, style, 3)]
            if step.fact.claims:
                lines += backing(step.fact, lang, style, 7)
        lines += paragraph(called(hop.relations[0].target, lang), 0, style)
    remarks = [word("weakest hop: {hop}", lang, hop=named)] if how else []
    if chain.hubs:
        hubs = word(", ", lang).join(hub.label(lang) for hub in chain.hubs)
        remarks.append(word("says little: very many things are linked to {hubs}", lang, hubs=hubs))
    if chain.telling < hops:
        sentence = word(
            "says little: {n} of {hops} hops tell only what a thing is about, belongs to or "
            "dates from",
            lang,
            n=hops - chain.telling,
            hops=hops,
        )
        remarks.append(sentence)
    return [*lines, *(line for remark in remarks for line in paragraph(remark, 0, style, 2))]
