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


def related(answer) -> dict[str, set[tuple[str, ...]]]:
    return {
        local_name(each.thing.iri): {names(one.statement) for one in each.commitments}
        for each in answer.related
    }


def test_what_a_reform_concerns_is_told_where_nothing_is_required_of_the_reform_itself(whole):
    """Zhejiang, articles 41 and 42 on the platform, 43 on volume-based procurement.

    Who must do what the articles demand is a statement on the demand, one step further away.
    """
    answer = commitments(whole, THINGS + "drug-procurement-normalization")
    assert answer.commitments == ()
    assert answer.about is not None
    assert [step.date for step in answer.steps] == ["2019"]
    assert related(answer) == {
        "volume-based-procurement": {
            ("carrying-out-procurement", "volume-based-procurement"),
            ("supply-contracts", "volume-based-procurement"),
            ("volume-based-procurement", "zhejiang-medical-security-department"),
        },
        "procurement-platform": {
            ("procurement-platform", "zhejiang-medical-security-department"),
            ("linking-payment-and-price", "procurement-platform"),
            ("managing-supply", "procurement-platform"),
            ("buying-on-platform", "procurement-platform"),
            ("procurement-platform", "false-listing-papers"),
            ("procurement-platform", "refusing-supply"),
            ("procurement-platform", "supply-above-price"),
        },
        "social-security-system": set(),  # nearly everything is linked with it: counted alone
    }
    for each in answer.related:
        assert {fact.subject.iri for fact in each.links} == {answer.about.iri}
        assert each.thing.iri != answer.about.iri
    by_link = {local_name(each.thing.iri): each.links[0].modality for each in answer.related}
    assert by_link["procurement-platform"] == "Inferred"


def test_a_shared_topic_reports_nothing(whole):
    """The reform started in 2019; of the province's procurement nothing is reported by that."""
    answer = commitments(whole, THINGS + "drug-procurement-normalization")
    for each in answer.related[:2]:
        assert each.counts == {
            "reported": 0, "under way": 0, "not reported": len(each.commitments),
        }  # fmt: skip


def test_things_of_the_same_words_are_told_apart_from_things_that_are_linked(all_documents):
    """Zhejiang 25 on accounts of medical insurance; law 11, 12, 14 and 15 on those of old age.

    Law 12: employees and the flexibly employed pay into accounts. Law 14: no early withdrawal,
    free of tax, interest not below deposits; inheritance is permitted, and no commitment.
    """
    answer = sskg.open().commitments("individual accounts")
    assert answer.about is not None
    assert local_name(answer.about.iri) == "individual-account-reform"
    linked = {local_name(each.thing.iri) for each in answer.related if each.links}
    assert linked == {
        "medical-individual-accounts", "basic-medical-insurance", "social-security-system",
    }  # fmt: skip
    told = related(answer)
    assert told["medical-individual-accounts"] == {
        ("medical-individual-accounts", "employees-medical-fund"),
        ("medical-individual-accounts", "flexible-workers"),
        ("medical-individual-accounts", "china"),
    }
    assert told["old-age-individual-accounts"] == {
        ("old-age-individual-accounts", "employed-people"),
        ("old-age-individual-accounts", "flexible-workers"),
        ("old-age-individual-accounts", "early-withdrawal"),
        ("old-age-individual-accounts", "interest-tax-exemption"),
    }
    assert told["pooling-with-individual-accounts"] == {
        ("pooling-with-individual-accounts", "basic-old-age-insurance"),
    }
    assert told["account-interest-rate"] == {("account-interest-rate", "deposit-rate")}
    assert "inherited-balance" not in told


def test_no_name_is_guessed_where_the_thing_has_commitments_or_is_named_by_its_identifier(
    all_documents,
):
    graph = sskg.open()
    assert all(each.links for each in graph.commitments("subsistence allowance").related)
    assert all(each.links for each in graph.commitments("individual-account-reform").related)


def test_what_is_related_is_counted_with_its_link_beside_commitments_of_the_thing(whole):
    """Law 11, 13, 17 and 64 on the fund that is to be pooled: eight statements."""
    answer = commitments(whole, THINGS + "national-pooling")
    fund = next(each for each in answer.related
                if each.thing.iri == THINGS + "old-age-insurance-fund")  # fmt: skip
    assert (fund.commitments, fund.more) == ((), 8)
    assert [names(link) for link in fund.links] == [("national-pooling", "old-age-insurance-fund")]


def test_a_commitment_is_listed_once_and_the_limit_holds_for_all(whole):
    iri = THINGS + "drug-procurement-normalization"
    answer = commitments(whole, iri, limit=5)
    assert [len(each.commitments) for each in answer.related] == [3, 2, 0]
    assert [sum(each.counts.values()) for each in answer.related][:2] == [3, 7]
    everything = commitments(whole, THINGS + "drug-procurement-normalization", limit=5000)
    listed = [
        (*names(each.statement), each.statement.predicate.iri)
        for group in (everything.commitments, *(each.commitments for each in everything.related))
        for each in group
    ]
    assert len(listed) == len(set(listed))


def test_the_command_line_shows_links_and_articles(run, all_documents):
    shown = run("commitments", "drug procurement").out
    assert "no text requires or enacts anything of it by this name" in shown
    assert "Of things linked with it" in shown
    assert "(Inferred)" in shown
    assert "第四十一条" in shown
    assert "第四十二条" in shown
    assert "第四十三条" in shown
    brief = run("commitments", "individual accounts", "--brief").out
    assert "Of things with these words in their names" in brief
    rows = run("commitments", "drug procurement", "-f", "csv", "--table", "related").out
    assert rows.splitlines()[0].startswith("thing,thing_label,link,number,standing,part,by,date")
    assert len(rows.splitlines()) > 10
    chinese = run("commitments", "药品集中采购", "--lang", "zh").out
    assert "集中带量采购" in chinese


def test_every_door_shows_it(run):
    shown = run("commitments", "pooling", "-g", str(FILE)).out
    assert "reported: 1, under way: 0, not reported: 1" in shown
    assert "(congress, 2010-10-28)" in shown
    assert "已见报告" in run("commitments", "pooling", "-g", str(FILE), "--lang", "zh").out
    rows = run("commitments", "pooling", "-g", str(FILE), "-f", "csv").out
    assert rows.startswith("number,standing,part,by,date,subject")
