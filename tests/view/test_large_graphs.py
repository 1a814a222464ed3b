"""A graph too large to draw opens on an overview, says what it left out, and draws on demand."""

import pytest
from generate import generate

from sskg.store import open_store
from sskg.view.choice import Choice
from sskg.view.page import view_html

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def large_page(tmp_path_factory):
    graph = tmp_path_factory.mktemp("large") / "large.nt"
    graph.write_text("".join(generate(20_000, seed=3)), encoding="utf-8")
    return view_html(open_store([str(graph)]), Choice(limit=300))


def test_the_overview_shows_each_kind_with_its_count_and_its_best_connected(show, large_page):
    page = show(large_page)
    drawn = page.drawn()
    sums = {label for label in drawn if " · " in label}
    # 27 programmes of 20,000 triples: five measures and one reform in each.
    assert {"measure · 135 in all", "reform · 27 in all"} <= sums
    assert len(sums) == 15
    assert len(drawn) == 15 + 15 * 12


def test_the_page_says_what_it_left_out(show, large_page):
    assert "Drawn: 180 of 972 things" in show(large_page).text("#left-out")


def test_search_finds_what_is_not_drawn_and_draws_its_surroundings(show, large_page):
    page = show(large_page)
    before = page.drawn()
    # Each programme has one reform; twelve of the 27 are drawn at first.
    number = next(at for at in range(10, 27) if not any(
        label.endswith(f"pooling reform {at}") for label in before))  # fmt: skip
    page.page.fill("#search", f"pooling reform {number}")
    found = page.page.locator("#found .name").first.inner_text()
    assert found.endswith(f"pooling reform {number}")
    page.page.press("#search", "Enter")
    page.page.wait_for_selector("#trail:visible")
    drawn = page.drawn()
    assert found in drawn
    assert len(drawn) < 30
    assert page.text("#panel-title") == found
    assert f"document-{number}:" in page.text("#panel")


def test_a_path_runs_through_things_that_are_not_drawn(show, large_page):
    page = show(large_page, address="#path=reform-20+reform-26")
    page.page.wait_for_selector(".chain")
    assert len(page.texts(".chain .hop")) >= 2
    assert len(page.texts(".chain .passage")) >= 2


def test_the_table_finds_among_all_things(show, large_page):
    page = show(large_page, address="#view=table")
    page.page.fill("#search", "pooling reform")
    page.page.keyboard.press("Escape")
    assert page.text("#twin caption").startswith("27 things")


def test_large_data_is_packed(large_page):
    assert 'id="details-0" data-packed>' in large_page
    assert "fragmented funds number 30" not in large_page
