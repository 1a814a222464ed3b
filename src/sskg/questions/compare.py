"""Two documents side by side: things, statements that agree, and figures with a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import RequestError
from sskg.graph.agreement import REASONS, VERDICTS
from sskg.graph.facts import entities, facts, state
from sskg.graph.proof import COLUMNS, backing_cells, name_cells, titled
from sskg.graph.reading import reading
from sskg.graph.triples import read_triple
from sskg.language.message import msg, tell, word
from sskg.model import Answer, Entity, Fact, Grid
from sskg.questions.figures import bound_word, figure_of
from sskg.questions.judging import (
    SideBySide,
    StatedFigure,
    dated,
    indicator_of,
    jurisdictions,
    of_documents,
    verdicts,
)
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.questions.judging import Decided
    from sskg.store.base import Store

_STATED: Final = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  ?passage sskg:inDocument {document} .
  ?claim sskg:evidence ?passage ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }}"""
_VALUE: Final = ONTOLOGY + "value"
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
                *name_cells(pair.indicator, lang),
                tell(VERDICTS[decided.verdict if decided else pair.verdict], lang),
                decided.reason if decided else tell(REASONS[pair.reason], lang),
                tell(VERDICTS[pair.verdict], lang) if decided else "",
            )
            for document, figure, period in zip(
                (self.first, self.second), (pair.first, pair.second), pair.periods, strict=True
            ):
                cells = (*head, document.curie, figure.observation.curie, figure.value,
                         figure.upper, bound_word(figure.bound, lang), figure.stated,
                         period)  # fmt: skip
                figures += [(*cells, *proof) for fact in figure.facts
                            if fact.predicate.iri == _VALUE
                            for proof in backing_cells(fact, lang)]  # fmt: skip
        agreed = [
            (*name_cells(fact.subject, lang), fact.predicate.label(lang),
             *name_cells(fact.object, lang), *cells)
            for fact in self.agreed
            for cells in backing_cells(fact, lang)
        ]  # fmt: skip
        things = [
            (
                *name_cells(each.entity, lang),
                each.entity.kind,
                "both",
                str(each.first),
                str(each.second),
            )
            for each in self.both
        ]
        for document, group in ((self.first, self.only_first), (self.second, self.only_second)):
            things += [
                (*name_cells(each, lang), each.kind, document.curie, "", "") for each in group
            ]
        columns = ("indicator", "label", "verdict", "reason", "worked out", "document", "figure",
                   "value", "upper", "bound", "stated", "period", *COLUMNS)  # fmt: skip
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
    lexicon = reading(store)
    things = [
        thing for iri, thing in names.items()
        if iri not in about and thing.kinds and lexicon.is_thing(thing)
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
            of_documents(fact, {first, second}) for fact in state(store, agreed[:limit], documents)
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
        self.places = jurisdictions(store, iri)
        groups: dict[str, list[Fact]] = {}
        bearers = sorted({s for s, p, _ in self.stated if p == _VALUE})
        for fact in facts(store, subjects=bearers, documents=documents):
            mine = of_documents(fact, {iri})
            # A value that only other documents give is none of this one's.
            if fact.predicate.iri != _VALUE or mine.claims or not fact.claims:
                groups.setdefault(fact.subject.iri, []).append(mine)
        self.figures = {
            bearer: StatedFigure(bearer, indicator, group, figure_of(group), self.places)
            for bearer, group in groups.items()
            if (indicator := indicator_of(group)) is not None
        }

    def things(self) -> dict[str, int]:
        """Return how many statements are made about each thing."""
        counts: dict[str, int] = {}
        for s, _, o in self.stated:
            for end in {s, o} if isinstance(o, str) else {s}:
                counts[end] = counts.get(end, 0) + 1
        # What a figure measures is spoken of, too; that link needs no claim.
        for each in self.figures.values():
            counts[each.indicator.iri] = counts.get(each.indicator.iri, 0) + 1
        return counts


def _pairs(
    first: _Side, second: _Side, decided: Mapping[frozenset[str], Decided]
) -> list[SideBySide]:
    pairs = []
    for mine, theirs in product(first.figures.values(), second.figures.values()):
        if mine.indicator.iri != theirs.indicator.iri:
            continue
        # A figure that both state is compared with itself alone.
        if mine.iri != theirs.iri and (mine.iri in second.figures or theirs.iri in first.figures):
            continue
        verdict, reason = mine.against(theirs)
        periods = dated(mine.group)[0], dated(theirs.group)[0]
        pairs.append(
            SideBySide(mine.indicator, mine.figure, theirs.figure, periods, verdict, reason,
                       decided.get(frozenset((mine.iri, theirs.iri))))
        )  # fmt: skip
    pairs.sort(key=lambda pair: (pair.indicator.iri, pair.first.observation.iri,
                                 pair.second.observation.iri))  # fmt: skip
    return pairs
