"""`show` and `relations` name the graphs that a statement stands in, where there are several."""

from __future__ import annotations

import json

import pytest

from sskg.model import Entity
from sskg.questions.describe import describe
from sskg.store import open_store

R = "https://example.org/r/"
HEAD = """
@prefix ex: <https://example.org/r/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
SEVERAL = (
    HEAD
    + """
ex:a rdfs:label "A" ; ex:likes ex:b .
ex:g1 { ex:a ex:likes ex:b ; ex:note "ش"@ar--rtl , 2 . }
ex:g2 { ex:a ex:likes ex:b . ex:c ex:likes ex:a . }
"""
)
ONE = HEAD + 'ex:g1 { ex:a rdfs:label "A" ; ex:likes ex:b . }'
ONE_AND_NONE = ONE + "ex:a ex:likes ex:c ."


@pytest.fixture
def graph(tmp_path):
    def written(text: str) -> str:
        (tmp_path / "graph.trig").write_text(text, encoding="utf-8")
        return str(tmp_path / "graph.trig")

    return written


def graphs(path: str) -> dict[tuple[str, str], list[str]]:
    found = describe(open_store([path]), R + "a")
    return {
        (
            fact.subject.iri.removeprefix(R),
            fact.object.iri.removeprefix(R)
            if isinstance(fact.object, Entity)
            else fact.object.text,
        ): [name.removeprefix(R) for name in fact.graphs]
        for fact in (*found.outgoing, *found.incoming)
    }


@pytest.mark.parametrize("kept", ["file", "store"])
def test_each_statement_names_its_graphs(run, tmp_path, graph, kept):
    path = graph(SEVERAL)
    if kept == "store":
        assert run("load", str(tmp_path / "store"), path).code == 0
        path = str(tmp_path / "store")
    assert graphs(path) == {
        ("a", "b"): ["g1", "g2"], ("a", "ش"): ["g1"], ("a", "2"): ["g1"], ("c", "a"): ["g2"],
    }  # fmt: skip


def test_the_only_graph_is_not_named_and_the_one_beside_none_is(graph):
    assert graphs(graph(ONE)) == {("a", "b"): []}
    assert graphs(graph(ONE_AND_NONE)) == {("a", "b"): ["g1"], ("a", "c"): []}
    assert graphs(graph(HEAD + "ex:a ex:likes ex:b .")) == {("a", "b"): []}


def test_every_format_says_it(run, graph):
    path = graph(SEVERAL)
    shown = run("show", "ex:a", "-g", path).out
    assert "    stands in: ex:g1, ex:g2\n" in shown
    rows = run("show", "ex:a", "-g", path, "-f", "csv").out.splitlines()
    assert rows[0].endswith(",graphs")
    assert [row.rsplit(",", 1)[1] for row in rows[1:]] == ["ex:g1 ex:g2", "ex:g1", "ex:g1", "ex:g2"]
    assert "| ex:g1 ex:g2 |" in run("show", "ex:a", "-g", path, "-f", "md").out
    answer = json.loads(run("show", "ex:a", "-g", path, "--json").out)
    assert answer["incoming"][0]["graphs"] == [R + "g2"]
    tree = run("relations", "ex:a", "-g", path).out
    assert "stands in: ex:g1, ex:g2\n" in tree
    assert run("relations", "ex:a", "-g", path, "-f", "csv").out.splitlines()[0].endswith(",graphs")


def test_a_graph_without_named_graphs_is_told_as_before(run, graph):
    path = graph(HEAD + "ex:a ex:likes ex:b .")
    assert "stands in" not in run("show", "ex:a", "-g", path).out
    assert run("show", "ex:a", "-g", path, "-f", "csv").out.splitlines()[0].endswith(",claim")
