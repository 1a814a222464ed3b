"""The interactive view of the graph, or of what surrounds a thing.

A large graph opens on its best-connected things. From there the page fetches what surrounds a
thing, as JSON of the same view; links do the same for a browser without JavaScript.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode

from sskg.capabilities import VIEW, read_all
from sskg.graph import blank
from sskg.graph.facts import entities
from sskg.graph.reading import reading
from sskg.language.message import word
from sskg.language.text import printable, shorten
from sskg.names import kind_names, resolve
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import THINGS
from sskg.server.negotiation import HTML, VARY, Media, chosen
from sskg.store.sparql import select
from sskg.view import packing
from sskg.view import page as view
from sskg.view.choice import Choice
from sskg.view.head import head, vis_network
from sskg.view.kinds import FOLDED, UNDRAWN
from sskg.view.network import drawn
from sskg.view.overview import opening
from sskg.view.surroundings import around
from sskg.view.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.server.answers.reply import Reply
    from sskg.store.base import Store
    from sskg.view.network import Network

FORMS: Final = (
    Media("text/html", "html"),
    Media("application/xhtml+xml", "html", "text/html"),
    Media("application/json", "json"),
)
"""Forms of the view: the page, and what a page fetches."""

_POLICY = re.compile(r'http-equiv="Content-Security-Policy" content="([^"]*)"')
_THINGS = "SELECT ?s WHERE {{ ?s a ?type {unnamed} }} LIMIT {most}"

_SAMPLE: Final = 2000
"""Statements of each property that are looked at to find the best-connected things, so that a
graph of any size opens at once."""
_HUBS: Final = 1000
_EACH: Final = 8
"""Best-connected things of each kind that a large graph opens on."""
_WIDEST: Final = 200
_MOST_AROUND: Final = 1000
"""Things that are added to those that are named."""

_LINKED = "SELECT ?s ?o WHERE {{ ?s {predicate} ?o FILTER(ISIRI(?o)) }} LIMIT {limit}"
_LINKED_OTHERWISE = """
SELECT ?s ?o WHERE {{ ?s ?p ?o FILTER(ISIRI(?s) && ISIRI(?o) && {relations}) }} LIMIT {limit}"""


def prepare() -> None:
    """Import and read what the view is made of."""
    import networkx as nx
    from pyvis.network import Network

    Network(directed=True)
    nx.community.louvain_communities(nx.path_graph(3))
    view._library()  # noqa: SLF001  (read once, before the files are out of reach)
    for served in (False, True):
        view._script(served=served)  # noqa: SLF001
    words()
    for name in ("template.html", *view.STYLES):
        view._file(name)  # noqa: SLF001


def write(
    store: Store,
    documents: Mapping[str, Document],
    request: Mapping[str, Any],
    reply: Reply,
    most: int,
) -> None:
    """Write the view; of a large graph only hubs, or what surrounds the things that are named.

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
    values = read_all(VIEW, request["given"])
    store = blank.with_names(store)
    media = chosen(request["form"], request["accept"], FORMS)
    named = tuple(dict.fromkeys(resolve(store, name).entity.iri for name in values["name"]))
    kinds = kind_names(values["kind"], store)
    choice = Choice(
        names=named, depth=values["hops"], kinds=kinds, lang=request["lang"],
        theme=values["theme"], arrange=values["arrange"],
    )  # fmt: skip
    kept: set[str] | None = None
    hubs: list[str] = []
    cut = 0
    if values["hubs"] or (not named and _count(store, most + 1) > most):
        hubs = best_connected(store, kinds)
    if named or hubs:
        kept, cut = _kept(store, hubs, named, choice.hops)
        choice = replace(choice, served={"hubs": bool(hubs), "cut": cut})
    network = view.network_of(store, choice, documents, kept=kept)
    if media.form == "json":
        reply.start("application/json", VARY)
        reply.write(_as_json(network, choice))
        return
    _write_page(network, choice, reply)


def best_connected(store: Store, kinds: tuple[str, ...]) -> list[str]:
    """Return the best-connected things of a sample of statements, some of each kind."""
    counts: Counter[str] = Counter()
    for predicate in sorted(vocabulary().evidenced):
        text = _LINKED.format(predicate=NamedNode(predicate), limit=_SAMPLE)
        for row in select(store, text):
            counts.update((row["s"].value, row["o"].value))
    relations = reading(store).statements_filter(besides=frozenset(vocabulary().properties))
    others = _LINKED_OTHERWISE.format(relations=relations, limit=_SAMPLE)
    for row in select(store, others):
        counts.update((row["s"].value, row["o"].value))
    ranked = sorted(counts, key=lambda iri: (-counts[iri], iri))[:_HUBS]
    of_thing = entities(store, ranked)
    wanted = {below for kind in kinds for below in vocabulary().subclasses(kind)}
    lexicon, hidden = reading(store), FOLDED | UNDRAWN
    taken: dict[str, int] = {}
    best = []
    for iri in ranked:
        kind = of_thing[iri].kind
        unseen = (
            kind in hidden or not lexicon.is_thing(of_thing[iri]) or (wanted and kind not in wanted)
        )
        if unseen or taken.get(kind, 0) >= _EACH:
            continue
        taken[kind] = taken.get(kind, 0) + 1
        best.append(iri)
    return best


def _kept(
    store: Store, hubs: list[str], named: tuple[str, ...], depth: int
) -> tuple[set[str], int]:
    """Return the things to show, and how many around those that are named are left out."""
    start = {*hubs, *named}
    near = sorted(around(store, named, depth) - start) if named else []
    return start | set(near[:_MOST_AROUND]), max(0, len(near) - _MOST_AROUND)


def _as_json(network: Network, choice: Choice) -> bytes:
    first = opening(network, choice.limit)
    content = {
        "head": head(network, choice, first),
        "network": vis_network(network, choice, first),
        "blocks": packing.rows(network),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _write_page(network: Network, choice: Choice, reply: Reply) -> None:
    pieces = view.pieces(network, choice)
    first = next(pieces)
    policy = _POLICY.search(first)
    own = {"Content-Security-Policy": f"{policy[1]}; frame-ancestors 'none'"} if policy else {}
    reply.start(HTML, VARY | own)
    reply.write(first.encode("utf-8", "replace"))
    for piece in (*without_script(network, choice), *pieces):
        reply.write(piece.encode("utf-8", "replace"))


def without_script(network: Network, choice: Choice) -> Iterator[str]:
    """Yield the same things as links, for a browser that runs no JavaScript."""
    lang = choice.lang
    yield f'<noscript><div class="links"><h2>{escape(word("things", lang))}</h2><ul>\n'
    for at in drawn(network):
        thing = network.things[at]
        asked = urlencode({"name": thing.iri, "lang": lang})
        label = shorten(printable(thing.label(lang)), _WIDEST)
        yield f'<li><a href="/graph?{escape(asked)}">{escape(label)}</a>'
        if ":" in thing.iri:
            ours = thing.iri.startswith(THINGS)
            name = quote(thing.iri.removeprefix(THINGS), safe=":")
            page = f"/id/{name}" if ours else "/resource?" + urlencode({"iri": thing.iri})
            yield f' · <a href="{escape(page)}">{escape(word("Show", lang))}</a>'
        yield "</li>\n"
    yield "</ul></div></noscript>\n"


def _count(store: Store, most: int) -> int:
    query = _THINGS.format(unnamed=reading(store).kinds_filter(), most=most)
    return sum(1 for _ in islice(select(store, query), most))
