"""What is known before a document is read: the names of the graph, and links that were rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from sskg.language.text import fold
from sskg.names.bearers import bearers
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.names.bearers import Bearer
    from sskg.store.base import Store

_OWN = "SELECT ?thing ?place WHERE { ?thing sskg:jurisdiction ?place }"
_STATED = """
SELECT DISTINCT ?thing ?place WHERE {
  ?document sskg:jurisdiction ?place . ?passage sskg:inDocument ?document .
  ?claim sskg:evidence ?passage ; rdf:subject|rdf:object ?thing
}"""
_RELATED = """
SELECT DISTINCT ?place WHERE {{
  {{ <{place}> sskg:partOf+ ?place }} UNION {{ ?place sskg:partOf+ <{place}> }}
}}"""
OF_A_STATE = frozenset(
    {"Benefit", "Directive", "Fund", "LegalAct", "Measure", "Policy", "Post", "Reform"}
)
"""Kinds whose things are made by one state or region; others of a name may be the same."""


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing of the graph with its names.

    Attributes:
        iri: of the thing.
        kind: local name of its most specific class.
        names: preferred labels first.
        jurisdiction: IRI of the state or region that it belongs to, or None where it is nobody's
            alone.
        stated: IRI of the only state or region whose documents state something of it, or None.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    jurisdiction: str | None = None
    stated: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What proposers may know.

    Attributes:
        things: of the graph.
        jurisdiction: IRI of the document's state or region, or None where it is not known.
        rejected: folded name and IRI of the links that a person rejected in this jurisdiction.
        related: IRIs of the places that the jurisdiction is part of, and of its parts.
    """

    things: tuple[KnownThing, ...] = ()
    jurisdiction: str | None = None
    rejected: frozenset[tuple[str, str]] = field(default_factory=frozenset)
    related: frozenset[str] = field(default_factory=frozenset)

    def links(self, thing: KnownThing, name: str) -> bool:
        """Tell whether a name in this document may mean a thing of the graph.

        A thing of another jurisdiction is a namesake; so is one whose link was rejected.
        """
        abroad = self._abroad(thing.jurisdiction)
        return not abroad and (fold(name), thing.iri) not in self.rejected

    def foreign(self, thing: KnownThing) -> bool:
        """Tell whether only documents of another state speak of a thing."""
        return self._abroad(thing.stated)

    def _abroad(self, place: str | None) -> bool:
        return (
            place is not None
            and self.jurisdiction is not None
            and place not in {self.jurisdiction, *self.related}
        )


def read_known(store: Store, jurisdiction: str | None = None) -> Known:
    """Read the names of a graph.

    Args:
        store: the graph.
        jurisdiction: IRI of the document's state or region.
    """
    own, stated = _places(store, _OWN), _places(store, _STATED)
    related = () if jurisdiction is None else select(store, _RELATED.format(place=jurisdiction))
    return Known(
        tuple(
            KnownThing(
                bearer.entity.iri,
                bearer.entity.kinds[0],
                bearer.names,
                own.get(bearer.entity.iri)
                or (stated.get(bearer.entity.iri) if _of_a_state(bearer) else None),
                stated.get(bearer.entity.iri),
            )
            for bearer in bearers(store)
            if bearer.names and bearer.entity.kinds
        ),
        jurisdiction,
        related=frozenset(
            row["place"].value for row in related if isinstance(row["place"], NamedNode)
        ),
    )


def _of_a_state(bearer: Bearer) -> bool:
    """Tell whether a thing belongs to a state: so do bodies without a proper name, as courts do."""
    kinds = set(bearer.entity.kinds)
    label = bearer.entity.labels.get("en", "")
    return bool(OF_A_STATE & kinds) or ("Actor" in kinds and label.islower())


def _places(store: Store, query: str) -> Mapping[str, str]:
    """Return the place of each thing that has one alone."""
    places: dict[str, set[str]] = {}
    for row in select(store, query):
        thing, place = row["thing"], row["place"]
        if isinstance(thing, NamedNode) and isinstance(place, NamedNode):
            places.setdefault(thing.value, set()).add(place.value)
    return {thing: next(iter(every)) for thing, every in places.items() if len(every) == 1}
