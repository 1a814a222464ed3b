"""Runs a command's work in a process with limits: every query, and all that reads a store on disk.

What the child prints goes straight to the output, so the parent copies nothing. It only waits, and
tells how the child ended.
"""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final, TypeVar

import click

from sskg.process import confined
from sskg.store.locate import is_directory_store, is_url

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sskg.cli.options import Reader

LONGEST_WRITING: Final = 3600.0
"""Seconds that the view or an export of a store may take."""
_T = TypeVar("_T")


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


def writing_files(
    graphs: Sequence[str], paths: Sequence[Path], work: Callable[[Sequence[IO[bytes]]], _T]
) -> _T:
    """Have files written, in a process of its own where a store on disk is read.

    Args:
        graphs: what --graph named.
        paths: of the files, each of which is there only when all are written; none for standard
            output.
        work: reads the graph and writes the files; returns what is told of them.

    Raises:
        QueryTimeout: the time was up.
        Unavailable: the process ended by itself, as for want of stack or memory.
    """
    from sskg.rdf.files import writing

    with ExitStack() as stack:
        # Opened and renamed here, so that nothing is left if the child dies.
        streams = [stack.enter_context(writing(path)) for path in paths] or [sys.stdout.buffer]

        def flushed() -> _T:
            result = work(streams)
            for stream in streams:
                stream.flush()
            return result

        if not reads_store(graphs) or not (paths or _reachable()):
            return flushed()
        try:
            return confined.run(flushed, confined.limits(default=LONGEST_WRITING))
        except KeyboardInterrupt as error:
            raise click.exceptions.Abort from error


def reads_store(graphs: Sequence[str]) -> bool:
    """Tell whether a command reads a store on disk, which may be damaged."""
    return any(is_directory_store(Path(graph)) for graph in graphs if not is_url(graph))


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
        reader = reader._replace(output=None)
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
