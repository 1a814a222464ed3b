"""One request to one worker, with a worker whose every word is written here."""

from __future__ import annotations

import asyncio
import inspect
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest

from sskg.server import wire
from sskg.server.failures import Refusal
from sskg.server.settings import ServerLimits
from sskg.server.workers.channel import Channel
from sskg.server.workers.conversation import (
    BrokenAnswer,
    Conversation,
    Counts,
    Held,
    Worker,
    WorkerAnswer,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

HEAD = wire.pack(wire.HEAD, {"status": 200, "type": "text/csv", "headers": {"X": "1"}})
END = wire.pack(wire.END)
TOLD = {"status": 503, "error": {"code": "too-large", "message": "too much", "hint": "less"}}
FAILED = wire.pack(wire.FAILED, TOLD)
MIB = 1 << 20


def data(content: bytes) -> bytes:
    return wire.pack(wire.DATA, content)


@dataclass
class Watched:
    """A pool that only notes what becomes of its worker."""

    limits: ServerLimits
    counts: Counts = field(default_factory=lambda: Counts(*range(10, 70, 10)))
    held: Held = field(default_factory=Held)
    became: list[tuple[str, int]] = field(default_factory=list)
    lowered: list[int] = field(default_factory=list)

    @property
    def counted(self) -> dict[str, int]:
        """What was counted since the pool stood."""
        before = Counts(*range(10, 70, 10))
        names = ("answered", "refused", "busy", "timeouts", "deaths", "abandoned")
        grown = {name: getattr(self.counts, name) - getattr(before, name) for name in names}
        return {name: count for name, count in grown.items() if count}

    def done(self, worker: Worker, *, tired: bool) -> None:
        self.became.append(("tired" if tired else "free", worker.number))

    def replace(self, worker: Worker) -> None:
        self.became.append(("replaced", worker.number))

    def lower(self, worker: Worker) -> None:
        self.lowered.append(worker.number)


@dataclass
class Sent(asyncio.Transport):
    content: bytes = b""

    def write(self, content: Any) -> None:
        self.content += content

    def pause_reading(self) -> None:
        """All that the worker says has been said."""

    def resume_reading(self) -> None:
        """As above."""

    def abort(self) -> None:
        """Nobody is at the other end."""


@dataclass
class Talk:
    """A conversation, and what the worker will say in it."""

    pool: Watched
    channel: Channel
    sent: Sent
    conversation: Conversation

    async def begin(self) -> WorkerAnswer:
        return await self.conversation.begin({"task": "query"})

    async def rest(self, answer: WorkerAnswer) -> bytes:
        assert answer.rest is not None
        return b"".join([piece async for piece in answer.rest])


def talk(*said: bytes, seconds: float = 60, gone: bool = True) -> Talk:
    pool = Watched(ServerLimits(seconds=seconds))
    channel, sent = Channel(), Sent()
    channel.connection_made(sent)
    for frame in said:
        channel.data_received(frame)
    if gone:
        channel.connection_lost(None)
    return Talk(pool, channel, sent, Conversation(pool, Worker(7, channel)))


def in_a_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    """Run a test in an event loop of its own."""

    def run(**fixtures: Any) -> None:
        asyncio.run(test(**fixtures))

    run.__name__ = test.__name__
    # pytest reads the fixtures from it.
    run.__signature__ = inspect.signature(test)  # type: ignore[attr-defined]
    return run


@in_a_loop
async def test_a_small_answer_is_read_whole_and_its_worker_is_free_again():
    with_two = talk(HEAD, data(b"a,b\n"), data(b"1,2\n"), END)
    answer = await with_two.begin()
    assert (answer.status, answer.content_type, answer.headers) == (200, "text/csv", {"X": "1"})
    assert (answer.pieces, answer.rest) == ([b"a,b\n", b"1,2\n"], None)
    assert with_two.sent.content == wire.pack(wire.ASK, {"task": "query"})
    assert with_two.pool.became == [("free", 7)]
    assert with_two.pool.counted == {"answered": 1}
    assert 0 < with_two.pool.counts.seconds <= with_two.pool.limits.seconds


@in_a_loop
async def test_a_worker_that_says_it_is_tired_is_given_back_as_tired():
    weary = talk(HEAD, wire.pack(wire.END, wire.TIRED))
    assert (await weary.begin()).pieces == []
    assert weary.pool.became == [("tired", 7)]


@in_a_loop
async def test_a_worker_that_ends_with_something_else_is_not_trusted_again():
    odd = talk(HEAD, wire.pack(wire.READY, {}))
    await odd.begin()
    assert odd.pool.became == [("tired", 7)]


@in_a_loop
async def test_after_the_end_there_is_nothing_left_to_drop_or_ask():
    over = talk(HEAD, END)
    await over.begin()
    over.conversation.drop()
    assert over.pool.became == [("free", 7)]
    assert over.pool.counted == {"answered": 1}
    with pytest.raises(BrokenAnswer):
        await over.begin()


@in_a_loop
async def test_dropping_ends_the_worker_once():
    cut = talk(gone=False)
    cut.conversation.drop()
    cut.conversation.drop()
    assert cut.pool.became == [("replaced", 7)]
    assert cut.pool.counted == {"abandoned": 1}


@in_a_loop
async def test_an_error_of_the_worker_is_told_and_the_worker_stays():
    wrong = talk(FAILED, END)
    with pytest.raises(Refusal) as caught:
        await wrong.begin()
    assert (caught.value.status, caught.value.error) == (503, TOLD["error"])
    assert wrong.pool.became == [("free", 7)]
    assert wrong.pool.counted == {"refused": 1}


@in_a_loop
async def test_an_error_after_a_beginning_that_nobody_has_seen_is_still_told():
    late = talk(HEAD, data(b"half"), FAILED, END)
    with pytest.raises(Refusal) as caught:
        await late.begin()
    assert caught.value.error == TOLD["error"]
    assert late.pool.became == [("free", 7)]
    assert late.pool.counted == {"refused": 1}


@in_a_loop
async def test_a_worker_that_cannot_go_on_after_its_error_is_replaced():
    last = talk(FAILED)
    with pytest.raises(Refusal) as caught:
        await last.begin()
    assert caught.value.error == TOLD["error"]
    assert last.pool.became == [("replaced", 7)]
    assert last.pool.counted == {"refused": 1, "deaths": 1, "abandoned": 1}


@in_a_loop
async def test_a_long_answer_is_handed_on_after_four_mebibytes():
    pieces = [bytes([number]) * MIB for number in range(6)]
    long = talk(HEAD, *map(data, pieces), END)
    answer = await long.begin()
    assert answer.pieces == pieces[:4]
    assert (long.pool.became, long.pool.counted) == ([], {})
    assert await long.rest(answer) == b"".join(pieces[4:])
    assert long.pool.became == [("free", 7)]
    assert long.pool.counted == {"answered": 1}


@in_a_loop
async def test_what_is_under_four_mebibytes_is_held():
    held = talk(HEAD, data(b"x" * (4 * MIB - 1)), data(b"y" * MIB), END)
    answer = await held.begin()
    assert [len(piece) for piece in answer.pieces] == [4 * MIB - 1, MIB]


@in_a_loop
async def test_a_long_answer_that_fails_is_cut_and_its_worker_stays():
    broken = talk(HEAD, data(b"x" * 4 * MIB), data(b"y"), FAILED, END)
    answer = await broken.begin()
    with pytest.raises(BrokenAnswer):
        await broken.rest(answer)
    assert broken.pool.became == [("free", 7)]
    assert broken.pool.counted == {"refused": 1}


@in_a_loop
async def test_a_long_answer_whose_worker_dies_is_cut():
    dying = talk(HEAD, data(b"x" * 4 * MIB), data(b"y"))
    answer = await dying.begin()
    with pytest.raises(BrokenAnswer):
        await dying.rest(answer)
    assert dying.pool.became == [("replaced", 7)]
    assert dying.pool.counted == {"deaths": 1, "abandoned": 1}


@in_a_loop
async def test_a_long_answer_of_which_nothing_was_read_frees_its_worker_when_it_is_closed():
    left = talk(HEAD, data(b"x" * 4 * MIB), data(b"y"), END)
    answer = await left.begin()
    answer.close()
    assert left.pool.became == [("replaced", 7)]
    answer.close()
    assert left.pool.became == [("replaced", 7)]


@in_a_loop
async def test_held_bytes_are_counted_until_an_answer_is_closed():
    long = talk(HEAD, data(b"x" * 4 * MIB), data(b"y"), END)
    answer = await long.begin()
    assert long.pool.held.size == 4 * MIB
    answer.close()
    assert long.pool.held.size == 0


@in_a_loop
async def test_nothing_is_read_ahead_where_too_much_is_held_for_others():
    long = talk(HEAD, data(b"x"), data(b"y"), END)
    long.pool.held.add(long.pool.held.most)
    answer = await long.begin()
    assert answer.pieces == [b"x"]
    assert await long.rest(answer) == b"y"


@in_a_loop
async def test_a_long_answer_that_the_client_leaves_ends_its_worker():
    left = talk(HEAD, data(b"x" * 4 * MIB), data(b"y"), data(b"z"), END)
    answer = await left.begin()
    assert answer.rest is not None
    assert await anext(answer.rest) == b"y"
    answer.close()
    assert left.pool.became == [("replaced", 7)]
    assert left.pool.counted == {"abandoned": 1}


@in_a_loop
async def test_a_worker_that_ends_is_told_as_the_requests_own_fault():
    for gone in (talk(), talk(HEAD), talk(HEAD[:-1]), talk(b"H\xff\xff\xff\xff")):
        with pytest.raises(Refusal) as caught:
            await gone.begin()
        assert (caught.value.status, caught.value.error) == (503, {
            "code": "ended",
            "message": "the request ended its worker, as by using up its memory or stack",
            "hint": "ask for less at once",
        })  # fmt: skip
        assert gone.pool.counted == {"deaths": 1}


@in_a_loop
async def test_a_worker_that_takes_too_long_is_told_with_the_limit():
    slow = talk(HEAD, seconds=0.25, gone=False)
    with pytest.raises(Refusal) as caught:
        await slow.begin()
    assert (caught.value.status, caught.value.error) == (504, {
        "code": "timeout", "message": "ended at the time limit of 0.25 seconds",
        "hint": "narrow the pattern, or add a LIMIT",
    })  # fmt: skip
    assert slow.pool.counted == {"timeouts": 1}
    assert slow.pool.counts.seconds > 0.2


@in_a_loop
async def test_the_time_between_frames_adds_up():
    given = talk(seconds=1, gone=False)
    loop = asyncio.get_running_loop()
    # Neither wait is longer than the limit; both together are.
    loop.call_later(0.6, given.channel.data_received, HEAD)
    loop.call_later(1.2, given.channel.data_received, END)
    with pytest.raises(Refusal) as caught:
        await given.begin()
    assert caught.value.error["code"] == "timeout"
    assert given.pool.counts.seconds > 0.9


@in_a_loop
async def test_a_client_that_thinks_between_pieces_spends_none_of_the_time():
    patient = talk(HEAD, data(b"x" * 4 * MIB), seconds=0.5, gone=False)
    answer = await patient.begin()
    await asyncio.sleep(0.6)
    patient.channel.data_received(data(b"y") + END)
    assert await patient.rest(answer) == b"y"


@in_a_loop
async def test_a_worker_that_computes_for_long_yields_to_others_and_is_replaced_after():
    long = talk(seconds=2, gone=False)
    asyncio.get_running_loop().call_later(0.4, long.channel.data_received, HEAD + END)
    await long.begin()
    assert long.pool.lowered == [7]
    assert long.pool.became == [("tired", 7)]


@in_a_loop
async def test_a_worker_that_is_quick_keeps_its_place():
    quick = talk(HEAD, END, seconds=2)
    await quick.begin()
    assert quick.pool.lowered == []
    assert quick.pool.became == [("free", 7)]


@in_a_loop
async def test_a_workers_traceback_is_logged_and_not_told(caplog):
    broken = talk(wire.pack(wire.FAILED, {**TOLD, "trace": "Traceback\n  \x1b[31mred"}), END)
    with pytest.raises(Refusal) as caught:
        await broken.begin()
    assert caught.value.error == TOLD["error"]
    assert [record.getMessage() for record in caplog.records] == [
        "a worker failed: Traceback\n  \ufffd[31mred"
    ]
