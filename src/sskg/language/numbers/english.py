"""Numbers in English words, Indian scales among them."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from sskg.language.numbers.digits import SCALES
from sskg.language.numbers.number import Number, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SMALL = dict(
    zip(
        re.findall(
            r"\w+",
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
            " fifteen sixteen seventeen eighteen nineteen",
        ),
        range(20),
        strict=True,
    )
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_TENS |= {"sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
_SCALE = {word: SCALES[word] for word in ("thousand", "lakh", "million", "crore", "billion")}
_SCALE |= {"trillion": SCALES["trillion"]}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6}
_PARTS |= {"seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
_PARTS |= {f"{word}s": value for word, value in _PARTS.items()} | {"halves": 2}
_LONGEST = 20
_HUNDRED = 100
_TEN = 10
_TWENTY = 20

_ONE = "|".join([*_SMALL, *_TENS])
_BIG = "|".join(["hundred", *_SCALE])
_NUMBER = re.compile(
    rf"(?<![\w-])(?:half[\s-]+an?[\s-]+(?:{_BIG})|(?:{_ONE}|an?(?=\s+(?:{_BIG})\b)))"
    rf"(?:[\s-]+(?:and\s+a\s+half|and\s+(?:{_ONE})(?!\w)|{_ONE}|{_BIG})\b(?<!-))*"
    rf"(?:\s+point(?:\s+(?:{_ONE}))+)?(?![\w])",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<upper>{_ONE})[\s-]+(?P<lower>{'|'.join(_PARTS)})\b(?!-)"
    rf"|an?\s+(?P<alone>{'|'.join(_PARTS)})(?=\s+of\b)|(?P<half>half)(?=\s+(?:of|the)\b))",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"(?<![\w.,-])(?P<upper>{_ONE}|\d{{1,2}})\s+(?:in|out\s+of)\s+(?:every\s+)?"
    rf"(?P<lower>{_ONE}|\d{{1,3}})\b(?![\d.,%-])",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\b(?:(?:tens|scores)\s+of\s+(?:thousands|lakhs|millions|crores|billions|trillions)"
    r"|(?:dozens|hundreds|thousands|lakhs|millions|crores|billions|trillions)"
    r"(?:\s+of\s+(?:thousands|lakhs|millions|crores|billions|trillions))?"
    r"|(?:several|a\s+few|many)\s+(?:hundred|thousand|lakh|million|crore|billion))\b",
    re.IGNORECASE,
)


def in_english(text: str) -> Iterator[Number]:
    """Yield the numbers that are written in English words.

    >>> [str(n.value) for n in in_english("three crore, half a million, two hundred and five")]
    ['30000000', '500000.0', '205']
    """
    for match in _FRACTION.finditer(text):
        upper = _SMALL.get((match["upper"] or "one").lower(), 0)
        lower = _PARTS[(match["lower"] or match["alone"] or "half").lower()]
        if 0 < upper < lower:
            fraction = Fraction(upper, lower)
            yield written(text, *match.span(), None, fraction=fraction, in_words=True)
    for match in _ONE_IN.finditer(text):
        upper, lower = (_small(match[name].lower()) for name in ("upper", "lower"))
        if 0 < upper < lower:
            fraction = Fraction(upper, lower)
            yield written(text, *match.span(), None, fraction=fraction, in_words=True)
    for match in _AMOUNT.finditer(text):
        yield written(text, *match.span(), None, in_words=True)
    for match in _NUMBER.finditer(text):
        words = list(re.finditer(r"[a-z]+", match[0].lower()))
        at = 0
        while at < len(words):
            reading = _read([word[0] for word in words[at : at + _LONGEST]])
            if reading is None:
                at += 1
                continue
            digits, scale, count = reading
            start = match.start() + words[at].start()
            end = match.start() + words[at + count - 1].end()
            yield written(text, start, end, digits, scale, in_words=True)
            at += count


def _small(word: str) -> int:
    return int(word) if word.isdecimal() else _SMALL.get(word, _TENS.get(word, 0))


def _read(words: Sequence[str]) -> tuple[Decimal, int, int] | None:
    """Return digits, scale and how many words a number takes; None where none begins."""
    total, current, scale, at, good = Decimal(0), None, 1, 0, 0
    if words[0] == "half":
        current, at = Decimal("0.5"), 2
    while at < len(words):
        word = words[at]
        if word in {"a", "an"} and current is None:
            current = Decimal(1)
        elif word in _SMALL and _fits(current, _SMALL[word]):
            current = (current or Decimal(0)) + _SMALL[word]
        elif word in _TENS and _fits(current, _TENS[word]):
            current = (current or Decimal(0)) + _TENS[word]
        elif word == "hundred" and current is not None and current < _HUNDRED:
            current *= _HUNDRED
        elif word in _SCALE and (current is not None or scale > 1):
            if current is None:  # a second scale: lakh crore
                total, scale = total * _SCALE[word], scale * _SCALE[word]
            else:
                scale = _SCALE[word] if not total else 1
                total, current = total + current * _SCALE[word], None
        elif word == "and":
            if words[at + 1 : at + 3] == ["a", "half"] and current is not None:
                current, at = current + Decimal("0.5"), at + 2
            elif current is None or current % _HUNDRED == 0:
                at += 1
                continue
            else:
                break
        elif word == "point" and current is not None:
            behind = []
            while at + 1 < len(words) and _SMALL.get(words[at + 1], _TEN) < _TEN:
                behind.append(str(_SMALL[words[at + 1]]))
                at += 1
            current += Decimal("0." + "".join(behind)) if behind else 0
        else:
            break
        at += 1
        good = at
    if not good:
        return None
    total += current or 0
    return (total / scale, scale, good) if scale > 1 and current is None else (total, 1, good)


def _fits(current: Decimal | None, value: int) -> bool:
    """Tell whether a word below a hundred may follow: forty two, never two five."""
    if current is None:
        return True
    rest = current % _HUNDRED
    return current > 0 and (rest == 0 or (value < _TEN and rest >= _TWENTY and rest % _TEN == 0))
