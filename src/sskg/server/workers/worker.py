"""One worker: gives up what it does not need, then answers one request after the other."""

from __future__ import annotations

import traceback
from typing import TYPE_CHECKING, Any, Final

from sskg.errors import SskgError, damage
from sskg.process import confined, confinement
from sskg.server import wire
from sskg.server.answers.reply import Reply, TooLarge
from sskg.server.failures import Refusal, described

if TYPE_CHECKING:
    import socket

    from sskg.server.answers.answering import ServedGraph
    from sskg.server.settings import Settings

_GROWN: Final = 256 << 20
"""Bytes in memory by which a worker may grow before it is replaced by a fresh one."""
_LONGEST_TRACE: Final = 6000
"""Characters."""


def live(channel: socket.socket, graph: ServedGraph, settings: Settings) -> None:
    """Answer requests until the frontend closes the channel."""
    confinement.die_with_parent()
    confinement.be_first_to_go()
    how = seal(graph, settings)
    confinement.limit_memory(settings.limits.memory + confined.STACK)

    def work() -> None:
        try:
            channel.sendall(
                wire.pack(wire.READY, {"barrier": how, "generation": graph.about.get("digest")})
            )
            _answer_all(channel, graph, settings)
        except (BrokenPipeError, ConnectionResetError):
            return

    confined.in_thread(work)


def seal(graph: ServedGraph, settings: Settings) -> str:
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


def _answer_all(channel: socket.socket, graph: ServedGraph, settings: Settings) -> None:
    small = confinement.most_resident()
    while (frame := wire.receive(channel)) is not None:
        request = frame.json()
        lang = request.get("lang", "en")
        reply = Reply(channel, packed=bool(request.get("gzip")), size=settings.limits.size)
        try:
            graph.answer(request, reply)
            reply.finish()
        except SskgError as error:
            reply.fail(described(error, lang))
        except Refusal as refusal:
            reply.fail({"status": refusal.status, "error": refusal.told(lang)})
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
    damaged = damage(error)
    failure = _defect(error) if damaged is None else described(damaged)
    # The frontend logs it: its log is bounded.
    return failure | {"trace": traceback.format_exc()[-_LONGEST_TRACE:]}


def _defect(error: Exception) -> dict[str, Any]:
    return _failure(
        500, "defect", f"a defect in sskg ({type(error).__name__})",
        "the server's log has its traceback: please report it",
    )  # fmt: skip
