"""A query that ends in time: asked in a process of its own, which can be killed.

A query cannot be cancelled from Python, so --timeout starts the same command once more, without the
limit, passes its output on, and kills it when the time is up.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import click

from sskg.errors import QueryTimeout, Unavailable
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.cli.options import Reader


def ask_within(
    seconds: float, reader: Reader, text: str, params: Sequence[str], limit: int | None
) -> None:
    """Answer a query as `sskg query` does, and end it at its time limit.

    Raises:
        QueryTimeout: the time was up; the rows written until then stay, but no file does.
        Unavailable: the query ended its own process, as by using up the memory.
        click.exceptions.Exit: the other process ended with another code than 0; it said why.
    """
    command = [sys.executable, "-m", "sskg", "query", *_arguments(reader, params, limit)]
    with (
        reader.stream() as stream,
        subprocess.Popen([*command, "--", text], stdout=subprocess.PIPE) as process,
    ):
        late = threading.Event()

        def end() -> None:
            late.set()
            process.kill()

        timer = threading.Timer(seconds, end)
        timer.start()
        try:
            if process.stdout is not None:
                shutil.copyfileobj(process.stdout, stream)
            code = process.wait()
        finally:
            timer.cancel()
            process.kill()
        if late.is_set() and code:
            raise QueryTimeout(
                msg("the query was ended after {seconds:g} seconds", seconds=seconds),
                hint=msg("narrow its pattern, or give it longer with --timeout"),
            )
        if code < 0:
            raise Unavailable(
                msg("the query ended its process (signal {code})", code=-code),
                hint=msg("it needs more memory or stack than there is: ask for less at once"),
            )
        if code > 1:
            raise click.exceptions.Exit(code)
    if code:
        raise click.exceptions.Exit(code)


def _arguments(reader: Reader, params: Sequence[str], limit: int | None) -> list[str]:
    color = "--color" if reader.style().color else "--no-color"
    arguments = ["--format", reader.form, "--lang", reader.lang, color]
    for graph in reader.graphs:
        arguments += ["--graph", graph]
    for param in params:
        arguments += ["--param", param]
    if limit is not None:
        arguments += ["--limit", str(limit)]
    if reader.excel_safe:
        arguments.append("--excel-safe")
    return arguments
