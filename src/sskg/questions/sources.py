"""The documents that the graph was made from, and which of them the reader holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from pyoxigraph import Literal

from sskg.graph.documents import held as held_document
from sskg.graph.facts import entities
from sskg.graph.listing import count, pages
from sskg.graph.proof import titled
from sskg.graph.reading import values_clauses
from sskg.language.message import word
from sskg.model import Answer, Entity, Grid
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.graph.documents import Document
    from sskg.store.base import Store

_DOCUMENTS = """
SELECT ?document ?title ?digest ?characters ?file WHERE {{
  {values}
  ?document a sskg:SourceDocument .
  OPTIONAL {{ ?document dcterms:title ?title }}
  OPTIONAL {{ ?document schema:sha256 ?digest }}
  OPTIONAL {{ ?document sskg:characterCount ?characters }}
  OPTIONAL {{ ?document sskg:fileName ?file }}
}} ORDER BY ?document"""

_PASSAGES = """
SELECT ?document (COUNT(DISTINCT ?passage) AS ?passages) WHERE {{
  {values} ?passage sskg:inDocument ?document }} GROUP BY ?document"""

_CLAIMS = """
SELECT ?document (COUNT(DISTINCT ?claim) AS ?claims) WHERE {{
  {values} ?passage sskg:inDocument ?document . ?claim sskg:evidence ?passage .
}} GROUP BY ?document"""

# A passage counts once, however many claims it proves. Passages of a document do not overlap.
_COVERED = """
SELECT ?document (COUNT(?passage) AS ?used) (SUM(?length) AS ?covered) WHERE {{
  {{ SELECT DISTINCT ?passage ?document ?length WHERE {{
      {values}
      ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
      ?claim sskg:evidence ?passage .
      BIND(xsd:integer(?end) - xsd:integer(?start) AS ?length)
      FILTER(BOUND(?length)) }} }}
}} GROUP BY ?document"""


@dataclass(frozen=True, slots=True)
class Holding:
    """A source document, what the graph takes from it, and where the reader has it.

    Attributes:
        document: the document.
        title: as the document prints it.
        digest: lower-case hexadecimal SHA-256 of its bytes.
        file: the name of the file that offsets count in.
        characters: its length in Unicode code points, or None.
        passages: how many spans of it the graph has.
        proving: how many of them prove a claim.
        claims: how many claims rest on it.
        covered: how many characters lie in passages that prove a claim.
        share: covered characters in percent of all, to one decimal, or None.
        held: the path of the reader's copy, or None.
    """

    document: Entity
    title: str
    digest: str
    file: str
    characters: int | None
    passages: int
    proving: int
    claims: int
    covered: int
    share: str | None
    held: str | None


@dataclass(frozen=True, slots=True)
class Sources(Answer):
    """The documents of the graph.

    Attributes:
        documents: each with what the graph takes from it, the first of them.
        compared: whether the reader named a folder to compare with.
        unknown: paths in the reader's folder that are none of the documents.
        more: how many documents there are beyond these.
    """

    documents: tuple[Holding, ...]
    compared: bool
    unknown: tuple[str, ...]
    more: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each document, and one for each file that is none of them."""
        columns = ("document", "label", "title", "sha256", "file", "characters", "passages",
                   "proving", "claims", "share", "held")  # fmt: skip
        rows = [
            (held.document.curie, held.document.label(lang), held.title, held.digest, held.file,
             str(held.characters or ""), str(held.passages), str(held.proving), str(held.claims),
             held.share or "", held.held or "")
            for held in self.documents
        ]  # fmt: skip
        rows += [("", "", "", "", "", "", "", "", "", "", path) for path in self.unknown]
        return (Grid(titled(word("documents", lang), self.more, lang), columns, tuple(rows)),)


def sources(
    store: Store,
    documents: Mapping[str, Document] | None = None,
    limit: int = 100,
    *,
    only: Sequence[str] = (),
) -> Sources:
    """Return the documents that the graph was made from.

    Args:
        store: the graph that is asked.
        documents: the reader's source documents by digest; None where no folder was named.
        limit: most documents to tell one by one.
        only: IRIs of the only documents that are wanted; none for all.
    """
    listed, more = holdings(store, documents, limit, only=only)
    digests = {held.digest for held in listed}
    unknown = [
        str(held.path)
        for digest, held in (documents or {}).items()
        if digest not in digests and not (more and _known(store, digest))
    ]
    return Sources(listed, documents is not None, tuple(sorted(unknown)), more)


def _known(store: Store, digest: str) -> bool:
    query = f"ASK {{ ?document a sskg:SourceDocument ; schema:sha256 {Literal(digest)} }}"
    return bool(store.query(query))


def holdings(
    store: Store,
    documents: Mapping[str, Document] | None = None,
    limit: int = 100,
    *,
    only: Sequence[str] = (),
) -> tuple[tuple[Holding, ...], int]:
    """Return source documents with what the graph takes from each, by IRI, and how many follow."""
    listed = sorted(set(only)) or next(pages(store, "SourceDocument", size=limit + 1), [])
    more = (len(only) or count(store, "SourceDocument")) - limit if len(listed) > limit else 0
    held_documents = [
        held
        for clause in values_clauses("document", listed[:limit])
        for held in _held(store, clause, documents)
    ]
    return tuple(held_documents), more


def _where(held: Document | None, documents: Mapping[str, Document] | None) -> str | None:
    """Return where a text was found: the reader's file, or that of the package by its name."""
    if held is None:
        return None
    mine = held.digest in (documents or {})
    return str(held.path) if mine else f"packaged:{held.path.name}"


def _held(store: Store, clause: str, documents: Mapping[str, Document] | None) -> list[Holding]:
    passages, claims = (
        {
            row["document"].value: int(row[name].value)
            for row in select(store, query.format(values=clause))
        }
        for query, name in ((_PASSAGES, "passages"), (_CLAIMS, "claims"))
    )
    covered = {
        row["document"].value: (int(row["used"].value), int(row["covered"].value))
        for row in select(store, _COVERED.format(values=clause))
    }
    rows = {row["document"].value: row for row in select(store, _DOCUMENTS.format(values=clause))}
    things = entities(store, rows)
    result = []
    for iri, row in rows.items():
        title, digest, characters, file = (
            row[name].value if row[name] is not None else ""
            for name in ("title", "digest", "characters", "file")
        )
        held = held_document(digest, documents)
        length = int(characters) if characters.isdecimal() else len(held.text) if held else None
        used, span = covered.get(iri, (0, 0))
        share = str((Decimal(100 * span) / length).quantize(Decimal("0.1"))) if length else None
        result.append(
            Holding(
                things[iri],
                title,
                digest,
                file,
                length,
                passages.get(iri, 0),
                used,
                claims.get(iri, 0),
                span,
                share,
                _where(held, documents),
            )
        )
    return result
