"""The command that checks: check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from sskg.cli.options import shared_options

if TYPE_CHECKING:
    from sskg.cli.options import Reader

VIOLATED = 1


@click.command()
@click.argument("paths", metavar="[FILE]…", nargs=-1, type=click.Path(path_type=Path))
@shared_options()
def check(reader: Reader, paths: tuple[Path, ...]) -> None:
    r"""Check shapes, rules and evidence; without FILE, of the packaged graph.

    Files named together are judged as one graph, with the packaged ontology added. --sources looks
    every passage, figure and date up in the documents, and lists what of them no claim covers.

    \b
    sskg check
    sskg check mine.ttl --sources DIR -f md -o report.md
    """
    from sskg.check.gather import check as check_graph
    from sskg.store.locate import open_store

    graphs = tuple(str(path) for path in paths) or reader.graphs
    report = check_graph(
        open_store(graphs),
        documents=reader.documents() if reader.sources else None,
        paths=_files(graphs),
        whole=not graphs,
    )
    reader.answer(report)
    if not report.sound:
        raise click.exceptions.Exit(VIOLATED)


def _files(graphs: tuple[str, ...]) -> list[Path]:
    """Return the RDF files that a graph is read from, where it is read from files."""
    from sskg import assets, files

    if not graphs:
        return list(assets.graph_files())
    found = []
    for path in map(Path, graphs):
        if path.is_dir():
            found += sorted(child for child in path.iterdir() if child.suffix in files.FORMATS)
        elif path.is_file():
            found.append(path)
    return found
