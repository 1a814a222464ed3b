"""What texts require or enact and what is reported; expected by eye from commitments.ttl."""

from __future__ import annotations

from pathlib import Path

import pytest

import sskg
from sskg.errors import NegativeAnswer
from sskg.questions.commitments import commitments
from sskg.rdf.terms import THINGS, local_name

FILE = Path(__file__).parent.parent / "data" / "commitments.ttl"


@pytest.fixture(scope="module")
def graph():
    return sskg.open(FILE)


def names(fact) -> tuple[str, ...]:
    return tuple(local_name(end.iri) for end in (fact.subject, fact.object))


def standings(answer) -> dict[tuple[str, ...], str]:
    return {names(each.statement): each.standing for each in answer.commitments}


def test_each_commitment_has_the_standing_that_the_reports_give_it(graph):
    answer = graph.commitments()
    assert standings(answer) == {
        ("pooling", "fund"): "reported",
        ("pooling", "scheme"): "not reported",
        ("fund", "workers"): "under way",
        ("fund", "farmers"): "not reported",
        ("fund", "pupils"): "reported",
        ("call", "office"): "reported",
        ("call", "hotline"): "not reported",
    }
    assert answer.counts == {"reported": 3, "under way": 1, "not reported": 3}


def test_both_passages_are_shown_and_no_others(graph):
    each = graph.commitments("pooling").commitments[0]
    (report,) = each.reports
    assert [claim.modality for claim in each.statement.claims] == ["Required"]
    assert [claim.passages[0].reference for claim in each.statement.claims] == ["law:0-10"]
    assert [claim.passages[0].reference for claim in report.claims] == ["report:0-10"]


def test_a_measure_is_reported_by_what_is_said_of_it_and_not_by_the_call(graph):
    found = {names(each.statement): each for each in graph.commitments("call").commitments}
    (report,) = found["call", "office"].reports
    assert names(report) == ("office", "gap")
    assert found["call", "hotline"].reports == ()


def test_who_and_when(graph):
    told = {
        names(each.statement): (each.date, [local_name(thing.iri) for thing in each.by])
        for each in graph.commitments().commitments
    }
    assert told["fund", "workers"] == ("2010-10-28", ["congress"])
    # Of a text that reports the words of another, those words count.
    assert told["call", "office"] == ("2015-03-01", ["minister"])


def test_one_thing_has_a_timeline(graph):
    steps = [
        (step.date, step.statement.modality, names(step.statement)[1:])
        for step in graph.commitments("fund").steps
    ]
    # Of one day, in the order of statements: :fund comes before :pooling.
    assert steps == [
        ("2010-10-28", "Enacted", ("farmers",)),
        ("2010-10-28", "Enacted", ("pupils",)),
        ("2010-10-28", "Enacted", ("workers",)),
        ("2010-10-28", "Required", ("fund",)),
        ("2020-01-01", "Reported", ("workers",)),
        ("2020-01-01", "Reported", ("fund",)),
        ("", "Reported", ("pupils",)),
    ]  # fmt: skip


def test_the_things_own_dates_stand_in_it(graph):
    assert [step.date for step in graph.commitments("pooling").steps] == [
        "2010-10-28", "2010-10-28", "2019", "2020-01-01",
    ]  # fmt: skip


def test_a_document_narrows_the_commitments_and_not_the_reports(graph):
    answer = graph.commitments(document="law")
    assert answer.counts == {"reported": 2, "under way": 1, "not reported": 2}
    assert graph.commitments(document="speech").counts["reported"] == 1


def test_a_limit_counts_what_it_leaves_out(graph):
    answer = graph.commitments(limit=2)
    assert (len(answer.commitments), answer.more) == (2, 5)


def test_what_nothing_requires_is_told(graph):
    with pytest.raises(NegativeAnswer):
        graph.commitments("gap")


def test_the_first_two_documents(packaged):
    """Counted in data/triples.ttl: 94 triples are required, and one of them is reported as well.

    Of the 22 statements that call for a measure, none is of a measure that is reported.
    """
    answer = commitments(packaged, limit=5000)
    assert answer.counts == {"reported": 1, "under way": 0, "not reported": 93}
    assert {names(each.statement) for each in answer.commitments if each.reports} == {
        ("social-security-system", "all-the-people"),
    }


def test_national_pooling_goes_from_the_law_to_its_start(whole):
    """Law of 2010-10-28, article 64: three statements; ten-years: started in 2019, no date."""
    answer = commitments(whole, THINGS + "national-pooling")
    assert [step.date for step in answer.steps] == ["2010-10-28"] * 3 + ["2019", ""]
    assert [each.standing for each in answer.commitments] == [
        "reported", "not reported", "not reported",
    ]  # fmt: skip


def test_every_door_shows_it(run):
    shown = run("commitments", "pooling", "-g", str(FILE)).out
    assert "reported: 1, under way: 0, not reported: 1" in shown
    assert "(congress, 2010-10-28)" in shown
    assert "已见报告" in run("commitments", "pooling", "-g", str(FILE), "--lang", "zh").out
    rows = run("commitments", "pooling", "-g", str(FILE), "-f", "csv").out
    assert rows.startswith("number,standing,part,by,date,subject")
