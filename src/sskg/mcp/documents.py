"""What an assistant can read besides calling tools: ontology, queries, documents, passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote

from pyoxigraph import NamedNode

from sskg.errors import NegativeAnswer, RequestError
from sskg.graph.documents import held
from sskg.language.message import msg, tell
from sskg.language.text import printable
from sskg.mcp.evidence import BYTES, ENVELOPE, TOKENS, clipped, dumped, size
from sskg.ontology import assets
from sskg.queries import catalog
from sskg.rdf.terms import THINGS, local_name
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.language.message import Message
    from sskg.mcp.answering import Answering

ROOT: Final = "sskg://"
ONTOLOGY: Final = f"{ROOT}ontology"
_QUERY, _DOCUMENT, _PASSAGE = (f"{ROOT}{name}/" for name in ("queries", "documents", "passages"))
TEMPLATES: Final = {
    "passage": f"{_PASSAGE}{{place}}",
    "document": f"{_DOCUMENT}{{name}}{{?from}}",
    "ontology": f"{ONTOLOGY}{{?from}}",
}
TURTLE: Final = "text/turtle"
SPARQL: Final = "application/sparql-query"
JSON: Final = "application/json"
PAGE: Final = 50
"""Resources that are listed at once."""
BOUND: Final = TOKENS * BYTES - ENVELOPE
"""Bytes of a resource that are given at once, but for its envelope."""
_SPANS: Final = BOUND // 4
"""Bytes that the places of a document take of it at most."""
_FROM: Final = re.compile(r"(?P<rest>[^?]*)\?from=(?P<start>[0-9]{1,9})\Z")
_STANDING: Final = """
SELECT ?start ?end ?anchor WHERE {{ ?passage sskg:inDocument {document} ; oa:start ?s ; oa:end ?e .
  OPTIONAL {{ ?passage sskg:anchor ?anchor }}
  BIND(xsd:integer(?s) AS ?start) BIND(xsd:integer(?e) AS ?end)
  FILTER(?start >= {start} && ?end > ?start) }} ORDER BY ?start ?end LIMIT {most}"""
_MOST: Final = 1_000
"""Passages of a document that are read at once."""


class Resource(NamedTuple):
    """A resource: its address, name and media type."""

    uri: str
    name: str
    media: str


def resources(answering: Answering, cursor: str | None = None) -> tuple[list[Resource], str | None]:
    """Return resources from a cursor on, and the cursor of those that follow; None for none.

    Passages have addresses made of their places, and are not listed.

    Raises:
        RequestError: it is no cursor that was given out.
    """
    if cursor is not None and not re.fullmatch("[0-9]{1,9}", cursor):
        raise RequestError(msg("there is no page “{cursor}”", cursor=clipped(cursor, 40)))
    start = int(cursor or 0)
    names = catalog.names()
    every = [
        Resource(ONTOLOGY, "ontology", TURTLE),
        *(Resource(_QUERY + name, name, SPARQL) for name in names),
        *(Resource(_DOCUMENT + _named(iri), clipped(local_name(iri), 100), JSON)
          for iri in answering.digests),
    ]  # fmt: skip
    behind = start + PAGE
    return every[start:behind], str(behind) if behind < len(every) else None


def _named(iri: str) -> str:
    """Return what a document is called in its address: its name, or the IRI of a foreign one."""
    return quote(iri.removeprefix(THINGS), safe="")


def read(answering: Answering, uri: str) -> tuple[str, str]:
    """Return the text of a resource, or of the part that an address asks for, and its media type.

    What did not fit is told, with the address that continues.

    Raises:
        NegativeAnswer: there is no such resource.
    """
    match = _FROM.fullmatch(uri)
    whole, start = (match["rest"], int(match["start"])) if match else (uri, 0)
    if whole == ONTOLOGY:
        return _ontology(start, uri), TURTLE
    if uri.startswith(_QUERY) and (name := uri.removeprefix(_QUERY)) in catalog.names():
        return catalog.read(name).text, SPARQL
    if whole.startswith(_DOCUMENT):
        for iri, digest in answering.digests.items():
            if _DOCUMENT + _named(iri) == whole:
                return _document(answering, iri, digest, start), JSON
    if uri.startswith(_PASSAGE):
        place = uri.removeprefix(_PASSAGE)
        text, failed = answering.call("passage", {"place": place})
        if failed:
            raise _missing(uri)
        return text, JSON
    raise _missing(uri)


def _missing(uri: str) -> NegativeAnswer:
    return NegativeAnswer(msg("there is no resource “{uri}”", uri=clipped(uri, 200)))


def _ontology(start: int, uri: str) -> str:
    """Return whole blocks of the ontology that fit, under its prefixes: valid Turtle each time."""
    head, *blocks = assets.ontology().read_text(encoding="utf-8").split("\n\n")
    if start >= len(blocks):
        raise _missing(uri)
    prefixes = [line for line in head.splitlines() if line.startswith("@")]
    kept = "\n".join(prefixes) if start else head
    for at, block in enumerate(blocks[start:], start):
        if at > start and len(f"{kept}\n\n{block}".encode()) > BOUND:
            left = len(blocks) - at
            return f"{kept}\n\n# {left} more blocks: {ONTOLOGY}?from={at}\n"
        kept = f"{kept}\n\n{block}"
    return kept


def _document(answering: Answering, iri: str, digest: str, start: int) -> str:
    """Return a part of a document's text, where it is held, and the passages that begin there."""
    document = held(digest, answering.documents)
    query = _STANDING.format(document=NamedNode(iri), start=start, most=_MOST)
    rows = answering.confined(
        lambda: [
            (int(row["start"].value), int(row["end"].value), getattr(row["anchor"], "value", ""))
            for row in select(answering.store, query)
        ]
    )
    many = len(rows) == _MOST
    shape: dict[str, Any] = {"document": clipped(iri), "sha256": clipped(digest), "from": start}
    behind: int | None = None
    if document is not None:
        text = _fitting(document.text[start:], BOUND - _SPANS)
        end = start + len(text)
        shape |= {"characters": len(document.text), "text": printable(text, keep_newlines=True)}
        behind = end if end < len(document.text) else None
        rows = [row for row in rows if row[0] < end]
    passages: dict[str, str] = {}
    left = 0
    room = _SPANS if document is not None else BOUND
    for first, last, anchor in rows:
        shown = "" if document is not None else clipped(anchor, 200)
        room -= size({f"{first}-{last}": shown})
        if room < 0:
            left += 1
            if document is None and behind is None:
                behind = first
        else:
            passages[f"{first}-{last}"] = shown
    shape["passages"] = list(passages) if document is not None else passages
    left_out: dict[str, Any] = {"passages_at_least" if many else "passages": left} if left else {}
    if behind is not None:
        how = f"{_DOCUMENT}{_named(iri)}?from={behind}"
        if document is not None:
            left_out["characters"] = len(document.text) - behind
        left_out["how"] = how
    return answering.quoted(shape, left_out)


