"""What texts require or enact, and what is reported of it, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.graph.proof import strength
from sskg.language.message import msg, tell, word
from sskg.language.text import pad, width
from sskg.questions.commitments import NOTHING_OF_ITS_OWN, STANDINGS, sections, standings_in_words
from sskg.render.lines import (
    and_more,
    backing,
    called,
    heading,
    paragraph,
    rule,
    standing,
    statement,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.questions.commitments import Commitment, Commitments, Related
    from sskg.render.style import Style


def lay_out(answer: Commitments, lang: str, style: Style) -> str:
    """Return counts, each commitment with both passages, the dated steps, what is related."""
    lines = heading(answer.about, lang, style) if answer.about else []
    if answer.commitments or not answer.related:
        lines += paragraph(standings_in_words(answer.counts, lang), 0, style)
    else:
        lines += paragraph(tell(NOTHING_OF_ITS_OWN, lang), 0, style)
    lines += [""] if style.brief and answer.commitments else []
    lines += _commitments(answer.commitments, lang, style)
    lines += and_more(answer.more, lang)
    if answer.steps:
        undated = word("not dated", lang)
        column = max(width(step.date or undated) for step in answer.steps) + 2
        lines += rule(word("Timeline", lang), style)
        for step in answer.steps:
            body = paragraph(statement(step.statement, lang), 2 + column, style, 2)
            lines += ["  " + pad(step.date or undated, column) + body[0].lstrip(), *body[1:]]
            lines += backing(step.statement, lang, style, 4 + column)
    for title, group in sections(answer):
        lines += rule(tell(title, lang), style)
        lines += [line for each in group for line in _related(each, lang, style)]
    if answer.related:
        lines += and_more(answer.others, lang)
        lines += ["", word("sskg commitments NAME lists what is required of each", lang)]
    return "\n".join(lines) + "\n"


def _related(each: Related, lang: str, style: Style) -> list[str]:
    """Return a related thing, how it is linked, and what is required of it."""
    counts = standings_in_words(each.counts, lang)
    headed = msg("{standing}: {n}", standing=called(each.thing, lang), n=counts)
    lines = ["", *paragraph(tell(headed, lang), 0, style, 2)]
    for fact in each.links:
        how = standing(strength(fact), lang)
        sentence = word("link: {statement}", lang, statement=statement(fact, lang))
        lines += paragraph(f"{sentence} ({how})" if how else sentence, 2, style, 2)
        lines += backing(fact, lang, style, 6)
    if each.commitments:
        lines += _commitments(each.commitments, lang, style, 2)
        lines += ["  " + line for line in and_more(each.more, lang)]
    return lines


def _commitments(
    group: Iterable[Commitment], lang: str, style: Style, indent: int = 0
) -> list[str]:
    lines: list[str] = []
    for each in group:
        lines += [""] if not style.brief else []
        who = [thing.label(lang) for thing in each.by]
        origin = word(", ", lang).join(filter(None, [*who, each.date]))
        tail = f" ({origin})" if origin else ""
        sentence = statement(each.statement, lang)
        line = tell(msg("{standing}: {n}", standing=STANDINGS[each.standing], n=sentence), lang)
        lines += paragraph(line + tail, indent, style, 2)
        lines += backing(each.statement, lang, style, indent + 4)
        for report in each.reports:
            if (report.subject, report.object) != (each.statement.subject, each.statement.object):
                lines += paragraph(statement(report, lang), indent + 4, style, 2)
            lines += backing(report, lang, style, indent + 6)
    return lines
