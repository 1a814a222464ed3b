"""Verdicts on two figures; the expected ones follow from what the words and digits can mean."""

from __future__ import annotations

import pytest

from sskg.graph.agreement import REASONS, VERDICTS, Comparable, Period, judge

Y2018: Period = (2018, 1, 1), (2018, 12, 31)
Y2019: Period = (2019, 1, 1), (2019, 12, 31)
JUNE: Period = (2018, 6, 1), (2018, 6, 31)
CHINA, ZHEJIANG = frozenset({"china"}), frozenset({"zhejiang"})


def of(value, stated="", bound="Exactly", period: Period | None = Y2018, **more) -> Comparable:
    return Comparable(value, bound, stated=stated or value, period=period, **more)


CASES = [
    # corroborates: equal; rounded; within a bound
    (of("600"), of("600"), "corroborates", "same value"),
    (of("1040000000", "1.04 billion"), of("1042300000", "1,042,300,000"), "corroborates",
     "same value"),
    (of("8", "8%"), of("7.5", "7.5%"), "corroborates", "same value"),
    (of("8", "8%"), of("8.4", "8.4%"), "corroborates", "same value"),
    (of("790000000", "790 million"), of("789500000", "789.5 million"), "corroborates",
     "same value"),
    (of("150", bound="MoreThan"), of("151"), "corroborates", "within the bound"),
    (of("150", bound="AtLeast"), of("150"), "corroborates", "within the bound"),
    (of("30", bound="UpTo"), of("12"), "corroborates", "within the bound"),
    (of("2", upper="5"), of("5"), "corroborates", "within the bound"),
    (of("300000000", "nearly 300 million", "Nearly"), of("299600000", "299.6 million"),
     "corroborates", "same value"),
    (of("150", bound="MoreThan"), of("150", bound="MoreThan"), "corroborates", "same value"),
    # conflicts: other values; outside the bound; bounds that exclude each other
    (of("600"), of("601"), "conflicts", "other value"),
    (of("8", "8%"), of("8.5", "8.5%"), "conflicts", "other value"),
    (of("8", "8%"), of("7.4", "7.4%"), "conflicts", "other value"),
    (of("1040000000", "1.04 billion"), of("1050000000", "1.05 billion"), "conflicts",
     "other value"),
    # A count of 600 people is no count of hundreds.
    (of("600"), of("603"), "conflicts", "other value"),
    (of("150", bound="MoreThan"), of("150"), "conflicts", "other value"),
    (of("150", bound="MoreThan"), of("100", bound="LessThan"), "conflicts", "other value"),
    (of("5", upper="10"), of("11"), "conflicts", "other value"),
    (of("300", "nearly 300", "Nearly"), of("301"), "conflicts", "other value"),
    # series: periods that do not meet
    (of("600"), of("600", period=Y2019), "series", "other period"),
    (of("600"), of("700", period=Y2019), "series", "other period"),
    (of("600", period=JUNE), of("600", period=((2018, 7, 1), (2018, 7, 31))), "series",
     "other period"),
    # compatible: both can hold, and neither says what the other says
    (of("150", bound="MoreThan"), of("200", bound="UpTo"), "compatible", "bounds overlap"),
    (of("100", bound="MoreThan"), of("150", bound="AtLeast"), "compatible", "bounds overlap"),
    (of("2", upper="5"), of("4", upper="9"), "compatible", "bounds overlap"),
    (of("600"), of("8", unit="percent"), "compatible", "other unit"),
    (of("600", jurisdictions=CHINA), of("500", jurisdictions=ZHEJIANG), "compatible",
     "other jurisdiction"),
    # undecided: something is not told
    (of("600"), of("600", period=None), "undecided", "no period"),
    (of("600", period=None), of("700", period=None), "undecided", "no period"),
    (of("600", unit=None), of("600"), "undecided", "no unit"),
    (of("600 / 700"), of("600"), "undecided", "no number"),
    (of("600", period=JUNE), of("700"), "undecided", "periods overlap"),
    (of("300", "about 300", "About"), of("280"), "undecided", "open wording"),
    (of("300", "nearly 300", "Nearly"), of("250", bound="AtLeast"), "undecided", "open wording"),
    (of("300", bound=""), of("310"), "undecided", "open wording"),
    # Of one place or of a place that is not told, they are compared.
    (of("600", jurisdictions=CHINA), of("601"), "conflicts", "other value"),
    (of("600", jurisdictions=CHINA), of("600", jurisdictions=CHINA), "corroborates", "same value"),
    # A month of the year with the year's own value says the same.
    (of("600", period=JUNE), of("600"), "corroborates", "same value"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "verdict", "reason"), CASES)
def test_a_verdict_follows_from_what_both_say(first, second, verdict, reason):
    assert judge(first, second) == judge(second, first) == (verdict, reason)


def test_each_verdict_has_three_cases_at_least():
    given = [verdict for _, _, verdict, _ in CASES]
    assert {verdict for verdict in VERDICTS if given.count(verdict) >= 3} == set(VERDICTS)
    assert {reason for *_, reason in CASES} | {"one figure"} == set(REASONS)
