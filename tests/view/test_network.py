"""From the graph to nodes and edges: what becomes a thing, a figure, a piece of evidence."""

import pytest

from sskg.graph.triples import position
from sskg.model import Value
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name
from sskg.store import open_store
from sskg.view.network import build, drawn
from sskg.view.packing import rows
from sskg.view.reading import read
from sskg.view.surroundings import around


@pytest.fixture(scope="module")
def material(tiny):
    return read(tiny, {})


def edges(network):
    return {
        (
            local_name(network.things[edge.subject].iri),
            local_name(network.predicates[edge.predicate]),
            local_name(network.things[edge.object].iri),
        ): edge
        for edge in network.statements
    }


def test_claims_passages_codes_and_observations_are_no_things(material):
    network = build(material)
    kinds = {thing.kind for thing in network.things}
    assert not kinds & {"Claim", "Passage", "Observation", "Modality", "Bound"}
    assert len(network.things) == 23
    assert len(drawn(network)) == 21


def test_every_relation_between_things_is_an_edge_with_its_claims(material):
    found = edges(build(material))
    assert len(found) == 19
    resolves = found["fund-reform", "resolves", "old-barrier"]
    assert [local_name(claim.iri) for claim in resolves.claims] == ["alpha-s1-c3", "beta-s3-c1"]
    assert found["missing-rules", "hinders", "care-for-all"].modality == "Hypothetical"
    assert found["coverage-growth", "indicator", "coverage"].modality == ""


def test_observations_are_folded_into_their_change_and_their_indicator(material):
    network = build(material)
    at = {local_name(thing.iri): number for number, thing in enumerate(network.things)}
    assert [(figure.role, figure.value, figure.bound) for figure in
            network.figures[at["coverage-growth"]]] == [
        ("baseline", "100", "Exactly"), ("latest", "150", "MoreThan")
    ]  # fmt: skip
    assert [figure.stated for figure in network.figures[at["offices"]]] == ["nearly 12 offices"]


def test_a_thing_is_dated_by_itself_or_by_the_event_it_runs_from(material):
    years = {local_name(thing.iri): thing.years for thing in build(material).things}
    assert years["fund-reform"] == (2018, 0)
    assert years["great-meeting"] == (2012, 2012)
    assert years["coverage-growth"] == (2012, 0)
    assert years["care-for-all"] is None


def test_kinds_relations_and_modalities_narrow_the_network(material):
    assert {thing.kind for thing in build(material, {"Reform"}).things} == {"Reform"}
    only = edges(build(material, predicates={ONTOLOGY + "resolves"}))
    assert set(only) == {
        ("fund-reform", "resolves", "old-barrier"), ("fee-reform", "resolves", "old-barrier")
    }  # fmt: skip
    demanded = edges(build(material, modalities={"Required"}))
    assert set(demanded) == {
        ("demand", "callsFor", "new-office"), ("new-office", "addresses", "low-trust"),
        ("new-office", "contributesTo", "fair-fees"),
    }  # fmt: skip


def test_the_surroundings_of_a_thing_grow_by_steps_in_both_directions(tiny):
    def near(depth):
        return {local_name(iri) for iri in around(tiny, [THINGS + "low-trust"], depth)}

    assert near(0) == {"low-trust"}
    assert near(1) == {"low-trust", "new-office"}
    assert near(2) == {"low-trust", "new-office", "demand", "fair-fees"}


def test_reading_some_things_gives_what_reading_all_gives_of_them(tiny, material):
    some = {THINGS + name for name in ("fund-reform", "old-barrier", "coverage-growth", "coverage")}
    part = edges(build(read(tiny, {}, some)))
    whole = edges(build(material))
    inside = {key for key in whole if {THINGS + key[0], THINGS + key[2]} <= some}
    assert set(part) == inside
    assert {key: len(edge.claims) for key, edge in part.items()} == {
        key: len(whole[key].claims) for key in inside
    }
    figures = build(read(tiny, {}, some)).figures
    assert sorted(len(rows) for rows in figures.values()) == [2, 2]


def test_a_graph_without_ontology_classes_still_gives_its_things(tmp_path):
    graph = tmp_path / "bare.ttl"
    graph.write_text(f"<urn:a> <{ONTOLOGY}resolves> <urn:b> .", encoding="utf-8")
    network = build(read(open_store([str(graph)]), {}))
    assert [thing.iri for thing in network.things] == ["urn:a", "urn:b"]
    assert len(network.statements) == 1


