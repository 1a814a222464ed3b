"""The site as files: every link leads somewhere, nothing comes from elsewhere, nothing runs."""

from __future__ import annotations

import csv
import json
import zipfile
import zlib
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import RdfFormat, Store, parse

import sskg
from sskg.errors import RequestError
from sskg.graph.comparison import Figure, Measurement
from sskg.model import Entity
from sskg.names import bearers
from sskg.rdf.terms import THINGS
from sskg.site import pacts
from sskg.site.addresses import Addresses
from sskg.site.building import Built, build
from sskg.site.documents import passages
from sskg.site.filenames import filenames
from sskg.site.folder import MARK, replaced
from sskg.site.pictures import picture
from sskg.store import open_store
from sskg.store.paging import everything
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sskg.store import Store as Graph
    from tests.conftest import Ran

LOADING = {
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("iframe", "src"),
    ("form", "action"),
}


class Read(HTMLParser):
    """What a page links to, what it loads, which places it has, and what would run."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()
        self.handlers: list[str] = []
        self.text: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.places.add(given.get("id") or "")
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        for name, value in attrs:
            if tag == "link" and given.get("rel") in {"canonical", "alternate"}:
                continue
            if (tag, name) in LOADING:
                self.loaded.append(value or "")
            elif name == "href":
                self.links.append(value or "")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Read]:
    # The picture is a page of its own making, and has its own tests.
    return {path: Read(path) for path in site.glob("**/*.html") if path.name != "graph.html"}


def test_every_link_leads_to_a_file_and_a_place_of_it(site: Path, pages: dict[Path, Read]) -> None:
    broken = []
    for path, read in pages.items():
        for link in read.links + read.loaded:
            parts = urlsplit(link)
            if parts.scheme in {"http", "https"}:
                continue
            assert not parts.scheme, (path, link)
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if (
                not target.is_file()
                or not target.is_relative_to(site.resolve())
                or (
                    parts.fragment
                    and target in pages
                    and unquote(parts.fragment) not in pages[target].places
                )
            ):
                broken.append((path.relative_to(site).as_posix(), link))
    assert broken == []


def test_nothing_is_loaded_from_elsewhere_and_nothing_runs_in_attributes(
    pages: dict[Path, Read],
) -> None:
    for path, read in pages.items():
        assert read.handlers == [], path
        # A page that is not found may stand at any depth: it names the site's address.
        own = "https://example.org/graph/" if path.name == "404.html" else "\0"
        elsewhere = [each for each in read.loaded if "//" in each and not each.startswith(own)]
        assert elsewhere == [], path


def test_every_thing_has_a_page_in_each_language_and_its_triples(site: Path) -> None:
    # What goes on has further pages: their names have a dot, and no thing's name has.
    names = {path.stem.partition(".")[0] for path in (site / "en" / "id").iterdir()}
    assert names == {path.stem.partition(".")[0] for path in (site / "zh" / "id").iterdir()}
    assert {
        "national-pooling",
        "ten-years",
        "ten-years-s19d",
        "drug-procurement-normalization",
    } <= names
    assert names == {path.stem for path in (site / "id").glob("*.ttl")}
    told = {str(quad.predicate) for quad in parse(path=site / "id" / "national-pooling.ttl")}
    assert "<https://w3id.org/sskg/ontology#resolves>" in told


def test_the_downloads_are_the_whole_graph(site: Path) -> None:
    whole = {quad.triple for quad in Store_of(site / "graph.nt")}
    assert whole == {quad.triple for quad in Store_of(site / "graph.ttl")}
    assert whole == set(everything(open_store()))


def test_turtle_and_json_ld_beside_a_page_say_the_same(site: Path) -> None:
    for folder in ("id", "relation"):
        for path in (site / folder).glob("*.jsonld"):
            first, second = (
                {
                    (str(quad.subject), str(quad.predicate), str(quad.object))
                    for quad in parse(path=each)
                }
                for each in (path, path.with_suffix(".ttl"))
            )
            assert first == second, path
            assert first, path


def test_the_picture_is_one_for_all_languages_and_shows_the_thing_one_comes_from(
    site: Path,
) -> None:
    assert [path.relative_to(site).as_posix() for path in site.glob("**/graph.html")] == [
        "static/graph.html"
    ]
    for lang in ("en", "zh"):
        links = Read(site / lang / "id" / "national-pooling.html").links
        assert f"../../static/graph.html#lang={lang}" in links
        assert f"../../static/graph.html#lang={lang}&thing=national-pooling" in links


def Store_of(path: Path) -> Store:  # noqa: N802
    store = Store()
    form = RdfFormat.TURTLE if path.suffix == ".ttl" else RdfFormat.N_TRIPLES
    store.load(path=path, format=form)
    return store


def test_a_figure_has_its_chart_table_and_citation(site: Path) -> None:
    # 1,686 yuan at first and 2,987 yuan at last: the first document's own words.
    folder = site / "en" / "figure"
    text = (folder / "employee-pension.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))
    assert [row[1] for row in rows[1:]] == ["1,686", "2,987"]
    assert rows[0][:4] == ["figure", "value", "upper", "bound"]
    assert [row[2] for row in rows[1:]] == ["", ""]
    svg = ET.parse(folder / "employee-pension.svg").getroot()  # noqa: S314  (made here)
    bars = [float(each.get("width", "0")) for each in svg.iter("{http://www.w3.org/2000/svg}rect")]
    assert bars[0] / bars[1] == pytest.approx(1686 / 2987, abs=0.001)
    assert "2,987" in "".join(svg.itertext())
    (item,) = json.loads((folder / "employee-pension.csl.json").read_text(encoding="utf-8"))
    assert item["URL"] == THINGS + "employee-pension"
    assert (folder / "employee-pension.bib").read_text(encoding="utf-8").startswith("@misc{")


def test_a_bound_is_drawn_as_one(site: Path) -> None:
    # More than 6,200 yuan: the bar goes on, and the words say so.
    drawn = (site / "en" / "figure" / "rural-subsistence-allowance.svg").read_text(encoding="utf-8")
    assert "more than 6,200" in drawn
    assert 'class="more"' in drawn
    assert 'class="edge"' in drawn


def test_texts_that_are_not_open_stay_out(site: Path, sources: Path) -> None:
    """No eight words in a row and one more of the two documents stand on any page."""
    titles = " ".join(held.title for held in sskg.open().sources().documents)
    for source in sources.glob("*.txt"):
        words = source.read_text(encoding="utf-8").split()
        rows = {" ".join(words[at : at + 12]) for at in range(0, len(words) - 12, 6)}
        for path in site.glob("en/id/*.html"):
            text = " ".join(" ".join(Read(path).text).split())
            # The title of a document is longer than eight words, and may be told.
            assert [row for row in rows if row in text and row not in titles] == [], path


def test_texts_are_published_when_that_is_asked(
    sources: Path, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    ran = run("site", str(tmp_path / "out"), "--publish-texts", "--sources", str(sources))
    assert ran.code == 0, ran.err
    page = (tmp_path / "out" / "en" / "id" / "ten-years.html").read_text(encoding="utf-8")
    assert page.count("<mark>") == 56


def test_open_texts_are_there_in_full_and_each_passage_leads_to_its_page(whole: Graph) -> None:
    path = ROOT / "data" / "texts" / "social-insurance-law.txt"
    shown = passages(whole, THINGS + "social-insurance-law", None)
    # Decoded from bytes, as offsets count line ends as they are.
    assert "".join(each["words"] for each in shown) == path.read_bytes().decode("utf-8")
    # Of its 98 articles each has a passage at least.
    assert len([each for each in shown if each["iri"]]) >= 98


@pytest.mark.slow
def test_the_site_of_all_documents_is_whole(whole: Graph, tmp_path: Path) -> None:
    built = build(whole, tmp_path, url="https://example.org/graph")
    assert built.things == len(list((tmp_path / "id").glob("*.ttl"))) - len(
        list(whole.query("SELECT ?p { ?p a sskg:Passage }"))  # type: ignore[arg-type]
    )
    page = tmp_path / "zh" / "id" / "social-insurance-law.html"
    assert page.read_text(encoding="utf-8").count("<mark>") >= 98
    # Both languages of it are 15 MB at most where each file is packed alone.
    packed = tmp_path / "site.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in tmp_path.glob("*/**/*"):
            archive.write(path, path.relative_to(tmp_path))
    assert packed.stat().st_size <= 15_000_000


HOSTILE = """
@prefix : <http://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:a a :Kind ; skos:prefLabel "<script>alert(1)</script>" ; :p <javascript:alert(1)> , :A .
:A a :Kind ; skos:prefLabel "\\"><img src=x onerror=alert(1)>" ; :p :a .
<http://example.org/con> a :Kind ; skos:prefLabel "device" .
<http://example.org/x?y='&z=%2F..%2F..%2Fetc> a :Kind ; skos:prefLabel "\u202etxt.exe" .
<http://example.org/LONG> a :Kind ; skos:prefLabel "far" .
<javascript:alert(1)> a :Kind ; skos:prefLabel "runs" .
<urn:x:../../up> a :Kind ; skos:prefLabel "up" .
""".replace("LONG", "l" * 3000)


def test_hostile_names_neither_run_nor_leave_the_folder(tmp_path: Path) -> None:
    graph = tmp_path / "hostile.ttl"
    graph.write_text(HOSTILE, encoding="utf-8")
    folder = tmp_path / "site"
    folder.mkdir()
    built = build(open_store([str(graph)]), folder)
    assert built.things == 7
    for path in folder.glob("**/*.html"):
        if path.name == "graph.html":
            continue
        read = Read(path)
        assert read.handlers == [], path
        assert [link for link in read.links if link.lower().startswith("javascript:")] == [], path
        assert "\u202e" not in path.read_text(encoding="utf-8")
        assert "<script>alert" not in path.read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"hostile.ttl", "site"}
    names = [path.name.casefold() for path in (folder / "en" / "id").iterdir()]
    assert len(set(names)) == len(names) == 7
    assert max(map(len, names)) < 100
    assert "con.html" not in names


def test_kinds_of_other_vocabularies_have_pages_that_are_linked(tmp_path: Path) -> None:
    graph = tmp_path / "concepts.ttl"
    graph.write_text(
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <http://a/> . "
        ':a a skos:Concept ; skos:prefLabel "fund" . :b a :Concept ; skos:prefLabel "pool" .',
        encoding="utf-8",
    )
    folder = tmp_path / "site"
    folder.mkdir()
    build(open_store([str(graph)]), folder)
    (links,) = [Read(folder / "en" / "list.html").links]
    kinds = {link for link in links if "/kind/" in link}
    assert len(kinds) == 2
    for link in kinds:
        assert (folder / "en" / link).resolve().is_file(), link


def test_a_chart_leads_to_the_page_of_its_figures(site: Path) -> None:
    links = Read(site / "en" / "figures.html").links
    assert any(link.endswith("/figure/employee-pension.html") for link in links)


def test_names_of_files_differ_even_where_case_does_not_count() -> None:
    names = filenames(["http://a/x", "http://a/X", "http://b/x", "http://a/nul", "http://a/fund"])
    assert names["http://a/fund"] == "fund"
    assert len({name.casefold() for name in names.values()}) == 5
    assert names["http://a/nul"] != "nul"


def test_a_folder_with_other_files_is_refused_and_stays(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(RequestError), replaced(tmp_path):
        pytest.fail("it was given a folder")
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_site_that_fails_leaves_the_old_one(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with replaced(folder) as new:
        (new / "index.html").write_text("old")
    with pytest.raises(ValueError, match="broke"):
        fails_within(folder)
    assert (folder / "index.html").read_text() == "old"
    with replaced(folder) as new:
        (new / "other.html").write_text("new")
    assert sorted(path.name for path in folder.iterdir()) == sorted([MARK, "other.html"])
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def fails_within(folder: Path) -> None:
    with replaced(folder) as new:
        (new / "index.html").write_text("new")
        raise ValueError("broke")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--url", "ftp://x"), "is no web address"),
        (("--publish-texts",), "needs --sources"),
    ],
)
def test_wrong_options_are_told(
    run: Callable[..., Ran], tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = run("site", str(tmp_path / "out"), *arguments)
    assert ran.code == 2
    assert told in ran.err
    assert not (tmp_path / "out").exists()


def test_the_time_left_is_guessed_from_the_pages_alone(
    run: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A thousand seconds before the first page, then one for each of a hundred.
    now = [0.0]

    def slow(*_: object, progress: Callable[[int, int], None], **__: object) -> Built:
        now[0] += 1000
        for page in range(1, 101):
            progress(page, 100)
            now[0] += 1
        return Built(100, 10, 1)

    monkeypatch.setattr("sskg.cli.siting.time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr("sskg.site.building.build", slow)
    shown = run("site", str(tmp_path / "out"), "--progress").err
    assert shown.index("reading the graph") < shown.index("20 of 100 pages")
    assert "20 of 100 pages · 1:20 left" in shown
    assert "80 of 100 pages · 0:20 left" in shown


def test_equal_graphs_give_equal_sites(site: Path, tmp_path: Path) -> None:
    build(open_store(), tmp_path, url="https://example.org/graph")
    first, second = (
        {path.relative_to(root): path.read_bytes() for path in root.glob("**/*") if path.is_file()}
        for root in (site, tmp_path)
    )
    assert first.keys() == second.keys()
    assert [path for path, content in first.items() if content != second[path]] == []


HUB = """
@prefix : <http://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:hub a :Kind ; skos:prefLabel "hub" .
:cites rdfs:label "cites" ; rdfs:comment "It names another." ;
    rdfs:domain :Kind ; rdfs:range :Kind .
