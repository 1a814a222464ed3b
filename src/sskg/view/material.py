"""What a view shows, as it was read from a store: all of it keyed by IRI."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sskg.graph.proof import SOURCED
from sskg.model import MODALITIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.triples import Triple
    from sskg.model import Source

STRENGTHS = (*MODALITIES, SOURCED)
"""How a statement with a claim may stand, the strongest first."""


@dataclass(slots=True)
class NamesAndNotes:
    """The names and explanations of one thing, by language tag."""

    labels: dict[str, str] = field(default_factory=dict)
    aliases: list[tuple[str, str]] = field(default_factory=list)
    definitions: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class ClaimRecord:
    """A claim as it was read.

    Attributes:
        iri: of the claim.
        modality: one of STRENGTHS.
        passages: IRIs, each once.
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
class PassageRecord:
    """A passage as a page has it, its document by IRI alone; offsets count code points."""

    document: str
    start: int
    end: int
    anchor: str


@dataclass(slots=True)
class Material:
    """All that a view shows, keyed by IRI.

    Attributes:
        types: the kinds of each thing, the most telling first.
        texts: names and explanations of each thing.
        statements: triples between things or with a value; names and evidence are none.
        labels: of the properties that are not our ontology's, by IRI and language tag.
        claims: the claims on each triple.
        passages: those that claims refer to.
        documents: digest of each source document, empty where it has none.
        held: text of each document that the reader holds.
        title: what the graph is called by language tag, where it says so.
    """

    types: dict[str, tuple[str, ...]] = field(default_factory=dict)
    texts: dict[str, NamesAndNotes] = field(default_factory=dict)
    statements: list[Triple] = field(default_factory=list)
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    claims: dict[Triple, list[ClaimRecord]] = field(default_factory=dict)
    passages: dict[str, PassageRecord] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    title: dict[str, str] = field(default_factory=dict)
