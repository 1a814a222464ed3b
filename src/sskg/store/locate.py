"""From what a reader names with --graph to an open store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sskg import assets, files
from sskg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.store.base import Store


def open_store(graphs: Sequence[str] = ()) -> Store:
    """Open the graph that RDF files and folders of them make up; without any, the packaged one.

    Raises:
        UnreadableInput: a file is missing, unreadable or malformed.
    """
    if not graphs:
        return EmbeddedStore(files.load(assets.graph_files()), "the packaged graph")
    paths = [path for graph in graphs for path in files.rdf_files(Path(graph))]
    return EmbeddedStore(files.load(paths), ", ".join(graphs))
