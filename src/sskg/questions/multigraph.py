"""The whole graph for networkx: one edge for each claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from sskg.graph.facts import MACHINERY, entities
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, local_name
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.store.base import Store

_CLAIMED = """
SELECT ?claim ?s ?p ?o ?modality WHERE {
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sskg:modality ?modality .
} ORDER BY ?claim"""

# What says how the graph is built (what a figure measures) needs no claim, and has none.
_UNCLAIMED = """
SELECT ?s ?p ?o WHERE {{
  VALUES ?p {{ {properties} }}
  ?s ?p ?o .
  FILTER NOT EXISTS {{ ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
}} ORDER BY ?s ?p ?o"""


def multigraph(store: Store) -> Any:
    """Return the graph as a `networkx.MultiDiGraph`.

    Nodes are IRIs, with `curie`, `kind`, `kinds` and `label_en`, `label_zh`; a literal (a year, a
    value) is an attribute of its node, named like its property. Edges are keyed by the IRI of
    their claim, so that parallel relations and several claims of one relation stay apart; a
    relation that needs no claim is keyed by its property. Edges have `predicate` (IRI),
    `modality`, `label_en` and `label_zh`.
    """
    import networkx as nx

    words = vocabulary()
    graph = nx.MultiDiGraph()
    rows = [(row, row["claim"].value, row["modality"].value) for row in select(store, _CLAIMED)]
    plain = sorted(
        iri for iri in words.properties if iri not in MACHINERY and iri not in words.inverses
    )
    query = _UNCLAIMED.format(properties=" ".join(f"<{iri}>" for iri in plain))
    rows += [(row, row["p"].value, "") for row in select(store, query)]
    literals: list[tuple[str, str, str]] = []
    for row, key, modality in rows:
        subject, predicate, target = row["s"], row["p"], row["o"]
        if not isinstance(subject, NamedNode) or subject.value.startswith(ONTOLOGY):
            continue
        if isinstance(target, Literal):
            literals.append((subject.value, local_name(predicate.value), target.value))
            graph.add_node(subject.value)
        elif isinstance(target, NamedNode):
            labels = words.property(predicate.value).labels
            graph.add_edge(
                subject.value,
                target.value,
                key=key,
                predicate=predicate.value,
                modality=local_name(modality) if modality else "",
                **{f"label_{lang}": label for lang, label in sorted(labels.items())},
            )
    for iri, thing in entities(store, graph.nodes).items():
        graph.nodes[iri].update(
            curie=thing.curie,
            kind=thing.kind,
            kinds=thing.kinds,
            **{f"label_{lang}": label for lang, label in sorted(thing.labels.items())},
        )
    for iri, name, text in literals:
        graph.nodes[iri][name] = text
    return graph
