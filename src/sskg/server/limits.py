"""What one request may take, and how many are served at once."""

from __future__ import annotations

import os
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The server's limits; each is an option of `sskg serve`.

    Attributes:
        workers: requests that are answered at once, each in a process of its own.
        seconds: computing time of one request.
        memory: bytes of address space that a worker may take beyond the open graph.
        rows: rows of a result that a page shows.
        size: bytes of one answer, before compression.
        queue: requests that wait for a worker; more are turned away.
        patience: seconds that a request waits for a worker, and a client may take for its request.
        stall: seconds that a client may leave an answer lying.
        body: bytes of a request's body.
        query: characters of a query.
    """

    workers: int = max(2, (os.cpu_count() or 1) + 1)
    seconds: float = 10.0
    memory: int = 2 << 30
    rows: int = 10_000
    size: int = 200_000_000
    queue: int = 64
    patience: float = 10.0
    stall: float = 30.0
    body: int = 1 << 20
    query: int = 500_000
