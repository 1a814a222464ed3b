"""Starts the process that has the graph open (`forkserver.py`), before anything slow is imported.

A server forks it: the command line has loaded what both need, and each goes on to load its own part
at the same time. Who has threads, or is no command, has it executed anew, which is always safe.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.server.settings import Settings

_PAUSE: Final = 0.01
_FORKSERVER: Final = "sskg.server.workers.forkserver"


@dataclass(slots=True)
class Launched:
    """A process that opens the graph.

    Attributes:
        control: our end of the channel to it.
        pid: its number.
    """

    control: socket.socket
    pid: int

    def wait(self, seconds: float) -> bool:
        """Wait for its end; tell whether it has ended."""
        until = time.monotonic() + seconds
        while True:
            try:
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    return True
            except ChildProcessError:
                return True
            if time.monotonic() > until:
                return False
            time.sleep(_PAUSE)

    def kill(self) -> None:
        """End it at once."""
        os.kill(self.pid, signal.SIGKILL)
        self.wait(1.0)


def forked(settings: Settings, unwanted: Sequence[socket.socket] = ()) -> Launched:
    """Fork the process; only for one that has a single thread.

    Args:
        settings: the graph and the limits.
        unwanted: what is open here and must not be open there.
    """
    if sys.platform == "darwin":
        # The system's own libraries may have threads there, which a fork leaves behind.
        return executed(settings)
    ours, theirs = socket.socketpair()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        for each in (ours, *unwanted):
            each.close()
        _become(theirs, settings)
    theirs.close()
    return Launched(ours, pid)


def _become(control: socket.socket, settings: Settings) -> NoReturn:
    status = 1
    try:
        # Ctrl-C is for the server; this process ends when the server does.
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        from sskg.server.workers.forkserver import work

        work(control, settings)
        status = 0
    except BaseException:  # noqa: BLE001  (a fork must never return into its parent's code)
        import traceback

        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(status)


def executed(settings: Settings) -> Launched:
    """Execute the process anew."""
    import subprocess

    ours, theirs = socket.socketpair()
    process = subprocess.Popen(
        [sys.executable, "-m", _FORKSERVER, str(theirs.fileno()), settings.dumps()],
        stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], start_new_session=True,
        close_fds=True,
    )  # fmt: skip
    theirs.close()
    # It is waited for by its number.
    process.returncode = 0
    return Launched(ours, process.pid)
