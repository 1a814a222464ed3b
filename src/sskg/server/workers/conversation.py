"""One request to one worker: its time is counted, and its answer read as far as it is needed."""

from __future__ import annotations

import contextlib
import logging
import time
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Protocol

from sskg.language.message import msg
from sskg.language.text import printable
from sskg.server import wire
from sskg.server.failures import Refusal

if TYPE_CHECKING:
    from sskg.server.settings import ServerLimits
    from sskg.server.workers.channel import Channel

_READ_AHEAD: Final = 1 << 22
"""Bytes of an answer that are held here, so that a slow client does not hold a worker."""
_LOG: Final = logging.getLogger("sskg.server")
_LONG: Final = 0.25
"""Seconds of computing after which a request is a long one, and small ones go before it."""


@dataclass(slots=True)
class Counts:
    """What the pool has done, for `/metrics`."""

    answered: int = 0
    refused: int = 0
    busy: int = 0
    timeouts: int = 0
    deaths: int = 0
    abandoned: int = 0
    seconds: float = 0.0


@dataclass(slots=True, eq=False)
class Worker:
    """One process, seen from here."""

    number: int
    channel: Channel
    barrier: str = "none"
    generation: str | None = None
    retired: bool = False


@dataclass(slots=True)
class WorkerAnswer:
    """What a worker answers.

    Attributes:
        status: of HTTP.
        content_type: of the body.
        headers: further header fields.
        pieces: what of the body is there.
        rest: the other pieces, or None where the body is whole; it holds the worker until it is
            read to its end or closed.
        generation: which state of the graph the worker answered from.
        held: counts the bytes of `pieces` until `close`.
    """

    status: int
    content_type: str
    headers: dict[str, str]
    pieces: list[bytes] = field(default_factory=list)
    rest: Rest | None = None
    generation: str | None = None
    held: Held | None = None
    size: int = 0

    def add(self, piece: bytes) -> None:
        """Hold a piece until the client has it."""
        self.pieces.append(piece)
        self.size += len(piece)
        if self.held is not None:
            self.held.add(len(piece))

    def close(self) -> None:
        """Let go of what is held; a worker that still works for this answer is ended.

        Whoever has an answer closes it, whether a byte of it was sent or not.
        """
        if self.held is not None:
            self.held.add(-self.size)
        self.pieces, self.size = [], 0
        if self.rest is not None:
            self.rest.close()


@dataclass(slots=True)
class Held:
    """Bytes of answers that wait for their clients, of all connections together.

    Attributes:
        most: from so many on, no answer is read ahead.
        size: how many there are.
    """

    most: int = 1 << 28
    size: int = 0

    def add(self, size: int) -> None:
        """Take note of bytes that have come, or gone where `size` is negative."""
        self.size += size

    @property
    def full(self) -> bool:
        """Whether there is no room for more."""
        return self.size >= self.most


class Keeper(Protocol):
    """Who keeps the workers, as one conversation needs to know it."""

    limits: ServerLimits
    counts: Counts
    held: Held

    def done(self, worker: Worker, *, tired: bool) -> None:
        """Take a worker back."""

    def replace(self, worker: Worker) -> None:
        """End a worker and start another in its place."""

    def lower(self, worker: Worker) -> None:
        """Let a worker yield to others."""


class BrokenAnswer(Exception):  # noqa: N818  (the name says what happened)
    """An answer that had begun and cannot be finished: its connection must be cut."""


