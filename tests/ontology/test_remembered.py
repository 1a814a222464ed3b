"""What is worked out of the packaged files is kept between runs, and never stale or needed."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from tests.conftest import TINY

from sskg.names import bearers
from sskg.names.bearers import _read
from sskg.ontology import assets
from sskg.ontology import remembered as module
from sskg.ontology.remembered import FOLDER, remembered, state_of
from sskg.rdf import files
from sskg.store import open_store
from sskg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from pathlib import Path

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes of files are POSIX's")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that things are kept in."""
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A file that something is worked out of."""
    path = tmp_path / "source.ttl"
    path.write_bytes(b"one")
    return path


class Worker:
    """Tells how often it was asked."""

    times = 0

    def __call__(self) -> dict[str, set[str]]:
        self.times += 1
        return {"养老": {"a", "b"}}


def test_the_second_time_nothing_is_worked_out(folder: Path, source: Path) -> None:
    work = Worker()
    for _ in range(3):
        assert remembered("words", state_of([source]), work) == {"养老": {"a", "b"}}
    assert work.times == 1
    assert len(list(folder.iterdir())) == 1


def test_a_changed_file_counts_even_with_its_size_and_times_kept(
    folder: Path, source: Path
) -> None:
    work = Worker()
    before = source.stat()
    remembered("words", state_of([source]), work)
    source.write_bytes(b"two")
    os.utime(source, ns=(before.st_atime_ns, before.st_mtime_ns))
    remembered("words", state_of([source]), work)
    assert work.times == 2
    assert len(list(folder.iterdir())) == 1


@pytest.mark.usefixtures("folder")
def test_a_changed_module_counts(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Worker()
    remembered("words", state_of([source]), work)
    monkeypatch.setattr(module, "_package", lambda: "another")
    remembered("words", state_of([source]), work)
    assert work.times == 2


def test_a_kept_file_that_lost_or_changed_a_byte_is_not_read(folder: Path, source: Path) -> None:
    work = Worker()
    state = state_of([source])
    remembered("words", state, work)
    (kept,) = folder.iterdir()
    sound = kept.read_bytes()
    for at in range(len(sound)):
        kept.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert remembered("words", state, work) == {"养老": {"a", "b"}}
        assert work.times == at + 2
    times = work.times
    for length in range(len(sound)):
        kept.write_bytes(sound[:length])
        assert remembered("words", state, work) == {"养老": {"a", "b"}}
    assert work.times == times + len(sound)


@POSIX
@pytest.mark.parametrize("writable", ["file", "folder"])
def test_what_others_may_write_is_not_read(folder: Path, source: Path, writable: str) -> None:
    work = Worker()
    state = state_of([source])
    remembered("words", state, work)
    (kept,) = folder.iterdir()
    (kept if writable == "file" else folder).chmod(0o777)
    remembered("words", state, work)
    assert work.times == 2


@POSIX
def test_where_nothing_can_be_written_all_is_worked_out(
    tmp_path: Path, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = Worker()
    # A file stands where the folder would be: that stops the superuser too.
    monkeypatch.setenv(FOLDER, str(source / "kept"))
    for _ in range(2):
        assert remembered("words", state_of([source]), work) == {"养老": {"a", "b"}}
    monkeypatch.setenv(FOLDER, "")
    assert remembered("words", state_of([source]), work) == {"养老": {"a", "b"}}
    assert work.times == 3
    assert list(tmp_path.iterdir()) == [source]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"HOME": "/home/x"}, "/home/x/.cache/sskg"),
        ({"HOME": "/home/x", "XDG_CACHE_HOME": "/kept"}, "/kept/sskg"),
        ({"HOME": "/home/x", "XDG_CACHE_HOME": "kept"}, "None"),
        ({"HOME": "/home/x", FOLDER: "/mine"}, "/mine"),
        ({"HOME": "/home/x", FOLDER: ""}, "None"),
        ({}, "None"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="each system has a folder of its own")
def test_the_folder_is_the_users_own(environment: dict[str, str], expected: str) -> None:
    program = "from sskg.ontology import remembered; print(remembered._folder())"
    paths = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    ran = subprocess.run(
        [sys.executable, "-c", program],
        env=environment | paths, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == expected


def test_names_from_an_earlier_run_are_those_of_the_graph(folder: Path) -> None:
    for _ in range(2):
        store = open_store()
        kept = bearers(store)
        anew = tuple(_read(store, None))
        assert [(b.entity, b.names, b.folded) for b in kept] == [
            (b.entity, b.names, b.folded) for b in anew
        ]
        assert [b.entity.kinds for b in kept] == [b.entity.kinds for b in anew]
        labels = [[kind.labels for kind in b.entity.kinds if hasattr(kind, "labels")] for b in kept]
        assert any(labels)
    assert {path.name.split(".")[0] for path in folder.iterdir()} >= {"names", "reading"}


def test_the_graph_from_an_earlier_run_is_that_of_its_files(folder: Path) -> None:
    for _ in range(2):
        store = open_store(kept=True)
        assert isinstance(store, EmbeddedStore)
        assert set(store._store) == set(files.load(assets.packaged_files()))


def test_only_the_packaged_graph_is_remembered(folder: Path) -> None:
    for graphs in ([str(TINY)], ["packaged", str(TINY)]):
        assert bearers(open_store(graphs))
    kept = {path.name.split(".")[0] for path in folder.glob("*")}
    assert not kept & {"names", "reading", "packaged"}


def test_a_profile_of_ones_own_reads_the_packaged_graph_anew(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bearers(open_store())
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix p: <https://w3id.org/sskg/profile#> . "
        "[] a p:Profile ; p:name <http://www.w3.org/2004/02/skos/core#definition> .",
        encoding="utf-8",
    )
    names = {name for each in bearers(open_store()) for name in each.names}
    monkeypatch.setenv("SSKG_PROFILE", str(own))
    own_names = {name for each in bearers(open_store()) for name in each.names}
    # Nothing bears its definition as a name but by that profile.
    assert own_names - names
    assert folder.exists()
