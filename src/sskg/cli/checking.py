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
    from sskg import assets, files
    from sskg.check.gather import check as check_graph
    from sskg.store.locate import open_store

    loaded = [file for path in paths for file in files.rdf_files(path)]
    graphs = tuple(str(path) for path in paths) or reader.graphs
    if not graphs:
        loaded = list(assets.graph_files())
    elif not paths:
        loaded = [
            file
            for graph in graphs
            if Path(graph).exists()
            for file in files.rdf_files(Path(graph))
        ]
    report = check_graph(
        open_store(graphs),
        documents=reader.documents() if reader.sources else None,
        paths=loaded,
        whole=not graphs,
    )
    reader.answer(report)
    if not report.sound:
        raise click.exceptions.Exit(VIOLATED)
