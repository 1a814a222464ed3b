"""Two figures and what changed between them: plain values and arithmetic, nothing of a store."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003  (dataclass field)
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from typing import TYPE_CHECKING, Final

from sskg.language.message import msg, verbatim

if TYPE_CHECKING:
    from sskg.model import Entity, Fact

EXACTLY: Final = "exactly"
AT_LEAST: Final = "at least"
AT_MOST: Final = "at most"
ABOUT: Final = "about"

FROM_BELOW: Final = ("MoreThan", "AtLeast")
FROM_ABOVE: Final = ("LessThan", "UpTo")
NEAR: Final = ("Nearly", "About")
"""Local names of the bounds that keep a figure from one side, or leave it open on both."""

BOUNDS: Final = {
    EXACTLY: verbatim(""),
    AT_LEAST: msg("at least "),
    AT_MOST: msg("at most "),
    ABOUT: msg("about "),
}
"""What stands before a change that the bounds of its figures leave open."""

REASONS: Final = {
    "no figure": msg("no change is computed: a figure is missing"),
    "different units": msg("no change is computed: the two figures have different units"),
    "different indicators": msg("no change is computed: the two figures measure different things"),
    "several values": msg("no change is computed: the graph gives a figure several values"),
    "no unit": msg("no change is computed: a unit is not given"),
    "not a number": msg("no change is computed: a figure is not a number"),
    "zero baseline": msg("no ratio: the baseline is not above zero"),
}
"""Why a change, or its ratio, cannot be told."""

PERCENT: Final = "http://qudt.org/vocab/unit/PERCENT"

SEVERAL: Final = " / "
"""What stands between the values of a figure of which the graph gives more than one."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as far as a comparison needs it.

    Attributes:
        value: in decimal notation; where the graph gives several, all of them, as "8 / 9".
        unit: its name, or None where the graph gives none, or several.
        bound: a local name of the ontology, or "" where the graph gives none, or several.
    """

    value: str
    unit: str | None
    bound: str


@dataclass(frozen=True, slots=True)
class Difference:
    """How far a quantity is from another; the attributes are those of a `Change`."""

    difference: str | None
    percent: str | None
    ratio: str | None
    certainty: str
    reason: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of an indicator.

    Attributes:
        observation: the thing that bears it.
        value: in plain decimal notation; where the graph gives several, all of them, as "8 / 9".
        unit: IRI of its unit, or None where the graph gives none, or several.
        bound: a local name of the ontology, or "" where the graph gives none, or several.
        stated: as the source writes it; several wordings as "8% / 9%".
        notes: the curators' remarks on it.
        facts: its value, bound and dates, with their claims.
        upper: the upper end of a range whose lower end is the value; "" where there is none.
    """

    observation: Entity
    value: str
    unit: str | None
    bound: str
    stated: str
    notes: tuple[str, ...]
    facts: tuple[Fact, ...]
    upper: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """How far the latest figure is from the baseline.

    Attributes:
        entity: the measured change.
        since: the event that it is dated by, if any.
        difference: latest minus baseline, or None where it cannot be told.
        percent: the difference in percent of the baseline, to one decimal, or None.
        ratio: latest over baseline, to two decimals, or None.
        certainty: "exactly", "at least", "at most" or "about"; of difference, percent and ratio.
        reason: why something cannot be told: "several values", "different units", "different
            indicators", "no unit", "not a number", "zero baseline", or "".
        facts: what dates the change, with the claims.
    """

    entity: Entity
    since: Entity | None
    difference: str | None
    percent: str | None
    ratio: str | None
    certainty: str
    reason: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Measurement:
    """An indicator's figure, or the change between two of them.

    Attributes:
        indicator: what is measured.
        unit_label: the unit in words by language: "yuan per person per month".
        baseline: the figure at the start of a change, or None for a single figure.
        latest: the last figure, or the single one; None where a change lacks it.
        change: between them, or None for a single figure.
    """

    indicator: Entity
    unit_label: Mapping[str, str]
    baseline: Figure | None
    latest: Figure | None
    change: Change | None


