"""Results of queries: read from the formats of the W3C, and compared as it says.

The XML and JSON formats are read here by what their recommendations say, with nothing of the
project and nothing of its store.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET

from pyoxigraph import (
    BaseDirection,
    BlankNode,
    Literal,
    NamedNode,
    RdfFormat,
    Triple,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

Term = NamedNode | BlankNode | Literal | Triple
Row = tuple[Term | None, ...]

_SRX: Final = "{http://www.w3.org/2005/sparql-results#}"
_RS: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS: Final = {
    "integer": lambda text: str(int(text)),
    "decimal": lambda text: str(Decimal(text).normalize()),
    "float": lambda text: repr(float(text)),
    "double": lambda text: repr(float(text)),
}
_RDF: Final = {"ttl": RdfFormat.TURTLE, "rdf": RdfFormat.RDF_XML, "nt": RdfFormat.N_TRIPLES}


@dataclass
class Rows:
    """Rows of a SELECT; `ordered` tells whether their order counts."""

    columns: tuple[str, ...]
    rows: list[Row]
    ordered: bool = False

    def __str__(self) -> str:
        return "\n".join(map(str, [self.columns, *(" ".join(map(str, row)) for row in self.rows)]))

    def by(self, columns: tuple[str, ...]) -> list[Row]:
        """Return the rows with their columns in an order."""
        places = [self.columns.index(name) for name in columns]
        return [tuple(row[place] for place in places) for row in self.rows]


Answer = Rows | bool | set[Row]
"""Rows, the truth, or triples."""


def read(content: bytes, form: str, base: str = "http://example/") -> Answer:
    """Read an answer in the format that a file ending stands for."""
    if form == "srx":
        return _xml(content)
    if form == "srj":
        return _json(json.loads(content))
    if form == "csv":
        return _csv(content.decode("utf-8"))
    if form == "tsv":
        return _tsv(content.decode("utf-8"))
    triples: set[Row] = {
        (quad.subject, quad.predicate, quad.object)
        for quad in parse(content, _RDF[form], base_iri=base)
    }
    return (
        _result_set(triples)
        if any(str(row[1]).startswith(f"<{_RS}") for row in triples)
        else triples
    )


def _xml(content: bytes) -> Answer:
    root = ET.fromstring(content)  # noqa: S314  (files of the suite, and our own answers)
    truth = root.find(f"{_SRX}boolean")
    if truth is not None:
        return truth.text == "true"
    columns = tuple(each.attrib["name"] for each in root.iter(f"{_SRX}variable"))
    rows: list[Row] = []
    for result in root.iter(f"{_SRX}result"):
        bound = {each.attrib["name"]: _xml_term(each[0]) for each in result}
        rows.append(tuple(bound.get(name) for name in columns))
    return Rows(columns, rows)


def _xml_term(element: ET.Element) -> Term:
    text = element.text or ""
    if element.tag == f"{_SRX}uri":
        return NamedNode(text)
    if element.tag == f"{_SRX}bnode":
        return BlankNode(text)
    if language := element.get(_LANG):
        return Literal(text, language=language)
    datatype = element.get("datatype")
    return Literal(text, datatype=NamedNode(datatype)) if datatype else Literal(text)


def _json(told: dict[str, Any]) -> Answer:
    if "boolean" in told:
        return bool(told["boolean"])
    columns = tuple(told["head"]["vars"])
    return Rows(
        columns,
        [
            tuple(_json_term(row[name]) if name in row else None for name in columns)
            for row in told["results"]["bindings"]
        ],
    )


def _json_term(told: dict[str, Any]) -> Term:
    kind, value = told["type"], told["value"]
    if kind == "uri":
        return NamedNode(value)
    if kind == "bnode":
        return BlankNode(value)
    if kind == "triple":
        parts: list[Any] = [_json_term(value[part]) for part in ("subject", "predicate", "object")]
        return Triple(*parts)
    assert kind in {"literal", "typed-literal"}
    if language := told.get("xml:lang"):
        direction = told.get("its:dir")
        return Literal(
            value, language=language, direction=BaseDirection(direction) if direction else None
        )
    datatype = told.get("datatype")
    return Literal(value, datatype=NamedNode(datatype)) if datatype else Literal(value)


def _tsv(text: str) -> Rows:
    head, *lines = text.removesuffix("\n").split("\n")
    columns = tuple(name.removeprefix("?") for name in head.split("\t"))
    return Rows(columns, [tuple(map(_turtle_term, line.split("\t"))) for line in lines])


def _turtle_term(text: str) -> Term | None:
    if not text:
        return None
    (quad,) = parse(f"<s:> <p:> {text} .", RdfFormat.TURTLE)
    term: Term = quad.object
    return term


def _result_set(triples: set[Row]) -> Answer:
    """Read the vocabulary in which the first test suites wrote results."""

    def values(subject: Term | None, name: str) -> Iterator[Any]:
        return (o for s, p, o in triples if s == subject and p == NamedNode(_RS + name))

    (result,) = {s for s, p, o in triples if o == NamedNode(f"{_RS}ResultSet")}
    for truth in values(result, "boolean"):
        return bool(truth.value == "true")
    columns = tuple(name.value for name in values(result, "resultVariable"))
    numbered: list[tuple[int, Row]] = []
    for solution in values(result, "solution"):
        bound = {
            next(values(binding, "variable")).value: next(values(binding, "value"))
            for binding in values(solution, "binding")
        }
        index = next(values(solution, "index"), None)
        row = tuple(bound.get(name) for name in columns)
        numbered.append((int(index.value) if index else 0, row))
    numbered.sort(key=lambda pair: pair[0])
    return Rows(columns, [row for _, row in numbered], ordered=any(at for at, _ in numbered))


def _csv(text: str) -> Rows:
    """Read a CSV, which tells blank nodes from other terms and nothing more."""
    head, *lines = csv.reader(io.StringIO(text, newline=""))
    return Rows(
        tuple(head),
        [
            tuple(BlankNode(cell[2:]) if cell.startswith("_:") else Literal(cell) for cell in line)
            for line in lines
        ],
    )


def same(expected: Answer, actual: Answer, *, lax: bool = False) -> bool:
    """Tell whether two answers are the same but for the labels of blank nodes.

    Args:
        expected: what the suite holds.
        actual: what was answered.
        lax: whether repeated rows may be fewer.
    """
    if isinstance(expected, Rows) and isinstance(actual, Rows):
        if set(expected.columns) != set(actual.columns):
            return False
        ours, theirs = expected.by(expected.columns), actual.by(expected.columns)
        if expected.ordered:
            ours, theirs = _numbered(ours), _numbered(theirs)
        if lax:
            ours, theirs = list(dict.fromkeys(ours)), list(dict.fromkeys(theirs))
        return isomorphic(ours, theirs)
    if isinstance(expected, set) and isinstance(actual, set):
        return isomorphic(list(expected), list(actual))
    return expected is actual


def valued(answer: Answer) -> Answer:
    """Return an answer with each number written in one way, as its value."""
    if isinstance(answer, Rows):
        return Rows(answer.columns, list(map(_valued, answer.rows)), answer.ordered)
    return set(map(_valued, answer)) if isinstance(answer, set) else answer


def _valued(row: Row) -> Row:
    return tuple(_value(term) if isinstance(term, Literal) else term for term in row)


def _value(literal: Literal) -> Literal:
    write = _NUMBERS.get(literal.datatype.value.removeprefix(_XSD))
    if write is None:
        return literal
    try:
        return Literal(write(literal.value), datatype=literal.datatype)
    except (ValueError, ArithmeticError):
        return literal  # no number, though it says so


def _numbered(rows: list[Row]) -> list[Row]:
    return [(Literal(str(at)), *row) for at, row in enumerate(rows)]


def isomorphic(ours: list[Row], theirs: list[Row]) -> bool:
    """Tell whether two bags of rows are equal under a one-to-one renaming of blank nodes."""
    if Counter(filter(_ground, ours)) != Counter(filter(_ground, theirs)):
        return False
    open_ours = [row for row in ours if not _ground(row)]
    open_theirs = [row for row in theirs if not _ground(row)]
    return len(open_ours) == len(open_theirs) and _renamed(open_ours, open_theirs, {})


def _ground(row: Row) -> bool:
    return not any(isinstance(term, BlankNode) for term in row)


def _renamed(ours: list[Row], theirs: list[Row], names: dict[Term, Term]) -> bool:
    """Tell whether the rows fit each other under some renaming that holds these names."""
    if not ours:
        return True
    for at, row in enumerate(theirs):
        more = _fitted(ours[0], row, names)
        if more is not None and _renamed(ours[1:], theirs[:at] + theirs[at + 1 :], more):
            return True
    return False


def _fitted(ours: Row, theirs: Row, names: dict[Term, Term]) -> dict[Term, Term] | None:
    """Return the names with those that make one row the other, or None."""
    names = dict(names)
    for one, other in zip(ours, theirs, strict=True):
        if isinstance(one, BlankNode) and isinstance(other, BlankNode):
            if names.setdefault(one, other) != other:
                return None
        elif one != other:
            return None
    return names if len(set(names.values())) == len(names) else None
