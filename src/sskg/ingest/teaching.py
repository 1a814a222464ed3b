"""What decisions teach the next reading: links that were rejected, names that were accepted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sskg.errors import UnreadableInput
from sskg.ingest.decisions import decided, read_events
from sskg.ingest.items import ThingItem, is_http_iri
from sskg.ingest.known import OF_A_STATE, Known, KnownThing
from sskg.ingest.proposal import ThingProposal
from sskg.ingest.reading import DECISIONS, is_reading, read_reading
from sskg.language.message import msg
from sskg.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sskg.ingest.decisions import Event, Outcome
    from sskg.ingest.proposal import Proposal

_OF_THE_PLACE: Final = frozenset({"not meant", "wrong span", "not stated", "twice"})
"""Reasons that speak of one place in the text, and not of what the name means."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What one reading teaches.

    Attributes:
        rejected: name, IRI of the thing that it does not mean, and IRI of the jurisdiction or None.
        things: that were accepted, with the jurisdiction or None.
    """

    rejected: tuple[tuple[str, str, str | None], ...] = ()
    things: tuple[tuple[ThingItem, str | None], ...] = ()


def lesson(outcome: Outcome, proposals: Iterable[Proposal], place: str | None) -> Lesson:
    """Return what decisions teach.

    Args:
        outcome: of the decisions.
        proposals: that they were about, for a decision that does not say itself.
        place: IRI of the jurisdiction, likewise.
    """
    things = {each.key: each for each in proposals if isinstance(each, ThingProposal)}
    # The words may have left the text, or be those of another document: the link stays rejected.
    gone = (each for each in outcome.lapsed if each.do == "reject")
    rejected = [
        link
        for event in (*outcome.rejected.values(), *gone)
        if event.reason not in _OF_THE_PLACE
        for link in _links(event, things, place)
    ]
    accepted = [(each, place) for each in outcome.accepted.values() if isinstance(each, ThingItem)]
    return Lesson(tuple(rejected), tuple(accepted))


def _links(
    event: Event, things: Mapping[str, ThingProposal], place: str | None
) -> Iterator[tuple[str, str, str | None]]:
    match event.record:
        case {"type": "thing", "iri": str() as iri, "name": str() as name, **more}:
            own = more.get("jurisdiction", place)
            yield name, iri, own if isinstance(own, str) else None
        case None if event.key in things:
            thing = things[event.key]
            # A link that was rejected still earlier stands among what is merely of that name.
            for iri in (thing.iri,) if thing.iri is not None else thing.like:
                yield thing.name, iri, place


def read_lesson(path: Path) -> Lesson:
    """Read what an earlier reading teaches.

    Args:
        path: its folder; or a file of decisions alone, of which only what they say themselves is
            known.

    Raises:
        UnreadableInput: there is neither, or it is damaged.
    """
    folder = path.parent if path.name == DECISIONS else path
    if path.is_dir() or is_reading(folder):
        reading = read_reading(folder)
        outcome = decided(read_events(folder / DECISIONS, reading.text), reading.text)
        place = reading.jurisdiction.iri if reading.jurisdiction else None
        return lesson(outcome, reading.proposals, place)
    if not path.is_file():
        raise UnreadableInput(msg("no such file"), place=str(path))
    return lesson(decided(read_events(path, ""), ""), (), None)


def taught(known: Known, lessons: Sequence[Lesson]) -> Known:
    """Return what is known with what was learned; rejections hold in their jurisdiction alone."""
    rejected = {
        (fold(name), iri)
        for each in lessons
        for name, iri, place in each.rejected
        if place == known.jurisdiction and is_http_iri(iri)
    }
    things = {thing.iri: thing for thing in known.things}
    for each in lessons:
        for thing, place in each.things:
            names = tuple(name for every in thing.names.values() for name in every)
            if thing.iri in things:
                before = things[thing.iri]
                names = tuple(dict.fromkeys((*before.names, *names)))
                things[thing.iri] = replace(before, names=names)
            elif thing.cls:
                home = place if thing.cls in OF_A_STATE else None
                labels = (*thing.labels.values(), *names)
                things[thing.iri] = KnownThing(thing.iri, thing.cls, labels, home)
    return replace(known, things=tuple(things.values()), rejected=known.rejected | rejected)
