"""Figures and what changed: tiny ones by eye, real ones worked out from the sources by hand."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer
from sskg.questions.figures import figures
from sskg.rdf.terms import THINGS, local_name
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.store import open_store


def measured(store, name):
    (found,) = figures(store, THINGS + name).measurements
    return found


def test_a_change_from_an_exact_figure_to_more_than_one(tiny):
    found = measured(tiny, "coverage")
    assert found.baseline is not None
    assert found.latest is not None
    assert (found.baseline.value, found.baseline.bound, found.baseline.stated) == (
        "100", "Exactly", "100 people",
    )  # fmt: skip
    assert (found.latest.value, found.latest.bound) == ("150", "MoreThan")
    assert found.change is not None
    assert (found.change.difference, found.change.percent, found.change.ratio) == (
        "50", "50", "1.5",
    )  # fmt: skip
    assert found.change.certainty == "at least"
    assert found.change.since is not None
    assert found.change.since.iri == THINGS + "great-meeting"


def test_a_fall_is_negative(tiny):
    change = measured(tiny, "fees").change
    assert (change.difference, change.percent, change.ratio) == ("-2", "-25", "0.75")
    assert change.certainty == "exactly"


def test_no_change_is_computed_across_units(tiny):
    change = measured(tiny, "pay").change
    assert (change.difference, change.percent, change.ratio) == (None, None, None)
    assert change.reason == "different units"


def test_a_single_figure_has_no_change(tiny):
    found = measured(tiny, "offices")
    assert found.baseline is None
    assert found.change is None
    assert (found.latest.value, found.latest.bound) == ("12", "Nearly")


def test_a_figure_shows_the_claim_of_its_value(tiny):
    figure = measured(tiny, "offices").latest
    value = next(fact for fact in figure.facts if fact.predicate.iri.endswith("value"))
    assert [p.reference for claim in value.claims for p in claim.passages] == ["beta:274-302"]


@pytest.mark.parametrize("name", ["fund", "fund-reform", "coverage-growth", "coverage-latest"])
def test_figures_are_found_by_what_they_are_about(tiny, name):
    assert [found.indicator.iri for found in figures(tiny, THINGS + name).measurements] == [
        THINGS + "coverage"
    ]


def test_all_figures(tiny):
    found = figures(tiny)
    assert [local_name(each.indicator.iri) for each in found.measurements] == [
        "coverage", "fees", "offices", "pay",
    ]  # fmt: skip
    assert found.without == ()


def test_a_limit_keeps_the_first_indicators_and_counts_the_rest(tiny):
    few = figures(tiny, limit=1)
    assert ([local_name(each.indicator.iri) for each in few.measurements], few.more) == (
        ["coverage"],
        3,
    )
    assert figures(tiny, limit=4).more == 0
    assert "and 3 more" in render(few, "table", "en", Style(color=False, width=None))


def test_an_indicator_that_is_not_said_to_be_one_is_told_in_its_place(graph):
    store = graph(
        figure("10.0"), figure("20.0"),
        more=":h sskg:value 5.0 ; sskg:indicator :a , :z . :j a sskg:Indicator .",
    )  # fmt: skip
    found = figures(store)
    names = [local_name(each.indicator.iri) for each in found.measurements]
    assert list(dict.fromkeys(names)) == ["a", "i", "z"]
    assert [local_name(thing.iri) for thing in found.without] == ["j"]
    first = figures(store, limit=2)
    assert {local_name(each.indicator.iri) for each in first.measurements} == {"a", "i"}
    assert first.more == 2


def test_a_thing_without_figures_is_an_answer_of_no(tiny):
    with pytest.raises(NegativeAnswer):
        figures(tiny, THINGS + "old-barrier")


PREFIXES = """@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
"""


@pytest.fixture
def graph(tmp_path):
    def build(first, last, more=""):
        (tmp_path / "graph.ttl").write_text(
            PREFIXES
            + f""":i a sskg:Indicator .
            :b sskg:indicator :i ; {first} . :l sskg:indicator :i ; {last} .
            :c a sskg:MeasuredChange ; sskg:indicator :i ; sskg:baseline :b ; sskg:latest :l .
            {more}""",
            encoding="utf-8",
        )
        return open_store([str(tmp_path / "graph.ttl")])

    return build


def figure(value, bound="Exactly", unit="sskg:unit unit:NUM ;"):
    return f"{unit} sskg:bound sskg:{bound} ; sskg:value {value}"


@pytest.mark.parametrize(
    ("first", "last", "certainty"),
    [
        ("Exactly", "Nearly", "about"),
        ("MoreThan", "Exactly", "at most"),
        ("MoreThan", "MoreThan", "about"),
        ("Nearly", "Exactly", "about"),
    ],
)
def test_a_change_is_no_surer_than_its_figures(graph, first, last, certainty):
    change = measured(graph(figure("10.0", first), figure("30.0", last)), "i").change
    assert change.difference == "20"
    assert change.certainty == certainty


@pytest.mark.parametrize(
    ("first", "last", "reason"),
    [
        (figure("10.0", unit=""), figure("30.0"), "no unit"),
        (figure('"ten"'), figure("30.0"), "not a number"),
        (figure('"NaN"^^xsd:double'), figure("30.0"), "not a number"),
        (figure('"1E999999999"^^xsd:string'), figure("30.0"), "not a number"),
    ],
)
def test_what_cannot_be_subtracted_is_not(graph, first, last, reason):
    change = measured(graph(first, last), "i").change
    assert change.difference is None
    assert change.reason == reason


def test_large_figures_are_subtracted_to_the_last_digit(graph):
    large = "1" + "0" * 39 + ".5"
    change = measured(graph(figure(f'"{large}"'), figure('"0.25"')), "i").change
    assert change.difference == "-1" + "0" * 39 + ".25"


def test_nothing_is_a_ratio_of_zero(graph):
    change = measured(graph(figure("0.0"), figure("3.0")), "i").change
    assert (change.difference, change.ratio, change.reason) == ("3", None, "zero baseline")


# Worked out by hand from the figures that the first document prints.
REAL = {
    "old-age-insurance-coverage": ("250000000", "31.6", "1.32", "exactly"),
    "monthly-pensioners": ("100000000", "50", "1.5", "about"),
    "employee-pension": ("1301", "77.2", "1.77", "exactly"),
    "resident-pension": ("97", "118.3", "2.18", "exactly"),
    "personal-health-expenditure-share": ("-6.2", "-18.3", "0.82", "exactly"),
    "urban-subsistence-allowance": ("370", "112.1", "2.12", "at least"),
}


@pytest.mark.parametrize(("name", "expected"), REAL.items())
def test_changes_of_the_packaged_graph(packaged, name, expected):
    change = measured(packaged, name).change
    assert (change.difference, change.percent, change.ratio, change.certainty) == expected


# 20 / 300: 0.0666…, 6.66…%; 2000 / 1667: 1.19976…, 19.976…%.
@pytest.mark.parametrize(
    ("first", "last", "percent", "ratio"),
    [
        (("300.0", "Exactly"), ("320.0", "Exactly"), "6.7", "1.07"),
        (("300.0", "Exactly"), ("320.0", "MoreThan"), "6.6", "1.06"),
        (("1667.0", "Exactly"), ("2000.0", "MoreThan"), "19.9", "1.19"),
        (("300.0", "MoreThan"), ("310.0", "Exactly"), "3.4", "1.04"),
        (("300.0", "MoreThan"), ("280.0", "Exactly"), "-6.6", "0.94"),
    ],
)
def test_a_bound_is_rounded_to_the_side_on_which_it_stays_true(graph, first, last, percent, ratio):
    change = measured(graph(figure(*first), figure(*last)), "i").change
    assert (change.percent, change.ratio) == (percent, ratio)


def test_the_dates_of_figure_and_change_are_in_every_format_and_nothing_beside_them(graph):
    dated = figure("10.0") + ' ; sskg:start "2012"^^xsd:gYear ; sskg:demonstrates :role'
    store = graph(dated, figure("30.0") + " ; sskg:since :congress")
    answer = figures(store, THINGS + "i")
    (found,) = answer.measurements
    assert found.baseline is not None
    assert {local_name(fact.predicate.iri) for fact in found.baseline.facts} == {
        "value", "bound", "start",
    }  # fmt: skip
    (grid,) = answer.grids("en")
    told = [dict(zip(grid.columns, row, strict=True)) for row in grid.rows]
    assert [(row["value"], row["since"]) for row in told if row["what"] == "starts"] == [
        ("2012", "")
    ]
    assert [row["since"] for row in told if row["what"] == "dates from"] == ["congress"]
    table = render(answer, "table", "en", Style(color=False, width=None))
    assert "starts 2012" in table
    assert "dates from congress" in table
    assert "demonstrates" not in table


SEVERAL = """
@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
:cover a sskg:Indicator .
:old a sskg:Observation ; sskg:indicator :cover ; sskg:value 5.0 , 7.0 ; sskg:unit unit:NUM .
:new a sskg:Observation ; sskg:indicator :cover ; sskg:value 9.0 ; sskg:unit unit:NUM .
:newer a sskg:Observation ; sskg:indicator :cover ; sskg:value 10.0 ; sskg:unit unit:NUM .
:mid a sskg:Observation ; sskg:indicator :cover ; sskg:value 4.0 ; sskg:unit unit:NUM .
:doubted a sskg:MeasuredChange ; sskg:indicator :cover ; sskg:baseline :old ; sskg:latest :new .
:forked a sskg:MeasuredChange ; sskg:indicator :cover ; sskg:baseline :mid ;
    sskg:latest :new , :newer .
