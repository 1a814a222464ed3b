"""Attacks, each by its effect: the server goes on, and no connection leaves the machine."""

import contextlib
import json
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice, product
from pathlib import Path
from string import ascii_letters
from typing import ClassVar
from urllib.parse import parse_qs

import httpx
import pytest

from tests.server.conftest import DATA, serving

NUMBERS = " ".join(f"?a{at} ?b{at} ?c{at} ." for at in range(12))
VALUES = "VALUES ?x { " + " ".join(map(str, range(1000))) + " }"

SHAPES = {
    "a product of all triples": f"SELECT * {{ {NUMBERS} }}",
    "a counted product": f"SELECT (COUNT(*) AS ?n) {{ {NUMBERS} }}",
    "an ordered product": f"SELECT * {{ {NUMBERS} }} ORDER BY ?a0 DESC(?c5) LIMIT 1",
    "a distinct product": f"SELECT DISTINCT ?a0 ?c3 ?c7 ?c9 {{ {NUMBERS} }}",
    "a grouped product": f"SELECT ?a0 (COUNT(*) AS ?n) {{ {NUMBERS} }} GROUP BY ?a0 ?b1 ?c2 ?c3",
    "a constructed product": f"CONSTRUCT {{ ?a0 ?b1 ?c2 }} WHERE {{ {NUMBERS} }}",
    "an asked product that is empty": f"ASK {{ {NUMBERS} FILTER(?c0 = ?c1 && ?c1 != ?c0) }}",
    "nested groups": "SELECT * { " + "{ " * 1000 + "} " * 1000 + "}",
    "nested brackets": "SELECT (" + "(" * 3000 + "1" + ")" * 3000 + " AS ?x) {}",
    "nested optionals": "SELECT * { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o " * 500 + "}" * 501,
    "nested subqueries": "SELECT * { " + "{ SELECT * { " * 200 + "} } " * 200 + "}",
    "nested exists": "ASK { " + "FILTER EXISTS { " * 200 + "} " * 200 + "}",
    "a long union": "SELECT * { { ?s ?p ?o } " + "UNION { ?s ?p ?o } " * 5000 + "}",
    "a long sum": "SELECT (" + "1 + " * 20_000 + "1 AS ?x) {}",
    "a long path": "SELECT * { ?s " + "/".join(["(!<a:b>|^!<a:b>)*"] * 300) + " ?o }",
    "a thousand patterns": "SELECT * { "
    + " ".join(f"?v{i} ?p{i} ?v{i + 1} ." for i in range(1000)) + " }",
    "doubled text": "SELECT (STRLEN(?x40) AS ?n) { BIND('xxxxxxxx' AS ?x0) "
    + " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(40)) + " }",
    "a hungry regular expression": "ASK { BIND('" + "a" * 5000 + "' AS ?t) "
    "FILTER REGEX(?t, '(a|aa|a{1,500}){1,500}b') }",
    "joined lists": "SELECT (COUNT(*) AS ?n) { " + " ".join(
        VALUES.replace("?x", f"?x{i}") for i in range(8)) + " }",
    "gathered text": f"SELECT (GROUP_CONCAT(?c0; separator='{'x' * 1000}') AS ?t) {{ {NUMBERS} }}",
    "replaced text": "SELECT (STRLEN(?x8) AS ?n) { BIND('aaaaaaaaaa' AS ?x0) " + " ".join(
        f"BIND(REPLACE(?x{i}, 'a', 'aaaaaaaaaaaaaaaaaaaa') AS ?x{i + 1})" for i in range(8)) + " }",
    # Three letters each, with nothing between them: a text that is short enough to be taken.
    "a hundred thousand variables": "SELECT "
    + "".join("?" + "".join(name) for name in islice(product(ascii_letters, repeat=3), 100_000))
    + " {}",
    "a negated path": "SELECT (COUNT(*) AS ?n) "
    "{ ?a (!<a:b>|!^<a:b>)* ?b . ?c (!<a:b>|!^<a:b>)+ ?d }",
}  # fmt: skip


