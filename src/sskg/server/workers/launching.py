"""Starts the process that has the graph open (`forkserver.py`), before anything slow is imported.

A server forks it: the command line has loaded what both need, and each goes on to load its own part
at the same time. Who has threads, or is no command, has it executed anew, which is always safe.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.process import child

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.process.child import Child
    from sskg.server.settings import Settings

_FORKSERVER: Final = "sskg.server.workers.forkserver"


@dataclass(slots=True)
class Launched:
    """A process that opens the graph.

    Attributes:
        control: our end of the channel to it.
        process: itself.
    """

    control: socket.socket
    process: Child


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

    def work() -> None:
        for each in (ours, *unwanted):
            each.close()
        # Ctrl-C is for the server; this process ends when the server does.
        os.setsid()
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        from sskg.server.workers import forkserver

        forkserver.work(theirs, settings)

    process = child.fork(work)
    theirs.close()
    return Launched(ours, process)


def executed(settings: Settings) -> Launched:
    """Execute the process anew."""
    ours, theirs = socket.socketpair()
    arguments = [str(theirs.fileno()), settings.dumps()]
    process = child.execute(_FORKSERVER, arguments, [theirs.fileno()])
    theirs.close()
    return Launched(ours, process)
