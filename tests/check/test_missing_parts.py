"""Whatever a thing must have is missed where it is taken away, each by its own sentence."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from sskg.check.shapes import break_shapes
from sskg.ontology import assets
from sskg.rdf import files
from sskg.rdf.terms import expand
from sskg.store.embedded import EmbeddedStore

SOUND = Path(__file__).resolve().parent.parent / "data" / "sound.ttl"
CHANGE = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:growth a sskg:MeasuredChange ;
    skos:prefLabel "growth"@en , "增长"@zh ;
    sskg:indicator :fund-size ; sskg:baseline :fund-now ; sskg:latest :fund-later .
:fund-later a sskg:Observation .
:deed a sskg:Photograph ;
    skos:prefLabel "picture of the deed"@en , "契据照片"@zh ;
    skos:definition "A picture."@en , "照片。"@zh ;
    sskg:appearsIn :fund-report .
:rise a sskg:Reform ;
    skos:prefLabel "rise"@en , "提高"@zh ;
    skos:definition "A reform."@en , "改革。"@zh ;
    sskg:concerns :fund .
"""

PARTS = [
    ("fund", "skos:definition", "en", "The English definition is missing."),
    ("fund", "skos:definition", "zh", "The Chinese definition is missing."),
    ("fund", "skos:prefLabel", "en", "The English preferred label is missing."),
    ("fund", "skos:prefLabel", "zh", "The Chinese preferred label is missing."),
    ("rise", "sskg:concerns", "", "The reform does not say which policy it changes."),
    ("fund-size", "sskg:unitLabel", "en", "The English name of the unit is missing."),
    ("fund-size", "sskg:unitLabel", "zh", "The Chinese name of the unit is missing."),
    ("fund-now", "sskg:indicator", "", "The figure does not belong to exactly one indicator."),
    ("fund-now", "sskg:value", "", "The figure has not exactly one decimal value."),
    ("fund-now", "sskg:unit", "", "The figure has not exactly one unit of QUDT."),
    ("fund-now", "sskg:bound", "", "The figure has not exactly one bound."),
    ("fund-now", "sskg:asStated", "", "The figure does not say how the source writes it."),
    ("growth", "sskg:indicator", "", "The change does not belong to exactly one indicator."),
    ("growth", "sskg:baseline", "", "The change has not exactly one baseline figure."),
    ("growth", "sskg:latest", "", "The change has not exactly one latest figure."),
    ("deed", "sskg:appearsIn", "", "The photograph appears in no document."),
    ("fund-report", "dcterms:title", "", "The document has no title."),
    ("fund-report", "dcterms:language", "", "The document does not say in which language it is."),
    ("fund-report-s1", "sskg:inDocument", "", "The passage is not in exactly one document."),
    ("fund-report-s1", "oa:start", "", "The passage has not exactly one start."),
    ("fund-report-s1", "oa:end", "", "The passage has not exactly one end."),
    ("fund-report-s1", "sskg:anchor", "", "The passage has not exactly one anchor."),
    ("fund-report-s1-c1", "rdf:subject", "", "The claim has not exactly one subject."),
    ("fund-report-s1-c1", "rdf:predicate", "", "The claim has not exactly one predicate."),
    ("fund-report-s1-c1", "rdf:object", "", "The claim has not exactly one object."),
    ("fund-report-s1-c1", "sskg:modality", "", "The claim has no modality that is known."),
    ("fund-report-s1-c1", "sskg:evidence", "", "The claim has no passage as its evidence."),
]


def term(name: str) -> ox.NamedNode:
    iri = expand(name)
    assert iri is not None
    return ox.NamedNode(iri)


def whole() -> ox.Store:
    store = files.load([SOUND, assets.ontology()])
    store.load(CHANGE.encode(), format=ox.RdfFormat.TURTLE)
    # The later figure is the first one again, under another name.
    for quad in list(store.quads_for_pattern(term(":fund-now"), None, None)):
        store.add(ox.Quad(term(":fund-later"), quad.predicate, quad.object))
    return store


def sentences(store: ox.Store) -> list[tuple[str, str]]:
    findings, _ = break_shapes(EmbeddedStore(store, "test"))
    return [(finding.curie, finding.message) for finding in findings]


def test_with_every_part_in_place_nothing_is_missed() -> None:
    assert sentences(whole()) == []


@pytest.mark.parametrize(("thing", "prop", "lang", "sentence"), PARTS)
def test_a_missing_part_is_missed(thing: str, prop: str, lang: str, sentence: str) -> None:
    store = whole()
    taken = [
        quad
        for quad in store.quads_for_pattern(term(f":{thing}"), term(prop), None)
        if not lang or quad.object.language == lang  # type: ignore[union-attr]
    ]
    assert len(taken) == 1
    store.remove(taken[0])
    assert sentences(store) == [(f"id:{thing}", sentence)]


@pytest.mark.parametrize(
    ("thing", "prop", "sentence"),
    [(thing, prop, sentence) for thing, prop, _, sentence in PARTS if "exactly one" in sentence],
)
def test_a_second_one_of_what_must_be_one_is_told(thing: str, prop: str, sentence: str) -> None:
    store = whole()
    (quad,) = store.quads_for_pattern(term(f":{thing}"), term(prop), None)
    second: dict[str, ox.NamedNode | ox.Literal] = {
        "sskg:indicator": term(":barn-size"),
        "sskg:unit": term("unit:M2"),
        "sskg:bound": term("sskg:Nearly"),
        "sskg:inDocument": term(":other-report"),
        "sskg:baseline": term(":fund-older"),
        "sskg:latest": term(":fund-newer"),
        "rdf:subject": term(":fund"),
        "rdf:predicate": term("sskg:start"),
    }
    other = second.get(prop)
    if other is None:
        assert isinstance(quad.object, ox.Literal)
        other = ox.Literal("7", datatype=quad.object.datatype)
    store.add(ox.Quad(quad.subject, quad.predicate, other))
    assert (f"id:{thing}", sentence) in sentences(store)
