"""What the frontend and a worker say to each other: frames with a kind, a length and a content.

A worker is not trusted: nothing that it sends is unpickled or run, and no frame is large.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import socket
    from asyncio import StreamReader

READY: Final = b"R"
"""A worker stands; its content is JSON about it."""
ASK: Final = b"Q"
"""A request; JSON."""
HEAD: Final = b"H"
"""The start of an answer: JSON with what HTTP needs to know."""
DATA: Final = b"D"
"""Bytes of the answer's body."""
END: Final = b"E"
"""The answer is whole; its content is TIRED where the worker should be replaced, else empty."""
TIRED: Final = b"tired"
FAILED: Final = b"X"
"""There is no answer, or it breaks off; JSON with the error."""

LARGEST: Final = 1 << 24
"""Bytes of a frame; a request is shorter, and a worker's data comes in far smaller pieces."""

_HEAD: Final = struct.Struct(">cI")


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    kind: bytes
    content: bytes

    def json(self) -> Any:
        """Return the content, which is JSON."""
        return json.loads(self.content)


class WireError(Exception):
    """The other side does not keep to the frames."""


def pack(kind: bytes, content: bytes | Any = b"") -> bytes:
    """Return a frame as bytes; what is not bytes becomes JSON."""
    if not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
    if len(content) > LARGEST:
        raise WireError("a frame that is too large")
    return _HEAD.pack(kind, len(content)) + content


def take(data: bytes) -> tuple[list[Frame], int]:
    """Return the whole frames at the start of some bytes, and how many bytes they take.

    Raises:
        WireError: a frame is too large.
    """
    frames, at = [], 0
    while len(data) - at >= _HEAD.size:
        kind, length = _HEAD.unpack_from(data, at)
        if length > LARGEST:
            raise WireError("a frame that is too large")
        end = at + _HEAD.size + length
        if end > len(data):
            break
        frames.append(Frame(kind, data[end - length : end]))
        at = end
    return frames, at


def receive(channel: socket.socket) -> Frame | None:
    """Return the next frame of a blocking socket; None where the other side has gone."""
    head = _exactly(channel, _HEAD.size)
    if head is None:
        return None
    kind, length = _HEAD.unpack(head)
    if length > LARGEST:
        raise WireError("a frame that is too large")
    content = _exactly(channel, length)
    return None if content is None else Frame(kind, content)


async def read(reader: StreamReader) -> Frame:
    """Return the next frame.

    Raises:
        asyncio.IncompleteReadError: the other side has gone.
        WireError: the frame is too large.
    """
    kind, length = _HEAD.unpack(await reader.readexactly(_HEAD.size))
    if length > LARGEST:
        raise WireError("a frame that is too large")
    return Frame(kind, await reader.readexactly(length))


def _exactly(channel: socket.socket, count: int) -> bytes | None:
    parts = []
    while count:
        part = channel.recv(min(count, 1 << 20))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
