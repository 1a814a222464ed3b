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
import threading
import time
from contextlib import ExitStack
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, cast

import pyoxigraph

from sskg import files
from sskg.errors import SskgError
from sskg.store import manifest as manifests
from sskg.store import names_gathering, names_index
from sskg.store.digest import content_digest

if TYPE_CHECKING:
    from sskg.store.names_gathering import Gatherer

_INTERVAL: Final = 0.2
_GONE: Final = 70
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


class Counted:
    """Hand on a stream's bytes, and report how far it has been read."""

    def __init__(
        self, stream: IO[bytes], raw: IO[bytes], form: Any, before: int, gatherer: Gatherer | None
    ) -> None:
        self._gatherer = gatherer
        self._stream = stream
        self._raw = raw
        self._marks = _STATEMENT.get(form, (b"\n",))
        self.statements = before
        self._next = 0.0
        self.seen = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        block = self._stream.read(size)
        self.statements += sum(block.count(mark) for mark in self._marks)
        self.seen += len(block)
        if self._gatherer is not None:
            if block:
                self._gatherer.feed(block)
            else:
                self._gatherer.end()
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            report(phase="reading", statements=self.statements, position=self._position())
        return block

    def _position(self) -> int:
        """How far the file itself has been read, packed as it is; of a pipe, what came from it."""
        try:
            return self._raw.tell()
        except OSError:
            return self.seen


def build(job: dict[str, Any]) -> None:
    """Build the generation that a job describes, and report what it has become.

    Raises:
        SskgError: an input cannot be read.
        OSError: the generation cannot be written.
        RuntimeError: the same, from Oxigraph.
    """
    generation = Path(job["generation"])
    store = pyoxigraph.Store(str(generation / manifests.GRAPH))
    statements = 0
    # Line by line, names can be picked from what is read; otherwise they are read back.
    by_line = all(source["format"] in names_gathering.FORMATS for source in job["sources"])
    names = generation / manifests.NAMES
    gatherer = names_gathering.Gatherer(names) if by_line else None
    for source in job["sources"]:
        if gatherer is not None:
            gatherer.last = source is job["sources"][-1]
        statements = _take(store, source, statements, gatherer)
    report(phase="names", statements=statements)
    if len(job["sources"]) > 1:
        # Each input left files of its own, with ranges that overlap: merged, reading is faster.
        store.optimize()
    store.flush()
    triples = len(store)
    if gatherer is None or not gatherer.finish():
        names_index.build(
            store, names, lambda count: report(phase="names", statements=statements, names=count)
        )
    content = None
    if job["digest"]:
        report(phase="digest", statements=statements)
        content = content_digest(store)
    del store
    report(phase="securing", statements=statements)
    (generation / manifests.READERS).touch()
    manifests.sync_tree(generation)
    states = manifests.states(generation)
    report(
        done={
            "triples": triples,
            "content": content,
            "engine": pyoxigraph.__version__,
            "files": {name: [s.size, s.sha256, s.modified] for name, s in states.items()},
        }
    )


def _take(
    store: pyoxigraph.Store, source: dict[str, Any], statements: int, gatherer: Gatherer | None
) -> int:
    place = source["place"]
    report(phase="reading", place=place, statements=statements)
    form = files.FORMATS[source["format"]]
    with files.reading(place), ExitStack() as stack:
        if source["descriptor"] is not None:
            raw: IO[bytes] = stack.enter_context(os.fdopen(source["descriptor"], "rb"))
            base = None
        else:
            raw = stack.enter_context(Path(source["path"]).open("rb"))
            base = Path(source["path"]).resolve().as_uri()
        packed = source["packed"] or (".gz" if _is_gzip(raw) else "")
        stream = stack.enter_context(files.unpack(raw, packed))
        counted = Counted(stream, raw, form, statements, gatherer)
        guarded = files.Guarded(cast("IO[bytes]", counted), form, place)
        try:
            store.bulk_load(input=cast("IO[bytes]", guarded), format=form, base_iri=base)
        except OSError as error:
            # The input's own errors pass as they are; what Oxigraph says is of the store.
            if getattr(error, "errno", None) is None or "No space" in str(error):
                raise RuntimeError(str(error)) from error
            raise
    return counted.statements


def _is_gzip(raw: IO[bytes]) -> bool:
    """Look at a pipe's first bytes, as it has no name that would tell."""
    return isinstance(raw, BufferedReader) and raw.peek(2).startswith(b"\x1f\x8b")


def _end_with_parent() -> None:
    """Wait for the end of standard input, which is the end of the other process."""
    while os.read(0, 1):
        pass
    os._exit(_GONE)


def main() -> None:
    """Read the job, do it, and report its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1 << 16)
        if not piece:
            os._exit(_GONE)
        line += piece
    threading.Thread(target=_end_with_parent, daemon=True).start()
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
