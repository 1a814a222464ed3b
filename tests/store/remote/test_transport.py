"""Endpoints that are dead, slow or hostile, as real servers on this machine."""

from __future__ import annotations

import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

import pytest

from sskg.errors import StoreUnavailable
from sskg.store.remote.endpoint import Endpoint, address
from sskg.store.remote.store import RemoteStore
from sskg.store.remote.transport import EndpointLimits, HttpTransport

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SECONDS = 1.0
SHORT = EndpointLimits(connect=SECONDS, read=SECONDS, total=SECONDS, size=1_000_000)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n"
YES = b'{"head":{},"boolean":true}'
WHOLE = HEAD + b"Content-Length: %d\r\n\r\n" % len(YES) + YES


@contextmanager
def server(answer: Callable[[socket.socket, threading.Event], None]) -> Iterator[str]:
    """Serve each connection by a function, until the block ends."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def serve() -> None:
            while not over.is_set():
                try:
                    connection, _ = listening.accept()
                except OSError:
                    continue
                with connection, suppress(OSError):
                    connection.settimeout(5)
                    answer(connection, over)

        thread = threading.Thread(target=serve)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/sparql"
        finally:
            over.set()
            thread.join()


def ask(url: str, limits: EndpointLimits = SHORT) -> bool:
    transport = HttpTransport()
    try:
        store = RemoteStore(Endpoint(address(url), limits, transport))
        return bool(store.query("ASK { ?a ?b ?c }"))
    finally:
        transport.close()


def silent(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    over.wait()


def dripping_head(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.wait(0.05):
        connection.sendall(b"X: y\r\n"[:1])


def dripping_body(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(HEAD + b"\r\n")
    while not over.wait(0.05):
        connection.sendall(b" ")


def endless(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(HEAD + b"\r\n")
    while not over.is_set():
        connection.sendall(b" " * 65536)


def endless_head(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while not over.is_set():
        connection.sendall(b"X-A: " + b"y" * 1000 + b"\r\n")


def broken_off(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(HEAD + b"Content-Length: 100000\r\n\r\n" + YES)


def no_http(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(b"\x00\x01SSH-2.0-what\r\n\r\n")


def hanging_up(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)


def bad_chunks(connection: socket.socket, over: threading.Event) -> None:
    connection.recv(65536)
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n")


@pytest.mark.parametrize(
    "misbehaviour",
    [
        silent,
        dripping_head,
        dripping_body,
        endless,
        endless_head,
        broken_off,
        no_http,
        hanging_up,
        bad_chunks,
    ],
)
def test_a_misbehaving_endpoint_is_an_error_within_the_time_limit(misbehaviour):
    with server(misbehaviour) as url:
        begin = time.monotonic()
        with pytest.raises(StoreUnavailable) as caught:
            ask(url)
        # Ten times the limit: not a measurement, but the difference between an end and none.
        assert time.monotonic() - begin < 10 * SECONDS
        assert caught.value.place == url


def test_a_dead_endpoint_is_an_error():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(StoreUnavailable, match="refused"):
            ask(f"http://127.0.0.1:{unused.getsockname()[1]}/sparql")


def test_a_host_without_address_is_an_error():
    with pytest.raises(StoreUnavailable):
        ask("https://no-such-host.invalid/sparql")


def test_an_answer_beyond_the_size_limit_says_so():
    with server(endless) as url, pytest.raises(StoreUnavailable, match="larger than 1,000,000"):
        ask(url, EndpointLimits(total=20, size=1_000_000))


def test_http_where_https_is_spoken_is_an_error():
    with server(no_http) as url, pytest.raises(StoreUnavailable):
        ask(url.replace("http:", "https:"))


def test_a_connection_that_the_server_closed_is_opened_again():
    served = []

    def once_each(connection: socket.socket, over: threading.Event) -> None:
        connection.recv(65536)
        connection.sendall(WHOLE)
        served.append(1)

    with server(once_each) as url:
        transport = HttpTransport()
        store = RemoteStore(Endpoint(address(url), SHORT, transport))
        for _ in range(3):
            assert store.query("ASK { ?a ?b ?c }")
        transport.close()
    assert len(served) == 3


def test_a_connection_is_kept_for_the_next_query():
    connections = []

    def keeping(connection: socket.socket, over: threading.Event) -> None:
        connections.append(1)
        while connection.recv(65536):
            connection.sendall(WHOLE)

    with server(keeping) as url:
        transport = HttpTransport()
        store = RemoteStore(Endpoint(address(url), SHORT, transport))
        for _ in range(3):
            assert store.query("ASK { ?a ?b ?c }")
        transport.close()
    assert len(connections) == 1
