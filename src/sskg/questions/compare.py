"""Two documents side by side: things, statements that agree, and figures with a verdict."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import RequestError, UnreadableInput
from sskg.graph.agreement import CORROBORATES, REASONS, VERDICTS, Reading, judge
from sskg.graph.facts import entities, facts, state
from sskg.graph.proof import COLUMNS, backing_cells, named, titled
from sskg.graph.reading import reading
from sskg.graph.triples import read_triple
from sskg.language.message import listed, msg, tell, word
from sskg.model import Answer, Entity, Fact, Grid, Value
from sskg.questions.figures import bound_word, figure_of
from sskg.questions.spans import span
from sskg.rdf.terms import ONTOLOGY, THINGS, expand
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sskg.graph.agreement import Period
    from sskg.graph.comparison import Figure
    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.store.base import Store

VERDICTS_FILE: Final = "verdicts.tsv"
"""What a file with the reader's own verdicts is called, beside the source documents."""

_STATED: Final = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  ?passage sskg:inDocument {document} .
  ?claim sskg:evidence ?passage ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}"""
_PLACES: Final = "SELECT ?place WHERE {{ {document} sskg:jurisdiction ?place }}"
_VALUE, _INDICATOR = ONTOLOGY + "value", ONTOLOGY + "indicator"
_FIGURED: Final = frozenset({"Observation", "MeasuredChange"})


@dataclass(frozen=True, slots=True)
class Shared:
    """A thing of which both documents speak.

    Attributes:
        entity: the thing.
        first: how many statements about it the first document makes.
        second: the same of the second.
    """

    entity: Entity
    first: int
    second: int


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


@dataclass(frozen=True, slots=True)
class Comparison(Answer):
    """Two documents side by side; nothing in the graph is changed by it.

    Attributes:
        first: a document.
        second: another.
        both: things of which both speak.
        only_first, only_second: things of which one alone speaks.
        agreed: statements that both make, with the claims of these two.
        figures: figures of the same indicator.
        counts: how many things are in both, only in the first, only in the second; statements that
            agree; pairs of figures; before the limit.
    """

    first: Entity
    second: Entity
    both: tuple[Shared, ...]
    only_first: tuple[Entity, ...]
    only_second: tuple[Entity, ...]
    agreed: tuple[Fact, ...]
    figures: tuple[SideBySide, ...]
    counts: tuple[int, int, int, int, int]

    @property
    def more(self) -> int:
        """How many of all these are not listed."""
        shown = (self.both, self.only_first, self.only_second, self.agreed, self.figures)
        return sum(self.counts) - sum(map(len, shown))

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return the figures, the statements that agree, and the things."""
        figures = []
        for pair in self.figures:
            decided = pair.decided
            head = (
                *named(pair.indicator, lang),
                tell(VERDICTS[decided.verdict if decided else pair.verdict], lang),
                decided.reason if decided else tell(REASONS[pair.reason], lang),
                tell(VERDICTS[pair.verdict], lang) if decided else "",
            )
            for document, figure, period in zip(
                (self.first, self.second), (pair.first, pair.second), pair.periods, strict=True
            ):
                cells = (*head, document.curie, figure.observation.curie, figure.value,
                         bound_word(figure.bound, lang), figure.stated, period)  # fmt: skip
                figures += [(*cells, *proof) for fact in figure.facts
                            if fact.predicate.iri == _VALUE
                            for proof in backing_cells(fact, lang)]  # fmt: skip
        agreed = [
            (*named(fact.subject, lang), fact.predicate.label(lang), *named(fact.object, lang),
             *cells)
            for fact in self.agreed
            for cells in backing_cells(fact, lang)
        ]  # fmt: skip
        things = [
            (*named(each.entity, lang), each.entity.kind, "both", str(each.first), str(each.second))
            for each in self.both
        ]
        for document, group in ((self.first, self.only_first), (self.second, self.only_second)):
            things += [(*named(each, lang), each.kind, document.curie, "", "") for each in group]
        columns = ("indicator", "label", "verdict", "reason", "worked out", "document", "figure",
                   "value", "bound", "stated", "period", *COLUMNS)  # fmt: skip
        return (
            Grid(titled(word("figures", lang), self.more, lang), columns, tuple(figures),
                 "figures"),
            Grid(word("statements that agree", lang),
                 ("subject", "subject_label", "relation", "object", "object_label", *COLUMNS),
                 tuple(agreed), "statements"),
            Grid(word("things", lang), ("thing", "label", "kind", "in", "first", "second"),
                 tuple(things), "things"),
        )  # fmt: skip


