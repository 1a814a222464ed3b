"""Rectangles: labels row by row inside a region, and regions beside each other.

Nothing overlaps, at either level: rows are as high as their highest label, and a region is put
only where there is room for it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

TITLE: Final = 46
"""Height of the strip at the top of a region that its title has to itself."""

_MARGIN: Final = 20
_ACROSS: Final = 30
_DOWN: Final = 24
"""Free room between labels beside and below each other."""
_BETWEEN: Final = 44
"""Free room between regions."""
_ROW: Final = 64.0
"""Height of a row with a label of two lines, for the choice of places."""
_ASPECT: Final = 1.5
_SWEEPS: Final = 24
_PULL: Final = 0.8
"""How much the distance between linked regions counts beside that from the middle."""


@dataclass(frozen=True, slots=True)
class Size:
    """Width and height, in the units of the picture."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Filled:
    """A region that has been filled.

    Attributes:
        size: with margins and the title's strip.
        middles: x and y of the middle of each label, from the region's upper left corner.
    """

    size: Size
    middles: Mapping[int, tuple[float, float]]


def fill(
    group: Sequence[int], weights: Mapping[int, Mapping[int, float]], sizes: Mapping[int, Size]
) -> Filled:
    """Put the labels of a group into rows, what is linked close to each other.

    Every second row is shifted by half a label, so that lines up and down pass between labels.
    """
    across = max(sizes[at].width for at in group) + _ACROSS
    columns = max(1, round(math.sqrt(len(group) * _ROW * _ASPECT / across)))
    cells = _cells(len(group), columns, across)
    inside = set(group)
    near = {
        at: [(other, weight) for other, weight in weights[at].items() if other in inside]
        for at in group
    }
    seats = _seated(group, near, cells)
    rows: dict[float, list[int]] = {}
    for at, seat in seats.items():
        rows.setdefault(cells[seat][1], []).append(at)
    middles = {}
    top = float(TITLE)
    left = min(x for x, _ in cells) - across / 2 - _MARGIN + _ACROSS / 2
    for y in sorted(rows):
        height = max(sizes[at].height for at in rows[y])
        for at in rows[y]:
            middles[at] = (cells[seats[at]][0] - left, top + height / 2)
        top += height + _DOWN
    right = max(x for x, _ in middles.values()) + across / 2 - _ACROSS / 2 + _MARGIN
    return Filled(Size(right, top - _DOWN + _MARGIN), middles)


def _cells(count: int, columns: int, across: float) -> list[tuple[float, float]]:
    """Return the middles of cells: as many as are needed, the last row centred."""
    cells = []
    rows = math.ceil(count / columns)
    for row in range(rows):
        length = columns if row < rows - 1 else count - columns * (rows - 1)
        # The last row keeps to the same half places as the others.
        shift = (columns - length) // 2
        cells += [
            ((column + shift + (0.5 if row % 2 else 0.0)) * across, row * _ROW)
            for column in range(length)
        ]
    return cells


def _seated(
    group: Sequence[int],
    near: Mapping[int, Sequence[tuple[int, float]]],
    cells: Sequence[tuple[float, float]],
) -> dict[int, int]:
    """Return a cell for each label: neighbours first, then exchanges that shorten the lines."""
    middle = (sum(x for x, _ in cells) / len(cells), sum(y for _, y in cells) / len(cells))
    inner = sorted(range(len(cells)), key=lambda seat: (math.dist(cells[seat], middle), seat))
    seats = dict(zip(_outward(group, near), inner, strict=True))
    holder = {seat: at for at, seat in seats.items()}
    around = _nearest(cells)

    def length(at: int, seat: int, other: int, others: int) -> float:
        """Return the length of a label's lines if it stood on a seat, and another on another."""
        x, y = cells[seat]
        total = 0.0
        for end, weight in near[at]:
            end_x, end_y = cells[others if end == other else seats[end]]
            total += weight * math.hypot(x - end_x, y - end_y)
        return total

    for _ in range(_SWEEPS):
        moved = False
        for at in group:
            if not near[at]:
                continue
            wish = _wish(at, near, seats, cells)
            best, gain = -1, 1e-6
            for seat in around(wish):
                mine, other = seats[at], holder[seat]
                if seat == mine:
                    continue
                before = length(at, mine, other, seat) + length(other, seat, at, mine)
                after = length(at, seat, other, mine) + length(other, mine, at, seat)
                if before - after > gain:
                    best, gain = seat, before - after
            if best >= 0:
                mine, other = seats[at], holder[best]
                seats[at], seats[other] = best, mine
                holder[best], holder[mine] = at, other
                moved = True
        if not moved:
            break
    return seats


