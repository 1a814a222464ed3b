"""Figures, for a terminal: values, bars, what changed, the source's wording, the passages."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from sskg.graph.comparison import BOUNDS, REASONS, is_number
from sskg.language.message import clauses, msg, tell, word
from sskg.language.text import pad, width
from sskg.model import Named
from sskg.questions.figures import amount, difference_unit, grouped
from sskg.rdf.terms import ONTOLOGY
from sskg.render.lines import and_more, backing, headed, label, paragraph

if TYPE_CHECKING:
    from sskg.graph.comparison import Change, Figure, Measurement
    from sskg.questions.figures import Figures
    from sskg.render.style import Style

_BAR = 30
_SHORTEST_BAR = 8
"""Columns of a terminal below which a bar tells nothing."""
_EIGHTHS = " ▏▎▍▌▋▊▉█"
_WITHIN = {ONTOLOGY + "bound", ONTOLOGY + "upperValue"}
"""What the value's own line says already, of the same passage."""


def lay_out(answer: Figures, lang: str, style: Style) -> str:
    """Return each measurement with bars to one scale, largest figure full."""
    lines: list[str] = []
    for measured in answer.measurements:
        if style.brief:
            lines += _line(measured, lang, style)
            continue
        lines += [""] if lines else []
        lines += measurement(measured, lang, style)
    for thing in answer.without:
        lines += paragraph(f"{thing.label(lang)} ({thing.curie}): {word('none', lang)}", 0, style)
    lines = lines or paragraph(word("no figures", lang), 0, style)
    return "\n".join([*lines, *and_more(answer.more, lang)]) + "\n"


def measurement(measured: Measurement, lang: str, style: Style) -> list[str]:
    """Return the lines of one measurement."""
    unit = Named("", measured.unit_label).label(lang) if measured.unit_label else ""
    name = f"{measured.indicator.label(lang)} ({measured.indicator.curie})"
    lines = [style.bold(line) for line in paragraph(name, 0, style, 2)]
    single = measured.change is None
    figures = [
        (word("figure", lang) if single else tell(key, lang), figure)
        for key, figure in ((msg("baseline"), measured.baseline), (msg("latest"), measured.latest))
        if figure is not None
    ]
    largest = _largest([figure for _, figure in figures]) if not single else None
    names = [word("unit", lang), *(name for name, _ in figures), word("change", lang)]
    column = max(map(width, names)) + 2
    if unit:
        lines += paragraph(pad(word("unit", lang), column) + unit, 2, style, column)
    shown = [amount(figure, lang) for _, figure in figures]
    values = max(map(width, shown), default=0) + 2
    room = min(_BAR, (style.width or 100) - column - values - 2)
    for (what, figure), value in zip(figures, shown, strict=True):
        bar = _bar(figure.value, largest, room)
        lines.append(f"  {pad(what, column)}{pad(value, values)}{style.bar(bar)}".rstrip())
    if measured.change is not None:
        lines += _change(measured, measured.change, column, lang, style)
    for what, figure in figures:
        lines += _source(figure, "" if single else f"{what} ", lang, style)
    if measured.change is not None:
        for fact in measured.change.facts:
            statement = f"{fact.predicate.label(lang)} {label(fact.object, lang)}"
            lines += [*paragraph(statement, 2, style, 2), *backing(fact, lang, style, 4)]
    return lines


def _line(measured: Measurement, lang: str, style: Style) -> list[str]:
    """Return a measurement in one line: from what to what, and the change."""
    unit = Named("", measured.unit_label).label(lang) if measured.unit_label else ""
    ends = [
        amount(figure, lang)
        for figure in (measured.baseline, measured.latest)
        if figure is not None
    ]
    text = headed(measured.indicator.label(lang), f"{' → '.join(ends)} {unit}".rstrip(), lang)
    if measured.change is not None:
        text += f" ({_changed(measured, measured.change, lang)})"
    return paragraph(text, 0, style, 2)


def _source(figure: Figure, what: str, lang: str, style: Style) -> list[str]:
    """Return how the source writes a figure, its passages, and the curators' remarks."""
    lines = []
    if figure.stated:
        wording = f"{word('stated as', lang)} {word('“{text}”', lang, text=figure.stated)}"
    else:
        wording = word("wording not given", lang)
    lines += paragraph(f"{what}{wording}", 2, style, 2)
    counts = Counter(fact.predicate.iri for fact in figure.facts)
    # The wording's own passages come right beneath it, before what else the figure states.
    for fact in sorted(figure.facts, key=lambda fact: fact.predicate.iri != ONTOLOGY + "value"):
        several = counts[fact.predicate.iri] > 1
        if fact.predicate.iri in _WITHIN and not several:
            continue
        if fact.predicate.iri != ONTOLOGY + "value" or several:
            wording = f"{fact.predicate.label(lang)} {label(fact.object, lang)}"
            lines += paragraph(wording, 4, style, 2)
        lines += backing(fact, lang, style, 4)
    for note in figure.notes:
        lines += [style.dim(line) for line in paragraph(word("note: ", lang) + note, 4, style, 6)]
    return lines


def _change(
    measured: Measurement, change: Change, column: int, lang: str, style: Style
) -> list[str]:
    lead = "  " + pad(word("change", lang), column)
    return paragraph(lead + _changed(measured, change, lang), 0, style, width(lead))


def _changed(measured: Measurement, change: Change, lang: str) -> str:
    if change.difference is None:
        return tell(REASONS[change.reason], lang)
    sure = tell(BOUNDS[change.certainty], lang)
    sign = "+" if Decimal(change.difference) > 0 else ""
    parts = [f"{sure}{sign}{grouped(change.difference)} {difference_unit(measured, lang)}".rstrip()]
    if change.percent is not None:
        parts.append(f"{sure}{sign}{change.percent}%")
    if change.ratio is not None:
        parts.append(sure + word("× {ratio}", lang, ratio=change.ratio))
    if change.reason:
        parts.append(tell(REASONS[change.reason], lang))
    return clauses(parts, lang)


def _largest(figures: list[Figure]) -> Decimal | None:
    """Return the value that a full bar stands for; None where units differ."""
    comparable = len({figure.unit for figure in figures}) == 1 and len(figures) > 1
    if not comparable or not all(is_number(figure.value) for figure in figures):
        return None
    return max(Decimal(figure.value) for figure in figures)


def _bar(value: str, largest: Decimal | None, room: int) -> str:
    if largest is None or largest <= 0 or room < _SHORTEST_BAR:
        return ""
    eighths = int((max(Decimal(value), Decimal(0)) * room * 8 / largest).to_integral_value())
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")
