"""All shortest chains between two nodes, found from both ends at once.

Only nodes and a function that gives their neighbours are known here: nothing of RDF. The search
goes on at the smaller of its two frontiers, a whole level at a time, so that each level is a few
bounded questions to the store and never the whole graph.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    Neighbours = Callable[[Collection[str]], Mapping[str, Collection[str]]]
    """From nodes to the nodes next to each of them."""


@dataclass(slots=True)
class _Half:
    """One half of the search: how a node was first reached from one end."""

    frontier: list[str]
    before: dict[str, list[str]] = field(default_factory=dict)
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """What a search found.

    Attributes:
        chains: nodes from the first end to the other, in order of their names; all of the same
            length, at most as many as were asked for.
        total: how many shortest chains there are.
        reached: how many things were reached from each end, the ends included.
        exhausted: whether everything that can be reached from one end was reached.
        depth: how long a chain was looked for.
    """

    chains: tuple[tuple[str, ...], ...]
    total: int
    reached: tuple[int, int]
    exhausted: bool
    depth: int


def shortest(start: str, end: str, neighbours: Neighbours, longest: int, limit: int) -> Search:
    """Return all shortest chains between two different nodes.

    Args:
        start: the node that chains begin with.
        end: the node that chains end with.
        neighbours: gives the nodes next to each of some nodes, whichever way a link points.
        longest: most links in a chain.
        limit: most chains to spell out; all are counted.

    >>> links = {"a": "bc", "b": "ad", "c": "ad", "d": "bc"}
    >>> shortest("a", "d", lambda nodes: {node: links[node] for node in nodes}, 5, 10).chains
    (('a', 'b', 'd'), ('a', 'c', 'd'))
    """
    left, right = _Half([start], {start: []}), _Half([end], {end: []})
    meeting: list[str] = []
    while left.depth + right.depth < longest and left.frontier and right.frontier and not meeting:
        side, other = (left, right) if len(left.frontier) <= len(right.frontier) else (right, left)
        _advance(side, neighbours)
        meeting = [node for node in side.frontier if node in other.before]
    chains, total = _chains(meeting, left, right, limit)
    return Search(
        chains,
        total,
        (len(left.before), len(right.before)),
        exhausted=not (left.frontier and right.frontier),
        depth=left.depth + right.depth,
    )


def _advance(side: _Half, neighbours: Neighbours) -> None:
    reached: dict[str, list[str]] = {}
    links = neighbours(side.frontier)
    for node in side.frontier:
        for near in links[node]:
            if near not in side.before:
                reached_from = reached.setdefault(near, [])
                if node not in reached_from:
                    reached_from.append(node)
    side.before.update(reached)
    side.frontier = sorted(reached)
    side.depth += 1


def _chains(
    meeting: list[str], left: _Half, right: _Half, limit: int
) -> tuple[tuple[tuple[str, ...], ...], int]:
    counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
    total = sum(
        _count(node, left.before, counts[0]) * _count(node, right.before, counts[1])
        for node in meeting
    )

    def spelled() -> Iterator[tuple[str, ...]]:
        for node in meeting:
            for head in _walks(node, left.before):
                for tail in _walks(node, right.before):
                    yield (*reversed(head), *tail[1:])

    return tuple(sorted(islice(spelled(), limit))), total


def _count(node: str, before: Mapping[str, list[str]], counts: dict[str, int]) -> int:
    if node not in counts:
        counts[node] = sum(_count(near, before, counts) for near in before[node]) or 1
    return counts[node]


def _walks(node: str, before: Mapping[str, list[str]]) -> Iterator[tuple[str, ...]]:
    if not before[node]:
        yield (node,)
    for near in before[node]:
        for walk in _walks(near, before):
            yield (node, *walk)
