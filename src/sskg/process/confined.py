"""Runs work in a process that may die: with limits, a deep stack, and no network.

A query can overflow the stack, use up the memory or never end, and a damaged store can do the same
to any lookup; none of it can be caught or cancelled in Python. So the work runs in a forked child,
whose end becomes an error. A system without fork (Windows) has a thread of the same process
instead: the deep stack and the time limit hold there, but a crash ends the program.
"""

from __future__ import annotations

import os
import select
import signal
import threading
import time
from contextvars import copy_context
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeVar

from sskg.errors import QueryTimeout, RequestError, SskgError, Unavailable
from sskg.language.message import msg
from sskg.process.child import fork

if TYPE_CHECKING:
    from collections.abc import Callable

_T = TypeVar("_T")

FORKS: Final = hasattr(os, "fork")

STACK: Final = 256 << 20
"""Bytes of stack to work on; the system gives memory only for what is used of it."""
LONGEST_LOOKUP: Final = 600.0
"""Seconds that a lookup in a store on disk may take: in a damaged one it might never end."""
_MEGABYTE: Final = 1 << 20
_LEAST: Final = 4 << 30
_LONGEST: Final = 7 * 24 * 3600
_LOOK: Final = 0.2
"""Seconds after which a thread that waits looks for Ctrl-C."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a piece of work may use.

    Attributes:
        seconds: how long it may take; None for as long as it needs.
        memory: bytes of address space that it may take beyond what the process has; None for all.
        network: whether it may make connections.
    """

    seconds: float | None = None
    memory: int | None = None
    network: bool = False


def limits(
    seconds: float | None = None,
    *,
    default: float | None = None,
    network: bool = False,
    share: float = 0.5,
) -> Limits:
    """Return the limits of a piece of work: SSKG_TIMEOUT in seconds, SSKG_MEMORY in megabytes.

    Without SSKG_MEMORY, a share of the machine's memory may be used, and that of 4 GB always.

    Args:
        seconds: how long the work may take, whatever SSKG_TIMEOUT says.
        default: how long it may take where neither says anything.
        network: whether it may make connections.
        share: part of the machine's memory that it may use where SSKG_MEMORY is not set.

    Raises:
        RequestError: a variable is no number above 0.
    """
    timeout = _number("SSKG_TIMEOUT", _LONGEST)
    memory = _number("SSKG_MEMORY", 1 << 30)
    size = int(memory * _MEGABYTE) if memory else int(share * max(_LEAST, _physical()))
    return Limits(seconds or timeout or default, size, network)


def _number(variable: str, most: int) -> float | None:
    text = os.environ.get(variable, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = 0
    if not 0 < number <= most:
        raise RequestError(
            msg("{variable} is “{text}”, and no number above 0", variable=variable, text=text),
            hint=msg("SSKG_TIMEOUT is in seconds, SSKG_MEMORY in megabytes"),
        )
    return number


def _physical() -> int:
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return 0


def run(work: Callable[[], _T], bounds: Limits) -> _T:
    """Return what the work returns, from a process of its own.

    What it returns or raises is handed back as `sskg.process.outcome` has it.

    Raises:
        QueryTimeout: the time was up.
        Unavailable: the process ended by itself, as for want of stack or memory.
    """
    if not FORKS:
        return in_thread(work, bounds.seconds)
    # Before the fork: in each child anew, the imports would take longer than all the rest.
    from sskg.process import confinement, outcome

    reading, writing = os.pipe()

    def child() -> None:
        os.close(reading)
        # Ctrl-C reaches both: the child has nothing to tidy up, and the parent says what happened.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        try:
            confinement.confine(None if bounds.memory is None else bounds.memory + STACK,
                                network=bounds.network)  # fmt: skip
            raised, value = deep(work)
        except SskgError as error:
            raised, value = True, error
        _send(writing, outcome.packed_or_error(raised=raised, value=value))

    process = fork(child)
    os.close(writing)
    try:
        content = _received(reading, bounds.seconds)
    except BaseException:
        process.kill()
        raise
    finally:
        os.close(reading)
        process.wait()
    if not content or process.status:
        raise _ended(process.status or 0)
    try:
        raised, value = outcome.unpacked(content)
    except ValueError as error:
        raise Unavailable(
            msg("the lookup's process sent no answer: {error}", error=error)
        ) from error
    if raised:
        raise value
    result: _T = value
    return result


def _received(reading: int, seconds: float | None) -> bytes:
    """Return all that the child sends; empty where it ends without a word."""
    deadline = None if seconds is None else time.monotonic() + seconds
    parts: list[bytes] = []
    poll = select.poll()
    poll.register(reading, select.POLLIN)
    while True:
        left = None if deadline is None else max(0, deadline - time.monotonic())
        if not poll.poll(None if left is None else left * 1000) and left is not None:
            raise _late(seconds or 0)
        part = os.read(reading, 1 << 16)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _send(writing: int, content: bytes) -> None:
    sent = 0
    while sent < len(content):
        sent += os.write(writing, content[sent : sent + (1 << 20)])


def deep(work: Callable[[], Any], seconds: float | None = None) -> tuple[bool, Any]:
    """Run work on a deep stack; return whether it raised, and what it raised or returned.

    Raises:
        QueryTimeout: the time was up; the work goes on until the process ends.
    """
    outcome: list[tuple[bool, Any]] = []
    # A thread has a context of its own, in which the prefixes and the profile of a graph are not.
    context = copy_context()

    def on_stack() -> None:
        try:
            outcome.append((False, context.run(work)))
        except BaseException as error:  # noqa: BLE001  (raised again by who waits)
            outcome.append((True, error))

    before = threading.stack_size(STACK)
    try:
        thread = threading.Thread(target=on_stack, daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    deadline = None if seconds is None else time.monotonic() + seconds
    while thread.is_alive():
        thread.join(_LOOK if deadline is not None or os.name == "nt" else None)
        if deadline is not None and thread.is_alive() and time.monotonic() > deadline:
            raise _late(seconds or 0)
    return outcome[0]


def in_thread(work: Callable[[], _T], seconds: float | None = None) -> _T:
    """Return what the work returns, from a thread of this process with a deep stack.

    Raises:
        QueryTimeout: the time was up; the work goes on until the process ends.
    """
    raised, value = deep(work, seconds)
    if raised:
        raise value
    result: _T = value
    return result


def _late(seconds: float) -> SskgError:
    return QueryTimeout(
        msg("the lookup was ended after {seconds:g} seconds", seconds=seconds),
        hint=msg("ask for less at once, or give it longer with --timeout or SSKG_TIMEOUT"),
    )


def _ended(status: int) -> SskgError:
    hint = msg(
        "it needs more memory or stack than there is: ask for less at once, or set SSKG_MEMORY"
    )
    if os.WIFSIGNALED(status):
        code = os.WTERMSIG(status)
        return Unavailable(
            msg("the lookup ended its process (signal {code})", code=code), hint=hint
        )
    return Unavailable(msg("there is not enough memory"), hint=hint)
