"""Builds one generation of a store, in a process of its own.

A parser that overflows its stack, a kill or Ctrl-C ends this process alone; the one that started
it, `sskg.store.loading`, then removes what was built, and the old store stays as it was.
"""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from io import BufferedReader
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import NamedNode

from sskg.errors import UnwritableOutput
from sskg.language.message import msg
from sskg.ontology.profiles import read_by
from sskg.process import executed
from sskg.rdf import files
from sskg.rdf.annotation import ANNOTATES, as_parts
from sskg.rdf.blank import names_of, renamed
from sskg.rdf.imports import follow
from sskg.rdf.nesting import guarded
from sskg.rdf.prologues import Head, Watch, together
from sskg.store import manifest as manifests
from sskg.store.datasets import Dataset, count, unite
from sskg.store.digest import content_digest
from sskg.store.manifest import Manifest
from sskg.store.names.building import Builder
from sskg.store.string_tables import string_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pyoxigraph import BlankNode, RdfFormat

    from sskg.language.message import Message
    from sskg.rdf.blank import Row
    from sskg.rdf.nesting import Readable
    from sskg.rdf.terms import Prologue

    ReportProgress = Callable[[dict[str, Any]], None]
    """Tells the other process of the progress."""

_INTERVAL: Final = 0.2

MOST_NAMED: Final = 1_000_000
"""Triples with blank nodes up to which these get names: takes half a minute, and
1.5 GB of memory."""
SCATTERED: Final = 4_000_000
"""Statements, as they are counted while they are read, from which the files are merged in any
case: of 10 million, that takes 10 s of the processor, and the names alone are then read 20 s
sooner."""
_BLANK: Final = """
SELECT DISTINCT ?s ?p ?o WHERE {
  { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(ISBLANK(?s) || ISBLANK(?o))
}"""

# What ends a statement, by format; where that is not exact, the count is called approximate.
_STATEMENT: Final = {
    pyoxigraph.RdfFormat.N_TRIPLES: (b"\n",),
    pyoxigraph.RdfFormat.N_QUADS: (b"\n",),
    pyoxigraph.RdfFormat.TURTLE: (b" ;", b" .", b" ,"),
    pyoxigraph.RdfFormat.TRIG: (b" ;", b" .", b" ,"),
    pyoxigraph.RdfFormat.RDF_XML: (b"</", b"/>"),
    pyoxigraph.RdfFormat.JSON_LD: (b":",),
}


# What every blank node that may be a thing is written with; of other formats, none is told by it.
# An expression finds two bytes three times as fast as `in` does.
_BLANK_MARKS: Final = {
    pyoxigraph.RdfFormat.N_TRIPLES: rb"_:",
    pyoxigraph.RdfFormat.N_QUADS: rb"_:",
    pyoxigraph.RdfFormat.TURTLE: rb"_:|\[",
    pyoxigraph.RdfFormat.TRIG: rb"_:|\[",
}


class Tally:
    """How much has been read by now, reported some times a second.

    Attributes:
        statements: how many, about.
        blank: whether there may be blank nodes.
    """

    def __init__(self, report: ReportProgress) -> None:
        self.statements = 0
        self.blank = False
        self._report = report
        self._next = 0.0

    def begin(self, place: str) -> None:
        """Go on to another input."""
        self._report({"phase": "reading", "place": place, "statements": self.statements})

    def go_on(self, phase: str) -> None:
        """Go on to what follows the reading."""
        self._report({"phase": phase, "statements": self.statements})

    def add(self, statements: int, position: int) -> None:
        """Take note of more statements, and of how far the input's file has been read."""
        self.statements += statements
        now = time.monotonic()
        if now >= self._next:
            self._next = now + _INTERVAL
            self._report({"phase": "reading", "statements": self.statements, "position": position})


