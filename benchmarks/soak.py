"""Asks `sskg serve` good and bad things for minutes, and watches its memory and descriptors.

    python benchmarks/soak.py --minutes 5

Needs Linux. Two clients ask what ordinary clients ask, and check the answers. Six do what a server
must bear: runaway queries, answers that are not read, clients that leave, requests that never end,
floods of pipelined requests, bursts of idle connections. Prints a line for each half minute and
a summary; ends with 1 where memory or descriptors have grown, an answer was wrong, or the server
is not well at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
LARGE = "SELECT * { ?a ?b ?c . ?a ?d ?e }"
_HOST = b"Host: localhost\r\n"
_STEP = 5.0
"""Seconds from one measurement to the next."""
_REPORT = 6
"""Measurements to a line."""
_MOST_GROWTH = 16.0
"""MB by which the frontend may be larger in the last third than in the first."""
_MOST_DESCRIPTORS = 4


@dataclass
class Soak:
    """The server that is tried, and what has come of it."""

    process: subprocess.Popen[bytes]
    port: int
    until: float
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> Any:
        """Return status and content of an answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        with contextlib.closing(connection):
            fields = {key.replace("_", "-"): value for key, value in headers.items()}
            connection.request(method, path, body, fields)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def connect(self, *, small: bool = False) -> socket.socket:
        """Return a connection; one with a small buffer for who will not read."""
        connection = socket.socket()
        connection.settimeout(5)
        if small:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.connect(("127.0.0.1", self.port))
        return connection


# -- good requests ---------------------------------------------------------------------------------


def queries(soak: Soak) -> None:
    """Ask for numbers, and check them."""
    number = random.randrange(10**6)
    body = f"SELECT ({number} + 1 AS ?n) {{}}".encode()
    kind = "application/sparql-query"
    status, content = soak.ask("POST", "/sparql", body, Content_Type=kind,
                               Accept="text/csv")  # fmt: skip
    if status == HTTPStatus.OK and content.split() != [b"n", str(number + 1).encode()]:
        soak.wrong.append(f"{number} + 1: {content!r}")
    soak.outcomes[f"good {status}"] += 1


PATHS = ("/", "/id/national-pooling.ttl", "/id/national-pooling", "/find?name=pension", "/timeline",
         "/stats?format=json", "/why?name=national-pooling", "/health", "/metrics", "/ontology",
         "/static/style.css")  # fmt: skip


def pages(soak: Soak) -> None:
    """Ask for pages and lookups."""
    path = random.choice(PATHS)
    status, content = soak.ask("GET", path, Accept="text/html")
    if status == HTTPStatus.OK and not content:
        soak.wrong.append(f"{path}: nothing")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        soak.wrong.append(f"{path}: {status} {content[:200]!r}")
    soak.outcomes[f"good {status}"] += 1


# -- bad requests ----------------------------------------------------------------------------------


def runaway(soak: Soak) -> None:
    """Ask what ends at the limit."""
    status, _ = soak.ask("GET", "/sparql?query=" + quote(RUNAWAY))
    soak.outcomes[f"runaway {status}"] += 1


def unread(soak: Soak) -> None:
    """Ask for much, and leave, at once or after some bytes; or ask for its head alone."""
    way = random.choice(("head", "at once", "soon", "late"))
    if way == "head":
        status, _ = soak.ask("HEAD", "/sparql?query=" + quote(LARGE))
        soak.outcomes[f"head {status}"] += 1
        return
    with contextlib.closing(soak.connect(small=True)) as connection:
        address = f"GET /sparql?query={quote(LARGE)} HTTP/1.1\r\n".encode()
        connection.sendall(address + _HOST + b"\r\n")
        if way != "at once":
            connection.recv(500)
        if way == "late":
            time.sleep(2 * random.random())
    soak.outcomes["left"] += 1


