"""Graphs whose blank nodes have names, so that they can be looked up, linked and drawn."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import pyoxigraph
from pyoxigraph import Quad

from sskg.graph.annotations import Annotated, annotated
from sskg.rdf.blank import names_of, renamed
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import PAGES
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from sskg.store.base import Store

_EVERYTHING: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_SOME: Final = (
    f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {PAGES[0] + 1} }}"
)
_BLANK: Final = "ASK { ?s ?p ?o FILTER(ISBLANK(?s)) }"
FEW: Final = PAGES[0]
"""Triples up to which an endpoint's graph is read whole: what it gives in one answer."""
_FRESH: Final = 30.0
"""Seconds for which what an endpoint gave is kept: its graph may change while it is asked."""

_NAMED: Final[MutableMapping[Store, tuple[float, Store | None]]] = WeakKeyDictionary()


def with_names(store: Store) -> Store:
    """Return a graph with names for the blank nodes that are things, and annotations as claims.

    Blank nodes of files get names when they are first asked for, those of a store on disk when it
    is loaded, and those of an endpoint of up to 5,000 triples. Those of a larger one are shown
    inside what holds them.
    """
    if isinstance(store, Annotated):
        return store
    if store.kind == "directory":
        return annotated(store.with_names or store)
    if store.kind == "memory" and not store.blank:
        return annotated(store)
    now = monotonic()
    kept = _NAMED.get(store)
    if kept is None or (store.kind == "endpoint" and now - kept[0] > _FRESH):
        copy = _with_names(store) if store.kind == "memory" or _is_small(store) else store
        # Not the store itself, which a table of stores would never let go.
        kept = _NAMED[store] = now, None if copy is store else copy
    return annotated(kept[1] or store)


def _is_small(store: Store) -> bool:
    """Tell whether an endpoint has blank nodes, and so few triples that all of them are read."""
    (row,) = select(store, _SOME)
    return int(row["n"].value) <= FEW and bool(store.query(_BLANK))


def _with_names(store: Store) -> Store:
    if store.kind == "endpoint":
        # What it calls a blank node holds within one answer alone.
        quads = [Quad(*row) for row in select(store, _EVERYTHING)]
    else:
        quads = list(store.quads())
    names = names_of(dict.fromkeys(quad.triple for quad in quads))
    if not names:
        return store
    copy = pyoxigraph.Store()
    copy.bulk_extend(renamed(quad, names) for quad in quads)
    return EmbeddedStore(
        copy, store.location, apart=store.apart, prologue=store.prologue, unread=store.unread,
        paths=store.paths,
    )  # fmt: skip
