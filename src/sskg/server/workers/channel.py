"""The frontend's end of a channel to a worker: frames in order, no more than are wanted."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Final, cast

from sskg.server import wire

_MOST: Final = 1 << 20
"""Bytes of unread frames from which on the worker is left to wait."""


class Channel(asyncio.Protocol):
    """What a worker sends, as frames; one reader at a time."""

    def __init__(self) -> None:
        self.ended = False
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._begun = bytearray()
        self._frames: deque[wire.Frame] = deque()
        self._held = 0
        self._paused = False
        self._waiter: asyncio.Future[wire.Frame] | None = None
        self._error: Exception = ConnectionResetError("the worker has gone")

    # -- what asyncio calls --------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take apart what comes."""
        try:
            if self._begun:
                self._begun += data
                frames, used = wire.take(bytes(self._begun))
                del self._begun[:used]
            else:
                frames, used = wire.take(data)
                self._begun += data[used:]
        except wire.WireError as error:
            self._error = error
            self.abort()
            return
        for frame in frames:
            self._held += len(frame.content)
            self._frames.append(frame)
        if self._waiter is not None and self._frames and not self._waiter.done():
            self._waiter.set_result(self._popped())
        if self._held > _MOST and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever waits."""
        self.ended = True
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_exception(self._error)

    # -- what the pool calls -------------------------------------------------------------------

    def send(self, content: bytes) -> None:
        """Send a frame."""
        if self._transport is not None:
            self._transport.write(content)

    async def next(self, seconds: float) -> wire.Frame:
        """Return the next frame.

        Raises:
            TimeoutError: none came in time.
            ConnectionError: the worker has gone.
            WireError: it does not keep to the frames.
        """
        if self._frames:
            return self._popped()
        if self.ended:
            raise self._error
        waiter: asyncio.Future[wire.Frame] = self._loop.create_future()
        self._waiter = waiter
        timer = self._loop.call_later(max(0.0, seconds), _late, waiter)
        try:
            return await waiter
        finally:
            timer.cancel()
            self._waiter = None

    def abort(self) -> None:
        """End the line at once."""
        self.ended = True
        if self._transport is not None:
            self._transport.abort()

    def _popped(self) -> wire.Frame:
        frame = self._frames.popleft()
        self._held -= len(frame.content)
        if self._paused and self._held <= _MOST and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        return frame


def _late(waiter: asyncio.Future[wire.Frame]) -> None:
    if not waiter.done():
        waiter.set_exception(TimeoutError())
