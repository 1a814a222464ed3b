"""Building a store on disk: from every format, all or nothing, never in another's way."""

from __future__ import annotations

import bz2
import fcntl
import gzip
import io
import lzma
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from sskg.errors import (
    QueryTimeout,
    RequestError,
    StoreUnavailable,
    Unavailable,
    UnreadableInput,
    UnwritableOutput,
)
from sskg.process.confined import Limits
from sskg.store import open_store
from sskg.store.directory import DirectoryStore, verify
from sskg.store.loading import Progress, inputs, load
from sskg.store.manifest import NAMES
from sskg.store.names.index import SqliteNames
from sskg.store.sparql import select
from tests.store.conftest import CONTRACT, lacking

if TYPE_CHECKING:
    from pathlib import Path

TRIPLES = 21
OLD = "<http://example.org/old> <http://example.org/p> 1 .\n"


def lines(count: int) -> str:
    return "".join(
        f'<http://example.org/{n}> <http://example.org/p> "text number {n}" .\n'
        for n in range(count)
    )


def built(store: Path, *files: Path) -> None:
    load(store, inputs([str(path) for path in files]))


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A store that holds one triple."""
    path = tmp_path / "old.ttl"
    path.write_text(OLD)
    built(tmp_path / "store", path)
    return tmp_path / "store"


def holds_the_old_triple_alone(store: Path) -> bool:
    opened = open_store([str(store)])
    rows = list(select(opened, "SELECT ?s WHERE { ?s ?p ?o }"))
    return [row[0].value for row in rows] == ["http://example.org/old"] and verify(store) == []


def generations(store: Path) -> list[str]:
    return [path.name for path in store.glob("g-*")]


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        (".ttl", RdfFormat.TURTLE),
        (".nt", RdfFormat.N_TRIPLES),
        (".nq", RdfFormat.N_QUADS),
        (".trig", RdfFormat.TRIG),
        (".rdf", RdfFormat.RDF_XML),
        (".jsonld", RdfFormat.JSON_LD),
    ],
)
def test_every_format_is_taken(tmp_path, suffix, form):
    path = tmp_path / f"graph{suffix}"
    pyoxigraph.serialize((quad.triple for quad in pyoxigraph.parse(path=CONTRACT)), str(path), form)
    built(tmp_path / "store", path)
    assert DirectoryStore(tmp_path / "store").size == TRIPLES


@pytest.mark.parametrize(
    ("suffix", "pack"), [(".gz", gzip.compress), (".bz2", bz2.compress), (".xz", lzma.compress)]
)
def test_packed_files_are_unpacked(tmp_path, suffix, pack):
    path = tmp_path / f"graph.ttl{suffix}"
    path.write_bytes(pack(CONTRACT.read_bytes()))
    built(tmp_path / "store", path)
    assert DirectoryStore(tmp_path / "store").size == TRIPLES


def test_several_files_and_a_folder_make_one_graph(tmp_path):
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.nt").write_text(lines(3))
    (folder / "notes.txt").write_text("not RDF")
    built(tmp_path / "store", CONTRACT, folder)
    assert DirectoryStore(tmp_path / "store").size == TRIPLES + 3
    assert verify(tmp_path / "store") == []


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_standard_input_needs_a_format_and_may_be_packed(tmp_path, pack):
    with pytest.raises(RequestError, match="format"):
        inputs(["-"])
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "load", str(tmp_path / "store"), "-", "--format", "nt"],
        input=pack(lines(5).encode()),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert DirectoryStore(tmp_path / "store").size == 5


def test_named_graphs_are_asked_as_one(tmp_path):
    path = tmp_path / "graph.nq"
    path.write_text(
        "<http://e/a> <http://e/p> <http://e/b> <http://e/g> .\n"
        "<http://e/a> <http://e/p> <http://e/c> .\n"
    )
    built(tmp_path / "store", path)
    for graph in (path, tmp_path / "store"):
        answer = select(open_store([str(graph)]), "SELECT ?o WHERE { <http://e/a> ?p ?o }")
        assert {row[0].value for row in answer} == {"http://e/b", "http://e/c"}


def test_progress_tells_statements_and_part(tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text(lines(50_000))
    told: list[Progress] = []
    load(tmp_path / "store", inputs([str(path)]), told.append)
    assert told[-1].phase == "securing"
    assert told[-1].statements == 50_000
    parts = [progress.part for progress in told if progress.phase == "reading"]
    assert all(part is not None and 0 <= part <= 1 for part in parts)


def test_a_blank_node_is_one_node_within_its_file_and_another_in_the_next(tmp_path):
    shared = "".join(f"_:b <http://e/p> <http://e/{n}> .\n" for n in range(30))
    for name in ("a.nt", "b.nt"):
        (tmp_path / name).write_text(shared)
    built(tmp_path / "store", tmp_path / "a.nt", tmp_path / "b.nt")
    answer = select(
        open_store([str(tmp_path / "store")]),
        "SELECT (COUNT(*) AS ?triples) (COUNT(DISTINCT ?s) AS ?nodes) { ?s ?p ?o }",
    )
    assert [term.value for term in next(iter(answer))] == ["60", "2"]


@pytest.mark.parametrize("suffix", [".nt", ".ttl"])
def test_all_names_are_indexed_however_their_lines_are_written(tmp_path, suffix):
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    kind = "https://w3id.org/sskg/ontology#Goal"
    a_type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    path = tmp_path / f"graph{suffix}"
    path.write_text(
        f'<http://e/plain> <{label}> "first" .\n<http://e/plain> <{a_type}> <{kind}> .\n'
        f'<http://e/\\u0061b>\t<{label}>\t"sec\\u006Fnd"@en .#\n<http://e/ab><{a_type}><{kind}>.\n'
        f'<http://e/last> <{a_type}> <{kind}> .\n<http://e/last> <{label}> "third" .'
    )
    built(tmp_path / "store", path)
    index = SqliteNames(DirectoryStore(tmp_path / "store").generation / NAMES, few=0)
    for text, iri in (("first", "plain"), ("second", "ab"), ("third", "last"), ("plain", "plain")):
        assert f"http://e/{iri}" in (index.candidates(text) or [])


def test_merged_files_hold_the_same(tmp_path):
    path = tmp_path / "graph.nt"
    other = tmp_path / "other.nt"
    path.write_text(lines(250_000))
    other.write_text(lines(10))
    told: list[Progress] = []
    load(tmp_path / "store", inputs([str(path), str(other)]), told.append, merge=True)
    assert "merging" in {progress.phase for progress in told}
    store = DirectoryStore(tmp_path / "store")
    assert store.size == 250_000
    found = select(store, "SELECT ?o { <http://example.org/249999> <http://example.org/p> ?o }")
    assert [row["o"].value for row in found] == ["text number 249999"]
    assert verify(tmp_path / "store") == []


def test_a_load_replaces_what_the_store_held(old, tmp_path):
    path = tmp_path / "new.nt"
    path.write_text(lines(7))
    built(old, path)
    assert DirectoryStore(old).size == 7
    assert len(generations(old)) == 1


def test_an_error_in_the_last_line_leaves_the_old_store(old, tmp_path):
    path = tmp_path / "new.nt"
    path.write_text(lines(5000) + "<http://example.org/x> <broken\n")
    with pytest.raises(UnreadableInput) as caught:
        built(old, path)
    assert caught.value.place == f"{path}, line 5001, column 24"
    assert holds_the_old_triple_alone(old)
    assert len(generations(old)) == 1


def test_a_failed_first_load_leaves_nothing(tmp_path):
    path = tmp_path / "new.nt"
    path.write_text("nonsense\n")
    with pytest.raises(UnreadableInput):
        built(tmp_path / "store", path)
    assert not (tmp_path / "store").exists()


def test_a_missing_file_is_said_before_anything_is_done(tmp_path):
    with pytest.raises(UnreadableInput, match="no such file"):
        inputs([str(tmp_path / "none.ttl")])


def test_a_damaged_packed_file_is_an_error(old, tmp_path):
    path = tmp_path / "new.nt.gz"
    path.write_bytes(gzip.compress(lines(5000).encode())[:-20])
    with pytest.raises(UnreadableInput):
        built(old, path)
    assert holds_the_old_triple_alone(old)


def test_a_folder_with_other_files_is_not_touched(tmp_path):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "thesis.txt").write_text("ten years of work")
    with pytest.raises(StoreUnavailable, match="other files"):
        built(folder, CONTRACT)
    assert [path.name for path in folder.iterdir()] == ["thesis.txt"]


def test_two_loads_of_one_store_do_not_meet(old):
    with (old / "sskg.lock").open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(StoreUnavailable, match="another process"):
            built(old, CONTRACT)
    assert holds_the_old_triple_alone(old)


def test_a_reader_keeps_its_store_while_it_is_loaded_anew(old, tmp_path):
    reader = open_store([str(old)])
    path = tmp_path / "new.nt"
    path.write_text(lines(7))
    built(old, path)
    assert [row[0].value for row in select(reader, "SELECT ?s WHERE { ?s ?p ?o }")] == [
        "http://example.org/old"
    ]
    assert len(generations(old)) == 2
    del reader
    built(old, path)
    assert len(generations(old)) == 1


def test_a_store_that_another_process_writes_is_refused(old):
    graph = next(old.glob("g-*")) / "graph"
    program = f"import pyoxigraph; s = pyoxigraph.Store({str(graph)!r}); print(flush=True); input()"
    writer = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert writer.stdout is not None
        writer.stdout.readline()
        with pytest.raises(StoreUnavailable, match="another process writes"):
            open_store([str(old)])
    finally:
        writer.communicate(b"\n")


@pytest.mark.parametrize("content", ["empty", "foreign"])
def test_a_folder_that_is_no_store_is_refused(tmp_path, content):
    folder = tmp_path / "folder"
    folder.mkdir()
    if content == "foreign":
        pyoxigraph.Store(str(folder)).flush()
    with pytest.raises((StoreUnavailable, UnreadableInput)) as caught:
        open_store([str(folder)])
    assert str(folder) in str(caught.value)


def test_reading_changes_no_byte(old):
    before = {path: path.read_bytes() for path in old.rglob("*") if path.is_file()}
    store = open_store([str(old)])
    assert len(list(select(store, "SELECT * WHERE { ?s ?p ?o }"))) == 1
    with pytest.raises(AttributeError):
        store.update("CLEAR ALL")  # type: ignore[attr-defined]
    assert {path: path.read_bytes() for path in old.rglob("*") if path.is_file()} == before


def test_a_store_may_be_copied(old, tmp_path):
    shutil.copytree(old, tmp_path / "copy", copy_function=shutil.copyfile)
    assert holds_the_old_triple_alone(tmp_path / "copy")


# What others may hand us -------------------------------------------------------------------------


def nested_terms(depth: int) -> bytes:
    return (
        b"<http://e/a> <http://e/b> "
        + b"<<( <http://e/a> <http://e/b> " * depth
        + b"<http://e/c>"
        + b" )>>" * depth
        + b" .\n"
    )


def test_triple_terms_that_overflow_the_parser_are_refused(old, tmp_path):
    path = tmp_path / "deep.nt"
    path.write_bytes(nested_terms(100_000))
    with pytest.raises(UnreadableInput, match="nested"):
        built(old, path)
    with pytest.raises(UnreadableInput, match="nested"):
        open_store([str(path)])
    assert holds_the_old_triple_alone(old)


def test_triple_terms_of_a_sound_depth_are_read(tmp_path):
    path = tmp_path / "shallow.nt"
    path.write_bytes(nested_terms(20))
    built(tmp_path / "store", path)
    assert DirectoryStore(tmp_path / "store").size == 1


ENTITIES = """<?xml version="1.0"?>
<!-- a comment before --><!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">
<rdf:Description rdf:about="http://e/a"><e:p>&b;</e:p></rdf:Description></rdf:RDF>"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_harmless_entities_are_expanded(tmp_path, encoding):
    path = tmp_path / "entities.rdf"
    path.write_bytes(ENTITIES.encode(encoding))
    built(tmp_path / "store", path)
    for store in (open_store([str(path)]), DirectoryStore(tmp_path / "store")):
        (row,) = select(store, "SELECT ?o { ?s ?p ?o }")
        assert row["o"].value == "a" * 50


