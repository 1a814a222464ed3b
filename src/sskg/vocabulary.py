"""The words of the ontology: classes and properties with their labels and order.

Lookups take them from the packaged ontology, never from the store that they ask, so they speak the
same language over a file, a store on disk and an endpoint that holds only the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg import assets
from sskg.model import Named, Property
from sskg.terms import ONTOLOGY, PREFIXES, TYPE, local_name, sskg

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RDFS = PREFIXES["rdfs"]
_LABEL = NamedNode(_RDFS + "label")
_SUBCLASS = NamedNode(_RDFS + "subClassOf")
_SUBPROPERTY = NamedNode(_RDFS + "subPropertyOf")
_INVERSE = NamedNode(PREFIXES["owl"] + "inverseOf")
_CLASS = NamedNode(PREFIXES["owl"] + "Class")
_EVIDENCED = sskg("EvidencedProperty")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Classes and properties of the ontology.

    Attributes:
        classes: every class of the ontology by local name.
        properties: every property of the ontology by IRI; an inverse stands at its property.
        superclasses: local names of the superclasses within the ontology, by local name.
        superproperties: IRIs of the superproperties within the ontology, by IRI.
        inverses: IRI of the property that an inverse turns round, by the inverse's IRI: the
            ontology writes owl:inverseOf at the inverse, which data never uses.
        evidenced: IRIs of the properties of which every use must be proved.
    """

    classes: Mapping[str, Named]
    properties: Mapping[str, Property]
    superclasses: Mapping[str, frozenset[str]]
    superproperties: Mapping[str, frozenset[str]]
    inverses: Mapping[str, str]
    evidenced: frozenset[str]

    def kind(self, name: str) -> Named:
        """Return a class by local name; one that the ontology lacks is named by itself."""
        return self.classes.get(name) or Named(ONTOLOGY + name)

    def property(self, iri: str) -> Property:
        """Return a property by IRI; one that the ontology lacks is named by its local name."""
        return self.properties.get(iri) or Property(iri)

    def most_specific(self, names: Iterable[str]) -> tuple[str, ...]:
        """Order class names so that none stands after one of its own superclasses."""
        return tuple(
            sorted(set(names), key=lambda name: (-len(self.superclasses.get(name, ())), name))
        )

    def subclasses(self, name: str) -> frozenset[str]:
        """Return a class's local name and those of all classes below it."""
        below = {child for child, above in self.superclasses.items() if name in above}
        return frozenset({name, *below})


@cache
def vocabulary() -> Vocabulary:
    """Read the packaged ontology, once per process."""
    labels: dict[str, dict[str, str]] = {}
    above: dict[str, set[str]] = {}
    above_property: dict[str, set[str]] = {}
    inverses: dict[str, str] = {}
    types: dict[str, set[NamedNode]] = {}
    path = assets.ontology()
    for quad in parse(path=path, format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode):
            continue
        if quad.predicate == _LABEL and isinstance(value, Literal):
            labels.setdefault(subject.value, {})[value.language or ""] = value.value
        elif not isinstance(value, NamedNode):
            continue
        elif quad.predicate == TYPE:
            types.setdefault(subject.value, set()).add(value)
        elif quad.predicate == _SUBCLASS:
            above.setdefault(subject.value, set()).add(value.value)
        elif quad.predicate == _SUBPROPERTY:
            above_property.setdefault(subject.value, set()).add(value.value)
        elif quad.predicate == _INVERSE:
            inverses[subject.value] = value.value
    ours = [iri for iri in types if iri.startswith(ONTOLOGY)]
    classes = [iri for iri in ours if _CLASS in types[iri]]
    is_property = {iri: any(kind.value.endswith("Property") for kind in types[iri]) for iri in ours}
    inverse_labels = {forward: labels.get(back, {}) for back, forward in inverses.items()}
    return Vocabulary(
        classes={local_name(iri): Named(iri, labels.get(iri, {})) for iri in classes},
        properties={
            iri: Property(iri, labels.get(iri, {}), inverse_labels.get(iri, {}))
            for iri in ours
            if is_property[iri]
        },
        superclasses={
            local_name(iri): frozenset(
                local_name(name) for name in _closure(iri, above) if name in set(classes)
            )
            for iri in classes
        },
        superproperties={
            iri: frozenset(name for name in _closure(iri, above_property) if name in is_property)
            for iri in ours
            if is_property[iri]
        },
        inverses=inverses,
        evidenced=frozenset(iri for iri in ours if _EVIDENCED in types[iri]),
    )


def _closure(start: str, above: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for name in above.get(waiting.pop(), ()):
            if name not in found:
                found.add(name)
                waiting.append(name)
    return found
