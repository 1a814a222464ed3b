"""Starts a process of one's own, by a fork or anew, and ends it: the only place that forks."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_PAUSE: Final = 0.01


@dataclass(slots=True)
class Child:
    """A process that this one started.

    Attributes:
        pid: its number, free for others once it was waited for.
        status: how it ended, as `os.waitpid` has it; None until it was waited for.
    """

    pid: int
    status: int | None = None

    def ended(self) -> bool:
        """Tell whether it has ended."""
        return self._reaped(os.WNOHANG)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait for its end; tell whether it has ended."""
        if seconds is None:
            return self._reaped(0)
        until = time.monotonic() + seconds
        while not self.ended():
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE)
        return True

    def kill(self) -> None:
        """End it at once, and wait for that."""
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def _reaped(self, how: int) -> bool:
        if self.status is None:
            try:
                pid, status = os.waitpid(self.pid, how)
            except ChildProcessError:
                # Somebody else waited for it; how it ended is not known.
                pid, status = self.pid, 0
            if pid:
                self.status = status
        return self.status is not None


def fork(work: Callable[[], None]) -> Child:
    """Have work done by a copy of this process, which ends with it.

    What the work raises is written to standard error in one line.

    Raises:
        OSError: there are too many processes, or there is no memory for another.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return Child(pid)
    status = 1
    try:
        work()
        status = 0
    except BaseException as error:  # noqa: BLE001  (a child must never return into its parent's code)
        with contextlib.suppress(OSError):
            os.write(2, f"sskg: a process ended: {error!r}\n".encode("utf-8", "replace"))
    finally:
        os._exit(status)


def execute(module: str, arguments: Sequence[str], descriptors: Sequence[int]) -> Child:
    """Start a module in a new process, in a session of its own.

    Args:
        module: as for `python -m`.
        arguments: of its command line.
        descriptors: what it keeps open of this process, under the same numbers.
    """
    import subprocess

    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.DEVNULL, pass_fds=descriptors, start_new_session=True,
    )  # fmt: skip
    # It is waited for by its number.
    process.returncode = 0
    return Child(process.pid)
