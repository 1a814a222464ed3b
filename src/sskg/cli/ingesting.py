"""The commands that bring a document in: ingest, accept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sskg.cli.options import shared_options
from sskg.language.message import counted, msg, tell, word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.cli.options import Reader
    from sskg.ingest.decisions import Decided, Event

VIOLATED: Final = 1
_STEPS: Final = {
    "freeze": msg("reading the file"),
    "segment": msg("cutting sentences"),
    "propose": msg("looking for proposals"),
}
_SHOWN: Final = 60


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Folder of the reading; default: FILE without its suffix.",
)  # fmt: skip
@click.option("--name", metavar="NAME", help="Name of the document in the graph.")
@click.option(
    "--progress/--no-progress", default=None, help="Show progress, or none; default: on a terminal."
)
@shared_options(formats=(), sources=False, output=None)
def ingest(
    reader: Reader, file: Path, folder: Path | None, name: str | None, *, progress: bool | None
) -> None:
    r"""Read a document in: its text, its sentences, and what may be claimed of them.

    FILE is .txt, .md, .html, .docx or .pdf. The folder keeps the text that offsets count in. The
    same file gives the same bytes; decisions in the folder survive. Needs the extra:
    pip install "sskg[ingest]".

    \b
    sskg ingest report.pdf
    sskg accept report/ -o report.ttl
    """
    from sskg.ingest.ingesting import ingest as read_in

    shown = sys.stderr.isatty() if progress is None else progress

    def show(step: str, count: int) -> None:
        if shown:
            line = tell(_STEPS[step], reader.lang) + (f" · {count:,}" if count else "")
            click.echo("\r" + line.ljust(_SHOWN), nl=False, err=True)

    try:
        done = read_in(file, folder, name=name, tell=show)
    finally:
        if shown:
            click.echo("\r" + " " * _SHOWN + "\r", nl=False, err=True)
    reading = done.reading
    parts = [
        counted("{n:,} character", "{n:,} characters", len(reading.text)),
        counted("{n:,} passage", "{n:,} passages", len(reading.passages)),
        counted("{n:,} proposal", "{n:,} proposals", len(reading.proposals)),
    ]
    told = ", ".join(tell(part, reader.lang) for part in parts)
    click.echo(f"{reading.folder}: {told}", err=True)
    for note in reading.frozen.notes:
        click.echo(f"  {note}", err=True)
    if done.kept:
        click.echo("  " + word("decisions kept: {n}", reader.lang, n=done.kept), err=True)
    _tell_lapsed(done.lapsed, reader.lang)


def _tell_lapsed(lapsed: Iterable[Event], lang: str) -> None:
    """Name the decisions whose words no longer stand in the text."""
    for event in lapsed:
        quoted = " … ".join(quote for _, _, quote in event.quotes) or event.key
        line = word("no longer in the text: {action} “{quote}”", lang, action=event.do,
                    quote=quoted[:80])  # fmt: skip
        click.echo(f"  {line}", err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@shared_options(sources=False, output="FOLDER.ttl")
def accept(reader: Reader, folder: Path) -> None:
    r"""Write what was decided of the reading in FOLDER as Turtle, and check it at once.

    The file is ordered, and named after the document, so that it diffs well. What it says of things
    of the graph is checked together with the graph. Exit code 1 if check finds a violation.

    \b
    sskg accept report/ -o report.ttl
    """
    from sskg.ingest.ingesting import accepted
    from sskg.ingest.verdict import verdict
    from sskg.rdf.files import writing

    reading, outcome, turtle = accepted(folder)
    target = reader.output or folder.with_name(folder.resolve().name + ".ttl")
    with writing(target) as stream:
        stream.write(turtle.encode("utf-8"))
    _tell_open(outcome, reader.lang)
    report = verdict(target, reading, reader.graphs)
    from dataclasses import replace

    replace(reader, output=None).answer(report)
    if not report.sound:
        raise click.exceptions.Exit(VIOLATED)


def _tell_open(outcome: Decided, lang: str) -> None:
    _tell_lapsed(outcome.lapsed, lang)
    for difference in outcome.differences:
        sides = "; ".join(f"{event.by}: {event.do}" for event in difference.events)
        line = word("decided otherwise: {key} ({sides})", lang, key=difference.key, sides=sides)
        click.echo(f"  {line}", err=True)
