"""Finding by name at size: the index gives the resolver what reading all names would give it."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from sskg.errors import SskgError, StoreUnavailable
from sskg.names import find, resolve
from sskg.ontology import assets
from sskg.rdf.terms import TYPE
from sskg.store import Store, open_store
from sskg.store.directory import DirectoryStore
from sskg.store.loading import inputs, load
from sskg.store.names.index import SqliteNames
from sskg.store.remote.names import RemoteNames
from sskg.store.remote.store import RemoteStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What people type, with the thing that it means: slugs, labels, aliases, other endings, slips.
TYPED = [
    ("common-prosperity", "common-prosperity"),
    ("id:common-prosperity", "common-prosperity"),
    ("common prosperity", "common-prosperity"),
    ("Common  PROSPERITY", "common-prosperity"),
    ("共同富裕", "common-prosperity"),
    ("poverty aleviation", "poverty-alleviation"),
]


@pytest.fixture(scope="module", params=["directory", "oxigraph"])
def searched(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The packaged graph in a store that is searched even where it could be read."""
    from tests.store.conftest import oxigraph_server

    folder = tmp_path_factory.mktemp("names")
    files = [path for path in assets.packaged_files() if path.exists()]
    if request.param == "directory":
        load(folder / "store", inputs([str(path) for path in files]))
        on_disk = DirectoryStore(folder / "store")
        on_disk.names = SqliteNames(next((folder / "store").glob("g-*")) / "names.sqlite", few=0)
        yield on_disk
        return
    with oxigraph_server(files, folder) as address:
        remote = open_store([address])
        assert isinstance(remote, RemoteStore)
        remote.names = RemoteNames(remote, few=0)
        yield remote


@pytest.mark.parametrize(("text", "slug"), TYPED)
def test_a_search_leads_to_the_thing_that_reading_leads_to(searched, packaged, text, slug):
    assert resolve(searched, text).entity.iri == f"https://w3id.org/sskg/id/{slug}"
    assert resolve(searched, text) == resolve(packaged, text)


def test_every_label_of_the_graph_is_found_by_search_as_by_reading(searched, packaged):
    from sskg.names import bearers

    def outcome(store: Store, text: str) -> object:
        try:
            return resolve(store, text)
        except SskgError as error:
            return type(error)

    names = [name for bearer in bearers(packaged) for name in bearer.names[:1]][::4]
    assert len(names) > 40
    assert [outcome(searched, name) for name in names] == [
        outcome(packaged, name) for name in names
    ]


def test_kinds_narrow_a_search(searched):
    found = find(searched, "insurance", ["Reform"])
    assert {match.entity.kind for match in found.matches} == {"Reform"}


def index_of(tmp_path: Path, labels: list[str], kind: str = "Goal") -> SqliteNames:
    path = tmp_path / "graph.nt"
    path.write_text(
        "".join(
            f"<https://w3id.org/sskg/id/g{n}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
            f"<https://w3id.org/sskg/ontology#{kind}> .\n"
            f"<https://w3id.org/sskg/id/g{n}> <http://www.w3.org/2004/02/skos/core#prefLabel> "
            f'"{label}" .\n'
            for n, label in enumerate(labels)
        ),
        encoding="utf-8",
    )
    load(tmp_path / "store", inputs([str(path)]))
    return SqliteNames(next((tmp_path / "store").glob("g-*")) / "names.sqlite", few=0)


def slugs(found: list[str] | None) -> list[str]:
    assert found is not None
    return [iri.rpartition("/")[2] for iri in found]


def test_the_shortest_of_many_names_come_first(tmp_path):
    labels = [f"pension fund of province {'x' * n}" for n in range(300)] + ["pension fund"]
    with closing(index_of(tmp_path, labels)) as index:
        found = slugs(index.candidates("pension fund", limit=5))
        assert "g300" in found
        assert {"g0", "g1", "g2", "g3"} <= set(found)


def test_a_chinese_name_is_found_by_a_part_and_by_one_character(tmp_path):
    with closing(index_of(tmp_path, ["全国统筹", "药品集中采购", "城"])) as index:
        assert "g0" in slugs(index.candidates("统筹"))
        assert "g1" in slugs(index.candidates("集中采购药品"))
        assert "g2" in slugs(index.candidates("城"))


@pytest.mark.parametrize("text", ['"', "' OR 1=1 --", "a* NEAR b", "()", "-", "\x00", "%_", "🙂"])
def test_what_a_person_types_is_never_taken_for_a_query(tmp_path, text):
    with closing(index_of(tmp_path, ["pension fund"])) as index:
        assert "g0" not in slugs(index.candidates(text))


def test_an_index_that_is_no_database_is_an_error(tmp_path):
    path = tmp_path / "names.sqlite"
    path.write_bytes(b"no database at all, but long enough to be read as one" * 100)
    with closing(SqliteNames(path)) as index, pytest.raises(StoreUnavailable, match="damaged"):
        index.candidates("pension")


