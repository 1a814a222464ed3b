"""Chains between two things, counted by eye on the tiny graph."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer, RequestError
from sskg.graph.scope import part
from sskg.questions.links import Bounds
from sskg.questions.paths import paths
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name
from sskg.store import open_store


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
    only = part(tiny, modalities=("Reported",))
    found = paths(only, THINGS + "fund-reform", THINGS + "care-for-all")
    assert [shape(chain)[0] for chain in found.chains] == [THROUGH_BENEFITS[0]]
    assert shape(found.chains[0])[1] == [THROUGH_BENEFITS[1][0]]


def test_predicates_kinds_and_things_to_avoid(tiny):
    ends = THINGS + "fund-reform", THINGS + "care-for-all"
    concerns = ONTOLOGY + "concerns", ONTOLOGY + "contributesTo"
    for scope in (
        Bounds(predicates=concerns),
        Bounds(kinds=("Policy",)),
        Bounds(avoid=(THINGS + "steady-benefits",)),
    ):
        assert [shape(c) for c in paths(tiny, *ends, bounds=scope).chains] == [THROUGH_FUND]


def test_via_a_thing(tiny):
    found = paths(tiny, THINGS + "fee-reform", THINGS + "care-for-all", via=THINGS + "fund")
    (chain,) = found.chains
    assert [hop[0][3] for hop in shape(chain)] == [
        "old-barrier", "fund-reform", "fund", "care-for-all",
    ]  # fmt: skip


def linked(tmp_path, *pairs):
    """A graph of things that hang together as pairs of their names say."""
    lines = [f"id:{one} sskg:concerns id:{other} ." for one, other in pairs]
    prefixes = f"@prefix id: <{THINGS}> . @prefix sskg: <{ONTOLOGY}> ."
    path = tmp_path / "linked.ttl"
    path.write_text("\n".join([prefixes, *lines]), encoding="utf-8")
    return open_store([str(path)])


def names(chain):
    return "".join(
        [chain.hops[0].relations[0].source.iri.removeprefix(THINGS)]
        + [hop.relations[0].target.iri.removeprefix(THINGS) for hop in chain.hops]
    )


def test_via_a_thing_takes_the_long_way_round_on_the_side_where_it_is_shorter(tmp_path):
    # Both halves want x: around it, s to m takes 3 hops, and m to e takes 4.
    store = linked(tmp_path, *("sx", "xm", "xe", "sy", "yz", "zm", "ma", "ab", "bc", "ce"))
    found = paths(store, THINGS + "s", THINGS + "e", via=THINGS + "m")
    assert [names(chain) for chain in found.chains] == ["syzmxe"]


def test_via_a_thing_that_only_a_way_back_reaches_is_no_chain(tmp_path):
    store = linked(tmp_path, "sx", "xm", "xe")
    with pytest.raises(NegativeAnswer, match="passes each thing once"):
        paths(store, THINGS + "s", THINGS + "e", via=THINGS + "m")


def test_via_an_end_is_a_wrong_request(tiny):
    with pytest.raises(RequestError, match="--via"):
        paths(tiny, THINGS + "fund-reform", THINGS + "fund", via=THINGS + "fund")


def test_how_a_figure_is_bounded_links_nothing(tiny):
    with pytest.raises(NegativeAnswer):
        paths(tiny, THINGS + "fees-latest", THINGS + "coverage-baseline")


def test_no_chain_says_within_what_was_searched(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        paths(tiny, THINGS + "fund-reform", THINGS + "island", bounds=Bounds(longest=5))
    assert "at most 5 hops" in caught.value.message
    assert "fund reform" in caught.value.message
    assert "nothing beyond" in (caught.value.hint or "")


def test_too_short_a_limit_points_to_the_option(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        paths(tiny, THINGS + "great-meeting", THINGS + "new-office", bounds=Bounds(longest=2))
    assert "--hops" in (caught.value.hint or "")


def test_a_thing_and_itself_is_no_question(tiny):
    with pytest.raises(RequestError):
        paths(tiny, THINGS + "fund", THINGS + "fund")
