"""Requests and queries that nobody would write: no 500, no death, the one shape of errors.

In the ordinary run some seconds' worth, the same each time; SSKG_FUZZ_SECONDS=600 makes each of the
campaigns over HTTP as long as a third of that, with other examples each time.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import socket
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, quote_plus

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sskg.capabilities import CAPABILITIES
from sskg.errors import QuerySyntaxError
from sskg.queries import catalog
from sskg.rdf.tokens import guard
from sskg.server import negotiation, protocol
from sskg.server.failures import Refusal
from tests.server.conftest import DATA, Served, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = float(os.environ.get("SSKG_FUZZ_SECONDS", "0"))
CAMPAIGNS = 3
LAWFUL = {400, 403, 404, 405, 406, 408, 413, 415, 421, 429, 431, 503, 504}


@dataclass
class Tally:
    """What came of a campaign."""

    name: str
    statuses: Counter[int] = field(default_factory=Counter)

    def __str__(self) -> str:
        each = ", ".join(f"{number} × {status}" for status, number in sorted(self.statuses.items()))
        return f"{self.name}: {self.statuses.total()} requests ({each})"


def campaign(check: Callable[[Any], None], strategy: st.SearchStrategy[Any], examples: int) -> None:
    """Check so many examples, the same each time; or others, until the time is over."""
    until = time.monotonic() + SECONDS / CAMPAIGNS
    while True:
        chosen = settings(
            max_examples=examples, deadline=None, database=None, derandomize=not SECONDS,
            phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        chosen(given(strategy)(check))()
        if time.monotonic() >= until:
            return


@pytest.fixture(scope="module")
def fuzzed() -> Iterator[Served]:
    with serving("--timeout", "2", "--workers", "2", "--memory", "512") as server:
        yield server


# -- what a client sends -----------------------------------------------------------------------

ODD = st.text(
    st.one_of(
        st.sampled_from(" \t;,=*/\"'\\%&+?#<>(){}[]:@\x00\x7f\u202e\u200b\ufeff\ud7ff\U0010ffff"),
        st.characters(codec="utf-8"),
    ),
    max_size=40,
)
NUMBERS = st.sampled_from(["0", "1", "-1", "00", "1e9", "99999999999999999999", "٣", "1.5", "0x1"])
NAMES = st.sampled_from(
    sorted({p.name for lookup in CAPABILITIES.values() for p in lookup.parameters})
    + ["query", "update", "default-graph-uri", "named-graph-uri", "using-graph-uri", "format",
       "lang", "hops", "theme", "around"]
)  # fmt: skip
SOUND = st.sampled_from(
    ["ASK{}", "SELECT * { ?s ?p ?o } LIMIT 3", "DESCRIBE <http://a/>", "CLEAR ALL",
     "national-pooling", "pooling", "common-prosperity", "id:national-pooling", "医保", "json",
     "html", "csv", "md", "ttl", "jsonld", "en", "zh", "http://example.org/g", "Reform", "true",
     "2018-06", "2018-13-45", "both", "https://w3id.org/sskg/id/national-pooling"]
)  # fmt: skip
VALUES = st.one_of(SOUND, SOUND, NUMBERS, ODD)


def quoted_oddly(draw: Any, text: str) -> bytes:
    """Percent-encode a text in one of the ways that clients do, and in some that none should."""
    way = draw(st.sampled_from(["plus", "percent", "all", "latin", "none", "broken", "twice"]))
    data = text.encode("utf-8", "surrogatepass")
    match way:
        case "plus":
            return quote_plus(text, errors="surrogatepass").encode()
        case "percent":
            return quote(text, safe="", errors="surrogatepass").encode()
        case "all":
            return "".join(f"%{byte:02x}" for byte in data).encode()
        case "latin":
            return quote(text.encode("latin-1", "replace"), safe="").encode()
        case "twice":
            return quote(quote(text, safe="", errors="surrogatepass"), safe="").encode()
        case "broken":
            whole = quote(text, safe="", errors="surrogatepass").encode()
            cut = draw(st.integers(0, len(whole)))
            broken: bytes = draw(st.sampled_from([b"%", b"%z", b"%f", b"%%", b"%u0041"]))
            return whole[:cut] + broken
        case _:
            return re.sub(rb"[\x00-\x20\x7f-\xff#]", b"_", data)


@st.composite
def form(draw: Any) -> bytes:
    fields = draw(st.lists(st.tuples(st.one_of(NAMES, NAMES, ODD), VALUES), max_size=6))
    parts = []
    for name, value in fields:
        key, content = quoted_oddly(draw, name), quoted_oddly(draw, value)
        equals = draw(st.sampled_from([b"=", b"=", b"=", b"==", b""]))
        parts.append(key + equals + content)
    between: bytes = draw(st.sampled_from([b"&", b"&", b"&&", b";"]))
    return between.join(parts)


MEDIA = st.sampled_from(
    ["text/html", "text/turtle", "application/json", "application/sparql-results+json", "*/*",
     "text/*", "application/ld+json", "text/csv", "image/png", "*", "/", "text/", "a/b/c", ""]
)  # fmt: skip
WEIGHTS = st.sampled_from(
    ["", ";q=0", ";q=1", ";q=0.5", ";q=2", ";q=-1", ";q=", ";q=nan", ";;q", "; q = 0.3",
     ";q=0.1234567890123", ";Q=0.2", ';a="b,c;d"', ";q=1e1"]
)  # fmt: skip


@st.composite
def accept(draw: Any) -> str:
    ranges = draw(st.lists(st.tuples(st.one_of(MEDIA, MEDIA, ODD), WEIGHTS), max_size=5))
    between: str = draw(st.sampled_from([",", ", ", " ,", ",,"]))
    return between.join(a + b for a, b in ranges)


TYPES = st.one_of(
    st.sampled_from(
        ["application/x-www-form-urlencoded", "application/sparql-query", "text/plain", "",
         "application/x-www-form-urlencoded; charset=utf-8", "APPLICATION/SPARQL-QUERY;charset=x",
         'application/sparql-query; charset="UTF-8"', "application/sparql-update", ";", "a/b;=;",
         "multipart/form-data; boundary=x", "application/sparql-query;charset", "application/json"]
    ),
    ODD,
)  # fmt: skip


@given(form(), st.booleans())
@settings(max_examples=300, deadline=None, derandomize=True)
def test_fields_are_read_or_refused(text, post):
    try:
        if post:
            protocol.request_by_post("application/x-www-form-urlencoded", text, text)
        else:
            protocol.request_by_get(text)
    except Refusal as refusal:
        assert refusal.status in {400, 403}


@given(st.dictionaries(st.sampled_from(["a", "query", "text", "é", "=&"]), ODD, min_size=1))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_was_percent_encoded_is_read_back(fields):
    text = "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in fields.items())
    assert dict(protocol.fields(text.encode(), "form")) == fields


@given(accept())
@settings(max_examples=500, deadline=None, derandomize=True)
def test_any_accept_header_is_read(header):
    for offered in (negotiation.ROWS, negotiation.TRIPLES, negotiation.PAGES, negotiation.THING):
        found = negotiation.preferred(header, offered)
        assert found is None or found in offered
    negotiation.takes_gzip(header)
    assert negotiation.language(header, "en") in {"en", "zh"}


@given(TYPES, form(), st.one_of(st.binary(max_size=60), form()))
@settings(max_examples=500, deadline=None, derandomize=True)
def test_any_content_type_is_read_or_refused(kind, query, body):
    try:
        asked = protocol.request_by_post(kind, query, body)
    except Refusal as refusal:
        assert refusal.status in {400, 403, 415}
    else:
        assert asked.query is None or isinstance(asked.query, str)


# -- whole requests ----------------------------------------------------------------------------

PATHS = st.one_of(
    st.sampled_from(
        ["/", "/sparql", "/sparql", "/ontology", "/void", "/graph", "/health", "/metrics", "/id/",
         "/openapi.json", "/static/style.css", "/static/..", "/id/national-pooling",
         "/id/national-pooling.ttl", "/id/%00", "/id/a/../b", "/id/.ttl", "//", "/%2e%2e/", "*",
         "/sparql/", "/graph/around", *(f"/{name}" for name in CAPABILITIES)]
    ),
    ODD.map(lambda text: "/" + quote(text, safe="", errors="surrogatepass")),
    ODD.map(lambda text: "/id/" + quote(text, safe="", errors="surrogatepass")),
)  # fmt: skip
METHODS = st.sampled_from(
    ["GET"] * 8 + ["POST"] * 5 + ["HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE",
     "CONNECT", "get", "PROPFIND"]
)  # fmt: skip
HEADERS = st.sampled_from(
    ["Accept", "Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "Origin", "Range",
     "Cookie", "X-Forwarded-Host", "If-Modified-Since", "Content-Encoding", "Connection", "Upgrade"]
)  # fmt: skip


@st.composite
def request(draw: Any) -> bytes:
    method, path = draw(METHODS), draw(PATHS).encode("utf-8", "replace")
    query = draw(st.one_of(st.just(b""), form().map(lambda text: b"?" + text)))
    lines = [b" ".join((method.encode(), path + query, b"HTTP/1.1")), b"Host: localhost"]
    for name in draw(st.lists(HEADERS, max_size=3, unique=True)):
        value = draw(st.one_of(accept(), ODD, st.sampled_from(["gzip", "zh", "*", 'W/"x"', "h2c"])))
        lines.append(name.encode() + b": " + one_line(value))
    body = b""
    if method in {"POST", "PUT", "PATCH"}:
        body = draw(st.one_of(form(), st.binary(max_size=80), VALUES.map(str.encode)))
        lines.append(b"Content-Type: " + one_line(draw(TYPES)))
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join([*lines, b"Connection: close", b"", b""]) + body


def one_line(text: str) -> bytes:
    return re.sub(rb"[\r\n]", b" ", text.encode("utf-8", "surrogatepass"))


def answered(server: Served, content: bytes) -> tuple[int, str, bytes]:
    """Send bytes; return status, content type and body of the answer."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(content)
        found = http.client.HTTPResponse(connection, method=content.split(b" ")[0].decode())
        found.begin()
        return found.status, found.headers.get("Content-Type", ""), found.read()


