"""The forkserver, as the frontend sees it: has workers forked, and is started anew when it ends."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
from typing import TYPE_CHECKING, Any, Final

from sskg.language.message import msg
from sskg.server import wire
from sskg.server.failures import Refusal
from sskg.server.workers import forkserver, launching

if TYPE_CHECKING:
    from collections.abc import Callable

    from sskg.server.settings import Settings
    from sskg.server.workers.launching import Launched

_START: Final = 600.0
"""Seconds in which a graph must be open: large files are read as long as that."""
_FIRST_PAUSE: Final = 0.5
_LONGEST_PAUSE: Final = 30.0
_LOG: Final = logging.getLogger("sskg.server")


class Spawner:
    """Orders workers from the forkserver.

    Args:
        settings: what the forkserver is started with.
        launched: the forkserver, where it runs already.

    Attributes:
        about: what the forkserver tells of the graph.
        up: whether the forkserver runs and has the graph open.
    """

    def __init__(self, settings: Settings, launched: Launched | None = None) -> None:
        self.settings = settings
        self.about: dict[str, Any] = {}
        self.up = False
        self._launched = launched
        self._writer: asyncio.StreamWriter | None = None
        self._watch: asyncio.Task[None] | None = None
        self._ended: list[Callable[[], None]] = []
        self._number = 0

    def when_ended(self, call: Callable[[], None]) -> None:
        """Have something called whenever the forkserver has ended, with all its workers."""
        self._ended.append(call)

    async def start(self) -> None:
        """Start the forkserver, and wait until it has the graph open.

        Raises:
            Refusal: the graph cannot be opened.
        """
        reader = await self._open()
        self._watch = asyncio.create_task(self._keep(reader))

    async def _open(self) -> asyncio.StreamReader:
        if self._launched is None:
            self._launched = launching.executed(self.settings)
        # The writer is kept: without it the connection is closed.
        control = self._launched.control.dup()
        reader, self._writer = await asyncio.open_connection(sock=control)
        try:
            frame = await asyncio.wait_for(wire.read(reader), _START)
        except (asyncio.IncompleteReadError, ConnectionError, TimeoutError) as error:
            raise Refusal(503, "unavailable", msg("the graph could not be opened")) from error
        if frame.kind == wire.FAILED:
            raise Refusal.of(frame.json())
        self.about = frame.json()
        self.up = True
        return reader

    async def _keep(self, reader: asyncio.StreamReader) -> None:
        """Start the forkserver anew whenever it ends, after pauses that grow."""
        while True:
            with contextlib.suppress(asyncio.IncompleteReadError, OSError, wire.WireError):
                while True:
                    await wire.read(reader)
            self.up = False
            for call in self._ended:
                call()
            reader = await self._reopened()

    async def _reopened(self) -> asyncio.StreamReader:
        pause = _FIRST_PAUSE
        while True:
            await self._end()
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)
            try:
                return await self._open()
            except Exception as error:  # noqa: BLE001  (logged; without a forkserver, nothing works)
                _LOG.error("the graph could not be opened anew: %s", error)

    def spawn(self, channel: socket.socket, *, for_view: bool) -> int:
        """Have a worker forked that answers at a channel; return its number.

        Raises:
            Refusal: the forkserver does not run.
        """
        self._number += 1
        kind = forkserver.SPAWN_FOR_VIEW if for_view else forkserver.SPAWN
        order = forkserver.ORDER.pack(kind, self._number)
        try:
            if self._launched is None or not self.up:
                raise ConnectionError
            socket.send_fds(self._launched.control, [order], [channel.fileno()])
        except OSError as error:
            raise Refusal(503, "unavailable", msg("no worker can be started")) from error
        return self._number

    def renew(self) -> None:
        """End a forkserver that hangs; it is then started anew."""
        if self._launched is not None and self.up:
            _LOG.error("the process that starts workers hangs, and is started anew")
            self._launched.process.kill()

    def kill(self, number: int) -> None:
        """End a worker."""
        self._order(forkserver.KILL, number)

    def lower(self, number: int) -> None:
        """Give a worker a lower priority."""
        self._order(forkserver.LOWER, number)

    def _order(self, kind: bytes, number: int) -> None:
        # Without a forkserver there is no worker either: each ends with it.
        if self._launched is not None and self.up:
            with contextlib.suppress(OSError):
                self._launched.control.sendall(forkserver.ORDER.pack(kind, number))

    async def close(self) -> None:
        """End the forkserver, and with it all workers."""
        self.up = False
        if self._watch is not None:
            self._watch.cancel()
            await asyncio.gather(self._watch, return_exceptions=True)
        await self._end()

    async def _end(self) -> None:
        launched, self._launched = self._launched, None
        if self._writer is not None:
            self._writer.close()
        if launched is not None:
            launched.control.close()
            if not await asyncio.to_thread(launched.process.wait, 5.0):
                launched.process.kill()
