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
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, nullcontext
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import pyoxigraph

from sskg.errors import SskgError
from sskg.process.parent import GONE, end_without_parent
from sskg.rdf import files
from sskg.rdf.nesting import guarded
from sskg.store import manifest as manifests
from sskg.store import names_building, names_gathering, parts
from sskg.store.digest import content_digest
from sskg.store.hashing import Hashing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import RdfFormat

    from sskg.rdf.nesting import Readable
    from sskg.store.names_gathering import Gatherer, Picker
    from sskg.store.parts import Seated

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
    """What has been read by now, by all that read: reported some times a second."""

    def __init__(self) -> None:
        self.statements = 0
        self._position = 0
        self._next = 0.0
        self._lock = threading.Lock()

    def begin(self, place: str) -> None:
        """Go on to another input."""
        self._position = 0
        report(phase="reading", place=place, statements=self.statements)

    def add(self, statements: int, size: int) -> None:
        """Take note that more has been read of the input: bytes as the file has them, packed."""
        with self._lock:
            self.statements += statements
            self._position += size
            now = time.monotonic()
            if now >= self._next:
                self._next = now + _INTERVAL
                report(phase="reading", statements=self.statements, position=self._position)


class Counted:
    """Hand on a stream's bytes, and tell a tally and a picker of names of them."""

    def __init__(
        self,
        stream: Readable,
        raw: Seated,
        marks: tuple[bytes, ...],
        tally: Tally,
        picker: Picker | None,
    ) -> None:
        self._stream = stream
        self._raw = raw
        self._marks = marks
        self._tally = tally
        self._picker = picker
        self._told = 0
        self._seen = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        block = self._stream.read(size)
        self._seen += len(block)
        if self._picker is not None:
            self._picker.feed(block)
        position = self._position()
        self._tally.add(sum(block.count(mark) for mark in self._marks), position - self._told)
        self._told = position
        return block

    def _position(self) -> int:
        """How far the file itself has been read, packed as it is; of a pipe, what came from it."""
        try:
            return self._raw.tell()
        except OSError:
            return self._seen


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
    tally = Tally()
    # Line by line, names can be picked from what is read; otherwise they are read back.
    by_line = all(source["format"] in names_gathering.FORMATS for source in job["sources"])
    gatherer = names_gathering.Gatherer(names) if by_line else None
    with closing(gatherer) if gatherer is not None else nullcontext():
        _fill(graph, job["sources"], tally, gatherer, merge=job["merge"])
        statements = tally.statements
        report(phase="names", statements=statements)
        with closing(Hashing(generation, graph)) as hashing:
            store = pyoxigraph.Store.read_only(str(graph))
            triples = len(store)
            if gatherer is None or not gatherer.finish():
                names_building.build(
                    store,
                    names,
                    lambda count: report(phase="names", statements=statements, names=count),
                )
            states = hashing.states() | manifests.states(generation, names)
    content = None
    if job["digest"]:
        report(phase="digest", statements=statements)
        content = content_digest(store)
    report(phase="securing", statements=statements)
    (generation / manifests.READERS).touch()
    manifests.sync_tree(generation)
    report(
        done={
            "triples": triples,
            "content": content,
            "engine": pyoxigraph.__version__,
            "files": {name: [s.size, s.sha256, s.modified] for name, s in states.items()},
        }
    )


def _fill(
    graph: Path,
    sources: Sequence[dict[str, Any]],
    tally: Tally,
    gatherer: Gatherer | None,
    *,
    merge: bool,
) -> None:
    """Load all inputs, and close the store.

    Left open, Oxigraph would begin to merge its files: that takes both processors, and what it
    had come to at the end would be a matter of chance.
    """
    store = pyoxigraph.Store(str(graph))
    blanks = graph.with_name("blanks.lines")
    for source in sources:
        _take(store, source, tally, gatherer, blanks, last=source is sources[-1])
    if merge or len(sources) > 1:
        # Files of a million statements each, with ranges that overlap: merged, reading is faster.
        report(phase="merging", statements=tally.statements)
        store.optimize()
    store.flush()


