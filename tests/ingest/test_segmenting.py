"""Sentences are cut where a reader ends them, in both languages, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sskg.ingest.freezing.plain import freeze
from sskg.ingest.segment import names, segment


def cut(text):
    frozen = freeze(text.encode())
    return [(each.role, each.span.of(frozen.text)) for each in segment(frozen)]


def sentences(text):
    return [passage for role, passage in cut(text) if role == "Body"]


@pytest.mark.parametrize(
    "expected",
    [
        ["It began in 2015.", "It lends 1.2 million coins to Mr. Bee."],
        ["The U.S. fund ended on Jan. 3 at 5 p.m. that day.", "“It is over.”", "He left."],
        ["See Art. 4, para. 2, e.g. the rate of 3.5 per cent.", "It rose!", "Did it?"],
        ["The fund (it began in 2015. Or so they say.) lends.", "So it does."],
        ["The system covers all.12", "It is new."],
        ["国家建立基本养老保险制度。", "“要坚持！”他说。", "覆盖率达到95.5%。"],
    ],
)
def test_sentences_of_one_line(expected):
    between = "" if "国" in expected[0] else " "
    assert sentences(between.join(expected)) == expected


def test_a_blank_line_in_mid_sentence_ends_nothing():
    text = "Since then,\n\nthe number of farmers\n\nhas grown to ten. It is well.\n"
    assert sentences(text) == [
        "Since then,\n\nthe number of farmers\n\nhas grown to ten.",
        "It is well.",
    ]


def test_wrapped_lines_are_one_sentence():
    text = (
        "The fund lends to every farmer who has less than three fields and\n"
        "Mary Bee, its head, says that in the whole of the last ten years\n"
        "Not one of them has failed to give it back. It is well.\n"
    )
    first, second = sentences(text)
    assert first.endswith("give it back.")
    assert second == "It is well."


def test_a_line_that_goes_on_with_a_short_form_is_no_heading():
    text = (
        "The Harvest Fund\n(HF) lends.\n\nA line of some other part of this text is much longer"
        " than any line above it is.\n"
    )
    assert sentences(text)[0] == "The Harvest Fund\n(HF) lends."


def test_a_law_has_headings_and_articles():
    text = (
        "中华人民共和国社会保险法\n\n第一章 总则\n\n"
        "第一条 国家建立社会保险制度。\n\n第二条 下列人员参加：\n\n（一）职工；\n\n（二）农民。\n"
    )
    assert cut(text) == [
        ("Heading", "中华人民共和国社会保险法"),
        ("Heading", "第一章 总则"),
        ("Body", "第一条 国家建立社会保险制度。"),
        ("Body", "第二条 下列人员参加：\n\n（一）职工；\n\n（二）农民。"),
    ]


def test_a_sentence_that_goes_on_in_a_list_is_no_heading():
    found = cut("You qualify if:\n\n• you earn over £5,772\n• you are self-employed\n\nIt ends.")
    assert found[0] == ("Body", "You qualify if:\n\n• you earn over £5,772")


def test_what_stands_behind_the_last_sentence_is_residue():
    assert cut("The fund\n\nIt lends.\n\nUser Login\n\n* * *\n") == [
        ("Heading", "The fund"),
        ("Body", "It lends."),
        ("Residue", "User Login"),
        ("Residue", "* * *"),
    ]


def test_a_long_sentence_has_clauses():
    clause = "the fund lends to every farmer who has less than three fields in his own name"
    text = f"It is said that {clause}; that {clause}; that {clause}; and that {clause}."
    frozen = freeze(text.encode())
    segments = segment(frozen)
    assert names(segments) == ("s1a", "s1b", "s1c", "s1d")
    assert len({each.sentence for each in segments}) == 1
    assert " ".join(each.span.of(text) for each in segments) == text


SIGNS = "aB1 .。！；;:：,，\n\n（）()“”🌾养第一条章"


@given(st.text(alphabet=SIGNS, max_size=200))
def test_no_visible_character_is_lost_or_held_twice(text):
    frozen = freeze(text.encode())
    place = 0
    for each in segment(frozen):
        assert not text[place : each.span.start].strip()
        held = each.span.of(text)
        assert held
        assert held == held.strip()
        assert each.span.start >= place
        assert each.sentence.holds(each.span)
        place = each.span.end
    assert not text[place:].strip()


def test_the_sentences_of_the_first_source(sources, packaged):
    """The packaged graph cuts the same text by hand: no sentence ends where it has no end."""
    text = (sources / "000_9236b7f23a5645e4.txt").read_bytes()
    frozen = freeze(text)
    ends = {
        int(row["end"].value)
        for row in packaged.query(
            "PREFIX sskg: <https://w3id.org/sskg/ontology#> PREFIX oa: <http://www.w3.org/ns/oa#> "
            "SELECT ?end WHERE { ?p sskg:inDocument <https://w3id.org/sskg/id/ten-years> ; oa:end ?end }"  # noqa: E501
        )
    }
    segments = segment(frozen)
    stops = {each.sentence.end for each in segments if each.role == "Body"}
    assert stops <= ends
    assert len([each for each in segments if each.role == "Heading"]) in {2, 3}
    assert [each.span.of(frozen.text) for each in segments if each.role == "Residue"] == [
        "User Login", "Register Account",
    ]  # fmt: skip
