"""The conversation and the set-up of docs/agents.md are what the server does."""

from __future__ import annotations

import json
import re
import tomllib

import pytest

from sskg.mcp.answering import Answering
from sskg.process.confined import Limits
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "agents.md").read_text(encoding="utf-8")
TURNS = re.findall(r"^→ (\w+) (\{.*\})\n← ([\w-]+): (.+)$", PAGE, re.MULTILINE)


def test_there_are_six_turns():
    assert len(TURNS) == 6


@pytest.mark.parametrize(("tool", "given", "status", "told"), TURNS)
def test_a_turn_is_what_the_server_answers(whole, tool, given, status, told):
    asked = Answering(whole, None, "en", Limits(10, 2 << 30))
    text, failed = asked.call(tool, json.loads(given))
    assert not failed
    assert json.loads(text)["status"] == status
    for part in told.split(", "):
        assert part in text


def test_each_entry_starts_this_server():
    entries = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
    (toml,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    started = [
        *(entry.get("mcpServers") or entry["servers"] for entry in entries),
        tomllib.loads(toml)["mcp_servers"],
    ]
    assert len(started) == 4
    for entry in started:
        server = entry["sskg"]
        assert (server.get("command"), server.get("args", [""])[0]) == ("sskg", "mcp") or (
            server["url"].startswith("http://127.0.0.1:8765/mcp")
        )
