"""Source documents as the reader holds them: text, digest, passages by offset.

A document is recognised by the SHA-256 digest of its bytes, not by its name, so a reader may keep
the files under any name. Offsets count Unicode code points of the text exactly as it stands in the
file: line ends are not translated.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path  # noqa: TC003  (dataclass field)

from sskg.errors import UnreadableInput
from sskg.language.message import msg


@dataclass(frozen=True, slots=True)
class Document:
    r"""A text that a reader holds.

    Attributes:
        path: where it was read from.
        digest: lower-case hexadecimal SHA-256 of its bytes.
        text: its characters, line ends as they are.

    >>> from pathlib import Path
    >>> document = Document(Path("fund.txt"), "", "养老\nfund")
    >>> document.passage(3, 7), document.passage(5, 9), document.line(3)
    ('fund', None, 2)
    """

    path: Path
    digest: str
    text: str

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
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableInput(
            msg("cannot read the document: {reason}", reason=error.strerror), place=str(path)
        ) from error
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            msg("not UTF-8 at byte {n}", n=error.start),
            place=str(path),
            hint=msg("convert the document to UTF-8; offsets and digest are of that text"),
        ) from error
    return Document(path, hashlib.sha256(content).hexdigest(), text)


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
