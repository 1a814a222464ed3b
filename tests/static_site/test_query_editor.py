"""The query editor of a site: completion, errors at their place, charts and networks of results."""

from __future__ import annotations

import json
import re
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.conftest import Ran

pytestmark = pytest.mark.browser

SSKG = "PREFIX sskg: <https://w3id.org/sskg/ontology#>\n"
ID = "PREFIX id: <https://w3id.org/sskg/id/>\n"
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' data:; worker-src blob:; form-action 'self'; base-uri 'none'"
)
RESULT = "#result[aria-busy=false]"


class _Strict(SimpleHTTPRequestHandler):
    """Sends the files with a policy that allows no style and no script within a page."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module", params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    """The address of the site: a folder's, or that of a web host with a strict policy."""
    if request.param == "file":
        yield site.as_uri()
        return
    handler = partial(_Strict, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    context = browser.new_context()
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on(
        "request",
        lambda asked: (
            None if asked.url.startswith((root, "data:", "blob:")) else complaints.append(asked.url)
        ),
    )
    opened.goto(f"{root}/en/sparql.html")
    opened.wait_for_selector(".cm-content")
    yield opened
    context.close()
    assert complaints == []


def write(page: Page, query: str) -> None:
    """Put a text into the editor, with the cursor behind it."""
    page.focus(".cm-content")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def ask(page: Page, query: str) -> None:
    write(page, query)
    page.keyboard.press("Escape")
    page.click("#run")
    page.wait_for_selector(RESULT, timeout=30_000, state="attached")


def forms(page: Page) -> list[str]:
    return page.locator(".forms button").all_inner_texts()


def offered(page: Page) -> list[str]:
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    # The list takes no key for a moment, so that nobody picks what has only just come.
    page.wait_for_timeout(100)
    return page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").all_inner_texts()


def test_a_query_is_typed_and_a_completion_brings_its_prefix(page: Page) -> None:
    write(page, "")
    # The editor closes the brace itself.
    page.keyboard.type("SELECT ?r { ?r a sskg:Refo")
    assert offered(page)[0] == "sskg:Reform"
    page.keyboard.press("Enter")
    assert page.input_value("#query") == f"{SSKG}SELECT ?r {{ ?r a sskg:Reform}}"
    page.keyboard.type(" ; sskg:resolv")
    assert offered(page)[0] == "sskg:resolves"
    page.keyboard.press("Enter")
    # It is there already, and is not put there again.
    assert page.input_value("#query") == f"{SSKG}SELECT ?r {{ ?r a sskg:Reform ; sskg:resolves}}"


def test_a_name_completes_to_its_thing(page: Page, root: str) -> None:
    write(page, "# What it is\nASK { ")
    page.keyboard.type("national-poo")
    assert offered(page)[0] == "id:national-pooling"
    page.keyboard.press("Enter")
    assert page.input_value("#query") == f"# What it is\n{ID}ASK {{ id:national-pooling"
    page.goto(f"{root}/zh/sparql.html")
    write(page, "ASK { ")
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("全国统")
    assert "id:national-pooling" in offered(page)
    first = page.locator(".cm-tooltip-autocomplete li", has_text="id:national-pooling").first
    assert "基本养老保险全国统筹" in first.inner_text()


def test_prefixes_keywords_and_variables_are_completed(page: Page) -> None:
    write(page, "")
    page.keyboard.type("PREFIX sko")
    assert offered(page) == ["skos:"]
    page.keyboard.press("Enter")
    assert page.input_value("#query") == "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>"
    write(page, "")
    page.keyboard.type("CONSTR")
    assert offered(page) == ["CONSTRUCT"]
    write(page, "")
    page.keyboard.type("SELECT ?reform { ?re")
    assert offered(page) == ["?reform"]


@pytest.mark.parametrize(
    "start", ['SELECT * { ?s ?p "refo', "# refo", "SELECT * { ?s a <http://refo"]
)
def test_nothing_is_completed_in_texts_comments_and_iris(page: Page, start: str) -> None:
    write(page, start)
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    page.wait_for_timeout(300)
    assert page.locator(".cm-tooltip-autocomplete").count() == 0


# Line and column are counted by hand, in characters from 1.
FAULTS = [
    # W is column 1 of line 2, { is 7, ?s 9, ?p 12, } 15.
    ("SELECT ?s\nWHERE { ?s ?p }", (2, 15), "}"),
    # { is 10, ?s 12, a 15, the name 17.
    ("SELECT * { ?s a ex:Thing }", (1, 17), "ex:Thing"),
    # Two spaces, ?s 3, a 6, the name 8 to 16; it ends behind that, and its last letter is marked.
    ("SELECT ?s {\n  ?s a sskg:Goal", (2, 17), "l"),
    # ?s 3, ?p 6, the text 9 to 12: each of its letters is one character, and two units of UTF-16.
    ("SELECT * {\n  ?s ?p '𝒳𝒳' ?o }", (2, 14), "?o"),
    ("SELCT * {}", (1, 1), "SELCT"),
    # { is 10, ?s 12, ?p 15, the quote 18.
    ('SELECT * { ?s ?p "open }', (1, 18), '"'),
]


@pytest.mark.parametrize(("query", "place", "marked"), FAULTS)
def test_an_error_is_marked_where_it_is(
    page: Page, run: Callable[..., Ran], query: str, place: tuple[int, int], marked: str
) -> None:
    line, column = place
    ask(page, query)
    assert f"Line {line}, column {column}" in page.inner_text("#problem")
    page.wait_for_selector(".cm-lint-marker-error")
    whole = page.locator(".cm-lintRange-error").all_inner_texts()
    assert "".join(whole) == marked
    # The marker stands at the height of its line.
    middle = "(box) => (box.top + box.bottom) / 2"
    marker = page.locator(".cm-lint-marker-error").evaluate(
        f"(each) => ({middle})(each.getBoundingClientRect())"
    )
    box = page.locator(".cm-line").nth(line - 1).bounding_box()
    assert box is not None
    assert box["y"] < marker < box["y"] + box["height"]
    assert page.get_attribute(".cm-content", "aria-invalid") == "true"
    assert f"line {line}, column {column}" in run("query", query).err
    page.locator(".cm-content").press("Control+End")
    page.keyboard.type(" ")
    page.wait_for_selector(".cm-lint-marker-error", state="detached")
    assert page.get_attribute(".cm-content", "aria-invalid") == "false"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" -1.5) } }', ["Table", "Chart"]),
        ('SELECT ?x ?n { VALUES (?x ?n) { ("a" "3") ("b" "4") } }', []),
        ('SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" "four") } }', []),
        ("SELECT ?n { VALUES ?n { 1 2 } }", []),
        ('SELECT ?x { VALUES ?x { "a" "b" } }', []),
        ("SELECT ?a ?b { VALUES (?a ?b) { (id:x id:y) } }", ["Table", "Network"]),
        ('SELECT ?a ?b { VALUES (?a ?b) { (id:x "y") } }', []),
        ("SELECT ?a { VALUES ?a { id:x id:y } }", []),
        ("SELECT ?a ?b { VALUES (?a ?b) { (id:x id:x) } }", []),
        (
            "SELECT ?a ?n ?b { VALUES (?a ?n ?b) { (id:x 1 id:y) } }",
            ["Table", "Chart", "Network"],
        ),
        ("CONSTRUCT { id:x id:p id:y } {}", ["Table", "Network"]),
        ('CONSTRUCT { id:x id:p "y" } {}', []),
    ],
)
def test_a_form_is_offered_where_it_suits(page: Page, query: str, expected: list[str]) -> None:
    ask(page, query)
    assert forms(page) == expected


