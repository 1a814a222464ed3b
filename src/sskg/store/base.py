"""The protocol that every backend of the graph fulfils."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from sskg.rdf.kinds import QueryAnswer, Term

if TYPE_CHECKING:
    from collections.abc import Collection

__all__ = [
    "NameIndex",
    "QueryAnswer",
    "Store",
    "Term",
    "is_united",
    "may_cut",
    "name_index",
    "store_size",
]

_NAMED_GRAPHS = "ASK { GRAPH ?g { ?s ?p ?o } }"


class Store(Protocol):
    """A read-only graph that answers SPARQL 1.1 queries."""

    @property
    def location(self) -> str:
        """What the store was opened from, for messages."""
        ...

    def query(self, text: str) -> QueryAnswer:
        """Answer a query; the prefixes of `sskg.rdf.terms.PREFIXES` need not be declared.

        Rows are computed as they are read.

        Raises:
            QuerySyntaxError: the query does not parse.
            StoreUnavailable: the store failed while it answered.
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
            kinds: local names of classes, subclasses included.
            limit: most IRIs to return.
            after: only IRIs after this one.

        Raises:
            StoreUnavailable: the index cannot be read.
        """
        ...


def name_index(store: Store) -> NameIndex | None:
    """Return the store's index of names, or None where it has none as all names may be read."""
    index: NameIndex | None = getattr(store, "names", None)
    return index


def may_cut(store: Store) -> bool:
    """Tell whether a store may cap an answer's rows: then large ones are asked for in pages."""
    cuts: bool = getattr(store, "cuts", False)
    return cuts


def store_size(store: Store) -> int | None:
    """Return how many triples a store holds, where it knows that without counting.

    None where named graphs are asked as one: the same may be stated in several.
    """
    size: int | None = getattr(store, "size", None)
    return None if size is None or is_united(store) else size


def is_united(store: Store) -> bool:
    """Tell whether named graphs are asked as one graph: the same may then be stated twice."""
    known: bool | None = getattr(store, "united", None)
    return bool(store.query(_NAMED_GRAPHS)) if known is None else known
