"""The command that writes the graph as a site: site."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.options import shared_options
from sskg.language.message import word

if TYPE_CHECKING:
    from sskg.cli.options import Reader


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--url", default="", metavar="URL", help="The address it will have: for canonical links."
)
@click.option(
    "--publish-texts", is_flag=True, help="Put the texts of --sources on the pages, in full."
)
@click.option("--progress/--no-progress", default=None,
              help="Show progress, or none; default: on a terminal.")  # fmt: skip
@shared_options(formats=(), output=None, confines=True)
def site(
    reader: Reader, *, folder: Path, url: str, publish_texts: bool, progress: bool | None
) -> None:
    r"""Write the whole graph as a static site into FOLDER, for any web host or a double click.

    The folder is replaced whole; one that holds other files is refused. Texts of documents stay
    out of it, unless --publish-texts: the place and a phrase of each passage are shown.

    \b
    sskg site public/
    sskg site public/ --url https://example.org/graph
    """
    from sskg.cli.clock import clock
    from sskg.cli.confining import LONGEST_WRITING, reads_store
    from sskg.errors import RequestError, Unavailable
    from sskg.language.message import msg
    from sskg.process import confined
    from sskg.site.folder import replaced

    if url and not url.startswith(("http://", "https://")):
        raise RequestError(msg("“{url}” is no web address", url=url),
                           hint=msg("--url https://example.org/graph"))  # fmt: skip
    if publish_texts and reader.sources is None:
        raise RequestError(msg("--publish-texts needs --sources, which has the texts"))
    try:
        from sskg.site.building import Built, build
    except ImportError as error:
        raise Unavailable(
            msg("a site needs jinja2, which is not installed"),
            hint=msg("pip install 'sskg[serve]'"),
        ) from error
    shown = sys.stderr.isatty() if progress is None else progress

    began: list[float] = []

    def report(line: str) -> None:
        click.echo(f"\r{line}".ljust(60), nl=False, err=True)

    def told(done: int, total: int) -> None:
        # What comes before the first page takes its own time, which says nothing of the others.
        began[:] = began or [time.monotonic()]
        if done % 20 == 0 or done == total:
            line = word("{done:,} of {total:,} pages", reader.lang, done=done, total=total)
            if done * 50 > total > 1:  # before, the guess is worth nothing
                ahead = (time.monotonic() - began[0]) / (done - 1) * (total - done)
                line += " · " + word("{time} left", reader.lang, time=clock(ahead))
            report(line)

    if shown:
        report(word("reading the graph", reader.lang))
    with replaced(folder) as new:

        def write() -> Built:
            return build(
                reader.store(), new, held=reader.documents() if publish_texts else None, url=url,
                progress=told if shown else None,
            )  # fmt: skip

        if reads_store(reader.graphs) and confined.FORKS:
            built = confined.run(write, confined.limits(None, default=LONGEST_WRITING))
        else:
            built = write()
        if shown:
            click.echo("\r" + " " * 60 + "\r", nl=False, err=True)
    click.echo(
        f"{folder}: "
        + word("{pages:,} pages of {things:,} things, {size:.1f} MB", reader.lang,
               pages=built.pages, things=built.things, size=built.size / 1e6)
    )  # fmt: skip
