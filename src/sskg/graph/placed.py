"""In which named graphs statements stand, where the data has several."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.graph.reading import values_clauses
from sskg.graph.triples import read_triple
from sskg.model import Entity
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.graph.triples import Triple
    from sskg.model import Fact
    from sskg.store.base import Store

_GRAPHS: Final = "SELECT ?s ?p ?o ?g WHERE {{ GRAPH ?g {{ {values} ?s ?p ?o }} }}"


def placed(
    store: Store,
    facts: Sequence[Fact],
    *,
    subjects: Iterable[str] = (),
    objects: Iterable[str] = (),
) -> tuple[Fact, ...]:
    """Return statements with the named graphs that they stand in.

    That is not said where all of them stand in the same graph, and the data has only that one, or
    it is not known how many it has.

    Args:
        store: the graph that is asked.
        facts: statements that have one of the subjects or one of the objects.
        subjects: IRIs.
        objects: IRIs.
    """
    if not facts or store.graphs == 0:
        return tuple(facts)
    graphs: dict[Triple, set[str]] = {}
    for variable, iris in (("s", subjects), ("o", objects)):
        for clause in values_clauses(variable, dict.fromkeys(iris)):
            for row in select(store, _GRAPHS.format(values=clause)):
                if (triple := read_triple(row)) is not None:
                    graph = row["g"]
                    name = graph.value if isinstance(graph, NamedNode) else str(graph)
                    graphs.setdefault(triple, set()).add(name)
    in_graphs = [tuple(sorted(graphs.get(_triple(fact), ()))) for fact in facts]
    # An endpoint does not tell how many graphs it has.
    if store.graphs in {1, None} and all(in_graphs) and len(set(in_graphs)) == 1:
        return tuple(facts)
    return tuple(
        replace(fact, graphs=names) if names else fact
        for fact, names in zip(facts, in_graphs, strict=True)
    )


def _triple(fact: Fact) -> Triple:
    end = fact.object.iri if isinstance(fact.object, Entity) else fact.object
    return fact.subject.iri, fact.predicate.iri, end
