"""What the server says in RDF: a thing and its evidence, ontology, dataset, service."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryTriples,
    RdfFormat,
    Triple,
    parse,
)

from sskg.graph.about import about, is_packaged
from sskg.graph.annotations import decomposed
from sskg.ontology import assets
from sskg.questions.sources import holdings
from sskg.rdf.annotation import ANNOTATES
from sskg.rdf.graphs import graph_bytes
from sskg.rdf.terms import PREFIXES, THINGS, TYPE, is_iri
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sskg.store.base import Store

_VOID: Final = "http://rdfs.org/ns/void#"
_DCAT: Final = "http://www.w3.org/ns/dcat#"
_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_PREFIXES: Final = {
    **{prefix: iri for prefix, iri in PREFIXES.items() if prefix},
    "void": _VOID,
    "dcat": _DCAT,
    "sd": _SD,
    "formats": _FORMATS,
}
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"
_WHOLE: Final = re.compile("0|-?[1-9][0-9]{0,14}")
"""The whole numbers that JSON has as they are written."""
_VERSION: Final = version("sskg")

# A thing's own statements and those about it, then the claims that state them and their passages.
_ABOUT: Final = (
    "CONSTRUCT {{ {s} ?p ?o }} WHERE {{ {s} ?p ?o }}",
    "CONSTRUCT {{ ?s ?p {s} }} WHERE {{ ?s ?p {s} }}",
    "CONSTRUCT {{ ?c ?p ?o }} WHERE {{ ?c rdf:subject {s} ; ?p ?o }}",
    "CONSTRUCT {{ ?c ?p ?o }} WHERE {{ ?c rdf:object {s} ; ?p ?o }}",
    "CONSTRUCT {{ ?e ?p ?o }} WHERE {{ ?c rdf:subject {s} ; sskg:evidence ?e . ?e ?p ?o }}",
    "CONSTRUCT {{ ?e ?p ?o }} WHERE {{ ?c rdf:object {s} ; sskg:evidence ?e . ?e ?p ?o }}",
)


def is_known(store: Store, iri: str) -> bool:
    """Tell whether the graph says anything of a thing."""
    node = NamedNode(iri)
    text = f"SELECT ?p WHERE {{ {{ {node} ?p ?o }} UNION {{ ?o ?p {node} }} "
    text += f"UNION {{ ?s {node} ?o BIND({node} AS ?p) }} }} LIMIT 1"
    return next(select(store, text), None) is not None


def about_thing(store: Store, iri: str) -> list[Triple]:
    """Return what the graph says of a thing, with the claims and passages that prove it.

    Claims name the parts of what they state, which every format can write.
    """
    triples: dict[Triple, None] = {}
    for template in _ABOUT:
        answer = store.query(template.format(s=NamedNode(iri)))
        if isinstance(answer, QueryTriples):
            triples.update(dict.fromkeys(answer))
    parts = [Triple(*part) for part in decomposed(triples)]
    whole = [triple for triple in triples if triple.predicate.value != ANNOTATES]
    return list(dict.fromkeys(whole + parts))


@cache
def ontology_triples() -> tuple[Triple, ...]:
    """Return the packaged ontology."""
    return tuple(quad.triple for quad in parse(path=assets.ontology(), format=RdfFormat.TURTLE))


def written(triples: Iterable[Triple], form: str) -> bytes:
    """Return triples in an RDF format, in a stable order, with only the prefixes that they use."""
    content = graph_bytes(triples, form, _PREFIXES)
    return _short(content) if form == "jsonld" else content


def _short(content: bytes) -> bytes:
    """Return JSON-LD in the shortest form that needs no context.

    A context would be as long as what it saves in a file of a few triples, as most are.
    """
    nodes = [_short_node(node) for node in json.loads(content)]
    return json.dumps(nodes, ensure_ascii=False, separators=(",", ":")).encode()


def _short_node(node: Mapping[str, Any]) -> dict[str, Any]:
    short: dict[str, Any] = {}
    for name, values in node.items():
        if isinstance(values, str):  # its @id
            short[name] = values
        elif name == TYPE.value and all("@id" in value for value in values):
            kinds = [value["@id"] for value in values]
            short["@type"] = kinds[0] if len(kinds) == 1 else kinds
        else:
            terms = [_short_term(value) for value in values]
            short[name] = terms[0] if len(terms) == 1 else terms
    return short


def _short_term(value: Mapping[str, str]) -> Mapping[str, str] | str | int:
    """Return a text or a whole number as itself, where that reads as the same."""
    if value.keys() == {"@value"}:
        return value["@value"]
    if value.get("@type") == _INTEGER and _WHOLE.fullmatch(value["@value"]):
        return int(value["@value"])
    return value


def void(store: Store, base: str, dumps: Mapping[str, str] | None = None) -> list[Triple]:
    """Return what this dataset is: licence, size, vocabularies, sources, and where to get it.

    Args:
        store: the graph.
        base: where it is published.
        dumps: files that have all of it, with their content types; where there are none, a program
            answers queries.
    """
    dataset = NamedNode(f"{base}/void#dataset")
    description = _Telling()
    description.say(dataset, TYPE, NamedNode(_VOID + "Dataset"))
    description.say(dataset, TYPE, NamedNode(_DCAT + "Dataset"))
    parts = about(store)
    for part in parts:
        described = dataset if len(parts) == 1 else NamedNode(part.iri)
        if described != dataset:
            description.say(dataset, _dcterms("hasPart"), described)
        for meaning, terms in part.said.items():
            for term in terms:
                description.say(described, NamedNode(meaning), term)
    if is_packaged(store):
        description.say(dataset, NamedNode(_VOID + "uriSpace"), Literal(THINGS))
    description.say(dataset, NamedNode(_VOID + "rootResource"), NamedNode(f"{base}/"))
    for name in ("turtle", "json-ld", "n-triples", "rdf-xml"):
        kind = {"turtle": "Turtle", "json-ld": "JSON-LD", "n-triples": "N-Triples"}.get(
            name, "RDF_XML"
        )
        description.say(dataset, NamedNode(_VOID + "feature"), NamedNode(_FORMATS + kind))
    for iri in _vocabularies(store):
        description.say(dataset, NamedNode(_VOID + "vocabulary"), NamedNode(iri))
    for name, query in _SIZES.items():
        row = next(select(store, query), None)
        if row is not None:
            description.say(dataset, NamedNode(_VOID + name), row["n"])
    for held in holdings(store, limit=1000)[0]:
        description.say(dataset, _dcterms("source"), NamedNode(held.document.iri))
    licence = NamedNode(parts[0].licence) if len(parts) == 1 and is_iri(parts[0].licence) else None
    for name, kind in (dumps or {}).items():
        place, access = NamedNode(f"{base}/{name}"), BlankNode(name.replace(".", ""))
        description.say(dataset, NamedNode(_VOID + "dataDump"), place)
        description.say(access, NamedNode(_DCAT + "downloadURL"), place)
        description.say(access, NamedNode(_DCAT + "mediaType"), NamedNode(_MEDIA + kind))
        _distribution(description, dataset, access, licence)
    if dumps is None:
        endpoint, access = NamedNode(f"{base}/sparql"), BlankNode("sparql")
        description.say(dataset, NamedNode(_VOID + "sparqlEndpoint"), endpoint)
        description.say(access, NamedNode(_DCAT + "accessURL"), endpoint)
        _distribution(description, dataset, access, licence)
    return description.triples


def _distribution(
    description: _Telling, dataset: NamedNode, access: BlankNode, licence: NamedNode | None
) -> None:
    description.say(dataset, NamedNode(_DCAT + "distribution"), access)
    description.say(access, TYPE, NamedNode(_DCAT + "Distribution"))
    description.say(access, _dcterms("license"), licence)


def _vocabularies(store: Store) -> list[str]:
    """Return the namespaces of properties that the graph uses, as far as they have a prefix."""
    spaces = set(store.prologue.prefixes.values())
    used = (row["p"].value for row in select(store, "SELECT DISTINCT ?p { ?s ?p ?o }"))
    return sorted({iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in used} & spaces)


def in_graph(store: Store, iri: str) -> Iterator[Triple]:
    """Yield the triples of one named graph."""
    for row in select(store, f"SELECT ?s ?p ?o {{ GRAPH {NamedNode(iri)} {{ ?s ?p ?o }} }}"):
        yield Triple(row["s"], row["p"], row["o"])


def service(store: Store, base: str, *, apart: bool = False) -> list[Triple]:
    """Return the service description of the endpoint (SPARQL 1.1 Service Description)."""
    endpoint = NamedNode(f"{base}/sparql")
    description = _Telling()
    description.say(endpoint, TYPE, NamedNode(_SD + "Service"))
    description.say(endpoint, NamedNode(_SD + "endpoint"), endpoint)
    description.say(
        endpoint, NamedNode(_SD + "supportedLanguage"), NamedNode(_SD + "SPARQL11Query")
    )
    if store.graphs and not apart:
        description.say(endpoint, NamedNode(_SD + "feature"), NamedNode(_SD + "UnionDefaultGraph"))
    for name in (
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "JSON-LD", "RDF_XML",
    ):  # fmt: skip
        description.say(endpoint, NamedNode(_SD + "resultFormat"), NamedNode(_FORMATS + name))
    dataset, default = BlankNode("dataset"), BlankNode("default")
    description.say(endpoint, NamedNode(_SD + "defaultDataset"), dataset)
    description.say(dataset, TYPE, NamedNode(_SD + "Dataset"))
    description.say(dataset, NamedNode(_SD + "defaultGraph"), default)
    description.say(default, TYPE, NamedNode(_SD + "Graph"))
    if store.graphs:
        for at, row in enumerate(select(store, _GRAPHS)):
            named, graph = BlankNode(f"named{at}"), BlankNode(f"graph{at}")
            description.say(dataset, NamedNode(_SD + "namedGraph"), named)
            description.say(named, TYPE, NamedNode(_SD + "NamedGraph"))
            description.say(named, NamedNode(_SD + "name"), row["g"])
            description.say(named, NamedNode(_SD + "graph"), graph)
            description.say(graph, TYPE, NamedNode(_SD + "Graph"))
    description.say(dataset, _dcterms("description"), NamedNode(f"{base}/void"))
    description.say(endpoint, _dcterms("title"), Literal(f"sskg {_VERSION}"))
    return description.triples


_GRAPHS: Final = "SELECT DISTINCT ?g { GRAPH ?g {} FILTER(ISIRI(?g)) } ORDER BY ?g LIMIT 10000"

_SIZES: Final = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "distinctSubjects": "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    "classes": "SELECT (COUNT(DISTINCT ?c) AS ?n) WHERE { ?s a ?c }",
    "properties": "SELECT (COUNT(DISTINCT ?p) AS ?n) WHERE { ?s ?p ?o }",
}


class _Telling:
    """Triples as they are said."""

    def __init__(self) -> None:
        self.triples: list[Triple] = []

    def say(
        self,
        subject: NamedNode | BlankNode,
        predicate: NamedNode,
        value: NamedNode | BlankNode | Literal | Triple | None,
    ) -> None:
        """Add a triple; one without a value is not said."""
        if value is not None:
            self.triples.append(Triple(subject, predicate, value))


def _dcterms(name: str) -> NamedNode:
    return NamedNode(PREFIXES["dcterms"] + name)
