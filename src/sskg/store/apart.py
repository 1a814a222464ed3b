"""Reads a store in a process of its own, which may die of what it reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from sskg.process import confined

if TYPE_CHECKING:
    from collections.abc import Callable

    from sskg.process.confined import Limits
    from sskg.store.base import Store

_T = TypeVar("_T")


def read_apart(store: Store, work: Callable[[], _T], limits: Limits) -> _T:
    """Return what work on a store returns.

    An endpoint's connections are those of this process: it is asked on a thread with a deep stack.

    Raises:
        QueryTimeout: the time was up.
        Unavailable: the process ended by itself, as for want of stack or memory.
    """

    def reopened() -> _T:
        store.reopen()
        return work()

    if store.kind == "endpoint":
        return confined.in_thread(work, limits.seconds)
    return confined.run(reopened, limits)
