"""Dated things in order, with how exact each date is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.errors import NegativeAnswer, RequestError
from sskg.facts import facts
from sskg.model import INFERRED, Answer, Entity, Fact, Grid, Value
from sskg.proof import COLUMNS, backing_cells, titled
from sskg.sparql import select, values
from sskg.terms import ONTOLOGY
from sskg.vocabulary import vocabulary
from sskg.words import word

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sskg.documents import Document
    from sskg.store.base import Store

_DATED = """
SELECT ?s ?p ?o WHERE { VALUES ?p { sskg:start sskg:end sskg:since } ?s ?p ?o }"""

_OF_KINDS = """
SELECT DISTINCT ?s WHERE {{
  {values} ?s a ?type . VALUES ?p {{ sskg:start sskg:end sskg:since }} ?s ?p ?o }}"""

_START, _END, _SINCE = (ONTOLOGY + name for name in ("start", "end", "since"))

# xsd:gYear, xsd:gYearMonth, xsd:date and the date part of xsd:dateTime, with or without zone.
_DATE = re.compile(
    r"(?P<year>-?\d{4,})(-(?P<month>\d\d)(-(?P<day>\d\d)(T[\d:.]+)?)?)?(Z|[+-]\d\d:\d\d)?\Z"
)

EXACTNESS: Final = ("year", "month", "day")

Point = tuple[int, int, int]


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
    limits = _limits(start, end)
    dates, events, more = _earliest(store, limits, kinds, limit)
    bearers = dates.keys() | events
    told = _by_subject(facts(store, subjects=sorted(bearers), predicates=[_START, _END, _SINCE],
                             documents=documents))  # fmt: skip
    allowed = {below for kind in kinds for below in vocabulary().subclasses(kind)}
    entries = [
        entry for iri, group in told.items() if iri in dates for entry in _entries(group, told)
    ]
    kept = [
        entry
        for entry in entries
        if (not allowed or allowed.intersection(entry.entity.kinds)) and _within(entry, limits)
    ]
    if not kept:
        raise NegativeAnswer(
            "nothing that the graph dates fits",
            hint="sskg timeline without options lists everything that has a date",
        )
    kept.sort(key=_position)
    return Timeline(
        tuple(entry for entry in kept if entry.start or entry.end),
        tuple(entry for entry in kept if not (entry.start or entry.end)),
        more,
    )


def _earliest(
    store: Store,
    limits: tuple[Point | None, Point | None],
    kinds: Collection[str],
    limit: int,
) -> tuple[dict[str, _Dates], set[str], int]:
    """Return the earliest dated things, the events that date them, and how many things follow.

    What is no more than the limit is returned whole, whether it fits or not.
    """
    dates = _dates(store)
    if len(dates) <= limit:
        return dates, set(), 0
    wanted = _of_kinds(store, kinds)
    fitting = [
        iri
        for iri in dates
        if (wanted is None or iri in wanted) and _may_lie_within(dates, iri, limits)
    ]
    fitting.sort(key=lambda iri: _place(dates, iri))
    chosen = {iri: dates[iri] for iri in fitting[:limit]}
    events = {event for found in chosen.values() for event in found.events}
    return chosen, events, max(0, len(fitting) - limit)


@dataclass(slots=True)
class _Dates:
    """What dates a thing: the texts of its dates, and IRIs of events."""

    start: str | None = None
    end: str | None = None
    events: list[str] = field(default_factory=list)

    @property
    def own(self) -> list[str]:
        return [text for text in (self.start, self.end) if text is not None]


def _dates(store: Store) -> dict[str, _Dates]:
    """Read all dates of a graph, and no more of the things: there may be very many."""
    found: dict[str, _Dates] = {}
    for row in select(store, _DATED):
        thing, predicate, value = row["s"], row["p"].value, row["o"]
        if not isinstance(thing, NamedNode):
            continue
        dates = found.setdefault(thing.value, _Dates())
        if predicate == _SINCE:
            if isinstance(value, NamedNode):
                dates.events.append(value.value)
        elif isinstance(value, Literal):
            # Of several the first in order of text, as the statements come.
            if predicate == _START:
                dates.start = min(dates.start or value.value, value.value)
            else:
                dates.end = min(dates.end or value.value, value.value)
    for dates in found.values():
        dates.events = sorted(set(dates.events))
    return found


def _of_kinds(store: Store, kinds: Collection[str]) -> set[str] | None:
    """Return dated things of some kinds; None where all are wanted."""
    if not kinds:
        return None
    names = sorted({below for kind in kinds for below in vocabulary().subclasses(kind)})
    clause = values("type", [NamedNode(ONTOLOGY + name) for name in names])
    return {row["s"].value for row in select(store, _OF_KINDS.format(values=clause))}


def _may_lie_within(
    dates: Mapping[str, _Dates], iri: str, limits: tuple[Point | None, Point | None]
) -> bool:
    first, last = limits
    if first is None and last is None:
        return True
    texts = dates[iri].own or _starts(dates, iri)
    spans = [span for text in texts if (span := _span(text))]
    if not spans:
        return False
    begins, ends = min(span[0] for span in spans), max(span[1] for span in spans)
    return (first is None or ends >= first) and (last is None or begins <= last)


def _place(dates: Mapping[str, _Dates], iri: str) -> tuple[object, ...]:
    """Return the place in order: what has dates of its own first, then what an event dates."""
    own = dates[iri].own
    spans = [span for text in (*own[:1], *_starts(dates, iri)) if (span := _span(text))]
    nowhere = (1, ((0, 0, 0), (0, 0, 0), 0))
    return (not own, *((0, spans[0]) if spans else nowhere), iri)


def _starts(dates: Mapping[str, _Dates], iri: str) -> list[str]:
    """Return when the events began that date a thing."""
    known = (dates[event].start for event in dates[iri].events if event in dates)
    return [start for start in known if start is not None]


def _by_subject(found: Iterable[Fact]) -> dict[str, list[Fact]]:
    told: dict[str, list[Fact]] = {}
    for fact in found:
        told.setdefault(fact.subject.iri, []).append(fact)
    return told


def _entries(group: list[Fact], told: Mapping[str, list[Fact]]) -> Iterator[Entry]:
    """Yield one entry, or one for each date where the graph gives a thing several."""
    references = tuple(
        Reference(fact.object, fact, start)
        for fact in group
        if fact.predicate.iri == _SINCE and isinstance(fact.object, Entity)
        for start in _moments(told.get(fact.object.iri, ()), _START)
    )
    for start, end in product(_moments(group, _START), _moments(group, _END)):
        yield Entry(group[0].subject, start, end, references)


def _moments(group: Iterable[Fact], predicate: str) -> list[Moment | None]:
    """Return the dates that statements give; [None] where they give none."""
    return [
        Moment(
            fact.object.text,
            EXACTNESS[span[2]] if (span := _span(fact.object.text)) else "",
            fact.modality == INFERRED,
            fact,
        )
        for fact in group
        if fact.predicate.iri == predicate and isinstance(fact.object, Value)
    ] or [None]


def _span(text: str) -> tuple[Point, Point, int] | None:
    """Return the first and last day that a date may mean, and how exact it is; None for no date."""
    match = _DATE.match(text)
    if match is None:
        return None
    year = int(match["year"])
    if match["month"] is None:
        return (year, 1, 1), (year, 12, 31), 0
    month = int(match["month"])
    if match["day"] is None:
        return (year, month, 1), (year, month, 31), 1
    day = int(match["day"])
    return (year, month, day), (year, month, day), 2


def _limits(start: str | None, end: str | None) -> tuple[Point | None, Point | None]:
    spans = []
    for option, text in (("--from", start), ("--to", end)):
        span = _span(text) if text is not None else None
        sound = (
            span is not None
            and all(
                1 <= point[1] <= 12 and 1 <= point[2] <= 31  # noqa: PLR2004
                for point in span[:2]
            )
        )
        if text is not None and not sound:
            raise RequestError(
                f"{option} {text} is not a date", hint="write 2018, 2018-06 or 2018-06-30"
            )
        spans.append(span)
    first = spans[0][0] if spans[0] else None
    last = spans[1][1] if spans[1] else None
    if first and last and first > last:
        raise RequestError(f"--from {start} is after --to {end}", hint="exchange them")
    return first, last


def _within(entry: Entry, limits: tuple[Point | None, Point | None]) -> bool:
    first, last = limits
    if first is None and last is None:
        return True
    own = [moment for moment in (entry.start, entry.end) if moment]
    moments = own or [reference.start for reference in entry.since if reference.start]
    spans = [span for moment in moments if (span := _span(moment.text))]
    if not spans:
        return False
    begins, ends = min(span[0] for span in spans), max(span[1] for span in spans)
    return (first is None or ends >= first) and (last is None or begins <= last)


def _position(entry: Entry) -> tuple[object, ...]:
    moments = [entry.start or entry.end, *(reference.start for reference in entry.since)]
    spans = [span for moment in moments if moment and (span := _span(moment.text))]
    nowhere = (1, ((0, 0, 0), (0, 0, 0), 0))
    return (*((0, spans[0]) if spans else nowhere), entry.entity.iri)


def _rows(entry: Entry, lang: str) -> list[tuple[str, ...]]:
    head = (entry.entity.curie, entry.entity.label(lang), entry.entity.kind)
    rows = []
    for what, moment in (("start", entry.start), ("end", entry.end)):
        if moment is not None:
            exact = word(moment.exact_to, lang) if moment.exact_to else ""
            cells = (what, moment.text, exact, "", "", _yes(moment.inferred))
            rows += [(*head, *cells, *shown) for shown in backing_cells(moment.fact, lang)]
    for reference in entry.since:
        date = reference.start.text if reference.start else ""
        exact = (
            word(reference.start.exact_to, lang)
            if reference.start and reference.start.exact_to
            else ""
        )
        inferred = _yes(reference.fact.modality == INFERRED)
        event = reference.event
        cells = ("since", date, exact, event.curie, event.label(lang), inferred)
        rows += [(*head, *cells, *shown) for shown in backing_cells(reference.fact, lang)]
    return rows


def _yes(told: bool) -> str:  # noqa: FBT001
    return "yes" if told else ""