def test_bars_are_as_long_as_their_numbers(page: Page) -> None:
    ask(page, 'SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" -1.5) ("c" 0.75) } }')
    page.click(".forms >> text=Chart")
    assert not page.locator("#result table").is_visible()
    boxes = page.locator(".bars rect").evaluate_all(
        "rects => rects.map((rect) => { const {left, right, width} = rect.getBoundingClientRect();"
        " return [left, right, width]; })"
    )
    (a, b, c) = boxes
    assert a[2] == pytest.approx(2 * b[2], abs=1)
    assert a[2] == pytest.approx(4 * c[2], abs=1)
    # The negative one ends where the others begin.
    assert b[1] == pytest.approx(a[0], abs=1)
    assert page.locator(".bars text").all_text_contents() == ["a", "3", "b", "-1.5", "c", "0.75"]
    page.click(".forms >> text=Table")
    assert page.locator("#result table").is_visible()
    assert page.locator(".bars").count() == 0


def rectangles(page: Page) -> list[dict[str, float]]:
    return page.locator(".links .thing").evaluate_all(  # type: ignore[no-any-return]
        "rects => rects.map((rect) => rect.getBoundingClientRect().toJSON())"
    )


def test_links_are_drawn_from_layer_to_layer(page: Page) -> None:
    # x leads to y and z, y to z, and z back to x: the circle is drawn all the same.
    ask(page, "SELECT ?a ?b { VALUES (?a ?b) { (id:x id:y) (id:y id:z) (id:x id:z) (id:z id:x) } }")
    page.click(".forms >> text=Network")
    names = page.locator(".links text:not(.by)").all_text_contents()
    lefts = dict(zip(names, (each["left"] for each in rectangles(page)), strict=True))
    assert lefts["id:x"] < lefts["id:y"] < lefts["id:z"]
    assert page.locator(".links .edge").count() == 4


