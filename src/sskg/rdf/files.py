"""RDF files in, and files out without ever leaving half of one.

The format follows from the suffix, also under `.gz`, `.bz2` and `.xz`:
.ttl .nt .nq .trig .rdf .owl .xml .jsonld.

What others wrote is read through a guard (`nesting.py`), which refuses what crashes parsers.
"""

from __future__ import annotations

import io
import os
import re
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Final, cast

from pyoxigraph import RdfFormat, Store, parse

from sskg.errors import RequestError, UnreadableInput, UnwritableOutput
from sskg.language.message import msg, verbatim
from sskg.rdf.nesting import guarded
from sskg.rdf.prologues import Head, Watch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from sskg.errors import SskgError
    from sskg.language.message import Message

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
COMPRESSIONS = (".gz", ".bz2", ".xz")

_SMALL: Final = 4 << 20
_BLOCK: Final = 1 << 16
# As a path has it, in which two slashes are one.
_ADDRESS = r"(?i:([a-z][a-z0-9+.-]+):/+(.*))"
# What Oxigraph says before what is wrong: the place, which errors here have of their own.
_PARSER_PLACE = r"Parser error (?:at|between) [^:]*: "


def rdf_format(path: Path) -> RdfFormat:
    """Return the RDF format that a file's suffix names, also under a compression's.

    Raises:
        UnreadableInput: the suffix names no format.
    """
    suffix = _suffix(path)
    try:
        return FORMATS[suffix]
    except KeyError:
        raise UnreadableInput(
            msg("the suffix “{suffix}” names no RDF format", suffix=suffix),
            place=str(path),
            hint=msg("known: {names}, each also with .gz, .bz2 or .xz", names=" ".join(FORMATS)),
        ) from None


def rdf_files(path: Path) -> tuple[Path, ...]:
    """Return the RDF files that a path stands for: itself, or those of a folder, in order of name.

    Raises:
        UnreadableInput: nothing is there, or the folder holds no RDF file.
    """
    try:
        if path.is_dir():
            paths = sorted(child for child in path.iterdir() if is_rdf_file(child))
            if not paths:
                raise UnreadableInput(
                    msg("the folder holds no RDF file"),
                    place=str(path),
                    hint=msg(
                        "RDF files end in {names}; folders within are not looked into",
                        names=" ".join(FORMATS),
                    ),
                )
            return tuple(paths)
        path.stat()
    except FileNotFoundError as error:
        raise _not_there(path) from error
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read it: {reason}", reason=error.strerror), place=str(path)
        ) from error
    return (path,)


def _not_there(path: Path) -> SskgError:
    """Return what to say of a file that is not there: it may be an address, or mistyped."""
    if address := re.match(_ADDRESS, str(path)):
        scheme = address[1]
        return RequestError(
            msg("“{scheme}://” is no address that sskg reads", scheme=scheme),
            place=f"{scheme}://{address[2]}",
            hint=(
                msg("write the path alone")
                if scheme == "file"
                else msg(
                    "graphs are files, folders, a store on disk, or the http(s):// URL of a SPARQL "
                    "endpoint: fetch the file, and name it"
                )
            ),
        )
    from difflib import get_close_matches

    beside = [child.name for child in path.parent.iterdir()] if path.parent.is_dir() else []
    near = get_close_matches(path.name, beside, n=1)
    hint = msg("paths start at this folder")
    if near:
        hint = msg("did you mean {names}?", names=path.parent / near[0])
    if not path.parent.is_dir():
        hint = msg("there is no folder {path} either", path=path.parent)
    return UnreadableInput(msg("no such file"), place=str(path), hint=hint)


def is_rdf_file(path: Path) -> bool:
    """Tell whether a path is a file, and its suffix names an RDF format."""
    return _suffix(path) in FORMATS and path.is_file()


def read_bytes(path: Path) -> bytes:
    """Return a file's content, unpacked where its name ends in `.gz`, `.bz2` or `.xz`.

    Raises:
        UnreadableInput: it cannot be read or unpacked.
    """
    with reading(path), unpacked(path) as stream:
        return stream.read()


_PACKED = (".gz", ".bz2", ".xz")


