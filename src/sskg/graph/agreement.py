"""Whether two figures of one indicator agree: plain values and arithmetic, nothing of a store."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from sskg.graph.comparison import FROM_ABOVE, FROM_BELOW, NEAR, SEVERAL, is_number
from sskg.language.message import msg

CORROBORATES: Final = "corroborates"
SERIES: Final = "series"
COMPATIBLE: Final = "compatible"
CONFLICTS: Final = "conflicts"
UNDECIDED: Final = "undecided"
VERDICTS: Final = {
    CORROBORATES: msg("corroborates"),
    SERIES: msg("series"),
    COMPATIBLE: msg("compatible"),
    CONFLICTS: msg("conflicts"),
    UNDECIDED: msg("undecided"),
}

REASONS: Final = {
    "one figure": msg("both documents state this very figure"),
    "same value": msg("the same value, as exactly as both are written"),
    "within the bound": msg("the one lies within the bound of the other"),
    "other period": msg("the figures are of different periods"),
    "bounds overlap": msg("both bounds can hold"),
    "other unit": msg("the figures have different units"),
    "other jurisdiction": msg("the figures are of different jurisdictions"),
    "other value": msg("the values cannot both hold"),
    "no period": msg("a period is missing"),
    "periods overlap": msg("the periods only overlap"),
    "no unit": msg("a unit is missing"),
    "no number": msg("a figure is not one number"),
    "open wording": msg("the wording leaves the value open"),
}
"""Why two figures are judged as they are."""

Period = tuple[tuple[int, int, int], tuple[int, int, int]]
"""The first and the last day that a figure may be of."""

_WRITTEN: Final = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Comparable:
    """A figure as far as a verdict needs it.

    Attributes:
        value: in decimal notation.
        bound: local name of the ontology, or "".
        unit: its IRI, or None.
        stated: as the source writes it, from which the rounding is read.
        upper: upper end of a range, or None.
        period: the days that it may be of; None where that is not known.
        jurisdictions: IRIs of the places that it is of; none where that is not said.
    """

    value: str
    bound: str = "Exactly"
    unit: str | None = "unit"
    stated: str = ""
    upper: str | None = None
    period: Period | None = None
    jurisdictions: frozenset[str] = frozenset()


class _Range(NamedTuple):
    low: Decimal | None
    high: Decimal | None
    with_low: bool
    with_high: bool


def judge(first: Comparable, second: Comparable) -> tuple[str, str]:
    """Return the verdict on two figures of one indicator, and why: keys of VERDICTS and REASONS.

    >>> year = (2018, 1, 1), (2018, 12, 31)
    >>> judge(Comparable("1040000000", stated="1.04 billion", period=year),
    ...       Comparable("1042300000", stated="1,042,300,000", period=year))
    ('corroborates', 'same value')
    """
    if first.unit is None or second.unit is None:
        return UNDECIDED, "no unit"
    if first.unit != second.unit:
        return COMPATIBLE, "other unit"
    places = first.jurisdictions, second.jurisdictions
    if all(places) and not (places[0] & places[1]):
        return COMPATIBLE, "other jurisdiction"
    if first.period is None or second.period is None:
        return UNDECIDED, "no period"
    if first.period[1] < second.period[0] or second.period[1] < first.period[0]:
        return SERIES, "other period"
    if any(SEVERAL in each.value or not is_number(each.value) for each in (first, second)):
        return UNDECIDED, "no number"
    verdict, reason = _values(first, second)
    if verdict == CONFLICTS and first.period != second.period:
        # A figure of one month need not be that of the year.
        return UNDECIDED, "periods overlap"
    return verdict, reason


def _values(first: Comparable, second: Comparable) -> tuple[str, str]:
    """Judge two values of one time, unit and place."""
    if (first.bound, Decimal(first.value), first.upper) == (
        second.bound, Decimal(second.value), second.upper,
    ):  # fmt: skip
        return CORROBORATES, "same value"
    loose = [each for each in (first, second) if each.bound in NEAR or not each.bound]
    if loose:
        return _loose(loose, first, second)
    ranges = _range(first), _range(second)
    if not _meet(*ranges):
        exact = first.bound == second.bound == "Exactly" and not (first.upper or second.upper)
        if exact and (_rounds_to(first, second) or _rounds_to(second, first)):
            return CORROBORATES, "same value"
        return CONFLICTS, "other value"
    single = [each.bound == "Exactly" and each.upper is None for each in (first, second)]
    if all(single):
        return CORROBORATES, "same value"
    return (CORROBORATES, "within the bound") if any(single) else (COMPATIBLE, "bounds overlap")


def _loose(loose: list[Comparable], first: Comparable, second: Comparable) -> tuple[str, str]:
    """Judge two values of which one at least is only about, or nearly, its number."""
    if len(loose) == 1:
        other = second if loose[0] is first else first
        # "Nearly" is below its number, whatever is rounded.
        room = _range(other)
        number = Decimal(loose[0].value)
        if loose[0].bound == "Nearly" and room.low is not None and room.low >= number:
            return CONFLICTS, "other value"
        if other.bound == "Exactly" and other.upper is None and _rounds_to(other, loose[0]):
            return CORROBORATES, "same value"
    return UNDECIDED, "open wording"


def _range(figure: Comparable) -> _Range:
    """Return what a figure's bound leaves open; about and nearly are not asked for here."""
    value = Decimal(figure.value)
    if figure.upper is not None and is_number(figure.upper):
        return _Range(value, Decimal(figure.upper), with_low=True, with_high=True)
    if figure.bound in FROM_BELOW:
        return _Range(value, None, with_low=figure.bound == "AtLeast", with_high=False)
    if figure.bound in FROM_ABOVE:
        return _Range(None, value, with_low=False, with_high=figure.bound == "UpTo")
    return _Range(value, value, with_low=True, with_high=True)


def _meet(first: _Range, second: _Range) -> bool:
    """Tell whether some value lies in both."""
    for below, above in ((first, second), (second, first)):
        if below.high is None or above.low is None:
            continue
        if below.high < above.low:
            return False
        if below.high == above.low and not (below.with_high and above.with_low):
            return False
    return True


def _rounds_to(fine: Comparable, coarse: Comparable) -> bool:
    """Tell whether a value is the other one, written in fewer digits."""
    step = _step(coarse)
    if step is None or (own := _step(fine)) is None or own > step:
        return False
    difference = Decimal(fine.value) - Decimal(coarse.value)
    return -step / 2 <= difference < step / 2


def _step(figure: Comparable) -> Decimal | None:
    """Return what the last digit of a figure counts as the source writes it; None if unknown.

    "1.04 billion" is written to ten millions, "8%" to whole percents.
    """
    match = _WRITTEN.search(figure.stated)
    if match is None:
        return None
    written = Decimal(match[0].replace(",", ""))
    value = Decimal(figure.value)
    if not written or not value:
        return None
    scale = value / written
    if scale.normalize().as_tuple().digits != (1,):
        return None
    exponent = written.as_tuple().exponent
    return scale * Decimal(10) ** int(exponent)
