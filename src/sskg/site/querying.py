"""What a site's query page knows: named queries, prefixes, names, and terms to complete."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sskg.graph.facts import entities
from sskg.ontology.vocabulary import vocabulary
from sskg.queries import catalog
from sskg.rdf.terms import ONTOLOGY, PREFIXES
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.store.base import Store

_USED: Final = {
    "class": "SELECT DISTINCT ?term WHERE { ?s a ?term FILTER(isIRI(?term)) }",
    "property": "SELECT DISTINCT ?term WHERE { ?s ?term ?o }",
}


def examples() -> list[dict[str, Any]]:
    """Return the named queries that say something when nothing else is given."""
    return [
        {"name": each.name, "title": each.title, "question": each.question, "text": each.text}
        for each in catalog.listing().queries
        if not any(parameter.required for parameter in each.parameters)
    ]


def known(store: Store, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page's script is given, with the names of the files of things by IRI."""
    return {
        "prefixes": dict(PREFIXES),
        "ontology": ONTOLOGY,
        "names": dict(names),
        "terms": _terms(store),
    }


def _terms(store: Store) -> list[dict[str, Any]]:
    """Return the classes and properties that the graph uses, with their labels.

    A query for others, as for an inverse, which data never has, would find nothing.
    """
    words = vocabulary()
    labels = {each.iri: each.labels for each in words.classes.values()}
    labels |= {iri: each.labels for iri, each in words.properties.items()}
    terms = []
    for kind, query in _USED.items():
        used = sorted({row["term"].value for row in select(store, query)})
        own = entities(store, [iri for iri in used if iri not in labels])
        terms += [
            {"iri": iri, "kind": kind, "labels": dict(labels.get(iri) or own[iri].labels)}
            for iri in used
        ]
    return terms
