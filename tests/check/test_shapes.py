"""The shapes say about ranges what the ontology says, and speak to a curator."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH, XSD

from sskg.ontology import assets

SSKG = rdflib.Namespace("https://w3id.org/sskg/ontology#")
SCHEMA = rdflib.Namespace("http://schema.org/")
CODES = {SSKG.Modality, SSKG.Bound, SSKG.PassageRole}


@cache
def ontology() -> rdflib.Graph:
    return rdflib.Graph().parse(assets.ontology())


@cache
def shapes() -> rdflib.Graph:
    return rdflib.Graph().parse(assets.ontology("shapes.ttl"))


def each(graph: rdflib.Graph, prop: Any, one: Any, several: Any) -> set[Any]:
    return {*graph.objects(prop, one), *graph.objects(prop, several)}


def alternatives(constraint: Any) -> list[Any]:
    listed = shapes().value(constraint, SH["or"])
    return list(shapes().items(listed)) if listed is not None else [constraint]


def allowed(kind: Any, prop: Any) -> set[Any]:
    """What a shape lets a property of a class point to, classes and datatypes."""
    found: set[Any] = set()
    for named in shapes().subjects(SH.targetClass, kind):
        for constraint in shapes().objects(named, SH.property):
            if shapes().value(constraint, SH.path) != prop:
                continue
            for option in alternatives(constraint):
                found |= set(shapes().objects(option, SH["class"]))
                found |= set(shapes().objects(option, SH.datatype))
                if (listed := shapes().value(constraint, SH["in"])) is not None:
                    kinds = {ontology().value(code, RDF.type) for code in shapes().items(listed)}
                    found |= kinds & CODES
                if shapes().value(constraint, SH.nodeKind) == SH.IRI:
                    found.add(RDFS.Resource)
    return found


def declared() -> list[tuple[Any, Any]]:
    """Every property of the ontology with each class of its domain, inverses aside."""
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty)
    return sorted(
        (prop, domain)
        for kind in kinds
        for prop in ontology().subjects(RDF.type, kind)
        if str(prop).startswith(str(SSKG)) and ontology().value(prop, OWL.inverseOf) is None
        for domain in each(ontology(), prop, RDFS.domain, SCHEMA.domainIncludes)
        # What holds for outcomes holds for measured changes: their shape need not repeat it.
        if not (domain == SSKG.MeasuredChange and prop == SSKG.since)
    )


@pytest.mark.parametrize(
    ("prop", "domain"), declared(), ids=lambda term: term.removeprefix(str(SSKG))
)
def test_a_shape_allows_what_the_ontology_gives_as_range(prop: Any, domain: Any) -> None:
    range_ = each(ontology(), prop, RDFS.range, SCHEMA.rangeIncludes)
    if prop == SSKG.partOf:
        range_ = {domain}  # a part is of the class of the whole
    assert allowed(domain, prop) == range_


def test_every_class_of_the_ontology_has_a_shape_of_its_name() -> None:
    classes = {
        kind for kind in ontology().subjects(RDF.type, OWL.Class) if str(kind).startswith(str(SSKG))
    }
    shaped = {
        kind
        for kind in classes
        if (SSKG[f"{str(kind).removeprefix(str(SSKG))}Shape"], SH.targetClass, kind) in shapes()
    }
    assert classes == shaped


def test_every_constraint_says_what_is_wrong_and_what_to_do() -> None:
    # Those within a sh:or speak through the shape that they stand in.
    named = set(shapes().subjects(SH.targetClass))
    constraints = [one for shape in named for one in shapes().objects(shape, SH.property)]
    constraints += [shape for shape in shapes().subjects(SH.message) if shape not in constraints]
    assert len(constraints) > 100
    for constraint in constraints:
        message = str(shapes().value(constraint, SH.message))
        wrong, stop, advice = message.partition(". ")
        assert wrong, message
        assert stop, message
        assert advice.endswith("."), message


def test_figures_are_decimals_and_dates_as_exact_as_the_source() -> None:
    assert allowed(SSKG.Observation, SSKG.value) == {XSD.decimal}
    assert allowed(SSKG.Reform, SSKG.start) == set()
    assert allowed(SSKG.Measure, SSKG.start) == {XSD.gYear, XSD.gYearMonth, XSD.date}
