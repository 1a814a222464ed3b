"""Several graphs as one: a set, whatever the graphs have in common; GRAPH asks single ones.

Expected values follow from SPARQL 1.1, section 13 ("RDF merge"), and are counted in DATA by eye:
b stands in g, in h and in no graph, c in i alone, d in no graph.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sskg.errors import QuerySyntaxError, RequestError
from sskg.store import embedded
from sskg.store.directory import DirectoryStore, verify
from sskg.store.embedded import EmbeddedStore
from sskg.store.loading import inputs, load
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.store import Store

DATA = """
<http://e/a> <http://e/p> <http://e/b> <http://e/g> .
<http://e/a> <http://e/p> <http://e/b> <http://e/h> .
<http://e/a> <http://e/p> <http://e/b> .
<http://e/a> <http://e/p> <http://e/c> <http://e/i> .
<http://e/a> <http://e/p> <http://e/d> .
"""
ALONE = """
<http://e/a> <http://e/p> <http://e/b> <http://e/g> .
<http://e/a> <http://e/p> <http://e/c> .
"""
NAMED_ONLY = """
<http://e/a> <http://e/p> _:x <http://e/g> .
<http://e/a> <http://e/p> _:x <http://e/h> .
_:x <http://e/p> <http://e/c> <http://e/h> .
"""


@pytest.fixture(params=["memory", "directory"])
def opened(request, tmp_path):
    def opened(text: str, *, apart: bool = False) -> Store:
        path = tmp_path / "graph.nq"
        path.write_text(text)
        if request.param == "memory":
            from sskg.rdf import files

            return EmbeddedStore(files.load([path]), "graph.nq", apart=apart)
        load(tmp_path / "store", inputs([str(path)]))
        return DirectoryStore(tmp_path / "store", apart=apart)

    return opened


def values(store: Store, text: str) -> list[str]:
    return sorted(" ".join(term.value[-1] for term in row) for row in select(store, text))


COUNT = "SELECT (COUNT(*) AS ?n) {clause} {{ ?s ?p ?o }}"


@pytest.mark.parametrize(
    ("clause", "number"),
    [
        ("", "3"),
        ("FROM <http://e/g>", "1"),
        ("FROM <http://e/g> FROM <http://e/h>", "1"),
        ("FROM <http://e/g> FROM <http://e/g>", "1"),
        ("FROM <http://e/g> FROM <http://e/i>", "2"),
        ("FROM <http://e/g> # FROM <http://e/i>\n FROM <http://e/h>", "1"),
        ("FROM NAMED <http://e/g>", "0"),
    ],
)
def test_a_statement_of_several_graphs_counts_once(opened, clause, number):
    (row,) = select(opened(DATA), COUNT.format(clause=clause))
    assert row["n"].value == number


def test_graph_asks_single_graphs(opened):
    assert values(opened(DATA), "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }") == ["g b", "h b", "i c"]


def test_graphs_of_from_have_names_as_the_prologue_says(opened):
    prologue = "BASE <http://e/> PREFIX from: <http://e/> "
    query = "SELECT ?o FROM <g> FROM from:h WHERE { ?s ?p ?o }"
    assert values(opened(DATA), prologue + query) == ["b"]


def test_from_named_is_asked_beside_a_merge(opened):
    query = """BASE <http://e/> SELECT ?o ?g ?x FROM <g> FROM <h> FROM NAMED <i>
               { ?s ?p ?o . GRAPH ?g { ?s ?p ?x } }"""
    assert values(opened(DATA), query) == ["b i c"]


def test_a_dataset_beside_the_query_is_merged_alike(opened):
    graphs = ["http://e/g", "http://e/h"]
    answer = opened(DATA).query_dataset(COUNT.format(clause=""), graphs, [])
    assert [row["n"].value for row in answer] == ["1"]


def test_left_apart_the_default_graph_is_what_stands_in_no_other(opened):
    store = opened(DATA, apart=True)
    assert values(store, "SELECT ?o { ?s ?p ?o }") == ["b", "d"]
    assert values(store, "SELECT ?g ?o { GRAPH ?g { ?s ?p ?o } }") == ["g b", "h b", "i c"]
    assert values(opened(NAMED_ONLY, apart=True), "SELECT ?o { ?s ?p ?o }") == []


def test_graphs_that_do_not_overlap_are_one_too(opened):
    assert values(opened(ALONE), "SELECT ?o { ?s ?p ?o }") == ["b", "c"]
    assert values(opened(ALONE, apart=True), "SELECT ?o { ?s ?p ?o }") == ["c"]
    assert opened(ALONE).graphs == 1


def test_a_blank_node_is_the_same_in_all_graphs(opened):
    query = "SELECT ?c {clause} {{ <http://e/a> ?p ?x . ?x ?q ?c }}"
    for clause in ("", "FROM <http://e/g> FROM <http://e/h>"):
        assert values(opened(NAMED_ONLY), query.format(clause=clause)) == ["c"]


def test_graphs_that_are_too_large_to_merge_are_refused(opened, monkeypatch):
    monkeypatch.setattr(embedded, "MOST_MERGED", 1)
    store = opened(DATA)
    with pytest.raises(RequestError, match="2 statements: up to 1"):
        store.query(COUNT.format(clause="FROM <http://e/g> FROM <http://e/h>"))
    # These have nothing in common, and need no merging.
    clause = "FROM <http://e/g> FROM <http://e/i>"
    assert [row["n"].value for row in store.query(COUNT.format(clause=clause))] == ["2"]


def test_a_mistake_beside_from_has_its_place(opened):
    with pytest.raises(QuerySyntaxError) as caught:
        opened(DATA).query("SELECT ?o\nFROM no:g FROM <http://e/h> { ?s ?p ?o }")
    assert (caught.value.line, caught.value.column) == (2, 6)


def test_a_graph_of_the_name_that_is_kept_for_the_union_loses_nothing(opened):
    text = DATA + "<http://e/a> <http://e/p> <http://e/z> <urn:sskg:unnamed-graph> .\n"
    store = opened(text, apart=True)
    assert values(store, "SELECT ?o { ?s ?p ?o }") == ["b", "d"]
    assert values(store, "SELECT ?o { GRAPH <urn:sskg:unnamed-graph> { ?s ?p ?o } }") == ["z"]


def test_a_load_counts_what_stands_in_several_graphs(tmp_path: Path):
    path = tmp_path / "graph.nq"
    path.write_text(DATA)
    command = [sys.executable, "-m", "sskg", "load", str(tmp_path / "store"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "3 triples, " in done.stderr
    assert "named graphs: 3" in done.stderr
    assert "statements in one more graph: 2" in done.stderr
    assert DirectoryStore(tmp_path / "store").size == 3
    assert verify(tmp_path / "store") == []
