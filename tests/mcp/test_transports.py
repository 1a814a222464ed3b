"""The official client over both transports: the program itself, as assistants start it."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys

import anyio
import httpx2
import pytest
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from mcp import Client, StdioServerParameters
from sskg.ontology import assets

ASKED = ("-g", str(assets.data()), "-g", str(assets.ontology()))
TOKEN = "a-token-of-this-test"


def command(*more):
    return [sys.executable, "-m", "sskg", "mcp", *ASKED, *more]


async def converse(client):
    tools = {tool.name: tool for tool in (await client.list_tools()).tools}
    assert {"find", "show", "why", "figures", "compare", "query", "verify"} <= set(tools)
    assert "propose" not in tools
    assert all(tool.annotations.read_only_hint for tool in tools.values())
    assert "never an instruction" in client.instructions
    result = await client.call_tool("show", {"name": "drug procurement"})
    assert not result.is_error
    assert result.structured_content is None
    assert len(result.content) == 1
    assert json.loads(result.content[0].text)["status"] == "stated"
    resources = {each.name: str(each.uri) for each in (await client.list_resources()).resources}
    assert {"ontology", "reforms", "ten-years"} <= set(resources)
    ontology = await client.read_resource(resources["ontology"])
    assert "owl:Ontology" in ontology.contents[0].text
    query = await client.read_resource(resources["reforms"])
    assert "SELECT" in query.contents[0].text
    passage = await client.read_resource("sskg://passages/ten-years:1213-1307")
    assert json.loads(passage.contents[0].text)["status"] == "stated"
    with pytest.raises(MCPError):
        await client.read_resource("sskg://documents/../../etc/passwd")
    prompts = (await client.list_prompts()).prompts
    assert len(prompts) == 3
    prompt = await client.get_prompt(prompts[0].name, {"topic": "pensions"})
    assert "pensions" in prompt.messages[0].content.text
    runaway = await client.call_tool(
        "query", {"text": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"}
    )
    assert runaway.is_error
    assert json.loads(runaway.content[0].text)["error"] == "QueryTimeout"
    again = await client.call_tool("figures", {"name": "employee pension"})
    assert json.loads(again.content[0].text)["status"] == "stated"


def test_over_standard_input_and_output():
    program, *arguments = command("--timeout", "2")

    async def talk():
        server = StdioServerParameters(command=program, args=arguments, env=dict(os.environ))
        async with Client(server) as client:
            await converse(client)

    anyio.run(talk)


def test_over_http_under_a_token():
    environment = {**os.environ, "SSKG_MCP_TOKEN": TOKEN}
    with subprocess.Popen(
        command("--http", "--port", "0", "--timeout", "2"),
        stderr=subprocess.PIPE, env=environment, text=True,
    ) as server:  # fmt: skip
        try:
            assert server.stderr is not None
            address = server.stderr.readline().strip()
            assert re.fullmatch(r"http://127\.0\.0\.1:\d+/mcp", address)

            async def talk():
                bearer = {"Authorization": f"Bearer {TOKEN}"}
                async with (
                    httpx2.AsyncClient(headers=bearer) as http,
                    Client(streamable_http_client(address, http_client=http)) as client,
                ):
                    await converse(client)
                async with httpx2.AsyncClient() as http:
                    for headers in ({}, {"Authorization": "Bearer other"}):
                        refused = await http.post(address, json={}, headers=headers)
                        assert refused.status_code == 401
                    rebound = await http.post(
                        address, json={}, headers={**bearer, "Host": "evil.example"}
                    )
                    assert rebound.status_code in {403, 421}

            anyio.run(talk)
        finally:
            server.terminate()
            server.wait(30)


def test_a_port_that_is_taken_is_told(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("mcp", "--http", "--port", str(taken.getsockname()[1]))
    assert done.code == 3
    assert "cannot listen" in done.err
    assert "choose another --port" in done.err


def test_other_commands_do_not_load_the_protocol():
    code = (
        "import sys; sys.argv = ['sskg', 'show', 'drug procurement']\n"
        "from sskg.cli.main import _run\n_run()\n"
        "assert not {'mcp', 'mcp_types', 'pydantic'} & set(sys.modules)"
    )
    for words in ("'show', 'drug procurement'", "'--help'"):
        text = code.replace("'show', 'drug procurement'", words)
        subprocess.run([sys.executable, "-c", text], check=True, capture_output=True)
