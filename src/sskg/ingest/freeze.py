"""From a file to its frozen text: what the file is, and its extractor in a process with limits."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

from sskg.errors import QueryTimeout, SskgError, Unavailable, UnreadableInput
from sskg.language.message import listed, msg
from sskg.process import confined

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.ingest.freezing.draft import Frozen

# Suffix → (module, function, what the file begins with).
_FORMS: Final = {
    ".txt": ("plain", "freeze", b""),
    ".text": ("plain", "freeze", b""),
    ".md": ("hypertext", "freeze_markdown", b""),
    ".markdown": ("hypertext", "freeze_markdown", b""),
    ".html": ("hypertext", "freeze", b""),
    ".htm": ("hypertext", "freeze", b""),
    ".xhtml": ("hypertext", "freeze", b""),
    ".docx": ("word", "freeze", b"PK\x03\x04"),
    ".pdf": ("portable", "freeze", b"%PDF-"),
}
_MAGIC: Final = {
    b"%PDF-": "PDF",
    b"PK\x03\x04": "ZIP",
    b"\xd0\xcf\x11\xe0": "Office",
    b"{\\rtf": "RTF",
}
_BYTES: Final = 100 << 20
_SECONDS: Final = 300.0
_SLACK: Final = 1024
"""Bytes before which a PDF must begin."""


def freeze(path: Path, content: bytes) -> Frozen:
    """Read a document in a process with limits and without a network.

    Args:
        path: its name, which says what it is.
        content: its bytes.

    Raises:
        UnreadableInput: it cannot be read; message and hint say why.
    """
    suffix = path.suffix.lower()
    module, function, _magic = _form(path, content)
    extractor = import_module(f"sskg.ingest.freezing.{module}")
    try:
        frozen: Frozen = confined.run(
            lambda: getattr(extractor, function)(content), confined.limits(default=_SECONDS)
        )
    except UnreadableInput as error:
        error.place = error.place or str(path)
        raise
    except ModuleNotFoundError as error:
        raise Unavailable(
            msg("reading {suffix} needs the package {name}", suffix=suffix, name=error.name),
            hint=msg("install it: pip install 'sskg[ingest]'"),
        ) from error
    except (QueryTimeout, Unavailable, MemoryError, RecursionError) as error:
        raise _beyond(path, error) from error
    if not any(map(str.isalnum, frozen.text)):
        raise UnreadableInput(
            msg("the document holds no text"),
            place=str(path),
            hint=msg("if it shows text, it is a picture: recognise the text first"),
        )
    return frozen


def _beyond(path: Path, error: BaseException) -> SskgError:
    late = isinstance(error, QueryTimeout)
    return UnreadableInput(
        msg("reading the document took too long")
        if late
        else msg("reading the document needs more memory than it may have"),
        place=str(path),
        hint=msg("it may be damaged or hostile: save its text alone, and ingest that"),
    )


def content_of(path: Path) -> bytes:
    """Return the bytes of a document.

    Raises:
        UnreadableInput: it cannot be read, is empty, or is larger than a document is.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise UnreadableInput(
                msg("the file has more than {n} megabytes", n=_BYTES >> 20),
                place=str(path),
                hint=msg("divide it, and ingest its parts"),
            )
        with path.open("rb") as stream:
            content = stream.read(_BYTES)
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read the document: {reason}", reason=error.strerror), place=str(path)
        ) from error
    if not content.strip():
        raise UnreadableInput(msg("the file is empty"), place=str(path))
    return content


def _form(path: Path, content: bytes) -> tuple[str, str, bytes]:
    """Return the extractor that a file's name asks for, if its content agrees."""
    form = _FORMS.get(path.suffix.lower())
    if form is None:
        raise UnreadableInput(
            msg("sskg ingest does not read “{suffix}”", suffix=path.suffix or path.name),
            place=str(path),
            hint=msg("it reads {names}: save the document as one of them",
                     names=listed([*_FORMS])),
        )  # fmt: skip
    magic = form[2]
    actual = next((name for start, name in _MAGIC.items() if content.startswith(start)), None)
    fits = magic in content[:_SLACK] if magic == b"%PDF-" else content.startswith(magic)
    if not fits or (not magic and actual):
        encrypted = magic == b"PK\x03\x04" and actual == "Office"
        raise UnreadableInput(
            msg("the document is encrypted, or from an old version of Word")
            if encrypted
            else msg("the file is not what its name says: {form}", form=actual or msg("text")),
            place=str(path),
            hint=msg("save a copy without its password, as .docx")
            if encrypted
            else msg("rename it after what it is"),
        )
    return form
