"""How much a chain of statements says: by its relations, and by how ordinary its things are.

That two things concern the same system says little of how they hang together, and nearly all
things are linked over a hub.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sskg.store.base import Store

HUB: Final = 30
"""So many neighbours make a thing a hub: a chain over it says hardly more than that both exist."""

_PLACING: Final = ("concerns", "partOf", "serves", "since", "indicator", "population")
_BATCH: Final = 20

# Each thing has a bound of its own: a hub of a large graph has a million neighbours.
_NEIGHBOURS: Final = """
{{ SELECT DISTINCT ?s ?near WHERE {{
  BIND({node} AS ?s)
  {{ {node} ?p ?near }} UNION {{ ?near ?p {node} }}
  FILTER(ISIRI(?near))
  {relations}
}} LIMIT {limit} }}"""


@cache
def placing() -> frozenset[str]:
    """Return IRIs of relations that only say what a thing is about, belongs to or dates from."""
    words = vocabulary()
    return frozenset(
        below for name in _PLACING for below in words.with_subproperties(ONTOLOGY + name)
    )


def is_telling(predicates: Iterable[str]) -> bool:
    """Tell whether one of some relations says how its ends bear on each other."""
    return any(predicate not in placing() for predicate in predicates)


def neighbour_counts(store: Store, iris: Collection[str], relations: str) -> dict[str, int]:
    """Return how many things each of some things is linked to, counted up to HUB.

    Args:
        store: the graph that is asked.
        iris: of the things.
        relations: a filter on ?p, as SPARQL.
    """
    counts = dict.fromkeys(iris, 0)
    wanted = sorted(counts)
    for at in range(0, len(wanted), _BATCH):
        parts = " UNION ".join(
            _NEIGHBOURS.format(node=NamedNode(iri), relations=relations, limit=HUB)
            for iri in wanted[at : at + _BATCH]
        )
        for row in select(store, f"SELECT ?s ?near WHERE {{ {parts} }}"):
            counts[row["s"].value] += 1
    return counts
