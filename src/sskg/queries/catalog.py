"""The named queries: `*.rq` files beside this module, each with a header.

A header is made of the comment lines at the top of the file:

    # title: What each reform resolves
    # question: Which obstacles and defects did each reform resolve?
    # parameter: policy (required) — the policy that is asked about

The catalogue of messages has the Chinese of these texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from sskg.errors import RequestError, UnreadableInput
from sskg.language.message import listed, msg, word
from sskg.model import Answer, Grid
from sskg.ontology import assets

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.language.message import Message

_HEADER = re.compile(r"#\s*(title|question|parameter):\s*(.+)")
_PARAMETER = re.compile(r"(\w+)(\s+\(required\))?\s+—\s+(.+)")


@dataclass(frozen=True, slots=True)
class QueryParameter:
    """A variable of a named query that the reader may bind."""

    name: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class NamedQuery(Answer):
    """A query with a name.

    Attributes:
        name: the file's name without suffix; what the reader types.
        title: a short heading.
        question: what it asks, in one sentence.
        parameters: what can be bound.
        text: the whole file.
    """

    name: str
    title: str
    question: str
    parameters: tuple[QueryParameter, ...]
    text: str

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row."""
        row = (self.name, word(self.title, lang), word(self.question, lang), self.text)
        return (Grid(self.name, ("name", "title", "question", "text"), (row,)),)


@dataclass(frozen=True, slots=True)
class Catalog(Answer):
    """All named queries."""

    queries: tuple[NamedQuery, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each query."""
        rows = tuple(
            (
                query.name,
                word(query.question, lang),
                " ".join(parameter.name for parameter in query.parameters),
            )
            for query in self.queries
        )
        return (Grid(word("named queries", lang), ("name", "question", "parameters"), rows),)


def listing() -> Catalog:
    """Return all named queries, by name."""
    return Catalog(tuple(read(name) for name in names()))


def names() -> tuple[str, ...]:
    """Return the names of all named queries, sorted."""
    return _names(assets.queries())


@cache
def _names(folder: Path) -> tuple[str, ...]:
    # Read once, as each query is: a server's worker may open no file.
    return tuple(sorted(path.stem for path in folder.glob("*.rq")))


def read(name: str) -> NamedQuery:
    """Return a named query.

    Raises:
        RequestError: there is none of that name.
        UnreadableInput: its header lacks a title or a question, or has a malformed parameter.
    """
    if name not in names():
        raise RequestError(
            msg("there is no named query “{name}”", name=name),
            hint=nearest(name),
        )
    return _read(assets.queries() / f"{name}.rq")


@cache
def _read(path: Path) -> NamedQuery:
    text = path.read_text(encoding="utf-8")
    header: dict[str, list[str]] = {"title": [], "question": [], "parameter": []}
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        if match := _HEADER.match(line):
            header[match[1]].append(match[2].strip())
    if len(header["title"]) != 1 or len(header["question"]) != 1:
        raise UnreadableInput(msg("the header needs one title and one question"), place=str(path))
    parameters = tuple(_parameter(line, path) for line in header["parameter"])
    return NamedQuery(path.stem, header["title"][0], header["question"][0], parameters, text)


def nearest(name: str) -> Message:
    """Return the hint for a name that no query has."""
    from difflib import get_close_matches

    near, every = get_close_matches(name, names(), n=1), listed(names())
    if near:
        return msg("did you mean {near}? named queries: {names}", near=near[0], names=every)
    return msg("named queries: {names}", names=every)


def _parameter(line: str, path: Path) -> QueryParameter:
    match = _PARAMETER.match(line)
    if match is None:
        raise UnreadableInput(
            msg("a parameter that cannot be read: {line}", line=line),
            place=str(path),
            hint=msg("write: # parameter: name (required) — meaning"),
        )
    return QueryParameter(match[1], bool(match[2]), match[3])
