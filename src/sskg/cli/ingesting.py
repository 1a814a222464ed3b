"""The commands that bring a document in: ingest, accept."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sskg.cli.options import shared_options
from sskg.language.message import counted, msg, tell, word
from sskg.language.ranges import interface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sskg.cli.options import Reader
    from sskg.ingest.decisions import Event, Outcome
    from sskg.ingest.language_model.proposing import ModelProposer
    from sskg.ingest.reading import Reading
    from sskg.ingest.remaining import Remaining

VIOLATED: Final = 1
_STEPS: Final = {
    "freeze": msg("reading the file"),
    "segment": msg("cutting sentences"),
    "propose": msg("looking for proposals"),
    "model": msg("asking the language model, sentences left"),
}
_SHOWN: Final = 60
_MOST_PLACES: Final = 20


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "-o", "--output", "folder", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Folder of the reading; default: FILE without its suffix.",
)  # fmt: skip
@click.option("--name", metavar="NAME", help="Name of the document in the graph.")
@click.option(
    "--jurisdiction", metavar="PLACE",
    help="State or region that the document is of: a place of the graph, or a country by name or "
    "code (CN). Things of others are not linked. Default: as before.",
)  # fmt: skip
@click.option(
    "--decisions", multiple=True, type=click.Path(path_type=Path), metavar="FOLDER",
    help="Learn from the decisions of an earlier reading (or a file of them); may be repeated.",
)  # fmt: skip
@click.option(
    "--model/--no-model", default=True,
    help="Ask the language model of SSKG_LLM_URL, or none; default: if it is set.",
)  # fmt: skip
@click.option(
    "--progress/--no-progress", default=None, help="Show progress, or none; default: on a terminal."
)
@shared_options(formats=(), sources=False, output=None)
def ingest(  # noqa: PLR0917  (click gives them by name)
    reader: Reader,
    file: Path,
    folder: Path | None,
    name: str | None,
    jurisdiction: str | None,
    decisions: tuple[Path, ...],
    *,
    model: bool,
    progress: bool | None,
) -> None:
    r"""Read a document in: its text, its sentences, and what may be claimed of them.

    FILE is .txt, .md, .html, .docx or .pdf. The folder keeps the text that offsets count in. The
    same file gives the same bytes; decisions in the folder survive. Needs the extra:
    pip install "sskg[ingest]".

    A language model proposes, too, where SSKG_LLM_URL names an OpenAI-compatible address, and
    SSKG_LLM_MODEL the model; the document's sentences are then sent there. Its answers stay in the
    folder, so that another run asks nobody.

    \b
    sskg ingest report.pdf
    sskg ingest report.pdf --jurisdiction "South Africa"
    sskg accept report/ -o report.ttl
    """
    from sskg.ingest.ingesting import ingest as read_in
    from sskg.language.ranges import interface

    shown = sys.stderr.isatty() if progress is None else progress

    def show(step: str, count: int) -> None:
        if shown:
            line = tell(_STEPS[step], reader.lang) + (f" · {count:,}" if count else "")
            click.echo("\r" + line.ljust(_SHOWN), nl=False, err=True)

    try:
        done = read_in(file, folder, name=name, store=reader.store(), jurisdiction=jurisdiction,
                       decisions=decisions, model=model, tell=show)  # fmt: skip
    finally:
        if shown:
            click.echo("\r" + " " * _SHOWN + "\r", nl=False, err=True)
    reading = done.reading
    parts = [
        counted("{n:,} character", "{n:,} characters", len(reading.text)),
        counted("{n:,} passage", "{n:,} passages", len(reading.segments)),
        counted("{n:,} proposal", "{n:,} proposals", len(reading.proposals)),
    ]
    counts = ", ".join(tell(part, reader.lang) for part in parts)
    click.echo(f"{reading.folder}: {counts}", err=True)
    if reading.jurisdiction:
        labels = reading.jurisdiction.labels
        label = labels.get(interface(reader.lang)) or labels.get("en") or reading.jurisdiction.iri
        click.echo("  " + word("jurisdiction: {place}", reader.lang, place=label), err=True)
    for note in reading.frozen.notes:
        click.echo(f"  {note}", err=True)
    if done.model is not None:
        _tell_model(done.model, reading, reader.lang)
    if done.kept:
        click.echo("  " + word("decisions kept: {n}", reader.lang, n=done.kept), err=True)
    _tell_lapsed(done.lapsed, reader.lang)
    if not reading.jurisdiction:
        asks = word("no state or region: name it with --jurisdiction, or things of any are linked",
                    reader.lang)  # fmt: skip
        click.echo(f"  {asks}", err=True)
    then = word("next: sskg review {folder}", reader.lang, folder=reading.folder)
    click.echo(f"  {then}", err=True)


def _tell_model(model: ModelProposer, reading: Reading, lang: str) -> None:
    """Say what the language model gave, and why it gave no more."""
    from sskg.language.text import printable

    kept = sum(each.by == model.by for each in reading.proposals)
    parts = [
        counted("{n:,} proposal", "{n:,} proposals", kept),
        msg("{n:,} dropped", n=sum(model.dropped.values())),
        counted("{n:,} sentence read", "{n:,} sentences read", model.sentences),
        msg("{n:,} not read", n=model.unanswered),
        counted("{n:,} unusable answer", "{n:,} unusable answers", model.unusable),
    ]
    counts = ", ".join(tell(part, lang) for part in parts)
    click.echo("  " + word("model {name}: {gave}", lang, name=printable(model.name), gave=counts),
               err=True)  # fmt: skip
    if model.failure is not None:
        reason = printable(tell(model.failure, lang))
        line = word("the model was asked no further: {reason}", lang, reason=reason)
        click.echo(f"  {line}", err=True)


def _tell_lapsed(lapsed: Iterable[Event], lang: str) -> None:
    """Name the decisions whose words no longer stand in the text."""
    for event in lapsed:
        quoted = " … ".join(quote for _, _, quote in event.quotes) or event.key
        line = word("no longer in the text: {action} “{quote}”", lang, action=event.do,
                    quote=quoted[:80])  # fmt: skip
        click.echo(f"  {line}", err=True)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--by", metavar="NAME", help="Who decides; default: your name on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, metavar="N",
              help="Port to listen on; 0 for any that is free.")  # fmt: skip
@click.option(
    "--offline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write the page as one file, and serve nothing.",
)  # fmt: skip
@click.option(
    "--take", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Add the decisions of another reviewer.",
)  # fmt: skip
@click.option("--browser/--no-browser", default=True, help="Open the page in the browser.")
@shared_options(formats=(), sources=False, output=None)
def review(  # noqa: PLR0917  (click gives them by name)
    reader: Reader,
    folder: Path,
    by: str | None,
    port: int,
    offline: Path | None,
    take: Path | None,
    *,
    browser: bool,
) -> None:
    r"""Show the reading in FOLDER in the browser, for you to decide on what it proposes.

    The page is for this machine alone, under an address that works once; Ctrl-C ends it. Each
    decision is on the disk before the next. With --offline the page is one file that needs no
    network; it saves the decisions as a file, which --take adds to the reading, and tells where
    two reviewers differ.

    \b
    sskg review report/
    sskg review report/ --offline page.html
    sskg review report/ --take report-decisions.jsonl
    """
    from sskg.ingest.reading import read_reading
    from sskg.ingest.reviewing.page import page
    from sskg.language.ranges import interface

    reading = read_reading(folder)
    if take is not None:
        _take(folder, take, reader.lang)
        return
    lang = interface(reader.lang)
    store = reader.store()
    if offline is not None:
        from sskg.rdf.files import writing

        content = page(reading, store, lang=lang, by=by or "", offline=True)
        with writing(offline) as stream:
            stream.write(content.encode("utf-8"))
        click.echo(f"{offline}: {len(content.encode()):,} bytes", err=True)
        return
    import getpass

    who = by or getpass.getuser()
    _serve(reader, reading, lambda now: page(now, store, lang=lang, by=who, offline=False),
           port=port, browser=browser)  # fmt: skip


def _take(folder: Path, file: Path, lang: str) -> None:
    from sskg.ingest.decisions import merge
    from sskg.ingest.reading import read_reading

    new, outcome = merge(folder, read_reading(folder), file)
    click.echo(tell(counted("{n} new decision", "{n} new decisions", new), lang), err=True)
    _tell_open(outcome, lang)


def _serve(
    reader: Reader, reading: Reading, show: Callable[[Reading], str], *, port: int, browser: bool
) -> None:
    from sskg.ingest.reading import read_reading
    from sskg.ingest.reviewing.serving import ReviewServer

    def make() -> str:
        # The document may have been read in again meanwhile.
        server.reading = read_reading(reading.folder)
        return show(server.reading)

    def verdict(lang: str) -> str:
        return told_verdict(reading, reader.graphs, lang)

    with ReviewServer(reading, make, verdict, lang=reader.lang, port=port) as server:
        click.echo(server.address, err=True)
        if browser:
            import webbrowser

            webbrowser.open(server.address)
        server.serve_forever()


def told_verdict(reading: Reading, graphs: Sequence[str], lang: str) -> str:
    """Return as JSON what check says of what is accepted so far, in the reader's language."""
    import json
    from tempfile import TemporaryDirectory

    from sskg.ingest.ingesting import accepted
    from sskg.ingest.remaining import remaining
    from sskg.ingest.verdict import verdict
    from sskg.render.answers import render
    from sskg.render.style import Style

    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{reading.name}.ttl"
        now, outcome, turtle = accepted(reading.folder)
        path.write_text(turtle, encoding="utf-8")
        report = verdict(path, now, graphs)
    return json.dumps({
        "report": str(render(report, "table", lang, Style(color=False, width=None))),
        "left": [
            {"at": each.at, "key": each.key, "where": tell(each.where, lang),
             "wrong": [tell(wrong, lang) for wrong in each.wrong],
             "mend": tell(each.mend, lang)}
            for each in remaining(report, now, outcome.accepted)
        ],
    }, ensure_ascii=False)  # fmt: skip


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
    from sskg.ingest.remaining import remaining
    from sskg.ingest.verdict import verdict
    from sskg.rdf.files import writing

    reading, outcome, turtle = accepted(folder)
    target = reader.output or folder.with_name(folder.resolve().name + ".ttl")
    with writing(target) as stream:
        stream.write(turtle.encode("utf-8"))
    _tell_open(outcome, reader.lang)
    report = verdict(target, reading, reader.graphs)
    reader._replace(output=None).answer(report)
    _tell_remaining(remaining(report, reading, outcome.accepted), folder, reader.lang)
    if not report.sound:
        raise click.exceptions.Exit(VIOLATED)


