"""Which mentions of a name of the graph surely mean its thing, and which only may.

A mention is doubtful where its words say something else than the thing as well: a special kind of
it, a longer proper name, or an ordinary word in a document of another state. It counts only where
the document calls the thing plainly somewhere, too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.ingest.known import OF_A_STATE
from sskg.ingest.proposal import Span
from sskg.ingest.proposers.chinese import runs
from sskg.ingest.proposers.kinds import han_kind
from sskg.language.text import is_chinese

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sskg.ingest.known import KnownThing
    from sskg.ingest.proposal import Segment

_BEFORE: Final = re.compile(r"([^\W\d_][\w-]*)\s+\Z")
# What stands before a name that has its own place in a phrase.
_BEHIND: Final = re.compile(r"\s(?:of|for|in|on|to|against|from|with|by|under)\s|\s(?:and|or)\s+\Z")
_MARKS: Final = {"《": "》", "〈": "〉"}
_FURTHEST: Final = 80
"""Characters that are looked at before a name: longer than any title."""
_SPECIAL: Final = OF_A_STATE | {"TargetGroup"}
_MODIFIERS: Final = frozenset({"Challenge", "Condition", "TargetGroup", "Trend"})
# What a policy is for stands within its name, and is meant there.
_FOR_SOMEBODY: Final = frozenset({"Policy", "Benefit", "Fund"})


@dataclass(frozen=True, slots=True)
class NameMatch:
    """A name of the graph in a segment.

    Attributes:
        segment: that it stands in.
        span: of the name.
        bearers: the graph's things that bear it, of which there is one at least.
        link: the one that it means, or may mean, or None.
        like: IRIs of those that are merely called so.
        sure: whether the words mean the link without doubt.
    """

    segment: Segment
    span: Span
    bearers: Sequence[KnownThing]
    link: KnownThing | None
    like: tuple[str, ...]
    sure: bool


def in_title(text: str, span: Span) -> bool:
    """Tell whether a name is a part of a title in its marks: 《养老保险法》 is about no insurance.

    >>> from sskg.ingest.proposal import Span
    >>> in_title("《养老保险法》", Span(1, 5)), in_title("《养老保险法》", Span(1, 6))
    (True, False)
    """
    start = max(0, span.start - _FURTHEST)
    opened = max(text.rfind(mark, start, span.start) for mark in _MARKS)
    if opened < 0 or _MARKS[text[opened]] in text[opened : span.start]:
        return False
    return not (opened == span.start - 1 and text[span.end : span.end + 1] == _MARKS[text[opened]])


def is_sure(
    text: str,
    span: Span,
    thing: KnownThing,
    new: Collection[tuple[Span, str]],
    *,
    capitals: Collection[str],
    foreign: bool,
) -> bool:
    """Tell whether a mention means a thing without doubt.

    Args:
        text: of the document.
        span: of the mention.
        thing: that it may mean.
        new: the names that the segment has by its grammar, each with its kind.
        capitals: words of the document that are names.
        foreign: whether only documents of another state speak of the thing.
    """
    if is_chinese(span.of(text)):
        return not _special(text, span, thing, new) and not _modifies(text, span, thing)
    return not (
        _special(text, span, thing, new)
        or _ends_a_longer(text, span, capitals)
        or (foreign and _ordinary(span.of(text)))
    )


def _special(text: str, span: Span, thing: KnownThing, new: Collection[tuple[Span, str]]) -> bool:
    """Tell whether a longer name says a special kind of thing: supplementary insurance."""
    return thing.kind in _SPECIAL and any(
        kind == thing.kind
        and other.start < span.start
        and other.holds(span)
        and not _BEHIND.search(text[other.start : span.start])
        for other, kind in new
    )


def _modifies(text: str, span: Span, thing: KnownThing) -> bool:
    """Tell whether a Chinese name only modifies another: the deposit rate of residents."""
    return thing.kind in _MODIFIERS and any(
        run.holds(span)
        and run.end > span.end
        and han_kind(run.of(text)) not in {thing.kind, *_FOR_SOMEBODY}
        for run in runs(text, Span(max(0, span.start - _FURTHEST), span.end + _FURTHEST))
    )


def _ends_a_longer(text: str, span: Span, capitals: Collection[str]) -> bool:
    """Tell whether a name in capitals is the end of a longer one: the Welsh Central Committee."""
    if not text[span.start].isupper():
        return False
    before = _BEFORE.search(text, max(0, span.start - _FURTHEST), span.start)
    return before is not None and before[1] in capitals


def _ordinary(word: str) -> bool:
    """Tell whether a name is a single word that every state has: children."""
    return word.isalpha() and word[1:].islower()
