"""Reads the claims on statements, the passages that prove them, and sources that are only named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal

from sskg.graph.facts import offset, sources
from sskg.graph.proof import SOURCED
from sskg.rdf.terms import ONTOLOGY
from sskg.view.material import ClaimRecord, PassageRecord

if TYPE_CHECKING:
    from sskg.store.base import Store, Term
    from sskg.view.bulk import BulkReader
    from sskg.view.material import Material

_CLAIMS: Final = """
SELECT ?claim ?s ?p ?o ?modality ?passage WHERE {{ {values}
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sskg:modality ?modality .
  OPTIONAL {{ ?claim sskg:evidence ?passage }} }}"""

# Of a whole graph each part is a query of its own, so that the parts are joined by a table in
# memory: as one pattern, a store on disk looks up three of them claim by claim. They make one row,
# because reading the IRI of a claim from the disk's files is what takes the time.
_EVERY_CLAIM: Final = """
SELECT ?claim ?s ?p ?o ?modality ?passage WHERE {{ {values}
  {{ SELECT ?claim ?s {{ ?claim rdf:subject ?s }} }}
  {{ SELECT ?claim ?p {{ ?claim rdf:predicate ?p }} }}
  {{ SELECT ?claim ?o {{ ?claim rdf:object ?o }} }}
  {{ SELECT ?claim ?modality {{ ?claim sskg:modality ?modality }} }}
  OPTIONAL {{ SELECT ?claim ?passage {{ ?claim sskg:evidence ?passage }} }} }}"""

_WORDING: Final = """
SELECT ?claim ?qualifier ?speaker WHERE {{ {values}
  {{ ?claim sskg:qualifier ?qualifier }} UNION {{ ?claim sskg:assertedBy ?speaker }} }}"""

_PASSAGES: Final = """
SELECT ?passage ?document ?start ?end ?anchor WHERE {{ {values}
  ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?passage sskg:anchor ?anchor }} }}"""

_EVERY_PASSAGE: Final = """
SELECT ?passage ?document ?start ?end ?anchor WHERE {{ {values}
  {{ SELECT ?passage ?document {{ ?passage sskg:inDocument ?document }} }}
  {{ SELECT ?passage ?start {{ ?passage oa:start ?start }} }}
  {{ SELECT ?passage ?end {{ ?passage oa:end ?end }} }}
  OPTIONAL {{ SELECT ?passage ?anchor {{ ?passage sskg:anchor ?anchor }} }} }}"""


def read_claims(reader: BulkReader, only: set[str] | None, material: Material) -> None:
    """Add the claims on some things, or all of a graph, and the passages that they refer to."""
    by_iri: dict[str, ClaimRecord] = {}
    needed: set[str] = set()
    once, term = reader.once, reader.object
    template = _EVERY_CLAIM if only is None else _CLAIMS
    for claim, subject, predicate, target, modality, passage in reader.rows(
        "claims", template, "s", only
    ):
        # A claim with several passages comes once with each.
        record = by_iri.get(iri := claim.value)
        if record is None:
            triple = once(subject.value), once(predicate.value), term(target)
            record = by_iri[iri] = ClaimRecord(iri, once(modality.value.removeprefix(ONTOLOGY)))
            material.claims.setdefault(triple, []).append(record)
        if passage is not None and (place := once(passage.value)) not in record.passages:
            record.passages = (*record.passages, place)
            needed.add(place)
    those = None if only is None else set(by_iri)
    for row in reader.rows("wording", _WORDING, "claim", those):
        record = by_iri.get(row["claim"].value)
        if record is None:
            continue
        if isinstance(row["qualifier"], Literal):
            hedge = row["qualifier"]
            record.qualifier = {**(record.qualifier or {}), hedge.language or "": hedge.value}
        elif row["speaker"] is not None:
            record.speaker = row["speaker"].value
    _read_passages(reader, None if only is None else needed, material)


def _read_passages(reader: BulkReader, only: set[str] | None, material: Material) -> None:
    once = reader.once
    template = _EVERY_PASSAGE if only is None else _PASSAGES
    for passage, document, start, end, anchor in reader.rows("passages", template, "passage", only):
        material.passages[once(passage.value)] = PassageRecord(
            once(document.value), _place(start), _place(end),
            anchor.value if anchor is not None else "",
        )  # fmt: skip


def read_sources(store: Store, material: Material) -> None:
    """Add what other vocabularies name as sources of statements."""
    for triple, claims in sources(store, material.statements).items():
        material.claims.setdefault(triple, []).extend(
            ClaimRecord(claim.iri, SOURCED, sources=claim.sources) for claim in claims
        )


def _place(term: Term) -> int:
    """Return an offset; what is no whole number stands nowhere in a text."""
    place = offset(term)
    return -1 if place is None else max(-1, place)
