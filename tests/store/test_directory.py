"""Damage to a store on disk: told by `verify`, and never answered from."""

from __future__ import annotations

import os
import random
import shutil
import threading
from typing import TYPE_CHECKING

import pyoxigraph
import pytest

from sskg.errors import SskgError, StoreUnavailable
from sskg.process import confined
from sskg.store import manifest as manifests
from sskg.store import open_store
from sskg.store.digest import content_digest
from sskg.store.directory import DirectoryStore, verify
from sskg.store.loading import inputs, load
from sskg.store.sparql import select
from sskg.store.string_tables import string_tables
from tests.store.conftest import CONTRACT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store large enough for files of many blocks: 20,000 things with a name each."""
    folder = tmp_path_factory.mktemp("sound")
    path = folder / "graph.nt"
    with path.open("w") as stream:
        for number in range(20_000):
            thing = f"<https://w3id.org/sskg/id/thing-{number}>"
            stream.write(
                f"{thing} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> "
                f"<https://w3id.org/sskg/ontology#Goal> .\n"
                f"{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> "
                f'"goal number {number} of a long list of goals"@en .\n'
            )
    load(folder / "store", inputs([str(path)]), digest=True)
    return folder / "store"


@pytest.fixture
def copy(sound: Path, tmp_path: Path) -> Path:
    shutil.copytree(sound, tmp_path / "store")
    return tmp_path / "store"


def content(store: Path) -> list[Path]:
    generation = next(store.glob("g-*"))
    return sorted(path for path in generation.rglob("*") if path.is_file())


def asked(store: Path) -> tuple[object, ...]:
    """Ask for all that a damage could falsify: every triple, single things, names."""
    opened = open_store([str(store)])
    rows = list(select(opened, "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"))
    things = [
        [row["o"].value for row in select(opened, f"SELECT ?o WHERE {{ :thing-{n} ?p ?o }}")]
        for n in range(0, 20_000, 997)
    ]
    index = opened.names
    assert index is not None
    names = [index.candidates(f"goal number {n}", limit=5) for n in range(0, 20_000, 997)]
    return len(rows), sorted(map(sorted, things)), names


@pytest.fixture(scope="module")
def truth(sound: Path) -> tuple[object, ...]:
    return asked(sound)


def test_a_sound_store_has_no_problems(sound, truth):
    assert verify(sound) == []
    assert truth[0] == 40_000


@pytest.mark.slow
def test_a_flipped_bit_is_told_and_never_answered_from(sound, truth, tmp_path):
    """Three bytes of each file, one at a time: `verify` names the file, answers are right or none.

    Oxigraph's log book and empty lock files are not the store.
    """
    places = random.Random(5)  # noqa: S311
    caught = 0
    for path in content(sound):
        if path.name in {"LOG", "LOCK", "readers.lock"} or not path.stat().st_size:
            continue
        for at in [places.randrange(path.stat().st_size) for _ in range(3)]:
            store = tmp_path / "store"
            shutil.rmtree(store, ignore_errors=True)
            shutil.copytree(sound, store)
            damaged = store / path.relative_to(sound)
            content_ = bytearray(damaged.read_bytes())
            content_[at] ^= 0x41
            damaged.write_bytes(content_)
            name = path.relative_to(next(sound.glob("g-*"))).as_posix()
            assert [problem.partition(":")[0] for problem in verify(store)] == [name]
            try:
                assert asked(store) == truth, f"{name} at {at}"
            except (SskgError, OSError, RuntimeError):
                caught += 1
    assert caught > 0


def test_a_cut_off_file_is_refused_at_opening(copy):
    largest = max(content(copy), key=lambda path: path.stat().st_size)
    with largest.open("r+b") as stream:
        stream.truncate(largest.stat().st_size - 1)
    with pytest.raises(StoreUnavailable, match=largest.name):
        open_store([str(copy)])
    assert [problem for problem in verify(copy) if largest.name in problem]


@pytest.mark.parametrize("suffix", [".sst", ".sqlite"])
def test_a_lost_file_is_refused_at_opening(copy, suffix):
    lost = next(path for path in content(copy) if path.suffix == suffix)
    lost.unlink()
    with pytest.raises(StoreUnavailable, match=lost.name):
        open_store([str(copy)])
    assert [problem for problem in verify(copy) if lost.name in problem]


def test_a_file_too_many_is_told(copy):
    (next(copy.glob("g-*")) / "graph" / "000099.sst").write_bytes(b"?")
    assert [problem for problem in verify(copy) if "000099.sst" in problem]


def flip(path: Path, bit: int) -> None:
    """Flip one bit of a file; its times stay."""
    stat = path.stat()
    content_ = bytearray(path.read_bytes())
    content_[bit // 8] ^= 1 << bit % 8
    path.write_bytes(content_)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def test_names_are_read_in_full_before_the_first_search_whatever_their_time(copy):
    names = next(copy.glob("g-*")) / "names.sqlite"
    flip(names, names.stat().st_size * 4)
    index = open_store([str(copy)]).names
    assert index is not None
    with pytest.raises(StoreUnavailable, match=r"names\.sqlite"):
        index.candidates("goal number 7")


def test_the_files_with_strings_are_told_from_the_others(copy):
    """A word of the texts stands in the strings table alone: the triples hold digests."""
    manifest = manifests.read(copy)
    tables = {name for name in manifest.files if name.endswith(".sst")}
    assert manifest.strings
    assert set(manifest.strings) < tables
    generation = copy / manifest.generation
    for name in tables:
        holds = b"goal" in (generation / name).read_bytes()
        assert holds == (name in manifest.strings), name


def test_where_the_files_cannot_be_told_apart_all_count_as_strings(copy):
    graph = next(copy.glob("g-*")) / "graph"
    tables = sorted(path.name for path in graph.glob("*.sst"))
    kept = next(graph.glob("MANIFEST-*"))
    for content_ in (b"", b"\xff" * 100, kept.read_bytes()[:-5]):
        kept.write_bytes(content_)
        assert string_tables(graph) == tables
    (graph / "CURRENT").unlink()
    assert string_tables(graph) == tables


def test_a_flipped_bit_among_the_strings_is_told_before_an_answer(copy):
    manifest = manifests.read(copy)
    generation = copy / manifest.generation
    places = random.Random(14)  # noqa: S311
    for name in manifest.strings:
        path = generation / name
        sound = path.read_bytes()
        for _ in range(20):
            flip(path, places.randrange(8 * len(sound)))
            store = open_store([str(copy)])
            with pytest.raises(StoreUnavailable, match="not those that were written"):
                store.query("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            path.write_bytes(sound)


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        b'{"sskg-store": 1, "checksum": "0", "generation": "../../etc", "triples": 1}',
        b"\xff\xfe",
    ],
)
def test_a_damaged_manifest_is_an_error(copy, damage):
    (copy / "manifest.json").write_bytes(damage)
    with pytest.raises(StoreUnavailable, match="manifest"):
        open_store([str(copy)])
    with pytest.raises(StoreUnavailable, match="manifest"):
        verify(copy)


def test_a_changed_count_in_the_manifest_is_an_error(copy):
    path = copy / "manifest.json"
    path.write_text(path.read_text().replace('"triples": 40000', '"triples": 39999'))
    with pytest.raises(StoreUnavailable, match="checksum"):
        open_store([str(copy)])


def test_a_manifest_of_a_later_version_asks_for_an_update(copy):
    path = copy / "manifest.json"
    path.write_text(path.read_text().replace('"sskg-store": 4', '"sskg-store": 5'))
    with pytest.raises(StoreUnavailable, match="of version 5") as caught:
        open_store([str(copy)])
    assert "update sskg" in str(caught.value.hint)


def test_a_store_of_an_earlier_version_is_to_be_loaded_again(copy):
    path = copy / "manifest.json"
    path.write_text(path.read_text().replace('"sskg-store": 4', '"sskg-store": 2'))
    with pytest.raises(StoreUnavailable, match="version 2") as caught:
        open_store([str(copy)])
    assert "load the store again" in str(caught.value.hint)
    assert "update" not in str(caught.value.hint)


def test_verify_compares_the_triples_themselves(copy):
    """A manifest whose sum is right but which was written for other triples."""
    manifest = manifests.read(copy)
    manifests.write(
        copy,
        manifests.Manifest(
            manifest.generation,
            manifest.dataset,
            manifest.prologue,
            manifest.unread,
            "0" * 32,
            manifest.engine,
            manifest.files,
            manifest.strings,
            manifest.blank,
            manifest.named,
        ),
    )
    assert verify(copy) == ["the triples are not those that were written"]


def digest_of(text: str) -> str:
    store = pyoxigraph.Store()
    store.load(input=text, format=pyoxigraph.RdfFormat.TURTLE)
    return content_digest(store)


def test_the_digest_is_of_what_is_said_not_of_how():
    one = '<http://e/a> <http://e/p> 1.50 , "x"@zh-Hans . <http://e/b> <http://e/p> 2 .'
    other = '<http://e/b> <http://e/p> 2 . <http://e/a> <http://e/p> "x"@zh-hans , 1.5 , 1.500 .'
    assert digest_of(one) == digest_of(other)
    assert digest_of(one) != digest_of(one.replace("1.50", "1.51"))
    assert digest_of(one) != digest_of(one.replace('"x"', '"y"'))


def test_a_load_with_a_digest_keeps_it(tmp_path):
    load(tmp_path / "store", inputs([str(CONTRACT)]), digest=True)
    memory = pyoxigraph.Store()
    memory.load(path=CONTRACT)
    assert DirectoryStore(tmp_path / "store").manifest.content == content_digest(memory)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_compares_what_its_parent_had_not_yet(copy, monkeypatch):
    manifest = manifests.read(copy)
    path = copy / manifest.generation / manifest.strings[0]
    flip(path, path.stat().st_size * 4)
    parent, may_go_on, digest = os.getpid(), threading.Event(), manifests.sha256

    def slow_in_the_parent(path: Path) -> str:
        if os.getpid() == parent and threading.current_thread() is not threading.main_thread():
            may_go_on.wait(60)
        return digest(path)

    monkeypatch.setattr(manifests, "sha256", slow_in_the_parent)
    store = DirectoryStore(copy)

    def work() -> int:
        store.reopen()
        return len(list(select(store, "SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")))

    try:
        with pytest.raises(StoreUnavailable, match=path.name):
            confined.run(work, confined.limits())
    finally:
        may_go_on.set()
