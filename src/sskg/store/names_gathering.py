"""Names taken from the lines of N-Triples and N-Quads while they are loaded.

Reading names back from a store takes as long as a third of its loading. The lines that tell names
and kinds are a small part of a file; they go to a process of their own, which indexes them
meanwhile: `python -m sskg.store.names_gathering INDEX LINES`.
"""

from __future__ import annotations

import os
import re
import select
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg.store.names_building import UNNAMED, Builder, remove
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, TYPE
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = (".nt", ".nq")
"""Suffixes of the formats with one statement in each line."""

_NAMING: Final = b"Label>"
"""What the predicates of names end in, and few others do: one search finds the lines of both."""
_TYPING: Final = f"<{TYPE.value}>".encode()
_UNNAMED: Final = tuple(f"<{ONTOLOGY}{kind}>".encode() for kind in UNNAMED)
_COMMON: Final = tuple(b" " + kind for kind in _UNNAMED)
"""The same as most files have them behind the predicate: passed over without a closer look."""
_ESCAPED = re.compile(rb"<[^<> ]*\\[uU]")
_LABELS: Final = frozenset({LABEL.value, ALT_LABEL.value})
_IRI: Final = r"<([^<>\"{}|^`\\\x00-\x20]*)>"
_PLAIN: Final = re.compile(
    rf'^{_IRI} {_IRI} (?:{_IRI}|"([^"\\\n\r]*)"(?:@[A-Za-z0-9-]+)?) (?:<[^<>\s]*> )?\.\n',
    re.MULTILINE,
)
"""A line as most programs write it. Read by this, names take a third of the parser's time."""
_END: Final = b"# end\n"
"""A line of its own, which none that is picked can be: it holds no mark."""
_BLOCK: Final = 1 << 20
_PAUSE: Final = 0.02
_YIELDING: Final = 5


class Gatherer:
    """Take what is read from line-based files, and have the names in it indexed.

    Args:
        path: of the index that is written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._open = 0
        self._last = False
        self._escaped = False
        # A file between the two, so that neither waits for the other.
        self._picked = path.with_suffix(".lines").open("wb")
        self._indexing = subprocess.Popen(
            [sys.executable, "-m", __name__, str(path), self._picked.name],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )

    def pickers(self, count: int, *, last: bool) -> list[Picker]:
        """Return one picker for each part of a file; the index is completed behind the last."""
        self._open, self._last = count, last
        return [Picker(self) for _ in range(count)]

    def send(self, lines: bytes) -> None:
        """Have lines indexed that a picker found."""
        with self._lock:
            self._picked.write(lines)
            self._picked.flush()

    def ended(self) -> None:
        """Take note that a part of a file has ended."""
        with self._lock:
            self._open -= 1
            if self._last and not self._open:
                self._picked.write(_END)
                self._picked.close()

    def give_up(self) -> None:
        """Take note that names cannot be picked from these lines."""
        self._escaped = True

    def close(self) -> None:
        """End the other process, where it has not come to its end."""
        if self._indexing.returncode is None:
            self._indexing.kill()
            self._indexing.communicate()
        self._picked.close()

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
            remove(self._path)
            return False
        if process.returncode:
            raise OSError(said.decode("utf-8", "replace").strip().rpartition("\n")[2])
        return True


class Picker:
    """Pick the lines that tell names and kinds from a file or a part of it."""

    def __init__(self, gatherer: Gatherer) -> None:
        self._gatherer = gatherer
        self._rest = b""
        self._escaped = False
        self._ended = False

    def feed(self, block: bytes) -> None:
        """Take the next bytes; the last line may come in pieces, nothing stands for the end."""
        if not block:
            self._end()
            return
        end = block.rfind(b"\n") + 1
        if not end:
            self._rest += block
            return
        lines = self._rest + block[:end] if self._rest or end < len(block) else block
        self._rest = block[end:]
        self._pick(lines)

    def _end(self) -> None:
        # Oxigraph may ask again behind the end.
        if not self._ended:
            self._ended = True
            self._pick(self._rest + b"\n")
            self._gatherer.ended()

    def _pick(self, lines: bytes) -> None:
        # One byte is found much faster than two.
        if b"\\" in lines and (b"\\u" in lines or b"\\U" in lines) and _ESCAPED.search(lines):
            self._escaped = True
            self._gatherer.give_up()
        if self._escaped:
            return
        picked = _lines_with(lines, _NAMING)
        picked += [
            line
            for line in _lines_with(lines, _TYPING, _COMMON)
            if not any(kind in line for kind in _UNNAMED)
        ]
        if picked:
            self._gatherer.send(b"".join(picked))


def main() -> None:
    """Index the names in the lines of a file that grows, until the line that ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(os, "nice"):  # (not on Windows)
        # The load has the longer way: at its end it keeps one processor busy, and leaves another.
        os.nice(_YIELDING)
    kinds = {ONTOLOGY + kind: kind for kind in vocabulary().classes}
    builder = Builder(Path(sys.argv[1]))
    rest, ended = b"", False
    with Path(sys.argv[2]).open("rb") as picked:
        while not ended:
            block = picked.read(_BLOCK)
            if not block and _alone():
                builder.abandon()
                return
            lines = rest + block
            whole = lines.rfind(b"\n") + 1
            if lines[lines.rfind(b"\n", 0, -1) + 1 :] == _END:
                ended, whole = True, whole - len(_END)
            _take(builder, kinds, lines[:whole])
            rest = lines[whole:]
    builder.finish()


