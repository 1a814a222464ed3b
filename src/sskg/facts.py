"""Reads things and statements from a store into the values of `sskg.model`.

Every lookup reads through here, so that all of them see the same labels, kinds and evidence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sskg.model import Claim, Entity, Fact, Passage, Value
from sskg.sparql import select, values
from sskg.terms import ONTOLOGY, sskg
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pyoxigraph import QuerySolution

    from sskg.documents import Document
    from sskg.store.base import Store

_BATCH = 500
"""IRIs in one VALUES clause: small enough for the query length that endpoints take."""

_ENTITY = """
SELECT ?s ?type ?label WHERE {{
  {values}
  {{ ?s a ?type FILTER(STRSTARTS(STR(?type), "{ontology}")) }}
  UNION {{ ?s skos:prefLabel ?label }}
}}"""

_FACTS = """
SELECT ?s ?p ?o ?claim WHERE {{
  {values}
  ?s ?p ?o .
  FILTER(STRSTARTS(STR(?p), "{ontology}"))
  OPTIONAL {{ ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . }}
}}"""

_CLAIMS = """
SELECT ?claim ?modality ?passage ?document ?digest ?start ?end ?anchor ?qualifier ?speaker WHERE {{
  {values}
  ?claim sskg:modality ?modality ; sskg:evidence ?passage .
  ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?document schema:sha256 ?digest }}
  OPTIONAL {{ ?passage sskg:anchor ?anchor }}
  OPTIONAL {{ ?claim sskg:qualifier ?qualifier }}
  OPTIONAL {{ ?claim sskg:assertedBy ?speaker }}
}}"""

# What makes up the evidence is told by the claims themselves, not as statements of a thing.
_MACHINERY = {
    sskg(name).value
    for name in (
        "modality", "evidence", "qualifier", "assertedBy", "inDocument", "anchor", "passageRole",
    )
}  # fmt: skip


def entities(store: Store, iris: Iterable[str]) -> dict[str, Entity]:
    """Return each thing with its kinds and preferred labels, by IRI.

    An IRI of which the store knows neither comes back bare.
    """
    wanted = list(dict.fromkeys(iris))
    types: dict[str, set[str]] = {iri: set() for iri in wanted}
    labels: dict[str, dict[str, str]] = {iri: {} for iri in wanted}
    for clause in _batches("s", wanted):
        for row in select(store, _ENTITY.format(values=clause, ontology=ONTOLOGY)):
            iri = row["s"].value
            if row["type"] is not None:
                types[iri].add(row["type"].value.removeprefix(ONTOLOGY))
            elif isinstance(row["label"], Literal):
                labels[iri].setdefault(row["label"].language or "", row["label"].value)
    order = vocabulary().most_specific
    return {iri: Entity(iri, labels[iri], order(types[iri])) for iri in wanted}


def facts(
    store: Store,
    *,
    subjects: Iterable[str] = (),
    objects: Iterable[str] = (),
    documents: Mapping[str, Document] | None = None,
) -> list[Fact]:
    """Return the statements that have one of the subjects, or one of the objects, with all claims.

    Args:
        store: the graph that is asked.
        subjects: IRIs; every statement of the ontology's properties about them.
        objects: IRIs; every statement that points to them.
        documents: the reader's source documents by digest; passages then carry their text.

    Returns:
        Statements ordered by subject, predicate and object.
    """
    triples: dict[tuple[str, str, Entity | Value | str], list[str]] = {}
    for variable, iris in (("s", list(subjects)), ("o", list(objects))):
        for clause in _batches(variable, iris):
            for row in select(store, _FACTS.format(values=clause, ontology=ONTOLOGY)):
                subject, predicate, target = row["s"], row["p"], row["o"]
                if predicate.value in _MACHINERY or not isinstance(subject, NamedNode):
                    continue
                key = (subject.value, predicate.value, _object(target))
                stated = triples.setdefault(key, [])
                if row["claim"] is not None and row["claim"].value not in stated:
                    stated.append(row["claim"].value)
    claims = read_claims(
        store, [claim for stated in triples.values() for claim in stated], documents
    )
    things = entities(
        store,
        [s for s, _, _ in triples] + [o for _, _, o in triples if isinstance(o, str)],
    )
    words = vocabulary()
    found = [
        Fact(
            things[subject],
            words.property(predicate),
            things[target] if isinstance(target, str) else target,
            tuple(claims[iri] for iri in sorted(stated) if iri in claims),
        )
        for (subject, predicate, target), stated in triples.items()
    ]
    return sorted(found, key=_position)


def read_claims(
    store: Store, iris: Iterable[str], documents: Mapping[str, Document] | None = None
) -> dict[str, Claim]:
    """Return claims by IRI, each with its passages in the order of the text."""
    rows: dict[str, list[QuerySolution]] = {}
    for clause in _batches("claim", dict.fromkeys(iris)):
        for row in select(store, _CLAIMS.format(values=clause)):
            rows.setdefault(row["claim"].value, []).append(row)
    named = entities(
        store,
        [row["document"].value for group in rows.values() for row in group]
        + [row["speaker"].value for group in rows.values() for row in group if row["speaker"]],
    )
    return {iri: _claim(iri, group, named, documents or {}) for iri, group in rows.items()}


def _claim(
    iri: str,
    rows: list[QuerySolution],
    named: Mapping[str, Entity],
    documents: Mapping[str, Document],
) -> Claim:
    passages: dict[str, Passage] = {}
    qualifier: dict[str, str] = {}
    for row in rows:
        passages[row["passage"].value] = _passage(row, named, documents)
        if row["qualifier"] is not None:
            qualifier[row["qualifier"].language or ""] = row["qualifier"].value
    first = rows[0]
    return Claim(
        iri,
        first["modality"].value.removeprefix(ONTOLOGY),
        tuple(sorted(passages.values(), key=lambda span: (span.document.iri, span.start))),
        qualifier,
        named[first["speaker"].value] if first["speaker"] is not None else None,
    )


def _passage(
    row: QuerySolution, named: Mapping[str, Entity], documents: Mapping[str, Document]
) -> Passage:
    start, end = int(row["start"].value), int(row["end"].value)
    held = documents.get(row["digest"].value) if row["digest"] is not None else None
    return Passage(
        row["passage"].value,
        named[row["document"].value],
        start,
        end,
        row["anchor"].value if row["anchor"] is not None else "",
        held.passage(start, end) if held else None,
    )


def _object(term: object) -> Value | str:
    if isinstance(term, Literal):
        return Value(term.value, term.datatype.value, term.language or "")
    return str(getattr(term, "value", term))


def _position(fact: Fact) -> tuple[str, str, str]:
    target = fact.object
    return (
        fact.subject.iri,
        fact.predicate.iri,
        target.text if isinstance(target, Value) else target.iri,
    )


def _batches(variable: str, iris: Iterable[str]) -> Iterable[str]:
    nodes = [NamedNode(iri) for iri in iris]
    for at in range(0, len(nodes), _BATCH):
        yield values(variable, nodes[at : at + _BATCH])
