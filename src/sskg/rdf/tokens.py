"""The tokens of a SPARQL query: enough to bind, to measure and to refuse, not to parse.

Oxigraph's parser has no scanner of its own: what a character belongs to depends on what may stand
there. So the two can read a text differently, and `guard` is no barrier: it turns most of what
would overflow the stack into an error with a place. What gets past it ends the process that
evaluates it (`sskg.process.confined`). The parser itself tells what calls out (`rdf.service`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sskg.errors import QuerySyntaxError
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.language.message import Message


DEEPEST: Final = 128
"""Nested brackets that a query may have: Oxigraph's parser overflows its stack beyond some 500."""

LONGEST: Final = 2000
"""Operators and clauses that a query may chain: beyond some 5,000 its evaluator does the same."""

# Compiled on first use: most processes ask no query that needs a second look.
_LEXEME: Final = r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"\"\"(?:[^"\\]|\\.|\"(?!\"\"))*\"\"\"
        |'''(?:[^'\\]|\\.|'(?!''))*'''
        |"(?:[^"\\\n\r]|\\.)*"
        |'(?:[^'\\\n\r]|\\.)*')
    |(?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<name>(?:[^\W\d_][\w.-]*|_)?:(?:[\w:%.-]|\\.)*)
    |(?P<variable>[?$]\w+)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<mark>[{}()\[\]]|\|\||&&|[*+\-!/|])"""
_FLAGS: Final = re.VERBOSE | re.DOTALL

# The same, and all that stands between: what is one piece must stay one.
_PIECE: Final = rf"{_LEXEME}|[<>=!|&^]+|[^\s]"
_GAP: Final = " " * 20
"""Wider than the longest keyword, ENCODE_FOR_URI."""

_CHAINING: Final = frozenset({"UNION", "OPTIONAL", "MINUS", "BIND", "FILTER", "LET", "GRAPH"})


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield kind, text and offset of each token that matters; what lies between them does not."""
    for match in re.finditer(_LEXEME, text, _FLAGS):
        yield match.lastgroup or "", match[0], match.start()


class Outline:
    """What the tokens of a query tell of it.

    Attributes:
        variables: names without their marks, in order of first appearance.
        start: offset behind the brace of the outermost pattern, or None where there is none.
        end: offset of the brace that closes it.
        nested_select: whether that pattern is nothing but a SELECT of its own.
        all_columns: whether the query is a `SELECT *`.
    """

    __slots__ = ("all_columns", "end", "nested_select", "start", "variables")

    def __init__(self) -> None:
        self.variables: dict[str, None] = {}
        self.start: int | None = None
        self.end: int | None = None
        self.nested_select = False
        self.all_columns = False


def outline(text: str) -> Outline:
    """Find the outermost pattern of a query, its variables, and whether it asks for all columns."""
    parts = Outline()
    braces = parentheses = 0
    template = selecting = just_opened = False
    for kind, piece, at in tokens(text):
        opened, just_opened = just_opened, just_opened and kind == "comment"
        if kind == "variable":
            parts.variables[piece[1:]] = None
        elif kind == "word":
            word = piece.upper()
            parts.nested_select |= opened and word == "SELECT"
            if not braces:
                selecting = word in {"SELECT", "DISTINCT", "REDUCED"}
                template = word == "CONSTRUCT" or (template and word != "WHERE")
        elif piece == "*" and selecting and not (braces or parentheses):
            parts.all_columns = True
        elif piece == "{":
            if not (braces or parentheses or template) and parts.start is None:
                parts.start = at + 1
                just_opened = True
            braces += 1
        elif piece == "}":
            braces -= 1
            if braces == 0 and parts.start is not None and parts.end is None:
                parts.end = at
            template = template and braces > 0
        elif piece in "()":
            parentheses += 1 if piece == "(" else -1
    return parts


_FORMS: Final = frozenset({"SELECT", "CONSTRUCT", "DESCRIBE", "ASK"})


class DatasetClause:
    """The graphs that a query names itself, as it writes them.

    Attributes:
        default: what stands behind FROM, as `<iri>` or `prefix:name`.
        named: what stands behind FROM NAMED.
        form: offset of the keyword behind the prologue.
    """

    __slots__ = ("default", "form", "named")

    def __init__(self, text: str) -> None:
        self.default: list[str] = []
        self.named: list[str] = []
        self.form = 0
        graphs: list[str] | None = None
        for kind, piece, at in tokens(text):
            word = piece.upper() if kind == "word" else ""
            if piece == "{" or word == "WHERE":
                return
            if word in _FORMS and not self.form:
                self.form = at
            if graphs is not None and kind in {"iri", "name"}:
                graphs.append(piece)
            if word == "NAMED" and graphs is self.default:
                graphs = self.named
            elif kind != "comment":
                graphs = self.default if word == "FROM" else None


