"""Whose an amount is, and what is allowed and what is demanded: as worked out by hand."""

from __future__ import annotations

import pytest

from sskg.ingest.known import Known
from sskg.ingest.proposal import FigureProposal, ModalityProposal, Segment, Span
from sskg.ingest.proposing import propose


def whole(text: str) -> list[Segment]:
    span = Span(0, len(text))
    return [Segment(span, "Body", span)]


@pytest.mark.parametrize(
    ("text", "populations"),
    [
        # A list of those who receive something, the last ones by “those”.
        (
            "Weavers with one child received $3,191, and those with two children $5,000.",
            {"3191": None, "5000": "those with two children"},
        ),
        (
            "Families with one child received $3,191, and those with two children $5,000.",
            {"3191": "Families with one child", "5000": "those with two children"},
        ),
        # A list of those for whom it is: each stands behind its amount.
        (
            "The credit was $503 for workers without children, $3,359 for families with one child.",
            {"503": "workers without children", "3359": "families with one child"},
        ),
        ("The average benefit of retired workers was $1,503.", {"1503": "retired workers"}),
        ("54.9 was the average age of disabled-worker beneficiaries.",
         {"54.9": "disabled-worker beneficiaries"}),
        # What is paid to all together is nobody's own.
        ("The fund paid $70 billion to disabled workers.", {"70000000000": None}),
    ],
)  # fmt: skip
def test_an_amount_has_those_whose_it_is(text, populations):
    figures = [
        each for each in propose(text, whole(text), Known()).proposals
        if isinstance(each, FigureProposal) and str(each.value) in populations
    ]  # fmt: skip
    assert {str(each.value): each.population for each in figures} == populations


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Higher taxes dampen demand in the economy.", "Reported"),
        ("Its former name, called the Loom Program, is old.", "Reported"),
        ("Weavers demanded that looms be mended.", "Required"),
        ("The ministry called for new looms.", "Required"),
        ("States may extend the benefit to weavers.", "Permitted"),
        ("The benefit may be too little.", "Reported"),
        ("States may not extend the benefit.", "Required"),
        ("You'll be able to claim it if you weave.", "Permitted"),
        ("If you weave, states may extend it.", "Hypothetical"),
    ],
)
def test_what_is_allowed_is_neither_demanded_nor_merely_possible(text, modality):
    (meant,) = (
        each for each in propose(text, whole(text), Known()).proposals
        if isinstance(each, ModalityProposal)
    )  # fmt: skip
    assert meant.modality == modality
