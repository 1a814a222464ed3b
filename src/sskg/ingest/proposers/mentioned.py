"""What a sentence speaks of: the things that it names, and those that it calls by a stand-in.

One thing has several names in a text: “Supplemental Security Income (SSI)”, then “SSI” and “the
SSI program”. A sentence says “the program”, “these payments”, “it” or 该制度 of what was named
before, and what stands under a heading speaks of what the heading names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import grammar
from sskg.ingest.proposers.kinds import han_kind, heads, of_either_number
from sskg.language.text import is_chinese

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sskg.ingest.proposal import ThingProposal

_CALLED: Final = re.compile(
    r"(?P<full>.+?)\s*[(（](?P<short>[^()（）]{2,20})[)）](?P<head>\s+\w+)?"
)
_BRACKET: Final = re.compile(
    r"\s*[(（](?:以下简称)?[“\"]?(?P<short>[A-Z][A-Z&.-]{1,8}|[\u4e00-\u9fff]{2,10})[”\"]?[)）]"
)
_GENERAL: Final = frozenset({"program", "programme", "scheme"})
_ARTICLE: Final = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_DEFINITE: Final = re.compile(
    r"\b(?:the|this|these|those|such|both)\s+(?P<head>[a-z]{3,})\b(?=\s*(?P<behind>[\w(]*))"
    r"|(?:该|此项|这一|这项|上述)(?P<han>[\u4e00-\u9fff]{2})",
    re.IGNORECASE,
)
_IS_A: Final = re.compile(
    r"\s*,?\s+(?:is|are|was|were)\s+(?:an?|the|one\s+of)\b(?:\s+(?!of\b|for\b|in\b)[\w’',-]+){0,5}\s+"
)
_PRONOUN: Final = re.compile(r"\s*(?P<word>it|they|this|these)\s+(?P<behind>\w+)", re.IGNORECASE)
_STOOD_FOR: Final = frozenset({"Actor", "Benefit", "Fund", "Measure", "Policy", "Reform"})
_NAMED_AGAIN: Final = _STOOD_FOR | {
    "Advantage",
    "Challenge",
    "Goal",
    "LegalAct",
    "Outcome",
    "TargetGroup",
}


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing as the end of a relation, at the place where a sentence speaks of it.

    Attributes:
        thing: that is meant.
        name: that tells it from others: its IRI, or the longest name that the text gives it.
        span: where it is named or stood for.
        passage: span of the segment there.
    """

    thing: ThingProposal
    name: str
    span: Span
    passage: Span

    @property
    def kind(self) -> str:
        """Return the kind of the thing."""
        return self.thing.thing_kind

    @property
    def stands_in(self) -> bool:
        """Whether a pronoun or a general word stands for the thing's name."""
        return self.span != self.thing.span


class CoreferentNames:
    """Which names of a document are of one thing."""

    def __init__(self, text: str, things: Sequence[ThingProposal]) -> None:
        """Learn the short forms that stand in brackets behind a name."""
        self._full: dict[str, str] = {}
        bare = {_bare(thing.name) for thing in things}
        for thing in things:
            name, _, head = _bare(thing.name).rpartition(" ")
            if head in _GENERAL and name in bare:
                self._full.setdefault(name, thing.name)
            called = _CALLED.fullmatch(thing.name)
            bracket = _BRACKET.match(text, thing.span.end)
            if called:
                full, short, head = called["full"], called["short"], called["head"] or ""
                for each in (full, short, full + head, short + head):
                    self._full.setdefault(_bare(each), thing.name)
            elif bracket:
                self._full.setdefault(_bare(bracket["short"]), thing.name)

    def of(self, thing: ThingProposal) -> str:
        """Return what tells a thing from others."""
        bare = _bare(thing.name)
        without_head = bare.rpartition(" ")
        full = self._full.get(bare)
        if full is None and without_head[2] in heads():
            full = self._full.get(without_head[0])
        return thing.iri or full or _ARTICLE.sub("", thing.name)


def _bare(name: str) -> str:
    return _ARTICLE.sub("", name).casefold()


def mentions_of(
    text: str, things: Sequence[ThingProposal], names: CoreferentNames
) -> list[Mention]:
    """Return the things named in a sentence, without names of one thing within another of it.

    What a sentence says that a thing is stands for the thing: SSI is a program for the needy.
    """
    mentions = [Mention(thing, names.of(thing), thing.span, thing.passage) for thing in things]
    outer = [
        each for each in mentions
        if not any(
            other is not each and other.name == each.name
            and other.span != each.span and other.span.holds(each.span)
            for other in mentions
        )
    ]  # fmt: skip
    return [_described_by(text, each, outer) for each in outer]


def _described_by(text: str, description: Mention, mentions: Sequence[Mention]) -> Mention:
    """Return the thing of which a sentence says that it is this; else what is named itself."""
    for each in mentions:
        same_kind = each.kind == description.kind
        if same_kind and _IS_A.fullmatch(text, each.span.end, description.span.start):
            return Mention(each.thing, each.name, description.span, description.passage)
    return description


def stand_ins(
    text: str, segments: Sequence[Span], here: Sequence[Mention], before: Mapping[str, Mention]
) -> Iterator[Mention]:
    """Yield what a sentence stands in for: “the program”, “these payments”, “it”, 该制度.

    Args:
        text: of the document.
        segments: of the sentence.
        here: things that it names.
        before: of each kind the thing that was named last, the last one last.
    """
    for segment in segments:
        for match in _DEFINITE.finditer(text, segment.start, segment.end):
            span = Span(*match.span())
            kind = _kind(match)
            if kind not in _NAMED_AGAIN or any(span.meets(other.span) for other in here):
                continue
            earlier = [each for each in here if each.kind == kind and each.span.end <= span.start]
            meant = earlier[-1] if earlier else before.get(kind)
            if meant:
                yield Mention(meant.thing, meant.name, span, segment)
    first = segments[0]
    pronoun = _PRONOUN.match(text, first.start, first.end)
    if pronoun and _closed(pronoun["behind"]):
        meant = next(
            (each for each in reversed(list(before.values())) if each.kind in _STOOD_FOR), None
        )
        if meant:
            yield Mention(meant.thing, meant.name, Span(*pronoun.span("word")), first)


def _kind(match: re.Match[str]) -> str | None:
    """Return the kind of what a general word stands for, where it is no part of a longer name."""
    if match["han"]:
        return han_kind(match["han"])
    behind = match["behind"]
    kind = of_either_number(match["head"].lower())
    return kind if not behind or _closed(behind) else None


def _closed(word: str) -> bool:
    """Tell whether a word continues no noun phrase: a verb, a preposition, a conjunction."""
    lower = word.lower()
    return lower in _behind_names() or lower.endswith(("s", "ed"))


def _behind_names() -> frozenset[str]:
    classes = grammar()["en"]["classes"]
    return frozenset(word for letter in "PCSXTAWI" for word in classes[letter].split()) | frozenset(
        grammar()["en"]["irregular"].split()
    )


def last_named(before: dict[str, Mention], mentions: Sequence[Mention], text: str) -> None:
    """Remember of each kind what a sentence names, what it is about last: its first thing.

    A sentence about a program goes on with other programs; “it” then is the first of them.
    """
    for each in sorted(mentions, key=lambda mention: mention.span, reverse=True):
        if is_chinese(text[each.span.start]) or not each.stands_in:
            before.pop(each.kind, None)
            before[each.kind] = each