def compare(
    store: Store,
    first: str,
    second: str,
    *,
    limit: int = 100,
    documents: Mapping[str, Document] | None = None,
) -> Comparison:
    """Return two documents side by side.

    Args:
        store: the graph that is asked.
        first: IRI of a document.
        second: IRI of another.
        limit: most things, statements and figures to list of each sort; all are counted.
        documents: the reader's source documents by digest; passages then carry their text, and
            `verdicts.tsv` beside them has verdicts of the reader's own.

    Raises:
        RequestError: both are the same document.
        UnreadableInput: a line of `verdicts.tsv` is malformed.
    """
    if first == second:
        raise RequestError(
            msg("a document is compared with another one"),
            hint=msg("sskg sources lists the documents"),
        )
    sides = tuple(_Side(store, iri, documents) for iri in (first, second))
    about = entities(store, (first, second))
    counted = [side.things() for side in sides]
    names = entities(store, sorted(counted[0].keys() | counted[1].keys()))
    known = reading(store)
    things = [
        thing for iri, thing in names.items()
        if iri not in about and thing.kinds and known.is_thing(thing)
        and not _FIGURED.intersection(thing.kinds)
    ]  # fmt: skip
    both = [
        Shared(thing, counted[0][thing.iri], counted[1][thing.iri])
        for thing in things
        if thing.iri in counted[0] and thing.iri in counted[1]
    ]
    both.sort(key=lambda each: (-min(each.first, each.second), each.entity.iri))
    only = [[thing for thing in things if counted[not at].get(thing.iri) is None] for at in (0, 1)]
    agreed = [triple for triple in sides[0].stated if triple in sides[1].stated]
    pairs = _pairs(sides[0], sides[1], verdicts(documents))
    return Comparison(
        about[first],
        about[second],
        tuple(both[:limit]),
        tuple(only[0][:limit]),
        tuple(only[1][:limit]),
        tuple(
            _of_documents(fact, {first, second}) for fact in state(store, agreed[:limit], documents)
        ),
        tuple(pairs[:limit]),
        (len(both), len(only[0]), len(only[1]), len(agreed), len(pairs)),
    )


class _Side:
    """What one document states."""

    def __init__(self, store: Store, iri: str, documents: Mapping[str, Document] | None) -> None:
        node = NamedNode(iri)
        rows = select(store, _STATED.format(document=node))
        self.stated: dict[Triple, None] = dict.fromkeys(
            sorted((triple for row in rows if (triple := read_triple(row))), key=str)
        )
        self.places = frozenset(
            row["place"].value for row in select(store, _PLACES.format(document=node))
        )
        told: dict[str, list[Fact]] = {}
        bearers = sorted({s for s, p, _ in self.stated if p == _VALUE})
        for fact in facts(store, subjects=bearers, documents=documents):
            told.setdefault(fact.subject.iri, []).append(_of_documents(fact, {iri}))
        self.figures = {
            bearer: (_indicator(group), figure_of(group), group) for bearer, group in told.items()
        }

    def things(self) -> dict[str, int]:
        """Return how many statements are made about each thing."""
        counts: dict[str, int] = {}
        for s, _, o in self.stated:
            for end in {s, o} if isinstance(o, str) else {s}:
                counts[end] = counts.get(end, 0) + 1
        # What a figure measures is spoken of, too; that link needs no claim.
        for indicator, _, _ in self.figures.values():
            if indicator is not None:
                counts[indicator.iri] = counts.get(indicator.iri, 0) + 1
        return counts


def _of_documents(fact: Fact, iris: set[str]) -> Fact:
    """Return a statement with those of its claims that rest on some documents."""
    claims = tuple(
        replace(claim, passages=passages)
        for claim in fact.claims
        if (passages := tuple(each for each in claim.passages if each.document.iri in iris))
    )
    return replace(fact, claims=claims)


def _indicator(group: Iterable[Fact]) -> Entity | None:
    for fact in group:
        if fact.predicate.iri == _INDICATOR and isinstance(fact.object, Entity):
            return fact.object
    return None


def _pairs(
    first: _Side, second: _Side, decided: Mapping[frozenset[str], Decided]
) -> list[SideBySide]:
    found = []
    for (mine, one), (theirs, other) in product(first.figures.items(), second.figures.items()):
        if one[0] is None or other[0] is None or one[0].iri != other[0].iri:
            continue
        # A figure that both state is compared with itself alone.
        if mine != theirs and (mine in second.figures or theirs in first.figures):
            continue
        verdict, reason = (
            (CORROBORATES, "one figure")
            if mine == theirs
            else judge(_read(*one[1:], first.places), _read(*other[1:], second.places))
        )
        found.append(
            SideBySide(
                one[0], one[1], other[1], (_period(one[2])[0], _period(other[2])[0]),
                verdict, reason, decided.get(frozenset((mine, theirs))),
            )
        )  # fmt: skip
    found.sort(key=lambda pair: (pair.indicator.iri, pair.first.observation.iri,
                                 pair.second.observation.iri))  # fmt: skip
    return found


def _read(figure: Figure, group: list[Fact], places: frozenset[str]) -> Reading:
    uppers = [
        fact.object.text
        for fact in group
        if fact.predicate.iri == ONTOLOGY + "upperValue" and isinstance(fact.object, Value)
    ]
    return Reading(
        figure.value, figure.bound, figure.unit, figure.stated,
        uppers[0] if len(uppers) == 1 else None, _period(group)[1], places,
    )  # fmt: skip


def _period(group: Iterable[Fact]) -> tuple[str, Period | None]:
    """Return what a figure is dated by: as text, and as the days that it may be of."""
    dates = {
        name: fact.object.text
        for fact in group
        for name in ("start", "end")
        if fact.predicate.iri == ONTOLOGY + name and isinstance(fact.object, Value)
    }
    spans = [found for text in dates.values() if (found := span(text))]
    text = "–".join(dates[name] for name in ("start", "end") if name in dates)
    if not spans or len(spans) < len(dates):
        return text, None
    return text, (min(each[0] for each in spans), max(each[1] for each in spans))


def verdicts(documents: Mapping[str, Document] | None) -> dict[frozenset[str], Decided]:
    """Return the verdicts that a person recorded beside the documents, by the two figures.

    Raises:
        UnreadableInput: a line is malformed.
    """
    folders = sorted({document.path.parent for document in (documents or {}).values()})
    found: dict[frozenset[str], Decided] = {}
    for folder in folders:
        path = folder / VERDICTS_FILE
        if path.is_file():
            found.update(_verdicts(path))
    return found


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
