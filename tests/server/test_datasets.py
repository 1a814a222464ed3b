"""What the server says of other people's datasets is what these say of themselves.

The worker runs in a thread of the test; expected values are read off the files below.
"""

from __future__ import annotations

import pyoxigraph
import pytest

pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")

from sskg.server.answers import answering
from sskg.server.settings import Settings
from tests.server.test_worker_answers import ask

DCTERMS = "http://purl.org/dc/terms/"
SD = "http://www.w3.org/ns/sparql-service-description#"
DESCRIBED = """
@prefix dcterms: <http://purl.org/dc/terms/> . @prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix ex: <http://e.org/> .
ex:data a dcat:Dataset ; dcterms:title "Herrings"@en , "Heringe"@de ; dcterms:publisher ex:office ;
  dcterms:license <http://e.org/licence> .
ex:onto a owl:Ontology ; dcterms:title "An ontology that it uses"@en ; dcterms:license ex:other .
"""
SILENT = "<http://e.org/a> <http://e.org/p> <http://e.org/b> ."
GRAPHS = """
<http://e.org/a> <http://e.org/p> "1" <http://e.org/g> .
<http://e.org/a> <http://e.org/p> "1" <http://e.org/h> .
<http://e.org/a> <http://e.org/p> "2" <http://e.org/h> .
"""


@pytest.fixture
def opened(tmp_path):
    def opened(text: str, name: str = "graph.ttl"):
        (tmp_path / name).write_text(text)
        return answering.open_graph(Settings(graphs=(str(tmp_path / name),)))

    return opened


def told(answered) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in pyoxigraph.parse(answered.body, pyoxigraph.RdfFormat.N_TRIPLES):
        found.setdefault(quad.predicate.value, set()).add(str(quad.object))
    return found


def test_a_dataset_is_told_as_it_describes_itself(opened):
    graph = opened(DESCRIBED)
    void = told(ask(graph, "void", form="nt"))
    assert void[DCTERMS + "title"] == {'"Herrings"@en', '"Heringe"@de'}
    assert void[DCTERMS + "license"] == {"<http://e.org/licence>"}
    assert void[DCTERMS + "publisher"] == {"<http://e.org/office>"}
    assert void["http://rdfs.org/ns/void#triples"] == {
        '"8"^^<http://www.w3.org/2001/XMLSchema#integer>'
    }
    home = ask(graph, "home", lang="de,en").text
    assert "<title>Heringe</title>" in home
    assert 'href="http://e.org/licence"' in home
    assert graph.about["title"] == "Herrings"


def test_nothing_is_told_where_the_data_is_silent(opened):
    graph = opened(SILENT)
    void = told(ask(graph, "void", form="nt"))
    assert not {DCTERMS + name for name in ("title", "license", "publisher")} & set(void)
    assert "http://rdfs.org/ns/void#vocabulary" not in void
    home = ask(graph, "home").text
    assert "<title>sskg</title>" in home
    assert "ocial" not in home.partition("<main")[0]
    assert 'rel="license"' not in home


def test_a_licence_that_is_no_address_is_no_link(opened):
    graph = opened(DESCRIBED.replace("http://e.org/licence", "javascript:alert(1)"))
    assert 'href="javascript' not in ask(graph, "home").text


def test_parts_speak_for_themselves(opened):
    more = "\nex:more a dcat:Dataset ; dcterms:license ex:closed ."
    void = told(ask(opened(DESCRIBED + more), "void", form="nt"))
    assert void[DCTERMS + "hasPart"] == {"<http://e.org/data>", "<http://e.org/more>"}
    assert void[DCTERMS + "license"] == {"<http://e.org/licence>", "<http://e.org/closed>"}


def test_the_service_names_its_graphs(opened):
    described = told(ask(opened(GRAPHS, "graph.nq"), "service", form="nt"))
    assert described[SD + "name"] == {"<http://e.org/g>", "<http://e.org/h>"}
    assert described[SD + "feature"] == {f"<{SD}UnionDefaultGraph>"}


@pytest.mark.parametrize(
    ("given", "values"),
    [
        ({"default": [""]}, {'"1"', '"2"'}),
        ({"graph": ["http://e.org/g"]}, {'"1"'}),
        ({"graph": ["http://e.org/h"]}, {'"1"', '"2"'}),
    ],
)
def test_a_graph_is_read_by_the_graph_store_protocol(opened, given, values):
    answered = ask(opened(GRAPHS, "graph.nq"), "graphs", form="nt", given=given)
    assert told(answered) == {"http://e.org/p": values}
    # The default graph is a set: what stands in two graphs is there once.
    assert answered.text.count("\n") == len(values)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({}, 400),
        ({"default": [""], "graph": ["http://e.org/g"]}, 400),
        ({"graph": ["http://e.org/g", "http://e.org/h"]}, 400),
        ({"graph": ["no IRI"]}, 400),
        ({"graph": ["http://e.org/none"]}, 404),
    ],
)
def test_what_names_no_graph_is_refused(opened, given, status):
    answered = ask(opened(GRAPHS, "graph.nq"), "graphs", form="nt", given=given)
    assert answered.refused[0] == status
