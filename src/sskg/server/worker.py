"""One worker: gives up what it does not need, then answers one request after the other.

What it writes goes to the door in frames of some kilobytes, compressed where the client takes that.
"""

from __future__ import annotations

import sys
import threading
import traceback
import zlib
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import SskgError, damage
from sskg.server import confinement, wire
from sskg.server.failures import Refusal, described

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

    from sskg.server.answering import Graph
    from sskg.server.nursery import Settings

_STACK: Final = 256 << 20
"""Bytes of stack to evaluate on: what the limit on nesting lets through needs far less."""
_GROWN: Final = 256 << 20
"""Bytes in memory by which a worker may grow before it is replaced by a fresh one."""
_PIECE: Final = 1 << 16
_WORTH_PACKING: Final = 1 << 10
_GZIP: Final = 31
_LEVEL: Final = 4


def live(channel: socket.socket, graph: Graph, settings: Settings) -> None:
    """Answer requests until the door closes the channel."""
    confinement.die_with_parent()
    confinement.be_first_to_go()
    how = seal(graph, settings)
    confinement.limit_memory(settings.limits.memory + _STACK)
    threading.stack_size(_STACK)
    ended: list[BaseException] = []

    def work() -> None:
        try:
            channel.sendall(wire.pack(wire.READY, {"barrier": how}))
            _answer_all(channel, graph, settings)
        except (BrokenPipeError, ConnectionResetError):
            return
        except BaseException as error:  # noqa: BLE001  (told by the thread that waits)
            ended.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    if ended:
        raise ended[0]


def seal(graph: Graph, settings: Settings) -> str:
    """Put up the barrier that the graph's store allows; return what it is.

    "descriptors" for a graph in memory, "sockets" for one on disk, "endpoint" for a remote one,
    whose queries another machine evaluates; "none" if there is none.
    """
    if not settings.sealed:
        return "none"
    if graph.kind == "endpoint":
        return "endpoint"
    sockets = confinement.close_sockets()
    if graph.kind == "directory":
        graph.reopen(settings)
        return "sockets" if sockets and confinement.sealed(files=False) else "none"
    confinement.close_descriptors()
    return "descriptors" if confinement.sealed(files=True) else "none"


def _answer_all(channel: socket.socket, graph: Graph, settings: Settings) -> None:
    small = confinement.most_resident()
    while (frame := wire.receive(channel)) is not None:
        request = frame.json()
        reply = Reply(channel, packed=bool(request.get("gzip")), size=settings.limits.size)
        try:
            graph.answer(request, reply)
            reply.finish()
        except SskgError as error:
            reply.fail(described(error))
        except Refusal as refusal:
            reply.fail({"status": refusal.status, "error": refusal.error})
        except TooLarge:
            reply.fail(_TOO_LARGE)
        except MemoryError:
            channel.sendall(wire.pack(wire.FAILED, _NO_MEMORY))
            return
        except (BrokenPipeError, ConnectionResetError):
            return
        except Exception as error:  # noqa: BLE001  (a defect of ours must not end as a broken answer)
            reply.fail(_told(error))
        tired = confinement.most_resident() - small > _GROWN
        reply.end(wire.pack(wire.END, wire.TIRED if tired else b""))


class TooLarge(Exception):  # noqa: N818  (the name says what happened)
    """An answer reached the limit on its bytes."""


class Reply:
    """Where an answer is written to: first what HTTP needs to know, then its bytes.

    Args:
        channel: to the door.
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
        if content:
            if self._unsent:
                self._channel.sendall(self._unsent)
            # The last piece waits for the end of the answer: most answers are one message.
            self._unsent = wire.pack(wire.DATA, content)


def _failure(status: int, code: str, message: str, hint: str) -> dict[str, Any]:
    return {"status": status, "error": {"code": code, "message": message, "hint": hint}}


_TOO_LARGE: Final = _failure(
    503, "too-large", "the answer is larger than this server gives", "ask with LIMIT and OFFSET"
)
_NO_MEMORY: Final = _failure(
    503, "out-of-memory", "the request needs more memory than there is", "ask for less at once"
)


def _told(error: Exception) -> dict[str, Any]:
    """Return what the client is told: that the store is damaged, or that this is a defect."""
    traceback.print_exc(file=sys.stderr)
    damaged = damage(error)
    return _defect(error) if damaged is None else described(damaged)


def _defect(error: Exception) -> dict[str, Any]:
    return _failure(
        500, "defect", f"a defect in sskg ({type(error).__name__})",
        "the server's log has its traceback: please report it",
    )  # fmt: skip
