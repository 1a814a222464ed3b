"""The one table from errors to HTTP: status and code, in the one shape that all errors have.

    {"error": {"code", "message", "hint", "line", "column"}}

`line` and `column` are there for errors in SPARQL; `candidates` where a name is not one thing.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import (
    AmbiguousName,
    NegativeAnswer,
    QuerySyntaxError,
    QueryTimeout,
    RequestError,
    SskgError,
    StoreUnavailable,
    Unavailable,
    UnfitFormat,
    UnknownName,
)
from sskg.language.message import WEB, tell, verbatim
from sskg.language.ranges import interface

if TYPE_CHECKING:
    from sskg.language.message import Message

TABLE: Final[dict[type[SskgError], tuple[int, str]]] = {
    QuerySyntaxError: (HTTPStatus.BAD_REQUEST, "query-syntax"),
    AmbiguousName: (HTTPStatus.BAD_REQUEST, "ambiguous-name"),
    UnknownName: (HTTPStatus.NOT_FOUND, "unknown-name"),
    NegativeAnswer: (HTTPStatus.NOT_FOUND, "no"),
    RequestError: (HTTPStatus.BAD_REQUEST, "bad-request"),
    UnfitFormat: (HTTPStatus.NOT_ACCEPTABLE, "not-acceptable"),
    QueryTimeout: (HTTPStatus.GATEWAY_TIMEOUT, "timeout"),
    StoreUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable"),
    Unavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"),
}


class Refusal(Exception):  # noqa: N818  (an answer to a client, not a failure of ours)
    """A request that gets an error for its answer.

    Args:
        status: of HTTP.
        code: a word for programs.
        message: what is wrong, in one sentence without a full stop.
        hint: what the client can do about it.
        headers: further header fields.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: Message,
        *,
        hint: Message | None = None,
        headers: dict[str, str] | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = int(status)
        self.headers = headers or {}
        self.message = message
        self.hint = hint
        self._code = code
        self._more = more or {}

    @property
    def error(self) -> dict[str, Any]:
        """The error in English."""
        return self.told("en")

    def told(self, lang: str) -> dict[str, Any]:
        """Return the error in a reader's language."""
        error: dict[str, Any] = {"code": self._code, "message": tell(self.message, lang, WEB)}
        if self.hint:
            error["hint"] = tell(self.hint, lang, WEB)
        return error | self._more

    @classmethod
    def of(cls, shape: dict[str, Any]) -> Refusal:
        """Return the refusal that a worker tells of, in the shape of `described`."""
        error = dict(shape["error"])
        code, message, hint = error.pop("code"), error.pop("message"), error.pop("hint", None)
        # The worker has told them in the reader's language.
        return cls(
            shape["status"],
            code,
            verbatim(message),
            hint=None if hint is None else verbatim(hint),
            more=error,
        )


def described(error: SskgError, lang: str = "en") -> dict[str, Any]:
    """Return an error as status and shape, in a reader's language."""
    status, code = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    shape: dict[str, Any] = {"code": code, "message": tell(error.message, lang, WEB)}
    if error.hint:
        shape["hint"] = tell(error.hint, lang, WEB)
    if isinstance(error, QuerySyntaxError):
        shape |= {"line": error.line, "column": error.column, "excerpt": error.excerpt()[:2000]}
    elif error.place:
        shape["place"] = tell(error.place, lang, WEB)
    if isinstance(error, AmbiguousName | UnknownName):
        shape["candidates"] = list(error.lines.get(interface(lang), ()))
    return {"status": int(status), "error": shape}
