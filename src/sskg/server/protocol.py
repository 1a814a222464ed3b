"""The SPARQL 1.1 Protocol: what a request asks (queries only)."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from sskg.language.message import msg
from sskg.rdf.terms import is_iri
from sskg.server.failures import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.language.message import Message


FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_MOST_FIELDS: Final = 1000


@dataclass(frozen=True, slots=True)
class ProtocolRequest:
    """A query as the protocol brings it.

    Attributes:
        query: its text; None where there is none.
        default_graphs: of the protocol's dataset.
        named_graphs: of the protocol's dataset.
        form: what `format` says, or None.
        others: the other parameters.
    """

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    form: str | None = None
    others: tuple[str, ...] = ()


_QUERY_STRING: Final = msg("query string")


def fields(text: bytes, where: str) -> list[tuple[str, str]]:
    """Return the fields of a query string or a form.

    Raises:
        Refusal: it is not UTF-8, or has too many fields.
    """
    pairs = []
    parts = text.split(b"&")
    if len(parts) > _MOST_FIELDS:
        raise _bad(
            "too-many-fields",
            msg("more than {n} fields in the {where}", n=_MOST_FIELDS, where=where),
        )
    for part in parts:
        if not part:
            continue
        key, _, value = part.partition(b"=")
        try:
            pairs.append((_text(key), _text(value)))
        except UnicodeDecodeError:
            raise _bad(
                "not-utf-8",
                msg("the {where} is not UTF-8", where=where),
                hint=msg("percent-encode the UTF-8 bytes of each character"),
            ) from None
    return pairs


def _text(part: bytes) -> str:
    return unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8")


def request_by_get(query_string: bytes) -> ProtocolRequest:
    """Return what a GET asks.

    Raises:
        Refusal: a field is given twice that may stand once, or an update is asked for.
    """
    return _request(fields(query_string, _QUERY_STRING))


def request_by_post(content_type: str, query_string: bytes, body: bytes) -> ProtocolRequest:
    """Return what a POST asks, as a form or as the query itself.

    Raises:
        Refusal: the content type is another, the text is not UTF-8, or as `request_by_get`.
    """
    kind, charset = content_kind(content_type)
    if kind == UPDATE:
        raise _read_only()
    if kind not in {FORM, QUERY}:
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-type",
            (
                msg("a query cannot come as {kind}", kind=kind[:60])
                if kind
                else msg("the Content-Type is missing")
            ),
            hint=msg("send {query}, or a form ({form})", query=QUERY, form=FORM),
            headers={"Accept-Post": f"{QUERY}, {FORM}"},
        )
    if charset not in {"", "utf-8", "utf8", "us-ascii"}:
        raise Refusal(
            HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
            "unsupported-charset",
            msg("the charset {charset} is not taken", charset=charset[:40]),
            hint=msg("SPARQL is written in UTF-8"),
        )
    outside = fields(query_string, _QUERY_STRING)
    if kind == FORM:
        return _request([*outside, *fields(body, msg("form"))])
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise _bad(
            "not-utf-8",
            msg("the query is not UTF-8 at byte {n}", n=error.start + 1),
            hint=msg("SPARQL is written in UTF-8"),
            line=line,
        ) from error
    return _request([*outside, ("query", text)])


def content_kind(content_type: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type, both in lower case."""
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    charset = ""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return kind.lower(), charset


def _request(pairs: Iterable[tuple[str, str]]) -> ProtocolRequest:
    values: dict[str, list[str]] = {}
    for key, value in pairs:
        values.setdefault(key, []).append(value)
    if "update" in values:
        raise _read_only()
    for single in ("query", "format"):
        if len(values.get(single, ())) > 1:
            raise _bad(
                "repeated",
                msg("“{name}” is given {n} times", name=single, n=len(values[single])),
                hint=msg("give one {name}", name=single),
            )
    for graph in ("using-graph-uri", "using-named-graph-uri"):
        if graph in values:
            raise _bad(
                "update-only",
                msg("“{name}” belongs to updates", name=graph),
                hint=msg("use default-graph-uri or named-graph-uri"),
            )
    return ProtocolRequest(
        values.get("query", [None])[0],
        _graphs(values, "default-graph-uri"),
        _graphs(values, "named-graph-uri"),
        values.get("format", [None])[0],
        tuple(key for key in values if key not in _KNOWN),
    )


_KNOWN: Final = frozenset({"query", "format", "default-graph-uri", "named-graph-uri"})


def _graphs(values: dict[str, list[str]], name: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(values.get(name, ())))
    for graph in graphs:
        if not is_iri(graph):
            raise _bad(
                "bad-graph",
                msg("{name} is not an absolute IRI", name=name),
                hint=msg("as {example}", example="http://…"),
            )
    return graphs


def _read_only() -> Refusal:
    return Refusal(
        HTTPStatus.FORBIDDEN, "read-only", msg("this is an update, and the graph is read-only"),
        hint=msg("the graph changes through its files"),
    )  # fmt: skip


def _bad(
    code: str, message: Message, *, hint: Message | None = None, line: int | None = None
) -> Refusal:
    more = {} if line is None else {"line": line}
    return Refusal(HTTPStatus.BAD_REQUEST, code, message, hint=hint, more=more)
