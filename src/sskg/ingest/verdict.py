"""What check says of a document's Turtle, before it is part of the graph."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, Quad
from pyoxigraph import Store as Quads

from sskg.check.gather import check
from sskg.graph.documents import Document
from sskg.graph.reading import CLAUSE_SIZE
from sskg.ingest.reading import TEXT
from sskg.rdf import files
from sskg.rdf.terms import ALT_LABEL, LABEL, TYPE
from sskg.store.embedded import EmbeddedStore
from sskg.store.locate import open_store
from sskg.store.paging import batches
from sskg.store.sparql import iri_list, select

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sskg.check.report import Report
    from sskg.ingest.reading import Reading
    from sskg.store.base import Store

_DESCRIBED: Final = (TYPE, LABEL)
_TERMS: Final = (
    "SELECT ?thing ?told WHERE {{ VALUES ?thing {{ {things} }} ?thing {predicate} ?told }}"
)
_NAMESAKES: Final = (
    "SELECT ?thing ?told WHERE {{ VALUES ?told {{ {labels} }} ?thing {predicate} ?told }}"
)


def verdict(path: Path, reading: Reading, graphs: Sequence[str]) -> Report:
    """Check a document's Turtle together with what it names of the graph.

    The graph's own things are there with class and label alone, so that this takes as long as the
    document is, however large the graph. What is found is told of the document's nodes only.

    Args:
        path: the Turtle.
        reading: the document, in whose text claims are looked up.
        graphs: what --graph named; none for the packaged graph.
    """
    return judge(path, reading, open_store(graphs))


def judge(path: Path, reading: Reading, graph: Store) -> Report:
    """Check a document's Turtle together with what it names of a graph; see `verdict`."""
    accepted = files.load([path])
    own = {quad.subject.value for quad in accepted if isinstance(quad.subject, NamedNode)}
    described = {quad.subject.value for quad in accepted.quads_for_pattern(None, TYPE, None)
                 if isinstance(quad.subject, NamedNode)}  # fmt: skip
    accepted.extend(_borrowed(accepted, described, graph))
    document = Document(reading.folder / TEXT, reading.digest, reading.text)
    report = check(
        EmbeddedStore(accepted, str(path)), documents={reading.digest: document}, paths=[path]
    )
    linked = own - described
    mine = tuple(
        finding
        for finding in report.findings
        if not finding.node or (finding.node in own and finding.node not in linked)
    )
    return replace(report, findings=mine)


def _borrowed(accepted: Quads, described: set[str], graph: Store) -> Iterator[Quad]:
    """Yield class and label of the graph's things that are named, or that have a label of these."""
    named = {
        term.value
        for quad in accepted
        for term in (quad.subject, quad.object)
        if isinstance(term, NamedNode) and term.value not in described
    }
    labels = {str(quad.object) for quad in accepted.quads_for_pattern(None, LABEL, None)}
    for predicate in (LABEL, ALT_LABEL):
        for batch in batches(sorted(labels), CLAUSE_SIZE):
            query = _NAMESAKES.format(labels=" ".join(batch), predicate=predicate)
            named |= {row["thing"].value for row in select(graph, query)
                      if isinstance(row["thing"], NamedNode)}  # fmt: skip
    for predicate in _DESCRIBED:
        for batch in batches(sorted(named - described), CLAUSE_SIZE):
            things = iri_list(batch, " ")
            for row in select(graph, _TERMS.format(things=things, predicate=predicate)):
                yield Quad(row["thing"], predicate, row["told"])
