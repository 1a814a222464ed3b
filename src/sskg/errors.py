"""Every error that sskg raises on purpose, as one tree.

SskgError                     what went wrong, where, and what to do
├── RequestError              the request is wrong                            exit 2
│   ├── QuerySyntaxError      SPARQL that does not parse; line and column
│   └── AmbiguousName         a name that several things bear
├── NegativeAnswer            the answer is no                                exit 1
│   └── UnknownName           nothing in the graph bears that name
└── Unavailable               it could not be done                            exit 3
    ├── UnreadableInput       a file that cannot be read or parsed
    ├── UnwritableOutput      a file that cannot be written
    │   └── UnfitFormat       a format that cannot hold what is to be written
    ├── QueryTimeout          a lookup or a load that was ended at its time limit
    └── StoreUnavailable      a store that cannot be opened or asked

Doors translate the three branches once: the command line to exit codes.
A failed check is not an error but a value (`sskg.check.report.Finding`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sskg.language.message import by_door, listed, msg, verbatim

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.language.message import Message

_AROUND: Final = 100
"""Characters of a query's line that are shown before and after the place of an error."""


class SskgError(Exception):
    """Carry one message on what is wrong, its place, and one message of advice.

    Args:
        message: what is wrong, in one sentence without a full stop: `msg("no such file")`.
        place: file, line and column, or other location; a message where it has words.
        hint: what the reader can do about it.
    """

    exit_code = 3

    def __init__(
        self, message: Message, *, place: str | None = None, hint: Message | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep everything when the error is handed to another process."""
        return BaseException.__new__, (type(self), *self.args), self.__dict__


class RequestError(SskgError):
    """The request itself is wrong."""

    exit_code = 2


class QuerySyntaxError(RequestError):
    """A SPARQL query does not parse.

    Args:
        message: what the parser expected or met.
        line: 1-based line within the query.
        column: 1-based column, in Unicode code points.
        source: the query's text, from which the offending line is shown.
        origin: where the query came from: a file, standard input; None for the query as typed.
        hint: what the reader can do about it.
    """

    def __init__(
        self,
        message: Message,
        *,
        line: int,
        column: int,
        source: str,
        origin: str | None = None,
        hint: Message | None = None,
    ) -> None:
        place = msg(
            "{where}, line {line}, column {column}",
            where=msg("query") if origin is None else origin,
            line=line,
            column=column,
        )
        super().__init__(message, place=place, hint=hint)
        self.line = line
        self.column = column
        self.source = source

    def excerpt(self) -> str:
        """Return the offending line with a caret under the offending column.

        Of a long line, only what is around the column.

        >>> wrong = msg("“{piece}” cannot stand here", piece="!")
        >>> error = QuerySyntaxError(wrong, line=1, column=8, source="SELECT !")
        >>> error.excerpt().splitlines()
        ['SELECT !', '       ^']
        """
        lines = self.source.split("\n")
        text = lines[self.line - 1].rstrip("\r") if self.line <= len(lines) else ""
        start = max(0, min(self.column - 1 - _AROUND, len(text) - 2 * _AROUND))
        end = start + 2 * _AROUND
        before = ("…" if start else "") + text[start : self.column - 1]
        after = text[self.column - 1 : end] + ("…" if end < len(text) else "")
        pad = "".join("\t" if char == "\t" else " " for char in before)
        return f"{before}{after}\n{pad}^"


class AmbiguousName(RequestError):  # noqa: N818  (the name says what happened)
    """Several things bear the name that was given.

    Args:
        name: the name as given.
        candidates: by language, one line for each thing that fits: CURIE, kind and label.
    """

    def __init__(self, name: str, candidates: Mapping[str, Sequence[str]]) -> None:
        self.lines = {lang: tuple(lines) for lang, lines in candidates.items()}
        super().__init__(
            msg("“{name}” fits {n} things", name=name, n=len(self.candidates)),
            hint=by_door(
                msg("use one of the names on the left"), web=msg("use one of these identifiers")
            ),
        )
        self.name = name

    @property
    def candidates(self) -> tuple[str, ...]:
        """The lines in English."""
        return self.lines.get("en", ())


class NegativeAnswer(SskgError):  # noqa: N818  (an answer, not a failure)
    """The answer to the question is no."""

    exit_code = 1


SEARCH: Final = msg(
    "{command} searches all names", command=verbatim("sskg find TEXT", web="/find?text=…")
)
_SEARCHED: Final = msg(
    "try another word, or fewer; {command} counts what there is",
    command=verbatim("sskg stats", web="/stats"),
)


class UnknownName(NegativeAnswer):
    """Nothing in the graph bears the name that was given.

    Args:
        name: the name as given.
        nearest: by language, one line for each of the nearest things: CURIE, kind and label.
        kinds: what it was looked for among; none for all things.
        searched: whether all names were searched, so that a search is no help.
        instead: message and hint where the text is no name, but something else in the graph.
    """

    def __init__(
        self,
        name: str,
        nearest: Mapping[str, Sequence[str]] | None = None,
        kinds: Sequence[str] = (),
        *,
        searched: bool = False,
        instead: tuple[Message, Message] | None = None,
    ) -> None:
        self.lines = {lang: tuple(lines) for lang, lines in (nearest or {}).items()}
        self.name = name
        self.kinds = tuple(kinds)
        if instead is not None:
            super().__init__(instead[0], hint=instead[1])
            return
        message = msg("“{name}” is not in the graph", name=name)
        nothing = _SEARCHED if searched else SEARCH
        if kinds:
            among = listed(kinds, " or ")
            message = msg("“{name}” is not in the graph as {kinds}", name=name, kinds=among)
            option = verbatim("--kind", web="kind")
            nothing = msg("leave {option} out to look among all kinds", option=option)
        super().__init__(message, hint=msg("nearest names below") if self.nearest else nothing)

    @property
    def nearest(self) -> tuple[str, ...]:
        """The lines in English."""
        return self.lines.get("en", ())


class Unavailable(SskgError):  # noqa: N818
    """What was asked could not be done."""


class UnreadableInput(Unavailable):
    """A file cannot be read or does not parse."""


class UnwritableOutput(Unavailable):
    """A file cannot be written."""


class UnfitFormat(UnwritableOutput):
    """A format cannot hold what is to be written."""


class QueryTimeout(Unavailable):
    """A lookup or a load was ended at its time limit."""


class StoreUnavailable(Unavailable):
    """A store cannot be opened or asked."""


def damage(error: BaseException) -> StoreUnavailable | None:
    """Return what Oxigraph says when it meets damage while rows are read, as an error of ours.

    Rows are computed as they are read, so this comes from wherever they are read. None for any
    other error.
    """
    if not isinstance(error, (OSError, RuntimeError)):
        return None
    if not str(error).startswith(("Corruption", "IO error")):
        return None
    return StoreUnavailable(
        msg("the store's files are damaged: {error}", error=error),
        hint=msg("sskg check STORE names all that is damaged; load the store again"),
    )
