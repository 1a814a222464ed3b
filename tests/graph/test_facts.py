"""How statements are read from a store, and how firmly they stand: a graph written for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from sskg.graph.documents import Document
from sskg.graph.facts import entities, facts, read_claims, state
from sskg.graph.proof import (
    NEEDS_NONE,
    UNPROVED,
    backing_cells,
    name_cells,
    proof,
    strength,
    weakness,
)
from sskg.graph.reading import CLAUSE_SIZE, values_clauses
from sskg.model import Claim, Entity, Fact, Passage, Property, Value
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name
from sskg.store import open_store
from sskg.store.sparql import select

XSD = "http://www.w3.org/2001/XMLSchema#"

GRAPH = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix schema: <http://schema.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix other: <http://example.org/> .

:first a sskg:SourceDocument ; skos:prefLabel "first"@en ; schema:sha256 "d1" .
:second a sskg:SourceDocument ; skos:prefLabel "second"@en .

:reform a sskg:Reform , sskg:Measure , other:Thing ;
    skos:prefLabel "reform b"@en , "reform a"@en , "改革"@zh , "plain" , "  "@fr ;
    sskg:resolves :obstacle ; sskg:produces :outcome ; sskg:start "2018"^^xsd:gYear ;
    sskg:asStated "in 2018"@en ; sskg:anchor "machinery" ; other:says :obstacle ;
    sskg:concerns [] .
:rival a sskg:Reform ; sskg:resolves :obstacle .
:obstacle a sskg:Challenge ; skos:prefLabel "obstacle"@en .
:outcome a sskg:Outcome .
:rate a sskg:Indicator ; sskg:concerns :policy .

:late a sskg:Passage ; sskg:inDocument :first ; oa:start 6 ; oa:end 11 ; sskg:anchor "later" .
:early a sskg:Passage ; sskg:inDocument :first ; oa:start 0 ; oa:end 5 .
:beyond a sskg:Passage ; sskg:inDocument :second ; oa:start 2 ; oa:end 4 ; sskg:anchor "un" .

:c1 a sskg:Claim ; sskg:modality sskg:Required ; sskg:evidence :beyond , :late , :early ;
    sskg:qualifier "perhaps"@en , "basically"@en , "基本"@zh ; sskg:assertedBy :speaker ;
    rdf:subject :reform ; rdf:predicate sskg:resolves ; rdf:object :obstacle .
:c2 a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence :late ;
    rdf:subject :reform ; rdf:predicate sskg:resolves ; rdf:object :obstacle .
:c3 a sskg:Claim ; sskg:modality sskg:Inferred ; sskg:evidence :early ; sskg:qualifier "so" ;
    rdf:subject :reform ; rdf:predicate sskg:start ; rdf:object "2018"^^xsd:gYear .
:c4 a sskg:Claim ; sskg:modality sskg:Hypothetical ;
    rdf:subject :reform ; rdf:predicate sskg:start ; rdf:object "2019"^^xsd:gYear .
:c5 a sskg:Claim ; sskg:modality sskg:Reported ;
    rdf:subject :reform ; rdf:predicate sskg:asStated ; rdf:object "in 2018"@en .
:speaker a sskg:Actor ; skos:prefLabel "the speaker"@en .
"""

TEXT = Document(Path("first.txt"), "d1", "early later")


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return open_store([str(path)])


def short(found):
    return [
        (
            local_name(fact.subject.iri),
            local_name(fact.predicate.iri),
            local_name(fact.object.iri) if isinstance(fact.object, Entity) else fact.object.text,
            [local_name(claim.iri) for claim in fact.claims],
        )
        for fact in found
    ]


# -- things ----------------------------------------------------------------------------------------


def test_a_thing_has_its_kinds_of_the_ontology_and_one_label_a_language(store):
    (thing,) = entities(store, [THINGS + "reform", THINGS + "reform"]).values()
    assert thing == Entity(
        THINGS + "reform", {"en": "reform a", "zh": "改革", "": "plain"}, ("Reform", "Measure")
    )


def test_a_thing_that_the_store_does_not_know_comes_back_bare(store):
    assert entities(store, ["urn:none"]) == {"urn:none": Entity("urn:none", {}, ())}
    assert entities(store, []) == {}


def test_things_come_in_the_order_in_which_they_were_asked_for(store):
    asked = [THINGS + "rival", THINGS + "obstacle", THINGS + "reform"]
    assert list(entities(store, asked)) == asked


def test_more_things_than_one_question_takes_are_all_read(store):
    wanted = [f"urn:{number}" for number in range(CLAUSE_SIZE)] + [THINGS + "obstacle"]
    assert entities(store, wanted)[THINGS + "obstacle"].kinds == ("Challenge",)


def test_a_question_names_at_most_two_hundred_things():
    clauses = list(values_clauses("s", [f"urn:{number}" for number in range(401)]))
    assert [clause.count("<urn:") for clause in clauses] == [200, 200, 1]
    assert clauses[2] == "VALUES ?s { <urn:400> }"
    assert list(values_clauses("s", [])) == []


