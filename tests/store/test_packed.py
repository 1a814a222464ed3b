"""The packaged graph as a store that is kept: the same graph, never stale, never needed."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import BlankNode, Triple

from sskg.ontology import assets
from sskg.ontology.remembered import FOLDER, state_of
from sskg.rdf import files
from sskg.store import open_store
from sskg.store.packed import opened

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
@prefix : <http://example.org/> .
:a :b "one", "eins"@de . :c :d :a .
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that things are kept in."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source.ttl"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def triples(source: Path) -> tuple[set[str], bool]:
    """Return the graph's triples, and whether they came from the store that is kept."""
    store, dataset = opened([source], state_of([source]))
    if dataset is not None:
        assert dataset.triples == len(store)
    return {str(quad.triple) for quad in store}, dataset is not None


def test_the_second_time_the_store_is_opened(folder: Path, source: Path) -> None:
    first, second = triples(source), triples(source)
    assert (len(first[0]), first[1], second) == (3, False, (first[0], True))
    assert len(list(folder.iterdir())) == 1


def test_a_changed_file_is_read_and_kept_in_turn(folder: Path, source: Path) -> None:
    triples(source)
    source.write_text(SOURCE.replace("one", "two"), encoding="utf-8")
    anew, kept = triples(source)
    assert not kept
    assert any("two" in each for each in anew)
    assert triples(source) == (anew, True)
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize("share", [0.0, 0.5, 0.999])
def test_no_damage_is_believed(folder: Path, source: Path, share: float) -> None:
    """One bit of a file is turned; the store is made anew, with files of other names perhaps."""
    expected, _ = triples(source)
    (place,) = folder.iterdir()
    told = {path.name for path in place.iterdir() if not path.name.startswith(("LOG", "LOCK"))}
    assert len(told) > 5
    for name in sorted(told):
        path = place / name
        sound = path.read_bytes() if path.exists() else b""
        if sound:
            at = int(len(sound) * share)
            path.write_bytes(sound[:at] + bytes([sound[at] ^ 4]) + sound[at + 1 :])
            assert triples(source) == (expected, False), name
        assert triples(source) == (expected, True), name


def test_a_file_that_is_gone_or_new_is_noticed(folder: Path, source: Path) -> None:
    expected, _ = triples(source)
    (place,) = folder.iterdir()
    (place / "CURRENT").unlink()
    assert triples(source) == (expected, False)
    (place / "000099.sst").write_bytes(b"new")
    assert triples(source) == (expected, False)
    assert triples(source) == (expected, True)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")
def test_what_others_may_write_is_not_opened(folder: Path, source: Path) -> None:
    expected, _ = triples(source)
    (place,) = folder.iterdir()
    place.chmod(0o777)
    assert triples(source) == (expected, False)


def test_without_a_folder_the_graph_is_read(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for where in ("", str(source / "kept")):
        monkeypatch.setenv(FOLDER, where)
        for _ in range(2):
            assert triples(source)[1] is False


def test_first_lookups_at_once_give_the_same(folder: Path) -> None:
    command = [sys.executable, "-m", "sskg", "show", "national-pooling"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    outs = [each.communicate(timeout=120)[0] for each in running]
    assert len(set(outs)) == 1
    assert "national pooling" in outs[0]
    assert len([path for path in folder.iterdir() if path.name.startswith("packaged.")]) == 1
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == outs[0]


def test_the_packaged_graph_has_nothing_that_lookups_would_have_to_name() -> None:
    """It is asked without looking for blank nodes and annotations, so it may have none."""
    for quad in files.load(assets.packaged_files()):
        for term in (quad.subject, quad.object):
            assert not isinstance(term, BlankNode | Triple), quad


def test_only_a_lookup_takes_the_store(folder: Path) -> None:
    open_store()
    assert not list(folder.glob("packaged.*"))
    open_store(kept=True)
    assert list(folder.glob("packaged.*"))
