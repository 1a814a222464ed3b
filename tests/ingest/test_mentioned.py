"""What sentences speak of by another name, by a stand-in, and under a heading."""

from __future__ import annotations

import re

import pytest

from sskg.ingest.known import Known
from sskg.ingest.proposal import RelationProposal, Segment, Span, ThingProposal
from sskg.ingest.proposing import propose


def read(text: str) -> list[tuple[str, str, str]]:
    """Return the relations of a text whose first line may be a heading (“# …”)."""
    spans = [Span(*match.span()) for match in re.finditer(r"[^.。#\n]+(?:[.。]|\n)", text)]
    segments = [
        Segment(span, "Heading" if text[span.end - 1] == "\n" else "Body", span) for span in spans
    ]
    verified = propose(text, segments, Known())
    assert verified.dropped == {}
    names = {each.key: each.name for each in verified.proposals if isinstance(each, ThingProposal)}
    return [
        (names[each.subject], each.predicate.rpartition("#")[2], names[each.object])
        for each in verified.proposals if isinstance(each, RelationProposal)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # Passive voice, and a definite word for what was named before.
        (
            "The Harvest Relief Program is old. The program is funded by the Loom Agency.",
            ("Harvest Relief Program", "financedBy", "Loom Agency"),
        ),
        ("Rain Insurance is old. It is administered by the Loom Agency.",
         ("Rain Insurance", "administeredBy", "Loom Agency")),
        # Of one kind the last named is meant, and not another kind's.
        (
            "Loom pensions are paid to widows. These pensions depend on weekly earnings.",
            ("Loom pensions", "dependsOn", "weekly earnings"),
        ),
        # What is said of a thing stands for it.
        (
            "Rain Insurance is a joint federal program for farm workers.",
            ("Rain Insurance", "serves", "farm workers"),
        ),
        # To what end.
        (
            "The Rain Insurance program is designed primarily to reduce hardship.",
            ("Rain Insurance program", "aimsAt", "reduce hardship"),
        ),
        # Who receives, in either order.
        (
            "Farm workers are entitled to rain benefits, paid from the Harvest Fund.",
            ("rain benefits", "grantedTo", "Farm workers"),
        ),
        (
            "Farm workers are entitled to rain benefits, paid from the Harvest Fund.",
            ("Harvest Fund", "provides", "rain benefits"),
        ),
        ("渔民保险已经建立。该保险由财政部办理。", ("渔民保险", "administeredBy", "财政部")),
    ],
)  # fmt: skip
def test_a_relation_has_ends_that_a_sentence_speaks_of_without_naming_them(text, relation):
    assert relation in read(text)


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("# Rain Insurance\nFarm workers grew old.", ("Rain Insurance", "serves", "Farm workers")),
        ("# 第二章 渔民保险\n职工领取了补贴。", ("渔民保险", "serves", "职工")),
    ],
)
def test_what_a_heading_names_is_an_end_of_relations_under_it(text, relation):
    assert relation in read(text)


def test_a_heading_that_is_no_single_name_names_nothing():
    assert read("# What workers and pensions need\nFarm workers grew old.") == []


def test_a_thing_under_two_names_is_one_end():
    text = "The Harvest Relief (HR) program is old. The HR program serves widows."
    assert [each for each in read(text) if each[1] == "serves"] == [
        ("HR program", "serves", "widows")
    ]


def test_a_verb_within_a_name_shows_no_relation():
    text = "Town offices receive public funds from the Loom Agency."
    assert ("Loom Agency", "financedBy", "Town offices") not in read(text)
