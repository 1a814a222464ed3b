"""What a store on disk keeps in memory is given back, and no answer notices."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sskg.process import memory
from sskg.store.directory import LEAST_KEPT, MOST_KEPT, DirectoryStore
from sskg.store.loading import inputs, load
from sskg.store.sparql import select

MB = 1_000_000


@pytest.fixture
def loaded(tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text(
        "".join(f'<http://e.org/{n:04}> <http://e.org/p> "{n}" .\n' for n in range(3000))
    )
    load(tmp_path / "store", inputs([str(path)]))
    return tmp_path / "store"


@pytest.fixture
def grown(monkeypatch):
    """How much the process has grown, as the store is told."""
    size = [100 * MB]
    monkeypatch.setattr(memory, "resident", lambda: size[0])
    monkeypatch.setattr(memory, "give_back", lambda: size.__setitem__(0, size[1]))
    return size


def numbers(store, text):
    return sum(1 for _ in select(store, text))


ALL = "SELECT ?s ?o WHERE { ?s <http://e.org/p> ?o }"


def test_the_files_are_opened_anew_only_where_the_process_has_grown(loaded, grown):
    grown.append(104 * MB)
    store = DirectoryStore(loaded)
    first = store._store
    grown[0] += MOST_KEPT
    assert numbers(store, ALL) == 3000
    assert store._store is first
    grown[0] += 1
    assert numbers(store, ALL) == 3000
    assert store._store is not first
    assert grown[0] == 104 * MB


def test_what_the_process_holds_besides_leaves_room_to_work(loaded, grown):
    grown.append(900 * MB)  # a notebook with much in it: no opening gives that back
    store = DirectoryStore(loaded)
    grown[0] = 950 * MB
    numbers(store, ALL)
    second = store._store
    grown[0] = 900 * MB + LEAST_KEPT
    numbers(store, ALL)
    assert store._store is second
    grown[0] += 1
    numbers(store, ALL)
    assert store._store is not second


def test_rows_that_are_being_read_go_on(loaded, grown):
    grown.append(100 * MB)
    store = DirectoryStore(loaded)
    rows = select(store, ALL)
    some = [next(rows) for _ in range(10)]
    grown[0] += 2 * MOST_KEPT
    assert numbers(store, ALL) == 3000
    assert len(some) + sum(1 for _ in rows) == 3000


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads /proc")
def test_memory_is_told_and_given_back():
    program = """if True:
        from sskg.process import memory
        small = memory.resident()
        pieces = [b"x" * 5000 for _ in range(20_000)]
        keep = pieces[::2000]
        large = memory.resident()
        del pieces
        memory.give_back()
        assert large - small > 90_000_000, (small, large)
        assert memory.resident() - small < 60_000_000, (small, memory.resident())
    """
    subprocess.run([sys.executable, "-c", program], check=True)
