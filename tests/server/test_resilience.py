"""What clients do leaves the server as it was: workers, descriptors, memory, and what it says."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest

from sskg.server.frontend.connections import MOST_BETWEEN, MOST_PIPELINED
from sskg.server.settings import ServerLimits, Settings
from sskg.server.workers.pool import Pool
from tests.server.conftest import DATA, RUNAWAY, children, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.server.workers.conversation import Worker
    from tests.server.conftest import Served

LARGE = "SELECT * { ?a ?b ?c . ?a ?d ?e }"
"""Over the packaged graph, an answer of tens of megabytes."""
MIB = 1 << 20
SMALL = Settings(graphs=(str(DATA / "tiny.ttl"),), limits=ServerLimits(workers=2, seconds=5.0))


@pytest.fixture(scope="module")
def robust() -> Iterator[Served]:
    with serving("--workers", "2", "--timeout", "20") as server:
        yield server


@contextmanager
def connected(server: Served) -> Iterator[socket.socket]:
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=10) as connection:
        yield connection


def head(method: str, path: str, *more: str) -> bytes:
    return "\r\n".join([f"{method} {path} HTTP/1.1", "Host: localhost", *more, "", ""]).encode()


def memory(server: Served) -> int:
    text = Path(f"/proc/{server.process.pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", text)
    assert found
    return int(found[1]) * 1024


def answers(server: Served) -> bool:
    """Tell whether all workers come back within the limit of a request and some seconds."""
    for _ in range(300):
        health = server.client.get("/health")
        if health.status_code == 200 and (health.json()["workers"], health.json()["busy"]) == (
            2,
            0,
        ):
            return bool(server.query("ASK {}").json()["boolean"])
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("way", ["head", "leave at once", "leave after the first bytes", "stall"])
def test_no_worker_is_lost_to_an_answer_that_is_not_read(robust, way):
    path = "/sparql?query=" + quote(LARGE)
    kept = []
    # As many as there are workers: one more that stalls would wait for one of them.
    for _ in range(2 if way == "stall" else 4):
        if way == "head":
            assert robust.client.head(path).status_code == 200
            continue
        with connected(robust) as connection:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(head("GET", path))
            if way == "leave after the first bytes":
                connection.recv(1000)
            elif way == "stall":
                connection.recv(10)
                kept.append(connection.dup())
    for connection in kept:
        connection.close()
    assert answers(robust)


ENDLESS = {
    "trailers": (
        head("GET", "/health", "Transfer-Encoding: chunked") + b"0\r\n", b"A: b\r\n" * 1000
    ),
    "trailers behind a query": (
        head("POST", "/sparql", "Content-Type: application/sparql-query",
             "Transfer-Encoding: chunked") + b"5\r\nASK{}\r\n0\r\n",
        b"A: b\r\n" * 1000,
    ),
    "one trailer": (
        head("GET", "/health", "Transfer-Encoding: chunked") + b"0\r\nA: ", b"a" * 8192
    ),
    "a chunk extension": (
        head("GET", "/health", "Transfer-Encoding: chunked") + b"1;", b"a" * 8192
    ),
    "a body that nobody wants": (
        head("GET", "/health", "Content-Length: 99999999999"), b"a" * 65536
    ),
    "chunks that nobody wants": (
        head("GET", "/health", "Transfer-Encoding: chunked"), b"1000\r\n" + b"a" * 4096 + b"\r\n"
    ),
    "an address": (b"GET /", b"a" * 8192),
    "headers": (b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"a:b\r\n" * 1000),
    "what is no HTTP": (b"", b"\x16\x03\x01" * 1000),
    "requests whose answers are not read": (b"", head("GET", "/static/style.css") * 100),
    "slow requests": (b"", head("GET", "/sparql?query=" + quote(RUNAWAY)) * 100),
    "requests of the old kind": (b"", b"GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n" * 100),
}  # fmt: skip


# Cut off, or not read on.
REFUSED = r"reset|[Pp]ipe|aborted|timed out"


def send_for_long(connection: socket.socket, start: bytes, unit: bytes) -> None:
    connection.sendall(start)
    sent = 0
    while sent < 64 * MIB:
        connection.sendall(unit)
        sent += len(unit)


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("what", ENDLESS)
def test_one_connection_cannot_send_without_end(robust, what):
    start, unit = ENDLESS[what]
    before = memory(robust)
    with connected(robust) as connection, pytest.raises(OSError, match=REFUSED):
        send_for_long(connection, start, unit)
    assert memory(robust) < before + 30 * MIB
    assert answers(robust)


def test_small_trailers_and_a_few_pipelined_requests_are_taken(robust):
    with connected(robust) as connection:
        trailer = b"A: " + b"b" * (MOST_BETWEEN // 4) + b"\r\n\r\n"
        connection.sendall(
            head("POST", "/sparql", "Content-Type: application/sparql-query",
                 "Transfer-Encoding: chunked") + b"5\r\nASK{}\r\n0\r\n" + trailer
            + head("GET", "/health") * (MOST_PIPELINED // 2)
            + head("GET", "/health", "Connection: close")
        )  # fmt: skip
        received = b""
        while block := connection.recv(65536):
            received += block
    assert received.count(b"HTTP/1.1 200 OK") == MOST_PIPELINED // 2 + 2


@pytest.mark.parametrize("hosts", [[], ["Host: localhost", "Host: localhost"]])
def test_a_request_has_exactly_one_host(robust, hosts):
    with connected(robust) as connection:
        lines = ["GET /health HTTP/1.1", *hosts, "Connection: close", "", ""]
        connection.sendall("\r\n".join(lines).encode())
        assert connection.recv(65536).startswith(b"HTTP/1.1 400 ")


def test_the_old_protocol_needs_no_host(robust):
    with connected(robust) as connection:
        connection.sendall(b"GET /health HTTP/1.0\r\n\r\n")
        assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")


@contextmanager
def serving_with_descriptors(limit: int) -> Iterator[tuple[str, int, list[bytes]]]:
    """A server that may open so many descriptors: its host, port and log."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SSKG_")}
    read, write = os.pipe()
    os.set_blocking(read, True)
    process = subprocess.Popen(
        ["sh", "-c", f'ulimit -n {limit}; exec "$0" "$@"', sys.executable, "-m", "sskg", "serve",
         "--port", "0", "--workers", "2", "--timeout", "3", "-g", str(DATA / "tiny.ttl")],
        stderr=write, env=environment,
    )  # fmt: skip
    os.close(write)
    log: list[bytes] = []
    first = threading.Event()

    def listen() -> None:
        while block := os.read(read, 65536):
            log.append(block)
            if b"serves" in b"".join(log[:20]):
                first.set()

    thread = threading.Thread(target=listen)
    thread.start()
    try:
        assert first.wait(30), b"".join(log)
        found = re.search(rb"http://(\S+):(\d+)/ serves", b"".join(log))
        assert found
        yield found[1].decode(), int(found[2]), log
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        thread.join(10)
        os.close(read)


