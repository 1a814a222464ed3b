"""Runs the commands that the documents show, and puts their real output beneath them.

In a block fenced as ```console, each line that starts with "$ " is a command; what follows is its
output. Only `sskg` is run; of a longer output the first lines are kept as many as the block has,
if the block ends in a line "…".
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

_BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)


def refresh(text: str) -> str:
    """Return a Markdown text with the output of its console blocks made anew."""
    return _BLOCK.sub(lambda block: _run_block(block[1]), text)


def commands(text: str) -> list[str]:
    """Return every command that a Markdown text shows in a console block."""
    return [
        line[2:]
        for block in _BLOCK.findall(text)
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


def _run_block(block: str) -> str:
    shown: list[str] = []
    for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE):
        if not part.startswith("$ "):
            continue
        command, _, output = part.partition("\n")
        kept = output.rstrip("\n").split("\n")
        fresh = run(command[2:]).rstrip("\n").split("\n")
        if kept[-1].strip() == "…" and len(fresh) >= len(kept):
            fresh = [*fresh[: len(kept) - 1], "…"]
        shown += [command, *fresh] if fresh != [""] else [command]
        shown += [""] if output.endswith("\n\n") else []
    return "\n".join(shown) + "\n"


def run(command: str) -> str:
    """Run one `sskg` command in an empty folder and return what it writes.

    Raises:
        RuntimeError: it is another command, or it fails.
    """
    name, *arguments = shlex.split(command)
    if name != "sskg":
        raise RuntimeError(f"only sskg is run in console blocks: {command}")
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
    """Return the documents whose console blocks are kept fresh."""
    return [root / "README.md", *sorted((root / "docs").glob("*.md"))]
