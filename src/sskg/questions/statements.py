"""What a claim states, or what a passage is evidence for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from sskg.graph.facts import entities, read_triple, state
from sskg.graph.proof import COLUMNS, backing_cells, named
from sskg.model import Answer, Entity, Fact, Grid
from sskg.rdf.terms import THINGS, expand
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.documents import Document
    from sskg.graph.facts import Triple
    from sskg.store.base import Store

_KIND = """
SELECT ?type WHERE {{ {values} ?x a ?type . VALUES ?type {{ sskg:Claim sskg:Passage }} }}"""

_STATED = """
SELECT ?s ?p ?o WHERE {{
  {values}
  {{ ?x rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
  UNION
  {{ ?claim sskg:evidence ?x ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
}}"""


@dataclass(frozen=True, slots=True)
class Statements(Answer):
    """What one claim states, or one passage is evidence for.

    Attributes:
        entity: the claim or passage.
        facts: the statements, each with those of its claims that are, or rest on, the entity.
    """

    entity: Entity
    facts: tuple[Fact, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each statement, claim and passage."""
        rows = [
            (
                *named(fact.subject, lang),
                fact.predicate.label(lang),
                *named(fact.object, lang),
                *row,
            )
            for fact in self.facts
            for row in backing_cells(fact, lang)
        ]
        columns = ("subject", "subject_label", "relation", "object", "object_label", *COLUMNS)
        return (Grid(self.entity.curie, columns, tuple(rows)),)


def identify(store: Store, name: str) -> str | None:
    """Return the IRI of the claim or passage that a CURIE, IRI or slug names; None for others."""
    if not name or any(char.isspace() for char in name):
        return None
    try:
        node = NamedNode(expand(name) or THINGS + name)
    except ValueError:
        return None
    found = select(store, _KIND.format(values=values("x", [node])))
    return node.value if next(iter(found), None) is not None else None


def statements(
    store: Store, iri: str, documents: Mapping[str, Document] | None = None
) -> Statements:
    """Return what a claim states, or what a passage is evidence for.

    Args:
        store: the graph that is asked.
        iri: of the claim or passage.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    triples: dict[Triple, None] = {}
    for row in select(store, _STATED.format(values=values("x", [NamedNode(iri)]))):
        if (triple := read_triple(row)) is not None:
            triples[triple] = None
    facts = []
    for fact in state(store, triples, documents):
        claims = tuple(
            claim
            for claim in fact.claims
            if claim.iri == iri or any(passage.iri == iri for passage in claim.passages)
        )
        facts.append(replace(fact, claims=claims))
    return Statements(entities(store, [iri])[iri], tuple(facts))
