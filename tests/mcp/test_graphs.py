"""Assistants get the same answers from a store on disk and an endpoint, and in Chinese."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import anyio
import httpx2
import pytest
from mcp.client.streamable_http import streamable_http_client

from mcp import Client, StdioServerParameters
from sskg.graph.documents import read_documents
from sskg.language.message import tell
from sskg.mcp import documents
from sskg.mcp.answering import Answering
from sskg.mcp.tools import schema, tools
from sskg.process.confined import Limits
from sskg.store import open_store
from tests.conftest import TINY
from tests.store.conftest import served

LIMITS = Limits(20, 2 << 30)
HAN = re.compile("[\u4e00-\u9fff]")
CALLS = {
    "find": {"text": "fund"},
    "show": {"name": "fund reform"},
    "relations": {"name": "fund reform", "hops": 2},
    "path": {"start": "fund reform", "end": "care for all"},
    "why": {"name": "care for all"},
    "figures": {"name": "people covered"},
    "compare": {"first": "alpha", "second": "beta"},
    "commitments": {},
    "passage": {"place": "alpha:0-48"},
    "query": {"text": "SELECT ?r { ?r a sskg:Reform } ORDER BY ?r"},
    "verify": {
        "sentence": "The fund reform of 2018 covers 100 people, said Zhang Wei.",
        "places": ["alpha:0-48", "alpha:160-239", "alpha:1-9999"],
    },
}  # fmt: skip
WRONG = {
    "ambiguous": ("show", {"name": "reform"}),
    "not-in-graph": ("show", {"name": "unicorn of the fund reform"}),
}


@pytest.fixture(scope="module")
def texts():
    return read_documents(TINY.with_suffix(""))


@pytest.fixture(scope="module")
def memory(tiny, texts):
    return Answering(tiny, texts, "en", LIMITS)


@pytest.fixture(scope="module", params=["directory", "oxigraph"])
def address(request, tmp_path_factory):
    with served(request.param, [TINY], tmp_path_factory.mktemp(request.param)) as place:
        yield place


@pytest.fixture(scope="module")
def other(address, texts):
    return Answering(open_store([address]), texts, "en", LIMITS)


def answered(answering, tool, given):
    text, failed = answering.call(tool, {**given, "tokens": 50_000})
    assert not failed, text
    answer = json.loads(text)
    digest = answer.pop("graph")
    assert digest == "unknown" or re.fullmatch("[0-9a-f]{32,64}", digest)
    return answer


@pytest.mark.parametrize("tool", CALLS)
def test_each_tool_answers_as_it_does_of_a_graph_in_memory(memory, other, tool):
    expected = answered(memory, tool, CALLS[tool])
    assert expected["status"] in {"stated", "inferred"}
    assert answered(other, tool, CALLS[tool]) == expected


@pytest.mark.parametrize("status", WRONG)
def test_a_name_that_fits_none_or_several_is_told_alike(memory, other, status):
    tool, given = WRONG[status]
    expected = answered(memory, tool, given)
    assert expected["status"] == status
    found = answered(other, tool, given)
    # Of an endpoint, values and notes are not searched, and the message says so.
    for answer in (expected, found):
        answer["data"] = {
            name: value for name, value in answer["data"].items() if name not in {"message", "hint"}
        }
    assert found == expected
    assert expected["data"]


def test_a_document_is_read_alike(memory, other):
    for uri in ("sskg://documents/alpha", "sskg://documents/beta?from=10"):
        pair = [json.loads(documents.read(each, uri)[0]) for each in (memory, other)]
        assert pair[0]["data"] == pair[1]["data"]
        assert pair[0]["data"]["text"]


def test_what_runs_away_ends_and_the_next_call_is_answered(address, other):
    asked = Answering(open_store([address]), None, "en", Limits(1, 2 << 30))
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    text, failed = asked.call("query", {"text": runaway})
    assert failed
    assert json.loads(text)["error"] in {"QueryTimeout", "Unavailable", "StoreUnavailable"}
    assert answered(other, "query", {"text": "ASK { ?r a sskg:Reform }"})["data"]["answer"] is True


def test_in_chinese_labels_and_messages_are_chinese(tiny, texts):
    asked = Answering(tiny, texts, "zh", LIMITS)
    things = answered(asked, "show", {"name": "基金改革"})["data"]["things"]
    assert things["id:fund-reform"].startswith("基金改革")
    assert things["id:old-barrier"].startswith("旧障碍")
    relation = answered(asked, "path", CALLS["path"])["data"]["statements"][0]["p"]
    assert HAN.search(relation)
    missing = answered(asked, "show", {"name": "独角兽"})
    assert missing["status"] == "not-in-graph"
    assert "图谱中没有" in missing["data"]["message"]
    assert HAN.search(missing["note"])
    left = json.loads(asked.call("relations", {"name": "基金改革", "hops": 3, "tokens": 200})[0])
    assert HAN.search(left["left_out"]["how"])
    for wrong in ({"name": 1}, {}, {"name": "基金", "hops": 99}):
        text, failed = asked.call("relations", wrong)
        assert failed
        assert HAN.search(json.loads(text)["data"]["message"]), text
    for name in documents.PROMPTS:
        assert HAN.search(documents.prompted(name, "基金", "zh"))
    for tool in tools(proposing=True).values():
        assert HAN.search(tell(tool.line, "zh"))
        for shape in schema(tool, "zh")["properties"].values():
            assert HAN.search(shape.get("description", "无"))


def test_a_chinese_sentence_is_verified(tiny, texts):
    asked = Answering(tiny, texts, "zh", LIMITS)
    data = answered(
        asked,
        "verify",
        {"sentence": "基金改革于2018年清除旧障碍，张伟教授表示。", "places": ["alpha:0-48"]},
    )["data"]
    # The place is English; the graph knows that these are the names of what it claims.
    assert data["not_backed"] == ["张伟"]


async def converse(client):
    listed = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert HAN.search(listed["show"].description)
    for tool, given in CALLS.items():
        result = await client.call_tool(tool, given)
        assert not result.is_error, result.content[0].text
        answer = json.loads(result.content[0].text)
        assert answer["status"] in {"stated", "inferred"}
        assert len(result.content[0].text.encode()) <= 8_000
    shown = json.loads((await client.call_tool("show", {"name": "基金改革"})).content[0].text)
    assert shown["data"]["things"]["id:fund-reform"].startswith("基金改革")
    passage = await client.read_resource("sskg://passages/alpha:0-48")
    assert json.loads(passage.contents[0].text)["status"] == "stated"
    prompt = await client.get_prompt("evidence", {"topic": "基金"})
    assert HAN.search(prompt.messages[0].content.text)


def command(address):
    graph = ["-g", address, "--sources", str(TINY.with_suffix(""))]
    return [sys.executable, "-m", "sskg", "mcp", *graph, "--lang", "zh"]


def test_over_standard_input_and_output_in_chinese(address):
    program, *arguments = command(address)
    server = StdioServerParameters(command=program, args=arguments, env=dict(os.environ))

    async def talk():
        async with Client(server) as client:
            await converse(client)

    anyio.run(talk)


def test_over_http_in_chinese(address):
    environment = {**os.environ, "SSKG_MCP_TOKEN": "a-token"}
    with subprocess.Popen(
        [*command(address), "--http", "--port", "0"],
        stderr=subprocess.PIPE, env=environment, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            where = server.stderr.readline().strip()

            async def talk():
                async with (
                    httpx2.AsyncClient(headers={"Authorization": "Bearer a-token"}) as http,
                    Client(streamable_http_client(where, http_client=http)) as client,
                ):
                    await converse(client)

            anyio.run(talk)
        finally:
            server.terminate()
            server.wait(30)
