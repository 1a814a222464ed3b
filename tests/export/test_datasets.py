"""Exports of several graphs, triple terms and base directions: what is kept, lost, refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat

from sskg.errors import UnfitFormat
from sskg.export.formats import export, left_out
from sskg.language.message import tell
from sskg.store import open_store

# Five different triples in seven places: ex:a ex:p ex:b stands in no graph, in g1 and in g2.
from sskg.store.paging import quads

OVERLAPPING = """
@prefix ex: <https://example.org/x/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
ex:a ex:p ex:b ; rdfs:label "A" .
ex:g1 { ex:a ex:p ex:b . ex:b rdfs:label "B" . }
ex:g2 { ex:a ex:p ex:b . ex:a ex:q "ش"@ar--rtl . [] ex:q ex:a . }
"""
APART = """
@prefix ex: <https://example.org/x/> .
ex:a ex:p ex:b . ex:g1 { ex:a ex:p ex:c . } _:g { ex:a ex:p ex:d . }
"""


def dataset(path: Path) -> Dataset:
    found = Dataset(pyoxigraph.parse(path=path))
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


def source(folder: Path, text: str, name: str = "graph.trig") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return str(folder / name)


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("text", [OVERLAPPING, APART])
@pytest.mark.parametrize("kept", ["nq file", "nq store", "trig file", "trig store"])
def test_each_statement_stays_in_its_graphs(run, tmp_path, text, kept, apart):
    form, kept = kept.split()
    graph = source(tmp_path, text)
    if kept == "store":
        assert run("load", str(tmp_path / "store"), graph).code == 0
    asked = str(tmp_path / "store") if kept == "store" else graph
    target = tmp_path / f"out.{form}"
    options = ["--graphs-apart"] if apart else []
    ran = run("export", str(target), "-g", asked, *options)
    assert (ran.code, ran.out) == (0, "")
    assert "left out" not in ran.err
    assert dataset(target) == dataset(Path(graph))
    assert len(list(pyoxigraph.parse(path=target))) == (7 if text == OVERLAPPING else 3)


class Remote:
    """An endpoint: it answers queries, and caps what it gives at once."""

    kind = "endpoint"
    size = None

    def __init__(self, text: str, *, cuts: bool) -> None:
        self.store = pyoxigraph.Store()
        self.store.load(text.encode(), format=RdfFormat.TRIG)
        self.cuts = cuts

    def query(self, text, prologue=None):
        return self.store.query(text, use_default_graph_as_union=True)


@pytest.mark.parametrize("cuts", [False, True])
def test_an_endpoint_is_asked_for_its_graphs(cuts, monkeypatch):
    monkeypatch.setattr("sskg.store.paging.PAGES", (2, 1))
    text = "".join(f"<urn:g{at % 3}> {{ <urn:s{at}> <urn:p> <urn:o> }}\n" for at in range(9))
    text += "<urn:none> <urn:p> <urn:o> ."
    endpoint: Any = Remote(text, cuts=cuts)
    given = list(quads(endpoint))
    assert len(given) == 10
    assert Dataset(given) == Dataset(pyoxigraph.parse(text, format=RdfFormat.TRIG))


def said(graph: str, form: str, *, apart: bool = False) -> list[str]:
    store = open_store([graph], apart=apart)
    return [tell(each, "en") for each in left_out(store, form, apart=apart)]


def test_what_a_format_leaves_out_is_said(tmp_path):
    graph = source(tmp_path, OVERLAPPING)
    assert said(graph, "trig") == []
    merged = "the graph has 2 named graphs, which ttl does not tell apart: nq and trig do"
    assert said(graph, "ttl") == [merged]
    assert said(graph, "ttl", apart=True) == ["named graphs are left out: 2"]
    # Of the five triples, ex:p and the blank node's ex:q link two things.
    assert said(graph, "gexf")[1:] == [
        (
            "gexf has things with their relations, 2 of 5 triples, and what its columns hold; "
            "all other statements are left out"
        ),
        "base directions of texts are left out: 1",
    ]


def test_the_command_says_so_on_standard_error(run, tmp_path):
    graph = source(tmp_path, OVERLAPPING)
    ran = run("export", "-", "-f", "nt", "-g", graph)
    assert ran.out.count(" .\n") == 5
    assert ran.err.splitlines() == [
        "sskg: the graph has 2 named graphs, which nt does not tell apart: nq and trig do"
    ]


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "jsonld", "rdf"])
def test_every_format_of_rdf_keeps_base_directions(tmp_path, form):
    text = '<urn:a> <https://example.org/p> "ش"@ar--rtl .'
    graph = source(tmp_path, text, "graph.ttl")
    (path,) = export(open_store([graph]), tmp_path / f"out.{form}", form)
    assert dataset(path) == dataset(Path(graph))


TERMS = """
VERSION "1.2"
@prefix ex: <https://example.org/x/> .
ex:a ex:says <<( ex:b ex:c ex:d )>> . ex:b ex:c ex:d .
"""
CLAIMS = """
VERSION "1.2"
@prefix ex: <https://example.org/x/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
ex:b ex:c ex:d ; ex:says <<( ex:b ex:c ex:d )>> .
[] a sskg:Claim ; rdf:subject ex:b ; rdf:predicate ex:c ; rdf:object ex:d ; ex:by "blank" .
ex:c2 a sskg:Claim ; rdf:subject "b" ; rdf:predicate ex:c ; rdf:object ex:d ; ex:by "text" .
ex:c3 a sskg:Claim ; rdf:subject ex:b ; rdf:predicate "c" ; rdf:object ex:d ; ex:by "text" .
"""


def test_a_format_without_triple_terms_is_refused_before_anything_is_written(run, tmp_path):
    graph = source(tmp_path, TERMS, "graph.ttl")
    with pytest.raises(UnfitFormat, match="no triple terms"):
        export(open_store([graph]), tmp_path / "out.jsonld", "jsonld")
    assert not (tmp_path / "out.jsonld").exists()
    ran = run("export", "-", "-f", "jsonld", "-g", graph)
    assert (ran.code, ran.out) == (3, "")
    assert "hint: " in ran.err


def test_annotations_hold_triple_terms_and_leave_what_cannot_be_annotated(tmp_path):
    for text in (TERMS, CLAIMS):
        graph = source(tmp_path, text, "graph.ttl")
        (path,) = export(open_store([graph]), tmp_path / "out.ttl", "annotated")
        assert dataset(path) == dataset(Path(graph))


def test_a_claim_of_a_triple_term_is_annotated(tmp_path):
    text = TERMS + (
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        "ex:c1 a <https://w3id.org/sskg/ontology#Claim> ; rdf:subject ex:a ;"
        " rdf:predicate ex:says ; rdf:object <<( ex:b ex:c ex:d )>> ."
    )
    graph = source(tmp_path, text, "graph.ttl")
    (path,) = export(open_store([graph]), tmp_path / "out.ttl", "annotated")
    expected = TERMS + (
        "ex:a ex:says <<( ex:b ex:c ex:d )>> ~ ex:c1 "
        "{| a <https://w3id.org/sskg/ontology#Claim> |} ."
    )
    assert dataset(path) == dataset(Path(source(tmp_path, expected, "expected.ttl")))
