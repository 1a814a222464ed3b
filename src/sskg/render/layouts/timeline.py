"""Dated things, for a terminal: the date, how exact it is, the thing, the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import clauses, tell, word
from sskg.language.text import pad, printable, width
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.timeline import UNITS
from sskg.render.lines import and_more, backing, called, headed, paragraph

if TYPE_CHECKING:
    from sskg.questions.timeline import Entry, Moment, Timeline
    from sskg.render.style import Style


def lay_out(answer: Timeline, lang: str, style: Style) -> str:
    """Return things in order of their dates, then those that only an event dates."""
    dates = [_dates(entry) for entry in answer.dated]
    column = max(map(width, dates), default=0) + 2
    lines: list[str] = []
    for entry, date in zip(answer.dated, dates, strict=True):
        lines += _entry(entry, pad(date, column), column, lang, style)
    event = ""
    for entry in answer.by_event:
        for reference in entry.since:
            if reference.event.iri != event:
                event = reference.event.iri
                lines += [""] if lines else []
                when = (
                    _exactness(reference.start, lang)
                    if reference.start
                    else word("not dated", lang)
                )
                date = f"{reference.start.text}, " if reference.start else ""
                since = word("since {event}", lang, event=reference.event.label(lang))
                dated = since + word(" ({text})", lang, text=f"{date}{when}")
                title = headed(word("Dated only by an event", lang), dated, lang)
                lines += [style.bold(line) for line in paragraph(title, 0, style)]
            lines += paragraph(_name(entry, lang), 2, style, 2)
            lines += backing(reference.fact, lang, style, 4)
    return "\n".join([*lines, *and_more(answer.more, lang)]) + "\n"


def _entry(entry: Entry, date: str, column: int, lang: str, style: Style) -> list[str]:
    body = paragraph(_name(entry, lang), column, style, 2)
    lines = [style.bold(printable(date)) + body[0][column:], *body[1:]]
    for moment in (entry.start, entry.end):
        if moment is None:
            continue
        statement = headed(
            f"{moment.fact.predicate.label(lang)} {moment.text}", _exactness(moment, lang), lang
        )
        lines += paragraph(statement, column, style, 2)
        lines += backing(moment.fact, lang, style, column + 2)
    for reference in entry.since:
        since = word("since {event}", lang, event=reference.event.label(lang))
        lines += [*paragraph(since, column, style, 2)]
        lines += backing(reference.fact, lang, style, column + 2)
    return lines


def _name(entry: Entry, lang: str) -> str:
    kind = vocabulary().kind(entry.entity.kind).label(lang) if entry.entity.kind else "—"
    return f"{called(entry.entity, lang)} · {kind}"


def _dates(entry: Entry) -> str:
    start, end = (moment.text if moment else "" for moment in (entry.start, entry.end))
    return f"{start}–{end}" if end else start


def _exactness(moment: Moment, lang: str) -> str:
    parts = []
    if moment.exact_to:
        parts.append(word("exact to the {unit}", lang, unit=tell(UNITS[moment.exact_to], lang)))
    if moment.inferred:
        parts.append(word("date inferred", lang))
    return clauses(parts, lang)
