"""The network as JSON for Cytoscape and Cytoscape.js."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from sskg.export.network import edges, nodes
from sskg.graph.whole import WholeGraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.store.base import Store


def write_cytoscape(store: Store, stream: IO[bytes]) -> None:
    """Write things and relations as elements, one in each line.

    Args:
        store: the graph.
        stream: where the bytes go, as UTF-8.
    """
    graph = WholeGraph(store)

    def say(elements: Iterator[dict[str, str]]) -> None:
        for at, data in enumerate(elements):
            line = json.dumps({"data": data}, ensure_ascii=False)
            stream.write(f"{',' if at else ''}\n{line}".encode("utf-8", "replace"))

    stream.write(b'{"data": {"name": "sskg"}, "elements": {"nodes": [')
    say(_given(id=node.iri, **node.columns) for node in nodes(graph))
    stream.write(b'\n], "edges": [')
    say(
        _given(id=f"e{edge.number}", source=edge.source, target=edge.target, **edge.columns)
        for edge in edges(graph)
    )
    stream.write(b"\n]}}\n")


def _given(**columns: str) -> dict[str, str]:
    return {name: text for name, text in columns.items() if text}
