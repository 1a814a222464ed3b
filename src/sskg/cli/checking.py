"""The command that checks: check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.options import note_unread, shared_options
from sskg.language.message import msg

if TYPE_CHECKING:
    from sskg.cli.options import Reader

VIOLATED = 1


@click.command()
@click.argument("paths", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--shapes", multiple=True, metavar="FILE", type=click.Path(path_type=Path),
              help="Hold it to your own SHACL shapes, too; repeat for several files.")  # fmt: skip
@shared_options()
def check(reader: Reader, paths: tuple[Path, ...], shapes: tuple[Path, ...]) -> None:
    r"""Check shapes, rules and evidence; without FILE, of the packaged graph.

    Files named together are judged as one graph, with the packaged ontology added. --sources looks
    every passage, figure and date up in the documents, and lists what of them no claim covers.

    \b
    sskg check
    sskg check mine.ttl --sources DIR -f md -o report.md
    sskg check theirs.ttl --shapes rules.ttl
    sskg check STORE                    whether a store is as sskg load built it
    """
    from sskg.check.gather import check as check_graph
    from sskg.errors import RequestError
    from sskg.rdf.files import rdf_files
    from sskg.store.directory import is_store
    from sskg.store.locate import PACKAGED, open_store

    if any(map(is_store, paths)):
        if shapes:
            raise RequestError(
                msg("--shapes is for what a graph says, and a store is checked as files"),
                hint=msg("name the files that the store was loaded from"),
            )
        _check_stores(reader, paths)
        return
    graphs = tuple(str(path) for path in paths) or reader.graphs
    store = open_store(graphs, apart=reader.apart, imports=reader.imports)
    note_unread(store.unread, reader.lang)
    report = check_graph(
        store,
        documents=reader.documents() if reader.sources else None,
        paths=store.paths,
        whole=set(graphs) <= {PACKAGED},
        shapes=[file for path in shapes for file in rdf_files(path)],
    )
    reader.answer(report)
    if not report.sound:
        raise click.exceptions.Exit(VIOLATED)


def _check_stores(reader: Reader, paths: tuple[Path, ...]) -> None:
    """Look at a store's files and triples, not at what they say."""
    from sskg.check.storage import check_store
    from sskg.errors import RequestError

    if len(paths) > 1:
        raise RequestError(
            msg("a store is checked alone"), hint=msg("sskg check STORE, one by one")
        )
    soundness = check_store(paths[0])
    reader.answer(soundness)
    if not soundness.sound:
        raise click.exceptions.Exit(VIOLATED)
