"""The earliest dated things of a graph of any size.

The store counts how many things have which dates; of the things themselves, no more are read than
those that may be among the earliest.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sskg.graph.reading import either, reading, values_clauses
from sskg.model import Kind
from sskg.ontology.profiles import first
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.date_ranges import may_lie_within, sort_key
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from pyoxigraph import QuerySolution

    from sskg.questions.date_ranges import DateRange, Interval
    from sskg.store.base import Store

SINCE = ONTOLOGY + "since"

_BEARERS = """
SELECT DISTINCT ?s WHERE {{
  {kinds} VALUES ?p {{ {dating} }} ?s ?p ?o }} LIMIT {limit}"""

_DATED = """
SELECT ?s ?p ?o WHERE {{ {values} ?s ?p ?o .
  FILTER(?p IN ({dating})) }}"""


@dataclass(frozen=True, slots=True)
class Dating:
    """The properties that date the things of a graph.

    Attributes:
        starts: IRIs of those that say when a thing began or happened, the preferred first.
        ends: IRIs of those that say when it ended.
    """

    starts: tuple[str, ...]
    ends: tuple[str, ...]

    @property
    def every(self) -> tuple[str, ...]:
        """All of them, and that which dates a thing by an event."""
        return (*self.starts, *self.ends, SINCE)

    def listed(self, separator: str = " ") -> str:
        """Return all of them for a query."""
        return separator.join(f"<{iri}>" for iri in self.every)

    def words(self) -> str:
        """Return a pattern that binds ?s to dated things and ?word to each of their dates."""
        start, end = (either([f"<{iri}>" for iri in iris]) for iris in (self.starts, self.ends))
        # Engines hold dates in the statement itself; names of things they look up one by one, even
        # to tell whether they are IRIs, so that is not asked here. With BIND instead of selections,
        # Virtuoso's compiler breaks down.
        return " UNION ".join(
            (
                _words("start", f"?s {start} ?o"),
                _words("end", f"?s {end} ?o"),
                _words("event", f"?s sskg:since ?event . ?event {start} ?o"),
                '{ SELECT ?s ("since:" AS ?word) WHERE { ?s sskg:since ?event } }',
            )
        )


def dating(store: Store) -> Dating:
    """Return what dates the things of a graph."""
    lexicon = reading(store)
    return Dating(*(tuple(map(first, paths)) for paths in (lexicon.starts, lexicon.ends)))


def _words(mark: str, pattern: str) -> str:
    """Return a selection of things with dates of theirs, each as one word without spaces."""
    return f"""
      {{ SELECT ?s (CONCAT("{mark}:", REPLACE(STR(?o), " ", "_")) AS ?word)
        WHERE {{ {pattern} FILTER(ISLITERAL(?o)) }} }}"""


def _groups_of(words: str, kinds: str) -> str:
    return f"""
      SELECT ?told (COUNT(?s) AS ?n) WHERE {{
        {{ SELECT ?s (GROUP_CONCAT(DISTINCT ?word; separator=" ") AS ?told)
          WHERE {{ {words} {kinds} }} GROUP BY ?s }}
      }} GROUP BY ?told"""


def _having(pattern: str, words: Iterable[str], kinds: str) -> str:
    some = ", ".join(str(Literal(word)) for word in words)
    return f"SELECT DISTINCT ?s WHERE {{ {pattern} {kinds} FILTER(?word IN ({some})) }}"


@dataclass(slots=True)
class Dates:
    """What dates a thing: the texts of its dates, and IRIs of events."""

    start: str | None = None
    end: str | None = None
    events: list[str] = field(default_factory=list)

    @property
    def own(self) -> list[str]:
        """The texts of its own dates."""
        return [text for text in (self.start, self.end) if text is not None]


def earliest(
    store: Store, limits: Interval, kinds: Collection[str], limit: int
) -> tuple[dict[str, Dates], int]:
    """Return the earliest dated things with their dates, and how many things follow.

    Things with dates of their own come first, then those that an event dates. What is no more than
    the limit is returned whole, whether it fits or not.

    Args:
        store: the graph that is asked.
        limits: days within which things may lie.
        kinds: local names of classes; none for all.
        limit: most things to return.
    """
    of_kinds = _of_kinds(store, kinds)
    query = _BEARERS.format(kinds=of_kinds, dating=dating(store).listed(), limit=limit + 1)
    bearers = list(select(store, query))
    if len(bearers) <= limit:
        return _dates(store, _named(bearers)), 0
    groups = [group for group in _groups(store, of_kinds) if may_lie_within(group.texts, limits)]
    groups.sort(key=lambda group: group.key)
    everything = _first_words(groups, sum(group.things for group in groups) + 1)
    wanted = limit
    words: list[str] = []
    chosen: dict[str, Dates] = {}
    # A thing without a name counts, and cannot be told: then more of the others are read.
    while len(chosen) < limit and len(words) < len(everything):
        words = _first_words(groups, wanted)
        chosen = _chosen(store, limits, of_kinds, words)
        wanted *= 2
    total = sum(group.things for group in groups)
    return dict(islice(chosen.items(), limit)), max(0, total - limit)


def _chosen(store: Store, limits: Interval, kinds: str, words: list[str]) -> dict[str, Dates]:
    """Return the things that have one of some words among their dates, in order."""
    dates = _dates(store, _named(select(store, _having(dating(store).words(), words, kinds))))
    every = dates | _dates(store, {event for own in dates.values() for event in own.events})
    fitting = [
        iri for iri in dates if may_lie_within(dates[iri].own or _starts(every, dates[iri]), limits)
    ]
    return {iri: dates[iri] for iri in sorted(fitting, key=lambda iri: _place(every, iri))}


@dataclass(frozen=True, slots=True)
class _Group:
    """Things with the same dates.

    Attributes:
        own: the first of their own starts, and of their own ends.
        events: when the events began that date them.
        things: how many there are.
    """

    own: tuple[str, ...]
    events: tuple[str, ...]
    things: int

    @property
    def texts(self) -> list[str]:
        """The dates that tell whether they lie within limits."""
        return _texts(self.own or self.events)

    @property
    def key(self) -> tuple[bool, tuple[int, DateRange]]:
        """The earliest place that one of them may have in order."""
        events = _texts(self.events) or [""]
        return not self.own, min(sort_key([*_texts(self.own[:1]), text]) for text in events)

    @property
    def is_exact(self) -> bool:
        """Whether that is the place of all of them, whichever of their events comes first."""
        return sort_key(_texts(self.own[:1]))[0] == 0 or len(self.events) <= 1

    @property
    def words(self) -> tuple[str, ...]:
        """The words of which each of them has one."""
        return self.own[:1] or self.events or ("since:",)


def _texts(words: Iterable[str]) -> list[str]:
    return [word.partition(":")[2] for word in words]


def _groups(store: Store, kinds: str) -> Iterator[_Group]:
    for row in select(store, _groups_of(dating(store).words(), kinds)):
        words = sorted(set(row["told"].value.split(" ")))
        start, end, events = (
            [word for word in words if word.startswith(mark)]
            for mark in ("start:", "end:", "event:")
        )
        # Of several the first in order of text.
        yield _Group((*start[:1], *end[:1]), tuple(events), int(row["n"].value))


def _first_words(groups: list[_Group], limit: int) -> list[str]:
    """Return the words of the first groups that surely hold as many things as the limit."""
    words: dict[str, None] = {}
    surely = 0
    last = None
    for group in groups:
        if surely >= limit and group.key != last:
            break
        words |= dict.fromkeys(group.words)
        last = group.key
        surely += group.things if group.is_exact else 0
    return list(words)


def _named(rows: Iterable[QuerySolution]) -> list[str]:
    return [row["s"].value for row in rows if isinstance(row["s"], NamedNode)]


def _dates(store: Store, iris: Iterable[str]) -> dict[str, Dates]:
    """Read the dates of things."""
    by_thing: dict[str, Dates] = {}
    paths = dating(store)
    for clause in values_clauses("s", iris):
        for row in select(store, _DATED.format(values=clause, dating=paths.listed(", "))):
            dates = by_thing.setdefault(row["s"].value, Dates())
            predicate, value = row["p"].value, row["o"]
            if predicate == SINCE:
                if isinstance(value, NamedNode):
                    dates.events.append(value.value)
            elif isinstance(value, Literal):
                # Of several the first in order of text, as the statements come.
                if predicate in paths.starts:
                    dates.start = min(dates.start or value.value, value.value)
                else:
                    dates.end = min(dates.end or value.value, value.value)
    for dates in by_thing.values():
        dates.events = sorted(set(dates.events))
    return by_thing


def _of_kinds(store: Store, kinds: Collection[str]) -> str:
    if not kinds:
        return ""
    names = sorted({below for kind in kinds for below in vocabulary().subclasses(kind)})
    clause = values("type", [NamedNode(Kind(name).iri) for name in names])
    return f"{clause} ?s {either(reading(store).kinds)} ?type ."


def _place(every: Mapping[str, Dates], iri: str) -> tuple[object, ...]:
    """Return the place in order: what has dates of its own first, then what an event dates."""
    own = every[iri].own
    return (not own, sort_key([*own[:1], *_starts(every, every[iri])]), iri)


def _starts(every: Mapping[str, Dates], dates: Dates) -> list[str]:
    """Return when the events began that date a thing."""
    starts = (every[event].start for event in dates.events if event in every)
    return [start for start in starts if start is not None]
