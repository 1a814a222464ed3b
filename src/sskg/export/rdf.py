"""The graph as RDF 1.1: Turtle, N-Triples, JSON-LD and RDF/XML, triple by triple."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Final

from pyoxigraph import Literal, RdfFormat, serialize

from sskg.errors import UnwritableOutput
from sskg.export.xml import UNSAYABLE
from sskg.language.message import msg
from sskg.rdf.terms import PREFIXES
from sskg.store.paging import everything

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import Triple

    from sskg.store.base import Store

_XML_NAME = re.compile(r"[A-Za-z_][\w.-]*\Z")
_SHORTENED: Final = {RdfFormat.TURTLE, RdfFormat.RDF_XML}


def write_rdf(store: Store, stream: IO[bytes], form: RdfFormat) -> None:
    """Write all triples of a graph.

    Numbers come as the store spells them (1.50 as 1.5), language tags in lower case.

    Args:
        store: the graph.
        stream: where the bytes go.
        form: Turtle, N-Triples, JSON-LD or RDF/XML.

    Raises:
        UnwritableOutput: RDF/XML cannot say a triple: a property whose IRI ends in no XML name, or
            a text with a control character.
    """
    prefixes = {name: iri for name, iri in PREFIXES.items() if name}
    found = everything(store)
    if form == RdfFormat.RDF_XML:
        found = _sayable_in_xml(found)
    serialize(found, stream, form, prefixes=prefixes if form in _SHORTENED else None)


def _sayable_in_xml(found: Iterator[Triple]) -> Iterator[Triple]:
    """Pass triples on, but for those of which Oxigraph would write what is no XML."""
    for triple in found:
        if not _XML_NAME.search(triple.predicate.value):
            raise _unsayable(f"{triple.predicate.value} ends in no XML name")
        if isinstance(triple.object, Literal) and UNSAYABLE.search(triple.object.value):
            raise _unsayable(f"a text of {triple.subject} holds a control character")
        yield triple


def _unsayable(reason: str) -> UnwritableOutput:
    return UnwritableOutput(
        msg("RDF/XML cannot say the whole graph: {reason}", reason=reason), hint=msg("Turtle can")
    )
