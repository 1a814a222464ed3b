"""The pool of workers, as the door sees it: asks one, kills it at a limit, has it replaced."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections import deque
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from sskg.server import wire
from sskg.server.failures import Refusal
from sskg.server.workers import launching, nursery
from sskg.server.workers.conversation import Answer, Conversation, Counts, Worker
from sskg.server.workers.line import Line

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from sskg.server.settings import Settings
    from sskg.server.workers.launching import Launched

_START: Final = 600.0
"""Seconds in which a graph must be open: large files are read as long as that."""
_BIRTH: Final = 60.0
_TRIAL: Final = 5.0


class Pool:
    """Workers that answer one request each.

    Args:
        settings: what they are started with.
        trunk: a pool that this one branches off, to answer what needs more imports; None for the
            pool that opens the graph.
        launched: the process that opens the graph, where it runs already.
    """

    def __init__(
        self, settings: Settings, trunk: Pool | None = None, *, launched: Launched | None = None
    ) -> None:
        self.settings = settings
        self.limits = settings.limits
        self.counts = Counts()
        self.about: dict[str, Any] = {}
        self.barrier = "none"
        self._control: socket.socket | None = launched.control if launched else None
        self._news: asyncio.StreamWriter | None = None
        self._process: Launched | None = launched
        self._idle: deque[Worker] = deque()
        self._workers: dict[int, Worker] = {}
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._number = 0
        self._trunk = trunk
        self._closing = False
        self.broken = asyncio.Event()

    @property
    def busy(self) -> int:
        """How many workers are at work."""
        return len(self._workers) - len(self._idle)

    @property
    def queued(self) -> int:
        """How many requests wait for a worker."""
        return len(self._waiting)

    # -- start and end -------------------------------------------------------------------------

    def launch(self) -> None:
        """Begin to open the graph; `start` waits for it."""
        if self._trunk is None:
            self._process = launching.executed(self.settings)
            self._control = self._process.control
            return
        ours, theirs = socket.socketpair()
        self._control = ours
        self._trunk.branch(theirs)
        theirs.close()

    def branch(self, control: socket.socket) -> None:
        """Have another nursery forked from this pool's.

        Raises:
            Refusal: this pool has ended.
        """
        self._number += 1
        self._command(nursery.BRANCH, self._number, control)

    async def start(self) -> None:
        """Open the graph, start the workers and prove that their barrier holds.

        Raises:
            Refusal: the graph cannot be opened, or the barrier does not hold.
        """
        if self._control is None:
            self.launch()
        ours = self._control
        if ours is None:
            raise Refusal(503, "unavailable", "the server is not started")
        # The writer is kept: without it the connection is closed.
        reader, self._news = await asyncio.open_connection(sock=ours.dup())
        try:
            frame = await asyncio.wait_for(wire.read(reader), _START)
        except (asyncio.IncompleteReadError, TimeoutError) as error:
            raise Refusal(503, "unavailable", "the graph could not be opened") from error
        if frame.kind == wire.FAILED:
            raise Refusal.of(frame.json())
        self.about = frame.json()
        self._begin(self._listen(reader))
        first = await self._spawn()
        await self._prove(first)
        self._release(first)
        for _ in range(self.limits.workers - 1):
            # Nobody waits for the others; each comes up as one does that replaces another.
            self._begin(self._renew())

    async def close(self) -> None:
        """End all workers and the process that forks them."""
        self._closing = True
        for task in list(self._tasks):
            task.cancel()
        for worker in list(self._workers.values()):
            worker.line.abort()
        if self._news is not None:
            self._news.close()
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            ended = await asyncio.to_thread(self._process.wait, 5.0)
            if not ended:
                self._process.kill()

    async def _prove(self, worker: Worker) -> None:
        """Let a worker try to reach an address of ours in every way: none may get through."""
        if worker.barrier == "endpoint":
            self.barrier = worker.barrier
            return
        with socket.create_server(("127.0.0.1", 0)) as canary:
            canary.settimeout(0)
            heard = asyncio.ensure_future(asyncio.get_running_loop().sock_accept(canary))
            port = canary.getsockname()[1]
            worker.line.send(wire.pack(wire.ASK, {"task": "probe", "port": port}))
            trying = asyncio.ensure_future(self._tried(worker))
            await asyncio.wait({heard, trying}, return_when=asyncio.FIRST_COMPLETED)
            heard.cancel()
            trying.cancel()
            # Before the listener is closed, for its number may be another's then.
            visit, ended = await asyncio.gather(heard, trying, return_exceptions=True)
            # Whoever has come and was not yet noticed is found by asking once more.
            visitor = _accepted(canary) if isinstance(visit, BaseException) else visit
            if visitor is not None:
                visitor[0].close()
        if visitor is not None or worker.barrier == "none":
            raise _open_barrier("a query could make this machine open connections")
        if ended is not True:
            raise _open_barrier("a worker ended when it was tried")
        self.barrier = worker.barrier

    async def _tried(self, worker: Worker) -> bool:
        """Wait until a worker has tried; tell whether it lived through that."""
        try:
            while (await worker.line.next(_TRIAL)).kind != wire.END:
                pass
        except (ConnectionError, TimeoutError):
            return False
        return True

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        """Notice the end of the nursery."""
        try:
            while True:
                await wire.read(reader)
        except (asyncio.IncompleteReadError, ConnectionError):
            if not self._closing:
                self.broken.set()

    # -- workers -------------------------------------------------------------------------------

    async def _spawn(self) -> Worker:
        self._number += 1
        number = self._number
        ours, theirs = socket.socketpair()
        try:
            self._command(nursery.SPAWN, number, theirs)
        except Refusal:
            ours.close()
            raise
        finally:
            theirs.close()
        _, line = await asyncio.get_running_loop().create_connection(Line, sock=ours)
        worker = Worker(number, line)
        self._workers[number] = worker
        try:
            ready = await line.next(_BIRTH)
        except (ConnectionError, TimeoutError) as error:
            self._kill(worker)
            raise Refusal(503, "unavailable", "a worker did not start") from error
        worker.barrier = ready.json()["barrier"]
        if self.barrier not in {"none", worker.barrier}:
            self._kill(worker)
            self.broken.set()
            raise _open_barrier("a worker came up without its barrier")
        return worker

    def _command(self, kind: bytes, number: int, channel: socket.socket) -> None:
        if self._control is None:
            raise Refusal(503, "unavailable", "the server is not started")
        try:
            socket.send_fds(self._control, [nursery.ORDER.pack(kind, number)], [channel.fileno()])
        except OSError as error:
            self.broken.set()
            raise Refusal(503, "unavailable", "no worker can be started") from error

    def _kill(self, worker: Worker) -> None:
        self._workers.pop(worker.number, None)
        worker.line.abort()
        if self._control is not None and not self._closing:
            with contextlib.suppress(OSError):
                self._control.sendall(nursery.ORDER.pack(nursery.KILL, worker.number))

    def lower(self, worker: Worker) -> None:
        """Let a worker that has been busy for long yield to the others."""
        if self._control is not None and worker.number in self._workers:
            with contextlib.suppress(OSError):
                self._control.sendall(nursery.ORDER.pack(nursery.LOWER, worker.number))

    def replace(self, worker: Worker) -> None:
        """End a worker and start another in its place."""
        self._kill(worker)
        if not self._closing:
            self._begin(self._renew())

    async def _renew(self) -> None:
        pause = 0.1
        while not self._closing and not self.broken.is_set():
            try:
                self._release(await self._spawn())
            except Refusal:
                await asyncio.sleep(pause)
                pause = min(pause * 2, 5.0)
            else:
                return

    def _release(self, worker: Worker) -> None:
        """Give a worker to the request that waits longest, or let it wait for one."""
        while self._waiting:
            turn = self._waiting.popleft()
            if not turn.done():
                turn.set_result(worker)
                return
        self._idle.append(worker)

    async def _acquire(self) -> Worker:
        while self._idle:
            # The one that worked last: its memory is warm, and the others stay small.
            worker = self._idle.pop()
            if not worker.line.ended:
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
            HTTPStatus.TOO_MANY_REQUESTS, "busy", "all workers are busy",
            hint="ask again later", headers={"Retry-After": str(max(1, int(self.limits.seconds)))},
        )  # fmt: skip

    # -- requests ------------------------------------------------------------------------------

    async def ask(self, request: dict[str, Any] | bytes) -> Answer:
        """Let a worker answer a request; cancelling ends it.

        Args:
            request: what `sskg.server.answers.answering.Graph.answer` takes, as it is or as JSON.

        Raises:
            Refusal: there is no answer: an error, a limit, or no free worker.
        """
        if self.broken.is_set():
            raise Refusal(503, "unavailable", "the server cannot answer any more")
        worker = await self._acquire()
        conversation = Conversation(self, worker)
        try:
            return await conversation.begin(request)
        except BaseException:
            conversation.drop()
            raise

    def done(self, worker: Worker, *, tired: bool) -> None:
        """Take a worker back; a tired one, whose memory has grown, is replaced."""
        if tired:
            self.replace(worker)
        else:
            self._release(worker)

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def slots(self) -> dict[str, int]:
        """Return how many workers there are, are busy, and how many requests wait."""
        return {"workers": len(self._workers), "busy": self.busy, "queued": self.queued}


def _accepted(listener: socket.socket) -> tuple[socket.socket, Any] | None:
    try:
        return listener.accept()
    except BlockingIOError:
        return None


def _open_barrier(why: str) -> Refusal:
    return Refusal(
        503, "no-barrier", f"the server does not start: {why}",
        hint="it runs on Linux and macOS; a store on disk needs Linux on x86-64 or arm64",
    )  # fmt: skip
