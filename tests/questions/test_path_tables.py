"""Chains as rows, chains over a third thing, and what is said where there is none."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer, RequestError
from sskg.graph.scope import part
from sskg.questions.links import Bounds
from sskg.questions.paths import paths
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name
from sskg.store import open_store
from sskg.store.sparql import select


def ways(found):
    """Return the things that each chain passes."""
    return [
        [local_name(found.start.iri)]
        + [local_name(hop.relations[0].target.iri) for hop in chain.hops]
        for chain in found.chains
    ]


def ask(store, start, end, *, via=None, **scope):
    avoid = tuple(THINGS + name for name in scope.pop("avoid", ()))
    via = THINGS + via if via else None
    return paths(store, THINGS + start, THINGS + end, via=via, bounds=Bounds(**scope, avoid=avoid))


def refused(store, start, end, **scope):
    with pytest.raises(NegativeAnswer) as caught:
        ask(store, start, end, **scope)
    return caught.value


def test_every_hop_is_a_row_with_its_proof(tiny):
    (grid,) = ask(tiny, "great-meeting", "new-office").grids()
    assert grid.title == "great meeting → new office"
    assert grid.columns == (
        "chain", "hop", "from", "from label", "relation", "direction", "to", "to label", "weakest",
        "modality", "qualifier", "speaker", "passage", "words", "claim", "from kind", "to kind",
    )  # fmt: skip
    assert grid.rows == (
        ("1", "1", "id:great-meeting", "great meeting", "has the participant", "out",
         "id:minister", "the minister", "",
         "Reported", "", "", "beta:85-140", "great meeting of 2012", "id:beta-s2-c2",
         "Event", "Actor"),
        ("1", "2", "id:minister", "the minister", "issued", "in",
         "id:demand", "demand for an office", "",
         "Reported", "", "", "beta:0-84", "minister demanded a new office", "id:beta-s1-c2",
         "Actor", "Directive"),
        ("1", "3", "id:demand", "demand for an office", "calls for", "out",
         "id:new-office", "new office", "yes",
         "Required", "", "the minister", "beta:0-84", "minister demanded a new office",
         "id:beta-s1-c3", "Directive", "Measure"),
    )  # fmt: skip


def test_rows_are_in_the_readers_language_where_the_graph_has_it(tiny):
    (grid,) = ask(tiny, "great-meeting", "new-office").grids("zh")
    assert grid.title == "大会 → new office [en]"
    assert [(row[3], row[7], row[9], row[11]) for row in grid.rows] == [
        ("大会", "部长", "已报告", ""),
        ("部长", "demand for an office [en]", "已报告", ""),
        ("demand for an office [en]", "new office [en]", "要求", "部长"),
    ]


def test_parallel_relations_and_several_passages_have_rows_of_their_own(tiny):
    (grid,) = ask(tiny, "fund-reform", "care-for-all").grids()
    assert [(row[0], row[1], row[4], row[8], row[9], row[12]) for row in grid.rows] == [
        # The first passage that the claim names is that which comes first in the text.
        ("1", "1", "produces", "yes", "Reported", "alpha:0-48"),
        ("1", "1", "produces", "yes", "Reported", "alpha:49-76"),
        ("1", "2", "contributes to", "", "Reported", "alpha:77-111"),
        ("1", "2", "achieves", "", "Inferred", "alpha:77-111"),
        ("2", "1", "concerns", "", "Reported", "alpha:0-48"),
        ("2", "2", "contributes to", "yes", "Inferred", "alpha:77-111"),
    ]


def test_chains_beyond_the_limit_are_counted(tiny):
    found = ask(tiny, "fund-reform", "care-for-all", limit=1)
    assert (len(found.chains), found.total) == (1, 2)


def test_relations_take_in_those_below_them(tiny):
    # What is achieved is contributed to: the ontology has the one below the other.
    found = ask(tiny, "steady-benefits", "care-for-all", predicates=(ONTOLOGY + "contributesTo",))
    assert [local_name(step.fact.predicate.iri) for step in found.chains[0].hops[0].relations] == [
        "contributesTo", "achieves",
    ]  # fmt: skip


def test_statements_of_several_modalities_may_be_used_together(tiny):
    chosen = part(tiny, modalities=("Reported", "Inferred"))
    found = ask(chosen, "fund-reform", "care-for-all")
    assert found.total == 2
    assert len(found.chains[0].hops[1].relations) == 2


def test_passages_are_in_full_where_the_reader_holds_the_document(tiny, tiny_documents):
    found = paths(tiny, THINGS + "great-meeting", THINGS + "new-office", documents=tiny_documents)
    texts = {document.digest: document.text for document in tiny_documents.values()}
    (beta,) = [text for text in texts.values() if len(text) == 303]
    (passage,) = found.chains[0].hops[0].relations[0].fact.claims[0].passages
    assert passage.text == beta[85:140]


def test_the_store_is_asked_only_for_what_is_next_to_what_was_reached(tiny, monkeypatch):
    seen = []

    def listen(store, text):
        for row in select(store, text):
            seen.append((text, row["s"].value, row["o"].value))
            yield row

    monkeypatch.setattr("sskg.questions.links.select", listen)
    ask(tiny, "great-meeting", "new-office")
    assert seen
    assert [
        row for row in seen if f"<{row[1]}>" not in row[0] and f"<{row[2]}>" not in row[0]
    ] == []


RANKED = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
:a sskg:resolves :m1 ; sskg:addresses :m1 ; sskg:indicator :m2 .
:m1 sskg:produces :z .
:m2 sskg:indicator :z .
:c1 a sskg:Claim ; sskg:modality sskg:Reported ;
    rdf:subject :a ; rdf:predicate sskg:resolves ; rdf:object :m1 .
:c2 a sskg:Claim ; sskg:modality sskg:Reported ;
    rdf:subject :a ; rdf:predicate sskg:addresses ; rdf:object :m1 .
:c3 a sskg:Claim ; sskg:modality sskg:Inferred ;
    rdf:subject :m1 ; rdf:predicate sskg:produces ; rdf:object :z .
"""


