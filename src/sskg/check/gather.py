"""Everything at once: shapes, rules and evidence, in one report."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph
from pyoxigraph import NamedNode

from sskg.check import coverage, texts
from sskg.check.evidence import Evidence, read_evidence
from sskg.check.locations import Locations
from sskg.check.report import Count, Finding, Report, Requirement, ordered
from sskg.check.rules import break_rules, read_rules
from sskg.check.shapes import break_shapes
from sskg.graph import whole as reading
from sskg.graph.annotations import decomposed
from sskg.language.message import msg
from sskg.ontology import assets
from sskg.rdf import files
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import triples
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sskg.graph.documents import Document
    from sskg.store.base import Store

EMPTY = Requirement(
    "nothing-to-check",
    "The graph says something",
    msg("The graph holds no thing, claim or passage of the ontology, so nothing was checked."),
    msg("Name the file with the data; its things are typed with classes of the ontology."),
    "warning",
)
REQUIREMENTS = (EMPTY, *texts.REQUIREMENTS, *coverage.REQUIREMENTS)
"""What is asked of a graph besides its shapes and rules."""

_DECLARES = "ASK { sskg:EvidencedProperty a ?anything }"
_ANNOTATIONS = "CONSTRUCT { ?claim rdf:reifies ?o } WHERE { ?claim rdf:reifies ?o ; a sskg:Claim }"
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_ANYTHING = """
ASK {
  { ?thing a ?class FILTER(STRSTARTS(STR(?class), STR(sskg:))) }
  UNION
  {
    ?ours a owl:Class FILTER(STRSTARTS(STR(?ours), STR(sskg:)))
    ?class rdfs:subClassOf+ ?ours .
    ?thing a ?class
  }
  FILTER(ISBLANK(?thing) || !STRSTARTS(STR(?thing), STR(sskg:)))
}"""
_USES = """
SELECT (COUNT(*) AS ?found) (SUM(?has) AS ?proved) WHERE {
  ?predicate a sskg:EvidencedProperty .
  ?subject ?predicate ?object .
  FILTER NOT EXISTS { ?subject a sskg:Indicator FILTER(?predicate = sskg:concerns) }
  BIND(IF(EXISTS {
    ?claim rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object
  }, 1, 0) AS ?has)
}"""


def check(
    store: Store,
    *,
    documents: Mapping[str, Document] | None = None,
    paths: Sequence[Path] = (),
    whole: bool = False,
    shapes: Sequence[Path] = (),
) -> Report:
    """Hold a graph to the shapes and rules of the ontology, and to the texts that it cites.

    Args:
        store: the graph; one without the ontology is read into memory and judged with the
            packaged one.
        documents: the reader's copies of the source documents, by digest; None looks things up
            in the texts of the package alone.
        paths: the RDF files that the graph was loaded from, for the line of each finding.
        whole: whether the graph is meant to be complete, so that a term that it never uses is
            worth a warning.
        shapes: files with SHACL shapes of the user's own, which it is held to as well.

    Raises:
        UnreadableInput: a file of shapes cannot be read, or is not well formed.
    """
    graph, added = _with_ontology(store)
    evidence = read_evidence(graph, documents or {})
    anything = bool(graph.query(_ANYTHING))
    shaped, held_to = break_shapes(graph, shapes, spared=added, packaged=anything)
    ruled = break_rules(graph, whole=whole)
    findings = [*_without_echoes(shaped, ruled), *ruled, *texts.check_figures(evidence)]
    right: set[str] = set()
    figures = dates = Count()
    if documents is not None or any(source.held for source in evidence.sources.values()):
        findings += texts.check_sources(evidence, documents)
        wrong, right = texts.check_passages(evidence)
        unsaid, figures, dates = texts.check_statements(evidence)
        findings += wrong + unsaid
    bare, reports = coverage.check_coverage(evidence, right)
    things, relations = reading.count(graph)
    if not (anything or shapes):
        findings.append(EMPTY.broken(""))
    locations = Locations(paths)
    return Report(
        graph=store.location,
        findings=ordered([_placed(finding, locations, evidence) for finding in findings + bare]),
        shapes=held_to,
        rules=sum(whole or not rule.whole for rule in read_rules()),
        things=things,
        relations=relations,
        statements=Count(_number(graph, _USES, "found"), _number(graph, _USES, "proved")),
        claims=Count(
            len(evidence.statements),
            sum(right.issuperset(statement.passages) for statement in evidence.statements.values()),
        ),
        figures=figures,
        dates=dates,
        documents=tuple(reports),
    )


def _with_ontology(store: Store) -> tuple[Store, frozenset[str]]:
    """Return a graph with the ontology in it, and the terms that were added to it.

    What its annotations state is there in parts, too: by these the shapes and rules know claims.
    """
    declared = bool(store.query(_DECLARES))
    parts = list(decomposed(triples(store, _ANNOTATIONS)))
    if declared and not parts:
        return store, frozenset()
    graph = pyoxigraph.Store() if declared else files.load([assets.ontology()])
    added = frozenset(quad.subject.value for quad in graph if isinstance(quad.subject, NamedNode))
    everything = chain(map(tuple, triples(store, _EVERYTHING)), parts)
    graph.extend(pyoxigraph.Quad(*each) for each in everything)
    return EmbeddedStore(graph, store.location), added


def _without_echoes(shaped: list[Finding], ruled: list[Finding]) -> list[Finding]:
    """Drop a shape's finding on a name that is described nowhere: the rule tells it better."""
    dangling = {
        (finding.node, finding.value) for finding in ruled if finding.check == "dangling-name"
    }
    return [finding for finding in shaped if (finding.node, finding.value) not in dangling]


def _placed(finding: Finding, locations: Locations, evidence: Evidence) -> Finding:
    """Return a finding with its place in the RDF files and, for a passage, in the text."""
    span = evidence.spans.get(finding.node)
    source = evidence.sources.get(span.document) if span else None
    where = finding.excerpt
    if where is None and span and source and source.held and evidence.text(span) is not None:
        where = texts.excerpt(source.held, span.start, span.end)
    return replace(finding, place=locations.find(finding.node), excerpt=where)


def _number(store: Store, query: str, name: str) -> int:
    for row in select(store, query):
        return int(row[name].value) if row[name] is not None else 0
    return 0
