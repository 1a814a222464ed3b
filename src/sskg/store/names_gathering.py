"""Names taken from the lines of N-Triples and N-Quads while they are loaded.

Reading names back from a store takes as long as a third of its loading. The lines that tell names
and kinds are a small part of a file; they go to a process of their own, which indexes them
meanwhile: `python -m sskg.store.names_gathering INDEX LINES`.
"""

from __future__ import annotations

import re
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg.store.grams import pieces_of
from sskg.store.names_index import UNNAMED, Builder, staging
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, TYPE, local_name
from sskg.text import fold
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Quad

FORMATS: Final = (".nt", ".nq")
"""Suffixes of the formats with one statement in each line."""

_NAMING: Final = [f"{predicate}".encode() for predicate in (LABEL, ALT_LABEL)]
_TYPING: Final = str(TYPE).encode()
_UNNAMED: Final = tuple(f"<{ONTOLOGY}{kind}>".encode() for kind in UNNAMED)
_ESCAPED = re.compile(rb"<[^<> ]*\\[uU]")
_LABELS: Final = frozenset({LABEL, ALT_LABEL})
_END: Final = b"# end\n"
_BLOCK: Final = 1 << 20
_PAUSE: Final = 0.02


class Gatherer:
    """Take what is read from line-based files, and have the names in it indexed.

    Args:
        path: of the index that is written.

    Attributes:
        last: whether the file that is read is the last one.
    """

    def __init__(self, path: Path) -> None:
        self.last = True
        self._path = path
        self._rest = b""
        self._escaped = False
        # A file between the two, so that neither waits for the other.
        self._picked = path.with_suffix(".lines").open("wb")
        self._indexing = subprocess.Popen(
            [sys.executable, "-m", __name__, str(path), self._picked.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def feed(self, block: bytes) -> None:
        """Take the next bytes of a file; its last line may come in pieces."""
        lines = self._rest + block
        end = lines.rfind(b"\n") + 1
        self._rest = lines[end:]
        self._pick(lines[:end])

    def end(self) -> None:
        """Take note that a file has ended; the index is completed behind the last."""
        self._pick(self._rest + b"\n")
        self._rest = b""
        if self.last:
            self._send(_END)

    def finish(self) -> bool:
        """Wait until the index is complete; tell False where it could not be made from lines.

        That is where an IRI is written with escapes, so that its line may not have been known.

        Raises:
            OSError: it cannot be written.
        """
        process = self._indexing
        if self._escaped:
            process.kill()
        # Standard input stays open until then: its end would be the end of this process.
        said = process.stderr.read() if process.stderr is not None else b""
        process.communicate()
        Path(self._picked.name).unlink()
        if self._escaped:
            for path in (self._path, staging(self._path)):
                path.unlink(missing_ok=True)
            return False
        if process.returncode:
            raise OSError(said.decode("utf-8", "replace").strip().rpartition("\n")[2])
        return True

    def _pick(self, lines: bytes) -> None:
        if b"\\" in lines and _ESCAPED.search(lines):
            self._escaped = True
        if self._escaped:
            return
        picked = [line for mark in _NAMING for line in _lines_with(lines, mark)]
        picked += [
            line
            for line in _lines_with(lines, _TYPING)
            if not any(kind in line for kind in _UNNAMED)
        ]
        if picked:
            self._send(b"".join(picked))

    def _send(self, lines: bytes) -> None:
        if self._picked.closed:
            # Oxigraph may ask again behind the end of the last file.
            return
        self._picked.write(lines)
        self._picked.flush()
        if lines == _END:
            self._picked.close()


def main() -> None:
    """Index the names in the lines of a file that grows, until the line that ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    kinds = {ONTOLOGY + kind: kind for kind in vocabulary().classes}
    builder = Builder(Path(sys.argv[1]))
    rest = b""
    with Path(sys.argv[2]).open("rb") as picked:
        while not rest.endswith(_END):
            block = picked.read(_BLOCK)
            if not block and _alone():
                builder.abandon()
                return
            lines = rest + block
            whole = lines.rfind(b"\n") + 1
            ended = lines.endswith(_END)
            _take(builder, kinds, lines[: whole - len(_END) if ended else whole])
            rest = lines[whole - len(_END) if ended else whole :]
    builder.finish()


def _alone() -> bool:
    """Wait a moment for more, and tell whether the process that picks lines is gone."""
    ready, _, _ = select.select([sys.stdin], [], [], _PAUSE)
    return bool(ready)


def _take(builder: Builder, kinds: dict[str, str], lines: bytes) -> None:
    named: list[tuple[str, ...]] = []
    typed: list[tuple[str, ...]] = []
    for quad in _parsed(lines):
        thing, told = quad.subject, quad.object
        if not isinstance(thing, NamedNode):
            continue
        if quad.predicate != TYPE:
            if isinstance(told, Literal) and quad.predicate in _LABELS:
                folded = fold(told.value)
                named.append((thing.value, folded, " ".join(pieces_of(folded))))
        elif isinstance(told, NamedNode) and (kind := kinds.get(told.value)):
            folded = fold(local_name(thing.value))
            typed.append((thing.value, kind, folded, " ".join(pieces_of(folded))))
    builder.stage("named", named)
    builder.stage("typed", typed)


def _lines_with(lines: bytes, mark: bytes) -> list[bytes]:
    """Return the lines that hold a mark; those alone are looked at."""
    found = []
    at = lines.find(mark)
    while at >= 0:
        begin, end = lines.rfind(b"\n", 0, at) + 1, lines.find(b"\n", at) + 1
        found.append(lines[begin:end])
        at = lines.find(mark, end)
    return found


def _parsed(lines: bytes) -> Iterator[Quad]:
    try:
        yield from parse(input=lines, format=RdfFormat.N_QUADS)
    except SyntaxError:
        # Oxigraph, which reads the whole file, tells the reader of it, with its line.
        return


if __name__ == "__main__":
    main()