def _fitting(text: str, most: int) -> str:
    """Return the beginning of a text that takes a number of bytes as JSON at most."""
    for at, char in enumerate(text):
        most -= size(char) - 2
        if most < 0:
            return text[:at]
    return text


class Prompt(NamedTuple):
    """A question that users have, as a text that an assistant follows."""

    name: str
    line: Message
    text: Message


_THEN: Final = msg(
    "Cite the place behind each statement, keep its modality, hedge and speaker, and say what is "
    "not in the graph. Before you answer, call verify for each sentence."
)
PROMPTS: Final = {
    each.name: each
    for each in (
        Prompt(
            "evidence",
            msg("What do the documents say of a thing, and where?"),
            msg(
                "What do the documents say of “{topic}”? Call show; if the name is ambiguous, ask."
            ),
        ),
        Prompt(
            "figures",
            msg("How has a figure changed?"),
            msg("How has “{topic}” changed? Call figures; keep unit, bound and period of each."),
        ),
        Prompt(
            "reasons",
            msg("What led to a goal or outcome?"),
            msg("What led to “{topic}”? Call why; tell what is reported from what is demanded."),
        ),
    )
}


def prompted(name: str, topic: str, lang: str) -> str:
    """Return the text of a prompt about a topic, which is quoted.

    Raises:
        RequestError: there is no such prompt, or no topic.
    """
    if (prompt := PROMPTS.get(name)) is None:
        raise RequestError(msg("there is no prompt “{name}”", name=clipped(name, 40)))
    if not topic.strip():
        raise RequestError(msg("“{name}” is missing", name="topic"))
    # Marks of its own would end the quotation.
    quoted = dumped(clipped(re.sub("[“”]", '"', topic), 200))[1:-1]
    text = tell(prompt.text, lang).replace("{topic}", quoted)
    return f"{text} {tell(_THEN, lang)}"
