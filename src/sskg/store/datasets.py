"""The graphs of a store as one: a set, in which each statement stands once.

SPARQL merges graphs to a set. Oxigraph counts a statement once for each graph that holds it, for
the union of all graphs as for several FROM. The two are the same where no statement stands in two
graphs. Where one does, the default graph is made to hold the union, and what the input said in no
named graph moves to a graph of a name of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_UNNAMED: Final = "urn:sskg:unnamed-graph"

# The same triple in another named graph; and a triple of the default graph in a named one.
_TWICE: Final = """ASK {{
  {graphs} GRAPH ?g {{ ?s ?p ?o }}
  FILTER EXISTS {{ {others} GRAPH ?h {{ ?s ?p ?o }} FILTER(!sameTerm(?g, ?h)) }}
}}"""
_IN_DEFAULT: Final = "ASK { ?s ?p ?o FILTER EXISTS { GRAPH ?g { ?s ?p ?o } } }"
_TRIPLES: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


class Dataset(NamedTuple):
    """Which graphs a store has.

    Attributes:
        triples: how many different ones all graphs hold together.
        overlap: how many statements are there again, in one more graph.
        graphs: how many named graphs there are.
        unnamed: IRI of the graph with what the input said in no named graph, where the default
            graph holds the union and there is such a thing; else None.
    """

    triples: int
    overlap: int = 0
    graphs: int = 0
    unnamed: str | None = None

    @property
    def stored(self) -> int:
        """How many statements the store holds, with the union where it has one of its own."""
        return self.triples + self.overlap + (self.triples if self.overlap else 0)


def unite(store: pyoxigraph.Store) -> Dataset:
    """Make a store hold the union of its graphs, if they overlap, and tell what it holds.

    Raises:
        OSError: the store cannot be written.
        RuntimeError: the same, from Oxigraph.
    """
    graphs = list(store.named_graphs())
    statements = len(store)
    if not graphs or not (_ask(store, _IN_DEFAULT) or overlapping(store)):
        return Dataset(statements, graphs=len(graphs))
    unnamed = None
    if _ask(store, "ASK { ?s ?p ?o }"):
        unnamed = _free_name(store)
        # The store as it is now is read while it grows.
        store.bulk_extend(_moved(store, [DefaultGraph()], unnamed))
    store.bulk_extend(_moved(store, graphs, DefaultGraph()))
    triples = count(store)
    return Dataset(triples, statements - triples, len(graphs), unnamed and unnamed.value)


def overlapping(store: pyoxigraph.Store, graphs: Iterable[NamedNode] = ()) -> bool:
    """Tell whether a statement stands in two of some named graphs, or of all."""
    iris = " ".join(map(str, graphs))
    clauses = [f"VALUES ?{name} {{ {iris} }}" if iris else "" for name in "gh"]
    return _ask(store, _TWICE.format(graphs=clauses[0], others=clauses[1]))


def count(store: pyoxigraph.Store, graphs: Iterable[NamedNode] | None = None) -> int:
    """Return how many statements the default graph holds, or some named ones, each for itself."""
    asked: Any = None if graphs is None else list(graphs)
    answer: Any = store.query(_TRIPLES, default_graph=asked)
    return int(next(answer)["n"].value)


def merged(
    store: pyoxigraph.Store, default: Iterable[NamedNode], named: Iterable[NamedNode]
) -> pyoxigraph.Store:
    """Return a store in memory whose default graph is the merge of some graphs, as a set.

    Args:
        store: where the graphs are.
        default: those that are merged.
        named: those that it has by their names.
    """
    together = pyoxigraph.Store()
    together.bulk_extend(_moved(store, default, DefaultGraph()))
    for graph in named:
        together.bulk_extend(_moved(store, [graph], graph))
    return together


def _moved(store: pyoxigraph.Store, graphs: Iterable[Any], to: Any) -> Iterator[Quad]:
    for graph in graphs:
        for quad in store.quads_for_pattern(None, None, None, graph):
            yield Quad(quad.subject, quad.predicate, quad.object, to)


def _free_name(store: pyoxigraph.Store) -> NamedNode:
    name = _UNNAMED
    while store.contains_named_graph(NamedNode(name)):
        name += "-1"
    return NamedNode(name)


def _ask(store: pyoxigraph.Store, text: str) -> bool:
    return bool(store.query(text))
