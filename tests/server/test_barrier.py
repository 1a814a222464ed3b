"""What a worker can still do behind its barrier, tried by a worker in a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("starlette", reason="the extra sskg[serve] is not installed")

from sskg.server import wire

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the kernel's filter is Linux's"
)

WORKER = """
import json, os, socket, sys
from sskg.server.workers import worker
from sskg.server.settings import ServerLimits
from sskg.server.settings import Settings

class Graph:
    kind = sys.argv[2]
    about = {}
    reopened = 0

    def reopen(self, settings):
        self.reopened += 1

    def answer(self, request, reply):
        held = bytearray(request["bytes"])
        able = {}
        for name, attempt in {
            "inet": lambda: socket.socket(socket.AF_INET),
            "inet6": lambda: socket.socket(socket.AF_INET6),
            "unix": lambda: socket.socket(socket.AF_UNIX),
            "pair": socket.socketpair,
            "file": lambda: open(os.devnull, "rb"),
        }.items():
            try:
                attempt()
                able[name] = True
            except OSError:
                able[name] = False
        reply.start("application/json")
        reply.write(json.dumps({"able": able, "reopened": self.reopened}).encode())

settings = Settings(sealed=sys.argv[3] == "sealed", limits=ServerLimits(memory=1 << 29))
worker.live(socket.socket(fileno=int(sys.argv[1])), Graph(), settings)
"""


@contextmanager
def barred(kind: str, how: str = "sealed") -> Iterator[socket.socket]:
    ours, theirs = socket.socketpair()
    with ours:
        ours.settimeout(60)
        command = [sys.executable, "-c", WORKER, str(theirs.fileno()), kind, how]
        with subprocess.Popen(
            command, pass_fds=[theirs.fileno()], stderr=subprocess.DEVNULL
        ) as process:
            theirs.close()
            try:
                yield ours
            finally:
                # The worker ends when its channel does, also where a test has failed.
                ours.close()
                process.wait(60)


def asked(channel: socket.socket, size: int = 0) -> dict[str, Any]:
    channel.sendall(wire.pack(wire.ASK, {"bytes": size}))
    found = b""
    while (frame := wire.receive(channel)) is not None:
        if frame.kind == wire.FAILED:
            return dict(frame.json())
        if frame.kind == wire.DATA:
            found += frame.content
        if frame.kind == wire.END:
            break
    return dict(wire.Frame(wire.DATA, found).json())


ALL = {"inet", "inet6", "unix", "pair", "file"}


@pytest.mark.parametrize(
    ("kind", "how", "barrier", "opened", "reopened"),
    [
        ("memory", "sealed", "descriptors", set(), 0),
        ("directory", "sealed", "sockets", {"file"}, 1),
        ("endpoint", "sealed", "endpoint", ALL, 0),
        ("memory", "open", "none", ALL, 0),
    ],
)
def test_a_worker_can_open_only_what_its_store_needs(kind, how, barrier, opened, reopened):
    with barred(kind, how) as channel:
        ready = wire.receive(channel)
        assert ready is not None
        assert (ready.kind, ready.json()) == (
            wire.READY,
            {"barrier": barrier, "generation": None},
        )
        told = asked(channel)
    assert set(told["able"]) == ALL
    assert {name for name, able in told["able"].items() if able} == opened
    assert told["reopened"] == reopened


def test_a_worker_that_needs_more_memory_than_it_may_take_says_so_and_ends():
    with barred("directory") as channel:
        wire.receive(channel)
        assert asked(channel, 1 << 20)["reopened"] == 1
        assert asked(channel, 1 << 32)["error"]["code"] == "out-of-memory"
        assert wire.receive(channel) is None
