"""What an error shows of a query: the line, and on long lines what is around the place."""

from __future__ import annotations

import pytest

from sskg.errors import QuerySyntaxError
from sskg.language.message import msg


def excerpt(source: str, column: int, line: int = 1) -> list[str]:
    return (
        QuerySyntaxError(msg("no"), line=line, column=column, source=source).excerpt().split("\n")
    )


@pytest.mark.parametrize("column", [1, 2, 50, 101, 102, 5_000, 99_950, 99_999, 100_000])
def test_of_a_long_line_what_is_around_the_place_is_shown(column):
    line = "." * (column - 1) + "!" + "." * (100_000 - column)
    text, caret = excerpt(line, column)
    assert len(text) <= 202
    assert text[len(caret) - 1] == "!"
    assert caret.strip() == "^"
    assert text.startswith("…") is (column > 101)
    assert text.endswith("…") is (column < 99_901)


def test_a_line_that_is_not_long_is_shown_whole():
    assert excerpt("a" * 200, 200) == ["a" * 200, " " * 199 + "^"]
    assert excerpt("first\n\tthird", 2, line=2) == ["\tthird", "\t^"]


def test_a_place_behind_the_last_line_has_a_caret_alone():
    assert excerpt("ASK {", 1, line=2) == ["", "^"]
    assert excerpt("ASK {", 6) == ["ASK {", "     ^"]
