"""The graph as RDF 1.1: Turtle, N-Triples, JSON-LD and RDF/XML, triple by triple."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import QueryTriples, RdfFormat, serialize

from sskg.errors import RequestError, UnwritableOutput
from sskg.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from sskg.store.base import Store

EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_SHORTENED: Final = {RdfFormat.TURTLE, RdfFormat.RDF_XML}


def write_rdf(store: Store, stream: IO[bytes], form: RdfFormat) -> None:
    """Write all triples of a graph.

    Numbers come as the store spells them (1.50 as 1.5), language tags in lower case.

    Args:
        store: the graph.
        stream: where the bytes go.
        form: Turtle, N-Triples, JSON-LD or RDF/XML.

    Raises:
        UnwritableOutput: RDF/XML cannot say a triple, as where a property makes no XML name.
    """
    prefixes = {name: iri for name, iri in PREFIXES.items() if name}
    try:
        serialize(
            triples(store, EVERYTHING),
            stream,
            form,
            prefixes=prefixes if form in _SHORTENED else None,
        )
    except ValueError as error:
        raise UnwritableOutput(
            f"this format cannot say the whole graph: {error}", hint="Turtle (.ttl) can"
        ) from error


def triples(store: Store, query: str) -> Iterator[Triple]:
    """Yield the triples that a CONSTRUCT gives.

    Raises:
        RequestError: the query is of another form.
    """
    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        raise RequestError("not a CONSTRUCT query")
    return iter(answer)
