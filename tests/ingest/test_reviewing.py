"""The review server answers its own page alone, and what it says is saved is on the disk."""

from __future__ import annotations

import http.client
import json
import queue
import threading
from contextlib import contextmanager

import pytest

from sskg.cli.main import main
from sskg.ingest.ingesting import ingest
from sskg.ingest.reading import read_reading
from sskg.ingest.reviewing.serving import ReviewServer
from sskg.store import open_store
from tests.ingest.conftest import FUND, event


@contextmanager
def serving(folder):
    server = ReviewServer(
        read_reading(folder), lambda: "<p>page</p>", lambda lang: f"no violations ({lang})"
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def served(fund):
    with serving(fund) as server:
        yield server


def ask(server, method, path, body=None, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    try:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(), answer.headers
    finally:
        connection.close()


def admitted(server):
    token = server.address.partition("/?")[2]
    status, _, headers = ask(server, "GET", f"/?{token}")
    assert (status, headers["Location"]) == (303, "/")
    assert "HttpOnly" in headers["Set-Cookie"]
    assert "SameSite=Strict" in headers["Set-Cookie"]
    return headers["Set-Cookie"].partition(";")[0]


def test_the_address_works_once(served):
    token = served.address.partition("/?")[2]
    cookie = admitted(served)
    assert ask(served, "GET", f"/?{token}")[0] == 403
    assert ask(served, "GET", "/", Cookie=cookie)[:2] == (200, "<p>page</p>")


def test_who_has_no_token_gets_nothing(served):
    for path in ("/", "/?token=", "/?token=wrong", "/?token=%ff"):
        assert ask(served, "GET", path)[0] == 403
    cookie = admitted(served)
    assert ask(served, "GET", "/", Cookie=cookie[:-1] + "~")[0] == 403
    assert ask(served, "GET", "/decisions.jsonl", Cookie=cookie)[0] == 404


def test_another_name_of_this_machine_is_refused(served):
    cookie = admitted(served)
    for host in ("evil.example", f"localhost:{served.server_port}", "127.0.0.1"):
        assert ask(served, "GET", "/", Host=host, Cookie=cookie)[0] == 421


def decide(server, cookie, body, **headers):
    known = {"Cookie": cookie, "Origin": server.origin, "X_Review": "1", **headers}
    kept = {name: value for name, value in known.items() if value}
    return ask(server, "POST", "/decisions", body, **kept)


@pytest.mark.parametrize(
    "change",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": None},
        {"X_Review": None}, {"Cookie": None}, {"Cookie": "sskg-review=x"},
    ],
    ids=str,
)  # fmt: skip
def test_another_site_can_decide_nothing(served, fund, change):
    cookie = admitted(served)
    assert decide(served, cookie, json.dumps(event(1, to=FUND)), **change)[0] == 403
    assert not (fund / "decisions.jsonl").exists()


def test_what_is_answered_is_on_the_disk(served, fund):
    cookie = admitted(served)
    for number in range(3):
        assert decide(served, cookie, json.dumps(event(number, to=FUND)))[0] == 204
        assert len((fund / "decisions.jsonl").read_text().splitlines()) == number + 1


def test_two_tabs_at_once_lose_nothing(served, fund):
    cookie = admitted(served)
    bodies = [json.dumps(event(number, to=FUND)) for number in range(40)]
    threads = [threading.Thread(target=decide, args=(served, cookie, body)) for body in bodies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    ids = [json.loads(line)["id"] for line in (fund / "decisions.jsonl").read_text().splitlines()]
    assert sorted(ids) == sorted(f"A. Bee-{number}" for number in range(40))


def test_what_is_no_decision_is_refused_and_nothing_written(served, fund):
    cookie = admitted(served)
    for body in (
        "{",
        "[]",
        json.dumps(event(1, to={"type": "spell"})),
        "\ud800".encode("utf-8", "surrogatepass"),
    ):
        assert decide(served, cookie, body)[0] == 400
    assert decide(served, cookie, "x" * 300_000)[0] == 413
    assert not (fund / "decisions.jsonl").exists()
    assert decide(served, cookie, json.dumps(event(1, to=FUND)))[0] == 204


def test_check_speaks_on_the_page(served):
    cookie = admitted(served)
    answer = ask(served, "POST", "/check", "{}", Cookie=cookie, Origin=served.origin, X_Review="1")
    assert answer[:2] == (200, "no violations (en)")


@pytest.mark.parametrize(("named", "lang"), [("zh", "zh"), ("en", "en"), ("de-AT,de", "en")])
def test_check_speaks_the_language_that_the_page_is_switched_to(served, named, lang):
    headers = {"Cookie": admitted(served), "Origin": served.origin, "X_Review": "1"}
    answer = ask(served, "POST", "/check", "{}", **headers, Accept_Language=named)
    assert answer[:2] == (200, f"no violations ({lang})")


def test_a_document_read_in_again_is_shown_anew(fund, monkeypatch, tmp_path):
    """The page says that no place is named: who names one with `sskg ingest` loads it again."""
    opened: queue.Queue[str] = queue.Queue()
    monkeypatch.setattr("webbrowser.open", opened.put)
    servers: list[ReviewServer] = []
    begin = ReviewServer.__init__

    def noted(self, *args, **named):
        servers.append(self)
        begin(self, *args, **named)

    monkeypatch.setattr(ReviewServer, "__init__", noted)
    monkeypatch.setattr("sys.argv", ["sskg", "review", str(fund)])

    def run():
        with pytest.raises(SystemExit):
            main()

    thread = threading.Thread(target=run)
    thread.start()
    opened.get(timeout=60)
    try:
        cookie = admitted(servers[0])
        text = tmp_path / "fund.txt"
        ingest(text, fund, name="fund-report", jurisdiction="ZA", store=open_store())
        shown = ask(servers[0], "GET", "/", Cookie=cookie)[1]
    finally:
        servers[0].shutdown()
        thread.join()
    assert "south-africa" in shown
