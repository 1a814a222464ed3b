"""Things that a text names: those of the graph, and new ones with a kind by their head noun."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Quote, Span, ThingProposal
from sskg.ingest.proposers.chinese import chinese_names
from sskg.ingest.proposers.english import capitals
from sskg.ingest.proposers.english_names import english_names
from sskg.ingest.proposers.headings import heading_name
from sskg.ingest.proposers.kinds import PHRASED, Kinds
from sskg.ingest.proposers.mentions import NameMatch, in_title, is_sure
from sskg.ingest.proposers.names import bearers_of, linked, longest_of, names_in, names_of
from sskg.language.text import is_chinese, simplified, single_spaced

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sskg.ingest.known import Known, KnownThing
    from sskg.ingest.proposal import Segment

_LONGEST: Final = 4000
"""Characters that are read at once: longer than any sentence that a person wrote."""
_WITHIN: Final = frozenset({"Challenge", "Event", "TargetGroup", "Trend"})
"""Kinds whose things are called within the names of others, too."""


def propose_things(text: str, segments: Sequence[Segment], known: Known) -> Iterable[ThingProposal]:
    """Propose the things that each segment names.

    A name of the graph is a link only where the thing may belong to the document's jurisdiction
    and nobody rejected it, and where its words leave no doubt; otherwise it is a new thing, with
    what it may be beside it.
    """
    names = names_of(known)
    longest = longest_of(names)
    simple = simplified(text)
    kinds, upper = Kinds(known), capitals(text)
    short: dict[str, str] = {}
    matches: list[NameMatch] = []
    others: list[tuple[Segment, Span, str]] = []
    for segment in segments:
        heading = heading_name(simple, segment.span, kinds) if segment.role == "Heading" else None
        if heading:
            span, kind = heading
            bearers = bearers_of(names, single_spaced(span.of(text)))
            link, like = linked(known, bearers, single_spaced(span.of(text)))
            if bearers:
                sure = link is not None and not known.foreign(link)
                matches.append(NameMatch(segment, span, bearers, link, like, sure))
            else:
                others.append((segment, span, kind))
        for part in _parts(text, segment.span) if segment.speaks else ():
            new = dict(
                (
                    *english_names(text, part, kinds, upper, short),
                    *chinese_names(simple, part, kinds.of),
                )
            )
            called = list(_called(text, part, names, longest))
            for span, bearers in called:
                link, like = linked(known, bearers, single_spaced(span.of(text)))
                sure = link is not None and is_sure(
                    text, span, link, new.items(), capitals=upper, foreign=known.foreign(link)
                )
                matches.append(NameMatch(segment, span, bearers, link, like, sure))
            spans = [span for span, _ in called]
            grown = {_grown(span, spans): kind for span, kind in new.items()}
            others += (
                (segment, span, kind) for span, kind in grown.items()
                if not any(_part(span, mentioned) for mentioned in spans)
            )  # fmt: skip
    meant = {each.link.iri for each in matches if each.link and each.sure}
    for each in matches:
        yield _mentioned(text, each, meant)
    for segment, span, kind in others:
        yield _thing(text, segment, span, iri=None, kind=kind)


def _mentioned(text: str, match: NameMatch, meant: Collection[str]) -> ThingProposal:
    """Return the link of a match; one that the document never means plainly is left open."""
    link, like = match.link, match.like
    if link and link.iri not in meant:
        like = tuple(sorted({*like, link.iri}))
        link = None
    return _thing(
        text, match.segment, match.span, iri=link.iri if link else None,
        kind=(link or match.bearers[0]).kind, like=like,
    )  # fmt: skip


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield a segment, in parts where it is so long that comparing its names would take long."""
    start = span.start
    while span.end - start > _LONGEST:
        end = max(text.rfind(mark, start, start + _LONGEST) for mark in " \n，；、")
        end = end + 1 if end > start else start + _LONGEST
        yield Span(start, end)
        start = end
    yield Span(start, span.end)


def _called(
    text: str,
    within: Span,
    names: Mapping[tuple[str, ...], list[KnownThing]],
    longest: Mapping[str, int],
) -> Iterator[tuple[Span, list[KnownThing]]]:
    """Yield the names of the graph, and those within one that are called, too.

    Improving a system calls the system, and services for the elderly call these.
    """
    for span, bearers in names_in(text, within, names, longest):
        if in_title(text, span):
            continue
        yield span, bearers
        yield from sorted(_inside(text, span, bearers, names, longest).items())


def _inside(
    text: str,
    span: Span,
    bearers: Sequence[KnownThing],
    names: Mapping[tuple[str, ...], list[KnownThing]],
    longest: Mapping[str, int],
) -> dict[Span, list[KnownThing]]:
    """Return the names of the graph within one that are called by it."""
    kinds = {each.kind for each in bearers}
    beside = frozenset() if is_chinese(text[span.start]) else _WITHIN - kinds
    last = text.rfind(" ", span.start, span.end)
    inner: dict[Span, list[KnownThing]] = {}
    for part in (Span(span.start, max(span.start, last)), Span(span.start + 1, span.end)):
        for at, called in names_in(text, part, names, longest):
            within = {at: called} | _inside(text, at, called, names, longest)
            inner |= {
                place: things for place, things in within.items()
                if kinds <= PHRASED or {each.kind for each in things} <= beside
            }  # fmt: skip
    return inner


def _grown(span: Span, mentions: Sequence[Span]) -> Span:
    """Return a phrase with the whole of a name of the graph that it ends within."""
    ends = (each.end for each in mentions if span.start < each.start < span.end < each.end)
    return Span(span.start, max(ends, default=span.end))


def _part(span: Span, link: Span) -> bool:
    """Tell whether a new name lies within one that the graph has, or cuts it in two."""
    return span.meets(link) and (link == span or not span.holds(link))


def _thing(
    text: str,
    segment: Segment,
    span: Span,
    *,
    iri: str | None,
    kind: str,
    like: tuple[str, ...] = (),
) -> ThingProposal:
    name = single_spaced(span.of(text))
    return ThingProposal(
        passage=segment.span,
        quotes=(Quote.cut("name", text, span.start, span.end),),
        by="things",
        iri=iri,
        thing_kind=kind,
        name=name,
        lang="zh" if is_chinese(name) else "en",
        like=like,
    )
