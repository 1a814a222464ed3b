"""From what a reader names with --graph to an open store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Store as Oxigraph

from sskg.errors import RequestError, StoreUnavailable, UnreadableInput
from sskg.language.message import msg
from sskg.ontology import assets
from sskg.rdf import files
from sskg.rdf.prologues import together
from sskg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sskg.store.base import Store


def open_store(graphs: Sequence[str] = ()) -> Store:
    """Open what --graph names; without anything, the packaged graph.

    Args:
        graphs: RDF files and folders of them, which together make one graph in memory; or one
            store on disk; or the `http(s)://` URL of one SPARQL endpoint.

    Raises:
        UnreadableInput: a file is missing, unreadable or malformed.
        RequestError: an empty name, or a store or an endpoint among others.
        StoreUnavailable: a store that cannot be opened.
    """
    if not all(graph.strip() for graph in graphs):
        raise RequestError(
            msg("an empty name of a graph"), hint=msg("leave --graph out for the packaged graph")
        )
    if not graphs:
        return EmbeddedStore(files.load(assets.graph_files()), "the packaged graph", blank=False)
    whole = [graph for graph in graphs if is_url(graph) or is_directory_store(Path(graph))]
    if whole and len(graphs) > 1:
        raise RequestError(
            msg("“{whole}” cannot be asked together with other graphs", whole=whole[0]),
            hint=msg("name one store or one endpoint, or any number of RDF files"),
        )
    if whole:
        return _open_endpoint(graphs[0]) if is_url(graphs[0]) else _open_directory(Path(graphs[0]))
    paths = [path for graph in graphs for path in files.rdf_files(Path(graph))]
    store = Oxigraph()
    heads = [files.read_into(store, path) for path in paths]
    prologue = together(head.declared() for head in heads)
    return EmbeddedStore(store, ", ".join(graphs), prologue=prologue)


def is_url(graph: str) -> bool:
    """Tell whether a name of a graph is an endpoint's."""
    return graph.lower().startswith(("http://", "https://"))


def is_directory_store(path: Path) -> bool:
    """Tell whether a path is a store on disk, finished or not.

    Raises:
        UnreadableInput: a folder that may not be looked into.
        StoreUnavailable: a bare database of Oxigraph's.
    """
    try:
        if not path.is_dir():
            return False
        from sskg.store.directory import is_store

        if is_store(path):
            return True
        bare = (path / "CURRENT").exists() and (path / "IDENTITY").exists()
    except OSError as error:  # a folder that may not be looked into
        raise UnreadableInput(
            msg("cannot read it: {reason}", reason=error.strerror), place=str(path)
        ) from error
    if bare:
        raise StoreUnavailable(
            msg(
                "this is a bare database of Oxigraph's, without a manifest to tell whether it is "
                "whole"
            ),
            place=str(path),
            hint=msg("oxigraph dump --location … --file dump.nq, then sskg load STORE dump.nq"),
        )
    return False


def _open_directory(path: Path) -> Store:
    from sskg.store.directory import DirectoryStore

    return DirectoryStore(path)


def _open_endpoint(url: str) -> Store:
    from sskg.store.remote.endpoint import Endpoint, address, credentials, limits
    from sskg.store.remote.store import RemoteStore

    place = address(url)
    return RemoteStore(Endpoint(place, limits(), authorization=credentials(place.host)))
