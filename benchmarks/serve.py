"""Measures `sskg serve` beside rdflib-endpoint and Oxigraph's server, and what runaway queries do.

    python benchmarks/serve.py -o benchmarks/serve.md

Needs Linux and wrk (Debian: wrk). rdflib-endpoint is taken from PATH or --peer; else it is
installed from PyPI into an environment of its own, which is removed again. Oxigraph's server is
that of this environment (`pip install oxigraph`). All serve the same generated graph in the same
run, and are measured in turns, so that a slow moment of the machine falls on all. Each request asks
for another of 2,000 things, in an order that no cache of results would profit from; sskg keeps no
results anyway. Before anything is measured, all must give the same rows for some of them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import platform
import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generate import generate

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIPLES, SEED, THINGS = 100_000, 7, 2000
JSON = "application/sparql-results+json"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
CROWD = 64
_ENDED = 0.3
"""Seconds after which a runaway query is ended."""

# Each thread of wrk begins elsewhere in the list.
SCRIPT = """\
wrk.headers["Accept"] = "{json}"
local queries, threads = {{}}, 0
for line in io.lines("{queries}") do queries[#queries + 1] = line end
function setup(thread) thread:set("from", threads * 997 + {start}); threads = threads + 1 end
function init() at = from end
function request()
  at = at + 1
  return wrk.format("GET", "{path}?query=" .. queries[at % #queries + 1])
end
"""

_QUIET = (
    "{} clients with entity queries. What is quiet is told in two ways: the whole server for these"
    " clients, and a server of one worker, which is what they are left with while all other workers"
    " compute without end.\n"
)


@dataclass
class Server:
    """A running server."""

    name: str
    process: subprocess.Popen[Any]
    port: int
    path: str

    def rows(self, query: str) -> Any:
        """Return the rows of a query, in an order of their own."""
        bindings = json.loads(self.get(f"{self.path}?query={query}"))["results"]["bindings"]
        return sorted((key, value(term)) for row in bindings for key, term in row.items())

    def get(self, address: str) -> bytes:
        """Return what an address gives.

        Raises:
            OSError: there is no such answer, or none.
        """
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", address, headers={"Accept": JSON})
            answer = connection.getresponse()
            content = answer.read()
        if answer.status != HTTPStatus.OK:
            raise OSError(f"{answer.status} from {self.name}")
        return content

    def metric(self, name: str) -> float:
        """Return one of sskg's counters."""
        found = re.search(rf"^{name} (\S+)$", self.get("/metrics").decode(), re.MULTILINE)
        if found is None:
            sys.exit(f"no metric {name}")
        return float(found[1])


def value(term: dict[str, str]) -> str:
    """Return a term's value; a number in one form, for Oxigraph keeps 804.0 as 804."""
    if term.get("datatype", "").endswith(("#decimal", "#double", "#integer")):
        return str(float(term["value"]))
    return term["value"]


@dataclass(frozen=True)
class Load:
    """What wrk saw: requests a second, milliseconds, and the processor's milliseconds a request."""

    rate: float
    half: float
    most: float
    processor: float


def main() -> None:
    """Measure, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seconds", type=int, default=6, help="of each measurement")
    parser.add_argument("--turns", type=int, default=3, help="of each measurement")
    parser.add_argument("--runaways", type=int, default=1000)
    parser.add_argument("--peer", help="the command rdflib-endpoint")
    parser.add_argument("--only", choices=("load", "crowd", "leftovers"))
    parser.add_argument("-o", "--output", type=Path)
    given = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not installed (Debian: wrk)")
    # Ended from outside, it ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("ended"))
    with TemporaryDirectory() as name:
        folder = Path(name)
        things = prepare(folder)
        parts = [head(given)]
        if given.only in {None, "load"}:
            parts.append(loads(folder, things, given))
        if given.only in {None, "crowd"}:
            parts.append(crowd(folder, given))
        if given.only in {None, "leftovers"}:
            parts.append(leftovers(folder, things, given.runaways))
    text = "\n".join(parts)
    if given.output is None:
        print(text)
    else:
        given.output.write_text(text, encoding="utf-8")


def prepare(folder: Path) -> list[str]:
    """Write the graph and the queries; return the queries."""
    subjects = set()
    with (folder / "graph.nt").open("w", encoding="utf-8") as stream:
        for line in generate(TRIPLES, SEED):
            stream.write(line)
            subjects.add(line.split(" ", 1)[0])
    chosen = random.Random(SEED).sample(sorted(subjects), THINGS)
    queries = [quote(f"SELECT ?p ?o {{ {subject} ?p ?o }}", safe="") for subject in chosen]
    (folder / "queries.txt").write_text("\n".join(queries) + "\n", encoding="utf-8")
    return queries


def head(given: argparse.Namespace) -> str:
    """Return the start of the page."""
    load = os.getloadavg()[0]
    return (
        "# The server under load\n\n"
        f"Written by `python benchmarks/serve.py`: {os.cpu_count()} processors, shared with wrk,"
        f" Python {platform.python_version()}, {given.turns} turns of {given.seconds} s each"
        f" (medians), load average {load:.1f} when it began. {TRIPLES:,} generated triples"
        f" (`generate.py {TRIPLES} --seed {SEED}`), in memory.\n"
    )


# -- servers ---------------------------------------------------------------------------------------


@contextlib.contextmanager
def sskg(folder: Path, *options: str) -> Iterator[Server]:
    """Serve the graph with sskg."""
    command = [sys.executable, "-m", "sskg", "serve", "--port", "0",
               "-g", str(folder / "graph.nt"), *options]  # fmt: skip
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        line = process.stderr.readline() if process.stderr else ""
        found = re.search(r":(\d+)/ serves", line)
        if found is None:
            sys.exit(f"sskg serve: {line}")
        server = Server("sskg serve", process, int(found[1]), "/sparql")
        # The other workers, and what is done when idle.
        time.sleep(2)
        yield server
    finally:
        process.terminate()
        process.wait(60)


@contextlib.contextmanager
def peer(folder: Path, command: str | None) -> Iterator[Server | str]:
    """Serve the graph with rdflib-endpoint; yield why not where that fails."""
    found = command or shutil.which("rdflib-endpoint") or installed(folder / "peer")
    if found is None:
        yield "rdflib-endpoint could not be installed from PyPI"
        return
    port = 18080 + os.getpid() % 1000
    with (folder / "peer.log").open("wb") as log:
        process = subprocess.Popen(
            [found, "serve", "--host", "127.0.0.1", "--port", str(port), str(folder / "graph.nt")],
            stdout=log, stderr=log,
        )  # fmt: skip
    server = Server("rdflib-endpoint", process, port, "/")
    try:
        if answers(server):
            yield server
        else:
            ended = process.poll() is not None
            yield f"rdflib-endpoint {'has ended' if ended else 'gave no answer in five minutes'}"
    finally:
        process.terminate()
        process.wait(60)


@contextlib.contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """Serve the graph with Oxigraph's own server: one process speaks HTTP and computes."""
    program, store = str(Path(sys.executable).with_name("oxigraph")), str(folder / "oxigraph")
    graph, port = str(folder / "graph.nt"), 19080 + os.getpid() % 1000
    subprocess.run([program, "load", "--location", store, "--file", graph],
                   check=True, stderr=subprocess.DEVNULL)  # fmt: skip
    process = subprocess.Popen(
        [program, "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    server = Server("Oxigraph", process, port, "/query")
    try:
        if not answers(server):
            sys.exit("Oxigraph's server gives no answer")
        yield server
    finally:
        process.terminate()
        process.wait(60)


def answers(server: Server) -> bool:
    """Wait until a server answers."""
    for _ in range(300):
        with contextlib.suppress(OSError, ValueError, KeyError):
            server.rows(quote("SELECT * { ?s ?p ?o } LIMIT 1", safe=""))
            return True
        if server.process.poll() is not None:
            return False
        time.sleep(1)
    return False


_PEER = ("rdflib-endpoint[cli]", "uvicorn")
"""What its command needs."""


def installed(folder: Path) -> str | None:
    """Install rdflib-endpoint into an environment of its own; return its command."""
    uv, python = shutil.which("uv"), str(folder / "bin" / "python")
    if uv:
        steps = [[uv, "venv", "-q", str(folder)],
                 [uv, "pip", "install", "-q", "--python", python, *_PEER]]  # fmt: skip
    else:
        steps = [[sys.executable, "-m", "venv", str(folder)],
                 [python, "-m", "pip", "install", "-q", *_PEER]]  # fmt: skip
    if any(subprocess.run(step, check=False).returncode for step in steps):
        return None
    return str(folder / "bin" / "rdflib-endpoint")


def processes(pid: int) -> list[int]:
    """Return a process and all that it has started, dead or alive."""
    try:
        started = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(each for child in started for each in processes(int(child)))]


def ticks(pid: int) -> float:
    """Return the seconds of the processor that a process and its children have used."""
    total = 0
    for each in processes(pid):
        with contextlib.suppress(OSError):
            fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


# -- requests a second -----------------------------------------------------------------------------


def wrk(folder: Path, server: Server, clients: int, seconds: int) -> Load:
    """Load a server, and return what wrk says."""
    script = folder / f"{server.port}.lua"
    script.write_text(
        SCRIPT.format(json=JSON, queries=folder / "queries.txt", path=server.path,
                      start=random.randrange(THINGS)),
        encoding="utf-8",
    )  # fmt: skip
    used = ticks(server.process.pid)
    done = subprocess.run(
        ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "--latency", "--timeout", "30s",
         "-s", str(script), f"http://127.0.0.1:{server.port}"],
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip
    used = ticks(server.process.pid) - used
    if "Non-2xx" in done or "Socket errors" in done:
        print(f"{server.name}, {clients} clients:\n{done}", file=sys.stderr)
    count = int(re.findall(r"(\d+) requests in", done)[0])
    rate = float(re.findall(r"Requests/sec:\s+(\S+)", done)[0])
    half, most = (milliseconds(done, share) for share in ("50", "99"))
    return Load(rate, half, most, used / max(1, count) * 1000)


def milliseconds(text: str, share: str) -> float:
    """Return a share of wrk's latencies."""
    found = re.findall(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)\s*$", text, re.MULTILINE)[0]
    return float(found[0]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[found[1]]


def middle(found: list[Load]) -> Load:
    """Return the median of several measurements."""
    return Load(
        *(statistics.median(getattr(each, name) for each in found)
          for name in ("rate", "half", "most", "processor"))
    )  # fmt: skip


def loads(folder: Path, things: list[str], given: argparse.Namespace) -> str:
    """Measure an entity query on all servers."""
    lines = ["## An entity query\n", "`SELECT ?p ?o { <thing> ?p ?o }`, of varying things.\n",
             "| server | connections | requests/s | share | p50, ms | p99, ms | CPU, ms each |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    with sskg(folder) as ours, oxigraph(folder) as bare, peer(folder, given.peer) as theirs:
        servers = [each for each in (bare, theirs, ours) if isinstance(each, Server)]
        for query in things[:20]:
            rows = [server.rows(query) for server in servers]
            if any(each != rows[0] for each in rows):
                sys.exit(f"the servers differ: {query} {rows}")
        for clients in (1, 8, CROWD):
            found: dict[str, list[Load]] = {server.name: [] for server in servers}
            for _ in range(given.turns):
                for server in servers:
                    found[server.name].append(wrk(folder, server, clients, given.seconds))
            base = middle(found[servers[0].name]).rate
            for name, each in found.items():
                load = middle(each)
                lines.append(
                    f"| {name} | {clients} | {load.rate:,.0f} | {load.rate / base:.2f}"
                    f" | {load.half:.2f} | {load.most:.2f} | {load.processor:.2f} |"
                )
    if isinstance(theirs, str):
        lines.append(f"\n{theirs}")
    return "\n".join(lines) + "\n"


# -- among runaway queries -------------------------------------------------------------------------


@contextlib.contextmanager
def running_away(server: Server, count: int) -> Iterator[None]:
    """Keep so many workers busy with queries that do not end."""
    address = f"{server.path}?query={quote(RUNAWAY)}"
    connections = [HTTPConnection("127.0.0.1", server.port) for _ in range(count)]
    for connection in connections:
        connection.request("GET", address)
    try:
        while server.metric("sskg_busy") < count:
            time.sleep(0.05)
        time.sleep(1)
        yield
        if server.metric("sskg_busy") < count:
            sys.exit("a runaway query has ended while the others were measured")
    finally:
        for connection in connections:
            connection.close()
        while server.metric("sskg_busy") > 0 or server.metric("sskg_workers") < count + 1:
            time.sleep(0.05)


def crowd(folder: Path, given: argparse.Namespace) -> str:
    """Measure the clients of one worker, while all others compute without end."""
    workers = max(2, (os.cpu_count() or 1) + 1)
    cases = (f"all {workers} workers free", "one worker, nothing else",
             f"one worker free, {workers - 1} in runaway queries")  # fmt: skip
    found: dict[str, list[Load]] = {case: [] for case in cases}
    limits = ("--timeout", "3600", "--queue", "256")
    with (
        sskg(folder, *limits, "--workers", str(workers)) as all_of_them,
        sskg(folder, *limits, "--workers", "1") as single,
    ):
        for _ in range(given.turns):
            found[cases[0]].append(wrk(folder, all_of_them, CROWD, given.seconds))
            found[cases[1]].append(wrk(folder, single, CROWD, given.seconds))
            with running_away(all_of_them, workers - 1):
                found[cases[2]].append(wrk(folder, all_of_them, CROWD, given.seconds))
    lines = [
        "## Among runaway queries\n",
        _QUIET.format(CROWD),
        "| state | requests/s | p50, ms | p99, ms | p99 as a multiple |",
        "| --- | ---: | ---: | ---: | --- |",
    ]
    loud = middle(found[cases[2]])
    for case, each in found.items():
        load = middle(each)
        ratio = "" if case == cases[2] else f"the crowded p99 is {loud.most / load.most:.2f} × this"
        lines.append(f"| {case} | {load.rate:,.0f} | {load.half:.1f} | {load.most:.1f} | {ratio} |")
    return "\n".join(lines) + "\n"


# -- what is left behind ---------------------------------------------------------------------------


def holdings(server: Server) -> tuple[int, int, float]:
    """Return how many processes and descriptors there are, and their memory in MB (PSS)."""
    pids = processes(server.process.pid)
    descriptors = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in pids)
    memory = 0
    for pid in pids:
        found = re.search(
            r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE
        )
        memory += int(found[1]) if found else 0
    return len(pids), descriptors, memory / 1024


def settle(server: Server, things: list[str], workers: int) -> None:
    """Give every worker some work, and wait until all are idle."""

    def ask() -> None:
        for query in things[:200]:
            # On a busy machine even a small one may reach the short limit.
            with contextlib.suppress(OSError):
                server.rows(query)

    threads = [threading.Thread(target=ask) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    while server.metric("sskg_busy") > 0 or server.metric("sskg_workers") < workers:
        time.sleep(0.1)
    time.sleep(3)


def run_away(server: Server, count: int, threads: int) -> dict[int, int]:
    """Ask runaway queries; return how often each status came."""
    left = [count]
    statuses: dict[int, int] = {}
    lock = threading.Lock()

    def ask() -> None:
        while True:
            with lock:
                if left[0] == 0:
                    return
                left[0] -= 1
            connection = HTTPConnection("127.0.0.1", server.port)
            connection.request("GET", f"{server.path}?query={quote(RUNAWAY)}")
            status = connection.getresponse().status
            connection.close()
            with lock:
                statuses[status] = statuses.get(status, 0) + 1

    running = [threading.Thread(target=ask) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return statuses


def leftovers(folder: Path, things: list[str], count: int) -> str:
    """Measure what runaway queries leave behind."""
    workers = max(2, (os.cpu_count() or 1) + 1)
    few = max(1, count // 10)
    lines = ["## What runaway queries leave behind\n",
             f"Each is ended after {_ENDED:g} s. Statuses of all {count:,}: {{statuses}}.\n",
             "| | processes | open descriptors | memory (PSS), MB |",
             "| --- | ---: | ---: | ---: |"]  # fmt: skip
    with sskg(folder, "--timeout", str(_ENDED), "--workers", str(workers)) as server:
        statuses: dict[int, int] = {}
        for name, further in (("before", 0), (f"after {few:,}", few),
                              (f"after {count:,}", count - few)):  # fmt: skip
            for status, number in run_away(server, further, workers).items():
                statuses[status] = statuses.get(status, 0) + number
            settle(server, things, workers)
            number, descriptors, memory = holdings(server)
            lines.append(f"| {name} | {number} | {descriptors} | {memory:.1f} |")
    told = ", ".join(f"{number:,} × {status}" for status, number in sorted(statuses.items()))
    return "\n".join(lines).replace("{statuses}", told) + "\n"


if __name__ == "__main__":
    main()
