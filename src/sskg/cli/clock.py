"""Times as people read them on a progress line."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """Return a time in minutes and seconds.

    >>> clock(75.4)
    '1:15'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
