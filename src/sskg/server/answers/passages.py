"""The page of a passage: where it stands, its words, and the statements that it proves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from sskg.graph.facts import entities
from sskg.ontology.vocabulary import vocabulary
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store

_SPAN: Final = """
SELECT ?document ?start ?end ?anchor ?digest WHERE {{
  {s} sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ {s} sskg:anchor ?anchor }} OPTIONAL {{ ?document schema:sha256 ?digest }}
}} LIMIT 1"""

_PROVES: Final = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  ?claim sskg:evidence {s} ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o
}} ORDER BY ?s ?p ?o LIMIT 200"""


def passage_of(
    store: Store, iri: str, documents: Mapping[str, Document], lang: str
) -> dict[str, Any] | None:
    """Return what a passage's page shows; None for a thing that is no passage.

    Args:
        store: the graph that is asked.
        iri: of the thing.
        documents: the reader's source documents by digest.
        lang: the reader's language.
    """
    row = next(select(store, _SPAN.format(s=NamedNode(iri))), None)
    if row is None:
        return None
    start, end = _number(row["start"]), _number(row["end"])
    held = documents.get(row["digest"].value) if row["digest"] is not None else None
    words = held.passage(start, end) if held is not None else None
    anchor = row["anchor"].value if row["anchor"] is not None else ""
    rows = [(each["s"], each["p"], each["o"]) for each in select(store, _PROVES.format(
        s=NamedNode(iri)))]  # fmt: skip
    things = {term.value for each in rows for term in each if isinstance(term, NamedNode)}
    known = entities(store, sorted({*things, row["document"].value}))

    def named(term: Any) -> dict[str, str | None]:
        if isinstance(term, NamedNode):
            return {"label": known[term.value].label(lang), "iri": term.value}
        return {"label": term.value if isinstance(term, Literal) else str(term), "iri": None}

    return {
        "document": named(row["document"]),
        "start": start,
        "end": end,
        "words": words if words is not None else anchor,
        "proves": [
            {"s": named(s), "p": vocabulary().property(p.value).label(lang), "o": named(o)}
            for s, p, o in rows
        ],
    }


def _number(term: Any) -> int:
    """Return an offset; what is no whole number stands nowhere in a text."""
    text = str(getattr(term, "value", ""))
    return int(text) if text.isdecimal() else -1
