"""Passes a worker's answer on to a client, and notices when the client has gone."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final, TypeVar

from starlette.requests import ClientDisconnect

from sskg.server.conversation import BrokenAnswer

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from starlette.types import Receive, Scope, Send

    from sskg.server.conversation import Answer

_MOST_STALLS: Final = 4

_Result = TypeVar("_Result")


async def unless_gone(receive: Receive, work: Awaitable[_Result]) -> _Result:
    """Return what some work returns; end it when the client goes away.

    Raises:
        ClientDisconnect: the client has gone.
    """
    task = asyncio.ensure_future(work)
    gone = asyncio.ensure_future(_gone(receive))
    try:
        await asyncio.wait({task, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise ClientDisconnect
        return task.result()
    finally:
        for each in (task, gone):
            if not each.done():
                each.cancel()
        await asyncio.gather(task, gone, return_exceptions=True)


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
        self, answer: Answer, headers: dict[str, str], *, stall: float, head: bool
    ) -> None:
        self._answer = answer
        self._headers = {"Content-Type": answer.content_type, **headers}
        self._stall = stall
        self._head = head

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the response."""
        answer = self._answer
        if answer.rest is None:
            self._headers["Content-Length"] = str(sum(map(len, answer.pieces)))
        await send({
            "type": "http.response.start",
            "status": answer.status,
            "headers": [(key.lower().encode(), value.encode("latin-1", "replace"))
                        for key, value in self._headers.items()],
        })  # fmt: skip
        if self._head:
            if answer.rest is not None:
                await answer.rest.aclose()  # type: ignore[attr-defined]
            await send({"type": "http.response.body"})
            return
        if answer.rest is None:
            await send({"type": "http.response.body", "body": b"".join(answer.pieces)})
            return
        await self._stream(receive, send)

    async def _stream(self, receive: Receive, send: Send) -> None:
        rest = self._answer.rest
        sending = asyncio.ensure_future(self._pieces(send))
        gone = asyncio.ensure_future(_gone(receive))
        try:
            await asyncio.wait({sending, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in (sending, gone):
                if not each.done():
                    each.cancel()
            await asyncio.gather(sending, gone, return_exceptions=True)
            if rest is not None:
                await rest.aclose()  # type: ignore[attr-defined]

    async def _pieces(self, send: Send) -> None:
        """Send all pieces; where that fails, return without the last chunk."""
        try:
            async with asyncio.timeout(self._stall * _MOST_STALLS):
                for piece in self._answer.pieces:
                    await self._piece(send, piece)
                if self._answer.rest is not None:
                    async for piece in self._answer.rest:
                        await self._piece(send, piece)
                await send({"type": "http.response.body"})
        except (BrokenAnswer, TimeoutError, OSError):
            return

    async def _piece(self, send: Send, piece: bytes) -> None:
        async with asyncio.timeout(self._stall):
            await send({"type": "http.response.body", "body": piece, "more_body": True})
