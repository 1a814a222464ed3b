"""A claim and a passage of the tiny graph: what they state and prove, read off by eye."""

from __future__ import annotations

import json

import pytest

from sskg.errors import NegativeAnswer
from sskg.questions.statements import identify, statements
from sskg.rdf.terms import THINGS, local_name
from tests.conftest import TINY


def short(found):
    return [
        (
            local_name(fact.subject.iri),
            local_name(fact.predicate.iri),
            local_name(getattr(fact.object, "iri", "")) or fact.object.text,
            [local_name(claim.iri) for claim in fact.claims],
        )
        for fact in found.facts
    ]


def test_a_claim_states_one_thing_without_the_other_claims_of_it(tiny):
    # beta-s3-c1 states the same.
    found = statements(tiny, [THINGS + "alpha-s1-c3"])
    assert short(found) == [("fund-reform", "resolves", "old-barrier", ["alpha-s1-c3"])]


def test_a_passage_proves_all_that_rests_on_it(tiny):
    found = statements(tiny, [THINGS + "alpha-s1"])
    assert short(found) == [
        ("fund-reform", "concerns", "fund", ["alpha-s1-c2"]),
        ("fund-reform", "produces", "steady-benefits", ["alpha-s2-c1"]),
        ("fund-reform", "resolves", "old-barrier", ["alpha-s1-c3"]),
        ("fund-reform", "start", "2018", ["alpha-s1-c1"]),
    ]


@pytest.mark.parametrize("name", ["alpha-s1", ":alpha-s1", "id:alpha-s1", THINGS + "alpha-s1"])
def test_passages_are_known_by_slug_curie_and_iri(tiny, name):
    assert identify(tiny, name) == [THINGS + "alpha-s1"]


@pytest.mark.parametrize(
    "name", ["fund-reform", "alpha-s99", "two words", "", "a{b}", "x>y", "\x00"]
)
def test_other_names_are_no_claims_or_passages(tiny, name):
    assert identify(tiny, name) == []


def test_a_place_is_all_passages_that_share_a_character_with_it(packaged):
    # Passages stand at 4750-4802, 4803-4864 and 4866-4929: their ends are exclusive.
    def at(place):
        return [local_name(iri) for iri in identify(packaged, place)]

    assert at("ten-years:4803-4864") == ["ten-years-s19d"]
    assert at("id:ten-years:4801-4803") == ["ten-years-s19c"]
    assert at("ten-years:4801-4804") == ["ten-years-s19c", "ten-years-s19d"]
    with pytest.raises(NegativeAnswer) as caught:
        at("ten-years:4864-4866")
    assert caught.value.message == "the graph takes nothing from ten-years:4864-4866"
    assert "ten-years:4803-4864" in (caught.value.hint or "")
    assert at("no-such-text:1-2") == []


def test_a_place_is_shown_with_its_role_title_and_note(packaged):
    answer = statements(packaged, identify(packaged, "ten-years:4930-4992"))
    (place,) = answer.places
    assert place.role == "Body"
    assert place.title.startswith("Ten years of successful practice")
    assert place.note("en") == (
        "The verb has the four reforms dated 2019 as its subject, and not that of 2018."
    )


def test_show_tells_what_a_passage_proves(run):
    done = run("show", "alpha-s1", "-g", str(TINY))
    assert done.code == 0
    assert "fund reform (id:fund-reform) – resolves → old barrier (id:old-barrier)" in done.out
    assert "alpha:0-48" in done.out


def test_show_of_a_claim_is_the_same_in_json(run):
    done = run("show", "alpha-s1-c3", "-g", str(TINY), "-f", "json")
    (fact,) = json.loads(done.out)["facts"]
    assert fact["object"]["iri"] == THINGS + "old-barrier"
    assert [claim["iri"] for claim in fact["claims"]] == [THINGS + "alpha-s1-c3"]


def test_a_name_that_is_neither_is_still_not_in_the_graph(run):
    done = run("show", "alpha-s99", "-g", str(TINY))
    assert (done.code, done.out) == (1, "")
    assert "not in the graph" in done.err
