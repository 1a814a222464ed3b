"""Names for blank nodes, so that they can be looked up, linked and drawn like other things.

A name is made from what the graph says of the node and of those around it, and from nothing else:
it is the same in each run over the same data, whatever the file calls the node. It is a Skolem IRI
(RDF 1.1 Concepts, 3.5).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

import pyoxigraph
from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from sskg.graph.annotations import annotated
from sskg.rdf.terms import BLANK, PREFIXES
from sskg.store.embedded import EmbeddedStore
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, MutableMapping

    from sskg.store.base import Store, Term

_EVERYTHING: Final = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
_IN_GRAPHS: Final = "SELECT ?s ?p ?o ?g WHERE { GRAPH ?g { ?s ?p ?o } }"
_LISTS: Final = frozenset(PREFIXES["rdf"] + name for name in ("first", "rest"))

_ROUNDS: Final = 64
"""How far around a node is looked for what tells it from others."""
_TOLD_APART: Final = 100
"""Nodes that look the same and are told apart one by one; further ones are only counted."""

Row = tuple["NamedNode | BlankNode | Triple", NamedNode, "Term"]
Edges = dict[BlankNode, list[tuple[str, BlankNode]]]

_NAMED: Final[MutableMapping[Store, Store]] = WeakKeyDictionary()


def named(store: Store) -> Store:
    """Return a graph with names for the blank nodes that are things, and annotations as claims.

    Blank nodes of a store on disk and of an endpoint get none: what holds them shows them.
    """
    if not store.blank:
        return annotated(store)
    if store not in _NAMED:
        _NAMED[store] = _with_names(store)
    return annotated(_NAMED[store])


def _with_names(store: Store) -> Store:
    rows: list[Row] = [(row["s"], row["p"], row["o"]) for row in select(store, _EVERYTHING)]
    names = names_of(rows)
    if not names:
        return store
    copy = pyoxigraph.Store()

    def quad(row: Row, graph: NamedNode | BlankNode | None = None) -> Quad:
        ends = (names.get(end, end) if isinstance(end, BlankNode) else end for end in row[::2])
        subject, target = ends
        return Quad(subject, row[1], target, graph)  # type: ignore[arg-type]

    within: set[Row] = set()
    if store.graphs:
        found = [(row["s"], row["p"], row["o"], row["g"]) for row in select(store, _IN_GRAPHS)]
        within = {(s, p, o) for s, p, o, _ in found}
        copy.bulk_extend(quad((s, p, o), g) for s, p, o, g in found)
    copy.bulk_extend(quad(row) for row in rows if row not in within)
    return EmbeddedStore(copy, store.location)


def names_of(rows: Iterable[Row]) -> dict[BlankNode, NamedNode]:
    """Return a name for each blank node that something is said of; members of lists have none."""
    ground: dict[BlankNode, list[str]] = {}
    edges: Edges = {}
    subjects: set[BlankNode] = set()
    lists: set[BlankNode] = set()
    for subject, predicate, target in rows:
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
    return {
        node: NamedNode(BLANK + colours[node][:12] + (f"-{number}" if number else ""))
        for node, number in _numbered(colours).items()
        if node in subjects - lists
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
    for _ in range(_TOLD_APART):
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
