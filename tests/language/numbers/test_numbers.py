"""Numbers are read as a text writes them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sskg.check.coverage import carried
from sskg.language.numbers.bounds import bound_of
from sskg.language.numbers.reading import numbers


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
        # Decimal commas and thin groups, as in Europe.
        ("about 3,5 million", ["3500000"]),
        ("3,5 per cent", ["3.5"]),
        ("€2,75", ["2.75"]),
        ("412 000 people", ["412000"]),
        ("412\u202f000 people", ["412000"]),
        ("1.234.567 Versicherte", ["1234567"]),
        ("1.234,56 euros", ["1234.56"]),
        ("1’250 francs", ["1250"]),
        ("in 2019 300 people", ["2019", "300"]),
        ("412\n000", ["412", "0"]),
        ("articles 3,5 and 7", ["3", "5", "7"]),
        # Groups and scales, as in India.
        ("4,89,855 claims", ["489855"]),
        ("under 11,97,159 policies", ["1197159"]),
        ("Rs. 1,23,45,678.50", ["12345678.50"]),
        ("29.4 crore workers", ["294000000"]),
        ("5 lakhs", ["500000"]),
        ("1.5 lakh crore", ["1500000000000"]),
        ("three crore", ["30000000"]),
        # Short scales.
        ("$3bn and €5m", ["3000000000", "5000000"]),
        ("5 m long", ["5"]),
        ("a 3-million programme", ["3000000"]),
        # English words.
        ("forty-two million", ["42000000"]),
        ("one hundred and five", ["105"]),
        ("two thousand three hundred and forty", ["2340"]),
        ("one and a half million", ["1500000"]),
        ("half a million", ["500000"]),
        ("a hundred", ["100"]),
        ("three point five per cent", ["3.5"]),
        ("two and three", ["2", "3"]),
        ("someone attended", []),
        # Chinese, in digits and characters.
        ("三亿", ["300000000"]),
        ("六十三周岁", ["63"]),
        ("700多元", ["700"]),
        ("10多万人", ["100000"]),
        ("三十余万人", ["300000"]),
        ("百分之二点五", ["2.5"]),
        ("百分之35", ["35"]),
        ("千分之三", ["3"]),
        ("八成", ["80"]),
        ("七成五", ["75"]),
        ("两倍", ["2"]),
        ("一千零五元", ["1005"]),
        ("1亿2000万人", ["120000000"]),
        ("3万5千元", ["35000"]),
        ("一亿二千万人", ["120000000"]),
        ("二〇一八年", ["2018"]),
        ("5千米", ["5"]),
        ("提高3百分点", ["3"]),
        ("统一规定，一定要单一，万一完成", []),
        ("十四五规划", []),
        ("周三和初一", []),
        ("完成建成，三成立", []),
        # Below zero.
        ("grew by -0.5%", ["-0.5"]),
        ("2010-15", ["2010", "15"]),
        ("minus 3", ["-3"]),
        ("增长负2.1%", ["-2.1"]),
        ("10 -15", ["10", "15"]),
        ("-2", ["-2"]),
        ("a change of −2.5%", ["-2.5"]),
    ],
)
def test_numbers_have_their_scale(text: str, values: list[str]) -> None:
    assert [number.value for number in numbers(text)] == [Decimal(value) for value in values]


def test_a_number_of_any_length_is_exact() -> None:
    thirty = "123456789012345678901234567890"
    (number,) = numbers(f"{thirty} thousand")
    assert str(number.value) == thirty + "000"
    (million,) = numbers("7" * 1_000_001)
    assert million.value == Decimal("7" * 1_000_001)


def test_an_amount_in_words_alone_is_a_number_without_a_value() -> None:
    (number,) = numbers("benefiting hundreds\nof millions of people")
    assert (number.wording, number.value) == ("hundreds of millions", None)


def test_offsets_count_code_points() -> None:
    (number,) = numbers("🌾𠮷 12 million")
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
    assert carried(numbers(number)[0], texts) is answer


@given(st.decimals(0, 10**9, places=2, allow_nan=False))
def test_a_number_written_with_separators_is_the_same_number(value: Decimal) -> None:
    assert [number.value for number in numbers(f"{value:,}")] == [value]


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    for number in numbers(text):
        assert text[number.start : number.end].split() == number.wording.split()


def test_the_digits_of_a_larger_scale_carry_nothing():
    (five,) = numbers("5 thousand")
    assert carried(five, ["5000 of them"])
    assert not carried(five, ["5000 million"])


@pytest.mark.parametrize(
    ("text", "fraction", "value"),
    [
        ("two thirds of them", "2/3", None),
        ("two-thirds", "2/3", None),
        ("a quarter of all", "1/4", "0.25"),
        ("three quarters", "3/4", "0.75"),
        ("half of the budget", "1/2", "0.5"),
        ("3/4 of the fund", "3/4", "0.75"),
        ("三分之二", "2/3", None),
        ("四分之三", "3/4", "0.75"),
        ("一半", "1/2", "0.5"),
        ("one in five", "1/5", "0.2"),
        ("1 in 4 people", "1/4", "0.25"),
        ("two out of three", "2/3", None),
    ],
)
def test_fractions_are_exact(text: str, fraction: str, value: str | None) -> None:
    (number,) = numbers(text)
    assert number.fraction == Fraction(fraction)
    assert number.value == (Decimal(value) if value else None)


def test_a_rounded_fraction_says_the_fraction():
    (number,) = numbers("two thirds")
    says = [
        value
        for value in ("0.67", "66.7", "66.67", "67", "0.66", "66")
        if number.says(Decimal(value))
    ]
    assert says == ["0.67", "66.7", "66.67", "67"]


@pytest.mark.parametrize("text", ["a third time", "first quarter of 2020", "2/5/2020 of"])
def test_what_only_looks_like_a_fraction_is_none(text: str) -> None:
    assert [number for number in numbers(text) if number.fraction] == []


@pytest.mark.parametrize(
    ("text", "ordinals"),
    [
        ("the 18th congress in 2012", [True, False]),
        ("第十条", [True]),
        ("第3条", [True]),
        ("第二十一条第二款", [True, True]),
        ("第四章和三个月", [True, False]),
    ],
)
def test_ordinals_are_marked(text: str, ordinals: list[bool]) -> None:
    assert [number.ordinal for number in numbers(text)] == ordinals


@pytest.mark.parametrize(
    "text",
    [
        "tens of thousands",
        "several million",
        "hundreds of millions",
        "lakhs",
        "数百万",
        "几千",
        "上亿",
    ],
)
def test_amounts_have_no_value(text: str) -> None:
    (number,) = numbers(text)
    assert (number.wording, number.value, number.digits) == (text, None, None)


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("百分之二点五", "unit:PERCENT"),
        ("八成", "unit:PERCENT"),
        ("千分之三", "unit:PERMILLE"),
        ("三元", None),
    ],
)
def test_shares_written_with_the_number_have_their_unit(text: str, units: str | None) -> None:
    assert numbers(text)[0].unit == units


def test_small_numbers_in_words_are_not_sure():
    assert [number.sure for number in numbers("one of 2, twelve, three crore")] == [
        False,
        True,
        True,
        True,
    ]


BOUNDS = [
    ("more than 700 yuan", "MoreThan"),
    ("over 42 million", "MoreThan"),
    ("in excess of Rs. 500 crore", "MoreThan"),
    ("exceeded 90%", "MoreThan"),
    ("at least 15 years", "AtLeast"),
    ("no less than 60%", "AtLeast"),
    ("not less than twenty", "AtLeast"),
    ("60 years or older", "AtLeast"),
    ("15 or more", "AtLeast"),
    ("10 000 and above", "AtLeast"),
    ("less than 5%", "LessThan"),
    ("fewer than 300", "LessThan"),
    ("is below 3%", "LessThan"),
    ("children under 5 years of age", "LessThan"),
    ("up to 90 days", "UpTo"),
    ("within 30 days", "UpTo"),
    ("三十日内", "UpTo"),
    ("最长为十八个月", "UpTo"),
    ("no more than 3 months", "UpTo"),
    ("not exceeding €500", "UpTo"),
    ("at most three", "UpTo"),
    ("50 employees or fewer", "UpTo"),
    ("about 3,5 million", "About"),
    ("approximately 412 000", "About"),
    ("around half of", "About"),
    ("some 12 million", "About"),
    ("nearly 300 million", "Nearly"),
    ("almost two thirds", "Nearly"),
    ("just under 40%", "Nearly"),
    ("close to R350", "Nearly"),
    ("under 11,97,159 policies", None),
    ("paid under 12 schemes", None),
    ("handsome 12", None),
    ("12 million", None),
    ("超过13亿人", "MoreThan"),
    ("逾三亿", "MoreThan"),
    ("700多元", "MoreThan"),
    ("700元多", "MoreThan"),
    ("10多万人", "MoreThan"),
    ("三十余万人", "MoreThan"),
    ("60余个", "MoreThan"),
    ("至少十五年", "AtLeast"),
    ("缴费满十五年", "AtLeast"),
    ("不低于百分之七十", "AtLeast"),
    ("不得少于三人", "AtLeast"),
    ("六十周岁以上", "AtLeast"),
    ("80%以上", "AtLeast"),
    ("不足5%", "LessThan"),
    ("未满十六周岁", "LessThan"),
    ("低于30元", "LessThan"),
    ("不超过24个月", "UpTo"),
    ("最高为90%", "UpTo"),
    ("三十日以内", "UpTo"),
    ("十人以下", "UpTo"),
    ("约三亿人", "About"),
    ("700元左右", "About"),
    ("近3亿人", "Nearly"),
    ("接近90%", "Nearly"),
    ("最近3年", None),
    ("700元", None),
]


@pytest.mark.parametrize(("text", "name"), BOUNDS)
def test_the_words_around_a_number_bound_it(text: str, name: str | None) -> None:
    (number,) = numbers(text)
    bound = bound_of(text, number)
    assert (bound.name if bound else None) == name


def test_a_bound_stands_where_it_says():
    text = "🌾 no more than 3 months; 🌾 60周岁以上"
    words = [bound_of(text, number) for number in numbers(text)]
    assert [text[word.start : word.end] for word in words if word] == ["no more than", "以上"]
