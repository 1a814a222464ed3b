"""A thing's relations, for a terminal: a tree."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from sskg.graph.proof import strength
from sskg.language.message import listed, tell, word
from sskg.language.text import printable, width, wrap
from sskg.render.lines import called, evidence, graphs, heading, paragraph, standing

if TYPE_CHECKING:
    from sskg.questions.relations import Branch, Relations
    from sskg.render.style import Style


def lay_out(answer: Relations, lang: str, style: Style) -> str:
    """Return relations as a tree: relation, thing, and beneath it how and where it is stated."""
    lines = heading(answer.entity, lang, style)
    lines += _branches(answer.branches, "", lang, style)
    if answer.farther:
        shown = listed(answer.farther[:_SHOWN])
        more = len(answer.farther) - _SHOWN
        beyond = word(
            "{hops} relations away (--hops {hops}): {things}", lang,
            hops=answer.distance, things=tell(shown, lang),
        )  # fmt: skip
        lines += ["", *paragraph(f"{beyond} …" if more > 0 else beyond, 0, style, 2)]
    return "\n".join(lines) + "\n"


_SHOWN: Final = 8


def _branches(branches: tuple[Branch, ...], lead: str, lang: str, style: Style) -> list[str]:
    """Return the branches at one thing, those of a relation and direction together."""
    groups = [
        list(group)
        for _, group in groupby(
            branches, key=lambda branch: (branch.step.fact.predicate.iri, branch.step.inverse)
        )
    ]
    lines: list[str] = []
    for at, group in enumerate(groups):
        last = at == len(groups) - 1
        reading = printable(group[0].step.reading(lang))
        lines.append(f"{lead}{'└─' if last else '├─'} {style.relation(reading)}")
        inner = lead + ("   " if last else "│  ")
        for place, branch in enumerate(group):
            lines += _leaf(branch, inner, lang, style, last=place == len(group) - 1)
    return lines


def _leaf(branch: Branch, lead: str, lang: str, style: Style, *, last: bool) -> list[str]:
    fact = branch.step.fact
    name = called(branch.step.target, lang)
    if branch.repeated:
        name += f" ({word('see above', lang)})"
    how = strength(fact)
    if not fact.claims and how and (note := standing(how, lang)):
        name += f" [{note}]"
    below = lead + ("   " if last else "│  ")
    lines = [
        (lead + ("└─ " if last else "├─ ") if at == 0 else below) + line
        for at, line in enumerate(wrap(printable(name), style.room(width(below))))
    ]
    stem = below + ("│  " if branch.branches else "   ")
    narrow = _narrowed(style, width(stem))
    backing = [
        *evidence(fact.claims, lang, narrow, indent=0),
        *graphs(fact, lang, narrow, indent=0),
    ]
    lines += [stem + line for line in backing]
    return lines + _branches(branch.branches, below, lang, style)


def _narrowed(style: Style, columns: int) -> Style:
    return style._replace(width=style.room(columns))
