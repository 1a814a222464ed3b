"""Search and filters: what they find, what they hide, and that the reader sees both."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    "typed", ["fund ref", "FUND-REFORM", "基金改", "reform of the fund", "fünd reform"]
)
def test_search_finds_a_thing_by_either_language_alias_and_rough_spelling(show, tiny_page, typed):
    page = show(tiny_page)
    page.page.fill("#search", typed)
    assert page.text("#found li").startswith("fund reform")


def test_search_lights_up_what_it_finds_as_one_types(show, tiny_page):
    page = show(tiny_page)
    page.page.fill("#search", "reform")
    assert page.texts("#found .total") == ["2 found"]
    page.page.keyboard.press("Escape")
    assert page.bright() == {"fund reform", "fee reform"}


def test_search_says_when_nothing_bears_the_name(show, tiny_page):
    page = show(tiny_page)
    page.page.fill("#search", "drug prices")
    assert page.text("#found .total") == "nothing bears this name"
    page.page.press("#search", "Enter")
    assert page.page.locator("#panel").is_hidden()


def test_arrow_keys_walk_the_list_of_what_was_found(show, tiny_page):
    page = show(tiny_page)
    page.page.fill("#search", "reform")
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowDown")
    second = page.page.locator("#found [aria-selected=true] .name").inner_text()
    page.page.keyboard.press("Enter")
    assert page.text("#panel-title") == second


def test_a_kind_that_is_unticked_leaves_the_picture_and_its_count_says_so(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#legend >> text=challenge")
    assert not {"old barrier", "low trust", "missing rules"} & set(page.drawn())
    assert page.text("#status").startswith("Shown: 18 things")
    assert "Filters hide 5 things" in page.text("#filtered")  # three challenges, two documents


def test_reset_brings_everything_back(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#legend >> text=challenge")
    page.page.click("#reset")
    assert page.text("#status").startswith("Shown: 21 things")
    assert "No filter is set" in page.text("#filtered")


def test_a_modality_that_is_unticked_takes_its_relations_and_what_hangs_on_them(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#legend >> text=hypothetical")
    drawn = page.drawn()
    assert "missing rules" not in drawn  # its only relation is hypothetical
    assert "care for all" in drawn
    assert "island without relations" in drawn  # it had none to lose


def test_a_document_that_is_unticked_leaves_what_the_other_states(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#legend >> text=Documents")
    page.page.click("#legend >> text=second text")
    drawn = page.drawn()
    assert "fee reform" not in drawn
    assert {"fund reform", "old barrier"} <= set(drawn)  # both documents state it


def test_a_relation_that_is_unticked_is_drawn_no_more(show, tiny_page):
    page = show(tiny_page)
    before = page.text("#status")
    page.page.click("#legend summary >> text=Relations")
    page.page.click("#legend label >> text=resolves")
    assert before.endswith("19 relations.")
    assert page.text("#status").endswith("17 relations.")


def test_years_keep_what_overlaps_them(show, tiny_page):
    page = show(tiny_page)
    page.page.uncheck("#undated")
    # Dated: fund reform from 2018, fee reform from 2019, demand from 2020, great meeting of 2012,
    # and the growth of coverage since that meeting.
    assert set(page.drawn()) == {
        "fund reform", "fee reform", "demand for an office", "great meeting", "growth of coverage"
    }  # fmt: skip
    page.page.fill("#year-to", "2018")
    page.page.press("#year-to", "Tab")
    assert set(page.drawn()) == {"fund reform", "great meeting", "growth of coverage"}
    page.page.fill("#year-from", "2013")
    page.page.press("#year-from", "Tab")
    assert set(page.drawn()) == {"fund reform", "growth of coverage"}


def test_documents_enter_the_picture_when_asked_for(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#legend >> text=source document")
    assert {"first text", "second text"} <= set(page.drawn())


def test_the_table_follows_search_and_filters(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#view-table")
    assert page.text("#twin caption") == "21 things, as in the picture"
    page.page.fill("#search", "reform")
    page.page.keyboard.press("Escape")
    assert page.texts("#twin tbody th") == ["fee reform", "fund reform"]
    page.page.fill("#search", "")
    page.page.click("#legend >> text=challenge")
    assert page.text("#twin caption") == "18 things, as in the picture"


def test_the_table_sorts_by_any_column_either_way(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#view-table")
    page.page.click("#sort-things-links")
    page.page.click("#sort-things-links")
    assert page.page.locator("th[aria-sort=descending]").inner_text().startswith("Relations")
    # The fund reform concerns, resolves, produces and is measured; care for all is reached by four.
    assert page.texts("#twin tbody tr td:last-child")[:2] == ["4", "4"]
    assert page.texts("#twin tbody tr td:last-child")[-1] == "0"


def test_the_table_holds_every_relation_with_its_modality_and_document(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#view-table")
    page.page.click("#show-statements")
    rows = [
        " | ".join(cell.strip() for cell in row.locator("th, td").all_inner_texts())
        for row in page.page.locator("#twin tbody tr").all()
    ]
    assert len(rows) == 19
    assert "fund reform | resolves | old barrier | reported | alpha, beta" in rows
    assert "missing rules | hinders | care for all | hypothetical | alpha" in rows
