"""Builds a store on disk from RDF files: all of it or nothing.

A generation is built beside the current one by another process (`sskg.store.loading.building`),
brought to disk, and made current by renaming one file. Whatever happens before that moment, the
store is what it was; whatever happens after it, it is the new one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import (
    QueryTimeout,
    RequestError,
    StoreUnavailable,
    Unavailable,
    UnreadableInput,
    UnwritableOutput,
)
from sskg.language.message import msg
from sskg.process import confined, executed
from sskg.rdf import files
from sskg.store import manifest as manifests
from sskg.store.directory import is_store
from sskg.store.locate import graph_files
from sskg.store.manifest import LOCK, READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sskg.process.confined import Limits
    from sskg.store.manifest import Manifest

try:
    import fcntl
except ImportError:  # pragma: no cover  (Windows)
    fcntl = None  # type: ignore[assignment]

STDIN: Final = "-"
_BUILDING: Final = "sskg.store.loading.building"


@dataclass(frozen=True, slots=True)
class Input:
    """One input.

    Attributes:
        place: what it is called in messages.
        path: of the file, or None for standard input.
        suffix: of the format, as in `sskg.rdf.files.FORMATS`.
        packed: `.gz`, `.bz2`, `.xz`, or empty.
        size: in bytes as it is packed, or None where that is not known.
    """

    place: str
    path: Path | None
    suffix: str
    packed: str
    size: int | None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a load has come.

    Attributes:
        phase: "reading", "merging", "names", "digest" or "securing".
        statements: read by now; a good guess in formats other than N-Triples and N-Quads.
        part: of the inputs' bytes that have been read, 0 to 1, or None where that is not known.
        seconds: since the load began.
    """

    phase: str
    statements: int
    part: float | None
    seconds: float


def inputs(names: Sequence[str], form: str | None = None) -> list[Input]:
    """Return the inputs that names stand for: files, folders of them, or "-".

    Args:
        names: as a reader gives them.
        form: suffix of the format of standard input, and of files whose name tells none.

    Raises:
        RequestError: standard input without a format, or twice.
        UnreadableInput: a file is missing, or its suffix names no format.
    """
    listed: list[Input] = []
    for name in names:
        if name == STDIN:
            if form is None:
                raise RequestError(
                    msg("standard input has no suffix that tells its format"),
                    hint=msg("add --format ttl"),
                )
            listed.append(Input("standard input", None, form, "", None))
            continue
        for path in graph_files([name]):
            packed = path.suffix.lower() if path.suffix.lower() in files.COMPRESSIONS else ""
            inner = Path(path.stem).suffix if packed else path.suffix
            if inner.lower() not in files.FORMATS and form is None:
                files.rdf_format(path)
            suffix = inner.lower() if inner.lower() in files.FORMATS else str(form)
            with files.reading(path):
                size = path.stat().st_size
            listed.append(Input(str(path), path, suffix, packed, size))
    if sum(each.path is None for each in listed) > 1:
        raise RequestError(msg("standard input can be read only once"))
    return listed


def load(
    store: Path,
    inputs: Sequence[Input],
    show: Callable[[Progress], None] = lambda _: None,
    *,
    digest: bool = False,
    merge: bool = False,
    imports: bool = False,
    profile: str = "",
    bounds: Limits | None = None,
) -> Manifest:
    """Build a store from inputs, in place of what it held before.

    Args:
        store: its folder; made if it is not there.
        inputs: what it is to hold.
        show: told of the progress, some times a second.
        digest: whether to read all triples back for a digest of the content; doubles the time.
        merge: whether to merge the files in the end: for more disk, look-ups of many things are
            several times faster. Several inputs are always merged, and four million statements.
        imports: whether files that the inputs import are read too.
        profile: file with the reader's own profile, by which things get their names.
        bounds: what the load may use; None for what SSKG_TIMEOUT and SSKG_MEMORY say.

    Returns:
        What the store now is; it is on disk.

    Raises:
        UnreadableInput: an input cannot be read or does not parse; the old store stays.
        UnwritableOutput: the store cannot be written; the old store stays.
        StoreUnavailable: the folder is no store of sskg, or another process loads it.
        QueryTimeout: the time was up; the old store stays.
        Unavailable: it needs more memory than it may have; the old store stays.
    """
    with _locked(store) as lock:
        _sweep(store)
        generation = store / f"g-{time.time_ns():x}-{os.getpid():x}"
        try:
            generation.mkdir()
            job = {"generation": str(generation), "digest": digest, "merge": merge,
                   "imports": imports, "profile": profile}  # fmt: skip
            manifest = _built(job, inputs, show, bounds or confined.limits(share=1), lock)
            manifests.sync(store)
            manifests.write(store, manifest)
        except OSError as error:
            shutil.rmtree(generation, ignore_errors=True)
            raise UnwritableOutput(
                msg("the store cannot be written: {reason}", reason=error.strerror),
                place=str(store),
            ) from error
        except BaseException:
            shutil.rmtree(generation, ignore_errors=True)
            raise
        _sweep(store)
        return manifest


