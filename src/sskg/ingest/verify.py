"""One verifier for all proposals: what does not stand in the text, or does not fit, is dropped."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.ingest.fitting import fits
from sskg.ingest.proposal import (
    DateProposal,
    FigureProposal,
    ModalityProposal,
    RelationProposal,
    ThingProposal,
)
from sskg.language.numbers.bounds import bound_of
from sskg.language.numbers.reading import numbers
from sskg.language.text import single_spaced
from sskg.model import INFERRED, MODALITIES
from sskg.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal

    from sskg.ingest.proposal import Proposal, Quote, Segment, Span

_STATED = frozenset(MODALITIES) - {INFERRED}
"""What a text can have: a reader infers."""


@dataclass(frozen=True, slots=True)
class Verified:
    """The proposals that hold, in the order of the text, and why others were dropped.

    Attributes:
        proposals: that hold, each once; relations of a segment by their rank.
        dropped: how many were dropped, by proposer and reason.
    """

    proposals: tuple[Proposal, ...]
    dropped: Mapping[tuple[str, str], int]


def verify(text: str, segments: Sequence[Segment], proposals: Iterable[Proposal]) -> Verified:
    """Keep the proposals whose quotes stand in the text and whose values are what these say."""
    sentences = {segment.span: segment.sentence for segment in segments}
    dropped: Counter[tuple[str, str]] = Counter()
    kept: dict[str, Proposal] = {}
    waiting: list[RelationProposal] = []
    counted: dict[Span, str] = {}
    for proposal in proposals:
        reason = _standing(text, sentences, proposal) or _holding(proposal, text)
        if reason:
            dropped[proposal.by, reason] += 1
        elif isinstance(proposal, RelationProposal):
            waiting.append(proposal)
        elif isinstance(proposal, FigureProposal) and _again(proposal, counted):
            dropped[proposal.by, "the figure is proposed already"] += 1
        else:
            kept.setdefault(proposal.key, proposal)
    for relation in waiting:
        subject, object_ = kept.get(relation.subject), kept.get(relation.object)
        if not isinstance(subject, ThingProposal) or not isinstance(object_, ThingProposal):
            dropped[relation.by, "an end is no thing that is proposed"] += 1
        elif not fits(subject.thing_kind, relation.predicate, object_.thing_kind):
            dropped[relation.by, "the ontology does not allow the relation"] += 1
        else:
            kept.setdefault(relation.key, relation)
    return Verified(
        tuple(sorted(kept.values(), key=_place)),
        dict(sorted(dropped.items())),
    )


def _again(figure: FigureProposal, counted: dict[Span, str]) -> bool:
    """Tell whether another proposer proposed the figure of a number before, with other parts."""
    value = figure.quote("value")
    return value is not None and counted.setdefault(value.span, figure.by) != figure.by


def _place(proposal: Proposal) -> tuple[Span, str, int, int, str]:
    return (
        proposal.passage,
        proposal.kind,
        proposal.rank if isinstance(proposal, RelationProposal) else 0,
        min((quote.span.start for quote in proposal.quotes), default=0),
        proposal.key,
    )


def _standing(text: str, sentences: Mapping[Span, Span], proposal: Proposal) -> str:
    """Return why a proposal does not stand in the text, or nothing."""
    sentence = sentences.get(proposal.passage)
    if sentence is None:
        return "the passage is none of the text"
    for quote in proposal.quotes:
        span = quote.span
        if not 0 <= span.start < span.end <= len(text) or span.of(text) != quote.text:
            return "the quote does not stand at its span"
        if not sentence.holds(span) and not isinstance(proposal, RelationProposal):
            return "the quote lies outside the sentence"
    if proposal.quotes and not any(sentence.holds(quote.span) for quote in proposal.quotes):
        return "the quote lies outside the sentence"
    return ""


def _holding(proposal: Proposal, text: str) -> str:
    """Return why the values of a proposal are not what its quotes say, or nothing."""
    match proposal:
        case FigureProposal():
            return _figure(proposal, text)
        case ThingProposal():
            if proposal.thing_kind not in vocabulary().thing_classes:
                return "the ontology has no such kind"
            name = proposal.quote("name")
            return "" if name and _same(name, proposal.name) else "the name is not quoted"
        case DateProposal():
            if not proposal.quotes or not (proposal.start or proposal.end):
                return "the date is not quoted"
        case ModalityProposal():
            if proposal.modality not in _STATED:
                return "the modality is none that a text can have"
            for part in ("qualifier", "speaker"):
                value, quote = getattr(proposal, part), proposal.quote(part)
                if value is not None and not (quote and _same(quote, value)):
                    return f"the {part} is not quoted"
    return ""


def _figure(figure: FigureProposal, text: str) -> str:
    if figure.bound not in vocabulary().concepts:
        return "the ontology has no such bound"
    for part, value in (("value", figure.value), ("high", figure.high)):
        quote = figure.quote(part)
        if value is not None and not (quote and _says(text, figure.passage, quote, value)):
            return "number and wording differ"
    bound, written = figure.quote("bound"), figure.quote("value")
    if (figure.bound != "Exactly") != (bound is not None):
        return "bound and wording differ"
    for number in numbers(figure.passage.of(text)):
        word = bound_of(figure.passage.of(text), number)
        if written and word and number.start == written.span.start - figure.passage.start:
            return "" if figure.bound in {word.name, *word.also} else "bound and wording differ"
    return ""


def _says(text: str, passage: Span, quote: Quote, value: Decimal) -> bool:
    """Tell whether a number of the passage stands at the quote, and is the value."""
    inside = numbers(passage.of(text))
    return any(
        number.start == quote.span.start - passage.start and number.says(value)
        for number in [*inside, *numbers(quote.text)]
        if number in inside or number.start == 0
    ) or any(number.says(value) for number in numbers(quote.text))


def _same(quote: Quote, value: str) -> bool:
    return value in {single_spaced(quote.text), " ".join(quote.text.split())}
