"""The trial of a worker's barrier, before the server takes its first request."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, Any, Final

from sskg.language.message import msg
from sskg.server import wire
from sskg.server.failures import Refusal

if TYPE_CHECKING:
    from sskg.language.message import Message
    from sskg.server.workers.conversation import Worker

_TRIAL: Final = 5.0
"""Seconds in which a worker must have tried."""


async def prove(worker: Worker) -> str:
    """Let a worker try to reach an address of ours in every way: none may get through.

    Returns:
        Its barrier.

    Raises:
        Refusal: one gets through, or the worker ends.
    """
    if worker.barrier == "endpoint":
        return worker.barrier
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0)
        heard = asyncio.ensure_future(asyncio.get_running_loop().sock_accept(canary))
        port = canary.getsockname()[1]
        worker.channel.send(wire.pack(wire.ASK, {"task": "probe", "port": port}))
        trying = asyncio.ensure_future(_tried(worker))
        await asyncio.wait({heard, trying}, return_when=asyncio.FIRST_COMPLETED)
        heard.cancel()
        trying.cancel()
        # Before the listener is closed, for its number may be another's then.
        visit, ended = await asyncio.gather(heard, trying, return_exceptions=True)
        # Whoever has come and was not yet noticed is found by asking once more.
        visitor = _accepted(canary) if isinstance(visit, BaseException) else visit
        if visitor is not None:
            visitor[0].close()
    if visitor is not None or worker.barrier == "none":
        raise open_barrier(msg("a query could make this machine open connections"))
    if ended is not True:
        raise open_barrier(msg("a worker ended when it was tried"))
    return worker.barrier


async def _tried(worker: Worker) -> bool:
    """Wait until a worker has tried; tell whether it lived through that."""
    try:
        while (await worker.channel.next(_TRIAL)).kind != wire.END:
            pass
    except (ConnectionError, TimeoutError):
        return False
    return True


def _accepted(listener: socket.socket) -> tuple[socket.socket, Any] | None:
    try:
        return listener.accept()
    except BlockingIOError:
        return None


def open_barrier(why: Message) -> Refusal:
    """Return the error of a server that does not start for want of a barrier."""
    return Refusal(
        503, "no-barrier", msg("the server does not start: {why}", why=why),
        hint=msg("it runs on Linux and macOS; a store on disk needs Linux on x86-64 or arm64"),
    )  # fmt: skip
