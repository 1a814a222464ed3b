"""The words of the ontology: classes and properties with their labels and order.

Lookups take them from the packaged ontology, never from the store that they ask, so they speak the
same language over a file, a store on disk and an endpoint that holds only the data.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sskg.errors import RequestError
from sskg.language.message import msg
from sskg.language.text import fold
from sskg.model import Kind, Named, Property
from sskg.ontology import assets
from sskg.ontology.remembered import remembered, state_of
from sskg.rdf.terms import LABEL, ONTOLOGY, PREFIXES, TYPE, expand, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_RDFS = PREFIXES["rdfs"]
_LABEL = NamedNode(_RDFS + "label")
_SUBCLASS = NamedNode(_RDFS + "subClassOf")
_SUBPROPERTY = NamedNode(_RDFS + "subPropertyOf")
_INVERSE = NamedNode(PREFIXES["owl"] + "inverseOf")
_CLASS = PREFIXES["owl"] + "Class"
_OBJECT_PROPERTY = PREFIXES["owl"] + "ObjectProperty"
_EVIDENCED = ONTOLOGY + "EvidencedProperty"
_AUXILIARY_CLASS = ONTOLOGY + "AuxiliaryClass"
_AUXILIARY_PROPERTY = ONTOLOGY + "AuxiliaryProperty"
_CODED = ONTOLOGY + "CodedProperty"
_CONCERNS = ONTOLOGY + "concerns"


class Vocabulary(NamedTuple):
    """Classes and properties of the ontology.

    Attributes:
        classes: every class of the ontology by local name.
        properties: every property of the ontology by IRI; an inverse stands at its property.
        superclasses: local names of the superclasses within the ontology, by local name.
        superproperties: IRIs of the superproperties within the ontology, by IRI.
        inverses: IRI of the property that an inverse turns round, by the inverse's IRI: the
            ontology writes owl:inverseOf at the inverse, which data never uses.
        evidenced: IRIs of the properties of which every use must be proved.
        concepts: the coded concepts (modalities, bounds, roles of passages) by local name.
        auxiliary_classes: local names of the classes whose members are no things of the graph.
        auxiliary: IRIs of the properties that describe claims and passages.
        coded: IRIs of the properties whose objects are codes and units, which are no things.
        relations: IRIs of the properties that link two things, in order; inverses are none.
        terms: IRIs of all that the ontology describes, the terms of others that it takes up, too.
    """

    classes: Mapping[str, Named]
    properties: Mapping[str, Property]
    superclasses: Mapping[str, frozenset[str]]
    superproperties: Mapping[str, frozenset[str]]
    inverses: Mapping[str, str]
    evidenced: frozenset[str]
    concepts: Mapping[str, Named]
    auxiliary_classes: frozenset[str]
    auxiliary: frozenset[str]
    coded: frozenset[str]
    relations: tuple[str, ...]
    terms: frozenset[str]

    @property
    def thing_classes(self) -> tuple[str, ...]:
        """Local names of the classes whose members are things of the graph, in order."""
        return tuple(name for name in self.classes if name not in self.auxiliary_classes)

    @property
    def told(self) -> tuple[str, ...]:
        """IRIs of the properties that tell something of a thing, in order; inverses are none."""
        return tuple(
            iri
            for iri in sorted(self.properties)
            if iri not in self.auxiliary and iri not in self.inverses
        )

    def kind(self, name: str) -> Named:
        """Return a class by its short name; a foreign one has the labels of its graph."""
        if name in self.classes:
            return self.classes[name]
        kind = name if isinstance(name, Kind) else Kind(name)
        return Named(kind.iri, kind.labels)

    def property(self, iri: str) -> Property:
        """Return a property by IRI; one that the ontology lacks is named by its local name."""
        return self.properties.get(iri) or Property(iri)

    def concept(self, name: str) -> Named:
        """Return a coded concept by local name; one that the ontology lacks is named by itself."""
        return self.concepts.get(name) or Named(ONTOLOGY + name)

    def with_subproperties(self, iri: str) -> frozenset[str]:
        """Return a property's IRI and those of all properties below it."""
        below = {child for child, above in self.superproperties.items() if iri in above}
        return frozenset({iri, *below})

    def needs_claim(self, predicate: str, kinds: Iterable[str]) -> bool:
        """Tell whether a statement with a subject of these kinds must be proved by a claim.

        Only the ontology exempts properties, and only its own.
        """
        exempt = predicate == _CONCERNS and "Indicator" in kinds
        own = predicate in self.properties
        return (predicate in self.evidenced or not own) and not exempt

    def find_property(self, name: str) -> tuple[str, bool]:
        """Return the property that a name means, and whether the name reads it backwards.

        Args:
            name: local name, CURIE, IRI, or a label in either language, of it or of its inverse.

        Raises:
            RequestError: the ontology has no such property.
        """
        wanted = expand(name)
        folded = {fold(name), fold(name.removeprefix("sskg:"))}
        for iri in self.properties:
            forward = self.inverses.get(iri, iri)
            names = {fold(local_name(iri)), *map(fold, self.properties[iri].labels.values())}
            bare = {each.removeprefix("is ").removeprefix("was ") for each in names}
            if iri == wanted or folded & (names | bare):
                return forward, iri in self.inverses
        from difflib import get_close_matches

        every = sorted(local_name(iri) for iri in self.properties)
        near = get_close_matches(local_name(name), every, n=3)
        raise RequestError(
            msg("there is no relation “{name}”", name=name),
            hint=(
                msg("did you mean {names}?", names=", ".join(near))
                if near
                else msg(
                    "relations: {names}",
                    names=", ".join(local_name(iri) for iri in sorted(self.evidenced)),
                )
            ),
        )

    def most_specific(self, names: Iterable[str]) -> tuple[str, ...]:
        """Order class names so that none stands after one of its own superclasses.

        >>> vocabulary().most_specific(["Measure", "Reform"])
        ('Reform', 'Measure')
        """
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
    state = state_of([assets.ontology_place()])
    described = _Described(*remembered("vocabulary", state, lambda: tuple(_read())))
    ours = [iri for iri in described.types if iri.startswith(ONTOLOGY)]
    classes = {iri for iri in ours if _CLASS in described.types[iri]}
    properties = {
        iri for iri in ours if any(kind.endswith("Property") for kind in described.types[iri])
    }
    auxiliary = {iri for iri in properties if _AUXILIARY_PROPERTY in described.types[iri]}
    coded = {iri for iri in properties if _CODED in described.types[iri]}
    inverse_labels = {
        forward: described.labels.get(back, {}) for back, forward in described.inverses.items()
    }
    return Vocabulary(
        classes={local_name(iri): described.named(iri) for iri in ours if iri in classes},
        properties={
            iri: Property(iri, described.labels.get(iri, {}), inverse_labels.get(iri, {}))
            for iri in ours
            if iri in properties
        },
        superclasses={
            local_name(iri): frozenset(
                local_name(name) for name in _closure(iri, described.classes) if name in classes
            )
            for iri in classes
        },
        superproperties={
            iri: frozenset(_closure(iri, described.properties) & properties)
            for iri in ours
            if iri in properties
        },
        inverses=described.inverses,
        evidenced=frozenset(iri for iri in ours if _EVIDENCED in described.types[iri]),
        concepts={
            local_name(iri): described.named(iri)
            for iri in ours
            if iri not in classes and iri not in properties
        },
        auxiliary_classes=frozenset(
            local_name(iri) for iri in classes if _AUXILIARY_CLASS in described.types[iri]
        ),
        auxiliary=frozenset(auxiliary),
        coded=frozenset(coded),
        relations=tuple(
            iri
            for iri in sorted(properties - auxiliary - coded - set(described.inverses))
            if _OBJECT_PROPERTY in described.types[iri]
        ),
        terms=frozenset(described.described),
    )


