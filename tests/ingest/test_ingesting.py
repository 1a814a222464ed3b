"""A document read in: proposals against the graph, the same bytes again, rejections that teach."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sskg.ingest.ingesting import ingest
from sskg.ingest.proposal import ThingProposal
from sskg.ingest.reading import DECISIONS

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "In 2019 national pooling began. It covers 1.04 billion people, up from 790 million.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def links(reading):
    return {
        proposal.name: proposal.iri
        for proposal in reading.proposals
        if isinstance(proposal, ThingProposal)
    }


def test_a_document_brings_proposals_that_stand_in_it(report, packaged):
    reading = ingest(report, store=packaged).reading
    kinds = {proposal.kind for proposal in reading.proposals}
    assert {"thing", "figure", "date", "modality"} <= kinds
    for proposal in reading.proposals:
        for quote in proposal.quotes:
            assert TEXT[quote.span.start : quote.span.end] == quote.text
    assert links(reading)["national pooling"] == "https://w3id.org/sskg/id/national-pooling"


def test_the_same_file_gives_the_same_bytes(report, packaged, tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        ingest(report, folder, store=packaged)
    contents = [{path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders]
    assert contents[0] == contents[1]


def test_a_rejected_link_is_not_proposed_again(report, packaged):
    reading = ingest(report, store=packaged).reading
    (proposal,) = [
        each
        for each in reading.proposals
        if isinstance(each, ThingProposal) and each.name == "national pooling"
    ]
    (quote,) = proposal.quotes
    event = {
        "id": "1", "at": "2026-01-01T00:00:00Z", "by": "me", "do": "reject", "key": proposal.key,
        "quotes": [[quote.span.start, quote.span.end, quote.text]], "reason": "another thing",
    }  # fmt: skip
    decisions = reading.folder / DECISIONS
    decisions.write_text(json.dumps(event) + "\n", encoding="utf-8")
    for _ in range(2):  # the second time, the first rerun must not have forgotten it
        again = ingest(report, store=packaged).reading
        assert links(again).get("national pooling") is None
    assert json.loads(decisions.read_text(encoding="utf-8"))["do"] == "reject"
