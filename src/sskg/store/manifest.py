"""What a store on disk should be: written last when it is built, looked at whenever it is opened.

STORE/
  manifest.json     which generation is the store, its count, and each file's size and digest
  sskg.lock         held by the one process that loads
  g-…/              a generation: built beside, made current by renaming the manifest
    graph/          Oxigraph's files
    named/          the same graph with names for its blank nodes, and claims for its annotations,
                    where it has such
    names.sqlite    the index of names
    readers.lock    shared by all that read it, so that none loses its files under its hands
"""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import StoreUnavailable
from sskg.language.message import msg
from sskg.rdf.terms import Prologue
from sskg.store.datasets import Dataset

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST: Final = "manifest.json"
LOCK: Final = "sskg.lock"
READERS: Final = "readers.lock"
GRAPH: Final = "graph"
NAMED: Final = "named"
NAMES: Final = "names.sqlite"
VERSION: Final = 4
"""Version 4 tells which files hold strings and how graphs overlap, keeps no times, and names blank
nodes."""

_LOG: Final = "LOG"
_LARGEST: Final = 100_000_000


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it was when the store was built.

    Attributes:
        size: in bytes.
        sha256: of its bytes.
    """

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A store as it was when it was built.

    Attributes:
        generation: name of the folder that holds it.
        dataset: how many triples there are, and in which graphs.
        prologue: what a reader's query need not declare.
        unread: IRIs of what the graph imports and was not read.
        content: the digest of its triples (`sskg.store.digest`), or None where none was asked for.
        engine: version of pyoxigraph that wrote it.
        files: by path within the generation.
        strings: those of them that hold the strings of terms (`sskg.store.string_tables`).
        blank: how many triples have blank nodes, where there are too many to name them.
        named: how many triples there are where blank nodes have names and annotations name the
            parts of what they state; 0 where that is not written.
    """

    generation: str
    dataset: Dataset
    prologue: Prologue
    unread: tuple[str, ...]
    content: str | None
    engine: str
    files: dict[str, FileState]
    strings: tuple[str, ...]
    blank: int
    named: int

    def tables(self, folder: str, *, strings: bool = False) -> list[str]:
        """Return the files of one of Oxigraph's folders, or those of them that hold strings."""
        return [
            name
            for name in (self.strings if strings else self.files)
            if name.startswith(f"{folder}/")
        ]


def read(store: Path) -> Manifest:
    """Return a store's manifest.

    Raises:
        StoreUnavailable: there is none, it is damaged, or of a version that is not known.
    """
    path = store / MANIFEST
    try:
        record = json.loads(_content(path))
        version = record["sskg-store"]
        if isinstance(version, int) and version != VERSION:
            newer = version > VERSION
            raise StoreUnavailable(
                msg(
                    "the store is of version {version}, and this sskg reads version {known}",
                    version=version,
                    known=VERSION,
                ),
                place=str(store),
                hint=(
                    msg("update sskg, or load the store again from its files")
                    if newer
                    else msg("load the store again from its files")
                ),
            )
        _compare(record.pop("checksum"), record)
        return Manifest(
            _plain(record["generation"]),
            Dataset(**record["dataset"]),
            Prologue(**record["prologue"]),
            tuple(map(str, record["unread"])),
            record["content"],
            str(record["engine"]),
            {name: FileState(**state) for name, state in record["files"].items()},
            tuple(map(str, record["strings"])),
            int(record["blank"]),
            int(record["named"]),
        )
    except FileNotFoundError:
        raise StoreUnavailable(
            (
                msg("this folder is no store of sskg")
                if not (store / LOCK).exists()
                else msg("the store was never finished: its loading broke off")
            ),
            place=str(store),
            hint=msg("sskg load STORE FILE… builds one"),
        ) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise StoreUnavailable(
            msg("the store's manifest is damaged: {error}", error=error),
            place=str(path),
            hint=msg("load the store again from its files"),
        ) from error


def write(store: Path, manifest: Manifest) -> None:
    """Make a generation the store, at once and for good: on disk when this returns.

    Raises:
        OSError: it cannot be written; the store is then as it was.
    """
    record: dict[str, Any] = {
        "sskg-store": VERSION,
        **asdict(manifest),
        "dataset": manifest.dataset._asdict(),
        "prologue": manifest.prologue._asdict(),
    }
    record["checksum"] = _checksum(record)
    beside = store / f".{MANIFEST}.new"
    with beside.open("w", encoding="utf-8") as stream:
        json.dump(record, stream, indent=1)
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(store / MANIFEST)
    sync(store)


def states(generation: Path, place: Path) -> dict[str, FileState]:
    """Return the state of a file of a generation, or of all below a folder of it."""
    by_name = {}
    for path in files(place) if place.is_dir() else [place]:
        name = path.relative_to(generation).as_posix()
        by_name[name] = FileState(path.stat().st_size, sha256(path))
    return by_name


def files(folder: Path) -> Iterator[Path]:
    """Yield the files that make up a generation, in order of name.

    Oxigraph's log book and the locks are left out: they change when the store is read.
    """
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name not in {_LOG, READERS, "LOCK"}:
            yield path


def sha256(path: Path) -> str:
    """Return a file's digest in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync(path: Path) -> None:
    """Wait until a file's or a folder's content is on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Wait until all files and folders below a folder are on disk."""
    for path in sorted(folder.rglob("*")):
        sync(path)
    sync(folder)


def _plain(name: object) -> str:
    """Return a generation's name, which must not lead out of the store."""
    if not isinstance(name, str) or "/" in name or "\\" in name or not name.startswith("g-"):
        raise ValueError("it names no generation")
    return name


def _content(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise ValueError("it is too large")
    return path.read_bytes()


def _compare(checksum: object, record: dict[str, Any]) -> None:
    if checksum != _checksum(record):
        raise ValueError("it does not match its own checksum")


def _checksum(record: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(record, sort_keys=True).encode()).hexdigest()
