"""Every term of the ontology is declared in full, so that it can be read in both languages."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SKOS

from sskg.ontology import assets
from sskg.rdf.terms import ONTOLOGY

SCHEMA = rdflib.Namespace("http://schema.org/")
GRAPH = rdflib.Graph().parse(assets.ontology())
TERMS = sorted(term for term in set(GRAPH.subjects(RDF.type)) if str(term).startswith(ONTOLOGY))  # type: ignore[type-var]
PROPERTIES = [
    term
    for term in TERMS
    if {OWL.ObjectProperty, OWL.DatatypeProperty} & set(GRAPH.objects(term, RDF.type))
]
INVERSES = {term for term in PROPERTIES if GRAPH.value(term, OWL.inverseOf)}


def name(term: Any) -> str:
    return str(term).removeprefix(ONTOLOGY)


def languages(term: Any, *properties: Any) -> list[str | None]:
    texts = [text for prop in properties for text in GRAPH.objects(term, prop)]
    return sorted(text.language for text in texts if isinstance(text, rdflib.Literal))  # type: ignore[type-var]


@pytest.mark.parametrize("term", TERMS, ids=name)
def test_a_term_has_one_label_in_each_language(term: Any) -> None:
    assert languages(term, RDFS.label, SKOS.prefLabel) == ["en", "zh"]


@pytest.mark.parametrize("term", [term for term in TERMS if term not in INVERSES], ids=name)
def test_a_term_has_one_definition_in_each_language(term: Any) -> None:
    assert languages(term, RDFS.comment, SKOS.definition) == ["en", "zh"]


@pytest.mark.parametrize("term", [term for term in PROPERTIES if term not in INVERSES], ids=name)
def test_a_property_has_a_domain_and_a_range(term: Any) -> None:
    domain = [*GRAPH.objects(term, RDFS.domain), *GRAPH.objects(term, SCHEMA.domainIncludes)]
    range_ = [*GRAPH.objects(term, RDFS.range), *GRAPH.objects(term, SCHEMA.rangeIncludes)]
    assert domain
    assert range_
    # RDFS reads several domains as an intersection: several are schema:domainIncludes.
    assert len(list(GRAPH.objects(term, RDFS.domain))) <= 1
    assert len(list(GRAPH.objects(term, RDFS.range))) <= 1


@pytest.mark.parametrize("term", PROPERTIES, ids=name)
def test_a_relation_between_things_has_exactly_one_inverse(term: Any) -> None:
    if term in INVERSES or OWL.DatatypeProperty in set(GRAPH.objects(term, RDF.type)):
        return
    if name(term) == "unit":
        return  # units are QUDT's, and are not read backwards
    assert len(list(GRAPH.subjects(OWL.inverseOf, term))) == 1
