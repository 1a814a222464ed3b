"""The graph as nodes and edges: things with their labels, kinds and dates; relations with claims.

What proves a statement (claims, passages) is not drawn as nodes, but told on the edge.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.export.batches import batches
from sskg.export.paging import rows
from sskg.graph.facts import entities
from sskg.model import MODALITIES
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, curie, local_name
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.store.base import Store

_EVIDENCE: Final = frozenset({"Claim", "Passage", "EvidencedProperty"})

_TOLD: Final = ("start", "end", "value", "unit", "bound", "asStated")
"""What a thing says of itself in a value, as it stands in a column."""

_TYPED: Final = "?s a <{kind}>"
_VALUES: Final = f"""
SELECT ?s ?p ?o WHERE {{{{
  {{things}}
  VALUES ?p {{{{ {" ".join(f"sskg:{name}" for name in _TOLD)} skos:definition }}}}
  ?s ?p ?o
}}}}"""
_RELATED: Final = "?s <{predicate}> ?o FILTER(isIRI(?s) && isIRI(?o))"
_CLAIMED: Final = """
SELECT ?s ?o ?claim ?modality WHERE {{
  VALUES (?s ?o) {{ {pairs} }}
  ?claim rdf:subject ?s ; rdf:predicate <{predicate}> ; rdf:object ?o ; sskg:modality ?modality .
}}"""

NODE_COLUMNS: Final = (
    "curie", "label", "label_en", "label_zh", "kind", "kinds", "definition_en", "definition_zh",
    "start", "end", "value", "unit", "bound", "as_stated",
)  # fmt: skip
EDGE_COLUMNS: Final = ("predicate", "label", "label_zh", "modality", "claims")


@dataclass(frozen=True, slots=True)
class Node:
    """A thing.

    Attributes:
        iri: of the thing.
        columns: text by name, as in NODE_COLUMNS; nothing where the graph says nothing.
        kinds: local names of its classes, the most specific first.
    """

    iri: str
    columns: dict[str, str]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation between two things.

    Attributes:
        number: counted from 1.
        source: IRI of the subject.
        target: IRI of the object.
        predicate: local name of the property.
        columns: text by name, as in EDGE_COLUMNS; modality holds all of its claims' modalities.
    """

    number: int
    source: str
    target: str
    predicate: str
    columns: dict[str, str]


@dataclass(slots=True)
class Network:
    """Nodes and edges of a graph, read as they are asked for: first all nodes, then the edges.

    Only the names of the nodes are held in memory.

    Args:
        store: the graph.
    """

    store: Store
    _things: dict[str, None] = field(default_factory=dict)

    def nodes(self) -> Iterator[Node]:
        """Yield each thing once, in order of class."""
        for kind in vocabulary().classes:
            if kind in _EVIDENCE:
                continue
            fresh = []
            for row in rows(self.store, "?s", _TYPED.format(kind=ONTOLOGY + kind)):
                thing = row["s"]
                if isinstance(thing, NamedNode) and thing.value not in self._things:
                    self._things[thing.value] = None
                    fresh.append(thing.value)
            for batch in batches(sorted(fresh)):
                yield from self._described(batch)

    def _described(self, iris: list[str]) -> Iterator[Node]:
        told: dict[str, dict[str, str]] = {iri: {} for iri in iris}
        things = values("s", map(NamedNode, iris))
        for row in select(self.store, _VALUES.format(things=things)):
            name = _column(row["p"].value, row["o"])
            text = curie(row["o"].value) if isinstance(row["o"], NamedNode) else row["o"].value
            # The first in order of text, where there are several: stores give them in any order.
            columns = told[row["s"].value]
            columns[name] = min(columns.get(name, text), text)
        for iri, entity in entities(self.store, iris).items():
            columns = {
                "curie": entity.curie,
                "label": entity.label("en"),
                "label_en": entity.labels.get("en", ""),
                "label_zh": entity.labels.get("zh", ""),
                "kind": entity.kind,
                "kinds": " ".join(entity.kinds),
                **told[iri],
            }
            yield Node(iri, {name: columns.get(name, "") for name in NODE_COLUMNS}, entity.kinds)

    def edges(self) -> Iterator[Edge]:
        """Yield each relation between two of the nodes; they must have been read before."""
        number = 0
        for predicate, words in sorted(vocabulary().properties.items()):
            pairs = {
                (row["s"].value, row["o"].value)
                for row in rows(self.store, "?s ?o", _RELATED.format(predicate=predicate))
                if row["s"].value in self._things and row["o"].value in self._things
            }
            for batch in batches(sorted(pairs)):
                claimed = self._claimed(predicate, batch)
                for source, target in batch:
                    number += 1
                    modality, claims = claimed.get((source, target), ("", ""))
                    columns = {
                        "predicate": curie(predicate),
                        "label": words.label("en"),
                        "label_zh": words.labels.get("zh", ""),
                        "modality": modality,
                        "claims": claims,
                    }
                    yield Edge(number, source, target, local_name(predicate), columns)

    def _claimed(
        self, predicate: str, pairs: list[tuple[str, str]]
    ) -> dict[tuple[str, str], tuple[str, str]]:
        """Return all modalities and claims of each statement, so that none hides behind another."""
        asked = " ".join(f"({NamedNode(s)} {NamedNode(o)})" for s, o in pairs)
        found: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for row in select(self.store, _CLAIMED.format(pairs=asked, predicate=predicate)):
            modalities, claims = found.setdefault((row["s"].value, row["o"].value), (set(), set()))
            modalities.add(local_name(row["modality"].value))
            claims.add(curie(row["claim"].value))
        order = {modality: at for at, modality in enumerate(MODALITIES)}
        return {
            pair: (
                " ".join(sorted(modalities, key=lambda name: order.get(name, len(order)))),
                " ".join(sorted(claims)),
            )
            for pair, (modalities, claims) in found.items()
        }


def _column(predicate: str, told: object) -> str:
    name = local_name(predicate)
    if name == "definition":
        language = told.language if isinstance(told, Literal) else ""
        return f"definition_{language or 'en'}"
    return "as_stated" if name == "asStated" else name