def assert_lawful(status: int, kind: str, body: bytes, *, head: bool = False) -> None:
    assert status in {200, 204, 304, *LAWFUL}, (status, body[:300])
    if status < 400 or head:
        return
    if kind.startswith("text/html"):
        assert body.startswith(b"<!doctype html>")
        return
    assert kind == "application/json", (status, kind, body[:200])
    error = json.loads(body)["error"]
    assert error["code"] not in {"defect", "ended"}, error
    assert error["message"]
    assert not {*error} - {"code", "message", "hint", "line", "column", "excerpt", "place",
                           "candidates"}  # fmt: skip


def test_no_request_makes_the_server_fail(fuzzed):
    tally = Tally("odd requests")

    def check(content: bytes) -> None:
        status, kind, body = answered(fuzzed, content)
        tally.statuses[status] += 1
        assert_lawful(status, kind, body, head=content.startswith(b"HEAD "))

    campaign(check, request(), 150)
    print(tally)  # noqa: T201  (shown with -rP)
    assert fuzzed.process.poll() is None
    assert fuzzed.query("ASK {}").json()["boolean"] is True
    assert fuzzed.metric("sskg_requests_deaths_total") == 0


# -- queries -----------------------------------------------------------------------------------

PIECE = re.compile(r"\s+|\"[^\"\n]*\"|<[^<>\s]*>|[\w:?$-]+|.", re.DOTALL)
WORDS = st.sampled_from(
    r"""SELECT ASK CONSTRUCT DESCRIBE WHERE FROM NAMED GRAPH SERVICE OPTIONAL UNION MINUS FILTER
    BIND VALUES UNDEF NOT EXISTS IN AS ORDER BY GROUP HAVING LIMIT OFFSET DISTINCT REDUCED COUNT SUM
    AVG SAMPLE GROUP_CONCAT SEPARATOR IF COALESCE REGEX REPLACE SUBSTR STRLEN LANGMATCHES BNODE IRI
    STRDT LATERAL TRIPLE PREFIX BASE INSERT DELETE LOAD { } ( ) [ ] . ; , | / ^ * + ? ! = != < <= >>
    << <<( )>> {| |} && || - ?x $y _:b a true 1 1.5 1e400 -0 "text" 'it' '''long''' "x"@zh-CN
    "1"^^xsd:integer "x"^^<a:b> <http://a/> <> <#> sskg:Reform id:x : :: \u0041 \U00110000 # "
    ' é 政策 😀 %""".split()  # noqa: SIM905  (a list would fill the screen)
    + ["\x00", "\u202e", "\ufeff"]
)
TEXTS = st.sampled_from([entry.text for entry in catalog.listing().queries])