def _outward(group: Sequence[int], near: Mapping[int, Sequence[tuple[int, float]]]) -> list[int]:
    """Return a group from its best-linked label outward, step by step."""
    order: list[int] = []
    reached: set[int] = set()
    ranked = sorted(group, key=lambda at: (-sum(weight for _, weight in near[at]), at))
    for start in ranked:
        if start in reached:
            continue
        reached.add(start)
        queue = [start]
        while queue:
            order += queue
            steps = (other for at in queue for other, _ in sorted(near[at], key=_strongest))
            queue = [other for other in dict.fromkeys(steps) if other not in reached]
            reached.update(queue)
    return order


def _strongest(linked: tuple[int, float]) -> tuple[float, int]:
    return -linked[1], linked[0]


def _wish(
    at: int,
    near: Mapping[int, Sequence[tuple[int, float]]],
    seats: Mapping[int, int],
    cells: Sequence[tuple[float, float]],
) -> tuple[float, float]:
    total = sum(weight for _, weight in near[at])
    return (
        sum(weight * cells[seats[other]][0] for other, weight in near[at]) / total,
        sum(weight * cells[seats[other]][1] for other, weight in near[at]) / total,
    )


class _nearest:  # noqa: N801  (used as a function)
    """Gives the cells around a point."""

    def __init__(self, cells: Sequence[tuple[float, float]]) -> None:
        self._cells = cells
        self._rows: dict[int, list[int]] = {}
        for seat, (_, y) in enumerate(cells):
            self._rows.setdefault(round(y / _ROW), []).append(seat)

    def __call__(self, point: tuple[float, float]) -> Iterator[int]:
        row = round(point[1] / _ROW)
        for each in (row - 1, row, row + 1):
            seats = self._rows.get(each, ())
            yield from sorted(seats, key=lambda seat: abs(self._cells[seat][0] - point[0]))[:3]


def arrange(
    boxes: Sequence[Size], pull: Mapping[tuple[int, int], float]
) -> list[tuple[float, float]]:
    """Return the upper left corner of each rectangle: linked ones near, all near the middle.

    The first stands in the middle; each other one takes the best place beside those that stand.
    """
    placed: list[tuple[float, float, float, float]] = []
    for nth, box in enumerate(boxes):
        if not placed:
            placed.append((-box.width / 2, -box.height / 2, box.width / 2, box.height / 2))
            continue
        links = [(other, pull.get((nth, other), 0.0)) for other in range(nth)]
        total = sum(weight for _, weight in links)
        best = (math.inf, 0.0, 0.0)
        for left, top in _beside(box, placed):
            if any(_overlap(left, top, box, other) for other in placed):
                continue
            x, y = left + box.width / 2, top + box.height / 2
            cost = math.hypot(x / _ASPECT, y)
            if total:
                cost += _PULL / total * sum(
                    weight * _gap(left, top, box, placed[other]) for other, weight in links
                )  # fmt: skip
            best = min(best, (round(cost, 3), left, top))
        _, left, top = best
        placed.append((left, top, left + box.width, top + box.height))
    return [(round(left), round(top)) for left, top, _, _ in placed]


def _beside(
    box: Size, placed: Sequence[tuple[float, float, float, float]]
) -> Iterator[tuple[float, float]]:
    for left, top, right, bottom in placed:
        for y in (top, bottom - box.height, (top + bottom - box.height) / 2):
            yield right + _BETWEEN, y
            yield left - _BETWEEN - box.width, y
        for x in (left, right - box.width, (left + right - box.width) / 2):
            yield x, bottom + _BETWEEN
            yield x, top - _BETWEEN - box.height


def _overlap(left: float, top: float, box: Size, other: tuple[float, float, float, float]) -> bool:
    """Tell whether a rectangle would come too near to another."""
    near = _BETWEEN - 0.5
    return (
        left < other[2] + near
        and left + box.width > other[0] - near
        and top < other[3] + near
        and top + box.height > other[1] - near
    )


def _gap(left: float, top: float, box: Size, other: tuple[float, float, float, float]) -> float:
    across = max(0.0, left - other[2], other[0] - left - box.width)
    down = max(0.0, top - other[3], other[1] - top - box.height)
    return math.hypot(across, down)
