"""Shapes: `ontology/shapes.ttl`, validated by pyshacl.

Each message of a shape has two sentences: what is wrong, then what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sskg.check.report import NOTE, VIOLATION, WARNING, Finding
from sskg.check.rules import show
from sskg.ontology import assets
from sskg.rdf.bridge import ill_typed_literals, oxigraph_term, to_rdflib
from sskg.rdf.terms import PREFIXES, curie

if TYPE_CHECKING:
    from sskg.store.base import Store

_SH = PREFIXES["sh"]
_SEVERITIES = {_SH + "Violation": VIOLATION, _SH + "Warning": WARNING, _SH + "Info": NOTE}


def break_shapes(store: Store) -> tuple[list[Finding], int]:
    """Return what breaks a shape, and how many shapes there are.

    Args:
        store: the graph with the ontology in it: subclasses are held to their superclass's shape.
    """
    from pyshacl import validate
    from rdflib import RDF, Graph, Namespace

    sh = Namespace(_SH)
    shapes = Graph().parse(assets.ontology("shapes.ttl"), format="turtle")
    graph = to_rdflib(store)
    # The graph is a copy of the store's already, so that pyshacl need not copy it again.
    with ill_typed_literals():
        _, results, _ = validate(
            graph, shacl_graph=shapes, inference="none", meta_shacl=False, inplace=True
        )
    owners = _owners(shapes)
    findings: dict[tuple[str, str, str], Finding] = {}
    for result in results.subjects(RDF.type, sh.ValidationResult):
        finding = _finding(graph, results, result, owners)
        # A missing value and a wrong one can break the same constraint: one cause, one finding.
        findings.setdefault((finding.node, finding.check, finding.message), finding)
    return list(findings.values()), len(set(shapes.subjects(RDF.type, sh.NodeShape)))


def _finding(graph: Any, results: Any, result: Any, owners: dict[tuple[Any, str], Any]) -> Finding:
    from rdflib import Namespace, URIRef

    sh = Namespace(_SH)
    node = results.value(result, sh.focusNode)
    path = results.value(result, sh.resultPath)
    message = str(results.value(result, sh.resultMessage))
    shape = results.value(result, sh.sourceShape)
    if not isinstance(shape, URIRef):
        shape = _owner(graph, node, owners.get((path, message), []))
    wrong, _, advice = message.partition(". ")
    value = results.value(result, sh.value)
    shown = show(oxigraph_term(value)) if value is not None and value != node else ""
    return Finding(
        str(node) if isinstance(node, URIRef) else f"_:{node}",
        curie(str(shape)),
        _SEVERITIES[str(results.value(result, sh.resultSeverity))],
        wrong + ".",
        advice,
        value=shown,
    )


def _owners(shapes: Any) -> dict[tuple[Any, str], list[tuple[Any, set[Any]]]]:
    """Map path and message of each constraint to the named shapes that have it, with targets."""
    from rdflib import Namespace

    sh = Namespace(_SH)
    owners: dict[tuple[Any, str], list[tuple[Any, set[Any]]]] = {}
    for shape, constraint in shapes.subject_objects(sh.property):
        key = (shapes.value(constraint, sh.path), str(shapes.value(constraint, sh.message)))
        owners.setdefault(key, []).append((shape, set(shapes.objects(shape, sh.targetClass))))
    return owners


def _owner(graph: Any, node: Any, candidates: list[tuple[Any, set[Any]]]) -> Any:
    """Return the shape that targets a node's class, where several share a constraint."""
    from rdflib import RDF, RDFS

    classes = {
        above
        for kind in graph.objects(node, RDF.type)
        for above in graph.transitive_objects(kind, RDFS.subClassOf)
    }
    return next(shape for shape, targets in candidates if targets & classes)
