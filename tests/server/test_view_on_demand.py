"""`/graph` of a large graph: it opens on hubs, and fetches what surrounds a thing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import pytest

from sskg.store import open_store
from tests.server.conftest import DATA, serving

ROOT = Path(__file__).resolve().parents[2]
ID = "https://w3id.org/sskg/id/"
TRIPLE = re.compile(
    rf"<{ID}([a-z]+-\d+)> <https://w3id.org/sskg/ontology#(\w+)> <{ID}([a-z]+-\d+)>"
)
MACHINERY = {"evidence", "inDocument", "assertedBy", "indicator", "baseline", "latest"}


@pytest.fixture(scope="module")
def lines():
    made = subprocess.run(
        [sys.executable, "benchmarks/generate.py", "90000", "--seed", "7"],
        cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8",
    )  # fmt: skip
    return made.stdout


@pytest.fixture(scope="module")
def near(lines):
    """For each thing of the file those that a statement links it to, read from its lines."""
    found = defaultdict(set)
    for subject, predicate, other in TRIPLE.findall(lines):
        if predicate not in MACHINERY and subject != other:
            found[subject].add(other)
            found[other].add(subject)
    return found


@pytest.fixture(scope="module")
def large(lines, tmp_path_factory):
    folder = tmp_path_factory.mktemp("large")
    (folder / "graph.nt").write_text(lines, encoding="utf-8")
    subprocess.run(
        [sys.executable, "-m", "sskg", "load", str(folder / "store"), str(folder / "graph.nt")],
        check=True, capture_output=True,
    )  # fmt: skip
    with serving("-g", str(folder / "store"), "--timeout", "30") as server:
        yield server


def fetched(server, **parameters):
    answer = server.client.get("/graph", params={**parameters, "format": "json"})
    assert answer.status_code == 200
    return answer.json()


def names(view):
    return {
        row[0]: at
        for at, row in enumerate(
            row
            for number in range(view["head"]["blocks"]["things"])
            for row in view["blocks"][f"things-{number}"]
        )
    }


def test_a_large_graph_opens_on_its_best_connected_things(large, near):
    view = fetched(large)
    shown = set(names(view))
    assert 20 < len(shown) < 200
    assert view["head"]["served"] == {"hubs": True, "cut": 0}
    # What is shown is better connected than what is not: at the median, by the lines of the file.
    degrees = sorted(len(others) for others in near.values())
    hubs = sorted(len(near[name]) for name in shown)
    assert hubs[len(hubs) // 2] > degrees[len(degrees) * 3 // 4]


def test_what_surrounds_a_thing_is_what_the_file_says(large, near):
    name = "policy-9"
    view = fetched(large, name=ID + name, hops=1)
    drawn = set(names(view)) - {name}
    documents = {each for each in drawn if each.startswith("document-")}
    assert drawn - documents == {each for each in near[name] if not each.startswith("document-")}
    assert view["head"]["seeds"] == [name]
    assert view["head"]["served"]["hubs"] is False


def test_hubs_stay_when_a_thing_is_added(large, near):
    hubs = set(names(fetched(large)))
    both = set(names(fetched(large, name=ID + "policy-9", hubs="true")))
    assert hubs <= both
    assert {"policy-9"} <= both


def test_the_view_of_a_small_graph_needs_no_server(served):
    view = fetched(served)
    assert "served" not in view["head"]
    page = served.client.get("/graph", headers={"Accept": "text/html"})
    assert "connect-src 'none'" in page.headers["content-security-policy"]
    assert "ondemand.ts" not in page.text


def test_a_file_has_nothing_that_fetches(tmp_path):
    from sskg.view.choice import Choice
    from sskg.view.page import view_html

    page = view_html(open_store([str(DATA / "tiny.ttl")]), Choice())
    assert "ondemand.ts" not in page
    assert "connect-src 'none'" in page
    own = page[page.index("// src/dom.ts") :]
    assert not re.search(r"\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource", own)


def test_a_label_cannot_leave_its_place(tmp_path):
    path = tmp_path / "hostile.ttl"
    label = '</noscript><script>alert(1)</script>\\u202E"<img src=x onerror=alert(1)>'
    path.write_text(
        "@prefix sskg: <https://w3id.org/sskg/ontology#> . "
        "@prefix id: <https://w3id.org/sskg/id/> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        f"id:a a sskg:Policy ; skos:prefLabel '''{label}'''@en . "
        "<javascript:alert(1)> a sskg:Policy ; skos:prefLabel 'x'@en .",
        encoding="utf-8",
    )
    with serving("-g", str(path)) as server:
        page = server.client.get("/graph", headers={"Accept": "text/html"}).text
        links = page[page.index("<noscript>") : page.index("</noscript>")]
        assert "&lt;script&gt;" in links
        assert "<script" not in links
        assert "<img" not in links
        assert "\u202e" not in links
        assert 'href="javascript' not in links
        assert page.count("</noscript>") == 1
        found = server.client.get("/graph", params={"format": "json"})
        assert found.headers["content-type"] == "application/json"
        assert json.loads(found.text)["blocks"]["things-0"]


# -- in a browser ------------------------------------------------------------------------------

pytestmark = pytest.mark.browser


@pytest.fixture
def page(browser, large):
    context = browser.new_context(base_url=large.url, viewport={"width": 1400, "height": 900})
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on(
        "request",
        lambda request: (
            complaints.append(request.url)
            if not request.url.startswith((large.url, "data:", "blob:"))
            else None
        ),
    )
    yield opened
    context.close()
    assert complaints == []


def fragment(page):
    return page.url.partition("#")[2].split("&")


def shown(page):
    return int(re.search(r"\d+", page.inner_text("#status").replace(",", ""))[0])  # type: ignore[index]


def test_a_reader_goes_on_from_a_hub(page, large, near):
    # The panel lists sixty of a kind at first, so the least of the hubs is taken.
    hub = min(set(names(fetched(large))) & set(near), key=lambda name: (len(near[name]), name))
    page.goto("/graph")
    page.wait_for_selector("body[data-ready=yes]")
    before = shown(page)
    page.fill("#search", hub)
    page.locator("#found li").first.click()
    page.wait_for_selector("#do-around")
    with page.expect_response(lambda response: "format=json" in response.url) as answered:
        page.click("#do-around")
    assert answered.value.status == 200
    page.wait_for_url("**name=**")
    page.wait_for_selector("#panel h2")
    assert shown(page) > before
    assert f"thing={hub}" in fragment(page)
    # Every relation of the file stands in the panel.
    linked = page.locator("#panel [data-thing]").evaluate_all(
        "links => links.map((link) => link.dataset.thing)"
    )
    assert near[hub] <= set(linked)
    # The address shows the same again.
    now = page.inner_text("#status")
    page.reload()
    page.wait_for_selector("body[data-ready=yes]")
    page.wait_for_selector("#panel h2")
    assert page.inner_text("#status") == now


def test_what_is_not_shown_is_looked_for_in_the_whole_graph(page, near):
    page.goto("/graph")
    page.wait_for_selector("body[data-ready=yes]")
    page.fill("#search", "policy-301")
    page.keyboard.press("Enter")
    page.wait_for_url("**name=**")
    page.wait_for_selector("#panel h2")
    assert "thing=policy-301" in fragment(page)


def test_a_server_that_refuses_is_told_of(page):
    page.goto("/graph?name=policy-9&lang=en")
    page.wait_for_selector("body[data-ready=yes]")
    page.fill("#search", "policy-9")
    page.locator("#found li").first.click()
    page.route("**format=json**", lambda route: route.fulfill(
        status=200, content_type="application/json", body="not json"))  # fmt: skip
    page.click("#do-around")
    page.wait_for_selector("#status:has-text('The server did not answer')")


def test_links_go_on_without_javascript(browser, large):
    context = browser.new_context(base_url=large.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/graph")
    first = page.locator(".links a").first
    name = first.inner_text()
    first.click()
    page.wait_for_url("**name=**")
    page.locator(".links a", has_text=name).first.wait_for()
    context.close()
