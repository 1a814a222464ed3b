"""Rows and triples of a whole graph, page by page where an endpoint would cut one answer off.

Pages are asked for without an order, as endpoints refuse to sort many rows (Virtuoso: 10,000). So
each row is counted once, whatever page it comes on, and the sum is compared with the endpoint's
own: a graph that pages do not give whole is an error.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

from pyoxigraph import BlankNode, NamedNode, Quad, QueryTriples, Triple

from sskg.errors import RequestError, StoreUnavailable
from sskg.language.message import msg
from sskg.store.sparql import count_of, select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pyoxigraph import QuerySolution

    from sskg.store.base import Store

T = TypeVar("T")

BATCH: Final = 500
"""Items of a list where nobody says how many: within what endpoints take in a VALUES clause."""

EVERYTHING: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_ALL_ROWS: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"

PAGES: Final = (4_999, 499)
"""Rows of a page, and of a smaller one where that is cut off. No caps: those are round numbers."""

_SIZE = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_BLANK = "ASK { ?s ?p ?o FILTER(ISBLANK(?s) || ISBLANK(?o)) }"
_PREDICATES = "SELECT DISTINCT ?p WHERE { ?s ?p ?o }"


def everything(store: Store) -> Iterator[Triple]:
    """Yield all triples of a graph.

    Raises:
        StoreUnavailable: the endpoint gave less than it counts, or a store on disk less than it
            was built with.
    """
    if store.size is not None:
        yield from _counted(store, store.size)
        return
    if not store.cuts or count_of(store, _SIZE) <= PAGES[0] or store.query(_BLANK):
        # A blank node has a name within one answer alone, so it must be one answer.
        yield from triples(store, EVERYTHING)
        return
    for used in rows(store, "?p", "?s ?p ?o"):
        predicate = used["p"]
        if isinstance(predicate, NamedNode):
            for row in rows(store, "?s ?o", f"?s {predicate} ?o"):
                yield Triple(row["s"], predicate, row["o"])


_IN_NONE: Final = "?s ?p ?o FILTER NOT EXISTS { GRAPH ?any { ?s ?p ?o } }"
_QUADS: Final = f"SELECT * WHERE {{ {{ GRAPH ?g {{ ?s ?p ?o }} }} UNION {{ {_IN_NONE} }} }}"


def quads(store: Store) -> Iterator[Quad]:
    """Yield all statements of an endpoint with the named graphs that they stand in, once for each.

    What an endpoint has in its default graph besides the named ones stands in no named graph.

    Raises:
        StoreUnavailable: as `everything`.
    """
    if not store.cuts or count_of(store, _SIZE) <= PAGES[0] or store.query(_BLANK):
        # A blank node has a name within one answer alone, so it must be one answer.
        for row in select(store, _QUADS):
            yield Quad(row["s"], row["p"], row["o"], row["g"])
    else:
        for row in rows(store, "?s ?p ?o", _IN_NONE):
            yield Quad(row["s"], row["p"], row["o"])
        for graph in [row["g"] for row in rows(store, "?g", "GRAPH ?g { ?s ?p ?o }")]:
            for row in rows(store, "?s ?p ?o", f"GRAPH {graph} {{ ?s ?p ?o }}"):
                yield Quad(row["s"], row["p"], row["o"], graph)


def _counted(store: Store, size: int) -> Iterator[Triple]:
    """Yield all triples of a store that knows how many there are.

    They come from a plain SELECT, which fails on damage where a CONSTRUCT would go on without.
    """
    count = 0
    for row in select(store, _ALL_ROWS):
        count += 1
        yield Triple(row["s"], row["p"], row["o"])
    if count != size:
        raise StoreUnavailable(
            msg("{n:,} triples where {written:,} were written", n=count, written=size),
            place=store.location,
            hint=msg("sskg check STORE names all that is damaged; load the store again"),
        )


def triples(store: Store, query: str) -> Iterator[Triple]:
    """Yield the triples that a CONSTRUCT gives.

    Raises:
        RequestError: the query is of another form.
    """
    answer = store.query(query)
    if not isinstance(answer, QueryTriples):
        raise RequestError(msg("not a CONSTRUCT query"))
    return iter(answer)


def rows(store: Store, variables: str, pattern: str) -> Iterator[QuerySolution]:
    """Yield the different rows that a pattern has.

    Args:
        store: the graph.
        variables: those of the rows: "?s ?o".
        pattern: what stands between the braces.

    Raises:
        StoreUnavailable: the endpoint gave less than it counts, or blank nodes on several pages.
    """
    query = f"SELECT DISTINCT {variables} WHERE {{ {pattern} }}"
    if not store.cuts:
        yield from select(store, query)
        return
    total = count_of(store, f"SELECT (COUNT(*) AS ?n) WHERE {{ {{ {query} }} }}")
    seen: set[int] = set()
    at = 0
    while at < total:
        page = _page(store, query, at)
        at += len(page)
        for row in page:
            if total > PAGES[-1] and any(isinstance(term, BlankNode) for term in row):
                raise _lacking(store, "blank nodes have other names on each page")
            key = hash(tuple(map(str, row)))
            if key not in seen:
                seen.add(key)
                yield row
        if not page:
            break
    if len(seen) != total:
        raise _lacking(store, f"{len(seen):,} of {total:,} rows of {{ {pattern} }}")


def _page(store: Store, query: str, at: int) -> list[QuerySolution]:
    for size in PAGES:
        try:
            return list(select(store, f"{query} LIMIT {size} OFFSET {at}"))
        except StoreUnavailable as error:
            if size == PAGES[-1] or "cut" not in str(error):
                raise
    raise AssertionError  # pragma: no cover  (the last size returns or raises)


def _lacking(store: Store, what: str) -> StoreUnavailable:
    return StoreUnavailable(
        msg("the endpoint does not give the whole graph: {what}", what=what),
        place=store.location,
        hint=msg("export from its files, or from a store that sskg load built of them"),
    )


READ_WHOLE: Final = 300_000
"""Triples up to which a graph on disk is read from end to end for one question."""


def may_be_read_whole(store: Store) -> bool:
    """Tell whether a graph is small enough to be read from end to end for one question."""
    return store.kind == "memory" or (store.size is not None and store.size <= READ_WHOLE)


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of at most a size.

    >>> [len(batch) for batch in batches(range(1100))]
    [500, 500, 100]
    """
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
