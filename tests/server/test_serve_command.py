"""The command: how it starts, what it says, how it ends, and what it refuses."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import pytest

from sskg.server import running
from tests.server.conftest import DATA, RUNAWAY, descendants, gone, serving


def run(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "sskg", "serve", *arguments],
        capture_output=True, text=True, check=False, timeout=60, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_and_finishes_what_is_under_way(number):
    # Slow for a moment: a product of some thousand rows with a comparison each.
    text = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(STRLEN(STR(?c)) > 0) }"
    with serving("-g", str(DATA / "tiny.ttl")) as server:
        answers = []
        asking = threading.Thread(target=lambda: answers.append(server.query(text)))
        asking.start()
        while server.metric("sskg_busy") == 0 and asking.is_alive():
            pass
        processes = descendants(server.process.pid)
        assert len(processes) >= 2
        server.process.send_signal(number)
        assert server.process.wait(30) == 0
        asking.join()
    assert gone(processes)
    assert [answer.status_code for answer in answers] == [200]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_while_it_starts(number):
    process = subprocess.Popen(
        [sys.executable, "-m", "sskg", "serve", "--port", "0"],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    # Its children are there before anything is served.
    while not Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        assert process.poll() is None
    forkserver = descendants(process.pid)
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert "Traceback" not in told
    assert gone(forkserver)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM] * 4)
def test_it_ends_cleanly_at_the_moment_at_which_it_serves(number):
    process = subprocess.Popen(
        [sys.executable, "-m", "sskg", "serve", "--port", "0", "-g", str(DATA / "tiny.ttl")],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert "serves" in process.stderr.readline()
    children = descendants(process.pid)
    process.send_signal(number)
    _, told = process.communicate(timeout=30)
    assert "Traceback" not in told
    assert process.returncode == 0
    assert gone(children)


def test_a_second_ctrl_c_waits_for_nothing():
    with serving("-g", str(DATA / "tiny.ttl"), "--timeout", "60") as server:
        failed: list[object] = []

        def ask():
            try:
                failed.append(server.query(RUNAWAY).status_code)
            except httpx.TransportError as error:
                failed.append(type(error))

        asking = threading.Thread(target=ask)
        asking.start()
        while server.metric("sskg_busy") == 0:
            assert asking.is_alive()
        processes = descendants(server.process.pid)
        server.process.send_signal(signal.SIGINT)
        with pytest.raises(subprocess.TimeoutExpired):
            server.process.wait(1)
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(30) == 130
        asking.join()
    assert failed != [200]
    assert gone(processes)


def test_no_process_outlives_a_server_that_is_killed():
    with serving("-g", str(DATA / "tiny.ttl")) as server:
        processes = descendants(server.process.pid)
        server.process.kill()
        server.process.wait(30)
    assert gone(processes)


def test_it_listens_on_loopback_alone(served):
    assert served.url.startswith("http://127.0.0.1:")


def test_an_answer_does_not_wait_for_the_client_to_acknowledge_its_head():
    async def delayed():
        found = asyncio.get_running_loop().create_future()

        async def accepted(_, writer):
            connection = writer.get_extra_info("socket")
            found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        with running._listen("127.0.0.1", 0) as listener:
            server = await asyncio.start_server(accepted, sock=listener)
            async with server:
                _, writer = await asyncio.open_connection(*listener.getsockname()[:2])
                sent_at_once = await found
                writer.close()
        return not sent_at_once

    assert not asyncio.run(delayed())


def test_a_taken_port_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = run("--port", str(port))
    assert done.returncode == 3
    assert f"127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_graph_that_cannot_be_read_is_named(tmp_path):
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b> .", encoding="utf-8")
    done = run("--port", "0", "-g", str(path))
    assert done.returncode == 3
    assert "broken.ttl" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_address_of_another_machine_is_refused():
    done = run("--host", "192.0.2.1", "--port", "0")
    assert done.returncode == 3
    assert "192.0.2.1" in done.stderr


def test_what_is_missing_is_named_where_the_extra_is_not_installed(monkeypatch):
    import importlib.util

    from sskg.cli import serving as command
    from sskg.errors import Unavailable

    known = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "uvicorn" else known(name)
    )
    with pytest.raises(Unavailable, match="uvicorn") as error:
        command._require_extra()
    assert error.value.hint == 'pip install "sskg[serve]"'


def test_documents_of_the_reader_are_shown_to_this_site_alone(sources):
    with serving("--sources", str(sources)) as server:
        answer = server.client.get("/show", params={"name": "national-pooling"})
        claims = [claim for fact in answer.json()["outgoing"] for claim in fact["claims"]]
        assert any(passage["text"] for claim in claims for passage in claim["passages"])
        assert "access-control-allow-origin" not in answer.headers


def test_another_language_is_served_by_default():
    with serving("--lang", "zh", "-g", str(DATA / "tiny.ttl")) as server:
        page = server.client.get("/", headers={"Accept": "text/html"})
        assert '<html lang="zh">' in page.text


@pytest.mark.parametrize(
    ("lang", "graphs", "lines"),
    [
        ("en", [], ["/ serves the packaged graph", "  SPARQL at /sparql; Ctrl-C ends it"]),
        ("zh", [], ["/ 正在提供：自带的图谱", "  SPARQL 端点为 /sparql；按 Ctrl-C 结束"]),
        (
            "zh",
            ["-g", str(DATA / "tiny.ttl")],
            [f"/ 正在提供：{DATA / 'tiny.ttl'}", "  SPARQL 端点为 /sparql；按 Ctrl-C 结束"],
        ),
    ],
)
def test_it_says_what_it_serves_in_the_reader_s_language(lang, graphs, lines):
    process = subprocess.Popen(
        [sys.executable, "-m", "sskg", "--lang", lang, "serve", "--port", "0", *graphs],
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    first, second = process.stderr.readline(), process.stderr.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    port = first.removeprefix("http://127.0.0.1:").partition("/")[0]
    assert port.isdecimal()
    assert first == f"http://127.0.0.1:{port}{lines[0]}\n"
    assert second == f"{lines[1]}\n"
