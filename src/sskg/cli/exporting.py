"""The command that writes the whole graph: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from sskg.cli.options import apart_option, graph_option, imports_option, profile_option
from sskg.language.message import msg, tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

FORMATS: Final = (
    "ttl", "nt", "jsonld", "rdf", "nq", "trig", "annotated", "graphml", "gexf", "cytoscape",
    "neo4j", "gephi",
)  # fmt: skip


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, allow_dash=True))
@click.option(
    "-f", "--format", "form", type=click.Choice(FORMATS),
    help="Format of the file; default: what its suffix names.",
)  # fmt: skip
@click.option(
    "--annotated", is_flag=True, help="RDF 1.2 Turtle, with claims as annotations: -f annotated."
)
@click.option(
    "--excel-safe", is_flag=True, help="Make the cells of csv and tsv harmless in a spreadsheet."
)
@graph_option
@apart_option
@imports_option
@profile_option
def export(
    file: Path,
    form: str | None,
    graphs: tuple[str, ...],
    *,
    annotated: bool,
    apart: bool,
    imports: bool,
    profile: str,  # noqa: ARG001  (chosen where it is read)
    excel_safe: bool,
) -> None:
    r"""Write the whole graph to FILE (- for standard output), in the format that its suffix names.

    \b
    .ttl .nt .jsonld .rdf    RDF; --annotated makes RDF 1.2 Turtle, claims beside what they state
    .nq .trig                RDF with its named graphs
    .graphml .gexf           for Gephi and networkx
    .csv                     FILE-nodes.csv and FILE-edges.csv for Neo4j; -f gephi for Gephi
    .cyjs .json              for Cytoscape

    \b
    sskg export graph.gexf
    sskg export graph.ttl --annotated -g store/
    """
    from sskg.cli.confining import writing_files
    from sskg.errors import RequestError
    from sskg.export import formats
    from sskg.rdf.terms import know
    from sskg.store.locate import open_store

    if annotated and form not in {None, "ttl", "annotated"}:
        raise RequestError(msg("--annotated is Turtle"), hint=msg("leave --format out"))
    to_output = str(file) == "-"
    if to_output and not form and not annotated:
        raise RequestError(msg("standard output has no suffix"), hint=msg("add --format ttl"))
    named = form or ("ttl" if to_output else formats.format_of(file))
    if annotated:
        if named != "ttl" and form != "annotated":
            raise RequestError(
                msg("--annotated is Turtle, and {name} is not", name=file.name),
                hint=msg("name it .ttl"),
            )
        named = "annotated"

    lang = click.get_current_context().obj["lang"]

    def written(streams: Sequence[IO[bytes]]) -> list[str]:
        store = open_store(graphs, apart=apart, imports=imports)
        know(store.prologue.prefixes)
        if to_output:
            formats.write_single(store, streams[0], named)
        else:
            formats.write(store, streams, named, excel_safe=excel_safe)
        return [tell(each, lang) for each in formats.left_out(store, named, apart=apart)]

    paths = () if to_output else formats.targets(file, named, excel_safe=excel_safe)
    notes = writing_files(graphs, paths, written)
    for path in paths:
        click.echo(f"{path}: {path.stat().st_size:,} bytes", err=True)
    for note in notes:
        click.echo(f"sskg: {note}", err=True)
