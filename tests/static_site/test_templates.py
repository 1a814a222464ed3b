"""Each template is tested, in the site or as it is served; a new one without a test fails."""

from __future__ import annotations

import json
import re
from posixpath import normpath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from pyoxigraph import Literal, Quad, RdfFormat, Store, parse, serialize

from sskg.pages import page
from sskg.site.building import build
from sskg.store import open_store
from sskg.store.paging import everything
from tests.server.test_in_a_browser import PAGES
from tests.static_site import test_in_a_browser, test_in_firefox
from tests.static_site.conftest import recorded
from tests.static_site.test_site import Read

if TYPE_CHECKING:
    from pathlib import Path

SERVED = {
    "error.html": "/nothing",
    "find.html": "/find?text=pooling",
    "home.html": "/",
    "lookup.html": "/stats",
    "path.html": "/path?start=national-pooling&end=common-prosperity",
    "relations.html": "/relations?name=national-pooling",
    "sparql.html": "/sparql",
    "why.html": "/why?name=common-prosperity",
}
"""The templates that only a program's pages have, each with an address where it is tested."""
LEADS_ON = "choose.html"
"""The page at the root of a site, which leads on at once."""


def of_pages() -> set[str]:
    """Return the templates that are whole pages, not parts of others."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in page._FOLDER.glob("*.html")}
    whole = {name for name, text in texts.items() if re.search("{% extends|<!doctype", text)}
    return whole - {"base.html"}


def test_each_template_is_looked_at_in_browsers(templates: dict[str, set[str]]) -> None:
    assert of_pages() == templates.keys() | SERVED.keys()
    assert templates.keys() & SERVED.keys() == set()
    assert set(SERVED.values()) <= set(PAGES)
    for places, except_for in (
        (test_in_a_browser.PLACES, ()),
        # What is not found has its style from the site's own address, which a test has not.
        (test_in_firefox.PLACES, ("missing.html",)),
    ):
        looked = {normpath(f"en/{place}.html") for place in places}
        missing = {name for name, pages in templates.items() if not pages & looked}
        assert missing <= {LEADS_ON, *except_for}


BAD = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}]]>&\u202e"


def hostile(path: Path) -> None:
    """Write the packaged graph with something bad in front of each of its texts."""
    quads = []
    for triple in everything(open_store()):
        term = triple.object
        if isinstance(term, Literal) and (term.language or term.datatype.value.endswith("#string")):
            bad = BAD + term.value
            term = Literal(bad, language=term.language) if term.language else Literal(bad)
        quads.append(Quad(triple.subject, triple.predicate, term))
    path.write_bytes(serialize(quads, format=RdfFormat.N_TRIPLES) or b"")


def test_hostile_texts_break_no_template_and_no_file(
    templates: dict[str, set[str]], tmp_path: Path
) -> None:
    hostile(tmp_path / "hostile.nt")
    folder = tmp_path / "site"
    with recorded() as made:
        build(open_store([str(tmp_path / "hostile.nt")]), folder, url="https://example.org")
    # Its documents have other digests, and are documents all the same.
    assert made.keys() == templates.keys()
    for path in folder.glob("**/*.html"):
        if path.name == "graph.html":
            continue
        text, read = path.read_text(encoding="utf-8"), Read(path)
        assert read.handlers == [], path
        assert "<script>alert" not in text, path
        assert "<img" not in text, path
        assert "\u202e" not in text, path
        assert "\"'>49" not in text, path
        for data in re.findall('<script type="application/ld.json">(.*?)</script>', text):
            assert json.loads(data)
    drawn = list(folder.glob("**/*.svg"))
    assert len(drawn) > 2
    for path in drawn:
        root = ET.parse(path).getroot()  # noqa: S314  (made here)
        names = {each.tag.rpartition("}")[2] for each in root.iter()}
        assert names.isdisjoint({"script", "img", "image", "a"}), path
    for path in folder.glob("static/*.js"):
        if path.name in {"names.js", "queries.js", "graph-data.js"}:
            assert "</script" not in path.read_text(encoding="utf-8"), path
    store = Store()
    store.extend(Quad(*quad.triple) for quad in parse(path=folder / "graph.ttl"))
    assert len(store) == len(set(everything(open_store())))
