"""What the graph leaves open, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import word
from sskg.language.ranges import interface
from sskg.render.lines import and_more, backing, called, headed, paragraph

if TYPE_CHECKING:
    from sskg.questions.gaps import Gap, GapGroup, Gaps
    from sskg.render.style import Style


def lay_out(answer: Gaps, lang: str, style: Style) -> str:
    """Return each kind of gap with what it means, then the gaps."""
    lines: list[str] = []
    for group in answer.groups:
        lines += [""] if lines else []
        lines += _group(group, lang, style)
    return "\n".join(lines) + "\n"


def _group(group: GapGroup, lang: str, style: Style) -> list[str]:
    counted = (
        word("not counted in so large a graph", lang)
        if group.count is None
        else word("{n} of {total}", lang, n=group.count, total=group.checked)
    )
    title = group.title[interface(lang)]
    title = title[:1].upper() + title[1:]
    lines = [style.bold(headed(title, counted, lang))]
    lines += [style.dim(line) for line in paragraph(group.meaning[interface(lang)], 0, style)]
    for gap in group.gaps:
        lines += _gap(gap, lang, style)
    if group.count != 0 and not group.gaps:
        lines += paragraph(word("sskg gaps --gap single-source lists each", lang), 2, style)
    elif group.count is None:
        more = word("… and more: sskg gaps --gap {kind} counts", lang, kind=group.kind)
        lines += paragraph(more, 2, style)
    else:
        lines += ["  " + line for line in and_more(group.count - len(group.gaps), lang)]
    return lines


def _gap(gap: Gap, lang: str, style: Style) -> list[str]:
    name = called(gap.subject, lang)
    if gap.statement is not None:
        fact = gap.statement
        name = f"{name} – {fact.predicate.label(lang)} → {called(fact.object, lang)}"
    lines = paragraph(name, 2, style, 2)
    if detail := gap.detail.get(interface(lang)):
        lines += paragraph(detail, 4, style, 2)
    backed = [line for fact in gap.facts for line in backing(fact, lang, style, 6)]
    return lines + list(dict.fromkeys(backed))
