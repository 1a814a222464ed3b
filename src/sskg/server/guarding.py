"""What stands around every route: host and method checked, errors told, headers that keep safe."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from sskg.server.failures import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from sskg.server.app import Door

_LOG: Final = logging.getLogger("sskg.server")
POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_ASKED_WITH: Final = "Accept, Accept-Language, Content-Type, If-None-Match"
_SAFE: Final = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guarded:
    """A route with what all have around them."""

    def __init__(
        self,
        door: Door,
        handler: Callable[[Request], Awaitable[ASGIApp]],
        methods: tuple[str, ...],
    ) -> None:
        self._door = door
        self._handler = handler
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request, with an error if need be."""
        if scope["type"] != "http":
            return
        request = Request(scope, receive)
        try:
            response = await self._respond(request)
        except Refusal as refusal:
            response = self._door.refused(request, refusal)
        except ClientDisconnect:
            return
        except Exception:  # noqa: BLE001  (told in the log, and never as a broken answer)
            _LOG.exception("a defect")
            hint = "the server's log has its traceback: please report it"
            defect = Refusal(500, "defect", "a defect in sskg", hint=hint)
            response = self._door.refused(request, defect)

        async def with_headers(message: Any) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": self._headers(message["headers"])}
                self._door.count(request, message["status"])
            await send(message)

        await response(scope, receive, with_headers)

    async def _respond(self, request: Request) -> ASGIApp:
        self._door.check_host(request)
        if request.method == "OPTIONS":
            return self._options()
        if request.method not in self._methods:
            raise Refusal(
                HTTPStatus.METHOD_NOT_ALLOWED, "method",
                f"{request.method[:20]} is not for this address",
                headers={"Allow": ", ".join(self._methods)},
            )  # fmt: skip
        return await self._handler(request)

    def _options(self) -> Response:
        headers = {"Allow": ", ".join(self._methods)}
        if self._door.open_to_all:
            headers |= {
                "Access-Control-Allow-Methods": ", ".join(self._methods),
                "Access-Control-Allow-Headers": _ASKED_WITH,
                "Access-Control-Max-Age": "86400",
            }
        return Response(status_code=HTTPStatus.NO_CONTENT, headers=headers)

    def _headers(self, given: Any) -> list[tuple[bytes, bytes]]:
        headers = list(given)
        named = {key.lower() for key, _ in headers}
        more = dict(_SAFE)
        if b"content-security-policy" not in named:
            more["Content-Security-Policy"] = POLICY
        if self._door.open_to_all:
            more |= {"Access-Control-Allow-Origin": "*",
                     "Access-Control-Expose-Headers": "ETag, Link, Retry-After"}  # fmt: skip
        return headers + [(key.lower().encode(), value.encode()) for key, value in more.items()]
