"""What a worker does with a request: asks the graph, and writes the answer in the form wanted.

All that a request needs is imported and read before the first worker is forked: a worker can open
no file.
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from dataclasses import dataclass, field
from http import HTTPStatus
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples

from sskg.capabilities import CAPABILITIES, Parameter, ask, read_all
from sskg.errors import StoreUnavailable
from sskg.graph.about import about
from sskg.graph.blank import named
from sskg.graph.documents import held as held_text
from sskg.graph.documents import packaged
from sskg.graph.reading import reading
from sskg.language import catalogue
from sskg.language.message import msg
from sskg.names import bearers
from sskg.ontology.profiles import read_by
from sskg.ontology.vocabulary import vocabulary
from sskg.pages import linked, lookups, page
from sskg.pages import results as answered
from sskg.pages.links import Served
from sskg.queries import catalog
from sskg.questions import gap_queries
from sskg.rdf import results
from sskg.rdf.graphs import held, write_graph
from sskg.rdf.terms import is_iri, know
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.server.answers import things
from sskg.server.failures import Refusal
from sskg.server.protocol import ASKING, PAGES, ROWS, THING, TRIPLES, chosen
from sskg.store import sparql
from sskg.store.embedded import EmbeddedStore
from sskg.store.locate import open_store
from sskg.store.paging import everything

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.server.answers.reply import Reply
    from sskg.server.settings import Settings
    from sskg.store.base import QueryAnswer, Store

_LARGE_VIEW: Final = 3000
"""Things up to which the whole graph is drawn at once."""
_PROBES: Final = ("", "SILENT ")


@dataclass(slots=True)
class Graph:
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


def open_graph(settings: Settings) -> Graph:
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
    graph = Graph(store, store.kind, documents, settings.limits.rows, settings.apart)
    _prepare()
    # Workers read no files: the packaged texts are read here.
    for digest in packaged():
        held_text(digest)
    if store.kind == "memory":
        reading(named(store)).makes_claims(named(store))
    graph.about = {
        "kind": store.kind,
        "location": store.location,
        "digest": _digest(settings, store),
        "queries": [
            {"name": query.name, "title": query.title, "question": query.question,
             "text": query.text, "parameters": [known.name for known in query.parameters]}
            for query in catalog.listing().queries
        ],
    }  # fmt: skip
    graph.about |= _introduced(store)
    page.EXAMPLES[:] = graph.about["queries"]
    if store.kind == "directory":
        # Each worker opens it anew, behind its barrier; here it was only tried.
        graph.store = EmbeddedStore(_empty(), store.location)
    return graph


def _introduced(store: Store) -> dict[str, str]:
    """Let pages say what the graph says of itself, and return it for the frontend."""
    # An endpoint is not asked before somebody asks.
    parts = about(store) if store.kind != "endpoint" else ()
    page.ABOUT[:] = parts
    # Of a graph in memory it takes no time; another may have any number.
    known = bearers(store, ("SourceDocument",)) if store.kind == "memory" else ()
    page.DOCUMENTS[:] = [each.entity for each in known]
    if len(parts) != 1:
        return {}
    return {"title": parts[0].title("en"), "licence": parts[0].licence}


def _empty() -> Any:
    from pyoxigraph import Store as Oxigraph

    return Oxigraph()


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


_QUERY: Final = Parameter("query", msg("A query in SPARQL"))

# -- tasks -----------------------------------------------------------------------------------------


def _probe(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    """Try to reach an address from a query, past every filter on its text."""
    from pyoxigraph import Store as Oxigraph

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


def _sparql(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    text = request["query"]
    if request.get("page"):
        _sparql_page(graph, request, reply)
        return
    answer = _asked(graph, request)
    # To a HEAD, the kind of the answer is all that is told.
    triples = isinstance(answer, QueryTriples)
    media = chosen(request["form"], request["accept"], TRIPLES if triples else ROWS)
    if media.form == "html":
        _sparql_page(graph, request, reply, answer)
        return
    columns = sparql.columns(answer, text) if isinstance(answer, QuerySolutions) else None
    reply.start(media.content_type, _VARY)
    if request.get("head"):
        return
    form, excel_safe = _of_cells(media.form)
    results.write(answer, form, reply, columns=columns, excel_safe=excel_safe)  # type: ignore[arg-type]


def _asked(graph: Graph, request: dict[str, Any]) -> QueryAnswer:
    default, named = request["default"], request["named"]
    if request.get("head"):
        # Parsed for its kind and its errors, and asked of nothing.
        nothing = EmbeddedStore(_empty(), graph.store.location)
        return nothing.query(request["query"], graph.store.prologue)
    if not (default or named):
        return graph.store.query(request["query"], graph.store.prologue)
    return graph.store.query_dataset(request["query"], default, named, graph.store.prologue)


def _sparql_page(
    graph: Graph, request: dict[str, Any], reply: Reply, answer: QueryAnswer | None = None
) -> None:
    from sskg.errors import QuerySyntaxError, SskgError
    from sskg.server.failures import described

    lang, text = request["lang"], request["query"]
    shown: dict[str, Any] = {"query": text}
    status = 200
    try:
        if text is not None:
            answer = _asked(graph, request) if answer is None else answer
            shown |= answered.outcome(answer, graph.store, text, graph.rows, lang)
    except SskgError as error:
        told = described(error, lang)
        status = told["status"]
        shown |= {"error": told["error"]}
        if isinstance(error, QuerySyntaxError):
            shown["bad_line"] = error.line
    reply.start(_HTML, _VARY | ASKING, status=status)
    reply.write(page.page("sparql.html", lang, Served(request, lang), **shown))


def _lookup(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    name, lang = request["name"], request["lang"]
    media = chosen(request["form"], request["accept"], PAGES)
    lookup = CAPABILITIES[name]
    given: dict[str, list[str]] = request["given"]
    if media.form == "html" and any(
        p.required and not given.get(p.name) for p in lookup.parameters
    ):
        reply.start(_HTML, _VARY)
        reply.write(lookups.lookup_page(name, None, given, lang, Served(request, lang)))
        return
    answer = ask(name, graph.store, read_all(lookup.parameters, given), graph.documents or None)
    reply.start(media.content_type, _VARY)
    if media.form == "html":
        reply.write(lookups.lookup_page(name, answer, given, lang, Served(request, lang)))
        return
    form, excel_safe = _of_cells(media.form)
    text = render(answer, form, lang, Style(), excel_safe=excel_safe)
    reply.write(text.encode("utf-8", "replace"))


def _of_cells(form: str) -> tuple[str, bool]:
    """Return the form that an answer is written in, and whether its cells must be harmless."""
    return ("csv", True) if form == "excel" else (form, False)


def _ontology(_graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    read_all((), request["given"])
    media = chosen(request["form"], request["accept"], THING)
    reply.start(media.content_type, _VARY)
    if media.form == "html":
        reply.write(lookups.ontology_page(request["lang"], Served(request, request["lang"])))
    elif media.form == "json":
        words = vocabulary()
        reply.write(lookups.json_bytes({"classes": words.classes, "properties": words.properties}))
    else:
        reply.write(linked.written(linked.ontology_triples(), media.form))


def _void(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    read_all((), request["given"])
    offered = tuple(media for media in TRIPLES if media.form != "html")
    media = chosen(request["form"], request["accept"], offered)
    triples = linked.void(graph.store, request["base"])
    reply.start(media.content_type, _VARY)
    reply.write(linked.written(triples, media.form))


def _graph_store(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    """Answer for one graph by the Graph Store Protocol (SPARQL 1.1), indirect identification."""
    given = request["given"]
    names = given.get("graph", [])
    if len(names) + ("default" in given) != 1:
        raise Refusal(
            HTTPStatus.BAD_REQUEST, "bad-graph", msg("name one graph"),
            hint=msg("/graphs?default, or /graphs?graph=IRI"),
        )  # fmt: skip
    if names and not is_iri(names[0]):
        raise Refusal(
            HTTPStatus.BAD_REQUEST, "bad-graph",
            msg("{name} is not an absolute IRI", name="graph"),
            hint=msg("as {example}", example="http://…"),
        )  # fmt: skip
    offered = tuple(media for media in TRIPLES if media.form != "html")
    media = chosen(request["form"], request["accept"], offered)
    if names and not graph.store.query(f"ASK {{ GRAPH {NamedNode(names[0])} {{ ?s ?p ?o }} }}"):
        raise Refusal(
            HTTPStatus.NOT_FOUND, "no-such-graph",
            msg("there is no graph {name}", name=names[0][:200]),
            hint=msg("/sparql names all graphs in its description"),
        )  # fmt: skip
    reply.start(media.content_type, _VARY)
    graph_triples = linked.in_graph(graph.store, names[0]) if names else everything(graph.store)
    with held(reply) as stream:  # type: ignore[arg-type]
        write_graph(graph_triples, media.form, stream)


def _service(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    media = chosen(request["form"], request["accept"], TRIPLES)
    reply.start(media.content_type, _VARY | (ASKING if media.form == "html" else {}))
    if media.form == "html":
        # A query that is misspelt is no wish for an empty editor; programs may send what they like.
        read_all([_QUERY], request["given"])
        reply.write(
            page.page("sparql.html", request["lang"], Served(request, request["lang"]), query=None)
        )
        return
    reply.write(
        linked.written(linked.service(graph.store, request["base"], apart=graph.apart), media.form)
    )


def _home(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    read_all((), request["given"])
    reply.start(_HTML, _VARY)
    reply.write(lookups.home_page(graph.store, request["lang"], Served(request, request["lang"])))


def _picture(graph: Graph, request: dict[str, Any], reply: Reply) -> None:
    from sskg.server.answers import pictures

    pictures.write(graph.store, graph.documents, request, reply, _LARGE_VIEW)


def _alive(graph: Graph, _request: dict[str, Any], reply: Reply) -> None:
    """Ask the store for one triple."""
    answer = graph.store.query("SELECT ?s WHERE { ?s ?p ?o } LIMIT 1")
    if not isinstance(answer, QuerySolutions) or next(answer, None) is None:
        raise StoreUnavailable(msg("the graph is empty"))
    reply.start("text/plain")


_HTML: Final = "text/html; charset=utf-8"
_VARY: Final[dict[str, str]] = {"Vary": "Accept, Accept-Language, Accept-Encoding"}

_TASKS: Final = {
    "probe": _probe,
    "alive": _alive,
    "sparql": _sparql,
    "service": _service,
    "graphs": _graph_store,
    "lookup": _lookup,
    "thing": things.by_name,
    "resource": things.by_iri,
    "ontology": _ontology,
    "void": _void,
    "home": _home,
    "picture": _picture,
}
