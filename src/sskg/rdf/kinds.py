"""What a term of RDF is, and what a query gives, as Oxigraph has them."""

from __future__ import annotations

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
