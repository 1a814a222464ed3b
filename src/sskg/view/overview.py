"""What the picture opens on: everything, or of a large graph the kinds and their best-connected."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.view.kinds import look, order
from sskg.view.layout import BLOCK, ROW, WeightedEdge, place
from sskg.view.network import ShownThing, drawn
from sskg.view.themes import themes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.view.layout import Placement
    from sskg.view.network import Network
    from sskg.view.themes import Themes

LIMIT: Final = 3000
"""Most things that are drawn at once; a larger graph opens on an overview."""

_EACH: Final = 12
"""Best-connected things of each kind in an overview."""
_FLOW_WEIGHT: Final = 3.0


@dataclass(frozen=True, slots=True)
class Sum:
    """All statements between the things of two kinds, drawn as one line."""

    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class Opening:
    """The first picture.

    Attributes:
        whole: whether everything that can be drawn is drawn.
        positions: of things, by index.
        statements: indexes of the statements that are drawn.
        kinds: position of the sum of each kind; empty where everything is drawn.
        sums: lines between kinds.
        stages: the columns: stage, left and right edge.
        themes: where the same things stand by theme.
    """

    whole: bool
    positions: Mapping[int, tuple[float, float]]
    statements: Sequence[int]
    kinds: Mapping[str, tuple[int, int]]
    sums: Sequence[Sum]
    stages: Sequence[tuple[int, int, int]]
    themes: Themes


def opening(network: Network, limit: int = LIMIT) -> Opening:
    """Return the first picture of a network: all of it up to `limit` things, else an overview."""
    shown = drawn(network)
    if len(shown) <= limit:
        placed, statements = _placed(network, shown)
        return Opening(
            whole=True,
            positions=placed.positions,
            statements=statements,
            kinds={},
            sums=(),
            stages=placed.stages,
            themes=themes(network, shown, statements),
        )
    degrees = network.degrees()
    best: list[int] = []
    of_kind: Counter[str] = Counter()
    for at in sorted(shown, key=lambda at: (-degrees[at], at)):
        kind = network.things[at].kind
        if of_kind[kind] < _EACH:
            of_kind[kind] += 1
            best.append(at)
    placed, statements = _placed(network, best)
    return Opening(
        whole=False,
        positions=placed.positions,
        statements=statements,
        kinds=_kind_places(of_kind, placed),
        sums=_sums(network),
        stages=placed.stages,
        themes=themes(network, best, statements),
    )


def _placed(network: Network, shown: Sequence[int]) -> tuple[Placement, list[int]]:
    kept = set(shown)
    edges = []
    statements = []
    for at, statement in enumerate(network.statements):
        if statement.subject in kept and statement.object in kept:
            weight = _FLOW_WEIGHT if network.is_flow(statement.predicate) else 1.0
            edges.append(WeightedEdge(statement.subject, statement.object, weight))
            statements.append(at)
    kinds = {at: network.things[at].kind for at in shown}
    heights = {at: look(kinds[at]).height(lines(network.things[at])) for at in shown}
    return place(kinds, heights, edges), statements


def lines(thing: ShownThing) -> int:
    """Return how many lines a label gets, in either language, 1 or 2."""
    return look(thing.kind).lines(thing.width)


def _kind_places(of_kind: Mapping[str, int], placed: Placement) -> dict[str, tuple[int, int]]:
    """Put the sum of each kind above its column, one below the other."""
    spans = {stage: (left, right) for stage, left, right in placed.stages}
    per_stage: dict[int, list[str]] = {}
    for kind in sorted(of_kind, key=lambda kind: (order(kind), kind)):
        per_stage.setdefault(look(kind).stage, []).append(kind)
    deepest = max((len(kinds) for kinds in per_stage.values()), default=0)
    return {
        kind: (
            (spans[stage][0] + spans[stage][1]) // 2,
            -3 * BLOCK - ROW * (deepest - at),
        )
        for stage, kinds in per_stage.items()
        for at, kind in enumerate(kinds)
    }


def _sums(network: Network) -> list[Sum]:
    counts = Counter(
        (network.things[statement.subject].kind, network.things[statement.object].kind)
        for statement in network.statements
    )
    return [Sum(source, target, count) for (source, target), count in sorted(counts.items())]
