"""Annotations of RDF 1.2, and the same as claims of RDF 1.1."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, Quad, Triple

from sskg.rdf.terms import PREFIXES

ANNOTATES: Final = PREFIXES["rdf"] + "reifies"
"""What leads from an annotation to the triple that it annotates (RDF 1.2)."""


def as_parts(quad: Quad) -> tuple[Quad, ...]:
    """Return what an annotation states, as claims of RDF 1.1 name it; any other statement as it is.

    >>> said = Triple(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode("urn:o"))
    >>> annotation = Quad(NamedNode("urn:c"), NamedNode(ANNOTATES), said)
    >>> [str(quad.object) for quad in as_parts(annotation)]
    ['<urn:s>', '<urn:p>', '<urn:o>']
    """
    if quad.predicate.value != ANNOTATES or not isinstance(quad.object, Triple):
        return (quad,)
    return tuple(
        Quad(quad.subject, NamedNode(PREFIXES["rdf"] + part), term, quad.graph_name)
        for part in ("subject", "predicate", "object")
        if not isinstance(term := getattr(quad.object, part), Triple)
    )
