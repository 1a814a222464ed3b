"""What a worker does with a request: asks the graph, and writes the answer in the form wanted.

All that a request needs is imported and read before the first worker is forked: a worker can open
no file.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QuerySolutions
from pyoxigraph import Store as Oxigraph

from sskg.capabilities import CAPABILITIES, ask, read_all
from sskg.errors import StoreUnavailable
from sskg.graph.about import about
from sskg.graph.blank import with_names
from sskg.graph.documents import held as held_text
from sskg.graph.documents import packaged
from sskg.graph.reading import reading
from sskg.language import catalogue
from sskg.language.message import msg
from sskg.names import bearers
from sskg.ontology.profiles import read_by
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked, lookups, page
from sskg.pages.links import Served
from sskg.queries import catalog
from sskg.questions import gap_queries
from sskg.rdf.terms import know
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.server.answers import querying, things
from sskg.server.negotiation import HTML, PAGES, THING, TRIPLES, VARY, chosen
from sskg.store.embedded import EmbeddedStore
from sskg.store.locate import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.server.answers.reply import Reply
    from sskg.server.settings import Settings
    from sskg.store.base import Store

_LARGE_VIEW: Final = 3000
"""Things up to which the whole graph is drawn at once."""
_PROBES: Final = ("", "SILENT ")


@dataclass(slots=True)
class ServedGraph:
    """An open graph with all that its answers are made of.

    Attributes:
        store: where it is kept.
        kind: "memory", "directory" or "endpoint".
        documents: the reader's source documents by digest.
        rows: rows of a result that a page shows.
        apart: whether the default graph is only what stands in no named graph.
        about: what the frontend is told of it.
    """

    store: Store
    kind: str
    documents: Mapping[str, Document]
    rows: int
    apart: bool = False
    about: dict[str, Any] = field(default_factory=dict)

    def reopen(self, settings: Settings) -> None:
        """Open the store in this process: what a library holds open does not survive a fork."""
        self.store = open_store(settings.graphs, apart=settings.apart, imports=settings.imports)
        know(self.store.prologue.prefixes)
        self.about |= _introduced(self.store)
        # It may have been loaded anew since the forkserver tried it.
        self.about["digest"] = _digest(settings, self.store)

    def answer(self, request: dict[str, Any], reply: Reply) -> None:
        """Answer one request: its `task` says which method does."""
        _TASKS[request["task"]](self, request, reply)


def open_graph(settings: Settings) -> ServedGraph:
    """Open the graph and read everything that answers are made of.

    Raises:
        SskgError: the graph or a document cannot be read.
    """
    # Workers read no files: what the profile says is read here.
    read_by(settings.profile)
    store = open_store(settings.graphs, apart=settings.apart, imports=settings.imports)
    know(store.prologue.prefixes)
    documents = {}
    if settings.sources is not None:
        from sskg.graph.documents import read_documents

        documents = read_documents(Path(settings.sources))
    graph = ServedGraph(store, store.kind, documents, settings.limits.rows, settings.apart)
    _prepare()
    # Workers read no files: the packaged texts are read here.
    for digest in packaged():
        held_text(digest)
    if store.kind == "memory":
        reading(with_names(store)).makes_claims(with_names(store))
    graph.about = {
        "kind": store.kind,
        "location": store.location,
        "digest": _digest(settings, store),
        "queries": [
            {"name": query.name, "title": query.title, "question": query.question,
             "text": query.text, "parameters": [parameter.name for parameter in query.parameters]}
            for query in catalog.listing().queries
        ],
    }  # fmt: skip
    graph.about |= _introduced(store)
    page.EXAMPLES[:] = graph.about["queries"]
    if store.kind == "directory":
        # Each worker opens it anew, behind its barrier; here it was only tried.
        graph.store = EmbeddedStore(Oxigraph(), store.location)
    return graph


def _introduced(store: Store) -> dict[str, str]:
    """Let pages say what the graph says of itself, and return it for the frontend."""
    # An endpoint is not asked before somebody asks.
    parts = about(store) if store.kind != "endpoint" else ()
    page.ABOUT[:] = parts
    # Of a graph in memory it takes no time; another may have any number.
    sources = bearers(store, ("SourceDocument",)) if store.kind == "memory" else ()
    page.DOCUMENTS[:] = [each.entity for each in sources]
    if len(parts) != 1:
        return {}
    return {"title": parts[0].title("en"), "licence": parts[0].licence}


def _digest(settings: Settings, store: Store) -> str | None:
    """Return what changes when the graph does; None where that cannot be told."""
    if store.kind == "endpoint":
        return None
    digest = hashlib.sha256(f"{version('sskg')} {settings.apart}".encode())
    if store.version is not None:
        digest.update(store.version.encode())
        return digest.hexdigest()
    for path in store.paths:
        with path.open("rb") as stream:
            while block := stream.read(1 << 20):
                digest.update(block)
    return digest.hexdigest()


def _prepare() -> None:
    """Import and read what answers are made of, but for what only the view needs."""
    for package in ("graph", "questions", "names", "capabilities", "render", "queries",
                    "render.layouts", "pages"):  # fmt: skip
        for module in pkgutil.iter_modules(
            [str(Path(__file__).parent.parent.parent / package.replace(".", "/"))]
        ):
            importlib.import_module(f"sskg.{package}.{module.name}")
    for name in ("sskg.store.faults", "difflib", "csv",
                 "encodings.idna", "encodings.utf_8_sig", "encodings.unicode_escape",
                 "_strptime", "jinja2.debug"):  # fmt: skip
        importlib.import_module(name)
    vocabulary()
    linked.ontology_triples()
    page.prepare()
    catalogue.chinese()
    gap_queries.read_all()


def when_idle() -> Iterator[None]:
    """Do, step by step, what makes later answers faster."""
    yield from page.compile_templates()
    warm()
    yield


def warm() -> None:
    """Import and read what only the view needs; takes most of a second."""
    from sskg.server.answers import pictures

    pictures.prepare()


# -- tasks -----------------------------------------------------------------------------------------


def _probe(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    """Try to reach an address from a query, past every filter on its text."""
    for silent in _PROBES:
        text = (
            f"ASK {{ SERVICE {silent}<http://127.0.0.1:{int(request['port'])}/> {{ ?s ?p ?o }} }}"
        )
        for store in (Oxigraph(), getattr(graph.store, "_store", None)):
            try:
                if store is not None:
                    bool(store.query(text))
            except (OSError, RuntimeError, ValueError):
                continue
    reply.start("text/plain")


def _lookup(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    name, lang = request["name"], request["lang"]
    media = chosen(request["form"], request["accept"], PAGES)
    lookup = CAPABILITIES[name]
    texts: dict[str, list[str]] = request["given"]
    if media.form == "html" and any(
        p.required and not texts.get(p.name) for p in lookup.parameters
    ):
        reply.start(HTML, VARY)
        reply.write(lookups.lookup_page(name, None, texts, lang, Served(request, lang)))
        return
    answer = ask(name, graph.store, read_all(lookup.parameters, texts), graph.documents or None)
    reply.start(media.content_type, VARY)
    if media.form == "html":
        reply.write(lookups.lookup_page(name, answer, texts, lang, Served(request, lang)))
        return
    text = render(answer, media.written, lang, Style(), excel_safe=media.excel_safe)
    reply.write(text.encode("utf-8", "replace"))


def _ontology(_graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    read_all((), request["given"])
    media = chosen(request["form"], request["accept"], THING)
    reply.start(media.content_type, VARY)
    if media.form == "html":
        reply.write(lookups.ontology_page(request["lang"], Served(request, request["lang"])))
    elif media.form == "json":
        words = vocabulary()
        reply.write(lookups.json_bytes({"classes": words.classes, "properties": words.properties}))
    else:
        reply.write(linked.written(linked.ontology_triples(), media.form))


def _void(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    read_all((), request["given"])
    offered = tuple(media for media in TRIPLES if media.form != "html")
    media = chosen(request["form"], request["accept"], offered)
    triples = linked.void(graph.store, request["base"])
    reply.start(media.content_type, VARY)
    reply.write(linked.written(triples, media.form))


def _home(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    read_all((), request["given"])
    reply.start(HTML, VARY)
    reply.write(lookups.home_page(graph.store, request["lang"], Served(request, request["lang"])))


def _picture(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    from sskg.server.answers import pictures

    pictures.write(graph.store, graph.documents, request, reply, _LARGE_VIEW)


def _alive(graph: ServedGraph, _request: dict[str, Any], reply: Reply) -> None:
    """Ask the store for one triple."""
    answer = graph.store.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
    if not isinstance(answer, QuerySolutions) or next(answer, None) is None:
        raise StoreUnavailable(msg("the graph is empty"))
    reply.start("text/plain")


_TASKS: Final = {
    "probe": _probe,
    "alive": _alive,
    "sparql": querying.sparql,
    "service": querying.service,
    "graphs": querying.graph_store,
    "lookup": _lookup,
    "thing": things.by_name,
    "resource": things.by_iri,
    "ontology": _ontology,
    "void": _void,
    "home": _home,
    "picture": _picture,
}
