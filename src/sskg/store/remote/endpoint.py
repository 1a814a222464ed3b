"""The SPARQL 1.1 Protocol's rules around one query: addresses, credentials, redirects, retries."""

from __future__ import annotations

import base64
import os
import random
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from sskg.errors import RequestError, StoreUnavailable
from sskg.language.message import msg
from sskg.store.remote.transport import EndpointLimits, HttpTransport, Request, TransportError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from urllib.parse import SplitResult

    from sskg.language.message import Message
    from sskg.store.remote.transport import Response, Transport

_LOOPBACK: Final = {"localhost", "::1"}
_DATASET: Final = {"default-graph-uri", "named-graph-uri"}
_BUSY: Final = {429, 503}
_MOVED: Final = {301, 302, 307, 308}
_OK: Final = 200
_BAD_REQUEST: Final = 400
_SAID: Final = 300
"""Characters of an endpoint's own message that are shown."""

AGENT: Final = "sskg (https://w3id.org/sskg)"


@dataclass(frozen=True, slots=True)
class Address:
    """Where an endpoint is, and which of its graphs are asked.

    Attributes:
        url: of the endpoint, without the parameters that name graphs.
        graphs: `default-graph-uri` and `named-graph-uri` parameters, as they stood in the URL.
    """

    url: str
    graphs: tuple[tuple[str, str], ...] = ()

    @property
    def host(self) -> str:
        """The host's name in lower case."""
        return urlsplit(self.url).hostname or ""


def address(text: str, environment: Mapping[str, str] = os.environ) -> Address:
    """Return the address that a URL names.

    Raises:
        RequestError: no host; a password in the URL; http to another machine without consent.
    """
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise RequestError(msg("not a URL: {error}", error=error), place="--graph") from error
    if parts.scheme not in {"http", "https"} or not host or (port is not None and not port):
        raise RequestError(msg("not the URL of an endpoint"), place=text)
    if parts.username is not None or parts.password is not None:
        raise RequestError(
            msg("credentials do not belong in a URL: it is shown and logged"),
            place=f"{parts.scheme}://…@{host}",
            hint=msg(
                "set SSKG_ENDPOINT_USER and SSKG_ENDPOINT_PASSWORD, or SSKG_ENDPOINT_TOKEN, or "
                "write them to ~/.netrc"
            ),
        )
    if re.search(r"[\x00-\x20\x7f]", text):
        raise RequestError(
            msg("not a URL: it holds a space or a control character"), place="--graph"
        )
    if parts.scheme == "http" and not _local(host) and not environment.get("SSKG_ALLOW_HTTP"):
        raise RequestError(
            msg("http to another machine can be read and changed on its way"),
            place=text,
            hint=msg("use https, or set SSKG_ALLOW_HTTP=1 if you trust the network"),
        )
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    graphs = tuple(pair for pair in pairs if pair[0] in _DATASET)
    rest = urlencode([pair for pair in pairs if pair[0] not in _DATASET])
    return Address(urlunsplit((parts.scheme, parts.netloc, parts.path, rest, "")), graphs)


def limits(environment: Mapping[str, str] = os.environ) -> EndpointLimits:
    """Return the limits, as the environment changes them.

    SSKG_ENDPOINT_TIMEOUT: seconds for one query; SSKG_ENDPOINT_MAX_BYTES, SSKG_ENDPOINT_MAX_ROWS:
    size of one answer.

    Raises:
        RequestError: a value that is not a positive number.
    """
    values = {}
    for name in ("TIMEOUT", "MAX_BYTES", "MAX_ROWS"):
        text = environment.get(f"SSKG_ENDPOINT_{name}", "")
        if not text:
            continue
        try:
            values[name] = float(text)
        except ValueError:
            values[name] = 0.0
        if not 0 < values[name] < float("inf"):
            raise RequestError(
                msg("“{text}” is not a positive number", text=text), place=f"SSKG_ENDPOINT_{name}"
            )
    standard = EndpointLimits()
    return EndpointLimits(
        connect=min(standard.connect, values.get("TIMEOUT", standard.connect)),
        read=values.get("TIMEOUT", standard.read),
        total=values.get("TIMEOUT", standard.total),
        size=int(values.get("MAX_BYTES", standard.size)),
        rows=int(values.get("MAX_ROWS", standard.rows)),
    )


