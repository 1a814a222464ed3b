"""Runs a command of `sskg` as a reader would, and knows which documents show commands."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path


def run(command: str) -> str:
    """Run one `sskg` command in an empty folder and return what it writes.

    Raises:
        RuntimeError: it is another command, or it fails.
    """
    name, *arguments = shlex.split(command)
    if name != "sskg":
        raise RuntimeError(f"not sskg: {command}")
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-m", "sskg", *arguments],
            cwd=folder, env=environment(), capture_output=True, text=True, encoding="utf-8",
            check=False,
        )  # fmt: skip
    if done.returncode > 1 or "Traceback" in done.stderr:
        raise RuntimeError(f"{command}\n{done.stderr}")
    return done.stdout + done.stderr


def environment() -> dict[str, str]:
    """Return the environment without what a reader sets for `sskg` and for the terminal.

    With SSKG_SOURCES above all: a document must never show a passage in full.
    """
    own = ("SSKG_", "NO_COLOR", "COLUMNS")
    return {name: value for name, value in os.environ.items() if not name.startswith(own)}


def documents(root: Path) -> list[Path]:
    """Return the documents whose commands are run."""
    return [
        root / "README.md",
        root / "README.zh.md",
        root / "CONTRIBUTING.md",
        *sorted((root / "docs").glob("**/*.md")),
    ]
