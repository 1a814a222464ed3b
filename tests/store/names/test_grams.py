"""The pieces by which names are found at size: what a text is looked for by, its names hold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sskg.language.text import fold
from sskg.store.names.grams import grams, pieces, spell_each

words = st.text(st.sampled_from("abc12养老城"), min_size=1, max_size=5)


def held(name: str) -> set[str]:
    (spelled,) = spell_each([fold(name)])
    return {spelled[at : at + 3] for at in range(len(spelled) - 2)}


@given(st.lists(words, min_size=1, max_size=4), st.data())
def test_a_name_holds_all_that_its_own_words_are_looked_for_by(name, data):
    some = data.draw(st.lists(st.sampled_from(name)))
    assert set(grams(" ".join(some))) <= held(" ".join(name))


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("insur", "basic insurance"),  # a beginning
        ("养老", "基本养老保险"),
        ("险", "养老保险"),  # a character at the end
        ("2018", "2018年机构改革"),
        ("大", "18大"),
        ("18", "level 18 of pooling"),
        ("a", "plan a"),
    ],
)
def test_a_part_of_a_name_leads_to_it(part, name):
    assert set(grams(part)) <= held(name)
    assert grams(part)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("老养", "基本养老保险"),
        ("养保", "养老保险"),
        ("18", "1800 units"),
        ("城", "养老"),
        ("a", "pension"),
    ],
)
def test_what_a_name_does_not_hold_does_not_lead_to_it(part, name):
    assert not set(grams(part)) <= held(name)


def test_many_names_are_spelled_each_by_itself():
    assert spell_each(["养老", "", "fund"]) == [" |养|老| ", "  ", " fund "]
    assert spell_each([]) == []


def test_an_endpoint_is_asked_for_pieces_that_labels_hold_as_they_are():
    assert pieces("a 养老金 plan") == ["养老", "老金", "pla", "lan"]
    assert pieces("x") == ["x"]
