"""The one table from errors to HTTP: status and code, in the one shape that all errors have.

    {"error": {"code", "message", "hint", "line", "column"}}

`line` and `column` are there for errors in SPARQL; `candidates` where a name is not one thing.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from sskg.errors import (
    AmbiguousName,
    NegativeAnswer,
    QuerySyntaxError,
    QueryTimeout,
    RequestError,
    SskgError,
    StoreUnavailable,
    Unavailable,
    UnknownName,
)

TABLE: Final[dict[type[SskgError], tuple[int, str]]] = {
    QuerySyntaxError: (HTTPStatus.BAD_REQUEST, "query-syntax"),
    AmbiguousName: (HTTPStatus.BAD_REQUEST, "ambiguous-name"),
    UnknownName: (HTTPStatus.NOT_FOUND, "unknown-name"),
    NegativeAnswer: (HTTPStatus.NOT_FOUND, "no"),
    RequestError: (HTTPStatus.BAD_REQUEST, "bad-request"),
    QueryTimeout: (HTTPStatus.GATEWAY_TIMEOUT, "timeout"),
    StoreUnavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "store-unavailable"),
    Unavailable: (HTTPStatus.SERVICE_UNAVAILABLE, "unavailable"),
}

# What the terminal is told to type has another form on the web.
_HINTS: Final = {
    "sskg find TEXT searches all names": "/find?text=… searches all names",
    "try another word, or fewer; sskg stats counts what there is":
        "try another word, or fewer; /stats counts what there is",
    "use one of the names on the left": "use one of these identifiers",
    "load the other data as a file with --graph, or ask its endpoint itself":
        "ask the other endpoint itself",
    "leave out --predicate, --direction or --type": "leave out predicate, direction or type",
}  # fmt: skip


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
        message: str,
        *,
        hint: str | None = None,
        headers: dict[str, str] | None = None,
        more: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = int(status)
        self.headers = headers or {}
        self.error: dict[str, Any] = {"code": code, "message": message}
        if hint:
            self.error["hint"] = hint
        self.error.update(more or {})

    @classmethod
    def of(cls, told: dict[str, Any]) -> Refusal:
        """Return the refusal that a worker tells of, in the shape of `described`."""
        error = dict(told["error"])
        refusal = cls(told["status"], error.pop("code"), error.pop("message"))
        refusal.error.update(error)
        return refusal


def described(error: SskgError) -> dict[str, Any]:
    """Return an error as status and shape."""
    status, code = next(TABLE[kind] for kind in type(error).__mro__ if kind in TABLE)
    shape: dict[str, Any] = {"code": code, "message": error.message}
    if error.hint:
        shape["hint"] = _HINTS.get(error.hint, error.hint)
    if isinstance(error, QuerySyntaxError):
        shape |= {"line": error.line, "column": error.column, "excerpt": error.excerpt()[:2000]}
    elif error.place:
        shape["place"] = error.place
    if isinstance(error, AmbiguousName):
        shape["candidates"] = list(error.candidates)
    if isinstance(error, UnknownName):
        shape["candidates"] = list(error.nearest)
    return {"status": int(status), "error": shape}
