"""The rows of a SELECT with the labels of the things in them."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sskg.graph.facts import entities
from sskg.language.ranges import interface
from sskg.model import Answer, Grid
from sskg.rdf.terms import ONTOLOGY, curie

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import QuerySolutions

    from sskg.model import Entity
    from sskg.store.base import Store, Term


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
        name = curie(term.value)
        entity = self.labelled.get(term.value)
        label = entity.label(lang) if entity and entity.labels else ""
        # The ontology's own names say in words what they mean.
        telling = term.value.startswith(ONTOLOGY) and interface(lang) == "en"
        shown = any(isinstance(other, Literal) and other.value == label for other in row)
        return f"{name}  {label}" if label and not shown and not telling else name


def table(
    answer: QuerySolutions,
    store: Store,
    *,
    columns: Sequence[str] | None = None,
    limit: int | None = None,
) -> tuple[Table, bool]:
    """Read the rows of a SELECT into a table, with labels for the things in it.

    Args:
        answer: of a SELECT.
        store: where labels are looked up.
        columns: variables in the order of the columns; those of the answer if None.
        limit: the most rows to read, or None for all.

    Returns:
        The table, and whether there were more rows than the limit.
    """
    names = tuple(columns or (variable.value for variable in answer.variables))
    rows = tuple(tuple(row[name] for name in names) for row in islice(answer, limit))
    things = {term.value for row in rows for term in row if isinstance(term, NamedNode)}
    return Table(names, rows, entities(store, sorted(things))), next(answer, None) is not None
