"""The answer to a query, as its page shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from sskg.graph import tables
from sskg.language.message import tell
from sskg.pages import linked
from sskg.queries.spelling import misspelt
from sskg.rdf.terms import ONTOLOGY, THINGS, curie
from sskg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.model import Entity
    from sskg.store.base import QueryAnswer, Store


def outcome(answer: QueryAnswer, store: Store, text: str, rows: int, lang: str) -> dict[str, Any]:
    """Return the answer to a query as what its page shows of it."""
    shown = _outcome(answer, store, text, rows, lang)
    empty = not (shown.get("truth") or shown.get("rows") or shown.get("count"))
    warnings = [tell(warning, lang) for warning in misspelt(store, text, empty=empty)]
    return {"result": shown | {"warnings": warnings}}


def _outcome(answer: QueryAnswer, store: Store, text: str, rows: int, lang: str) -> dict[str, Any]:
    if isinstance(answer, QueryBoolean):
        return {"kind": "truth", "truth": bool(answer)}
    if isinstance(answer, QuerySolutions):
        names = sparql.columns(answer, text)
        table, cut = tables.table(answer, store, columns=names, limit=rows)
        cells = [[_term(term, table.labelled, lang) for term in row] for row in table.rows]
        return {
            "kind": "rows", "columns": names, "rows": cells, "cut": cut, "limit": rows,
            "formats": ("json", "xml", "csv", "tsv"),
        }  # fmt: skip
    triples: list[Triple] = []
    for triple in answer:
        if len(triples) == rows:
            break
        triples.append(triple)
    cut = len(triples) == rows and next(answer, None) is not None
    content = linked.written(triples, "ttl").decode("utf-8", "replace")
    return {
        "kind": "triples", "text": content, "count": len(triples), "cut": cut, "limit": rows,
        "formats": ("ttl", "nt", "jsonld", "rdf"),
    }  # fmt: skip


def _term(term: Any, labelled: Mapping[str, Entity], lang: str) -> dict[str, Any]:
    if term is None:
        return {"text": "", "iri": None, "label": "", "lang": "", "away": False}
    if isinstance(term, NamedNode):
        known = labelled.get(term.value)
        label = known.label(lang) if known and known.labels else ""
        ours = term.value.startswith((THINGS, ONTOLOGY))
        web = term.value.startswith(("http://", "https://"))
        return {
            "text": curie(term.value), "iri": term.value if web else None, "label": label,
            "lang": "", "away": web and not ours and not label,
        }  # fmt: skip
    if isinstance(term, Literal):
        return {"text": term.value, "iri": None, "label": "", "lang": term.language or "",
                "away": False}  # fmt: skip
    return {"text": str(term), "iri": None, "label": "", "lang": "", "away": False}