class Conversation:
    """One request to one worker, up to the end of its answer or of the worker."""

    def __init__(self, pool: Keeper, worker: Worker) -> None:
        self._pool = pool
        self._worker: Worker | None = worker
        self._left = pool.limits.seconds
        self._low = False

    async def begin(self, request: dict[str, Any] | bytes) -> WorkerAnswer:
        """Ask, and read the start of the answer: all of it where it is small."""
        worker = self._worker
        if worker is None:
            raise BrokenAnswer
        worker.channel.send(wire.pack(wire.ASK, request))
        frame = await self._next()
        if frame.kind == wire.FAILED:
            raise await self._failed(frame)
        head = frame.json()
        answer = WorkerAnswer(
            head["status"], head["type"], head["headers"],
            generation=worker.generation, held=self._pool.held,
        )  # fmt: skip
        try:
            await self._read_ahead(answer)
        except BaseException:
            answer.close()
            raise
        return answer

    async def _read_ahead(self, answer: WorkerAnswer) -> None:
        """Read all of a small answer, and the beginning of a large one."""
        while answer.size < (1 if self._pool.held.full else _READ_AHEAD):
            frame = await self._next()
            if frame.kind == wire.DATA:
                answer.add(frame.content)
            elif frame.kind == wire.FAILED:
                # Nothing has been sent yet, so the client can still be told.
                raise await self._failed(frame)
            else:
                self._end(frame)
                self._pool.counts.answered += 1
                return
        answer.rest = Rest(self)

    async def piece(self) -> bytes | None:
        """Return the next piece of an answer that has begun, or None at its end.

        Raises:
            BrokenAnswer: it cannot be finished.
        """
        try:
            frame = await self._next()
            if frame.kind == wire.DATA:
                return frame.content
            if frame.kind == wire.FAILED:
                raise BrokenAnswer from await self._failed(frame)
        except Refusal as error:
            raise BrokenAnswer from error
        self._end(frame)
        self._pool.counts.answered += 1
        return None

    async def _next(self) -> wire.Frame:
        """Read a frame within what is left of the computing time."""
        worker, counts = self._worker, self._pool.counts
        if worker is None:
            raise BrokenAnswer
        begun = time.monotonic()
        try:
            return await self._frame(worker)
        except TimeoutError:
            counts.timeouts += 1
            raise Refusal(
                HTTPStatus.GATEWAY_TIMEOUT, "timeout",
                msg("ended at the time limit of {n:g} seconds", n=self._pool.limits.seconds),
                hint=msg("narrow the pattern, or add a LIMIT"),
            ) from None  # fmt: skip
        except (ConnectionError, wire.WireError):
            counts.deaths += 1
            raise Refusal(
                HTTPStatus.SERVICE_UNAVAILABLE, "ended",
                msg("the request ended its worker, as by using up its memory or stack"),
                hint=msg("ask for less at once"),
            ) from None  # fmt: skip
        finally:
            spent = time.monotonic() - begun
            self._left -= spent
            counts.seconds += spent

    async def _frame(self, worker: Worker) -> wire.Frame:
        """Read a frame; a worker that takes long to send one yields to the others from then on."""
        left = self._left
        soon = max(0.0, _LONG - (self._pool.limits.seconds - left))
        if not self._low and soon < left:
            with contextlib.suppress(TimeoutError):
                return await worker.channel.next(soon)
            self._low = True
            self._pool.lower(worker)
            left -= soon
        return await worker.channel.next(left)

    async def _failed(self, frame: wire.Frame) -> Refusal:
        """Return the error that a worker tells of, and take the worker back.

        One that could not go on is replaced. Its traceback, if there is one, is logged here.
        """
        shape = frame.json()
        if "trace" in shape:
            _LOG.error("a worker failed: %s", printable(str(shape["trace"]), keep_newlines=True))
        self._pool.counts.refused += 1
        try:
            self._end(await self._next())
        except Refusal:
            self.drop()
        return Refusal.of(shape)

    def _end(self, frame: wire.Frame) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            # A process that yields does so for the rest of its life.
            tired = self._low or frame.kind != wire.END or frame.content == wire.TIRED
            self._pool.done(worker, tired=tired)

    def drop(self) -> None:
        """End the worker where the answer is not whole: nothing else stops a query."""
        worker, self._worker = self._worker, None
        if worker is not None:
            self._pool.counts.abandoned += 1
            self._pool.replace(worker)


class Rest:
    """The pieces of an answer that are still to come.

    It is no generator: one that never began runs nothing when it is closed, and its worker would
    be lost.
    """

    def __init__(self, conversation: Conversation) -> None:
        self._conversation = conversation

    def __aiter__(self) -> Rest:
        return self

    async def __anext__(self) -> bytes:
        try:
            piece = await self._conversation.piece()
        except BaseException:
            self.close()
            raise
        if piece is None:
            raise StopAsyncIteration
        return piece

    def close(self) -> None:
        """End the worker where the answer has not come to its end."""
        self._conversation.drop()
