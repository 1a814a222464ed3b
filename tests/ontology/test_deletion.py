"""Whatever statement is taken out of the graph, a question is answered otherwise.

A statement is a triple with the claims of one document: they are taken out together, and the triple
too where no other document claims it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
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

FOLDER = Path(__file__).parent / "questions"
WHOLE = assets.packaged_files()
MISSED = {
    "ten-years": 0,
    "xinhua-2021": 0,
    "social-insurance-law": 0,
    "social-assistance-measures": 0,
    "zhejiang-medical-security": 0,
    "veterans-law": 0,
}
"""Documents, and how many statements of each no question misses: these numbers only shrink."""
FIRST = ("ten-years", "xinhua-2021")
"""Asked of the graph of these two alone, as their questions are."""
SUBJECT, PREDICATE, OBJECT = (
    ox.NamedNode(PREFIXES["rdf"] + part) for part in ("subject", "predicate", "object")
)
STARTS = ox.NamedNode(PREFIXES["oa"] + "start")
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
def graph(*, laws: bool) -> ox.Store:
    return files.load(WHOLE if laws else assets.packaged_files())


def answer(store: ox.Store, text: str) -> tuple[str, ...]:
    solutions = store.query(text)
    assert isinstance(solutions, ox.QuerySolutions)
    return tuple(sorted(str(solution) for solution in solutions))


@cache
def questions(*, laws: bool) -> tuple[Question, ...]:
    asked = []
    for path in sorted((FOLDER / "laws" if laws else FOLDER).glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        both = text + path.with_suffix(".tsv").read_text(encoding="utf-8")
        words = frozenset(re.findall(r"[a-z]+:[\w-]+", both))
        rows = answer(graph(laws=laws), text)
        any_property = re.search(r"rdf:predicate\s+\?|[\w?-]+\s+\?\w+\s+[\w?:-]+\s*[.;}]", text)
        asked.append(Question(text, words, any_property is not None, rows))
    return tuple(asked)


def statements(store: ox.Store, document: str) -> dict[ox.Triple, list[ox.NamedNode]]:
    """Return what a document states, each triple with the claims that prove it there."""
    found: dict[ox.Triple, list[ox.NamedNode]] = {}
    in_document = {
        quad.subject
        for quad in store.quads_for_pattern(None, IN_DOCUMENT, ox.NamedNode(THINGS + document))
    }
    proved = {
        quad.subject
        for quad in store.quads_for_pattern(None, EVIDENCE, None)
        if quad.object in in_document
    }
    for claim in proved:
        subject, predicate, value = (
            next(store.quads_for_pattern(claim, part, None)).object
            for part in (SUBJECT, PREDICATE, OBJECT)
        )
        assert isinstance(claim, ox.NamedNode)
        assert isinstance(subject, ox.NamedNode)
        assert isinstance(predicate, ox.NamedNode)
        found.setdefault(ox.Triple(subject, predicate, value), []).append(claim)
    return found


@contextmanager
def without(store: ox.Store, statement: ox.Triple, claims: list[ox.NamedNode]) -> Iterator[None]:
    """Take a statement out of the graph for a while."""
    quads = [quad for claim in claims for quad in store.quads_for_pattern(claim, None, None)]
    others = {
        quad.subject for quad in store.quads_for_pattern(None, SUBJECT, statement.subject)
    } & {quad.subject for quad in store.quads_for_pattern(None, PREDICATE, statement.predicate)}
    others &= {quad.subject for quad in store.quads_for_pattern(None, OBJECT, statement.object)}
    if others <= set(claims):
        quads.append(ox.Quad(statement.subject, statement.predicate, statement.object))
    for quad in quads:
        assert quad in store
        store.remove(quad)
    try:
        yield
    finally:
        store.extend(quads)


def is_missed(store: ox.Store, statement: ox.Triple, asked: tuple[Question, ...]) -> bool:
    """Return whether a question is answered otherwise now, the likeliest asked first."""
    ends = {
        curie(end.value)
        for end in (statement.subject, statement.object)
        if isinstance(end, ox.NamedNode)
    }
    likeliest = sorted(
        (each for each in asked if each.may_miss(statement)),
        key=lambda each: -len(ends & each.words),
    )
    return any(answer(store, each.text) != each.rows for each in likeliest)


@pytest.mark.parametrize("document", MISSED)
def test_no_statement_can_be_taken_out_unnoticed(document: str) -> None:
    laws = document not in FIRST
    store, asked = graph(laws=laws), questions(laws=laws)
    unnoticed = []
    for statement, claims in statements(store, document).items():
        with without(store, statement, claims):
            if not is_missed(store, statement, asked):
                unnoticed.append(str(statement))
    assert len(unnoticed) == MISSED[document], "\n".join(sorted(unnoticed))


def test_a_statement_that_is_put_back_is_there() -> None:
    store = graph(laws=True)
    before = set(store)
    statement, claims = next(iter(statements(store, "social-insurance-law").items()))
    with without(store, statement, claims):
        assert len(store) < len(before)
    assert set(store) == before


def test_a_statement_that_no_question_asks_for_is_not_missed() -> None:
    store = graph(laws=True)
    statement, claims = next(iter(statements(store, "social-insurance-law").items()))
    asked = tuple(each for each in questions(laws=True) if not each.may_miss(statement))
    with without(store, statement, claims):
        assert asked
        assert not is_missed(store, statement, asked)


@pytest.mark.parametrize("document", [name for name in MISSED if name not in FIRST])
def test_every_article_that_proves_something_has_a_question(document: str) -> None:
    text = (assets.texts() / f"{document}.txt").read_text(encoding="utf-8")
    starts = [
        match.start() for match in re.finditer(r"^第[一二三四五六七八九十]+条 ", text, re.MULTILINE)
    ]
    store = graph(laws=True)
    passages = {
        passage
        for claims in statements(store, document).values()
        for claim in claims
        for _, _, passage, _ in store.quads_for_pattern(claim, EVIDENCE, None)
    }
    places = {
        int(quad.object.value)
        for quad in store.quads_for_pattern(None, STARTS, None)
        if quad.subject in passages and isinstance(quad.object, ox.Literal)
    }
    proving = {bisect_right(starts, place) for place in places} - {0}
    named = {
        int(number)
        for each in questions(laws=True)
        for number in re.findall(rf"^# article: {document} (\d+)$", each.text, re.MULTILINE)
    }
    assert proving - named == set()
    assert named <= set(range(1, len(starts) + 1))
