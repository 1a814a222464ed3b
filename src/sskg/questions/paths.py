"""All shortest chains of statements between two things."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sskg.errors import NegativeAnswer, RequestError
from sskg.graph.facts import MACHINERY, batches, entities, state
from sskg.graph.proof import COLUMNS, backing_cells, named, strength, weakness
from sskg.model import Answer, Entity, Grid, Step
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.frontier import Search, shortest
from sskg.rdf.terms import ONTOLOGY
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.store.base import Store

# What a figure's bound or unit is tells nothing of how two things hang together.
_NO_WAY = MACHINERY | {ONTOLOGY + "bound", ONTOLOGY + "unit"}

_LINKS = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  {values}
  ?s ?p ?o .
  FILTER(ISIRI(?s) && ISIRI(?o) && ?s != ?o && STRSTARTS(STR(?p), "{ontology}"))
  {relations}
}}"""

_STATED_LINKS = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  {values}
  {modalities}
  ?claim rdf:subject ?s ; rdf:object ?o ; rdf:predicate ?p ; sskg:modality ?modality .
  ?s ?p ?o .
  FILTER(ISIRI(?s) && ISIRI(?o) && ?s != ?o && STRSTARTS(STR(?p), "{ontology}"))
  {relations}
}}"""

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a search for chains may use.

    Attributes:
        longest: most hops in a chain.
        predicates: IRIs of the relations that may be used, with those below them; none for all.
        kinds: local names of classes that things between the ends must be of; none for all.
        modalities: a statement must have a claim of one of these; none for all, also unclaimed.
        avoid: IRIs of things that no chain may pass.
        limit: most chains to spell out.
    """

    longest: int = 8
    predicates: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    modalities: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Hop:
    """Two neighbouring things of a chain, with every relation between them.

    Attributes:
        relations: the statements, read along the chain, the strongest first; parallel ones stay
            apart.
        strength: of the strongest: a modality, "" where it needs no claim, "unproved" where it
            lacks one.
    """

    relations: tuple[Step, ...]
    strength: str


@dataclass(frozen=True, slots=True)
class Chain:
    """A way from one thing to another.

    Attributes:
        hops: in order.
        weakest: 0-based place of the first hop that is weaker than, or as weak as, all others.
        strength: of that hop, and so of the chain.
    """

    hops: tuple[Hop, ...]
    weakest: int
    strength: str


