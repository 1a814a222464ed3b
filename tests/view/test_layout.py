"""Positions: columns from causes to goals, the same each time, nothing on top of anything."""

import random
from itertools import pairwise

from sskg.view.kinds import LOOKS, look
from sskg.view.layout import WeightedEdge, place

KINDS = dict(enumerate(["Goal", "Outcome", "Reform", "Challenge", "Reform", "Goal"]))
HEIGHTS = {at: look(kind).height(1) for at, kind in KINDS.items()}
EDGES = [WeightedEdge(2, 3, 3), WeightedEdge(2, 1, 3), WeightedEdge(1, 0, 3), WeightedEdge(4, 5, 3)]


def test_challenge_reform_outcome_and_goal_stand_from_left_to_right():
    x = {at: place(KINDS, HEIGHTS, EDGES).positions[at][0] for at in KINDS}
    assert x[3] < x[2] < x[1] < x[0]
    assert x[2] == x[4]
    assert x[0] == x[5]


def test_lines_do_not_cross_where_they_need_not():
    y = {at: place(KINDS, HEIGHTS, EDGES).positions[at][1] for at in KINDS}
    assert (y[2] < y[4]) == (y[0] < y[5])


def test_the_same_graph_gives_the_same_positions():
    assert place(KINDS, HEIGHTS, EDGES) == place(KINDS, HEIGHTS, EDGES)


def large(count):
    chance = random.Random(1)  # noqa: S311  (a graph, not a secret)
    kinds = {at: chance.choice(list(LOOKS)) for at in range(count)}
    heights = {at: look(kind).height(2) for at, kind in kinds.items()}
    edges = [
        WeightedEdge(chance.randrange(count), chance.randrange(count), 1) for _ in range(2 * count)
    ]
    return kinds, heights, edges


def test_no_two_things_stand_in_one_place_at_any_size():
    for count in (50, 400, 3000):
        kinds, heights, edges = large(count)
        placed = place(kinds, heights, edges).positions
        rows: dict[float, list[tuple[float, int]]] = {}
        for at, (x, y) in placed.items():
            rows.setdefault(x, []).append((y, heights[at]))
        for column in rows.values():
            column.sort()
            for (above, first), (below, second) in pairwise(column):
                assert below - above >= min(first, second, 44) - 0.2


def test_many_things_are_folded_into_the_proportions_of_a_screen():
    kinds, heights, edges = large(3000)
    positions = place(kinds, heights, edges).positions.values()
    width = max(x for x, _ in positions) - min(x for x, _ in positions)
    height = max(y for _, y in positions) - min(y for _, y in positions)
    assert 0.8 < width / height < 2.5
