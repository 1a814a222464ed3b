"""What is in the graph, counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from sskg.graph.proof import modality_word, titled
from sskg.language.message import word
from sskg.model import Answer, Grid, Named, Property
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.sources import Holding, holdings
from sskg.rdf.terms import ONTOLOGY, local_name
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store

# Each is counted along an index: joining claims with what they state takes a minute for a million.
# Named graphs may say the same twice, and are asked as one graph: then each is counted once.
_KINDS = "SELECT ?kind (COUNT({distinct}?s) AS ?n) WHERE {{ ?s a ?kind }} GROUP BY ?kind"
_CLAIMED = """
SELECT ?predicate (COUNT({distinct}?claim) AS ?n) WHERE {{ ?claim rdf:predicate ?predicate }}
GROUP BY ?predicate"""
_STATED = """
SELECT ?p (COUNT(*) AS ?n) WHERE {{
  {{ SELECT {distinct}?s ?p ?o WHERE {{ VALUES ?p {{ {predicates} }} ?s ?p ?o }} }}
}} GROUP BY ?p"""
_MODALITIES = """
SELECT ?modality (COUNT({distinct}?claim) AS ?n) WHERE {{ ?claim sskg:modality ?modality }}
GROUP BY ?modality"""

# What an indicator is about needs no claim.
_EXEMPT = """
SELECT (COUNT(*) AS ?n) WHERE {
  { SELECT DISTINCT ?s ?o WHERE { ?s a sskg:Indicator ; sskg:concerns ?o } }
}"""

_TERMS = f"""
SELECT ?kind (COUNT(DISTINCT ?s) AS ?n) WHERE {{{{
  VALUES ?kind {{{{ {{kinds}} }}}}
  ?s a ?kind
  FILTER(STRSTARTS(STR(?s), "{ONTOLOGY}"))
}}}} GROUP BY ?kind"""

# A thing may have two classes, and named graphs may say the same twice.
_THINGS = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE {{ VALUES ?kind {{ {iris} }} ?s a ?kind }}"
_LINKS = """
SELECT (COUNT(*) AS ?n) WHERE {{
  {{ SELECT DISTINCT ?s ?p ?o WHERE {{ VALUES ?p {{ {iris} }} ?s ?p ?o FILTER(ISIRI(?o)) }} }}
}}"""
_CONCERNS = ONTOLOGY + "concerns"
_FEW_THINGS = 10_000
"""Things of a kind among which terms of the ontology are looked for: no ontology has more."""


@dataclass(frozen=True, slots=True)
class KindCount:
    """How many things are of a class."""

    kind: Named
    things: int


@dataclass(frozen=True, slots=True)
class RelationCount:
    """How many statements that need a proof use a property, and how many claims state such."""

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
        things: how many things there are; one with two classes counts once.
        links: how many relations link them, with a claim or without.
        kinds: by class of the ontology, the most frequent first; a thing counts for each class
            that the graph gives it.
        relations: by property, the most frequent first; of those that claims state.
        modalities: claims by modality, the most frequent first.
        documents: what of each document the claims cover, the first of them.
        more: how many documents there are beyond these.
    """

    things: int
    links: int
    kinds: tuple[KindCount, ...]
    relations: tuple[RelationCount, ...]
    modalities: tuple[ModalityCount, ...]
    documents: tuple[Holding, ...]
    more: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return four tables: kinds, relations, modalities and documents."""
        return (
            Grid(word("things", lang), ("kind", "label", "things"), tuple(
                (local_name(count.kind.iri), count.kind.label(lang), str(count.things))
                for count in self.kinds
            )),
            Grid(word("statements with a claim", lang),
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
                titled(word("documents", lang), self.more, lang),
                ("document", "label", "passages", "claims", "covered", "characters", "share"),
                tuple(
                    (held.document.curie, held.document.label(lang), str(held.passages),
                     str(held.claims), str(held.covered), str(held.characters or ""),
                     held.share or "")
                    for held in self.documents
                ),
            ),
        )  # fmt: skip


def stats(store: Store, documents: Mapping[str, Document] | None = None, limit: int = 100) -> Stats:
    """Count what is in the graph; all sums are made by the store.

    Args:
        store: the graph that is asked.
        documents: the reader's source documents by digest; a document's length is taken from
            there where the graph does not tell it.
        limit: most documents to tell one by one.
    """
    words = vocabulary()
    distinct = "DISTINCT " if store.repeats else ""
    kinds = [
        KindCount(words.kind(local_name(iri)), number)
        for iri, number in _kinds(store, distinct).items()
        if number
    ]
    relations = [
        RelationCount(words.property(iri), statements, claims)
        for iri, (statements, claims) in _relations(store, distinct).items()
    ]
    modalities = [
        ModalityCount(local_name(row["modality"].value), int(row["n"].value))
        for row in select(store, _MODALITIES.format(distinct=distinct))
    ]
    return Stats(
        _count(store, _THINGS, (ONTOLOGY + kind for kind in words.thing_classes)),
        _count(store, _LINKS, words.relations),
        tuple(sorted(kinds, key=lambda count: (-count.things, count.kind.iri))),
        tuple(sorted(relations, key=lambda count: (-count.statements, count.predicate.iri))),
        tuple(sorted(modalities, key=lambda count: (-count.claims, count.modality))),
        *holdings(store, documents, limit),
    )


def _count(store: Store, query: str, iris: Iterable[str]) -> int:
    text = query.format(iris=" ".join(f"<{iri}>" for iri in iris))
    return int(next(select(store, text))["n"].value)


def _kinds(store: Store, distinct: str) -> dict[str, int]:
    """Return how many things each class of the ontology has, the ontology's own terms left out."""
    found = {
        row["kind"].value: int(row["n"].value)
        for row in select(store, _KINDS.format(distinct=distinct))
        if isinstance(row["kind"], NamedNode) and row["kind"].value.startswith(ONTOLOGY)
    }
    few = [NamedNode(iri) for iri, number in found.items() if number <= _FEW_THINGS]
    if few:
        for row in select(store, _TERMS.format(kinds=" ".join(map(str, few)))):
            found[row["kind"].value] -= int(row["n"].value)
    return found


def _relations(store: Store, distinct: str) -> dict[str, tuple[int, int]]:
    """Return for each property that claims state how many statements need one, and the claims."""
    claims = {
        row["predicate"]: int(row["n"].value)
        for row in select(store, _CLAIMED.format(distinct=distinct))
        if isinstance(row["predicate"], NamedNode)
    }
    # What is told apart is held in memory: then of one property at a time.
    groups = [[predicate] for predicate in claims] if distinct else [list(claims)]
    stated: dict[str, int] = {}
    for group in groups:
        text = _STATED.format(distinct=distinct, predicates=" ".join(map(str, group)))
        stated |= {row["p"].value: int(row["n"].value) for row in select(store, text)}
    if _CONCERNS in stated:
        stated[_CONCERNS] -= int(next(select(store, _EXEMPT))["n"].value)
    return {
        predicate.value: (stated.get(predicate.value, 0), number)
        for predicate, number in claims.items()
    }
