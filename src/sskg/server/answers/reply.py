"""Where a worker writes an answer: frames of some kilobytes, packed where the client takes that."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING, Any, Final

from sskg.server import wire

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

_PIECE: Final = 1 << 16
_WORTH_PACKING: Final = 1 << 10
_GZIP: Final = 31
_LEVEL: Final = 4


class TooLarge(Exception):  # noqa: N818  (the name says what happened)
    """An answer reached the limit on its bytes."""


class Reply:
    """Where an answer is written to: first what HTTP needs to know, then its bytes.

    Args:
        channel: to the frontend.
        packed: whether the client takes gzip.
        size: the most bytes to write, before compression.
    """

    def __init__(self, channel: socket.socket, *, packed: bool, size: int) -> None:
        self._channel = channel
        self._packed = packed
        self._size = size
        self._head: dict[str, Any] | None = None
        self._waiting = bytearray()
        self._unsent = b""
        self._written = 0
        self._packer: Any = None

    def start(
        self, content_type: str, headers: Mapping[str, str] | None = None, *, status: int = 200
    ) -> None:
        """Say what is coming; nothing is sent before the first piece of it is there."""
        self._head = {"status": status, "type": content_type, "headers": dict(headers or {})}

    def write(self, content: bytes) -> int:
        """Take bytes of the answer."""
        self._written += len(content)
        if self._written > self._size:
            raise TooLarge
        self._waiting += content
        if len(self._waiting) >= _PIECE:
            self._send_head(long=True)
            self._send(bytes(self._waiting))
            self._waiting.clear()
        return len(content)

    def flush(self) -> None:
        """Do nothing: pieces are sent when they are large enough."""

    def finish(self) -> None:
        """Send what is left."""
        self._send_head(long=len(self._waiting) >= _WORTH_PACKING)
        self._send(bytes(self._waiting))
        if self._packer is not None:
            self._data(self._packer.flush())

    def fail(self, error: Mapping[str, Any]) -> None:
        """Tell of an error instead of what has not been sent."""
        self._unsent = wire.pack(wire.FAILED, error)

    def end(self, last: bytes) -> None:
        """Send the last frame, along with what has not been sent."""
        self._channel.sendall(self._unsent + last)

    def _send_head(self, *, long: bool) -> None:
        if self._head is None:
            return
        if self._packed and long:
            self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
            self._head["headers"]["Content-Encoding"] = "gzip"
        # Goes with what follows it.
        self._unsent = wire.pack(wire.HEAD, self._head)
        self._head = None

    def _send(self, content: bytes) -> None:
        for at in range(0, len(content), 4 * _PIECE):
            piece = content[at : at + 4 * _PIECE]
            self._data(self._packer.compress(piece) if self._packer is not None else piece)

    def _data(self, content: bytes) -> None:
        if not content:
            return
        frame = wire.pack(wire.DATA, content)
        if self._unsent and len(self._unsent) + len(frame) > _PIECE:
            self._channel.sendall(self._unsent)
            self._unsent = b""
        # The last piece waits for the end of the answer: most answers are one message.
        self._unsent += frame