@dataclass(frozen=True, slots=True)
class Paths(Answer):
    """All shortest chains between two things.

    Attributes:
        start: where chains begin.
        end: where they end.
        via: what they pass on the way, if that was asked.
        chains: at most as many as were asked for, the strongest first.
        total: how many there are.
    """

    start: Entity
    end: Entity
    via: Entity | None
    chains: tuple[Chain, ...]
    total: int

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each chain, hop, relation and passage."""
        columns = ("chain", "hop", "from", "from label", "relation", "direction",
                   "to", "to label", "weakest", *COLUMNS)  # fmt: skip
        rows = tuple(
            (
                str(number),
                str(place + 1),
                *named(step.source, lang),
                step.reading(lang),
                "in" if step.inverse else "out",
                *named(step.target, lang),
                "yes" if place == chain.weakest else "",
                *cells,
            )
            for number, chain in enumerate(self.chains, start=1)
            for place, hop in enumerate(chain.hops)
            for step in hop.relations
            for cells in backing_cells(step.fact, lang)
        )
        return (Grid(f"{self.start.label(lang)} → {self.end.label(lang)}", columns, rows),)


def paths(
    store: Store,
    start: str,
    end: str,
    *,
    via: str | None = None,
    scope: Scope | None = None,
    documents: Mapping[str, Document] | None = None,
) -> Paths:
    """Return all shortest chains of statements between two things, whichever way they point.

    With `via`, a chain passes each thing once. Of its two legs, one is as short as it can be, and
    the other as short as the things that are left allow: where the shortest legs need the same
    thing, there may be a chain that takes a longer way on both, and it is not looked for.

    Args:
        store: the graph that is asked.
        start: IRI of the one end.
        end: IRI of the other.
        via: IRI of a thing that every chain must pass.
        scope: what chains may use.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        RequestError: the ends are the same thing.
        NegativeAnswer: there is no such chain; the message says within what it was looked for.
    """
    allowed = scope or Scope()
    ends = [start, end] if via is None else [start, via, end]
    if start == end:
        raise RequestError("a chain needs different things at its ends", hint="name another thing")
    if via in {start, end}:
        raise RequestError("--via names an end of the chain", hint="name a thing between the ends")
    things = entities(store, ends)
    walk = _Walk(store, allowed)
    if via is None:
        found = walk.search(start, end, frozenset(allowed.avoid), allowed.longest)
        chains, total = list(found.chains), found.total
        if not chains:
            raise _none_found(things[start], things[end], allowed, found)
    else:
        chains, total = _through(walk, allowed, (things[start], things[via], things[end]))
    built = _chains(store, chains[: allowed.limit], walk.links, documents)
    return Paths(things[start], things[end], things[via] if via else None, built, total)


def _through(
    walk: _Walk, scope: Scope, ends: tuple[Entity, Entity, Entity]
) -> tuple[list[tuple[str, ...]], int]:
    """Join the shortest chains to the middle with the shortest from there, without repetition."""
    start, middle, end = ends
    avoid = frozenset(scope.avoid)
    legs = []
    for here, there, other in ((start, middle, end), (middle, end, start)):
        leg = walk.search(here.iri, there.iri, avoid | {other.iri}, scope.longest - 1)
        if not leg.chains:
            raise _none_found(here, there, scope, leg)
        legs.append(leg)
    joined = _continued(walk, scope, legs[0].chains, end.iri)
    # A way around may be short after the one leg, and long or barred after the other.
    if min(map(len, joined), default=0) != sum(len(leg.chains[0]) for leg in legs) - 1:
        back = [chain[::-1] for chain in legs[1].chains]
        joined |= {chain[::-1] for chain in _continued(walk, scope, back, start.iri)}
    if not joined:
        raise NegativeAnswer(
            f"no chain of at most {_counted(scope.longest, 'hop')} leads from “{start.label()}” "
            f"over “{middle.label()}” to “{end.label()}” and passes each thing once",
            hint="each half exists for itself: sskg path shows it; --max looks further",
        )
    length = min(map(len, joined))
    chains = sorted(chain for chain in joined if len(chain) == length)
    return chains, len(chains)


def _continued(
    walk: _Walk, scope: Scope, heads: Iterable[tuple[str, ...]], end: str
) -> set[tuple[str, ...]]:
    """Return chains continued to another end, around what they have passed."""
    return {
        head + tail[1:]
        for head in heads
        for tail in walk.search(
            head[-1], end, frozenset(scope.avoid) | set(head[:-1]), scope.longest - len(head) + 1
        ).chains
    }


class _Walk:
    """Asks the store for links level by level, and remembers which triples link two nodes."""

    def __init__(self, store: Store, scope: Scope) -> None:
        self._store = store
        self._scope = scope
        self.links: dict[frozenset[str], set[Triple]] = {}
        words = vocabulary()
        self._relations = _relations_filter(
            {below for iri in scope.predicates for below in words.with_subproperties(iri)}
        )
        self._kinds = {below for kind in scope.kinds for below in words.subclasses(kind)}

    def search(self, start: str, end: str, avoid: frozenset[str], longest: int) -> Search:
        """Return the shortest chains that pass nothing to be avoided."""

        def neighbours(nodes: Collection[str]) -> dict[str, list[str]]:
            return self._neighbours(nodes, {start, end}, avoid)

        return shortest(start, end, neighbours, longest, self._scope.limit)

    def _neighbours(
        self, nodes: Collection[str], ends: set[str], avoid: frozenset[str]
    ) -> dict[str, list[str]]:
        asked = set(nodes)
        near: dict[str, set[str]] = {node: set() for node in nodes}
        for subject, predicate, target in self._triples(nodes):
            self.links.setdefault(frozenset((subject, target)), set()).add(
                (subject, predicate, target)
            )
            if subject in asked:
                near[subject].add(target)
            if target in asked:
                near[target].add(subject)
        reached = set().union(*near.values()) - avoid
        if self._kinds:
            between = entities(self._store, sorted(reached - ends))
            reached = (reached & ends) | {
                iri for iri, thing in between.items() if self._kinds.intersection(thing.kinds)
            }
        return {node: sorted(found & reached) for node, found in near.items()}

    def _triples(self, nodes: Collection[str]) -> set[Triple]:
        scope, found = self._scope, set()
        modalities = " ".join(f"sskg:{name}" for name in scope.modalities)
        query = _STATED_LINKS if modalities else _LINKS
        for variable in ("s", "o"):
            for clause in batches(variable, nodes):
                text = query.format(
                    values=clause,
                    ontology=ONTOLOGY,
                    relations=self._relations,
                    modalities=f"VALUES ?modality {{ {modalities} }}",
                )
                found |= {
                    (row["s"].value, row["p"].value, row["o"].value)
                    for row in select(self._store, text)
                }
        return found


def _relations_filter(predicates: Collection[str]) -> str:
    if predicates:
        return f"FILTER(?p IN ({', '.join(f'<{iri}>' for iri in sorted(predicates))}))"
    return f"FILTER(?p NOT IN ({', '.join(f'<{iri}>' for iri in sorted(_NO_WAY))}))"


def _chains(
    store: Store,
    chains: list[tuple[str, ...]],
    links: Mapping[frozenset[str], set[Triple]],
    documents: Mapping[str, Document] | None,
) -> tuple[Chain, ...]:
    pairs = {frozenset(pair) for chain in chains for pair in pairwise(chain)}
    stated = state(store, sorted(triple for pair in pairs for triple in links[pair]), documents)
    between: dict[frozenset[str], list[Step]] = {}
    for fact in stated:
        if isinstance(fact.object, Entity):
            pair = frozenset((fact.subject.iri, fact.object.iri))
            between.setdefault(pair, []).append(Step(fact))
    built = []
    for chain in chains:
        hops = tuple(
            _hop(
                [
                    Step(step.fact, inverse=step.fact.subject.iri != here)
                    for step in between[frozenset((here, there))]
                ]
            )
            for here, there in pairwise(chain)
        )
        weakest = max(range(len(hops)), key=lambda place: _rank(hops[place]))
        built.append(Chain(hops, weakest, hops[weakest].strength))
    return tuple(sorted(built, key=lambda chain: [sorted(map(_rank, chain.hops), reverse=True)]))


def _hop(steps: list[Step]) -> Hop:
    ordered = sorted(steps, key=lambda step: (weakness(step.fact), step.fact.predicate.iri))
    return Hop(tuple(ordered), strength(ordered[0].fact))


def _rank(hop: Hop) -> int:
    return weakness(hop.relations[0].fact)


def _none_found(start: Entity, end: Entity, scope: Scope, search: Search) -> NegativeAnswer:
    within = [f"of at most {_counted(scope.longest, 'hop')}"]
    if scope.predicates:
        words = vocabulary()
        within.append("along " + ", ".join(words.property(iri).label() for iri in scope.predicates))
    if scope.kinds:
        within.append("over " + ", ".join(scope.kinds) + " only")
    if scope.modalities:
        within.append("of " + ", ".join(scope.modalities).lower() + " statements only")
    if scope.avoid:
        within.append(f"past {_counted(len(scope.avoid), 'avoided thing')}")
    there, back = search.reached
    # The search stops on the side that is dear to widen, so these tell how far it looked, and not
    # how much there is.
    searched = (
        f"searched from both ends, {_counted(search.depth, 'hop')} together: "
        f"{_counted(there - 1, 'thing')} next to the first, {back - 1} next to the second"
    )
    everything = ", and nothing beyond one of them" if search.exhausted else "; --max looks further"
    return NegativeAnswer(
        f"no chain {', '.join(within)} leads from “{start.label()}” to “{end.label()}”",
        hint=searched + everything,
    )


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
