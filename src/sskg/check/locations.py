"""Finds the line of an RDF file in which a thing is described.

Parsers do not tell where a triple stood, so the file's text is searched: in Turtle and its like
for a name at the start of a line, else for the first mention. Each text is read once for all
findings: of a large file there may be thousands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.check.report import Location
from sskg.rdf import files

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(
    r"^(?:<(?P<iri>[^<>\s]*)>|(?P<prefix>[\w.-]*):(?P<local>[\w%.-]*[\w%-]))(?=\s)", re.MULTILINE
)


_IN_FULL = re.compile(r'["<]([^"<>\s]+)[">]')
_LOCAL = re.compile(r"[:#/]((?P<plain>[\w.%-]*)[^\s<>\"'#/:;,]*)")


class Locations:
    """Where the things of some files stand; the files are read when the first is looked for.

    Args:
        paths: the files that the graph was loaded from.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._texts: list[tuple[str, str]] | None = None
        self._subjects: dict[str, Location] = {}
        self._mentions: dict[str, _Mentions] = {}

    def find(self, iri: str) -> Location | None:
        """Return where a thing is described; a lone file without a line where it is not found."""
        if self._texts is None:
            self._texts = [
                (str(path), files.read_bytes(path).decode("utf-8", "replace"))
                for path in self._paths
            ]
            for file, text in self._texts:
                _index(file, text, self._subjects)
        if place := self._subjects.get(iri):
            return place
        # The label of a blank node is the parser's own.
        for file, text in self._texts if not iri.startswith("_:") else ():
            if file not in self._mentions:
                self._mentions[file] = _Mentions(text)
            if (line := self._mentions[file].line(iri)) is not None:
                return Location(file, line)
        return Location(str(self._paths[0])) if len(self._paths) == 1 else None


def _index(file: str, text: str, subjects: dict[str, Location]) -> None:
    prefixes = {match[1]: match[2] for match in _PREFIX.finditer(text)}
    for line, match in _lines(text, _SUBJECT):
        if match["iri"] is not None:
            subjects.setdefault(match["iri"], Location(file, line))
        elif match["prefix"] in prefixes:
            subjects.setdefault(prefixes[match["prefix"]] + match["local"], Location(file, line))


class _Mentions:
    """The first line of each name that a text mentions, in full or by its local part."""

    def __init__(self, text: str) -> None:
        self._in_full: dict[str, int] = {}
        self._local: dict[str, int] = {}
        for line, match in _lines(text, _IN_FULL):
            self._in_full.setdefault(match[1], line)
        for line, match in _lines(text, _LOCAL):
            for name in (match[1], match["plain"], match["plain"].rstrip(".")):
                self._local.setdefault(name, line)

    def line(self, iri: str) -> int | None:
        """Return the first line that names an IRI in full, or else its local part."""
        local = re.split(r"[#/]", iri)[-1]
        if not local:
            return self._in_full.get(iri)
        return self._in_full.get(iri, self._local.get(local))


def _lines(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield what a pattern finds, each with its 1-based line."""
    line, counted = 1, 0
    for match in pattern.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        yield line, match
