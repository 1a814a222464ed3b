"""Proposals go through JSON unchanged, and what is no proposal is refused."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest

from sskg.ingest.proposal import (
    DateProposal,
    FigureProposal,
    ModalityProposal,
    Proposal,
    Quote,
    RelationProposal,
    Span,
    ThingProposal,
    from_json,
    to_json,
)

TEXT = "🌾 Coverage rose from 790 million to 1.04 billion people."
PASSAGE = Span(2, len(TEXT))
FIGURE = FigureProposal(
    passage=PASSAGE,
    quotes=(Quote.cut("value", TEXT, 36, 48), Quote.cut("unit", TEXT, 49, 55)),
    by="figures",
    value=Decimal("1040000000.00"),
    unit="unit:NUM",
    per=("person", "month"),
    role="latest",
    pair=Span(21, 32),
)
THING = ThingProposal(
    passage=PASSAGE,
    quotes=(Quote.cut("name", TEXT, 2, 10),),
    by="things",
    iri=None,
    thing_kind="Indicator",
    name="Coverage",
    lang="en",
    like=("https://w3id.org/sskg/id/coverage",),
)
ALL: list[Proposal] = [
    FIGURE,
    THING,
    DateProposal(passage=PASSAGE, quotes=(), by="dates", start="2018-03", since=True),
    ModalityProposal(
        passage=PASSAGE, quotes=(), by="modality", modality="Required", qualifier="basically"
    ),
    RelationProposal(
        passage=PASSAGE,
        quotes=(),
        by="relations",
        subject=THING.key,
        predicate="https://w3id.org/sskg/ontology#concerns",
        object=THING.key,
    ),
]


@pytest.mark.parametrize("proposal", ALL, ids=lambda proposal: proposal.kind)
def test_a_proposal_comes_back_from_json(proposal: Proposal) -> None:
    assert from_json(json.loads(json.dumps(to_json(proposal)))) == proposal


def test_quotes_count_code_points_and_make_the_key() -> None:
    assert [quote.text for quote in FIGURE.quotes] == ["1.04 billion", "people"]
    assert FIGURE.key == "figure:2-56:value@36-48;unit@49-55"
    assert FIGURE.span == Span(36, 55)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "fable"}, "kind"),
        ({"value": "many"}, "value"),
        ({"passage": [1]}, "passage"),
        ({"passage": [1, -2]}, "passage"),
        ({"quotes": [["value", 1, 2]]}, "quotes"),
        ({"quotes": [["value", True, 2, "x"]]}, "quotes"),
        ({"unit": 3}, "unit"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_what_is_no_proposal_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        from_json(to_json(FIGURE) | change)


def test_a_proposal_without_a_field_is_refused() -> None:
    record = to_json(FIGURE)
    del record["value"]
    with pytest.raises(ValueError, match="value"):
        from_json(record)