"""


@pytest.fixture
def several(tmp_path):
    path = tmp_path / "several.ttl"
    path.write_text(SEVERAL, encoding="utf-8")
    return open_store([str(path)])


def test_of_two_values_none_is_taken_and_both_are_shown(several):
    found = figures(several, THINGS + "cover")
    doubted = next(one for one in found.measurements if one.baseline and "5" in one.baseline.value)
    assert doubted.baseline is not None
    assert doubted.baseline.value == "5 / 7"
    assert doubted.change is not None
    assert (doubted.change.difference, doubted.change.reason) == (None, "several values")
    shown = render(found, "table", "en", Style())
    assert "5 / 7" in shown
    assert "has the value 5\n" in shown
    assert "has the value 7\n" in shown
    told = [row[4] for row in found.grids()[0].rows if row[3] == "baseline"]
    assert sorted(told) == ["4", "4", "5", "7"]


def test_of_two_latest_figures_each_is_a_change(several):
    found = figures(several, THINGS + "cover").measurements
    changes = [one.change for one in found if one.baseline and one.baseline.value == "4"]
    assert sorted(change.difference or "" for change in changes if change) == ["5", "6"]


def test_a_figure_without_its_wording_does_not_look_quoted(several):
    shown = render(figures(several, THINGS + "cover"), "table", "en", Style())
    assert "wording not given" in shown
    assert "stated as" not in shown


def test_a_range_is_told_with_both_ends_and_its_passage_once(whole):
    # Article 88 of the law: 二倍以上五倍以下.
    shown = render(
        figures(whole, THINGS + "fine-benefit-fraud"), "table", "en", Style(color=False, width=None)
    )
    assert "2–5" in shown
    assert "at least" not in shown
    assert shown.count("social-insurance-law:9770-9841") == 1


@pytest.mark.parametrize(("lang", "what", "bound"), [("en", "figure", "at least"),
                                                     ("zh", "数值", "不低于")])  # fmt: skip
def test_the_table_has_a_column_for_the_upper_end_of_a_range(whole, lang, what, bound):
    # Article 88 of the law: 二倍以上五倍以下. The bound is that of the lower end.
    (grid,) = figures(whole, THINGS + "fine-benefit-fraud").grids(lang)
    assert {len(row) for row in grid.rows} == {len(grid.columns)}
    at = grid.columns.index("what")
    assert grid.columns[at : at + 4] == ("what", "value", "upper", "bound")
    assert [row[at : at + 4] for row in grid.rows] == [(what, "2", "5", bound)]


def test_what_is_no_range_has_no_upper_end(tiny):
    (grid,) = figures(tiny, THINGS + "coverage").grids()
    assert {len(row) for row in grid.rows} == {len(grid.columns)}
    told = dict.fromkeys((row[3], row[4], row[5]) for row in grid.rows)
    assert {("baseline", "100", ""), ("latest", "150", ""), ("change", "50", "")} <= set(told)
