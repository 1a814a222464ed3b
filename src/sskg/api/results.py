"""What only Python is given: the triples of a query, and the view as a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from sskg.model import Answer, Grid
from sskg.rdf.terms import curie

if TYPE_CHECKING:
    from pyoxigraph import Triple


@dataclass(frozen=True, slots=True)
class Triples(Answer):
    """The triples of a CONSTRUCT or DESCRIBE."""

    triples: tuple[Triple, ...]

    @property
    def rows(self) -> tuple[tuple[Any, Any, Any], ...]:
        """Subject, predicate and object of each triple."""
        return tuple((each.subject, each.predicate, each.object) for each in self.triples)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each triple."""
        rows = tuple(tuple(_shown(term) for term in row) for row in self.rows)
        return (Grid("triples", ("subject", "predicate", "object"), rows),)


@dataclass(frozen=True, slots=True)
class Page:
    """The interactive graph as one HTML page; a notebook shows it inline."""

    html: str

    def _repr_html_(self) -> str:
        from sskg.view.page import inline_frame

        return inline_frame(self.html)


def _shown(term: object) -> str:
    if isinstance(term, NamedNode):
        return curie(term.value)
    return term.value if isinstance(term, Literal) else str(term)
