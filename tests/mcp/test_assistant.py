"""The scripted assistant answers questions by tools alone, over the official client."""

from __future__ import annotations

import os
import statistics
import sys
from pathlib import Path

import anyio
import pytest

from mcp import Client, StdioServerParameters
from sskg.language.text import fold
from sskg.names import bearers
from tests.conftest import WHOLE
from tests.mcp import assistant
from tests.mcp.asked import HELD_OUT, asked
from tests.mcp.judging import missing, outcomes

GRAPH = [part for path in WHOLE for part in ("-g", str(path))]
SERVER = StdioServerParameters(
    command=sys.executable, args=["-m", "sskg", "mcp", *GRAPH], env=dict(os.environ)
)


@pytest.fixture(scope="module")
def results():
    async def talk():
        async with Client(SERVER) as client:
            return await outcomes(client)

    return anyio.run(talk)


def test_it_answers_forty_questions(results):
    assert len(results) == 90
    assert sum(each.answered for each in results) >= 40


def test_a_quarter_of_those_that_the_rules_were_not_made_for_is_among_them(results):
    held_out = [each for each in results if each.question.held_out]
    assert len(held_out) == len(HELD_OUT) == 20
    assert sum(each.answered for each in held_out) >= 5


def test_an_answer_takes_few_calls_and_tokens(results):
    for group in (results, [each for each in results if each.answered]):
        assert statistics.median(each.calls for each in group) <= 2
        assert statistics.median(each.tokens for each in group) <= 1_500


def test_no_rule_names_what_the_graph_holds(whole):
    """A rule may hold words of the ontology, and no identifier or longer name of the graph."""
    text = Path(assistant.__file__).read_text(encoding="utf-8")
    assert "id:" not in text.replace('"id:"', "")
    folded = f" {fold(text)} "
    names = {
        name
        for bearer in bearers(whole)
        for name in bearer.folded
        if len(name.split()) > 1 and not bearer.iri.startswith("https://w3id.org/sskg/ontology#")
    }
    assert [name for name in names if f" {name} " in folded] == []
    assert not any(question.text in text for question in asked())


@pytest.mark.parametrize(
    ("rows", "left"),
    [
        ([("id:a", "Reported")], []),
        ([("id:a", "Required")], ["Required"]),
        ([("id:b",)], ["id:b"]),  # it stands there without a claim
        ([("id:c",)], ["id:c"]),  # it is named, and nothing is said of it
        ([("12", "id:a")], []),
        ([("1",)], ["1"]),
    ],
)
def test_the_judge_wants_a_value_with_its_claim(rows, left):
    answer = (
        '{"data":{"things":{"id:a":"A","id:b":"B","id:c":"C"},"statements":['
        '{"s":"id:a","p":"has","o":"12.0","claims":[{"claim":"x-s1-c1","modality":"Reported",'
        '"at":["x:0-5"]}]},{"s":"id:a","p":"has","o":"id:b"}]}}'
    )
    assert missing([answer], rows) == left