def credentials(host: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the Authorization header for a host, from the environment or netrc.

    SSKG_ENDPOINT_TOKEN makes a bearer token, SSKG_ENDPOINT_USER with SSKG_ENDPOINT_PASSWORD basic
    authentication; else ~/.netrc (or the file that NETRC names) is asked for the host.

    Raises:
        StoreUnavailable: the netrc file cannot be read.
    """
    if token := environment.get("SSKG_ENDPOINT_TOKEN"):
        return f"Bearer {token}"
    user = environment.get("SSKG_ENDPOINT_USER")
    if user is not None:
        return _basic(user, environment.get("SSKG_ENDPOINT_PASSWORD", ""))
    import netrc

    path = environment.get("NETRC") or os.path.join(  # noqa: PTH118  (no home is no error here)
        environment.get("HOME", "~"), ".netrc"
    )
    try:
        login = netrc.netrc(path).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, netrc.NetrcParseError) as error:
        reason = getattr(error, "strerror", None) or getattr(error, "msg", "malformed")
        raise StoreUnavailable(
            msg("cannot read the credentials: {reason}", reason=reason), place=path
        ) from error
    return _basic(login[0], login[2] or "") if login else None


def _basic(user: str, password: str) -> str:
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode("ascii")


@dataclass(slots=True)
class Endpoint:
    """Sends queries to one address, and gets its answers within the limits.

    Attributes:
        address: where.
        limits: for each query.
        transport: what carries them.
        authorization: the Authorization header; sent to this host alone, never shown.
    """

    address: Address
    limits: EndpointLimits = field(default_factory=EndpointLimits)
    transport: Transport = field(default_factory=HttpTransport)
    authorization: str | None = field(default=None, repr=False)

    def ask(self, query: str, accept: str) -> Response:
        """Return the answer to a query.

        Args:
            query: SPARQL; sent as a form by POST, which has no limit on its length.
            accept: media types that can be read.

        Raises:
            RequestError: the endpoint refuses the query.
            StoreUnavailable: no whole answer within the limits.
        """
        body = urlencode([("query", query), *self.address.graphs]).encode("ascii")
        return self.post(body, "application/x-www-form-urlencoded", accept)

    def post(self, body: bytes, media: str, accept: str) -> Response:
        """Return the answer to a body of any media type.

        Args:
            body: what is sent.
            media: its type.
            accept: media types that can be read.

        Raises:
            RequestError: the endpoint refuses it, or the credentials cannot be sent.
            StoreUnavailable: no whole answer within the limits.
        """
        deadline = time.monotonic() + self.limits.total
        url = self.address.url
        headers = {
            "Accept": accept,
            "Accept-Encoding": "identity",
            "Content-Type": media,
            "User-Agent": AGENT,
        }
        if self.authorization:
            # The library's own error would show them.
            if not self.authorization.isascii() or not self.authorization.isprintable():
                raise RequestError(
                    msg("the credentials hold a character that cannot be sent"), place=url
                )
            headers["Authorization"] = self.authorization
        redirects = tries = 0
        while True:
            try:
                response = self.transport.send(Request(url, headers, body), self.limits, deadline)
            except TransportError as error:
                raise self._unavailable(error.message, hint=error.hint) from error
            if response.status in _MOVED:
                redirects += 1
                url = self._moved(url, response, redirects)
            elif response.status in _BUSY and tries < self.limits.retries:
                self._wait(response, tries, deadline)
                tries += 1
            elif response.status == _OK:
                self._identity(response)
                return response
            else:
                raise self._refused(response)

    def _moved(self, url: str, response: Response, redirects: int) -> str:
        if redirects > self.limits.redirects:
            raise self._unavailable(
                msg("it sends us on more than {n} times", n=self.limits.redirects)
            )
        try:
            target = urljoin(url, response.headers.get("location", ""))
            old, new = urlsplit(url), urlsplit(target)
            same = _origin(old) == _origin(new) or (
                # Nothing is lost on the way from http to https of one host.
                (old.scheme, new.scheme) == ("http", "https") and old.hostname == new.hostname
            )
        except ValueError:
            same = False
        if not same or target == url:
            raise self._unavailable(
                msg("it sends us on to another place, which is not followed"),
                hint=msg("give the address that it moved to, if you trust it"),
            )
        return target

    def _wait(self, response: Response, tries: int, deadline: float) -> None:
        pause = _retry_after(response.headers.get("retry-after", ""))
        if pause is None:
            # Half to one and a half of 0.5, 1, 2, 4 … s, so that many readers do not come at once.
            pause = 0.5 * 2**tries * random.uniform(0.5, 1.5)  # noqa: S311
        if time.monotonic() + pause >= deadline:
            raise self._unavailable(
                msg(
                    "it is busy (HTTP {status}), and asks for a pause beyond the time limit",
                    status=response.status,
                ),
                hint=msg("ask again later, or raise SSKG_ENDPOINT_TIMEOUT (seconds)"),
            )
        time.sleep(pause)

    def _identity(self, response: Response) -> None:
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            raise self._unavailable(msg("it packs its answer, which it was asked not to do"))

    def _refused(self, response: Response) -> RequestError | StoreUnavailable:
        reason = " ".join(response.body[:4096].decode("utf-8", "replace").split())
        if self.authorization:
            # Some endpoints repeat the token that they refuse.
            reason = reason.replace(self.authorization.partition(" ")[2], "…")
        reason = reason[:_SAID]
        if "html" in response.headers.get("content-type", ""):
            reason = ""
        if response.status == _BAD_REQUEST and reason:
            return RequestError(
                msg("the endpoint refuses the query: {said}", said=reason), place=self.address.url
            )
        hint = {
            401: msg("set SSKG_ENDPOINT_USER and SSKG_ENDPOINT_PASSWORD, or SSKG_ENDPOINT_TOKEN"),
            403: msg("the credentials do not allow it"),
            404: msg("is this the address of its SPARQL endpoint? often …/sparql or …/query"),
        }.get(response.status)
        message = msg("the endpoint answers HTTP {status}", status=response.status)
        if reason:
            message = msg("{what}: {reason}", what=message, reason=reason)
        return self._unavailable(message, hint=hint)

    def _unavailable(self, message: Message, *, hint: Message | None = None) -> StoreUnavailable:
        return StoreUnavailable(message, place=self.address.url, hint=hint)


def _origin(parts: SplitResult) -> tuple[str, str | None, int]:
    return parts.scheme, parts.hostname, parts.port or (443 if parts.scheme == "https" else 80)


def _retry_after(text: str) -> float | None:
    """Return the seconds that a Retry-After header asks for, given as a number or a date."""
    if not text:
        return None
    try:
        # A number of any length is one: beyond what a float holds, it is infinite.
        return max(0.0, float(text))
    except ValueError:
        pass
    from email.utils import parsedate_to_datetime

    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - time.time())
    except (ValueError, OverflowError, OSError):
        return None


def _local(host: str) -> bool:
    if host in _LOOPBACK:
        return True
    import ipaddress

    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
