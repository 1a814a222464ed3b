"""The server's log: bounded, as what clients do must not fill a disk."""

from __future__ import annotations

import logging
import sys
import time
from typing import Final

MOST: Final = 20
"""Records of one kind in one period; how many more there were is told with the next."""
PERIOD: Final = 60.0
"""Seconds."""
_LONGEST: Final = 8000
"""Characters of a record, its traceback included."""
_MOST_KINDS: Final = 200


class Bounded(logging.Handler):
    """Write records to standard error, and only some of each kind in a period.

    Records are of one kind if one line of the code has written them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._begun = 0.0
        self._counts: dict[tuple[str, int], int] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record, or count it."""
        now = time.monotonic()
        if now - self._begun > PERIOD:
            left_out = sum(max(0, count - MOST) for count in self._counts.values())
            self._begun, self._counts = now, {}
            if left_out:
                self._write(f"{left_out} more records like these were left out")
        kind = (record.pathname, record.lineno)
        count = self._counts.get(kind, 0) + 1
        if count == 1 and len(self._counts) >= _MOST_KINDS:
            return
        self._counts[kind] = count
        if count <= MOST:
            self._write(self.format(record))

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(f"sskg: {text[:_LONGEST]}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            # Nobody reads the log any more; the server goes on.
            return


def bound_the_log() -> None:
    """Send what sskg, uvicorn and asyncio have to say through one bounded handler.

    asyncio warns of each write to a connection that its client has ended. That is no news.
    """
    handler = Bounded()
    for name, level in (("sskg", "WARNING"), ("uvicorn", "ERROR"), ("asyncio", "ERROR")):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(level)
        logger.propagate = False
