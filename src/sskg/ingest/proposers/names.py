"""Where a text calls a thing of the graph by one of its names."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import forms_of, grammar
from sskg.ingest.proposers.kinds import PHRASED, abstract, han_kind, heads
from sskg.language.text import fold, is_chinese
from sskg.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sskg.ingest.known import Known, KnownThing

_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
_DIVIDED = re.compile(r"[,;:.!?()]\s|\n\s*\n")
_HAN_RUN = re.compile("[\u4e00-\u9fff]+")
_UNNAMED = frozenset({"MeasuredChange", "Observation", "SourceDocument"})
_SHORTEST = 4
LANGUAGES = 2
"""How many of a thing's names are its preferred labels, which come first."""
_DONE = frozenset({"Directive", "Measure", "Reform"})
_BEARERS = frozenset({"Actor", "Benefit", "Fund", "LegalAct", "Place", "TargetGroup"})
_HAN_SHORTEST = 3


def names_of(known: Known) -> dict[tuple[str, ...], list[KnownThing]]:
    """Return the graph's things by the words of their names; of Chinese, by the characters."""
    names: dict[tuple[str, ...], list[KnownThing]] = {}
    for thing in known.things:
        if thing.kind not in vocabulary().thing_classes or thing.kind in _UNNAMED:
            continue
        for name in thing.names:
            han = is_chinese(name)
            if len(name) < (_HAN_SHORTEST if han else _SHORTEST):
                continue
            words = tuple(name) if han else tuple(fold(name).split())
            bearers = names.setdefault(words, [])
            if words and thing not in bearers:
                bearers.append(thing)
    return names


def longest_of(names: Iterable[tuple[str, ...]]) -> Mapping[str, int]:
    """Return how many words or characters the names have at most that begin with one."""
    longest: dict[str, int] = {}
    for words in names:
        if words:
            longest[words[0]] = max(longest.get(words[0], 0), len(words))
    return longest


def bearers_of(
    names: Mapping[tuple[str, ...], list[KnownThing]], name: str
) -> Sequence[KnownThing]:
    """Return the graph's things that bear a name."""
    return names.get(tuple(name) if is_chinese(name) else tuple(fold(name).split()), ())


def linked(
    known: Known, bearers: Sequence[KnownThing], name: str
) -> tuple[KnownThing | None, tuple[str, ...]]:
    """Return the thing that a name means, and the IRIs of those that are merely called so.

    Of several that it may mean, a person tells which. A measure's or a reform's other name that
    is the name of a fund or a group means these elsewhere.
    """
    meant = [thing for thing in bearers if known.links(thing, name) and _fits(thing, name)]
    link = meant[0] if len(meant) == 1 else None
    return link, tuple(sorted(thing.iri for thing in bearers if thing is not link))


def _fits(thing: KnownThing, name: str) -> bool:
    """Tell whether a name says what a thing is: a measure is done, and no level or body."""
    if thing.kind not in PHRASED or fold(name) in map(fold, thing.names[:LANGUAGES]):
        return True
    if is_chinese(name):
        return _done(name) if thing.kind in _DONE else han_kind(name) not in _BEARERS
    words = fold(name).split()
    head = heads().get(words[-1])
    if thing.kind in _DONE:
        return head in _DONE or words[0] in forms_of("verbs") or bool(abstract(words[-1]))
    return head not in _BEARERS


def _done(name: str) -> bool:
    verbs = grammar()["zh"]["verbs"].split() + grammar()["zh"]["leading"].split()
    return name.startswith(tuple(verbs)) or han_kind(name) in _DONE


def names_in(
    text: str,
    span: Span,
    names: Mapping[tuple[str, ...], list[KnownThing]],
    longest: Mapping[str, int],
) -> Iterator[tuple[Span, list[KnownThing]]]:
    """Yield the names of the graph in a span, from left to right, the longest at each place.

    Args:
        text: of the document.
        span: that is read.
        names: of the graph, by their words or characters.
        longest: how long the names are that begin with a word or character, at most.
    """
    words = [
        (match.start(), match.end(), fold(match[0]))
        for match in _WORD.finditer(text, span.start, span.end)
        if not is_chinese(match[0])
    ]
    at = 0
    while at < len(words):
        word = words[at][2]
        most = max(longest.get(word, 0), longest.get(_singular((word,))[0], 0))
        for count in range(min(most, len(words) - at), 0, -1):
            key = tuple(word for _, _, word in words[at : at + count])
            bearers = names.get(key) or names.get(_singular(key))
            if (
                bearers
                and _together(text, words[at : at + count])
                and not _goes_on(text, words, at, count)
            ):
                yield Span(words[at][0], words[at + count - 1][1]), bearers
                at += count - 1
                break
        at += 1
    for run in _HAN_RUN.finditer(text, span.start, span.end):
        at = run.start()
        while at < run.end():
            for end in range(min(run.end(), at + longest.get(text[at], 0)), at, -1):
                if bearers := names.get(tuple(text[at:end])):
                    yield Span(at, end), bearers
                    at = end - 1
                    break
            at += 1


def _together(text: str, words: Sequence[tuple[int, int, str]]) -> bool:
    """Tell whether words are one name: no comma and no end of a sentence stands between them."""
    return not any(
        _DIVIDED.search(text, end, start) for (_, end, _), (start, _, _) in pairwise(words)
    )


def _goes_on(
    text: str,
    words: list[tuple[int, int, str]],
    at: int,
    count: int,
) -> bool:
    """Tell whether a name is the beginning of a longer proper name.

    The Social Security Act is not social security.
    """
    if at + count >= len(words):
        return False
    begin, (last, end, _), (behind, _, _) = words[at][0], words[at + count - 1], words[at + count]
    return (
        text[begin].isupper()
        and text[last].isupper()
        and text[behind].isupper()
        and text[end:behind].isspace()
    )


def _singular(words: tuple[str, ...]) -> tuple[str, ...]:
    last = words[-1]
    return (*words[:-1], last[:-1]) if last.endswith("s") and len(last) > _SHORTEST else words
