"""What changed between two states of a graph: things, figures, statements, evidence, names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import pyoxigraph
from pyoxigraph import DefaultGraph, NamedNode, Quad

from sskg.errors import RequestError
from sskg.graph.facts import entities, facts, state
from sskg.graph.proof import COLUMNS, backing_cells, name_cells
from sskg.graph.reading import reading
from sskg.graph.triples import read_triple
from sskg.language.message import msg, word
from sskg.model import Answer, Entity, Fact, Grid
from sskg.questions.figures import figure_of
from sskg.rdf.canonical import canonical, with_iris
from sskg.rdf.terms import BLANK, ONTOLOGY, PREFIXES, curie
from sskg.store.embedded import EmbeddedStore
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.graph.comparison import Figure
    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.store.base import Store

_CLAIMED: Final = """
SELECT ?c ?s ?p ?o WHERE {{
  {values}
  {{ ?x rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o BIND(?x AS ?c) }}
  UNION
  {{ ?c sskg:evidence ?x ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
}}"""
_BATCH: Final = 500
_VALUE, _INDICATOR = ONTOLOGY + "value", ONTOLOGY + "indicator"
_OF_EVIDENCE: Final = frozenset(
    [PREFIXES["rdf"] + name for name in ("subject", "predicate", "object")]
    + [ONTOLOGY + name for name in ("modality", "evidence", "qualifier", "assertedBy",
                                    "inDocument", "anchor", "passageRole")]
    + [PREFIXES["oa"] + name for name in ("start", "end")]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Refigured:
    """A figure that is new, gone, or tells something else.

    Attributes:
        observation: the thing that bears it.
        indicator: what it measures, if the graph says so.
        before: the old figure, or None.
        after: the new one, or None.
    """

    observation: Entity
    indicator: Entity | None
    before: Figure | None
    after: Figure | None


@dataclass(frozen=True, slots=True)
class Reproved:
    """A statement that stands in both states, with other evidence.

    Attributes:
        before: with its old claims.
        after: with its new ones.
    """

    before: Fact
    after: Fact


@dataclass(frozen=True, slots=True)
class Redescribed:
    """A thing of which something else is said that is no statement: names, kinds, notes.

    Attributes:
        entity: the thing.
        removed: property and text of what is gone.
        added: the same of what is new.
    """

    entity: Entity
    removed: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Diff(Answer):
    """What changed from an old state of a graph to a new one.

    Attributes:
        old: where the old state was read from.
        new: the same of the new one.
        added_things, removed_things: things that are in one state alone.
        figures: figures that changed.
        added, removed: statements that stand in one state alone, with their claims; those of
            figures are told with these.
        evidence: statements of both states whose claims differ.
        described: things that are named, sorted or described otherwise.
        removed_triples, added_triples: all that differs, as N-Quads.
    """

    old: str
    new: str
    added_things: tuple[Entity, ...]
    removed_things: tuple[Entity, ...]
    figures: tuple[Refigured, ...]
    added: tuple[Fact, ...]
    removed: tuple[Fact, ...]
    evidence: tuple[Reproved, ...]
    described: tuple[Redescribed, ...]
    removed_triples: tuple[str, ...]
    added_triples: tuple[str, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs."""
        return not (self.removed_triples or self.added_triples)

    def patch(self) -> str:
        """Return what differs as an RDF Patch, which makes the new state of the old one.

        A blank node is named by its canonical form.
        """
        rows = [f"D {row} ." for row in self.removed_triples]
        rows += [f"A {row} ." for row in self.added_triples]
        return "\n".join(["TX .", *rows, "TC .", ""])

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each thing, figure, statement, claim and name that changed."""
        columns = ("change", "part", "thing", "label", "relation", "object", "object_label",
                   *COLUMNS)  # fmt: skip
        rows: list[tuple[str, ...]] = []
        nothing = ("",) * (len(COLUMNS) + 3)
        for sign, things in (("-", self.removed_things), ("+", self.added_things)):
            rows += [(sign, "thing", *name_cells(thing, lang), *nothing) for thing in things]
        for figure in self.figures:
            for sign, state_ in (("-", figure.before), ("+", figure.after)):
                for fact in state_.facts if state_ else ():
                    rows += _rows(sign, "figure", fact, lang)
        for sign, group in (("-", self.removed), ("+", self.added)):
            for fact in group:
                rows += _rows(sign, "statement", fact, lang)
        for each in self.evidence:
            rows += _rows("-", "evidence", each.before, lang)
            rows += _rows("+", "evidence", each.after, lang)
        for change in self.described:
            for sign, texts in (("-", change.removed), ("+", change.added)):
                rows += [
                    (sign, "name", *name_cells(change.entity, lang), relation, text, *nothing[2:])
                    for relation, text in texts
                ]
        return (Grid(word("changes", lang), columns, tuple(rows), "changes"),)


def _rows(sign: str, part: str, fact: Fact, lang: str) -> list[tuple[str, ...]]:
    head = (sign, part, *name_cells(fact.subject, lang), fact.predicate.label(lang),
            *name_cells(fact.object, lang))  # fmt: skip
    return [(*head, *cells) for cells in backing_cells(fact, lang)]


def diff(old: Store, new: Store, documents: Mapping[str, Document] | None = None) -> Diff:
    """Return what changed between two states of a graph.

    Blank nodes are compared by canonical form: those that hang together are the same if all that is
    said of them is.

    Args:
        old: the state before.
        new: the state after.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        RequestError: one of them is an endpoint, of which blank nodes cannot be compared.
    """
    states = _State(old, documents), _State(new, documents)
    before, after = states
    gone, come = before.quads - after.quads, after.quads - before.quads
    before.read(gone, come)
    after.read(gone, come)
    figured = before.figures.keys() | after.figures.keys()
    things = before.things(after), after.things(before)
    return Diff(
        old.location,
        new.location,
        things[1],
        things[0],
        tuple(
            Refigured(
                (after if iri in after.figures else before).things_named[iri],
                after.indicators.get(iri, before.indicators.get(iri)),
                before.figures.get(iri),
                after.figures.get(iri),
            )
            for iri in sorted(figured)
        ),
        _only(after, before, figured),
        _only(before, after, figured),
        tuple(
            Reproved(before.claimed[key], after.claimed[key])
            for key in sorted(before.claimed.keys() & after.claimed.keys(), key=str)
            if before.claimed[key].claims != after.claimed[key].claims
            and not (key in before.differing and key[0] in figured)
        ),
        _described(before, after, things),
        _lines(before.canonical - after.canonical),
        _lines(after.canonical - before.canonical),
    )


class _State:
    """One of the two states, and what in it has to do with what differs."""

    def __init__(self, store: Store, documents: Mapping[str, Document] | None) -> None:
        if store.kind == "endpoint":
            raise RequestError(
                msg("an endpoint is not compared: its blank nodes have no lasting names"),
                hint=msg("sskg export graph.nq -g URL writes what it holds"),
                place=store.location,
            )
        self.documents = documents
        self.canonical = canonical(store.quads())
        self.quads = with_iris(self.canonical)
        self.store: Store = store
        if store.blank or store.kind != "memory":
            copy = pyoxigraph.Store()
            copy.bulk_extend(self.quads)
            self.store = EmbeddedStore(copy, store.location, blank=False)
        self.subjects = {quad.subject for quad in self.quads}
        self.stated: dict[Triple, Fact] = {}
        self.claimed: dict[Triple, Fact] = {}
        self.figures: dict[str, Figure] = {}
        self.indicators: dict[str, Entity] = {}
        self.differing: set[Triple] = set()
        self.things_named: dict[str, Entity] = {}
        self.texts: dict[str, list[tuple[str, str]]] = {}

    def read(self, gone: set[Quad], come: set[Quad]) -> None:
        """Read what has to do with statements that differ."""
        own = gone if gone <= self.quads else come
        differing = gone | come
        iris = sorted({
            quad.subject.value for quad in differing if isinstance(quad.subject, NamedNode)
        })  # fmt: skip
        self.things_named = entities(self.store, iris)
        ours = {*_triples(own)}
        read = {_key(fact): fact for fact in facts(self.store, subjects=iris,
                                                   documents=self.documents)}  # fmt: skip
        self.stated = {key: fact for key, fact in read.items() if key in ours}
        self.differing = {*_triples(differing)}
        of_figures = {
            fact.subject.iri for fact in read.values() if fact.predicate.iri == _VALUE
        } & {key[0] for key in self.differing}
        self.figures = {
            iri: figure_of([fact for fact in read.values() if fact.subject.iri == iri])
            for iri in of_figures
        }
        self.indicators = {
            fact.subject.iri: fact.object
            for fact in read.values()
            if fact.predicate.iri == _INDICATOR and isinstance(fact.object, Entity)
        }
        touched = self._touched(iris)
        self.claimed = {_key(fact): fact for fact in state(self.store, touched, self.documents)}
        for quad in sorted(own, key=str):
            if isinstance(quad.subject, NamedNode) and quad.predicate.value not in _OF_EVIDENCE:
                triple = read_triple({"s": quad.subject, "p": quad.predicate, "o": quad.object})  # type: ignore[arg-type]
                if triple not in self.stated:
                    text = (curie(quad.object.value) if isinstance(quad.object, NamedNode)
                            else str(quad.object))  # fmt: skip
                    texts = self.texts.setdefault(quad.subject.value, [])
                    texts.append((curie(quad.predicate.value), text))

    def _touched(self, iris: list[str]) -> list[Triple]:
        """Return the statements whose claims, or the passages of these, differ."""
        touched: dict[Triple, None] = {}
        for at in range(0, len(iris), _BATCH):
            clause = values("x", [NamedNode(iri) for iri in iris[at : at + _BATCH]])
            for row in select(self.store, _CLAIMED.format(values=clause)):
                if (triple := read_triple(row)) is not None:
                    touched[triple] = None
        return list(touched)

    def things(self, other: _State) -> tuple[Entity, ...]:
        """Return the things of which only this state says anything; figures are told apart."""
        lexicon = reading(self.store)
        return tuple(
            thing
            for iri, thing in self.things_named.items()
            if NamedNode(iri) in self.subjects - other.subjects
            and thing.kinds
            and lexicon.is_thing(thing)
            and iri not in self.figures
            and not iri.startswith(BLANK)
        )


def _key(fact: Fact) -> Triple:
    target = fact.object.iri if isinstance(fact.object, Entity) else fact.object
    return fact.subject.iri, fact.predicate.iri, target


def _triples(quads: Iterable[Quad]) -> Iterable[Triple]:
    for quad in quads:
        row = {"s": quad.subject, "p": quad.predicate, "o": quad.object}
        if (triple := read_triple(row)) is not None:  # type: ignore[arg-type]
            yield triple


def _only(state_: _State, other: _State, figured: set[str]) -> tuple[Fact, ...]:
    """Return statements that one state makes and the other does not."""
    return tuple(
        fact
        for key, fact in state_.stated.items()
        if key not in other.stated and key[0] not in figured
    )


def _described(
    before: _State, after: _State, things: tuple[tuple[Entity, ...], tuple[Entity, ...]]
) -> tuple[Redescribed, ...]:
    whole = {thing.iri for group in things for thing in group}
    return tuple(
        Redescribed(
            (after if iri in after.texts else before).things_named[iri],
            tuple(before.texts.get(iri, ())),
            tuple(after.texts.get(iri, ())),
        )
        for iri in sorted(before.texts.keys() | after.texts.keys())
        if iri not in whole
    )


def _lines(quads: Iterable[Quad]) -> tuple[str, ...]:
    return tuple(
        sorted(str(quad if quad.graph_name != DefaultGraph() else quad.triple) for quad in quads)
    )
