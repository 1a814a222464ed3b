"""The states of files that another process finds are those that this one finds."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing

import pytest

from sskg.store import hashing as hashing_module
from sskg.store.hashing import Hashing


@pytest.mark.parametrize("worth", [0, hashing_module.WORTH])
def test_each_file_has_its_size_and_digest(tmp_path, monkeypatch, worth):
    monkeypatch.setattr(hashing_module, "WORTH", worth)
    graph = tmp_path / "graph"
    graph.mkdir()
    (tmp_path / "beside").write_text("not asked for")
    for name, content in (("养老.sst", b"abc"), ("b.sst", b"")):
        (graph / name).write_bytes(content)
    with closing(Hashing(tmp_path, graph)) as hashing:
        states = hashing.states()
    assert {name: (state.size, state.sha256) for name, state in states.items()} == {
        # The digest of "abc" is an example of FIPS 180-2.
        "graph/养老.sst": (3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        "graph/b.sst": (0, hashlib.sha256().hexdigest()),
    }
    assert states["graph/b.sst"].modified == (graph / "b.sst").stat().st_mtime_ns


def test_what_cannot_be_read_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(hashing_module, "WORTH", 0)
    with (
        closing(Hashing(tmp_path, tmp_path / "gone")) as hashing,
        pytest.raises(OSError, match=r"gone cannot be read back: FileNotFoundError"),
    ):
        hashing.states()


def test_the_other_process_is_ended_where_nobody_asks(tmp_path, monkeypatch):
    monkeypatch.setattr(hashing_module, "WORTH", 0)
    (tmp_path / "file").write_bytes(b"")
    hashing = Hashing(tmp_path, tmp_path)
    hashing.close()
    assert hashing._process is not None
    assert hashing._process.returncode is not None


def test_it_ends_with_its_parent(tmp_path, monkeypatch):
    monkeypatch.setattr(hashing_module, "WORTH", 0)
    os.mkfifo(tmp_path / "endless")  # reading it never ends
    monkeypatch.setattr(hashing_module, "files", lambda _: [])
    hashing = Hashing(tmp_path, tmp_path / "endless")
    process = hashing._process
    assert process is not None
    assert process.stdin is not None
    with process:
        process.stdin.close()
        assert process.wait(30) == 70
