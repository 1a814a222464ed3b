"""What a claim states, what a passage is evidence for, or what stands at a place in a document."""

from __future__ import annotations

import re
from collections.abc import Mapping  # noqa: TC003  (a dataclass field)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import NegativeAnswer
from sskg.graph.facts import entities, offset, read_passages, state
from sskg.graph.proof import COLUMNS, backing_cells, name_cells
from sskg.graph.reading import values_clauses
from sskg.graph.triples import read_triple
from sskg.language.message import msg, word
from sskg.language.ranges import choose
from sskg.model import Answer, Entity, Fact, Grid, Passage
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import THINGS, expand, local_name
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.store.base import Store

_KIND = """
SELECT ?type WHERE {{ {values} ?x a ?type . VALUES ?type {{ sskg:Claim sskg:Passage }} }}"""

_AT = """
SELECT ?passage ?start ?end WHERE {{
  ?passage sskg:inDocument {node} ; oa:start ?start ; oa:end ?end }}"""

_TEXTS = """
SELECT ?x ?text WHERE {{ {values} ?x {property} ?text }}"""

_DOCUMENT = "ASK {{ {node} a sskg:SourceDocument }}"

_PLACE = re.compile(r"(?P<document>\S+):(?P<start>[0-9]{1,9})[-–](?P<end>[0-9]{1,9})\Z")
"""Where something stands, as it is printed beside every statement."""
_NEAREST: Final = 3

# What is asked for stands in each branch: engines that compute a UNION by itself would else go
# through all claims.
_STATED = """
SELECT ?s ?p ?o WHERE {{
  {{ {values} ?x rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
  UNION
  {{ {values} ?claim sskg:evidence ?x ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}
}}"""


@dataclass(frozen=True, slots=True)
class DescribedPassage:
    """A passage, with what the graph says of it.

    Attributes:
        passage: where it stands.
        title: of the document, as the document has it; empty where none is given.
        role: what part of the document it is, a local name (Body, Heading, …); empty for none.
        notes: remarks of whoever took it in, by language.
    """

    passage: Passage
    title: str
    role: str
    notes: Mapping[str, str]

    @property
    def words(self) -> str:
        """The passage where the reader holds the document, or its anchor."""
        return self.passage.text if self.passage.text is not None else self.passage.anchor

    def part(self, lang: str) -> str:
        """Return what part of the document it is."""
        return vocabulary().concept(self.role).label(lang) if self.role else ""

    def note(self, lang: str) -> str:
        """Return the remark in the reader's language, or in another; empty where there is none."""
        return (choose(self.notes, lang) or ("",))[0]