def guard(text: str) -> None:
    """Refuse a query that is nested or chained so far that it would overflow the stack.

    Raises:
        QuerySyntaxError: brackets are nested too deep, or chains are too long.
    """
    if _harmless(text):
        return
    depth = chained = 0
    listing = in_values = False
    for kind, piece, at in tokens(text):
        if in_values:
            # Terms alone stand here, whose signs chain nothing.
            in_values = piece != "}"
            depth -= not in_values
            continue
        if kind == "mark":
            if piece in "{([":
                depth += 1
                in_values = listing and piece == "{"
                if depth > DEEPEST:
                    raise _refusal(
                        text, at, msg("brackets are nested more than {n} deep", n=DEEPEST)
                    )
            elif piece in "})]":
                depth -= 1
            elif not _is_sign(text, at):
                chained += 1
        elif kind == "word":
            chained += piece.upper() in _CHAINING
            listing = piece.upper() == "VALUES"
        if chained > LONGEST:
            raise _refusal(
                text, at, msg("more than {n} operators and clauses in one query", n=LONGEST),
                msg("ask in several queries, or list the values in one VALUES clause"),
            )  # fmt: skip


def _is_sign(text: str, at: int) -> bool:
    """Tell whether a mark is the sign of a number in a list."""
    before = at - 1
    while before >= 0 and text[before].isspace():
        before -= 1
    return text[at] in "+-" and text[before : before + 1] in {"(", ","}


def calls(text: str) -> Iterator[tuple[str, int]]:
    """Yield each name or IRI that is followed by a bracket, as a function is, with its offset.

    Of an IRI the whole is given, of a prefixed name its local part.
    """
    before: tuple[str, int] | None = None
    for kind, piece, at in tokens(text):
        if piece == "(" and before:
            yield before
        if kind == "iri":
            before = piece[1:-1], at
        elif kind == "name":
            before = piece.partition(":")[2], at
        elif kind != "comment":
            before = None


def iris(text: str, known: Mapping[str, str]) -> list[str]:
    """Return the IRIs that a query names, in order, with prefixes that are known or declared."""
    prefixes = dict(known)
    named: dict[str, None] = {}
    declaring: str | None = None
    last = ""
    for kind, piece, _ in tokens(text):
        prefix, _, local = piece.partition(":")
        if kind == "name" and last == "PREFIX":
            declaring = prefix
        elif kind == "iri" and declaring is not None:
            prefixes[declaring], declaring = piece[1:-1], None
        elif kind == "iri":
            named[piece[1:-1]] = None
        elif kind == "name" and prefix in prefixes:
            named[prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)] = None
        last = piece.upper() if kind == "word" else ""
    return list(named)


def spread(text: str) -> tuple[str, list[tuple[str, int]]]:
    """Return a query with wide gaps between its pieces, and each piece with its offset in `text`.

    Oxigraph reports an error as far on as it looked for a keyword, which may be behind the next
    words. In the spread query it can look no further than the gap behind the piece at fault:
    `piece_at` finds that piece again.
    """
    pieces = [(match[0], match.start()) for match in re.finditer(_PIECE, text, _FLAGS)]
    gaps = [("\n" if piece.startswith("#") else " ") + _GAP for piece, _ in pieces]
    return "".join(piece + gap for (piece, _), gap in zip(pieces, gaps, strict=True)), pieces


def piece_at(
    wide: str, pieces: list[tuple[str, int]], line: int, column: int
) -> tuple[str, int] | None:
    """Return the piece at a 1-based place of the spread query; None behind the last one."""
    offset = sum(len(before) + 1 for before in wide.split("\n")[: line - 1]) + column - 1
    start = 0
    for piece, at in pieces:
        start += len(piece) + 1 + len(_GAP)
        if offset < start:
            return piece, at
    return None


def position(text: str, offset: int) -> tuple[int, int]:
    """Return the 1-based line and column of an offset."""
    line = text.count("\n", 0, offset) + 1
    return line, offset - (text.rfind("\n", 0, offset) + 1) + 1


def _harmless(text: str) -> bool:
    """Tell, without reading its tokens, that a query is too short of marks and words to offend."""
    folded = text.casefold()
    opened = sum(map(text.count, "{(["))
    chained = len(text) > LONGEST and sum(map(text.count, "*+-!/|&")) + sum(
        folded.count(word.casefold()) for word in _CHAINING
    )
    return opened <= DEEPEST and chained <= LONGEST


def _refusal(
    text: str, offset: int, message: Message, hint: Message | None = None
) -> QuerySyntaxError:
    line, column = position(text, offset)
    return QuerySyntaxError(message, line=line, column=column, source=text, hint=hint)
