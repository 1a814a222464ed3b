"""Names taken from the lines of N-Triples and N-Quads while they are loaded.

Reading names back from a store takes as long as a third of its loading. The lines that tell names
and kinds are a small part of a file; they go to a process of their own, which indexes them
meanwhile: `python -m sskg.store.names_gathering INDEX LINES`.
"""

from __future__ import annotations

import gc
import os
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg.ontology.vocabulary import vocabulary
from sskg.process.parent import end_without_parent
from sskg.rdf.terms import ALT_LABEL, LABEL, ONTOLOGY, TYPE
from sskg.store.names_building import UNNAMED, Builder, remove

if TYPE_CHECKING:
    from collections.abc import Iterator

FORMATS: Final = (".nt", ".nq")
"""Suffixes of the formats with one statement in each line."""

_NAMING: Final = tuple(f"<{label.value}>".encode() for label in (LABEL, ALT_LABEL))
_TYPING: Final = f"<{TYPE.value}>".encode()
_COMMON: Final = tuple(f" <{ONTOLOGY}{kind}>".encode() for kind in UNNAMED)
"""What most files have behind the predicate, most often: passed over without a closer look."""
_LABELS: Final = frozenset({LABEL, ALT_LABEL})
_ESCAPED = re.compile(rb"<[^<> ]*\\[uU]")
_LABEL: Final = "|".join(re.escape(label.value) for label in (LABEL, ALT_LABEL))
_PLAIN: Final = (
    rf'^<([^>]*)> (?:<(?:{_LABEL})> "([^"]*)"(?:@[A-Za-z0-9-]+)?'
    rf"|<{re.escape(TYPE.value)}> <{re.escape(ONTOLOGY)}([^>]*)>) (?:<[^>]*> )?\.\n"
)
"""A line as most programs write it, without a backslash: a thing, and a name or a kind of it.

Read by this, names take a quarter of the parser's time. What is no IRI or breaks off passes, as the
load of the whole file then fails.
"""
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
        # The line that goes over from the last block is picked alone: blocks are never copied.
        begin = block.find(b"\n") + 1 if self._rest else 0
        if self._rest:
            self._rest += block[: begin or len(block)]
        if begin:
            self._pick(self._rest, 0, len(self._rest))
            self._rest = b""
        if self._rest:
            return
        end = block.rfind(b"\n") + 1
        self._pick(block, begin, end)
        self._rest = block[end:]

    def _end(self) -> None:
        # Oxigraph may ask again behind the end.
        if not self._ended:
            self._ended = True
            last = self._rest + b"\n"
            self._pick(last, 0, len(last))
            self._gatherer.ended()

    def _pick(self, block: bytes, begin: int, end: int) -> None:
        # One byte is found much faster than two.
        if (
            b"\\" in block
            and (b"\\u" in block or b"\\U" in block)
            and _ESCAPED.search(block, begin, end)
        ):
            self._escaped = True
            self._gatherer.give_up()
        if self._escaped:
            return
        picked = [line for mark in _NAMING for line in _lines_with(block, begin, end, mark)]
        picked += _lines_with(block, begin, end, _TYPING, _COMMON)
        if picked:
            # A line that holds several marks was found for each.
            self._gatherer.send(b"".join(dict.fromkeys(picked)))


def main() -> None:
    """Index the names in the lines of a file that grows, until the line that ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_without_parent()
    if hasattr(os, "nice"):  # (not on Windows)
        # The load has the longer way: at its end it keeps one processor busy, and leaves another.
        os.nice(_YIELDING)
    # Millions of rows come and go, none of which refers to another.
    gc.disable()
    kinds = frozenset(vocabulary().classes) - UNNAMED
    builder = Builder(Path(sys.argv[1]))
    rest, ended = b"", False
    with Path(sys.argv[2]).open("rb") as picked:
        while not ended:
            block = picked.read(_BLOCK)
            if not block:
                time.sleep(_PAUSE)
                continue
            lines = rest + block
            whole = lines.rfind(b"\n") + 1
            if lines[lines.rfind(b"\n", 0, -1) + 1 :] == _END:
                ended, whole = True, whole - len(_END)
            _take(builder, kinds, lines[:whole])
            rest = lines[whole:]
    builder.finish()


def _take(builder: Builder, kinds: frozenset[str], lines: bytes) -> None:
    read = _read(lines)
    named = [(thing, name) for thing, name, kind in read if not kind]
    typed = [(thing, kind) for thing, _, kind in read if kind in kinds]
    builder.named([thing for thing, _ in named], [name for _, name in named])
    builder.typed([thing for thing, _ in typed], [kind for _, kind in typed])


def _lines_with(
    block: bytes, begin: int, end: int, mark: bytes, but: tuple[bytes, ...] = ()
) -> list[bytes]:
    """Return the lines of a part that hold a mark, each once; not those where others follow it."""
    found = []
    find, length = block.find, len(mark)
    at = find(mark, begin, end)
    while at >= 0:
        if but and block.startswith(but, at + length):
            at = find(mark, at + length, end)
            continue
        first = block.rfind(b"\n", begin, at) + 1 or begin
        begin = find(b"\n", at, end) + 1
        found.append(block[first:begin])
        at = find(mark, begin, end)
    return found


def _read(lines: bytes) -> list[tuple[str, str, str]]:
    """Return each thing with a name or a kind of it, as the local name of the class."""
    text, odd = lines.decode("utf-8", "replace"), ""
    if "\\" in text:
        each = text.split("\n")
        text = "\n".join(line for line in each if "\\" not in line)
        odd = "".join(f"{line}\n" for line in each if "\\" in line)
    found: list[tuple[str, str, str]] = re.findall(_PLAIN, text, re.MULTILINE)
    if len(found) < text.count("\n"):
        odd += re.sub(_PLAIN, "", text, flags=re.MULTILINE)
    return [*found, *_parsed(odd.encode())] if odd else found


def _parsed(lines: bytes) -> Iterator[tuple[str, str, str]]:
    try:
        for quad in parse(input=lines, format=RdfFormat.N_QUADS):
            if not isinstance(quad.subject, NamedNode):
                continue
            thing, target = quad.subject.value, quad.object
            if isinstance(target, Literal) and quad.predicate in _LABELS:
                yield thing, target.value, ""
            elif isinstance(target, NamedNode) and quad.predicate == TYPE:
                kind = target.value.removeprefix(ONTOLOGY)
                if kind != target.value:
                    yield thing, "", kind
    except SyntaxError:
        # Oxigraph, which reads the whole file, tells the reader of it, with its line.
        return


if __name__ == "__main__":
    main()
