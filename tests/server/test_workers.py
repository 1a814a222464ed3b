"""Workers: their barrier, their limits, their death and replacement."""

import asyncio
import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from sskg.server.failures import Refusal
from sskg.server.settings import ServerLimits, Settings
from sskg.server.workers.conversation import WorkerAnswer
from sskg.server.workers.pool import Pool
from tests.server.conftest import DATA, RUNAWAY, children, serving

SMALL = Settings(graphs=(str(DATA / "tiny.ttl"),), limits=ServerLimits(workers=1, seconds=1.0))
EXACT = {"form": "json", "accept": "", "default": (), "named": (), "lang": "en"}


def with_pool(settings: Settings, use: Callable[[Pool], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        pool = Pool(settings)
        try:
            await pool.start()
            return await use(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


def query(text: str, **more: Any) -> dict[str, Any]:
    return {"task": "sparql", "query": text, **EXACT, **more}


def test_a_graph_in_memory_is_served_by_workers_that_can_open_nothing():
    async def use(pool):
        return pool.barrier

    assert with_pool(SMALL, use) == "descriptors"


def test_the_server_does_not_start_where_a_query_could_open_a_connection():
    async def use(pool):
        return "started"

    with pytest.raises(Refusal, match="could make this machine open connections"):
        with_pool(replace(SMALL, sealed=False), use)


def test_the_trial_notices_a_connection():
    """The same trial, of a worker without a barrier, reaches the canary: it can fail."""
    script = (
        "import socket, sys\n"
        "from sskg.server.answers.answering import ServedGraph\n"
        "from pyoxigraph import Store\n"
        "from sskg.store.embedded import EmbeddedStore\n"
        "from sskg.server.answers.answering import _probe\n"
        "class Reply:\n"
        "    def start(self, *_): pass\n"
        "graph = ServedGraph(EmbeddedStore(Store(), ''), 'memory', {}, 1)\n"
        "_probe(graph, {'port': sys.argv[1]}, Reply())\n"
    )
    with socket.create_server(("127.0.0.1", 0)) as canary:
        heard = []

        def hear():
            connection, _ = canary.accept()
            heard.append(connection.recv(4096))
            connection.close()
            canary.close()

        thread = threading.Thread(target=hear, daemon=True)
        thread.start()
        port = str(canary.getsockname()[1])
        subprocess.run([sys.executable, "-c", script, port], check=True, timeout=60)
        thread.join(10)
    assert heard
    assert heard[0].startswith((b"GET", b"POST"))


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_a_store_on_disk_is_served_by_workers_without_sockets(tmp_path):
    from sskg.store.loading import inputs, load

    load(tmp_path / "store", inputs([str(DATA / "tiny.ttl")], None), lambda _: None)
    settings = replace(SMALL, graphs=(str(tmp_path / "store"),))

    async def use(pool):
        answer = await pool.ask(query("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
        found = await pool.ask(
            {
                "task": "lookup",
                "name": "stats",
                "given": {},
                "form": "json",
                "accept": "",
                "lang": "en",
            }
        )
        return pool.barrier, answer.status, found.status

    assert with_pool(settings, use) == ("sockets", 200, 200)


@pytest.mark.parametrize(
    ("task", "more"),
    [
        ("home", {"given": {}}),
        ("sparql", {"query": "SELECT * { ?s ?p ?o } LIMIT 1", "page": True}),
        ("ontology", {"given": {}}),
        ("lookup", {"name": "gaps", "given": {}}),
        ("lookup", {"name": "stats", "given": {}}),
    ],
    ids=lambda value: value if isinstance(value, str) else value.get("name", ""),
)
def test_the_first_worker_can_make_every_page(task, more):
    """It is forked before the templates are compiled, and can open no file to do so."""

    async def use(pool):
        return await pool.ask({"task": task, **EXACT, "form": "html", **more})

    answer = with_pool(SMALL, use)
    assert answer.content_type.startswith("text/html")


def test_a_runaway_query_is_ended_and_the_next_one_answered():
    async def use(pool):
        first = next(iter(pool._workers))
        with pytest.raises(Refusal) as refusal:
            await pool.ask(query(RUNAWAY))
        answer = await pool.ask(query("ASK {}"))
        return refusal.value, answer, first in pool._workers

    refusal, answer, still_there = with_pool(SMALL, use)
    assert (refusal.status, refusal.error["code"]) == (504, "timeout")
    assert isinstance(answer, WorkerAnswer)
    assert not still_there


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_long_request_yields_to_small_ones_and_leaves_no_slow_worker_behind():
    settings = replace(SMALL, limits=replace(SMALL.limits, seconds=600))

    def niceness(pid):
        return max(
            os.getpriority(os.PRIO_PROCESS, int(thread.name))
            for thread in Path(f"/proc/{pid}/task").iterdir()
        )

    async def use(pool):
        (first,) = children(pool.spawner._launched.process.pid)
        fresh = niceness(first)
        asking = asyncio.create_task(pool.ask(query(RUNAWAY)))
        while niceness(first) == fresh:
            assert not asking.done()
            await asyncio.sleep(0.05)
        long = niceness(first)
        asking.cancel()
        await pool.ask(query("ASK {}"))
        (second,) = children(pool.spawner._launched.process.pid)
        return fresh, long, niceness(second)

    fresh, long, later = with_pool(settings, use)
    assert long > fresh
    assert later == fresh


def test_a_cancelled_request_frees_its_worker():
    async def use(pool):
        asking = asyncio.create_task(pool.ask(query(RUNAWAY)))
        await asyncio.sleep(0.2)
        assert pool.busy == 1
        asking.cancel()
        await pool.ask(query("ASK {}"))
        return pool.counts.abandoned, pool.counts.timeouts

    settings = replace(SMALL, limits=replace(SMALL.limits, seconds=600))
    assert with_pool(settings, use) == (1, 0)


def test_more_requests_than_may_wait_are_turned_away():
    settings = replace(SMALL, limits=replace(SMALL.limits, seconds=1, queue=2, patience=30))

    async def use(pool):
        asked = [asyncio.create_task(pool.ask(query(RUNAWAY))) for _ in range(5)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        return sorted(each.status for each in done if isinstance(each, Refusal)), done

    statuses, done = with_pool(settings, use)
    assert statuses == [429, 429, 504, 504, 504]
    assert {each.headers.get("Retry-After") for each in done if each.status == 429} == {"1"}


def test_a_query_that_takes_all_memory_ends_its_worker_alone():
    doubled = "BIND('x' AS ?x0) " + " ".join(
        f"BIND(CONCAT(?x{at}, ?x{at}) AS ?x{at + 1})" for at in range(40)
    )
    settings = replace(SMALL, limits=replace(SMALL.limits, seconds=30, memory=256 << 20))

    async def use(pool):
        with pytest.raises(Refusal) as refusal:
            await pool.ask(query(f"SELECT (STRLEN(?x40) AS ?n) {{ {doubled} }}"))
        return refusal.value.status, (await pool.ask(query("ASK {}"))).status

    assert with_pool(settings, use) == (503, 200)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_nothing_is_left_behind_by_queries_that_are_killed():
    settings = replace(SMALL, limits=replace(SMALL.limits, seconds=0.1, workers=2))

    async def held(pool):
        for _ in range(200):
            if len(pool._idle) == 2:
                break
            await asyncio.sleep(0.05)
        forkserver = pool.spawner._launched.process.pid
        return len(children(forkserver)), descriptors(), descriptors(forkserver), memory(forkserver)

    async def use(pool):
        before = await held(pool)
        for _ in range(60):
            with pytest.raises(Refusal):
                await pool.ask(query(RUNAWAY))
        return before, await held(pool), pool.counts.timeouts

    before, after, timeouts = with_pool(settings, use)
    assert timeouts == 60
    assert after[:3] == before[:3]
    # A worker takes some megabytes: sixty that were left behind would be seen.
    assert after[3] < before[3] + 20 * 2**20


def memory(pid: int) -> int:
    """Return the bytes of a process and its children, what they share counted once."""
    total = 0
    for each in (pid, *children(pid)):
        found = re.search(
            r"^Pss:\s+(\d+)", Path(f"/proc/{each}/smaps_rollup").read_text(), re.MULTILINE
        )
        assert found
        total += int(found[1]) * 1024
    return total


def descriptors(pid: int | str = "self") -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))


def test_no_process_outlives_the_pool():
    async def use(pool):
        return pool.spawner._launched.process.pid, children(pool.spawner._launched.process.pid)

    forkserver, workers = with_pool(SMALL, use)
    assert workers
    for pid in (forkserver, *workers):
        for _ in range(50):
            if not Path(f"/proc/{pid}").exists():
                break
            time.sleep(0.1)
        assert not Path(f"/proc/{pid}").exists()


def test_a_client_that_goes_away_frees_its_worker_over_http():
    with serving("-g", str(DATA / "tiny.ttl"), "--workers", "1", "--timeout", "60") as server:
        with pytest.raises(httpx.ReadTimeout):
            server.client.get("/sparql", params={"query": RUNAWAY}, timeout=0.5)
        assert server.query("ASK {}").status_code == 200
        assert server.metric("sskg_requests_abandoned_total") == 1


def test_other_clients_are_answered_while_queries_run_away():
    with (
        serving("-g", str(DATA / "tiny.ttl"), "--workers", "2", "--timeout", "2") as server,
        ThreadPoolExecutor() as threads,
    ):
        running = threads.submit(server.query, RUNAWAY)
        while server.metric("sskg_busy") == 0:
            assert not running.done()
        assert server.query("ASK {}").status_code == 200
        assert not running.done()
        assert running.result().status_code == 504


def test_an_answer_over_the_limit_on_bytes_is_cut_where_every_client_notices():
    text = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with serving("-g", str(DATA / "tiny.ttl"), "--timeout", "600", "--max-bytes", "8") as server:
        with pytest.raises(httpx.RemoteProtocolError):
            server.query(text, **{"Accept-Encoding": "identity"})
        assert server.query("ASK {}").status_code == 200
