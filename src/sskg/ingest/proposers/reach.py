"""Which two things of a text a relation may link: how near they stand, and in what way.

They stand within one sentence, or in two that follow each other, or one of them is the topic:
what the heading names, or the policy that the document names most often, which sentences speak of
without its name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from sskg.ingest.proposal import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sskg.ingest.proposers.mentioned import Mention

_NEAR: Final = 24
"""How far two names may stand apart, in names: a list may be long."""
_MOST_RIVALS: Final = 3
# What stands between the members of a list: its conjunctions, articles and marks.
_LISTED: Final = re.compile(
    r"(?:[\s,;、，；和与及或]|\b(?:and|or|the|a|an|as well as)\b)+", re.IGNORECASE
)
# What speaks of the sentence before.
_AGAIN: Final = re.compile(
    r"\s*(?:(?:all|these|such|this|those|they|it|its|their|both)\b|上述|这些|这|前款|其)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two things as the ends of a relation.

    Attributes:
        subject: of the relation.
        object: of the relation.
        way: whether they stand within a sentence, beside each other in two, or one is the topic or
            what the heading names.
        passage: that the relation is proposed of: that of the later end, or the subject's.
        gap: what stands between them and their lists; None where one holds the other, or a list
            continues what it holds.
        between: where other things stand between them.
        rivals: how many other things of the subject's kind stand between them, up to three.
        forward: whether the subject stands before the object.
        again: whether the later sentence begins by speaking of the one before.
        own: whether the sentence names another thing of the kind of the end from outside.
    """

    subject: Mention
    object: Mention
    way: Literal["within", "beside", "topic", "heading"]
    passage: Span
    gap: Span | None
    rivals: int
    forward: bool
    again: bool = False
    between: tuple[Span, ...] = ()
    own: bool = False


def pairs(
    text: str,
    sentences: Mapping[Span, Sequence[Mention]],
    often: Mapping[str, int],
    headings: Mapping[Span, Mention],
) -> Iterator[Pair]:
    """Yield the pairs of things that a relation may link, each in both orders.

    Args:
        text: of the document.
        sentences: the things of each sentence that has some, in the order of the text.
        often: how often the document names each thing.
        headings: what the heading above a sentence names, where it names something.
    """
    topic = _topic(sentences, often)
    last: Mention | None = None
    under: Mention | None = None
    before: Sequence[Mention] = ()
    for sentence, unsorted in sentences.items():
        things = sorted(unsorted, key=lambda thing: thing.span)
        again = _AGAIN.match(text, sentence.start) is not None
        own = [thing for thing in things if not thing.stands_in]
        if headings.get(sentence) is not under:
            before = ()  # a new heading begins anew
        under = headings.get(sentence)
        found = [*_within(text, things), *_beside(before, own, again=again)]
        named = [thing for thing in things if thing.name == topic]
        about = under or last
        if about and not any(thing.name == about.name for thing in things):
            found += _of_topic(about, own, "heading" if under else "topic")
        yield from (
            pair for pair in found
            if pair.subject.name != pair.object.name
            and not (pair.subject.stands_in and pair.object.stands_in)
        )  # fmt: skip
        last = named[-1] if named else last
        before = own


def _topic(sentences: Mapping[Span, Sequence[Mention]], often: Mapping[str, int]) -> str | None:
    policies = {
        thing.name: None
        for things in sentences.values() for thing in things if thing.kind == "Policy"
    }  # fmt: skip
    return max(policies, key=lambda name: often[name], default=None)


def _both(one: Mention, other: Mention) -> Iterator[tuple[Mention, Mention, bool]]:
    """Yield two things in the order of the text, and the other way round."""
    yield one, other, True
    yield other, one, False


def _within(text: str, things: Sequence[Mention]) -> Iterator[Pair]:
    lists = _lists(text, sorted({thing.span for thing in things}))
    for at, one in enumerate(things):
        for to, other in enumerate(things[at + 1 : at + _NEAR], at + 1):
            held = one.span.holds(other.span) or other.span.holds(one.span)
            listed = not held and lists[one.span] == lists[other.span]
            if listed and not _continued(one, other, things):
                continue  # members of one list are not related by it
            gap = None if held or listed else _gap(lists, one.span, other.span)
            between = [
                thing for thing in things[at + 1 : to]
                if one.span.end <= thing.span.start and thing.span.end <= other.span.start
            ]  # fmt: skip
            for subject, object_, forward in _both(one, other):
                rivals = _rivals(subject, between)
                yield Pair(
                    subject, object_, "within", subject.passage, gap, rivals, forward,
                    between=tuple(thing.span for thing in between),
                )  # fmt: skip


def _continued(one: Mention, other: Mention, things: Sequence[Mention]) -> bool:
    """Tell whether a list continues what a phrase is about: improving this and that."""
    return any(
        thing.kind == other.kind != one.kind
        and thing.span != one.span
        and one.span.holds(thing.span)
        and thing.span.end == one.span.end
        for thing in things
    )


def _gap(lists: Mapping[Span, Span], one: Span, other: Span) -> Span:
    """Return what stands between the lists of two names, or between these."""
    first, second = sorted((one, other))
    start, end = lists[first].end, lists[second].start
    return Span(start, end) if start < end else Span(first.end, max(first.end, second.start))


def _rivals(subject: Mention, between: Sequence[Mention]) -> int:
    same = {thing.name for thing in between if thing.kind == subject.kind}
    return min(_MOST_RIVALS, len(same))


def _beside(before: Sequence[Mention], things: Sequence[Mention], *, again: bool) -> Iterator[Pair]:
    kinds = {thing.kind for thing in things}
    for at, one in enumerate(before):
        for to, other in enumerate(things):
            between = [*before[at + 1 :], *things[:to]]
            for subject, object_, forward in _both(one, other):
                yield Pair(
                    subject, object_, "beside", other.passage, None, _rivals(subject, between),
                    forward, again, own=one.kind in kinds,
                )  # fmt: skip


def _of_topic(
    topic: Mention, things: Sequence[Mention], way: Literal["topic", "heading"]
) -> Iterator[Pair]:
    own = any(thing.kind == topic.kind for thing in things)
    for thing in things:
        for subject, object_, forward in _both(topic, thing):
            yield Pair(subject, object_, way, thing.passage, None, 0, forward, own=own)


def _lists(text: str, spans: Sequence[Span]) -> Mapping[Span, Span]:
    """Return of each name the list that it is a member of, from first to last."""
    lists: dict[Span, Span] = {}
    current: list[Span] = []
    for span in [*spans, None]:
        if span and current and span.start <= current[-1].end:
            if span.end > current[-1].end:
                current.append(span)  # it goes on beyond the one before
            else:
                lists[span] = span
            continue
        if span and current and _LISTED.fullmatch(text, current[-1].end, span.start):
            current.append(span)
            continue
        for each in current:
            lists[each] = Span(current[0].start, current[-1].end)
        current = [span] if span else []
    return lists
