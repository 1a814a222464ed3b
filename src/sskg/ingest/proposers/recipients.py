"""Whose an amount is: those who receive it, for whom it is, or of whom it is the average."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import inflected
from sskg.ingest.proposers.kinds import heads

if TYPE_CHECKING:
    from collections.abc import Iterator

_REACH: Final = 120
"""How far from a number those stand whose it is, in characters."""
_HAVING: Final = "receive get collect earn have pay owe draw average claim"
_IRREGULAR: Final = "got|paid|had|has|drew|drawn"
_IRREGULAR_ONES: Final = frozenset({"child", "person", "family", "woman", "man"})
# What stands before a noun in its phrase, and no verb, article or preposition.
_MODIFIER: Final = (
    r"(?!(?:a|an|the|and|or|of|for|to|by|in|on|at|from|with|that|which|who|all|each|was|were|is|are"
    r"|be|been|has|have|had|will|may|can|among|as|than)\b)[A-Za-z][\w’'-]*"
)


@cache
def _group() -> str:
    """Return a pattern of a group's name: families with two children, retired workers."""
    one = {head for head, kind in heads().items() if kind == "TargetGroup"}
    words = "|".join(
        sorted(one | {word[:-1] for word in one if word.endswith("s")} | _IRREGULAR_ONES)
    )
    behind = (
        rf"(?:\s+(?:with|without)\s+(?:(?:{_MODIFIER}|or)\s+){{0,4}}?"
        rf"(?:{words}|disabilit(?:y|ies)|incomes?|earnings|insurance|coverage)\b)"
    )
    name = rf"(?:(?:{_MODIFIER}\s+){{0,3}}(?!child\b)(?:{words})\b{behind}?|those{behind})"
    return rf"(?<!with )(?<!without )(?P<words>{name})"


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    group = _group()
    forms = "|".join(form for verb in _HAVING.split() for form in inflected(verb))
    article = r"(?:(?:a|an|the|all|each)\s+)?"
    return (
        # $503 a month for families without children; 54.9 was the average age of the retired.
        re.compile(
            rf"[^\d.,;]{{0,40}}?(?:\b(?:was|is|were|are)\s+the\s+[\w\s-]{{3,40}}?)?"
            rf"\s(?:for|to|of|among)\s+{article}{group}",
            re.IGNORECASE,
        ),
        # Families with one child received $3,359; those with two children, $5,548.
        re.compile(
            rf"{article}\b{group}(?:\s*,?\s*[$£€¥]?"
            rf"|\s+(?:\w+\s+){{0,2}}?(?:{forms}|{_IRREGULAR})\b[^.;\d]{{0,40}})\Z",
            re.IGNORECASE,
        ),
        # The average benefit of retired workers was $1,503.
        re.compile(
            rf"\b(?:of|for|among|to)\s+{article}{group}\s+(?:was|were|is|are|rose|fell|grew|averaged|will\s+be)"
            r"\b[^.;,]{0,30}\Z",
            re.IGNORECASE,
        ),
    )


def recipients(text: str, sentence: Span, number: Span) -> Span | None:
    """Return whose an amount is, by what stands behind it or before it, up to the next number."""
    behind, having, average = _patterns()
    match = behind.match(text, number.end, min(sentence.end, number.end + _REACH))
    if match:
        return Span(*match.span("words"))
    start = max(sentence.start, number.start - _REACH)
    for last in _numbers(text, start, number.start):
        start = last
    before = behind.match(text, start, number.start)
    if before and start > sentence.start:
        start = before.end()  # those behind the number before are whose that is
    for pattern in (average, having):
        match = pattern.search(text, start, number.start)
        if match:
            return Span(*match.span("words"))
    return None


def _numbers(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where the numbers of a stretch end."""
    return (match.end() for match in re.compile(r"\d[\d.,]*\d|\d").finditer(text, start, end))
