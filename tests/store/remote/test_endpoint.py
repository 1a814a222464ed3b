"""The rules around one query, on a transport that needs no network."""

from __future__ import annotations

import json
import time
from urllib.parse import parse_qs

import pytest

from sskg.errors import QuerySyntaxError, RequestError, StoreUnavailable
from sskg.language.message import verbatim
from sskg.store.remote.endpoint import Address, Endpoint, address, credentials, limits
from sskg.store.remote.store import RemoteStore
from sskg.store.remote.transport import EndpointLimits, Request, Response, TransportError
from sskg.store.sparql import select

URL = "https://endpoint.example/sparql"
JSON = "application/sparql-results+json"
NTRIPLES = "application/n-triples"


class Scripted:
    """Answers from a list, and remembers what it was asked."""

    def __init__(self, *responses: Response | Exception) -> None:
        self.responses = list(responses)
        self.requests: list[Request] = []

    def send(self, request: Request, limits: EndpointLimits, deadline: float) -> Response:
        self.requests.append(request)
        response = self.responses.pop(0)
        if isinstance(response, Exception):
            raise response
        return response

    def queries(self) -> list[str]:
        return [parse_qs(request.body.decode())["query"][0] for request in self.requests]


def ok(body: bytes | str, kind: str = JSON, **headers: str) -> Response:
    content = body.encode() if isinstance(body, str) else body
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(200, {"content-type": kind, **named}, content)


def table(*rows: dict[str, dict[str, str]]) -> str:
    return json.dumps({"head": {"vars": ["a"]}, "results": {"bindings": list(rows)}})


def integers(count: int) -> str:
    return table(*({"a": {"type": "literal", "value": str(n)}} for n in range(count)))


def boolean(value: bool) -> str:  # noqa: FBT001
    return json.dumps({"head": {}, "boolean": value})


ONE = table({"a": {"type": "literal", "value": "x"}})


def remote(
    *responses: Response | Exception, url: str = URL, **given: object
) -> tuple[RemoteStore, Scripted]:
    transport = Scripted(*responses)
    endpoint = Endpoint(address(url), EndpointLimits(), transport, **given)  # type: ignore[arg-type]
    return RemoteStore(endpoint), transport


