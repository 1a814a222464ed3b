"""HTTP's content negotiation (RFC 9110, section 12): forms of answers, and which a client wants."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from sskg.language.message import msg
from sskg.server.failures import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence


VARY: Final = {"Vary": "Accept, Accept-Language, Accept-Encoding"}
"""What answers are negotiated by."""
HTML: Final = "text/html; charset=utf-8"

_SHORT: Final = 300
"""Characters of a header up to which it is remembered: clients send the same ones again."""


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

    @property
    def excel_safe(self) -> bool:
        """Tell whether cells must be harmless to a spreadsheet."""
        return self.form == "excel"

    @property
    def written(self) -> str:
        """Return the format that the answer is written in."""
        return "csv" if self.excel_safe else self.form


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
    media = preferred(accept, (PAGES[0], PAGES[1], PAGES[2]))
    return media is not None and media.form == "html"


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
    ranges = []
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
        ranges.append((name, rank, weight))
    return ranges


def _weight(text: str) -> float:
    # A weight that cannot be read says nothing, so the range counts in full.
    return float(text) if re.fullmatch(r"(0(\.\d{0,9})?|1(\.0{0,9})?)", text) else 1.0


def _fits(pattern: str, kind: str) -> bool:
    if pattern in {"*/*", "*"}:
        return True
    return kind.startswith(pattern[:-1]) if pattern.endswith("/*") else kind == pattern
