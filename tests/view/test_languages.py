"""The picture in the languages of the graph: all are searched, and each can be chosen."""

from __future__ import annotations

import re

import pytest

from sskg.store import open_store
from sskg.view.choice import Choice
from sskg.view.page import view_html

pytestmark = pytest.mark.browser

GRAPH = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <http://e.org/> .
ex:pension a skos:Concept ; skos:broader ex:benefit ;
  skos:prefLabel "pension"@en , "Rente"@de , "养老金"@zh , "pension de retraite"@fr .
ex:benefit a skos:Concept ; skos:prefLabel "Leistung"@de , "prestation"@fr ;
  skos:altLabel "allocation sociale"@fr .
ex:widow a skos:Concept ; skos:prefLabel "UNEDIC" ; skos:broader ex:benefit .
"""


@pytest.fixture
def page(show, tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")

    def page(lang: str = "en", address: str = ""):
        return show(view_html(open_store([str(path)]), Choice(lang=lang)), address=address)

    return page


def labels(opened) -> set[str]:
    return set(opened.drawn())


def test_the_languages_of_the_graph_are_offered_by_their_own_names(page):
    offered = page().page.locator("#do-language option")
    # Chinese and English are the page's own; German and French names are as many, so by tag.
    assert [(one.get_attribute("value"), one.inner_text()) for one in offered.all()] == [
        ("en", "English"), ("zh", "中文"), ("de", "Deutsch"), ("fr", "français"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", {"pension", "Leistung", "UNEDIC"}),
        ("de", {"Rente", "Leistung", "UNEDIC"}),
        ("fr", {"pension de retraite", "prestation", "UNEDIC"}),
        ("zh,fr", {"养老金", "prestation", "UNEDIC"}),
        ("fr-CA", {"pension de retraite", "prestation", "UNEDIC"}),
        ("es", {"pension", "Leistung", "UNEDIC"}),
    ],
)
def test_a_page_opens_in_any_language_or_list_of_them(page, lang, shown):
    assert labels(page(lang)) == shown


@pytest.mark.parametrize("name", ["pension de retraite", "retraite", "Rente", "养老金"])
def test_names_of_every_language_are_found_while_another_is_shown(page, name):
    opened = page()
    opened.choose(name)
    assert opened.text("#panel-title") == "pension"


def test_other_names_of_another_language_are_found_too(page):
    opened = page()
    opened.choose("allocation sociale")
    assert opened.text("#panel-title") == "Leistung"


def test_a_language_that_is_chosen_stays_in_the_address(page):
    first = page()
    first.page.select_option("#do-language", "fr")
    first.page.wait_for_url("**lang=fr*")
    assert labels(first) == {"pension de retraite", "prestation", "UNEDIC"}
    # The page's own words are English or Chinese.
    assert "Legend and filters" in first.text("#legend")
    second = page(address=str(first.page.evaluate("location.hash")))
    assert labels(second) == {"pension de retraite", "prestation", "UNEDIC"}
    assert second.page.locator("#do-language").input_value() == "fr"
    second.page.select_option("#do-language", "zh")
    second.page.wait_for_url("**lang=zh*")
    assert "图例" in second.text("#legend")


def test_what_is_taken_away_says_each_name_in_its_language(page):
    opened = page()
    opened.choose("Rente")
    turtle = opened.taken("turtle")
    for name in ('"pension"@en', '"Rente"@de', '"养老金"@zh', '"pension de retraite"@fr'):
        assert f"skos:prefLabel {name} ." in turtle
    opened.choose("UNEDIC")
    assert 'skos:prefLabel "UNEDIC" .' in opened.taken("turtle")


def test_a_foreign_graph_is_called_as_it_says(page, tmp_path, show):
    """Its things are not sorted among policies and people, nor it called social security."""
    opened = page()
    assert opened.page.title() == opened.text("#title") == "sskg"
    assert "People and bodies" not in opened.taken("svg")
    path = tmp_path / "titled.ttl"
    path.write_text(
        GRAPH + 'ex: a skos:ConceptScheme ; skos:prefLabel "Benefits"@en , "Leistungen"@de .',
        encoding="utf-8",
    )
    titled = show(view_html(open_store([str(path)]), Choice(lang="de")))
    assert titled.text("#title") == "Leistungen"


def test_names_over_a_small_picture_are_in_the_language_that_is_chosen_and_unbroken(show, whole):
    # Of 900 things at once only the best connected are named, each in one line.
    opened = show(view_html(whole, Choice(lang="en")))
    opened.page.wait_for_selector("body[data-ready]")
    opened.page.evaluate(
        """() => {
          window.written = [];
          const write = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, ...at) {
            window.written.push(text);
            write.call(this, text, ...at);
          };
        }"""
    )
    opened.page.click("#do-language")
    opened.page.wait_for_function("window.written.includes('社会保障制度')", timeout=8000)
    written = set(opened.page.evaluate("window.written"))
    assert "social security system" not in written
    assert not [text for text in written if re.search("[\u4e00-\u9fff] [\u4e00-\u9fff]", text)]
