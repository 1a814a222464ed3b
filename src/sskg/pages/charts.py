"""Figures and dates as SVG: readable in the dark, in print and in forced colours, without a script.

A chart has no size of its own and no colour of its own: the page's style gives both. One that is
taken elsewhere carries its style with it (`alone`).
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from sskg.graph.comparison import FROM_ABOVE, FROM_BELOW, NEAR, is_number
from sskg.language.message import msg, tell, word
from sskg.language.text import printable, shorten, width
from sskg.model import Entity
from sskg.questions.figures import amount

if TYPE_CHECKING:
    from sskg.graph.comparison import Figure, Measurement

_WIDTH: Final = 440
_ROW: Final = 52
_LETTER: Final = 10
"""Room of a narrow character, in the larger letters of a small screen."""
_LABEL: Final = 52
"""Columns of a label: the page has the whole wording in words."""
DRAWN: Final = {
    **dict.fromkeys(FROM_BELOW, "more"),
    **dict.fromkeys(FROM_ABOVE, "less"),
    **dict.fromkeys(NEAR, "about"),
}
"""How a figure that is no exact one is drawn: its bar goes on, ends before, or is blurred."""

_STYLE: Final = Markup(
    "svg{font:15px 'Segoe UI',system-ui,'PingFang SC','Microsoft YaHei','Noto Sans CJK SC',"
    "sans-serif;background:#fff;color:#1e2329}text{fill:currentColor}.bar{fill:#0b57a4}"
    ".first .bar{fill:#7d8792}.edge{stroke:currentColor;stroke-width:2;fill:none}"
    ".about .bar{fill-opacity:.55}.quiet{opacity:.75;font-size:13px}.amount{font-size:26px}"
    "@media(prefers-color-scheme:dark){svg{background:#1d2226;color:#e8eaed}.bar{fill:#8cbcff}}"
)


def chart(measured: Measurement, lang: str, *, alone: bool = False) -> Markup | None:
    """Return a measurement as a chart; None where no figure of it is a number.

    Args:
        measured: an indicator with its figures.
        lang: language ranges of the reader.
        alone: whether it is a file of its own, with its style and a namespace.
    """
    figures = _numbers(measured, lang)
    if not figures:
        return None
    greatest = max(abs(Decimal(figure.value)) for _, figure in figures) or Decimal(1)
    longest = max(width(amount(figure, lang)) for _, figure in figures)
    room = max(120, _WIDTH - 24 - _LETTER * longest)
    rows = [
        _lone(figure, lang)
        if measured.change is None
        else _row(
            at, name, figure, room * float(abs(Decimal(figure.value)) / greatest), lang,
            first=figure is measured.baseline,
        )
        for at, (name, figure) in enumerate(figures)
    ]  # fmt: skip
    height = _ROW * len(rows) + 6
    namespace = Markup(' xmlns="http://www.w3.org/2000/svg"') if alone else ""
    style = Markup("<style>{}</style>").format(_STYLE) if alone else ""
    return Markup(
        '<svg{} class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>'
    ).format(
        namespace, _WIDTH, height, in_words(measured, lang), style,
        Markup("").join(rows),
    )  # fmt: skip


def in_words(measured: Measurement, lang: str) -> str:
    """Return what a chart shows in one line: "pension (yuan per month): figure 2,987"."""
    unit = Entity("", measured.unit_label).label(lang) if measured.unit_label else ""
    title = f"{measured.indicator.label(lang)} ({unit})" if unit else measured.indicator.label(lang)
    shown = (f"{name} {amount(figure, lang)}" for name, figure in _numbers(measured, lang))
    return _clean(f"{title}: {'; '.join(shown)}")


def _numbers(measured: Measurement, lang: str) -> list[tuple[str, Figure]]:
    """Return the figures that can be drawn, each with what it is called."""
    names = (msg("baseline"), msg("latest")) if measured.change is not None else [msg("figure")] * 2
    return [
        (tell(name, lang), figure)
        for name, figure in zip(names, (measured.baseline, measured.latest), strict=True)
        if figure is not None and is_number(figure.value)
    ]


def _lone(figure: Figure, lang: str) -> Markup:
    """Return a figure that stands beside no other as its number: a bar would compare nothing."""
    return Markup(
        '<g class="{}"><text class="amount" x="0" y="28">{}</text>'
        '<text class="quiet" x="0" y="50">{}</text></g>'
    ).format(
        DRAWN.get(figure.bound, "exact"), amount(figure, lang),
        _clean(shorten(figure.stated, _LABEL)),
    )  # fmt: skip


def _row(at: int, name: str, figure: Figure, length: float, lang: str, *, first: bool) -> Markup:
    """Return a figure's bar."""
    kind = DRAWN.get(figure.bound, "exact")
    top, length = at * _ROW + 26, max(2.0, length)
    end = f"{length:.1f}"
    edge = {
        # An arrow says that it is more than this, a bar across that it is no more.
        "more": Markup('<path class="edge" d="M{0} {1}h16m-6 -5l6 5l-6 5"/>').format(end, top + 8),
        "less": Markup('<path class="edge" stroke-dasharray="3 3" d="M{0} {1}v22"/>').format(
            end, top - 3
        ),
    }.get(kind, Markup(""))
    return Markup(
        '<g class="{}{}"><text class="quiet" x="0" y="{}">{}</text>'
        '<rect class="bar" x="0" y="{}" width="{}" height="16"/>{}'
        '<text x="{}" y="{}">{}</text></g>'
    ).format(
        kind, " first" if first else "", top - 6,
        _clean(shorten(f"{name}{word(': ', lang)}{figure.stated}", _LABEL)),
        top, end, edge, f"{length + (22 if edge else 8):.1f}", top + 13, amount(figure, lang),
    )  # fmt: skip


def _clean(text: str) -> str:
    return printable(text)


def strip(start: str, end: str, span: tuple[int, int]) -> Markup:
    """Return a line on which a date is marked, as long as it is exact.

    Args:
        start: the date's first day, as "2018", "2018-06" or "2018-06-30"; or "".
        end: its last, in the same form; or "".
        span: the first and the last year of the line.
    """
    first, last = span[0], span[1] + 1
    begins = _place(start or end, after=False)
    ends = _place(end or start, after=True)
    if begins is None or ends is None:
        return Markup("")
    left = 1000 * (begins - first) / (last - first)
    width = max(8.0, 1000 * (ends - begins) / (last - first))
    return Markup(
        '<svg class="strip" viewBox="0 0 1000 14" preserveAspectRatio="none" aria-hidden="true">'
        '<path class="axis" d="M0 7h1000"/><rect class="bar" x="{}" y="2" width="{}" height="10"/>'
        "</svg>"
    ).format(f"{left:.1f}", f"{width:.1f}")


def _place(date: str, *, after: bool) -> float | None:
    """Return a date as a number of years; of an inexact one, where it begins or ends."""
    parts = date.split("-")
    if not all(part.isdecimal() for part in parts) or not date:
        return None
    year = int(parts[0])
    month = int(parts[1]) - 1 if len(parts) > 1 else (12 if after else 0)
    day = int(parts[2]) - (0 if after else 1) if len(parts) > 2 else 0  # noqa: PLR2004
    if after and len(parts) == 2:  # noqa: PLR2004
        month += 1
    return year + month / 12 + day / 372