def rows(store: Path) -> list[tuple[object, ...]]:
    """All that an index holds, by the names of things rather than by numbers."""
    import sqlite3

    path = next(store.glob("g-*")) / "names.sqlite"
    with closing(sqlite3.connect(path)) as base:
        things = base.execute(
            "SELECT names.id, iri, kind FROM names JOIN things ON things.id = thing "
            "JOIN kinds ON thing BETWEEN first AND last ORDER BY names.id"
        ).fetchall()
        return [*things, *base.execute("SELECT gram, names FROM counts")]


def test_names_are_the_same_whatever_format_they_came_in(tmp_path):
    import pyoxigraph

    graph = pyoxigraph.Store()
    for path in assets.packaged_files():
        graph.load(path=path)
    for suffix, form in ((".nq", pyoxigraph.RdfFormat.N_QUADS), (".ttl", None)):
        path = tmp_path / f"graph{suffix}"
        if form is not None:
            graph.dump(str(path), form)
        else:
            default = pyoxigraph.DefaultGraph()
            graph.dump(str(path), pyoxigraph.RdfFormat.TURTLE, from_graph=default)
        load(tmp_path / f"store{suffix}", inputs([str(path)]))
    names = rows(tmp_path / "store.nq")
    assert len(names) > 1000
    assert names == rows(tmp_path / "store.ttl")


def test_names_under_an_escaped_iri_are_found_too(tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text(
        "<https://w3id.org/sskg/id/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/sskg/ontology#Goal> .\n"
        "<https://w3id.org/sskg/id/a> <http://www.w3.org/2004/02/skos/core#\\u0070refLabel> "
        '"old-age pension" .\n'
    )
    load(tmp_path / "store", inputs([str(path)]))
    index = SqliteNames(next((tmp_path / "store").glob("g-*")) / "names.sqlite", few=0)
    with closing(index):
        assert "a" in slugs(index.candidates("pension"))


def test_a_last_line_without_its_end_is_read_too(tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text(
        "<https://w3id.org/sskg/id/a> <http://www.w3.org/2004/02/skos/core#prefLabel> "
        '"old-age pension" .\n'
        "<https://w3id.org/sskg/id/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
        "<https://w3id.org/sskg/ontology#Goal> ."
    )
    load(tmp_path / "store", inputs([str(path)]))
    index = SqliteNames(next((tmp_path / "store").glob("g-*")) / "names.sqlite", few=0)
    with closing(index):
        assert "a" in slugs(index.candidates("pension"))


NAMED = "<https://w3id.org/sskg/id/a>"
LABELLED = "<http://www.w3.org/2004/02/skos/core#prefLabel>"


@pytest.mark.parametrize(
    "line",
    [
        f'{NAMED} {LABELLED} "zebra crossing" .',
        f'{NAMED}\t{LABELLED}\t"zebra crossing"@en\t.\t',
        f'{NAMED}{LABELLED}"zebra crossing"@en-GB.',
        f'  {NAMED} {LABELLED} "zebra crossing" . # a remark',
        f'{NAMED} {LABELLED} "zebra\\ncrossing" .',
        f'{NAMED} {LABELLED} "zebra \\"{NAMED} {LABELLED} \\"crossing" .',
        f'{NAMED} {LABELLED} "zebra crossing"^^<http://www.w3.org/2001/XMLSchema#string> .',
        f'{NAMED} {LABELLED} "zebra crossing" .\r',
        f'{NAMED} {LABELLED} "zebra\\tcrossing\\\\" .',
        f'{NAMED} {LABELLED} "zebra\u2028crossing\\u0000" .',
    ],
)
def test_a_name_is_picked_however_its_line_is_written(tmp_path, line):
    kind = f"{NAMED} <{TYPE.value}> <https://w3id.org/sskg/ontology#Goal> .\n"
    other = f'<https://w3id.org/sskg/id/b> {LABELLED} "giraffe" .\n{kind.replace("id/a", "id/b")}'
    path = tmp_path / "graph.nt"
    path.write_text(other + line + "\n" + kind + other, newline="")
    load(tmp_path / "store", inputs([str(path)]))
    index = SqliteNames(next((tmp_path / "store").glob("g-*")) / "names.sqlite", few=0)
    with closing(index):
        assert "a" in slugs(index.candidates("crossing"))
        assert "b" in slugs(index.candidates("giraffe"))
        assert "b" not in slugs(index.candidates("crossing"))


def test_names_that_are_no_words_are_taken_as_they_are_and_what_is_no_literal_is_no_name(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(
        "@prefix id: <https://w3id.org/sskg/id/> .\n"
        f"id:year {LABELLED} 2018, true, 1.5 .\n"
        f'id:other {LABELLED} <https://example.org/zebra>, [] , "_:giraffe", "" .\n'
    )
    load(tmp_path / "store", inputs([str(path)]))
    index = SqliteNames(next((tmp_path / "store").glob("g-*")) / "names.sqlite", few=0)
    with closing(index):
        assert "year" in slugs(index.candidates("2018"))
        assert "year" in slugs(index.candidates("true"))
        assert "other" in slugs(index.candidates("giraffe"))
        assert "other" not in slugs(index.candidates("zebra"))
