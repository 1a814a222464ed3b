"""One HTTP exchange with a limit on everything: the only place that opens a connection.

`RemoteStore` takes a transport as an argument, so a test can hand it one that needs no network.
"""

from __future__ import annotations

import contextlib
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from urllib.parse import urlsplit

from sskg.language.message import msg, verbatim

if TYPE_CHECKING:
    import http.client
    from collections.abc import Mapping

    from sskg.language.message import Message


_BLOCK: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class EndpointLimits:
    """What an endpoint may take.

    Attributes:
        connect: seconds until the connection stands.
        read: seconds between two pieces of an answer.
        total: seconds for one query with all its redirects and retries.
        size: bytes of one answer.
        rows: rows of one answer.
        redirects: how often an endpoint may send us on, on its own host.
        retries: how often a busy endpoint (429, 503) is asked again.
    """

    connect: float = 10.0
    read: float = 60.0
    total: float = 60.0
    size: int = 200_000_000
    rows: int = 1_000_000
    redirects: int = 3
    retries: int = 4


@dataclass(frozen=True, slots=True)
class Request:
    """A POST to an endpoint."""

    url: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Response:
    """What came back; header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


_NARROW: Final = msg("narrow the question, or raise SSKG_ENDPOINT_TIMEOUT (seconds)")


class TransportError(Exception):
    """No whole answer came back.

    Args:
        message: why.
        hint: what the reader can do about it.
    """

    def __init__(self, message: Message, hint: Message | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class Transport(Protocol):
    """Sends a request and reads the answer whole."""

    def send(self, request: Request, limits: EndpointLimits, deadline: float) -> Response:
        """Return the answer.

        Args:
            request: what is sent.
            limits: for this exchange.
            deadline: `time.monotonic()` at which it ends, whatever has come by then.

        Raises:
            TransportError: no connection, no whole answer in time, or one beyond the limits.
        """
        ...


class HttpTransport:
    """HTTP/1.1 by the standard library; the connection is kept for the next request."""

    def __init__(self) -> None:
        self._connection: http.client.HTTPConnection | None = None
        self._place = ("", "")
        self._lock = threading.Lock()

    def send(self, request: Request, limits: EndpointLimits, deadline: float) -> Response:
        """Return the answer; see `Transport.send`."""
        left = deadline - time.monotonic()
        result: list[Response | BaseException] = []

        def exchange() -> None:
            try:
                result.append(self._exchange(request, limits, deadline))
            except BaseException as error:  # noqa: BLE001  (raised again by the caller)
                result.append(error)

        with self._lock:
            # In a thread of its own, so that nothing outlives the deadline: neither the resolution
            # of a name, which has no time limit, nor an answer that comes byte by byte.
            thread = threading.Thread(target=exchange, daemon=True)
            thread.start()
            thread.join(max(0.0, left))
            if not result:
                self._drop()
                raise TransportError(msg("no complete answer within the time limit"), _NARROW)
        outcome = result[0]
        if isinstance(outcome, Response):
            return outcome
        self._drop()
        if isinstance(outcome, TransportError):
            raise outcome
        if isinstance(outcome, OSError | ValueError) or _is_http_error(outcome):
            raise _failure(outcome) from outcome
        raise outcome

    def close(self) -> None:
        """Close the connection."""
        with self._lock:
            self._drop()

    def __del__(self) -> None:
        self._drop()

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is None:
            return
        if connection.sock is not None:
            # Wakes a thread that waits in recv; closing alone would not.
            with contextlib.suppress(OSError):
                connection.sock.shutdown(2)
        connection.close()

    def _exchange(self, request: Request, limits: EndpointLimits, deadline: float) -> Response:
        import http.client

        target = urlsplit(request.url)
        path = (target.path or "/") + (f"?{target.query}" if target.query else "")
        place = (target.scheme, target.netloc)
        if self._connection is not None and place == self._place:
            # A server may have closed a connection that was kept: then once more, on a new one.
            with contextlib.suppress(http.client.RemoteDisconnected, ConnectionError):
                return self._ask(self._connection, path, request, limits, deadline)
        self._drop()
        self._connection = _connection(target.scheme, target.netloc, limits.connect)
        self._place = place
        self._connection.connect()
        return self._ask(self._connection, path, request, limits, deadline)

    def _ask(
        self,
        connection: http.client.HTTPConnection,
        path: str,
        request: Request,
        limits: EndpointLimits,
        deadline: float,
    ) -> Response:
        if connection.sock is not None:
            connection.sock.settimeout(limits.read)
        connection.request("POST", path, body=request.body, headers=dict(request.headers))
        answer = connection.getresponse()
        try:
            body = _body(answer, limits, deadline)
        finally:
            # Read to its end and closed, the answer frees the connection for the next request.
            answer.close()
        headers = {name.lower(): value for name, value in answer.getheaders()}
        if answer.will_close:
            connection.close()
        return Response(answer.status, headers, body)


def _body(answer: http.client.HTTPResponse, limits: EndpointLimits, deadline: float) -> bytes:
    pieces: list[bytes] = []
    size = 0
    while piece := answer.read1(_BLOCK):
        size += len(piece)
        if size > limits.size:
            raise TransportError(msg("the answer is larger than {n:,} bytes", n=limits.size))
        if time.monotonic() > deadline:
            raise TransportError(msg("no complete answer within the time limit"), _NARROW)
        pieces.append(piece)
    if answer.length:
        raise TransportError(msg("the answer broke off before its end"))
    return b"".join(pieces)


def _connection(scheme: str, netloc: str, timeout: float) -> http.client.HTTPConnection:
    import http.client
    import os

    secure = scheme == "https"
    proxy = None
    if any(name in os.environ for name in ("http_proxy", "https_proxy", "all_proxy",
                                           "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")):  # fmt: skip
        from urllib.request import getproxies, proxy_bypass

        host = netloc.rpartition("@")[2]
        proxies = getproxies()
        if not proxy_bypass(host):
            proxy = proxies.get(scheme) or proxies.get("all")
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    if not proxy:
        return kind(netloc, timeout=timeout)
    through = urlsplit(proxy if "//" in proxy else f"http://{proxy}")
    connection = kind(through.hostname or "", through.port or 8080, timeout=timeout)
    # A tunnel for both schemes; within https the proxy sees neither query nor credentials.
    connection.set_tunnel(netloc)
    return connection


def _is_http_error(error: BaseException) -> bool:
    import http.client

    return isinstance(error, http.client.HTTPException)


def _failure(error: BaseException) -> TransportError:
    import socket
    import ssl

    if isinstance(error, TimeoutError):
        return TransportError(msg("no answer within the time limit"), _NARROW)
    if isinstance(error, socket.gaierror):
        return TransportError(msg("the host's name cannot be resolved"))
    if isinstance(error, ssl.SSLCertVerificationError):
        return TransportError(
            msg("its certificate cannot be trusted: {reason}", reason=error.verify_message)
        )
    if isinstance(error, ConnectionRefusedError):
        return TransportError(
            msg("nothing answers there: the connection was refused"),
            msg("is the server running? check host and port"),
        )
    reason = getattr(error, "strerror", None) or f"{type(error).__name__} {error}".strip()
    return TransportError(verbatim(reason))
