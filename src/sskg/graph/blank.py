"""Names for blank nodes, so that they can be looked up, linked and drawn like other things.

A name is made from what the graph says of the node and of those around it, and from nothing else:
it is the same in each run over the same data, whatever the file calls the node. It is a Skolem IRI
(RDF 1.1 Concepts, 3.5).
"""

from __future__ import annotations

from collections import Counter
from time import monotonic
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from sskg.graph.annotations import Annotated, annotated
from sskg.rdf.terms import BLANK, PREFIXES
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import PAGES
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping

    from sskg.store.base import Store

_EVERYTHING: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_SOME: Final = (
    f"SELECT (COUNT(*) AS ?n) WHERE {{ SELECT ?s ?p ?o WHERE {{ ?s ?p ?o }} LIMIT {PAGES[0] + 1} }}"
)
_BLANK: Final = "ASK { ?s ?p ?o FILTER(ISBLANK(?s)) }"
_LISTS: Final = frozenset(PREFIXES["rdf"] + name for name in ("first", "rest"))

_ROUNDS: Final = 64
"""How far around a node is looked for what tells it from others."""
_TOLD_APART: Final = 100
"""Nodes that look the same and are told apart one by one; further ones are only counted."""
_MOST_LOOKED_AT: Final = 500_000
"""Nodes that are looked at to tell such ones apart; each time, all are."""

Row = tuple["NamedNode | BlankNode | Triple", NamedNode, "Any"]
Edges = dict[BlankNode, list[tuple[str, BlankNode]]]

SMALL: Final = 100_000
"""Triples up to which a store on disk is read whole for it: takes about two seconds."""
FEW: Final = PAGES[0]
"""Triples up to which an endpoint's graph is read whole: what it gives in one answer."""
_FRESH: Final = 30.0
"""Seconds for which what an endpoint gave is kept: its graph may change while it is asked."""

_NAMED: Final[MutableMapping[Store, tuple[float, Store | None]]] = WeakKeyDictionary()


def named(store: Store) -> Store:
    """Return a graph with names for the blank nodes that are things, and annotations as claims.

    Blank nodes get names where all of it can be read: from files, from a store on disk of up to
    100,000 triples, from an endpoint of up to 5,000. Those of a larger one are shown inside what
    holds them.
    """
    if isinstance(store, Annotated):
        return store
    if store.kind == "memory" and not store.blank:
        return annotated(store)
    now = monotonic()
    known = _NAMED.get(store)
    if known is None or (store.kind == "endpoint" and now - known[0] > _FRESH):
        copy = _with_names(store) if is_named(store) else store
        # Not the store itself, which a table of stores would never let go.
        known = _NAMED[store] = now, None if copy is store else copy
    return annotated(known[1] or store)


def is_named(store: Store) -> bool:
    """Tell whether a graph has blank nodes, and is small enough that they get names."""
    if store.kind == "memory":
        return store.blank
    if store.kind == "endpoint":
        (row,) = select(store, _SOME)
        if int(row["n"].value) > FEW:
            return False
    elif store.size is None or store.size > SMALL:
        return False
    return bool(store.query(_BLANK))


def _with_names(store: Store) -> Store:
    if isinstance(store, EmbeddedStore):
        quads, apart = list(store.quads()), store.apart
    else:
        # What an endpoint calls a blank node holds within one answer alone.
        quads, apart = [Quad(*row) for row in select(store, _EVERYTHING)], False
    names = names_of(dict.fromkeys(quad.triple for quad in quads))
    if not names:
        return store
    copy = pyoxigraph.Store()
    copy.bulk_extend(
        Quad(
            names.get(quad.subject, quad.subject),  # type: ignore[arg-type]
            quad.predicate,
            names.get(quad.object, quad.object),  # type: ignore[arg-type]
            quad.graph_name,
        )
        for quad in quads
    )
    return EmbeddedStore(
        copy, store.location, apart=apart, prologue=store.prologue, unread=store.unread,
        paths=store.paths,
    )  # fmt: skip


def names_of(triples: Iterable[Triple | Row]) -> dict[BlankNode, NamedNode]:
    """Return a name for each blank node that something is said of; members of lists have none."""
    ground: dict[BlankNode, list[str]] = {}
    edges: Edges = {}
    subjects: set[BlankNode] = set()
    lists: set[BlankNode] = set()
    for subject, predicate, target in triples:
        if isinstance(subject, BlankNode):
            (lists if predicate.value in _LISTS else subjects).add(subject)
        for here, there, way in ((subject, target, ">"), (target, subject, "<")):
            if not isinstance(here, BlankNode):
                continue
            said = way + predicate.value
            ground.setdefault(here, [])
            edges.setdefault(here, [])
            if isinstance(there, BlankNode):
                edges[here].append((said, there))
            elif not isinstance(there, Triple):
                ground[here].append(f"{said} {there}")
    colours = {node: _hash(*sorted(said)) for node, said in ground.items()}
    colours = _told_apart(_refined(colours, edges), edges)
    things = subjects - lists
    return {
        node: NamedNode(BLANK + colours[node][:12] + (f"-{number}" if number else ""))
        for node, number in _numbered(colours).items()
        if node in things
    }


def _refined(colours: Mapping[BlankNode, str], edges: Edges) -> dict[BlankNode, str]:
    """Tell nodes apart by their neighbours until that tells no more."""
    known = dict(colours)
    count = len(set(known.values()))
    for _ in range(_ROUNDS):
        finer = {
            node: _hash(known[node], *sorted(f"{said} {known[near]}" for said, near in edges[node]))
            for node in known
        }
        finest = len(set(finer.values()))
        known = finer
        if finest == count:
            break
        count = finest
    return known


def _told_apart(colours: dict[BlankNode, str], edges: Edges) -> dict[BlankNode, str]:
    """Tell nodes apart that look the same, and with each those that hang on it."""
    for _ in range(min(_TOLD_APART, _MOST_LOOKED_AT // max(1, len(colours)))):
        alike = Counter(colours.values())
        several = sorted(colour for colour, number in alike.items() if number > 1)
        if not several:
            break
        # Which of them is taken makes no difference: they have the same said of them.
        chosen = next(node for node, colour in colours.items() if colour == several[0])
        colours = _refined(colours | {chosen: _hash(several[0], "one")}, edges)
    return colours


def _numbered(colours: Mapping[BlankNode, str]) -> dict[BlankNode, int]:
    seen: Counter[str] = Counter()
    numbers = {}
    for node, colour in colours.items():
        numbers[node] = seen[colour]
        seen[colour] += 1
    return numbers


def _hash(*parts: str) -> str:
    # Loads OpenSSL, which a graph without blank nodes need not wait for.
    from hashlib import sha256

    return sha256("\n".join(parts).encode()).hexdigest()
