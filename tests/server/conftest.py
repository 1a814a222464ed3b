"""Servers as people start them: `sskg serve` in a process of its own, on loopback."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")
import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parent.parent / "data"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n2 ?o }"
"""Over the smallest graph, hours of work."""


@dataclass
class Served:
    """A running server."""

    url: str
    process: subprocess.Popen[str]
    client: httpx.Client

    def query(self, text: str, **headers: str) -> httpx.Response:
        return self.client.get("/sparql", params={"query": text}, headers=headers)

    def metric(self, name: str) -> float:
        found = re.search(rf"^{name} (\S+)$", self.client.get("/metrics").text, re.MULTILINE)
        assert found, name
        return float(found[1])


@contextmanager
def serving(*arguments: str) -> Iterator[Served]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SSKG_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "sskg", "serve", "--port", "0", *arguments],
        stderr=subprocess.PIPE, text=True, env=environment, encoding="utf-8",
    )  # fmt: skip
    assert process.stderr is not None
    try:
        line = process.stderr.readline()
        found = re.match(r"(http://\S+)/ ", line)
        if found is None:
            pytest.fail(line + process.stderr.read())
        with httpx.Client(base_url=found[1], timeout=60) as client:
            yield Served(found[1], process, client)
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stderr.close()


@pytest.fixture(scope="session")
def served() -> Iterator[Served]:
    """The packaged graph."""
    with serving() as server:
        yield server


@pytest.fixture(scope="session")
def tight(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A small graph with one named graph, served within tight limits."""
    path = tmp_path_factory.mktemp("tight") / "graphs.trig"
    path.write_text(
        "@prefix : <http://example.org/> .\n"
        ':a :is "default" .\n'
        ':one { :a :is "one" } :two { :a :is "two" }\n',
        encoding="utf-8",
    )
    with serving("-g", str(path), "--timeout", "1", "--workers", "2", "--queue", "2",
                 "--memory", "512", "--max-bytes", "20") as server:  # fmt: skip
        yield server


def children(pid: int) -> list[int]:
    """Return the processes that a process has started and that are still there, dead or alive."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def descendants(pid: int) -> list[int]:
    return [each for child in children(pid) for each in (child, *descendants(child))]


def gone(pids: list[int]) -> bool:
    """Tell whether processes have ended, or end within some seconds."""
    for _ in range(100):
        if not any(map(_runs, pids)):
            return True
        time.sleep(0.1)
    return False


def _runs(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
    except FileNotFoundError:
        return False
    # Not every system's first process takes note at once of those that it inherits.
    return status.rpartition(")")[2].split()[0] != "Z"
