"""Work in a process that may die: what it returns, and how each of its ends is told."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time

import pytest
from pyoxigraph import Store

from sskg.errors import QueryTimeout, RequestError, Unavailable
from sskg.language.message import msg
from sskg.process import confined, confinement
from sskg.process.confined import Limits, limits, run

pytestmark = pytest.mark.skipif(not confined.FORKS, reason="a child needs fork")


def test_what_the_work_returns_comes_back_from_another_process():
    pid, rows = run(lambda: (os.getpid(), list(range(300_000))), Limits())
    assert pid != os.getpid()
    assert rows == list(range(300_000))


def test_what_the_work_raises_is_raised_with_all_it_carries():
    def work() -> None:
        raise RequestError(msg("no such file"), place="here", hint=msg("name it .ttl"))

    with pytest.raises(RequestError) as caught:
        run(work, Limits())
    assert (caught.value.message, caught.value.place, caught.value.hint) == (
        "no such file", "here", "name it .ttl",
    )  # fmt: skip


def test_an_error_that_cannot_be_pickled_is_told_by_its_name():
    class OddError(Exception):
        pass

    def work() -> None:
        raise OddError("so it is")

    with pytest.raises(RuntimeError, match="OddError: so it is"):
        run(work, Limits())


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_is_an_error_with_a_hint_and_no_crash_of_ours(number):
    with pytest.raises(Unavailable, match=f"signal {int(number)}") as caught:
        run(lambda: os.kill(os.getpid(), number), Limits())
    assert "SSKG_MEMORY" in str(caught.value.hint)


def test_an_end_without_a_word_is_an_error():
    with pytest.raises(Unavailable):
        run(lambda: os._exit(0), Limits())


def test_work_is_ended_at_its_time_and_leaves_no_process(tmp_path):
    note = tmp_path / "pid"

    def work() -> None:
        note.write_text(str(os.getpid()))
        time.sleep(60)

    with pytest.raises(QueryTimeout, match=r"0\.5 seconds"):
        run(work, Limits(seconds=0.5))
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


def test_memory_beyond_the_limit_is_an_error():
    with pytest.raises(MemoryError):
        run(lambda: len(bytearray(1 << 30)), Limits(memory=256 << 20))
    assert run(lambda: len(bytearray(1 << 30)), Limits(memory=2 << 30)) == 1 << 30


def test_the_stack_is_deep_and_other_threads_keep_theirs():
    # On 8 MB, Oxigraph's parser overflows at some 500 brackets.
    text = "ASK { FILTER(" + "(" * 2000 + "1" + ")" * 2000 + ") }"
    before = threading.stack_size()
    assert run(lambda: bool(Store().query(text)), Limits())
    assert threading.stack_size() == before


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="seccomp is Linux's")
def test_no_connection_can_be_made_unless_it_is_allowed():
    with socket.create_server(("127.0.0.1", 0)) as canary:
        address = canary.getsockname()

        def work() -> bool:
            with socket.create_connection(address, timeout=5):
                return True

        with pytest.raises(PermissionError):
            run(work, Limits())
        assert run(work, Limits(network=True))


def test_limits_come_from_the_environment_below_what_is_asked_for(monkeypatch):
    monkeypatch.setenv("SSKG_TIMEOUT", "2.5")
    monkeypatch.setenv("SSKG_MEMORY", "100")
    assert limits(default=600) == Limits(seconds=2.5, memory=100 << 20)
    assert limits(7, network=True) == Limits(seconds=7, memory=100 << 20, network=True)
    monkeypatch.delenv("SSKG_TIMEOUT")
    assert limits(default=600).seconds == 600
    assert limits().seconds is None


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "ten"])
def test_a_limit_that_is_no_number_is_a_wrong_request(monkeypatch, text):
    monkeypatch.setenv("SSKG_TIMEOUT", text)
    with pytest.raises(RequestError, match="SSKG_TIMEOUT"):
        limits()


def test_without_fork_the_time_limit_and_the_stack_still_hold(monkeypatch):
    monkeypatch.setattr(confined, "FORKS", False)
    ended = threading.Event()
    with pytest.raises(QueryTimeout):
        run(ended.wait, Limits(seconds=0.3))
    ended.set()
    assert run(lambda: 42, Limits(seconds=30)) == 42


@pytest.mark.skipif(os.uname().sysname != "Linux", reason="only Linux promises the barrier")
def test_without_the_barrier_nothing_is_run(monkeypatch, tmp_path):
    monkeypatch.setattr(confinement, "close_sockets", lambda: False)
    with pytest.raises(Unavailable, match="cannot be cut off") as caught:
        run((tmp_path / "ran").touch, Limits())
    assert "seccomp" in str(caught.value.hint)
    assert not (tmp_path / "ran").exists()
    assert run(lambda: 42, Limits(network=True)) == 42
