"""The whole graph, read in bulk: each thing once with its values, each relation with its claims.

Every reader of whole graphs builds on this one, so that all of them have the same things and
relations. Which classes have things and which properties link them, the ontology says. What proves
a statement (claims, passages) is no thing: it is told with the relation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.graph.facts import entities
from sskg.model import Entity, Value
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

    def names(self) -> Iterator[str]:
        """Yield the IRI of each thing once: by class, then those that the graph gives no class."""
        words = vocabulary()
        for kind in self._kinds():
            yield from self._keep(self._new("?s", f"?s a <{ONTOLOGY}{kind}>"))
        for predicate in words.told:
            ends = self._new("?s", f"?s <{predicate}> ?o")
            if predicate in words.relations:
                ends |= self._new("?o", f"?s <{predicate}> ?o FILTER(isIRI(?o))")
            for batch in batches(sorted(ends)):
                kinds = {iri: known.kinds for iri, known in entities(self.store, batch).items()}
                yield from self._keep(
                    {iri for iri in batch if not words.auxiliary_classes.intersection(kinds[iri])}
                )

    def _kinds(self) -> list[str]:
        """Return the classes that things have, of the ontology and under its namespace."""
        words = vocabulary()
        types = {row["type"].value for row in rows(self.store, "?type", "?s a ?type")}
        kinds = {iri.removeprefix(ONTOLOGY) for iri in types if iri.startswith(ONTOLOGY)}
        return sorted(kinds - words.auxiliary_classes)

    def _keep(self, iris: set[str]) -> list[str]:
        self._known |= iris
        return sorted(iris)

    def _new(self, variable: str, pattern: str) -> set[str]:
        terms = (row[variable[1:]] for row in rows(self.store, variable, pattern))
        return {
            term.value
            for term in terms
            if isinstance(term, NamedNode)
            and term.value not in self._known
            and not term.value.startswith(ONTOLOGY)
        }

    def things(self) -> Iterator[Thing]:
        """Yield each thing once, in the order of `names`."""
        words = vocabulary()
        told = [iri for iri in words.told if iri not in words.relations]
        properties = ", ".join(f"<{iri}>" for iri in (*told, DEFINITION))
        for iris in batches(self.names()):
            found: dict[str, set[tuple[str, str | Value]]] = {iri: set() for iri in iris}
            clause = values("s", map(NamedNode, iris))
            for row in select(self.store, _VALUES.format(things=clause, properties=properties)):
                term = row["o"]
                value = (
                    Value(term.value, term.datatype.value, term.language or "")
                    if isinstance(term, Literal)
                    else str(getattr(term, "value", term))
                )
                found[row["s"].value].add((row["p"].value, value))
            for iri, entity in entities(self.store, iris).items():
                ordered = sorted(found[iri], key=lambda pair: (pair[0], _text(pair[1])))
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
        for predicate in vocabulary().relations:
            for batch in batches(self.pairs(predicate)):
                claimed = self._claimed(predicate, batch)
                for source, target in batch:
                    claims = tuple(sorted(claimed.get((source, target), ())))
                    yield Relation(source, predicate, target, claims)

    def _claimed(
        self, predicate: str, pairs: list[tuple[str, str]]
    ) -> dict[tuple[str, str], set[tuple[str, str]]]:
        asked = " ".join(f"({NamedNode(s)} {NamedNode(o)})" for s, o in pairs)
        found: dict[tuple[str, str], set[tuple[str, str]]] = {}
        for row in select(self.store, _CLAIMED.format(pairs=asked, predicate=predicate)):
            claim = (row["claim"].value, local_name(row["modality"].value))
            found.setdefault((row["s"].value, row["o"].value), set()).add(claim)
        return found


def count(store: Store) -> tuple[int, int]:
    """Return how many things a graph has, and how many relations between them."""
    whole = WholeGraph(store)
    things = sum(1 for _ in whole.names())
    return things, sum(len(whole.pairs(predicate)) for predicate in vocabulary().relations)


def _text(value: str | Value) -> str:
    return value.text if isinstance(value, Value) else value
