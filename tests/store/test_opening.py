"""What graphs are made of: the packaged one beside others, and what ontologies import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import sskg
from sskg.store import open_store
from sskg.store.directory import DirectoryStore
from sskg.store.loading import inputs, load

OWL = "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
FIRST = OWL + "<http://e/o> a owl:Ontology ; owl:imports <http://e/far> , <second.ttl> .\n"
SECOND = OWL + "<http://e/2> a owl:Ontology ; owl:imports <third.nt>, <first.ttl>, <http://e/o> .\n"
THIRD = "<http://e/a> <http://e/p> <http://e/b> .\n"
ASKED = "ASK { <http://e/a> ?p ?o }"


@pytest.fixture
def first(tmp_path: Path) -> str:
    for name, text in (("first.ttl", FIRST), ("second.ttl", SECOND), ("third.nt", THIRD)):
        (tmp_path / name).write_text(text)
    return str(tmp_path / "first.ttl")


def test_the_packaged_graph_is_asked_together_with_ones_own(first):
    graph = sskg.open("packaged", first)
    assert graph.iri("common prosperity").endswith("/id/common-prosperity")
    assert graph.query("ASK { <http://e/o> ?p ?o }") is True
    assert sskg.open("packaged").store.location == sskg.open().store.location


def test_imports_that_are_files_are_read_if_asked_for(first, tmp_path):
    store = open_store([first], imports=True)
    assert bool(store.query(ASKED))
    assert {path.name for path in store.paths} == {"first.ttl", "second.ttl", "third.nt"}
    # The ontology of the first file is there, by its name.
    assert store.unread == ("http://e/far",)


def test_else_all_imports_are_named_as_not_read(first, tmp_path):
    store = open_store([first])
    assert not bool(store.query(ASKED))
    assert store.unread == (
        (tmp_path / "second.ttl").as_uri(),
        "http://e/far",
    )


def test_a_store_is_loaded_with_its_imports(first, tmp_path):
    load(tmp_path / "store", inputs([first]), imports=True)
    store = DirectoryStore(tmp_path / "store")
    assert bool(store.query(ASKED))
    assert store.unread == ("http://e/far",)


@pytest.mark.parametrize("imported", ["file:///dev/zero", "file://far/a.ttl", "missing.ttl"])
def test_what_is_no_local_rdf_file_is_not_touched(tmp_path, imported):
    path = tmp_path / "graph.ttl"
    path.write_text(f"{OWL}<http://e/o> owl:imports <{imported}> .\n")
    assert len(open_store([str(path)], imports=True).unread) == 1


def test_the_command_line_says_what_was_not_read(first):
    command = [sys.executable, "-m", "sskg", "query", "ASK { <http://e/a> ?p ?o }", "-g", first]
    without = subprocess.run(command, capture_output=True, text=True, check=False)
    assert without.stdout == "no\n"
    assert "not read" in without.stderr
    assert "second.ttl, http://e/far" in without.stderr
    with_imports = subprocess.run(
        [*command, "--imports"], capture_output=True, text=True, check=False
    )
    assert with_imports.stdout == "yes\n"
    assert with_imports.stderr.strip().endswith("not read: http://e/far")


def test_graphs_are_left_apart_if_asked_for(tmp_path):
    path = tmp_path / "graph.nq"
    path.write_text(THIRD + "<http://e/a> <http://e/p> <http://e/c> <http://e/g> .\n")
    counted = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    load(tmp_path / "store", inputs([str(path)]))
    for graph in (path, tmp_path / "store"):
        command = [sys.executable, "-m", "sskg", "query", counted, "-f", "csv", "-g", str(graph)]
        for option, number in (((), "2"), (("--graphs-apart",), "1")):
            done = subprocess.run([*command, *option], capture_output=True, text=True, check=True)
            assert done.stdout.split() == ["n", number]
    assert sskg.open(path, graphs_apart=True).query("ASK { ?s ?p <http://e/c> }") is False
