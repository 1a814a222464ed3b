"""Cuts a file with one statement in each line into parts that are loaded side by side.

Oxigraph sorts and writes a million statements at a time, one after the other where there are no
more; two halves of a file keep two processors busy. No statement goes over the end of a line,
so that a part at whole lines reads as it does within its file. What goes further than a line is
the name of a blank node: lines with one are set aside, and loaded together.
"""

from __future__ import annotations

import os
import threading
from typing import IO, TYPE_CHECKING, Final, Protocol

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.rdf.nesting import Readable

MOST: Final = 2_000_000
"""Statements of a file that is cut: of a larger one, Oxigraph has enough to keep all busy itself,
and parts of it would take more memory at the same time."""
FEWEST: Final = 40_000
"""Statements of a part: smaller ones save some hundredths of a second, or nothing, and each leaves
files of its own that are looked into."""
_MOST_PARTS: Final = 4
_SAMPLE: Final = 1 << 16
_SAMPLES: Final = 8
_BLANK: Final = b"_:"


class Seated(Protocol):
    """What knows how far it has been read."""

    def tell(self) -> int:
        """Return the position, in bytes."""
        ...


class Stopped(Exception):  # noqa: N818  (no error: another part has one)
    """A part is not read on, as the load has failed elsewhere."""


def cuts(path: Path) -> list[tuple[int, int]]:
    """Return where the parts of a file begin and end, in bytes: the whole where it is not cut.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as stream:
        size = os.fstat(stream.fileno()).st_size
        statements = _statements(stream, size)
        count = min(_processors(), _MOST_PARTS, statements // FEWEST)
        ends = [0]
        if statements <= MOST:
            for part in range(1, count):
                stream.seek(max(ends[-1], size * part // count))
                stream.readline()
                ends.append(stream.tell())
    return [(begin, end) for begin, end in zip(ends, [*ends[1:], size], strict=True) if begin < end]


def _statements(stream: IO[bytes], size: int) -> int:
    """Guess how many lines a file has, from some pieces of it."""
    pieces = []
    for piece in range(_SAMPLES):
        stream.seek(size * piece // _SAMPLES)
        pieces.append(stream.read(_SAMPLE))
    seen = sum(len(piece) for piece in pieces)
    return size * sum(piece.count(b"\n") for piece in pieces) // max(1, seen)


def _processors() -> int:
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # pragma: no cover  (not on Linux)
        return os.cpu_count() or 1


class Part:
    """Read a part of a file, by whole lines.

    Args:
        stream: the file, opened for this part alone.
        begin: where the part begins; a line does.
        end: where it ends; a line does.
        stopped: set when nobody needs it any more.
    """

    def __init__(self, stream: IO[bytes], begin: int, end: int, stopped: threading.Event) -> None:
        self._stream = stream
        self._begin = begin
        self._end = end
        self._stopped = stopped
        self._stream.seek(begin)

    def read(self, size: int) -> bytes:
        """Return the next lines, of about `size` bytes.

        Raises:
            Stopped: another part has failed.
        """
        if self._stopped.is_set():
            raise Stopped
        block = self._stream.read(min(size, self._end - self._stream.tell()))
        return block if block.endswith(b"\n") or not block else block + self._stream.readline()

    def tell(self) -> int:
        """Return how much of the part has been read, in bytes."""
        return self._stream.tell() - self._begin


class Blanks:
    """Set aside the lines that may name a blank node, in a file.

    Args:
        path: of the file; removed when this is closed.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self.lines = path.open("w+b")

    def sift(self, lines: bytes) -> bytes:
        """Return the lines that name no blank node, and keep the others."""
        if _BLANK not in lines:
            return lines
        kept: list[bytes] = []
        aside: list[bytes] = []
        for line in lines.splitlines(keepends=True):
            (aside if _BLANK in line else kept).append(line)
        with self._lock:
            self.lines.write(b"".join(aside))
            if not aside[-1].endswith((b"\n", b"\r")):
                self.lines.write(b"\n")
        return b"".join(kept)

    def close(self) -> None:
        """Remove the file."""
        self.lines.close()
        self._path.unlink()


class Sifted:
    """Hand on a part's lines without those that may name a blank node."""

    def __init__(self, stream: Readable, blanks: Blanks) -> None:
        self._stream = stream
        self._blanks = blanks

    def read(self, size: int) -> bytes:
        """Return the next lines; nothing at the end alone."""
        while lines := self._stream.read(size):
            if kept := self._blanks.sift(lines):
                return kept
        return b""
