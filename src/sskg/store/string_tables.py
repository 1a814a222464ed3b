"""Which of a store's files hold the strings table, as RocksDB's own manifest tells.

Oxigraph keeps the texts of terms apart from the triples. Where one of those files is damaged, its
expressions and CONSTRUCT take the error for "no value" and answer wrongly, without a word. All
other files have a checksum in each block, and a query that meets damage fails. So these files, and
only these, are compared with their digests before a store is asked.

Format: https://github.com/facebook/rocksdb/wiki/MANIFEST (version edits in records of its log
format). What cannot be read here counts as a strings table: that costs time, and hides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

_FAMILY: Final = b"id2str"
_BLOCK: Final = 32768
_HEADER: Final = 7
_FULL, _FIRST, _MIDDLE, _LAST = 1, 2, 3, 4

# Tags of version edits, by what follows them.
_NUMBERS: Final = frozenset({2, 3, 4, 9, 10, 203, 300})
_TEXTS: Final = frozenset({1, 202})
_FAMILY_NUMBER: Final = 200
_FAMILY_ADDED: Final = 201
_DELETED_FILE: Final = 6
_COMPACT_CURSOR: Final = 5
_NEW_FILE: Final = 103
_IGNORABLE: Final = 1 << 13


def string_tables(graph: Path) -> list[str]:
    """Return the names of the table files that may hold strings.

    Args:
        graph: the folder of Oxigraph's files, closed.
    """
    tables = sorted(path.name for path in graph.glob("*.sst"))
    try:
        current = (graph / "CURRENT").read_text("ascii").strip()
        others = _others((graph / current).read_bytes())
    except (OSError, ValueError, IndexError):
        return tables
    return [name for name in tables if name not in others]


def _others(manifest: bytes) -> set[str]:
    """Return the names of the files that surely hold no strings.

    Raises:
        ValueError, IndexError: the manifest is not as it is known.
    """
    names: dict[int, bytes] = {0: b"default"}
    files: dict[int, bytes] = {}
    for record in _records(manifest):
        edit = _Edit(record)
        family, added, deleted = edit.read()
        if edit.name is not None:
            names[family] = edit.name
        files.update(dict.fromkeys(added, names.get(family, b"")))
        for number in deleted:
            files.pop(number, None)
    if _FAMILY not in names.values():
        raise ValueError("no table of strings")
    return {f"{number:06d}.sst" for number, family in files.items() if family not in {_FAMILY, b""}}


def _records(log: bytes) -> list[bytes]:
    """Return the records of a file in RocksDB's log format, their parts joined."""
    records: list[bytes] = []
    parts: list[bytes] = []
    at = 0
    while at + _HEADER <= len(log):
        left = _BLOCK - at % _BLOCK
        if left < _HEADER:
            at += left
            continue
        length = int.from_bytes(log[at + 4 : at + 6], "little")
        kind = log[at + 6]
        content = log[at + _HEADER : at + _HEADER + length]
        if kind not in {_FULL, _FIRST, _MIDDLE, _LAST} or len(content) != length:
            raise ValueError("an unknown record")
        parts.append(content)
        if kind in {_FULL, _LAST}:
            records.append(b"".join(parts))
            parts = []
        at += _HEADER + length
    return records


class _Edit:
    """Read one version edit: the family it is about, and the files that come and go."""

    def __init__(self, record: bytes) -> None:
        self._record = record
        self._at = 0
        self.name: bytes | None = None

    def read(self) -> tuple[int, list[int], list[int]]:
        """Return the family's number, and the numbers of files added and deleted."""
        family, added, deleted = 0, [], []
        while self._at < len(self._record):
            tag = self._number()
            if tag == _FAMILY_NUMBER:
                family = self._number()
            elif tag == _FAMILY_ADDED:
                self.name = self._text()
            elif tag == _NEW_FILE:
                added.append(self._new_file())
            elif tag == _DELETED_FILE:
                self._number()
                deleted.append(self._number())
            elif tag == _COMPACT_CURSOR:
                self._number()
                self._text()
            elif tag in _NUMBERS:
                self._number()
            elif tag in _TEXTS or tag & _IGNORABLE:
                self._text()
            else:
                raise ValueError(f"an unknown tag: {tag}")
        return family, added, deleted

    def _new_file(self) -> int:
        self._number()  # level
        number = self._number()
        self._number()  # size
        self._text()  # smallest key
        self._text()  # largest key
        self._number()  # smallest sequence number
        self._number()  # largest sequence number
        while self._number() != 1:  # further fields, until the one that ends them
            self._text()
        return number

    def _number(self) -> int:
        value = shift = 0
        while True:
            byte = self._record[self._at]
            self._at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:  # noqa: PLR2004  (the last byte of a varint has no high bit)
                return value
            shift += 7

    def _text(self) -> bytes:
        length = self._number()
        text = self._record[self._at : self._at + length]
        if len(text) != length:
            raise ValueError("a record that ends too early")
        self._at += length
        return text
