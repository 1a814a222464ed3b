"""What texts require or enact, and what is reported of it, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import listed, msg, tell, word
from sskg.language.text import pad, width
from sskg.questions.commitments import STANDINGS
from sskg.render.lines import and_more, backing, called, heading, paragraph, rule

if TYPE_CHECKING:
    from sskg.model import Fact
    from sskg.questions.commitments import Commitments
    from sskg.render.style import Style


def lay_out(answer: Commitments, lang: str, style: Style) -> str:
    """Return counts, then each commitment with both passages, then the dated steps of one thing."""
    lines = heading(answer.about, lang, style) if answer.about else []
    counts = [
        msg("{standing}: {n}", standing=STANDINGS[name], n=f"{n:,}")
        for name, n in answer.counts.items()
    ]
    lines += paragraph(tell(listed(counts), lang), 0, style)
    for each in answer.commitments:
        lines += [""]
        standing = tell(STANDINGS[each.standing], lang)
        who = [thing.label(lang) for thing in each.by]
        origin = word(", ", lang).join(filter(None, [*who, each.date]))
        tail = f" ({origin})" if origin else ""
        lines += paragraph(f"{standing}: {_sentence(each.statement, lang)}{tail}", 0, style, 2)
        lines += backing(each.statement, lang, style, 4)
        for report in each.reports:
            if (report.subject, report.object) != (each.statement.subject, each.statement.object):
                lines += paragraph(_sentence(report, lang), 4, style, 2)
            lines += backing(report, lang, style, 6)
    lines += and_more(answer.more, lang)
    if answer.steps:
        undated = word("not dated", lang)
        column = max(width(step.date or undated) for step in answer.steps) + 2
        lines += rule(word("Timeline", lang), style)
        for step in answer.steps:
            body = paragraph(_sentence(step.statement, lang), 2 + column, style, 2)
            lines += ["  " + pad(step.date or undated, column) + body[0].lstrip(), *body[1:]]
            lines += backing(step.statement, lang, style, 4 + column)
    return "\n".join(lines) + "\n"


def _sentence(fact: Fact, lang: str) -> str:
    return (
        f"{called(fact.subject, lang)} – {fact.predicate.label(lang)} → {called(fact.object, lang)}"
    )
