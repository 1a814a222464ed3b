"""Builds one generation of a store, in a process of its own: `python -m sskg.store.building`.

A parser that overflows its stack, a kill or Ctrl-C ends this process alone; the one that started
it, `sskg.store.loading`, then removes what was built, and the old store stays as it was.

The job comes as one line of JSON on standard input; reports go as lines of JSON to standard
output. When standard input ends, the other process is gone, and this one ends at once.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import pyoxigraph

from sskg.errors import SskgError
from sskg.process.parent import GONE, end_without_parent
from sskg.rdf import files
from sskg.rdf.nesting import guarded
from sskg.store import manifest as manifests
from sskg.store import names_building
from sskg.store.datasets import unite
from sskg.store.digest import content_digest
from sskg.store.string_tables import string_tables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import RdfFormat

    from sskg.language.message import Message
    from sskg.rdf.nesting import Readable
    from sskg.store.datasets import Dataset

_INTERVAL: Final = 0.2
_FAILED: Final = 3

# What ends a statement, by format; where that is not exact, the count is called approximate.
_STATEMENT: Final = {
    pyoxigraph.RdfFormat.N_TRIPLES: (b"\n",),
    pyoxigraph.RdfFormat.N_QUADS: (b"\n",),
    pyoxigraph.RdfFormat.TURTLE: (b" ;", b" .", b" ,"),
    pyoxigraph.RdfFormat.TRIG: (b" ;", b" .", b" ,"),
    pyoxigraph.RdfFormat.RDF_XML: (b"</", b"/>"),
    pyoxigraph.RdfFormat.JSON_LD: (b":",),
}


def report(**message: Any) -> None:
    """Tell the other process."""
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


class Tally:
    """How much has been read by now, reported some times a second."""

    def __init__(self) -> None:
        self.statements = 0
        self._next = 0.0

    def begin(self, place: str) -> None:
        """Go on to another input."""
        report(phase="reading", place=place, statements=self.statements)

    def add(self, statements: int, position: int) -> None:
        """Take note of more statements, and of how far the input's file has been read."""
        self.statements += statements
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            report(phase="reading", statements=self.statements, position=position)


class Counted:
    """Hand on a stream's bytes, and tell a tally of them."""

    def __init__(self, stream: Readable, raw: IO[bytes], form: RdfFormat, tally: Tally) -> None:
        self._stream = stream
        self._raw = raw
        self._marks = _STATEMENT.get(form, (b"\n",))
        self._tally = tally
        self._read = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        block = self._stream.read(size)
        self._read += len(block)
        self._tally.add(sum(block.count(mark) for mark in self._marks), self._position())
        return block

    def _position(self) -> int:
        """How far the file itself has been read, packed as it is; of a pipe, what came from it."""
        try:
            return self._raw.tell()
        except OSError:
            return self._read


def build(job: dict[str, Any]) -> None:
    """Build the generation that a job describes, and report what it has become.

    Raises:
        SskgError: an input cannot be read.
        OSError: the generation cannot be written.
        RuntimeError: the same, from Oxigraph.
    """
    generation = Path(job["generation"])
    graph = generation / manifests.GRAPH
    names = generation / manifests.NAMES
    statements, dataset = _fill(graph, job["sources"], merge=job["merge"])
    report(phase="names", statements=statements)
    store = pyoxigraph.Store.read_only(str(graph))
    names_building.build(
        store, names, lambda count: report(phase="names", statements=statements, names=count)
    )
    content = None
    if job["digest"]:
        report(phase="digest", statements=statements)
        content = content_digest(store)
    report(phase="securing", statements=statements)
    states = manifests.states(generation, graph) | manifests.states(generation, names)
    (generation / manifests.READERS).touch()
    manifests.sync_tree(generation)
    report(
        done={
            "dataset": asdict(dataset),
            "content": content,
            "engine": pyoxigraph.__version__,
            "strings": [f"{manifests.GRAPH}/{name}" for name in string_tables(graph)],
            "files": {name: [s.size, s.sha256] for name, s in states.items()},
        }
    )


def _fill(graph: Path, sources: Sequence[dict[str, Any]], *, merge: bool) -> tuple[int, Dataset]:
    """Load all inputs, unite their graphs, and close the store.

    Left open, Oxigraph would begin to merge its files: that takes both processors, and what it
    had come to at the end would be a matter of chance.

    Returns:
        How many statements were read, and what the store holds.
    """
    tally = Tally()
    store = pyoxigraph.Store(str(graph))
    for source in sources:
        _take(store, source, tally)
    dataset = unite(store)
    if merge or len(sources) > 1 or dataset.overlap:
        # Files of a million statements each, with ranges that overlap: merged, reading is faster.
        report(phase="merging", statements=tally.statements)
        store.optimize()
    store.flush()
    return tally.statements, dataset


def _take(store: pyoxigraph.Store, source: dict[str, Any], tally: Tally) -> None:
    """Load one input.

    Raises:
        UnreadableInput: it cannot be read, or does not parse.
        RuntimeError: the store cannot be written.
    """
    place, packed, base = source["place"], source["packed"], None
    form = files.FORMATS[source["format"]]
    tally.begin(place)

    def line_at_fault() -> Message | None:
        # A pipe cannot be read again.
        return files.line_at_fault(Path(source["path"]), form, base) if base else None

    with files.reading(place, line_at_fault), ExitStack() as stack:
        if source["descriptor"] is not None:
            raw: IO[bytes] = stack.enter_context(os.fdopen(source["descriptor"], "rb"))
        else:
            path = Path(source["path"])
            raw = stack.enter_context(path.open("rb"))
            base = path.resolve().as_uri()
        packed = packed or (".gz" if _is_gzip(raw) else "")
        stream = stack.enter_context(files.unpack(raw, packed))
        try:
            store.bulk_load(
                input=guarded(Counted(stream, raw, form, tally), form, place),
                format=form,
                base_iri=base,
            )
        except OSError as error:
            # The input's own errors pass as they are; what Oxigraph says is of the store.
            if getattr(error, "errno", None) is None or "No space" in str(error):
                raise RuntimeError(str(error)) from error
            raise


def _is_gzip(raw: IO[bytes]) -> bool:
    """Look at a pipe's first bytes, as it has no name that would tell."""
    return isinstance(raw, BufferedReader) and raw.peek(2).startswith(b"\x1f\x8b")


def main() -> None:
    """Read the job, do it, and report its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1 << 16)
        if not piece:
            os._exit(GONE)
        line += piece
    end_without_parent()
    try:
        build(json.loads(line))
    except SskgError as error:
        report(failed=[type(error).__name__, error.message, error.place, error.hint])
        sys.exit(_FAILED)
    except (OSError, RuntimeError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        report(failed=["UnwritableOutput", f"the store cannot be written: {reason}", None, None])
        sys.exit(_FAILED)


if __name__ == "__main__":
    main()