# -- statements ------------------------------------------------------------------------------------


def test_statements_about_a_thing_are_all_but_its_names_and_kinds_with_all_their_claims(store):
    (about,) = [facts(store, subjects=[THINGS + "reform"])]
    blank = [fact for fact in about if local_name(fact.predicate.iri) == "concerns"]
    assert len(blank) == 1
    assert isinstance(blank[0].object, Value)
    assert (blank[0].object.datatype, blank[0].claims) == ("", ())
    assert blank[0].object.text == "[ ]"  # nothing is said of it
    assert short(fact for fact in about if fact not in blank) == [
        ("reform", "says", "obstacle", []),
        ("reform", "asStated", "in 2018", ["c5"]),
        ("reform", "produces", "outcome", []),
        ("reform", "resolves", "obstacle", ["c1", "c2"]),
        ("reform", "start", "2018", ["c3"]),
    ]


def test_statements_that_point_to_a_thing(store):
    assert short(facts(store, objects=[THINGS + "obstacle"])) == [
        ("reform", "says", "obstacle", []),
        ("reform", "resolves", "obstacle", ["c1", "c2"]),
        ("rival", "resolves", "obstacle", []),
    ]


def test_statements_of_some_relations_only_even_of_another_ontology(store):
    says = "http://example.org/says"
    found = facts(store, subjects=[THINGS + "reform"], predicates=[says, ONTOLOGY + "produces"])
    assert short(found) == [
        ("reform", "says", "obstacle", []), ("reform", "produces", "outcome", []),
    ]  # fmt: skip


def test_both_ends_of_a_statement_give_it_once(store):
    found = facts(store, subjects=[THINGS + "rival"], objects=[THINGS + "obstacle"])
    assert short(found) == [
        ("reform", "says", "obstacle", []),
        ("reform", "resolves", "obstacle", ["c1", "c2"]),
        ("rival", "resolves", "obstacle", []),
    ]
    assert facts(store) == []


