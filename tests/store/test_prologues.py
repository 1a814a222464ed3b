"""The prefixes and the base of a graph's own files hold in queries, names and output."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import sskg
from sskg.errors import QuerySyntaxError
from sskg.rdf.terms import PREFIXES, expand
from sskg.store import open_store
from sskg.store.loading import inputs, load
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
        load(tmp_path / "store", inputs(paths))
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


MANY = "".join(f'<http://e.org/a{at}> <http://e.org/says> "{"x" * 40}" .\n' for at in range(3000))
"""Statements of more than 200 kB."""


def late(store) -> Any:
    return store.prologue.prefixes.get("late")


@pytest.mark.parametrize(
    "text",
    [
        MANY + "@prefix late: <http://late.org/> . late:a late:p late:b .",
        MANY + "PREFIX late: <http://late.org/>\nlate:a late:p late:b .",
        MANY + "prefix late: # where\n <http://late.org/>\nlate:a late:p late:b .",
        MANY * 3 + "@prefix late: <http://late.org/> .",
        "@prefix late: <http://early.org/> . late:a late:p late:b ." + MANY
        + "@prefix late: <http://late.org/> . late:a late:p late:b .",
    ],
    ids=["turtle", "sparql", "comment", "at the end", "twice"],
)  # fmt: skip
def test_a_prefix_may_be_declared_late(opened, tmp_path, text):
    store = opened(write(tmp_path, "g.ttl", text))
    assert late(store) == "http://late.org/"
    assert answers(store, "SELECT (STR(late:x) AS ?iri) {}") == ["http://late.org/x"]


@pytest.mark.parametrize("at", [1 << 16, 1 << 18])
@pytest.mark.parametrize("shift", range(-60, 1, 15))
def test_a_declaration_may_lie_across_two_blocks(opened, tmp_path, at, shift):
    head = "<http://e.org/a> <http://e.org/p> <http://e.org/b> . #"
    text = head + "x" * (at + shift - len(head) - 1) + "\n"
    text += "@prefix late: <http://late.org/> .\n" + MANY
    assert late(opened(write(tmp_path, "g.ttl", text))) == "http://late.org/"


def test_what_looks_like_a_declaration_in_a_text_is_none(opened, tmp_path):
    text = MANY + '<urn:a> <urn:p> """ @prefix late: <http://late.org/> . """ .\n'
    text += "# @prefix late: <http://late.org/> .\n"
    assert late(opened(write(tmp_path, "g.ttl", text))) is None


def test_a_late_prefix_of_one_file_and_another_of_the_next_is_none_of_theirs(opened, tmp_path):
    one = write(tmp_path, "g.ttl", MANY + "@prefix late: <http://late.org/> .")
    two = write(tmp_path, "h.ttl", MANY + "@prefix late: <http://later.org/> .")
    three = write(tmp_path, "i.ttl", MANY + "@prefix late: <http://late.org/> .")
    assert late(opened(one, three)) == "http://late.org/"
    assert late(opened(one, two)) is None


@pytest.mark.parametrize("suffix", [".gz", ".bz2"])
def test_a_packed_file_declares_late_too(opened, tmp_path, suffix):
    import bz2
    import gzip

    text = (MANY + "@prefix late: <http://late.org/> .").encode()
    path = tmp_path / f"g.trig{suffix}"
    path.write_bytes(gzip.compress(text) if suffix == ".gz" else bz2.compress(text))
    assert late(opened(str(path))) == "http://late.org/"


def test_markup_and_json_declare_late_too(opened, tmp_path):
    each = '<rdf:Description rdf:about="http://e.org/{}"><ex:p>{}</ex:p></rdf:Description>\n'
    text = MARKUP.split("<rdf:Description", maxsplit=1)[0] + "".join(
        each.format(at, "x" * 40) for at in range(3000)
    )
    text += (
        '<rdf:Description xmlns:late="http://late.org/" rdf:about="http://e.org/z">'
        "<late:p>z</late:p></rdf:Description></rdf:RDF>"
    )
    assert late(opened(write(tmp_path, "g.rdf", text))) == "http://late.org/"
    nodes = [{"@id": f"late:{at}", "late:p": "x" * 40} for at in range(3000)]
    text = json.dumps({"@context": {"late": "http://late.org/"}, "@graph": nodes})
    assert late(opened(write(tmp_path, "g.jsonld", text))) == "http://late.org/"
