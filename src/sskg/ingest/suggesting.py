"""What a proposal would be accepted as, as far as the text says it: as the cards of the page do."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

from sskg.errors import RequestError
from sskg.ingest.items import ThingItem, time_type
from sskg.ingest.proposal import (
    DateProposal,
    FigureProposal,
    ModalityProposal,
    RelationProposal,
    ThingProposal,
    in_full,
)
from sskg.language.message import msg
from sskg.rdf.terms import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.ingest.items import Item
    from sskg.ingest.proposal import Proposal
    from sskg.ingest.reading import Reading


def suggested(reading: Reading, proposal: Proposal, accepted: Mapping[str, Item]) -> dict[str, Any]:
    """Return the record of the item that a proposal suggests; a person adds what it lacks.

    Args:
        reading: the document.
        proposal: one of its proposals.
        accepted: the items that are accepted so far, by key: the ends of relations.

    Raises:
        RequestError: the proposal is accepted with others only, as a modality is.
    """
    match proposal:
        case ThingProposal(iri=None):
            here = called(reading, accepted, proposal.name)
            if here:
                return {"type": "thing", "iri": here.iri, "linked": True, "class": here.cls}
            return {
                "type": "thing",
                "class": proposal.thing_kind,
                "labels": {proposal.lang: proposal.name},
            }
        case ThingProposal():
            kind = proposal.thing_kind
            return {"type": "thing", "iri": proposal.iri, "linked": True, "class": kind}
        case FigureProposal():
            figure = {
                "type": "figure",
                "value": in_full(proposal.value),
                "unit": (proposal.unit or "").replace("unit:", PREFIXES["unit"], 1),
                "bound": proposal.bound,
                "asStated": proposal.as_stated,
                **_time(reading, proposal),
                **_stated(reading, proposal),
            }
            return figure | ({} if proposal.high is None else {"upper": in_full(proposal.high)})
        case DateProposal():
            time = proposal.start or proposal.end or ""
            return {
                "type": "relation",
                "predicate": ONTOLOGY + ("start" if proposal.start else "end"),
                "object": time,
                "datatype": time_type(time),
                **_stated(reading, proposal),
            }
        case RelationProposal():
            ends = {"subject": proposal.subject, "object": proposal.object}
            return {
                "type": "relation",
                "predicate": proposal.predicate,
                **{end: _iri(reading, key, accepted) for end, key in ends.items()},
                **_stated(reading, proposal),
                "evidence": _quoted(reading, proposal),
            }
    raise RequestError(
        msg("a modality is accepted with what is stated, and not alone"), place=proposal.key
    )


def _time(reading: Reading, figure: FigureProposal) -> dict[str, str]:
    """Return when a figure holds, as the date that is proposed on the same words says."""
    words = figure.quote("period")
    dates = (
        each for each in reading.proposals
        if isinstance(each, DateProposal) and words
        and any(words.span.holds(quote.span) for quote in each.quotes)
    )  # fmt: skip
    date = next(dates, None)
    if date is None:
        return {}
    # A day, a month or a year is a period that ends with it; what runs on has no end.
    end = date.end or (None if date.since else date.start)
    return {name: time for name, time in (("start", date.start), ("end", end)) if time}


def called(reading: Reading, accepted: Mapping[str, Item], name: str) -> ThingItem | None:
    """Return the thing that was accepted in the document by a name: later mentions mean it."""
    names = {each.key: each.name for each in reading.proposals if isinstance(each, ThingProposal)}
    for key, item in accepted.items():
        if isinstance(item, ThingItem):
            every = [names.get(key, ""), *item.labels.values(), *chain(*item.names.values())]
            if _plain(name) in map(_plain, every):
                return item
    return None


def _plain(name: str) -> str:
    return " ".join(name.lower().split())


def _iri(reading: Reading, key: str, accepted: Mapping[str, Item]) -> str:
    """Return the IRI of an end of a relation: as it was decided, or as it is linked."""
    item = accepted.get(key)
    if isinstance(item, ThingItem):
        return item.iri
    end = next((each for each in reading.proposals
                if isinstance(each, ThingProposal) and each.key == key), None)  # fmt: skip
    if end is None or end.iri:
        return (end and end.iri) or ""
    here = called(reading, accepted, end.name)
    return here.iri if here else ""


def _quoted(reading: Reading, proposal: Proposal) -> list[list[int]]:
    """Return the passages that name an end of a relation: together they prove it."""
    spans = [
        each.span for each in reading.segments
        if any(each.span.holds(quote.span) for quote in proposal.quotes)
    ]  # fmt: skip
    return [[span.start, span.end] for span in spans or [proposal.passage]]


def _stated(reading: Reading, proposal: Proposal) -> dict[str, Any]:
    """Return how the passage means what it states, and that it is the evidence."""
    meant = next(
        (each for each in reading.proposals
         if isinstance(each, ModalityProposal) and each.passage == proposal.passage),
        None,
    )  # fmt: skip
    qualifier = meant.qualifier if meant else None
    return {
        "modality": meant.modality if meant else "",
        "evidence": [[proposal.passage.start, proposal.passage.end]],
        "qualifier": {reading.language: qualifier} if qualifier else {},
    }