class Counted:
    """Hand on a stream's bytes, and tell a tally of them."""

    def __init__(self, stream: Readable, raw: IO[bytes], form: RdfFormat, tally: Tally) -> None:
        self._stream = stream
        self._raw = raw
        self._marks = _STATEMENT.get(form, (b"\n",))
        self._blank = re.compile(_BLANK_MARKS.get(form, b""))
        self._last = b""
        self._tally = tally
        self._read = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes."""
        block = self._stream.read(size)
        self._read += len(block)
        if not self._tally.blank:
            joint = self._last + block[:1]
            self._tally.blank = bool(self._blank.search(block) or self._blank.search(joint))
            self._last = block[-1:]
        self._tally.add(sum(block.count(mark) for mark in self._marks), self._position())
        return block

    def _position(self) -> int:
        """How far the file itself has been read, packed as it is; of a pipe, what came from it."""
        try:
            return self._raw.tell()
        except OSError:
            return self._read


def build(job: dict[str, Any], report: ReportProgress) -> Manifest:
    """Build the generation that a job describes; return what it has become.

    Raises:
        UnreadableInput: an input cannot be read.
        UnwritableOutput: the generation cannot be written.
    """
    generation = Path(job["generation"])
    read_by(job["profile"])
    try:
        return _built(generation, job, report)
    except (OSError, RuntimeError, ValueError) as error:
        # Of Oxigraph's errors, those of the inputs are errors of ours by now.
        reason = getattr(error, "strerror", None) or str(error)
        raise UnwritableOutput(
            msg("the store cannot be written: {reason}", reason=reason),
            place=str(generation.parent),
        ) from error


def _built(generation: Path, job: dict[str, Any], report: ReportProgress) -> Manifest:
    graph = generation / manifests.GRAPH
    names = generation / manifests.NAMES
    tally = Tally(report)
    dataset, prologue, unread = _fill(
        graph, job["inputs"], tally, merge=job["merge"], imports=job["imports"]
    )
    tally.go_on("names")
    store = pyoxigraph.Store.read_only(str(graph))
    named = generation / manifests.NAMED
    blank, written = _write_named(store, named, blank=tally.blank, graphs=dataset is not None)
    folders = [graph, named] if named.exists() else [graph]
    with ThreadPoolExecutor(2) as pool:
        builder = Builder(
            pyoxigraph.Store.read_only(str(folders[-1])), names, pool, lambda: tally.go_on("names")
        )
        # Names take longer to read than kinds, and a thread alone writes their index.
        counted = pool.submit(lambda: dataset or Dataset(count(store)))
        hashed = [pool.submit(manifests.states, generation, folder) for folder in folders]
        builder.finish()
    content = None
    if job["digest"]:
        tally.go_on("digest")
        content = content_digest(store)
    tally.go_on("securing")
    states = manifests.states(generation, names)
    for files_of_folder in hashed:
        states |= files_of_folder.result()
    (generation / manifests.READERS).touch()
    manifests.sync_tree(generation)
    strings = tuple(f"{folder.name}/{name}" for folder in folders for name in string_tables(folder))
    return Manifest(
        generation.name,
        counted.result(),
        prologue,
        unread,
        content,
        pyoxigraph.__version__,
        states,
        strings,
        blank,
        written,
    )


def _write_named(
    store: pyoxigraph.Store, folder: Path, *, blank: bool, graphs: bool
) -> tuple[int, int]:
    """Write the graph once more as lookups read it, if that is not as it is.

    Blank nodes then have names, if they are few enough, and annotations name the parts of what they
    state: the engine finds what is within a triple term only by looking at all of them. Where there
    are named graphs, which count what they hold, annotations stay.

    Args:
        store: the graph.
        folder: where to write it.
        blank: whether there may be blank nodes.
        graphs: whether there are named graphs.

    Returns:
        How many triples have blank nodes for which there are too many, and how many were written.
    """
    names, unnamed = _names(store) if blank else ({}, 0)
    annotations = store.quads_for_pattern(None, NamedNode(ANNOTATES), None)
    apart = not graphs and next(annotations, None) is not None
    if not names and not apart:
        return unnamed, 0
    copy = pyoxigraph.Store(str(folder))
    copy.bulk_extend(
        renamed(part, names) for quad in store for part in (as_parts(quad) if apart else (quad,))
    )
    copy.flush()
    return unnamed, len(copy)


def _names(store: pyoxigraph.Store) -> tuple[dict[BlankNode, NamedNode], int]:
    rows = store.query(_BLANK)
    assert isinstance(rows, pyoxigraph.QuerySolutions)  # noqa: S101  (what SELECT gives)
    unique: dict[Row, None] = {}
    for row in rows:
        unique[row["s"], row["p"], row["o"]] = None
        if len(unique) > MOST_NAMED:
            return {}, len(unique) + sum(1 for _ in rows)
    return names_of(unique), 0


def _fill(
    graph: Path, inputs: Sequence[dict[str, Any]], tally: Tally, *, merge: bool, imports: bool
) -> tuple[Dataset | None, Prologue, tuple[str, ...]]:
    """Load all inputs, unite their graphs, and close the store.

    Left open, Oxigraph would begin to merge its files: that takes both processors, and what it
    had come to at the end would be a matter of chance.

    Returns:
        What the store holds, or None where it has no named graph and its statements are still to
        be counted; what the inputs declare; and what they import and was not read.
    """
    store = pyoxigraph.Store(str(graph))
    heads = [_take(store, each, tally) for each in inputs]

    def take(path: Path) -> None:
        heads.append(_take(store, _input(path), tally))

    paths = [Path(each["path"]) for each in inputs if each["descriptor"] is None]
    unread = follow(store, paths, take if imports else None)
    prologue = together(head.declared() for head in heads)
    dataset = unite(store) if any(store.named_graphs()) else None
    overlaps = dataset is not None and dataset.overlap > 0
    if merge or overlaps or len(heads) > 1 or tally.statements > SCATTERED:
        # Files of a million statements each, with ranges that overlap: merged, reading is faster.
        tally.go_on("merging")
        store.optimize()
    store.flush()
    return dataset, prologue, unread


def _input(path: Path) -> dict[str, Any]:
    """Return a file that is imported as a job has its inputs."""
    packed = path.suffix.lower() if path.suffix.lower() in files.COMPRESSIONS else ""
    suffix = Path(path.stem).suffix if packed else path.suffix
    return {
        "place": str(path), "path": str(path), "format": suffix.lower(), "packed": packed,
        "descriptor": None,
    }  # fmt: skip


def _take(store: pyoxigraph.Store, described: dict[str, Any], tally: Tally) -> Head:
    """Load one input, and return its head.

    Raises:
        UnreadableInput: it cannot be read, or does not parse.
        RuntimeError: the store cannot be written.
    """
    place, packed, base = described["place"], described["packed"], None
    form = files.FORMATS[described["format"]]
    tally.begin(place)

    def line_at_fault() -> Message | None:
        # A pipe cannot be read again.
        return files.line_at_fault(Path(described["path"]), form, base) if base else None

    with files.reading(place, line_at_fault), ExitStack() as stack:
        if described["descriptor"] is not None:
            raw: IO[bytes] = stack.enter_context(os.fdopen(described["descriptor"], "rb"))
        else:
            path = Path(described["path"])
            raw = stack.enter_context(path.open("rb"))
            base = path.resolve().as_uri()
        packed = packed or (".gz" if _is_gzip(raw) else "")
        stream = stack.enter_context(files.unpack(raw, packed))
        try:
            watch = Watch(form)
            content = guarded(Counted(stream, raw, form, tally), form, place, watch)
            again = partial(_again, Path(described["path"]), packed, form) if base else None
            head = Head.of(content, form, base, watch, again)
            store.bulk_load(input=content, format=form, base_iri=base)
        except OSError as error:
            # The input's own errors pass as they are; what Oxigraph says is of the store.
            if getattr(error, "errno", None) is None or "No space" in str(error):
                raise RuntimeError(str(error)) from error
            raise
    return head


@contextmanager
def _again(path: Path, packed: str, form: RdfFormat) -> Iterator[IO[bytes]]:
    with path.open("rb") as raw, files.unpack(raw, packed) as stream:
        yield guarded(stream, form, str(path))


def _is_gzip(raw: IO[bytes]) -> bool:
    """Look at a pipe's first bytes, as it has no name that would tell."""
    return isinstance(raw, BufferedReader) and raw.peek(2).startswith(b"\x1f\x8b")


if __name__ == "__main__":
    executed.answer(build)