def test_deep_xml_is_refused_before_it_takes_all_time(tmp_path):
    path = tmp_path / "deep.rdf"
    head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/">'
    path.write_text(head + "<rdf:Description><e:p>" * 100_000)
    with pytest.raises(UnreadableInput, match="nested"):
        open_store([str(path)])


def test_a_remote_context_is_not_fetched(tmp_path):
    path = tmp_path / "graph.jsonld"
    path.write_text('{"@context": "http://127.0.0.1:9/c.jsonld", "@id": "http://e/a", "p": 1}')
    with pytest.raises(UnreadableInput, match="context"):
        open_store([str(path)])


# What may happen meanwhile -----------------------------------------------------------------------


def started(store: Path, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "sskg", "load", str(store), str(path), "--progress"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_ctrl_c_ends_at_once_and_leaves_the_old_store(old, tmp_path):
    path = tmp_path / "pipe.nt"
    os.mkfifo(path)
    process = started(old, path)
    with path.open("wb") as pipe:
        pipe.write(lines(1000).encode())
        pipe.flush()
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(10) == 130
    assert process.stderr is not None
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
    assert holds_the_old_triple_alone(old)


def free(store: Path) -> None:
    """Wait until no process holds the store's lock: one that lost its parent ends by itself."""
    deadline = time.monotonic() + 20
    with (store / "sskg.lock").open("rb") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                assert time.monotonic() < deadline, "an orphan goes on"
                time.sleep(0.01)
            else:
                return


# Each point costs some starts of processes: few in each run, all where a change is let in.
KILLS, FIRST_KILLS = (100, 20) if os.environ.get("CI") else (15, 4)


def test_a_kill_at_any_moment_leaves_the_old_store_or_the_new(old, tmp_path):
    import random

    new, count = tmp_path / "new.nt", 3000
    new.write_text(lines(count))
    begin = time.monotonic()
    started(tmp_path / "trial", new).communicate()
    duration = time.monotonic() - begin
    random_part = random.Random(7).random  # noqa: S311
    ended = {1: 0, count: 0}
    for attempt in range(KILLS):
        # A reload over the old store and over the new one, by what the last kill has left.
        if attempt % 5 == 0:
            built(old, tmp_path / "old.ttl")
        process = started(old, new)
        # One point at random in each of as many equal stretches of the whole load and its end.
        # The last point is behind the end, however long that takes on a busy machine.
        if attempt < KILLS - 1:
            time.sleep(duration * 1.2 * (attempt * 7 % KILLS + random_part()) / KILLS)
            # By turns the one process that was started, and all of them.
            if attempt % 2:
                os.kill(process.pid, signal.SIGKILL)
            else:
                os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        free(old)
        held = DirectoryStore(old)
        assert len(list(select(held, "SELECT * WHERE { ?s ?p ?o }"))) == held.size
        assert verify(old) == []
        ended[held.size] += 1
    assert set(ended) == {1, count}
    assert min(ended.values()) > 0, ended


def test_a_kill_during_the_first_load_leaves_no_half_store(tmp_path):
    import random

    new, count = tmp_path / "new.nt", 3000
    new.write_text(lines(count))
    moments = random.Random(11)  # noqa: S311
    for attempt in range(FIRST_KILLS):
        store = tmp_path / f"store-{attempt}"
        process = started(store, new)
        time.sleep(moments.uniform(0.1, 1.0))
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        if not store.exists():
            continue
        try:
            assert DirectoryStore(store).size == count
        except StoreUnavailable as error:
            # Or nothing is in it yet: the kill came between the folder and the first file.
            begun = any(store.iterdir())
            assert ("never finished" in error.message) is begun  # noqa: PT017  (either way is right)
            free(store)
            built(store, new)
        assert verify(store) == []
        assert len(generations(store)) == 1


def test_a_full_disk_is_a_clean_error_and_leaves_the_old_store(tmp_path):
    if os.geteuid() != 0:
        pytest.skip("only root may mount a small disk")
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", str(disk)],
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        lacking("a machine that may mount a tmpfs")
    try:
        (tmp_path / "old.ttl").write_text(OLD)
        built(disk / "store", tmp_path / "old.ttl")
        path = tmp_path / "new.nt"
        path.write_text(lines(300_000))
        with pytest.raises(UnwritableOutput) as caught:
            built(disk / "store", path)
        assert "space" in str(caught.value).lower()
        assert holds_the_old_triple_alone(disk / "store")
        assert len(generations(disk / "store")) == 1
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_parser_that_breaks_down_is_an_error(old, tmp_path, monkeypatch):
    # Nothing known gets past the guard; so the process is killed as an overflow would kill it.
    path = tmp_path / "pipe.nt"
    os.mkfifo(path)
    process = started(old, path)
    with path.open("wb") as pipe:
        pipe.write(lines(10).encode())
        pipe.flush()
        found = subprocess.run(
            ["pgrep", "-P", str(process.pid)], capture_output=True, text=True, check=True
        )
        os.kill(int(found.stdout.split()[0]), signal.SIGSEGV)
        _, said = process.communicate(timeout=10)
    assert process.returncode == 3
    assert b"broke down" in said
    assert holds_the_old_triple_alone(old)


def test_the_guard_reads_on_after_marks_that_straddle_its_blocks():
    from sskg.rdf.nesting import DEEPEST, guarded

    # One mark in three bytes, so that the blocks' ends fall within some of them.
    content = b"<< " * (DEEPEST + 1)
    stream = guarded(io.BytesIO(content), RdfFormat.TURTLE, "here")
    with pytest.raises(UnreadableInput, match="here"):
        stream.read()


# What a load may use -----------------------------------------------------------------------------


def test_a_load_ends_at_its_time_and_the_old_store_stays(old, tmp_path):
    path = tmp_path / "pipe.nt"
    os.mkfifo(path)
    # Nobody writes to the pipe: it would wait for ever.
    with pytest.raises(QueryTimeout, match=r"0\.5 seconds") as caught:
        load(old, inputs([str(path)]), bounds=Limits(seconds=0.5))
    assert "SSKG_TIMEOUT" in str(caught.value.hint)
    assert holds_the_old_triple_alone(old)
    assert len(generations(old)) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere memory has no such limit")
def test_a_load_beyond_its_memory_is_an_error_and_the_old_store_stays(old, tmp_path):
    path = tmp_path / "new.nt"
    path.write_text(lines(300_000))
    with pytest.raises(Unavailable) as caught:
        load(old, inputs([str(path)]), bounds=Limits(memory=100 << 20))
    assert "SSKG_MEMORY" in str(caught.value.hint)
    assert holds_the_old_triple_alone(old)


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_standard_input_that_is_cut_short_is_an_error_in_the_readers_language(tmp_path, lang):
    packed = gzip.compress(lines(5000).encode())[:-20]
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "--lang", lang, "load", str(tmp_path / "store"), "-",
         "-f", "nt"],
        input=packed, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 3
    told = {"en": "standard input: the packed file is cut short", "zh": "压缩文件不完整"}
    assert told[lang] in done.stderr.decode()
    assert not (tmp_path / "store").exists()
