"""What a text is where no thing bears it as a name: a kind, or a value of what the graph has.

The expected places were looked up in data/triples.ttl by hand.
"""

from __future__ import annotations

import pytest

from sskg.errors import AmbiguousName, UnknownName
from sskg.names import find, resolve
from sskg.rdf.terms import local_name


def found(store, text):
    return [(local_name(match.entity.iri), match.where) for match in find(store, text).matches]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("2019", ("drug-procurement-normalization", "start")),  # the first of the four of 2019
        ("1.36 billion", ("medical-insurance-coverage-figure", "asStated")),
        ("1360000000", ("medical-insurance-coverage-figure", "value")),
        ("1,360,000,000", ("medical-insurance-coverage-figure", "value")),
        ("2,987", ("employee-pension-latest", "value")),
        ("joint buying", ("drug-procurement-normalization", "definition")),
        ("outcome", ("Outcome", "kind")),
        ("outcomes", ("Outcome", "kind")),
        ("成效", ("Outcome", "kind")),
        ("four reforms dated 2019", ("ten-years-s19f", "note")),
        ("from 1,686 yuan", ("ten-years-s5c", "anchor")),
    ],
)
def test_a_text_that_is_no_name_is_found_where_it_stands(packaged, text, first):
    assert found(packaged, text)[0] == first


def test_all_that_began_in_that_year_comes_before_what_mentions_it(packaged):
    assert [slug for slug, where in found(packaged, "2019") if where == "start"] == [
        "drug-procurement-normalization",
        "individual-account-reform",
        "national-pooling",
        "retired-soldiers-integration",
    ]


@pytest.mark.parametrize("text", ["36 billion", "987", "360000000"])
def test_a_part_of_a_number_is_not_that_number(packaged, text):
    with pytest.raises(UnknownName):
        find(packaged, text)


@pytest.mark.parametrize("text", ["unemployment insurance", "retirement age", "pension fund 1990"])
def test_what_is_only_like_names_is_no_answer_but_is_offered(packaged, text):
    with pytest.raises(UnknownName) as caught:
        find(packaged, text)
    assert caught.value.nearest


def test_a_kind_leads_to_the_list_of_its_things(packaged):
    with pytest.raises(UnknownName) as caught:
        resolve(packaged, "outcomes")
    assert caught.value.message == "“outcomes” is a kind of things, and the name of none"
    assert caught.value.hint == "sskg list Outcome lists them"


def test_a_value_is_not_said_to_be_absent(packaged):
    with pytest.raises(UnknownName) as caught:
        resolve(packaged, "1.36 billion")
    assert caught.value.message == ("no thing is called “1.36 billion”, but it stands in the graph")
    assert caught.value.nearest[0].startswith("id:medical-insurance-coverage-figure")


def test_two_namesakes_are_ambiguous_though_one_bears_the_words_in_a_row(packaged):
    # Retired employees 2,987 yuan; residents 179 yuan.
    with pytest.raises(AmbiguousName) as caught:
        resolve(packaged, "average pension")
    names = [line.split()[0] for line in caught.value.candidates]
    assert names == ["id:employee-pension", "id:resident-pension"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("drug 采购", "drug-procurement-normalization"),
        ("采购 drug", "drug-procurement-normalization"),
        ("医保 account reform", "individual-account-reform"),
        ("national统筹", "national-pooling"),
    ],
)
def test_a_name_in_two_languages_is_understood(packaged, text, slug):
    assert local_name(resolve(packaged, text).entity.iri) == slug
    assert local_name(find(packaged, text).matches[0].entity.iri) == slug
