"""Measures `sskg mcp`: start, answers, and what a scripted assistant needs to answer questions.

    python benchmarks/agents.py -o benchmarks/agents.md

The official client starts the server on standard input and output, ten times; then one server is
asked for each tool thirty times, by turns, and then all questions of `tests/mcp/asked.py`. Clock
times are the client's. Processor times are the server's, with the processes that it asks in: on a
machine that others use, they tell more.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import sys
import time
from pathlib import Path

import anyio

from mcp import Client, StdioServerParameters

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.mcp.judging import outcomes  # noqa: E402  (it is found from the root)

SERVER = StdioServerParameters(
    command=sys.executable, args=["-m", "sskg", "mcp"], env=dict(os.environ)
)
CALLS: dict[str, dict[str, object]] = {
    "find": {"text": "pooling"},
    "show": {"name": "national-pooling"},
    "relations": {"name": "national-pooling"},
    "path": {"start": "national-pooling", "end": "common-prosperity"},
    "why": {"name": "common prosperity"},
    "figures": {"name": "old-age insurance coverage"},
    "compare": {"first": "ten-years", "second": "xinhua-2021"},
    "commitments": {"name": "national-pooling"},
    "passage": {"place": "ten-years:4803-4864"},
    "query": {"text": "SELECT ?r { ?r a sskg:Reform }"},
    "verify": {
        "sentence": "National pooling started in 2019, said Zhang Wei of the Ministry of Mars.",
        "places": ["ten-years:4803-4864", "social-insurance-law:1515-1561"],
    },
}  # fmt: skip
_TICK = os.sysconf("SC_CLK_TCK")


def spent() -> float:
    """Return the seconds of processor time of this process's children, and of theirs (Linux)."""
    total = 0
    for task in Path("/proc/self/task").iterdir():
        for child in (task / "children").read_text().split():
            # Behind the name, which may hold spaces: user and system time, own and of children.
            fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
            total += sum(map(int, fields[11:15]))
    return total / _TICK


async def ready() -> tuple[float, float]:
    """Return the seconds from start to the list of tools, on the clock and of the processor."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    async with Client(SERVER) as client:
        await client.list_tools()
        seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return seconds, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


async def answers(turns: int) -> dict[str, tuple[list[float], float, int]]:
    """Return for each tool the seconds of each call, of processor each, and the answer's bytes."""
    taken: dict[str, tuple[list[float], float, int]] = {}
    async with Client(SERVER) as client:
        for name, given in CALLS.items():
            seconds, size = [], 0
            before = spent()
            for _ in range(turns):
                began = time.perf_counter()
                result = await client.call_tool(name, given)
                seconds.append(time.perf_counter() - began)
                size = sum(len(getattr(part, "text", "").encode()) for part in result.content)
            taken[name] = (seconds, (spent() - before) / turns, size)
    return taken


async def assistant() -> list[str]:
    """Return the table of what the scripted assistant needed."""
    async with Client(SERVER) as client:
        found = await outcomes(client)
    lines = [
        "## What a scripted assistant needs",
        "",
        "Its rules (`tests/mcp/assistant.py`) pick tools and arguments by words that any question",
        "may have. A question counts as answered if each expected value stands in the answers in a",
        "statement with its claim and place. “Unseen” ones were not looked at while the rules were",
        "made. What is left unanswered says more of the rules than of the tools: a language model",
        "picks better names.",
        "",
        "| questions | asked | answered | calls, median | tokens, median |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    groups = {
        "all": found,
        "seen while the rules were made": [each for each in found if not each.question.held_out],
        "unseen": [each for each in found if each.question.held_out],
        "answered": [each for each in found if each.answered],
    }
    for name, group in groups.items():
        calls = statistics.median(each.calls for each in group)
        tokens = statistics.median(each.tokens for each in group)
        right = sum(each.answered for each in group)
        lines.append(f"| {name} | {len(group)} | {right} | {calls:g} | {tokens:.0f} |")
    lines += ["", "| question | calls | tokens | answered |", "| --- | ---: | ---: | --- |"]
    lines += [
        f"| {each.question.text.replace('|', '/')}{' (unseen)' if each.question.held_out else ''} "
        f"| {each.calls} | {each.tokens:.0f} | {'yes' if each.answered else 'no'} |"
        for each in found
    ]
    return lines


async def measured(turns: int) -> str:
    """Return the tables."""
    starts = [await ready() for _ in range(10)]
    clock, processor = (statistics.median(each) for each in zip(*starts, strict=True))
    load = os.getloadavg()[0]
    lines = [
        "# How `sskg mcp` answers",
        "",
        (
            "Written by `benchmarks/agents.py`, of the packaged graph. Python "
            f"{platform.python_version()}, {os.cpu_count()} processors, load {load:.1f}."
        ),
        "",
        "## How long it takes",
        "",
        (
            f"Ready (start, connect, list of tools): median {clock:.2f} s on the clock; from "
            f"start to end {processor:.2f} s of processor time."
        ),
        "",
        "| tool | first call, ms | median, ms | processor, ms | tokens (bytes by four) |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, (seconds, used, size) in (await answers(turns)).items():
        first, median = seconds[0] * 1000, statistics.median(seconds) * 1000
        lines.append(f"| {name} | {first:.0f} | {median:.0f} | {used * 1000:.0f} | {size // 4} |")
    return "\n".join([*lines, "", *await assistant()]) + "\n"


def main() -> None:
    """Write the tables."""
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
