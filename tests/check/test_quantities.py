"""Numbers are read as a text writes them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sskg.check.quantities import carried, quantities


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("1.04 billion", ["1040000000"]),
        ("nearly 300 million", ["300000000"]),
        ("33.9%", ["33.9"]),
        ("from 1,686 yuan to 2,987 yuan", ["1686", "2987"]),
        ("over 80% and 70%, respectively", ["80", "70"]),
        ("May 2, 2020", ["2", "2020"]),
        ("2021-2025", ["2021", "2025"]),
        ("the 18th congress", ["18"]),
        ("COVID-19", ["19"]),
        ("10.4亿人", ["1040000000"]),
        ("1.2万亿元", ["1200000000000"]),
        ("3 millionaires", ["3"]),
        ("1.5.", ["1.5"]),
        ("no figure at all", []),
    ],
)
def test_numbers_have_their_scale(text: str, values: list[str]) -> None:
    assert [number.value for number in quantities(text)] == [Decimal(value) for value in values]


def test_a_number_of_any_length_is_exact() -> None:
    thirty = "123456789012345678901234567890"
    (number,) = quantities(f"{thirty} thousand")
    assert str(number.value) == thirty + "000"
    (million,) = quantities("7" * 1_000_001)
    assert million.value == Decimal("7" * 1_000_001)


def test_an_amount_in_words_alone_is_a_number_without_a_value() -> None:
    (number,) = quantities("benefiting hundreds\nof millions of people")
    assert (number.wording, number.value) == ("hundreds of millions", None)


def test_offsets_count_code_points() -> None:
    (number,) = quantities("🌾𠮷 12 million")
    assert (number.start, number.end) == (3, 13)


@pytest.mark.parametrize(
    ("number", "texts", "answer"),
    [
        ("1.04 billion", ["1040000000"], True),
        ("1.04 billion", ["1.04 billion people"], True),
        ("1.04 billion", ["1.04 million"], False),
        ("790", ["790 million"], True),
        ("790 million", ["790"], False),
        ("82", ["182", "820", "8.2"], False),
        ("2", ["2020-05-02"], True),
        ("hundreds of millions", ["Hundreds of  Millions of people"], True),
        ("hundreds of millions", ["millions"], False),
        ("18", [], False),
    ],
)
def test_a_number_is_carried_by_its_value(number: str, texts: list[str], *, answer: bool) -> None:
    assert carried(quantities(number)[0], texts) is answer


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_a_number_written_with_separators_is_the_same_number(value: Decimal) -> None:
    assert [number.value for number in quantities(f"{value:,}")] == [value]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for number in quantities(text):
        assert text[number.start : number.end].split() == number.wording.split()


def test_the_digits_of_a_larger_scale_carry_nothing():
    (five,) = quantities("5 thousand")
    assert carried(five, ["5000 of them"])
    assert not carried(five, ["5000 million"])
