"""Finds the line of an RDF file in which a thing is described.

Parsers do not tell where a triple stood, so the file's text is searched: in Turtle and its like
for a name at the start of a line, else for the first mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.check.report import Place
from sskg.rdf import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_PREFIX = re.compile(r"^\s*@?prefix\s+([\w.-]*):\s*<([^<>\s]*)>", re.IGNORECASE | re.MULTILINE)
_SUBJECT = re.compile(
    r"^(?:<(?P<iri>[^<>\s]*)>|(?P<prefix>[\w.-]*):(?P<local>[\w%.-]*[\w%-]))(?=\s)", re.MULTILINE
)


class Places:
    """Where the things of some files stand; the files are read when the first is looked for.

    Args:
        paths: the files that the graph was loaded from.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)
        self._texts: list[tuple[str, str]] | None = None
        self._subjects: dict[str, Place] = {}

    def find(self, iri: str) -> Place | None:
        """Return where a thing is described; a lone file without a line where it is not found."""
        if self._texts is None:
            self._texts = [
                (str(path), files.read_bytes(path).decode("utf-8", "replace"))
                for path in self._paths
            ]
            for file, text in self._texts:
                _index(file, text, self._subjects)
        if found := self._subjects.get(iri):
            return found
        for file, text in self._texts:
            if (line := _mention(text, iri)) is not None:
                return Place(file, line)
        return Place(str(self._paths[0])) if len(self._paths) == 1 else None


def _index(file: str, text: str, subjects: dict[str, Place]) -> None:
    prefixes = {found[1]: found[2] for found in _PREFIX.finditer(text)}
    line, counted = 1, 0
    for found in _SUBJECT.finditer(text):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        if found["iri"] is not None:
            subjects.setdefault(found["iri"], Place(file, line))
        elif found["prefix"] in prefixes:
            subjects.setdefault(prefixes[found["prefix"]] + found["local"], Place(file, line))


def _mention(text: str, iri: str) -> int | None:
    """Return the first line that names an IRI in full, or else its local part."""
    local = re.escape(re.split(r"[#/]", iri)[-1])
    for pattern in (rf'["<]{re.escape(iri)}[">]', rf"[:#/]{local}(?![\w-])"):
        if local and (found := re.search(pattern, text)):
            return text.count("\n", 0, found.start()) + 1
    return None
