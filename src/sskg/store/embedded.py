"""A graph inside this process: pyoxigraph in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sskg.errors import QuerySyntaxError, StoreUnavailable
from sskg.terms import PREFIXES

if TYPE_CHECKING:
    import pyoxigraph

    from sskg.store.base import QueryAnswer

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

    @property
    def location(self) -> str:
        """What the store was opened from."""
        return self._location

    def query(self, text: str) -> QueryAnswer:
        """Answer a query; see `sskg.store.base.Store.query`."""
        try:
            return self._store.query(text, prefixes=dict(PREFIXES))
        except SyntaxError as error:
            raise _syntax_error(str(error.msg), text) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreUnavailable(str(error), place=self._location) from error


def _syntax_error(message: str, text: str) -> QuerySyntaxError:
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
