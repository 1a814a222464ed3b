"""What the graph leaves open, counted by eye on the tiny graph."""

from __future__ import annotations

import re
from functools import partial

import pytest

from sskg.graph.listing import pages
from sskg.ontology.vocabulary import vocabulary
from sskg.questions import gaps as gaps_module
from sskg.questions.gap_queries import count, gap_query
from sskg.questions.gaps import KINDS, gaps
from sskg.rdf.terms import ONTOLOGY, local_name

# Kind of gap: (how many were looked at, which have it).
EXPECTED = {
    "goals": (2, ["fair-fees"]),
    "challenges": (3, ["low-trust", "missing-rules"]),
    "directives": (1, ["demand"]),
    "measures": (2, ["fee-reform"]),  # the office is only demanded, so it is no measure taken
}


@pytest.mark.parametrize(("kind", "expected"), EXPECTED.items())
def test_gaps_by_kind(tiny, kind, expected):
    (group,) = gaps(tiny, only=[kind]).groups
    assert (group.checked, [local_name(gap.subject.iri) for gap in group.gaps]) == expected
    assert group.count == len(expected[1])


def test_a_demand_is_told_as_no_more_than_that(tiny):
    (group,) = gaps(tiny, only=["challenges"]).groups
    trust, rules = group.gaps
    assert trust.detail["en"] == "only required so far: new office"
    assert [fact.modality for fact in trust.facts] == ["Required"]
    assert "only suppose" in rules.detail["en"]


def test_a_directive_names_the_measure_that_is_open(tiny):
    (group,) = gaps(tiny, only=["directives"]).groups
    assert group.gaps[0].detail == {
        "en": "calls for: new office",
        "zh": "要求采取：new office [en]",
    }


def test_statements_with_a_single_source_are_counted(tiny):
    # 34 claims state 33 triples; one of these stands in both documents.
    group = gaps(tiny).groups[-1]
    assert (group.kind, group.checked, group.count, group.gaps) == ("single-source", 33, 32, ())


def test_and_listed_where_they_are_asked_for(tiny):
    (group,) = gaps(tiny, only=["single-source"]).groups
    assert len(group.gaps) == group.count == 32
    stated = {
        (local_name(gap.subject.iri), local_name(gap.statement.predicate.iri))
        for gap in group.gaps
        if gap.statement is not None
    }
    assert ("fund-reform", "resolves") not in stated
    assert ("fee-reform", "resolves") in stated
    assert ("coverage-latest", "value") in stated


def test_every_kind_says_what_it_means_in_both_languages(tiny):
    groups = gaps(tiny).groups
    assert [group.kind for group in groups] == list(KINDS)
    for group in groups:
        assert set(group.meaning) == {"en", "zh"}


def test_a_graph_without_anything_has_no_gaps(tmp_path):
    from sskg.store import open_store

    (tmp_path / "empty.ttl").write_text("", encoding="utf-8")
    for group in gaps(open_store([str(tmp_path / "empty.ttl")])).groups:
        assert (group.checked, group.count) == (0, 0)


@pytest.mark.parametrize(("kind", "expected"), EXPECTED.items())
def test_the_store_counts_what_is_not_read(tiny, kind, expected):
    counted = count(tiny, kind)
    assert counted == (expected[0], len(expected[1]))


@pytest.mark.parametrize("page", [1, 2, 3])
def test_a_limit_leaves_gaps_out_and_counts_them(tiny, monkeypatch, page):
    monkeypatch.setattr(gaps_module, "pages", partial(pages, size=page))
    (group,) = gaps(tiny, only=["challenges"], limit=1).groups
    assert (group.checked, group.count) == (3, 2)
    assert [local_name(gap.subject.iri) for gap in group.gaps] == ["low-trust"]


def test_a_very_large_graph_is_counted_only_where_it_is_asked_for(tiny, monkeypatch):
    monkeypatch.setattr(gaps_module, "pages", partial(pages, size=1))
    monkeypatch.setattr(gaps_module, "_MANY_CLAIMS", 33)
    groups = {group.kind: group for group in gaps(tiny, limit=1).groups}
    assert (groups["challenges"].count, len(groups["challenges"].gaps)) == (None, 1)
    assert (groups["single-source"].checked, groups["single-source"].count) == (None, None)
    (asked,) = gaps(tiny, only=["challenges"], limit=1).groups
    assert asked.count == 2


def test_single_sources_are_listed_up_to_the_limit(tiny):
    (group,) = gaps(tiny, only=["single-source"], limit=5).groups
    assert (group.count, len(group.gaps)) == (32, 5)


@pytest.mark.parametrize(
    ("kind", "classes", "properties"),
    [
        ("goals", ["Goal", "Outcome"], ["contributesTo"]),
        ("challenges", ["Challenge"], ["addresses"]),
        ("directives", ["Directive"], ["callsFor"]),
        ("measures", ["Measure", "MeasuredChange"], ["callsFor", "measuredBy", "produces"]),
    ],
)
def test_a_gap_counts_every_class_and_property_below_those_that_it_names(kind, classes, properties):
    words = vocabulary()
    terms = {below for name in classes for below in words.subclasses(name)}
    for name in properties:
        terms |= {local_name(iri) for iri in words.with_subproperties(ONTOLOGY + name)}
    assert terms <= set(re.findall(r"sskg:(\w+)", gap_query(kind)))
