"""What changed between two states of a graph, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import counted, listed, msg, tell, word
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.figures import amount
from sskg.rdf.terms import local_name
from sskg.render.lines import backing, called, evidence, paragraph, rule, statement

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.graph.comparison import Figure
    from sskg.model import Entity
    from sskg.questions.diff import Diff
    from sskg.render.style import Style


def lay_out(answer: Diff, lang: str, style: Style) -> str:
    """Return what changed, counted, then part by part: - for the old state, + for the new one."""
    head = word("{old} → {new}", lang, old=answer.old, new=answer.new)
    lines = [style.bold(line) for line in paragraph(head, 0, style)]
    if answer.same:
        return "\n".join([*lines, word("nothing differs", lang), ""])
    counts = [
        counted("{n} triple removed", "{n} triples removed", len(answer.removed_triples)),
        counted("{n} triple added", "{n} triples added", len(answer.added_triples)),
    ]
    lines += paragraph(tell(listed(counts), lang), 0, style)
    parts = (
        (msg("Things"), _things(answer, lang, style)),
        (msg("Figures"), _figures(answer, lang, style)),
        (msg("Statements"), _statements(answer, lang, style)),
        (msg("Evidence of what stands in both"), _evidence(answer, lang, style)),
        (msg("Names and descriptions"), _names(answer, style, lang)),
    )
    for title, body in parts:
        if body:
            lines += [*rule(tell(title, lang), style), *body]
    if not any(body for _, body in parts):
        lines += paragraph(word("only what is no part of a statement: -f patch shows it", lang),
                           0, style)  # fmt: skip
    return "\n".join(lines) + "\n"


def _things(answer: Diff, lang: str, style: Style) -> list[str]:
    return [
        line
        for sign, things in (("-", answer.removed_things), ("+", answer.added_things))
        for thing in things
        for line in paragraph(f"{sign} {_kinded(thing, lang)}", 2, style, 2)
    ]


def _kinded(thing: Entity, lang: str) -> str:
    kind = vocabulary().kind(thing.kind).label(lang) if thing.kind else "—"
    return f"{called(thing, lang)} · {kind}"


def _figures(answer: Diff, lang: str, style: Style) -> list[str]:
    lines = []
    for each in answer.figures:
        lines += paragraph(called(each.indicator or each.observation, lang), 2, style, 2)
        for sign, figure in (("-", each.before), ("+", each.after)):
            if figure is not None:
                lines += paragraph(f"{sign} {_figure(figure, lang)}", 4, style, 2)
                backed = [line for fact in figure.facts for line in backing(fact, lang, style, 8)]
                lines += dict.fromkeys(backed)
    return lines


def _figure(figure: Figure, lang: str) -> str:
    unit = local_name(figure.unit) if figure.unit else ""
    parts = (amount(figure, lang, apart=False), unit)
    stated = f" “{figure.stated}”" if figure.stated else ""
    return " ".join(filter(None, parts)) + stated + f" ({figure.observation.curie})"


def _statements(answer: Diff, lang: str, style: Style) -> list[str]:
    lines = []
    for sign, group in (("-", answer.removed), ("+", answer.added)):
        for fact in group:
            lines += paragraph(f"{sign} {statement(fact, lang)}", 2, style, 2)
            lines += backing(fact, lang, style, 6)
    return lines


def _evidence(answer: Diff, lang: str, style: Style) -> list[str]:
    lines = []
    for each in answer.evidence:
        lines += paragraph(statement(each.after, lang), 2, style, 2)
        for sign, fact, other in (("-", each.before, each.after), ("+", each.after, each.before)):
            claims = [claim for claim in fact.claims if claim not in other.claims]
            lines += _signed(sign, evidence(claims, lang, style, 6))
    return lines


def _signed(sign: str, lines: Iterable[str]) -> list[str]:
    return [f"    {sign} {line[6:]}" if line[6:7] != " " else line for line in lines]


def _names(answer: Diff, style: Style, lang: str) -> list[str]:
    lines = []
    for each in answer.described:
        lines += paragraph(called(each.entity, lang), 2, style, 2)
        for sign, texts in (("-", each.removed), ("+", each.added)):
            for relation, text in texts:
                lines += paragraph(f"{sign} {relation} {text}", 4, style, 2)
    return lines
