"""A graph on disk: pyoxigraph's files, opened to read, and what tells whether they are sound."""

from __future__ import annotations

import hashlib
import os
import struct
import threading
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph

from sskg.errors import StoreUnavailable
from sskg.language.message import msg
from sskg.process import memory
from sskg.store import manifest as manifests
from sskg.store.digest import content_digest
from sskg.store.embedded import EmbeddedStore
from sskg.store.manifest import GRAPH, LOCK, MANIFEST, NAMED, NAMES, READERS
from sskg.store.names.index import SqliteNames

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sskg.language.message import Message
    from sskg.rdf.terms import Prologue
    from sskg.store.base import QueryAnswer
    from sskg.store.manifest import Manifest

try:
    import fcntl
except ImportError:  # pragma: no cover  (Windows: no locks, and no store that others write)
    fcntl = None  # type: ignore[assignment]

_SMALL: Final = 1 << 18
"""Bytes up to which a file's digest is compared whenever the store is opened."""
MOST_KEPT: Final = 80_000_000
"""Bytes by which the process may grow before the files are opened anew."""
LEAST_KEPT: Final = 30_000_000
"""The same where the process holds much that is not the store's: else it would never be faster."""
_TRIES: Final = 3
_FLOCK: Final = "hhqqi4x"

_RELOAD: Final = msg(
    "sskg check STORE names all that is damaged; load the store again from its files"
)


class DirectoryStore(EmbeddedStore):
    """Answer queries from a store on disk, which is never changed.

    Args:
        path: the store's folder.
        apart: whether the default graph is only what stands in no named graph.
        folder: which of the store's graphs it is: as loaded, or with names for blank nodes.

    Raises:
        StoreUnavailable: it is no store, another process writes it, or its files are damaged.
    """

    kind = "directory"
    with_names: DirectoryStore | None = None

    def __init__(self, path: Path, *, apart: bool = False, folder: str = GRAPH) -> None:
        self.path = path
        self.folder = folder
        self.manifest, generation, self._guard = _hold(path)
        try:
            self.generation = generation
            _refuse_writer(path, generation / folder)
            _quick_look(self.manifest, generation)
            strings = self.manifest.tables(folder, strings=True)
            self._strings = Digests(self.manifest, generation, strings)
            self._tables = Digests(
                self.manifest, generation, self.manifest.tables(folder), ahead=False
            )
            store = self._opened()
        except StoreUnavailable:
            os.close(self._guard)
            raise
        super().__init__(
            store, str(path), apart=apart,
            dataset=self.manifest.dataset, prologue=self.manifest.prologue,
            unread=self.manifest.unread, blank=self.manifest.blank > 0,
        )  # fmt: skip
        # Most lookups by identifier never search, and are spared the time.
        self._indexed = Digests(self.manifest, generation, (NAMES,), ahead=False)
        self.names = SqliteNames(generation / NAMES, checked=self._indexed.compare)
        loaded = self.manifest.dataset
        self.loaded = None if apart and self.graphs else loaded.triples
        self.size = self.loaded
        if folder == NAMED and self.loaded is not None:
            # Annotations in parts are more; there are none where graphs overlap.
            self.size = self.loaded + self.manifest.named - loaded.stored
        # Each file's digest is in the manifest.
        self.version = hashlib.sha256(repr(self.manifest).encode()).hexdigest()
        self._first = self._small = memory.resident()
        if folder == GRAPH and self.manifest.named:
            self.with_names = DirectoryStore(path, apart=apart, folder=NAMED)

    def _ask(
        self,
        text: str,
        dataset: Mapping[str, Any],
        prologue: Prologue,
        store: pyoxigraph.Store | None = None,
    ) -> QueryAnswer:
        self._strings.compare()
        if "exists" in text.casefold():
            # The engine takes a block that cannot be read for what does not exist.
            self._tables.compare()
        held = self._small - self._first
        if memory.resident() - self._small > max(MOST_KEPT - held, LEAST_KEPT):
            self._open_anew()
        return super()._ask(text, dataset, prologue, store)

    def compare(self) -> None:
        """Compare all that answers rely on with its digests, once for all children of a fork.

        Damage is told by whoever relies on what is damaged.
        """
        self._strings.finish()
        self._indexed.finish()
        if self.with_names is not None:
            self.with_names.compare()

    def reopen(self) -> None:
        """Open the files in a forked child: what Oxigraph and SQLite hold open is the parent's."""
        # Closing it would wait for threads that the child does not have.
        self._parents = (self._store, self.names)
        self._store = self._opened()
        self.names = SqliteNames(self.generation / NAMES, checked=self._indexed.compare)
        if self.with_names is not None:
            self.with_names.reopen()

    def _open_anew(self) -> None:
        """Give back what Oxigraph keeps of the files that it has read.

        That is up to 160 MB, which cannot be set from Python; the system keeps the same blocks,
        and hands them on quickly. An answer that is still being read keeps the old files open.
        """
        self._store = self._opened()
        memory.give_back()
        self._small = memory.resident()

    def _opened(self) -> pyoxigraph.Store:
        try:
            return pyoxigraph.Store.read_only(str(self.generation / self.folder))
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreUnavailable(
                msg("the store cannot be opened: {error}", error=error),
                place=str(self.path),
                hint=_RELOAD,
            ) from error

    def __del__(self) -> None:
        guard = getattr(self, "_guard", None)
        if guard is not None:
            try:
                os.close(guard)
            except OSError:
                return


