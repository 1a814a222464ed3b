"""Answers written to a file: whole or not at all, and never in place of what is no file."""

from __future__ import annotations

import os
import stat
import threading

import pytest

from sskg.errors import UnreadableInput, UnwritableOutput
from sskg.rdf.files import read_bytes, writing


def test_what_a_link_points_to_is_written_and_the_link_stays(tmp_path):
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    link = tmp_path / "link.txt"
    link.symlink_to("real.txt")
    with writing(link) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def test_a_pipe_is_written_into_and_stays_a_pipe(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    with writing(pipe) as stream:
        stream.write(b"answer")
    reader.join()
    assert got == [b"answer"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_failure_leaves_the_file_that_was_there(tmp_path):
    path = tmp_path / "answer.txt"
    path.write_text("old", encoding="utf-8")

    def fail():
        with writing(path) as stream:
            stream.write(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named_as_it_was_typed(tmp_path):
    place = tmp_path / "none" / "answer.txt"
    with pytest.raises(UnwritableOutput) as caught, writing(place):
        pass
    assert str(place) in str(caught.value)
    assert caught.value.hint == f"make the folder {place.parent} first"


def test_a_place_that_cannot_be_looked_at_is_an_error_of_the_place(tmp_path):
    # As in a folder without permission: the system refuses to say whether the file is there.
    place = tmp_path / ("long" * 100)
    with pytest.raises(UnwritableOutput, match="cannot write here") as caught, writing(place):
        pass
    assert caught.value.hint == "name another file"


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz"])
def test_a_packed_file_of_no_bytes_is_cut_short_and_no_empty_graph(tmp_path, suffix):
    path = tmp_path / f"empty.nt.{suffix}"
    path.write_bytes(b"")
    with pytest.raises(UnreadableInput, match="cut short"):
        read_bytes(path)
