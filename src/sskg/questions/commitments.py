"""What texts require or enact, and what is reported of it since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.errors import NegativeAnswer
from sskg.graph.facts import entities, facts, state
from sskg.graph.proof import COLUMNS, backing_cells, name_cells, titled
from sskg.graph.triples import read_triple
from sskg.language.message import listed, msg, tell, word
from sskg.model import COMMITTING, REPORTED, Answer, Entity, Fact, Grid, Value
from sskg.questions.akin import akin
from sskg.questions.texts import Texts, before
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.graph.triples import Triple
    from sskg.language.message import Message
    from sskg.model import Claim
    from sskg.store.base import Store

STANDINGS: Final = {
    "reported": msg("reported"),
    "under way": msg("under way"),
    "not reported": msg("not reported"),
}
"""How far what was required or enacted has come, as the sources tell it."""

NOTHING_OF_ITS_OWN: Final = msg(
    "no text requires or enacts anything of it by this name, but of what is related to it:"
)

CALLS_FOR: Final = ONTOLOGY + "callsFor"
"""The link by which a report on a measure is one on the directive that demands it."""
_STARTS: Final = tuple(ONTOLOGY + name for name in ("start", "end"))

# A filter: given as VALUES, the modalities of all claims are read before those of the thing.
_COMMITTED: Final = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  {about}
  ?claim sskg:modality ?how ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  FILTER(?how IN ({modalities}))
  {documents}
}}"""
_ABOUT: Final = (
    "{{ {values} ?claim rdf:subject ?thing }} UNION {{ {values} ?claim rdf:object ?thing }}"
)
_CONSIDERED: Final = 60
"""Linked things that are asked what is required of them, those of closest kind first."""
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
class Related:
    """What texts require or enact of a thing that stands close to the one that was asked for.

    Attributes:
        thing: the other thing; it is not the one that was asked for.
        links: the statements that link both; none where only its name has the words typed.
        commitments: on this thing, as far as they are listed nowhere before.
        counts: how many there are of them by standing, before the limit.
    """

    thing: Entity
    links: tuple[Fact, ...]
    commitments: tuple[Commitment, ...]
    counts: Mapping[str, int]

    @property
    def more(self) -> int:
        """How many commitments are not listed."""
        return sum(self.counts.values()) - len(self.commitments)


@dataclass(frozen=True, slots=True)
class Milestone:
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
        steps: of the thing that was asked for and what is listed of it; undated steps last.
        counts: how many there are by standing, before the limit.
        related: the same of the things that it concerns, calls for, or is a part of, and of those
            that do so to it; then of those whose names have the words that were typed.
        others: how many things are related so beyond these.
    """

    about: Entity | None
    commitments: tuple[Commitment, ...]
    steps: tuple[Milestone, ...]
    counts: Mapping[str, int]
    related: tuple[Related, ...] = ()
    others: int = 0

    @property
    def more(self) -> int:
        """How many commitments are not listed."""
        return sum(self.counts.values()) - len(self.commitments)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each claim that commits or reports, the steps, what is related."""
        rows = _rows(self.commitments, lang)
        related = [
            (*name_cells(each.thing, lang), _link(each, lang), *row)
            for each in self.related
            for row in _rows(each.commitments, lang)
        ]
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
            Grid(titled(word("of related things", lang), sum(each.more for each in self.related),
                        lang),
                 ("thing", "thing_label", "link", "number", "standing", "part", "by", "date",
                  *columns), tuple(related), "related"),
        )  # fmt: skip


def standings_in_words(counts: Mapping[str, int], lang: str) -> str:
    """Return how many commitments have which standing, in words."""
    each = [
        msg("{standing}: {n}", standing=STANDINGS[name], n=f"{n:,}") for name, n in counts.items()
    ]
    return tell(listed(each), lang)


