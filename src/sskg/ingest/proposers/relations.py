"""Relations that the ontology allows between things near each other, the likeliest first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.ingest.proposal import Quote, RelationProposal
from sskg.ingest.proposers.kinds import PHRASED
from sskg.ingest.proposers.likelihood import fitting, likelihood
from sskg.ingest.proposers.reach import name_of, pairs
from sskg.ingest.proposers.things import propose_things

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Segment, Span, ThingProposal

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
    subject: ThingProposal
    predicate: str
    object: ThingProposal
    cue: Span | None

    @property
    def order(self) -> tuple[float, Span, Span, str]:
        """Return what candidates are sorted by: the likeliest first, then as the text has them."""
        return (-self.likely, self.subject.span, self.object.span, self.predicate)

    @property
    def triple(self) -> tuple[str, str, str]:
        return (name_of(self.subject), self.predicate, name_of(self.object))


def propose_relations(
    text: str, segments: Sequence[Segment], known: Known
) -> Iterable[RelationProposal]:
    """Propose the likeliest relations of each segment, each once."""
    order = {segment.span: segment.sentence for segment in segments}
    sentences: dict[Span, list[ThingProposal]] = {}
    for thing in sorted(propose_things(text, segments, known), key=lambda each: each.span):
        sentences.setdefault(order[thing.passage], []).append(thing)
    often = Counter(name_of(thing) for things in sentences.values() for thing in things)
    near: dict[Span, list[_Candidate]] = {}
    for pair in pairs(text, dict(sorted(sentences.items())), often):
        for predicate in fitting(pair.subject.thing_kind, pair.object.thing_kind):
            likely, cue = likelihood(text, pair, predicate, often[name_of(pair.subject)])
            if likely >= _LEAST:
                candidate = _Candidate(likely, pair.subject, predicate, pair.object, cue)
                near.setdefault(pair.passage, []).append(candidate)
    proposed: set[tuple[str, str, str]] = set()
    for passage, candidates in sorted(near.items()):
        for rank, candidate in enumerate(_likeliest(candidates, proposed), 1):
            yield _proposal(text, passage, candidate, rank)


def _likeliest(
    candidates: Iterable[_Candidate], proposed: set[tuple[str, str, str]]
) -> Iterator[_Candidate]:
    """Yield the likeliest candidates of a segment, and add them to those proposed before."""
    kept: list[_Candidate] = []
    beside: Counter[frozenset[str]] = Counter()
    for each in sorted(candidates, key=lambda candidate: candidate.order):
        pair = frozenset((name_of(each.subject), name_of(each.object)))
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
        a.span == b.span
        or (a.thing_kind in PHRASED and (a.span.holds(b.span) or b.span.holds(a.span)))
        for a, b in ((one.subject, other.subject), (one.object, other.object))
    )


def _proposal(text: str, passage: Span, candidate: _Candidate, rank: int) -> RelationProposal:
    subject, object_ = candidate.subject, candidate.object
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
