"""Statements that one document alone proves: counted, and the first of them found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.graph.facts import state
from sskg.graph.listing import pages
from sskg.graph.reading import CLAUSE_SIZE, values_clauses
from sskg.graph.triples import position, read_triple
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.gap_queries import gap_query
from sskg.store.paging import batches
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.model import Fact
    from sskg.store.base import Store

# Not in order: to sort them, Oxigraph would first hold one for each claim.
_PREDICATES: Final = "SELECT DISTINCT ?p WHERE { ?claim rdf:predicate ?p }"

# In the order of `sskg.graph.facts.position`, but for literals of one text.
_FIRST: Final = """
SELECT ?s ?p ?o WHERE {{
  {{ {proved} }}
  FILTER(?documents = 1)
}} ORDER BY ?s STR(?o)"""

_COUNTED: Final = """
SELECT ?single (COUNT(*) AS ?n) WHERE {{
  {{ {proved} }}
  BIND(?documents = 1 AS ?single)
}} GROUP BY ?single"""

_SUBJECTS: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ {values} ?claim rdf:subject ?s }}"


class SingleSources:
    """Take in, part by part, what statements with evidence a graph has.

    Args:
        store: the graph that is asked.
        limit: most statements to tell one by one.
        documents: the reader's source documents by digest; passages then carry their text.

    Attributes:
        proved: how many statements have a document.
        single: how many have one alone.
        first: the first of those with one alone, as far as their claims tell a passage of it.
    """

    def __init__(
        self, store: Store, limit: int, documents: Mapping[str, Document] | None = None
    ) -> None:
        self._store = store
        self._limit = limit
        self._documents = documents
        self.proved = 0
        self.single = 0
        self.first: list[Fact] = []

    def count(self, clause: str) -> None:
        """Count those of a part: VALUES clauses choose its subjects, or its properties."""
        for row in select(self._store, _COUNTED.format(proved=gap_query("single-source", clause))):
            count = int(row["n"].value)
            self.proved += count
            # Some engines write truth values as numbers.
            self.single += count if row["single"].value in {"true", "1"} else 0

    def tell_subjects(self, clause: str) -> None:
        """Find those of the next subjects, as long as there are fewer than the limit."""
        if len(self.first) >= self._limit:
            return
        rows = select(self._store, _FIRST.format(proved=gap_query("single-source", clause)))
        triples = sorted((triple for row in rows if (triple := read_triple(row))), key=position)
        for batch in batches(triples, CLAUSE_SIZE):
            if len(self.first) < self._limit:
                self.first += self._told(batch)
        del self.first[self._limit :]

    def tell_property(self, clause: str) -> None:
        """Find those of one more property: as many as may be among the first of all."""
        facts: list[Fact] = []
        offset = 0
        query = _FIRST.format(proved=gap_query("single-source", clause))
        while len(facts) < self._limit:
            page = f"{query} LIMIT {self._limit} OFFSET {offset}"
            rows = list(select(self._store, page))
            facts += self._told([triple for row in rows if (triple := read_triple(row))])
            if len(rows) < self._limit:
                break
            offset += self._limit
        self.first = sorted(self.first + facts, key=_position)
        del self.first[self._limit :]

    def _told(self, triples: Sequence[Triple]) -> list[Fact]:
        stated = state(self._store, triples, self._documents)
        return [fact for fact in stated if any(claim.passages for claim in fact.claims)]


def single_sources(
    store: Store, limit: int, documents: Mapping[str, Document] | None = None
) -> SingleSources:
    """Count the statements that one document alone proves, and find the first of them.

    Args:
        store: the graph that is asked.
        limit: most statements to tell one by one.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    predicates = [row["p"] for row in select(store, _PREDICATES)]
    properties = [predicate for predicate in predicates if isinstance(predicate, NamedNode)]
    singles = None
    # An endpoint groups in memory of its own, and is asked little by little at a high price.
    if store.names is not None and not store.cuts and properties == predicates:
        singles = _by_subject(SingleSources(store, limit, documents), store)
    return singles or _by_property(SingleSources(store, limit, documents), properties)


def _by_subject(singles: SingleSources, store: Store) -> SingleSources | None:
    """Ask for some things at a time, so that little is grouped at once.

    None where a claim is about what the index does not list: what has no IRI, or none of the kinds
    that bear names. That is known when all things have been asked for.
    """
    seen = 0
    for things in pages(store, *vocabulary().classes):
        for clause in values_clauses("s", things):
            if claims := _subjects(store, clause):
                seen += claims
                singles.count(clause)
                singles.tell_subjects(clause)
    return singles if seen == _subjects(store, "") else None


def _subjects(store: Store, clause: str) -> int:
    return int(next(select(store, _SUBJECTS.format(values=clause)))["n"].value)


def _by_property(singles: SingleSources, predicates: Sequence[NamedNode]) -> SingleSources:
    """Ask for the statements of one property at a time."""
    for predicate in sorted(predicates, key=str):
        clause = f"VALUES ?p {{ {predicate} }}"
        singles.count(clause)
        singles.tell_property(clause)
    return singles


def _position(fact: Fact) -> tuple[str, str, str, str]:
    target = fact.object.iri if isinstance(fact.object, Entity) else fact.object
    return position((fact.subject.iri, fact.predicate.iri, target))
