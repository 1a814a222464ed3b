"""Writes a folder whole, or leaves the one that is there as it is."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sskg.errors import RequestError, UnwritableOutput
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterator

MARK: Final = ".sskg-site"
"""The file that says that a folder holds a site of ours and nothing else."""


@contextmanager
def replaced(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into, and put it in the place of the old one when all is there.

    Raises:
        RequestError: the folder holds something else than a site.
        UnwritableOutput: it cannot be written.
    """
    _refuse_others(folder)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    except OSError as error:
        raise _unwritable(error, folder) from error
    old = None
    try:
        yield new
        (new / MARK).write_text("made by sskg site; made anew, it replaces the whole folder\n")
        # A new folder is for its owner alone, which no web host could read.
        new.chmod(0o755)
        if folder.exists():
            old = new.with_name(f"{new.name}.old")
            folder.rename(old)
        new.rename(folder)
    except OSError as error:
        if old is not None and old.exists() and not folder.exists():
            old.rename(folder)
        raise _unwritable(error, folder) from error
    finally:
        for left in (new, old):
            if left is not None and left.exists():
                shutil.rmtree(left, ignore_errors=True)


def _refuse_others(folder: Path) -> None:
    try:
        if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
            raise RequestError(
                msg("“{path}” is no folder", path=folder), hint=msg("name a new folder")
            )
        if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
            raise RequestError(
                msg("“{path}” holds other files, and a site replaces its folder whole",
                    path=folder),
                hint=msg("name a new folder"),
            )  # fmt: skip
    except OSError as error:
        raise _unwritable(error, folder) from error


def _unwritable(error: OSError, folder: Path) -> UnwritableOutput:
    reason = error.strerror or os.strerror(error.errno or 0)
    return UnwritableOutput(msg("cannot write it: {reason}", reason=reason), place=str(folder))
