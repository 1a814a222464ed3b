"""What a reading costs the person who makes it, by the keys and forms of the review page.

The rules are those of `sskg/ingest/reviewing/page`: A accepts a card; a new thing opens a form
whose labels must stand in both languages; a figure needs its indicator, which fills its labels;
what is not proposed is added with T, F or R and its form. Each card that is not wanted costs a
key, to pass it by, and so does each passage.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest_turtle import characters

from sskg.ingest.proposal import (
    FigureProposal,
    ModalityProposal,
    RelationProposal,
    ThingProposal,
)
from sskg.language.text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ingest_truth import Graph, Truth

    from sskg.ingest.proposal import Passage, Proposal


@dataclass
class Cost:
    """Actions for all statements of a document."""

    statements: int = 0
    keys: int = 0
    picks: int = 0
    words: int = 0
    turtle: int = 0

    def row(self, name: str) -> str:
        """Write a line of the table."""
        each = max(self.statements, 1)
        return (
            f"| {name} | {self.statements} | {self.keys / each:.1f} | {self.picks / each:.1f}"
            f" | {self.words / each:.1f} | {self.turtle / each:.0f} |"
        )


def cost(
    graph: Graph, truth: Truth, passages: Sequence[Passage], proposals: Sequence[Proposal]
) -> Cost:
    """Count what a curator who errs nowhere does to state what the graph states."""
    total = Cost(statements=len({claim["claim"] for claim in truth.claims}))
    total.keys += sum(passage.speaks for passage in passages)
    used = _things(total, graph, truth, proposals)
    used += _statements(total, truth, proposals)
    # Modalities are no cards to decide; dates and the rest are passed by with a key.
    total.keys += sum(not isinstance(each, ModalityProposal) for each in proposals) - used
    total.turtle = characters(truth)
    return total


def _things(total: Cost, graph: Graph, truth: Truth, proposals: Sequence[Proposal]) -> int:
    known = {thing.key for thing in truth.things if thing.iri}
    names = {fold(each.name): each for each in proposals if isinstance(each, ThingProposal)}
    linked = {each.iri for each in names.values() if each.iri}
    used = 0
    for iri in {end for claim in truth.claims for end in (claim["s"], claim["o"])}:
        thing = graph.by_iri.get(iri)
        if thing is None or thing.kind in {"Observation", "MeasuredChange", "SourceDocument"}:
            continue
        if iri in known or iri in linked:
            total.keys += iri in linked
            used += iri in linked
            continue
        proposed = next((names[fold(n)] for n in thing.names if fold(n) in names), None)
        used += proposed is not None
        total.keys += 2
        total.picks += proposed is None or proposed.thing_kind != thing.kind
        # Of a proposed thing the Chinese label alone is missing: it counts as one word.
        total.words += 1 if proposed else 1 + len(thing.names[0].split())
    return used


def _statements(total: Cost, truth: Truth, proposals: Sequence[Proposal]) -> int:
    names = {fold(name): thing.key for thing in truth.things for name in thing.names}
    things = {each.key: each for each in proposals if isinstance(each, ThingProposal)}

    def key(about: str) -> str:
        return things[about].iri or names.get(fold(things[about].name), "")

    related = {
        (key(each.subject), each.predicate, key(each.object))
        for each in proposals
        if isinstance(each, RelationProposal)
    }
    claims = {claim["claim"]: claim for claim in truth.claims}
    figures: set[str] = set()
    used = 0
    for claim in claims.values():
        if claim["p"].endswith(("#value", "#unit", "#bound", "#asStated", "#indicator")):
            figures.add(claim["s"])
        elif (claim["s"], claim["p"], claim["o"]) in related:
            total.keys += 1
            used += 1
        else:
            total.keys += 2
            total.picks += 3
    spans = [
        quote.span for each in proposals if isinstance(each, FigureProposal)
        for quote in each.quotes if quote.part == "value"
    ]  # fmt: skip
    met = sum(any(s.start < f.span.end and f.span.start < s.end for s in spans)
              for f in truth.figures)  # fmt: skip
    total.keys += 2 * len(truth.figures)
    total.picks += met + 2 * (len(truth.figures) - met)
    total.words += 4 * (len(truth.figures) - met)
    return used + met