def _tell_remaining(left: Sequence[Remaining], folder: Path, lang: str) -> None:
    """Say what is left to do, and with which key of the review page; nothing where all is done."""
    if not left:
        return
    heading = counted("left to do at {n} place; go there with sskg review {folder}, key G",
                      "left to do at {n} places; go to each with sskg review {folder}, key G",
                      len(left), folder=folder)  # fmt: skip
    click.echo(tell(heading, lang), err=True)
    for each in left[:_MOST_PLACES]:
        # Chinese has no space between sentences.
        between = " " if interface(lang) == "en" else ""
        wrong = between.join(tell(part, lang) for part in each.wrong)
        line = word("{what}: {reason}", lang, what=tell(each.where, lang), reason=wrong)
        click.echo(f"  {line}\n    → {tell(each.mend, lang)}", err=True)
    if len(left) > _MOST_PLACES:
        more = counted("and {n} more", "and {n} more", len(left) - _MOST_PLACES)
        click.echo(f"  {tell(more, lang)}", err=True)


def _tell_open(outcome: Outcome, lang: str) -> None:
    _tell_lapsed(outcome.lapsed, lang)
    for difference in outcome.disagreements:
        sides = "; ".join(f"{event.by}: {event.do}" for event in difference.events)
        line = word("decided otherwise: {key} ({sides})", lang, key=difference.key, sides=sides)
        click.echo(f"  {line}", err=True)
