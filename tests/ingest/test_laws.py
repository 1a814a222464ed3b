"""What the proposers make of laws, held to what was decided of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sskg.ingest.ingesting import accepted
from sskg.ingest.items import FigureItem, RelationItem
from sskg.ingest.known import Known
from sskg.ingest.proposal import Segment, Span
from sskg.ingest.proposers.modality import propose_modalities

READINGS = Path(__file__).resolve().parents[2] / "examples" / "readings"
LAWS = sorted(path.name for path in READINGS.iterdir())
# A sentence may demand one thing and allow another; the proposer gives one of them. The others
# lay down in words of demand, or demand in words that are none.
AGREED = 0.93


@pytest.mark.parametrize("name", LAWS)
def test_how_an_article_is_meant_is_mostly_proposed_as_it_was_decided(name: str):
    reading, outcome, _ = accepted(READINGS / name)
    decided: dict[tuple[int, int], set[str]] = {}
    title = reading.segments[0].span.end
    for item in outcome.accepted.values():
        if isinstance(item, RelationItem | FigureItem) and item.modality != "Inferred":
            for span in item.evidence:
                if span.start >= title:
                    decided.setdefault((span.start, span.end), set()).add(item.modality)
    right = [
        proposal.modality in decided[ends]
        for proposal in propose_modalities(reading.text, reading.segments, Known())
        if (ends := (proposal.passage.start, proposal.passage.end)) in decided
    ]
    assert len(right) > 70
    assert sum(right) / len(right) >= AGREED


def test_a_report_that_quotes_an_article_is_no_law():
    text = "第一条 本法。\n记者报道：参保人数达到十亿人。"
    span = Span(9, len(text))
    (found,) = propose_modalities(text, [Segment(span, "Body", span)], Known())
    assert found.modality == "Reported"
