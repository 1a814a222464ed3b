"""What an operator asks the server: whether it answers, what it has served, what it offers."""

from __future__ import annotations

import asyncio
import json
import time
from http import HTTPStatus
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from starlette.responses import Response

from sskg.capabilities import CAPABILITIES
from sskg.language.message import msg
from sskg.server.failures import Refusal
from sskg.server.frontend.relay import unless_gone

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp

    from sskg.server.workers.pool import Pool

_VERSION: Final = version("sskg")
_PROBE: Final = 5.0
"""Seconds in which a worker must give a sign of life."""
_ROUTES: Final = frozenset(
    {*CAPABILITIES, "home", "sparql", "id", "ontology", "graph", "void", "health", "metrics",
     "static", "openapi.json"}
)  # fmt: skip


class Operating:
    """The routes for operators, and the counts that they show.

    Args:
        pool: that answers.
    """

    def __init__(self, pool: Pool) -> None:
        self.pool = pool
        self.started = time.time()
        self.statuses: dict[tuple[str, int], int] = {}

    def count(self, request: Request, status: int) -> None:
        """Count an answer by the route that gave it."""
        route = request.scope["path"].partition("/")[2].partition("/")[0] or "home"
        label = route if route in _ROUTES else "other"
        self.statuses[label, status] = self.statuses.get((label, status), 0) + 1

    async def health(self, request: Request) -> ASGIApp:
        """Tell an operator whether the graph answers: 200 only where it does."""
        slots = self.pool.slots()
        if (ailment := self.pool.ailing()) is not None:
            raise Refusal(
                503,
                "unavailable",
                msg("the server cannot answer: {ailment}", ailment=ailment),
                headers={"Retry-After": "1"},
                more=slots,
            )
        if slots["busy"] < slots["workers"]:
            await unless_gone(request.scope, self._probe())
        about = {"status": "ok", "version": _VERSION, "graph": self.pool.about["location"],
                 "barrier": self.pool.barrier, **slots}  # fmt: skip
        return as_json(about)

    async def _probe(self) -> None:
        """Ask a worker for a sign of life.

        Raises:
            Refusal: there is none.
        """
        silent = Refusal(503, "unavailable", msg("the server cannot answer: no worker replies"),
                         headers={"Retry-After": "1"})  # fmt: skip
        try:
            async with asyncio.timeout(_PROBE):
                (await self.pool.ask({"task": "alive"})).close()
        except TimeoutError:
            raise silent from None
        except Refusal as refusal:
            # To be busy is no illness.
            if refusal.status == HTTPStatus.GATEWAY_TIMEOUT or refusal.error["code"] == "ended":
                raise silent from refusal
            if refusal.status != HTTPStatus.TOO_MANY_REQUESTS:
                raise

    async def metrics(self, request: Request) -> ASGIApp:
        """Tell Prometheus what has been served."""
        counts, slots = self.pool.counts, self.pool.slots()
        lines = [f'sskg_info{{version="{_VERSION}",barrier="{self.pool.barrier}"}} 1']
        lines += [f"sskg_{name} {number}" for name, number in slots.items()]
        for name in ("answered", "refused", "busy", "timeouts", "deaths", "abandoned"):
            lines.append(f"sskg_requests_{name}_total {getattr(counts, name)}")
        lines.append(f"sskg_worker_seconds_total {counts.seconds:.3f}")
        lines.append(f"sskg_start_time_seconds {self.started:.0f}")
        for (route, status), number in sorted(self.statuses.items()):
            lines.append(f'sskg_http_responses_total{{route="{route}",status="{status}"}} {number}')
        return Response("\n".join(lines) + "\n", media_type="text/plain; version=0.0.4")

    async def interface(self, request: Request) -> ASGIApp:
        """Describe the routes in OpenAPI."""
        from sskg.server.frontend.description import describe_interface

        about = self.pool.about
        return as_json(describe_interface(about.get("title", ""), about.get("licence", "")))


def as_json(
    value: Any, status: int = HTTPStatus.OK, headers: dict[str, str] | None = None
) -> Response:
    """Return an answer in JSON."""
    content = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, headers, "application/json")
