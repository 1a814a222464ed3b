"""What stands around every route: host and method checked, errors told, headers that keep safe."""

from __future__ import annotations

import logging
import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final, Protocol

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sskg.language.message import msg
from sskg.server.failures import Refusal
from sskg.server.policy import POLICY

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.types import ASGIApp, Receive, Scope, Send


_LOG: Final = logging.getLogger("sskg.server")
_ASKED_WITH: Final = "Accept, Accept-Language, Content-Type, If-None-Match"
_SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
_OPEN: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After",
}


class Owner(Protocol):
    """Who tells errors and counts answers, as a route needs to know it."""

    hosts: frozenset[str]
    open_to_all: bool

    def refused(self, request: Request, refusal: Refusal) -> Response:
        """Return an error in the form that a client wants."""

    def count(self, request: Request, status: int) -> None:
        """Count an answer."""


class Guarded:
    """A route with what all have around them."""

    def __init__(
        self,
        owner: Owner,
        handler: Callable[[Request], Awaitable[ASGIApp]],
        methods: tuple[str, ...],
    ) -> None:
        self._owner = owner
        self._handler = handler
        self._methods = methods
        self._more = _encoded(_SAFE | (_OPEN if owner.open_to_all else {}))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with an error if need be."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except Refusal as refusal:
            response = self._owner.refused(request, refusal)
        except ClientDisconnect:
            return
        except Exception:  # noqa: BLE001  (told in the log, and never as a broken answer)
            _LOG.exception("a defect")
            hint = msg("the server's log has its traceback: please report it")
            defect = Refusal(500, "defect", msg("a defect in sskg"), hint=hint)
            response = self._owner.refused(request, defect)

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                headers = self._headers(message["status"], message["headers"])
                message = {**message, "headers": headers}
                self._owner.count(request, message["status"])
            await send(message)

        await response(scope, receive, with_headers)

    async def _respond(self, request: Request) -> ASGIApp:
        names = [
            value.decode("latin-1") for key, value in request.scope["headers"] if key == b"host"
        ]
        if len(names) != 1 and (names or request.scope["http_version"] != "1.0"):
            # RFC 9112, section 3.2: a server answers 400 to anything but one Host header.
            raise Refusal(400, "bad-host", msg("the request must have exactly one Host header"))
        check_host(names[0] if names else None, self._owner.hosts)
        if request.method == "OPTIONS":
            return self._options()
        if request.method not in self._methods:
            raise Refusal(
                HTTPStatus.METHOD_NOT_ALLOWED, "method",
                msg("{method} is not for this address", method=request.method[:20]),
                headers={"Allow": ", ".join(self._methods)},
            )  # fmt: skip
        return await self._handler(request)

    def _options(self) -> Response:
        headers = {"Allow": ", ".join(self._methods)}
        if self._owner.open_to_all:
            headers |= {
                "Access-Control-Allow-Methods": ", ".join(self._methods),
                "Access-Control-Allow-Headers": _ASKED_WITH,
                "Access-Control-Max-Age": "86400",
            }
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)

    def _headers(self, status: int, own: Any) -> list[tuple[bytes, bytes]]:
        # What a 304 says replaces what the client has kept: the view would lose its own policy,
        # and be a blank page.
        policy = status == HTTPStatus.NOT_MODIFIED or any(
            key.lower() == b"content-security-policy" for key, _ in own
        )
        return [*own, *(self._more if policy else (_POLICY, *self._more))]


def check_host(host: str | None, hosts: frozenset[str]) -> None:
    """Refuse a request that means another server: a name that leads here is not ours.

    Raises:
        Refusal: the Host header has a name that is not among `hosts`, or is malformed.
    """
    if host is None:
        return
    match = _HOST.fullmatch(host)
    if match is None:
        raise Refusal(400, "bad-host", msg("the Host header is malformed"))
    name = (match["v6"] or match["name"]).lower()
    if hosts and name not in hosts:
        raise Refusal(
            HTTPStatus.MISDIRECTED_REQUEST, "other-host", msg("this server has another name"),
            hint=msg("start it with --allow-host NAME"),
        )  # fmt: skip


def _encoded(fields: Mapping[str, str]) -> tuple[tuple[bytes, bytes], ...]:
    return tuple((key.lower().encode(), value.encode()) for key, value in fields.items())


_HOST = re.compile(
    r"(?:\[(?P<v6>[0-9a-fA-F:.]{2,45})\]|(?P<name>[A-Za-z0-9._-]{1,255}))(?::\d{1,5})?"
)
_POLICY: Final = (b"content-security-policy", POLICY.encode())
