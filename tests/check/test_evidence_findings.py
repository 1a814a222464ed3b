"""What is read of claims, passages and documents: small graphs and a text written for it."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import Literal

from sskg.check.evidence import (
    CheckedPassage,
    CheckedSource,
    CheckedStatement,
    Evidence,
    read_evidence,
)
from sskg.graph.documents import Document
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS
from sskg.store.embedded import EmbeddedStore

TURTLE = "\n".join(f"@prefix {name}: <{iri}> ." for name, iri in PREFIXES.items())

# 24 code points, one of them beyond 16 bits: 粮仓, blank, 🌾, blank, then “holds” from 5 on.
TEXT = "粮仓 🌾 holds 30 tonnes\nnow"
HELD = Document(Path("barn.txt"), "d1", TEXT)

DOCUMENT = ':barn a sskg:SourceDocument ; schema:sha256 "d1" ; dcterms:language "en" .'
PASSAGE = ":p a sskg:Passage ; sskg:inDocument :barn ; oa:start 5 ; oa:end 20 ."
CLAIM = (
    ":c a sskg:Claim ; rdf:subject :stock ; rdf:predicate sskg:value ; rdf:object 30 ;"
    " sskg:evidence :p ."
)


def read(*triples: str) -> Evidence:
    store = pyoxigraph.Store()
    store.load("\n".join((TURTLE, *triples)).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return read_evidence(EmbeddedStore(store, "a graph of the test"), {"d1": HELD})


def only(found):
    ((key, thing),) = found.items()
    assert key == thing.iri
    return thing


# -- documents -------------------------------------------------------------------------------------


def test_a_document_is_read_with_the_copy_of_its_digest():
    evidence = read(
        ':barn a sskg:SourceDocument ; schema:sha256 "d1" ; sskg:fileName "b.txt" ;'
        " sskg:characterCount 24 ."
    )
    assert only(evidence.sources) == CheckedSource(THINGS + "barn", "d1", "b.txt", 24, HELD)


def test_a_document_of_another_digest_is_not_held():
    evidence = read(':barn a sskg:SourceDocument ; schema:sha256 "d2" .')
    assert only(evidence.sources) == CheckedSource(THINGS + "barn", "d2", None, None, None)


def test_a_document_without_a_digest_is_not_held():
    evidence = read(":barn a sskg:SourceDocument .")
    assert only(evidence.sources) == CheckedSource(THINGS + "barn", None, None, None, None)


def test_a_digest_or_file_name_that_is_no_text_counts_as_none():
    evidence = read(":barn a sskg:SourceDocument ; schema:sha256 :d1 ; sskg:fileName :file .")
    assert only(evidence.sources) == CheckedSource(THINGS + "barn", None, None, None, None)


@pytest.mark.parametrize("count", ['"many"', "_:twenty", ":24", '"24.5"'])
def test_a_character_count_that_is_no_whole_number_counts_as_none(count):
    evidence = read(f":barn a sskg:SourceDocument ; sskg:characterCount {count} .")
    assert only(evidence.sources).count is None


def test_every_document_is_read():
    evidence = read(DOCUMENT, ":other a sskg:SourceDocument .")
    assert list(evidence.sources) == [THINGS + "barn", THINGS + "other"]


# -- passages --------------------------------------------------------------------------------------


def test_a_passage_is_read_with_document_offsets_and_anchor():
    evidence = read(':p sskg:inDocument :barn ; oa:start 5 ; oa:end 20 ; sskg:anchor "30 tonnes" .')
    expected = CheckedPassage(THINGS + "p", THINGS + "barn", 5, 20, "30 tonnes", silent=False)
    assert only(evidence.spans) == expected


def test_a_passage_may_have_no_anchor():
    assert only(read(PASSAGE).spans).anchor is None


def test_an_anchor_that_is_no_text_counts_as_none():
    assert only(read(PASSAGE, ":p sskg:anchor :tonnes .").spans).anchor is None


@pytest.mark.parametrize(
    ("role", "silent"),
    [
        ("sskg:Heading", True),
        ("sskg:Residue", True),
        ("sskg:Statement", False),
        ('"Heading"', False),
    ],
)
def test_headings_and_residue_are_silent(role, silent):
    assert only(read(PASSAGE, f":p sskg:passageRole {role} .").spans).silent is silent


@pytest.mark.parametrize(
    ("start", "end"), [('"a"', "20"), ("5", '"b"'), (":five", "20"), ("5", ":twenty")]
)
def test_a_passage_whose_offsets_cannot_be_read_is_left_to_the_shapes(start, end):
    bad = f":bad sskg:inDocument :barn ; oa:start {start} ; oa:end {end} ."
    # The one behind it in order is read all the same.
    assert only(read(bad, PASSAGE).spans).iri == THINGS + "p"


def test_a_passage_without_a_name_is_left_to_the_shapes():
    nameless = "[] sskg:inDocument :barn ; oa:start 0 ; oa:end 2 ."
    assert only(read(nameless, PASSAGE).spans).iri == THINGS + "p"


def test_an_offset_of_zero_is_an_offset():
    span = only(read(":p sskg:inDocument :barn ; oa:start 0 ; oa:end 0 .").spans)
    assert (span.start, span.end) == (0, 0)


def test_a_passage_needs_no_claim():
    evidence = read(DOCUMENT, PASSAGE)
    assert (list(evidence.spans), dict(evidence.statements)) == ([THINGS + "p"], {})


# -- the text of a passage -------------------------------------------------------------------------


def test_the_text_of_a_passage_is_counted_in_code_points():
    evidence = read(DOCUMENT, PASSAGE)
    assert evidence.text(evidence.spans[THINGS + "p"]) == "holds 30 tonnes"


@pytest.mark.parametrize(("start", "end"), [(5, 25), (20, 5), (5, 5), (-1, 5)])
def test_offsets_that_are_not_in_the_text_have_none(start, end):
    evidence = read(DOCUMENT)
    span = CheckedPassage(THINGS + "p", THINGS + "barn", start, end, None, silent=False)
    assert evidence.text(span) is None


def test_a_passage_may_end_where_the_text_ends():
    evidence = read(DOCUMENT)
    assert (
        evidence.text(CheckedPassage("urn:p", THINGS + "barn", 21, 24, None, silent=False)) == "now"
    )


def test_a_passage_of_a_document_that_is_not_held_has_no_text():
    evidence = read(":barn a sskg:SourceDocument .", PASSAGE)
    assert evidence.text(evidence.spans[THINGS + "p"]) is None


def test_a_passage_of_a_document_that_the_graph_does_not_describe_has_no_text():
    evidence = read(PASSAGE)
    assert evidence.text(evidence.spans[THINGS + "p"]) is None


# -- claims ----------------------------------------------------------------------------------------


def test_a_claim_is_read_with_what_it_states_and_its_passage():
    expected = CheckedStatement(
        THINGS + "c",
        THINGS + "stock",
        ONTOLOGY + "value",
        Literal(30),
        ONTOLOGY + "Reported",
        [THINGS + "p"],
    )
    assert only(read(CLAIM, ":c sskg:modality sskg:Reported .").statements) == expected


def test_a_claim_may_have_no_modality():
    assert only(read(CLAIM).statements).modality == ""


def test_a_claim_without_a_passage_is_left_to_the_shapes():
    claim = ":c a sskg:Claim ; rdf:subject :stock ; rdf:predicate sskg:value ; rdf:object 30 ."
    assert read(claim, PASSAGE).statements == {}


def test_a_claim_names_each_of_its_passages_once():
    # Two modalities give each passage two rows.
    evidence = read(CLAIM, ":c sskg:evidence :q ; sskg:modality sskg:Reported , sskg:Required .")
    assert sorted(only(evidence.statements).passages) == [THINGS + "p", THINGS + "q"]


def test_claims_do_not_share_their_passages():
    other = CLAIM.replace(":c ", ":d ").replace("evidence :p", "evidence :q")
    evidence = read(CLAIM, other)
    assert {iri: claim.passages for iri, claim in evidence.statements.items()} == {
        THINGS + "c": [THINGS + "p"],
        THINGS + "d": [THINGS + "q"],
    }


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (":c a", "_:c a"),
        ("subject :stock", "subject []"),
        ("predicate sskg:value", 'predicate "value"'),
        ("evidence :p", 'evidence "p"'),
    ],
)
def test_a_claim_of_what_has_no_name_is_left_to_the_shapes(old, new):
    good = CLAIM.replace(":c ", ":d ")
    assert CLAIM.count(old) == 1
    assert only(read(CLAIM.replace(old, new), good).statements).iri == THINGS + "d"


# -- a term that is itself a triple ----------------------------------------------------------------

QUOTED = "<<( :a :b :c )>>"


def test_a_role_that_is_a_triple_makes_nothing_silent():
    assert only(read(PASSAGE, f":p sskg:passageRole {QUOTED} .").spans).silent is False


def test_a_document_that_is_a_triple_is_left_to_the_shapes():
    bad = f":bad sskg:inDocument {QUOTED} ; oa:start 0 ; oa:end 2 ."
    assert only(read(bad, PASSAGE).spans).iri == THINGS + "p"


def test_a_modality_that_is_a_triple_is_none():
    assert only(read(CLAIM, f":c sskg:modality {QUOTED} .").statements).modality == ""


def test_a_claim_may_state_a_triple():
    (claim,) = read(CLAIM.replace("object 30", f"object {QUOTED}")).statements.values()
    assert isinstance(claim.object, pyoxigraph.Triple)


# -- the texts of a claim --------------------------------------------------------------------------


def test_the_texts_of_a_claim_are_those_of_all_its_passages():
    second = ":q sskg:inDocument :barn ; oa:start 21 ; oa:end 24 ."
    evidence = read(DOCUMENT, PASSAGE, second, CLAIM, ":c sskg:evidence :q .")
    texts = evidence.texts(evidence.statements[THINGS + "c"])
    assert texts is not None
    assert sorted(texts) == ["holds 30 tonnes", "now"]


def test_a_claim_one_of_whose_passages_is_not_described_has_no_texts():
    evidence = read(DOCUMENT, PASSAGE, CLAIM, ":c sskg:evidence :gone .")
    assert evidence.texts(evidence.statements[THINGS + "c"]) is None


def test_a_claim_one_of_whose_passages_is_not_in_the_text_has_no_texts():
    outside = ":q sskg:inDocument :barn ; oa:start 21 ; oa:end 99 ."
    evidence = read(DOCUMENT, PASSAGE, outside, CLAIM, ":c sskg:evidence :q .")
    assert evidence.texts(evidence.statements[THINGS + "c"]) is None


# -- what may carry a number -----------------------------------------------------------------------


def carriers(*triples: str) -> list[str]:
    evidence = read(*triples)
    return sorted(evidence.carriers(evidence.statements[THINGS + "c"]))


def test_a_value_carries_itself():
    assert carriers(CLAIM) == ["30"]


@pytest.mark.parametrize(
    "name",
    [
        "skos:prefLabel",
        "skos:altLabel",
        "sskg:asStated",
        "sskg:value",
        "sskg:start",
        "sskg:end",
        "sskg:publishedOn",
        "sskg:qualifier",
    ],
)
@pytest.mark.parametrize("thing", [":stock", ":c", ":grain"])
def test_names_wordings_values_and_dates_of_what_a_claim_speaks_of_carry_numbers(thing, name):
    claim = CLAIM.replace("object 30", "object :grain")
    assert carriers(claim, f'{thing} {name} "7" .') == ["7"]


def test_a_remark_carries_no_number_of_a_statement():
    assert carriers(CLAIM, ':stock skos:note "7" .', ':c skos:note "8" .') == ["30"]


def test_another_property_or_thing_carries_nothing():
    assert carriers(CLAIM, ':stock rdfs:comment "7" .', ':p skos:prefLabel "8" .') == ["30"]


@pytest.mark.parametrize("thing", [":stock", ":grain"])
def test_the_indicator_of_a_figure_carries_for_it(thing):
    claim = CLAIM.replace("object 30", "object :grain")
    index = ':index skos:prefLabel "tonnes of 2020" .'
    assert carriers(claim, f"{thing} sskg:indicator :index .", index) == ["tonnes of 2020"]


def test_all_texts_of_a_property_carry():
    assert carriers(CLAIM, ':stock skos:altLabel "7", "8" ; sskg:asStated "9" .') == [
        "30", "7", "8", "9",
    ]  # fmt: skip


def test_an_indicator_without_a_name_is_left_out():
    evidence = read(
        ':stock sskg:indicator [ skos:prefLabel "7" ] .',
        "[] sskg:indicator :index .",
        ":store sskg:indicator :index .",
    )
    assert evidence.indicators == {THINGS + "store": THINGS + "index"}


def test_a_text_that_is_a_thing_carries_nothing():
    assert carriers(CLAIM, ":stock skos:prefLabel :seven ; sskg:asStated [] .") == ["30"]


def test_words_are_kept_by_thing_and_property():
    evidence = read(':stock skos:prefLabel "a"@en . :grain skos:prefLabel "b" ; sskg:end "c" .')
    assert evidence.words == {
        THINGS + "stock": {PREFIXES["skos"] + "prefLabel": ["a"]},
        THINGS + "grain": {PREFIXES["skos"] + "prefLabel": ["b"], ONTOLOGY + "end": ["c"]},
    }


def test_words_of_what_has_no_name_are_left_out():
    evidence = read('[] skos:prefLabel "a" . :grain skos:prefLabel "b" .')
    assert list(evidence.words) == [THINGS + "grain"]


# -- single properties, remarks and hedges ---------------------------------------------------------


def test_the_first_value_of_a_property_is_found_by_its_local_name():
    evidence = read(':stock sskg:asStated "30 tonnes" ; sskg:end "2020" .')
    assert evidence.first(THINGS + "stock", "asStated") == "30 tonnes"


@pytest.mark.parametrize(("thing", "name"), [("stock", "start"), ("grain", "asStated")])
def test_a_property_that_a_thing_does_not_have_has_no_first_value(thing, name):
    assert read(':stock sskg:asStated "30 tonnes" .').first(THINGS + thing, name) is None


def test_remarks_are_those_on_the_things_asked_for_and_no_other_words():
    evidence = read(
        ':p skos:note "one", "two" ; skos:prefLabel "name" . :c skos:note "three" .',
        ':stock skos:note "four" . :grain skos:prefLabel "five" .',
    )
    asked = [THINGS + name for name in ("p", "c", "grain", "nothing")]
    assert sorted(evidence.notes(asked)) == ["one", "three", "two"]


def test_hedges_are_the_qualifiers_in_the_language_of_the_document():
    evidence = read(
        DOCUMENT, PASSAGE, CLAIM, ':c sskg:qualifier "nearly"@en-GB, "almost"@en, "近"@zh, "so" .'
    )
    assert evidence.hedges == {THINGS + "c": ["almost", "nearly"]}


def test_a_hedge_that_two_passages_prove_is_one():
    second = ":q sskg:inDocument :barn ; oa:start 21 ; oa:end 24 . :c sskg:evidence :q ."
    evidence = read(DOCUMENT, PASSAGE, second, CLAIM, ':c sskg:qualifier "nearly"@en .')
    assert evidence.hedges == {THINGS + "c": ["nearly"]}


def test_a_hedge_of_a_claim_without_a_name_is_left_out():
    nameless = CLAIM.replace(":c a", "_:c a")
    evidence = read(DOCUMENT, PASSAGE, nameless, '_:c sskg:qualifier "nearly"@en .')
    assert evidence.hedges == {}
