"""An endpoint's bytes to rows, truth values and triples, whatever those bytes are.

Rows are read as SPARQL JSON by the standard library's parser, which gives up on deep nesting
instead of overflowing the stack, are brought into the form that Oxigraph's stores give (numbers
normalised, language tags in lower case), and only then handed to Oxigraph.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse_query_results,
)

from sskg.rdf.nesting import DEEPEST
from sskg.rdf.terms import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ROWS: Final = "application/sparql-results+json"
TRIPLES: Final = "application/n-triples"

_XSD: Final = PREFIXES["xsd"]
_STRING: Final = _XSD + "string"
_DEEPEST_TERM: Final = 32


class MalformedAnswer(Exception):  # noqa: N818  (told to the reader as StoreUnavailable)
    """The bytes are no SPARQL answer; the message says why."""


def read_rows(body: bytes, form: str, most: int) -> tuple[QuerySolutions | QueryBoolean, int]:
    """Return the rows or the truth value that SPARQL JSON gives, and how many rows there are.

    Args:
        body: what the endpoint sent.
        form: "SELECT" or "ASK". Virtuoso answers an ASK with one row for yes and none for no.
        most: rows that are taken.

    Raises:
        MalformedAnswer: it is not SPARQL JSON, nests too deep, or has more than `most` rows.
    """
    try:
        answer = json.loads(body)
    except RecursionError:
        raise MalformedAnswer("the answer nests too deep to be read") from None
    except ValueError as error:
        raise MalformedAnswer(f"the answer is not JSON: {error}") from error
    try:
        if form == "ASK":
            truth = (
                answer["boolean"] if "boolean" in answer else bool(answer["results"]["bindings"])
            )
            return _handed_over({"head": {}, "boolean": _truth(truth)}), 0
        variables = [_text(name) for name in answer["head"]["vars"]]
        bindings = answer["results"]["bindings"]
        if len(bindings) > most:
            raise MalformedAnswer(f"the answer has more than {most:,} rows")
        rows = _normalised(bindings, set(variables))
        clean = {"head": {"vars": variables}, "results": {"bindings": rows}}
        return _handed_over(clean), len(rows)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise MalformedAnswer("the answer is JSON, but not of SPARQL's form") from error


def read_triples(body: bytes, most: int) -> tuple[QueryTriples, int]:
    """Return the triples that N-Triples gives, and how many there are.

    Raises:
        MalformedAnswer: it is not N-Triples, nests too deep, or has more than `most` triples.
    """
    if body.count(b"<<") > DEEPEST and any(
        line.count(b"<<") > DEEPEST for line in body.splitlines()
    ):
        raise MalformedAnswer("the answer nests too deep to be read")
    store = Store()
    try:
        store.load(input=body, format=RdfFormat.N_TRIPLES)
    except (SyntaxError, ValueError) as error:
        raise MalformedAnswer(f"the answer is not N-Triples: {error}") from error
    count = len(store)
    if count > most:
        raise MalformedAnswer(f"the answer has more than {most:,} triples")
    triples = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(triples, QueryTriples)  # noqa: S101  (what CONSTRUCT gives)
    return triples, count


def _handed_over(answer: dict[str, Any]) -> QuerySolutions | QueryBoolean:
    written = json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass")
    # Read once to the end: what Oxigraph does not take comes to light here, not at the reader's.
    try:
        trial = parse_query_results(input=written, format=QueryResultsFormat.JSON)
        if isinstance(trial, QuerySolutions):
            for _ in trial:
                pass
    except SyntaxError as error:
        raise MalformedAnswer(f"a term of the answer cannot be read: {error.msg}") from error
    return parse_query_results(input=written, format=QueryResultsFormat.JSON)


def _normalised(bindings: Iterable[dict[str, Any]], variables: set[str]) -> list[dict[str, Any]]:
    typed: dict[tuple[str, str], str] = {}
    blank: dict[str, str] = {}
    rows = [
        {
            name: _term(term, typed, blank, 0)
            for name, term in row.items()
            if name in variables and term is not None
        }
        for row in bindings
    ]
    forms = _lexical_forms(typed)

    def apply(term: dict[str, Any]) -> None:
        if term["type"] == "triple":
            for part in term["value"].values():
                apply(part)
        elif "datatype" in term:
            key = (term["value"], term["datatype"])
            term["value"] = forms.get(key, term["value"])

    for row in rows:
        for term in row.values():
            apply(term)
    return rows


def _term(
    term: dict[str, Any], typed: dict[tuple[str, str], str], blank: dict[str, str], depth: int
) -> dict[str, Any]:
    if depth > _DEEPEST_TERM:
        raise MalformedAnswer("the answer nests too deep to be read")
    kind = term["type"]
    if kind == "uri":
        return {"type": "uri", "value": _text(term["value"])}
    if kind == "bnode":
        # Endpoints' own labels need not be labels in RDF's syntax (Virtuoso's nodeID://b1).
        label = blank.setdefault(_text(term["value"]), f"b{len(blank)}")
        return {"type": "bnode", "value": label}
    if kind in {"literal", "typed-literal"}:
        return _literal(term, typed)
    if kind == "triple":
        parts = term["value"]
        return {
            "type": "triple",
            "value": {
                name: _term(parts[name], typed, blank, depth + 1)
                for name in ("subject", "predicate", "object")
            },
        }
    raise MalformedAnswer("the answer has a term of no kind that SPARQL knows")


def _literal(term: dict[str, Any], typed: dict[tuple[str, str], str]) -> dict[str, Any]:
    result = {"type": "literal", "value": _text(term["value"])}
    if language := term.get("xml:lang"):
        result["xml:lang"] = _text(language)
        if direction := term.get("its:dir"):
            result["its:dir"] = _text(direction)
    elif (datatype := term.get("datatype")) and datatype != _STRING:
        result["datatype"] = _text(datatype)
        if datatype.startswith(_XSD):
            typed[result["value"], datatype] = result["value"]
    return result


def _lexical_forms(typed: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return how Oxigraph's stores write each typed value: "1.50" as "1.5", "1" as "true"."""
    keys = list(typed)
    store = Store()
    predicate: Callable[[int], NamedNode] = lambda at: NamedNode(f"urn:x:{at}")  # noqa: E731
    subject = NamedNode("urn:x:")
    store.extend(
        Quad(subject, predicate(at), Literal(value, datatype=NamedNode(datatype)))
        for at, (value, datatype) in enumerate(keys)
    )
    return {
        keys[int(quad.predicate.value.rpartition(":")[2])]: quad.object.value
        for quad in store
        if isinstance(quad.object, Literal)
    }


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise MalformedAnswer("the answer is JSON, but not of SPARQL's form")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise MalformedAnswer("the answer is JSON, but not of SPARQL's form")
    return value
