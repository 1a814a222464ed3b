"""The SPARQL 1.1 Protocol (query), and HTTP's content negotiation (RFC 9110, section 12)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote_to_bytes

from sskg.language.message import msg
from sskg.server.failures import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.language.message import Message


FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What a page may load: nothing of others, and nothing that is written into it."""
ASKING: Final = {"Content-Security-Policy": f"{POLICY}; connect-src 'self'"}
"""The policy of the page whose editor asks the server for names that complete a query."""

_MOST_FIELDS: Final = 1000
_SHORT: Final = 300
"""Characters of a header up to which it is remembered: clients send the same ones again."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\\x00-\x20]*\Z")


@dataclass(frozen=True, slots=True)
class Media:
    """A form that an answer can take.

    Attributes:
        asked: the media type that a client asks for.
        form: the name of the format, as `?format=` and the command line have it.
        sent: the Content-Type of the answer; what was asked for where empty.
    """

    asked: str
    form: str
    sent: str = ""

    @property
    def content_type(self) -> str:
        """Return the Content-Type of an answer in this form."""
        kind = self.sent or self.asked
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


_TURTLE, _JSON_LD, _N_TRIPLES = "text/turtle", "application/ld+json", "application/n-triples"

ROWS: Final = (
    Media("application/sparql-results+json", "json"),
    Media("application/sparql-results+xml", "xml"),
    Media("text/csv", "csv"),
    Media("text/tab-separated-values", "tsv"),
    Media("application/json", "json"),
    Media("application/xml", "xml"),
    Media("text/xml", "xml"),
    Media("text/html", "html"),
    Media("application/xhtml+xml", "html", "text/html"),
    Media("text/csv", "excel"),
)
"""Forms of rows and truth values, the one that the server likes best first."""

TRIPLES: Final = (
    Media(_TURTLE, "ttl"),
    Media(_N_TRIPLES, "nt"),
    Media(_JSON_LD, "jsonld"),
    Media("application/rdf+xml", "rdf"),
    Media("application/x-turtle", "ttl", _TURTLE),
    Media("application/turtle", "ttl", _TURTLE),
    Media("text/n3", "ttl", _TURTLE),
    Media("text/rdf+n3", "ttl", _TURTLE),
    Media("text/plain", "nt"),
    Media("application/json", "jsonld", _JSON_LD),
    Media("application/xml", "rdf", "application/rdf+xml"),
    Media("text/xml", "rdf", "application/rdf+xml"),
    Media("text/html", "html"),
    Media("application/xhtml+xml", "html", "text/html"),
)
"""Forms of triples."""

PAGES: Final = (
    Media("application/json", "json"),
    Media("text/html", "html"),
    Media("application/xhtml+xml", "html", "text/html"),
    Media("text/csv", "csv"),
    Media("text/tab-separated-values", "tsv"),
    Media("text/markdown", "md"),
    Media("text/csv", "excel"),
)
"""Forms of the command line's answers."""

THING: Final = (
    Media("text/html", "html"),
    Media("application/xhtml+xml", "html", "text/html"),
    *(media for media in TRIPLES if media.form != "html" and media.asked != "application/json"),
    Media("application/json", "json"),
)
"""Forms of one thing, and of the ontology."""

NAMES: Final = {
    "json": "json", "srj": "json", "sparql-results+json": "json",
    "application/json": "json", "application/sparql-results+json": "json",
    "xml": "xml", "srx": "xml", "application/xml": "xml", "application/sparql-results+xml": "xml",
    "csv": "csv", "text/csv": "csv", "excel": "excel",
    "tsv": "tsv", "text/tab-separated-values": "tsv",
    "ttl": "ttl", "turtle": "ttl", "n3": "ttl", "text/turtle": "ttl",
    "nt": "nt", "ntriples": "nt", "n-triples": "nt", "application/n-triples": "nt",
    "jsonld": "jsonld", "json-ld": "jsonld", "application/ld+json": "jsonld",
    "rdf": "rdf", "rdfxml": "rdf", "rdf+xml": "rdf", "application/rdf+xml": "rdf",
    "html": "html", "text/html": "html", "md": "md", "text/markdown": "md",
}  # fmt: skip
"""What `?format=` may say."""

# A name that rows and triples share means each one's own form.
_SHARED: Final = {"json": "jsonld", "xml": "rdf"}


def preferred(accept: str, offered: Sequence[Media]) -> Media | None:
    """Return what a client likes best of what is offered; None where it takes none of it.

    The most specific range that fits a type gives its weight; among equal weights the earlier
    offer wins. No header takes anything.
    """
    for media in offered:
        if media.asked == accept:
            # What programs send: one type, by its name.
            return media
    ranges = _ranges(accept)
    if not ranges:
        return offered[0]
    best, weight = None, 0.0
    for media in offered:
        fitting = [(rank, q) for pattern, rank, q in ranges if _fits(pattern, media.asked)]
        q = max(fitting)[1] if fitting else 0.0
        if q > weight:
            best, weight = media, q
    return best


