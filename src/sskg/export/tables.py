"""The network as a pair of CSV files: nodes and edges, with the headers that a tool expects."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Final

from sskg.export.network import EDGE_COLUMNS, NODE_COLUMNS, edges, nodes
from sskg.graph.whole import WholeGraph
from sskg.language.text import disarm

if TYPE_CHECKING:
    from sskg.store.base import Store


@dataclass(frozen=True, slots=True)
class Dialect:
    """The headers of a tool.

    Attributes:
        node: of the node's name, and of its kinds.
        edge: of the edge's source, target and kind.
        separator: between several kinds.
        directed: whether each edge says that it is directed.
    """

    node: tuple[str, str]
    edge: tuple[str, str, str]
    separator: str
    directed: bool


NEO4J: Final = Dialect(("iri:ID", ":LABEL"), (":START_ID", ":END_ID", ":TYPE"), ";", False)  # noqa: FBT003
GEPHI: Final = Dialect(("Id", "Kinds"), ("Source", "Target", "Relation"), " ", True)  # noqa: FBT003


def write_tables(
    store: Store,
    things: IO[bytes],
    relations: IO[bytes],
    dialect: Dialect,
    *,
    excel_safe: bool = False,
) -> None:
    """Write things and relations as two tables, row by row.

    Args:
        store: the graph.
        things: where the table of things goes, as UTF-8.
        relations: where the table of relations goes.
        dialect: NEO4J for `neo4j-admin database import`, or GEPHI for its import of spreadsheets.
        excel_safe: make cells harmless in a spreadsheet.
    """

    def write(stream: IO[bytes], cells: list[str]) -> None:
        _write(stream, [disarm(cell) for cell in cells] if excel_safe else cells)

    graph = WholeGraph(store)
    name, kinds = dialect.node
    write(things, [name, *_headers(NODE_COLUMNS, dialect), kinds])
    for node in nodes(graph):
        write(things, [node.iri, *node.columns.values(), dialect.separator.join(node.kinds)])
    source, target, kind = dialect.edge
    typed = ["Type"] if dialect.directed else []
    write(relations, [source, target, kind, *typed, *_headers(EDGE_COLUMNS, dialect)])
    for edge in edges(graph):
        direction = ["Directed"] if dialect.directed else []
        write(
            relations,
            [edge.source, edge.target, edge.predicate, *direction, *edge.columns.values()],
        )


def _headers(columns: tuple[str, ...], dialect: Dialect) -> list[str]:
    """Spell the columns' names as a tool knows them."""
    return ["Label" if dialect is GEPHI and name == "label" else name for name in columns]


def _write(stream: IO[bytes], cells: list[str]) -> None:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    stream.write(line.getvalue().encode())
