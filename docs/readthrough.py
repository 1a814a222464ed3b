"""Does what a document says, from top to bottom, and puts the real output beneath it.

A document is read in a folder of its own, which is also the reader's home and has the project's
examples in it. Of its fenced blocks

- ```console: each line that begins with "$ " is run by bash (one that ends in a backslash goes on
  in the next line), and what it prints is put beneath it. Of a longer output the first lines are
  kept, as many as the block has, if the block ends in a line "…".
- ```sh: run as one script; what it prints is not shown.
- ```python and ```pycon: run in one interpreter for the document; of the latter, output is shown.
- All others are no commands.

`sskg serve` is started on a free port, and serves until the document ends or serves anew;
localhost:8080 means that server. The endpoints of example.org are a server of the packaged graph.

A comment on the line above a block speaks of it:

- <!-- file: NAME -->: the block is added to that file in the folder.
- <!-- not run: REASON -->
"""

from __future__ import annotations

import ast
import contextlib
import io
import os
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import console

if TYPE_CHECKING:
    from collections.abc import Iterator

RUN = frozenset({"console", "sh", "python", "pycon"})
SHOWN = frozenset({"text", "turtle", "sparql", "json", "mermaid", "toml"})

_BLOCK = re.compile(
    r"^(?:<!-- (?P<word>file|not run): (?P<note>.*?) -->\n)?"
    r"```(?P<kind>[^\n`]*)\n(?P<body>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
_HERE = re.compile(r"(?:localhost|127\.0\.0\.1):8080\b")
_ELSEWHERE = "https://example.org/sparql"
_READY = "Ctrl-C ends it"


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its kind, its text, and what the comment above it says."""

    kind: str
    body: str
    file: str = ""
    reason: str = ""


def blocks(text: str) -> list[Block]:
    """Return the fenced blocks of a Markdown text."""
    return [_block(found) for found in _BLOCK.finditer(text)]


def refresh(text: str) -> str:
    """Return a Markdown text with the output of its blocks made anew.

    Raises:
        RuntimeError: a command fails.
    """
    with tempfile.TemporaryDirectory() as folder, Reading(Path(folder)) as reading:

        def renew(found: re.Match[str]) -> str:
            start, end = found.start("body") - found.start(), found.end("body") - found.start()
            return found[0][:start] + reading.read(_block(found)) + found[0][end:]

        return _BLOCK.sub(renew, text)


def _block(found: re.Match[str]) -> Block:
    note = {"file": "", "not run": ""}
    if found["word"]:
        note[found["word"]] = found["note"]
    return Block(found["kind"], found["body"], note["file"], note["not run"])


class Reading:
    """A reader's folder, interpreter and servers while a document is read.

    Args:
        folder: where commands are run, and files are written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "examples").symlink_to(Path(__file__).parent.parent / "examples")
        self.names: dict[str, Any] = {"__name__": "__main__"}
        self.own = ""
        self.elsewhere = ""
        self.servers: list[subprocess.Popen[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        for server in self.servers:
            _end(server)

    def read(self, block: Block) -> str:
        """Do what a block says, and return it with its output made anew."""
        if block.file:
            with (self.folder / block.file).open("a", encoding="utf-8", newline="") as stream:
                stream.write(block.body)
        if block.reason or block.kind not in RUN:
            return block.body
        way = {
            "console": self._console, "sh": self._script, "python": self._python,
            "pycon": self._interactive,
        }[block.kind]  # fmt: skip
        return way(block.body)

    def _console(self, body: str) -> str:
        shown = ""
        for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE):
            if not part.startswith("$ "):
                if part:
                    raise RuntimeError(f"a console block begins with a command: {part}")
                continue
            found = re.match(r"\$ ((?:.*\\\n)*.*)\n", part)
            if found is None:
                raise RuntimeError(f"not a command: {part}")
            fresh = self.run(found[1])
            shown += found[0] + _cut(fresh, part[found.end() :])
        return shown

    def _script(self, body: str) -> str:
        lines = []
        for line in body.splitlines():
            if line.startswith("sskg serve"):
                self.run(line.partition(" #")[0])
            else:
                lines.append(line)
        self.run("set -eu\n" + "\n".join(lines))
        return body

    def run(self, command: str) -> str:
        """Run a command in the folder, and return what it prints.

        Raises:
            RuntimeError: it fails; `sskg` may also answer no.
        """
        command = self._with_addresses(command)
        if command.startswith("sskg serve"):
            self.own, told = self._serve(command)
            return self._as_written(told)
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=self._environment(),
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        most = 1 if command.startswith("sskg ") else 0
        if done.returncode > most or "Traceback" in done.stderr:
            raise RuntimeError(f"{command}\nends with {done.returncode}\n{done.stderr}")
        return self._as_written(done.stdout + done.stderr)

    def _serve(self, command: str) -> tuple[str, str]:
        """Start a server; return its host and port, and what it said."""
        server = subprocess.Popen(
            ["bash", "-c", f"exec {command} --port 0"], cwd=self.folder, env=self._environment(),
            stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        self.servers.append(server)
        told = ""
        for line in server.stderr or ():
            told += line
            if _READY in line:
                break
        found = re.search(r"http://(\S+)/ serves ", told)
        if found is None:
            raise RuntimeError(f"{command}\n{told}")
        return found[1], told

    def _python(self, body: str) -> str:
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(io.StringIO()):
            source = self._with_addresses(body)
            exec(compile(source, "document", "exec"), self.names)  # noqa: S102  (our own documents)
        return body

    def _interactive(self, body: str) -> str:
        shown = ""
        for source, old in _examples(body):
            printed = io.StringIO()
            with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
                for statement in ast.parse(self._with_addresses(source)).body:
                    tree = ast.Interactive([statement])
                    exec(compile(tree, "document", "single"), self.names)  # noqa: S102
            lines = source.splitlines()
            prompted = [f">>> {lines[0]}", *(f"... {line}".rstrip() for line in lines[1:])]
            shown += "\n".join(prompted) + "\n" + _cut(self._as_written(printed.getvalue()), old)
        return shown

    def _with_addresses(self, text: str) -> str:
        if _ELSEWHERE in text and not self.elsewhere:
            host, _ = self._serve("sskg serve")
            self.elsewhere = f"http://{host}/sparql"
        if self.own:
            text = _HERE.sub(self.own, text)
        return text.replace(_ELSEWHERE, self.elsewhere or _ELSEWHERE)

    def _as_written(self, text: str) -> str:
        if self.elsewhere:
            text = text.replace(self.elsewhere, _ELSEWHERE)
        return text.replace(self.own, "127.0.0.1:8080") if self.own else text

    def _environment(self) -> dict[str, str]:
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        return {**console.environment(), "PATH": path, "HOME": str(self.folder)}


def _examples(body: str) -> Iterator[tuple[str, str]]:
    """Yield the source of each example of an interactive session, with the output shown."""
    for part in re.split(r"^(?=>>> )", body, flags=re.MULTILINE):
        lines = part.splitlines(keepends=True)
        source = [line[4:] or "\n" for line in lines if line.startswith((">>> ", "... ", "...\n"))]
        if source:
            yield "".join(source), "".join(lines[len(source) :])


def _cut(fresh: str, old: str) -> str:
    """Cut output where the document cuts it, and keep the empty line that the document has."""
    lines, kept = fresh.rstrip("\n").split("\n"), old.rstrip("\n").split("\n")
    if kept[-1].strip() == "…" and len(lines) >= len(kept):
        lines = [*lines[: len(kept) - 1], "…"]
    body = "\n".join(lines) + "\n" if lines != [""] else ""
    return body + ("\n" if old.endswith("\n\n") or old == "\n" else "")


def _end(server: subprocess.Popen[str]) -> None:
    server.terminate()
    try:
        server.wait(30)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stderr:
        server.stderr.close()
