"""The whole graph, read in bulk: each thing once with its values, each relation with its claims.

Every reader of whole graphs builds on this one, so that all of them have the same things and
relations. Things are what has a kind, a name or a link; relations are all links between them but
annotations. Our ontology says it of its own classes and properties, profiles of the others. What
proves a statement (claims, passages) is no thing: it is told with the relation; and what our
ontology describes is no thing of the graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.graph.blank import with_names
from sskg.graph.facts import entities
from sskg.graph.reading import is_term, reading
from sskg.graph.triples import literal
from sskg.model import Entity, Value
from sskg.ontology.profiles import first
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, PREFIXES, local_name
from sskg.store.paging import batches, rows
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.store.base import Store

DEFINITION: Final = PREFIXES["skos"] + "definition"

# A filter: with two VALUES clauses an engine may go through all values of the graph for each batch.
_VALUES: Final = """
SELECT ?s ?p ?o WHERE {{ {things} ?s ?p ?o FILTER(?p IN ({properties})) }}"""
_CLAIMED: Final = """
SELECT ?s ?o ?claim ?modality WHERE {{
  VALUES (?s ?o) {{ {pairs} }}
  ?claim rdf:subject ?s ; rdf:predicate <{predicate}> ; rdf:object ?o ; sskg:modality ?modality .
}}"""


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with what is told of it in values.

    Attributes:
        entity: with labels and kinds.
        values: IRIs of properties with their values, in order: literals, and codes and units as
            IRIs. Definitions are among them.
    """

    entity: Entity
    values: tuple[tuple[str, str | Value], ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation between two things.

    Attributes:
        subject: IRI of a thing.
        predicate: IRI of the property.
        object: IRI of a thing.
        claims: IRI and modality of each of its claims, in order; empty where it has none.
    """

    subject: str
    predicate: str
    object: str
    claims: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class WholeGraph:
    """Things and relations of a graph, read as they are asked for: first things, then relations.

    Only the names of the things are held in memory, and the pairs of one property.

    Args:
        store: the graph.
    """

    store: Store
    _known: set[str] = field(default_factory=set)
    _predicates: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Take the graph with names for its blank nodes."""
        self.store = with_names(self.store)

    @property
    def predicates(self) -> list[str]:
        """IRIs of the properties that say something of a thing, ours first."""
        if not self._predicates:
            words, lexicon = vocabulary(), reading(self.store)
            barred = (
                lexicon.profile.machinery | lexicon.profile.telling | lexicon.profile.annotations
            )
            used = {row["p"].value for row in rows(self.store, "?p", "?s ?p ?o")}
            foreign = used - barred - words.properties.keys() - words.auxiliary
            self._predicates = [*words.told, *sorted(foreign)]
        return self._predicates

    @property
    def linking(self) -> list[str]:
        """IRIs of the properties that may link two things, ours first."""
        words = vocabulary()
        return [
            *words.relations, *(iri for iri in self.predicates if iri not in words.properties)
        ]  # fmt: skip

    def names(self) -> Iterator[str]:
        """Yield the IRI of each thing once: by class, then what has a name or a link alone."""
        lexicon, words = reading(self.store), vocabulary()
        for kind in self._kinds():
            for path in lexicon.kinds:
                yield from self._keep(self._new("?s", f"?s {path} <{kind}>"))
        for path in lexicon.naming:
            yield from self._things(self._new("?s", f"?s {path} ?o"))
        linking = frozenset(self.linking)
        for predicate in self.predicates:
            if predicate in words.properties:
                ends = self._new("?s", f"?s <{predicate}> ?o")
                if predicate in linking:
                    ends |= self._new("?o", f"?s <{predicate}> ?o FILTER(isIRI(?o))")
            else:
                ends = self._foreign_ends(predicate)
            yield from self._things(ends)

    def _foreign_ends(self, predicate: str) -> set[str]:
        """Return both ends of a property's uses, but of those that describe our ontology."""
        terms = vocabulary().terms
        ends = {
            term.value
            for row in rows(self.store, "?s ?o", f"?s <{predicate}> ?o")
            if not (isinstance(row["s"], NamedNode) and row["s"].value in terms)
            for term in (row["s"], row["o"])
            if isinstance(term, NamedNode)
        }
        return {iri for iri in ends if self._is_new(iri)}

    def _things(self, iris: set[str]) -> Iterator[str]:
        """Keep what is no evidence and no part of a statement."""
        lexicon = reading(self.store)
        for batch in batches(sorted(iris)):
            described = entities(self.store, batch)
            yield from self._keep({iri for iri in batch if lexicon.is_thing(described[iri])})

    def _kinds(self) -> list[str]:
        """Return the IRIs of the classes that things have, ours first."""
        lexicon, words = reading(self.store), vocabulary()
        types = {
            row["type"].value
            for path in lexicon.kinds
            for row in rows(self.store, "?type", f"?s {path} ?type FILTER(isIRI(?type))")
        }
        barred = {ONTOLOGY + name for name in words.auxiliary_classes} | lexicon.profile.machinery
        return sorted(types - barred, key=lambda iri: (not iri.startswith(ONTOLOGY), iri))

    def _keep(self, iris: set[str]) -> list[str]:
        self._known |= iris
        return sorted(iris)

    def _new(self, variable: str, pattern: str) -> set[str]:
        terms = (row[variable[1:]] for row in rows(self.store, variable, pattern))
        return {
            term.value for term in terms if isinstance(term, NamedNode) and self._is_new(term.value)
        }

    def _is_new(self, iri: str) -> bool:
        return iri not in self._known and not is_term(iri)

    def things(self) -> Iterator[Thing]:
        """Yield each thing once, in the order of `names`."""
        words, lexicon = vocabulary(), reading(self.store)
        valued = [iri for iri in self.predicates if iri not in words.relations]
        defining = {
            first(path) for path in lexicon.definitions if "/" not in path.partition(">")[2]
        }
        properties = ", ".join(f"<{iri}>" for iri in (*valued, *sorted(defining)))
        for iris in batches(self.names()):
            values_of: dict[str, set[tuple[str, str | Value]]] = {iri: set() for iri in iris}
            clause = values("s", map(NamedNode, iris))
            for row in select(self.store, _VALUES.format(things=clause, properties=properties)):
                term = row["o"]
                value = (
                    literal(term)
                    if isinstance(term, Literal)
                    else str(getattr(term, "value", term))
                )
                predicate = row["p"].value
                if predicate in defining:
                    values_of[row["s"].value].add((DEFINITION, value))
                elif isinstance(value, Value) or predicate in words.properties:
                    values_of[row["s"].value].add((predicate, value))
            for iri, entity in entities(self.store, iris).items():
                ordered = sorted(values_of[iri], key=lambda pair: (pair[0], _text(pair[1])))
                yield Thing(entity, tuple(ordered))

    def pairs(self, predicate: str) -> list[tuple[str, str]]:
        """Return the things that a property links, in order; `names` must have been read."""
        return sorted(
            {
                (row["s"].value, row["o"].value)
                for row in rows(
                    self.store, "?s ?o", f"?s <{predicate}> ?o FILTER(isIRI(?s) && isIRI(?o))"
                )
                if row["s"].value in self._known and row["o"].value in self._known
            }
        )

    def relations(self) -> Iterator[Relation]:
        """Yield each relation between two things once; `names` must have been read."""
        for predicate in self.linking:
            for batch in batches(self.pairs(predicate)):
                claimed = self._claimed(predicate, batch)
                for source, target in batch:
                    claims = tuple(sorted(claimed.get((source, target), ())))
                    yield Relation(source, predicate, target, claims)

    def _claimed(
        self, predicate: str, pairs: list[tuple[str, str]]
    ) -> dict[tuple[str, str], set[tuple[str, str]]]:
        asked = " ".join(f"({NamedNode(s)} {NamedNode(o)})" for s, o in pairs)
        claims: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for row in select(self.store, _CLAIMED.format(pairs=asked, predicate=predicate)):
            claim = (row["claim"].value, local_name(row["modality"].value))
            claims.setdefault((row["s"].value, row["o"].value), set()).add(claim)
        return claims


def count(store: Store) -> tuple[int, int]:
    """Return how many things a graph has, and how many relations between them."""
    whole = WholeGraph(store)
    things = sum(1 for _ in whole.names())
    return things, sum(len(whole.pairs(predicate)) for predicate in whole.linking)


def _text(value: str | Value) -> str:
    return value.text if isinstance(value, Value) else value
