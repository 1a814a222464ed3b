"""A graph as some of its claims tell it: those of some documents, or of some modalities.

The part that is asked is a graph of its own, so every question is answered from it as from any
other: a statement that none of the claims makes is not in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as Oxigraph

from sskg.errors import Unavailable
from sskg.graph.annotations import decomposed
from sskg.graph.reading import reading
from sskg.language.message import msg
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, PREFIXES
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import may_be_read_whole
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sskg.store.base import Store, Term

    Terms = tuple[Any, NamedNode, Term]

_SUBJECT, _PREDICATE, _OBJECT = (
    NamedNode(PREFIXES["rdf"] + name) for name in ("subject", "predicate", "object")
)
_TYPE, _INDICATOR = NamedNode(PREFIXES["rdf"] + "type"), NamedNode(ONTOLOGY + "Indicator")
_MODALITY, _EVIDENCE, _DOCUMENT = (
    NamedNode(ONTOLOGY + name) for name in ("modality", "evidence", "inDocument")
)


def part(
    store: Store,
    *,
    documents: Collection[str] = (),
    modalities: Collection[str] = (),
    least: int = 1,
) -> Store:
    """Return the graph as some of its claims tell it.

    Args:
        store: the whole graph.
        documents: IRIs of source documents; claims that rest on a passage of one of them, with
            those passages alone; none for all.
        modalities: local names; claims of one of them; none for all.
        least: how many documents must make a statement.

    Raises:
        Unavailable: the graph is too large, or its size is not known.
    """
    if not may_be_read_whole(store):
        raise Unavailable(
            msg("a part of so large a graph is not taken"),
            hint=msg(
                "ask for documents and modalities in SPARQL, or load the documents by themselves"
            ),
        )
    triples = [
        (row["s"], row["p"], row["o"]) for row in select(store, "SELECT ?s ?p ?o { ?s ?p ?o }")
    ]
    triples += list(decomposed(triples))
    kept = _ToldClaims(triples, set(documents), {ONTOLOGY + name for name in modalities}, least)
    needs_none = _needs_none(store, triples)
    remaining = [
        triple
        for triple in triples
        if (needs_none(triple) if (stated := kept.tells(triple)) is None else stated)
    ]
    unspoken = kept.unspoken(triples, remaining)
    chosen = Oxigraph()
    chosen.extend(Quad(*triple) for triple in remaining if triple[0] not in unspoken)
    return EmbeddedStore(chosen, store.location)


def _needs_none(store: Store, triples: list[Terms]) -> Callable[[Terms], bool]:
    """Return what tells whether a triple without a claim stays: it is no statement, or exempt."""
    words, lexicon = vocabulary(), reading(store)
    plain = lexicon.hidden | lexicon.annotations
    indicators = {s for s, p, o in triples if p == _TYPE and o == _INDICATOR}

    def needs_none(triple: Terms) -> bool:
        s, p, o = triple
        if p.value not in words.properties:
            return p.value in plain or isinstance(o, Literal)
        return not words.needs_claim(p.value, ["Indicator"] if s in indicators else [])

    return needs_none


class _ToldClaims:
    """Which claims, and which statements with them, are told."""

    def __init__(
        self,
        triples: list[Terms],
        documents: set[str],
        modalities: set[str],
        least: int,
    ) -> None:
        stated: dict[Term, dict[NamedNode, Term]] = {}
        evidence: dict[Term, list[Term]] = {}
        self._places: dict[Term, str] = {}
        for s, p, o in triples:
            if p in {_SUBJECT, _PREDICATE, _OBJECT, _MODALITY}:
                stated.setdefault(s, {})[p] = o
            elif p == _EVIDENCE:
                evidence.setdefault(s, []).append(o)
            elif p == _DOCUMENT:
                self._places[s] = getattr(o, "value", "")
        self._documents = documents
        self._all = set(stated)
        self._claimed: set[tuple[Term | None, ...]] = set()
        behind: dict[tuple[Term | None, ...], set[str]] = {}
        parts_by_claim: dict[Term, tuple[Term | None, ...]] = {}
        for claim, parts in stated.items():
            triple = tuple(parts.get(each) for each in (_SUBJECT, _PREDICATE, _OBJECT))
            self._claimed.add(triple)
            places = {self._places.get(each, "") for each in evidence.get(claim, ())}
            if documents:
                places &= documents
            modality = getattr(parts.get(_MODALITY), "value", "")
            if (places or not documents) and (not modalities or modality in modalities):
                behind.setdefault(triple, set()).update(places)
                parts_by_claim[claim] = triple
        self._told = {triple for triple, places in behind.items() if len(places) >= least}
        self._claims = {claim for claim, triple in parts_by_claim.items() if triple in self._told}

    def tells(self, triple: Terms) -> bool | None:
        """Tell whether a claim or a claimed statement is part of what is told; None for others."""
        s, p, o = triple
        if s in self._all:
            elsewhere = self._documents and self._places.get(o, "") not in self._documents
            return s in self._claims and not (p == _EVIDENCE and elsewhere)
        return triple in self._told if triple in self._claimed else None

    def unspoken(self, triples: list[Terms], remaining: list[Terms]) -> set[Any]:
        """Return the things to which other claims lead, and nothing that is told.

        A claim leads to what it speaks of, and on over statements that need no claim: from a figure
        to its indicator.
        """
        others = _reached(self._claimed, triples) - _reached(self._told, remaining)
        return others - {NamedNode(iri) for iri in self._documents}


def _reached(stated: Iterable[tuple[Term | None, ...]], triples: list[Terms]) -> set[Any]:
    """Return what statements speak of, and what links lead to from there."""
    links: dict[Any, list[Term]] = {}
    for s, p, o in triples:
        if p.value.startswith(ONTOLOGY) and isinstance(o, NamedNode):
            links.setdefault(s, []).append(o)
    reached = {end for s, _, o in stated for end in (s, o) if isinstance(end, NamedNode)}
    waiting = list(reached)
    while waiting:
        new = {o for o in links.get(waiting.pop(), ()) if isinstance(o, NamedNode)} - reached
        reached |= new
        waiting += new
    return reached


def speaks_of(store: Store, iri: str) -> bool:
    """Tell whether a graph makes a claim about a thing."""
    node = NamedNode(iri)
    return bool(
        store.query(f"ASK {{ {{ ?c rdf:subject {node} }} UNION {{ ?c rdf:object {node} }} }}")
    )
