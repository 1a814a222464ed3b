"""The backends that must behave alike: in memory, on disk, and two servers started here."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sskg.store import Store, open_store
from sskg.store.loading import inputs, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).resolve().parent.parent / "data"
CONTRACT = DATA / "contract.ttl"
GRAPH = "http://example.org/graph"
BACKENDS = ("memory", "directory", "oxigraph", "virtuoso")
VIRTUOSO_ROWS = 10_000


def lacking(what: str) -> None:
    """Skip for want of a peer; on CI, where every peer is there, fail."""
    if os.environ.get("CI"):
        pytest.fail(f"CI needs {what}")
    pytest.skip(f"{what} is not installed")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(command: list[str], ready: str, folder: Path, seconds: float = 60) -> Iterator[None]:
    """Run a server until the block ends; the block begins when its address answers."""
    with (folder / "server.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
        try:
            deadline = time.monotonic() + seconds
            while not answers(ready):
                if process.poll() is not None or time.monotonic() > deadline:
                    pytest.fail(f"{command[0]} did not start: see {folder / 'server.log'}")
                time.sleep(0.1)
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2):
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return True
    except OSError:
        return False


@contextmanager
def oxigraph_server(files: list[Path], folder: Path) -> Iterator[str]:
    """Run the Oxigraph server over files, and give the address of its endpoint."""
    program = shutil.which("oxigraph", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if program is None:
        lacking("the Oxigraph server (pip install oxigraph)")
        return
    base = folder / "data"
    for path in files:
        subprocess.run(
            [program, "load", "--location", str(base), "--file", str(path)],
            check=True,
            capture_output=True,
        )
    port = free_port()
    command = [program, "serve-read-only", "--location", str(base), "--bind", f"127.0.0.1:{port}"]
    with running(command, f"http://127.0.0.1:{port}/", folder):
        yield f"http://127.0.0.1:{port}/query"


@contextmanager
def virtuoso_server(files: list[Path], folder: Path) -> Iterator[str]:
    """Run Virtuoso over files, and give the address of its endpoint with its graph named."""
    if shutil.which("virtuoso-t") is None or shutil.which("isql-vt") is None:
        lacking("Virtuoso (Debian: virtuoso-opensource-7-bin)")
        return
    sql, http = free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(
        f"""[Database]
DatabaseFile = {folder}/v.db
ErrorLogFile = {folder}/v.log
LockFile = {folder}/v.lck
TransactionFile = {folder}/v.trx
xa_persistent_file = {folder}/v.pxa
[TempDatabase]
DatabaseFile = {folder}/t.db
TransactionFile = {folder}/t.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
[SPARQL]
ResultSetMaxRows = {VIRTUOSO_ROWS}
""",
        encoding="utf-8",
    )
    address = f"http://127.0.0.1:{http}/sparql"
    command = ["virtuoso-t", "-f", "-c", str(settings)]
    with running(command, address, folder):
        for path in files:
            shutil.copy(path, folder / path.name)
            statement = (
                f"DB.DBA.TTLP_MT(file_to_string_output('{folder / path.name}'), '', "
                f"'{GRAPH}', 255); checkpoint;"
            )
            subprocess.run(
                ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={statement}"],
                check=True,
                capture_output=True,
            )
        yield f"{address}?default-graph-uri={GRAPH}"


@contextmanager
def served(backend: str, files: list[Path], folder: Path) -> Iterator[str]:
    """Give what --graph takes for a backend that holds the files."""
    if backend == "directory":
        load(folder / "store", inputs([str(path) for path in files]))
        yield str(folder / "store")
    elif backend == "oxigraph":
        with oxigraph_server(files, folder) as address:
            yield address
    elif backend == "virtuoso":
        with virtuoso_server(files, folder) as address:
            yield address
    else:
        raise ValueError(backend)


@pytest.fixture(scope="session")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """Start a backend that holds the contract graph when it is first asked for."""
    started: dict[str, str] = {"memory": str(CONTRACT)}
    opened = []

    def address(backend: str) -> str:
        if backend not in started:
            context = served(backend, [CONTRACT], tmp_path_factory.mktemp(backend))
            started[backend] = context.__enter__()
            opened.append(context)
        return started[backend]

    yield address
    for context in opened:
        context.__exit__(None, None, None)


@pytest.fixture(scope="module", params=BACKENDS)
def store(request: pytest.FixtureRequest, addresses: Callable[[str], str]) -> Store:
    """The contract graph in each backend."""
    return open_store([addresses(request.param)])
