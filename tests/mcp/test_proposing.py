"""What an assistant may add to a reading: open proposals that the verifier takes, and no more."""

from __future__ import annotations

import json

import pytest

from sskg.mcp.answering import Answering
from sskg.process.confined import Limits

SENTENCE = "The basic pension serves rural residents."


@pytest.fixture
def folder(run, tmp_path):
    document = tmp_path / "fund.txt"
    document.write_text(f"The Fund Report\n\n{SENTENCE}\n", encoding="utf-8")
    assert run("ingest", str(document), "-o", str(tmp_path / "reading")).code == 0
    return tmp_path / "reading"


def proposed(folder):
    return json.loads((folder / "proposals.json").read_bytes())["proposals"]


def test_a_quoted_thing_becomes_an_open_proposal_and_decides_nothing(packaged, folder):
    asked = Answering(packaged, None, "en", Limits(10, 2 << 30), reading=folder)
    assert not asked.tools["show"].writes
    before = proposed(folder)
    given = {"sentence": SENTENCE, "kind": "thing", "quote": "serves rural", "class": "Policy"}
    _, failed = asked.call("propose", given)
    assert not failed
    added = [each for each in proposed(folder) if each not in before]
    assert [each["name"] for each in added] == ["serves rural"]
    assert [each for each in proposed(folder) if each in before] == before
    assert not (folder / "decisions.jsonl").exists()
    assert asked.call("propose", given)[1]
    assert len(proposed(folder)) == len(before) + 1


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"quote": "urban"}, "does not stand in the sentence"),
        ({"sentence": "Nowhere."}, "does not stand in the text"),
        ({"class": "Nonsense"}, "no such kind"),
    ],
)
def test_what_the_verifier_drops_is_not_added(packaged, folder, changed, reason):
    asked = Answering(packaged, None, "en", Limits(10, 2 << 30), reading=folder)
    before = proposed(folder)
    given = {"sentence": SENTENCE, "kind": "thing", "quote": "serves rural", "class": "Policy"}
    text, failed = asked.call("propose", given | changed)
    assert failed
    assert reason in json.loads(text)["data"]["message"]
    assert proposed(folder) == before