def is_store(path: Path) -> bool:
    """Tell whether a folder is a store of sskg, finished or not."""
    return (path / MANIFEST).exists() or (path / LOCK).exists()


def verify(path: Path) -> list[str]:
    """Return what is wrong with a store on disk; nothing if it is as it was built.

    Every byte of every file is read, all triples are counted, and where the manifest has a digest
    of the triples, they are read back and compared with it.

    Raises:
        StoreUnavailable: it is no store, or another process writes it.
    """
    manifest, generation, guard = _hold(path)
    try:
        _refuse_writer(path, generation / GRAPH)
        problems = _compare(manifest, generation)
        if problems:
            return problems
        return _read_back(manifest, generation)
    finally:
        os.close(guard)


def _compare(manifest: Manifest, generation: Path) -> list[str]:
    problems: list[str] = []
    there = {path.relative_to(generation).as_posix(): path for path in manifests.files(generation)}
    for name, state in manifest.files.items():
        path = there.pop(name, None)
        try:
            if path is None:
                problems.append(msg("{name}: the file is missing", name=name))
            elif (size := path.stat().st_size) != state.size:
                problems.append(
                    msg(
                        "{name}: {size:,} bytes where {written:,} were written",
                        name=name,
                        size=size,
                        written=state.size,
                    )
                )
            elif manifests.sha256(path) != state.sha256:
                problems.append(msg("{name}: its bytes are not those that were written", name=name))
        except OSError as error:
            problems.append(msg("{name}: cannot be read: {why}", name=name, why=error.strerror))
    problems += [
        msg("{name}: a file that the store was not built with", name=name) for name in there
    ]
    return problems


def _read_back(manifest: Manifest, generation: Path) -> list[str]:
    problems: list[str] = []
    try:
        store = pyoxigraph.Store.read_only(str(generation / GRAPH))
        counts = [(len(store), manifest.dataset.stored)]
        if manifest.named:
            named = pyoxigraph.Store.read_only(str(generation / NAMED))
            counts.append((len(named), manifest.named))
        problems += [
            msg("{n:,} triples where {written:,} were written", n=count, written=written)
            for count, written in counts
            if count != written
        ]
        if manifest.content is not None and content_digest(store) != manifest.content:
            problems.append(msg("the triples are not those that were written"))
        problems += SqliteNames(generation / NAMES).verify()
    except (OSError, RuntimeError, ValueError) as error:
        problems.append(msg("the graph cannot be read: {error}", error=error))
    except StoreUnavailable as error:
        problems.append(
            msg("{where}: {reason}", where=error.place, reason=error.message)
            if error.place
            else error.message
        )
    return problems


def _hold(path: Path) -> tuple[Manifest, Path, int]:
    """Return the manifest, the generation, and a lock that keeps the generation from being swept.

    A load may make another generation current at any moment: then the manifest is read again.
    """
    for attempt in range(_TRIES):
        manifest = manifests.read(path)
        generation = path / manifest.generation
        try:
            guard = os.open(generation / READERS, os.O_RDONLY | os.O_CLOEXEC)
        except OSError as error:
            if attempt + 1 < _TRIES and manifests.read(path) != manifest:
                continue
            raise StoreUnavailable(
                msg(
                    "the store is damaged: {generation}/{readers}: {reason}",
                    generation=manifest.generation,
                    readers=READERS,
                    reason=error.strerror,
                ),
                place=str(path),
                hint=_RELOAD,
            ) from error
        if fcntl is not None:
            fcntl.flock(guard, fcntl.LOCK_SH)
        if generation.exists() and manifests.read(path) == manifest:
            return manifest, generation, guard
        os.close(guard)
    raise StoreUnavailable(msg("the store is loaded anew all the time"), place=str(path))


