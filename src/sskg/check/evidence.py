"""What claims and passages say of each other and of the texts, read once from a store."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sskg.graph.documents import held
from sskg.rdf.terms import PREFIXES, sskg
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store

_DOCUMENTS = """
SELECT ?document ?digest ?file ?count WHERE {
  ?document a sskg:SourceDocument .
  OPTIONAL { ?document schema:sha256 ?digest }
  OPTIONAL { ?document sskg:fileName ?file }
  OPTIONAL { ?document sskg:characterCount ?count }
}
ORDER BY ?document"""

_PASSAGES = """
SELECT ?passage ?document ?start ?end ?anchor ?role WHERE {
  ?passage sskg:inDocument ?document ; oa:start ?start ; oa:end ?end .
  OPTIONAL { ?passage sskg:anchor ?anchor }
  OPTIONAL { ?passage sskg:passageRole ?role }
}
ORDER BY ?passage"""

_CLAIMS = """
SELECT ?claim ?subject ?predicate ?object ?modality ?passage WHERE {
  ?claim a sskg:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object ;
    sskg:evidence ?passage .
  OPTIONAL { ?claim sskg:modality ?modality }
}
ORDER BY ?claim"""

# What of a thing may carry a number: names, wordings, values and dates; and remarks on evidence.
_WORDS = """
SELECT ?thing ?property ?text WHERE {
  VALUES ?property {
    skos:prefLabel skos:altLabel skos:note sskg:asStated sskg:value sskg:upperValue
    sskg:start sskg:end sskg:publishedOn sskg:qualifier
  }
  ?thing ?property ?text .
}"""

# The source's own hedges: of a qualifier in another language than the document's, only the sense
# is the source's.
_HEDGES = """
SELECT DISTINCT ?claim ?text WHERE {
  ?claim sskg:qualifier ?text ; sskg:evidence/sskg:inDocument/dcterms:language ?language .
  FILTER(LANGMATCHES(LANG(?text), STR(?language)))
}
ORDER BY ?claim ?text"""

_INDICATORS = "SELECT ?thing ?indicator WHERE { ?thing sskg:indicator ?indicator }"

_NOTE = PREFIXES["skos"] + "note"
_ASIDE = sskg("SetAside").value
_SILENT = {sskg("Heading").value, sskg("Residue").value, _ASIDE}


@dataclass(frozen=True, slots=True)
class CheckedPassage:
    """A passage as the graph describes it.

    Attributes:
        iri: of the passage.
        document: IRI of its document.
        start: offset of its first character.
        end: offset after its last character.
        anchor: the phrase that must occur in it, or None.
        silent: whether it is a heading, residue or set aside, and need not prove anything.
        aside: whether it is set aside with a reason.
    """

    iri: str
    document: str
    start: int
    end: int
    anchor: str | None
    silent: bool
    aside: bool = False


@dataclass(slots=True)
class CheckedStatement:
    """A claim as the graph describes it.

    Attributes:
        iri: of the claim.
        subject: IRI of the subject.
        predicate: IRI of the property.
        object: a term.
        modality: IRI, or the empty string.
        passages: IRIs of the spans that prove it.
    """

    iri: str
    subject: str
    predicate: str
    object: object
    modality: str
    passages: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CheckedSource:
    """A source document as the graph describes it, with the reader's copy.

    Attributes:
        iri: of the document.
        digest: SHA-256 that the graph gives, or None.
        file: file name that the graph gives, or None.
        count: number of code points that the graph gives, or None.
        held: the reader's copy, or None.
    """

    iri: str
    digest: str | None
    file: str | None
    count: int | None
    held: Document | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All claims, passages and documents of a graph.

    Attributes:
        sources: the documents, by IRI.
        spans: the passages with readable offsets, by IRI.
        statements: the claims with a subject, predicate, object and passage, by IRI.
        words: by thing and property, what may carry a number.
        indicators: by figure or change, the indicator that it belongs to.
        hedges: by claim, its qualifiers in the language of the document.
    """

    sources: Mapping[str, CheckedSource]
    spans: Mapping[str, CheckedPassage]
    statements: Mapping[str, CheckedStatement]
    words: Mapping[str, Mapping[str, list[str]]]
    indicators: Mapping[str, str]
    hedges: Mapping[str, list[str]]

    def text(self, span: CheckedPassage) -> str | None:
        """Return a passage's characters; None where its text is not held or has no such span."""
        source = self.sources.get(span.document)
        if source is None or source.held is None:
            return None
        return source.held.passage(span.start, span.end)

    def texts(self, statement: CheckedStatement) -> list[str] | None:
        """Return the passages of a claim; None where one of them cannot be read."""
        spans = [self.spans.get(iri) for iri in statement.passages]
        texts = [self.text(span) for span in spans if span is not None]
        readable = [text for text in texts if text is not None]
        return readable if len(readable) == len(spans) else None

    def first(self, thing: str, name: str) -> str | None:
        """Return one value of a property of the ontology, by local name."""
        return next(iter(self.words.get(thing, {}).get(sskg(name).value, ())), None)

    def carriers(self, statement: CheckedStatement) -> list[str]:
        """Return all texts of a claim's that may carry a number of its passages."""
        things = [statement.subject, statement.iri]
        if isinstance(statement.object, NamedNode):
            things.append(statement.object.value)
        things += [self.indicators[thing] for thing in things if thing in self.indicators]
        texts = [
            text
            for thing in things
            for name, values in self.words.get(thing, {}).items()
            if name != _NOTE
            for text in values
        ]
        if isinstance(statement.object, Literal):
            texts.append(statement.object.value)
        return texts

    def notes(self, things: Iterable[str]) -> list[str]:
        """Return the curators' notes on some things."""
        return [text for thing in things for text in self.words.get(thing, {}).get(_NOTE, ())]


