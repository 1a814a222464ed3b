"""Pages of commitments and of documents side by side; expected by eye from the texts."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sskg.graph.facts import entities
from sskg.pages.committed import committed
from sskg.pages.page import prepare
from sskg.questions.commitments import commitments
from sskg.rdf.terms import THINGS
from sskg.site.building import build
from sskg.site.links import SiteLinks, SitePages
from sskg.site.pacts import FIRST, gather, planned
from sskg.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.store import Store

FILE = "tests/data/commitments.ttl"


def text(path: Path) -> str:
    """Return what a page says, without its marks."""
    page = path.read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a graph whose commitments can be counted by eye."""
    folder = tmp_path_factory.mktemp("made")
    build(open_store([FILE]), folder)
    return folder


def test_what_is_required_is_told_with_its_standing_and_both_passages(made: Path) -> None:
    shown = text(made / "en" / "commitments" / "pooling.html")
    assert "1 reported 0 under way 1 not reported" in shown
    assert "2010-10-28" in shown
    assert shown.index("of the law") < shown.index("Reported of it")
    assert "of the report" in shown[shown.index("Reported of it") :]
    # What a text of 2005 says of the fund is no report of what a law of 2010 enacts.
    assert "of the history" not in text(made / "en" / "commitments" / "fund.html")


def test_all_commitments_are_counted_by_document_and_the_reported_ones_shown(made: Path) -> None:
    shown = text(made / "en" / "commitments.html")
    assert "3 reported 1 under way 3 not reported" in shown
    assert "law 2 1 2" in shown
    assert "speech 1 0 1" in shown
    assert "pooling concerns fund" in shown
    assert "pooling concerns scheme" not in shown


def test_each_document_has_its_commitments_and_things_lead_to_theirs(made: Path) -> None:
    shown = text(made / "en" / "commitments" / "speech.html")
    assert "call calls for office" in shown
    assert "call calls for hotline" in shown
    assert "pooling" not in shown
    thing = (made / "en" / "id" / "pooling.html").read_text(encoding="utf-8")
    assert 'href="../../en/commitments/pooling.html"' in thing
    # Of a challenge nobody requires anything.
    other = (made / "en" / "id" / "gap.html").read_text(encoding="utf-8")
    assert "commitments/gap" not in other


def test_the_commitments_of_a_document_stand_in_the_order_of_its_text(whole: Store) -> None:
    law = entities(whole, [THINGS + "social-insurance-law"]).values()
    ((document, group),) = gather(whole, law, None).by
    starts = [
        min(
            passage.start
            for claim in each.statement.claims
            for passage in claim.passages
            if passage.document == document
        )
        for each in group
    ]
    assert starts == sorted(starts)
    # Article 2 sets up the five insurances: the first that the law enacts but its own aims.
    assert starts[0] < 193 < starts[-1]


def test_the_front_page_shows_what_is_reported_before_what_is_not(made: Path) -> None:
    store = open_store([FILE])
    pacts = gather(store, [], None)
    shown = [(each.standing, each.statement.subject.label("en")) for each in pacts.front()]
    # Of each thing the one that has come furthest; no reform is among the others.
    assert shown == [("reported", "pooling"), ("reported", "fund"), ("reported", "call")]
    assert len(shown) <= FIRST
    assert "What is required, and what is reported of it" in text(made / "en" / "index.html")


def test_what_is_reported_goes_on_on_further_pages() -> None:
    store = open_store([FILE])
    pacts = gather(store, [], None)
    assert pacts.everything is not None
    one = next(each for each in pacts.everything.commitments if each.standing == "reported")
    many = replace(pacts, everything=replace(pacts.everything, commitments=(one,) * 120))
    pages = [each for each in planned(many, defaultdict(str), "en") if each.title == "Commitments"]
    assert [page.place for page in pages] == [
        "commitments.html", "commitments.2.html", "commitments.3.html"
    ]  # fmt: skip
    assert [len(page.shown["moved"]) for page in pages] == [50, 50, 20]
    prepare()
    links = SiteLinks("commitments.2.html", "en", SitePages({}))
    second = pages[1].written("en", links, {}).decode()
    assert "Page 2 of 3" in second
    assert 'href="commitments.3.html"' in second
    assert "By document" not in second
    assert "By document" in pages[0].written("en", links, {}).decode()


def test_only_documents_that_share_something_are_compared(made: Path, site: Path) -> None:
    pairs = {path.stem for path in (made / "en" / "compare").glob("*.html")}
    # The law and the report speak of pooling and the fund, the speech and the report of the office
    # and the call; the law and the speech share nothing, nor do the history and the speech.
    assert {"law.report", "report.speech", "history.law"} <= pairs
    assert "law.speech" not in pairs
    assert "history.speech" not in pairs
    shown = text(site / "en" / "compare" / "ten-years.xinhua-2021.html")
    assert "Statements that agree 4" in shown
    assert "No indicator has figures in both." in shown
    zh = text(site / "zh" / "compare" / "ten-years.xinhua-2021.html")
    assert "没有两份文献都有数值的指标。" in zh


def test_what_is_required_of_related_things_stands_on_the_line_of_a_reform(whole: Store) -> None:
    answer = commitments(whole, THINGS + "drug-procurement-normalization")
    line = committed(answer, "en")["line"]
    assert line["span"] == (2019, 2021)
    assert [date["when"] for date in line["dates"]] == ["2019", "2021-03-26"]
    assert len(line["dates"][1]["statements"]) == 10
    assert all(date["strip"] for date in line["dates"])


def test_a_graph_without_claims_has_no_such_pages(tmp_path: Path) -> None:
    path = tmp_path / "bare.ttl"
    path.write_text(
        "@prefix : <http://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        ':a a :Kind ; skos:prefLabel "a"@en ; :p :b . :b a :Kind ; skos:prefLabel "b"@en .\n',
        encoding="utf-8",
    )
    folder = tmp_path / "site"
    folder.mkdir()
    build(open_store([str(path)]), folder)
    assert not list(folder.glob("*/commitments*"))
    assert not list(folder.glob("*/compare*"))
    page = (folder / "en" / "index.html").read_text(encoding="utf-8")
    assert "commitments.html" not in page
    assert "compare.html" not in page
