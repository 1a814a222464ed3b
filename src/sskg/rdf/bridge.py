"""The one place where Oxigraph's terms and rdflib's terms meet.

rdflib keeps lexical forms as they are handed to it here: nothing is normalised on the way.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, QueryTriples, Triple

from sskg.errors import RequestError
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QueryBoolean, QuerySolutions

_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_STRING = "http://www.w3.org/2001/XMLSchema#string"


class Queryable(Protocol):
    """Whatever answers SPARQL: every `sskg.store.Store` does."""

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Answer a query."""
        ...


def to_rdflib(store: Queryable, *, triple_terms: bool = True) -> Any:
    """Return every triple of a store's default graph as an `rdflib.Graph` with known prefixes.

    Args:
        store: the graph.
        triple_terms: whether a triple term of RDF 1.2 is an error; else its statement is left out.

    Raises:
        StoreUnavailable: the store failed while it answered.
        RequestError: the graph has a triple term of RDF 1.2.
    """
    import rdflib

    from sskg.rdf.terms import PREFIXES

    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        if prefix:
            graph.bind(prefix, namespace, override=True)
    answer = store.query(_EVERYTHING)
    if not isinstance(answer, QueryTriples):
        raise TypeError("a CONSTRUCT query was answered with something else than triples")
    with ill_typed_literals():
        for triple in answer:
            if not triple_terms and isinstance(triple.object, Triple):
                continue
            graph.add(
                (
                    rdflib_term(triple.subject),
                    rdflib_term(triple.predicate),
                    rdflib_term(triple.object),
                )
            )
    return graph


@contextmanager
def ill_typed_literals() -> Iterator[None]:
    """Let rdflib take literals that their datatype does not allow, without a log of tracebacks.

    RDF allows them; where one is wrong, a shape says so.
    """
    logger = logging.getLogger("rdflib.term")
    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def rdflib_term(term: object) -> Any:
    """Return an Oxigraph term as rdflib's; the lexical form stays as it is.

    Raises:
        RequestError: rdflib has no such term (a triple term of RDF 1.2).
    """
    import rdflib

    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal():
            if term.language:
                return rdflib.Literal(term.value, lang=term.language)
            if term.datatype.value == _STRING:
                return rdflib.Literal(term.value)
            datatype = rdflib.URIRef(term.datatype.value)
            return rdflib.Literal(term.value, datatype=datatype, normalize=False)
        case _:
            raise RequestError(
                msg("rdflib has no term for {term}", term=term),
                hint=msg("triple terms of RDF 1.2 cannot be handed on: write claims instead"),
            )


def oxigraph_term(term: object) -> NamedNode | BlankNode | Literal:
    """Return an rdflib term as Oxigraph's; the lexical form stays as it is.

    Raises:
        TypeError: it is no IRI, blank node or literal (a variable, a formula).
        ValueError: an IRI that Oxigraph does not take for one.
    """
    import rdflib

    match term:
        case rdflib.URIRef():
            return NamedNode(str(term))
        case rdflib.BNode():
            return BlankNode(str(term))
        case rdflib.Literal():
            if term.language:
                return Literal(str(term), language=term.language)
            if term.datatype is None:
                return Literal(str(term))
            return Literal(str(term), datatype=NamedNode(str(term.datatype)))
        case _:
            raise TypeError(f"Oxigraph has no term for {term!r}")
