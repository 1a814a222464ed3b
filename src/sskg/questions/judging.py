"""Figures of one indicator, judged against each other, and what a person decided of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import UnreadableInput
from sskg.graph.agreement import CONFLICTS, CORROBORATES, VERDICTS, Comparable, judge
from sskg.graph.comparison import SEVERAL
from sskg.graph.facts import facts
from sskg.language.message import listed, msg
from sskg.model import Entity, Fact, Value
from sskg.questions.date_ranges import date_range
from sskg.questions.figures import figure_of
from sskg.rdf.terms import ONTOLOGY, THINGS, expand
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sskg.graph.agreement import Period
    from sskg.graph.comparison import Figure, Measurement
    from sskg.graph.documents import Document
    from sskg.store.base import Store

VERDICTS_FILE: Final = "verdicts.tsv"
"""What a file with the reader's own verdicts is called, beside the source documents."""

_PLACES: Final = "SELECT ?place WHERE {{ {document} sskg:jurisdiction ?place }}"
_VALUE, _INDICATOR = ONTOLOGY + "value", ONTOLOGY + "indicator"


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person decided of two figures.

    Attributes:
        verdict: one of VERDICTS.
        reason: in the person's words.
    """

    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two figures of one indicator.

    Attributes:
        indicator: what both measure.
        first: as the first document has it.
        second: as the second has it.
        periods: what the graph dates each by; "" where nothing does.
        verdict: "corroborates", "series", "compatible", "conflicts" or "undecided"; worked out.
        reason: why, one of `sskg.graph.agreement.REASONS`.
        decided: what a person decided instead, or None.
    """

    indicator: Entity
    first: Figure
    second: Figure
    periods: tuple[str, str]
    verdict: str
    reason: str
    decided: Decided | None


def conflicts(
    store: Store,
    measurements: Iterable[Measurement],
    documents: Mapping[str, Document] | None = None,
) -> tuple[SideBySide, ...]:
    """Return the pairs of figures that cannot both hold, of each indicator.

    A figure that has several values, or that documents value differently, is judged against itself.
    The two figures of one change are of different times, and are not.

    Args:
        store: the graph that is asked.
        measurements: with the figures.
        documents: the reader's source documents by digest, with `verdicts.tsv` beside them.

    Raises:
        UnreadableInput: a line of `verdicts.tsv` is malformed.
    """
    figures: dict[str, dict[str, Figure]] = {}
    apart: set[frozenset[str]] = set()
    for each in measurements:
        ends = {end.observation.iri: end for end in (each.baseline, each.latest) if end}
        figures.setdefault(each.indicator.iri, {}).update(ends)
        apart.add(frozenset(ends))
    wanted = [
        iri
        for group in figures.values()
        for iri, figure in group.items()
        if len(group) > 1 or SEVERAL in figure.value
    ]
    groups: dict[str, list[Fact]] = {}
    for fact in facts(store, subjects=wanted, documents=documents) if wanted else ():
        groups.setdefault(fact.subject.iri, []).append(fact)
    stated: dict[str, list[StatedFigure]] = {}
    for iri, group in groups.items():
        indicator = indicator_of(group)
        if indicator is not None:
            stated.setdefault(indicator.iri, []).extend(_each(store, iri, indicator, group))
    decided = verdicts(documents)
    pairs = []
    for several in stated.values():
        for one, other in combinations(several, 2):
            pair = frozenset((one.iri, other.iri))
            if len(pair) > 1 and pair in apart:
                continue
            verdict, reason = one.against(other)
            kept = decided.get(pair)
            if (kept.verdict if kept else verdict) == CONFLICTS:
                periods = dated(one.group)[0], dated(other.group)[0]
                pairs.append(SideBySide(one.indicator, one.figure, other.figure, periods,
                                        verdict, reason, kept))  # fmt: skip
    return tuple(pairs)


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """A figure as some documents state it.

    Attributes:
        iri: of the observation.
        indicator: what it measures.
        group: what is said of the observation.
        figure: made of these.
        places: jurisdictions of the documents.
    """

    iri: str
    indicator: Entity
    group: list[Fact]
    figure: Figure
    places: frozenset[str]

    def against(self, other: StatedFigure) -> tuple[str, str]:
        """Return the verdict on two figures, and why: keys of VERDICTS and REASONS."""
        if self.iri == other.iri and self.figure.value == other.figure.value:
            return CORROBORATES, "one figure"
        readings = [read(each.figure, each.group, each.places) for each in (self, other)]
        if self.iri == other.iri:
            # Whatever the time and place of a figure are, they are those of the same figure; its
            # wordings are not told apart by value.
            readings = [
                replace(each, stated="", period=_ANY, jurisdictions=frozenset[str]())
                for each in readings
            ]
        return judge(readings[0], readings[1])


