"""How a number relates to the true figure, by the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.language.text import simplified

if TYPE_CHECKING:
    from sskg.language.numbers.number import Number

_BEFORE = {
    "AtLeast": r"at least|no less than|not less than|no fewer than|not fewer than|not below"
    r"|(?:a )?minimum(?: of)?|至少|不(?:得)?(?:低|少|小)于|最低|最短|起码|下限|满",
    "UpTo": r"up to|within|at most|no more than|not more than|not (?:to )?exceed(?:ing)?"
    r"|(?:a )?maximum of"
    r"|not above|不(?:得)?(?:超过|高于|多于|大于)|至多|最多|最高|最长|上限",
    "MoreThan": r"(?:well |slightly |just |far )?(?:more than|over|above)|exceed(?:ing|s|ed)?"
    r"|upwards of|in excess of|greater than|higher than|超过|超出|超|逾|高于|多于|大于|突破",
    "Nearly": r"nearly|almost|close to|just (?:under|below|short of)|将近|接近|几乎|近",
    "LessThan": r"less than|fewer than|lower than|under|below"
    r"|不足|不到|未达到?|没有?达到?|低于|少于|小于|不满|未满",
    "About": r"about|around|approximately|approx\.?|roughly|some|circa|ca\.|an estimated|~|～"
    r"|大约|大概|大致|约",
}
_AFTER = {
    "AtLeast": r"(?:%|[a-z]{1,20})?\s?(?:or (?:more|older|over|above|longer|higher)"
    r"|and (?:above|over|older|more))\b|\+(?!\d)",
    "UpTo": r"(?:%|[a-z]{1,20})?\s?(?:or (?:less|fewer|below|under|younger)"
    r"|and (?:below|under|younger))\b",
    "About": r"(?:%|[a-z]{1,20})?\s?or so\b",
}
# Between a number and the word behind it stands at most what is counted: 60周岁以上, 80%以上.
_HAN_AFTER = {
    "AtLeast": r"以上",
    "UpTo": r"以下|以内|之内|内(?![容部地外蒙])",
    "About": r"左右|上下",
}
_COUNTED = r"(?:[%％‰]|[^\s，。；、,;%％\d多余以左上]{1,6})?(?:及|（含）)?"
_MORE = re.compile(r"(?:[元人年岁次])?[多余](?![种样年次少]?级)")
_ALL_BEFORE = re.compile(
    "(?:" + "|".join(rf"(?P<{name}>{words})" for name, words in _BEFORE.items()) + r")"
    # A currency, an article or 为 may stand between the word and the number.
    r"(?:\s|[$€£₹¥￥（(]|the|a|Rs\.?|INR|R|EUR|USD|US|人民币|为|达|了|到|每[人月年])*\Z",
    re.IGNORECASE,
)
_ALL_AFTER = re.compile(
    r"\s*(?:" + "|".join(rf"(?P<{name}>{words})" for name, words in _AFTER.items()) + ")",
    re.IGNORECASE,
)
_ALL_HAN_AFTER = re.compile(
    _COUNTED + "(?:" + "|".join(rf"(?P<{name}>{w})" for name, w in _HAN_AFTER.items()) + ")"
)
_REACH = 40
# A condition is met by more, too: 达到二十年的, 达百分之五时. What a report tells is exact.
_REACHED = re.compile(r"(?<![未没不有])达到?\Z")
_ON_REACHING = re.compile(r"[^\s，。；、,;\d]{0,3}?(?:的(?=[，。；,;])|时|者)")
# What is compared may stand between word and number: 不低于当地平均工资的百分之六十.
_FAR = re.compile(
    r"(?:(?P<AtLeast>不(?:得)?(?:低|少|小)于)|(?P<UpTo>不(?:得)?(?:超过|高于|多于|大于)))"
    r"[\u4e00-\u9fff]{1,24}\Z"
)
_ALSO = {"以上": ("MoreThan",), "以下": ("LessThan",)}

# "Under 12 schemes" counts schemes; "under 5 years" and "are under 30%" bound a number.
_PREPOSITION = re.compile(r"under|over|above|below", re.IGNORECASE)
_BOUNDED_AFTER = re.compile(
    r"\s*(?:%|per\s?cent|percent|years?\s+(?:of\s+age|old)|-year|s\b|yuan|euros?|dollars?|rupees?"
    r"|rand\b|pounds?|km|kilomet|hectares?)|\s*\Z",
    re.IGNORECASE,
)
_BOUNDED_BEFORE = re.compile(
    r"(?:aged|age|children|adults|people|persons|those|anyone|everyone|just|well|at|to|is|are|was"
    r"|were|remain(?:s|ed)?|stay(?:s|ed)?|fell|dropped|rose|still|slightly|far|now|[$€£₹¥])\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A word that bounds a number.

    Attributes:
        name: local name of the bound in the ontology.
        also: other bounds that the word is used for; 以上 includes the number in laws, and is
            often loosely "more than" elsewhere.
        start: offset of its first character.
        end: offset after its last character.
    """

    name: str
    also: tuple[str, ...]
    start: int
    end: int


