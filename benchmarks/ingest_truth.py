"""What is true of the documents that `ingest.py` measures: readings by hand, and the graph."""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from sskg.ingest.known import Known, read_known
from sskg.ingest.proposal import Span
from sskg.language.text import is_chinese
from sskg.names.bearers import bearers
from sskg.store.locate import open_store
from sskg.store.sparql import select

if TYPE_CHECKING:
    from sskg.ingest.known import KnownThing
    from sskg.store.base import Store

ROOT = Path(__file__).resolve().parent.parent
ONTOLOGY = "https://w3id.org/sskg/ontology#"
IDS = "https://w3id.org/sskg/id/"
FILES = ("data/triples.ttl", "ontology/sskg.ttl", "ontology/alignments.ttl")
NAMES = ("ten-years", "xinhua-2021")
LAWS = (
    "social-insurance-law", "zhejiang-medical-security", "social-assistance-measures",
    "veterans-law",
)  # fmt: skip

_PASSAGES = """
SELECT ?passage ?start ?end ?role WHERE {{
  ?passage sskg:inDocument <{document}> ; oa:start ?start ; oa:end ?end ;
    sskg:passageRole ?role }}"""
_CLAIMS = """
SELECT ?claim ?s ?p ?o ?modality ?passage WHERE {{
  ?claim sskg:evidence ?passage ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
    sskg:modality ?modality . ?passage sskg:inDocument <{document}> }}"""
_FIGURES = """
SELECT DISTINCT ?figure ?value ?unit ?bound ?stated ?passage (BOUND(?change) AS ?paired) WHERE {{
  ?claim rdf:subject ?figure ; sskg:evidence ?passage . ?passage sskg:inDocument <{document}> .
  ?figure sskg:value ?value ; sskg:unit ?unit ; sskg:bound ?bound ; sskg:asStated ?stated
  OPTIONAL {{ ?change sskg:baseline|sskg:latest ?figure }} }}"""


@dataclass(frozen=True)
class Sentence:
    """A sentence with the modalities that are right for it."""

    span: Span
    modality: frozenset[str]


@dataclass(frozen=True)
class Figure:
    """A figure; its span is that of its number."""

    span: Span
    value: Decimal
    unit: str
    bound: str
    paired: bool = False
    period: str = ""
    population: str = ""


