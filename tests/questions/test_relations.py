"""Relations as a tree, counted by eye on the tiny graph."""

from __future__ import annotations

import pytest

from sskg.errors import RequestError
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.relations import relations
from sskg.rdf.terms import ONTOLOGY, THINGS, local_name


def ends(branches):
    return [
        (
            local_name(branch.step.fact.predicate.iri),
            "in" if branch.step.inverse else "out",
            local_name(branch.step.target.iri)
            if isinstance(branch.step.target, Entity)
            else branch.step.target.text,
        )
        for branch in branches
    ]


def test_both_directions_with_literals(tiny):
    found = relations(tiny, THINGS + "great-meeting")
    assert ends(found.branches) == [
        ("participant", "out", "minister"),
        ("start", "out", "2012"),
        ("since", "in", "coverage-growth"),
    ]


@pytest.mark.parametrize(
    ("direction", "expected"),
    [
        ("out", [("contributesTo", "out", "care-for-all")]),
        ("in", [("concerns", "in", "coverage"), ("concerns", "in", "fund-reform")]),
    ],
)
def test_one_direction(tiny, direction, expected):
    assert ends(relations(tiny, THINGS + "fund", direction=direction).branches) == expected


def test_a_relation_brings_those_below_it(tiny):
    found = relations(
        tiny, THINGS + "care-for-all", predicates=[(ONTOLOGY + "contributesTo", None)]
    )
    assert sorted(ends(found.branches)) == [
        ("achieves", "in", "steady-benefits"),
        ("contributesTo", "in", "fund"),
        ("contributesTo", "in", "steady-benefits"),
    ]


def test_an_inverse_name_reads_one_way_only(tiny):
    iri, inverse = vocabulary().find_property("is resolved by")
    assert (iri, inverse) == (ONTOLOGY + "resolves", True)
    barrier = relations(tiny, THINGS + "old-barrier", predicates=[(iri, True)])
    assert [end[2] for end in ends(barrier.branches)] == ["fee-reform", "fund-reform"]
    assert relations(tiny, THINGS + "fund-reform", predicates=[(iri, True)]).branches == ()


@pytest.mark.parametrize("name", ["resolves", "sskg:resolves", ONTOLOGY + "resolves", "解决"])
def test_relations_are_known_by_many_names(name):
    assert vocabulary().find_property(name) == (ONTOLOGY + "resolves", False)


def test_an_unknown_relation_names_near_ones():
    with pytest.raises(RequestError) as caught:
        vocabulary().find_property("resolvs")
    assert "resolves" in (caught.value.hint or "")


def test_depth_follows_each_thing_once_and_says_where_it_stands(tiny):
    found = relations(tiny, THINGS + "fund-reform", depth=2, direction="out")
    by_end = {
        local_name(branch.step.target.iri): branch
        for branch in found.branches
        if isinstance(branch.step.target, Entity)
    }
    assert ends(by_end["fund"].branches) == [("contributesTo", "out", "care-for-all")]
    assert ends(by_end["steady-benefits"].branches) == [
        ("achieves", "out", "care-for-all"),
        ("contributesTo", "out", "care-for-all"),
    ]


def test_the_way_back_is_not_told_again(tiny):
    found = relations(tiny, THINGS + "fee-reform", depth=2)
    (barrier,) = [b for b in found.branches if isinstance(b.step.target, Entity)]
    assert ends(barrier.branches) == [("resolves", "in", "fund-reform")]


def test_a_kind_keeps_its_things_and_what_leads_to_them(tiny):
    found = relations(tiny, THINGS + "fund-reform", depth=2, kinds=["Goal"], direction="out")
    assert [end[2] for end in ends(found.branches)] == ["fund", "steady-benefits"]
    assert {e[2] for b in found.branches for e in ends(b.branches)} == {"care-for-all"}
