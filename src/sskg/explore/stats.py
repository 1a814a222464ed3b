"""What is in the graph, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.explore.sources import Holding, holdings
from sskg.model import Answer, Grid, Named, Property
from sskg.proof import modality_word
from sskg.sparql import select
from sskg.terms import ONTOLOGY, local_name
from sskg.vocabulary import vocabulary
from sskg.words import word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.documents import Document
    from sskg.store.base import Store

_KINDS = f"""
SELECT ?kind (COUNT(DISTINCT ?s) AS ?n) WHERE {{
  ?s a ?kind
  FILTER(STRSTARTS(STR(?kind), "{ONTOLOGY}") && !STRSTARTS(STR(?s), "{ONTOLOGY}"))
}} GROUP BY ?kind"""

# Counted by the claims, of which each statement has at least one: a scan of all triples would
# take as long as the graph is large.
_PREDICATES = """
SELECT ?predicate (COUNT(*) AS ?n) (SUM(?stated) AS ?claims) WHERE {
  { SELECT ?s ?predicate ?o (COUNT(?claim) AS ?stated) WHERE {
      ?claim rdf:predicate ?predicate ; rdf:subject ?s ; rdf:object ?o .
    } GROUP BY ?s ?predicate ?o }
} GROUP BY ?predicate"""

_MODALITIES = """
SELECT ?modality (COUNT(?claim) AS ?n) WHERE {
  ?claim sskg:modality ?modality } GROUP BY ?modality"""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many things are of a class."""

    kind: Named
    things: int


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many proved statements use a property, and how many claims state them."""

    predicate: Property
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class ModalityCount:
    """How many claims are of a modality."""

    modality: str
    claims: int


@dataclass(frozen=True, slots=True)
class Stats(Answer):
    """Counts of the graph.

    Attributes:
        kinds: by class of the ontology, the most frequent first; a thing counts for each class
            that the graph gives it.
        relations: by property, the most frequent first; only statements that claims prove.
        modalities: claims by modality, the most frequent first.
        documents: what of each document the claims cover.
    """

    kinds: tuple[KindCount, ...]
    relations: tuple[RelationCount, ...]
    modalities: tuple[ModalityCount, ...]
    documents: tuple[Holding, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return four tables: kinds, relations, modalities and documents."""
        return (
            Grid(word("things", lang), ("kind", "label", "things"), tuple(
                (local_name(count.kind.iri), count.kind.label(lang), str(count.things))
                for count in self.kinds
            )),
            Grid(word("statements proved", lang),
                 ("relation", "label", "statements", "claims"), tuple(
                (local_name(count.predicate.iri), count.predicate.label(lang),
                 str(count.statements), str(count.claims))
                for count in self.relations
            )),
            Grid(word("claims", lang), ("modality", "label", "claims"), tuple(
                (count.modality, modality_word(count.modality, lang), str(count.claims))
                for count in self.modalities
            )),
            Grid(
                word("documents", lang),
                ("document", "label", "passages", "claims", "covered", "characters", "share"),
                tuple(
                    (held.document.curie, held.document.label(lang), str(held.passages),
                     str(held.claims), str(held.covered), str(held.characters or ""),
                     held.share or "")
                    for held in self.documents
                ),
            ),
        )  # fmt: skip


def stats(store: Store, documents: Mapping[str, Document] | None = None) -> Stats:
    """Count what is in the graph; all sums are made by the store.

    Args:
        store: the graph that is asked.
        documents: the reader's source documents by digest; a document's length is taken from
            there where the graph does not tell it.
    """
    words = vocabulary()
    kinds = [
        KindCount(words.kind(local_name(row["kind"].value)), int(row["n"].value))
        for row in select(store, _KINDS)
    ]
    relations = [
        RelationCount(
            words.property(row["predicate"].value), int(row["n"].value), int(row["claims"].value)
        )
        for row in select(store, _PREDICATES)
    ]
    modalities = [
        ModalityCount(local_name(row["modality"].value), int(row["n"].value))
        for row in select(store, _MODALITIES)
    ]
    return Stats(
        tuple(sorted(kinds, key=lambda count: (-count.things, count.kind.iri))),
        tuple(sorted(relations, key=lambda count: (-count.statements, count.predicate.iri))),
        tuple(sorted(modalities, key=lambda count: (-count.claims, count.modality))),
        holdings(store, documents),
    )
