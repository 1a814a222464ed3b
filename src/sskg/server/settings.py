"""What the server is started with, and what one request may take."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True, slots=True)
class ServerLimits:
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


@dataclass(frozen=True, slots=True)
class Settings:
    """What a forkserver and its workers are started with.

    Attributes:
        graphs: what --graph named.
        apart: whether the default graph is only what stands in no named graph.
        imports: whether files that the graphs import are read too.
        profile: file with the reader's own profile; "" for none.
        sources: folder with the reader's documents, or None.
        lang: language where a client asks for none.
        limits: what one request may take.
        sealed: whether workers give up the means to open connections; False is for the test that
            a missing barrier is noticed.
    """

    graphs: tuple[str, ...] = ()
    apart: bool = False
    imports: bool = False
    profile: str = ""
    sources: str | None = None
    lang: str = "en"
    limits: ServerLimits = field(default_factory=ServerLimits)
    sealed: bool = True

    def dumps(self) -> str:
        """Return the settings as JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def loads(cls, text: str) -> Settings:
        """Return the settings that `dumps` wrote."""
        values = json.loads(text)
        values["graphs"] = tuple(values["graphs"])
        values["limits"] = ServerLimits(**values["limits"])
        return cls(**values)