@dataclass(frozen=True)
class Thing:
    """A thing that the text names; its IRI where it is known before."""

    key: str
    kind: str
    names: tuple[str, ...]
    iri: str = ""

    def mentions(self, text: str) -> list[Span]:
        """Return where the text calls it by one of its names."""
        return [
            Span(*match.span())
            for name in self.names
            for match in re.finditer(
                r"\s*".join(map(re.escape, name)) if is_chinese(name)
                else r"\b" + r"\s+".join(map(re.escape, name.split())),
                text, re.IGNORECASE,
            )
        ]  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What is true of a document.

    Attributes:
        path: of its text.
        text: of it.
        fine: whether dates, periods and populations are written down.
        relations: triples between things, or None where nobody wrote them down.
        claims: the statements that the graph makes of it.
        spans: of the graph's passages, by IRI.
    """

    path: Path
    text: str
    sentences: tuple[Sentence, ...]
    figures: tuple[Figure, ...] = ()
    optional: tuple[Span, ...] = ()
    dates: tuple[tuple[Span, str], ...] = ()
    things: tuple[Thing, ...] = ()
    fine: bool = True
    relations: set[tuple[str, str, str]] | None = None
    claims: tuple[dict[str, str], ...] = field(default=(), repr=False)
    spans: dict[str, Span] = field(default_factory=dict, repr=False)


def text_of(table: Path) -> Path:
    """Return where the text of a table is: beside it, or among the sources not kept here."""
    beside = table.with_suffix(".txt")
    return beside if beside.exists() else Path(os.environ.get("SSKG_SOURCES", ""), beside.name)


def annotated(table: Path) -> Truth:
    """Read a document that was read by hand."""
    path = text_of(table)
    text = path.read_text(encoding="utf-8")
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    of: dict[str, list[tuple[Span, dict[str, str], dict[str, str]]]] = {}
    for row in rows:
        fields = dict(part.split("=", 1) for part in row["fields"].split(";") if part)
        span = Span(int(row["start"]), int(row["end"]))
        of.setdefault(row["what"], []).append((span, row, fields))
    things = tuple(
        Thing(row["words"], row["kind"], tuple(row["words"].split("|")),
              IDS + fields["iri"] if "iri" in fields else "")
        for _, row, fields in of["thing"]
    )  # fmt: skip
    keys = {name: thing.key for thing in things for name in thing.names}
    return Truth(
        path, text,
        tuple(
            Sentence(span, frozenset(fields["modality"].split(",")))
            for span, _, fields in of["passage"] if fields["role"] == "Body"
        ),
        tuple(
            Figure(span, Decimal(f["value"]), f["unit"], f["bound"], "high" in f or "pair" in f,
                   f.get("period", ""), f.get("population", ""))
            for span, _, f in of.get("figure", ())
        ),
        tuple(span for span, _, _ in of.get("optional", ())),
        tuple((span, fields["date"]) for span, _, fields in of.get("date", ())),
        things,
        relations={
            (keys[one], ONTOLOGY + fields["predicate"], keys[other])
            for _, row, fields in of.get("relation", ())
            for one, _, other in [row["words"].partition("|")]
        } or None,
    )  # fmt: skip


class Graph:
    """The graph of some documents."""

    def __init__(self, store: Store, documents: tuple[str, ...], files: tuple[str, ...]) -> None:
        """Read all things."""
        self.store = store
        self.documents = documents
        self.files = files
        self.everything = read_known(store)
        self.labels = {each.entity.iri: dict(each.entity.labels) for each in bearers(store)}
        self.by_iri = {thing.iri: thing for thing in self.everything.things}

    def known(self, place: str, *, other_than: str | None) -> Known:
        """Return what is known: all things, or those that another document states something of."""
        things: tuple[KnownThing, ...] = self.everything.things
        if other_than:
            stated = {
                end for name in self.documents if name != other_than
                for claim in self.claims(name) for end in (claim["s"], claim["o"])
            }  # fmt: skip
            things = tuple(thing for thing in things if thing.iri in stated)
        return replace(read_known(self.store, place), things=things)

    def claims(self, name: str) -> tuple[dict[str, str], ...]:
        """Return the claims that a document proves."""
        rows = select(self.store, _CLAIMS.format(document=IDS + name))
        found = [
            {str(key): getattr(row[key], "value", "") for key in
             ("claim", "s", "p", "o", "modality", "passage")}
            for row in rows
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda claim: (claim["claim"], claim["passage"])))

    def truth(self, name: str, folder: Path) -> Truth:
        """Return what the graph states of a document."""
        (file,) = select(
            self.store,
            f"SELECT ?name WHERE {{ <{IDS}{name}> sskg:fileName ?name }}",
        )
        path = folder / getattr(file["name"], "value", "")
        text = path.read_bytes().decode("utf-8")
        spans: dict[str, Span] = {}
        spoken: dict[str, list[str]] = {}
        for row in select(self.store, _PASSAGES.format(document=IDS + name)):
            iri, start, end, role = (
                getattr(row[key], "value", "") for key in ("passage", "start", "end", "role")
            )
            spans[iri] = Span(int(start), int(end))
            if role.endswith(("#Body", "#Caption")):
                spoken.setdefault(re.sub(r"[a-z]*$", "", iri), []).append(iri)
        claims = self.claims(name)
        others = {
            end for other in self.documents if other != name
            for claim in self.claims(other) for end in (claim["s"], claim["o"])
        }  # fmt: skip
        sentences = []
        for parts in spoken.values():
            modality = {
                claim["modality"].rsplit("#", 1)[-1]
                for claim in claims
                if claim["passage"] in parts
            } - {"Inferred"}
            ends = [spans[part] for part in parts]
            span = Span(min(e.start for e in ends), max(e.end for e in ends))
            sentences.append(Sentence(span, frozenset(modality)))
        things = self._things(claims, others, text)
        keys = {thing.key for thing in things}
        return Truth(
            path, text, tuple(sorted(sentences, key=lambda s: s.span)),
            self._figures(name, text, spans), things=things, fine=False,
            relations={
                (c["s"], c["p"], c["o"]) for c in claims if c["s"] in keys and c["o"] in keys
            },
            claims=claims,
            spans=spans,
        )  # fmt: skip

    def _things(
        self, claims: tuple[dict[str, str], ...], others: set[str], text: str
    ) -> tuple[Thing, ...]:
        """Return the things of the claims that the text names literally."""
        flat = " ".join(text.split()).casefold()
        ends = sorted({end for claim in claims for end in (claim["s"], claim["o"])})
        found = [self.by_iri[end] for end in ends if end in self.by_iri]
        return tuple(
            Thing(each.iri, each.kind, each.names, each.iri if each.iri in others else "")
            for each in found
            if each.iri.startswith(IDS) and any(_stands(name, flat) for name in each.names)
        )

    def _figures(self, name: str, text: str, spans: dict[str, Span]) -> tuple[Figure, ...]:
        found: dict[str, Figure] = {}
        for row in select(self.store, _FIGURES.format(document=IDS + name)):
            get = {str(key): getattr(row[key], "value", "") for key in
                   ("figure", "value", "unit", "bound", "stated", "passage", "paired")}  # fmt: skip
            passage = spans[get["passage"]]
            words = re.search(r"\s+".join(map(re.escape, get["stated"].split())), passage.of(text))
            number = re.search(r"\d[\d.,]*", words[0]) if words else None
            if words is None or number is None:
                continue  # several passages prove it, or the wording is put together
            start = passage.start + words.start() + number.start()
            found[get["figure"]] = Figure(
                Span(start, start + len(number[0])), Decimal(get["value"]),
                "unit:" + get["unit"].rsplit("/", 1)[-1], get["bound"].rsplit("#", 1)[-1],
                get["paired"] == "true",
            )  # fmt: skip
        return tuple(sorted(found.values(), key=lambda figure: figure.span))


def _stands(name: str, flat: str) -> bool:
    name = name.casefold()
    if is_chinese(name):
        return name in flat
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", flat) is not None


def read_graph(*, laws: bool = False) -> Graph:
    """Read the graph of the two documents, or of all."""
    documents = (*NAMES, *LAWS) if laws else NAMES
    files = (*(f"data/{name}.ttl" for name in LAWS if laws), *FILES)
    return Graph(open_store([str(ROOT / file) for file in files]), documents, files)