def test_triples_are_stated_with_the_claims_of_just_them(store):
    year = Value("2018", XSD + "gYear")
    blank = Value("_:b0", "")
    reform = THINGS + "reform"
    found = state(store, [
        (reform, ONTOLOGY + "start", year),
        (reform, ONTOLOGY + "resolves", THINGS + "obstacle"),
        (reform, ONTOLOGY + "concerns", blank),
    ])  # fmt: skip
    assert short(found) == [
        ("reform", "concerns", "_:b0", []),
        ("reform", "resolves", "obstacle", ["c1", "c2"]),
        ("reform", "start", "2018", ["c3"]),
    ]
    assert found[2].object == year
    tagged = Value("in 2018", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString", "en")
    assert short(state(store, [(reform, ONTOLOGY + "asStated", tagged)])) == [
        ("reform", "asStated", "in 2018", ["c5"])
    ]


def test_more_triples_than_one_question_takes_are_all_stated(store):
    many = [(f"urn:{number}", ONTOLOGY + "resolves", "urn:x") for number in range(CLAUSE_SIZE)]
    wanted = (THINGS + "reform", ONTOLOGY + "resolves", THINGS + "obstacle")
    found = state(store, [*many, wanted])
    assert len(found) == CLAUSE_SIZE + 1
    assert short(found[:1]) == [("reform", "resolves", "obstacle", ["c1", "c2"])]


def test_passages_are_in_full_where_the_reader_holds_the_document(store):
    held = {"d1": TEXT}
    (fact,) = facts(
        store, subjects=[THINGS + "reform"], predicates=[ONTOLOGY + "start"], documents=held
    )
    assert [passage.text for passage in fact.claims[0].passages] == ["early"]
    triple = (THINGS + "reform", ONTOLOGY + "resolves", THINGS + "obstacle")
    (fact,) = state(store, [triple], held)
    assert [passage.text for passage in fact.claims[1].passages] == ["later"]


def test_each_question_names_some_triples_once(store, monkeypatch):
    asked = []

    def listen(held, text):
        asked.append(text.count(f"<{ONTOLOGY}resolves>"))
        return select(held, text)

    monkeypatch.setattr("sskg.graph.facts.select", listen)
    state(store, [(f"urn:{number}", ONTOLOGY + "resolves", "urn:x") for number in range(201)])
    assert [count for count in asked if count] == [200, 1]


# -- claims ----------------------------------------------------------------------------------------


def test_a_claim_has_modality_hedges_speaker_and_passages_in_the_order_of_the_texts(store):
    claims = read_claims(store, [THINGS + "c1"], {"d1": TEXT})
    first = Entity(THINGS + "first", {"en": "first"}, ("SourceDocument",))
    second = Entity(THINGS + "second", {"en": "second"}, ("SourceDocument",))
    assert claims == {
        THINGS + "c1": Claim(
            THINGS + "c1",
            "Required",
            (
                Passage(THINGS + "early", first, 0, 5, "", "early"),
                Passage(THINGS + "late", first, 6, 11, "later", "later"),
                Passage(THINGS + "beyond", second, 2, 4, "un", None),
            ),
            {"en": "basically; perhaps", "zh": "基本"},
            Entity(THINGS + "speaker", {"en": "the speaker"}, ("Actor",)),
        )
    }


def test_without_documents_a_passage_has_no_text(store):
    (claim,) = read_claims(store, [THINGS + "c2"]).values()
    assert [(passage.start, passage.text) for passage in claim.passages] == [(6, None)]
    assert (claim.qualifier, claim.speaker) == ({}, None)


def test_a_hedge_may_be_in_no_language(store):
    (claim,) = read_claims(store, [THINGS + "c3"]).values()
    assert claim.qualifier == {"": "so"}


def test_a_claim_without_a_passage_still_tells_how_it_is_made(store):
    (claim,) = read_claims(store, [THINGS + "c4", "urn:none"]).values()
    assert (claim.modality, claim.passages) == ("Hypothetical", ())


# -- how firmly a statement stands -----------------------------------------------------------------


def claim(modality, **words):
    return Claim("urn:c", modality, (), **words)


def fact(*claims, predicate="resolves", kinds=("Reform",)):
    return Fact(Entity("urn:s", {}, kinds), Property(ONTOLOGY + predicate), Entity("urn:o"), claims)


@pytest.mark.parametrize(
    ("statement", "stands", "rank"),
    [
        (fact(claim("Hypothetical"), claim("Reported")), "Reported", 0),
        (fact(predicate="indicator"), NEEDS_NONE, 1),
        (fact(predicate="concerns", kinds=("Indicator",)), NEEDS_NONE, 1),
        (fact(claim("Required"), claim("Inferred")), "Inferred", 2),
        (fact(claim("Required"), claim("Enacted")), "Enacted", 3),
        (fact(claim("Permitted"), claim("Required")), "Required", 4),
        (fact(claim("Hypothetical"), claim("Permitted")), "Permitted", 5),
        (fact(claim("Hypothetical")), "Hypothetical", 6),
        (fact(), UNPROVED, 7),
        (fact(predicate="concerns"), UNPROVED, 7),
        (fact(claim("Rumoured")), "Rumoured", 8),
    ],
)
def test_a_statement_is_as_strong_as_its_strongest_claim(statement, stands, rank):
    assert (strength(statement), weakness(statement)) == (stands, rank)


DOCUMENT = Entity(THINGS + "paper", {"en": "paper"})
HELD = Passage("urn:p1", DOCUMENT, 3, 9, "anchor", "the words")
NOT_HELD = Passage("urn:p2", DOCUMENT, 12, 20, "anchor", None)


def test_proof_has_a_row_for_each_claim_and_passage():
    speaker = Entity("urn:speaker", {"en": "the minister", "zh": "部长"})
    said = Claim(THINGS + "c1", "Required", (HELD, NOT_HELD), {"en": "mostly"}, speaker)
    assert proof([said, claim("Reported")], "en") == [
        ("Required", "mostly", "the minister", "paper:3-9", "the words", "id:c1"),
        ("Required", "mostly", "the minister", "paper:12-20", "anchor", "id:c1"),
        ("Reported", "", "", "", "", "urn:c"),
    ]
    assert proof([said], "zh")[0][:3] == ("要求", "mostly", "部长")
    both = claim("Reported", qualifier={"en": "mostly", "zh": "大体"})
    assert [proof([both], lang)[0][1] for lang in ("en", "zh")] == ["mostly", "大体"]


def test_no_claim_is_one_empty_row():
    assert proof([], "en") == [("", "", "", "", "", "")]


def test_what_lacks_its_claim_says_so_in_every_language():
    assert backing_cells(fact(), "en") == [("without a claim", "", "", "", "", "")]
    assert backing_cells(fact(), "zh")[0][0] == "无陈述为证"
    assert backing_cells(fact(predicate="indicator"), "en") == [("", "", "", "", "", "")]
    assert backing_cells(fact(claim("Reported")), "en")[0][0] == "Reported"


def test_a_thing_is_named_by_curie_and_label_and_a_literal_by_itself():
    assert name_cells(Entity(THINGS + "fund", {"en": "the fund", "zh": "基金"}), "zh") == (
        "id:fund", "基金",
    )  # fmt: skip
    assert name_cells(Value("2018", XSD + "gYear"), "en") == ("2018", "")


def test_a_store_that_gives_a_row_twice_gives_its_claim_once(store, monkeypatch):
    """As an endpoint may that does not join its named graphs."""

    def twice(asked, text):
        return [*select(asked, text), *select(asked, text)]

    monkeypatch.setattr("sskg.graph.facts.select", twice)
    found = facts(store, subjects=[THINGS + "reform"], predicates=[ONTOLOGY + "resolves"])
    assert short(found) == [("reform", "resolves", "obstacle", ["c1", "c2"])]
    assert [len(claim.passages) for claim in found[0].claims] == [3, 1]
