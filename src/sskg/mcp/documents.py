"""What an assistant can read besides calling tools: ontology, queries, documents, passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from sskg.errors import NegativeAnswer, RequestError
from sskg.graph.documents import held
from sskg.language.message import msg, tell
from sskg.mcp.evidence import dumped
from sskg.ontology import assets
from sskg.queries import catalog
from sskg.rdf.terms import local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sskg.language.message import Message
    from sskg.mcp.answering import Answering

ROOT: Final = "sskg://"
ONTOLOGY: Final = f"{ROOT}ontology"
_QUERY, _DOCUMENT, _PASSAGE = (f"{ROOT}{name}/" for name in ("queries", "documents", "passages"))
TEMPLATE: Final = f"{_PASSAGE}{{place}}"
TURTLE: Final = "text/turtle"
SPARQL: Final = "application/sparql-query"
JSON: Final = "application/json"


class Listed(NamedTuple):
    """A resource: its address, name and media type."""

    uri: str
    name: str
    media: str


def listed(answering: Answering) -> Iterator[Listed]:
    """Yield the resources; passages have addresses made of their places."""
    yield Listed(ONTOLOGY, "ontology", TURTLE)
    for name in catalog.names():
        yield Listed(_QUERY + name, name, SPARQL)
    for iri in answering.digests:
        yield Listed(_DOCUMENT + local_name(iri), local_name(iri), JSON)


def read(answering: Answering, uri: str) -> tuple[str, str]:
    """Return the text of a resource and its media type.

    Raises:
        NegativeAnswer: there is no such resource.
    """
    if uri == ONTOLOGY:
        return assets.ontology().read_text(encoding="utf-8"), TURTLE
    if uri.startswith(_QUERY) and (name := uri.removeprefix(_QUERY)) in catalog.names():
        return catalog.read(name).text, SPARQL
    if uri.startswith(_DOCUMENT):
        wanted = uri.removeprefix(_DOCUMENT)
        for iri, digest in answering.digests.items():
            if local_name(iri) == wanted:
                document = held(digest, answering.documents)
                shape = {
                    "document": iri,
                    "sha256": digest,
                    "text": document.text if document else None,
                }
                return answering.quoted(shape), JSON
    if uri.startswith(_PASSAGE):
        place = uri.removeprefix(_PASSAGE)
        text, failed = answering.call("passage", {"place": place})
        if failed:
            raise RequestError(msg("there is no resource “{uri}”", uri=uri[:200]))
        return text, JSON
    raise NegativeAnswer(msg("there is no resource “{uri}”", uri=uri[:200]))


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
        RequestError: there is no such prompt.
    """
    if (prompt := PROMPTS.get(name)) is None:
        raise RequestError(msg("there is no prompt “{name}”", name=name[:40]))
    quoted = dumped(topic[:200])[1:-1]
    text = tell(prompt.text, lang).replace("{topic}", quoted)
    return f"{text} {tell(_THEN, lang)}"
