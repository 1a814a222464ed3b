"""Themes: which things belong together, what each group is called, and where everything stands.

Groups are the communities that networkx's Louvain finds. A link counts the less the better
connected its ends are; a thing that is linked with a large part of all others would draw
everything into its own group, so it stands apart. Each group becomes a region: a rectangle with a
title, filled row by row, and no two regions overlap. Equal networks give equal positions.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.view.kinds import PADDING, look
from sskg.view.regions import Size, arrange, fill

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from sskg.view.network import Network, ShownThing

WIDE: Final = 176
"""Width of a label, in the units of the picture."""

_LINES: Final = 3
_SEED: Final = 7
_TOTAL: Final = 1 << 25
"""What the weights of all links add up to for Louvain: a power of two, see `_exact`."""
_FLOW: Final = 2.0
"""How much more a link counts that lies on the way from a challenge to a goal."""
_HUB: Final = 1 / 6
_HUB_LINKS: Final = 12
"""Which part of all things, and how many at least, a hub is linked with."""
_HUBS: Final = 3
_LEAST: Final = 3
"""Smaller groups join the one that they are linked with most."""
_MOST: Final = 60
"""Most regions; what is in smaller groups stands together without a title of its own."""
_MINOR: Final = 0.5
"""How much less telling a thing is that only surrounds the way from challenge to goal."""


@dataclass(frozen=True, slots=True)
class Region:
    """The place of a group.

    Attributes:
        box: left, top, right and bottom edge.
        title: the thing that it is called after; None for what is in no group.
    """

    box: tuple[float, float, float, float]
    title: int | None


@dataclass(frozen=True, slots=True)
class Themes:
    """Where things stand by theme.

    Attributes:
        positions: x and y of the middle of each thing.
        lines: how many lines each label may have.
        region: index of the region of each thing; a hub has none.
        regions: the regions, the largest first.
    """

    positions: Mapping[int, tuple[float, float]]
    lines: Mapping[int, int]
    region: Mapping[int, int]
    regions: Sequence[Region]


def themes(network: Network, shown: Collection[int], statements: Iterable[int]) -> Themes:
    """Return where things stand by theme.

    Args:
        network: whose things these are.
        shown: indexes of the things that are drawn.
        statements: indexes of the statements between them.
    """
    weights = _weights(network, shown, statements)
    hubs = _hubs(weights)
    groups, rest = _groups(weights, hubs)
    titles: list[int | None] = [_title(network, group, weights) for group in groups]
    if rest:
        groups.append(rest)
        titles.append(None)
    lines = {at: _lines(network.things[at]) for at in shown}
    sizes = {at: Size(WIDE, _height(network.things[at], lines[at])) for at in shown}
    filled = [fill(group, weights, sizes) for group in groups]
    of_group = {at: nth for nth, group in enumerate(groups) for at in group}
    # A hub is a rectangle among others, placed first: in the middle.
    boxes = [sizes[hub] for hub in hubs] + [each.size for each in filled]
    pull = _between(weights, {hub: nth for nth, hub in enumerate(hubs)}, of_group, len(hubs))
    corners = arrange(boxes, pull)
    positions = {
        hub: (corner[0] + WIDE / 2, corner[1] + sizes[hub].height / 2)
        for hub, corner in zip(hubs, corners, strict=False)
    }
    regions = []
    for each, title, (left, top) in zip(filled, titles, corners[len(hubs) :], strict=True):
        for at, (x, y) in each.middles.items():
            positions[at] = (round(left + x, 1), round(top + y, 1))
        box = (left, top, left + each.size.width, top + each.size.height)
        regions.append(Region(box, title))
    return Themes(positions, lines, of_group, regions)


def _weights(
    network: Network, shown: Collection[int], statements: Iterable[int]
) -> dict[int, dict[int, float]]:
    """Return how strongly things are linked, damped by how many links each has."""
    pairs: Counter[tuple[int, int]] = Counter()
    for at in statements:
        statement = network.statements[at]
        ends = sorted((statement.subject, statement.object))
        if ends[0] != ends[1]:
            pairs[ends[0], ends[1]] += _FLOW if network.is_flow(statement.predicate) else 1.0  # type: ignore[assignment]
    degrees = Counter(end for pair in pairs for end in pair)
    weights: dict[int, dict[int, float]] = {at: {} for at in sorted(shown)}
    for (one, two), weight in sorted(pairs.items()):
        damped = weight / math.sqrt(degrees[one] * degrees[two])
        weights[one][two] = damped
        weights[two][one] = damped
    return weights


def _hubs(weights: Mapping[int, Mapping[int, float]]) -> list[int]:
    least = max(_HUB_LINKS, _HUB * len(weights))
    ranked = sorted(weights, key=lambda at: (-len(weights[at]), at))
    return [at for at in ranked[:_HUBS] if len(weights[at]) >= least]


def _groups(
    weights: Mapping[int, Mapping[int, float]], hubs: Sequence[int]
) -> tuple[list[list[int]], list[int]]:
    """Return the groups, the largest first, and what belongs to none."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(at for at in weights if at not in hubs)
    graph.add_weighted_edges_from(_exact(weights, hubs))
    communities = nx.community.louvain_communities(graph, weight="weight", seed=_SEED)
    ranked = sorted((sorted(each) for each in communities), key=lambda each: (-len(each), each))
    groups = [each for each in ranked[:_MOST] if len(each) >= _LEAST]
    place = {at: nth for nth, group in enumerate(groups) for at in group}
    rest = []
    for at in (at for each in ranked[len(groups) :] for at in each):
        near: defaultdict[int, float] = defaultdict(float)
        for other, weight in weights[at].items():
            if other in place:
                near[place[other]] += weight
        if near:
            groups[max(near, key=lambda nth: (near[nth], -nth))].append(at)
        else:
            rest.append(at)
    return groups, sorted(rest)


