"""Connections that may take neither forever nor all memory to say what they want."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

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
MOST_UNWANTED: Final = 1 << 20
"""Bytes of a body that may come after the answer."""

_LINGER: Final = 2.0

_TOO_LARGE: Final = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\ncontent-type: application/json\r\n"
    b"connection: close\r\n\r\n"
    b'{"error":{"code":"too-large","message":"address and headers are too large",'
    b'"hint":"send a long query by POST"}}'
)
_FULL: Final = (
    b"HTTP/1.1 503 Service Unavailable\r\ncontent-type: application/json\r\n"
    b"retry-after: 1\r\nconnection: close\r\n\r\n"
    b'{"error":{"code":"busy","message":"the server has too many connections",'
    b'"hint":"ask again later"}}'
)
_MALFORMED: Final = (
    b"HTTP/1.1 400 Bad Request\r\ncontent-type: application/json\r\ncontent-length: %d\r\n"
    b"connection: close\r\n\r\n%s"
)
_NO_HTTP: Final = b'{"error":{"code":"bad-request","message":"the request is malformed"}}'


class _TooMuch(Exception):  # noqa: N818  (seen by the parser alone, which stops)
    """A client sends more than it may before it reads."""


class Connection(HttpToolsProtocol):
    """uvicorn's connection, with limits on what a client may send.

    Attributes:
        most: connections that may be open at once; set before the server starts.
    """

    most = 2000

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._head = 0
        self._in_head = True
        self._refused = False
        self._timer: TimerHandle | None = None
        self._departure = Departure(self._read_on)
        self._between = 0
        self._unwanted = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            # Its descriptor is needed for the server's own work.
            self._refused = True
            transport.write(_FULL)
            transport.close()
            return
        self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._forget()
        super().connection_lost(exc)
        self._departure.happen()

    def on_message_begin(self) -> None:
        """Let the request know when its client goes."""
        if len(self.pipeline) >= MOST_PIPELINED:
            raise _TooMuch
        super().on_message_begin()
        self.scope["extensions"] = {EXTENSION: self._departure}  # type: ignore[dict-item]

    def data_received(self, data: bytes) -> None:
        """Count what comes before a request is known."""
        if self._refused:
            return
        if self._in_head:
            self._head += len(data)
            # What is left of a body that came along is counted too, which is allowed for.
            if self._head > LARGEST_HEAD and not self._complete(data):
                self._refuse()
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
            super().on_header(name, value)

    def on_body(self, body: bytes) -> None:
        """Take a part of a body; one that goes on after the answer is not read to its end."""
        self._between = 0
        if self.cycle.response_complete:
            self._unwanted += len(body)
            if self._unwanted > MOST_UNWANTED:
                raise _TooMuch
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The next request may begin."""
        super().on_message_complete()
        self._in_head = True
        self._head = 0

    def send_400_response(self, msg: str) -> None:
        """Tell in the shape that all errors have that this is no HTTP, and end the connection."""
        if self.cycle is not None and not self.cycle.response_complete:
            # An answer is under way: what was written now would be taken for a part of it.
            self._cut()
            return
        content = _MALFORMED % (len(_NO_HTTP), _NO_HTTP)
        self._refused = True
        self._forget()
        self.transport.write(content)
        self.transport.close()

    def _complete(self, data: bytes) -> bool:
        """Tell whether the head ended in this piece, within its limit."""
        end = data.find(b"\r\n\r\n")
        return end >= 0 and self._head - len(data) + end <= LARGEST_HEAD

    def _refuse(self) -> None:
        """Answer, and let the client read that before the connection ends."""
        self._refused = True
        self._forget()
        self.transport.write(_TOO_LARGE)
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
