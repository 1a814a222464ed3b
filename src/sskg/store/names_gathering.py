"""Names taken from the lines of N-Triples and N-Quads while they are loaded.

Reading names back from a store takes as long as a third of its loading. The lines that tell names
and kinds are a small part of a file; they go to a thread of their own, which indexes them while
Oxigraph sorts what it has read.
"""

from __future__ import annotations

import queue
import re
import threading
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg.store.grams import pieces_of
from sskg.store.names_index import UNNAMED, Builder
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, TYPE, local_name
from sskg.text import fold
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from pathlib import Path

FORMATS: Final = (".nt", ".nq")
"""Suffixes of the formats with one statement in each line."""

_NAMING: Final = [f"{predicate}".encode() for predicate in (LABEL, ALT_LABEL)]
_TYPING: Final = str(TYPE).encode()
_UNNAMED: Final = tuple(f"<{ONTOLOGY}{kind}>".encode() for kind in UNNAMED)
_ESCAPED = re.compile(rb"<[^<> ]*\\[uU]")
_WAITING: Final = 64


class Gatherer:
    """Take what is read from line-based files, and index the names in it.

    Args:
        path: of the index that is written.
    """

    def __init__(self, path: Path) -> None:
        self._builder = Builder(path)
        self._kinds = {ONTOLOGY + kind: kind for kind in vocabulary().classes}
        self._rest = b""
        self._waiting: queue.Queue[bytes | None] = queue.Queue(_WAITING)
        self._failure: BaseException | None = None
        self._escaped = False
        self._thread = threading.Thread(target=self._index, daemon=True)
        self._thread.start()

    def feed(self, block: bytes) -> None:
        """Take the next bytes of a file; its last line may come in pieces."""
        lines = self._rest + block
        end = lines.rfind(b"\n") + 1
        self._rest = lines[end:]
        self._pick(lines[:end])

    def end(self) -> None:
        """Take note that a file has ended."""
        self._pick(self._rest + b"\n")
        self._rest = b""

    def finish(self) -> bool:
        """Complete the index; tell False where it is not to be trusted, and was removed.

        That is where an IRI is written with escapes, so that its line may not have been known.

        Raises:
            OSError: it cannot be written.
        """
        self._waiting.put(None)
        self._thread.join()
        if self._failure is not None:
            self._builder.abandon()
            raise OSError(f"the index of names cannot be written: {self._failure}")
        if self._escaped:
            self._builder.abandon()
            return False
        self._builder.finish()
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
            self._waiting.put(b"".join(picked))

    def _index(self) -> None:
        while (lines := self._waiting.get()) is not None:
            if self._failure is None:
                try:
                    self._take(lines)
                except Exception as error:  # noqa: BLE001  (raised again by finish)
                    self._failure = error

    def _take(self, lines: bytes) -> None:
        named: list[tuple[str, ...]] = []
        typed: list[tuple[str, ...]] = []
        for quad in _parsed(lines):
            thing, told = quad.subject, quad.object
            if not isinstance(thing, NamedNode):
                continue
            if quad.predicate != TYPE:
                if isinstance(told, Literal) and quad.predicate in {LABEL, ALT_LABEL}:
                    folded = fold(told.value)
                    named.append((thing.value, folded, " ".join(pieces_of(folded))))
            elif isinstance(told, NamedNode) and (kind := self._kinds.get(told.value)):
                folded = fold(local_name(thing.value))
                typed.append((thing.value, kind, folded, " ".join(pieces_of(folded))))
        self._builder.stage("named", named)
        self._builder.stage("typed", typed)


def _lines_with(lines: bytes, mark: bytes) -> list[bytes]:
    """Return the lines that hold a mark; those alone are looked at."""
    found = []
    at = lines.find(mark)
    while at >= 0:
        begin, end = lines.rfind(b"\n", 0, at) + 1, lines.find(b"\n", at) + 1
        found.append(lines[begin:end])
        at = lines.find(mark, end)
    return found


def _parsed(lines: bytes) -> Any:
    try:
        yield from parse(input=lines, format=RdfFormat.N_QUADS)
    except SyntaxError:
        # Oxigraph, which reads the whole file, tells the reader of it, with its line.
        return
