"""Two numbers that are the ends of one range."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sskg.language.numbers.number import Number

_LINK = re.compile(
    r"\s*(?:%|％|(?P<unit>元|岁|周岁|年|日|天|个月|倍|万元|人))?\s*"
    r"(?:to|[-–—~～－]|至|到)\s*(?:[$€£₹¥￥]|Rs\.?\s)?\s*",
    re.IGNORECASE,
)
_AND = re.compile(r"\s*(?:%\s*)?and\s+(?:[$€£₹¥￥]|Rs\.?\s)?", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:[$€£₹¥￥]|Rs\.?\s)?\Z", re.IGNORECASE)
_CHANGE = re.compile(r"(?:\bfrom\s+(?:\S+\s+){0,2}|(?<![-\w])[从由]\S{0,6})\Z", re.IGNORECASE)
_REACH = 24


def is_range(text: str, low: Number, high: Number) -> bool:
    """Tell whether two numbers that follow each other are the ends of one range.

    What runs from one to the other may be a change: that is for the reader of figures to tell.

    >>> from sskg.language.numbers.reading import numbers
    >>> def ranges(text):
    ...     first, second = numbers(text)
    ...     return is_range(text, first, second)
    >>> ranges("10-15 per cent"), ranges("between 2 and 3 million"), ranges("2 and 3 million")
    (True, True, False)
    >>> ranges("百分之三十至百分之五十"), ranges("5 to 3 days")
    (True, False)
    """
    if low.digits is None or high.digits is None or low.ordinal or high.ordinal:
        return False
    between = text[low.end : high.start]
    before = text[max(0, low.start - _REACH) : low.start]
    linked = _LINK.fullmatch(between) or (_AND.fullmatch(between) and _BETWEEN.search(before))
    return bool(linked) and (low.value or 0) < (high.value or 0)


def is_change(text: str, low: Number) -> bool:
    """Tell whether "from" stands before a number, so that "to" behind it may lead to a change."""
    return bool(_CHANGE.search(text[max(0, low.start - _REACH) : low.start]))


def shares_scale(text: str, low: Number, high: Number) -> bool:
    """Tell whether the scale behind the upper end holds for the lower end too: 2 to 3 million."""
    if low.digits is None or high.digits is None or low.value != low.digits:
        return False
    return high.value != high.digits and low.digits < high.digits and is_range(text, low, high)
