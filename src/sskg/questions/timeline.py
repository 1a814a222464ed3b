"""Dated things in order, with how exact each date is."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from sskg.errors import NegativeAnswer
from sskg.graph.facts import facts
from sskg.graph.proof import COLUMNS, backing_cells, titled
from sskg.language.message import msg, tell, word
from sskg.model import INFERRED, Answer, Entity, Fact, Grid, Value
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.date_ranges import date_range, may_lie_within, read_limits, sort_key
from sskg.questions.earliest import SINCE, dating, earliest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.questions.date_ranges import Interval
    from sskg.questions.earliest import Dating
    from sskg.store.base import Store

EXACTNESS: Final = ("year", "month", "day")


UNITS: Final = {"year": msg("year"), "month": msg("month"), "day": msg("day")}
"""What a date may be exact to."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as exact as the source is.

    Attributes:
        text: as the graph writes it: "2018", "2021-02-26".
        exact_to: "year", "month", "day", or "" where it cannot be read as a date.
        inferred: whether the curators concluded it from something else.
        fact: the statement with its claims.
    """

    text: str
    exact_to: str
    inferred: bool
    fact: Fact


@dataclass(frozen=True, slots=True)
class Reference:
    """An event that dates a thing, with the event's own dates.

    Attributes:
        event: the event.
        fact: the statement that dates the thing by it.
        start: the event's own date, if the graph has it.
    """

    event: Entity
    fact: Fact
    start: Moment | None


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated thing.

    Attributes:
        entity: the thing.
        start: when it began or happened, or None.
        end: when it ended or is to end, or None.
        since: the events that it is dated by.
    """

    entity: Entity
    start: Moment | None
    end: Moment | None
    since: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Timeline(Answer):
    """Dated things.

    Attributes:
        dated: things with a date of their own, in order.
        by_event: things that are dated only by an event, in the order of the events.
        more: how many things follow these.
    """

    dated: tuple[Entry, ...]
    by_event: tuple[Entry, ...]
    more: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each date and passage."""
        columns = ("thing", "label", "kind", "what", "date", "exact to", "since", "since label",
                   "inferred", *COLUMNS)  # fmt: skip
        rows = [row for entry in (*self.dated, *self.by_event) for row in _rows(entry, lang)]
        return (Grid(titled(word("timeline", lang), self.more, lang), columns, tuple(rows)),)


def timeline(
    store: Store,
    *,
    start: str | None = None,
    end: str | None = None,
    kinds: Collection[str] = (),
    limit: int = 1000,
    documents: Mapping[str, Document] | None = None,
) -> Timeline:
    """Return dated things in order.

    A date that is exact to the year stands for the whole year: what may lie within the limits is
    in the answer. A thing that is dated only by an event is in it if the event may be.

    Args:
        store: the graph that is asked.
        start: earliest date: "2018", "2018-06" or "2018-06-30"; None for no limit.
        end: latest date, the whole of it included.
        kinds: local names of classes; none for all.
        limit: most things to return, the earliest.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        RequestError: a limit is not a date, or the first is after the last.
        NegativeAnswer: nothing that the graph dates lies within the limits.
    """
    limits = read_limits(start, end)
    dates, more = earliest(store, limits, kinds, limit)
    bearers = dates.keys() | {event for dates_of in dates.values() for event in dates_of.events}
    dated = dating(store)
    by_subject = _by_subject(facts(store, subjects=sorted(bearers), predicates=dated.every,
                             documents=documents))  # fmt: skip
    allowed = {below for kind in kinds for below in vocabulary().subclasses(kind)}
    entries = [
        entry
        for iri, group in by_subject.items()
        if iri in dates
        for entry in _entries(group, by_subject, dated)
    ]
    kept = [
        entry
        for entry in entries
        if (not allowed or allowed.intersection(entry.entity.kinds)) and _within(entry, limits)
    ]
    if not kept and limits == (None, None) and not kinds:
        raise NegativeAnswer(msg("nothing is dated"))
    if not kept:
        raise NegativeAnswer(
            msg("nothing that the graph dates fits"),
            hint=msg("sskg timeline without options lists everything that has a date"),
        )
    kept.sort(key=_position)
    return Timeline(
        tuple(entry for entry in kept if entry.start or entry.end),
        tuple(entry for entry in kept if not (entry.start or entry.end)),
        more,
    )


def _by_subject(facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    by_subject: dict[str, list[Fact]] = {}
    for fact in facts:
        by_subject.setdefault(fact.subject.iri, []).append(fact)
    return by_subject


def _entries(
    group: list[Fact], by_subject: Mapping[str, list[Fact]], dated: Dating
) -> Iterator[Entry]:
    """Yield one entry, or one for each date where the graph gives a thing several."""
    references = tuple(
        Reference(fact.object, fact, start)
        for fact in group
        if fact.predicate.iri == SINCE and isinstance(fact.object, Entity)
        for start in _moments(by_subject.get(fact.object.iri, ()), dated.starts)
    )
    for start, end in product(_moments(group, dated.starts), _moments(group, dated.ends)):
        yield Entry(group[0].subject, start, end, references)


def _moments(group: Iterable[Fact], properties: Iterable[str]) -> list[Moment | None]:
    """Return the dates that the first of some properties gives; [None] where none gives any."""
    dates: dict[str, list[Moment | None]] = {}
    for fact in group:
        if isinstance(fact.object, Value):
            exact = EXACTNESS[days[2]] if (days := date_range(fact.object.text)) else ""
            moment = Moment(fact.object.text, exact, fact.modality == INFERRED, fact)
            dates.setdefault(fact.predicate.iri, []).append(moment)
    return next((dates[each] for each in properties if each in dates), [None])


def _within(entry: Entry, limits: Interval) -> bool:
    own = [moment for moment in (entry.start, entry.end) if moment]
    moments = own or [reference.start for reference in entry.since if reference.start]
    return may_lie_within([moment.text for moment in moments], limits)


def _position(entry: Entry) -> tuple[object, ...]:
    moments = [entry.start or entry.end, *(reference.start for reference in entry.since)]
    return (*sort_key([moment.text for moment in moments if moment]), entry.entity.iri)


def _rows(entry: Entry, lang: str) -> list[tuple[str, ...]]:
    head = (entry.entity.curie, entry.entity.label(lang), entry.entity.kind)
    rows = []
    for what, moment in (("start", entry.start), ("end", entry.end)):
        if moment is not None:
            exact = tell(UNITS[moment.exact_to], lang) if moment.exact_to else ""
            cells = (what, moment.text, exact, "", "", _yes(moment.inferred))
            rows += [(*head, *cells, *shown) for shown in backing_cells(moment.fact, lang)]
    for reference in entry.since:
        date = reference.start.text if reference.start else ""
        exact = (
            tell(UNITS[reference.start.exact_to], lang)
            if reference.start and reference.start.exact_to
            else ""
        )
        inferred = _yes(reference.fact.modality == INFERRED)
        event = reference.event
        cells = ("since", date, exact, event.curie, event.label(lang), inferred)
        rows += [(*head, *cells, *shown) for shown in backing_cells(reference.fact, lang)]
    return rows


def _yes(value: bool) -> str:  # noqa: FBT001
    return "yes" if value else ""
