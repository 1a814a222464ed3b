"""From what a reader names with --graph to an open store."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Store as Oxigraph

from sskg.errors import RequestError, StoreUnavailable, UnreadableInput
from sskg.language.message import msg
from sskg.ontology import assets
from sskg.ontology.remembered import state_of
from sskg.rdf import files
from sskg.rdf.imports import follow
from sskg.rdf.prologues import together
from sskg.store import packed
from sskg.store.embedded import EmbeddedStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from sskg.store.base import Store


PACKAGED: Final = "packaged"
"""What the packaged graph is called among other graphs; ./packaged is a file of that name."""


def open_store(
    graphs: Sequence[str] = (), *, apart: bool = False, imports: bool = False, kept: bool = False
) -> Store:
    """Open what --graph names; without anything, the packaged graph.

    Args:
        graphs: RDF files and folders of them, and "packaged", which together make one graph in
            memory; or one store on disk; or the `http(s)://` URL of one SPARQL endpoint.
        apart: whether the default graph is only what stands in no named graph.
        imports: whether files that the graph imports are read too.
        kept: whether the packaged graph may be a store that is kept between runs: for one lookup.
            A process that forks, or opens no files, wants it in memory.

    Raises:
        UnreadableInput: a file is missing, unreadable or malformed.
        RequestError: an empty name, or a store or an endpoint among others.
        StoreUnavailable: a store that cannot be opened.
    """
    if not all(graph.strip() for graph in graphs):
        raise RequestError(
            msg("an empty name of a graph"), hint=msg("leave --graph out for the packaged graph")
        )
    if set(graphs) <= {PACKAGED}:
        places = assets.graph_places()
        state = state_of(places)
        store, dataset = (
            packed.opened(places, state) if kept else (files.load(assets.packaged_files()), None)
        )
        return EmbeddedStore(
            store,
            msg("the packaged graph"),
            blank=False,
            paths=places,
            packaged=state,
            dataset=dataset,
        )
    from pathlib import Path

    whole = [graph for graph in graphs if is_url(graph) or is_directory_store(Path(graph))]
    if whole and len(graphs) > 1:
        raise RequestError(
            msg("“{whole}” cannot be asked together with other graphs", whole=whole[0]),
            hint=msg("name one store or one endpoint, or any number of RDF files"),
        )
    if whole and (is_url(graphs[0]) and apart):
        raise RequestError(
            msg("an endpoint has its own default graph"), hint=msg("leave --graphs-apart out")
        )
    if whole and imports:
        raise RequestError(
            msg("imports are read with files"), hint=msg("sskg load STORE FILE… --imports")
        )
    if whole and is_url(graphs[0]):
        return _open_endpoint(graphs[0])
    return _open_directory(Path(graphs[0]), apart) if whole else _read(graphs, apart, imports)


def graph_files(graphs: Iterable[str]) -> list[Path]:
    """Return the RDF files that names of graphs stand for; without any, those of the packaged one.

    Raises:
        UnreadableInput: nothing is there, or a folder holds no RDF file.
    """
    from pathlib import Path

    paths = [
        path
        for graph in tuple(graphs) or (PACKAGED,)
        for path in (assets.packaged_files() if graph == PACKAGED else files.rdf_files(Path(graph)))
    ]
    return list(dict.fromkeys(paths))


def _read(graphs: Sequence[str], apart: bool, imports: bool) -> Store:  # noqa: FBT001
    """Read files into memory; what they declare goes before what ours do."""
    store = Oxigraph()
    paths = graph_files(graphs)
    heads = {path: files.read_into(store, path) for path in paths}

    def take(path: Path) -> None:
        heads[path] = files.read_into(store, path)

    unread = follow(store, paths, take if imports else None)
    ours = set(assets.packaged_files())
    prologue = together(head.declared() for path, head in heads.items() if path not in ours)
    location = ", ".join(graphs)
    return EmbeddedStore(
        store, location, apart=apart, prologue=prologue, unread=unread, paths=tuple(heads)
    )


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


def _open_directory(path: Path, apart: bool) -> Store:  # noqa: FBT001
    from sskg.store.directory import DirectoryStore

    return DirectoryStore(path, apart=apart)


def _open_endpoint(url: str) -> Store:
    from sskg.store.remote.endpoint import Endpoint, address, credentials, limits
    from sskg.store.remote.store import RemoteStore

    place = address(url)
    return RemoteStore(Endpoint(place, limits(), authorization=credentials(place.host)))