def test_idle_connections_leave_descriptors_for_the_servers_own_work():
    import http.client

    def get(path: str) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(host, port, timeout=30)
        connection.request("GET", path)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, content

    with serving_with_descriptors(300) as (host, port, log):
        query = "/sparql?query=" + quote(RUNAWAY)
        running = [threading.Thread(target=_ignore_refusal, args=(get, query)) for _ in range(2)]
        for each in running:
            each.start()
        while json.loads(get("/health")[1])["busy"] < 2:
            time.sleep(0.05)
        idle: list[socket.socket] = []
        for _ in range(400):
            try:
                idle.append(socket.create_connection((host, port), timeout=2))
            except OSError:
                break
        # Both workers reach their limit and are replaced while the connections are there.
        for each in running:
            each.join()
        for connection in idle:
            connection.close()
        time.sleep(3)
        status, content = get("/health")
        assert (status, json.loads(content)["workers"]) == (200, 2)
        assert get("/sparql?query=ASK%7B%7D")[0] == 200
        assert len(b"".join(log)) < 50_000


def _ignore_refusal(get, path):
    try:
        get(path)
    except OSError:
        return


# -- health ----------------------------------------------------------------------------------------


def test_health_is_bad_while_the_forkserver_is_dead_and_mends_by_itself():
    with serving("-g", str(DATA / "tiny.ttl"), "--workers", "2") as server:
        (forkserver,) = children(server.process.pid)
        os.kill(forkserver, signal.SIGKILL)
        statuses = []
        for _ in range(200):
            statuses.append(server.client.get("/health").status_code)
            if len(statuses) > 5 and statuses[-1] == 200:
                break
            time.sleep(0.05)
        assert 503 in statuses
        assert statuses[-1] == 200
        assert server.query("ASK {}").json()["boolean"] is True