def test_a_chain_is_ranked_by_its_weakest_hop_and_not_by_its_strongest(tmp_path):
    path = tmp_path / "ranked.ttl"
    path.write_text(RANKED, encoding="utf-8")
    found = ask(open_store([str(path)]), "a", "z")
    # What needs no claim is stronger than what is inferred, though the other way begins Reported.
    assert ways(found) == [["a", "m2", "z"], ["a", "m1", "z"]]
    assert [(chain.weakest, chain.strength) for chain in found.chains] == [(0, ""), (1, "Inferred")]
    assert [local_name(step.fact.predicate.iri) for step in found.chains[1].hops[0].relations] == [
        "addresses", "resolves",
    ]  # fmt: skip


# -- over a third thing ----------------------------------------------------------------------------


def test_the_way_to_the_middle_does_not_pass_the_end(tiny):
    # As short is the way over the goal itself; but there the chain would be at its end.
    found = ask(tiny, "steady-benefits", "care-for-all", via="fund")
    assert ways(found) == [["steady-benefits", "fund-reform", "fund", "care-for-all"]]
    assert (found.total, local_name(found.via.iri)) == (1, "fund")


def test_the_way_from_the_middle_does_not_come_back(tiny):
    found = ask(tiny, "steady-benefits", "care-for-all", via="fund-reform")
    assert ways(found) == [["steady-benefits", "fund-reform", "fund", "care-for-all"]]


def test_both_ways_together_keep_within_the_limit(tiny):
    four = ["fee-reform", "old-barrier", "fund-reform", "fund", "care-for-all"]
    assert ways(ask(tiny, "fee-reform", "care-for-all", via="fund", longest=4)) == [four]
    assert "at most 3 hops" in str(
        refused(tiny, "fee-reform", "care-for-all", via="fund", longest=3)
    )


