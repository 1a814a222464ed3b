"""The protocol that every backend of the graph fulfils."""

from __future__ import annotations

from typing import Protocol

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    Triple,
)

Term = NamedNode | BlankNode | Literal | Triple
QueryAnswer = QuerySolutions | QueryBoolean | QueryTriples


class Store(Protocol):
    """A read-only graph that answers SPARQL 1.1 queries."""

    @property
    def location(self) -> str:
        """What the store was opened from, for messages."""
        ...

    def query(self, text: str) -> QueryAnswer:
        """Answer a query; the prefixes of `sskg.terms.PREFIXES` need not be declared.

        Rows are computed as they are read.

        Raises:
            QuerySyntaxError: the query does not parse.
            StoreUnavailable: the store failed while it answered.
        """
        ...