def test_things_of_the_graph_have_their_labels_links_and_room(page: Page) -> None:
    ask(page, "CONSTRUCT { ?a ?p ?b } { ?a a sskg:Reform ; ?p ?b . ?b skos:prefLabel ?l }")
    page.click(".forms >> text=Network")
    link = page.locator(".links a", has_text="national pooling of basic").first
    assert link.get_attribute("href").endswith("id/national-pooling.html")  # type: ignore[union-attr]
    boxes = rectangles(page)
    assert len(boxes) > 10
    for n, one in enumerate(boxes):
        for two in boxes[n + 1 :]:
            apart = one["right"] <= two["left"] or two["right"] <= one["left"]
            assert apart or one["bottom"] <= two["top"] or two["bottom"] <= one["top"]
    texts = page.locator(".links text:not(.by)").evaluate_all(
        "texts => texts.map((text) => { const rect = text.parentElement.querySelector('rect');"
        " return rect.getBoundingClientRect().right - text.getBoundingClientRect().right; })"
    )
    assert min(texts) > 0


def test_what_is_too_much_for_a_network_says_so(page: Page) -> None:
    pairs = " ".join(f"(id:x id:y{n})" for n in range(60))
    ask(page, f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {pairs} }} }}")
    page.click(".forms >> text=Network")
    assert "61 things" in page.inner_text("#result .note")
    ask(page, f"SELECT ?a ?b {{ VALUES (?a ?b) {{ {pairs.removesuffix('(id:x id:y59)')} }} }}")
    page.click(".forms >> text=Network")
    assert page.locator(".links .thing").count() == 60


def test_the_keyboard_leads_into_the_editor_and_out(page: Page) -> None:
    page.focus(".cm-content")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "run"
    page.keyboard.press("Shift+Tab")
    write(page, "ASK {}")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(RESULT, state="attached")
    assert page.inner_text("#result").strip() == "Yes"


def test_a_named_query_comes_into_the_editor(page: Page) -> None:
    page.locator("#examples a").first.click()
    assert "# title:" in page.inner_text(".cm-content")
    assert page.input_value("#query").startswith("# title:")
    page.click("#run")
    page.wait_for_selector(RESULT, timeout=30_000, state="attached")
    assert re.match(r"\d+ rows", page.inner_text("#result"))


def test_the_form_of_a_result_is_in_the_address_and_is_shown_again(page: Page) -> None:
    query = 'SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" 1.5) } }'
    ask(page, query)
    page.click(".forms >> text=Chart")
    assert page.url.endswith("#view=chart")
    assert "query=SELECT" in page.url
    page.reload()
    page.click("#run")
    page.wait_for_selector(".bars", timeout=30_000)
    assert not page.locator("#result table").is_visible()
    assert page.url.endswith("#view=chart")
    # Of several columns of numbers the one that was chosen is drawn again.
    ask(page, 'SELECT ?x ?n ?m { VALUES (?x ?n ?m) { ("a" 3 8) ("b" 1.5 9) } }')
    page.select_option("#numbers", label="m")
    assert page.url.endswith("#view=chart&number=m")
    page.click("#run")
    page.wait_for_selector(RESULT, timeout=30_000, state="attached")
    assert page.locator(".bars .value").all_text_contents() == ["8", "9"]
    # A result that has no such form is shown as a table, and the next one that has it is drawn.
    ask(page, 'SELECT ?x { VALUES ?x { "a" } }')
    assert page.locator("#result table").is_visible()
    ask(page, query)
    page.wait_for_selector(".bars")
    page.click(".forms >> text=Table")
    assert "#" not in page.url
    assert "query=SELECT" in page.url


