"""Connections that may take neither forever nor all memory to say what they want."""

from __future__ import annotations

import asyncio
import json
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from sskg.language.message import msg
from sskg.server.failures import Refusal
from sskg.server.frontend.relay import EXTENSION, Departure

if TYPE_CHECKING:
    from asyncio import TimerHandle

LARGEST_HEAD: Final = 1 << 16
"""Bytes of a request's first line and headers."""
SLOWEST_HEAD: Final = 10.0
"""Seconds in which they must have come."""

MOST_PIPELINED: Final = 100
"""Requests that a client may send before it has read the answer to the first."""
MOST_BETWEEN: Final = 1 << 16
"""Bytes that may come after a head without being part of a body: chunk extensions, trailers."""
MOST_UNWANTED: Final = 4 << 20
"""Bytes that may come, and are dropped, after the answer to a request that was not read to its end.
Many clients read only when all is sent: one whose body is little too large still hears why."""

MOST_KEPT: Final = 64 << 20
"""Bytes that requests without an answer may take, of all connections together."""
_SMALL: Final = 1 << 13
"""Bytes that a connection may always take: an ordinary request."""
_REQUEST: Final = 2000
_FIELD: Final = 150
"""Bytes that Python takes for a request and for a header, beyond their text."""

_MOST_GATHERED: Final = 1 << 16
_LINGER: Final = 2.0


_TOO_LARGE: Final = Refusal(
    431, "too-large", msg("address and headers are too large"),
    hint=msg("send a long query by POST"),
)  # fmt: skip
_LATER: Final = {"Retry-After": "1"}
_FULL: Final = Refusal(
    503, "busy", msg("the server has too many connections"), hint=msg("ask again later"),
    headers=_LATER,
)  # fmt: skip
_CROWDED: Final = Refusal(
    503, "busy", msg("too many requests come in at once"), hint=msg("ask again later"),
    headers=_LATER,
)  # fmt: skip
_MALFORMED: Final = Refusal(400, "bad-request", msg("the request is malformed"))


def _answer(refusal: Refusal, lang: str) -> bytes:
    """Return the answer to whoever gets no further than the connection."""
    content = json.dumps({"error": refusal.told(lang)}, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(content)),
               "Connection": "close", **refusal.headers}  # fmt: skip
    lines = [f"HTTP/1.1 {refusal.status} {HTTPStatus(refusal.status).phrase}",
             *(f"{key.lower()}: {value}" for key, value in headers.items()), "", ""]  # fmt: skip
    return "\r\n".join(lines).encode() + content


class Kept:
    """What requests without an answer take, of all connections together."""

    def __init__(self) -> None:
        self.size = 0


class _TooMuch(Exception):  # noqa: N818  (seen by the parser alone, which stops)
    """A client sends more than it may before it reads."""


class Gathering:
    """A transport that sends what is written in one turn of the loop together.

    Else a small answer is two packets, and two system calls: its head and its body.
    """

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._loop = asyncio.get_running_loop()
        self._waiting: list[bytes] = []
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        """Send bytes in this turn of the loop, or at once where there are many."""
        if not self._waiting:
            self._loop.call_soon(self.flush)
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= _MOST_GATHERED:
            self.flush()

    def flush(self) -> None:
        """Send what has been written."""
        waiting, self._waiting, self._size = self._waiting, [], 0
        if waiting:
            self._transport.write(b"".join(waiting))

    def write_eof(self) -> None:
        """Say that nothing follows."""
        self.flush()
        self._transport.write_eof()

    def close(self) -> None:
        """End the connection when all is sent."""
        self.flush()
        self._transport.close()