_ANY: Final = (1, 1, 1), (9999, 12, 31)


def _each(store: Store, iri: str, indicator: Entity, group: list[Fact]) -> Iterator[StatedFigure]:
    values = [fact for fact in group if fact.predicate.iri == _VALUE]
    for value in values:
        mine = [fact for fact in group if fact is value or fact.predicate.iri != _VALUE]
        sources = {passage.document.iri for claim in value.claims for passage in claim.passages}
        places = frozenset(place for source in sources for place in jurisdictions(store, source))
        yield StatedFigure(iri, indicator, mine, figure_of(mine), places)


def jurisdictions(store: Store, document: str) -> frozenset[str]:
    """Return the IRIs of the places that a document is of."""
    rows = select(store, _PLACES.format(document=NamedNode(document)))
    return frozenset(row["place"].value for row in rows)


def of_documents(fact: Fact, iris: set[str]) -> Fact:
    """Return a statement with those of its claims that rest on some documents."""
    claims = tuple(
        replace(claim, passages=passages)
        for claim in fact.claims
        if (passages := tuple(each for each in claim.passages if each.document.iri in iris))
    )
    return replace(fact, claims=claims)


def indicator_of(group: Iterable[Fact]) -> Entity | None:
    """Return what a figure measures."""
    for fact in group:
        if fact.predicate.iri == _INDICATOR and isinstance(fact.object, Entity):
            return fact.object
    return None


def read(figure: Figure, group: list[Fact], places: frozenset[str]) -> Comparable:
    """Return a figure as far as a verdict needs it."""
    uppers = [
        fact.object.text
        for fact in group
        if fact.predicate.iri == ONTOLOGY + "upperValue" and isinstance(fact.object, Value)
    ]
    return Comparable(
        figure.value, figure.bound, figure.unit, figure.stated,
        uppers[0] if len(uppers) == 1 else None, dated(group)[1], places,
    )  # fmt: skip


def dated(group: Iterable[Fact]) -> tuple[str, Period | None]:
    """Return what a figure is dated by: as text, and as the days that it may be of."""
    dates = {
        name: fact.object.text
        for fact in group
        for name in ("start", "end")
        if fact.predicate.iri == ONTOLOGY + name and isinstance(fact.object, Value)
    }
    ranges = [days for text in dates.values() if (days := date_range(text))]
    text = "–".join(dates[name] for name in ("start", "end") if name in dates)
    if not ranges or len(ranges) < len(dates):
        return text, None
    return text, (min(each[0] for each in ranges), max(each[1] for each in ranges))


def verdicts(documents: Mapping[str, Document] | None) -> dict[frozenset[str], Decided]:
    """Return the verdicts that a person recorded beside the documents, by the two figures.

    Raises:
        UnreadableInput: a line is malformed.
    """
    folders = sorted({document.path.parent for document in (documents or {}).values()})
    decided: dict[frozenset[str], Decided] = {}
    for folder in folders:
        path = folder / VERDICTS_FILE
        if path.is_file():
            decided.update(_verdicts(path))
    return decided


def _verdicts(path: Path) -> Iterable[tuple[frozenset[str], Decided]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInput(
            msg("cannot read it: {reason}", reason=error), place=str(path)
        ) from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != 4 or cells[2] not in VERDICTS or not all(cells):  # noqa: PLR2004
            raise UnreadableInput(
                msg("this is no verdict"),
                place=f"{path}:{number}",
                hint=msg("figure, figure, one of {names}, and a reason, with tabs between them",
                         names=listed(VERDICTS)),
            )  # fmt: skip
        pair = frozenset(expand(name) or THINGS + name for name in cells[:2])
        yield pair, Decided(cells[2], cells[3])
