"""Relations that the ontology allows between things near each other, the likeliest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Quote, RelationProposal
from sskg.ingest.proposers.kinds import PHRASED
from sskg.ingest.proposers.likelihood import fitting, likelihood
from sskg.ingest.proposers.mentioned import CoreferentNames, last_named, mentions_of, stand_ins
from sskg.ingest.proposers.reach import pairs
from sskg.ingest.proposers.things import propose_things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Segment, Span, ThingProposal
    from sskg.ingest.proposers.mentioned import Mention

MOST: Final = 14
"""Relations that are proposed of one segment."""
_LEAST: Final = 0.03
"""How likely a relation must be."""
_OF_A_PAIR: Final = 2
_SECOND: Final = 0.1
"""How likely another relation of the same two things must be."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A relation with how likely it is."""

    likely: float
    subject: Mention
    predicate: str
    object: Mention
    cue: Span | None

    @property
    def order(self) -> tuple[float, Span, Span, str]:
        """Return what candidates are sorted by: the likeliest first, then as the text has them."""
        return (-self.likely, self.subject.span, self.object.span, self.predicate)

    @property
    def triple(self) -> tuple[str, str, str]:
        return (self.subject.name, self.predicate, self.object.name)


def propose_related(
    text: str, segments: Sequence[Segment], known: Known
) -> Iterator[ThingProposal | RelationProposal]:
    """Propose the things of a text and the likeliest relations of each segment, each once."""
    things = sorted(propose_things(text, segments, known), key=lambda each: each.span)
    yield from things
    sentences, headings = _mentions(text, segments, things)
    every = chain(chain.from_iterable(sentences.values()), set(headings.values()))
    often = Counter(each.name for each in every)
    near: dict[Span, list[_Candidate]] = {}
    for pair in pairs(text, sentences, often, headings):
        for predicate in fitting(pair.subject.kind, pair.object.kind):
            likely, cue = likelihood(text, pair, predicate, often[pair.subject.name])
            if likely >= _LEAST:
                candidate = _Candidate(likely, pair.subject, predicate, pair.object, cue)
                near.setdefault(pair.passage, []).append(candidate)
    proposed: set[tuple[str, str, str]] = set()
    for passage, candidates in sorted(near.items()):
        for rank, candidate in enumerate(_likeliest(candidates, proposed), 1):
            yield _proposal(text, passage, candidate, rank)


def _mentions(
    text: str, segments: Sequence[Segment], things: Sequence[ThingProposal]
) -> tuple[dict[Span, list[Mention]], dict[Span, Mention]]:
    """Return what each sentence speaks of, in order, and what the heading above it names."""
    parts: dict[Span, list[Segment]] = {}
    for segment in segments:
        parts.setdefault(segment.sentence, []).append(segment)
    order = {segment.span: segment.sentence for segment in segments}
    of: dict[Span, list[ThingProposal]] = {}
    for thing in things:
        of.setdefault(order[thing.passage], []).append(thing)
    names = CoreferentNames(text, things)
    before: dict[str, Mention] = {}
    above: Mention | None = None
    sentences: dict[Span, list[Mention]] = {}
    headings: dict[Span, Mention] = {}
    for sentence, clauses in parts.items():
        here = mentions_of(text, of.get(sentence, ()), names)
        if clauses[0].role == "Heading":
            above = here[0] if here else None
        elif clauses[0].speaks:
            here += stand_ins(text, [each.span for each in clauses], here, before)
            if here:
                sentences[sentence] = here
            if above:
                headings[sentence] = above
        last_named(before, here, text)
    return sentences, headings


def _likeliest(
    candidates: Iterable[_Candidate], proposed: set[tuple[str, str, str]]
) -> Iterator[_Candidate]:
    """Yield the likeliest candidates of a segment, and add them to those proposed before."""
    kept: list[_Candidate] = []
    beside: Counter[frozenset[str]] = Counter()
    for each in sorted(candidates, key=lambda candidate: candidate.order):
        pair = frozenset((each.subject.name, each.object.name))
        further = beside[pair] >= _OF_A_PAIR or (beside[pair] and each.likely < _SECOND)
        if each.triple in proposed or further or any(_again(each, other) for other in kept):
            continue
        proposed.add(each.triple)
        beside[pair] += 1
        kept.append(each)
        yield each
        if len(kept) == MOST:
            break


def _again(one: _Candidate, other: _Candidate) -> bool:
    """Tell whether a relation says the same of a phrase within another: an aim and its object."""
    return one.predicate == other.predicate and all(
        a.span == b.span or (a.kind in PHRASED and (a.span.holds(b.span) or b.span.holds(a.span)))
        for a, b in ((one.subject, other.subject), (one.object, other.object))
    )


def _proposal(text: str, passage: Span, candidate: _Candidate, rank: int) -> RelationProposal:
    subject, object_ = candidate.subject.thing, candidate.object.thing
    quotes = [
        Quote("subject", subject.span, subject.quotes[0].text),
        Quote("object", object_.span, object_.quotes[0].text),
    ]
    if candidate.cue:
        quotes.append(Quote.cut("predicate", text, candidate.cue.start, candidate.cue.end))
    return RelationProposal(
        passage=passage,
        quotes=tuple(sorted(quotes, key=lambda quote: quote.span)),
        by="relations",
        subject=subject.key,
        predicate=candidate.predicate,
        object=object_.key,
        rank=rank,
    )
