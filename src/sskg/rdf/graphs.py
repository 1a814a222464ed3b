"""Triples in an RDF format, and which format can hold which triple.

Oxigraph writes what is no XML where a property has no name in XML, or a text a character that XML
lacks, and stops in the middle of JSON-LD at a triple term. Each triple is looked at before.
"""

from __future__ import annotations

import io
import re
from contextlib import contextmanager
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import Literal, RdfFormat, Triple, serialize

from sskg.errors import UnfitFormat
from sskg.language.message import msg
from sskg.rdf.terms import PREFIXES, TYPE, named_prefixes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import IO

    from sskg.language.message import Message

GRAPH_FORMATS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""The characters that no XML 1.0 can hold, escaped or not."""

_SMALL_GRAPH: Final = 10_000
"""Triples up to which a graph is held in memory to be put in order."""

# Namespaces in XML 1.0: an NCName. The rest of a property's IRI is the namespace.
_START: Final = (
    "A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_XML_NAME: Final = re.compile(rf"[{_START}][{_START}.0-9\u00b7\u0300-\u036f\u203f\u2040-]*\Z")
# RDF 1.1 XML Syntax, 5.1: what cannot be a property element.
_RESERVED: Final = frozenset(
    PREFIXES["rdf"] + name
    for name in ("Description", "RDF", "ID", "about", "parseType", "resource", "nodeID",
                 "datatype", "aboutEach", "aboutEachPrefix", "bagID", "li")
)  # fmt: skip


def fitting(triples: Iterable[Triple], form: RdfFormat) -> Iterator[Triple]:
    """Pass triples on that a format can hold.

    Raises:
        UnfitFormat: it cannot hold one of them.
    """
    if form == RdfFormat.JSON_LD:
        for triple in triples:
            if isinstance(triple.object, Triple):
                raise UnfitFormat(
                    msg("JSON-LD has no triple terms, and the graph has"), hint=_TURTLE
                )
            yield triple
    elif form == RdfFormat.RDF_XML:
        for triple in triples:
            _check_xml(triple)
            yield triple
    else:
        yield from triples


_TURTLE: Final = msg("Turtle and N-Triples hold everything: ttl nt")


def _check_xml(triple: Triple) -> None:
    predicate = triple.predicate.value
    if not _XML_NAME.search(predicate):
        raise _not_in_xml(msg("{iri} ends in no XML name", iri=predicate))
    if predicate in _RESERVED:
        raise _not_in_xml(msg("{iri} is a word of its syntax", iri=predicate))
    if isinstance(triple.object, Literal) and NOT_XML.search(triple.object.value):
        raise _not_in_xml(
            msg("a text of {thing} has a control character", thing=str(triple.subject))
        )
    if isinstance(triple.object, Triple):
        _check_xml(triple.object)


def _not_in_xml(reason: Message) -> UnfitFormat:
    return UnfitFormat(
        msg("RDF/XML cannot say the whole graph: {reason}", reason=reason), hint=_TURTLE
    )


def serialized(
    triples: Iterable[Triple],
    stream: IO[bytes],
    form: RdfFormat,
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write triples as they come.

    Raises:
        UnfitFormat: the format cannot hold one of them.
    """
    # N-Triples has no prefixes, and Oxigraph's JSON-LD makes nothing of them.
    shortened = form in {RdfFormat.TURTLE, RdfFormat.RDF_XML}
    # A bare carriage return would be read again as the end of a line.
    target = _CarriageReturns(stream) if form == RdfFormat.RDF_XML else stream
    serialize(
        fitting(triples, form),
        cast("IO[bytes]", target),
        form,
        prefixes=dict(named_prefixes() if prefixes is None else prefixes) if shortened else None,
    )


class _CarriageReturns:
    """Escape the carriage returns of XML; only texts have any."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def flush(self) -> None:
        self._stream.flush()

    def write(self, content: bytes) -> int:
        self._stream.write(bytes(content).replace(b"\r", b"&#13;"))
        return len(content)


def write_graph(
    triples: Iterable[Triple],
    form: str,
    stream: IO[bytes],
    prefixes: Mapping[str, str] | None = None,
) -> None:
    """Write triples; a small graph in order and with only the prefixes that it uses.

    Raises:
        UnfitFormat: the format cannot hold one of them.
    """
    rest = iter(triples)
    small = list(islice(rest, _SMALL_GRAPH + 1))
    if len(small) > _SMALL_GRAPH:
        serialized(chain(small, rest), stream, GRAPH_FORMATS[form], prefixes)
        return
    small = sorted(set(small), key=str)
    text = " ".join(map(str, small))
    if form == "ttl":
        text = text.replace(str(TYPE), "a")
    declared = named_prefixes() if prefixes is None else prefixes
    used = {prefix: iri for prefix, iri in declared.items() if f"<{iri}" in text}
    buffer = io.BytesIO()
    serialized(small, buffer, GRAPH_FORMATS[form], used)
    content = buffer.getvalue()
    if form == "ttl":
        # Oxigraph declares the prefixes in an order that changes from run to run.
        lines = content.splitlines(keepends=True)
        content = b"".join([*sorted(lines[: len(used)]), *lines[len(used) :]])
    stream.write(content)


def graph_bytes(
    triples: Iterable[Triple], form: str, prefixes: Mapping[str, str] | None = None
) -> bytes:
    """Return what `write_graph` writes."""
    buffer = io.BytesIO()
    write_graph(triples, form, buffer, prefixes)
    return buffer.getvalue()


_MOST_HELD: Final = 16 << 20
"""Bytes of an answer that are held until all of it is known to fit its format."""


@contextmanager
def held_back(stream: IO[bytes]) -> Iterator[IO[bytes]]:
    """Hold what is written until it is whole, so that an error leaves nothing written.

    An answer that is longer than memory should hold is written as it comes.
    """
    holder = _HeldStream(stream)
    yield cast("IO[bytes]", holder)
    holder.release()


class _HeldStream:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._pieces: list[bytes] = []
        self._size = 0

    def write(self, content: bytes) -> int:
        self._pieces.append(bytes(content))
        self._size += len(content)
        if self._size > _MOST_HELD:
            self.release()
        return len(content)

    def flush(self) -> None:
        """Do nothing before all is written."""

    def release(self) -> None:
        for piece in self._pieces:
            self._stream.write(piece)
        self._pieces.clear()
