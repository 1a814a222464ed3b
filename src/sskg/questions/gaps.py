"""What the graph leaves open, and what each gap means."""

from __future__ import annotations

from collections.abc import Callable, Mapping  # noqa: TC003  (dataclass fields)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from sskg.graph.facts import entities, facts
from sskg.graph.listing import pages
from sskg.graph.proof import COLUMNS, SOURCED, UNPROVED, backing_cells, name_cells, strength
from sskg.language.message import msg, tell, word
from sskg.language.ranges import LANGUAGES, interface
from sskg.model import ENACTED, HYPOTHETICAL, PERMITTED, REQUIRED, Answer, Entity, Fact, Grid
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.gap_queries import count, gap_query
from sskg.questions.single_sources import single_sources
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sskg.graph.documents import Document
    from sskg.store.base import Store

_WEAK_WORDS: Final = (
    (msg("only enacted so far: {names}"), ENACTED),
    (msg("only required so far: {names}"), REQUIRED),
    (msg("only permitted so far: {names}"), PERMITTED),
    (msg("only supposed: {names}"), HYPOTHETICAL),
    (msg("only with a source named, and no passage: {names}"), SOURCED),
    (msg("only without a claim: {names}"), UNPROVED),
)
_ONLY_SUPPOSED: Final = msg("the sources only suppose that this challenge could arise")

_TITLES: Final = {
    "goals": (
        msg("goals without an outcome"),
        msg(
            "The sources name the goal, but report no outcome that contributes to it or achieves "
            "it. It may have been reached; these sources do not say so."
        ),
    ),
    "challenges": (
        msg("challenges that nothing addresses"),
        msg(
            "The sources name the challenge, but report no policy or measure against it. What is "
            "only required or supposed does not count as done."
        ),
    ),
    "directives": (
        msg("directives whose measure has not been reported"),
        msg(
            "Somebody with authority demands the measure, and no source reports that it was taken."
        ),
    ),
    "measures": (
        msg("measures without a figure"),
        msg(
            "The sources report the measure, but no indicator tells its size or that of what it "
            "produces."
        ),
    ),
    "single-source": (
        msg("statements with a single source"),
        msg("All claims of the statement lie in one document, so no second source confirms it."),
    ),
}
"""Of each kind of gap, a title, and what it means that something is missing."""

_MANY_CLAIMS: Final = 300_000
"""Claims beyond which gaps are counted only where they are asked for: it takes minutes."""

_CLAIMS = "SELECT (COUNT(?claim) AS ?n) WHERE { ?claim sskg:modality ?modality }"


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
        checked: how many things or statements there are; None where they were not counted.
        count: how many of them have the gap, or None.
        gaps: the first of them; none for statements with a single source unless they are asked
            for.
    """

    kind: str
    title: Mapping[str, str]
    meaning: Mapping[str, str]
    checked: int | None
    count: int | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class Gaps(Answer):
    """What the graph leaves open, by kind of gap."""

    groups: tuple[GapGroup, ...]

    @property
    def more(self) -> int:
        """How many gaps are counted and not listed, of the kinds that are listed."""
        listed = [group for group in self.groups if group.gaps and group.count is not None]
        return sum((group.count or 0) - len(group.gaps) for group in listed)

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each gap, then a count of each kind of gap with its meaning."""
        counts = tuple(
            (group.kind, group.title[interface(lang)],
             *("" if n is None else str(n) for n in (group.count, group.checked)),
             group.meaning[interface(lang)])
            for group in self.groups
        )  # fmt: skip
        columns = ("gap", "thing", "label", "kind", "detail", "subject", "relation", "object",
                   *COLUMNS)  # fmt: skip
        rows = tuple(
            row for group in self.groups for gap in group.gaps for row in _rows(group, gap, lang)
        )
        return (
            Grid(word("gaps one by one", lang), columns, rows, "gaps"),
            Grid(word("gaps", lang), ("gap", "title", "count", "of", "meaning"), counts, "counts"),
        )


