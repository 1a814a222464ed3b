"""Keeps what is worked out of the packaged files from one run to the next.

The words of the ontology, the profiles and the names of the packaged graph take a lookup a seventh
of its time. They stay the same until one of the files or this package changes, so they are kept in
the user's folder for such things. Nothing needs it: where it cannot be read or written, all is
worked out anew.
"""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from zlib import crc32

from sskg.ontology.assets import PACKAGE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

FOLDER: Final = "SSKG_CACHE"
"""The environment variable that names the folder; where it is empty, nothing is kept."""

_ROOMS: Final = ("names", "graph", "ontology", "store", "rdf", "language")
"""What is kept is worked out by modules of these; `model` only holds values."""
_OTHERS_MAY_WRITE: Final = 0o022


def state_of(places: Iterable[str | Path]) -> bytes:
    """Return what differs when some files or this package differ.

    The files are compared by their bytes, and the modules of this package by time and size, as
    Python compares them with its bytecode.

    Raises:
        OSError: a file cannot be read.
    """
    read = [(os.path.basename(place), content(place)) for place in places]
    files = " ".join(f"{name} {len(text)} {crc32(text)}" for name, text in read)
    return f"{files} {_package()}\n".encode("utf-8", "surrogatepass")


def content(place: str | Path) -> bytes:
    """Return a file's bytes.

    Raises:
        OSError: it cannot be read.
    """
    with open(place, "rb") as file:
        return file.read()


def remembered(name: str, state: bytes | None, work_out: Callable[[], Any]) -> Any:
    """Return what is worked out of some files, kept from an earlier run where there was one.

    Args:
        name: what it is kept under; always the same for the same function.
        state: of the files, found out before they were read; None for what is not kept.
        work_out: returns it, made of tuples, lists, dictionaries, sets, texts, numbers and None.

    Raises:
        Exception: whatever `work_out` raises.
    """
    place = place_of(name) if state is not None else None
    if place is None or state is None:
        return work_out()
    kept = _read(place, state)
    if kept is None:
        kept = (work_out(),)
        _write(place, state, marshal.dumps(kept))
    return kept[0]


def place_of(name: str) -> str | None:
    """Return where something is kept; each version of Python and each copy has its own place."""
    folder = _folder()
    if folder is None:
        return None
    copy = crc32(PACKAGE.encode("utf-8", "surrogatepass"))
    return os.path.join(folder, f"{name}.{sys.implementation.cache_tag}.{copy:08x}")


def _folder() -> str | None:
    chosen = os.environ.get(FOLDER)
    if chosen is not None:
        return chosen or None
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches") if "HOME" in os.environ else None
    else:
        base = os.environ.get("XDG_CACHE_HOME")
        if not base and "HOME" in os.environ:
            base = os.path.expanduser("~/.cache")
    # A relative path would mean another folder in each folder that the program is started from.
    return os.path.join(base, "sskg") if base and os.path.isabs(base) else None


@cache
def _package() -> str:
    states = [state for room in _ROOMS for state in _modules(os.path.join(PACKAGE, room))]
    text = "\n".join(sorted(states)).encode("utf-8", "surrogatepass")
    return f"{len(text)} {crc32(text)}"


def _modules(folder: str) -> list[str]:
    states = []
    for entry in os.scandir(folder):
        if entry.name.endswith(".py"):
            state = entry.stat()
            states.append(f"{entry.path} {state.st_size} {state.st_mtime_ns}")
        elif "." not in entry.name and entry.name != "__pycache__" and entry.is_dir():
            states += _modules(entry.path)
    return states


def _read(place: str, state: bytes) -> tuple[Any] | None:
    try:
        with open(place, "rb") as file:
            folder = os.stat(os.path.dirname(place))
            if not is_ours(os.fstat(file.fileno())) or not is_ours(folder):
                return None
            if file.read(len(state)) != state:
                return None
            digest, packed = file.read(4), file.read()
    except OSError:
        return None
    if digest != crc32(packed).to_bytes(4, "big"):
        return None
    kept = marshal.loads(packed)  # noqa: S302  (a file of the user's own, whole as it was written)
    return kept if isinstance(kept, tuple) else None


def is_ours(state: os.stat_result) -> bool:
    """Tell whether nobody else can have written a file, or into a folder."""
    if sys.platform == "win32":
        return True
    return state.st_uid == os.geteuid() and not state.st_mode & _OTHERS_MAY_WRITE


def _write(place: str, state: bytes, packed: bytes) -> None:
    """Put a file in its place whole, or not at all."""
    new = f"{place}.{os.getpid()}"
    # A home that cannot be written, or a full disk: the next run works it out again.
    with contextlib.suppress(OSError):
        folder = os.path.dirname(place)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        if not is_ours(os.stat(folder)):
            return
        try:
            with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(state + crc32(packed).to_bytes(4, "big") + packed)
            os.replace(new, place)
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(new)
