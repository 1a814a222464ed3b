"""Names for blank nodes: Skolem IRIs (RDF 1.1 Concepts, 3.5).

A name is made from what the graph says of the node and of those around it, and from nothing else:
it is the same in each run over the same data, whatever the file calls the node.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from sskg.rdf.terms import BLANK, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_LISTS: Final = frozenset(PREFIXES["rdf"] + name for name in ("first", "rest"))

_ROUNDS: Final = 64
"""How far around a node is looked for what tells it from others."""
_TOLD_APART: Final = 100
"""Nodes that look the same and are told apart one by one; further ones are only counted."""
_MOST_LOOKED_AT: Final = 500_000
"""Nodes that are looked at to tell such ones apart; each time, all are."""

Row = tuple["NamedNode | BlankNode | Triple", NamedNode, "Any"]
Edges = dict[BlankNode, list[tuple[str, BlankNode]]]


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
            step = way + predicate.value
            ground.setdefault(here, [])
            edges.setdefault(here, [])
            if isinstance(there, BlankNode):
                edges[here].append((step, there))
            elif not isinstance(there, Triple):
                ground[here].append(f"{step} {there}")
    colours = {node: _hash(*sorted(step)) for node, step in ground.items()}
    colours = _told_apart(_refined(colours, edges), edges)
    things = subjects - lists
    return {
        node: NamedNode(BLANK + colours[node][:12] + (f"-{number}" if number else ""))
        for node, number in _numbered(colours).items()
        if node in things
    }


def renamed(quad: Quad, names: Mapping[BlankNode, NamedNode]) -> Quad:
    """Return a statement with names in place of the blank nodes that have one."""
    return Quad(
        names.get(quad.subject, quad.subject),  # type: ignore[arg-type]
        quad.predicate,
        names.get(quad.object, quad.object),  # type: ignore[arg-type]
        quad.graph_name,
    )


def _refined(colours: Mapping[BlankNode, str], edges: Edges) -> dict[BlankNode, str]:
    """Tell nodes apart by their neighbours until that tells no more."""
    before = dict(colours)
    count = len(set(before.values()))
    for _ in range(_ROUNDS):
        finer = {
            node: _hash(
                before[node], *sorted(f"{step} {before[near]}" for step, near in edges[node])
            )
            for node in before
        }
        finest = len(set(finer.values()))
        before = finer
        if finest == count:
            break
        count = finest
    return before


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