class Connection(HttpToolsProtocol):
    """uvicorn's connection, with limits on what a client may send.

    Attributes:
        most: connections that may be open at once; set before the server starts.
        lang: of errors, where the client's is not known yet.
        kept: counts what requests without an answer take.
    """

    most = 2000
    lang = "en"
    kept = Kept()

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._head = 0
        self._in_head = True
        self._refused = False
        self._timer: TimerHandle | None = None
        self._departure = Departure(self._read_on)
        self._between = 0
        self._unwanted = 0
        # Of each request without an answer, the oldest first.
        self._sizes: deque[int] = deque()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        transport = cast("asyncio.Transport", Gathering(transport))
        super().connection_made(transport)
        if len(self.connections) > self.most:
            # Its descriptor is needed for the server's own work.
            self._refused = True
            transport.write(_answer(_FULL, self.lang))
            transport.close()
            return
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._forget()
        super().connection_lost(exc)
        self._departure.happen()
        self.kept.size -= sum(self._sizes)
        self._sizes.clear()
        self.pipeline.clear()
        # Request and connection know each other: until the collector of garbage came by, which may
        # be long, each would keep the part of a body that it has.
        self.cycle = self.scope = self.headers = None  # type: ignore[assignment]
        self._departure.forget()

    def on_message_begin(self) -> None:
        """Let the request know when its client goes."""
        if len(self.pipeline) >= MOST_PIPELINED:
            raise _TooMuch
        self._sizes.append(0)
        self._keep(_REQUEST)
        super().on_message_begin()
        self.scope["extensions"] = {EXTENSION: self._departure}  # type: ignore[dict-item]

    def on_url(self, url: bytes) -> None:
        """Take a part of the address."""
        self._keep(len(url))
        super().on_url(url)

    def data_received(self, data: bytes) -> None:
        """Count what comes before a request is known."""
        if self._refused:
            self._unwanted += len(data)
            if self._unwanted > MOST_UNWANTED:
                self._cut()
            return
        if self._in_head:
            self._head += len(data)
            # What is left of a body that came along is counted too, which is allowed for.
            if self._head > LARGEST_HEAD and not self._complete(data):
                self._refuse(_TOO_LARGE)
                return
        else:
            self._between += len(data)
            if self._between > MOST_BETWEEN + len(data):
                self._cut()
                return
        super().data_received(data)
        if self._in_head and self._head and self._timer is None and not self._refused:
            self._expect()

    def on_headers_complete(self) -> None:
        """The request is known."""
        self._in_head = False
        self._head = self._between = self._unwanted = 0
        self._forget()
        super().on_headers_complete()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; what comes behind the body is dropped, as nothing here reads it."""
        if self._in_head:
            self._keep(_FIELD + len(name) + len(value))
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; one that goes on after the answer is not read to its end."""
        self._between = 0
        if self.cycle.response_complete:
            self._unwanted += len(body)
            if self._unwanted > MOST_UNWANTED:
                raise _TooMuch
        else:
            self._keep(len(body))
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The next request may begin."""
        super().on_message_complete()
        self._in_head = True
        self._head = 0

    def on_response_complete(self) -> None:
        """The oldest request takes nothing any more."""
        if self._sizes:
            self.kept.size -= self._sizes.popleft()
        super().on_response_complete()

    def send_400_response(self, msg: str) -> None:
        """Tell in the shape that all errors have that this is no HTTP, and end the connection."""
        if self._refused:
            return
        answering = self.cycle is not None and not self.cycle.response_complete
        if answering or not self._in_head:
            # What was written now would be taken for a part of the answer that is under way or,
            # where a request was answered before its body came, for the answer to the next one.
            self._cut()
            return
        self._refused = True
        self._forget()
        self.transport.write(_answer(_MALFORMED, self.lang))
        self.transport.close()

    def _keep(self, size: int) -> None:
        """Count what a request takes; where all together take too much, the large ones go."""
        self._sizes[-1] += size
        self.kept.size += size
        if self.kept.size > MOST_KEPT and sum(self._sizes) > _SMALL:
            self._refuse(_CROWDED)
            raise _TooMuch

    def _complete(self, data: bytes) -> bool:
        """Tell whether the head ended in this piece, within its limit."""
        end = data.find(b"\r\n\r\n")
        return end >= 0 and self._head - len(data) + end <= LARGEST_HEAD

    def _refuse(self, refusal: Refusal) -> None:
        """Answer, and let the client read that before the connection ends."""
        if self.cycle is not None and not self.cycle.response_complete:
            # An answer is under way: what was written now would be taken for a part of it.
            self._cut()
            return
        self._refused = True
        self._forget()
        self.transport.write(_answer(refusal, self.lang))
        self.transport.write_eof()
        self._timer = asyncio.get_running_loop().call_later(_LINGER, self.transport.close)

    def _cut(self) -> None:
        self._refused = True
        self._forget()
        self.transport.abort()

    def _read_on(self) -> None:
        # Requests that wait behind this one are enough to go on with.
        if not self.pipeline:
            self.flow.resume_reading()

    def _expect(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(SLOWEST_HEAD, self._too_slow)

    def _too_slow(self) -> None:
        self._timer = None
        if self._in_head and not self.transport.is_closing():
            self.transport.close()

    def _forget(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
