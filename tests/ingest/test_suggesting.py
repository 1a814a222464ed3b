"""What a figure's card is filled with: when it holds, as the text says it."""

from __future__ import annotations

import pytest

from sskg.ingest.ingesting import ingest
from sskg.ingest.proposal import FigureProposal
from sskg.ingest.suggesting import suggested


@pytest.mark.parametrize(
    ("text", "time"),
    [
        # A year is a period that begins and ends with it.
        ("In 2021, 12 million farmers joined.", {"start": "2021", "end": "2021"}),
        ("In March 2021, 12 million farmers joined.", {"start": "2021-03", "end": "2021-03"}),
        ("From 2018 to 2021, 12 million farmers joined.", {"start": "2018", "end": "2021"}),
        # What runs on has no end, and what is due by a year no start.
        ("Since 2019, 12 million farmers have joined.", {"start": "2019"}),
        ("By 2030, 12 million farmers will have joined.", {"end": "2030"}),
        ("2021年，参加人数为1200万人。", {"start": "2021", "end": "2021"}),
        ("12 million farmers joined.", {}),
    ],
)
def test_a_figure_holds_when_its_words_say(tmp_path, text, time):
    path = tmp_path / "farmers.txt"
    path.write_text(text + "\n", encoding="utf-8")
    reading = ingest(path).reading
    (figure,) = (each for each in reading.proposals if isinstance(each, FigureProposal))
    record = suggested(reading, figure, {})
    assert {name: record[name] for name in ("start", "end") if name in record} == time
