"""All things of a kind, each with its main facts."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from sskg.graph.facts import facts
from sskg.graph.listing import below, count
from sskg.graph.proof import name_cells, titled
from sskg.language.message import counted, tell, word
from sskg.model import Answer, Entity, Fact, Grid, Value
from sskg.names import things
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.store.base import Store

_DATES: Final = frozenset(ONTOLOGY + name for name in ("start", "end", "since"))
_SHOWN: Final = 3
"""Relations of a thing, and things of a relation, that a table shows."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing of a list.

    Attributes:
        entity: the thing.
        facts: what it is the subject of, in the order of the ontology.
        incoming: how many statements point to it.
        documents: how many documents stand behind its statements.
    """

    entity: Entity
    facts: tuple[Fact, ...]
    incoming: int
    documents: int

    def dates(self, lang: str = "en") -> str:
        """Return what dates it, as a cell."""
        parts = (
            f"{fact.predicate.label(lang)} {_label(fact.object, lang)}"
            for fact in self.facts
            if fact.predicate.iri in _DATES
        )
        return "; ".join(dict.fromkeys(parts))

    def main(self, lang: str = "en") -> str:
        """Return its first statements, as a cell."""
        groups: dict[str, list[str]] = {}
        for fact in self.facts:
            if fact.predicate.iri not in _DATES:
                groups.setdefault(fact.predicate.label(lang), []).append(_label(fact.object, lang))
        shown = [
            f"{relation}: {', '.join(things[:_SHOWN])}{' …' if things[_SHOWN:] else ''}"
            for relation, things in islice(groups.items(), _SHOWN)
        ]
        return "; ".join(shown) + (" …" if len(groups) > _SHOWN else "")


@dataclass(frozen=True, slots=True)
class Listing(Answer):
    """Things of some kinds.

    Attributes:
        kinds: which; none for all.
        things: by kind and name.
        more: how many follow these.
    """

    kinds: tuple[Entity, ...]
    things: tuple[Listed, ...]
    more: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each thing."""
        rows = tuple(
            (
                *name_cells(thing.entity, lang), thing.entity.kind,
                thing.dates(lang), thing.main(lang),
                str(len(thing.facts) + thing.incoming), str(thing.documents),
            )
            for thing in self.things
        )  # fmt: skip
        title = word(", ", lang).join(kind.label(lang) for kind in self.kinds)
        columns = ("thing", "label", "kind", "dates", "facts", "statements", "documents")
        return (Grid(titled(title or word("things", lang), self.more, lang), columns, rows),)

    def heading(self, lang: str) -> str:
        """Return what is listed, and how many there are."""
        title = word(", ", lang).join(kind.label(lang) for kind in self.kinds)
        number = tell(counted("{n} thing", "{n} things", len(self.things) + self.more), lang)
        return f"{title} · {number}" if title else number


def listing(
    store: Store,
    kinds: Sequence[str] = (),
    *,
    limit: int = 1000,
    documents: Mapping[str, Document] | None = None,
) -> Listing:
    """Return all things of some kinds, each with its main facts.

    Args:
        store: the graph that is asked.
        kinds: local names of classes; their subclasses count; none for all things.
        limit: most things to list. Of a graph that is not read as a whole they are the first by
            IRI, else by kind and name.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    chosen, more = _first(store, kinds, limit)
    iris = [thing.iri for thing in chosen]
    outgoing = _by_thing(facts(store, subjects=iris, documents=documents), inverse=False)
    incoming = _by_thing(facts(store, objects=iris, documents=documents), inverse=True)
    listed = tuple(
        Listed(
            thing,
            tuple(sorted(outgoing.get(thing.iri, ()), key=_order)),
            len(incoming.get(thing.iri, ())),
            len(_behind(chain(outgoing.get(thing.iri, ()), incoming.get(thing.iri, ())))),
        )
        for thing in chosen
    )
    words = vocabulary()
    about = tuple(Entity(words.kind(k).iri, words.kind(k).labels, ("Class",)) for k in kinds)
    return Listing(about, listed, more)


def _first(store: Store, kinds: Sequence[str], limit: int) -> tuple[list[Entity], int]:
    """Return the things by kind and name, and how many follow.

    Of a graph with an index, those whose IRIs are the first are taken: all are not read.
    """
    if store.names is None:
        bearers = things(store, kinds)
        more = len(bearers) - limit
    else:
        iris = store.names.of_kinds(below(kinds), limit + 1)
        bearers = things(store, kinds, iris=iris[:limit])
        more = count(store, *kinds) - limit if len(iris) > limit else 0
    bearers.sort(key=lambda thing: (thing.kind, thing.label().casefold(), thing.iri))
    return bearers[:limit], max(0, more)


def _by_thing(stated: Iterable[Fact], *, inverse: bool) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in stated:
        end = fact.object if inverse else fact.subject
        if isinstance(end, Entity):
            groups.setdefault(end.iri, []).append(fact)
    return groups


def _behind(stated: Iterable[Fact]) -> set[str]:
    return {
        passage.document.iri
        for fact in stated
        for claim in fact.claims
        for passage in claim.passages
    }


def _order(fact: Fact) -> tuple[int, str]:
    properties = list(vocabulary().properties)
    place = (
        properties.index(fact.predicate.iri)
        if fact.predicate.iri in properties
        else len(properties)
    )
    return place, fact.predicate.iri


def _label(thing: Entity | Value, lang: str) -> str:
    return thing.text if isinstance(thing, Value) else thing.label(lang)
