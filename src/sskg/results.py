"""The SPARQL 1.1 result formats, and RDF for CONSTRUCT and DESCRIBE.

JSON, XML, CSV and TSV are written by Oxigraph, row by row as the rows are computed.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    serialize,
)

from sskg.errors import RequestError
from sskg.facts import entities
from sskg.model import Answer, Entity, Grid
from sskg.terms import PREFIXES, curie

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

    from sskg.store.base import QueryAnswer, Store, Term

SOLUTION_FORMATS = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
GRAPH_FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


class Table(Answer):
    """The rows of a SELECT, with the labels of the things in them."""

    __slots__ = ("columns", "labelled", "rows")

    def __init__(
        self,
        columns: tuple[str, ...],
        rows: tuple[tuple[Term | None, ...], ...],
        labelled: Mapping[str, Entity],
    ) -> None:
        self.columns = columns
        self.rows = rows
        self.labelled = labelled

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return the rows with CURIEs, and labels where a row does not carry them itself."""
        shown = tuple(tuple(self._cell(term, row, lang) for term in row) for row in self.rows)
        return (Grid("result", self.columns, shown),)

    def _cell(self, term: Term | None, row: tuple[Term | None, ...], lang: str) -> str:
        if term is None:
            return ""
        if not isinstance(term, NamedNode):
            return term.value if isinstance(term, Literal) else str(term)
        known = self.labelled.get(term.value)
        label = known.label(lang) if known and known.labels else ""
        said = any(isinstance(other, Literal) and other.value == label for other in row)
        return f"{label} ({curie(term.value)})" if label and not said else curie(term.value)


def table(answer: QuerySolutions, store: Store) -> Table:
    """Read all rows of a SELECT into a table, with labels for the things in it."""
    columns = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(row[name] for name in columns) for row in answer)
    things = {term.value for row in rows for term in row if isinstance(term, NamedNode)}
    return Table(columns, rows, entities(store, sorted(things)))


def write(answer: QueryAnswer, form: str, stream: IO[bytes]) -> None:
    """Write an answer in a standard format.

    Args:
        answer: of a query; a SELECT is written as its rows are computed.
        form: "json", "xml", "csv" or "tsv" for rows and truth values; "ttl", "nt", "jsonld" or
            "rdf" for triples.
        stream: where the bytes go.

    Raises:
        RequestError: the format is not one for this kind of answer.
    """
    if isinstance(answer, QuerySolutions | QueryBoolean):
        if form not in SOLUTION_FORMATS:
            raise RequestError(
                f"“{form}” is a format for triples, and this query gives rows or a truth value",
                hint="formats: table md " + " ".join(SOLUTION_FORMATS),
            )
        if isinstance(answer, QueryBoolean) and form in {"csv", "tsv"}:
            # The standard gives CSV and TSV for rows only; a bare word is what tools agree on.
            stream.write(b"true\n" if answer else b"false\n")
            return
        answer.serialize(stream, SOLUTION_FORMATS[form])
        return
    if form not in GRAPH_FORMATS:
        raise RequestError(
            f"“{form}” is a format for rows, and this query gives triples",
            hint="formats: " + " ".join(GRAPH_FORMATS),
        )
    prefixes = None if form in {"nt", "jsonld"} else {p: iri for p, iri in PREFIXES.items() if p}
    serialize(answer, stream, GRAPH_FORMATS[form], prefixes=prefixes)


def written(answer: QueryAnswer, form: str) -> bytes:
    """Return what `write` writes."""
    buffer = io.BytesIO()
    write(answer, form, buffer)
    return buffer.getvalue()