def run_away(server, shape):
    """Ask one query, then a harmless one until that is answered."""
    begun = server.metric("sskg_requests_answered_total")
    answer = None
    # Rows may be on their way: then the connection is cut, so that none takes them for all.
    with contextlib.suppress(httpx.RemoteProtocolError):
        for _ in range(5):
            answer = server.client.post("/sparql", data={"query": shape})
            if answer.status_code != 429:
                break
            # Workers that were ended are not there again yet; it says when to ask again.
            time.sleep(int(answer.headers["Retry-After"]))
    for _ in range(50):
        again = server.query("ASK {}")
        if again.status_code == 200:
            break
        time.sleep(0.1)
    return begun, answer, again, server.metric("sskg_requests_answered_total")


@pytest.fixture(scope="module")
def outcomes():
    """All shapes, some at a time: each is ended by a limit of one second."""
    with (
        serving("-g", str(DATA / "tiny.ttl"), "--timeout", "1", "--workers", "8",
                "--memory", "512", "--max-bytes", "20") as server,
        ThreadPoolExecutor(3) as threads,
    ):  # fmt: skip
        asked = {name: threads.submit(run_away, server, shape) for name, shape in SHAPES.items()}
        yield server, {name: each.result() for name, each in asked.items()}


@pytest.mark.parametrize("name", SHAPES)
def test_a_runaway_query_ends_within_its_limits(outcomes, name):
    server, found = outcomes
    begun, answer, again, ended = found[name]
    if answer is not None:
        assert answer.status_code in {200, 400, 503, 504}
        if answer.status_code != 200:
            assert answer.json()["error"]["code"] in {
                "query-syntax", "timeout", "ended", "too-large", "store-unavailable",
            }  # fmt: skip
    assert server.process.poll() is None
    assert again.json()["boolean"] is True
    assert ended > begun


@pytest.fixture(scope="module", autouse=True)
def never_ending(served):
    """Requests that never end; begun before all other tests, for the server waits ten seconds."""
    host, port = served.url.removeprefix("http://").split(":")
    with contextlib.ExitStack() as opened:
        slow = [
            opened.enter_context(socket.create_connection((host, int(port)), timeout=30))
            for _ in range(50)
        ]
        for each in slow:
            each.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        body = opened.enter_context(socket.create_connection((host, int(port)), timeout=30))
        body.sendall(
            b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
            b"Content-Type: application/sparql-query\r\n\r\nASK"
        )
        yield slow, body, served.query("ASK {}")


# -- connections outward ---------------------------------------------------------------------------

