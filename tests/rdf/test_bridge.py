"""Terms and graphs keep their meaning on the way between Oxigraph and rdflib."""

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st

from sskg.errors import RequestError
from sskg.rdf.bridge import oxigraph_term, rdflib_term, to_rdflib
from sskg.store.embedded import EmbeddedStore

XSD = "http://www.w3.org/2001/XMLSchema#"


def store(turtle: str) -> EmbeddedStore:
    held = ox.Store()
    held.load(turtle.encode(), format=ox.RdfFormat.TURTLE)
    return EmbeddedStore(held, "test")


@pytest.mark.parametrize(
    "term",
    [
        ox.NamedNode("https://w3id.org/sskg/id/共同富裕"),
        ox.BlankNode("b1"),
        ox.Literal("plain"),
        ox.Literal("共同富裕", language="zh"),
        ox.Literal("2018", datatype=ox.NamedNode(XSD + "gYear")),
        ox.Literal("007.50", datatype=ox.NamedNode(XSD + "decimal")),
        ox.Literal("not a number", datatype=ox.NamedNode(XSD + "integer")),
    ],
)
def test_a_term_comes_back_as_it_went(term: ox.NamedNode | ox.BlankNode | ox.Literal) -> None:
    assert oxigraph_term(rdflib_term(term)) == term


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_as_it_went(text: str) -> None:
    assert oxigraph_term(rdflib_term(ox.Literal(text))) == ox.Literal(text)


def test_a_graph_is_the_same_set_of_triples_in_rdflib() -> None:
    graph = to_rdflib(store('<http://e/a> <http://e/p> "x"@en , 1.5 , <http://e/b> .'))
    assert set(graph) == {
        (rdflib.URIRef("http://e/a"), rdflib.URIRef("http://e/p"), rdflib.Literal("x", lang="en")),
        (
            rdflib.URIRef("http://e/a"),
            rdflib.URIRef("http://e/p"),
            rdflib.Literal("1.5", datatype=rdflib.XSD.decimal),
        ),
        (rdflib.URIRef("http://e/a"), rdflib.URIRef("http://e/p"), rdflib.URIRef("http://e/b")),
    }


def test_the_known_prefixes_are_bound() -> None:
    graph = to_rdflib(store("<https://w3id.org/sskg/id/a> a <http://e/B> ."))
    assert graph.namespace_manager.curie("https://w3id.org/sskg/id/a") == "id:a"


def test_an_ill_typed_literal_passes_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    graph = to_rdflib(store(f'<http://e/a> <http://e/p> "2020-13-45"^^<{XSD}date> .'))
    ((_, _, literal),) = graph
    assert (str(literal), literal.datatype) == ("2020-13-45", rdflib.XSD.date)
    assert caplog.records == []


def test_a_triple_term_is_refused() -> None:
    term = ox.Triple(ox.NamedNode("http://e/a"), ox.NamedNode("http://e/p"), ox.Literal("x"))
    with pytest.raises(RequestError, match="no term"):
        rdflib_term(term)


def test_a_variable_is_refused() -> None:
    with pytest.raises(TypeError, match="no term"):
        oxigraph_term(rdflib.Variable("x"))