@dataclass(frozen=True, slots=True)
class Statements(Answer):
    """What one claim states, one passage is evidence for, or a place in a document proves.

    Attributes:
        entity: the claim or passage, or the document where several passages are meant.
        facts: the statements, each with those of its claims that are, or rest on, the passages.
        places: the passages.
    """

    entity: Entity
    facts: tuple[Fact, ...]
    places: tuple[DescribedPassage, ...] = ()

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each statement, claim and passage, then one for each passage."""
        rows = [
            (
                *name_cells(fact.subject, lang),
                fact.predicate.label(lang),
                *name_cells(fact.object, lang),
                *row,
            )
            for fact in self.facts
            for row in backing_cells(fact, lang)
        ]
        columns = ("subject", "subject_label", "relation", "object", "object_label", *COLUMNS)
        places = tuple(
            (local_name(place.passage.iri), place.passage.reference, place.title, place.role,
             place.words, place.note(lang))
            for place in self.places
        )  # fmt: skip
        return (
            Grid(self.entity.curie, columns, tuple(rows), "statements"),
            Grid(word("passages", lang), ("passage", "place", "title", "role", "words", "note"),
                 places, "passages"),
        )  # fmt: skip


def identify(store: Store, name: str) -> list[str]:
    """Return the IRIs of what a name of evidence means; none where it is no such name.

    A CURIE, IRI or slug names a claim or passage; a place (`ten-years:4803-4864`) all passages that
    share a character with it.

    Raises:
        NegativeAnswer: no passage stands at that place of the document.
    """
    if not name or any(char.isspace() for char in name):
        return []
    if (place := _PLACE.match(name)) and (document := _document(store, place["document"])):
        return _overlapping(store, document, name, int(place["start"]), int(place["end"]))
    node = _node(name)
    if node is None:
        return []
    rows = select(store, _KIND.format(values=values("x", [node])))
    return [node.value] if next(iter(rows), None) is not None else []


def _node(name: str) -> NamedNode | None:
    try:
        return NamedNode(expand(name) or THINGS + name)
    except ValueError:
        return None


def _document(store: Store, name: str) -> NamedNode | None:
    node = _node(name)
    return node if node is not None and bool(store.query(_DOCUMENT.format(node=node))) else None


def _overlapping(store: Store, document: NamedNode, name: str, start: int, end: int) -> list[str]:
    rows = select(store, _AT.format(node=document))
    spans = sorted(
        (first, last, row["passage"].value)
        for row in rows
        if isinstance(row["passage"], NamedNode)
        and (first := offset(row["start"])) is not None
        and (last := offset(row["end"])) is not None
    )
    iris = [iri for first, last, iri in spans if first < max(end, start + 1) and last > start]
    if iris:
        return iris
    near = sorted(spans, key=lambda span: max(span[0] - end, start - span[1]))[:_NEAREST]
    slug = local_name(document.value)
    places = ", ".join(f"{slug}:{first}-{last}" for first, last, _ in sorted(near))
    raise NegativeAnswer(
        msg("the graph takes nothing from {place}", place=name),
        hint=msg("nearest passages: {names}", names=places) if near else None,
    )


def statements(
    store: Store, iris: Sequence[str], documents: Mapping[str, Document] | None = None
) -> Statements:
    """Return what claims state, or what passages are evidence for.

    Args:
        store: the graph that is asked.
        iris: of one claim, or of passages of one document.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    wanted = set(iris)
    triples: dict[Triple, None] = {}
    for clause in values_clauses("x", iris):
        for row in select(store, _STATED.format(values=clause)):
            if (triple := read_triple(row)) is not None:
                triples[triple] = None
    facts = []
    spans = dict.fromkeys(iris)
    for fact in state(store, triples, documents):
        claims = tuple(
            claim
            for claim in fact.claims
            if claim.iri in wanted or any(passage.iri in wanted for passage in claim.passages)
        )
        for claim in claims:
            if claim.iri in wanted:
                spans |= dict.fromkeys(passage.iri for passage in claim.passages)
        facts.append(replace(fact, claims=claims))
    places = _places(store, spans, documents)
    about = iris[0] if len(iris) == 1 else places[0].passage.document.iri
    return Statements(entities(store, [about])[about], tuple(facts), places)


def _places(
    store: Store, iris: Iterable[str], documents: Mapping[str, Document] | None
) -> tuple[DescribedPassage, ...]:
    passages = read_passages(store, iris, documents)
    wanted = [passage.iri for passage in passages]
    roles = _texts(store, wanted, "sskg:passageRole")
    notes = _texts(store, wanted, "skos:note")
    titles = _texts(store, {passage.document.iri for passage in passages}, "dcterms:title")
    return tuple(
        DescribedPassage(
            passage,
            next(iter(titles.get(passage.document.iri, {}).values()), ""),
            local_name(next(iter(roles.get(passage.iri, {}).values()), "")),
            notes.get(passage.iri, {}),
        )
        for passage in passages
    )


def _texts(store: Store, iris: Iterable[str], property_: str) -> dict[str, dict[str, str]]:
    """Return what a property has for things, by thing and language."""
    texts: dict[str, dict[str, str]] = {}
    for clause in values_clauses("x", iris):
        for row in select(store, _TEXTS.format(values=clause, property=property_)):
            lang = getattr(row["text"], "language", None) or ""
            texts.setdefault(row["x"].value, {})[lang] = row["text"].value
    return texts
