"""A number that a text writes, and the arithmetic that loses nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from typing import Final

# A text may hold a number of any length; Python's own context rounds it, or overflows.
EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_TWO_DIGITS = 10
_SHORT = 12
"""Digits behind the point up to which a value may be a rounded fraction."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a text writes.

    Attributes:
        wording: as it is written, white space made single: "1.04 billion".
        start: offset of its first character.
        end: offset after its last character.
        digits: the number without its scale (1.04), or None for an amount in words alone and a
            fraction.
        value: the number with its scale (1040000000); None for an amount without a number
            ("hundreds of millions") and for a fraction that no decimal is ("two thirds").
        fraction: the fraction that it is written as, or None.
        unit: CURIE of the unit that is part of its wording (百分之二点五, 八成), or None.
        ordinal: whether it is one of a row (18th, 第十条) and no figure.
        in_words: whether it is written in words rather than in digits.
        bound: local name of the bound that is part of its wording (10多万), or None.
    """

    wording: str
    start: int
    end: int
    digits: Decimal | None
    value: Decimal | None
    fraction: Fraction | None = None
    unit: str | None = None
    ordinal: bool = False
    in_words: bool = False
    bound: str | None = None

    @property
    def sure(self) -> bool:
        """Whether it is surely a number: "one" and 一 are often a pronoun or part of a word."""
        if not self.in_words or self.value is None or self.fraction is not None:
            return True
        return abs(self.value) >= _TWO_DIGITS

    def scaled_as(self, other: Number) -> Number:
        """Return this number with the scale of another one, which stands for both."""
        if self.digits is None or other.digits is None or other.value is None or not other.digits:
            return self
        scale = Fraction(other.value) / Fraction(other.digits)
        return replace(self, value=EXACT.multiply(self.digits, Decimal(int(scale))))

    def says(self, value: Decimal) -> bool:
        """Tell whether a value is this number; a fraction may be rounded, or be given in percent.

        >>> thirds = Number("two thirds", 0, 10, None, None, Fraction(2, 3))
        >>> [thirds.says(Decimal(value)) for value in ("0.667", "66.7", "0.66")]
        [True, True, False]
        """
        if self.fraction is None:
            return self.value == value
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int) or not -_SHORT <= exponent <= 0:
            return False
        return any(
            round(each, -exponent) == Fraction(value)
            for each in (self.fraction, self.fraction * 100)
        )


def written(
    text: str,
    start: int,
    end: int,
    digits: Decimal | None,
    scale: int | Decimal = 1,
    *,
    fraction: Fraction | None = None,
    unit: str | None = None,
    ordinal: bool = False,
    in_words: bool = False,
    bound: str | None = None,
) -> Number:
    """Return the number that stands at a place of a text: its digits times its scale."""
    value = None if digits is None else EXACT.multiply(digits, Decimal(scale))
    if fraction is not None:
        value = exactly(fraction)
    return Number(
        " ".join(text[start:end].split()),
        start,
        end,
        digits,
        value,
        fraction,
        unit,
        ordinal,
        in_words,
        bound,
    )


def exactly(fraction: Fraction) -> Decimal | None:
    """Return the decimal that a fraction is, or None where it has no end.

    >>> exactly(Fraction(3, 4)), exactly(Fraction(2, 3))
    (Decimal('0.75'), None)
    """
    rest = fraction.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return None
    return EXACT.divide(Decimal(fraction.numerator), Decimal(fraction.denominator))