@st.composite
def query(draw: Any) -> str:
    pieces = PIECE.findall(draw(TEXTS))
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(pieces)))
        other = draw(st.integers(0, len(pieces)))
        low, high = min(at, other), min(max(at, other), min(at, other) + 40)
        match draw(st.integers(0, 8)):
            case 0:
                del pieces[low:high]
            case 1:
                pieces.insert(at, " " + draw(WORDS) + " ")
            case 2:
                pieces[at : at + 1] = [draw(WORDS)]
            case 3:
                pieces[at:at] = pieces[low:high] * draw(st.integers(1, 30))
            case 4:
                pieces[low:high] = pieces[low:high][::-1]
            case 5:
                opened, closed = draw(st.sampled_from(["{}", "()", "[]", '""', "<>"]))
                times = draw(st.sampled_from([1, 2, 60, 127, 200]))
                pieces[low:high] = [opened * times, *pieces[low:high], closed * times]
            case 6:
                donor = PIECE.findall(draw(TEXTS))
                start = draw(st.integers(0, len(donor)))
                pieces[at:at] = donor[start : start + 30]
            case 7:
                pieces.insert(at, draw(ODD))
            case 8:
                del pieces[at:]
    return "".join(pieces)[:100_000]


@given(st.one_of(query(), st.lists(WORDS, max_size=60).map(" ".join), ODD))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_any_text_passes_the_guard_or_is_refused_at_its_place(text):
    try:
        guard(text)
    except QuerySyntaxError as error:
        assert 1 <= error.line <= text.count("\n") + 1
        assert error.column >= 1


