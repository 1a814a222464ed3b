"""A query as every door runs it: a named one by its name, any other by its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sskg.graph import tables
from sskg.graph.annotations import annotated
from sskg.language.message import msg
from sskg.queries import catalog
from sskg.rdf.terms import OURS
from sskg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyoxigraph import QuerySolutions

    from sskg.graph.tables import Table
    from sskg.language.message import Message
    from sskg.queries.catalog import NamedQuery
    from sskg.store.base import QueryAnswer, Store, Term


class Query(NamedTuple):
    """A query that is asked.

    Attributes:
        text: in SPARQL 1.1.
        origin: where it came from, for messages.
        named: the named query that it is, if any.
    """

    text: str
    origin: Message | str
    named: NamedQuery | None = None

    def graph(self, store: Store) -> Store:
        """Return the graph that is asked: a named query sees annotations of RDF 1.2 as claims."""
        return annotated(store) if self.named else store

    def run(
        self, store: Store, terms: Mapping[str, Term] | None = None, base: str | None = None
    ) -> QueryAnswer:
        """Answer it: a named query has the project's prefixes, others those of the graph.

        Args:
            store: what `graph` returns.
            terms: for its variables.
            base: what relative IRIs are resolved against; None for what the prefixes come with.
        """
        prologue = OURS if self.named else store.prologue
        if base is not None:
            prologue = prologue._replace(base=base)
        return sparql.run(store, self.text, terms or {}, origin=self.origin, prologue=prologue)

    def table(
        self, answer: QuerySolutions, store: Store, limit: int | None = None
    ) -> tuple[Table, bool]:
        """Return rows with the labels of things, and whether there are more than the limit."""
        columns = sparql.columns(answer, self.text)
        return tables.table(answer, store, columns=columns, limit=limit)


def query(text: str) -> Query:
    """Return the named query of that name, else the text itself as a query."""
    if text in catalog.names():
        named = catalog.read(text)
        return Query(named.text, text, named)
    return Query(text, msg("query"))