@pytest.fixture(autouse=True)
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The pauses between tries, which the tests do not wait for."""
    taken: list[float] = []
    monkeypatch.setattr(time, "sleep", taken.append)
    return taken


# Addresses and credentials -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "url", ["http://localhost:3030/ds", "http://127.0.0.1/sparql", "http://[::1]:80/", URL]
)
def test_https_and_this_machine_are_taken(url):
    assert address(url, {}).url == url


def test_http_to_another_machine_needs_consent():
    with pytest.raises(RequestError, match="http to another machine"):
        address("http://endpoint.example/sparql", {})
    with pytest.raises(RequestError):
        address("http://127.0.0.1.evil.example/sparql", {})
    assert address("http://endpoint.example/sparql", {"SSKG_ALLOW_HTTP": "1"}).host


@pytest.mark.parametrize(
    "url", ["https://", "https://host:port/", "https://host:99999/", "https://a b/", "https://h/\n"]
)
def test_what_is_no_url_is_refused(url):
    with pytest.raises(RequestError):
        address(url, {})


def test_a_password_in_the_url_is_refused_and_not_shown():
    with pytest.raises(RequestError) as caught:
        address("https://me:geheim@endpoint.example/sparql", {})
    assert "geheim" not in str(caught.value) + str(caught.value.hint)


def test_graphs_in_the_url_are_asked_and_other_parameters_stay():
    found = address(URL + "?default-graph-uri=http%3A%2F%2Fe%2Fg&repository=a", {})
    assert found == Address(URL + "?repository=a", (("default-graph-uri", "http://e/g"),))
    store, transport = remote(ok(ONE), url=URL + "?default-graph-uri=http://e/g")
    store.query("SELECT ?a WHERE { ?a ?b ?c }")
    assert parse_qs(transport.requests[0].body.decode())["default-graph-uri"] == ["http://e/g"]


def test_credentials_come_from_the_environment(tmp_path):
    nothing = {"NETRC": str(tmp_path / "none")}
    assert credentials("h", nothing) is None
    assert credentials("h", {"SSKG_ENDPOINT_TOKEN": "t0"}) == "Bearer t0"
    # RFC 7617's own example.
    aladdin = {"SSKG_ENDPOINT_USER": "Aladdin", "SSKG_ENDPOINT_PASSWORD": "open sesame"}
    assert credentials("h", aladdin) == "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="


def test_credentials_come_from_netrc_for_that_host_alone(tmp_path):
    path = tmp_path / "netrc"
    path.write_text("machine endpoint.example login Aladdin password sesame\n")
    path.chmod(0o600)
    assert credentials("endpoint.example", {"NETRC": str(path)}) is not None
    assert credentials("other.example", {"NETRC": str(path)}) is None


def test_a_malformed_netrc_is_an_error_that_shows_none_of_it(tmp_path):
    path = tmp_path / "netrc"
    path.write_text("machine endpoint.example login me passwort geheim\n")
    path.chmod(0o600)
    with pytest.raises(StoreUnavailable) as caught:
        credentials("endpoint.example", {"NETRC": str(path)})
    assert "geheim" not in str(caught.value)


def test_credentials_are_sent_and_never_shown():
    store, transport = remote(Response(401, {}, b"who are you?"), authorization="Bearer geheim")
    with pytest.raises(StoreUnavailable) as caught:
        store.query("ASK { ?a ?b ?c }")
    assert transport.requests[0].headers["Authorization"] == "Bearer geheim"
    assert "SSKG_ENDPOINT_USER" in str(caught.value.hint)
    shown = f"{caught.value} {caught.value.hint} {store.location} {store._endpoint!r}"
    assert "geheim" not in shown


@pytest.mark.parametrize("value", ["soon", "-1", "0", "inf", "nan"])
def test_a_limit_that_is_no_positive_number_is_refused(value):
    with pytest.raises(RequestError, match="positive"):
        limits({"SSKG_ENDPOINT_TIMEOUT": value})


def test_limits_come_from_the_environment():
    found = limits({"SSKG_ENDPOINT_TIMEOUT": "5", "SSKG_ENDPOINT_MAX_ROWS": "10"})
    assert (found.connect, found.total, found.rows) == (5, 5, 10)


# Redirects, retries, refusals --------------------------------------------------------------------


def moved(to: str, status: int = 307) -> Response:
    return Response(status, {"location": to}, b"")


def test_a_redirect_on_the_same_host_is_followed_with_the_whole_query():
    store, transport = remote(moved("/other/sparql"), ok(boolean(value=True)))
    assert store.query("ASK { ?a ?b ?c }")
    assert transport.requests[1].url == "https://endpoint.example/other/sparql"
    assert transport.requests[1].body == transport.requests[0].body


@pytest.mark.parametrize(
    "to",
    [
        "https://evil.example/sparql",
        "https://endpoint.example.evil.example/",
        "http://endpoint.example/sparql",
        "https://endpoint.example:8443/sparql",
        "file:///etc/passwd",
        "https://[bad/",
        "",
    ],
)
def test_a_redirect_elsewhere_is_not_followed(to):
    store, transport = remote(moved(to), authorization="Bearer geheim")
    with pytest.raises(StoreUnavailable, match="another place"):
        store.query("ASK { ?a ?b ?c }")
    assert len(transport.requests) == 1


def test_redirects_without_end_are_an_error():
    store, _ = remote(*(moved(f"/{n}") for n in range(9)))
    with pytest.raises(StoreUnavailable, match="more than 3 times"):
        store.query("ASK { ?a ?b ?c }")


def test_a_busy_endpoint_is_asked_again_with_longer_pauses(pauses):
    busy = [Response(503, {}, b""), Response(429, {}, b""), Response(503, {}, b"")]
    store, transport = remote(*busy, ok(boolean(value=True)))
    assert store.query("ASK { ?a ?b ?c }")
    assert len(transport.requests) == 4
    assert [0.25 * 2**n <= pause <= 0.75 * 2**n for n, pause in enumerate(pauses)] == [True] * 3


def test_retry_after_is_honoured(pauses):
    store, _ = remote(Response(429, {"retry-after": "7"}, b""), ok(boolean(value=True)))
    assert store.query("ASK { ?a ?b ?c }")
    assert pauses == [7.0]


@pytest.mark.parametrize(
    "pause", ["3600", "9" * 400, "1" + "0" * 5000, "Fri, 31 Dec 9999 23:59:59 GMT"]
)
def test_a_pause_beyond_the_time_limit_is_not_waited_for(pauses, pause):
    store, _ = remote(Response(503, {"retry-after": pause}, b""))
    with pytest.raises(StoreUnavailable, match="busy"):
        store.query("ASK { ?a ?b ?c }")
    assert pauses == []


def test_an_endpoint_that_stays_busy_is_an_error():
    store, transport = remote(*(Response(503, {}, b"no room") for _ in range(9)))
    with pytest.raises(StoreUnavailable, match="503"):
        store.query("ASK { ?a ?b ?c }")
    assert len(transport.requests) == 5


def test_a_refused_query_says_what_the_endpoint_says():
    store, _ = remote(Response(400, {"content-type": "text/plain"}, b"no such\x1b[31m function"))
    with pytest.raises(RequestError, match="no such"):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


def test_a_lost_connection_is_an_error():
    store, _ = remote(TransportError(verbatim("nothing answers there")))
    with pytest.raises(StoreUnavailable, match="nothing answers there"):
        store.query("ASK { ?a ?b ?c }")


# What is sent ------------------------------------------------------------------------------------


def test_prefixes_are_declared_on_the_querys_first_line():
    store, transport = remote(ok(ONE))
    store.query("\nSELECT ?a WHERE {\n ?a a sskg:Goal ; skos:prefLabel 'foaf:name' } # prov:x")
    sent = transport.queries()[0]
    assert sent.split("\n")[0] == (
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
        "PREFIX sskg: <https://w3id.org/sskg/ontology#> "
    )


@pytest.mark.parametrize("text", ["CLEAR ALL", "DELETE WHERE { ?s ?p ?o }", "SELECT ?s {", ""])
def test_what_is_no_query_is_never_sent(text):
    store, transport = remote()
    with pytest.raises(QuerySyntaxError):
        store.query(text)
    assert transport.requests == []


def test_a_service_is_refused_before_anything_is_sent():
    store, transport = remote()
    with pytest.raises(QuerySyntaxError, match="SERVICE"):
        store.query("ASK { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }")
    assert transport.requests == []


# What comes back ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"\xff\xfe\x00", "not JSON"),
        (b"[" * 100_000, "too deep"),
        (b'{"a":' * 100_000, "too deep"),
        (b"[]", "form"),
        (b'{"head": {"vars": ["a"]}}', "form"),
        (b'{"head": {"vars": [1]}, "results": {"bindings": []}}', "form"),
        (b'{"head": {"vars": ["a", "a"]}, "results": {"bindings": []}}', "cannot be read"),
        (b'{"head": {"vars": ["a b"]}, "results": {"bindings": []}}', "cannot be read"),
        (b'{"head": {"vars": ["a"]}, "results": {"bindings": [7]}}', "form"),
        (table({"a": {"type": "uri", "value": "no iri"}}).encode(), "term"),
        (table({"a": {"type": "thing", "value": "x"}}).encode(), "term"),
        (table({"a": {"type": "literal", "value": "x", "xml:lang": "?!"}}).encode(), "term"),
        (b"<?xml version='1.0'?><!DOCTYPE s [<!ENTITY a 'a'>]><sparql>&a;</sparql>", "not JSON"),
    ],
)
def test_a_malformed_answer_is_an_error(body, message):
    store, _ = remote(ok(body))
    with pytest.raises(StoreUnavailable, match=message):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


def test_triple_terms_nested_without_end_are_an_error():
    part = '{"type":"uri","value":"http://e/a"}'
    opening = f'{{"type":"triple","value":{{"subject":{part},"predicate":{part},"object":'
    term = opening * 100 + part + "}}" * 100
    store, _ = remote(ok(f'{{"head":{{"vars":["a"]}},"results":{{"bindings":[{{"a":{term}}}]}}}}'))
    with pytest.raises(StoreUnavailable, match="too deep"):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


@pytest.mark.parametrize(
    "body",
    [b"nonsense", b"<http://e/a> <http://e/b> " + b"<<( <http://e/a> <http://e/b> " * 99_999],
)
def test_malformed_triples_are_an_error(body):
    store, _ = remote(ok(body, NTRIPLES))
    with pytest.raises(StoreUnavailable):
        store.query("CONSTRUCT WHERE { ?a ?b ?c }")


@pytest.mark.parametrize("kind", ["text/html", "application/sparql-results+xml", ""])
def test_another_content_type_is_an_error(kind):
    store, _ = remote(ok(ONE, kind))
    with pytest.raises(StoreUnavailable, match="asked for"):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


def test_blank_nodes_keep_apart_whatever_their_labels():
    node = [{"a": {"type": "bnode", "value": f"nodeID://b{n}"}} for n in (1, 2, 1)]
    store, _ = remote(ok(table(*node)))
    one, two, again = [row["a"] for row in select(store, "SELECT ?a WHERE { ?a ?b ?c }")]
    assert one == again
    assert one != two


def test_a_yes_in_rows_is_a_yes():
    yes, no = table({"a": {"type": "literal", "value": "1"}}), table()
    store, _ = remote(ok(yes), ok(no), ok(boolean(value=True)))
    assert bool(store.query("ASK { ?a ?b ?c }"))
    assert not bool(store.query("ASK { ?a ?b ?c }"))


# Answers that are not all ------------------------------------------------------------------------


def test_an_answer_that_says_it_was_cut_off_is_an_error():
    store, _ = remote(ok(ONE, x_sparql_maxrows="1"))
    with pytest.raises(StoreUnavailable, match="cut its answer off after 1 rows"):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


def test_an_answer_with_all_rows_that_were_asked_for_is_whole():
    store, _ = remote(ok(ONE, x_sparql_maxrows="1"))
    assert len(list(select(store, "SELECT ?a WHERE { ?a ?b ?c } LIMIT 1"))) == 1


def test_a_limit_in_a_comment_does_not_hide_a_cut():
    store, _ = remote(ok(integers(3), x_sparql_maxrows="3"))
    with pytest.raises(StoreUnavailable, match="cut"):
        store.query("SELECT ?a WHERE { ?a ?b ?c } # LIMIT 1")


def test_an_answer_that_was_ended_by_the_endpoints_clock_is_an_error():
    store, _ = remote(ok(ONE, x_sql_state="S1TAT"))
    with pytest.raises(StoreUnavailable, match="time limit"):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


def test_a_round_number_of_rows_is_counted_again():
    counted = table({"rows": {"type": "literal", "value": "1700"}}).replace('["a"]', '["rows"]')
    store, transport = remote(ok(integers(1000)), ok(counted))
    with pytest.raises(StoreUnavailable, match="after 1000 rows"):
        store.query("SELECT ?a WHERE { ?a a sskg:Goal } ORDER BY ?a")
    assert "COUNT" in transport.queries()[1]


def test_a_round_number_of_rows_that_is_all_is_taken():
    counted = table({"rows": {"type": "literal", "value": "1000"}}).replace('["a"]', '["rows"]')
    store, _ = remote(ok(integers(1000)), ok(counted))
    assert len(list(select(store, "SELECT ?a WHERE { ?a a sskg:Goal }"))) == 1000


def test_more_rows_than_the_limit_are_an_error():
    transport = Scripted(ok(integers(11)))
    store = RemoteStore(Endpoint(address(URL), EndpointLimits(rows=10), transport))
    with pytest.raises(StoreUnavailable, match="more than 10 rows"):
        store.query("SELECT ?a WHERE { ?a ?b ?c }")


def test_an_empty_default_graph_beside_named_ones_is_told():
    graphs = table({"g": {"type": "uri", "value": "http://e/g"}}).replace('["a"]', '["g"]')
    store, _ = remote(ok(table()), ok(boolean(value=False)), ok(graphs))
    with pytest.raises(StoreUnavailable, match="default graph is empty") as caught:
        store.query("SELECT ?a WHERE { ?a a sskg:Goal }")
    assert "http://e/g" in str(caught.value.hint)


def test_an_empty_description_of_a_thing_with_statements_is_told():
    store, _ = remote(ok(b"# Empty NT", NTRIPLES), ok(boolean(value=True)))
    with pytest.raises(StoreUnavailable, match="describes nothing"):
        store.query("DESCRIBE id:pooling")
