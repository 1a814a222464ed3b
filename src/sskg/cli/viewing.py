"""The command that writes the graph view: view."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from sskg.cli.completion import complete_entity, complete_predicate
from sskg.cli.options import kind_option, shared_options
from sskg.language.message import clauses, word
from sskg.model import MODALITIES
from sskg.view.kinds import ARRANGEMENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.cli.options import Reader

DEFAULT_OUTPUT = Path("social-security.html")


@click.command()
@click.argument("names", nargs=-1, metavar="[NAME…]", shell_complete=complete_entity)
@click.option("--hops", type=click.IntRange(0, 20), default=None,
              metavar="N", help="How many statements away; 1 by default, 2 in rings.")  # fmt: skip
@kind_option
@click.option("--predicate", "predicates", multiple=True, metavar="RELATION",
              shell_complete=complete_predicate,
              help="Only this relation (resolves, …); repeatable.")  # fmt: skip
@click.option("--modality", "modalities", multiple=True,
              type=click.Choice(MODALITIES, case_sensitive=False),
              help="Only relations stated so; repeatable.")  # fmt: skip
@click.option("--arrange", type=click.Choice(ARRANGEMENTS), default=ARRANGEMENTS[0],
              show_default=True,
              help="By stage, by what belongs together, or in rings around NAME.")  # fmt: skip
@click.option("--theme", type=click.Choice(("auto", "light", "dark")), default="auto",
              show_default=True, help="Colours that the page opens in.")  # fmt: skip
@click.option("--progress/--no-progress", default=None,
              help="Show progress, or none; default: on a terminal.")  # fmt: skip
@click.option("--open", "opened", is_flag=True, help="Open the page in the browser.")
@shared_options(formats=(), output=str(DEFAULT_OUTPUT))
def view(
    reader: Reader,
    *,
    names: tuple[str, ...],
    hops: int | None,
    kinds: tuple[str, ...],
    predicates: tuple[str, ...],
    modalities: tuple[str, ...],
    arrange: str,
    theme: str,
    progress: bool | None,
    opened: bool,
) -> None:
    r"""Write the interactive graph as one HTML file that works offline.

    Without NAME the whole graph is shown. With --sources the documents' text is in the file, and a
    statement opens at its passage.

    \b
    sskg view
    sskg view "drug procurement" --hops 2 --open
    sskg view "drug procurement" --arrange around
    sskg view --kind Reform --kind Goal --sources DIR -o reforms.html
    """
    from sskg.cli.confining import writing_files
    from sskg.graph.blank import with_names
    from sskg.names import kind_names, resolve
    from sskg.names.relations import find_relation
    from sskg.view.choice import Choice
    from sskg.view.page import Written, write_page

    shown = sys.stderr.isatty() if progress is None else progress

    def write(streams: Sequence[IO[bytes]]) -> Written:
        store = with_names(reader.store())
        choice = Choice(
            names=tuple(dict.fromkeys(resolve(store, name).entity.iri for name in names)),
            depth=hops,
            kinds=kind_names(kinds, store),
            predicates=tuple(find_relation(store, each)[0] for each in predicates),
            modalities=tuple(modalities),
            lang=reader.lang,
            theme=theme,
            arrange=arrange,
            graphs=reader.graphs,
        )
        line = _Line()
        show = line.show if shown else None
        try:
            return write_page(store, streams[0], choice, reader.documents() or {}, show)
        finally:
            line.clear()

    path = reader.output or DEFAULT_OUTPUT
    written = writing_files(reader.graphs, [path], write)
    lang = reader.lang
    counts = {
        "things": written.things,
        "statements": written.statements,
        "claims": written.claims,
        "figures": written.figures,
        "figured": written.figured,
    }
    notices = [
        word(
            "{things} things, {figures} figures, {statements} + {figured} relations, "
            "{claims} claims",
            lang,
            **counts,
        )
        if written.figured
        else word("{things} things, {statements} relations, {claims} claims", lang, **counts)
    ]
    if written.texts:
        notices.append(word("{n} documents in full", lang, n=written.texts))
    click.echo(f"{path}: {clauses(notices, lang)}")
    if not written.whole:
        overview = word(
            "opens on an overview of {n}; the rest is drawn on demand", lang, n=written.drawn
        )
        click.echo(f"  {overview}")
    if opened:
        import webbrowser

        webbrowser.open(path.resolve().as_uri())


class _Line:
    """One line on a terminal that tells how far a large view has come."""

    def __init__(self) -> None:
        self._drawn = 0

    def show(self, what: str, count: int) -> None:
        """Draw the line anew, once the view is large enough to be waited for."""
        if what == "bytes":
            if not self._drawn:
                return
            line = f"writing · {count / 1e6:,.1f} MB"
        else:
            line = f"reading {what} · {count:,}"
        click.echo("\r" + line.ljust(self._drawn), nl=False, err=True)
        self._drawn = len(line)

    def clear(self) -> None:
        """Remove the line."""
        if self._drawn:
            click.echo("\r" + " " * self._drawn + "\r", nl=False, err=True)
