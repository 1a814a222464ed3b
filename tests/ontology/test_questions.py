"""Competency questions: the graph answers what the texts answer, on two engines, and no more.

`questions/README.md` says how a question is written.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.namespace import OWL, RDF

from sskg.graph.documents import read_documents
from sskg.ontology import assets
from sskg.rdf import files
from sskg.rdf.terms import ONTOLOGY, THINGS, curie

QUESTIONS = sorted((Path(__file__).parent / "questions").glob("*.rq"))
"""Asked of the graph of the first two documents."""
LAWS = sorted((Path(__file__).parent / "questions" / "laws").glob("*.rq"))
"""Asked of the whole graph."""
WHOLE = assets.packaged_files()
ARTICLE = re.compile(r"^# article: (\S+) (\d+)$", re.MULTILINE)
PARAGRAPH = re.compile(r"^# paragraph: (\S+) (\d+)$", re.MULTILINE)
NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?\Z")

Rows = Counter[tuple[str, ...]]


@cache
def oxigraph(*, laws: bool = False) -> ox.Store:
    return files.load(WHOLE if laws else assets.packaged_files())


@cache
def rdflib_graph(*, laws: bool = False) -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in WHOLE if laws else assets.packaged_files():
        graph.parse(path)
    return graph


@cache
def things(*, laws: bool = False) -> frozenset[str]:
    return frozenset(
        term.value
        for quad in oxigraph(laws=laws)
        for term in (quad.subject, quad.predicate, quad.object)
        if isinstance(term, ox.NamedNode)
    )


def cell(text: str) -> str:
    """Bring numbers to one form, so that they compare by value."""
    return f"{Decimal(text).normalize():f}" if NUMBER.match(text) else text


def expected(path: Path) -> tuple[list[str], Rows]:
    lines = path.with_suffix(".tsv").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    rows = [tuple(cell(text) for text in line.split("\t")) for line in lines[1:]]
    return lines[0].split("\t"), Counter(rows)


def of_oxigraph(text: str, *, laws: bool = False) -> tuple[list[str], Rows]:
    answer = oxigraph(laws=laws).query(text)
    assert isinstance(answer, ox.QuerySolutions)
    names = [variable.value for variable in answer.variables]

    def show(term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return curie(term.value)
        return "" if term is None else cell(term.value)  # type: ignore[attr-defined]

    return names, Counter(tuple(show(row[name]) for name in names) for row in answer)


def of_rdflib(text: str, *, laws: bool = False) -> tuple[list[str], Rows]:
    answer = rdflib_graph(laws=laws).query(text)
    names = [str(variable) for variable in answer.vars or ()]

    def show(term: object) -> str:
        if isinstance(term, rdflib.URIRef):
            return curie(str(term))
        return "" if term is None else cell(str(term))

    return names, Counter(tuple(show(term) for term in row) for row in answer)  # type: ignore[union-attr]


def plain(path: Path) -> str:
    """Return a query without comments and strings."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r'"[^"\n]*"', "", re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE))


def names(path: Path, prefix: str) -> set[str]:
    return set(re.findall(rf"(?<![\w:]){prefix}:([A-Za-z0-9][\w-]*)", plain(path)))


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_the_graph_answers_as_the_texts_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert of_oxigraph(text) == expected(path)
    assert of_rdflib(text) == expected(path)


@pytest.mark.parametrize("path", LAWS, ids=lambda path: path.stem)
def test_the_whole_graph_answers_as_the_laws_do(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert of_oxigraph(text, laws=True) == expected(path)
    assert of_rdflib(text, laws=True) == expected(path)
    assert ARTICLE.search(text)
    asked = {ONTOLOGY + name for name in names(path, "sskg")}
    asked |= {THINGS + name for name in names(path, "id")}
    assert asked <= things(laws=True)


def test_there_are_at_least_sixty_questions_each_with_its_rows() -> None:
    assert len(QUESTIONS) >= 60
    rows = {path.stem for path in QUESTIONS[0].parent.glob("*.tsv")}
    assert rows == {path.stem for path in QUESTIONS}
    numbers = [path.stem.partition("_")[0] for path in QUESTIONS]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_says_what_it_asks_and_of_which_paragraph(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"^# question: \S.*\?$", text, re.MULTILINE)) == 1
    assert PARAGRAPH.search(text)


@pytest.mark.parametrize("path", QUESTIONS, ids=lambda path: path.stem)
def test_a_question_asks_of_things_that_are_there(path: Path) -> None:
    # An empty answer means something only where no name in the question is misspelt.
    asked = {ONTOLOGY + name for name in names(path, "sskg")}
    asked |= {THINGS + name for name in names(path, "id")}
    assert asked <= things()


def test_no_class_or_property_is_without_a_question() -> None:
    graph = rdflib.Graph().parse(assets.ontology())
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
    terms = {
        str(term).removeprefix(ONTOLOGY)
        for kind in kinds
        for term in graph.subjects(RDF.type, kind)
        if str(term).startswith(ONTOLOGY) and graph.value(term, OWL.inverseOf) is None
    }
    # An unstable term is there for sources to come: no packaged source can be asked of it.
    status = rdflib.URIRef("http://www.w3.org/2003/06/sw-vocab-status/ns#term_status")
    coming = {
        str(term).removeprefix(ONTOLOGY)
        for term in graph.subjects(status, rdflib.Literal("unstable"))
    }
    asked = {name for path in (*QUESTIONS, *LAWS) for name in names(path, "sskg")}
    assert sorted(terms - asked - coming) == []


def test_every_paragraph_of_both_documents_has_a_question(sources: Path) -> None:
    asked = {
        (document, int(number))
        for path in QUESTIONS
        for document, number in PARAGRAPH.findall(path.read_text(encoding="utf-8"))
    }
    texts = read_documents(sources)
    query = """
        PREFIX schema: <http://schema.org/>
        SELECT ?document ?digest WHERE { ?document schema:sha256 ?digest }"""
    solutions = oxigraph().query(query)
    assert isinstance(solutions, ox.QuerySolutions)
    there = {
        (row["document"].value.removeprefix(THINGS), number)
        for row in solutions
        for number, _ in enumerate(
            re.findall(r"\S(?:.|\n(?!\s*\n))*", texts[row["digest"].value].text), start=1
        )
    }
    assert len({document for document, _ in there}) == 2
    assert asked == there
