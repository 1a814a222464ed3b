"""What the page of a document shows: its passages, and its text where that may be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from sskg.graph import documents
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store

# More than one empty line is the layout of the file, no part of the text.
_LINES: Final = re.compile(r"\n\s*\n\s*\n")
_PASSAGES: Final = """
SELECT ?passage ?start ?end ?anchor ?digest WHERE {{
  ?passage sskg:inDocument {document} ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?passage sskg:anchor ?anchor }}
  OPTIONAL {{ {document} schema:sha256 ?digest }}
}} ORDER BY ?start ?end"""


def passages(store: Store, iri: str, held: Mapping[str, Document] | None) -> list[dict[str, Any]]:
    """Return the passages of a document in order: places, and the words between them.

    Args:
        store: the graph.
        iri: of the document.
        held: texts that may be shown beside those that come with the package, by digest.
    """
    rows = [
        (row["passage"].value, int(row["start"].value), int(row["end"].value),
         row["anchor"].value if row["anchor"] is not None else "",
         row["digest"].value if row["digest"] is not None else "")
        for row in select(store, _PASSAGES.format(document=NamedNode(iri)))
    ]  # fmt: skip
    document = documents.held(rows[0][4], held) if rows else None
    text = document.text if document is not None else None
    shown: list[dict[str, Any]] = []
    at = 0
    for passage, start, end, anchor, _ in rows:
        if text is not None and start > at:
            gap = _LINES.sub("\n\n", text[at:start])
            shown.append({"iri": None, "words": gap, "start": at, "end": start})
        words = anchor if text is None else text[max(at, start) : end]
        shown.append({"iri": passage, "words": words, "start": start, "end": end})
        at = max(at, end)
    if text is not None and at < len(text):
        shown.append({"iri": None, "words": text[at:], "start": at, "end": len(text)})
    return shown
