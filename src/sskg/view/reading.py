"""Reads from a store what a view shows, in a few passes whatever the size of the graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from sskg.graph.about import about
from sskg.graph.documents import held
from sskg.graph.facts import entities, sources
from sskg.graph.proof import SOURCED
from sskg.graph.reading import reading
from sskg.model import MODALITIES, Source, Value
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pyoxigraph import QuerySolution

    from sskg.graph.documents import Document
    from sskg.store.base import Store

    Progress = Callable[[str, int], None]

_BATCH = 500
"""IRIs in one VALUES clause."""
_TOLD = 20_000
"""Rows after which progress is told."""

_TYPES = """
SELECT ?s ?type WHERE {{ {values} ?s {kind} ?type {unnamed} }}"""

_TEXTS = "SELECT ?s ?text WHERE {{ {values} ?s {path} ?text }}"

_STATEMENTS = """
SELECT ?s ?p ?o WHERE {{ {values} ?s ?p ?o FILTER({relations}) }}"""

# The values stand in each branch: joined from outside, a branch would read the whole graph.
_AROUND = """
SELECT DISTINCT ?other WHERE {{
  {{ {values} ?s ?p ?other }} UNION {{ {values} ?other ?p ?s }}
  FILTER(ISIRI(?other) && {relations}) {predicates} }}"""

_FIGURES_OF = """
SELECT DISTINCT ?other WHERE {{
  {{ {values} ?other sskg:indicator ?s . ?other a sskg:Observation }}
  UNION {{ {values} ?s sskg:baseline ?other }} UNION {{ {values} ?s sskg:latest ?other }} }}"""

_CLAIMS = """
SELECT ?claim ?s ?p ?o ?modality WHERE {{ {values}
  ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; sskg:modality ?modality }}"""

# Of a whole graph each part is asked for by itself: a store on disk would look up three of them
# claim by claim, which took most of the time of a large view.
_PART = "SELECT ?claim ?part WHERE {{ {values} ?claim {part} ?part }}"

_EVIDENCE = "SELECT ?claim ?passage WHERE {{ {values} ?claim sskg:evidence ?passage }}"

_WORDING = """
SELECT ?claim ?qualifier ?speaker WHERE {{ {values}
  {{ ?claim sskg:qualifier ?qualifier }} UNION {{ ?claim sskg:assertedBy ?speaker }} }}"""

_PASSAGES = """
SELECT ?passage ?document ?start ?end ?anchor WHERE {{ {values}
  ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL {{ ?passage sskg:anchor ?anchor }} }}"""

_DOCUMENTS = """
SELECT ?document ?digest WHERE {
  ?document a sskg:SourceDocument . OPTIONAL { ?document schema:sha256 ?digest } }"""


STRENGTHS = (*MODALITIES, SOURCED)
"""How a statement with a claim may stand, the strongest first."""


@dataclass(slots=True)
class Texts:
    """The names and explanations of one thing, by language tag."""

    labels: dict[str, str] = field(default_factory=dict)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class Stated:
    """A claim as it was read.

    Attributes:
        iri: of the claim.
        modality: one of STRENGTHS.
        passages: IRIs.
        qualifier: the source's hedge by language tag; None where it has none.
        speaker: IRI of whose words these are, or the empty string.
        sources: what is named as its source where no passage is.
    """

    iri: str
    modality: str
    passages: tuple[str, ...] = ()
    qualifier: Mapping[str, str] | None = None
    speaker: str = ""
    sources: tuple[Source, ...] = ()


@dataclass(slots=True)
class Span:
    """A passage as it was read; offsets count Unicode code points."""

    document: str
    start: int
    end: int
    anchor: str


Triple = tuple[str, str, "str | Value"]


@dataclass(slots=True)
class Material:
    """All that a view shows, keyed by IRI.

    Attributes:
        types: the kinds of each thing, the most telling first.
        texts: names and explanations of each thing.
        statements: triples between things or with a value; names and evidence are none.
        labels: of the properties that are not our ontology's, by IRI and language tag.
        claims: the claims on each triple.
        passages: the spans that claims refer to.
        documents: digest of each source document, empty where it has none.
        held: text of each document that the reader holds.
        title: what the graph is called by language tag, where it says so.
    """

    types: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, Texts] = field(default_factory=dict)
    statements: list[Triple] = field(default_factory=list)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[Triple, list[Stated]] = field(default_factory=dict)
    passages: dict[str, Span] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)


def around(
    store: Store, seeds: Iterable[str], depth: int, predicates: Iterable[str] = ()
) -> set[str]:
    """Return the things within a number of steps, in either direction, of some things.

    Args:
        store: the graph that is asked.
        seeds: IRIs to start from.
        depth: how many statements away; 0 is the seeds alone.
        predicates: IRIs of the properties to follow; all if none is given.
    """
    along = " ".join(str(NamedNode(iri)) for iri in predicates)
    narrowed = f"VALUES ?p {{ {along} }}" if along else ""
    found = set(seeds)
    edge = set(found)
    for _ in range(depth):
        reached: set[str] = set()
        for clause in _clauses("s", edge):
            text = _AROUND.format(
                values=clause, relations=reading(store).statements_filter(), predicates=narrowed
            )
            reached |= _things(select(store, text))
        edge = {iri for iri in reached - found if not _is_term(iri)}
        found |= edge
    return found


def _things(rows: Iterable[QuerySolution]) -> set[str]:
    """Return IRIs; a blank node that has no name cannot be asked for."""
    return {row["other"].value for row in rows if isinstance(row["other"], NamedNode)}


def read(
    store: Store,
    documents: Mapping[str, Document],
    things: Iterable[str] | None = None,
    progress: Progress | None = None,
) -> Material:
    """Read what a view shows.

    Args:
        store: the graph that is asked.
        documents: the reader's source documents by digest.
        things: IRIs to keep to; None reads the whole graph.
        progress: told what is being read and how many rows have come, every 20,000 rows.
    """
    material = Material()
    ask = _Asking(store, progress or (lambda _what, _count: None))
    only = None if things is None else set(things)
    if only is not None:
        for clause in _clauses("s", only.copy()):
            only |= _things(select(store, _FIGURES_OF.format(values=clause)))
    _read_things(ask, only, material)
    _read_texts(ask, only, material)
    _read_statements(ask, only, material)
    properties = {predicate for _, predicate, _ in material.statements}
    foreign = properties - vocabulary().properties.keys()
    material.labels = reading(store).labels(store, foreign)
    _read_claims(ask, only, material)
    _read_sources(store, material)
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


class _Asking:
    """Asks the same store for one thing after the other, and tells how far it has come."""

    def __init__(self, store: Store, progress: Progress) -> None:
        self.store = store
        self._progress = progress
        self._counts: Counter[str] = Counter()
        self._texts: dict[str, str] = {}

    def once(self, text: str) -> str:
        """Return the one copy of a text: an IRI stands in many rows, and each row has its own."""
        return self._texts.setdefault(text, text)

    def rows(
        self, what: str, template: str, variable: str, only: set[str] | None, **parts: str
    ) -> Iterator[QuerySolution]:
        """Answer a query for some things, or, without a VALUES clause, for all."""
        count = self._counts[what]
        for clause in [""] if only is None else _clauses(variable, only):
            text = template.format(values=clause, **parts)
            for row in select(self.store, text):
                yield row
                count += 1
                if count % _TOLD == 0:
                    self._progress(what, count)
        self._counts[what] = count


def _read_things(ask: _Asking, only: set[str] | None, material: Material) -> None:
    known = reading(ask.store)
    # Evidence is the most of a large graph: what is never looked up by name is not read here.
    evidence = ", ".join(f"<{iri}>" for iri in sorted(known.unnamed - known.profile.machinery))
    unnamed = f"FILTER(?type NOT IN ({evidence}))" if evidence else ""
    types: dict[str, set[str]] = {}
    for kind in known.kinds:
        for row in ask.rows("things", _TYPES, "s", only, kind=kind, unnamed=unnamed):
            subject = row["s"]
            if isinstance(subject, NamedNode) and not _is_term(subject.value):
                types.setdefault(subject.value, set()).add(row["type"].value)
    material.types = dict(known.sort(ask.store, types))


def _read_texts(ask: _Asking, only: set[str] | None, material: Material) -> None:
    known = reading(ask.store)
    for path in known.names:
        # A label is what the first property says, and of several texts the first in order.
        own: set[tuple[int, str]] = set()
        for texts, tag, text in _texts(ask, only, material, path):
            label = texts.labels.setdefault(tag, text)
            if label is text:
                own.add((id(texts), tag))
            elif label != text:
                first, second = (label, text)
                if (id(texts), tag) in own:
                    first, second = sorted((label, text))
                texts.labels[tag] = first
                texts.aliases.append((second, tag))
    for path in known.aliases:
        for texts, tag, text in _texts(ask, only, material, path):
            texts.aliases.append((text, tag))
    for path in known.definitions:
        for texts, tag, text in _texts(ask, only, material, path):
            texts.definitions[tag] = min(text, texts.definitions.get(tag, text))
    for path in known.notes:
        for texts, tag, text in _texts(ask, only, material, path):
            texts.notes.append((text, tag))
    # What has a name and no kind is a thing, but where it is evidence, whose kinds are not read.
    untyped = sorted(material.texts.keys() - material.types.keys())
    kinds = {iri: thing.kinds for iri, thing in entities(ask.store, untyped).items()}
    for iri in untyped:
        if kinds[iri] or not material.texts[iri].labels:
            del material.texts[iri]


def _texts(
    ask: _Asking, only: set[str] | None, material: Material, path: str
) -> Iterator[tuple[Texts, str, str]]:
    """Yield what a property says in words, with the texts of the thing that it says it of."""
    for row in ask.rows("names", _TEXTS, "s", only, path=path):
        subject, text = row["s"], row["text"]
        if (
            isinstance(text, Literal)
            and isinstance(subject, NamedNode)
            and not _is_term(subject.value)
        ):
            texts = material.texts.setdefault(subject.value, Texts())
            yield texts, text.language or "", text.value


def _is_term(iri: str) -> bool:
    """Tell whether an IRI is of our ontology, or described by it: those are no things."""
    return iri.startswith(ONTOLOGY) or iri in vocabulary().terms


def _read_statements(ask: _Asking, only: set[str] | None, material: Material) -> None:
    codes = vocabulary().auxiliary_classes
    known = reading(ask.store)
    parts = {
        iri
        for iri, kinds in material.types.items()
        if codes.intersection(kinds) or known.is_machinery(kinds)
    }
    relations = known.statements_filter()
    for row in ask.rows("statements", _STATEMENTS, "s", only, relations=relations):
        subject, predicate, target = row
        if not isinstance(subject, NamedNode) or _is_term(subject.value):
            continue
        if subject.value in parts or (isinstance(target, NamedNode) and target.value in parts):
            continue
        if only is not None and _leads_out(predicate.value, target, only):
            continue
        once = ask.once
        stated = once(subject.value), once(predicate.value), _object(target, once)
        material.statements.append(stated)
    for iri in parts:
        del material.types[iri]


def _leads_out(predicate: str, target: object, only: set[str]) -> bool:
    """Tell whether a statement leads to a thing that is not kept; codes and units are no things."""
    if not isinstance(target, NamedNode) or target.value in only:
        return False
    return not target.value.startswith(ONTOLOGY) and predicate not in vocabulary().coded


def _read_claims(ask: _Asking, only: set[str] | None, material: Material) -> None:
    by_iri: dict[str, Stated] = {}
    once = ask.once
    for iri, triple, modality in _every_claim(ask) if only is None else _claims_of(ask, only):
        if iri not in by_iri:
            by_iri[iri] = Stated(iri, modality)
            material.claims.setdefault(triple, []).append(by_iri[iri])
    those = None if only is None else set(by_iri)
    needed: set[str] = set()
    for claim, passage in ask.rows("evidence", _EVIDENCE, "claim", those):
        stated = by_iri.get(claim.value)
        if stated is not None:
            place = once(passage.value)
            stated.passages = (*stated.passages, place)
            needed.add(place)
    for row in ask.rows("wording", _WORDING, "claim", those):
        stated = by_iri.get(row["claim"].value)
        if stated is None:
            continue
        if isinstance(row["qualifier"], Literal):
            hedge = row["qualifier"]
            stated.qualifier = {**(stated.qualifier or {}), hedge.language or "": hedge.value}
        elif row["speaker"] is not None:
            stated.speaker = row["speaker"].value
    for row in ask.rows("passages", _PASSAGES, "passage", None if only is None else needed):
        anchor = row["anchor"].value if row["anchor"] is not None else ""
        material.passages[once(row["passage"].value)] = Span(
            once(row["document"].value), _number(row["start"]), _number(row["end"]), anchor
        )


def _claims_of(ask: _Asking, only: set[str]) -> Iterator[tuple[str, Triple, str]]:
    """Yield the claims on some things: IRI, what is stated, and how."""
    once = ask.once
    for claim, subject, predicate, target, modality in ask.rows("claims", _CLAIMS, "s", only):
        triple = once(subject.value), once(predicate.value), _object(target, once)
        yield claim.value, triple, once(modality.value.removeprefix(ONTOLOGY))


def _every_claim(ask: _Asking) -> Iterator[tuple[str, Triple, str]]:
    """Yield all claims of a graph that have all their parts."""
    once = ask.once

    def part(name: str) -> Iterator[tuple[str, Any]]:
        what = "claims" if name == "rdf:subject" else "evidence"
        for claim, term in ask.rows(what, _PART, "claim", None, part=name):
            yield once(claim.value), term

    subjects = {claim: once(term.value) for claim, term in part("rdf:subject")}
    predicates = {claim: once(term.value) for claim, term in part("rdf:predicate")}
    objects = {claim: _object(term, once) for claim, term in part("rdf:object")}
    for claim, term in part("sskg:modality"):
        if claim in subjects and claim in predicates and claim in objects:
            triple = subjects[claim], predicates[claim], objects[claim]
            yield claim, triple, once(term.value.removeprefix(ONTOLOGY))


def _read_sources(store: Store, material: Material) -> None:
    """Add what other vocabularies name as sources of statements."""
    found = sources(store, material.statements)
    for triple, claims in found.items():
        material.claims.setdefault(triple, []).extend(
            Stated(claim.iri, SOURCED, sources=claim.sources) for claim in claims
        )


def _clauses(variable: str, iris: Iterable[str]) -> Iterator[str]:
    nodes = [NamedNode(iri) for iri in sorted(iris)]
    for at in range(0, len(nodes), _BATCH):
        yield values(variable, nodes[at : at + _BATCH])


def _object(term: object, once: Callable[[str], str]) -> str | Value:
    if isinstance(term, Literal):
        return Value(term.value, term.datatype.value, term.language or "")
    return once(str(getattr(term, "value", term)))


def _number(term: object) -> int:
    """Return an offset; what is no whole number stands nowhere in a text."""
    text = str(getattr(term, "value", ""))
    return int(text) if text.isdecimal() else -1
