"""Statements that one document alone proves: counted, and the first of them found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.facts import batches, read_triple
from sskg.listing import pages
from sskg.sparql import select
from sskg.store.base import may_cut, name_index
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.facts import Triple
    from sskg.store.base import Store

# Not in order: to sort them, Oxigraph would first hold one for each claim.
_PREDICATES: Final = "SELECT DISTINCT ?p WHERE { ?claim rdf:predicate ?p }"

_BY_DOCUMENTS: Final = """
  SELECT ?s ?p ?o (COUNT(DISTINCT ?document) AS ?documents) WHERE {{
    {values}
    ?claim rdf:predicate ?p ; rdf:subject ?s ; rdf:object ?o ;
      sskg:evidence/sskg:inDocument ?document .
  }} GROUP BY ?s ?p ?o"""

_FIRST: Final = f"""
SELECT ?s ?p ?o WHERE {{{{
  {{{{ {_BY_DOCUMENTS} }}}}
  FILTER(?documents = 1)
}}}} ORDER BY ?s ?p ?o LIMIT {{limit}}"""

_COUNTED: Final = f"""
SELECT ?single (COUNT(*) AS ?n) WHERE {{{{
  {{{{ {_BY_DOCUMENTS} }}}}
  BIND(?documents = 1 AS ?single)
}}}} GROUP BY ?single"""

_SUBJECTS: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ {values} ?claim rdf:subject ?s }}"


class SingleSources:
    """What is found of statements with evidence, part by part.

    Attributes:
        proved: how many have a document.
        single: how many have one alone.
        first: some of those with one alone.
    """

    def __init__(self) -> None:
        self.proved = 0
        self.single = 0
        self.first: list[Triple] = []

    def add(self, store: Store, clause: str, limit: int) -> None:
        """Take in a part of a graph.

        Args:
            store: the graph that is asked.
            clause: VALUES clauses that choose the part: its subjects, or its properties.
            limit: most statements of the part to find.
        """
        for row in select(store, _COUNTED.format(values=clause)):
            count = int(row["n"].value)
            self.proved += count
            # Some engines write truth values as numbers.
            self.single += count if row["single"].value in {"true", "1"} else 0
        if limit > 0:
            rows = select(store, _FIRST.format(values=clause, limit=limit))
            self.first += [triple for row in rows if (triple := read_triple(row))]


def single_sources(store: Store, limit: int) -> SingleSources:
    """Count the statements that one document alone proves, and find the first of them.

    Args:
        store: the graph that is asked.
        limit: so many are found at least, where there are so many: none comes before them.
    """
    predicates = [row["p"] for row in select(store, _PREDICATES)]
    known = [predicate for predicate in predicates if isinstance(predicate, NamedNode)]
    found = None
    # An endpoint groups in memory of its own, and is asked little by little at a high price.
    if name_index(store) is not None and not may_cut(store) and known == predicates:
        found = _by_subject(store, limit)
    return found or _by_property(store, known, limit)


def _by_subject(store: Store, limit: int) -> SingleSources | None:
    """Ask for some things at a time, so that little is grouped at once.

    None where a claim is about what the index does not list: it has no IRI, or no kind.
    """
    found = SingleSources()
    seen = 0
    for things in pages(store, *vocabulary().classes):
        for clause in batches("s", things):
            if claims := _subjects(store, clause):
                seen += claims
                found.add(store, clause, limit - len(found.first))
    return found if seen == _subjects(store, "") else None


def _subjects(store: Store, clause: str) -> int:
    return int(next(select(store, _SUBJECTS.format(values=clause)))["n"].value)


def _by_property(store: Store, predicates: Sequence[NamedNode], limit: int) -> SingleSources:
    """Ask for the statements of one property at a time."""
    found = SingleSources()
    for predicate in sorted(predicates, key=str):
        found.add(store, f"VALUES ?p {{ {predicate} }}", limit)
    return found
