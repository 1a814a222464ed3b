"""Headless Firefox, driven by WebDriver BiDi; where there is none tests skip, and fail in CI.

Playwright drives a Firefox of its own making, and this one only in its newest versions.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from websockets.sync.client import ClientConnection

_SILENT: Final = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,none",
    "toolkit.telemetry.enabled": False,
}
"""What a new profile would otherwise ask the network for."""
_SECONDS: Final = 60
_EVENTS: Final = ["network.beforeRequestSent", "log.entryAdded"]


class Firefox:
    """A browser with one page.

    Attributes:
        requested: addresses that were asked for.
        complaints: errors of scripts and of the console.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self._connection = connection
        self._ids = itertools.count(1)
        self.requested: list[str] = []
        self.complaints: list[str] = []
        self._send("session.new", capabilities={})
        self._send("session.subscribe", events=_EVENTS)
        self._page = self._send("browsingContext.getTree")["contexts"][0]["context"]

    def _send(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._ids)
        self._connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
        while True:
            message = json.loads(self._connection.recv(timeout=_SECONDS))
            if message.get("type") == "event":
                self._note(message["method"], message["params"])
            elif message.get("id") == number:
                if message["type"] == "error":
                    raise AssertionError(f"{method}: {message['message']}")
                result: dict[str, Any] = message["result"]
                return result

    def _note(self, event: str, what: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.requested.append(what["request"]["url"])
        elif what["level"] == "error":
            self.complaints.append(what["text"])

    def open(self, address: str) -> None:
        """Open an address, and wait until it is loaded."""
        self._send("browsingContext.navigate", context=self._page, url=address, wait="complete")

    def resize(self, width: int, height: int) -> None:
        """Give the page another size."""
        self._send(
            "browsingContext.setViewport",
            context=self._page, viewport={"width": width, "height": height},
        )  # fmt: skip

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression: a string, a number, or whether it holds."""
        answer = self._send(
            "script.evaluate",
            expression=script, target={"context": self._page}, awaitPromise=True,
        )  # fmt: skip
        assert answer["type"] == "success", answer["exceptionDetails"]["text"]
        return answer["result"].get("value")

    def wait(self, script: str) -> None:
        """Wait until an expression holds."""
        deadline = time.monotonic() + _SECONDS
        while not self.evaluate(f"Boolean({script})"):
            assert time.monotonic() < deadline, script
            time.sleep(0.05)


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Start a browser with a new profile, and end it."""
    program = shutil.which("firefox-esr") or shutil.which("firefox")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs firefox-esr")
        pytest.skip("no Firefox on this machine")
    from websockets.sync.client import connect

    with tempfile.TemporaryDirectory(prefix="firefox-", ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(key)}, {json.dumps(_SILENT[key])});" for key in _SILENT]
        (Path(profile) / "user.js").write_text("\n".join(lines), encoding="utf-8")
        process = subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", profile,
             "--remote-debugging-port", "0", "about:blank"],
            stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, encoding="utf-8",
        )  # fmt: skip
        try:
            with connect(_address(process) + "/session", max_size=None, proxy=None) as connection:
                yield Firefox(connection)
        finally:
            process.terminate()
            process.communicate(timeout=_SECONDS)


def _address(process: subprocess.Popen[str]) -> str:
    """Return where the browser listens, as it says itself."""
    assert process.stderr is not None
    for line in process.stderr:
        if found := re.search(r"WebDriver BiDi listening on (ws://\S+)", line):
            return found[1]
    pytest.fail("Firefox ended before it listened")
