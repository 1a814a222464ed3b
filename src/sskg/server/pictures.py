"""The interactive view of the graph, or of what surrounds a thing."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from sskg.names import kind_names, resolve
from sskg.server import pages
from sskg.server.parameters import VIEW, read_all
from sskg.server.wording import said
from sskg.sparql import select
from sskg.terms import ONTOLOGY
from sskg.view import page as view

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.documents import Document
    from sskg.server.worker import Reply
    from sskg.store.base import Store

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_THINGS = f'SELECT ?s WHERE {{ ?s a ?t FILTER(STRSTARTS(STR(?t), "{ONTOLOGY}")) }}'


def prepare() -> None:
    """Import and read what the view is made of."""
    from pyvis.network import Network

    Network(directed=True)
    view._library()  # noqa: SLF001  (read once, before the files are out of reach)
    view._script()  # noqa: SLF001
    for name in ("template.html", *view.STYLES):
        view._file(name)  # noqa: SLF001


def write(
    store: Store,
    documents: Mapping[str, Document],
    request: Mapping[str, Any],
    reply: Reply,
    most: int,
) -> None:
    """Write the view; of a large graph only what surrounds the things that are named.

    Args:
        store: the graph.
        documents: the reader's source documents by digest.
        request: with the address's parameters as `given`.
        reply: where the page goes.
        most: things up to which the whole graph is drawn.

    Raises:
        RequestError: a parameter is wrong.
        AmbiguousName, UnknownName: a thing cannot be told by its name.
    """
    lang = request["lang"]
    given = read_all(VIEW, request["given"])
    if not given["name"] and _count(store, most + 1) > most:
        reply.start("text/html; charset=utf-8", _VARY)
        reply.write(pages.page("large.html", lang, request, title=said("graph", lang)))
        return
    choice = view.Choice(
        names=tuple(dict.fromkeys(resolve(store, name).entity.iri for name in given["name"])),
        depth=given["depth"],
        kinds=kind_names(given["type"]),
        lang=lang,
        theme=given["theme"],
    )
    network = view.network_of(store, choice, documents)
    pieces = view.pieces(network, choice)
    first = next(pieces)
    policy = _POLICY.search(first)
    own = {"Content-Security-Policy": f"{policy[1]}; frame-ancestors 'none'"} if policy else {}
    reply.start("text/html; charset=utf-8", _VARY | own)
    reply.write(first.encode("utf-8", "replace"))
    for piece in pieces:
        reply.write(piece.encode("utf-8", "replace"))


def _count(store: Store, most: int) -> int:
    return sum(1 for _ in islice(select(store, f"{_THINGS} LIMIT {most}"), most))


_VARY: Final = {"Vary": "Accept-Language, Accept-Encoding"}
