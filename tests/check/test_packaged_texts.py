"""Documents that come with the package are proved without a folder of the reader's own."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode

from sskg.check.gather import check
from sskg.check.report import Count, Report
from sskg.graph import documents
from sskg.ingest.ingesting import accepted
from sskg.ontology import assets
from sskg.rdf import files
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS, sskg

if TYPE_CHECKING:
    from sskg.store import Store

ROOT = Path(__file__).resolve().parents[2]
TEXTS = assets.texts()
# Articles and the last line's date, as the texts themselves have them.
READ = {
    "social-insurance-law": (98, "inForceFrom", "2011-07-01"),
    "zhejiang-medical-security": (59, "inForceFrom", "2021-07-01"),
    "social-assistance-measures": (70, "inForceFrom", "2014-05-01"),
    "veterans-law": (85, "inForceFrom", "2021-01-01"),
}


def data(name: str) -> Path:
    return assets.data().parent / f"{name}.ttl"


def test_every_text_has_its_digest_in_the_list():
    listed = {Path(place).name: digest for digest, place in documents.packaged().items()}
    assert listed == {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in TEXTS.glob("*.txt")
    }
    assert len(listed) == 4


def test_a_text_that_was_changed_is_not_taken_for_the_document(tmp_path, monkeypatch):
    digest = "a" * 64
    (tmp_path / "law.txt").write_text("changed", encoding="utf-8")
    (tmp_path / "SHA256SUMS").write_text(f"{digest}  law.txt\n", encoding="utf-8")
    monkeypatch.setattr(assets, "texts", lambda: tmp_path)
    caches = (documents.packaged, documents._packaged_document, documents._verified)
    for cached in caches:
        cached.cache_clear()
    try:
        assert documents.held(digest) is None
    finally:
        for cached in caches:
            cached.cache_clear()


def test_the_readers_copy_comes_first(tmp_path):
    digest = next(iter(documents.packaged()))
    mine = documents.Document(tmp_path / "mine.txt", digest, "mine")
    assert documents.held(digest, {digest: mine}) is mine


@pytest.fixture(scope="module")
def report(whole: Store) -> Report:
    return check(whole, whole=True)


@pytest.mark.parametrize("name", READ)
def test_a_packaged_document_is_proved_in_full_without_sources(report: Report, name: str):
    assert report.findings == ()
    told = {document.curie: document for document in report.documents}
    law = told[f"id:{name}"]
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
    visible = sum(not char.isspace() for char in text)
    assert law.characters == Count(visible, visible)
    assert law.numbers.found == law.numbers.proved > 0
    assert law.aside.found == law.aside.proved > 0
    # The two closed documents are not the reader's here, and are not asked for.
    assert told["id:ten-years"].file is None


@pytest.mark.parametrize("name", READ)
def test_every_article_proves_something_or_is_set_aside(name: str):
    graph = files.load([data(name)])
    text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")

    def one(passage, predicate):
        (found,) = graph.quads_for_pattern(passage, NamedNode(predicate), None)
        assert isinstance(found.object, NamedNode | Literal)
        return found.object.value

    proving = {quad.object for quad in graph.quads_for_pattern(None, sskg("evidence"), None)}
    starts = {}
    for quad in graph.quads_for_pattern(None, sskg("inDocument"), None):
        aside = one(quad.subject, ONTOLOGY + "passageRole") == ONTOLOGY + "SetAside"
        starts[int(one(quad.subject, PREFIXES["oa"] + "start"))] = aside or quad.subject in proving
    articles = [
        match.start()
        for match in re.finditer(r"^第[一二三四五六七八九十百]+条 ", text, re.MULTILINE)
    ]
    count, predicate, date = READ[name]
    assert len(articles) == count
    assert all(starts[at] for at in articles)
    assert one(NamedNode(THINGS + name), ONTOLOGY + predicate) == date


@pytest.mark.parametrize("name", READ)
def test_the_reading_that_is_kept_gives_the_data(name: str):
    _, outcome, turtle = accepted(ROOT / "examples" / "readings" / name)
    assert (outcome.lapsed, outcome.disagreements) == ((), ())
    assert turtle == data(name).read_text(encoding="utf-8")
