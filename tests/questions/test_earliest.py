"""The earliest dated things, chosen by the store: as if all had been read and put in order."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Store

from sskg.questions.date_ranges import read_limits
from sskg.questions.earliest import earliest
from sskg.rdf.terms import local_name
from sskg.store.embedded import EmbeddedStore

PREFIXES = (
    "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> . "
    "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . "
)


def graph(text: str) -> EmbeddedStore:
    store = Store()
    store.load(input=PREFIXES + text, format=RdfFormat.TURTLE)
    return EmbeddedStore(store, "a test")


def chosen(store, limit, *, start=None, end=None, kinds=()):
    dates, more = earliest(store, read_limits(start, end), kinds, limit)
    return [local_name(iri) for iri in dates], more


SOME = graph("""
    :a a sskg:Reform ; sskg:start "2019"^^xsd:gYear .
    :b a sskg:Reform ; sskg:start "2018-06"^^xsd:gYearMonth ; sskg:end "2020"^^xsd:gYear .
    :c a sskg:Measure ; sskg:end "2018"^^xsd:gYear .
    :d a sskg:Outcome ; sskg:since :congress .
    :e a sskg:Outcome ; sskg:since :unknown-event .
    :f a sskg:Outcome ; sskg:since :unknown-event , :meeting , :congress .
    :g a sskg:Measure ; sskg:start "not yet known" .
    :congress a sskg:Event ; sskg:start "2012"^^xsd:gYear .
    :meeting a sskg:Event ; sskg:start "2021-02-26"^^xsd:date .
""")

# By hand: own dates first, by the day that they begin; what cannot be read stands last of these.
# Then by the event that comes first by name and has a date (:congress before :meeting).
ORDER = ["congress", "c", "b", "a", "meeting", "g", "d", "f", "e"]


@pytest.mark.parametrize("limit", range(1, 9))
def test_the_earliest_come_in_order_and_the_rest_is_counted(limit):
    assert chosen(SOME, limit) == (ORDER[:limit], 9 - limit)


def test_what_is_no_more_than_the_limit_is_all_there():
    found, more = chosen(SOME, 9)
    assert (sorted(found), more) == (sorted(ORDER), 0)


@pytest.mark.parametrize(
    ("limits", "expected", "more"),
    [
        ({"start": "2019"}, ["b", "a"], 2),  # b lasts until 2020; the meeting, and f by it
        ({"end": "2018-05"}, ["congress", "c"], 2),  # d and f by the congress
        ({"start": "2021"}, ["meeting", "f"], 0),
        ({"start": "2013", "end": "2017"}, ["f"], 0),  # between the congress and the meeting
        ({"start": "1990", "end": "1990"}, [], 0),
    ],
)
def test_within_limits(limits, expected, more):
    assert chosen(SOME, 2, **limits) == (expected, more)


def test_of_a_kind_and_those_below_it():
    assert chosen(SOME, 1, kinds=["Reform"]) == (["b"], 1)
    assert chosen(SOME, 2, kinds=["Measure"]) == (["c", "b"], 2)


def test_things_without_a_name_take_no_place():
    store = graph("""
        [] sskg:start "1990"^^xsd:gYear . [] sskg:start "1991"^^xsd:gYear .
        :b sskg:start "1993"^^xsd:gYear . :a sskg:start "1992"^^xsd:gYear .
        :c sskg:start "1994"^^xsd:gYear . [] sskg:start "1995"^^xsd:gYear .
    """)
    assert chosen(store, 2)[0] == ["a", "b"]
    assert chosen(store, 5)[0] == ["a", "b", "c"]
    assert sorted(chosen(store, 6)[0]) == ["a", "b", "c"]


def test_many_things_without_a_name_hide_none_of_the_others():
    nameless = '[] sskg:start "1990"^^xsd:gYear . ' * 30
    store = graph(
        nameless
        + """:a sskg:start "1991"^^xsd:gYear .
        :b sskg:since :c . :c sskg:start "1992"^^xsd:gYear ."""
    )
    assert chosen(store, 1)[0] == ["a"]
    assert chosen(store, 3)[0] == ["a", "c", "b"]


@dataclass
class Thing:
    """What a made-up graph says of a thing: years, or words that are none."""

    starts: set[str] = field(default_factory=set)
    ends: set[str] = field(default_factory=set)
    events: set[int] = field(default_factory=set)


years = st.sampled_from(["2010", "2011", "2012", "2013", "some day", "soon"])
things = st.builds(
    Thing,
    st.sets(years, max_size=2),
    st.sets(years, max_size=2),
    st.sets(st.integers(0, 5), max_size=3),
)


def place(all_things: list[Thing], at: int) -> tuple[object, ...]:
    """The place in order, worked out here from what the graph was made of."""
    thing = all_things[at]
    own = [min(texts) for texts in (thing.starts, thing.ends) if texts]
    events = [all_things[event] for event in sorted(thing.events) if event < len(all_things)]
    texts = [*own[:1], *(min(event.starts) for event in events if event.starts)]
    dated = [text for text in texts if text.isdigit()]
    return not own, not dated, dated[:1], f"t{at}"


@given(st.lists(things, min_size=1, max_size=6), st.integers(1, 3))
@settings(max_examples=200, deadline=None)
def test_the_same_are_chosen_as_by_reading_everything(all_things, limit):
    lines = []
    for at, thing in enumerate(all_things):
        for name, texts in (("start", thing.starts), ("end", thing.ends)):
            lines += [f':t{at} sskg:{name} "{text}" .' for text in texts]
        lines += [f":t{at} sskg:since :t{event} ." for event in thing.events]
    dated = [
        at for at, thing in enumerate(all_things) if thing.starts or thing.ends or thing.events
    ]
    order = [f"t{at}" for at in sorted(dated, key=lambda at: place(all_things, at))]
    found, more = chosen(graph("\n".join(lines)), limit)
    if len(order) <= limit:
        assert (sorted(found), more) == (sorted(order), 0)
    else:
        assert (found, more) == (order[:limit], len(order) - limit)