@contextmanager
def unpacked(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for bytes, unpacked as they are read where its name says that it is packed."""
    with path.open("rb") as raw, unpack(raw, path.suffix) as stream:
        yield stream


def unpack(raw: IO[bytes], suffix: str) -> IO[bytes]:
    """Return a stream that unpacks what another gives, as `.gz`, `.bz2` or `.xz`; else that one."""
    # The unpackers take no bytes at all for an empty text, but no packer writes so little.
    if suffix.lower() in _PACKED and isinstance(raw, io.BufferedReader) and not raw.peek(1):
        raise EOFError
    # Imported where they are needed: most graphs are not packed, and a lookup starts without.
    match suffix.lower():
        case ".gz":
            import gzip

            return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
        case ".bz2":
            import bz2

            return cast("IO[bytes]", bz2.BZ2File(raw))
        case ".xz":
            import lzma

            return cast("IO[bytes]", lzma.LZMAFile(raw))
        case _:
            return raw


@contextmanager
def reading(
    place: Path | str, line_at_fault: Callable[[], Message | None] = lambda: None
) -> Iterator[None]:
    """Turn what can go wrong while RDF is read into UnreadableInput with its place.

    Args:
        place: what is read.
        line_at_fault: finds the place of an error that the parser gives no line for.
    """
    try:
        yield
    except SyntaxError as error:
        message = re.sub(_PARSER_PLACE, "", str(error.msg).split("\n")[0])
        hint = msg("mend the file there; nothing of it was taken")
        if "context" in message.lower() and "load" in message.lower():
            hint = msg("a remote @context is never fetched: write the context into the file")
        raise UnreadableInput(
            verbatim(message),
            place=(
                msg(
                    "{where}, line {line}, column {column}",
                    where=place,
                    line=error.lineno,
                    column=error.offset,
                )
                if error.lineno
                else line_at_fault() or verbatim(str(place))
            ),
            hint=hint,
        ) from error
    except MemoryError as error:
        # Oxigraph's parser says so of a single term beyond its buffer, not only of the machine's.
        why = verbatim(str(error)) if str(error) else msg("out of memory")
        raise UnreadableInput(
            msg("more than can be read at once: {reason}", reason=why),
            place=str(place),
            hint=msg("is it RDF at all? a single text of it is too long"),
        ) from error
    except (OSError, EOFError, zlib.error, _lzma_error()) as error:
        reason = getattr(error, "strerror", None)
        if reason:
            raise UnreadableInput(
                msg("cannot read the file: {reason}", reason=reason), place=str(place)
            ) from error
        # The unpackers speak of their own insides.
        cut = isinstance(error, EOFError)
        raise UnreadableInput(
            (
                msg("the packed file is cut short")
                if cut
                else msg("the file is not packed as its name says")
            ),
            place=str(place),
            hint=(
                msg("fetch or pack it again; nothing of it was taken")
                if cut
                else msg("rename it if it is not packed; if it is, it is damaged: pack it again")
            ),
        ) from error


def _lzma_error() -> type[Exception]:
    # Asked for only once something went wrong.
    import lzma

    return lzma.LZMAError


def _suffix(path: Path) -> str:
    packed = path.suffix.lower() in COMPRESSIONS
    return (os.path.splitext(path.stem)[1] if packed else path.suffix).lower()


def load(paths: Iterable[Path]) -> Store:
    """Read RDF files into one store in memory.

    Raises:
        UnreadableInput: a file cannot be read or does not parse; the place has line and column.
    """
    store = Store()
    for path in paths:
        read_into(store, path)
    return store


def read_into(store: Store, path: Path) -> Head:
    """Add the content of one RDF file to a store, and return its head.

    Raises:
        UnreadableInput: it cannot be read or does not parse; the place has line and column.
    """
    form = rdf_format(path)
    base = path.resolve().as_uri()
    with reading(path, lambda: line_at_fault(path, form, base)), unpacked(path) as stream:
        # For a small file, the bulk loader's threads cost more than they save.
        load = store.load if path.stat().st_size < _SMALL else store.bulk_load
        watch = Watch(form)
        content = guarded(stream, form, str(path), watch)
        head = Head.of(content, form, base, watch, lambda: _again(path, form))
        load(input=content, format=form, base_iri=base)
    return head


@contextmanager
def _again(path: Path, form: RdfFormat) -> Iterator[IO[bytes]]:
    with unpacked(path) as stream:
        yield guarded(stream, form, str(path))


def line_at_fault(path: Path, form: RdfFormat, base: str) -> Message | None:
    """Return the place of what does not parse, for formats in which Oxigraph tells no line.

    The file is read once more, line by line: the parser stops in the line that it was given last.
    JSON-LD is understood once an object is whole.
    """
    with unpacked(path) as stream:
        lines = _ByLine(guarded(stream, form, str(path)))
        try:
            for _ in parse(input=cast("IO[bytes]", lines), format=form, base_iri=base):
                pass
        except SyntaxError:
            if form == RdfFormat.JSON_LD:
                return msg("{where}, in what ends in line {line}", where=path, line=lines.line)
            return msg("{where}, line {line}", where=path, line=lines.line)
    return None


class _ByLine:
    """Give a stream's bytes line by line, a very long line in pieces."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._ended = True
        self.line = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next line, or a piece of it."""
        piece = self._stream.readline(min(size, _BLOCK) if size > 0 else _BLOCK)
        self.line += self._ended and bool(piece)
        self._ended = piece.endswith(b"\n")
        return piece


@contextmanager
def writing(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing beside its place, and rename it there when all of it is written.

    Whatever fails, the file that was there before stays as it was. What a link points to is
    written, not the link; a device or a pipe is written into, for renaming would replace it.

    Raises:
        UnwritableOutput: the file cannot be written.
    """
    import tempfile  # a lookup writes no file
    from pathlib import Path

    named, path = path, Path(os.path.realpath(path))
    try:
        # In a folder that may not be looked into, even this is an error.
        special = path.exists() and not path.is_file()
        if not special:
            descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise _unwritable(error, named) from error
    if special:
        with _writing_into(path, named) as stream:
            yield stream
        return
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
            msg("cannot write the file: {reason}", reason=error.strerror), place=str(named)
        ) from error
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise


@contextmanager
def _writing_into(path: Path, named: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("wb") as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error, named) from error


def _unwritable(error: OSError, named: Path) -> UnwritableOutput:
    missing = isinstance(error, FileNotFoundError)
    hint = msg("name another file")
    if missing:
        hint = msg("make the folder {folder} first", folder=named.parent)
    return UnwritableOutput(
        msg("cannot write here: {reason}", reason=error.strerror), place=str(named), hint=hint
    )


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
