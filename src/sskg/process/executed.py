"""Runs a module of ours in a process that is executed anew, with limits, and hears how far it is.

Unlike a fork, this is safe whatever threads and open stores the process has that waits. The job
comes as one line on standard input, which stays open; reports and the result go as lines to
standard output, all in the form of `sskg.process.outcome`. When standard input ends, the other
process is gone, and this one ends at once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import IO, TYPE_CHECKING, Any, Final

from sskg.process import outcome
from sskg.process.confined import FORKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sskg.process.confined import Limits

_GONE: Final = 70
"""Status of a process that ends as its parent is gone."""
_REPORT: Final = "report"


class BrokenDown(Exception):  # noqa: N818  (the name says what happened)
    """The process ended without a result.

    Attributes:
        code: its exit code, or a signal's number below zero.
    """

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def run(
    module: str,
    job: Any,
    bounds: Limits,
    heard: Callable[[Any], None],
    descriptors: Sequence[int] = (),
) -> Any:
    """Return what a module makes of a job; what it raises is raised here.

    Args:
        module: one that calls `answer`.
        job: what it is called with.
        bounds: what it may use.
        heard: called with each report.
        descriptors: what it keeps open of this process, under the same numbers.

    Raises:
        TimeoutError: the time was up.
        BrokenDown: it ended without a result.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", module],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        pass_fds=descriptors,
    )  # fmt: skip
    assert process.stdin is not None  # noqa: S101  (a pipe was asked for)
    assert process.stdout is not None  # noqa: S101
    late = threading.Event()

    def end() -> None:
        late.set()
        process.kill()

    timer = None if bounds.seconds is None else threading.Timer(bounds.seconds, end)
    try:
        if timer is not None:
            timer.daemon = True
            timer.start()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(outcome.packed((job, bounds.memory, bounds.network)) + b"\n")
            process.stdin.flush()
        result = _result(process.stdout, heard)
        code = process.wait()
    finally:
        if timer is not None:
            timer.cancel()
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            with contextlib.suppress(OSError):
                stream.close()
    if result is None:
        raise TimeoutError if late.is_set() else BrokenDown(code)
    raised, value = result
    if raised:
        raise value
    return value


def _result(stream: IO[bytes], heard: Callable[[Any], None]) -> tuple[bool, Any] | None:
    """Read to the end; return whether the process raised, and what; None where it tells nothing."""
    result = None
    for line in stream:
        with contextlib.suppress(ValueError):  # a line that was cut off by the end of the process
            kind, value = outcome.unpacked(line)
            if kind == _REPORT:
                heard(value)
            else:
                result = (kind, value)
    return result


def answer(work: Callable[[Any, Callable[[Any], None]], Any]) -> None:
    """Do the job that the other process hands over; this process does nothing else.

    Args:
        work: called with the job, and with a function that sends a report.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line = bytearray()
    while not line.endswith(b"\n"):
        piece = os.read(0, 1 << 16)
        if not piece:
            os._exit(_GONE)
        line += piece
    try:
        job, memory, network = outcome.unpacked(bytes(line))
        if FORKS:
            from sskg.process import confinement  # not on Windows

            confinement.confine(memory, network=network)
        threading.Thread(target=_end_without_parent, daemon=True).start()
        result = (False, work(job, lambda value: _tell(outcome.packed((_REPORT, value)))))
    except Exception as error:  # noqa: BLE001  (raised again by who waits)
        result = (True, error)
    _tell(outcome.packed_or_error(raised=result[0], value=result[1]))


def _tell(content: bytes) -> None:
    sys.stdout.buffer.write(content + b"\n")
    sys.stdout.buffer.flush()


def _end_without_parent() -> None:
    while os.read(0, 1):
        pass
    os._exit(_GONE)
