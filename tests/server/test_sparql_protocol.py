"""The SPARQL 1.1 Protocol, request by request, over HTTP."""

import csv
import gzip
import http.client
import io
import json
import resource
import socket
import time
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import httpx
import pyoxigraph
import pytest

from tests.server.conftest import DATA, RUNAWAY, serving

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}
ONE = "SELECT (1 AS ?n) {}"
IS = "SELECT ?v { <http://example.org/a> <http://example.org/is> ?v }"
NAMED = "SELECT ?v { GRAPH ?g { <http://example.org/a> <http://example.org/is> ?v } }"


def values(response: httpx.Response) -> list[str]:
    assert response.status_code == 200, response.text
    return sorted(row["v"]["value"] for row in response.json()["results"]["bindings"])


# -- the three ways to ask -------------------------------------------------------------------------


def test_a_query_comes_by_get_by_form_and_as_the_body(tight):
    body = ONE.encode()
    answers = [
        tight.query(ONE),
        tight.client.post("/sparql", data={"query": ONE}),
        tight.client.post("/sparql", content=body, headers=DIRECT),
        tight.client.post(
            "/sparql",
            content=body,
            headers={"Content-Type": "application/sparql-query; charset=UTF-8"},
        ),
    ]
    for answer in answers:
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "application/sparql-results+json"
        assert [row["n"]["value"] for row in answer.json()["results"]["bindings"]] == ["1"]


def test_a_query_in_chinese_comes_back_in_chinese(tight):
    text = 'SELECT ("养老保险" AS ?v) {}'
    assert values(tight.query(text)) == ["养老保险"]
    assert values(tight.client.post("/sparql", content=text.encode(), headers=DIRECT)) == [
        "养老保险"
    ]


def test_a_query_too_long_for_an_address_is_posted(tight):
    text = "SELECT (1 AS ?v) {} # " + "x" * 200_000
    assert values(tight.client.post("/sparql", data={"query": text})) == ["1"]
    connection = http.client.HTTPConnection(tight.url.removeprefix("http://"), timeout=30)
    connection.request("GET", "/sparql?" + urlencode({"query": text}))
    answer = connection.getresponse()
    assert answer.status == 431
    assert json.loads(answer.read())["error"]["code"] == "too-large"
    connection.close()


# -- the dataset -----------------------------------------------------------------------------------


def test_without_a_dataset_all_graphs_are_asked_together(tight):
    assert values(tight.query(IS)) == ["default", "one", "two"]


def test_the_dataset_of_the_request_is_the_dataset(tight):
    def ask(query: str, **graphs: Any) -> list[str]:
        return values(tight.client.get("/sparql", params={"query": query, **graphs}))

    one, two = "http://example.org/one", "http://example.org/two"
    assert ask(IS, **{"default-graph-uri": one}) == ["one"]
    assert ask(IS, **{"default-graph-uri": [one, two]}) == ["one", "two"]
    assert ask(IS, **{"named-graph-uri": one}) == []
    assert ask(NAMED, **{"named-graph-uri": one}) == ["one"]
    assert ask(NAMED, **{"default-graph-uri": one}) == []
    assert ask(IS, **{"default-graph-uri": "http://example.org/none"}) == []


def test_the_dataset_of_the_request_wins_over_from(tight):
    asked = IS.replace("{", "FROM <http://example.org/two> {", 1)
    assert values(tight.query(asked)) == ["two"]
    params = {"query": asked, "default-graph-uri": "http://example.org/one"}
    assert values(tight.client.get("/sparql", params=params)) == ["one"]


def test_the_dataset_stands_in_the_address_of_a_posted_query(tight):
    address = "/sparql?" + urlencode({"default-graph-uri": "http://example.org/one"})
    assert values(tight.client.post(address, content=IS.encode(), headers=DIRECT)) == ["one"]
    form = {"query": IS, "default-graph-uri": "http://example.org/two"}
    assert values(tight.client.post("/sparql", data=form)) == ["two"]


# -- forms of answers ------------------------------------------------------------------------------


