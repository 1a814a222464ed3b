"""Chains between two things, counted by eye on the tiny graph."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer, RequestError
from sskg.explore.paths import Scope, paths
from sskg.terms import ONTOLOGY, THINGS, local_name


def shape(chain):
    return [
        [
            (
                local_name(step.source.iri),
                local_name(step.fact.predicate.iri),
                "in" if step.inverse else "out",
                local_name(step.target.iri),
                step.fact.modality,
            )
            for step in hop.relations
        ]
        for hop in chain.hops
    ]


THROUGH_BENEFITS = [
    [("fund-reform", "produces", "out", "steady-benefits", "Reported")],
    [
        ("steady-benefits", "contributesTo", "out", "care-for-all", "Reported"),
        ("steady-benefits", "achieves", "out", "care-for-all", "Inferred"),
    ],
]
THROUGH_FUND = [
    [("fund-reform", "concerns", "out", "fund", "Reported")],
    [("fund", "contributesTo", "out", "care-for-all", "Inferred")],
]


def test_all_shortest_chains_with_parallel_relations_the_strongest_first(tiny):
    found = paths(tiny, THINGS + "fund-reform", THINGS + "care-for-all")
    assert [shape(chain) for chain in found.chains] == [THROUGH_BENEFITS, THROUGH_FUND]
    assert found.total == 2
    assert [(chain.weakest, chain.strength) for chain in found.chains] == [
        (0, "Reported"),
        (1, "Inferred"),
    ]


def test_against_the_direction_of_the_statements(tiny):
    (chain,) = paths(tiny, THINGS + "great-meeting", THINGS + "new-office").chains
    assert shape(chain) == [
        [("great-meeting", "participant", "out", "minister", "Reported")],
        [("minister", "issuedBy", "in", "demand", "Reported")],
        [("demand", "callsFor", "out", "new-office", "Required")],
    ]
    assert (chain.weakest, chain.strength) == (2, "Required")


def test_each_relation_has_its_claim_and_passage(tiny):
    (chain,) = paths(tiny, THINGS + "great-meeting", THINGS + "new-office").chains
    (claim,) = chain.hops[2].relations[0].fact.claims
    assert claim.iri == THINGS + "beta-s1-c3"
    assert claim.speaker is not None
    assert claim.speaker.iri == THINGS + "minister"
    assert [passage.reference for passage in claim.passages] == ["beta:0-84"]


def test_only_reported_leaves_weaker_hops_and_weaker_parallels_out_of_the_search(tiny):
    only = Scope(modalities=("Reported",))
    found = paths(tiny, THINGS + "fund-reform", THINGS + "care-for-all", scope=only)
    assert [shape(chain)[0] for chain in found.chains] == [THROUGH_BENEFITS[0]]
    assert shape(found.chains[0])[1] == [THROUGH_BENEFITS[1][0]]


def test_predicates_kinds_and_things_to_avoid(tiny):
    ends = THINGS + "fund-reform", THINGS + "care-for-all"
    concerns = ONTOLOGY + "concerns", ONTOLOGY + "contributesTo"
    for scope in (
        Scope(predicates=concerns),
        Scope(kinds=("Policy",)),
        Scope(avoid=(THINGS + "steady-benefits",)),
    ):
        assert [shape(c) for c in paths(tiny, *ends, scope=scope).chains] == [THROUGH_FUND]


def test_via_a_thing(tiny):
    found = paths(tiny, THINGS + "fee-reform", THINGS + "care-for-all", via=THINGS + "fund")
    (chain,) = found.chains
    assert [hop[0][3] for hop in shape(chain)] == [
        "old-barrier", "fund-reform", "fund", "care-for-all",
    ]  # fmt: skip


def test_how_a_figure_is_bounded_links_nothing(tiny):
    with pytest.raises(NegativeAnswer):
        paths(tiny, THINGS + "fees-latest", THINGS + "coverage-baseline")


def test_no_chain_says_within_what_was_searched(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        paths(tiny, THINGS + "fund-reform", THINGS + "island", scope=Scope(longest=5))
    assert "at most 5 hops" in caught.value.message
    assert "fund reform" in caught.value.message
    assert "nothing beyond" in (caught.value.hint or "")


def test_too_short_a_limit_points_to_the_option(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        paths(tiny, THINGS + "great-meeting", THINGS + "new-office", scope=Scope(longest=2))
    assert "--max" in (caught.value.hint or "")


def test_a_thing_and_itself_is_no_question(tiny):
    with pytest.raises(RequestError):
        paths(tiny, THINGS + "fund", THINGS + "fund")
