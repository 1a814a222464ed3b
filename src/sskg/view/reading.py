"""Reads from a store what a view shows, in a few passes whatever the size of the graph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.graph.about import about
from sskg.graph.documents import held
from sskg.graph.facts import entities
from sskg.graph.reading import is_term, reading
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import iri_list, select
from sskg.view.bulk import BulkReader
from sskg.view.claims import read_claims, read_sources
from sskg.view.material import Material, NamesAndNotes
from sskg.view.surroundings import with_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store
    from sskg.view.bulk import ReportRows

_TYPES: Final = """
SELECT ?s ?type WHERE {{ {values} ?s {kind} ?type {unnamed} }}"""

_TEXTS: Final = "SELECT ?s ?text WHERE {{ {values} ?s {path} ?text }}"

_STATEMENTS: Final = """
SELECT ?s ?p ?o WHERE {{ {values} ?s ?p ?o FILTER({relations}) }}"""

_DOCUMENTS: Final = """
SELECT ?document ?digest WHERE {
  ?document a sskg:SourceDocument . OPTIONAL { ?document schema:sha256 ?digest } }"""


def read(
    store: Store,
    documents: Mapping[str, Document],
    things: Iterable[str] | None = None,
    progress: ReportRows | None = None,
) -> Material:
    """Read what a view shows.

    Args:
        store: the graph that is asked.
        documents: the reader's source documents by digest.
        things: IRIs to keep to; None reads the whole graph.
        progress: told what is being read and how many rows have come, about every 20,000 rows.
    """
    material = Material()
    reader = BulkReader(store, progress or (lambda _what, _count: None))
    only = None if things is None else with_figures(store, things)
    _read_things(reader, only, material)
    _read_texts(reader, only, material)
    _read_statements(reader, only, material)
    properties = {predicate for _, predicate, _ in material.statements}
    foreign = properties - vocabulary().properties.keys()
    material.labels = reading(store).labels(store, foreign)
    read_claims(reader, only, material)
    read_sources(store, material)
    described = about(store)
    if len(described) == 1:
        material.title = described[0].titles
    for row in select(store, _DOCUMENTS):
        iri, digest = row["document"].value, row["digest"]
        material.documents[iri] = digest.value if digest is not None else ""
        text = held(digest.value, documents) if digest is not None else None
        if text is not None:
            material.held[iri] = text.text
    return material


def _read_things(reader: BulkReader, only: set[str] | None, material: Material) -> None:
    known = reading(reader.store)
    # Evidence is the most of a large graph: what is never looked up by name is not read here.
    evidence = iri_list(known.unnamed - known.profile.machinery)
    unnamed = f"FILTER(?type NOT IN ({evidence}))" if evidence else ""
    once = reader.once
    types: dict[str, set[str]] = {}
    for kind in known.kinds:
        for subject, type_ in reader.rows("things", _TYPES, "s", only, kind=kind, unnamed=unnamed):
            if isinstance(subject, NamedNode) and not is_term(iri := once(subject.value)):
                types.setdefault(iri, set()).add(once(type_.value))
    material.types = dict(known.sort(reader.store, types))


def _read_texts(reader: BulkReader, only: set[str] | None, material: Material) -> None:
    known = reading(reader.store)
    for nth, path in enumerate(known.names):
        # A label is what the first property says, and of several texts the first in order. What the
        # very first says needs no note of where it came from: in a large graph that is much.
        own: set[tuple[int, str]] = set()
        for texts, tag, text in _texts(reader, only, material, path):
            label = texts.labels.setdefault(tag, text)
            if label is text:
                if nth:
                    own.add((id(texts), tag))
            elif label != text:
                first, second = (label, text)
                if not nth or (id(texts), tag) in own:
                    first, second = sorted((label, text))
                texts.labels[tag] = first
                texts.aliases.append((second, tag))
    for path in known.aliases:
        for texts, tag, text in _texts(reader, only, material, path):
            texts.aliases.append((text, tag))
    for path in known.definitions:
        for texts, tag, text in _texts(reader, only, material, path):
            texts.definitions[tag] = min(text, texts.definitions.get(tag, text))
    for path in known.notes:
        for texts, tag, text in _texts(reader, only, material, path):
            texts.notes.append((text, tag))
    # What has a name and no kind is a thing, but where it is evidence, whose kinds are not read.
    untyped = sorted(material.texts.keys() - material.types.keys())
    kinds = {iri: thing.kinds for iri, thing in entities(reader.store, untyped).items()}
    for iri in untyped:
        if kinds[iri] or not material.texts[iri].labels:
            del material.texts[iri]


def _texts(
    reader: BulkReader, only: set[str] | None, material: Material, path: str
) -> Iterator[tuple[NamesAndNotes, str, str]]:
    """Yield what a property says in words, with the texts of the thing that it says it of."""
    every, once = material.texts, reader.once
    for subject, text in reader.rows("names", _TEXTS, "s", only, path=path):
        if not (isinstance(text, Literal) and isinstance(subject, NamedNode)):
            continue
        texts = every.get(iri := subject.value)
        if texts is None:
            if is_term(iri):
                continue
            texts = every[once(iri)] = NamesAndNotes()
        yield texts, once(text.language or ""), text.value


def _read_statements(reader: BulkReader, only: set[str] | None, material: Material) -> None:
    codes = vocabulary().auxiliary_classes
    known = reading(reader.store)
    parts = {
        iri
        for iri, kinds in material.types.items()
        if codes.intersection(kinds) or known.is_machinery(kinds)
    }
    relations = known.statements_filter()
    once, term = reader.once, reader.object
    for subject, predicate, target in reader.rows(
        "statements", _STATEMENTS, "s", only, relations=relations
    ):
        if not isinstance(subject, NamedNode):
            continue
        stated = once(subject.value), once(predicate.value), term(target)
        if is_term(stated[0]) or stated[0] in parts:
            continue
        if isinstance(target, NamedNode) and stated[2] in parts:
            continue
        if only is not None and _leads_out(stated[1], target, only):
            continue
        material.statements.append(stated)
    for iri in parts:
        del material.types[iri]


def _leads_out(predicate: str, target: object, only: set[str]) -> bool:
    """Tell whether a statement leads to a thing that is not kept; codes and units are no things."""
    if not isinstance(target, NamedNode) or target.value in only:
        return False
    return not target.value.startswith(ONTOLOGY) and predicate not in vocabulary().coded
