"""Which relations of the ontology may stand between two kinds of things."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, RdfFormat, parse

from sskg.ontology import assets
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

_DOMAINS = {PREFIXES["rdfs"] + "domain", PREFIXES["schema"] + "domainIncludes"}
_RANGES = {PREFIXES["rdfs"] + "range", PREFIXES["schema"] + "rangeIncludes"}


@dataclass(frozen=True, slots=True)
class Ends:
    """Local names of the classes that may stand at the two ends of a relation."""

    domain: frozenset[str]
    range: frozenset[str]


@cache
def ends() -> Mapping[str, Ends]:
    """Return the ends of every relation by IRI, subclasses among them."""
    sides: dict[str, tuple[set[str], set[str]]] = {}
    for triple in parse(path=assets.ontology(), format=RdfFormat.TURTLE):
        subject, predicate, object_ = triple.subject, triple.predicate.value, triple.object
        if not isinstance(subject, NamedNode) or not isinstance(object_, NamedNode):
            continue
        if predicate in _DOMAINS | _RANGES and object_.value.startswith(ONTOLOGY):
            side = sides.setdefault(subject.value, (set(), set()))[predicate in _RANGES]
            side |= vocabulary().subclasses(object_.value.removeprefix(ONTOLOGY))
    return {
        iri: Ends(frozenset(sides[iri][0]), frozenset(sides[iri][1]))
        for iri in vocabulary().relations
        if iri in sides
    }


def fits(subject: str, predicate: str, object_: str) -> bool:
    """Tell whether a relation may stand between things of two classes, by local name.

    >>> fits("Reform", "https://w3id.org/sskg/ontology#resolves", "Challenge")
    True
    >>> fits("Goal", "https://w3id.org/sskg/ontology#resolves", "Challenge")
    False
    """
    both = ends().get(predicate)
    if both is None or subject not in both.domain or object_ not in both.range:
        return False
    return predicate != ONTOLOGY + "partOf" or subject == object_
