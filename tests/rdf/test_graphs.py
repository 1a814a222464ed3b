"""What a format cannot hold is refused before anything is written; all else comes back the same."""

from __future__ import annotations

import io
import subprocess
import sys

import pytest
from pyoxigraph import BaseDirection, Literal, NamedNode, RdfFormat, Store, Triple, parse

from sskg.errors import UnfitFormat
from sskg.export.annotated import write_annotated
from sskg.rdf import results
from sskg.rdf.graphs import GRAPH_FORMATS, graph_bytes
from sskg.store.embedded import EmbeddedStore

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
A, P = NamedNode("http://e/a"), NamedNode("http://e/p")
TERM = Triple(A, P, Triple(A, P, Literal("x")))


def has(predicate="http://e/p", text="x"):
    return Triple(A, NamedNode(predicate), Literal(text))


def read(content, form):
    return {quad.triple for quad in parse(input=content, format=form)}


@pytest.mark.parametrize(
    ("form", "triple", "words"),
    [
        ("jsonld", TERM, "JSON-LD has no triple terms"),
        ("rdf", has("http://e/2018"), "http://e/2018 ends in no XML name"),
        ("rdf", has("http://e/p#"), "ends in no XML name"),
        ("rdf", has(RDF + "li"), "is a word of its syntax"),
        ("rdf", has(text="\x01"), "control character"),
        ("rdf", Triple(A, P, has("http://e/1")), "ends in no XML name"),
    ],
)
def test_a_format_that_cannot_hold_a_triple_is_refused(form, triple, words):
    stream = io.BytesIO()
    with pytest.raises(UnfitFormat, match=words):
        graph_bytes([has(), triple], form)
    store = Store()
    for held in (has(), triple):
        store.add(held_quad(held))
    answer = EmbeddedStore(store, "test").query("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }")
    with pytest.raises(UnfitFormat):
        results.write(answer, form, stream)
    assert stream.getvalue() == b""


def held_quad(triple):
    from pyoxigraph import Quad

    return Quad(triple.subject, triple.predicate, triple.object)


@pytest.mark.parametrize("form", GRAPH_FORMATS)
@pytest.mark.parametrize("predicate", ["http://e/é", "http://e/政策", "http://e/(1)a", "urn:a:b.c"])
def test_names_texts_and_directions_come_back_the_same(form, predicate):
    triples = {
        has(predicate, ' a\r\n\tb\r<&>" '),
        Triple(A, P, Literal("x", language="ar", direction=BaseDirection.RTL)),
        has(text="🌾"),
    }
    assert read(graph_bytes(triples, form), GRAPH_FORMATS[form]) == triples


@pytest.mark.parametrize("form", ["ttl", "nt", "rdf"])
def test_triple_terms_come_back_from_the_formats_that_have_them(form):
    assert read(graph_bytes([TERM], form), GRAPH_FORMATS[form]) == {TERM}


def test_annotated_turtle_keeps_triple_terms():
    store = Store()
    store.add(held_quad(TERM))
    stream = io.BytesIO()
    write_annotated(EmbeddedStore(store, "test"), stream)
    assert read(stream.getvalue(), RdfFormat.TURTLE) == {TERM}


@pytest.mark.parametrize("command", ["export", "query"])
@pytest.mark.parametrize("form", ["jsonld", "rdf"])
def test_the_command_line_refuses_and_prints_nothing(tmp_path, command, form):
    path = tmp_path / "a.ttl"
    path.write_text(
        "<http://e/a> <http://e/1> <<( <http://e/a> <http://e/p> 1 )>> ; <http://e/p> 1 ."
    )
    asked = {
        "export": ["export", "-", "-f", form],
        "query": ["query", "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", "-f", form],
    }[command]
    done = subprocess.run(
        [sys.executable, "-m", "sskg", *asked, "-g", str(path)],
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (3, "")
    assert "Turtle" in done.stderr
    assert "Traceback" not in done.stderr