def test_rows_come_in_every_result_format(served):
    text = 'SELECT ?a ?b { VALUES (?a ?b) { (1 "x,y"@en) (UNDEF <http://example.org/>) } }'
    as_xml = served.query(text, Accept="application/sparql-results+xml")
    assert as_xml.headers["content-type"] == "application/sparql-results+xml"
    parsed = ET.fromstring(as_xml.content)  # noqa: S314  (our own server's)
    space = "{http://www.w3.org/2005/sparql-results#}"
    assert [len(row) for row in parsed.iter(f"{space}result")] == [2, 1]
    as_csv = served.query(text, Accept="text/csv")
    assert as_csv.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(csv.reader(io.StringIO(as_csv.text))) == [
        ["a", "b"], ["1", "x,y"], ["", "http://example.org/"],
    ]  # fmt: skip
    as_tsv = served.query(text, Accept="text/tab-separated-values")
    assert as_tsv.text == '?a\t?b\n1\t"x,y"@en\n\t<http://example.org/>\n'


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("text/turtle", pyoxigraph.RdfFormat.TURTLE),
        ("application/n-triples", pyoxigraph.RdfFormat.N_TRIPLES),
        ("application/ld+json", pyoxigraph.RdfFormat.JSON_LD),
        ("application/rdf+xml", pyoxigraph.RdfFormat.RDF_XML),
    ],
)
def test_triples_come_in_every_rdf_format(served, accept, form):
    text = "CONSTRUCT { <http://example.org/a> <http://example.org/p> ?x } { VALUES ?x { 1 2 } }"
    answer = served.query(text, Accept=accept)
    assert answer.headers["content-type"].partition(";")[0] == accept
    found = {quad.object.value for quad in pyoxigraph.parse(answer.content, form)}
    assert found == {"1", "2"}


@pytest.mark.parametrize(
    ("query", "form"),
    [
        ("CONSTRUCT { ?s <http://e/1> ?o } { ?s ?p ?o }", "rdf"),
        ("CONSTRUCT { ?s ?p <<( ?s ?p ?o )>> } { ?s ?p ?o }", "jsonld"),
        (r'SELECT ("\u0001" AS ?x) {}', "xml"),
    ],
)
def test_what_a_format_cannot_hold_is_not_acceptable(tight, query, form):
    answer = tight.client.get("/sparql", params={"query": query, "format": form})
    assert answer.status_code == 406
    assert answer.json()["error"]["code"] == "not-acceptable"


def test_a_function_that_there_is_not_is_an_error_of_the_query(tight):
    answer = tight.query("SELECT (<http://x/f>(1) AS ?x) {}")
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert (error["line"], error["column"]) == (1, 9)


def test_the_page_of_a_query_tells_what_may_be_mistyped(tight):
    answer = tight.query("SELECT * { ?s a sskg:Refrom }", Accept="text/html")
    assert "did you mean sskg:Reform?" in answer.text


def test_a_truth_value_comes_as_json_and_xml(served):
    assert served.query("ASK {}").json()["boolean"] is True
    assert "<boolean>false</boolean>" in served.query(
        "ASK { FILTER(false) }", Accept="application/sparql-results+xml"
    ).text  # fmt: skip


def test_format_overrides_accept(served):
    params = {"query": ONE, "format": "csv"}
    answer = served.client.get("/sparql", params=params, headers={"Accept": "text/html"})
    assert answer.text.split() == ["n", "1"]


