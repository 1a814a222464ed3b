"""The site in Firefox, from a folder and from a web host: complete, and asking nobody else."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.firefox import Firefox, firefox

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLACES = (
    "index", "find", "figures", "timeline", "list", "gaps", "sources", "ontology", "sparql",
    "commitments", "compare", "relation/resolves",
    "id/national-pooling", "id/ten-years", "id/ten-years-s19d", "kind/Reform",
    "figure/employee-pension", "commitments/national-pooling", "commitments/xinhua-2021",
    "compare/ten-years.xinhua-2021",
)  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def program() -> Iterator[Firefox]:
    with firefox() as started:
        yield started


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site: a folder's, or a web host's."""
    if request.param == "file":
        yield site.as_uri()
        return
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(program: Firefox, root: str) -> Iterator[Firefox]:
    program.requested.clear()
    program.complaints.clear()
    yield program
    program.open("about:blank")
    own = (root, "data:", "blob:", "about:")
    assert [each for each in program.requested if not each.startswith(own)] == []
    assert program.complaints == []


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_complete_and_do_not_scroll_sideways(page: Firefox, root: str, lang: str) -> None:
    for width in (320, 1280):
        page.resize(width, 800)
        for place in PLACES:
            page.open(f"{root}/{lang}/{place}.html")
            assert page.evaluate("document.documentElement.lang").startswith(lang), place
            assert page.evaluate("document.body.innerText.length") > 60, place
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
            # The style is there: without it nothing would bound the text.
            bound = page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth")
            assert bound != "none", place
        page.open("about:blank")
        page.open(f"{root}/static/graph.html#lang={lang}&thing=national-pooling")
        page.wait("document.querySelector('#panel h2')")
        assert page.evaluate("document.documentElement.lang").startswith(lang)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("lang", "typed", "first"),
    [
        ("en", "drug procurment", "drug-procurement-normalization"),
        ("zh", "全国统", "national-pooling"),
    ],
)
def test_names_are_found_as_one_types(
    page: Firefox, root: str, lang: str, typed: str, first: str
) -> None:
    page.open(f"{root}/{lang}/find.html")
    page.evaluate(
        f"quick.focus(), quick.value = '{typed}', quick.dispatchEvent(new Event('input'))"
    )
    page.wait("document.querySelector('#hits a')")
    assert page.evaluate("document.querySelector('#hits a').getAttribute('href')") == (
        f"id/{first}.html"
    )


def test_the_editor_is_there_and_a_result_is_drawn(page: Firefox, root: str) -> None:
    query = 'SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" 1.5) } }'
    page.open(f"{root}/en/sparql.html?query={quote(query)}")
    root_of = "document.querySelector('.query').shadowRoot"
    assert page.evaluate(f"{root_of}.querySelector('.cm-content').innerText") == query
    # Its style is an adopted one: the marks of the lines stand left of the text, not above it.
    assert page.evaluate(
        f"{root_of}.querySelector('.cm-gutters').getBoundingClientRect().right"
        f" <= {root_of}.querySelector('.cm-line').getBoundingClientRect().left"
    )
    page.evaluate("document.querySelector('#run').click()")
    page.wait("document.querySelectorAll('.forms button')[1]")
    page.evaluate("document.querySelectorAll('.forms button')[1].click()")
    widths = page.evaluate(
        "JSON.stringify([...document.querySelectorAll('.bars rect')]"
        ".map((rect) => rect.getBoundingClientRect().width))"
    )
    long, short = json.loads(widths)
    assert long == pytest.approx(2 * short, abs=1)


def answered(page: Firefox, root: str, query: str) -> str:
    page.open(f"{root}/en/sparql.html?query={quote(query)}")
    page.evaluate("document.querySelector('#run').click()")
    page.wait(
        "document.querySelector('#result table, #result pre, #problem:not([hidden])')"
        " || /^(Yes|No)$/.test(document.querySelector('#result').innerText.trim())"
    )
    text = page.evaluate(
        "(document.querySelector('#problem:not([hidden])')"
        " || document.querySelector('#result')).innerText"
    )
    assert isinstance(text, str)
    return text


def test_queries_are_answered_in_the_browser(page: Firefox, root: str) -> None:
    assert answered(page, root, "ASK { id:national-pooling a sskg:Reform }").strip() == "Yes"
    shown = answered(page, root, "SELECT ?l { id:national-pooling skos:prefLabel ?l }")
    assert "2 rows" in shown
    assert "SERVICE is refused" in answered(
        page, root, "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }"
    )