def gaps(
    store: Store,
    *,
    only: Collection[str] = (),
    limit: int = 1000,
    documents: Mapping[str, Document] | None = None,
) -> Gaps:
    """Return what the graph leaves open.

    In a graph of very many claims, gaps that are more than the limit are counted only where their
    kind is named in `only`: that reads all of its claims.

    Args:
        store: the graph that is asked.
        only: kinds of gap, of KINDS; none for all. Statements with a single source are counted,
            and listed one by one only where they are named here.
        limit: most gaps of a kind to tell one by one.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    wanted = [kind for kind in KINDS if kind in only or not only]
    groups = []
    for kind in wanted:
        if kind == "single-source":
            groups.append(_single_source(store, documents, limit if kind in only else 0))
        else:
            group = _of_things(store, kind, limit, documents, counted=kind in only)
            groups.append(group)
    return Gaps(tuple(groups))


def _of_things(
    store: Store,
    kind: str,
    limit: int,
    documents: Mapping[str, Document] | None,
    *,
    counted: bool,
) -> GapGroup:
    """Read things page by page until there are enough gaps; count where more things follow."""
    looker = _LOOKERS[kind]
    lacking: dict[str, list[str]] = {}
    checked = 0
    for things in pages(store, looker.kind):
        rows = list(select(store, gap_query(kind, values("thing", map(NamedNode, things)))))
        checked += len({row["thing"].value for row in rows})
        for row in rows:
            if row["met"] is None:
                lacking.setdefault(row["thing"].value, [])
                if kind == "directives" and isinstance(row["measure"], NamedNode):
                    lacking[row["thing"].value].append(row["measure"].value)
        if len(lacking) > limit:
            break
    else:
        return _group(kind, checked, len(lacking), _first(store, looker, lacking, limit, documents))
    gaps = _first(store, looker, lacking, limit, documents)
    if _large(store) and not counted:
        return _group(kind, None, None, gaps)
    return _group(kind, *count(store, kind), gaps)


def _first(
    store: Store,
    looker: _Looker,
    lacking: Mapping[str, list[str]],
    limit: int,
    documents: Mapping[str, Document] | None,
) -> list[Gap]:
    first = sorted(lacking)[:limit]
    return looker.tell(store, {iri: sorted(lacking[iri]) for iri in first}, documents)


def _large(store: Store) -> bool:
    return int(next(select(store, _CLAIMS))["n"].value) > _MANY_CLAIMS


def _goals(
    store: Store, goals: Mapping[str, list[str]], documents: Mapping[str, Document] | None
) -> list[Gap]:
    outcomes = vocabulary().subclasses("Outcome")
    reaching = [
        fact
        for fact in facts(
            store, objects=goals, predicates=_below("contributesTo"), documents=documents
        )
        if outcomes.intersection(fact.subject.kinds)
    ]
    return _unmet(store, goals, reaching)


def _challenges(
    store: Store, challenges: Mapping[str, list[str]], documents: Mapping[str, Document] | None
) -> list[Gap]:
    about = facts(store, subjects=challenges, objects=challenges, documents=documents)
    addressing = [fact for fact in about if fact.predicate.iri in _below("addresses")]
    gaps = _unmet(store, challenges, addressing)
    for at, gap in enumerate(gaps):
        mine = [fact for fact in about if gap.subject.iri in _ends(fact)]
        if mine and not gap.facts and all(fact.modality == HYPOTHETICAL for fact in mine):
            detail = {lang: tell(_ONLY_SUPPOSED, lang) for lang in LANGUAGES}
            gaps[at] = Gap(gap.subject, None, detail, tuple(mine))
    return gaps


def _directives(
    store: Store, directives: Mapping[str, list[str]], documents: Mapping[str, Document] | None
) -> list[Gap]:
    calls = facts(store, subjects=directives, predicates=_below("callsFor"), documents=documents)
    things = entities(store, directives)
    gaps = []
    for iri, measures in directives.items():
        mine = [
            fact
            for fact in calls
            if fact.subject.iri == iri
            and isinstance(fact.object, Entity)
            and fact.object.iri in measures
        ]
        names = [fact.object for fact in mine]
        detail = {
            lang: word("calls for: {names}", lang, names=_names(names, lang))
            if mine
            else word("names no measure", lang)
            for lang in LANGUAGES
        }
        gaps.append(Gap(things[iri], None, detail, tuple(mine)))
    return gaps


def _measures(
    store: Store, measures: Mapping[str, list[str]], _documents: Mapping[str, Document] | None
) -> list[Gap]:
    return [Gap(thing, None, {}, ()) for thing in entities(store, measures).values()]


def _single_source(store: Store, documents: Mapping[str, Document] | None, limit: int) -> GapGroup:
    """Count single sources, and tell as many as the limit one by one."""
    if not limit and _large(store):
        return _group("single-source", None, None, ())
    singles = single_sources(store, limit, documents)
    gaps = [_only_in(fact) for fact in singles.first]
    return _group("single-source", singles.proved, singles.single, gaps)


def _only_in(fact: Fact) -> Gap:
    only = next(passage.document for claim in fact.claims for passage in claim.passages)
    detail = {lang: word("only in {names}", lang, names=only.label(lang)) for lang in LANGUAGES}
    return Gap(fact.subject, fact, detail, (fact,))


@dataclass(frozen=True, slots=True)
class _Looker:
    """How the gaps of a kind of thing are told.

    Attributes:
        kind: local name of the class.
        tell: from things with the gap, each with the measures that are open, to what is known
            nevertheless.
    """

    kind: str
    tell: Callable[[Store, Mapping[str, list[str]], Mapping[str, Document] | None], list[Gap]]


_LOOKERS: Final[Mapping[str, _Looker]] = {
    "goals": _Looker("Goal", _goals),
    "challenges": _Looker("Challenge", _challenges),
    "directives": _Looker("Directive", _directives),
    "measures": _Looker("Measure", _measures),
}

KINDS: Final = (*_LOOKERS, "single-source")
"""The kinds of gap."""


def _group(kind: str, checked: int | None, count: int | None, gaps: Iterable[Gap]) -> GapGroup:
    return GapGroup(
        kind,
        {lang: tell(_TITLES[kind][0], lang) for lang in LANGUAGES},
        {lang: tell(_TITLES[kind][1], lang) for lang in LANGUAGES},
        checked,
        count,
        tuple(gaps),
    )


def _unmet(store: Store, things: Iterable[str], reaching: list[Fact]) -> list[Gap]:
    """Return a gap for each thing, with the weak statements that reach it nevertheless."""
    described = entities(store, things)
    gaps = []
    for iri in things:
        mine = [fact for fact in reaching if _ends(fact)[1] == iri]
        detail = {}
        for lang in LANGUAGES if mine else ():
            parts = [
                word(key, lang, names=_names([fact.subject for fact in weak], lang))
                for key, described in _WEAK_WORDS
                if (weak := [fact for fact in mine if strength(fact) == described])
            ]
            detail[lang] = "; ".join(parts)
        gaps.append(Gap(described[iri], None, detail, tuple(mine)))
    return gaps


def _below(name: str) -> frozenset[str]:
    return vocabulary().with_subproperties(ONTOLOGY + name)


def _ends(fact: Fact) -> tuple[str, str]:
    return fact.subject.iri, fact.object.iri if isinstance(fact.object, Entity) else ""


def _names(things: Iterable[object], lang: str) -> str:
    return word(", ", lang).join(thing.label(lang) for thing in things if isinstance(thing, Entity))


def _rows(group: GapGroup, gap: Gap, lang: str) -> list[tuple[str, ...]]:
    subject, detail = gap.subject, gap.detail.get(interface(lang), "")
    head = (group.kind, subject.curie, subject.label(lang), subject.kind, detail)
    rows = [
        (
            *head,
            fact.subject.curie,
            fact.predicate.label(lang),
            name_cells(fact.object, lang)[0],
            *cells,
        )
        for fact in gap.facts
        for cells in backing_cells(fact, lang)
    ]
    return rows or [(*head, "", "", "", *[""] * len(COLUMNS))]