def _alone() -> bool:
    """Wait a moment for more, and tell whether the process that picks lines is gone."""
    ready, _, _ = select.select([sys.stdin], [], [], _PAUSE)
    return bool(ready)


def _take(builder: Builder, kinds: dict[str, str], lines: bytes) -> None:
    named: list[str] = []
    names: list[str] = []
    typed: list[str] = []
    typed_as: list[str] = []
    for thing, predicate, target, text in _read(lines):
        if predicate != TYPE.value:
            if not target and predicate in _LABELS:
                named.append(thing)
                names.append(text)
        elif kind := kinds.get(target):
            typed.append(thing)
            typed_as.append(kind)
    builder.named(named, names)
    builder.typed(typed, typed_as)


def _lines_with(lines: bytes, mark: bytes, but: tuple[bytes, ...] = ()) -> list[bytes]:
    """Return the lines that hold a mark, those alone are looked at; not where others follow it."""
    found = []
    find, length = lines.find, len(mark)
    at = find(mark)
    while at >= 0:
        if but and lines.startswith(but, at + length):
            at = find(mark, at + length)
            continue
        begin, end = lines.rfind(b"\n", 0, at) + 1, find(b"\n", at) + 1
        found.append(lines[begin:end])
        at = find(mark, end)
    return found


def _read(lines: bytes) -> Iterator[tuple[str, str, str, str]]:
    """Yield subject, predicate, and the IRI or the text that they have; the other is empty."""
    text = lines.decode("utf-8", "replace")
    found = _PLAIN.findall(text)
    yield from found
    if len(found) < lines.count(b"\n"):
        yield from _parsed(_PLAIN.sub("", text).encode())


def _parsed(lines: bytes) -> Iterator[tuple[str, str, str, str]]:
    try:
        for quad in parse(input=lines, format=RdfFormat.N_QUADS):
            if not isinstance(quad.subject, NamedNode):
                continue
            head = quad.subject.value, quad.predicate.value
            if isinstance(quad.object, NamedNode):
                yield *head, quad.object.value, ""
            elif isinstance(quad.object, Literal):
                yield *head, "", quad.object.value
    except SyntaxError:
        # Oxigraph, which reads the whole file, tells the reader of it, with its line.
        return


if __name__ == "__main__":
    main()
