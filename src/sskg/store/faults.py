"""Errors of a query, with their place in its text and what to do."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from sskg.errors import QuerySyntaxError
from sskg.language.message import msg, verbatim
from sskg.rdf.service import NEVER
from sskg.rdf.terms import OURS, PREFIXES, Prologue, curie
from sskg.rdf.tokens import calls, piece_at, position, spread

if TYPE_CHECKING:
    import pyoxigraph

    from sskg.language.message import Message

_POSITION: Final = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_SENTENCE: Final = re.compile(r"\b(?!Prefix)[A-Z][a-z]*(?: [\w?']+){3,}")
_UPDATE: Final = re.compile(
    r"(insert|delete|load|clear|drop|create|add|move|copy|with)\b", re.IGNORECASE
)
_FUNCTION: Final = re.compile(r"The custom function <([^>]*)> is not supported")
# SPARQL 1.1, 17.5: what a datatype may be called as.
_CASTS: Final = tuple(
    PREFIXES["xsd"] + name
    for name in ("boolean", "double", "float", "decimal", "integer", "dateTime", "string")
)


def unknown_function(text: str, message: str) -> QuerySyntaxError | None:
    """Return Oxigraph's message on a function that it does not know as an error with its place.

    None where the message is of something else.
    """
    match = _FUNCTION.match(message)
    if match is None:
        return None
    iri = match[1]
    offset = next((at for name, at in calls(text) if iri.endswith(name)), 0)
    line, column = position(text, offset)
    near = get_close_matches(iri, _CASTS, n=1, cutoff=0.8)
    hint = msg("those of SPARQL 1.1 are known, and casts to datatypes of XML Schema")
    if near:
        hint = msg("did you mean {names}?", names=curie(near[0]))
    return QuerySyntaxError(
        msg("there is no function {name}", name=curie(iri)),
        line=line, column=column, source=text, hint=hint,
    )  # fmt: skip


def syntax_error(
    store: pyoxigraph.Store, message: str, text: str, prologue: Prologue = OURS
) -> QuerySyntaxError:
    """Return Oxigraph's message on a query as an error with line, column and a hint."""
    match = _POSITION.match(message)
    if match is None:
        return QuerySyntaxError(verbatim(message), line=1, column=1, source=text)
    piece, offset = _piece_at_fault(store, text, prologue) or ("", len(text.rstrip()))
    line, column = position(text, offset)
    hint: Message | None = None
    prefix = re.match(r"([\w.-]*):", piece)
    if sentence := _SENTENCE.search(match[3]):
        # What the grammar takes and SPARQL does not, such as a variable that is not grouped by.
        wrong = verbatim(sentence[0][0].lower() + sentence[0][1:])
        line, column = int(match[1]), int(match[2])
    elif piece in {'"', "'"}:
        wrong, hint = msg("a text that is not closed"), msg("close it on the same line")
    elif not piece:
        wrong = msg("the query ends too early")
        hint = msg("close every { ( [ and give a pattern { … }")
    elif prefix and not _declared(prefix[1], text, prologue):
        wrong = msg("the prefix {prefix} is not declared", prefix=prefix[0])
        hint = msg("declare it: PREFIX {prefix} <IRI>", prefix=prefix[0])
    elif _UPDATE.match(piece) and not text[:offset].count("{"):
        wrong = msg("this is an update")
        hint = msg("the graph is read-only: it changes through its files")
    else:
        wrong = msg("“{piece}” cannot stand here", piece=piece[:40])
        hint = msg("the fault is there or right before it")
        if piece.startswith("<") and prologue.base is None:
            hint = msg("a relative IRI needs a base: BASE <IRI>, or --base")
    return QuerySyntaxError(wrong, line=line, column=column, source=text, hint=hint)


def _piece_at_fault(
    store: pyoxigraph.Store, text: str, prologue: Prologue
) -> tuple[str, int] | None:
    """Return the piece of a query that does not parse, with its offset; None for its end."""
    wide, pieces = spread(text)
    for piece, at in pieces:
        if piece in {'"', "'"}:
            return piece, at
    try:
        store.query(wide + NEVER, prefixes=dict(prologue.prefixes), base_iri=prologue.base)
    except SyntaxError as error:
        if match := _POSITION.match(str(error.msg)):
            return piece_at(wide, pieces, int(match[1]), int(match[2]))
    return None


def _declared(prefix: str, text: str, prologue: Prologue) -> bool:
    declaration = rf"\bprefix\s+{re.escape(prefix)}:"
    return prefix in prologue.prefixes or re.search(declaration, text, re.IGNORECASE) is not None
