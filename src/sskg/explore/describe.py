"""One thing: names, kind, definition, and every statement about it with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sskg.facts import entities, facts
from sskg.model import Answer, Entity, Fact, Grid, Value
from sskg.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.documents import Document
    from sskg.store.base import Store

_NAMES = """
SELECT ?p ?text WHERE {{
  {values}
  VALUES ?p {{ skos:altLabel skos:definition skos:note }}
  ?s ?p ?text
}}
ORDER BY ?text"""


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language; the tag is empty where the graph gives none."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Description(Answer):
    """All that the graph says of one thing.

    Attributes:
        entity: the thing.
        aliases: its alternative labels.
        definitions: what it is, in the curators' words.
        notes: the curators' remarks on it.
        outgoing: statements that it is the subject of.
        incoming: statements that it is the object of.
    """

    entity: Entity
    aliases: tuple[Text, ...]
    definitions: tuple[Text, ...]
    notes: tuple[Text, ...]
    outgoing: tuple[Fact, ...]
    incoming: tuple[Fact, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each statement and passage."""
        rows = [
            row
            for fact, inverse in [
                *((fact, False) for fact in self.outgoing),
                *((fact, True) for fact in self.incoming),
            ]
            for row in _rows(fact, lang, inverse=inverse)
        ]
        columns = ("relation", "thing", "label", "modality", "passage", "anchor", "claim")
        return (Grid(self.entity.label(lang), columns, tuple(rows)),)


def describe(
    store: Store, iri: str, documents: Mapping[str, Document] | None = None
) -> Description:
    """Return all that the graph says of one thing.

    Args:
        store: the graph that is asked.
        iri: of the thing.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    texts: dict[str, list[Text]] = {"altLabel": [], "definition": [], "note": []}
    for row in select(store, _NAMES.format(values=values("s", [NamedNode(iri)]))):
        if isinstance(row["text"], Literal):
            texts[row["p"].value.rpartition("#")[2]].append(
                Text(row["text"].value, row["text"].language or "")
            )
    return Description(
        entities(store, [iri])[iri],
        tuple(texts["altLabel"]),
        tuple(texts["definition"]),
        tuple(texts["note"]),
        tuple(facts(store, subjects=[iri], documents=documents)),
        tuple(facts(store, objects=[iri], documents=documents)),
    )


def _rows(fact: Fact, lang: str, *, inverse: bool) -> list[tuple[str, ...]]:
    other = fact.subject if inverse else fact.object
    thing, label = (
        (other.text, "") if isinstance(other, Value) else (other.curie, other.label(lang))
    )
    reading = fact.predicate.reading(lang, inverse=inverse)
    stated = [
        (claim.modality, passage.reference, passage.anchor, claim.iri)
        for claim in fact.claims
        for passage in claim.passages
    ]
    return [(reading, thing, label, *where) for where in stated or [("", "", "", "")]]