# Longer numbers measure nothing, and a large exponent would write itself out in gigabytes.
_NUMBER = re.compile(r"[+-]?(\d{1,60}(\.\d{0,60})?|\.\d{1,60})([eE][+-]?\d{1,2})?")
_PRECISION = 400
"""Digits that keep every difference of two such numbers exact."""


def compare(
    entity: Entity,
    figures: tuple[Figure | None, Figure | None],
    *,
    since: Entity | None,
    same: bool,
    facts: tuple[Fact, ...],
) -> Change:
    """Return what changed between two figures, as far as they can be compared.

    Args:
        entity: the measured change.
        figures: baseline and latest.
        since: the event that dates the change.
        same: whether both figures are of one indicator.
        facts: statements of the change.
    """
    first, last = (
        Quantity(figure.value, figure.unit, figure.bound) if figure else None for figure in figures
    )
    change = difference(first, last, same=same)
    return Change(
        entity,
        since,
        change.difference,
        change.percent,
        change.ratio,
        change.certainty,
        change.reason,
        facts,
    )


def difference(first: Quantity | None, last: Quantity | None, *, same: bool) -> Difference:
    """Return how far one quantity is from another, as far as they can be compared.

    Args:
        first: the baseline.
        last: the latest.
        same: whether both are of one indicator.

    >>> found = difference(Quantity("600", "NUM", "Exactly"), Quantity("1000", "NUM", "MoreThan"),
    ...                    same=True)
    >>> found.certainty, found.difference, found.percent, found.ratio
    ('at least', '400', '66.6', '1.66')
    """
    percent = ratio = None
    certainty = _certainty(first, last)
    reason = _why_incomparable(first, last, same=same)
    if reason or first is None or last is None:
        return Difference(None, None, None, certainty, reason)
    with localcontext(prec=_PRECISION):
        before, after = Decimal(first.value), Decimal(last.value)
        if before <= 0:
            reason = "zero baseline"
        # A larger baseline brings a quotient below zero nearer to zero: then it is no upper bound.
        elif after >= 0 or certainty != AT_MOST:
            percent = _rounded((after - before) * 100 / before, "0.1", certainty)
            ratio = _rounded(after / before, "0.01", certainty)
        return Difference(plain(str(after - before)), percent, ratio, certainty, reason)


def _rounded(number: Decimal, to: str, certainty: str) -> str:
    """Round to the nearest, but a bound only to the side on which it stays true."""
    side = {AT_LEAST: ROUND_FLOOR, AT_MOST: ROUND_CEILING}.get(certainty, ROUND_HALF_UP)
    return plain(str(number.quantize(Decimal(to), rounding=side)))


def _why_incomparable(first: Quantity | None, last: Quantity | None, *, same: bool) -> str:
    """Return why two figures must not be subtracted, or the empty string."""
    if first is None or last is None:
        return "no figure"
    if SEVERAL in first.value or SEVERAL in last.value:
        return "several values"
    if not same:
        return "different indicators"
    if first.unit is None or last.unit is None:
        return "no unit"
    if first.unit != last.unit:
        return "different units"
    if not (is_number(first.value) and is_number(last.value)):
        return "not a number"
    return ""


def _certainty(first: Quantity | None, last: Quantity | None) -> str:
    """Return what the two bounds leave of the difference's exactness."""
    before, after = first.bound if first else "", last.bound if last else ""
    if before == after == "Exactly":
        return EXACTLY
    exact_or = {"Exactly", *FROM_BELOW}, {"Exactly", *FROM_ABOVE}
    if before in exact_or[1] and after in exact_or[0]:
        return AT_LEAST
    if before in exact_or[0] and after in exact_or[1]:
        return AT_MOST
    # "Nearly" is slightly below; two bounds of one side, or none given, leave both directions open.
    return ABOUT


def is_number(text: str) -> bool:
    """Tell whether a text is a number that can be calculated and written out."""
    return _NUMBER.fullmatch(text) is not None


def plain(text: str) -> str:
    """Return a decimal without exponent and trailing zeros; what is no number comes back as it is.

    >>> plain("1040000000.0"), plain("33.90"), plain("1E+3")
    ('1040000000', '33.9', '1000')
    """
    if not is_number(text):
        return text
    plain = f"{Decimal(text):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain
