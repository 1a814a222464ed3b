"""The graph as RDF: triple by triple, or with its named graphs in N-Quads and TriG."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from pyoxigraph import RdfFormat, serialize

from sskg.rdf.graphs import fitting, serialized
from sskg.rdf.terms import named_prefixes
from sskg.store.paging import everything

if TYPE_CHECKING:
    from sskg.store.base import Store


def check_fit(store: Store, form: RdfFormat) -> None:
    """Read the whole graph once to see that a format can hold it.

    Raises:
        UnfitFormat: it cannot.
    """
    for _ in fitting(everything(store), form):
        pass


def write_rdf(store: Store, stream: IO[bytes], form: RdfFormat) -> None:
    """Write all triples of a graph.

    Numbers come as the store spells them (1.50 as 1.5), language tags in lower case.

    Args:
        store: the graph.
        stream: where the bytes go.
        form: Turtle, N-Triples, JSON-LD or RDF/XML.

    Raises:
        UnfitFormat: the format cannot hold a triple: JSON-LD a triple term; RDF/XML a property
            whose IRI ends in no XML name, or a text with a control character.
    """
    serialized(everything(store), stream, form)


def write_dataset(store: Store, stream: IO[bytes], form: RdfFormat) -> None:
    """Write all statements with the graphs that they stand in.

    Args:
        store: the graph.
        stream: where the bytes go.
        form: N-Quads or TriG.
    """
    # N-Quads has no prefixes.
    prefixes = named_prefixes() if form == RdfFormat.TRIG else None
    serialize(store.quads(), stream, form, prefixes=prefixes)
