"""A served graph of another vocabulary: each thing has a page, RDF and links."""

import pytest

from tests.server.conftest import serving

GRAPH = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix ex: <https://example.org/t/> .
ex:1 a skos:Concept ; skos:prefLabel "social protection"@en ; skos:narrower ex:2 ;
  dcterms:created "2001-05-01"^^xsd:date .
ex:2 a skos:Concept ; skos:prefLabel "old age"@en ; dcterms:license ex:free .
[] a ex:Office ; rdfs:label "pension office"@en ; ex:handles ex:2 .
"""
ONE, TWO = "https://example.org/t/1", "https://example.org/t/2"


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    path = tmp_path_factory.mktemp("foreign") / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    with serving("--graph", str(path)) as served:
        yield served.client


def test_a_thing_has_a_page_by_its_iri_whose_links_lead_to_pages(client):
    page = client.get("/resource", params={"iri": ONE}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "social protection" in page.text
    assert "/resource?iri=https%3A%2F%2Fexample.org%2Ft%2F2" in page.text
    assert "without a claim" not in page.text
    assert page.text.count("this graph makes no claims") == 1


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdf"])
def test_a_thing_has_rdf(client, form):
    answer = client.get("/resource", params={"iri": TWO, "format": form})
    assert answer.status_code == 200
    assert "old age" in answer.text


def test_what_is_only_pointed_to_has_a_page_too(client):
    answer = client.get("/resource", params={"iri": "https://example.org/t/free", "format": "json"})
    (incoming,) = answer.json()["incoming"]
    assert incoming["subject"]["iri"] == TWO


@pytest.mark.parametrize(
    ("iri", "status"), [("https://example.org/none", 404), ("a b", 404), ("", 400)]
)
def test_what_is_not_there_is_an_error(client, iri, status):
    assert client.get("/resource", params={"iri": iri}).status_code == status


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/find?text=pension&format=csv", "pension office"),
        ("/show?name=old+age&format=csv", "pension office"),
        ("/relations?name=old+age&format=csv", "social protection"),
        ("/path?start=social+protection&end=pension+office&format=csv", "old age"),
        ("/timeline?format=csv", "2001-05-01"),
        ("/stats?format=csv", "Office"),
        ("/graph?format=json", "pension office"),
        ("/", ""),
    ],
)
def test_every_lookup_tells_what_is_there(client, address, words):
    answer = client.get(address)
    assert answer.status_code == 200
    assert words in answer.text