ENDLESS = (
    (b"GET /health HTTP/1.1\r\n" + _HOST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
    (b"GET /health HTTP/1.1\r\n" + _HOST + b"Transfer-Encoding: chunked\r\n\r\n1;", b"a"),
    (b"GET /health HTTP/1.1\r\n" + _HOST + b"Content-Length: 999999999\r\n\r\n", b"a"),
    (b"GET / HTTP/1.1\r\n" + _HOST, b"a:b\r\n"),
    (b"GET /", b"a"),
    (b"", b"GET /static/style.css HTTP/1.1\r\n" + _HOST + b"\r\n"),
    (b"", b"GET /sparql?query=" + quote(RUNAWAY).encode() + b" HTTP/1.1\r\n" + _HOST + b"\r\n"),
    (b"", b"\x16\x03\x01"),
)  # fmt: skip


def endless(soak: Soak) -> None:
    """Send without end until the connection is cut or nothing more is taken."""
    start, unit = random.choice(ENDLESS)
    block = unit * (1 + (1 << 16) // len(unit))
    with contextlib.closing(soak.connect(small=True)) as connection:
        connection.settimeout(2)
        connection.sendall(start)
        for _ in range(500):
            connection.sendall(block)
    soak.wrong.append(f"32 MB of {unit[:20]!r} were taken")


def idle(soak: Soak) -> None:
    """Open many connections at once, and say nothing, or half a request, on them."""
    connections = []
    try:
        for _ in range(300):
            connections.append(soak.connect())
            if random.choice((True, False)):
                connections[-1].sendall(b"GET / HTTP/1.1\r\n" + _HOST + b"A: " + b"b" * 20_000)
        time.sleep(random.random() * 3)
    finally:
        for connection in connections:
            connection.close()
    soak.outcomes["idle"] += 1


def odd(soak: Soak) -> None:
    """Ask wrongly."""
    kind = "application/sparql-query"
    status, _ = random.choice((
        lambda: soak.ask("GET", "/sparql?query=" + quote("SELECT {{{ ?")),
        lambda: soak.ask("GET", "/show?name=" + "x" * random.randrange(5000)),
        lambda: soak.ask("PUT", "/sparql", b"x" * 1000),
        lambda: soak.ask("POST", "/sparql", b"(" * 100_000, Content_Type=kind),
        lambda: soak.ask("POST", "/sparql", os.urandom(3000), Content_Type=kind),
        lambda: soak.ask("GET", "/sparql?query=" + quote("ASK { SERVICE <http://x/> { } }")),
        lambda: soak.ask("GET", "/%00%ff/" + "../" * 100),
        lambda: soak.ask("GET", "/", Host="elsewhere.example"),
    ))()  # fmt: skip
    soak.outcomes[f"odd {status}"] += 1


CLIENTS = (queries, pages, runaway, unread, endless, endless, idle, odd)


def work(soak: Soak, client: Callable[[Soak], None]) -> None:
    """Be one client until the end."""
    while time.monotonic() < soak.until:
        try:
            client(soak)
        except (OSError, HTTPException) as error:
            if client in {queries, pages} and not isinstance(error, ConnectionError):
                soak.wrong.append(f"{client.__name__}: {error!r}")
            soak.outcomes[f"{client.__name__} {type(error).__name__}"] += 1
        time.sleep(0.01)


# -- what is watched -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sample:
    """Memory in MB and descriptors, of the frontend, the forkserver and all workers."""

    frontend: float
    forkserver: float
    workers: float
    descriptors: int
    processes: int


def children(pid: int) -> list[int]:
    """Return the processes that one has started."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def held(pid: int) -> float:
    """Return the MB of a process that it shares with no other, or its part of what it shares."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


def sample(pid: int) -> Sample | None:
    """Measure; None where a process ends meanwhile."""
    try:
        (forkserver,) = children(pid)
        workers = children(forkserver)
        descriptors = sum(
            len(list(Path(f"/proc/{each}/fd").iterdir())) for each in (pid, forkserver)
        )
        return Sample(held(pid), held(forkserver), sum(map(held, workers)), descriptors,
                      2 + len(workers))  # fmt: skip
    except (OSError, ValueError):
        return None


def quiet(soak: Soak) -> Sample:
    """Measure when nobody asks any more."""
    for _ in range(300):
        time.sleep(0.2)
        status, content = soak.ask("GET", "/health")
        state = json.loads(content)
        if status == HTTPStatus.OK and state["busy"] == 0 and state["workers"] > 1:
            break
    else:
        soak.wrong.append(f"not well at the end: {content!r}")
    time.sleep(2)
    return sample(soak.process.pid) or sys.exit("the server has ended")


def main() -> None:
    """Run, watch, and tell."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "sskg", "serve", "--port", "0", "--timeout", "2"], stderr=log,
            env={key: value for key, value in os.environ.items() if not key.startswith("SSKG_")},
        )  # fmt: skip
        try:
            tell(Soak(process, port(process, log), time.monotonic() + 60 * options.minutes), log)
        finally:
            process.terminate()
            process.wait(60)


def port(process: subprocess.Popen[bytes], log: Any) -> int:
    """Return where the server listens."""
    while process.poll() is None:
        time.sleep(0.1)
        found = re.search(rb":(\d+)/ serves", os.pread(log.fileno(), 1000, 0))
        if found:
            return int(found[1])
    sys.exit("the server did not start")


def tell(soak: Soak, log: Any) -> None:
    """Let the clients work, print what is measured, and judge it."""
    begun = quiet(soak)
    threads = [threading.Thread(target=work, args=(soak, client)) for client in CLIENTS]
    for thread in threads:
        thread.start()
    print("| minute | frontend, MB | forkserver, MB | workers, MB | descriptors | log, kB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    samples: list[Sample] = []
    start = time.monotonic()
    while time.monotonic() < soak.until:
        time.sleep(_STEP)
        if (measured := sample(soak.process.pid)) is None:
            continue
        samples.append(measured)
        if len(samples) % _REPORT == 0:
            part = samples[-_REPORT:]
            line = [f"{(time.monotonic() - start) / 60:.1f}"]
            line += [f"{statistics.median(getattr(each, name) for each in part):.1f}"
                     for name in ("frontend", "forkserver", "workers")]  # fmt: skip
            line += [str(max(each.descriptors for each in part)),
                     f"{os.fstat(log.fileno()).st_size / 1024:.0f}"]  # fmt: skip
            print(f"| {' | '.join(line)} |", flush=True)
    for thread in threads:
        thread.join()
    ended = quiet(soak)
    print(f"\nbefore: {begun}\nafter:  {ended}\n")
    print(", ".join(f"{what} × {count:,}" for what, count in sorted(soak.outcomes.items())))
    # The first minute takes the memory that the clients need at once.
    samples = samples[int(60 / _STEP) :] or samples
    third = max(1, len(samples) // 3)
    early, late = (statistics.median(each.frontend for each in part)
                   for part in (samples[:third], samples[-third:]))  # fmt: skip
    if late > early + _MOST_GROWTH:
        soak.wrong.append(f"the frontend has grown from {early:.1f} to {late:.1f} MB")
    if ended.descriptors > begun.descriptors + _MOST_DESCRIPTORS:
        soak.wrong.append(f"descriptors: {begun.descriptors}, then {ended.descriptors}")
    if soak.wrong:
        sys.exit("\n".join(["wrong:", *soak.wrong[:20]]))


if __name__ == "__main__":
    main()
