"""How a statement stands in the sources: the columns that every table of statements ends in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.language.message import clauses, word
from sskg.language.ranges import choose
from sskg.model import HYPOTHETICAL, MODALITIES, Value
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import curie

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Claim, Entity, Fact, Source

COLUMNS: Final = ("modality", "qualifier", "speaker", "passage", "words", "claim")
"""Names of the cells that `proof` returns."""

SOURCED: Final = "sourced"
"""The strength of a statement for which the graph names a source, but no passage of it."""
UNPROVED: Final = "unproved"
"""The strength of a statement that needs a claim and has none."""
NEEDS_NONE: Final = ""
"""The strength of a statement that says only how the graph is built (what a figure measures)."""
UNCLAIMED: Final = "unclaimed"
"""The strength of a statement of a graph that makes no claims, which is told once for all of it."""

_FROM_STRONG_TO_WEAK = (*MODALITIES[:1], NEEDS_NONE, *MODALITIES[1:], UNPROVED)


def modality_word(modality: str, lang: str) -> str:
    """Return a modality as the ontology names it in the reader's language.

    A claim without one names a source and no more.

    >>> modality_word("Reported", "en"), modality_word("", "en")
    ('Reported', 'With a source')
    """
    if modality in {"", SOURCED}:
        return word("With a source", lang)
    label = vocabulary().concept(modality).label(lang)
    return label[:1].upper() + label[1:]


def strength(fact: Fact) -> str:
    """Return how firmly a statement stands: a modality, or one of the strengths above."""
    if fact.claims:
        return fact.modality or SOURCED
    if fact.unclaimed:
        return UNCLAIMED
    needed = vocabulary().needs_claim(fact.predicate.iri, fact.subject.kinds)
    return UNPROVED if needed else NEEDS_NONE


def weakness(fact: Fact) -> int:
    """Return a rank of a statement's strength: 0 for the strongest."""
    strongest = strength(fact)
    strongest = {UNCLAIMED: UNPROVED, SOURCED: HYPOTHETICAL}.get(strongest, strongest)
    # A modality that the model does not know is nothing to build on.
    return (
        _FROM_STRONG_TO_WEAK.index(strongest)
        if strongest in _FROM_STRONG_TO_WEAK
        else len(_FROM_STRONG_TO_WEAK)
    )


def proof(claims: Iterable[Claim], lang: str) -> list[tuple[str, ...]]:
    """Return the cells of COLUMNS, one row for each claim and passage; one empty row for no claim.

    A claim without a passage has a row, too: how a statement is made is never lost.

    The words are those of the passage where the reader holds the document, else its anchor.
    """
    rows: list[tuple[str, ...]] = []
    for claim in claims:
        hedge = choose(claim.qualifier, lang)
        wording = (
            modality_word(claim.modality, lang),
            hedge[0] if hedge else "",
            claim.speaker.label(lang) if claim.speaker else "",
        )
        where = [
            (passage.reference, passage.text or passage.anchor) for passage in claim.passages
        ] + [("", source_words(source, lang)) for source in claim.sources]
        rows += [(*wording, *cells, curie(claim.iri)) for cells in where or [("", "")]]
    return rows or [("",) * len(COLUMNS)]


def backing_cells(fact: Fact, lang: str) -> list[tuple[str, ...]]:
    """Return the cells of COLUMNS for a statement; what lacks the claim that it needs says so."""
    if strength(fact) == UNPROVED:
        return [(word("without a claim", lang), *[""] * (len(COLUMNS) - 1))]
    return proof(fact.claims, lang)


def source_words(source: Source, lang: str) -> str:
    """Return what a graph says of where a statement comes from, where it names no passage."""
    place = source.place
    if isinstance(place, Value):
        name = place.text
    else:
        name = f"{place.label(lang)} ({place.curie})" if place.labels else place.curie
    parts = [
        word("ascribed to: {name}", lang, name=name)
        if source.ascribed
        else word("source: {name}", lang, name=name)
    ]
    if source.retrieved:
        # The time of day is nothing that a reader looks for.
        day = source.retrieved.partition("T")[0]
        parts.append(word("retrieved {day}", lang, day=day))
    return clauses(parts, lang)


def graph_columns(facts: Iterable[Fact]) -> tuple[str, ...]:
    """Return the column for named graphs, where one of some statements has any."""
    return ("graphs",) if any(fact.graphs for fact in facts) else ()


def graph_cells(fact: Fact, columns: tuple[str, ...]) -> list[str]:
    """Return the cells of `graph_columns` for a statement."""
    return [" ".join(map(curie, fact.graphs)) for _ in columns]


def name_cells(thing: Entity | Value, lang: str) -> tuple[str, str]:
    """Return the two cells that name a thing: its CURIE and label, or the literal and nothing."""
    if isinstance(thing, Value):
        return thing.text, ""
    return thing.curie, thing.label(lang)


def kind_of(thing: Entity | Value) -> str:
    """Return the kind of a thing; of a literal, nothing."""
    return "" if isinstance(thing, Value) else thing.kind


def titled(title: str, more: int, lang: str) -> str:
    """Return the title of a table that leaves so many things out."""
    return f"{title} ({word('… and {n} more', lang, n=f'{more:,}')})" if more else title
