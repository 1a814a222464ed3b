"""What is known before a document is read: the names of the graph, and links that were rejected."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from sskg.language.text import fold
from sskg.names.bearers import bearers
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.store.base import Store

_JURISDICTIONS = "SELECT ?thing ?place WHERE { ?thing sskg:jurisdiction ?place }"


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing of the graph with its names.

    Attributes:
        iri: of the thing.
        kind: local name of its most specific class.
        names: preferred labels first.
        jurisdiction: IRI of the state or region that it belongs to, or None where it is nobody's
            alone.
    """

    iri: str
    kind: str
    names: tuple[str, ...]
    jurisdiction: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What proposers may know.

    Attributes:
        things: of the graph.
        jurisdiction: IRI of the document's state or region, or None where it is not known.
        rejected: folded name and IRI of the links that a person rejected in this jurisdiction.
    """

    things: tuple[KnownThing, ...] = ()
    jurisdiction: str | None = None
    rejected: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def links(self, thing: KnownThing, name: str) -> bool:
        """Tell whether a name in this document may mean a thing of the graph.

        A thing of another jurisdiction is a namesake; so is one whose link was rejected.
        """
        abroad = (
            thing.jurisdiction is not None
            and self.jurisdiction is not None
            and thing.jurisdiction != self.jurisdiction
        )
        return not abroad and (fold(name), thing.iri) not in self.rejected


def read_known(
    store: Store, jurisdiction: str | None = None, rejected: Iterable[tuple[str, str]] = ()
) -> Known:
    """Read the names of a graph.

    Args:
        store: the graph.
        jurisdiction: IRI of the document's state or region.
        rejected: name and IRI of the links that were rejected in this jurisdiction.
    """
    places = {
        row["thing"].value: row["place"].value
        for row in select(store, _JURISDICTIONS)
        if not isinstance(row["thing"], Literal) and not isinstance(row["place"], Literal)
    }
    return Known(
        tuple(
            KnownThing(
                bearer.entity.iri,
                bearer.entity.kinds[0],
                bearer.names,
                places.get(bearer.entity.iri),
            )
            for bearer in bearers(store)
            if bearer.names and bearer.entity.kinds
        ),
        jurisdiction,
        frozenset((fold(name), iri) for name, iri in rejected),
    )
