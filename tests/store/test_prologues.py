"""The prefixes and the base of a graph's own files hold in queries, names and output."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sskg
from sskg.errors import QuerySyntaxError
from sskg.rdf.terms import PREFIXES, expand
from sskg.store import open_store
from sskg.store.loading import load, sources
from sskg.store.sparql import run

TURTLE = """@base <http://b.org/> .
@prefix ex: <http://e.org/> .
@prefix schema: <https://schema.org/> .
ex:a schema:name "first" ; ex:near <c> .
"""
OTHER = "@prefix ex: <http://other.org/> . @prefix o: <http://o.org/> . ex:a o:p o:b .\n"
MARKUP = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:ex="http://e.org/"
  xml:base="http://b.org/"><rdf:Description rdf:about="x"><ex:p rdf:resource="y"/></rdf:Description>
</rdf:RDF>"""


def write(folder: Path, name: str, text: str) -> str:
    (folder / name).write_text(text)
    return str(folder / name)


@pytest.fixture(params=["memory", "directory"])
def opened(request, tmp_path):
    def opened(*paths: str):
        if request.param == "memory":
            return open_store(paths)
        load(tmp_path / "store", sources(paths))
        return open_store([str(tmp_path / "store")])

    return opened


def answers(store, text: str) -> list[str]:
    answer: Any = run(store, text, prologue=store.prologue)
    return [row[0].value for row in answer]


def test_prefixes_of_a_file_need_not_be_declared(opened, tmp_path):
    store = opened(write(tmp_path, "g.ttl", TURTLE))
    assert answers(store, "SELECT ?n { ex:a schema:name ?n }") == ["first"]


def test_a_relative_iri_has_the_base_of_the_file(opened, tmp_path):
    store = opened(write(tmp_path, "g.ttl", TURTLE))
    assert answers(store, "SELECT ?s { ?s ex:near <c> }") == ["http://e.org/a"]
    assert answers(store, "SELECT ?s FROM <nothing> { ?s ex:near <c> }") == []


def test_markup_declares_both_too(opened, tmp_path):
    store = opened(write(tmp_path, "g.rdf", MARKUP))
    assert answers(store, "SELECT ?o { <x> ex:p ?o }") == ["http://b.org/y"]


def test_without_a_declared_base_it_is_the_file(opened, tmp_path):
    path = write(tmp_path, "g.ttl", "<#a> <#p> <#b> .")
    assert answers(opened(path), "SELECT ?o { <#a> <#p> ?o }") == [Path(path).as_uri() + "#b"]


def test_what_two_files_declare_differently_is_declared_by_none(opened, tmp_path):
    store = opened(write(tmp_path, "g.ttl", TURTLE), write(tmp_path, "h.ttl", OTHER))
    assert store.prologue.base is None
    assert answers(store, "SELECT ?o { ?s o:p ?o }") == ["http://o.org/b"]
    with pytest.raises(QuerySyntaxError, match="prefix ex: is not declared"):
        run(store, "SELECT ?o { ex:a ?p ?o }", prologue=store.prologue)
    with pytest.raises(QuerySyntaxError) as caught:
        run(store, "SELECT ?o { <c> ?p ?o }", prologue=store.prologue)
    assert "BASE" in str(caught.value.hint)


def test_queries_of_the_project_keep_its_own_prefixes(opened, tmp_path):
    store = opened(write(tmp_path, "g.ttl", TURTLE))
    assert not bool(run(store, "ASK { ?s schema:name ?n }"))
    assert store.prologue.prefixes["skos"] == PREFIXES["skos"]


def test_service_is_refused_behind_a_relative_iri_too(opened, tmp_path):
    store = opened(write(tmp_path, "g.ttl", TURTLE))
    for text in ("SELECT * { <c> ?p ?o SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
                 "SELECT * { SERVICE <c> { ?s ?p ?o } }"):  # fmt: skip
        with pytest.raises(QuerySyntaxError, match="SERVICE"):
            run(store, text, prologue=store.prologue)


def test_names_and_output_have_the_prefixes_on_the_command_line(tmp_path):
    path = write(tmp_path, "g.ttl", TURTLE)
    command = [sys.executable, "-m", "sskg", "query", "SELECT ?s ?o { ?s ex:near ?o }", "-g", path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "ex:a" in done.stdout
    assert "http://b.org/c" in done.stdout


def test_names_have_the_prefixes_in_python(tmp_path):
    graph = sskg.open(write(tmp_path, "g.ttl", TURTLE))
    assert graph.iri("ex:a") == "http://e.org/a"
    assert graph.query("ASK { ex:a ex:near <c> }") is True
    assert expand("ex:a") is None  # outside that graph
