"""What pages of relations are made of: which there are, what each means, and what it states."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QueryTriples
from pyoxigraph import Triple as Statement

from sskg.graph.reading import reading
from sskg.graph.triples import position, read_triple, term
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked
from sskg.rdf.terms import TYPE
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.graph.triples import Triple
    from sskg.store.base import Store

_USED: Final = "SELECT DISTINCT ?p WHERE {{ ?s ?p ?o FILTER({relations}) }}"
_STATED: Final = "SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {relation} }} ?s ?p ?o }}"


def relations(store: Store) -> list[str]:
    """Return the properties that state something of a thing, and all of the ontology that can."""
    lexicon = reading(store)
    used = {
        row["p"].value
        for row in select(
            store, _USED.format(relations=lexicon.statements_filter(annotations=True))
        )
    }
    return sorted((used - vocabulary().auxiliary - {TYPE.value}) | set(vocabulary().told))


def is_relation(store: Store, iri: str) -> bool:
    """Tell whether something is a property that states something, or could."""
    if iri in vocabulary().told:
        return True
    barred = vocabulary().auxiliary | reading(store).hidden | {TYPE.value}
    return iri not in barred and bool(store.query(f"ASK {{ ?s {NamedNode(iri)} ?o }}"))


def stated(store: Store, relation: str) -> list[Triple]:
    """Return all statements of a property, in order."""
    rows = select(store, _STATED.format(relation=NamedNode(relation)))
    triples = {triple for row in rows if (triple := read_triple(row)) is not None}
    return sorted(triples, key=position)


def meaning(store: Store, relation: str) -> list[Statement]:
    """Return what the ontology and the graph say of a property itself."""
    node = NamedNode(relation)
    own = [triple for triple in linked.ontology_triples() if triple.subject == node]
    answer = store.query(f"CONSTRUCT {{ {node} ?p ?o }} WHERE {{ {node} ?p ?o }}")
    if isinstance(answer, QueryTriples):
        own += answer
    return list(dict.fromkeys(own))


def written(own: Iterable[Statement], triples: Iterable[Triple], form: str) -> bytes:
    """Return what a property means and states in an RDF format."""
    statements = [
        Statement(NamedNode(s), NamedNode(p), term(o))
        for s, p, o in triples
        if isinstance(o, str) or o.datatype
    ]
    return linked.written([*own, *statements], form)
