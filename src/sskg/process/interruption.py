"""Ctrl-C while Oxigraph computes: Python would only hear of it when the query is done."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def interruptible(*, at_once: bool) -> Iterator[None]:
    """Let Ctrl-C end the process itself, where that leaves nothing behind.

    Args:
        at_once: False where something must be tidied up; then Python handles it as ever.
    """
    if not at_once or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
