"""Text broken into terminal lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sskg.language.text import width, wrap


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("one two three", None, ["one two three"]),
        ("one two three", 7, ["one two", "three"]),
        ("全国统筹", 5, ["全国", "统筹"]),
        ("见全国。", 7, ["见全", "国。"]),
        ("abcdefgh", 3, ["abc", "def", "gh"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_break(text, columns, lines):
    assert wrap(text, columns) == lines


@given(st.text(st.sampled_from("ab 统，。"), max_size=40), st.integers(4, 20))
def test_no_line_is_wider_and_nothing_but_spaces_is_lost(text, columns):
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
