"""What texts require or enact, and what is reported of it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import NegativeAnswer
from sskg.graph.facts import entities, facts, state
from sskg.graph.proof import COLUMNS, backing_cells, named, titled
from sskg.graph.triples import read_triple
from sskg.language.message import msg, tell, word
from sskg.model import COMMITTING, REPORTED, Answer, Entity, Fact, Grid, Value
from sskg.questions.spans import span
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.model import Claim
    from sskg.store.base import Store

STANDINGS: Final = {
    "reported": msg("reported"),
    "under way": msg("under way"),
    "not reported": msg("not reported"),
}
"""How far what was required or enacted has come, as the sources tell it."""

CALLS_FOR: Final = ONTOLOGY + "callsFor"
"""The link by which a report on a measure is one on the directive that demands it."""
_DATES: Final = tuple(ONTOLOGY + name for name in ("adoptedOn", "publishedOn"))
_MAKERS: Final = tuple(ONTOLOGY + name for name in ("adoptedBy", "publishedBy"))
_STARTS: Final = tuple(ONTOLOGY + name for name in ("start", "end"))

_COMMITTED: Final = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  VALUES ?how {{ {modalities} }}
  {about}
  ?claim sskg:modality ?how ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  {documents}
}}"""
_ABOUT: Final = "{{ ?claim rdf:subject {node} }} UNION {{ ?claim rdf:object {node} }}"
_OF_DOCUMENTS: Final = "{values} ?claim sskg:evidence/sskg:inDocument ?document ."


@dataclass(frozen=True, slots=True)
class Commitment:
    """A statement that a text requires or enacts.

    Attributes:
        statement: with the claims that require or enact it.
        by: who said so, or adopted or published these texts, as far as the graph tells.
        date: the earliest date of these texts; "" where none is known.
        standing: "reported", "under way" (all reports are hedged) or "not reported".
        reports: the same statement, or what is said of the measure that it calls for, with the
            claims that report it; none from a text that is known to be earlier.
    """

    statement: Fact
    by: tuple[Entity, ...]
    date: str
    standing: str
    reports: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """One step of a thing's way from text to report.

    Attributes:
        date: of the text, or of the statement itself where it is a date; "" where none is known.
        statement: with the claims of this step alone.
    """

    date: str
    statement: Fact


