"""Work in a process executed anew: what it is given, reports and returns, and how it may end."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from sskg.errors import RequestError
from sskg.language.message import msg
from sskg.process import executed
from sskg.process.confined import Limits

pytestmark = pytest.mark.skipif(os.name == "nt", reason="tries signals and seccomp")

MODULE = """
import os, signal, socket, sys, time
from sskg.errors import RequestError
from sskg.language.message import msg
from sskg.process import executed

def work(job, report):
    match job:
        case "count":
            for number in range(3):
                report({"n": number})
            return os.getpid(), job
        case "refuse":
            raise RequestError(msg("no"), place="here", hint=msg("yes"))
        case "connect":
            socket.socket()
        case "fill":
            return len(bytearray(1 << 30))
        case "sleep":
            time.sleep(60)
        case ("end", code):
            os._exit(code)
        case ("signal", number):
            os.kill(os.getpid(), number)
        case "object":
            return object()

executed.answer(work)
"""


@pytest.fixture(autouse=True)
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    (tmp_path / "errand.py").write_text(MODULE)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "errand"


def run(job: Any, bounds: Limits = Limits(), reports: list[Any] | None = None) -> Any:  # noqa: B008
    return executed.run("errand", job, bounds, (reports if reports is not None else []).append)


def test_reports_come_in_order_before_the_result():
    reports: list[Any] = []
    pid, job = run("count", reports=reports)
    assert (job, reports) == ("count", [{"n": 0}, {"n": 1}, {"n": 2}])
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_what_it_raises_is_raised_here_with_all_it_carries():
    with pytest.raises(RequestError) as caught:
        run("refuse")
    assert (caught.value.place, caught.value.hint) == ("here", "yes")
    assert caught.value.message.template == msg("no").template


def test_a_result_that_cannot_be_handed_over_is_an_error():
    with pytest.raises(RuntimeError, match="object cannot be handed over"):
        run("object")


@pytest.mark.skipif(sys.platform != "linux", reason="seccomp is Linux's")
def test_it_makes_no_socket_unless_that_is_allowed():
    with pytest.raises(PermissionError):
        run("connect")
    assert run("connect", Limits(network=True)) is None


def test_memory_and_time_are_limited():
    with pytest.raises(MemoryError):
        run("fill", Limits(memory=256 << 20))
    with pytest.raises(TimeoutError):
        run("sleep", Limits(seconds=1))


@pytest.mark.parametrize(("job", "code"), [(("end", 0), 0), (("end", 9), 9), (("signal", 9), -9)])
def test_an_end_without_a_word_is_told_by_its_code(job, code):
    with pytest.raises(executed.BrokenDown) as caught:
        run(job)
    assert caught.value.code == code
