"""Where each thing stands: columns from causes to goals, rows ordered so that lines cross little.

A layered layout whose layers follow from what kinds of things are, not from the edges: a trend or
challenge always stands left of the reform that resolves it, an outcome left of its goal. Rows are
ordered by sweeps that move each thing towards the mean of its neighbours; several seeded starts
are tried, and the one with the shortest lines is taken. Every step is linear in things and edges,
up to sorting.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.view.kinds import WIDTHS, look, order

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ROW: Final = 44
"""Height of a row in a picture that is too large for rows of different heights."""
BLOCK: Final = 14
"""Additional distance between kinds within a column."""

_ASPECT: Final = 1.55
_SWEEPS: Final = 16
_SMALL: Final = 1500
_STARTS: Final = 6


@dataclass(frozen=True, slots=True)
class WeightedEdge:
    """A line between two things, by index; heavier lines are kept shorter."""

    source: int
    target: int
    weight: float


@dataclass(frozen=True, slots=True)
class Placement:
    """Where everything stands.

    Attributes:
        positions: x and y of the middle of each thing.
        stages: for each column that is not empty its stage, left and right edge.
    """

    positions: Mapping[int, tuple[float, float]]
    stages: Sequence[tuple[int, int, int]]


def place(
    kinds: Mapping[int, str],
    heights: Mapping[int, int],
    edges: Sequence[WeightedEdge],
    seed: int = 7,
) -> Placement:
    """Return a position for each thing.

    Args:
        kinds: kind by index of the thing.
        heights: height of its row.
        edges: between the things that are drawn.
        seed: of the random starts; the same input and seed give the same positions.
    """
    neighbours: dict[int, list[tuple[int, float]]] = {node: [] for node in kinds}
    for edge in edges:
        if edge.source != edge.target:
            neighbours[edge.source].append((edge.target, edge.weight))
            neighbours[edge.target].append((edge.source, edge.weight))
    chance = random.Random(seed)  # noqa: S311  (a start, not a secret)
    best: tuple[float, list[_Column]] | None = None
    for start in range(_STARTS if len(kinds) <= _SMALL else 1):
        columns = _columns(kinds, heights, chance if start else None)
        length = _settle(columns, neighbours)
        if best is None or length < best[0]:
            best = length, columns
    return _placement(best[1] if best else [])


class _Column:
    """One stage: its things, block by block, from the top, and how far down each is."""

    def __init__(self, stage: int, blocks: list[list[int]], heights: Mapping[int, int]) -> None:
        self.stage = stage
        self.blocks = blocks
        self.heights = heights
        self.y: dict[int, float] = {}
        self.spread()

    def spread(self) -> None:
        """Put all things below each other, in their order."""
        top = 0.0
        for block in self.blocks:
            for node in block:
                self.y[node] = top + self.heights[node] / 2
                top += self.heights[node]
            top += BLOCK
        self.height = top - BLOCK


def _columns(
    kinds: Mapping[int, str], heights: Mapping[int, int], chance: random.Random | None
) -> list[_Column]:
    blocks: dict[int, dict[str, list[int]]] = {}
    for node in sorted(kinds):
        kind = kinds[node]
        blocks.setdefault(look(kind).stage, {}).setdefault(kind, []).append(node)
    columns = []
    for stage in sorted(blocks):
        by_kind = [blocks[stage][kind] for kind in sorted(blocks[stage], key=_kind_order)]
        if chance:
            for block in by_kind:
                chance.shuffle(block)
        columns.append(_Column(stage, by_kind, heights))
    return columns


def _kind_order(kind: str) -> tuple[int, str]:
    return order(kind), kind


def _settle(columns: list[_Column], neighbours: Mapping[int, Sequence[tuple[int, float]]]) -> float:
    """Order rows by sweeps to and fro; leave the best order found and return its line length."""
    y = {node: at for column in columns for node, at in column.y.items()}
    best = math.inf
    kept: list[list[list[int]]] = []
    for sweep in range(_SWEEPS):
        for column in columns if sweep % 2 == 0 else reversed(columns):
            for block in column.blocks:
                wish = {node: _mean(node, neighbours, y) for node in block}
                block.sort(key=lambda node, wish=wish: (wish[node], node))  # type: ignore[misc]
            column.spread()
            y.update(column.y)
        length = sum(
            weight * abs(y[node] - y[other]) for node in y for other, weight in neighbours[node]
        )
        if length < best:
            best = length
            kept = [[list(block) for block in column.blocks] for column in columns]
    for column, blocks in zip(columns, kept, strict=True):
        column.blocks = blocks
        column.spread()
    return best


def _mean(
    node: int, neighbours: Mapping[int, Sequence[tuple[int, float]]], y: Mapping[int, float]
) -> float:
    linked = neighbours[node]
    if not linked:
        return math.inf
    return sum(weight * y[other] for other, weight in linked) / sum(w for _, w in linked)


def _placement(columns: list[_Column]) -> Placement:
    """Fold tall columns into several side by side, so that the whole has a screen's proportions."""
    tallest = max((column.height for column in columns), default=0.0)
    width = sum(WIDTHS[column.stage] for column in columns)
    deepest = math.inf
    if tallest > width:
        area = sum(len(column.y) * WIDTHS[column.stage] * ROW for column in columns)
        deepest = max(12, math.ceil(math.sqrt(area / _ASPECT) / ROW))
    positions: dict[int, tuple[float, float]] = {}
    stages = []
    left = 0
    for column in columns:
        across = WIDTHS[column.stage]
        nodes = [node for block in column.blocks for node in block]
        folds = max(1, math.ceil(len(nodes) / deepest))
        for at, node in enumerate(nodes):
            # Row by row across the folds: things that belong together stay at one height.
            down = column.y[node] if folds == 1 else (at // folds + 0.5) * ROW
            positions[node] = (left + across * (at % folds) + across / 2, round(down, 1))
        stages.append((column.stage, left, left + folds * across))
        left += folds * across
    return Placement(positions, stages)