def _take(
    store: pyoxigraph.Store,
    source: dict[str, Any],
    tally: Tally,
    gatherer: Gatherer | None,
    aside: Path,
    *,
    last: bool,
) -> None:
    tally.begin(source["place"])
    path, packed, base = Path(source["path"]), source["packed"], None
    input_ = _Input(store, source["place"], files.FORMATS[source["format"]], tally, aside)
    with files.reading(source["place"]), ExitStack() as stack:
        if source["descriptor"] is not None:
            raw: IO[bytes] = stack.enter_context(os.fdopen(source["descriptor"], "rb"))
        else:
            raw = stack.enter_context(path.open("rb"))
            base = path.resolve().as_uri()
        packed = packed or (".gz" if _is_gzip(raw) else "")
        # Only what is a file as it is, with a statement in each line, can be cut.
        whole = source["descriptor"] is not None or packed or gatherer is None
        cuts = [] if whole or not path.is_file() else parts.cuts(path)
        pickers = gatherer.pickers(max(1, len(cuts)), last=last) if gatherer else [None]
        if len(cuts) > 1:
            input_.load_parts(path, cuts, pickers)
        else:
            stream = stack.enter_context(files.unpack(raw, packed))
            input_.load(input_.counted(stream, raw, pickers[0]), base)


class _Input:
    """One input on its way into a store."""

    def __init__(
        self, store: pyoxigraph.Store, place: str, form: RdfFormat, tally: Tally, aside: Path
    ) -> None:
        self._store = store
        self._aside = aside
        self._place = place
        self._form = form
        self._tally = tally

    def counted(self, stream: Readable, raw: Seated, picker: Picker | None) -> Counted:
        """Return a stream that tells of what is read of it."""
        return Counted(stream, raw, _STATEMENT.get(self._form, (b"\n",)), self._tally, picker)

    def load(self, stream: Readable, base: str | None) -> None:
        """Load a stream to its end.

        Raises:
            SyntaxError: it does not parse.
            RuntimeError: the store cannot be written.
        """
        try:
            self._store.bulk_load(
                input=guarded(stream, self._form, self._place), format=self._form, base_iri=base
            )
        except OSError as error:
            # The input's own errors pass as they are; what Oxigraph says is of the store.
            if getattr(error, "errno", None) is None or "No space" in str(error):
                raise RuntimeError(str(error)) from error
            raise

    def load_parts(
        self, path: Path, cuts: list[tuple[int, int]], pickers: Sequence[Picker | None]
    ) -> None:
        """Load the parts of a file side by side, and then what names blank nodes in all of them.

        Raises:
            SyntaxError: it does not parse; the place is that in the whole file.
            RuntimeError: the store cannot be written.
        """
        stopped = threading.Event()

        def take(cut: tuple[int, int], picker: Picker | None) -> None:
            try:
                with path.open("rb") as raw:
                    part = parts.Part(raw, *cut, stopped)
                    self.load(parts.Sifted(self.counted(part, part, picker), blanks), None)
            except BaseException:
                stopped.set()
                raise

        with (
            closing(parts.Blanks(self._aside)) as blanks,
            ThreadPoolExecutor(len(cuts)) as pool,
        ):
            futures = [pool.submit(take, *each) for each in zip(cuts, pickers, strict=True)]
            try:
                for error in [future.exception() for future in futures]:
                    if error is not None and not isinstance(error, parts.Stopped):
                        raise error
                blanks.lines.seek(0)
                self.load(blanks.lines, None)
            except SyntaxError:
                self._parse(path)
                raise

    def _parse(self, path: Path) -> None:
        """Parse a whole file, for the line of an error that a part of it has."""
        with path.open("rb") as raw:
            source = guarded(raw, self._form, self._place)
            for _ in pyoxigraph.parse(input=source, format=self._form):
                pass


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