def _built(
    job: dict[str, Any],
    inputs: Sequence[Input],
    progressed: Callable[[Progress], None],
    bounds: Limits,
    lock: int | None,
) -> Manifest:
    """Let another process build a generation; it holds the store's lock as long as it lives."""
    state = _LoadState(inputs, progressed)
    with contextlib.ExitStack() as stack:
        described = []
        descriptors = [] if lock is None else [lock]
        for each in inputs:
            descriptor = None
            if each.path is None:
                descriptor = os.dup(sys.stdin.fileno())
                stack.callback(os.close, descriptor)
                descriptors.append(descriptor)
            described.append(
                {
                    "place": each.place,
                    "path": str(each.path),
                    "format": each.suffix,
                    "packed": each.packed,
                    "descriptor": descriptor,
                }
            )
        job["inputs"] = described
        try:
            manifest: Manifest = executed.run(_BUILDING, job, bounds, state.heard, descriptors)
        except TimeoutError as error:
            raise QueryTimeout(
                msg("the load was ended after {seconds:g} seconds", seconds=bounds.seconds),
                hint=msg("give it longer with SSKG_TIMEOUT, or none"),
            ) from error
        except MemoryError as error:
            raise Unavailable(
                msg("there is not enough memory"), hint=msg("set SSKG_MEMORY, in megabytes")
            ) from error
        except executed.BrokenDown as error:
            raise state.broken(error.code) from error
        return manifest


class _LoadState:
    """How far the other process has come, by what it reports."""

    def __init__(self, inputs: Sequence[Input], progressed: Callable[[Progress], None]) -> None:
        self._inputs = inputs
        self._progressed = progressed
        self._place = ""
        self._before = 0
        self._started = time.monotonic()
        sizes = [each.size for each in inputs]
        self._total = None if None in sizes else sum(size or 0 for size in sizes)

    def heard(self, report: dict[str, Any]) -> None:
        """Take note of a report, and tell whoever waits for the load."""
        if (place := report.get("place")) is not None:
            places = [each.place for each in self._inputs]
            # What is imported comes behind all inputs.
            at = places.index(place) if place in places else len(places)
            self._before = sum(each.size or 0 for each in self._inputs[:at])
            self._place = place
        read = self._before + report.get("position", 0)
        part = min(1.0, read / self._total) if self._total else None
        spent = time.monotonic() - self._started
        self._progressed(Progress(report["phase"], report["statements"], part, spent))

    def broken(self, code: int) -> UnreadableInput:
        """Return the error for a process that ended without a word, by its exit code."""
        return UnreadableInput(
            (
                msg("the process that read it broke down (signal {code})", code=-code)
                if code < 0
                else msg("the process that read it broke down (exit code {code})", code=code)
            ),
            place=self._place,
            hint=msg("is the file sound, and SSKG_MEMORY enough? the old store is as it was"),
        )


@contextlib.contextmanager
def _locked(store: Path) -> Iterator[int | None]:
    """Make sure that the folder is ours to write, and ours alone for now."""
    made = False
    try:
        if not store.exists():
            store.mkdir()
            made = True
        elif not store.is_dir():
            raise StoreUnavailable(msg("a file is in the place of the store"), place=str(store))
        elif not is_store(store) and any(store.iterdir()):
            raise StoreUnavailable(
                msg("the folder holds other files, and is not touched"),
                place=str(store),
                hint=msg("name a folder that is empty or not there yet"),
            )
        lock = os.open(store / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise UnwritableOutput(
            msg("the store cannot be written: {reason}", reason=error.strerror), place=str(store)
        ) from error
    try:
        if fcntl is not None:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreUnavailable(
                    msg("another process loads this store"),
                    place=str(store),
                    hint=msg("wait for its end"),
                ) from error
        try:
            yield lock
        except BaseException:
            if made:
                shutil.rmtree(store, ignore_errors=True)
            raise
    finally:
        os.close(lock)


def _sweep(store: Path) -> None:
    """Remove the generations that are not current and that nobody reads."""
    try:
        current = manifests.read(store).generation
    except StoreUnavailable:
        # Without a manifest there is no store yet; with a damaged one, nothing is thrown away.
        if (store / manifests.MANIFEST).exists():
            return
        current = ""
    for generation in store.glob("g-*"):
        if generation.name == current or _is_read(generation):
            continue
        shutil.rmtree(generation, ignore_errors=True)


def _is_read(generation: Path) -> bool:
    if fcntl is None:
        return False
    try:
        descriptor = os.open(generation / READERS, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
