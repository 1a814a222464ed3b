"""Passes a worker's answer on to a client, and notices when the client has gone."""

from __future__ import annotations

import asyncio
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

from starlette.requests import ClientDisconnect

from sskg.server.workers.conversation import BrokenAnswer
from sskg.server.workers.pool import MOST_STALLS

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator

    from starlette.types import Receive, Scope, Send

    from sskg.server.workers.conversation import WorkerAnswer

_PIECE: Final = 1 << 16

_Result = TypeVar("_Result")


class Departure:
    """Whether the client of a connection has gone, and what to end then.

    The connection (`connections.py`) puts it into the scope of each request: to wait for a message
    of ASGI instead would take two tasks a request, which is half the time of a small one.

    Args:
        listen: makes the connection read on, which is how it notices.
    """

    def __init__(self, listen: Callable[[], None]) -> None:
        self.happened = False
        self._listen = listen
        self._task: asyncio.Task[Any] | None = None

    def happen(self) -> None:
        """Tell that the client has gone."""
        self.happened = True
        if self._task is not None:
            self._task.cancel()

    def forget(self) -> None:
        """Let go of the connection."""
        self._listen = _nothing

    @contextmanager
    def ends_this(self) -> Iterator[None]:
        """Cancel the task that runs in this block where the client goes away."""
        if self.happened:
            raise ClientDisconnect
        self._task = asyncio.current_task()
        self._listen()
        try:
            yield
        finally:
            self._task = None


def _nothing() -> None:
    """Listen to a connection that is no more."""


EXTENSION: Final = "sskg.departure"


async def unless_gone(scope: Scope, work: Coroutine[Any, Any, _Result]) -> _Result:
    """Return what some work returns; end it when the client goes away.

    Raises:
        ClientDisconnect: the client has gone.
    """
    departure: Departure | None = scope.get("extensions", {}).get(EXTENSION)
    if departure is None:
        return await work
    try:
        with departure.ends_this():
            return await work
    except asyncio.CancelledError:
        task = asyncio.current_task()
        if not departure.happened or task is None or task.uncancel():
            raise
        raise ClientDisconnect from None
    finally:
        work.close()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


class Relay:
    """A response that streams an answer.

    What cannot be finished is cut off: without its last chunk no client takes it for whole.

    Args:
        answer: of a worker.
        headers: of the response.
        stall: seconds that a client may leave a piece lying.
        head: whether only the head is wanted.
    """

    def __init__(
        self, answer: WorkerAnswer, headers: dict[str, str], *, stall: float, head: bool
    ) -> None:
        self._answer = answer
        self._headers = [("content-type", answer.content_type), *headers.items()]
        self._stall = stall
        self._head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        try:
            await self._send(receive, send)
        finally:
            # Whatever became of the connection, the worker is free again.
            self._answer.close()

    async def _send(self, receive: Receive, send: Send) -> None:
        answer = self._answer
        if answer.rest is None and not self._head:
            self._headers.append(("content-length", str(answer.size)))
        await send({
            "type": "http.response.start",
            "status": answer.status,
            "headers": [(key.lower().encode(), value.encode("latin-1", "replace"))
                        for key, value in self._headers],
        })  # fmt: skip
        if self._head:
            await send({"type": "http.response.body"})
            return
        if answer.rest is None and answer.size <= _PIECE:
            await send({"type": "http.response.body", "body": b"".join(answer.pieces)})
            return
        await self._stream(receive, send)

    async def _stream(self, receive: Receive, send: Send) -> None:
        sending = asyncio.ensure_future(self._pieces(send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (sending, gone):
                if not each.done():
                    each.cancel()
            await asyncio.gather(sending, gone, return_exceptions=True)

    async def _pieces(self, send: Send) -> None:
        """Send all pieces; where that fails, return without the last chunk."""
        try:
            async with asyncio.timeout(self._stall * MOST_STALLS):
                for piece in self._answer.pieces:
                    await self._piece(send, piece)
                if self._answer.rest is not None:
                    async for piece in self._answer.rest:
                        await self._piece(send, piece)
                await send({"type": "http.response.body"})
        except (BrokenAnswer, TimeoutError, OSError):
            return

    async def _piece(self, send: Send, piece: bytes) -> None:
        # In small parts, as what has been sent waits in a buffer that nobody counts.
        for at in range(0, len(piece), _PIECE):
            part = piece[at : at + _PIECE]
            async with asyncio.timeout(self._stall):
                await send({"type": "http.response.body", "body": part, "more_body": True})
