"""What two figures leave of a change: a bound is rounded to the side on which it stays true."""

from __future__ import annotations

import pytest

from sskg.graph.comparison import Quantity, difference


def told(first: tuple[str, str], last: tuple[str, str]) -> tuple[str | None, ...]:
    found = difference(
        Quantity(first[0], "NUM", first[1]), Quantity(last[0], "NUM", last[1]), same=True
    )
    return found.certainty, found.difference, found.percent, found.ratio


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # 1000 / 600 is 1.666…: more than 1000 is at least 1.66 times as much, and no 1.67.
        (("600", "Exactly"), ("1000", "MoreThan"), ("at least", "400", "66.6", "1.66")),
        # From more than 600, 1000 is at most 1.67 times as much: 1.66 may be too little.
        (("600", "MoreThan"), ("1000", "Exactly"), ("at most", "400", "66.7", "1.67")),
        (("600", "Exactly"), ("1000", "Exactly"), ("exactly", "400", "66.7", "1.67")),
        # A fall to more than 2 of 3 leaves more than -33.33… %; -33.3 % at least would be false.
        (("3", "Exactly"), ("2", "MoreThan"), ("at least", "-1", "-33.4", "0.66")),
        # -5 of more than 10 may be -5 of 20: a quarter below zero, which is more than -0.5.
        (("10", "MoreThan"), ("-5", "Exactly"), ("at most", "-15", None, None)),
    ],
)
def test_a_change_is_never_told_as_more_certain_than_it_is(first, last, expected):
    assert told(first, last) == expected
