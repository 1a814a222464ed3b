"""From what was read to nodes and edges: which things are drawn, and what is said of each.

Pure: no store and no file is touched here. Observations become figures of what they measure;
claims and passages become the evidence of statements; the rest are things.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.graph.triples import position
from sskg.language.ranges import choose
from sskg.language.text import width
from sskg.model import Value
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, local_name
from sskg.view.figures import changes, figures
from sskg.view.kinds import FLOW, FOLDED, UNDRAWN, order
from sskg.view.material import STRENGTHS, NamesAndNotes

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from sskg.graph.triples import Triple
    from sskg.view.figures import ComparedFigures, Observation
    from sskg.view.material import ClaimRecord, Material

_DATES = ("start", "end", "publishedOn")


@dataclass(frozen=True, slots=True)
class ShownThing:
    """A node.

    Attributes:
        iri: of the thing.
        kind: local name of its most specific class; empty where the graph gives none.
        texts: names, definitions and notes.
        years: first and last year of its dates, 0 where open; None where it is not dated.
    """

    iri: str
    kind: str
    texts: NamesAndNotes
    years: tuple[int, int] | None

    def label(self, lang: str) -> str:
        """Return the label for a reader, from another language if there is no better one."""
        chosen = choose(self.texts.labels, lang)
        return chosen[0] if chosen else local_name(self.iri)

    @property
    def width(self) -> int:
        """How many columns of a terminal the widest of its labels takes, in any language."""
        return max((width(label) for label in self.texts.labels.values()), default=0)


@dataclass(frozen=True, slots=True)
class Statement:
    """An edge: a triple between two things.

    Attributes:
        subject: index of a thing.
        predicate: index of a property.
        object: index of a thing.
        claims: how and where it is stated; empty for what has none.
    """

    subject: int
    predicate: int
    object: int
    claims: tuple[ClaimRecord, ...]

    @property
    def modality(self) -> str:
        """The strongest modality of its claims, or the empty string where there is none."""
        stated = {claim.modality for claim in self.claims}
        return next((modality for modality in STRENGTHS if modality in stated), "")


@dataclass(frozen=True, slots=True)
class Valued:
    """A triple whose object is a literal, or an IRI that is no thing of the picture."""

    subject: int
    predicate: int
    object: Value | str
    claims: tuple[ClaimRecord, ...]


@dataclass(frozen=True, slots=True)
class Network:
    """What a page shows.

    Attributes:
        things: nodes, by kind in the order of the legend, then by IRI.
        predicates: IRIs of the properties of statements and values.
        statements: edges, by subject, property and object.
        values: triples with a literal, by subject.
        figures: figures by index of the thing that they are shown at.
        changes: between the figures, by index of the thing that they are shown at.
        figured: how many relations the figures have: with what they measure, compare and show.
        material: what it was made from; passages and documents are taken from there.
    """

    things: Sequence[ShownThing]
    predicates: Sequence[str]
    statements: Sequence[Statement]
    values: Sequence[Valued]
    figures: Mapping[int, Sequence[Observation]]
    changes: Mapping[int, Sequence[ComparedFigures]]
    figured: int
    material: Material

    def degrees(self) -> list[int]:
        """Return for each thing how many statements link it to others."""
        count: Counter[int] = Counter()
        for statement in self.statements:
            count[statement.subject] += 1
            count[statement.object] += 1
        return [count[at] for at in range(len(self.things))]

    def is_flow(self, predicate: int) -> bool:
        """Tell whether a property lies on the way from a challenge to a goal."""
        return local_name(self.predicates[predicate]) in FLOW


def build(
    material: Material,
    kinds: Collection[str] = (),
    predicates: Collection[str] = (),
    modalities: Collection[str] = (),
) -> Network:
    """Return the network of what was read.

    Args:
        material: what was read from the store.
        kinds: local names of classes to keep, subclasses included by the caller; all if empty.
        predicates: IRIs of properties to keep between things; all if empty.
        modalities: modalities to keep; an edge stays if one of its claims has one of them.
    """
    stated = _by_subject(material)
    named = material.types.keys() | material.texts.keys() | _linked(material, stated)
    kind_of = {iri: _kind(material, iri) for iri in named}
    hidden = vocabulary().auxiliary_classes | FOLDED
    shown = [
        iri for iri, kind in kind_of.items() if kind not in hidden and (not kinds or kind in kinds)
    ]
    shown.sort(key=lambda iri: (order(kind_of[iri]), kind_of[iri], iri))
    place = {iri: at for at, iri in enumerate(shown)}
    years = _years(material, kind_of)
    properties = _Properties()

    def wanted(triple: Triple) -> bool:
        if predicates and triple[1] not in predicates:
            return False
        claims = material.claims.get(triple, ())
        return not modalities or any(claim.modality in modalities for claim in claims)

    statements: list[Statement] = []
    values: list[Valued] = []
    for subject, triples in stated.items():
        at = place.get(subject)
        if at is None:
            continue
        for triple in triples:
            _, predicate, target = triple
            if isinstance(target, Value) or target not in kind_of:
                claims = _claims(material, triple)
                values.append(Valued(at, properties.index(predicate), target, claims))
            elif target in place and target != subject and wanted(triple):
                claims = _claims(material, triple)
                statements.append(Statement(at, properties.index(predicate), place[target], claims))
    folded_in = figures(material, stated, kind_of, place)
    folded = {figure.iri for each in folded_in.values() for figure in each}
    relations = vocabulary().relations
    return Network(
        [
            ShownThing(
                iri, kind_of[iri], material.texts.get(iri) or NamesAndNotes(), years.get(iri)
            )
            for iri in shown
        ],
        properties.iris,
        statements,
        values,
        folded_in,
        changes(stated, place),
        sum(
            predicate in relations
            and (subject in folded or target in folded)
            and wanted((subject, predicate, target))
            for subject, triples in stated.items()
            for _, predicate, target in triples
        ),
        material,
    )


def _by_subject(material: Material) -> dict[str, list[Triple]]:
    """Return the statements by subject, all of them in the order of `position`."""
    stated: dict[str, list[Triple]] = {}
    for triple in material.statements:
        stated.setdefault(triple[0], []).append(triple)
    return {subject: sorted(set(stated[subject]), key=position) for subject in sorted(stated)}


def _claims(material: Material, triple: Triple) -> tuple[ClaimRecord, ...]:
    return tuple(sorted(material.claims.get(triple, ()), key=lambda claim: claim.iri))


def drawn(network: Network) -> list[int]:
    """Return the indexes of the things that the picture draws without being asked."""
    return [at for at, thing in enumerate(network.things) if thing.kind not in UNDRAWN]


class _Properties:
    """Numbers properties in the order in which they are met."""

    def __init__(self) -> None:
        self.iris: list[str] = []
        self._place: dict[str, int] = {}

    def index(self, iri: str) -> int:
        if iri not in self._place:
            self._place[iri] = len(self.iris)
            self.iris.append(iri)
        return self._place[iri]


def _linked(material: Material, stated: Mapping[str, Sequence[Triple]]) -> set[str]:
    """Return the subjects, and the objects of our relations that are no codes or foreign terms."""
    words = vocabulary()
    linked = set(stated)
    for _, predicate, target in material.statements:
        if not isinstance(target, str) or target in linked:
            continue
        # An untyped object is a thing where the property links things.
        is_iri = ":" in target and not target.startswith((ONTOLOGY, "_:"))
        links = predicate in words.relations or predicate not in words.properties
        if target in material.types or (is_iri and links and target not in words.terms):
            linked.add(target)
    return linked


def _kind(material: Material, iri: str) -> str:
    return next(iter(material.types.get(iri, ())), "")


def _years(material: Material, kind_of: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Return the years of each dated thing.

    What is dated by an event has the event's start. An event without an end ended as it began;
    anything else without one goes on.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    since: dict[str, list[str]] = {}
    for subject, predicate, target in material.statements:
        name = predicate.removeprefix(ONTOLOGY)
        if name == "since" and isinstance(target, str):
            since.setdefault(subject, []).append(target)
        elif name in _DATES and isinstance(target, Value) and (year := _year(target.text)):
            if name != "end":
                first[subject] = min(year, first.get(subject, year))
            if name != "start":
                last[subject] = max(year, last.get(subject, year))
    for subject, year_ in first.items():
        if kind_of.get(subject) == "Event":
            last.setdefault(subject, year_)
    for subject, events in since.items():
        starts = [first[event] for event in events if event in first]
        if starts and subject not in first:
            first[subject] = min(starts)
    return {iri: (first.get(iri, 0), last.get(iri, 0)) for iri in sorted({*first, *last})}


def _year(text: str) -> int:
    digits = text[:4]
    return int(digits) if len(digits) == 4 and digits.isdecimal() else 0  # noqa: PLR2004
