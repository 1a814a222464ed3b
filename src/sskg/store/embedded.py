"""A graph inside this process: pyoxigraph in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sskg.errors import QuerySyntaxError, StoreUnavailable
from sskg.terms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

    from sskg.store.base import QueryAnswer

DEEPEST: Final = 128
"""Nesting of brackets in a query; some thousand overflow the parser's stack."""

_OPENING: Final = {"{", "(", "[", "<<"}
_BRACKET = re.compile(r"[{}()\[\]]|<<|>>")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


class EmbeddedStore:
    """Answer queries from a pyoxigraph store.

    Args:
        store: the graph; it is not changed.
        location: what it was read from, for messages.
    """

    def __init__(self, store: pyoxigraph.Store, location: str) -> None:
        self._store = store
        self._location = location
        # Files may bring named graphs; a lookup asks for what they say together.
        self._union = next(iter(store.named_graphs()), None) is not None

    @property
    def location(self) -> str:
        """What the store was opened from."""
        return self._location

    def query(self, text: str) -> QueryAnswer:
        """Answer a query; see `sskg.store.base.Store.query`."""
        refuse_deep(text)
        try:
            return self._store.query(
                text, prefixes=dict(PREFIXES), use_default_graph_as_union=self._union
            )
        except SyntaxError as error:
            raise syntax_error(str(error.msg), text) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreUnavailable(str(error), place=self._location) from error


def refuse_deep(text: str) -> None:
    """Refuse a query that nests so deep that it would overflow the parser's stack.

    Brackets in strings and comments count too: what is refused wrongly is no query that a person
    writes.

    Raises:
        QuerySyntaxError: brackets nest more than `DEEPEST` deep.
    """
    if text.count("{") + text.count("(") + text.count("[") + text.count("<<") <= DEEPEST:
        return
    depth = 0
    for bracket in _BRACKET.finditer(text):
        depth = depth + 1 if bracket[0] in _OPENING else max(0, depth - 1)
        if depth > DEEPEST:
            before = text[: bracket.start()]
            raise QuerySyntaxError(
                f"brackets nest more than {DEEPEST} deep",
                line=before.count("\n") + 1,
                column=len(before) - before.rfind("\n"),
                source=text,
            )


def syntax_error(message: str, text: str) -> QuerySyntaxError:
    """Return Oxigraph's message as an error with line, column and a hint."""
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(message, line=1, column=1, source=text)
    line, column, expected = int(found[1]), int(found[2]), found[3]
    hint = None
    if "Prefix not found" in expected:
        message, hint = "a prefix is not declared", "declare it with PREFIX name: <IRI>"
    elif expected == "expected CONSTRUCT" and re.match(
        r"\s*(insert|delete|load|clear|drop|create|add|move|copy|with)\b",
        text.split("\n")[line - 1],
        re.IGNORECASE,
    ):
        message, hint = "this is an update", "the graph is read-only: it changes through its files"
    else:
        message = _shorten_expectation(expected)
    return QuerySyntaxError(message, line=line, column=column, source=text, hint=hint)


def _shorten_expectation(expected: str) -> str:
    """Keep the words that a person can type from a parser's list of what it would have taken."""
    words = re.findall(r'"(?:\\.|[^"\\])*"|\b[A-Z]{2,}\b', expected.partition("expected ")[2])
    if not words:
        return "this is not SPARQL that can be read on"
    shown = list(dict.fromkeys(word.replace("\\", "") for word in words))
    return "expected " + ", ".join(shown[:8]) + (" or the like" if len(shown) > 8 else "")  # noqa: PLR2004
