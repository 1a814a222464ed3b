"""The command that builds a store on disk: load."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sskg.cli.clock import clock
from sskg.cli.options import imports_option, note_unread, profile_option
from sskg.language.message import msg, tell, word

if TYPE_CHECKING:
    from sskg.store.loading import Progress

INPUT_FORMATS: Final = ("ttl", "nt", "nq", "trig", "rdf", "jsonld")
_BAR: Final = 24
_PHASES: Final = {
    "merging": msg("merging files"),
    "names": msg("indexing names"),
    "digest": msg("reading back"),
    "securing": msg("writing to disk"),
}


@click.command()
@click.argument("store", type=click.Path(path_type=Path))
@click.argument("inputs", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "-f", "--format", "form", type=click.Choice(INPUT_FORMATS),
    help="Format of standard input, and of files whose suffix names none.",
)  # fmt: skip
@click.option(
    "--digest", is_flag=True,
    help="Read all triples back for a digest of the content; takes about twice the time.",
)  # fmt: skip
@click.option(
    "--merge", is_flag=True,
    help="Merge the store's files in the end, as with several inputs or from four million "
         "statements on: takes 1.6 times the disk; questions about very many things are then "
         "answered several times faster.",
)  # fmt: skip
@imports_option
@profile_option
@click.option(
    "--progress/--no-progress", default=None, help="Show progress, or none; default: on a terminal."
)
def load(
    store: Path,
    inputs: tuple[str, ...],
    form: str | None,
    *,
    digest: bool,
    merge: bool,
    imports: bool,
    profile: str,
    progress: bool | None,
) -> None:
    r"""Build the on-disk store STORE from RDF files, folders of them, or standard input (-).

    The files may be packed (.gz .bz2 .xz). All of them are taken or nothing: until the load is
    done and on disk, STORE stays what it was. Every command asks it with --graph STORE.

    \b
    sskg load store/ data/triples.ttl ontology/
    zcat dump.nt.gz | sskg load store/ - --format nt
    """
    from sskg.store import loading

    lang = click.get_current_context().obj["lang"]
    shown = sys.stderr.isatty() if progress is None else progress
    bar = _Bar(lang) if shown else None
    try:
        files = loading.inputs(inputs, f".{form}" if form else None)
        show = bar.show if bar else lambda _: None
        manifest = loading.load(store, files, show, digest=digest, merge=merge, imports=imports,
                                profile=profile)  # fmt: skip
    finally:
        if bar:
            bar.clear()
    size = sum(state.size for state in manifest.files.values())
    dataset = manifest.dataset
    summary = word("{n:,} triples, {size}", lang, n=dataset.triples, size=_bytes(size))
    if dataset.graphs:
        summary += ", " + word("named graphs: {n:,}", lang, n=dataset.graphs)
    if dataset.overlap:
        summary += ", " + word("statements in one more graph: {n:,}", lang, n=dataset.overlap)
    click.echo(f"{store}: {summary}", err=True)
    note_unread(manifest.unread, lang)


class _Bar:
    """One line on a terminal that tells how far a load has come."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._drawn = 0

    def show(self, progress: Progress) -> None:
        """Draw the line anew."""
        line = _line(progress, self._lang)
        click.echo("\r" + line.ljust(self._drawn), nl=False, err=True)
        self._drawn = len(line)

    def clear(self) -> None:
        """Remove the line."""
        if self._drawn:
            click.echo("\r" + " " * self._drawn + "\r", nl=False, err=True)


def _line(progress: Progress, lang: str) -> str:
    rate = progress.statements / progress.seconds if progress.seconds > 0 else 0.0
    count = word("{n:,} triples", lang, n=progress.statements)
    if progress.phase != "reading":
        return f"{tell(_PHASES[progress.phase], lang)} · {count} · {clock(progress.seconds)}"
    line = f"{count} · {rate:,.0f}/s"
    if progress.part is None:
        return f"{line} · {clock(progress.seconds)}"
    filled = round(progress.part * _BAR)
    bar = "█" * filled + "░" * (_BAR - filled)
    ahead = progress.seconds * (1 - progress.part) / progress.part if progress.part else 0
    left = (
        " · " + word("{time} left", lang, time=clock(ahead))
        if progress.part > 0.01  # noqa: PLR2004  (before, the guess is worth nothing)
        else ""
    )
    return f"{bar} {progress.part:4.0%} · {line}{left}"


def _bytes(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:  # noqa: PLR2004
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
