"""One thing, or one relation: its page, its RDF, its JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from sskg.capabilities import Parameter, read_all
from sskg.errors import UnknownName
from sskg.graph.blank import with_names
from sskg.graph.facts import entities, state
from sskg.graph.reading import reading
from sskg.language.message import msg
from sskg.pages import linked, stating, thing
from sskg.pages.links import Served
from sskg.pages.parts import STATEMENTS, numbered
from sskg.pages.relation import relation_page
from sskg.questions import statements
from sskg.questions.describe import describe
from sskg.rdf.terms import THINGS, is_iri
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.server.negotiation import THING, VARY, chosen

if TYPE_CHECKING:
    from sskg.server.answers.answering import ServedGraph
    from sskg.server.answers.reply import Reply

_IRI: Final = Parameter("iri", msg("The IRI of a thing of the graph"), required=True)
_PAGE: Final = Parameter("page", msg("Which page of a long list"), whole=(1, 999_999), default=1)
_SUFFIXES: Final = {
    ".html": "html", ".ttl": "ttl", ".jsonld": "jsonld", ".nt": "nt", ".rdf": "rdf",
    ".json": "json",
}  # fmt: skip
"""What may stand behind a name in an address, and the form that it asks for."""


def by_name(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    """Answer for one thing, by the name that its IRI ends in."""
    iri, form = _named(graph, request["name"])
    number = read_all([_PAGE], request["given"])["page"]
    _about(graph, iri, request | {"form": form or request["form"]}, reply, number)


def by_iri(graph: ServedGraph, request: dict[str, Any], reply: Reply) -> None:
    """Answer for one thing or relation, by its IRI, whosever it is."""
    values = read_all([_IRI, _PAGE], request["given"])
    iri, store = values["iri"], with_names(graph.store)
    if not is_iri(iri) or not (stating.is_relation(store, iri) or linked.is_known(store, iri)):
        raise UnknownName(iri[:200])
    _about(graph, iri, request, reply, values["page"])


def _about(
    graph: ServedGraph, iri: str, request: dict[str, Any], reply: Reply, number: int
) -> None:
    store, lang = with_names(graph.store), request["lang"]
    media = chosen(request["form"], request["accept"], THING)
    # A property that the graph has as a thing is described as one.
    entity = entities(store, [iri])[iri]
    a_thing = bool(entity.kinds) and reading(store).is_thing(entity)
    own = not a_thing and stating.is_relation(store, iri)
    if media.form == "json":
        described = describe(store, iri, graph.documents)
        content = render(described, "json", lang, Style()).encode("utf-8", "replace")
    elif media.form == "html" and own:
        content = _relation(graph, iri, Served(request, lang), lang, number)
    elif media.form == "html":
        content = _thing(graph, iri, Served(request, lang), lang, number)
    elif own:
        content = stating.written(
            stating.meaning(store, iri), stating.stated(store, iri), media.form
        )
    else:
        content = linked.written(linked.about_thing(store, iri), media.form)
    reply.start(media.content_type, {"Link": f'<{_ascii(iri)}>; rel="describes"', **VARY})
    reply.write(content)


def _thing(graph: ServedGraph, iri: str, links: Served, lang: str, number: int) -> bytes:
    store = with_names(graph.store)
    described, proved = describe(store, iri, graph.documents), statements.identify(store, iri)
    rows = len(thing.statements_of(described)[1])
    return thing.thing_page(
        described, linked.about_thing(store, iri), lang, links,
        evidence=statements.statements(store, proved, graph.documents) if proved else None,
        bare=not reading(store).makes_claims(store),
        part=numbered("", rows, STATEMENTS, number),
    )  # fmt: skip


def _relation(graph: ServedGraph, iri: str, links: Served, lang: str, number: int) -> bytes:
    store = with_names(graph.store)
    lexicon, triples = reading(store), stating.stated(store, iri)
    part = numbered("", len(triples), STATEMENTS, number)
    lexicon.labels(store, [iri])
    return relation_page(
        lexicon.property(iri), stating.meaning(store, iri),
        state(store, part.of(triples), graph.documents), lang, links,
        total=len(triples), part=part,
    )  # fmt: skip


def _ascii(iri: str) -> str:
    """Return an IRI as a header can hold it."""
    return quote(iri, safe=":/?#[]@!$&'()*+,;=%~")


def _named(graph: ServedGraph, name: str) -> tuple[str, str | None]:
    """Return the IRI that an address means, and the form that its suffix asks for."""
    iri = THINGS + name
    stem, dot, last = name.rpartition(".")
    suffix = _SUFFIXES.get(dot + last)
    tried: list[tuple[str, str | None]] = [(iri, None)]
    if suffix and stem:
        tried.append((THINGS + stem, suffix))
    for candidate, form in tried:
        if is_iri(candidate) and linked.is_known(graph.store, candidate):
            return candidate, form
    raise UnknownName(name[:200])