def chosen(name: str | None, accept: str, offered: Sequence[Media]) -> Media:
    """Return the form that `?format=` names or, without it, that the Accept header prefers.

    Raises:
        Refusal: the name is unknown or not offered (400), or nothing is acceptable (406).
    """
    forms = ", ".join(dict.fromkeys(media.form for media in offered))
    if name is not None:
        form = NAMES.get(name.strip().lower())
        if form is not None:
            for wanted in (form, _SHARED.get(form)):
                for media in offered:
                    if media.form == wanted:
                        return media
        raise Refusal(
            HTTPStatus.BAD_REQUEST,
            "unknown-format",
            (
                msg("format “{name}” is unknown", name=name[:40])
                if form is None
                else msg("format “{name}” is no format for this answer", name=name[:40])
            ),
            hint=msg("formats: {names}", names=forms),
        )
    media_ = preferred(accept, offered)
    if media_ is None:
        types = ", ".join(media.asked for media in offered)
        raise Refusal(
            HTTPStatus.NOT_ACCEPTABLE, "not-acceptable",
            msg("the answer comes in no form that the Accept header takes"),
            hint=msg("it comes as {types}", types=types),
        )  # fmt: skip
    return media_


def prefers_page(accept: str) -> bool:
    """Tell whether a client likes a page better than JSON, as browsers do."""
    found = preferred(accept, (PAGES[0], PAGES[1], PAGES[2]))
    return found is not None and found.form == "html"


def takes_gzip(accept_encoding: str) -> bool:
    """Tell whether a client takes gzip.

    >>> takes_gzip("br, gzip;q=0.5"), takes_gzip("gzip;q=0, *")
    (True, False)
    """
    if not accept_encoding:
        return False
    weights = {name: q for name, _, q in _ranges(accept_encoding)}
    return weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0))) > 0


def language(accept_language: str, default: str) -> str:
    """Return the language of ours that a client likes best.

    >>> language("fr, zh-CN;q=0.8, en;q=0.5", "en")
    'zh'
    """
    best, weight = default, 0.0
    for tag, _, q in _ranges(accept_language):
        ours = tag.partition("-")[0]
        if ours in {"en", "zh"} and q > weight:
            best, weight = ours, q
    return best


def _ranges(header: str) -> list[tuple[str, int, float]]:
    """Return each range of an Accept header with its specificity and its weight."""
    return _short_ranges(header) if len(header) < _SHORT else _read_ranges(header)


@lru_cache(maxsize=256)
def _short_ranges(header: str) -> list[tuple[str, int, float]]:
    return _read_ranges(header)


def _read_ranges(header: str) -> list[tuple[str, int, float]]:
    found = []
    for part in header.split(",")[:100]:
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if not name:
            continue
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                weight = _weight(value.strip())
        name = name.lower()
        rank = 0 if name in {"*/*", "*"} else 1 if name.endswith("/*") else 2
        found.append((name, rank, weight))
    return found


def _weight(text: str) -> float:
    # A weight that cannot be read says nothing, so the range counts in full.
    return float(text) if re.fullmatch(r"(0(\.\d{0,9})?|1(\.0{0,9})?)", text) else 1.0


def _fits(pattern: str, kind: str) -> bool:
    if pattern in {"*/*", "*"}:
        return True
    return kind.startswith(pattern[:-1]) if pattern.endswith("/*") else kind == pattern


@dataclass(frozen=True, slots=True)
class Asked:
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
    found = []
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
            found.append((_text(key), _text(value)))
        except UnicodeDecodeError:
            raise _bad(
                "not-utf-8",
                msg("the {where} is not UTF-8", where=where),
                hint=msg("percent-encode the UTF-8 bytes of each character"),
            ) from None
    return found


def _text(part: bytes) -> str:
    return unquote_to_bytes(part.replace(b"+", b" ")).decode("utf-8")


def asked_by_get(query_string: bytes) -> Asked:
    """Return what a GET asks.

    Raises:
        Refusal: a field is given twice that may stand once, or an update is asked for.
    """
    return _asked(fields(query_string, _QUERY_STRING))


def asked_by_post(content_type: str, query_string: bytes, body: bytes) -> Asked:
    """Return what a POST asks, as a form or as the query itself.

    Raises:
        Refusal: the content type is another, the text is not UTF-8, or as `asked_by_get`.
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
        return _asked([*outside, *fields(body, msg("form"))])
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
    return _asked([*outside, ("query", text)])


def content_kind(content_type: str) -> tuple[str, str]:
    """Return media type and charset of a Content-Type, both in lower case."""
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    charset = ""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return kind.lower(), charset


def _asked(found: Iterable[tuple[str, str]]) -> Asked:
    given: dict[str, list[str]] = {}
    for key, value in found:
        given.setdefault(key, []).append(value)
    if "update" in given:
        raise _read_only()
    for single in ("query", "format"):
        if len(given.get(single, ())) > 1:
            raise _bad(
                "repeated",
                msg("“{name}” is given {n} times", name=single, n=len(given[single])),
                hint=msg("give one {name}", name=single),
            )
    for graph in ("using-graph-uri", "using-named-graph-uri"):
        if graph in given:
            raise _bad(
                "update-only",
                msg("“{name}” belongs to updates", name=graph),
                hint=msg("use default-graph-uri or named-graph-uri"),
            )
    return Asked(
        given.get("query", [None])[0],
        _graphs(given, "default-graph-uri"),
        _graphs(given, "named-graph-uri"),
        given.get("format", [None])[0],
        tuple(key for key in given if key not in _KNOWN),
    )


_KNOWN: Final = frozenset({"query", "format", "default-graph-uri", "named-graph-uri"})


def _graphs(given: dict[str, list[str]], name: str) -> tuple[str, ...]:
    graphs = tuple(dict.fromkeys(given.get(name, ())))
    for graph in graphs:
        if not _IRI.match(graph):
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
