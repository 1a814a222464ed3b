"""`Graph.query` runs in a process that may die: the session goes on, whatever is asked."""

from __future__ import annotations

import os
import socket
import threading

import pytest
from pyoxigraph import Literal, NamedNode, Store
from pyoxigraph import QuerySolutions as Solutions

import sskg
from sskg.errors import QuerySyntaxError, QueryTimeout, Unavailable
from sskg.process import confined
from sskg.process.confined import Limits
from tests.conftest import TINY

pytestmark = pytest.mark.skipif(not confined.FORKS, reason="a child needs fork")

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


@pytest.fixture(scope="module", params=["memory", "disk"])
def kg(request, tmp_path_factory):
    if request.param == "memory":
        return sskg.open(TINY)
    from sskg.store.loading import inputs, load

    path = tmp_path_factory.mktemp("api") / "store"
    load(path, inputs([str(TINY)]))
    return sskg.open(path)


@pytest.fixture(autouse=True)
def no_limits(kg):
    yield
    kg.limits = None


def test_an_endless_query_ends_at_the_limit_and_the_next_is_answered(kg):
    kg.limits = Limits(seconds=0.5)
    with pytest.raises(QueryTimeout):
        kg.query(ENDLESS)
    assert kg.query("ASK { ?a ?b ?c }") is True


def test_a_crash_is_an_error_and_the_session_goes_on(kg, monkeypatch):
    def crash(*_: object) -> Solutions:
        os.abort()

    with monkeypatch.context() as patched:
        patched.setattr(type(kg.store), "query", crash)
        with pytest.raises(Unavailable, match="signal 6"):
            kg.query("ASK {}")
    assert kg.query("ASK {}") is True


def test_an_answer_that_needs_too_much_memory_is_an_error(kg):
    kg.limits = Limits(seconds=60, memory=64 << 20)
    text = "SELECT ?a ?d ?g ?j { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?j ?g ?d ?a"
    with pytest.raises((Unavailable, MemoryError)):
        kg.query(text)


def test_terms_come_back_as_they_are(kg):
    text = "SELECT * { VALUES (?a ?b ?c) { (<a:b> 'x'@en UNDEF) } }"
    assert kg.query(text).rows == ((NamedNode("a:b"), Literal("x", language="en"), None),)
    [triple] = kg.query("CONSTRUCT { <a:s> <a:p> 1 } {}").rows
    assert triple[:2] == (NamedNode("a:s"), NamedNode("a:p"))


def test_a_triple_nested_deep_comes_back(kg):
    chain = "".join(f"BIND(TRIPLE(<a:s>,<a:p>,?t{i}) AS ?t{i + 1}) " for i in range(400))
    [[term]] = kg.query(f"SELECT ?t400 {{ BIND(1 AS ?t0) {chain} }}").rows
    assert str(term).count("<a:s>") == 400


def test_a_syntax_error_keeps_its_place(kg):
    with pytest.raises(QuerySyntaxError) as caught:
        kg.query("SELECT * { ?a ?b }")
    assert (caught.value.line, caught.value.column) == (1, 18)


def test_threads_of_a_notebook_ask_at_the_same_time(kg):
    answers: list[object] = []

    def ask() -> None:
        answers.extend(kg.query("ASK { ?a ?b ?c }") for _ in range(5))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert answers == [True] * 20


def test_no_query_reaches_a_listening_socket(kg):
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        url = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        for text in (
            f"PREFIX x: <a:b> SELECT * {{?s ?p x:.SERVICE<{url}>{{}}}}",
            f"SELECT * {{ SERVICE SILENT <{url}> {{ ?a ?b ?c }} }}",
        ):
            with pytest.raises(QuerySyntaxError, match="SERVICE"):
                kg.query(text)
        with pytest.raises(TimeoutError):
            canary.accept()


def test_even_past_the_guard_no_connection_is_made(monkeypatch):
    graph = sskg.open(TINY)
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        url = f"http://127.0.0.1:{canary.getsockname()[1]}/"
        monkeypatch.setattr(type(graph.store), "query", lambda _self, text: Store().query(text))
        with pytest.raises(Exception, match=r"."):
            graph.query(f"SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}")
        with pytest.raises(TimeoutError):
            canary.accept()
