"""The protocol that every backend of the graph fulfils."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol

from sskg.rdf.kinds import QueryAnswer, Term
from sskg.rdf.terms import OURS, Prologue

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from pyoxigraph import Quad

__all__ = ["NameIndex", "QueryAnswer", "Store", "StoreKind", "Term"]

StoreKind = Literal["memory", "directory", "endpoint"]
"""Where a graph is kept: in this process, in files on disk, or behind a SPARQL endpoint."""


class Store(Protocol):
    """A read-only graph that answers SPARQL 1.1 queries."""

    @property
    def location(self) -> str:
        """What the store was opened from, for messages."""
        ...

    @property
    def kind(self) -> StoreKind:
        """Where the graph is kept."""
        ...

    @property
    def names(self) -> NameIndex | None:
        """The index of names; None where there is none, as all names may be read."""
        ...

    @property
    def cuts(self) -> bool:
        """Whether the rows of an answer may be capped: large ones are then asked for in pages."""
        ...

    @property
    def repeats(self) -> bool:
        """Whether a statement may be counted once for each graph that holds it.

        An endpoint may merge named graphs so; a store of ours makes a set of them.
        """
        ...

    @property
    def graphs(self) -> int | None:
        """How many named graphs there are; None where that is not known."""
        ...

    @property
    def apart(self) -> bool:
        """Whether the default graph is only what stands in no named graph, as a reader asked."""
        ...

    @property
    def blank(self) -> bool:
        """Whether there are blank nodes without names; of an endpoint, that is not told."""
        ...

    @property
    def with_names(self) -> Store | None:
        """The same graph with names for its blank nodes, where a store on disk keeps it."""
        ...

    @property
    def size(self) -> int | None:
        """How many triples there are, where that is known without counting."""
        ...

    @property
    def loaded(self) -> int | None:
        """How many triples a store on disk was loaded with, if queries see all of them."""
        ...

    @property
    def version(self) -> str | None:
        """What changes when the graph does; None where the store cannot tell."""
        ...

    @property
    def paths(self) -> tuple[Path, ...]:
        """The RDF files that it is; none where it is kept elsewhere."""
        ...

    @property
    def packaged(self) -> bytes | None:
        """The state of the packaged graph's files as they were read; None for any other graph."""
        ...

    @property
    def unread(self) -> tuple[str, ...]:
        """IRIs of what the graph imports and was not read."""
        ...

    def digest(self) -> str | None:
        """Return the digest of what the store says; None of an endpoint, whose graph may change.

        Takes about as long as loading.
        """
        ...

    def quads(self) -> Iterator[Quad]:
        """Yield each statement of each graph, with its graph; once more where it stands in another.

        What an endpoint has in its default graph besides the named ones stands in no named graph.

        Raises:
            StoreUnavailable: less came than there is.
        """
        ...

    def reopen(self) -> None:
        """Make the store usable in a forked child: what libraries hold open is the parent's.

        Raises:
            StoreUnavailable: it cannot be opened again.
        """
        ...

    @property
    def prologue(self) -> Prologue:
        """What a reader's query need not declare: prefixes and base of the graph's files."""
        ...

    def query(self, text: str, prologue: Prologue = OURS) -> QueryAnswer:
        """Answer a query.

        Rows are computed as they are read.

        Args:
            text: SPARQL 1.1.
            prologue: what it need not declare; the project's own, or the store's.

        Raises:
            QuerySyntaxError: the query does not parse.
            RequestError: graphs behind FROM overlap, and are too large to be merged.
            StoreUnavailable: the store failed while it answered.
        """
        ...

    def query_dataset(
        self,
        text: str,
        default: Iterable[str],
        named: Iterable[str],
        prologue: Prologue = OURS,
    ) -> QueryAnswer:
        """Answer a query over named graphs of the store, whatever FROM the query has.

        The default graph is the merge of its graphs, as a set.

        Args:
            text: SPARQL 1.1.
            default: IRIs of the graphs that make up the default graph; none for an empty one.
            named: IRIs of the graphs that GRAPH sees.
            prologue: as `query`.

        Raises:
            RequestError: an IRI is malformed, the graphs overlap and are too large to be merged, or
                the store takes no dataset beside the query.
            QuerySyntaxError, StoreUnavailable: as `query`.
        """
        ...


class NameIndex(Protocol):
    """Finds things by name, and lists them, without reading all of them."""

    def candidates(
        self, text: str, kinds: Collection[str] = (), limit: int = 100
    ) -> list[str] | None:
        """Return IRIs of things whose names may fit a text; None where all names may be read.

        They are to be ranked, and looked up: some may not be in the store. Of the names that hold
        all words of a text, whatever their endings, the shortest are there; and those that have
        most of their pieces in common with it.

        Args:
            text: what a person typed: a name, a part of one, a slug, mistyped.
            kinds: local names of classes, subclasses included; none for all.
            limit: most IRIs to return for each way of looking; there are a few.

        Raises:
            StoreUnavailable: the index cannot be read.
        """
        ...

    def of_kinds(self, kinds: Collection[str], limit: int, after: str = "") -> list[str]:
        """Return IRIs of things of some kinds in order.

        Args:
            kinds: names of classes, subclasses included; none for all that have a kind.
            limit: most IRIs to return.
            after: only IRIs after this one.

        Raises:
            StoreUnavailable: the index cannot be read.
        """
        ...