def _exact(
    weights: Mapping[int, Mapping[int, float]], hubs: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield the links between all but hubs, with weights that Louvain computes with exactly.

    Where groups are equally good, rounding can make a thing go to and fro between them for ever.
    Whole numbers that add up to a power of two are divided by their sum, and by its square, without
    rounding, so each move is to a better group.
    """
    links = [
        (one, two, weight)
        for one, near in weights.items()
        for two, weight in near.items()
        if one < two and one not in hubs and two not in hubs
    ]
    total = sum(weight for _, _, weight in links)
    so_far, before = 0.0, 0
    for nth, (one, two, weight) in enumerate(links, 1):
        so_far += weight
        after = round(so_far / total * _TOTAL) if nth < len(links) else _TOTAL
        yield one, two, after - before
        before = after


def _title(
    network: Network, group: Sequence[int], weights: Mapping[int, Mapping[int, float]]
) -> int:
    """Return the thing that tells most of a group: the one that most of it is linked with."""
    inside = set(group)

    def telling(at: int) -> float:
        linked = sum(weight for other, weight in weights[at].items() if other in inside)
        return linked * (_MINOR if look(network.things[at].kind).minor else 1.0)

    return max(group, key=lambda at: (telling(at), -at))


def _lines(thing: ShownThing) -> int:
    """Return how many lines a label gets, in either language."""
    # Words are kept whole: a line is filled to nine tenths or so.
    full = thing.width * look(thing.kind).size / 2 / 0.9
    return max(1, min(_LINES, math.ceil(full / (WIDE - PADDING))))


def _height(thing: ShownThing, lines: int) -> int:
    return look(thing.kind).height(lines) - 4


def _between(
    weights: Mapping[int, Mapping[int, float]],
    hubs: Mapping[int, int],
    of_group: Mapping[int, int],
    shift: int,
) -> dict[tuple[int, int], float]:
    """Return how strongly rectangles are linked: hubs come first, then groups."""
    place = dict(hubs) | {at: shift + nth for at, nth in of_group.items()}
    pull: defaultdict[tuple[int, int], float] = defaultdict(float)
    for one, near in weights.items():
        for two, weight in near.items():
            if place[one] != place[two]:
                pull[place[one], place[two]] += weight
    return dict(pull)
