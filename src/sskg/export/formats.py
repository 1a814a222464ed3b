"""Which writer makes which file, by the file's suffix or by a format's name."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from sskg.errors import RequestError
from sskg.export.annotated import write_annotated
from sskg.export.cytoscape import write_cytoscape
from sskg.export.gexf import write_gexf
from sskg.export.graphml import write_graphml
from sskg.export.rdf import check_fit, write_dataset, write_rdf
from sskg.export.tables import GEPHI, NEO4J, write_tables
from sskg.graph.whole import count
from sskg.language.message import msg
from sskg.rdf.files import writing
from sskg.rdf.graphs import GRAPH_FORMATS
from sskg.store.paging import may_be_read_whole
from sskg.store.sparql import count_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import IO

    from sskg.language.message import Message
    from sskg.store.base import Store

    Writer = Callable[[Store, IO[bytes]], None]

_RDF: Final = GRAPH_FORMATS
_DATASETS: Final = {"nq": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG}
_TABLES: Final = {"neo4j": NEO4J, "gephi": GEPHI}
_OTHERS: Final[dict[str, Writer]] = {
    "annotated": write_annotated,
    "graphml": write_graphml,
    "gexf": write_gexf,
    "cytoscape": write_cytoscape,
}

FORMATS: Final = (*_RDF, *_DATASETS, *_OTHERS, *_TABLES)

_SUFFIXES: Final = {
    ".ttl": "ttl", ".nt": "nt", ".jsonld": "jsonld", ".rdf": "rdf", ".xml": "rdf",
    ".nq": "nq", ".trig": "trig", ".graphml": "graphml", ".gexf": "gexf", ".csv": "neo4j",
    ".cyjs": "cytoscape", ".json": "cytoscape",
}  # fmt: skip


def format_of(path: Path) -> str:
    """Return the format that a file's suffix stands for.

    Raises:
        RequestError: it stands for none.
    """
    try:
        return _SUFFIXES[path.suffix.lower()]
    except KeyError:
        raise RequestError(
            msg("the suffix “{suffix}” names no format", suffix=path.suffix),
            place=str(path),
            hint=msg("known: {names}; or add --format", names=" ".join(_SUFFIXES)),
        ) from None


def export(store: Store, path: Path, form: str, *, excel_safe: bool = False) -> tuple[Path, ...]:
    """Write a whole graph to a file, or to the two files of a pair of tables.

    A file appears when all of it is written; what was there before stays until then.

    Args:
        store: the graph.
        path: of the file; a pair is made by adding -nodes and -edges to its stem.
        form: one of FORMATS.
        excel_safe: make the cells of tables harmless in a spreadsheet.

    Returns:
        The files that were written.

    Raises:
        UnwritableOutput: a file cannot be written, or the format cannot hold the graph.
        RequestError: the format has no cells to make harmless.
    """
    paths = targets(path, form, excel_safe=excel_safe)
    with ExitStack() as stack:
        streams = [stack.enter_context(writing(each)) for each in paths]
        write(store, streams, form, excel_safe=excel_safe)
    return paths


def targets(path: Path, form: str, *, excel_safe: bool = False) -> tuple[Path, ...]:
    """Return the files that an export to a path writes; see `export`.

    Raises:
        RequestError: the format has no cells to make harmless.
    """
    if excel_safe and form not in _TABLES:
        raise RequestError(
            msg("--excel-safe is for {names}, and not for {form}", names="neo4j, gephi", form=form)
        )
    if form in _TABLES:
        return tuple(path.with_name(f"{path.stem}-{what}.csv") for what in ("nodes", "edges"))
    return (path,)


def write(
    store: Store, streams: Sequence[IO[bytes]], form: str, *, excel_safe: bool = False
) -> None:
    """Write a whole graph to the streams of `targets`."""
    if form in _TABLES:
        nodes, edges = streams
        write_tables(store, nodes, edges, _TABLES[form], excel_safe=excel_safe)
    elif form in _RDF:
        write_rdf(store, streams[0], _RDF[form])
    elif form in _DATASETS:
        write_dataset(store, streams[0], _DATASETS[form])
    else:
        _OTHERS[form](store, streams[0])


_TRIPLES: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"
_DIRECTED: Final = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER(HASLANGDIR(?o)) }"


def left_out(store: Store, form: str, *, apart: bool = False) -> tuple[Message, ...]:
    """Return what a format does not hold of a graph, for who exported it.

    What Oxigraph changed when it read the graph is not known any more.

    Args:
        store: the graph.
        form: one of FORMATS.
        apart: whether the default graph is only what stands in no named graph.
    """
    sentences = []
    if store.graphs and form not in _DATASETS and apart:
        sentences.append(msg("named graphs are left out: {n:,}", n=store.graphs))
    elif store.graphs and form not in _DATASETS:
        sentences.append(
            msg(
                "the graph has {n:,} named graphs, which {form} does not tell apart: "
                "nq and trig do",
                n=store.graphs, form=form,
            )
        )  # fmt: skip
    if form in _RDF or form in _DATASETS or form == "annotated":
        return tuple(sentences)
    if store.kind != "endpoint":
        _, relations = count(store)
        sentences.append(
            msg(
                "{form} has things with their relations, {relations:,} of {triples:,} triples, "
                "and what its columns hold; all other statements are left out",
                form=form, relations=relations, triples=count_of(store, _TRIPLES),
            )
        )  # fmt: skip
    if may_be_read_whole(store) and (directed := count_of(store, _DIRECTED)):
        sentences.append(msg("base directions of texts are left out: {n:,}", n=directed))
    return tuple(sentences)


def write_single(store: Store, stream: IO[bytes], form: str) -> None:
    """Write a whole graph to a stream, once it is known that the format can hold it.

    Raises:
        RequestError: the format takes two files.
        UnfitFormat: the format cannot hold the graph; nothing is written.
    """
    if form in _TABLES:
        raise RequestError(
            msg("“{form}” is a pair of files", form=form),
            hint=msg("name a file: FILE-nodes.csv and FILE-edges.csv"),
        )
    if form in {"jsonld", "rdf"}:
        # What is written into a stream cannot be taken back.
        check_fit(store, _RDF[form])
    write(store, [stream], form)
