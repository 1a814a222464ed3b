"""RDF files in, and files out without ever leaving half of one.

The format follows from the suffix, also under `.gz`: .ttl .nt .nq .trig .rdf .owl .xml .jsonld.
"""

from __future__ import annotations

import gzip
import os
import tempfile
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from pyoxigraph import RdfFormat, Store

from sskg.errors import UnreadableInput, UnwritableOutput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORMATS = {
    ".ttl": RdfFormat.TURTLE,
    ".nt": RdfFormat.N_TRIPLES,
    ".nq": RdfFormat.N_QUADS,
    ".trig": RdfFormat.TRIG,
    ".rdf": RdfFormat.RDF_XML,
    ".owl": RdfFormat.RDF_XML,
    ".xml": RdfFormat.RDF_XML,
    ".jsonld": RdfFormat.JSON_LD,
}


def rdf_format(path: Path) -> RdfFormat:
    """Return the RDF format that a file's suffix names, also under `.gz`.

    Raises:
        UnreadableInput: the suffix names no format.
    """
    suffix = Path(path.stem).suffix if path.suffix == ".gz" else path.suffix
    try:
        return FORMATS[suffix.lower()]
    except KeyError:
        raise UnreadableInput(
            f"the suffix “{suffix}” names no RDF format",
            place=str(path),
            hint="known: " + " ".join(FORMATS) + ", each also with .gz",
        ) from None


def rdf_files(path: Path) -> tuple[Path, ...]:
    """Return the RDF files that a path stands for: itself, or those of a folder, in order of name.

    Raises:
        UnreadableInput: nothing is there, or the folder holds no RDF file.
    """
    if path.is_dir():
        found = sorted(
            child
            for child in path.iterdir()
            if child.is_file()
            and (Path(child.stem).suffix if child.suffix == ".gz" else child.suffix) in FORMATS
        )
        if not found:
            raise UnreadableInput("the folder holds no RDF file", place=str(path))
        return tuple(found)
    if not path.exists():
        raise UnreadableInput("no such file", place=str(path))
    return (path,)


def read_bytes(path: Path) -> bytes:
    """Return a file's content, unpacked where its name ends in `.gz`.

    Raises:
        UnreadableInput: it cannot be read or unpacked.
    """
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if path.suffix == ".gz" else content
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableInput(f"cannot read the file: {reason}", place=str(path)) from error


def load(paths: Iterable[Path]) -> Store:
    """Read RDF files into one store in memory.

    Raises:
        UnreadableInput: a file cannot be read or does not parse; the place has line and column.
    """
    store = Store()
    for path in paths:
        try:
            store.bulk_load(
                input=read_bytes(path),
                format=rdf_format(path),
                base_iri=path.resolve().as_uri(),
            )
        except SyntaxError as error:
            raise UnreadableInput(
                str(error.msg).split("\n")[0],
                place=f"{path}, line {error.lineno}, column {error.offset}"
                if error.lineno
                else str(path),
                hint="mend the file there; nothing of it was taken",
            ) from error
    return store


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing beside its place, and rename it there when all of it is written.

    Whatever fails, the file that was there before stays as it was.

    Raises:
        UnwritableOutput: the file cannot be written.
    """
    try:
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise UnwritableOutput(
            f"cannot write here: {error.strerror}", place=str(path), hint="choose another --output"
        ) from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        Path(beside).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        Path(beside).replace(path)
    except OSError as error:
        Path(beside).unlink(missing_ok=True)
        raise UnwritableOutput(
            f"cannot write the file: {error.strerror}", place=str(path)
        ) from error
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
