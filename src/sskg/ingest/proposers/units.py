"""The units of figures: what stands before and behind a number."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEFORE = {
    "unit:CCY_USD": r"US\$|USD|\$",
    "unit:CCY_EUR": r"€|EUR",
    "unit:CCY_GBP": r"£|GBP",
    "unit:CCY_INR": r"₹|Rs\.?|INR",
    "unit:CCY_ZAR": r"ZAR|R",
    "unit:CCY_CNY": r"¥|￥|RMB|CNY|人民币",
    "unit:YR": r"aged?(?:\s+(?:between|over|under|from|above|below|of|at\s+least))?",
}
_AFTER = {
    "unit:PERCENT": r"percentage\s+points?|per\s?cent|percent|个百分点|百分点|[%％]",
    "unit:PERMILLE": r"‰",
    "unit:CCY_USD": r"(?:US\s+)?dollars?\b|USD|美元",
    "unit:CCY_EUR": r"euros?\b|EUR|€|欧元",
    "unit:CCY_GBP": r"pounds?\b|英镑",
    "unit:CCY_INR": r"rupees?\b|卢比",
    "unit:CCY_ZAR": r"rand\b",
    "unit:CCY_CNY": r"yuan\b|RMB|CNY|元",
    "unit:M2": r"square\s+met(?:er|re)s?|sq\.?\s?m\b|m²|平方米",
    "unit:KiloM": r"kilomet(?:er|re)s?|km\b|公里|千米",
    "unit:HA": r"hectares?\b|公顷",
    "unit:TON_Metric": r"tonnes?\b|吨",
    "unit:YR": r"years?\b|-year|(?:or|and)\s+(?:older|younger)\b|周岁|岁|学年|年(?![级度轻])",
    "unit:MO": r"months?\b|-month|个月",
    "unit:WK": r"weeks?\b|-week|周(?!岁|边)",
    "unit:DAY": r"(?:working\s+|calendar\s+)?days?\b|-day|个?工作日|日(?!益|常)|天",
    "unit:HR": r"hours?\b|-hour|个?小时",
    "unit:UNITLESS": r"times\b(?!\s+a)|-?fold\b|倍",
}
_ALL_BEFORE = re.compile(
    "(?:" + "|".join(f"(?P<u{at}>{words})" for at, words in enumerate(_BEFORE.values())) + r")\s?\Z"
)
_ALL_AFTER = re.compile(
    r"(?:\s|[多余几]|\s?-)*(?:(?:calendar|complete|consecutive|contribution|full|further|insured"
    r"|qualifying|successive|whole|working)\s+(?=(?:year|month|week|day)s?\b))?(?:"
    + "|".join(f"(?P<u{at}>{words})" for at, words in enumerate(_AFTER.values()))
    + ")",
    re.IGNORECASE,
)
_REACH = 24

_PERIODS = {
    "year": r"(?:per|a|each|every)\s+(?:year|annum)|/\s?year|annual(?:ly)?|yearly|每年|/年",
    "month": r"(?:per|a|each|every)\s+month|/\s?month|monthly|每月|/月",
    "week": r"(?:per|a|each|every)\s+week|weekly|每周",
    "day": r"(?:per|a|each|every)\s+day|daily|每日|每天|/天|/日",
}
_UNITS = {
    "person": r"per\s+(?:person|capita|head|child|beneficiary|member)|each\s+person|每人|人均|/人",
    "household": r"per\s+(?:household|family)|每户|户均",
}
_PER = {**_UNITS, **_PERIODS}
_ALL_PER = re.compile(
    "|".join(f"(?P<{name}>{words})" for name, words in _PER.items()), re.IGNORECASE
)
_PER_AFTER = 36
_PER_BEFORE = 10
_PER_STOP = re.compile(r"[,;.，。；、和\d]|\b(?:and|to)\b")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as a text writes it: CURIE in QUDT, and where it stands."""

    curie: str
    start: int
    end: int


def unit_of(text: str, start: int, end: int, until: int) -> Unit | None:
    """Return the unit of a number that stands from start to end, in a segment that ends at until.

    >>> unit_of("Rs. 500 crore", 4, 13, 13)
    Unit(curie='unit:CCY_INR', start=0, end=3)
    >>> unit_of("700多元", 0, 3, 5)
    Unit(curie='unit:CCY_CNY', start=4, end=5)
    """
    offset = max(0, start - _REACH)
    for pattern, words, where, match in (
        (_ALL_BEFORE, _BEFORE, offset, _ALL_BEFORE.search(text[offset:start])),
        (_ALL_AFTER, _AFTER, 0, _ALL_AFTER.match(text, end, until)),
    ):
        if match is None or match.lastgroup is None:
            continue
        at = list(words)[list(pattern.groupindex).index(match.lastgroup)]
        span = match.span(match.lastgroup)
        if pattern is _ALL_BEFORE and text[where + span[0] - 1 : where + span[0]].isalpha():
            continue
        return Unit(at, where + span[0], where + span[1])
    return None


def per_of(text: str, start: int, end: int, passage_start: int, passage_end: int) -> list[Unit]:
    """Return what a figure is counted by, in order; a stretch up to the next number or stop.

    >>> [unit.curie for unit in per_of("330 yuan per person per month", 0, 8, 0, 29)]
    ['person', 'month']
    """
    units = []
    stop = _PER_STOP.search(text, end, passage_end)
    until = min(end + _PER_AFTER, stop.start() if stop else passage_end)
    offset = max(passage_start, start - _PER_BEFORE)
    # What stands at the number before belongs to that one.
    for stop in _PER_STOP.finditer(text, offset, start):
        offset = stop.end()
    for begin, finish in ((offset, start), (end, until)):
        units += [
            Unit(match.lastgroup or "", match.start(), match.end())
            for match in _ALL_PER.finditer(text, begin, finish)
        ]
    return units