def test_health_is_bad_where_no_worker_replies():
    with serving("-g", str(DATA / "tiny.ttl"), "--workers", "1", "--timeout", "2") as server:
        (forkserver,) = children(server.process.pid)
        server.query("ASK {}")
        stopped: set[int] = set()
        # One that is just being started is stopped, too.
        while new := set(children(forkserver)) - stopped:
            for pid in new:
                os.kill(pid, signal.SIGSTOP)
            stopped |= new
            time.sleep(0.3)
        assert server.client.get("/health").status_code == 503
        # The probe itself ended the worker at its limit.
        for _ in range(100):
            if server.client.get("/health").status_code == 200:
                break
            time.sleep(0.1)
        assert server.query("ASK {}").json()["boolean"] is True


def test_a_request_beyond_all_its_limits_is_ended_and_told(monkeypatch):
    monkeypatch.setattr("sskg.server.workers.pool._SPARE", 0.0)
    limits = replace(SMALL.limits, seconds=0.2, stall=0.05)

    async def run() -> tuple[str | None, str | None, int]:
        pool = Pool(replace(SMALL, limits=limits))
        try:
            await pool.start()
            # Taken, and never asked or given back: as a lost answer would.
            await pool._acquire()
            await asyncio.sleep(0.5)
            ill = pool.ailing()
            for _ in range(100):
                await asyncio.sleep(0.1)
                if pool.ailing() is None and pool.slots()["workers"] == 2 and not pool.busy:
                    break
            return ill, pool.ailing(), pool.counts.abandoned
        finally:
            await pool.close()

    assert asyncio.run(run()) == ("a request has not ended at its limit", None, 1)


# -- a store that is loaded anew -------------------------------------------------------------------


def load(store: Path, *words: str) -> None:
    source = store.with_name("source.ttl")
    lines = [f'<urn:{word}> <urn:is> "{word}" .' for word in words]
    source.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "sskg", "load", str(store), str(source)]
    subprocess.run(command, check=True, capture_output=True)


def test_all_workers_take_up_a_newly_loaded_store_together(tmp_path):
    store = tmp_path / "store"
    load(store, "old")
    with serving("-g", str(store), "--workers", "3") as server:
        query = "SELECT ?o { ?s <urn:is> ?o }"

        def ask() -> tuple[str, str]:
            answer = server.query(query)
            row = answer.json()["results"]["bindings"][0]
            return row["o"]["value"], answer.headers["etag"]

        seen = {ask() for _ in range(20)}
        assert len(seen) == 1
        load(store, "new")
        changed = [ask()]
        for _ in range(400):
            changed.append(ask())
            if len(changed) > 60 and changed[-60][0] == "new":
                break
            time.sleep(0.02)
        values = [value for value, _ in changed]
        assert values[-1] == "new"
        # Once the new state has answered, the old one never does again.
        assert values == sorted(values, key=["old", "new"].index)
        assert len({tag for value, tag in changed if value == "new"}) == 1
        assert len({tag for _, tag in changed}) == 2