CLAIMED = """
@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
:d a sskg:SourceDocument . :r a sskg:Reform ; sskg:resolves :c . :c a sskg:Challenge .
:d-s1 a sskg:Passage ; sskg:inDocument :d ; oa:start 0 ; oa:end 9 ; sskg:anchor "one" .
:d-s2 a sskg:Passage ; sskg:inDocument :d ; oa:start 10 ; oa:end 19 .
:k1 a sskg:Claim ; rdf:subject :r ; rdf:predicate sskg:resolves ; rdf:object :c ;
  sskg:modality sskg:Reported ; sskg:evidence :d-s1, :d-s2 .
:k2 a sskg:Claim ; rdf:subject :r ; rdf:predicate sskg:resolves ; rdf:object :c ;
  sskg:modality sskg:Inferred .
:k3 a sskg:Claim ; rdf:subject :r ; rdf:predicate sskg:resolves ; rdf:object :c .
"""


@pytest.mark.parametrize("things", [None, {THINGS + "r", THINGS + "c"}])
def test_a_claim_is_there_once_with_all_its_passages_and_without_any(tmp_path, things):
    graph = tmp_path / "claimed.ttl"
    graph.write_text(CLAIMED, encoding="utf-8")
    found = read(open_store([str(graph)]), {}, things)
    claims = found.claims[THINGS + "r", ONTOLOGY + "resolves", THINGS + "c"]
    # What has no modality is no claim.
    assert sorted((claim.iri, claim.modality, sorted(claim.passages)) for claim in claims) == [
        (THINGS + "k1", "Reported", [THINGS + "d-s1", THINGS + "d-s2"]),
        (THINGS + "k2", "Inferred", []),
    ]
    assert {
        iri: (span.document, span.start, span.end, span.anchor)
        for iri, span in found.passages.items()
    } == {
        THINGS + "d-s1": (THINGS + "d", 0, 9, "one"),
        THINGS + "d-s2": (THINGS + "d", 10, 19, ""),
    }


def test_of_two_values_of_a_figure_none_is_taken(tmp_path):
    path = tmp_path / "two.ttl"
    path.write_text(
        "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> ."
        ":cover a sskg:Indicator ."
        ":seen a sskg:Observation ; sskg:indicator :cover ; sskg:value 5.0 , 7.0 ;"
        "  sskg:bound sskg:Exactly , sskg:Nearly .",
        encoding="utf-8",
    )
    network = build(read(open_store([str(path)]), {}))
    ((figure,),) = network.figures.values()
    assert (figure.value, figure.bound) == ("5 / 7", "")


def test_a_range_keeps_both_ends(tmp_path):
    path = tmp_path / "range.ttl"
    path.write_text(
        "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> ."
        ":fine a sskg:Indicator ."
        ":told a sskg:Observation ; sskg:indicator :fine ; sskg:value 2.0 ;"
        "  sskg:upperValue 5.0 ; sskg:bound sskg:AtLeast .",
        encoding="utf-8",
    )
    network = build(read(open_store([str(path)]), {}))
    ((figure,),) = network.figures.values()
    assert (figure.value, figure.upper) == ("2", "5")


def test_a_page_is_given_the_text_of_each_change(tmp_path):
    graph = tmp_path / "figures.ttl"
    graph.write_text(
        """@prefix sskg: <https://w3id.org/sskg/ontology#> . @prefix : <https://w3id.org/sskg/id/> .
        @prefix unit: <http://qudt.org/vocab/unit/> .
        :growth a sskg:MeasuredChange ; sskg:baseline :a ; sskg:latest :b ; sskg:indicator :i .
        :i a sskg:Indicator .
        :a a sskg:Observation ; sskg:indicator :i ; sskg:value 600.0 ; sskg:unit unit:NUM ;
           sskg:bound sskg:Exactly .
        :b a sskg:Observation ; sskg:indicator :i ; sskg:value 1000.0 ; sskg:unit unit:NUM ;
           sskg:bound sskg:MoreThan .
        """,
        encoding="utf-8",
    )
    network = build(read(open_store([str(graph)]), {}))
    details = rows(network)["details-0"]
    changes = {
        thing.iri: row.get("changes") for thing, row in zip(network.things, details, strict=True)
    }
    # 1000 / 600 is 1.666…, and more than that: at least × 1.66, never × 1.67.
    text = {"en": "change of at least +400 (× 1.66)", "zh": "变化至少+400 (为基期的1.66倍)"}
    assert changes == {f"{THINGS}growth": [text], f"{THINGS}i": [text]}


def test_equal_texts_in_two_languages_stand_in_one_order() -> None:
    triples = [("urn:s", "urn:p", Value("%", "", lang)) for lang in ("zh", "en")]
    assert [each[2].lang for each in sorted(triples, key=position)] == ["en", "zh"]
