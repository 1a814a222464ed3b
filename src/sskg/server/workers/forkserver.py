"""The process that has the graph open and forks a worker whenever the frontend asks for one.

It is started by the frontend (`launching.py`) with its settings and one end of a socket pair. It
computes nothing, so no query can harm it; a new worker costs it a fork.
"""

from __future__ import annotations

import contextlib
import gc
import os
import select
import signal
import socket
import struct
import sys
from typing import TYPE_CHECKING, Final

from sskg.errors import SskgError
from sskg.process import child, confinement
from sskg.server import wire
from sskg.server.failures import described
from sskg.server.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.process.child import Child
    from sskg.server.answers.answering import ServedGraph

SPAWN: Final = b"S"
SPAWN_FOR_VIEW: Final = b"V"
"""Fork a worker that can draw the view, too: what only the view needs is imported before."""
KILL: Final = b"K"
LOWER: Final = b"L"
"""Give a worker that has been busy for long a lower priority than those with small requests."""
ORDER: Final = struct.Struct(">cI")
"""What the frontend orders: a kind and a number; with a spawn comes a channel."""

_TICK: Final = 2.0
"""Seconds after which workers that ended by themselves are looked for."""
_MOMENT: Final = 0.1
"""Seconds without an order after which this process counts as idle."""
_DONE: Final = object()


def main() -> None:
    """Work for the frontend that executed this process."""
    work(socket.socket(fileno=int(sys.argv[1])), Settings.loads(sys.argv[2]))


def work(control: socket.socket, settings: Settings) -> None:
    """Open the graph, then fork workers until the frontend closes its end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What is imported stays: looking for garbage among it is a tenth of the time to start.
    gc.disable()
    # Imported here, once, for all who are forked.
    from sskg.server.answers import answering
    from sskg.server.workers import worker  # noqa: F401

    try:
        graph = answering.open_graph(settings)
    except SskgError as error:
        control.sendall(wire.pack(wire.FAILED, described(error)))
        return
    gc.freeze()
    gc.enable()
    try:
        control.sendall(wire.pack(wire.READY, graph.about))
    except ConnectionError:
        return
    children: dict[int, Child] = {}
    try:
        _serve(control, graph, settings, children, answering.when_idle())
    finally:
        for each in children.values():
            each.kill()


def _serve(
    control: socket.socket,
    graph: ServedGraph,
    settings: Settings,
    children: dict[int, Child],
    steps: Iterator[None],
) -> None:
    done = False
    while True:
        # What makes later answers faster is done bit by bit while nobody orders anything.
        ready, _, _ = select.select([control], [], [], _TICK if done else _MOMENT)
        if not ready:
            done = done or next(steps, _DONE) is _DONE
            # Forget workers that ended by themselves.
            for number in [number for number, each in children.items() if each.ended()]:
                del children[number]
            continue
        order, channels = _order(control)
        if order is None:
            return
        kind, number = ORDER.unpack(order)
        if kind in {SPAWN, SPAWN_FOR_VIEW} and channels:
            _spawn(kind, number, channels[0], (control, graph, settings, children))
        elif kind == KILL:
            # It has ended before its number is free again.
            if number in children:
                children.pop(number).kill()
        elif kind == LOWER and number in children:
            confinement.yield_to_others(children[number].pid)


def _spawn(
    kind: bytes,
    number: int,
    descriptor: int,
    state: tuple[socket.socket, ServedGraph, Settings, dict[int, Child]],
) -> None:
    """Fork a worker; where that fails, the frontend notices that its channel is closed."""
    from sskg.server.workers import worker  # long imported

    control, graph, settings, children = state
    if kind == SPAWN_FOR_VIEW:
        from sskg.server.answers import answering

        answering.warm()

    def live() -> None:
        control.close()
        worker.live(socket.socket(fileno=descriptor), graph, settings)

    with contextlib.suppress(OSError):  # too many processes, or no memory for one
        children[number] = child.fork(live)
    os.close(descriptor)


def _order(control: socket.socket) -> tuple[bytes | None, list[int]]:
    content, channels = b"", []
    while len(content) < ORDER.size:
        try:
            part, new, _, _ = socket.recv_fds(control, ORDER.size - len(content), 1)
        except ConnectionError:
            return None, []
        if not part:
            return None, []
        content += part
        channels += new
    return content, channels


if __name__ == "__main__":
    main()