def bound_of(text: str, number: Number) -> BoundWord | None:
    """Return the word that bounds a number of a text, or None where none does.

    >>> from sskg.language.numbers.reading import numbers
    >>> def names(text):
    ...     return [bound.name if (bound := bound_of(text, n)) else None for n in numbers(text)]
    >>> names("over 80% and at least 12 million, under 11,97,159 policies")
    ['MoreThan', 'AtLeast', None]
    >>> names("700多元，不超过5%，60周岁以上，约三亿人")
    ['MoreThan', 'UpTo', 'AtLeast', 'About']
    """
    if number.bound is not None:
        return BoundWord(number.bound, (), number.start, number.end)
    offset = max(0, number.start - _REACH)
    plain = simplified(text[offset : number.end + _REACH])
    begin, end = number.start - offset, number.end - offset
    more = _MORE.match(plain, end)
    if more and not number.ordinal:
        at = offset + more.end() - 1
        return BoundWord("MoreThan", (), at, at + 1)
    before = _ALL_BEFORE.search(plain[:begin])
    if before and _whole(text, offset + before.start(), before, number):
        name, first, last = _group(before)
        return BoundWord(name, (), offset + first, offset + last)
    for pattern in (_ALL_AFTER, _ALL_HAN_AFTER):
        after = pattern.match(plain, end)
        if after:
            name, first, last = _group(after)
            also = _ALSO.get(plain[last - 2 : last], ())
            return BoundWord(name, also, offset + first, offset + last)
    far = _FAR.search(plain[:begin])
    if far:
        name, first, last = _group(far)
        return BoundWord(name, (), offset + first, offset + last)
    reached = _REACHED.search(plain[:begin])
    if reached and _ON_REACHING.match(plain, end):
        return BoundWord("AtLeast", (), offset + reached.start(), offset + reached.end())
    return None


def _group(match: re.Match[str]) -> tuple[str, int, int]:
    name = match.lastgroup or ""
    return name, match.start(name), match.end(name)


def _whole(text: str, start: int, match: re.Match[str], number: Number) -> bool:
    """Tell whether a bound is a word of its own, and not a preposition of something else."""
    name, begin, end = _group(match)
    word = match[name]
    if word[0].isascii() and word[0].isalpha() and text[start - 1 : start].isalpha():
        return False
    if word == "近" and text[start - 1 : start] in {"最", "附", "临", "靠", "邻"}:
        return False
    if word == "超" and text[start - 1 : start] in {"高", "赶"}:
        return False
    if _PREPOSITION.fullmatch(word) and word.lower() in {"under", "below"}:
        return bool(
            _BOUNDED_AFTER.match(text, number.end)
            or _BOUNDED_BEFORE.search(text[max(0, start - _REACH) : start])
        )
    return begin < end