class _Described(NamedTuple):
    """What the ontology's triples say, by subject; of its hierarchies, what is right above."""

    labels: dict[str, dict[str, str]]
    types: dict[str, set[str]]
    classes: dict[str, set[str]]
    properties: dict[str, set[str]]
    inverses: dict[str, str]
    described: set[str]

    def named(self, iri: str) -> Named:
        return Named(iri, self.labels.get(iri, {}))


def _read() -> _Described:
    described = _Described({}, {}, {}, {}, {}, set())
    for quad in parse(path=assets.ontology_place(), format=RdfFormat.TURTLE):
        subject, value = quad.subject, quad.object
        if not isinstance(subject, NamedNode):
            continue
        described.described.add(subject.value)
        if quad.predicate in {_LABEL, LABEL} and isinstance(value, Literal):
            described.labels.setdefault(subject.value, {})[value.language or ""] = value.value
        elif not isinstance(value, NamedNode):
            continue
        elif quad.predicate == TYPE:
            described.types.setdefault(subject.value, set()).add(value.value)
        elif quad.predicate == _SUBCLASS:
            described.classes.setdefault(subject.value, set()).add(value.value)
        elif quad.predicate == _SUBPROPERTY:
            described.properties.setdefault(subject.value, set()).add(value.value)
        elif quad.predicate == _INVERSE:
            described.inverses[subject.value] = value.value
    return described


def _closure(start: str, above: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in above.get(waiting.pop(), ()):
            if name not in reached:
                reached.add(name)
                waiting.append(name)
    return reached
