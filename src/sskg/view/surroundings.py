"""What surrounds things: within a number of statements, in either direction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from sskg.graph.reading import is_term, reading, values_clauses
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pyoxigraph import QuerySolution

    from sskg.store.base import Store

# The values stand in each branch: joined from outside, a branch would read the whole graph.
_AROUND = """
SELECT DISTINCT ?other WHERE {{
  {{ {values} ?s ?p ?other }} UNION {{ {values} ?other ?p ?s }}
  FILTER(ISIRI(?other) && {relations}) {predicates} }}"""

_FIGURES_OF = """
SELECT DISTINCT ?other WHERE {{
  {{ {values} ?other sskg:indicator ?s . ?other a sskg:Observation }}
  UNION {{ {values} ?s sskg:baseline ?other }} UNION {{ {values} ?s sskg:latest ?other }} }}"""


def around(
    store: Store, seeds: Iterable[str], depth: int, predicates: Iterable[str] = ()
) -> set[str]:
    """Return the things within a number of steps, in either direction, of some things.

    Args:
        store: the graph that is asked.
        seeds: IRIs to start from.
        depth: how many statements away; 0 is the seeds alone.
        predicates: IRIs of the properties to follow; all if none is given.
    """
    along = " ".join(str(NamedNode(iri)) for iri in predicates)
    narrowed = f"VALUES ?p {{ {along} }}" if along else ""
    things = set(seeds)
    edge = set(things)
    for _ in range(depth):
        reached: set[str] = set()
        for clause in values_clauses("s", sorted(edge)):
            text = _AROUND.format(
                values=clause, relations=reading(store).statements_filter(), predicates=narrowed
            )
            reached |= _things(select(store, text))
        edge = {iri for iri in reached - things if not is_term(iri)}
        things |= edge
    return things


def _things(rows: Iterable[QuerySolution]) -> set[str]:
    """Return IRIs; a blank node that has no name cannot be asked for."""
    return {row["other"].value for row in rows if isinstance(row["other"], NamedNode)}


def with_figures(store: Store, things: Iterable[str]) -> set[str]:
    """Return things together with the figures that measure them, or that they compare."""
    iris = set(things)
    for clause in values_clauses("s", sorted(iris)):
        iris |= _things(select(store, _FIGURES_OF.format(values=clause)))
    return iris
