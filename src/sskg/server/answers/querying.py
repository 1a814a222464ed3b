"""What a worker answers by the SPARQL Protocol and the Graph Store Protocol."""

from __future__ import annotations

from http import HTTPStatus
from typing import IO, TYPE_CHECKING, Any, Final, cast

from pyoxigraph import NamedNode, QuerySolutions, QueryTriples
from pyoxigraph import Store as Oxigraph

from sskg.capabilities import Parameter, read_all
from sskg.errors import QuerySyntaxError, SskgError
from sskg.language.message import msg
from sskg.pages import linked, page
from sskg.pages import results as answered
from sskg.pages.links import Served
from sskg.rdf import results
from sskg.rdf.graphs import held_back, write_graph
from sskg.rdf.terms import is_iri
from sskg.server.failures import Refusal, described
from sskg.server.negotiation import HTML, ROWS, TRIPLES, VARY, chosen
from sskg.server.policy import ASKING
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import everything
from sskg.store.sparql import columns as columns_of

if TYPE_CHECKING:
    from sskg.server.answers.answering import ServedGraph
    from sskg.server.answers.reply import Reply
    from sskg.store.base import QueryAnswer

_QUERY: Final = Parameter("query", msg("A query in SPARQL"))


def sparql(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    """Answer a query."""
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
    columns = columns_of(answer, text) if isinstance(answer, QuerySolutions) else None
    reply.start(media.content_type, VARY)
    if request.get("head"):
        return
    out = cast("IO[bytes]", reply)  # only `write` is asked for
    results.write(answer, media.written, out, columns=columns, excel_safe=media.excel_safe)


def _asked(graph: ServedGraph, request: dict[str, Any]) -> QueryAnswer:
    default, named = request["default"], request["named"]
    if request.get("head"):
        # Parsed for its kind and its errors, and asked of nothing.
        nothing = EmbeddedStore(Oxigraph(), graph.store.location)
        return nothing.query(request["query"], graph.store.prologue)
    if not (default or named):
        return graph.store.query(request["query"], graph.store.prologue)
    return graph.store.query_dataset(request["query"], default, named, graph.store.prologue)


def _sparql_page(
    graph: ServedGraph, request: dict[str, Any], reply: Reply, answer: QueryAnswer | None = None
) -> None:
    lang, text = request["lang"], request["query"]
    shown: dict[str, Any] = {"query": text}
    status = 200
    try:
        if text is not None:
            answer = _asked(graph, request) if answer is None else answer
            shown |= answered.outcome(answer, graph.store, text, graph.rows, lang)
    except SskgError as error:
        failure = described(error, lang)
        status = failure["status"]
        shown |= {"error": failure["error"]}
        if isinstance(error, QuerySyntaxError):
            shown["bad_line"] = error.line
    reply.start(HTML, VARY | ASKING, status=status)
    reply.write(page.page("sparql.html", lang, Served(request, lang), **shown))


def graph_store(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    """Answer for one graph by the Graph Store Protocol (SPARQL 1.1), indirect identification."""
    texts = request["given"]
    names = texts.get("graph", [])
    if len(names) + ("default" in texts) != 1:
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
    reply.start(media.content_type, VARY)
    graph_triples = linked.in_graph(graph.store, names[0]) if names else everything(graph.store)
    with held_back(reply) as stream:  # type: ignore[arg-type]
        write_graph(graph_triples, media.form, stream)


def service(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    """Describe the service or, for a browser, give the page on which queries are written."""
    media = chosen(request["form"], request["accept"], TRIPLES)
    reply.start(media.content_type, VARY | (ASKING if media.form == "html" else {}))
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
