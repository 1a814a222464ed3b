"""Numbers as a text writes them: digits with their scale, and amounts in words alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from typing import Final

_SCALES: Final = {
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "万亿": 10**12,
}
# A text may hold a number of any length; Python's own context rounds it, or overflows.
_EXACT: Final = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?:\s*(?P<scale>(?:thousand|million|billion|trillion)\b|万亿|百万|千万|[百千万亿]))?"
    r"|(?P<words>\b(?:dozens|hundreds|thousands|millions|billions|trillions)\b"
    r"(?:\s+of\s+(?:thousands|millions|billions|trillions)\b)?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number that a text writes.

    Attributes:
        wording: as it is written, white space made single: "1.04 billion".
        start: offset of its first character.
        end: offset after its last character.
        digits: the number without its scale (1.04), or None for an amount in words alone.
        value: the number with its scale (1040000000), or None likewise.
    """

    wording: str
    start: int
    end: int
    digits: Decimal | None
    value: Decimal | None


def quantities(text: str) -> list[Quantity]:
    """Return the numbers of a text in order.

    >>> [str(number.value) for number in quantities("from 790 million to 1.04 billion, 18th")]
    ['790000000', '1040000000.00', '18']
    >>> quantities("hundreds of millions")[0].wording
    'hundreds of millions'
    """
    found = []
    for match in _NUMBER.finditer(text):
        digits = value = None
        if match["digits"]:
            digits = Decimal(match["digits"].replace(",", ""))
            value = _EXACT.multiply(digits, _SCALES.get((match["scale"] or "").lower(), 1))
        found.append(
            Quantity(" ".join(match[0].split()), match.start(), match.end(), digits, value)
        )
    return found


def carried(number: Quantity, texts: list[str]) -> bool:
    """Tell whether one of the texts gives a number, in digits, or word for word.

    A number without a scale is also carried by the same digits with one: a source may write the
    scale once for two figures.
    """
    if number.value is None:
        wanted = number.wording.casefold()
        return any(wanted in " ".join(text.casefold().split()) for text in texts)
    for text in texts:
        for other in quantities(text):
            if number.value in {
                other.value,
                other.digits if number.digits == number.value else None,
            }:
                return True
    return False
