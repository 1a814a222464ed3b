"""A graph inside this process: pyoxigraph in memory."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pyoxigraph import NamedNode

from sskg.errors import QuerySyntaxError, RequestError, StoreUnavailable
from sskg.language.message import msg, verbatim
from sskg.rdf.service import NEVER, refuse_service
from sskg.rdf.terms import PREFIXES
from sskg.rdf.tokens import guard, piece_at, position, spread, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyoxigraph

    from sskg.language.message import Message
    from sskg.store.base import NameIndex, QueryAnswer, StoreKind

_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE = re.compile(r"\b(?!Prefix)[A-Z][a-z]*(?: [\w?']+){3,}")
_UPDATE = re.compile(r"(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE)


class EmbeddedStore:
    """Answer queries from a pyoxigraph store.

    Args:
        store: the graph; it is not changed.
        location: what it was read from, for messages.

    Attributes:
        kind, names, cuts, united, size, version: see `sskg.store.base.Store`.
    """

    kind: StoreKind = "memory"
    names: NameIndex | None = None
    cuts = False
    size: int | None = None
    version: str | None = None

    def __init__(self, store: pyoxigraph.Store, location: str) -> None:
        self._store = store
        self._location = location
        # Files may bring named graphs; a lookup asks for what they say together.
        self.united = next(iter(store.named_graphs()), None) is not None

    @property
    def location(self) -> str:
        """What the store was opened from."""
        return self._location

    def reopen(self) -> None:
        """Make the store usable in a forked child: a graph in memory is, as it is."""

    def query(self, text: str) -> QueryAnswer:
        """Answer a query; see `sskg.store.base.Store.query`."""
        # Oxigraph would ignore FROM where the default graph is the union of all.
        united = self.united and not _has_from(text)
        return self._ask(text, {"use_default_graph_as_union": True} if united else {})

    def query_dataset(self, text: str, default: Iterable[str], named: Iterable[str]) -> QueryAnswer:
        """Answer a query over named graphs; see `sskg.store.base.Store.query_dataset`."""
        try:
            graphs = [[NamedNode(iri) for iri in iris] for iris in (default, named)]
        except ValueError as error:
            raise RequestError(
                msg("the name of a graph is no IRI: {error}", error=error)
            ) from error
        return self._ask(text, {"default_graph": graphs[0], "named_graphs": graphs[1]})

    def _ask(self, text: str, dataset: Mapping[str, Any]) -> QueryAnswer:
        guard(text)
        refuse_service(text, PREFIXES)
        try:
            return self._store.query(text, prefixes=dict(PREFIXES), **dataset)
        except SyntaxError as error:
            raise syntax_error(self._store, str(error.msg), text) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreUnavailable(verbatim(str(error)), place=self._location) from error


def _has_from(text: str) -> bool:
    return any(kind == "word" and piece.upper() == "FROM" for kind, piece, _ in tokens(text))


def syntax_error(store: pyoxigraph.Store, message: str, text: str) -> QuerySyntaxError:
    """Return Oxigraph's message on a query as an error with line, column and a hint."""
    found = _POSITION.match(message)
    if found is None:
        return QuerySyntaxError(verbatim(message), line=1, column=1, source=text)
    piece, offset = _piece_at_fault(store, text) or ("", len(text.rstrip()))
    line, column = position(text, offset)
    hint: Message | None = None
    prefix = re.match(r"([\w.-]*):", piece)
    if sentence := _SENTENCE.search(found[3]):
        # What the grammar takes and SPARQL does not, such as a variable that is not grouped by.
        wrong = verbatim(sentence[0][0].lower() + sentence[0][1:])
        line, column = int(found[1]), int(found[2])
    elif piece in {'"', "'"}:
        wrong, hint = msg("a text that is not closed"), msg("close it on the same line")
    elif not piece:
        wrong = msg("the query ends too early")
        hint = msg("close every { ( [ and give a pattern { … }")
    elif prefix and not _declared(prefix[1], text):
        wrong = msg("the prefix {prefix} is not declared", prefix=prefix[0])
        hint = msg("declare it: PREFIX {prefix} <IRI>", prefix=prefix[0])
    elif _UPDATE.match(piece) and not text[:offset].count("{"):
        wrong = msg("this is an update")
        hint = msg("the graph is read-only: it changes through its files")
    else:
        wrong = msg("“{piece}” cannot stand here", piece=piece[:40])
        hint = msg("the fault is there or right before it")
    return QuerySyntaxError(wrong, line=line, column=column, source=text, hint=hint)


def _piece_at_fault(store: pyoxigraph.Store, text: str) -> tuple[str, int] | None:
    """Return the piece of a query that does not parse, with its offset; None for its end."""
    wide, pieces = spread(text)
    for piece, at in pieces:
        if piece in {'"', "'"}:
            return piece, at
    try:
        store.query(wide + NEVER, prefixes=dict(PREFIXES))
    except SyntaxError as error:
        if found := _POSITION.match(str(error.msg)):
            return piece_at(wide, pieces, int(found[1]), int(found[2]))
    return None


def _declared(prefix: str, text: str) -> bool:
    declaration = rf"\bprefix\s+{re.escape(prefix)}:"
    return prefix in PREFIXES or re.search(declaration, text, re.IGNORECASE) is not None
