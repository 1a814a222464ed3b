"""Noun phrases of Chinese: what stands between function words and verbs.

Words of closed classes and common verbs of administration are cut out, the longest first; the rest
are runs of characters. No list holds the names that are looked for.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import grammar
from sskg.ingest.proposers.kinds import han_kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# A hard line end within a sentence divides no word.
_RUN = re.compile("[\u4e00-\u9fff]+(?:\n[\u4e00-\u9fff]+)*")
_LISTED = re.compile("[、和与及或]")
_ITEM = re.compile("[\u4e00-\u9fff]{3,24}")
# For the sake of this and that, on the grounds of a law, it is made.
_PURPOSES = re.compile("为了(?P<items>[^。；]{3,120}?)，(?:根据|依据|结合|制定)")
_PRINCIPLES = re.compile("(?:坚持|遵循|贯彻)(?P<items>[^。；]{3,80}?)的(?:原则|方针)")
_SHORTEST = 3
_TITLED = frozenset({"Actor", "Reform", "Fund", "Benefit", "Policy"})
_LONGEST = 24


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(grammar()["zh"][key].split())


@cache
def _closed() -> re.Pattern[str]:
    """Return a pattern of all words that are known: those within names, and those between."""
    every = _words("particles") | _words("verbs") | _words("words")
    return re.compile("|".join(sorted(every, key=lambda word: (-len(word), word))))


@cache
def _start() -> re.Pattern[str]:
    words = "|".join(sorted(_words("leading"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:(?:{words})(?!地)|[一二两三四五六七八九十百千万亿多余]+[项种个名类])+")


@cache
def _end() -> re.Pattern[str]:
    words = "|".join(sorted(_words("trailing"), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?:{words})+\Z")


def runs(text: str, span: Span) -> Iterator[Span]:
    """Yield the runs of characters that no function word and no verb divides."""
    for match in _RUN.finditer(text, span.start, span.end):
        start = match.start()
        for word in _closed().finditer(text, match.start(), match.end()):
            if word[0] in _words("words"):
                continue
            if word.start() > start:
                yield Span(start, word.start())
            start = word.end()
        if match.end() > start:
            yield Span(start, match.end())


def chinese_names(
    text: str, span: Span, learned: Callable[[str], str | None]
) -> Iterator[tuple[Span, str]]:
    """Yield the names in a sentence, each with its kind.

    Args:
        text: of the document, its characters simplified.
        span: of the sentence.
        learned: gives the kind that the graph's names show by their last two characters.
    """
    phrased = list(_phrased(text, span))
    yield from phrased
    every = [
        _trimmed(text, run) for run in runs(text, span)
        if not any(each.holds(run) for each, kind in phrased if kind == "Principle")
    ]  # fmt: skip
    kinds = [_kind(text, run, learned) for run in every]
    for at, run in enumerate(every):
        kind = kinds[at] or _of_its_neighbours(text, every, kinds, at)
        if kind and _names(run.of(text), kind):
            yield run, kind
        part = _shorter(text, run)
        if part and (kind := _kind(text, part, learned)) and _names(part.of(text), kind):
            yield part, kind


def _phrased(text: str, span: Span) -> Iterator[tuple[Span, str]]:
    """Yield what a law is for, and the principles that it follows: whole phrases, listed."""
    for pattern, kind in ((_PURPOSES, "Goal"), (_PRINCIPLES, "Principle")):
        for match in pattern.finditer(text, span.start, span.end):
            for item in _ITEM.finditer(text, *match.span("items")):
                yield Span(*item.span()), kind


def titles(text: str) -> Iterator[str]:
    """Yield the names of bodies, reforms, funds, benefits and policies in a text.

    >>> list(titles("财政部建立渔民养老保险"))
    ['财政部', '渔民养老保险']
    """
    for span, kind in chinese_names(text, Span(0, len(text)), lambda _: None):
        if kind in _TITLED:
            yield span.of(text)


def _kind(text: str, run: Span, learned: Callable[[str], str | None]) -> str | None:
    name = "".join(run.of(text).split())
    if name.endswith("服务") and text[run.start - 1 : run.start] == "为":
        return None  # to serve something
    return han_kind(name) or learned(name[-2:])


def _of_its_neighbours(
    text: str, every: list[Span], kinds: list[str | None], at: int
) -> str | None:
    """Return the kind of what is listed between two of one kind: officers, sergeants, soldiers."""
    if not 0 < at < len(every) - 1 or kinds[at - 1] != kinds[at + 1]:
        return None
    gaps = (text[every[at - 1].end : every[at].start], text[every[at].end : every[at + 1].start])
    return kinds[at - 1] if all(_LISTED.fullmatch(gap) for gap in gaps) else None


def _shorter(text: str, run: Span) -> Span | None:
    """Return what a name of an office, a fee or a right is about: 失业保险 of 失业保险费."""
    end = _end().search(text, run.start, run.end)
    return Span(run.start, end.start()) if end and end.start() - run.start > 1 else None


def _names(name: str, kind: str) -> bool:
    if name in _words("alone"):
        return True
    least = 2 if kind == "TargetGroup" else _SHORTEST
    return least <= len(name) <= _LONGEST and name not in _words("generic")


def _trimmed(text: str, run: Span) -> Span:
    """Return a run without the verb or number in front of it."""
    leading = _start().match(text, run.start, run.end)
    return Span(leading.end(), run.end) if leading and leading.end() < run.end else run