def sections(answer: Commitments) -> list[tuple[Message, tuple[Related, ...]]]:
    """Return what is related under its titles: by a claimed link, and by name alone."""
    linked = tuple(each for each in answer.related if each.links)
    unlinked = tuple(each for each in answer.related if not each.links)
    titles = (msg("Of things linked with it"), msg("Of things with these words in their names"))
    return [
        (title, group) for title, group in zip(titles, (linked, unlinked), strict=True) if group
    ]


def _rows(group: Iterable[Commitment], lang: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    for number, each in enumerate(group, 1):
        standing = tell(STANDINGS[each.standing], lang)
        by = "; ".join(thing.label(lang) for thing in each.by)
        for part, shown in (("commitment", (each.statement,)), ("report", each.reports)):
            for fact in shown:
                head = (str(number), standing, part, by, each.date, *_cells(fact, lang))
                rows += [(*head, *proof) for proof in backing_cells(fact, lang)]
    return rows


def _link(each: Related, lang: str) -> str:
    """Return how a related thing is linked, in words; "" where only its name is alike."""
    return "; ".join(
        " ".join((_cells(fact, lang)[1], fact.predicate.label(lang), _cells(fact, lang)[4]))
        for fact in each.links
    )


def _cells(fact: Fact, lang: str) -> tuple[str, ...]:
    return (
        *name_cells(fact.subject, lang),
        fact.predicate.label(lang),
        *name_cells(fact.object, lang),
    )


def commitments(
    store: Store,
    iri: str | None = None,
    *,
    only: Collection[str] = (),
    alike: Callable[[], Collection[str]] = tuple,
    limit: int = 100,
    documents: Mapping[str, Document] | None = None,
) -> Commitments:
    """Return what texts require or enact, and what is reported of it.

    Args:
        store: the graph that is asked.
        iri: only what is required or enacted of this thing; None for all.
        only: IRIs of documents: only what these require or enact; reports may be in any.
        alike: gives the IRIs of things that may have been meant, by their names; it is asked only
            where no text requires or enacts anything of the thing itself.
        limit: most commitments to list; all are counted. Those of what is related are listed where
            there are none of the thing itself, and else counted.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        NegativeAnswer: no text requires or enacts any such thing, nor anything of what is related.
    """
    close = akin(store, iri, documents) if iri is not None else []
    unasked = max(0, len(close) - _CONSIDERED)
    close = close[:_CONSIDERED]
    of_it = _committed(store, [iri] if iri is not None else [], only)
    if not of_it:
        linked = {iri, *(thing.iri for thing, _, _ in close)}
        others = entities(store, [each for each in alike() if each not in linked])
        close += [(thing, (), False) for thing in others.values()]
    nearby = _committed(store, [thing.iri for thing, _, _ in close], only) if close else []
    stated = state(store, dict.fromkeys([*of_it, *nearby]), documents)
    reported = _of_measures(store, stated, documents)
    texts = Texts(store, [*stated, *(fact for group in reported.values() for fact in group)])
    entries = [_commitment(fact, reported, texts, only) for fact in stated]
    entries.sort(key=lambda each: (not each.date, each.date))
    about = entities(store, [iri])[iri] if iri is not None else None
    own = [each for each in entries if iri is None or iri in _ends(each.statement)]
    rest = [each for each in entries if iri is not None and iri not in _ends(each.statement)]
    related = _related(close, rest, 0 if own else limit)
    if not own and not related:
        raise NegativeAnswer(
            msg("no text requires or enacts anything of “{label}”, nor of what is linked with it",
                label=about)
            if about
            else msg("no text requires or enacts anything"),
            hint=msg("sskg gaps lists what the graph leaves open"),
        )  # fmt: skip
    steps = _timeline(store, about, own[:limit], texts, documents) if about else ()
    return Commitments(
        about,
        tuple(own[:limit]),
        tuple(steps),
        _counts(own),
        related[:limit],
        max(0, len(related) - limit) + unasked,
    )


def _related(
    close: Iterable[tuple[Entity, tuple[Fact, ...], bool]], entries: list[Commitment], room: int
) -> tuple[Related, ...]:
    """Return what is required of each of some things, each commitment once.

    Of a hub nothing is listed: what is required of nearly everything tells little of one thing.
    """
    groups: list[Related] = []
    for thing, links, hub in close:
        of_it = [each for each in entries if thing.iri in _ends(each.statement)]
        entries = [each for each in entries if thing.iri not in _ends(each.statement)]
        listed = () if hub else tuple(of_it[: max(0, room)])
        room -= len(listed)
        if of_it:
            groups.append(Related(thing, links, listed, _counts(of_it)))
    return tuple(groups)


def _ends(fact: Fact) -> set[str]:
    return {end.iri for end in (fact.subject, fact.object) if isinstance(end, Entity)}


def _counts(group: Collection[Commitment]) -> dict[str, int]:
    return {name: sum(each.standing == name for each in group) for name in STANDINGS}


def _committed(store: Store, iris: Collection[str], only: Collection[str]) -> list[Triple]:
    """Return the statements that a text requires or enacts: of some things, or of all."""
    query = _COMMITTED.format(
        modalities=", ".join(f"sskg:{name}" for name in COMMITTING),
        about=_ABOUT.format(values=values("thing", map(NamedNode, iris))) if iris else "",
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
    by_measure: dict[str, list[Fact]] = {}
    if not measures:
        return by_measure
    for fact in facts(store, subjects=measures, objects=measures, documents=documents):
        if fact.predicate.iri == CALLS_FOR or not fact.predicate.iri.startswith(ONTOLOGY):
            continue
        for end in (fact.subject, fact.object):
            if isinstance(end, Entity) and end.iri in measures:
                by_measure.setdefault(end.iri, []).append(fact)
    return by_measure


def _commitment(
    fact: Fact,
    measures: Mapping[str, list[Fact]],
    texts: Texts,
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
    shown = [fact]
    if fact.predicate.iri == CALLS_FOR and isinstance(fact.object, Entity):
        shown = measures.get(fact.object.iri, [])
    reports = tuple(
        replace(each, claims=claims)
        for each in shown
        if (claims := tuple(claim for claim in each.claims if _reports(claim, date, texts)))
    )
    hedged = all(claim.qualifier for report in reports for claim in report.claims)
    standing = "not reported" if not reports else "under way" if hedged else "reported"
    by = {each.iri: each for claim in demands for each in texts.by(claim)}
    return Commitment(replace(fact, claims=demands), tuple(by.values()), date, standing, reports)


def _reports(claim: Claim, date: str, texts: Texts) -> bool:
    """Tell whether a claim reports, in a text that is not known to be earlier than a date."""
    when = texts.date(claim)
    return claim.modality == REPORTED and not (date and when and before(when, date))


def _timeline(
    store: Store,
    about: Entity,
    entries: Iterable[Commitment],
    texts: Texts,
    documents: Mapping[str, Document] | None,
) -> list[Milestone]:
    """Return when texts required, enacted and reported a thing, and its own dates."""
    steps = [
        Milestone(
            fact.object.text,
            replace(fact, claims=claims),
        )
        for fact in facts(store, subjects=[about.iri], predicates=_STARTS, documents=documents)
        if isinstance(fact.object, Value)
        and (claims := tuple(claim for claim in fact.claims if claim.modality not in COMMITTING))
    ]
    for each in entries:
        for fact in (each.statement, *each.reports):
            steps += [Milestone(texts.date(claim), replace(fact, claims=(claim,)))
                      for claim in fact.claims]  # fmt: skip
    unique = list(dict.fromkeys((step.date, *_key(step)) for step in steps))
    by_key = {(step.date, *_key(step)): step for step in steps}
    ordered = [by_key[key] for key in unique]
    return sorted(ordered, key=lambda step: (not step.date, step.date))


def _key(step: Milestone) -> tuple[str, ...]:
    return tuple(claim.iri for claim in step.statement.claims)