def test_the_second_way_has_only_what_the_first_leaves_of_the_limit(tiny):
    # Two hops to the fund, and two from there.
    found = ask(tiny, "old-barrier", "missing-rules", via="fund", longest=4)
    assert ways(found) == [["old-barrier", "fund-reform", "fund", "care-for-all", "missing-rules"]]
    error = refused(tiny, "old-barrier", "missing-rules", via="fund", longest=3)
    assert error.message == (
        "no chain of at most 3 hops leads from “old barrier” over “the fund” to “missing rules” "
        "and passes each thing once"
    )
    assert error.hint == "each half exists for itself: sskg path shows it; --hops looks further"


def test_each_way_to_the_middle_is_continued(tiny):
    found = ask(tiny, "fund-reform", "missing-rules", via="care-for-all")
    assert found.total == 2
    assert sorted(ways(found)) == [
        ["fund-reform", "fund", "care-for-all", "missing-rules"],
        ["fund-reform", "steady-benefits", "care-for-all", "missing-rules"],
    ]


def test_what_is_avoided_is_avoided_on_both_ways(tiny):
    refused(tiny, "fee-reform", "care-for-all", via="fund", avoid=["fund-reform"])
    refused(tiny, "old-barrier", "steady-benefits", via="fund", avoid=["care-for-all"])
    found = ask(tiny, "old-barrier", "steady-benefits", via="fund")
    assert ways(found) == [
        ["old-barrier", "fund-reform", "fund", "care-for-all", "steady-benefits"]
    ]


def test_the_leg_that_is_not_there_is_named(tiny):
    assert "from “fund reform” to “island without relations”" in str(
        refused(tiny, "fund-reform", "care-for-all", via="island")
    )
    assert "from “old barrier” to “island without relations”" in str(
        refused(tiny, "fund-reform", "island", via="old-barrier")
    )


def test_a_thing_has_no_way_to_itself(tiny):
    with pytest.raises(RequestError) as caught:
        ask(tiny, "fund", "fund")
    assert caught.value.message == "a chain needs different things at its ends"
    assert caught.value.hint == "name another thing"


@pytest.mark.parametrize("via", ["fund", "care-for-all"])
def test_an_end_is_no_middle(tiny, via):
    with pytest.raises(RequestError):
        ask(tiny, "fund", "care-for-all", via=via)


# -- where there is none ---------------------------------------------------------------------------


def test_no_chain_says_how_far_was_looked(tiny):
    error = refused(tiny, "fund-reform", "island")
    assert error.message == (
        "no chain of at most 8 hops leads from “fund reform” to “island without relations”"
    )
    # The fund, the old barrier, steady benefits, people covered; nothing next to the island.
    assert error.hint == (
        "searched from both ends, 2 hops together: 4 things next to the first, "
        "0 next to the second, and nothing beyond one of them"
    )


def test_a_search_that_ended_at_its_limit_says_that_there_is_more(tiny):
    # Minister and growth on the one side; the demand, low trust, fair fees on the other.
    assert refused(tiny, "great-meeting", "new-office", longest=2).hint == (
        "searched from both ends, 2 hops together: 2 things next to the first, "
        "3 next to the second; --hops looks further"
    )


def test_no_chain_says_within_what_was_looked(tiny):
    error = refused(
        tiny, "fund-reform", "island", longest=5,
        predicates=(ONTOLOGY + "resolves", ONTOLOGY + "callsFor"), kinds=("Goal", "Policy"),
        avoid=["fees", "coverage"],
    )  # fmt: skip
    assert error.message.startswith(
        "no chain of at most 5 hops, along resolves, calls for, over Goal, Policy only, "
        "past 2 avoided thing"
    )
