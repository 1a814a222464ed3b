"""No query calls out, however SERVICE is written: tried with a listening socket at each door."""

from __future__ import annotations

import itertools
import random
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from sskg.errors import QuerySyntaxError, SskgError
from sskg.rdf.service import refuse_service
from sskg.rdf.terms import PREFIXES
from sskg.store.loading import inputs, load
from sskg.store.locate import open_store
from tests.conftest import TINY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sskg.store.base import Store

# What stands before the keyword, so that a scanner takes it for part of something else.
BEFORE = (
    "", "?s ?p x:.", "?s ?p 1.", "?s ?p 1.0.", "?s ?p true.", "?s ?p 'a'.", "?s ?p '''a'''.",
    "?s ?p x:a%20.", "?s ?p x:a\\'b .", "?s ?p x:a\\'.", "?s ?p <a:b#>.", "?s ?p <a:b'c>.",
    "FILTER(1<2)", "FILTER(?s<?p&&'>'='x')", 'FILTER(?s<?p||"#"=">")', "VALUES ?v {'''a'}",
    "VALUES ?v {-1 -2}", "OPTIONAL{}", "{}", "BIND(1 AS ?service)", "?s ?p _:a.", "?s ?p [].",
    "?s ?p 'SERVICE'.", "# SERVICE\n", "?s ?p 'a'@en.", "?s ?p 'a'^^x:.", "?s a x:service.",
    "?service ?p ?o.", "GRAPH ?g {}", "?s x:/x: ?o.", "?s ?p <<( ?a ?b ?c )>>.",
)  # fmt: skip
KEYWORDS = ("SERVICE", "service", "sErViCe", "SERVICE SILENT ", "SERVICESILENT", "\\u0053ERVICE")
AFTER = (
    "<{url}>{{}}",
    " <{url}> {{?a ?b ?c}}",
    "#\n<{url}>{{}}",
    " ?u {{}}",
    " u: {{}}",
    " u:{{}}",
)
FORMS = (
    "PREFIX x: <a:b> PREFIX u: <{url}> SELECT * {{ VALUES ?u {{<{url}>}} {body} }}",
    "PREFIX x: <a:b> PREFIX u: <{url}> ASK {{ {{ SELECT * {{ VALUES ?u {{<{url}>}} {body} }} }} }}",
    "PREFIX x:<a:b>PREFIX u:<{url}>CONSTRUCT WHERE{{{body}}}",
    "PREFIX x:<a:b>PREFIX u:<{url}>SELECT*{{FILTER NOT EXISTS{{{body}}}}}",
)  # fmt: skip

HARMLESS = (
    "SELECT * { ?service a sskg:PublicService }",
    "PREFIX service: <http://service.example/> ASK { service:x ?p service:service }",
    "PREFIX c: <http://example.org/> ASK { ?s a c:PublicService }",
    "PREFIX c: <http://example.org/> ASK { ?s a c:service . ?s c:a.service ?o }",
    'ASK { ?s ?p "SERVICE <http://a/> {}" } # SERVICE <http://a/> {}',
    "ASK { ?s <http://a/service#service> 'service'@en-service }",
    "ASK { _:service ?p '''\nSERVICE <http://a/> {}''' }",
)


def queries(url: str) -> list[str]:
    return [
        form.format(url=url, body=before + keyword + after.format(url=url))
        for form, before, keyword, after in itertools.product(FORMS, BEFORE, KEYWORDS, AFTER)
    ]


@pytest.fixture
def canary() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listener:
        listener.settimeout(0)
        yield listener


def address(canary: socket.socket) -> str:
    return f"http://127.0.0.1:{canary.getsockname()[1]}/"


def assert_silent(canary: socket.socket) -> None:
    with pytest.raises(BlockingIOError):
        canary.accept()


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "memory":
        return open_store([str(TINY)])
    load(tmp_path / "store", inputs([str(TINY)]))
    return open_store([str(tmp_path / "store")])


def read(store: Store, text: str) -> None:
    answer = store.query(text)
    with suppress(TypeError):  # a truth value has no rows
        list(answer)  # type: ignore[arg-type]


def refused(store: Store, texts: list[str]) -> int:
    count = 0
    for text in texts:
        try:
            read(store, text)
        except QuerySyntaxError as error:
            count += "SERVICE" in str(error.message)
    return count


def test_no_disguise_reaches_the_network(store, canary):
    texts = random.Random(7).sample(queries(address(canary)), 400)  # noqa: S311
    # Nothing is left to chance: of those that are well-formed, each must be told for what it is.
    assert refused(store, texts) > 150
    assert_silent(canary)


@pytest.mark.slow
def test_none_of_all_disguises_reaches_the_network(canary):
    texts = queries(address(canary))
    assert refused(open_store([str(TINY)]), texts) > len(texts) / 3
    assert_silent(canary)


def test_the_canary_hears_what_is_not_guarded(canary):
    query = f"SELECT * {{ SERVICE <{address(canary)}> {{ ?a ?b ?c }} }}"
    # The socket is closed as soon as it has heard something: then there is no answer.
    heard = threading.Timer(0.5, lambda: canary.accept()[0].close())  # noqa: PLW0108  (nothing has called yet)
    heard.start()
    with pytest.raises(OSError, match=r"."):
        list(pyoxigraph.Store().query(query))  # type: ignore[arg-type]
    heard.join()


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_holds_the_word_is_answered(store, text):
    read(store, text)


@pytest.mark.parametrize("text", ["SELECT * { ?s ?p service:x }", "SELECT service {}"])
def test_what_does_not_parse_either_way_is_left_to_the_parser(text):
    refuse_service(text, PREFIXES)
    with pytest.raises(QuerySyntaxError) as caught:
        open_store([str(TINY)]).query(text)
    assert "network" not in str(caught.value.message)


@pytest.mark.parametrize("text", ["service", "SELECT ?service { ?s ?p ?service"])
def test_a_text_that_is_cut_off_is_told_so(store, text):
    with pytest.raises(QuerySyntaxError, match="ends too early"):
        store.query(text)


def test_no_disguise_reaches_an_endpoint(canary):
    store = open_store([address(canary) + "sparql"])
    for text in random.Random(8).sample(queries("http://192.0.2.1/"), 200):  # noqa: S311
        undone = text.replace("\\u0053", "S")
        with pytest.raises(SskgError):
            store.query(undone)
        with pytest.raises(SskgError):
            store.query(text)
    assert_silent(canary)


def test_the_command_line_refuses_it_and_connects_to_nothing(canary):
    text = f"PREFIX x: <a:b> SELECT * {{?s ?p x:.SERVICE<{address(canary)}>{{}}}}"
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "query", text],
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert "SERVICE makes requests over the network, and is refused" in done.stderr
    assert_silent(canary)


@pytest.mark.parametrize(
    "keyword", ["SERVICE", "\\u0053ERVICE", "S\\u0045RVICE", "\\U00000053\\u0045RVIC\\u0045"]
)
def test_the_place_is_that_of_the_keyword_as_written(keyword):
    # Two escapes before it: two letters once they are undone.
    text = f'ASK {{ ?s ?p "\\u0041\\u0042" .\n  {keyword} <http://127.0.0.1:9/> {{}} }}'
    with pytest.raises(QuerySyntaxError) as caught:
        refuse_service(text, {})
    assert (caught.value.line, caught.value.column) == (2, 3)
