"""The network as GraphML, for networkx, Gephi, yEd and others."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from sskg.export.network import EDGE_COLUMNS, NODE_COLUMNS, edges, nodes
from sskg.export.xml import lines_to, quoted
from sskg.graph.whole import WholeGraph

if TYPE_CHECKING:
    from sskg.store.base import Store


def write_graphml(store: Store, stream: IO[bytes]) -> None:
    """Write things as nodes and relations as directed edges, element by element.

    Args:
        store: the graph.
        stream: where the bytes go, as UTF-8.
    """
    graph = WholeGraph(store)
    say = lines_to(stream)
    say('<graphml xmlns="http://graphml.graphdrawing.org/xmlns">')
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        for name in columns:
            say(f'<key id="{kind}-{name}" for="{kind}" attr.name="{name}" attr.type="string"/>')
    say('<graph edgedefault="directed">')
    for node in nodes(graph):
        say(f"<node id={quoted(node.iri)}>{_data('node', node.columns)}</node>")
    for edge in edges(graph):
        say(
            f'<edge id="e{edge.number}" source={quoted(edge.source)} target={quoted(edge.target)}>'
            f"{_data('edge', edge.columns)}</edge>"
        )
    say("</graph>")
    say("</graphml>")


def _data(kind: str, columns: dict[str, str]) -> str:
    return "".join(
        f'<data key="{kind}-{name}">{quoted(text)[1:-1]}</data>'
        for name, text in columns.items()
        if text
    )