CALLS = {
    "service": "SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "silent": "SELECT * {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
    "small letters": "SELECT * {{ service <{url}> {{ ?s ?p ?o }} }}",
    "mixed letters": "SELECT * {{ SeRvIcE sIlEnT <{url}> {{ ?s ?p ?o }} }}",
    "without spaces": "SELECT*{{SERVICE<{url}>{{?s ?p ?o}}}}",
    "behind a word": "SELECT * {{ FILTER(trueSERVICE<{url}>{{?s ?p ?o}}) }}",
    "behind a comment": "SELECT * {{ # x\n SERVICE # y\n <{url}> {{ ?s ?p ?o }} }}",
    "behind a string": "SELECT * {{ BIND('''#''' AS ?x) SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "behind a mark": "SELECT * {{ <http://a/#x> ?p ?o . SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "escaped letters": "SELECT * {{ \\u0053ERVICE <{url}> {{ ?s ?p ?o }} }}",
    "escaped brackets": "SELECT * {{ SERVICE \\u003C{url}\\u003E {{ ?s ?p ?o }} }}",
    "a prefixed name": "PREFIX x: <{url}> SELECT * {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "a relative iri": "BASE <{url}> SELECT * {{ SERVICE <x> {{ ?s ?p ?o }} }}",
    "a variable": "SELECT * {{ VALUES ?u {{ <{url}> }} SERVICE ?u {{ ?s ?p ?o }} }}",
    "in a subquery": "SELECT * {{ {{ SELECT * {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }} }}",
    "in exists": "ASK {{ FILTER NOT EXISTS {{ SERVICE <{url}> {{ ?s ?p ?o }} }} }}",
    "in construct": "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE <{url}> {{ ?s ?p ?o }} }}",
    "in optional": "SELECT * {{ OPTIONAL {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }} }}",
    "from": "SELECT * FROM <{url}> {{ ?s ?p ?o }}",
    "from named": "SELECT * FROM NAMED <{url}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "graph": "SELECT * {{ GRAPH <{url}> {{ ?s ?p ?o }} }}",
    "describe": "DESCRIBE <{url}>",
    "load": "LOAD <{url}>",
    "load silent": "LOAD SILENT <{url}> INTO GRAPH <http://a/>",
    "using": "DELETE {{ ?s ?p ?o }} USING <{url}> WHERE {{ ?s ?p ?o }}",
    "after a query": "ASK {{}} ; LOAD <{url}>",
}


@pytest.fixture
def canary():
    """A listener on loopback that counts who comes."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard: list[bytes] = []
        listener.settimeout(0.1)
        stop = threading.Event()

        def listen():
            while not stop.is_set():
                try:
                    connection, _ = listener.accept()
                except TimeoutError:
                    continue
                heard.append(b"came")
                connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/", heard
        stop.set()
        thread.join()


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    store = tmp_path_factory.mktemp("disk") / "store"
    subprocess.run(
        [sys.executable, "-m", "sskg", "load", str(store), str(DATA / "tiny.ttl")],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving("-g", str(store)) as server:
        yield server


class Endpoint(BaseHTTPRequestHandler):
    """An endpoint that remembers what it is asked, and knows one triple."""

    asked: ClassVar[list[str]] = []

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        query = parse_qs(body.decode())["query"][0]
        self.asked.append(query)
        triples = re.search(r"\b(CONSTRUCT|DESCRIBE)\b", query)
        kind = "application/n-triples" if triples else "application/sparql-results+json"
        one = {"type": "uri", "value": "http://a/"}
        answer = {"head": {"vars": ["s"]}, "results": {"bindings": [{"s": one}]}}
        if re.search(r"\bASK\b", query):
            answer = {"head": {}, "boolean": True}
        content = (
            b"<http://a/> <http://a/> <http://a/> ." if triples else json.dumps(answer).encode()
        )
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def remote():
    """A server over somebody else's endpoint; what reaches that is in `Endpoint.asked`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Endpoint) as endpoint:
        threading.Thread(target=endpoint.serve_forever, daemon=True).start()
        with serving("-g", f"http://127.0.0.1:{endpoint.server_port}/sparql") as server:
            yield server
        endpoint.shutdown()


def test_no_call_is_sent_on_to_an_endpoint(remote):
    url = "http://canary.example/"
    calls = {name: text for name, text in CALLS.items() if "service" in text.lower()}
    hidden = {
        "escapes that end a string": 'SELECT * {{ ?s ?p "\\u0022 . SERVICE <{url}> {{ }} #" }}',
        "long escapes": "SELECT * {{ ?s ?p '\\U00000027 . SERVICE <{url}> {{ }} #' }}",
        "an escaped line end": "SELECT * {{ ?s ?p ?o # \\u000A SERVICE <{url}> {{ ?a ?b ?c }}\n }}",
    }  # fmt: skip
    for name, spelling in (calls | hidden).items():
        text = spelling.format(url=url)
        begun = len(Endpoint.asked)
        answer = remote.query(text)
        assert answer.status_code == 400, name
        assert answer.json()["error"]["code"] == "query-syntax", name
        assert Endpoint.asked[begun:] == [], name
    # Other queries are, and what only speaks of services is.
    begun = len(Endpoint.asked)
    assert remote.query('SELECT * { ?s ?p "public service" }').status_code == 200
    assert any("public service" in asked for asked in Endpoint.asked[begun:])


NESTED = {
    "written": f"ASK {{ BIND({'TRIPLE(<a:s>,<a:p>,' * 334}1{')' * 334} AS ?t) }}",
    "by name": "SELECT ?t334 { BIND(1 AS ?t0) "
    + "".join(f"BIND(TRIPLE(<a:s>,<a:p>,?t{n}) AS ?t{n + 1}) " for n in range(334))
    + "}",
}


@pytest.mark.parametrize("form", NESTED)
def test_triples_nested_deep_are_a_wrong_request_and_no_defect(form):
    with serving("-g", str(DATA / "tiny.ttl"), "--workers", "1") as server:
        answer = server.query(NESTED[form], Accept="application/sparql-results+json")
        assert answer.status_code == 400
        assert answer.json()["error"]["code"] in {"query-syntax", "bad-request"}
        assert "nested" in answer.json()["error"]["message"]
        server.process.send_signal(signal.SIGTERM)
        assert server.process.stderr is not None
        log = server.process.stderr.read()
    assert "Traceback" not in log
    assert len(log) < 1000


@pytest.mark.parametrize("backend", ["served", "on_disk", "remote"])
def test_no_query_makes_the_server_open_a_connection(backend, request, canary):
    served = request.getfixturevalue(backend)
    url, heard = canary
    for spelling in CALLS.values():
        text = spelling.format(url=url)
        served.query(text)
        served.client.post("/sparql", data={"query": text})
        served.client.post("/sparql", data={"update": text})
        served.client.post(
            "/sparql", content=text, headers={"Content-Type": "application/sparql-update"}
        )
    graphs = {"default-graph-uri": url, "named-graph-uri": url}
    served.client.get("/sparql", params={"query": "SELECT * { ?s ?p ?o }", **graphs})
    for address in ("/show", "/relations", "/why", "/figures", "/graph"):
        served.client.get(address, params={"name": url})
    time.sleep(0.3)
    assert heard == []
    # The canary does hear who comes.
    host, port = url.split("/")[2].split(":")
    with socket.create_connection((host, int(port))) as connection:
        assert connection.recv(1) == b""
    assert heard == [b"came"]


# -- HTTP itself -----------------------------------------------------------------------------------


def raw(server, content: bytes, *, wait: float = 5) -> bytes:
    """Send bytes and return what comes back until the server closes or a time has passed."""
    host, port = server.url.removeprefix("http://").split(":")
    answer = b""
    with socket.create_connection((host, int(port)), timeout=wait) as connection:
        connection.sendall(content)
        try:
            while part := connection.recv(65536):
                answer += part
        except (TimeoutError, ConnectionResetError):
            pass
    return answer


def status(answer: bytes) -> int:
    found = re.match(rb"HTTP/1\.[01] (\d{3}) ", answer)
    return int(found[1]) if found else 0


def head(line: str, *fields: str) -> bytes:
    return "\r\n".join([line, *fields, "Connection: close", "", ""]).encode("latin-1")


def test_a_name_that_is_not_the_servers_is_refused(tight):
    host = tight.url.removeprefix("http://")
    line = "GET /sparql?query=ASK%7B%7D HTTP/1.1"
    assert status(raw(tight, head(line, f"Host: {host}"))) == 200
    assert status(raw(tight, head(line, "Host: localhost"))) == 200
    assert status(raw(tight, head(line, "Host: attacker.example"))) == 421
    assert status(raw(tight, head(line, "Host: 127.0.0.1.attacker.example"))) == 421
    assert status(raw(tight, head(line, 'Host: "><script>'))) == 400
    assert status(raw(tight, head(line, "Host: a/b"))) == 400


def test_names_of_files_never_come_from_a_request(tight):
    secret = Path(__file__).read_text(encoding="utf-8")[:40].encode()
    for path in (
        "/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "//etc/passwd",
        "/static/%2fetc%2fpasswd", "/id/../../etc/passwd", "/id/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/static/style.css%00.js", "/../../../../etc/passwd", "/static/base.html", "/\\etc\\passwd",
    ):  # fmt: skip
        answer = raw(tight, head(f"GET {path} HTTP/1.1", "Host: localhost"))
        assert status(answer) in {400, 404}, path
        assert b"root:" not in answer
        assert secret not in answer
        assert b"def " not in answer


def test_headers_cannot_be_put_into_an_answer(tight):
    for address in (
        "/id/x%0d%0aSet-Cookie:%20a=b", "/find?text=x%0d%0aSet-Cookie:%20a=b",
        "/sparql?query=ASK%7B%7D&format=%0d%0aSet-Cookie:%20a=b", "/%0d%0aSet-Cookie:a=b",
    ):  # fmt: skip
        answer = raw(tight, head(f"GET {address} HTTP/1.1", "Host: localhost"))
        assert b"\r\nset-cookie" not in answer.lower(), address


@pytest.mark.parametrize(
    "content",
    [
        b"\x00" * 5000 + b"\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" * 20,
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 30_000 + b"\r\n",
        b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nAccept: " + b"a/b;q=1," * 5000 + b"\r\n\r\n",
    ],
)  # fmt: skip
def test_malformed_requests_end_their_own_connection_alone(tight, content):
    answer = raw(tight, content, wait=2)
    assert status(answer) not in {500, 502}
    assert tight.query("ASK {}").status_code == 200


def test_a_request_that_never_ends_is_not_waited_for(never_ending):
    slow, body, while_they_wait = never_ending
    assert while_they_wait.status_code == 200
    # Each is closed by the server, the one with a body after it was told why.
    assert all(each.recv(100) == b"" for each in slow)
    assert status(body.recv(1000)) == 408


@pytest.mark.parametrize(
    ("head", "rest"), [
        (b"Content-Length: 4194310\r\n", b"x" * 4_194_310),
        (b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", b"no size\r\n"),
    ], ids=["more than is read after an answer", "a malformed chunk after an answer"],
)  # fmt: skip
def test_what_comes_after_an_early_answer_gets_no_answer_of_its_own(tight, head, rest):
    """A client would take it for the answer to its next request on the connection."""
    host, port = tight.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: {host}:{port}\r\n".encode() + head + b"\r\n"
        )
        answered = b""
        while b'"error"' not in answered or not answered.rstrip().endswith(b"}"):
            answered += connection.recv(65536)
        assert answered.startswith((b"HTTP/1.1 413", b"HTTP/1.1 415"))
        after = b""
        try:
            connection.sendall(rest)
            while piece := connection.recv(65536):
                after += piece
        except (BrokenPipeError, ConnectionResetError):
            pass
        assert after == b""


def test_a_body_that_is_little_too_large_does_not_cost_its_sender_the_answer(tight):
    """Clients read when all is sent: the rest is dropped, and the next request is answered."""
    host, port = tight.url.removeprefix("http://").split(":")
    head = f"POST /sparql HTTP/1.1\r\nHost: {host}:{port}\r\nContent-Length: 1048582\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(head.encode())
        time.sleep(0.3)  # the answer is there before the body
        connection.sendall(b"x" * 1_048_582)
        connection.sendall(
            f"GET /nothing HTTP/1.1\r\nHost: {host}:{port}\r\nConnection: close\r\n\r\n".encode()
        )
        answered = b""
        while piece := connection.recv(65536):
            answered += piece
    statuses = [int(each) for each in re.findall(rb"HTTP/1\.1 (\d+)", answered)]
    assert statuses == [413, 404]
