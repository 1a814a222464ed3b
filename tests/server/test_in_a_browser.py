"""The pages in headless Chromium: the editor, links to a thing and its passage, accessibility."""

from urllib.parse import urlencode

import pytest

pytestmark = pytest.mark.browser

PAGES = ("/", "/id/national-pooling", "/sparql", "/sparql?query=SELECT+?s+%7B?s+?p+?o%7D+LIMIT+5",
         "/sparql?query=SELECT", "/find?text=pooling", "/find", "/timeline", "/figures", "/gaps",
         "/stats", "/sources", "/ontology", "/why?name=common-prosperity", "/nothing",
         "/path?start=national-pooling&end=common-prosperity", "/relations?name=national-pooling",
         "/commitments?name=drug+procurement",
         "/compare?first=ten-years&second=xinhua-2021")  # fmt: skip


@pytest.fixture
def page(browser, served):
    context = browser.new_context(base_url=served.url)
    opened = context.new_page()
    complaints: list[str] = []
    requests: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on("request", lambda request: requests.append(request.url))
    yield opened
    context.close()
    # A page that is an error says so on the console; nothing else may be said there.
    assert [each for each in complaints if "the server responded with" not in each] == []
    assert all(each.startswith((served.url, "data:", "blob:")) for each in requests)


def write(page, query):
    """Put a query into the editor, with the cursor behind it."""
    page.focus(".cm-content")
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    page.keyboard.insert_text(query)


def test_a_reader_asks_and_comes_to_a_thing_and_its_passage(page):
    page.goto("/sparql")
    write(page, "SELECT ?reform WHERE { ?reform a sskg:Reform } ORDER BY ?reform")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#result table")
    links = page.locator("#result tbody a")
    links.filter(has_text="id:national-pooling").click()
    page.wait_for_selector(".statements")
    assert page.url.endswith("/id/national-pooling?lang=en")
    passage = page.locator(".passage a").first
    reference = passage.inner_text()
    passage.click()
    page.wait_for_selector(".words")
    words = page.inner_text(".words")
    start, end = reference.rpartition(":")[2].split("-")
    text = page.inner_text("main")
    assert start in text
    assert end in text
    assert words
    assert "/id/national-pooling" in page.locator("main a").evaluate_all(
        "links => links.map((link) => new URL(link.href).pathname)"
    )


def test_the_line_of_an_error_is_marked(page):
    page.goto("/sparql")
    write(page, "SELECT ?s\nWHERE { ?s ?p }")
    page.keyboard.press("Escape")
    page.click("#run")
    page.wait_for_selector("#problem")
    page.wait_for_selector(".cm-lint-marker-error")
    # W is column 1 of line 2, { is 7, ?s 9, ?p 12, } 15.
    assert "line 2, column 15" in page.inner_text("#problem").lower()
    assert page.locator(".cm-lintRange-error").all_inner_texts() == ["}"]
    marked = page.locator(".cm-line", has=page.locator(".cm-lintRange-error"))
    assert marked.all_inner_texts() == ["WHERE { ?s ?p }"]
    assert page.input_value("#query") == "SELECT ?s\nWHERE { ?s ?p }"


def offered(page):
    page.wait_for_selector(".cm-tooltip-autocomplete li")
    # The list takes no key for a moment, so that nobody picks what has only just come.
    page.wait_for_timeout(100)
    return page.locator(".cm-tooltip-autocomplete li .cm-completionLabel").all_inner_texts()


def test_terms_and_things_are_completed_by_the_server(page):
    page.goto("/sparql")
    write(page, "SELECT ?r {\n ?r a ")
    page.keyboard.type("refor")
    assert offered(page)[0] == "sskg:Reform"
    page.keyboard.press("Enter")
    page.keyboard.type(" FILTER(?r != id:national-p")
    assert offered(page)[0] == "id:national-pooling"
    page.keyboard.press("Enter")
    # The editor closes the bracket itself.
    assert page.input_value("#query") == (
        "PREFIX id: <https://w3id.org/sskg/id/>\n"
        "PREFIX sskg: <https://w3id.org/sskg/ontology#>\n"
        "SELECT ?r {\n ?r a sskg:Reform FILTER(?r != id:national-pooling)"
    )


