"""The site from a folder, without a network: search, and SPARQL in the browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Ran

PLACES = (
    "index", "find", "figures", "timeline", "sparql", "sources", "id/national-pooling",
    "id/ten-years", "id/ten-years-s19d", "kind/Reform", "figure/employee-pension",
    "relation/resolves", "relation/concerns.2", "id/social-security-system.2",
    "commitments", "commitments/national-pooling", "commitments/xinhua-2021", "compare",
    "compare/ten-years.xinhua-2021", "list", "gaps", "ontology", "../404",
)  # fmt: skip

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    context = browser.new_context(offline=True)
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("file:", "data:", "blob:"))
            else complaints.append(asked.url)
        ),
    )
    opened.goto((site / "en" / "sparql.html").as_uri())
    yield opened
    context.close()
    assert complaints == []


def asked(page: Page, query: str) -> str:
    page.fill(".cm-content", query)
    page.keyboard.press("Escape")
    page.click("#run")
    page.wait_for_function(
        "document.querySelector('#result table, #result pre, #problem:not([hidden])')"
        " || /^(Yes|No)$/.test(document.querySelector('#result').innerText.trim())",
        timeout=30_000,
    )
    problem = page.locator("#problem")
    return problem.inner_text() if problem.is_visible() else page.locator("#result").inner_text()


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?s (COUNT(*) AS ?n) { ?s a sskg:Claim ; ?p ?o } GROUP BY ?s ORDER BY ?s LIMIT 20",
        "SELECT ?l { ?r a sskg:Reform ; skos:prefLabel ?l } ORDER BY ?l",
        'SELECT ?x ?y { VALUES (?x ?y) { ("a,\\"b" UNDEF) (1.50 "é"@fr) } } ORDER BY ?x',
        "SELECT ?unbound { ?s sskg:nothing ?unbound }",
    ],
)
def test_the_browser_answers_as_the_command_line_does(
    page: Page, query: str, run: Callable[..., Ran]
) -> None:
    asked(page, query)
    with page.expect_download() as caught:
        page.click("text=Download as JSON")
    there = json.loads(caught.value.path().read_text(encoding="utf-8"))
    ran = run("query", query, "-f", "json")
    here = json.loads(ran.out)
    assert there["head"].get("vars", []) == here["head"].get("vars", [])
    assert there["results"]["bindings"] == here["results"]["bindings"]


def test_yes_no_and_triples_are_shown(page: Page) -> None:
    assert asked(page, "ASK { id:national-pooling a sskg:Reform }").strip() == "Yes"
    assert asked(page, "ASK { id:national-pooling a sskg:Goal }").strip() == "No"
    assert "ontology#resolves" in asked(page, "CONSTRUCT WHERE { id:national-pooling ?p ?o }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "PREFIX x: <a:b> SELECT * {?s ?p x:.SERVICE<http://127.0.0.1:9/>{}}",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    ],
)
def test_nothing_calls_out(page: Page, query: str) -> None:
    assert "SERVICE is refused" in asked(page, query)


def test_service_as_a_name_is_no_call(page: Page) -> None:
    shown = asked(page, "PREFIX c: <http://c/> SELECT ?service { ?service a c:PublicService }")
    assert "0 rows" in shown


def test_what_is_wrong_has_its_place_and_the_next_query_is_answered(page: Page) -> None:
    # The brace: S is column 1, { is 10, ?s is 12 and 13.
    assert "Line 1, column 15" in asked(page, "SELECT * { ?s } ")
    assert "nested too deep" in asked(page, "SELECT * {" + "{" * 300 + "}" * 300 + "}")
    assert asked(page, "ASK {}").strip() == "Yes"


def test_a_query_is_in_the_address(page: Page, site: Path) -> None:
    asked(page, "ASK { ?s ?p ?o }")
    assert "query=ASK" in page.url
    page.goto((site / "en" / "sparql.html").as_uri() + "?query=ASK%20%7B%7D")
    assert page.input_value("#query") == "ASK {}"


@pytest.mark.parametrize(
    ("lang", "typed", "first"),
    [
        ("en", "national pooling", "national-pooling"),
        ("en", "drug procurment", "drug-procurement-normalization"),
        ("zh", "全国统", "national-pooling"),
        ("en", "poverty", "poverty"),
    ],
)
def test_names_are_found_as_one_types(
    page: Page, site: Path, lang: str, typed: str, first: str
) -> None:
    page.goto((site / lang / "find.html").as_uri())
    page.fill("#quick", typed)
    page.wait_for_selector("#hits a")
    assert page.locator("#hits a").first.get_attribute("href") == f"id/{first}.html"
    page.fill("#quick", "zzzz")
    assert page.locator("#hits a").count() == 0


def test_a_thing_found_by_another_name_says_which(page: Page, site: Path) -> None:
    page.goto((site / "en" / "find.html").as_uri())
    page.fill("#quick", "pension pooling")
    page.wait_for_selector("#hits a")
    assert "also called “pension pooling”" in page.locator("#hits li").first.inner_text()
    page.fill("#quick", "national pooling of basic old-age insurance")
    page.wait_for_function("document.querySelectorAll('#hits .other').length === 0")
    assert page.locator("#hits a").first.get_attribute("href") == "id/national-pooling.html"


@pytest.mark.parametrize(
    ("lang", "name"),
    [("en", "national pooling of basic old-age insurance"), ("zh", "基本养老保险全国统筹")],
)
def test_a_thing_leads_to_its_picture_in_the_readers_language(
    page: Page, site: Path, lang: str, name: str
) -> None:
    page.goto((site / lang / "id" / "national-pooling.html").as_uri())
    page.click("main a[href*='graph.html']")
    page.wait_for_selector("body[data-ready]")
    assert name in page.locator("#panel h2").first.inner_text()
    assert page.locator("html").get_attribute("lang") == {"en": "en", "zh": "zh-CN"}[lang]


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_pages_are_accessible_and_do_not_scroll_sideways(
    browser: Browser, site: Path, lang: str, scheme: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True,
        bypass_csp=True,
    )  # fmt: skip
    # What is not found may stand anywhere: it names its style by the address of the site.
    context.route(
        "https://example.org/graph/static/*",
        lambda route: route.fulfill(path=site / "static" / route.request.url.rpartition("/")[2]),
    )
    page = context.new_page()
    for place in PLACES:
        page.goto((site / lang / f"{place}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == [], place
    context.close()
