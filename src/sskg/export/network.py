"""The columns of nodes and edges, in which the formats of networks tell things and relations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.graph.reading import reading
from sskg.graph.whole import DEFINITION
from sskg.model import MODALITIES, Value
from sskg.ontology.profiles import first, profile
from sskg.rdf.terms import curie, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.graph.whole import Thing, WholeGraph

NODE_COLUMNS: Final = (
    "curie", "label", "label_en", "label_zh", "kind", "kinds", "definition_en", "definition_zh",
    "start", "end", "value", "upper_value", "unit", "bound", "as_stated",
)  # fmt: skip
_RENAMED: Final = {"asStated": "as_stated", "upperValue": "upper_value"}
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


def nodes(graph: WholeGraph) -> Iterator[Node]:
    """Yield a node for each thing."""
    dating = _dating()
    for thing in graph.things():
        entity = thing.entity
        columns = {
            "curie": entity.curie,
            "label": entity.label("en"),
            "label_en": entity.labels.get("en", ""),
            "label_zh": entity.labels.get("zh", ""),
            "kind": entity.kind,
            "kinds": " ".join(entity.kinds),
            **_values(thing, dating),
        }
        yield Node(entity.iri, {name: columns.get(name, "") for name in NODE_COLUMNS}, entity.kinds)


def _values(thing: Thing, dating: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a thing by column; of several, the first in order of text."""
    columns: dict[str, str] = {}
    for predicate, value in thing.values:
        if predicate == DEFINITION:
            name = f"definition_{(value.lang if isinstance(value, Value) else '') or 'en'}"
        elif date := dating.get(predicate):
            name = date
        else:
            name = _RENAMED.get(local_name(predicate), local_name(predicate))
        text = value.text if isinstance(value, Value) else curie(value)
        columns[name] = min(columns.get(name, text), text)
    return columns


def _dating() -> dict[str, str]:
    """Return the column of each property that dates a thing."""
    scheme = profile()
    return dict.fromkeys(map(first, scheme.ends), "end") | dict.fromkeys(
        map(first, scheme.starts), "start"
    )


def edges(graph: WholeGraph) -> Iterator[Edge]:
    """Yield an edge for each relation; the nodes must have been read before."""
    order = {modality: at for at, modality in enumerate(MODALITIES)}
    lexicon = reading(graph.store)
    lexicon.labels(graph.store, graph.linking)
    for number, relation in enumerate(graph.relations(), 1):
        words = lexicon.property(relation.predicate)
        modalities = {modality for _, modality in relation.claims}
        columns = {
            "predicate": curie(relation.predicate),
            "label": words.label("en"),
            "label_zh": words.labels.get("zh", ""),
            # All modalities and claims, so that none hides behind another.
            "modality": " ".join(
                sorted(modalities, key=lambda name: (order.get(name, len(order)), name))
            ),
            "claims": " ".join(sorted({curie(claim) for claim, _ in relation.claims})),
        }
        yield Edge(
            number, relation.subject, relation.object, local_name(relation.predicate), columns
        )
