"""Numbers in digits, with the separators and scales of several countries."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from sskg.language.numbers.number import EXACT, Number, written

if TYPE_CHECKING:
    from collections.abc import Iterator

SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lac": 10**5,
    "million": 10**6,
    "mn": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "cr": 10**7,
    "billion": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_MONEY_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}
HAN_SCALES = {"十": 10, "百": 100, "千": 10**3, "万": 10**4, "亿": 10**8}

_SCALE_WORD = r"(?:thousand|million|billion|trillion|lakh|lac|crore)s?|cr|bn|mn|mln|tn"
# Two scales multiply: "1.5 lakh crore", "two thousand million".
_SCALE = rf"(?:\s*|-)(?P<scale>(?:(?:{_SCALE_WORD})\s+)?(?:{_SCALE_WORD})\b)"
# 千米 is a unit and 百分点 too; 多 and 余 may stand before the scale: 10多万.
HAN_SCALE = r"(?P<more>[多余])?(?P<han>[十百千]?[万亿]+|[百千](?![分米克瓦卡]))"
_GAP = "[ \u00a0\u2007\u2009\u202f]"
_MONEY = "[$€£₹¥￥]"

_NUMBER = re.compile(
    rf"""
    (?P<digits>
        (?P<thousands>
            \d{{1,2}}(?:,\d\d)+,\d{{3}}(?:\.\d++)?+(?!\d)      # 4,89,855
          | \d{{1,3}}(?:,\d{{3}})+(?:\.\d++)?+(?!\d)           # 1,686
          | \d{{1,3}}(?:['’]\d{{3}})+(?:\.\d++)?+(?!\d)        # 1’686
        )
      | (?P<european>
            \d{{1,3}}(?:{_GAP}\d{{3}})+(?:,\d{{1,2}})?+(?!\d)  # 412 000
          | \d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,\d++)?+(?!\d)      # 1.234.567
          | \d{{1,3}}(?:\.\d{{3}})+,\d{{1,2}}(?!\d)            # 1.234,56
          | \d++,\d{{1,2}}(?=(?:\s|-)?(?:(?:{_SCALE_WORD})\b|%|‰|per\s?cent|percent|euros?\b|€))
          | (?<={_MONEY})\d++,\d{{1,2}}(?![,.]?\d)             # €3,5
        )
      | \d++(?:[.．]\d++)?+
    )
    (?:{_SCALE}|\s*{HAN_SCALE}|(?P<ordinal>(?:st|nd|rd|th)\b))?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What follows a Chinese scale and is added to it: 1亿2000万, 3万5千, 2万3000.
_REST = re.compile(r"(?P<digits>\d{1,4}+)(?P<han>[百千万](?![分米克瓦卡]))?(?![年.])")
# Between two numbers a hyphen makes a range, and within a word it is none of a number's.
_SIGN = re.compile(
    r"(?:\A|[^\d\s]\s+|[（(])(?P<sign>[-−])\Z|\b(?P<word>minus\s)\Z|(?P<han>负)\Z", re.IGNORECASE
)
_REACH = 8
_FRACTION = re.compile(r"(?<![\d/.,])(?P<upper>\d)/(?P<lower>10|\d)(?=\s+of\b)")


def in_digits(text: str) -> Iterator[Number]:
    """Yield the numbers that are written in digits, in order.

    >>> [str(n.value) for n in in_digits("3,5 million; 412 000; 4,89,855; 1.5 lakh crore; 10多万")]
    ['3500000.0', '412000', '489855', '1500000000000.0', '100000']
    """
    at = 0
    while match := _NUMBER.search(text, at):
        number = _fraction(text, match.start()) or _number(text, match)
        yield number
        at = number.end


def _fraction(text: str, at: int) -> Number | None:
    from fractions import Fraction

    match = _FRACTION.match(text, at)
    if match is None or not 0 < int(match["upper"]) < int(match["lower"]):
        return None
    fraction = Fraction(int(match["upper"]), int(match["lower"]))
    return written(text, match.start(), match.end(), None, fraction=fraction)


def _number(text: str, match: re.Match[str]) -> Number:
    start, end = match.start(), match.end()
    digits = Decimal(_plain(match))
    scale, value = 1, None
    if match["scale"]:
        for word in re.findall(r"[a-z]+", match["scale"].lower()):
            scale *= SCALES[word] if word in SCALES else SCALES[word.removesuffix("s")]
    elif match["han"]:
        for char in match["han"]:
            scale *= HAN_SCALES[char]
        if not match["more"] and (rest := _REST.match(text, end)):
            added = Decimal(rest["digits"]) * HAN_SCALES.get(rest["han"] or "", 1)
            if added < scale:
                value = EXACT.add(EXACT.multiply(digits, scale), added)
                end = rest.end()
    elif start and re.match(_MONEY, text[start - 1]):
        short = re.compile(r"(?P<scale>[kmb])\b", re.IGNORECASE).match(text, end)
        if short:
            scale, end = _MONEY_SCALES[short["scale"].lower()], short.end()
    signed = _sign(text, start)
    if signed < start:
        start, digits = signed, EXACT.minus(digits)
    return written(
        text,
        start,
        end,
        digits if value is None else value,
        scale if value is None else 1,
        ordinal=bool(match["ordinal"]) or text[start - 1 : start] == "第",
        bound="MoreThan" if match["more"] else None,
    )


def _plain(match: re.Match[str]) -> str:
    written_as = match["digits"].replace("．", ".")
    if match["thousands"]:
        return re.sub(r"[,'’]", "", written_as)
    if match["european"]:
        return re.sub(rf"{_GAP}|\.", "", written_as).replace(",", ".")
    return written_as


def _sign(text: str, start: int) -> int:
    """Return where a number with a minus begins; a hyphen between two things is none."""
    sign = _SIGN.search(text[max(0, start - _REACH) : start])
    return start - len(sign[sign.lastgroup or 0]) if sign else start