def read_evidence(store: Store, documents: Mapping[str, Document]) -> Evidence:
    """Read all claims, passages and documents; what is incomplete is left to the shapes.

    Args:
        store: the graph.
        documents: the reader's copies, by digest.
    """
    words: dict[str, dict[str, list[str]]] = {}
    for row in select(store, _WORDS):
        if isinstance(row["thing"], NamedNode) and isinstance(row["text"], Literal):
            of_thing = words.setdefault(row["thing"].value, {})
            of_thing.setdefault(row["property"].value, []).append(row["text"].value)
    hedges: dict[str, list[str]] = {}
    for row in select(store, _HEDGES):
        if isinstance(row["claim"], NamedNode):
            hedges.setdefault(row["claim"].value, []).append(row["text"].value)
    return Evidence(
        _sources(store, documents),
        _spans(store),
        _statements(store),
        words,
        {
            row["thing"].value: row["indicator"].value
            for row in select(store, _INDICATORS)
            if isinstance(row["thing"], NamedNode) and isinstance(row["indicator"], NamedNode)
        },
        hedges,
    )


def _sources(store: Store, documents: Mapping[str, Document]) -> dict[str, CheckedSource]:
    sources: dict[str, CheckedSource] = {}
    for row in select(store, _DOCUMENTS):
        digest = row["digest"].value if isinstance(row["digest"], Literal) else None
        file = row["file"].value if isinstance(row["file"], Literal) else None
        sources.setdefault(
            row["document"].value,
            CheckedSource(
                row["document"].value,
                digest,
                file,
                _integer(row["count"]),
                held(digest, documents) if digest else None,
            ),
        )
    return sources


def _spans(store: Store) -> dict[str, CheckedPassage]:
    spans: dict[str, CheckedPassage] = {}
    for row in select(store, _PASSAGES):
        start, end = _integer(row["start"]), _integer(row["end"])
        named = isinstance(row["passage"], NamedNode) and isinstance(row["document"], NamedNode)
        if start is None or end is None or not named:
            continue
        spans.setdefault(
            row["passage"].value,
            CheckedPassage(
                row["passage"].value,
                row["document"].value,
                start,
                end,
                row["anchor"].value if isinstance(row["anchor"], Literal) else None,
                _iri(row["role"]) in _SILENT,
                _iri(row["role"]) == _ASIDE,
            ),
        )
    return spans


def _statements(store: Store) -> dict[str, CheckedStatement]:
    statements: dict[str, CheckedStatement] = {}
    for row in select(store, _CLAIMS):
        named = [row[name] for name in ("claim", "subject", "predicate", "passage")]
        if not all(isinstance(term, NamedNode) for term in named):
            continue
        claim, subject, predicate, passage = (term.value for term in named)
        statement = statements.setdefault(
            claim, CheckedStatement(claim, subject, predicate, row["object"], _iri(row["modality"]))
        )
        if passage not in statement.passages:
            statement.passages.append(passage)
    return statements


def _iri(term: object) -> str:
    """Return the IRI of a term; the empty string for what has none: it may be a triple."""
    return term.value if isinstance(term, NamedNode) else ""


def _integer(term: object) -> int | None:
    if not isinstance(term, Literal):
        return None
    try:
        return int(term.value)
    except ValueError:
        return None
