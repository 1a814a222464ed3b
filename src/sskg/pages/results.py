"""The answer to a query, as its page shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from sskg.graph import tables
from sskg.graph.facts import entities
from sskg.language.message import tell, word
from sskg.pages import linked
from sskg.queries.spelling import misspelt
from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS, curie
from sskg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.model import Entity
    from sskg.store.base import QueryAnswer, Store


_NOTHING: Final = {
    "text": "", "iri": None, "name": "", "number": "", "label": "", "lang": "", "away": False,
}  # fmt: skip
_NUMBER: Final = re.compile(
    re.escape(PREFIXES["xsd"])
    + r"(integer|decimal|double|float|(unsigned)?([lL]ong|[iI]nt|[sS]hort|[bB]yte)"
    + r"|(non)?([pP]ositive|[nN]egative)Integer)"
)


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
    terms = [(each.subject, each.predicate, each.object) for each in triples]
    named = {term.value for row in terms for term in row if isinstance(term, NamedNode)}
    labelled = entities(store, sorted(named))
    return {
        "kind": "triples", "text": content, "count": len(triples), "cut": cut, "limit": rows,
        "columns": (word("subject", lang), word("predicate", lang), word("object", lang)),
        "rows": [[_term(term, labelled, lang) for term in row] for row in terms],
        "formats": ("ttl", "nt", "jsonld", "rdf"),
    }  # fmt: skip


def _term(term: Any, labelled: Mapping[str, Entity], lang: str) -> dict[str, Any]:
    if term is None:
        return _NOTHING
    if isinstance(term, NamedNode):
        entity = labelled.get(term.value)
        label = entity.label(lang) if entity and entity.labels else ""
        ours = term.value.startswith((THINGS, ONTOLOGY))
        web = term.value.startswith(("http://", "https://"))
        return _NOTHING | {
            "text": curie(term.value),
            "iri": term.value if web else None,
            "name": term.value,
            "label": label,
            "away": web and not ours and not label,
        }
    if isinstance(term, Literal):
        number = term.value if _NUMBER.fullmatch(term.datatype.value) else ""
        return _NOTHING | {"text": term.value, "lang": term.language or "", "number": number}
    return _NOTHING | {"text": str(term)}
