"""Dated things in order, and how exact each date is."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer, RequestError
from sskg.questions.timeline import timeline
from sskg.rdf.terms import local_name
from sskg.store import open_store


def dates(answer):
    return [
        (local_name(entry.entity.iri), entry.start.text, entry.start.exact_to, entry.start.inferred)
        for entry in answer.dated
    ]


ALL = [
    ("great-meeting", "2012", "year", False),
    ("fund-reform", "2018", "year", False),
    ("fee-reform", "2019-06", "month", True),
    ("demand", "2020-03-01", "day", False),
]


def test_in_order_each_as_exact_as_it_is(tiny):
    assert dates(timeline(tiny)) == ALL


def test_what_only_an_event_dates_stands_apart_with_the_date_of_the_event(tiny):
    (entry,) = timeline(tiny).by_event
    assert local_name(entry.entity.iri) == "coverage-growth"
    assert entry.start is None
    (reference,) = entry.since
    assert local_name(reference.event.iri) == "great-meeting"
    assert reference.start is not None
    assert reference.start.text == "2012"
    assert reference.fact.modality == "Inferred"


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        ({"start": "2018"}, ALL[1:]),
        ({"start": "2018-07"}, ALL[1:]),  # the reform may have been in the second half
        ({"end": "2018-01-01"}, ALL[:2]),
        ({"start": "2019-07"}, ALL[3:]),
        ({"start": "2019", "end": "2019"}, ALL[2:3]),
        ({"start": "2020-03-01", "end": "2020-03-01"}, ALL[3:]),
    ],
)
def test_what_may_lie_within_the_limits(tiny, limits, expected):
    assert dates(timeline(tiny, **limits)) == expected


def test_a_thing_dated_by_an_event_lies_where_the_event_lies(tiny):
    assert timeline(tiny, end="2012").by_event != ()
    assert timeline(tiny, start="2013").by_event == ()


def test_kinds(tiny):
    assert [local_name(e.entity.iri) for e in timeline(tiny, kinds=["Reform"]).dated] == [
        "fund-reform",
        "fee-reform",
    ]


@pytest.mark.parametrize("text", ["soon", "2018-13", "2018-02-40", "18", "2018/06"])
def test_a_limit_that_is_no_date(tiny, text):
    with pytest.raises(RequestError):
        timeline(tiny, start=text)


def test_limits_the_wrong_way_round(tiny):
    with pytest.raises(RequestError):
        timeline(tiny, start="2020", end="2019")


def test_an_empty_span_is_an_answer_of_no(tiny):
    with pytest.raises(NegativeAnswer):
        timeline(tiny, start="1900", end="1950")


def test_the_real_reforms(packaged):
    found = {name: (date, exact) for name, date, exact, _ in dates(timeline(packaged))
             if name in {"institutional-reform-2018", "national-pooling"}}  # fmt: skip
    assert found == {
        "institutional-reform-2018": ("2018", "year"),
        "national-pooling": ("2019", "year"),
    }


def test_a_thing_with_two_starts_stands_at_both(tmp_path):
    path = tmp_path / "two.ttl"
    path.write_text(
        "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> ."
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
        ':turn a sskg:Reform ; sskg:start "2018"^^xsd:gYear , "2020"^^xsd:gYear .'
        ':other a sskg:Reform ; sskg:start "2019"^^xsd:gYear .',
        encoding="utf-8",
    )
    assert [entry[:2] for entry in dates(timeline(open_store([str(path)])))] == [
        ("turn", "2018"), ("other", "2019"), ("turn", "2020"),
    ]  # fmt: skip


def test_a_limit_keeps_the_earliest_and_counts_the_rest(tiny):
    whole = timeline(tiny)
    everything = [*whole.dated, *whole.by_event]
    few = timeline(tiny, limit=2)
    assert [*few.dated, *few.by_event] == everything[:2]
    assert (whole.more, few.more) == (0, len(everything) - 2)
