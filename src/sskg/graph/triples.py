"""Statements as a query gives them, and as the next query asks for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sskg.graph.reading import CLAUSE_SIZE
from sskg.model import Value
from sskg.ontology.vocabulary import vocabulary
from sskg.store.paging import batches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolution

Triple = tuple[str, str, str | Value]
"""IRIs of subject and predicate, and the object: an IRI or a literal."""


def read_triple(row: QuerySolution) -> Triple | None:
    """Return the triple of a row of ?s ?p ?o, or None where it is no statement about a thing."""
    subject, predicate, target = row["s"], row["p"], row["o"]
    if not isinstance(subject, NamedNode) or predicate.value in vocabulary().auxiliary:
        return None
    if isinstance(target, NamedNode):
        return subject.value, predicate.value, target.value
    if isinstance(target, Literal):
        return subject.value, predicate.value, literal(target)
    return subject.value, predicate.value, Value(str(target), "")


def literal(term: Literal) -> Value:
    """Return a literal as facts and figures hold it."""
    return Value(term.value, term.datatype.value, term.language or "")


def position(triple: Triple) -> tuple[str, str, str, str]:
    """Return what statements are ordered by: IRIs of subject and predicate, the object's text.

    Texts that are equal are ordered by what tells them apart, their language or datatype.
    """
    subject, predicate, target = triple
    if isinstance(target, Value):
        return subject, predicate, target.text, target.lang or target.datatype
    return subject, predicate, target, ""


def triple_clauses(triples: Iterable[Triple]) -> Iterator[str]:
    """Yield VALUES clauses that bind ?s, ?p and ?o to statements, of a length that stores take."""
    rows = (
        f"({NamedNode(s)} {NamedNode(p)} {term(o)})"
        for s, p, o in triples
        if isinstance(o, str) or o.datatype  # a blank node cannot be asked for
    )
    for batch in batches(rows, CLAUSE_SIZE):
        yield f"VALUES (?s ?p ?o) {{ {' '.join(batch)} }}"


def term(thing: str | Value) -> NamedNode | Literal:
    """Return the object of a statement as the graph holds it; a blank node has no such term."""
    if isinstance(thing, str):
        return NamedNode(thing)
    if thing.lang:
        return Literal(thing.text, language=thing.lang)
    return Literal(thing.text, datatype=NamedNode(thing.datatype))
