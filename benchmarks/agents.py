"""Measures `sskg mcp`: how long it takes to be ready, and how long its answers take after that.

    python benchmarks/agents.py -o benchmarks/agents.md

The official client starts the server on standard input and output, ten times; then one server is
asked for each tool thirty times, by turns. Times are the client's, on the clock.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

import anyio

from mcp import Client, StdioServerParameters

SERVER = StdioServerParameters(command=sys.executable, args=["-m", "sskg", "mcp"])
CALLS: dict[str, dict[str, object]] = {
    "find": {"text": "pooling"},
    "show": {"name": "national-pooling"},
    "relations": {"name": "national-pooling"},
    "path": {"start": "national-pooling", "end": "common-prosperity"},
    "why": {"name": "common prosperity"},
    "figures": {"name": "old-age insurance coverage"},
    "commitments": {"name": "national-pooling"},
    "passage": {"place": "ten-years:4803-4864"},
    "query": {"text": "SELECT ?r { ?r a sskg:Reform }"},
    "verify": {
        "sentence": "National pooling started in 2019.", "places": ["ten-years:4803-4864"],
    },
}  # fmt: skip


async def ready() -> float:
    """Return the seconds from start to the list of tools."""
    began = time.perf_counter()
    async with Client(SERVER) as client:
        await client.list_tools()
        return time.perf_counter() - began


async def answers(turns: int) -> dict[str, tuple[list[float], int]]:
    """Return for each tool the seconds of each call, and the bytes of the answer."""
    taken: dict[str, tuple[list[float], int]] = {name: ([], 0) for name in CALLS}
    async with Client(SERVER) as client:
        for _ in range(turns):
            for name, given in CALLS.items():
                began = time.perf_counter()
                result = await client.call_tool(name, given)
                seconds = time.perf_counter() - began
                size = sum(len(getattr(part, "text", "").encode()) for part in result.content)
                taken[name] = ([*taken[name][0], seconds], size)
    return taken


async def measured(turns: int) -> str:
    """Return the table."""
    starts = [await ready() for _ in range(10)]
    lines = [
        "# How long `sskg mcp` takes",
        "",
        f"Ready (start, connect, list of tools): median {statistics.median(starts):.2f} s.",
        "",
        "| tool | first call, ms | median, ms | tokens (bytes by four) |",
        "| --- | ---: | ---: | ---: |",
    ]
    for name, (seconds, size) in (await answers(turns)).items():
        median = statistics.median(seconds) * 1000
        lines.append(f"| {name} | {seconds[0] * 1000:.0f} | {median:.0f} | {size // 4} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--turns", type=int, default=30)
    given = parser.parse_args()
    text = anyio.run(measured, given.turns)
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
