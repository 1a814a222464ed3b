"""The pool of workers, as the frontend sees it: asks one, ends it at a limit, has it replaced."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import time
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sskg.language.message import msg
from sskg.server.failures import Refusal
from sskg.server.workers.channel import Channel
from sskg.server.workers.conversation import Conversation, Counts, Held, Worker, WorkerAnswer
from sskg.server.workers.manifest_watch import ManifestWatch
from sskg.server.workers.proving import open_barrier, prove
from sskg.server.workers.spawner import Spawner

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from sskg.language.message import Message
    from sskg.server.settings import Settings
    from sskg.server.workers.launching import Launched

_BIRTH: Final = 60.0
_TICK: Final = 1.0
"""Seconds from one look at the workers to the next."""
_SPARE: Final = 5.0
"""Seconds beyond all limits after which a request is ended, whatever keeps it."""
MOST_STALLS: Final = 4
"""Times the limit on a stall that all of an answer may take to reach its client."""
_LOG: Final = logging.getLogger("sskg.server")


class Pool:
    """Workers that answer one request each.

    Args:
        settings: what they are started with.
        spawner: has them forked; None for one of the pool's own, which it starts and ends.
        launched: the forkserver, where it runs already.
        for_view: whether they can draw the view; they are then started when they are first asked.

    Attributes:
        generation: which state of the graph all workers answer from.
    """

    def __init__(
        self,
        settings: Settings,
        spawner: Spawner | None = None,
        *,
        launched: Launched | None = None,
        for_view: bool = False,
    ) -> None:
        self.settings = settings
        self.limits = settings.limits
        self.counts = Counts()
        self.held = Held()
        self.spawner = spawner or Spawner(settings, launched)
        self.spawner.when_ended(self._forkserver_ended)
        self.barrier = "none"
        self.generation: str | None = None
        self.broken = asyncio.Event()
        self._owns = spawner is None
        self._for_view = for_view
        self._idle: deque[Worker] = deque()
        self._workers: dict[int, Worker] = {}
        self._since: dict[int, float] = {}
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._starting = 0
        self._closing = False
        self._stale = False
        self._manifest = ManifestWatch(settings)

    @property
    def about(self) -> dict[str, Any]:
        """What the forkserver tells of the graph."""
        return self.spawner.about

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return len(self._workers) - len(self._idle)

    @property
    def queued(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    def ailing(self) -> Message | None:
        """Return what keeps the pool from answering, or None where nothing does."""
        if self.broken.is_set() or not self.spawner.up:
            return msg("the process that starts workers has ended")
        if not self._for_view and not self._workers:
            return msg("there is no worker")
        if self._overdue():
            return msg("a request has not ended at its limit")
        if self._manifest.is_gone():
            return msg("the store is not where it was")
        return None

    # -- start and end -------------------------------------------------------------------------

    async def start(self) -> None:
        """Open the graph, start the workers and prove that their barrier holds.

        Raises:
            Refusal: the graph cannot be opened, or the barrier does not hold.
        """
        if self._owns:
            await self.spawner.start()
        if not self._for_view:
            first = await self._spawn()
            self.generation = first.generation
            self.barrier = await prove(first)
            self._release(first)
            # Nobody waits for the others; each comes up as one does that replaces another.
            self._top_up()
        self._begin(self._watch())

    async def close(self) -> None:
        """End all workers and the process that forks them."""
        self._closing = True
        for task in list(self._tasks):
            task.cancel()
        for worker in list(self._workers.values()):
            worker.channel.abort()
        if self._owns:
            await self.spawner.close()

    # -- workers -------------------------------------------------------------------------------

    async def _watch(self) -> None:
        """Look after the workers for as long as the pool lives, whatever goes wrong once."""
        while True:
            await asyncio.sleep(_TICK)
            try:
                await self._look_after()
            except Exception:  # noqa: BLE001  (logged; without this watch no worker is replaced)
                _LOG.exception("looking after the workers failed")

    async def _look_after(self) -> None:
        """Replace each worker that is lost, however it was lost."""
        for worker in self._overdue():
            self.counts.abandoned += 1
            self.replace(worker)
        for worker in [each for each in self._idle if each.channel.ended]:
            self._idle.remove(worker)
            self.counts.deaths += 1
            self._kill(worker)
        if self._manifest.has_changed():
            self._stale = True
        if self._stale:
            await self._switch()
        if self._workers or not self._for_view:
            self._top_up()

    def _overdue(self) -> list[Worker]:
        """Return the workers whose request is beyond every limit that it has."""
        limits = self.limits
        longest = limits.seconds + MOST_STALLS * limits.stall + _SPARE
        now = time.monotonic()
        late = [number for number, begun in self._since.items() if now - begun > longest]
        return [self._workers[number] for number in late if number in self._workers]

    def _top_up(self) -> None:
        """Begin to start as many workers as are missing."""
        there = sum(not worker.retired for worker in self._workers.values())
        for _ in range(self.limits.workers - there - self._starting):
            self._starting += 1
            self._begin(self._renew())

    async def _switch(self) -> None:
        """Let new workers, of the graph's new state, take the place of all at once."""
        if self._for_view and not self._workers:
            # The next one is started when it is asked.
            self._stale, self.generation = False, None
            return
        fresh: list[Worker] = []
        with contextlib.suppress(Refusal, OSError):
            for _ in range(self.limits.workers):
                worker = await self._spawn()
                worker.retired = True  # until all are there
                fresh.append(worker)
        generations = {worker.generation for worker in fresh}
        if len(fresh) < self.limits.workers or len(generations) != 1:
            # Tried again at the next look.
            for worker in fresh:
                self._kill(worker)
            return
        self._stale = False
        old = [worker for worker in self._workers.values() if worker not in fresh]
        (self.generation,) = generations
        for worker in old:
            worker.retired = True
        for worker in [each for each in old if each in self._idle]:
            self._idle.remove(worker)
            self._kill(worker)
        for worker in fresh:
            worker.retired = False
            self._release(worker)

    async def _spawn(self) -> Worker:
        """Have a worker started, and wait until it is ready.

        Raises:
            Refusal: it did not start, or came up without its barrier.
            OSError: there is no descriptor for it.
        """
        ours, theirs = socket.socketpair()
        try:
            number = self.spawner.spawn(theirs, for_view=self._for_view)
        except Refusal:
            ours.close()
            raise
        finally:
            theirs.close()
        _, channel = await asyncio.get_running_loop().create_connection(Channel, sock=ours)
        try:
            ready = (await channel.next(_BIRTH)).json()
        except (ConnectionError, TimeoutError) as error:
            channel.abort()
            if isinstance(error, TimeoutError):
                # The forkserver hangs. Its workers are lost with it, and both start anew.
                self.spawner.renew()
            else:
                self.spawner.kill(number)
            raise Refusal(503, "unavailable", msg("a worker did not start")) from error
        except asyncio.CancelledError:
            channel.abort()
            raise
        worker = Worker(number, channel, ready["barrier"], ready["generation"])
        self._workers[number] = worker
        if self.barrier not in {"none", worker.barrier}:
            self._kill(worker)
            self.broken.set()
            raise open_barrier(msg("a worker came up without its barrier"))
        return worker

    def _kill(self, worker: Worker) -> None:
        self._workers.pop(worker.number, None)
        self._since.pop(worker.number, None)
        worker.channel.abort()
        if not self._closing:
            self.spawner.kill(worker.number)

    def _forkserver_ended(self) -> None:
        """Forget the workers, which end with the process that forked them."""
        for worker in list(self._workers.values()):
            self._kill(worker)
        self._idle.clear()

    def lower(self, worker: Worker) -> None:
        """Give a worker that has been busy for long a lower priority."""
        if worker.number in self._workers:
            self.spawner.lower(worker.number)

    def replace(self, worker: Worker) -> None:
        """End a worker and start another in its place."""
        self._kill(worker)
        if not self._closing and not worker.retired:
            self._top_up()

    async def _renew(self) -> None:
        """Start one worker, after pauses that grow where that fails."""
        pause = 0.1
        try:
            while not self._closing and not self.broken.is_set():
                try:
                    worker = await self._spawn()
                except (Refusal, OSError):
                    await asyncio.sleep(pause)
                    pause = min(pause * 2, 5.0)
                    continue
                if self.generation is None:
                    self.generation = worker.generation
                if worker.generation != self.generation:
                    # It has opened a newer state of the graph, which all take up together.
                    self._stale = True
                    self._kill(worker)
                else:
                    self._release(worker)
                return
        finally:
            self._starting -= 1

    def _release(self, worker: Worker) -> None:
        """Give a worker to the request that waits longest, or let it wait for one."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                self._since[worker.number] = time.monotonic()
                turn.set_result(worker)
                return
        self._since.pop(worker.number, None)
        self._idle.append(worker)

    async def _acquire(self) -> Worker:
        while self._idle:
            # The one that worked last: its memory is warm, and the others stay small.
            worker = self._idle.pop()
            if not worker.channel.ended:
                self._since[worker.number] = time.monotonic()
                return worker
            self.counts.deaths += 1
            self.replace(worker)
        if len(self._waiting) >= self.limits.queue:
            raise self._busy()
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Worker] = loop.create_future()
        self._waiting.append(turn)
        timer = loop.call_later(self.limits.patience, turn.cancel)
        try:
            return await turn
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is None or not task.cancelling():
                raise self._busy() from None
            if turn.done() and not turn.cancelled():
                # Its turn had come as it was cancelled.
                self._release(turn.result())
            raise
        finally:
            timer.cancel()
            with contextlib.suppress(ValueError):
                self._waiting.remove(turn)

    def _busy(self) -> Refusal:
        self.counts.busy += 1
        return Refusal(
            HTTPStatus.TOO_MANY_REQUESTS,
            "busy",
            msg("all workers are busy"),
            hint=msg("ask again later"),
            headers={"Retry-After": str(max(1, int(self.limits.seconds)))},
        )

    # -- requests ------------------------------------------------------------------------------

    async def ask(self, request: dict[str, Any] | bytes) -> WorkerAnswer:
        """Let a worker answer a request; cancelling ends it.

        Args:
            request: what `ServedGraph.answer` takes, as it is or as JSON.

        Raises:
            Refusal: there is no answer: an error, a limit, or no free worker.
        """
        if self.broken.is_set():
            raise Refusal(503, "unavailable", msg("the server cannot answer any more"))
        if self._for_view:
            self._top_up()
        worker = await self._acquire()
        conversation = Conversation(self, worker)
        try:
            return await conversation.begin(request)
        except BaseException:
            conversation.drop()
            raise

    def done(self, worker: Worker, *, tired: bool) -> None:
        """Take a worker back; a tired one, whose memory has grown, is replaced."""
        if tired or worker.retired:
            self.replace(worker)
        else:
            self._release(worker)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Task[None]) -> None:
        """Log what a task failed with; the next look at the workers makes up for it."""
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            _LOG.error("a task of the pool failed: %r", error)

    def slots(self) -> dict[str, int]:
        """Return how many workers there are, are busy, and how many requests wait."""
        return {"workers": len(self._workers), "busy": self.busy, "queued": self.queued}
