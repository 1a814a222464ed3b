"""The network as GEXF 1.2, for Gephi and networkx."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from sskg.export.network import EDGE_COLUMNS, NODE_COLUMNS, edges, nodes
from sskg.export.xml import lines_to, quoted
from sskg.graph.whole import WholeGraph

if TYPE_CHECKING:
    from sskg.store.base import Store


def write_gexf(store: Store, stream: IO[bytes]) -> None:
    """Write things as nodes and relations as directed edges, element by element.

    Dates are attributes, as exact as the graph has them ("2018"), and not GEXF's own start and end
    of a node. Those need a day, and "2018" would become a first of January that no source gives;
    networkx reads them under the same names as the attributes, so that the invented day would take
    the place of the date. Gephi orders things in time by the attributes where a reader asks it to.

    Args:
        store: the graph.
        stream: where the bytes go, as UTF-8.
    """
    graph = WholeGraph(store)
    say = lines_to(stream)
    say('<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">')
    say('<graph defaultedgetype="directed" mode="static">')
    for kind, columns in (("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        say(f'<attributes class="{kind}">')
        for name in _own(columns):
            say(f'<attribute id="{kind}-{name}" title="{name}" type="string"/>')
        say("</attributes>")
    say("<nodes>")
    for node in nodes(graph):
        say(
            f"<node id={quoted(node.iri)} label={quoted(node.columns['label'])}>"
            f"{_values('node', node.columns)}</node>"
        )
    say("</nodes>")
    say("<edges>")
    for edge in edges(graph):
        say(
            f'<edge id="{edge.number}" source={quoted(edge.source)} target={quoted(edge.target)} '
            f"label={quoted(edge.columns['label'])}>{_values('edge', edge.columns)}</edge>"
        )
    say("</edges>")
    say("</graph>")
    say("</gexf>")


def _own(columns: tuple[str, ...]) -> list[str]:
    """Return the columns that GEXF has no place of its own for."""
    return [name for name in columns if name != "label"]


def _values(kind: str, columns: dict[str, str]) -> str:
    values = "".join(
        f'<attvalue for="{kind}-{name}" value={quoted(columns[name])}/>'
        for name in _own(tuple(columns))
        if columns[name]
    )
    return f"<attvalues>{values}</attvalues>"