def test_named_queries_are_told_in_the_language_of_the_page(page: Page, root: str) -> None:
    english = page.locator("#examples a").all_inner_texts()
    assert "What each reform resolves reforms" in english
    # One that asks of a certain thing would answer of all: the goal is not given.
    assert not [text for text in english if text.endswith("leads-to")]
    page.goto(f"{root}/zh/sparql.html")
    chinese = page.locator("#examples a").all_inner_texts()
    assert "每项改革解决了什么 reforms" in chinese
    assert len(chinese) == len(english)
    assert all(re.search("[\u4e00-\u9fff]", text) for text in chinese)


def test_each_named_query_is_answered_as_the_command_line_does(
    page: Page, run: Callable[..., Ran]
) -> None:
    links = page.locator("#examples a")
    for at in range(links.count()):
        links.nth(at).click()
        page.evaluate("document.querySelector('#result').replaceChildren()")
        page.click("#run")
        page.wait_for_selector(RESULT, timeout=30_000, state="attached")
        with page.expect_download() as caught:
            page.click("text=Download as JSON")
        there = json.loads(caught.value.path().read_text(encoding="utf-8"))
        here = json.loads(run("query", page.input_value("#query"), "-f", "json").out)
        rows = [
            sorted(json.dumps(row, sort_keys=True) for row in answer["results"]["bindings"])
            for answer in (there, here)
        ]
        assert rows[0] == rows[1], links.nth(at).inner_text()
        assert rows[0], links.nth(at).inner_text()


def test_a_hostile_answer_is_text(page: Page) -> None:
    bad = "<img src=x onerror=alert(1)>"
    ask(page, f'SELECT ?x ?n {{ VALUES (?x ?n) {{ ("{bad}" 1) }} }}')
    page.click(".forms >> text=Chart")
    assert page.locator("#result img").count() == 0
    ask(page, "SELECT ?a ?b { VALUES (?a ?b) { (<javascript:alert(1)> <urn:b>) } }")
    page.click(".forms >> text=Network")
    assert page.locator(".links a, #result td a").count() == 0


def test_without_the_editor_the_text_area_remains(browser: Browser, root: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.route("**/codemirror.js", lambda route: route.abort())
    page.goto(f"{root}/en/sparql.html")
    page.fill("#query", "ASK {}")
    page.click("#run")
    page.wait_for_selector(RESULT, timeout=30_000, state="attached")
    assert page.inner_text("#result").strip() == "Yes"
    context.close()
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{root}/en/sparql.html")
    assert page.locator("#query").is_visible()
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_editor_and_pictures_are_accessible(
    browser: Browser, site: Path, lang: str, scheme: Any, width: int
) -> None:
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True
    )
    page = context.new_page()
    page.goto((site / lang / "sparql.html").as_uri())

    def check(state: str) -> None:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), state
        found = Axe().run(page).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == [], state

    write(page, 'SELECT ?a (1.5 AS ?n) { # a note\n ?a a "x"@en ; sskg:resolves ')
    page.keyboard.type("id:na")
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    check("completing")
    ask(page, "SELECT ?s\nWHERE { ?s ?p }")
    page.wait_for_selector(".cm-lint-marker-error")
    check("an error")
    ask(page, "SELECT ?kind (COUNT(*) AS ?n) { ?s a ?kind } GROUP BY ?kind")
    page.locator(".forms button").nth(1).click()
    check("a chart")
    ask(page, "CONSTRUCT { ?a ?p ?b } { ?a a sskg:Reform ; ?p ?b . ?b skos:prefLabel ?l }")
    page.locator(".forms button").nth(1).click()
    check("a network")
    context.close()
