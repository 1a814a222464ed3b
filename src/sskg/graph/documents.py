"""Source documents as the reader holds them: text, digest, passages by offset.

A document is recognised by the SHA-256 digest of its bytes, not by its name, so a reader may keep
the files under any name. Offsets count Unicode code points of the text exactly as it stands in the
file: line ends are not translated.
"""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Final

from sskg.errors import UnreadableInput
from sskg.language.message import msg
from sskg.ontology import assets
from sskg.ontology.remembered import content, remembered, state_of
from sskg.record import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_DIGESTS: Final = "SHA256SUMS"


@record
class Document:
    r"""A text that a reader holds.

    Attributes:
        place: the file that it was read from.
        digest: lower-case hexadecimal SHA-256 of its bytes.
        text: its characters, line ends as they are.

    >>> from pathlib import Path
    >>> document = Document(Path("fund.txt"), "", "养老\nfund")
    >>> document.passage(3, 7), document.passage(5, 9), document.line(3)
    ('fund', None, 2)
    """

    place: str | Path
    digest: str
    text: str

    @property
    def path(self) -> Path:
        """The file that it was read from."""
        from pathlib import Path  # a lookup in a text of the package needs none

        return Path(self.place)

    def passage(self, start: int, end: int) -> str | None:
        """Return the characters from start up to end, or None where the span is not in the text."""
        return self.text[start:end] if 0 <= start < end <= len(self.text) else None

    def line(self, offset: int) -> int:
        """Return the 1-based line that an offset lies in."""
        return self.text.count("\n", 0, offset) + 1


def read_document(path: Path) -> Document:
    """Read one document.

    Raises:
        UnreadableInput: the file cannot be read or is not UTF-8.
    """
    held, text = _read(path)
    return Document(path, _digest(held), text)


def _digest(content: bytes) -> str:
    import hashlib  # which takes longer than all else that a lookup does with a document

    return hashlib.sha256(content).hexdigest()


def _read(path: str | Path) -> tuple[bytes, str]:
    try:
        held = content(path)
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read the document: {reason}", reason=error.strerror), place=str(path)
        ) from error
    try:
        text = held.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            msg("not UTF-8 at byte {n}", n=error.start),
            place=str(path),
            hint=msg("convert the document to UTF-8; offsets and digest are of that text"),
        ) from error
    return held, text


@cache
def packaged() -> Mapping[str, str]:
    """Return where the texts are that come with the package, by digest, without reading them."""
    folder = assets.texts_place()
    with open(os.path.join(folder, _DIGESTS), encoding="utf-8") as lines:
        names = dict(line.split() for line in lines)
    return {digest: os.path.join(folder, name) for digest, name in names.items()}


@cache
def _packaged_document(digest: str) -> Document | None:
    # A text that was changed is not the one that offsets count in.
    if digest not in packaged() or digest not in _verified():
        return None
    place = packaged()[digest]
    return Document(place, digest, _read(place)[1])


@cache
def _verified() -> frozenset[str]:
    """Return the digests of the texts that come with the package, as they are."""
    places = [place for place in packaged().values() if os.path.isfile(place)]

    def digests() -> list[str]:
        return [_digest(content(place)) for place in places]

    return frozenset(remembered("texts", state_of(places), digests)) & packaged().keys()


def held(digest: str, documents: Mapping[str, Document] | None = None) -> Document | None:
    """Return a document by digest: the reader's copy, or else that of the package."""
    mine = (documents or {}).get(digest)
    return mine if mine is not None else _packaged_document(digest)


def read_documents(folder: Path) -> dict[str, Document]:
    """Read every text file (`*.txt`) of a folder, by digest.

    Raises:
        UnreadableInput: the folder is not there, or a file in it cannot be read.
    """
    if not folder.is_dir():
        raise UnreadableInput(
            msg("no such folder"),
            place=str(folder),
            hint=msg("--sources takes the folder that holds your copies of the source documents"),
        )
    documents = [read_document(path) for path in sorted(folder.glob("*.txt"))]
    return {document.digest: document for document in documents}
