"""Content negotiation, as RFC 9110 (12.5.1) has it."""

import pytest

from sskg.server.failures import Refusal
from sskg.server.negotiation import (
    PAGES,
    ROWS,
    THING,
    TRIPLES,
    chosen,
    language,
    preferred,
    takes_gzip,
)

JSON = "application/sparql-results+json"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "json"),
        ("*/*", "json"),
        ("application/*", "json"),
        ("text/*", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.9", "xml"),
        ("text/csv; q=0.5 , */*;q=0.1", "csv"),
        # The more specific range decides, not the larger weight.
        ("application/sparql-results+json;q=0.1, application/*;q=0.9, text/csv;q=0.8", "xml"),
        ("*/*, application/sparql-results+json;q=0", "xml"),
        ("TEXT/CSV", "csv"),
        (BROWSER, "html"),
        ("text/tab-separated-values;q=0.001", "tsv"),
    ],
)
def test_rows_come_in_the_form_that_the_client_likes_best(accept, form):
    media = preferred(accept, ROWS)
    assert media is not None
    assert media.form == form


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0", f"{JSON};q=0.000"])
def test_nothing_acceptable_is_said_to_be_so(accept):
    with pytest.raises(Refusal) as refusal:
        chosen(None, accept, ROWS)
    assert refusal.value.status == 406


@pytest.mark.parametrize(
    ("name", "offered", "form"),
    [
        ("csv", ROWS, "csv"),
        ("JSON", ROWS, "json"),
        ("json", TRIPLES, "jsonld"),
        ("xml", TRIPLES, "rdf"),
        ("turtle", TRIPLES, "ttl"),
        ("application/ld+json", THING, "jsonld"),
        ("md", PAGES, "md"),
    ],
)
def test_a_format_is_named_as_tools_name_it(name, offered, form):
    assert chosen(name, "image/png", offered).form == form


@pytest.mark.parametrize(("name", "offered"), [("pdf", ROWS), ("", ROWS), ("ttl", ROWS)])
def test_an_unknown_format_is_refused_with_those_there_are(name, offered):
    with pytest.raises(Refusal) as refusal:
        chosen(name, "*/*", offered)
    assert refusal.value.status == 400
    assert "json" in refusal.value.error["hint"]


@pytest.mark.parametrize(
    ("header", "taken"),
    [("gzip", True), ("gzip;q=0", False), ("*", True), ("br, deflate", False), ("", False),
     ("*, gzip;q=0", False), ("identity, gzip;q=0.1", True)],
)  # fmt: skip
def test_gzip_is_used_where_it_is_taken(header, taken):
    assert takes_gzip(header) is taken


@pytest.mark.parametrize(
    ("header", "lang"),
    [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("de, en;q=0.5, zh;q=0.4", "en"), ("", "en"),
     ("fr", "en"), ("en;q=0.1, zh;q=0.2", "zh")],
)  # fmt: skip
def test_the_language_is_that_of_the_client(header, lang):
    assert language(header, "en") == lang


def test_cells_for_a_spreadsheet_hold_no_formula(served):
    query = "SELECT ('=1+1' AS ?a) ('-5' AS ?b) {}"
    plain = served.client.get("/sparql", params={"query": query, "format": "csv"})
    safe = served.client.get("/sparql", params={"query": query, "format": "excel"})
    assert plain.text == "a,b\r\n=1+1,-5\r\n"
    assert safe.text == "a,b\r\n'=1+1,-5\r\n"
    assert safe.headers["content-type"] == plain.headers["content-type"]
    assert (
        served.client.get("/find", params={"text": "poverty", "format": "excel"}).status_code == 200
    )
