"""Whatever statement of a law is taken out of the graph, a question is answered otherwise.

A statement is a triple with the claims of one document: they are taken out together, and the triple
too where no other document claims it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from sskg.ontology import assets
from sskg.rdf import files
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS, curie

LAWS = sorted((Path(__file__).parent / "questions" / "laws").glob("*.rq"))
WHOLE = assets.graph_files()
MISSED = {"social-insurance-law": 0, "social-assistance-measures": 0}
"""Documents, and how many of their statements no question misses: none of these may grow."""
SUBJECT, PREDICATE, OBJECT = (
    ox.NamedNode(PREFIXES["rdf"] + part) for part in ("subject", "predicate", "object")
)
EVIDENCE, IN_DOCUMENT = (ox.NamedNode(ONTOLOGY + name) for name in ("evidence", "inDocument"))


@dataclass(frozen=True)
class Question:
    text: str
    words: frozenset[str]
    """Names that the query or its expected rows mention."""
    of_any_property: bool
    rows: tuple[str, ...]

    def may_miss(self, statement: ox.Triple) -> bool:
        """Return whether the query can see the statement: it names the property, or any does."""
        return self.of_any_property or curie(statement.predicate.value) in self.words


@cache
def graph() -> ox.Store:
    return files.load(WHOLE)


def answer(text: str) -> tuple[str, ...]:
    solutions = graph().query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return tuple(sorted(str(solution) for solution in solutions))


@cache
def questions() -> tuple[Question, ...]:
    asked = []
    for path in LAWS:
        text = path.read_text(encoding="utf-8")
        both = text + path.with_suffix(".tsv").read_text(encoding="utf-8")
        words = frozenset(re.findall(r"[a-z]+:[\w-]+", both))
        any_property = re.search(r"rdf:predicate\s+\?|[\w?-]+\s+\?\w+\s+[\w?:-]+\s*[.;}]", text)
        asked.append(Question(text, words, any_property is not None, answer(text)))
    return tuple(asked)


def statements(document: str) -> dict[ox.Triple, list[ox.NamedNode]]:
    """Return what a document states, each triple with the claims that prove it there."""
    found: dict[ox.Triple, list[ox.NamedNode]] = {}
    in_document = {
        quad.subject
        for quad in graph().quads_for_pattern(None, IN_DOCUMENT, ox.NamedNode(THINGS + document))
    }
    proved = {
        quad.subject
        for quad in graph().quads_for_pattern(None, EVIDENCE, None)
        if quad.object in in_document
    }
    for claim in proved:
        subject, predicate, value = (
            next(graph().quads_for_pattern(claim, part, None)).object
            for part in (SUBJECT, PREDICATE, OBJECT)
        )
        assert isinstance(claim, ox.NamedNode)
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        found.setdefault(ox.Triple(subject, predicate, value), []).append(claim)
    return found


@contextmanager
def without(statement: ox.Triple, claims: list[ox.NamedNode]) -> Iterator[None]:
    """Take a statement out of the graph for a while."""
    quads = [quad for claim in claims for quad in graph().quads_for_pattern(claim, None, None)]
    others = {
        quad.subject for quad in graph().quads_for_pattern(None, SUBJECT, statement.subject)
    } & {quad.subject for quad in graph().quads_for_pattern(None, PREDICATE, statement.predicate)}
    others &= {quad.subject for quad in graph().quads_for_pattern(None, OBJECT, statement.object)}
    if others <= set(claims):
        quads.append(ox.Quad(statement.subject, statement.predicate, statement.object))
    for quad in quads:
        assert quad in graph()
        graph().remove(quad)
    try:
        yield
    finally:
        graph().extend(quads)


def is_missed(statement: ox.Triple) -> bool:
    """Return whether a question is answered otherwise now, the likeliest asked first."""
    ends = {
        curie(end.value)
        for end in (statement.subject, statement.object)
        if isinstance(end, ox.NamedNode)
    }
    asked = sorted(
        (each for each in questions() if each.may_miss(statement)),
        key=lambda each: -len(ends & each.words),
    )
    return any(answer(each.text) != each.rows for each in asked)


@pytest.mark.parametrize("document", MISSED)
def test_no_statement_can_be_taken_out_unnoticed(document: str) -> None:
    questions()  # answered by the whole graph
    unnoticed = []
    for statement, claims in statements(document).items():
        with without(statement, claims):
            if not is_missed(statement):
                unnoticed.append(str(statement))
    assert len(unnoticed) <= MISSED[document], "\n".join(sorted(unnoticed))


def test_a_statement_that_is_put_back_is_there() -> None:
    before = len(graph())
    statement, claims = next(iter(statements("social-insurance-law").items()))
    with without(statement, claims):
        assert len(graph()) < before
    assert len(graph()) == before
