"""The whole graph for networkx: one edge for each claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.graph.reading import reading
from sskg.graph.whole import DEFINITION, WholeGraph
from sskg.model import Value
from sskg.rdf.terms import curie, local_name

if TYPE_CHECKING:
    from sskg.store.base import Store


def multigraph(store: Store) -> Any:
    """Return the graph as a `networkx.MultiDiGraph`.

    Nodes are IRIs of things, with `curie`, `kind`, `kinds` and `label_en`, `label_zh`; a value (a
    year, a number, a unit) is an attribute of its node, named like its property. Edges are keyed by
    the IRI of their claim, so that parallel relations and several claims of one relation stay
    apart; a relation without a claim is keyed by its property. Edges have `predicate` (IRI),
    `modality`, `label_en` and `label_zh`.
    """
    import networkx as nx

    whole = WholeGraph(store)
    graph = nx.MultiDiGraph()
    for thing in whole.things():
        entity = thing.entity
        labels = {f"label_{lang}": label for lang, label in sorted(entity.labels.items())}
        values = {
            local_name(predicate): value.text if isinstance(value, Value) else curie(value)
            for predicate, value in reversed(thing.values)  # of several, the first is kept
            if predicate != DEFINITION
        }
        graph.add_node(
            entity.iri, curie=entity.curie, kind=entity.kind, kinds=entity.kinds,
            **(values | labels),
        )  # fmt: skip
    lexicon = reading(whole.store)
    lexicon.labels(whole.store, whole.linking)
    for relation in whole.relations():
        labels = {
            f"label_{lang}": label
            for lang, label in sorted(lexicon.property(relation.predicate).labels.items())
        }
        for key, modality in relation.claims or ((relation.predicate, ""),):
            graph.add_edge(
                relation.subject, relation.object, key=key,
                predicate=relation.predicate, modality=modality, **labels,
            )  # fmt: skip
    return graph