def _refuse_writer(path: Path, graph: Path) -> None:
    """Refuse a store that another process holds open to write, as Oxigraph's own lock tells."""
    if fcntl is None or not (graph / "LOCK").exists():
        return
    descriptor = os.open(graph / "LOCK", os.O_RDONLY)
    try:
        asked = struct.pack(_FLOCK, fcntl.F_WRLCK, os.SEEK_SET, 0, 0, 0)
        held, *_, owner = struct.unpack(_FLOCK, fcntl.fcntl(descriptor, fcntl.F_GETLK, asked))
    except (OSError, struct.error):
        return
    finally:
        os.close(descriptor)
    if held != fcntl.F_UNLCK:
        raise StoreUnavailable(
            msg("another process writes the store (process {owner})", owner=owner),
            place=str(path),
            hint=msg("end it, or open a copy"),
        )


def _quick_look(manifest: Manifest, generation: Path) -> None:
    """Refuse a store whose damage shows without reading the large files.

    Oxigraph's large files carry a checksum in each block, which is compared whenever a block is
    read. Those with strings are compared before the first question (`Digests`), and the index of
    names before the first search.
    """
    for name, state in manifest.files.items():
        path = generation / name
        try:
            stat = path.stat()
        except OSError as error:
            raise _damaged(
                generation, msg("{what}: {reason}", what=name, reason=error.strerror)
            ) from error
        if stat.st_size != state.size:
            raise _damaged(
                generation,
                msg(
                    "{name} has {size:,} bytes where {written:,} were written",
                    name=name,
                    size=stat.st_size,
                    written=state.size,
                ),
            )
        if state.size <= _SMALL and manifests.sha256(path) != state.sha256:
            raise _damaged(generation, _other_bytes(name))


class Digests:
    """Compares files with their digests before they are relied on.

    Files up to a quarter of a megabyte were compared when the store was opened.

    Args:
        manifest: what the files should be.
        generation: the folder that they are named from.
        names: of the files.
        ahead: whether to begin at once, on two threads; else when it is first asked.
    """

    def __init__(
        self, manifest: Manifest, generation: Path, names: Iterable[str], *, ahead: bool = True
    ) -> None:
        self._generation = generation
        self._states = {
            name: state for name in names if (state := manifest.files[name]).size > _SMALL
        }
        self._problems: dict[str, Message | None] = {}
        largest = sorted(self._states, key=lambda name: -self._states[name].size)
        self._threads = [
            threading.Thread(target=self._read, args=(names,), daemon=True)
            for names in (largest[::2], largest[1::2]) if names and ahead
        ]  # fmt: skip
        for thread in self._threads:
            thread.start()

    def _read(self, names: Iterable[str]) -> None:
        for name in names:
            self._problems[name] = self._problem(name)

    def _problem(self, name: str) -> Message | None:
        try:
            same = manifests.sha256(self._generation / name) == self._states[name].sha256
        except OSError as error:
            return msg("{what}: {reason}", what=name, reason=error.strerror)
        return None if same else _other_bytes(name)

    def compare(self) -> None:
        """Wait until all files have been compared.

        Raises:
            StoreUnavailable: one of them is damaged.
        """
        self.finish()
        for problem in self._problems.values():
            if problem is not None:
                raise _damaged(self._generation, problem)

    def finish(self) -> None:
        """Wait until all files have been compared, whatever was found."""
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        # Not begun, or in a forked child, in which the parent's threads do not go on.
        self._read([name for name in self._states if name not in self._problems])


def _other_bytes(name: str) -> Message:
    return msg("the bytes of {name} are not those that were written", name=name)


def _damaged(generation: Path, how: Message) -> StoreUnavailable:
    return StoreUnavailable(
        msg("the store is damaged: {how}", how=how), place=str(generation.parent), hint=_RELOAD
    )