@pytest.mark.parametrize(
    ("query", "forms"),
    [
        ('SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" -1.5) } }', ["Table", "Chart"]),
        ('SELECT ?x ?n { VALUES (?x ?n) { ("a" "3") } }', []),
        ("SELECT ?a ?b { VALUES (?a ?b) { (id:x id:y) } }", ["Table", "Network"]),
        ("CONSTRUCT { id:x id:p id:y } {}", ["Table", "Network"]),
        ('CONSTRUCT { id:x id:p "y" } {}', []),
        ("ASK {}", []),
    ],
)
def test_a_result_has_the_forms_that_suit_it(page, query, forms):
    page.goto("/sparql?" + urlencode({"query": query}))
    page.wait_for_selector(".cm-content")
    assert page.locator(".forms button").all_inner_texts() == forms


def test_a_result_is_drawn(page):
    page.goto("/sparql?" + urlencode({"query": "CONSTRUCT WHERE { id:national-pooling ?p ?o }"}))
    page.click(".forms >> text=Network")
    link = page.locator(".links a", has_text="national pooling of basic").first
    assert link.get_attribute("href").endswith("/id/national-pooling")
    page.goto("/sparql?" + urlencode(
        {"query": 'SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" 1.5) } }'}))  # fmt: skip
    page.click(".forms >> text=Chart")
    widths = page.locator(".bars rect").evaluate_all(
        "rects => rects.map((rect) => rect.getBoundingClientRect().width)"
    )
    assert widths[0] == pytest.approx(2 * widths[1], abs=1)


def test_the_form_of_a_result_is_in_the_address(page):
    query = 'SELECT ?x ?n { VALUES (?x ?n) { ("a" 3) ("b" 1.5) } }'
    page.goto("/sparql?" + urlencode({"query": query}) + "#view=chart")
    page.wait_for_selector(".bars")
    # The next query keeps the form that was chosen.
    page.click("#run")
    page.wait_for_selector(".bars")
    assert page.url.endswith("#view=chart")
    page.click(".forms >> text=Table")
    assert "#" not in page.url
    assert page.locator("#result table").is_visible()


def test_named_queries_are_told_in_chinese(page):
    page.goto("/sparql?lang=zh")
    assert "每项改革解决了什么" in page.inner_text("#examples")
    page.goto("/queries?lang=zh")
    assert "每项改革解决了哪些障碍和弊端" in page.inner_text("main")


def test_a_result_is_downloaded(page):
    page.goto("/sparql?query=SELECT+(1+AS+?n)+%7B%7D")
    with page.expect_response(lambda response: response.request.method == "POST") as answered:
        page.click("button[value=csv]")
    assert answered.value.headers["content-type"] == "text/csv; charset=utf-8"


def test_a_named_query_is_put_into_the_editor(page):
    page.goto("/sparql")
    page.click("#examples a[data-query] >> text=reforms")
    assert "# title:" in page.input_value("#query")


def test_the_pages_work_without_javascript(browser, served):
    context = browser.new_context(base_url=served.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.fill(".quick input[type=search]", "pooling")
    page.click(".quick button")
    assert "national pooling of basic old-age insurance" in page.inner_text("main")
    page.goto("/sparql")
    page.fill("#query", "SELECT (41 + 1 AS ?n) {}")
    page.click("#run")
    assert "42" in page.inner_text("#result")
    context.close()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_axe_finds_nothing_and_no_page_scrolls_sideways(browser, served, lang, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    # The script is put into the page from outside, which the page's own policy would forbid.
    context = browser.new_context(
        base_url=served.url, color_scheme=scheme, bypass_csp=True,
        viewport={"width": width, "height": 800},
    )  # fmt: skip
    page = context.new_page()
    for address in PAGES:
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        found = Axe().run(page)
        assert found.violations_count == 0, (address, found.generate_report())
    context.close()


def test_the_view_is_drawn(page):
    page.goto("/graph?name=national-pooling")
    page.wait_for_selector("#canvas canvas")
    assert page.locator("#title").inner_text()


def test_the_view_is_drawn_on_a_second_visit_too(page):
    for _ in range(2):
        page.goto("/graph")
        page.wait_for_selector("#canvas canvas")
        page.goto("/")