def test_health_is_bad_where_the_store_has_moved_away(tmp_path):
    store = tmp_path / "store"
    load(store, "old")
    with serving("-g", str(store), "--workers", "1") as server:
        assert server.client.get("/health").status_code == 200
        store.rename(tmp_path / "elsewhere")
        answer = server.client.get("/health")
        assert answer.status_code == 503
        assert "not where it was" in answer.json()["error"]["message"]
        (tmp_path / "elsewhere").rename(store)
        assert server.client.get("/health").status_code == 200
        shutil.rmtree(store, ignore_errors=True)


def test_the_log_is_bounded(capfd):
    import logging

    from sskg.server.frontend.log import MOST, Bounded

    logger = logging.getLogger("sskg.test-of-the-log")
    logger.addHandler(Bounded())
    logger.propagate = False
    for number in range(1000):
        logger.error("a defect %d", number)
    logger.error("another")
    lines = capfd.readouterr().err.splitlines()
    assert lines == [*(f"sskg: a defect {number}" for number in range(MOST)), "sskg: another"]


def test_a_forkserver_that_hangs_is_started_anew(monkeypatch):
    monkeypatch.setattr("sskg.server.workers.pool._BIRTH", 2.0)

    async def run() -> tuple[int, int]:
        pool = Pool(replace(SMALL, limits=replace(SMALL.limits, workers=1)))
        try:
            await pool.start()
            launched = pool.spawner._launched
            assert launched is not None
            os.kill(launched.process.pid, signal.SIGSTOP)
            worker = await pool._acquire()
            pool.replace(worker)
            answer = await asyncio.wait_for(_patiently(pool, {"task": "alive"}), 30)
            anew = pool.spawner._launched
            assert anew is not None
            return answer, int(anew.process.pid != launched.process.pid)
        finally:
            await pool.close()

    assert asyncio.run(run()) == (200, 1)


async def _patiently(pool: Pool, request: dict[str, str]) -> int:
    """Ask until there is an answer; return its status."""
    from sskg.server.failures import Refusal

    while True:
        try:
            answer = await pool.ask(request)
        except Refusal:
            await asyncio.sleep(0.1)
            continue
        answer.close()
        return answer.status


def test_a_look_at_the_workers_that_fails_does_not_end_the_watch(monkeypatch):
    monkeypatch.setattr("sskg.server.workers.pool._TICK", 0.05)

    async def run() -> int:
        pool = Pool(SMALL)
        try:
            await pool.start()
            overdue, failures = pool._overdue, iter([OSError("once")])

            def fails_once() -> list[Worker]:
                for error in failures:
                    raise error
                return overdue()

            monkeypatch.setattr(pool, "_overdue", fails_once)
            await asyncio.sleep(0.2)
            # A worker that has ended by itself is replaced still.
            for worker in list(pool._idle):
                worker.channel.abort()
            for _ in range(100):
                await asyncio.sleep(0.1)
                if pool.slots()["workers"] == 2 and not any(w.channel.ended for w in pool._idle):
                    break
            return len(pool._idle)
        finally:
            await pool.close()

    assert asyncio.run(run()) == 2


MANY = {
    "small headers without end": (
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"a:b\r\n" * 12_000
    ),
    "pipelined requests with many headers": 95 * (
        b"GET /sparql?query=" + quote(RUNAWAY).encode() + b" HTTP/1.1\r\nHost: localhost\r\n"
        + b"a:b\r\n" * 300 + b"\r\n"
    ),
    "bodies that wait for a worker": (
        head("GET", "/sparql?query=" + quote(RUNAWAY), "Content-Length: 900000") + b"a" * 900_000
    ),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
@pytest.mark.parametrize("what", MANY)
def test_many_connections_together_have_a_limit(what):
    """Each keeps to the limits of one connection; queries of clients that left end at theirs."""
    with serving("--workers", "2", "--timeout", "5") as server:
        before = memory(server)
        address = urlsplit(server.url)
        connections = []
        for _ in range(400):
            connection = socket.create_connection((address.hostname, address.port), timeout=2)
            connections.append(connection)
            with suppress(OSError):
                connection.sendall(MANY[what])
        grown = memory(server) - before
        for connection in connections:
            connection.close()
        # 64 MB by our count, which is rough.
        assert grown < 160 * MIB
        assert answers(server)
