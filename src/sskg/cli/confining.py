"""Runs a command's work in a process with limits: every query, and whatever reads a store on disk.

What the child prints goes straight to the output, so the parent copies nothing. It only waits, and
tells how the child ended.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import click

from sskg.process import confined
from sskg.store.locate import is_directory_store, is_url

if TYPE_CHECKING:
    from collections.abc import Callable

    from sskg.cli.options import Reader

LONGEST_LOOKUP: Final = 600.0
"""Seconds that a lookup in a store may take: on a damaged one it might never end."""


def in_process(
    reader: Reader,
    work: Callable[[Reader], None],
    seconds: float | None = None,
    default: float | None = None,
) -> None:
    """Do a command's work in a process of its own.

    Args:
        reader: who asks; a file of theirs is there only if all of it could be written.
        work: writes the answer through the reader that it is called with.
        seconds: how long it may take.
        default: the same where neither `seconds` nor SSKG_TIMEOUT says it.

    Raises:
        QueryTimeout: the time was up; what was printed until then stays, but no file does.
        Unavailable: the process ended by itself, as for want of stack or memory.
        click.exceptions.Exit: the work ended with another code than 0.
    """
    endpoint = any(is_url(graph) for graph in reader.graphs)
    bounds = confined.limits(seconds, default=default, network=endpoint)
    if not (confined.FORKS and _reachable()):
        confined.in_thread(lambda: work(reader), bounds.seconds)
        return
    with ExitStack() as stack:
        # The file is opened and renamed here, so that nothing is left if the child dies.
        stream = stack.enter_context(reader.stream()) if reader.output is not None else None
        try:
            code = confined.run(lambda: _code(reader, work, stream), bounds)
        except KeyboardInterrupt as error:
            raise click.exceptions.Abort from error
        if code > 1:
            raise click.exceptions.Exit(code)
    if code:
        raise click.exceptions.Exit(code)


def reads_store(reader: Reader) -> bool:
    """Tell whether a command reads a store on disk, which may be damaged."""
    return any(is_directory_store(Path(graph)) for graph in reader.graphs if not is_url(graph))


def _reachable() -> bool:
    """Tell whether a child can write to standard output: a program may keep it in its memory."""
    try:
        return sys.stdout.fileno() >= 0
    except (AttributeError, OSError, ValueError):
        return False


def _code(reader: Reader, work: Callable[[Reader], None], stream: IO[bytes] | None) -> int:
    """Do the work in the child, and return the exit code that click would make of it."""
    if stream is not None:
        os.dup2(stream.fileno(), sys.stdout.fileno())
        reader = replace(reader, output=None)
    try:
        work(reader)
        sys.stdout.flush()
    except click.exceptions.Exit as ended:
        sys.stdout.flush()
        return ended.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    return 0