def test_no_query_makes_the_server_fail(fuzzed):
    tally = Tally("mutated queries")

    def check(text: str) -> None:
        kind = {"Content-Type": "application/sparql-query"}
        content = text.encode("utf-8", "replace")
        answer = fuzzed.client.post("/sparql", content=content, headers=kind)
        tally.statuses[answer.status_code] += 1
        assert answer.status_code in {200, 400, 413, 503, 504}, answer.text[:500]
        if answer.status_code == 200:
            if answer.headers["content-type"] == "application/sparql-results+json":
                assert {"head"} <= set(answer.json())
            return
        assert_lawful(answer.status_code, answer.headers["content-type"], answer.content)
        error = answer.json()["error"]
        if error["code"] == "query-syntax":
            assert 1 <= error["line"] <= len(re.split(r"\n", text)) + 1
            assert error["column"] >= 1

    campaign(check, st.one_of(query(), query(), st.lists(WORDS, max_size=60).map(" ".join)), 100)
    print(tally)  # noqa: T201
    assert fuzzed.process.poll() is None
    assert fuzzed.query("ASK {}").json()["boolean"] is True


# -- the interface as it describes itself ------------------------------------------------------


@pytest.mark.filterwarnings("default")
def test_the_interface_is_as_it_describes_itself():
    pytest.importorskip("schemathesis")
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [not_a_server_error, status_code_conformance, content_type_conformance,
              response_schema_conformance]  # fmt: skip
    tally = Tally("requests by the description")
    with serving("-g", str(DATA / "tiny.ttl")) as server:
        schema = schemathesis.openapi.from_url(f"{server.url}/openapi.json")
        operations = [found.ok() for found in schema.get_all_operations()]  # type: ignore[union-attr]
        cases = st.one_of(
            *(operation.as_strategy(mode) for operation in operations
              for mode in schemathesis.GenerationMode)
        )  # fmt: skip

        def check(case: Any) -> None:
            response = case.call()
            tally.statuses[response.status_code] += 1
            case.validate_response(response, checks=checks)

        campaign(check, cases, 150)
        print(tally)  # noqa: T201
        assert len(operations) >= 18
        assert server.process.poll() is None
        assert server.metric("sskg_requests_deaths_total") == 0