@dataclass(frozen=True, slots=True)
class Commitments(Answer):
    """What texts require or enact, and what is reported of it.

    Attributes:
        about: the thing that was asked for, or None for all.
        commitments: in the order of the texts' dates; undated ones last.
        steps: of the thing that was asked for, in order; undated steps last.
        counts: how many there are by standing, before the limit.
    """

    about: Entity | None
    commitments: tuple[Commitment, ...]
    steps: tuple[Moment, ...]
    counts: Mapping[str, int]

    @property
    def more(self) -> int:
        """How many commitments are not listed."""
        return sum(self.counts.values()) - len(self.commitments)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each claim that commits or reports, then the steps of one thing."""
        rows = []
        for number, each in enumerate(self.commitments, 1):
            standing = tell(STANDINGS[each.standing], lang)
            by = "; ".join(thing.label(lang) for thing in each.by)
            for part, group in (("commitment", (each.statement,)), ("report", each.reports)):
                for fact in group:
                    head = (str(number), standing, part, by, each.date, *_cells(fact, lang))
                    rows += [(*head, *proof) for proof in backing_cells(fact, lang)]  # fmt: skip
        steps = [
            (step.date, *_cells(step.statement, lang), *proof)
            for step in self.steps
            for proof in backing_cells(step.statement, lang)
        ]
        columns = ("subject", "subject_label", "relation", "object", "object_label", *COLUMNS)
        return (
            Grid(titled(word("commitments", lang), self.more, lang),
                 ("number", "standing", "part", "by", "date", *columns), tuple(rows),
                 "commitments"),
            Grid(word("Timeline", lang), ("date", *columns), tuple(steps), "steps"),
        )  # fmt: skip


def _cells(fact: Fact, lang: str) -> tuple[str, ...]:
    return (*named(fact.subject, lang), fact.predicate.label(lang), *named(fact.object, lang))


def commitments(
    store: Store,
    iri: str | None = None,
    *,
    only: Collection[str] = (),
    limit: int = 100,
    documents: Mapping[str, Document] | None = None,
) -> Commitments:
    """Return what texts require or enact, and what is reported of it.

    Args:
        store: the graph that is asked.
        iri: only what is required or enacted of this thing; None for all.
        only: IRIs of documents: only what these require or enact; reports may be in any.
        limit: most commitments to list; all are counted.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        NegativeAnswer: no text requires or enacts any such thing.
    """
    stated = state(store, _committed(store, iri, only), documents)
    reported = _of_measures(store, stated, documents)
    texts = _Texts(store, [*stated, *(fact for group in reported.values() for fact in group)])
    found = [_commitment(fact, reported, texts, only) for fact in stated]
    about = entities(store, [iri])[iri] if iri is not None else None
    if not found:
        raise NegativeAnswer(
            msg("no text requires or enacts anything of “{label}”", label=about)
            if about
            else msg("no text requires or enacts anything"),
            hint=msg("sskg gaps lists what the graph leaves open"),
        )
    found.sort(key=lambda each: (not each.date, each.date))
    counts = {name: sum(each.standing == name for each in found) for name in STANDINGS}
    steps = _timeline(store, about, found, texts, documents) if about else ()
    return Commitments(about, tuple(found[:limit]), tuple(steps), counts)


def _committed(store: Store, iri: str | None, only: Collection[str]) -> list[Triple]:
    """Return the statements that a text requires or enacts."""
    query = _COMMITTED.format(
        modalities=" ".join(f"sskg:{name}" for name in COMMITTING),
        about=_ABOUT.format(node=NamedNode(iri)) if iri is not None else "",
        documents=_OF_DOCUMENTS.format(values=values("document", map(NamedNode, only)))
        if only
        else "",
    )
    rows = select(store, query)
    return sorted({triple for row in rows if (triple := read_triple(row))}, key=str)


def _of_measures(
    store: Store, stated: Iterable[Fact], documents: Mapping[str, Document] | None
) -> dict[str, list[Fact]]:
    """Return what is said of the measures that are called for, by measure."""
    measures = {
        fact.object.iri
        for fact in stated
        if fact.predicate.iri == CALLS_FOR and isinstance(fact.object, Entity)
    }
    told: dict[str, list[Fact]] = {}
    if not measures:
        return told
    for fact in facts(store, subjects=measures, objects=measures, documents=documents):
        if fact.predicate.iri == CALLS_FOR or not fact.predicate.iri.startswith(ONTOLOGY):
            continue
        for end in (fact.subject, fact.object):
            if isinstance(end, Entity) and end.iri in measures:
                told.setdefault(end.iri, []).append(fact)
    return told


class _Texts:
    """When the texts behind some statements were adopted or published, and by whom."""

    def __init__(self, store: Store, stated: Iterable[Fact]) -> None:
        iris = sorted({
            passage.document.iri
            for fact in stated
            for claim in fact.claims
            for passage in claim.passages
        })  # fmt: skip
        self._dates: dict[str, str] = {}
        self._makers: dict[str, list[Entity]] = {}
        told = facts(store, subjects=iris, predicates=(*_DATES, *_MAKERS)) if iris else []
        for wanted in (*_DATES, *_MAKERS):
            group = [fact for fact in told if fact.predicate.iri == wanted]
            # Who published a text matters where nobody is known to have adopted it.
            known = set(self._makers)
            for fact in group:
                iri = fact.subject.iri
                if isinstance(fact.object, Value):
                    self._dates.setdefault(iri, fact.object.text)
                elif iri not in known:
                    self._makers.setdefault(iri, []).append(fact.object)

    def date(self, claim: Claim) -> str:
        """Return the date of the first text that makes a claim; "" where it is not known."""
        known = [self._dates.get(passage.document.iri, "") for passage in claim.passages]
        return min(filter(None, known), default="")

    def by(self, claim: Claim) -> list[Entity]:
        """Return whose words a claim rests on, or else who made the texts."""
        if claim.speaker is not None:
            return [claim.speaker]
        return [
            each for passage in claim.passages
            for each in self._makers.get(passage.document.iri, ())
        ]  # fmt: skip


def _commitment(
    fact: Fact,
    measures: Mapping[str, list[Fact]],
    texts: _Texts,
    only: Collection[str],
) -> Commitment:
    demands = tuple(
        claim
        for claim in fact.claims
        if claim.modality in COMMITTING
        and (not only or any(passage.document.iri in only for passage in claim.passages))
    )
    date = min((when for claim in demands if (when := texts.date(claim))), default="")
    # That a measure is called for may be reported: it is no report that it was taken.
    told = [fact]
    if fact.predicate.iri == CALLS_FOR and isinstance(fact.object, Entity):
        told = measures.get(fact.object.iri, [])
    reports = tuple(
        replace(each, claims=claims)
        for each in told
        if (claims := tuple(claim for claim in each.claims if _reports(claim, date, texts)))
    )
    hedged = all(claim.qualifier for report in reports for claim in report.claims)
    standing = "not reported" if not reports else "under way" if hedged else "reported"
    by = {each.iri: each for claim in demands for each in texts.by(claim)}
    return Commitment(replace(fact, claims=demands), tuple(by.values()), date, standing, reports)


def _reports(claim: Claim, date: str, texts: _Texts) -> bool:
    """Tell whether a claim reports, in a text that is not known to be earlier than a date."""
    when = texts.date(claim)
    return claim.modality == REPORTED and not (date and when and _before(when, date))


def _before(one: str, other: str) -> bool:
    """Tell whether a date is surely before another."""
    spans = span(one), span(other)
    return spans[0] is not None and spans[1] is not None and spans[0][1] < spans[1][0]


def _timeline(
    store: Store,
    about: Entity,
    found: Iterable[Commitment],
    texts: _Texts,
    documents: Mapping[str, Document] | None,
) -> list[Moment]:
    """Return when texts required, enacted and reported a thing, and its own dates."""
    steps = [
        Moment(
            fact.object.text,
            replace(fact, claims=claims),
        )
        for fact in facts(store, subjects=[about.iri], predicates=_STARTS, documents=documents)
        if isinstance(fact.object, Value)
        and (claims := tuple(claim for claim in fact.claims if claim.modality not in COMMITTING))
    ]
    for each in found:
        for fact in (each.statement, *each.reports):
            steps += [Moment(texts.date(claim), replace(fact, claims=(claim,)))
                      for claim in fact.claims]  # fmt: skip
    unique = list(dict.fromkeys((step.date, *_key(step)) for step in steps))
    by_key = {(step.date, *_key(step)): step for step in steps}
    ordered = [by_key[key] for key in unique]
    return sorted(ordered, key=lambda step: (not step.date, step.date))


def _key(step: Moment) -> tuple[str, ...]:
    return tuple(claim.iri for claim in step.statement.claims)
