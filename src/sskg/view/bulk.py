"""Asks a store for what a view shows: for some things in batches, or for all of a graph at once."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal

from sskg.graph.reading import values_clauses
from sskg.graph.triples import literal
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pyoxigraph import QuerySolution

    from sskg.model import Value
    from sskg.store.base import Store

    ReportRows = Callable[[str, int], None]

_CHUNK: Final = 1000
"""Rows that are taken and counted at once."""
_TOLD: Final = 20_000
"""Rows after which progress is told."""


class BulkReader:
    """Asks the same store for one thing after the other, and tells how far it has come.

    Args:
        store: the graph that is asked.
        progress: told what is being read and how many rows have come, about every 20,000 rows.
    """

    def __init__(self, store: Store, progress: ReportRows) -> None:
        self.store = store
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._texts: dict[str, str] = {}

    def once(self, text: str) -> str:
        """Return the one copy of a text: an IRI stands in many rows, and each row has its own."""
        return self._texts.setdefault(text, text)

    def object(self, term: Any) -> str | Value:
        """Return the object of a statement: a literal, or the one copy of an IRI."""
        if isinstance(term, Literal):
            return literal(term)
        return self.once(str(getattr(term, "value", term)))

    def rows(
        self, what: str, template: str, variable: str, only: set[str] | None, **parts: str
    ) -> Iterator[QuerySolution]:
        """Answer a query for some things, or, without a VALUES clause, for all."""
        count = self._counts[what]
        for clause in [""] if only is None else values_clauses(variable, sorted(only)):
            answer = select(self.store, template.format(values=clause, **parts))
            while chunk := list(islice(answer, _CHUNK)):
                yield from chunk
                before, count = count, count + len(chunk)
                if before // _TOLD < count // _TOLD:
                    self._progress(what, count)
        self._counts[what] = count