"""


@pytest.fixture
def hub(tmp_path: Path) -> Path:
    """A thing that 120 others cite, and that itself cites one of them."""
    lines = [
        f':t{n:03} a :Kind ; skos:prefLabel "thing {n:03}" ; :cites :hub .' for n in range(120)
    ]
    path = tmp_path / "hub.ttl"
    path.write_text(HUB + ":hub :cites :t007 .\n" + "\n".join(lines), encoding="utf-8")
    return path


def test_what_is_linked_from_everywhere_goes_on_on_further_pages(hub: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build(open_store([str(hub)]), folder)
    # 121 statements, 50 to a page; 121 of the relation, which are the same.
    names = ["hub.html", "hub.2.html", "hub.3.html"]
    assert sorted(path.name for path in (folder / "en" / "id").glob("hub.*")) == sorted(names)
    linked: list[str] = []
    for at, name in enumerate(names):
        read = Read(folder / "en" / "id" / name)
        own = [link for link in read.links if link.startswith("../../en/id/t")]
        assert len(own) == (50, 50, 21)[at], name
        linked += own
        text = " ".join(" ".join(read.text).split())
        assert f"Page {at + 1} of 3" in text
        # Where each relation begins is told on every page.
        assert "cites 1" in text
        assert "← cites 120" in text
        for link in read.links:
            assert (folder / "en" / "id" / link.split("#")[0]).exists() or "://" in link, link
    assert len(set(linked)) == 120
    stated = [Read(folder / "en" / "relation" / f"cites{n}.html") for n in ("", ".2", ".3")]
    subjects = [link for read in stated for link in read.links if link.startswith("../../en/id/")]
    assert len(subjects) == 2 * 121
    assert "It names another." in " ".join(stated[0].text)


def test_a_relation_has_its_meaning_its_statements_and_its_triples(site: Path) -> None:
    # The ontology: a measure resolves a challenge, and so addresses it; read backwards it is
    # “is resolved by”. The packaged graph of two documents has one such statement for each triple.
    read = Read(site / "en" / "relation" / "resolves.html")
    text = " ".join(" ".join(read.text).split())
    assert "The measure has removed the challenge." in text
    assert "Leads from measure" in text
    assert "Leads to challenge" in text
    assert "A special case of addresses" in text
    assert "is resolved by" in text
    assert "../../en/relation/addresses.html" in read.links
    triples = [
        triple for triple in everything(open_store())
        if triple.predicate.value == "https://w3id.org/sskg/ontology#resolves"
    ]  # fmt: skip
    assert f"{len(triples)} statements" in text
    beside = {quad.triple for quad in parse(path=site / "relation" / "resolves.ttl")}
    assert set(triples) <= beside
    assert "解决" in (site / "zh" / "relation" / "resolves.html").read_text(encoding="utf-8")
    # A thing's page and the ontology lead there.
    for page in ("id/national-pooling", "ontology"):
        links = Read(site / "en" / f"{page}.html").links
        assert any(link.endswith("/relation/resolves.html") for link in links), page


FRENCH = """
@prefix : <http://exemple.fr/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:Caisse rdfs:label "caisse"@fr . :verse rdfs:label "verse"@fr .
:cnav a :Caisse ; skos:prefLabel "Caisse nationale d’assurance vieillesse"@fr ; :verse :retraite .
:retraite a :Prestation ; skos:prefLabel "pension de retraite"@fr, "Altersrente"@de .
:rsa a :Prestation ; skos:prefLabel "revenu de solidarité active"@fr .
:apa a :Prestation ; skos:prefLabel "allocation d’autonomie"@fr-FR .
:asv a :Prestation ; skos:prefLabel "supplément vieillesse"@fr .
"""


def test_a_site_is_written_in_the_languages_of_its_graph(tmp_path: Path) -> None:
    graph = tmp_path / "france.ttl"
    graph.write_text(FRENCH, encoding="utf-8")
    folder = tmp_path / "site"
    build(open_store([str(graph)]), folder, url="https://example.fr")
    # All five things have French names; one of them, which is less than a fourth, a German one.
    assert {path.name for path in folder.iterdir() if (path / "index.html").is_file()} == {"fr"}
    page = (folder / "fr" / "id" / "cnav.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in page
    assert "<h1>Caisse nationale d’assurance vieillesse</h1>" in page
    assert ">pension de retraite</a>" in page
    assert "[fr]" not in page
    # Words of the interface are English, and say so.
    assert '<h2 lang="en">Identifier</h2>' in page
    assert '<nav class="menu" lang="en"' in page
    assert 'aria-current="true" lang="fr">Français' in page
    assert ">verse</a></h2>" in page
    assert "url=fr/index.html" in (folder / "index.html").read_text(encoding="utf-8")
    for path in folder.glob("**/*.html"):
        read = Read(path)
        for link in read.links:
            target = (path.parent / unquote(urlsplit(link).path)).resolve()
            assert "#" in link or "://" in link or target.is_file(), (path, link)


def test_other_sites_are_told_what_a_page_is(site: Path) -> None:
    page = (site / "en" / "id" / "national-pooling.html").read_text(encoding="utf-8")
    base = "https://example.org/graph"
    for line in (
        f'<link rel="canonical" href="{base}/en/id/national-pooling.html">',
        f'<link rel="alternate" hreflang="zh" href="{base}/zh/id/national-pooling.html">',
        f'<link rel="alternate" hreflang="x-default" href="{base}/en/id/national-pooling.html">',
        f'<meta property="og:url" content="{base}/en/id/national-pooling.html">',
        f'<meta property="og:image" content="{base}/static/card.png">',
        '<meta name="twitter:card" content="summary_large_image">',
        'property="og:description" content="Moving towards one pool for basic pension funds ',
    ):
        assert line in page, line
    # A PNG of 1200 × 630 points, as its header says.
    picture = (site / "static" / "card.png").read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (1200, 630)


def points(path: Path) -> list[bytes]:
    """Return the rows of a PNG, each point its place in the palette."""
    content = path.read_bytes()
    at, packed = 8, b""
    while at < len(content):
        length = int.from_bytes(content[at : at + 4])
        if content[at + 4 : at + 8] == b"IDAT":
            packed += content[at + 8 : at + 8 + length]
        at += length + 12
    raw = zlib.decompress(packed)
    assert len(raw) == 630 * 1201
    assert {raw[row * 1201] for row in range(630)} == {0}, "no row is filtered"
    return [raw[row * 1201 + 1 : (row + 1) * 1201] for row in range(630)]


def test_a_figure_has_a_picture_of_its_own(site: Path) -> None:
    # 1,686 and 2,987 yuan: two bars, the second as wide as there is room, 900 points.
    page = (site / "zh" / "figure" / "employee-pension.html").read_text(encoding="utf-8")
    base = "https://example.org/graph"
    assert f'<meta property="og:image" content="{base}/figure/employee-pension.png">' in page
    assert "1,686" in page.partition('property="og:description" content="')[2].partition('"')[0]
    rows = points(site / "figure" / "employee-pension.png")
    first, latest = ({row.count(colour) for row in rows} - {0} for colour in (1, 2))
    assert first == {round(900 * 1686 / 2987)}
    assert latest == {900}
    # More than 6,200 yuan: the bar ends as an arrow.
    rows = points(site / "figure" / "rural-subsistence-allowance.png")
    assert min(row.count(2) for row in rows if row.count(2)) == 900
    assert max(row.count(2) for row in rows) > 930


def test_a_range_is_drawn_with_both_ends_and_not_as_its_lower_bound() -> None:
    def drawn(value: str, bound: str, upper: str = "") -> bytes | None:
        figure = Figure(Entity("x", {}), value, None, bound, "", (), (), upper)
        return picture([Measurement(Entity("y", {}), {}, None, figure, None)])

    assert drawn("2", "AtLeast", "5") == drawn("2", "Exactly", "5")
    assert drawn("2", "AtLeast", "5") not in {drawn("2", "AtLeast"), drawn("2", "AtLeast", "6")}
    assert drawn("2", "AtLeast", "5 / 6") is None


def test_a_number_that_is_too_long_for_a_picture_has_none() -> None:
    def of(value: str) -> bytes | None:
        figure = Figure(Entity("x", {}), value, None, "", "", (), ())
        return picture([Measurement(Entity("y", {}), {}, None, figure, None)])

    assert of("1" * 60) is None
    assert of("many") is None
    assert of("-12.5") is not None


def test_the_dataset_is_described_with_its_files_and_no_program(site: Path) -> None:
    told = {
        (quad.predicate.value.rpartition("#")[2], getattr(quad.object, "value", ""))
        for quad in parse(path=site / "void.ttl")
    }
    base = "https://example.org/graph"
    assert {("dataDump", f"{base}/graph.nt"), ("downloadURL", f"{base}/graph.ttl")} <= told
    media = "https://www.iana.org/assignments/media-types/text/turtle"
    assert ("mediaType", media) in told
    assert not [name for name, _ in told if name in {"sparqlEndpoint", "accessURL"}]
    for _, where in told:
        if where.startswith(base) and "#" not in where:
            assert (site / (where.removeprefix(base + "/") or "index.html")).is_file(), where
    front = (site / "en" / "index.html").read_text(encoding="utf-8")
    assert '"http://www.w3.org/ns/dcat#Dataset"' in front


def test_the_map_names_all_pages_and_is_split_where_it_must_be(site: Path) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = ET.parse(site / "sitemap.xml").getroot()  # noqa: S314  (made here)
    named = {each.text for each in root.iterfind("s:url/s:loc", space)}
    assert named == {
        f"https://example.org/graph/{path.relative_to(site).as_posix()}"
        for path in site.glob("*/**/*.html")
    }
    # sitemaps.org: 50,000 addresses at most in one file.
    files = dict(Addresses("https://a.org", ("en",)).files([f"en/{n}.html" for n in range(50_001)]))
    assert set(files) == {"sitemap.xml", "sitemap-1.xml", "sitemap-2.xml", "robots.txt"}
    assert files["sitemap-1.xml"].count(b"<url>") == 50_000
    assert b"<loc>https://a.org/sitemap-2.xml</loc>" in files["sitemap.xml"]


def test_a_survey_of_many_things_leaves_none_out(tmp_path: Path) -> None:
    # 1,250 things of one kind: more than a lookup lists by itself, on three pages of 600.
    lines = [f':t{n:04} a :Kind ; skos:prefLabel "thing {n:04}" .' for n in range(1250)]
    graph = tmp_path / "many.ttl"
    graph.write_text(
        "@prefix : <http://example.org/> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        + "\n".join(lines),
        encoding="utf-8",
    )
    folder = tmp_path / "site"
    build(open_store([str(graph)]), folder)
    pages = sorted((folder / "en" / "kind").glob("*.html"))
    assert len(pages) == 3
    linked = {
        link for path in pages for link in Read(path).links if link.startswith("../../en/id/")
    }
    assert len(linked) == 1250
    text = " ".join(" ".join(Read(folder / "en" / "list.html").text).split())
    assert "Kind 1250" in text
    assert "1190 more" in text


def test_gaps_and_sources_go_on_on_further_pages_and_leave_none_out(tmp_path: Path) -> None:
    # 450 goals that nothing contributes to, on pages of 200; 230 documents, on pages of 100.
    lines = [f'id:g{n:03} a sskg:Goal ; skos:prefLabel "goal {n:03}"@en .' for n in range(450)]
    lines += [
        f'id:d{n:03} a sskg:SourceDocument ; skos:prefLabel "document {n:03}"@en .'
        for n in range(230)
    ]
    graph = tmp_path / "many.ttl"
    graph.write_text(
        "@prefix id: <https://w3id.org/sskg/id/> .\n"
        "@prefix sskg: <https://w3id.org/sskg/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n" + "\n".join(lines),
        encoding="utf-8",
    )
    folder = tmp_path / "site"
    build(open_store([str(graph)]), folder)
    for name, each, total, letter in (("gaps", 200, 450, "g"), ("sources", 100, 230, "d")):
        names = [f"{name}.html", f"{name}.2.html", f"{name}.3.html"]
        assert sorted(path.name for path in (folder / "en").glob(f"{name}*.html")) == sorted(names)
        linked: list[str] = []
        for at, page in enumerate(names):
            read = Read(folder / "en" / page)
            own = {link for link in read.links if f"/id/{letter}" in link}
            assert len(own) == min(each, total - at * each), page
            linked += sorted(own)
            assert f"Page {at + 1} of 3" in " ".join(" ".join(read.text).split())
        assert len(set(linked)) == total
    counted = " ".join(" ".join(Read(folder / "en" / "gaps.html").text).split())
    assert "goals without an outcome 450 of 450" in counted


def test_no_page_tells_where_the_texts_lie_that_were_published(
    sources: Path, tmp_path: Path, run: Callable[..., Ran]
) -> None:
    (tmp_path / "texts").mkdir()
    for path in sources.glob("*.txt"):
        (tmp_path / "texts" / path.name).write_bytes(path.read_bytes())
    (tmp_path / "texts" / "draft-of-mine.txt").write_text("A text of no document.")
    out = tmp_path / "out"
    ran = run("site", str(out), "--publish-texts", "--sources", str(tmp_path / "texts"))
    assert ran.code == 0, ran.err
    for path in out.glob("**/*.html"):
        text = path.read_text(encoding="utf-8")
        assert str(tmp_path) not in text, path
        assert "draft-of-mine" not in text, path


def test_many_documents_are_not_compared_two_by_two(tmp_path: Path) -> None:
    lines = [f'id:d{n} a sskg:SourceDocument ; skos:prefLabel "d{n}"@en .' for n in range(31)]
    graph = tmp_path / "many.ttl"
    graph.write_text(
        "@prefix id: <https://w3id.org/sskg/id/> .\n"
        "@prefix sskg: <https://w3id.org/sskg/ontology#> .\n"
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n" + "\n".join(lines),
        encoding="utf-8",
    )
    store = open_store([str(graph)])
    things = [each.entity for each in bearers(store)]
    assert len(things) == 31
    asked: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pacts, "compare", lambda *_, **__: asked.append(1))
        pacts.gather(store, things, None)
    assert asked == []


def test_the_page_of_a_kind_says_what_the_kind_is(site: Path) -> None:
    shown = (site / "en" / "kind" / "Reform.html").read_text(encoding="utf-8")
    # As the ontology has it.
    assert "A measure that changes the institutional arrangement itself." in shown
    assert "All things of a kind" not in shown


def test_a_passage_is_called_by_its_place(site: Path) -> None:
    shown = (site / "en" / "id" / "ten-years-s19d.html").read_text(encoding="utf-8")
    assert "<h1>Ten years of social security in practice · characters 4803 to 4864</h1>" in shown


def test_the_page_of_a_kind_names_each_kind_where_it_has_kinds_below_it(site: Path) -> None:
    # A measured change is an outcome too.
    outcomes = Read(site / "en" / "kind" / "Outcome.html").text
    assert {"measured change", "outcome"} <= {text.strip() for text in outcomes}
    assert "<h2" in (site / "en" / "kind" / "Outcome.html").read_text(encoding="utf-8")
    assert "<h2" not in (site / "en" / "kind" / "Reform.html").read_text(encoding="utf-8")