def test_a_long_answer_is_packed_where_that_is_taken(served):
    text = "SELECT ?s ?p ?o { ?s ?p ?o } LIMIT 500"
    with served.client.stream(
        "GET", "/sparql", params={"query": text}, headers={"Accept-Encoding": "gzip"}
    ) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        packed = b"".join(answer.iter_raw())
    assert len(json.loads(gzip.decompress(packed))["results"]["bindings"]) == 500
    plain = served.query(text, **{"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert len(plain.json()["results"]["bindings"]) == 500


def test_a_large_result_is_streamed_whole(served):
    # 300 times 300 rows, some megabytes: more than the server reads ahead.
    text = """SELECT ?a ?b ?c { { SELECT ?a { ?a ?p ?o } LIMIT 300 }
              { SELECT ?b { ?b ?p ?o } LIMIT 300 } BIND("0123456789" AS ?c) }"""
    answer = served.query(text, Accept="text/csv", **{"Accept-Encoding": "identity"})
    assert answer.headers.get("transfer-encoding") == "chunked"
    assert answer.text.count("\r\n") == 90_001


# -- requests that are wrong -----------------------------------------------------------------------

ASK = "ASK%7B%7D"
BODY = f"query={ASK}".encode()
UTF16 = {"Content-Type": "application/sparql-query; charset=UTF-16"}

WRONG: dict[str, tuple[str, str, bytes, dict[str, str], int, str]] = {
    "no query by post": ("POST", "", b"", FORM, 400, "no-query"),
    "no query": ("GET", "?default-graph-uri=http://a/", b"", {}, 400, "no-query"),
    "the query twice": ("GET", f"?query={ASK}&query={ASK}", b"", {}, 400, "repeated"),
    "twice in a form": ("POST", "", BODY + b"&" + BODY, FORM, 400, "repeated"),
    "in form and address": ("POST", f"?query={ASK}", BODY, FORM, 400, "repeated"),
    "in body and address": ("POST", f"?query={ASK}", b"ASK{}", DIRECT, 400, "repeated"),
    "two formats": ("GET", f"?query={ASK}&format=json&format=xml", b"", {}, 400, "repeated"),
    "an unknown format": ("GET", f"?query={ASK}&format=pdf", b"", {}, 400, "unknown-format"),
    "put": ("PUT", "", b"ASK{}", DIRECT, 405, "method"),
    "delete": ("DELETE", "", b"", {}, 405, "method"),
    "patch": ("PATCH", "", b"", {}, 405, "method"),
    "no content type": ("POST", "", BODY, {}, 415, "unsupported-type"),
    "plain text": ("POST", "", b"ASK{}", {"Content-Type": "text/plain"}, 415, "unsupported-type"),
    "utf-16": ("POST", "", "ASK{}".encode("utf-16"), UTF16, 415, "unsupported-charset"),
    "packed": (
        "POST", "", gzip.compress(b"ASK{}"), {**DIRECT, "Content-Encoding": "gzip"},
        415, "unsupported-encoding",
    ),
    "not utf-8": ("POST", "", b"ASK{}\n#\xff", DIRECT, 400, "not-utf-8"),
    "an address not utf-8": ("GET", "?query=%FF", b"", {}, 400, "not-utf-8"),
    "an update": (
        "POST", "", b"CLEAR ALL", {"Content-Type": "application/sparql-update"}, 403, "read-only",
    ),
    "an update in a form": ("POST", "", b"update=CLEAR+ALL", FORM, 403, "read-only"),
    "an update by get": ("GET", "?update=CLEAR+ALL", b"", {}, 403, "read-only"),
    "an update as a query": ("POST", "", b"query=CLEAR+ALL", FORM, 400, "query-syntax"),
    "using": ("GET", f"?query={ASK}&using-graph-uri=http://a/", b"", {}, 400, "update-only"),
    "no iri": ("GET", f"?query={ASK}&default-graph-uri=a%20b", b"", {}, 400, "bad-graph"),
    "no sparql": ("GET", "?query=SELEKT", b"", {}, 400, "query-syntax"),
    "an empty query": ("GET", "?query=", b"", {}, 400, "query-syntax"),
    "unacceptable": ("GET", f"?query={ASK}", b"", {"Accept": "image/png"}, 406, "not-acceptable"),
    "a large body": ("POST", "", b"query=" + b"x" * (1 << 20), FORM, 413, "too-large"),
    "a long query": ("POST", "", b"query=" + b"x" * 600_000, FORM, 413, "too-large"),
    "many fields": ("GET", "?" + "a&" * 1500, b"", {}, 400, "too-many-fields"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_request_is_told_what_is_wrong(tight, name):
    method, address, body, headers, status, code = WRONG[name]
    answer = tight.client.request(method, f"/sparql{address}", content=body, headers=headers)
    assert answer.status_code == status, answer.text[:200]
    assert answer.headers["content-type"] == "application/json"
    assert answer.json()["error"]["code"] == code
    assert answer.json()["error"]["message"]


def test_a_refused_method_is_told_the_right_ones(tight):
    assert tight.client.put("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_an_error_in_a_query_has_its_line_and_column(tight):
    error = tight.query("SELECT ?s\nWHERE { ?s ?p }").json()["error"]
    # The object is missing: the brace on line 2 stands in column 15.
    assert (error["line"], error["column"]) == (2, 15)


def test_bytes_that_are_not_utf8_have_their_line(tight):
    answer = tight.client.post("/sparql", content=b"ASK{}\n#\xff", headers=DIRECT)
    assert answer.json()["error"]["line"] == 2


# -- HTTP ------------------------------------------------------------------------------------------


def test_head_has_the_headers_of_get_and_no_body(served):
    params = {"query": ONE}
    got = served.client.get("/sparql", params=params)
    head = served.client.head("/sparql", params=params)
    assert head.status_code == 200
    assert head.content == b""
    for name in ("content-type", "etag", "vary"):
        assert head.headers[name] == got.headers[name]


def test_head_computes_nothing(served):
    """Hours of work for a GET, and no time for a HEAD; a wrong query is still wrong."""
    head = served.client.head("/sparql", params={"query": RUNAWAY}, timeout=5)
    assert (head.status_code, head.headers["content-type"]) == (
        200,
        "application/sparql-results+json",
    )
    assert "content-length" not in head.headers
    assert served.client.head("/sparql", params={"query": "SELECT"}).status_code == 400


def test_options_tells_methods_and_allows_other_origins(served):
    headers = {
        "Origin": "https://yasgui.example",
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "content-type",
    }
    answer = served.client.options("/sparql", headers=headers)
    assert answer.status_code == 204
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "content-type" in answer.headers["access-control-allow-headers"].lower()
    assert served.query(ONE).headers["access-control-allow-origin"] == "*"


def test_an_answer_that_the_client_has_is_not_sent_again(served):
    first = served.query(ONE)
    tag = first.headers["etag"]
    again = served.query(ONE, **{"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert served.query(ONE, **{"If-None-Match": '"other"'}).status_code == 200
    assert served.query(ONE, Accept="text/csv").headers["etag"] != tag
    assert served.query("SELECT (2 AS ?n) {}").headers["etag"] != tag


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "uuid()", "StrUUID()"])
def test_what_differs_each_time_has_no_tag(served, call):
    assert "etag" not in served.query(f"SELECT ({call} AS ?v) {{}}").headers


def test_without_a_query_the_service_describes_itself(served):
    answer = served.client.get("/sparql", headers={"Accept": "text/turtle"})
    assert answer.status_code == 200
    endpoint = pyoxigraph.NamedNode(f"{served.url}/sparql")
    space = "http://www.w3.org/ns/sparql-service-description#"
    told = {
        (quad.subject, quad.predicate.value, getattr(quad.object, "value", ""))
        for quad in pyoxigraph.parse(answer.content, pyoxigraph.RdfFormat.TURTLE)
    }
    assert (endpoint, space + "endpoint", endpoint.value) in told
    assert (endpoint, space + "supportedLanguage", space + "SPARQL11Query") in told
    formats = {value for _, predicate, value in told if predicate == space + "resultFormat"}
    assert "http://www.w3.org/ns/formats/SPARQL_Results_JSON" in formats
    plain = served.client.get("/sparql", headers={"Accept": "*/*"})
    assert plain.headers["content-type"] == "text/turtle; charset=utf-8"


# -- what is large, and what is said in other words ------------------------------------------------


def resident(pid: int) -> int:
    """Return the bytes that a process has in memory."""
    text = Path(f"/proc/{pid}/statm").read_text(encoding="ascii")
    return int(text.split()[1]) * resource.getpagesize()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")
def test_the_door_holds_little_of_an_answer_that_is_not_read():
    text = "SELECT ?a ?b ?c ?d { ?a ?x ?y . ?b ?z ?w . ?c ?u ?v . BIND(STR(?a) AS ?d) }"
    with serving("-g", str(DATA / "tiny.ttl"), "--timeout", "60") as server:
        server.query(ONE)
        before = resident(server.process.pid)
        host, port = server.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as connection:
            target = "/sparql?" + urlencode({"query": text, "format": "tsv"})
            connection.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
            got = 0
            while got < 5_000_000:
                got += len(connection.recv(1 << 16))
            # Nothing is read for a while: the worker computes on only as far as the door takes it.
            most = 0
            for _ in range(10):
                time.sleep(0.1)
                most = max(most, resident(server.process.pid))
        assert most - before < 20_000_000
        assert server.query("ASK {}").status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "application/sparql-query; charset=utf-8",
        'application/sparql-query;charset="UTF-8"',
        "Application/SPARQL-Query",
        "application/sparql-query; x=y",
    ],
)
def test_a_query_in_utf8_is_taken_however_that_is_said(served, kind):
    text = 'SELECT ("社保" AS ?v) {}'
    answer = served.client.post("/sparql", content=text.encode(), headers={"Content-Type": kind})
    assert values(answer) == ["社保"]


def test_a_byte_order_mark_is_no_part_of_a_query(served):
    content = b"\xef\xbb\xbf" + ONE.encode()
    assert served.client.post("/sparql", content=content, headers=DIRECT).status_code == 200


def test_head_of_a_wrong_request_has_its_status_and_no_body(tight):
    answer = tight.client.head("/sparql", params={"query": "SELEKT"})
    assert answer.status_code == 400
    assert answer.content == b""


def test_options_tells_what_each_address_takes(tight):
    assert tight.client.options("/sparql").headers["allow"] == "GET, HEAD, POST, OPTIONS"
    assert tight.client.options("/find").headers["allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("address", ["/find?text=a", "/id/a", "/void", "/graph", "/health"])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_but_a_query_can_be_posted(tight, address, method):
    answer = tight.client.request(method, address, content=b"x")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["error"]["code"] == "method"


def test_what_is_not_http_is_told_so_in_the_shape_of_all_errors(tight):
    host, port = tight.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(b"nothing\r\n\r\n")
        answer = b""
        while part := connection.recv(4096):
            answer += part
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 400 ")
    assert json.loads(body)["error"]["code"] == "bad-request"
