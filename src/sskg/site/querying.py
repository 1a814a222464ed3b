"""What a site's query page knows of the graph: prefixes, queries, names, and terms to complete."""

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


def known(store: Store, names: Mapping[str, str]) -> dict[str, Any]:
    """Return what the page's script is given, with the names of the files of things by IRI."""
    return {
        "prefixes": dict(PREFIXES),
        "queries": [
            {"name": each.name, "question": each.question, "text": each.text}
            for each in catalog.listing().queries
            if not each.parameters
        ],
        "ontology": ONTOLOGY,
        "names": dict(names),
        "terms": _terms(store),
    }


def _terms(store: Store) -> list[dict[str, Any]]:
    """Return the terms of the ontology, and those that the graph uses, with their labels."""
    words = vocabulary()
    labels = {
        "class": {each.iri: each.labels for each in words.classes.values()},
        "property": {iri: each.labels for iri, each in words.properties.items()},
    }
    for kind, query in _USED.items():
        used = {row["term"].value for row in select(store, query)} - labels[kind].keys()
        labels[kind] |= {iri: each.labels for iri, each in entities(store, sorted(used)).items()}
    return [
        {"iri": iri, "kind": kind, "labels": dict(found)}
        for kind, terms in labels.items()
        for iri, found in sorted(terms.items())
    ]
