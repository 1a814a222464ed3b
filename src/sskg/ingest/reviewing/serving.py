"""Serves the review page on this machine alone, under an address that works once.

The address holds a token that is good for one visit; that visit gets a cookie, which all other
requests must bring. Requests that change something must also come from the page itself: another
site can neither read the cookie nor set the header that is asked for.
"""

from __future__ import annotations

import hmac
import secrets
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from sskg.errors import SskgError, Unavailable
from sskg.ingest.decisions import LONGEST_LINE, append, event
from sskg.ingest.items import ItemError
from sskg.ingest.reading import DECISIONS
from sskg.language.message import msg, tell
from sskg.language.ranges import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from sskg.ingest.reading import Reading

_COOKIE: Final = "sskg-review"
_SECONDS: Final = 30
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class ReviewServer(ThreadingHTTPServer):
    """A server for one reading.

    Args:
        reading: the document.
        make: returns the page as it stands now.
        verdict: returns in a language what check says of what is accepted so far, as JSON.
        lang: in which errors are told.
        port: to listen on; 0 for any that is free.

    Raises:
        Unavailable: the port is taken.
    """

    daemon_threads = True
    # Tabs and tools that ask at once: the library lets five wait, and cuts off the others.
    request_queue_size = 128

    def __init__(
        self,
        reading: Reading,
        make: Callable[[], str],
        verdict: Callable[[str], str],
        *,
        lang: str = "en",
        port: int = 0,
    ) -> None:
        self.reading = reading
        self.make = make
        self.verdict = verdict
        self.lang = lang
        self.writing = Lock()
        self._token: str | None = secrets.token_urlsafe(32)
        self._session = secrets.token_urlsafe(32)
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError as error:
            raise Unavailable(
                msg("cannot listen on port {port}: {reason}", port=port, reason=error.strerror),
                hint=msg("name another with --port"),
            ) from error

    @property
    def origin(self) -> str:
        """What the page's address begins with."""
        return f"http://127.0.0.1:{self.server_port}"

    @property
    def address(self) -> str:
        """The address that works once."""
        return f"{self.origin}/?token={self._token}"

    def admit(self, token: str) -> str | None:
        """Return the session for a token, which is then used up; None for any other."""
        with self.writing:
            if self._token is None or not hmac.compare_digest(token.encode(), self._token.encode()):
                return None
            self._token = None
            return self._session

    def knows(self, session: str) -> bool:
        """Tell whether a cookie is that of the session."""
        return hmac.compare_digest(session.encode(), self._session.encode())


class _Handler(BaseHTTPRequestHandler):
    server: ReviewServer
    timeout = _SECONDS
    server_version = "sskg"
    sys_version = ""

    def do_GET(self) -> None:
        """Give the page, to who has the token or the cookie."""
        if not self._ours():
            return
        address = urlsplit(self.path)
        if address.path != "/":
            self._answer(404)
            return
        token = parse_qs(address.query).get("token")
        if token:
            session = self.server.admit(token[0])
            if session is None:
                self._answer(403)
                return
            # Away from the address with the token, which stays in the browser's history.
            cookie = f"{self._cookie_name}={session}; HttpOnly; SameSite=Strict; Path=/"
            self._answer(303, headers={"Location": "/", "Set-Cookie": cookie})
        elif self._known():
            self._answer(200, self.server.make(), "text/html; charset=utf-8")
        else:
            self._answer(403)

    def do_POST(self) -> None:
        """Take a decision, or say what check says."""
        if not self._ours():
            return
        asked = self.headers.get("X-Review") and self.headers.get("Origin") == self.server.origin
        if not (asked and self._known()):
            self._answer(403)
            return
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdigit() or int(length) > LONGEST_LINE:
            self._answer(413)
            return
        body = self.rfile.read(int(length))
        try:
            if self.path == "/decisions":
                self._decide(body)
            elif self.path == "/check":
                # The page names its language, which its reader can switch.
                named = self.headers.get("Accept-Language")
                lang = named if named in LANGUAGES else self.server.lang
                self._answer(200, self.server.verdict(lang), "application/json; charset=utf-8")
            else:
                self._answer(404)
        except SskgError as error:
            self._answer(500, tell(error.message, self.server.lang))

    def _decide(self, body: bytes) -> None:
        reading = self.server.reading
        try:
            decision = event(body, reading.text)
        except (ItemError, UnicodeDecodeError) as error:
            self._answer(400, str(error))
            return
        with self.server.writing:
            append(reading.folder / DECISIONS, [decision])
        self._answer(204)

    def _ours(self) -> bool:
        # A name that somebody else points at this machine is no name of it.
        if self.headers.get("Host") == self.server.origin.removeprefix("http://"):
            return True
        self._answer(421)
        return False

    @property
    def _cookie_name(self) -> str:
        # Cookies do not tell ports apart, and several reviews may be open at once.
        return f"{_COOKIE}-{self.server.server_port}"

    def _known(self) -> bool:
        pairs = (each.strip().partition("=") for each in self.headers.get("Cookie", "").split(";"))
        return any(name == self._cookie_name and self.server.knows(value)
                   for name, _, value in pairs)  # fmt: skip

    def _answer(
        self,
        status: int,
        content: str = "",
        media: str = "text/plain; charset=utf-8",
        headers: dict[str, str] | None = None,
    ) -> None:
        body = content.encode("utf-8")
        self.send_response(status)
        for name, value in {**_HEADERS, **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Type", media)
        if status != 204:  # noqa: PLR2004
            self.send_header("Content-Length", str(len(body)))
        if status >= 400:  # noqa: PLR2004
            # What was sent and not read must not be taken for a request.
            self.close_connection = True
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the base class's name)
        """Log nothing: addresses hold the token."""
