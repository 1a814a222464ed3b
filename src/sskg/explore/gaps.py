"""What the graph leaves open, and what each gap means."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (dataclass field)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.facts import entities, facts, read_triple, state
from sskg.model import HYPOTHETICAL, REPORTED, REQUIRED, Answer, Entity, Fact, Grid
from sskg.proof import COLUMNS, UNPROVED, backing_cells, named, strength
from sskg.sparql import select, values
from sskg.terms import ONTOLOGY, sskg
from sskg.text import LANGUAGES
from sskg.vocabulary import vocabulary
from sskg.words import word

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from sskg.documents import Document
    from sskg.store.base import Store

_WEAK_WORDS: Final = (
    ("only required", REQUIRED),
    ("only supposed", HYPOTHETICAL),
    ("only unproved", UNPROVED),
)
_WEAK: Final = frozenset(known for _, known in _WEAK_WORDS)
"""Ways of being stated in which no source reports the thing."""

_OF_KIND = "SELECT DISTINCT ?s WHERE {{ {values} ?s a ?type }} ORDER BY ?s"

_BY_DOCUMENTS = """
  SELECT ?s ?p ?o (COUNT(DISTINCT ?document) AS ?documents) (SAMPLE(?document) AS ?only) WHERE {
    ?claim rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
      sskg:evidence/sskg:inDocument ?document .
  } GROUP BY ?s ?p ?o"""

_SINGLE = f"""
SELECT ?s ?p ?o ?only WHERE {{ {{ {_BY_DOCUMENTS} }} FILTER(?documents = 1) }} ORDER BY ?s ?p ?o"""

_COUNTED = f"""
SELECT ?single (COUNT(*) AS ?n) WHERE {{
  {{ {_BY_DOCUMENTS} }}
  BIND(?documents = 1 AS ?single)
}} GROUP BY ?single"""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the graph leaves open.

    Attributes:
        subject: the thing that lacks something.
        statement: the statement with the single source; None for the other kinds of gap.
        detail: what is known nevertheless, by language; empty where there is nothing.
        facts: the statements that the detail rests on.
    """

    subject: Entity
    statement: Fact | None
    detail: Mapping[str, str]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class GapGroup:
    """All gaps of one kind.

    Attributes:
        kind: "goals", "challenges", "directives", "measures" or "single-source".
        title: by language.
        meaning: what such a gap means, by language.
        checked: how many things or statements were looked at.
        count: how many of them have the gap.
        gaps: each of them; empty for statements with a single source unless they are asked for.
    """

    kind: str
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    checked: int
    count: int
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Gaps(Answer):
    """What the graph leaves open, by kind of gap."""

    groups: tuple[GapGroup, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return a count of each kind of gap with its meaning, then one row for each gap."""
        counts = tuple(
            (group.kind, group.title[lang], str(group.count), str(group.checked),
             group.meaning[lang])
            for group in self.groups
        )  # fmt: skip
        columns = ("gap", "thing", "label", "kind", "detail", "subject", "relation", "object",
                   *COLUMNS)  # fmt: skip
        rows = tuple(
            row for group in self.groups for gap in group.gaps for row in _rows(group, gap, lang)
        )
        return (
            Grid(word("gaps", lang), ("gap", "title", "count", "of", "meaning"), counts),
            Grid(word("gaps one by one", lang), columns, rows),
        )


def gaps(
    store: Store,
    *,
    only: Collection[str] = (),
    documents: Mapping[str, Document] | None = None,
) -> Gaps:
    """Return what the graph leaves open.

    Args:
        store: the graph that is asked.
        only: kinds of gap, of KINDS; none for all. Statements with a single source are counted,
            and listed one by one only where they are named here.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    wanted = [kind for kind in KINDS if kind in only or not only]
    groups = []
    for kind in wanted:
        if kind == "single-source":
            groups.append(_single_source(store, documents, listed=kind in only))
            continue
        checked, found = _FINDERS[kind](store, documents)
        groups.append(_group(kind, checked, len(found), found))
    return Gaps(tuple(groups))


def _goals(store: Store, documents: Mapping[str, Document] | None) -> tuple[int, list[Gap]]:
    goals = _of_kind(store, "Goal")
    outcomes = vocabulary().subclasses("Outcome")
    reaching = [
        fact
        for fact in facts(
            store, objects=goals, predicates=_below("contributesTo"), documents=documents
        )
        if outcomes.intersection(fact.subject.kinds)
    ]
    return len(goals), _unmet(store, goals, reaching)


def _challenges(store: Store, documents: Mapping[str, Document] | None) -> tuple[int, list[Gap]]:
    challenges = _of_kind(store, "Challenge")
    about = facts(store, subjects=challenges, objects=challenges, documents=documents)
    addressing = [fact for fact in about if fact.predicate.iri in _below("addresses")]
    supposed: dict[str, Gap] = {}
    for gap in (found := _unmet(store, challenges, addressing)):
        mine = [fact for fact in about if gap.subject.iri in _ends(fact)]
        if mine and not gap.facts and all(fact.modality == HYPOTHETICAL for fact in mine):
            detail = {lang: word("challenge supposed", lang) for lang in LANGUAGES}
            supposed[gap.subject.iri] = Gap(gap.subject, None, detail, tuple(mine))
    return len(challenges), [supposed.get(gap.subject.iri, gap) for gap in found]


def _directives(store: Store, documents: Mapping[str, Document] | None) -> tuple[int, list[Gap]]:
    directives = _of_kind(store, "Directive")
    calls = facts(store, subjects=directives, predicates=_below("callsFor"), documents=documents)
    measures = sorted({fact.object.iri for fact in calls if isinstance(fact.object, Entity)})
    reported = _reported(store, measures)
    things = entities(store, directives)
    found = []
    for iri in directives:
        mine = [fact for fact in calls if fact.subject.iri == iri]
        open_ones = [
            fact
            for fact in mine
            if isinstance(fact.object, Entity) and fact.object.iri not in reported
        ]
        if open_ones:
            detail = {
                lang: word("calls for", lang, names=_names([f.object for f in open_ones], lang))
                for lang in LANGUAGES
            }
            found.append(Gap(things[iri], None, detail, tuple(open_ones)))
        elif not mine:
            nothing = {lang: word("names no measure", lang) for lang in LANGUAGES}
            found.append(Gap(things[iri], None, nothing, ()))
    return len(directives), found


def _measures(store: Store, documents: Mapping[str, Document] | None) -> tuple[int, list[Gap]]:
    taken = sorted(_reported(store, _of_kind(store, "Measure")))
    told = facts(
        store,
        subjects=taken,
        predicates=[*_below("measuredBy"), *_below("produces")],
        documents=documents,
    )
    produced = {
        fact.object.iri: fact.object
        for fact in told
        if fact.predicate.iri in _below("produces") and isinstance(fact.object, Entity)
    }
    changes = vocabulary().subclasses("MeasuredChange")
    measured = {iri for iri, thing in produced.items() if changes.intersection(thing.kinds)} | {
        fact.subject.iri
        for fact in facts(store, subjects=produced, predicates=_below("measuredBy"))
    }
    figured = {
        fact.subject.iri
        for fact in told
        if fact.predicate.iri in _below("measuredBy")
        or (isinstance(fact.object, Entity) and fact.object.iri in measured)
    }
    things = entities(store, taken)
    return len(taken), [Gap(things[iri], None, {}, ()) for iri in taken if iri not in figured]


def _single_source(
    store: Store, documents: Mapping[str, Document] | None, *, listed: bool
) -> GapGroup:
    counts = {row["single"].value: int(row["n"].value) for row in select(store, _COUNTED)}
    # Some engines write truth values as numbers.
    single = counts.get("true", 0) + counts.get("1", 0)
    checked = sum(counts.values())
    found: list[Gap] = []
    if listed:
        rows = [(read_triple(row), row["only"].value) for row in select(store, _SINGLE)]
        where = entities(store, {only for _, only in rows})
        stated = state(store, [triple for triple, _ in rows if triple], documents)
        for fact in stated:
            only = next(
                (passage.document for claim in fact.claims for passage in claim.passages), None
            )
            if only is not None:
                label = where.get(only.iri, only)
                detail = {
                    lang: word("only in", lang, names=label.label(lang)) for lang in LANGUAGES
                }
                found.append(Gap(fact.subject, fact, detail, (fact,)))
    return _group("single-source", checked, single, found)


_FINDERS: Final[
    Mapping[str, Callable[[Store, Mapping[str, Document] | None], tuple[int, list[Gap]]]]
] = {
    "goals": _goals,
    "challenges": _challenges,
    "directives": _directives,
    "measures": _measures,
}  # fmt: skip

KINDS: Final = (*_FINDERS, "single-source")
"""The kinds of gap."""


def _group(kind: str, checked: int, count: int, found: Iterable[Gap]) -> GapGroup:
    return GapGroup(
        kind,
        {lang: word(f"gap {kind}", lang) for lang in LANGUAGES},
        {lang: word(f"gap {kind} means", lang) for lang in LANGUAGES},
        checked,
        count,
        tuple(found),
    )


def _unmet(store: Store, things: list[str], reaching: list[Fact]) -> list[Gap]:
    """Return a gap for each thing that only required, supposed or unproved statements reach."""
    known = entities(store, things)
    found = []
    for iri in things:
        mine = [fact for fact in reaching if _ends(fact)[1] == iri]
        if any(strength(fact) not in _WEAK for fact in mine):
            continue
        detail = {}
        for lang in LANGUAGES if mine else ():
            parts = [
                word(key, lang, names=_names([fact.subject for fact in weak], lang))
                for key, known in _WEAK_WORDS
                if (weak := [fact for fact in mine if strength(fact) == known])
            ]
            detail[lang] = "; ".join(parts)
        found.append(Gap(known[iri], None, detail, tuple(mine)))
    return found


def _reported(store: Store, measures: list[str]) -> set[str]:
    """Return those measures of which a source reports anything but that they are called for."""
    reported: set[str] = set()
    for fact in facts(store, subjects=measures, objects=measures):
        if fact.modality == REPORTED and fact.predicate.iri not in _below("callsFor"):
            reported.update(_ends(fact))
    return reported.intersection(measures)


def _of_kind(store: Store, kind: str) -> list[str]:
    classes = [sskg(name) for name in sorted(vocabulary().subclasses(kind))]
    rows = select(store, _OF_KIND.format(values=values("type", classes)))
    return [row["s"].value for row in rows if isinstance(row["s"], NamedNode)]


def _below(name: str) -> frozenset[str]:
    return vocabulary().with_subproperties(ONTOLOGY + name)


def _ends(fact: Fact) -> tuple[str, str]:
    return fact.subject.iri, fact.object.iri if isinstance(fact.object, Entity) else ""


def _names(things: Iterable[object], lang: str) -> str:
    return word("comma", lang).join(
        thing.label(lang) for thing in things if isinstance(thing, Entity)
    )


def _rows(group: GapGroup, gap: Gap, lang: str) -> list[tuple[str, ...]]:
    kind = gap.subject.kind
    head = (group.kind, gap.subject.curie, gap.subject.label(lang), kind, gap.detail.get(lang, ""))
    rows = [
        (*head, fact.subject.curie, fact.predicate.label(lang), named(fact.object, lang)[0], *cells)
        for fact in gap.facts
        for cells in backing_cells(fact, lang)
    ]
    return rows or [(*head, "", "", "", *[""] * len(COLUMNS))]
