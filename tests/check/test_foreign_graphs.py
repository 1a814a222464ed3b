"""A graph of another vocabulary is held to no rule of ours, and to a user's own shapes if asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sskg.check import locations
from sskg.check.gather import check
from sskg.check.report import Location
from sskg.errors import UnreadableInput
from sskg.language.message import tell
from sskg.store import open_store

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator
    from pathlib import Path

    from sskg.check.report import Report

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
"""
THEIRS = """
ex:Plan a owl:Class . ex:Pension a owl:Class ; rdfs:subClassOf [ a owl:Restriction ] .
ex:pays a owl:ObjectProperty ; rdfs:domain ex:Plan . ex:paidBy owl:inverseOf ex:pays .
ex:a a ex:Pension ; skos:prefLabel "same"@en ; ex:pays ex:b ; ex:box ( 1 2 ) .
ex:b a ex:Pension ; skos:prefLabel "same"@en ; ex:paidBy ex:a ; ex:note [ rdfs:label "x" ] .
[] a ex:Pension .
"""


def report(folder: Path, data: str, shapes: str = "") -> Report:
    path = folder / "data.ttl"
    path.write_text(PREFIXES + data)
    own = folder / "shapes.ttl"
    own.write_text(PREFIXES + shapes)
    return check(open_store([str(path)]), paths=[path], shapes=[own] if shapes else [])


def test_names_blank_nodes_domains_and_inverses_of_others_are_theirs(tmp_path: Path) -> None:
    assert [finding.check for finding in report(tmp_path, THEIRS).findings] == ["nothing-to-check"]


def test_passages_and_claims_with_names_of_another_namespace_break_no_rule_of_names(
    tmp_path: Path,
) -> None:
    data = "ex:p a sskg:Passage ; sskg:inDocument ex:d . ex:c a sskg:Claim ; sskg:evidence ex:p ."
    broken = {finding.check for finding in report(tmp_path, data).findings}
    assert "sskg:ClaimShape" in broken
    assert not broken & {"name-not-derived", "sskg:PassageNameShape", "sskg:ClaimNameShape"}


@pytest.mark.parametrize(
    "data", ["[] a sskg:Policy .", "ex:Plan rdfs:subClassOf sskg:Policy . ex:a a ex:Plan ."]
)
def test_blank_things_and_subclasses_are_something_to_check(tmp_path: Path, data: str) -> None:
    broken = {finding.check for finding in report(tmp_path, data).findings}
    assert "nothing-to-check" not in broken
    assert "sskg:NamedThingShape" in broken


SHAPE = """
ex:PensionShape a sh:NodeShape ; sh:targetClass ex:Pension ;
    sh:property [ sh:path ex:pays ; sh:minCount 1 ; sh:message "Nobody is paid. Ever."@en ,
        "没有人得到支付。"@zh ] ;
    sh:property [ sh:path ex:box ; sh:maxCount 0 ; sh:severity sh:Warning ] .
"""


def test_own_shapes_judge_the_graph_beside_ours(tmp_path: Path) -> None:
    judged = report(tmp_path, THEIRS.replace("[] a ex:Pension .", ""), SHAPE)
    assert [(f.node, f.check, f.severity) for f in judged.findings] == [
        ("https://example.org/b", "https://example.org/PensionShape", "violation"),
        ("https://example.org/a", "sh:MaxCountConstraintComponent", "warning"),
    ]
    assert judged.findings[0].message == "Nobody is paid. Ever."
    # Of messages in several languages, that of the reader; what pyshacl says itself is kept whole.
    assert tell(judged.findings[0].message, "zh") == "没有人得到支付。"
    said = judged.findings[1].message
    told = tell(said, "zh")
    assert told == f"不符合约束 sh:MaxCountConstraintComponent：{said}"
    assert judged.shapes == report(tmp_path, THEIRS).shapes + 1


def test_own_shapes_do_not_judge_the_packaged_ontology(tmp_path: Path) -> None:
    shape = 'ex:S a sh:NodeShape ; sh:targetSubjectsOf rdfs:label ; sh:pattern "^http://ok/" .'
    judged = report(tmp_path, 'ex:a rdfs:label "a" .', shape)
    assert [finding.node for finding in judged.findings] == ["https://example.org/a"]


def test_statements_with_triple_terms_are_left_to_rdf(tmp_path: Path) -> None:
    shape = (
        "ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    )
    data = "ex:a a ex:C ; ex:says <<( ex:a ex:p ex:b )>> ."
    assert [finding.node for finding in report(tmp_path, data, shape).findings] == [
        "https://example.org/a"
    ]


CALLS_OUT = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ a sh:SPARQLConstraint ;
    sh:select "SELECT $this WHERE { SERVICE <http://127.0.0.1:9/> { $this ?p ?o } }" ] ."""


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        ("ex:a ex:b ex:c .", "no shape"),
        ('ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:pattern "[" .', "set"),
        (CALLS_OUT, "SERVICE"),
        ("ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:property ( .", "not a valid RDF object"),
    ],
)
def test_shapes_that_cannot_be_used_are_an_error_of_their_file(
    tmp_path: Path, shapes: str, words: str
) -> None:
    with pytest.raises(UnreadableInput, match=words) as caught:
        report(tmp_path, "ex:a a ex:C .", shapes)
    assert "shapes.ttl" in str(caught.value.place)


def test_a_query_in_a_shape_fetches_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def resolve(*place: object, **_: object) -> None:
        raise AssertionError(place)

    monkeypatch.setattr("socket.getaddrinfo", resolve)
    shape = """ex:S a sh:NodeShape ; sh:targetClass ex:C ; sh:sparql [ a sh:SPARQLConstraint ;
        sh:select "SELECT $this FROM <http://localhost:9/x> WHERE { $this ?p ?o }" ] ."""
    report(tmp_path, "ex:a a ex:C .", shape)


def test_a_place_is_found_in_one_reading_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings = 0
    lines = locations._lines

    def counted(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
        nonlocal readings
        readings += 1
        return lines(text, pattern)

    monkeypatch.setattr(locations, "_lines", counted)
    path = tmp_path / "a.ttl"
    path.write_text("".join(f"[] <http://e/{n}> <http://e/o{n}> .\n" for n in range(50)))
    looked_up = locations.Locations([path])
    assert [looked_up.find(f"http://e/o{n}") for n in range(50)] == [
        Location(str(path), n + 1) for n in range(50)
    ]
    assert readings == 3
