"""Chains of statements between two things: all shortest ones, and those that say more."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sskg.errors import NegativeAnswer, RequestError
from sskg.graph.facts import entities, state
from sskg.graph.proof import COLUMNS, backing_cells, kind_of, name_cells, strength, weakness
from sskg.graph.reading import reading
from sskg.language.message import counted, listed, msg
from sskg.model import Answer, Entity, Grid, Step
from sskg.questions.links import Bounds, Walk
from sskg.questions.telling import HUB, is_telling

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.graph.documents import Document
    from sskg.language.message import Message
    from sskg.questions.frontier import Search
    from sskg.store.base import Store

_MOST_DETOUR = 2
"""Hops more than the shortest way that a chain may take to say more than it: on a long way round,
what the ends have to do with each other is lost as well."""

_MOST_HUBS = 5
"""Searches around hubs, one after the other: each finds the next."""


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
        telling: how many hops say more than what a thing is about, belongs to or dates from.
        hubs: the things on the way that very many others are linked to.
    """

    hops: tuple[Hop, ...]
    weakest: int
    strength: str
    telling: int
    hubs: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Paths(Answer):
    """Chains between two things, those that say most first.

    Attributes:
        start: where chains begin.
        end: where they end.
        via: what they pass on the way, if that was asked.
        chains: at most as many as were asked for. Those over hubs come last; before them, the
            stronger come first, then those with fewer hops that only place a thing, then those
            over rarer things.
        total: how many there are: all shortest ones, and where these say little, the shortest of
            those that say more.
    """

    start: Entity
    end: Entity
    via: Entity | None
    chains: tuple[Chain, ...]
    total: int

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each chain, hop, relation and passage."""
        columns = ("chain", "hop", "from", "from label", "relation", "direction",
                   "to", "to label", "weakest", *COLUMNS, "from kind", "to kind")  # fmt: skip
        rows = tuple(
            (
                str(number),
                str(place + 1),
                *name_cells(step.source, lang),
                step.reading(lang),
                "in" if step.inverse else "out",
                *name_cells(step.target, lang),
                "yes" if place == chain.weakest else "",
                *cells,
                kind_of(step.source),
                kind_of(step.target),
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
    bounds: Bounds | None = None,
    documents: Mapping[str, Document] | None = None,
) -> Paths:
    """Return chains of statements between two things, whichever way they point.

    These are all shortest ones. Where each of them passes a hub, or has a hop that only says what
    a thing is about, belongs to or dates from, the shortest that do without are there, too.

    With `via`, a chain passes each thing once. Of its two legs, one is as short as it can be, and
    the other as short as the things that are left allow: where the shortest legs need the same
    thing, there may be a chain that takes a longer way on both, and it is not looked for.

    Args:
        store: the graph that is asked.
        start: IRI of the one end.
        end: IRI of the other.
        via: IRI of a thing that every chain must pass.
        bounds: what chains may use.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        RequestError: the ends are the same thing.
        NegativeAnswer: there is no such chain; the message says within what it was looked for.
    """
    allowed = bounds or Bounds()
    ends = [start, end] if via is None else [start, via, end]
    if start == end:
        raise RequestError(
            msg("a chain needs different things at its ends"), hint=msg("name another thing")
        )
    if via in {start, end}:
        raise RequestError(
            msg("--via names an end of the chain"), hint=msg("name a thing between the ends")
        )
    things = entities(store, ends)
    walk = Walk(store, allowed)
    if via is None:
        search = walk.search(start, end, frozenset(allowed.avoid), allowed.longest)
        if not search.chains:
            raise _none_found(store, (things[start], things[end]), allowed, search)
        chains, total = _with_telling(walk, search, (start, end))
    else:
        chains, total = _through(walk, allowed, (things[start], things[via], things[end]))
    built = _chains(walk, chains[: allowed.limit], documents)
    return Paths(things[start], things[end], things[via] if via else None, built, total)


def _with_telling(
    walk: Walk, search: Search, ends: tuple[str, str]
) -> tuple[list[tuple[str, ...]], int]:
    """Add the shortest chains that say more, where all shortest ones say little."""
    chains = list(search.chains)
    if walk.bounds.predicates or any(walk.is_telling(chain) for chain in chains):
        return chains, search.total
    avoid = set(walk.bounds.avoid)
    telling = walk.telling()
    hops = len(chains[0]) - 1
    longest = min(walk.bounds.longest, hops + _MOST_DETOUR)
    for _ in range(_MOST_HUBS):
        more = telling.search(*ends, frozenset(avoid), longest)
        hubs = walk.hubs({node for chain in more.chains for node in chain[1:-1]})
        if not hubs:
            longer = bool(more.chains) and len(more.chains[0]) - 1 > hops
            # As short as the others, they are counted among them. They are those to be seen.
            others = [chain for chain in chains if chain not in more.chains]
            return [*more.chains, *others], search.total + (more.total if longer else 0)
        avoid |= hubs
    return chains, search.total


def _through(
    walk: Walk, bounds: Bounds, ends: tuple[Entity, Entity, Entity]
) -> tuple[list[tuple[str, ...]], int]:
    """Join the shortest chains to the middle with the shortest from there, without repetition."""
    start, middle, end = ends
    avoid = frozenset(bounds.avoid)
    legs = []
    for here, there, other in ((start, middle, end), (middle, end, start)):
        leg = walk.search(here.iri, there.iri, avoid | {other.iri}, bounds.longest - 1)
        if not leg.chains:
            raise _none_found(walk.store, (here, there), bounds, leg)
        legs.append(leg)
    joined = _continued(walk, bounds, legs[0].chains, end.iri)
    # A way around may be short after the one leg, and long or barred after the other.
    if min(map(len, joined), default=0) != sum(len(leg.chains[0]) for leg in legs) - 1:
        back = [chain[::-1] for chain in legs[1].chains]
        joined |= {chain[::-1] for chain in _continued(walk, bounds, back, start.iri)}
    if not joined:
        raise NegativeAnswer(
            msg(
                "no chain of at most {hops} leads from “{start}” over “{middle}” to “{end}” and "
                "passes each thing once",
                hops=hops(bounds.longest),
                start=start,
                middle=middle,
                end=end,
            ),
            hint=msg("each half exists for itself: sskg path shows it; --hops looks further"),
        )
    length = min(map(len, joined))
    chains = sorted(chain for chain in joined if len(chain) == length)
    return chains, len(chains)


def _continued(
    walk: Walk, bounds: Bounds, heads: Iterable[tuple[str, ...]], end: str
) -> set[tuple[str, ...]]:
    """Return chains continued to another end, around what they have passed."""
    return {
        head + tail[1:]
        for head in heads
        for tail in walk.search(
            head[-1], end, frozenset(bounds.avoid) | set(head[:-1]), bounds.longest - len(head) + 1
        ).chains
    }


def _chains(
    walk: Walk, chains: list[tuple[str, ...]], documents: Mapping[str, Document] | None
) -> tuple[Chain, ...]:
    pairs = {frozenset(pair) for chain in chains for pair in pairwise(chain)}
    triples = sorted(triple for pair in pairs for triple in walk.links[pair])
    stated = state(walk.store, triples, documents)
    between: dict[frozenset[str], list[Step]] = {}
    for fact in stated:
        if isinstance(fact.object, Entity):
            pair = frozenset((fact.subject.iri, fact.object.iri))
            between.setdefault(pair, []).append(Step(fact))
    counts = walk.counts({node for chain in chains for node in chain[1:-1]})
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
        built.append(_chain(hops, counts))
    return tuple(sorted(built, key=lambda chain: _place(chain, counts)))


def _chain(hops: tuple[Hop, ...], counts: Mapping[str, int]) -> Chain:
    weakest = max(range(len(hops)), key=lambda place: _rank(hops[place]))
    telling = sum(is_telling(step.fact.predicate.iri for step in hop.relations) for hop in hops)
    hubs = tuple(thing for thing in _between(hops) if counts[thing.iri] >= HUB)
    return Chain(hops, weakest, hops[weakest].strength, telling, hubs)


def _between(hops: tuple[Hop, ...]) -> list[Entity]:
    """Return the things on the way, without the ends."""
    reached = [hop.relations[0].target for hop in hops[:-1]]
    return [thing for thing in reached if isinstance(thing, Entity)]


def _place(chain: Chain, counts: Mapping[str, int]) -> tuple[object, ...]:
    """Return what chains are put in order by: see `Paths.chains`."""
    return (
        len(chain.hubs),
        sorted(map(_rank, chain.hops), reverse=True),
        len(chain.hops) - chain.telling,
        sum(counts[thing.iri] for thing in _between(chain.hops)),
    )


def _hop(steps: list[Step]) -> Hop:
    ordered = sorted(steps, key=lambda step: (weakness(step.fact), step.fact.predicate.iri))
    return Hop(tuple(ordered), strength(ordered[0].fact))


def _rank(hop: Hop) -> int:
    return weakness(hop.relations[0].fact)


def _none_found(
    store: Store, ends: tuple[Entity, Entity], bounds: Bounds, search: Search
) -> NegativeAnswer:
    start, end = ends
    within = [msg("of at most {hops}", hops=hops(bounds.longest))]
    if bounds.predicates:
        lexicon = reading(store)
        lexicon.labels(store, bounds.predicates)
        names = listed(lexicon.property(iri) for iri in bounds.predicates)
        within.append(msg("along {names}", names=names))
    if bounds.kinds:
        within.append(msg("over {kinds} only", kinds=listed(bounds.kinds)))
    if bounds.avoid:
        within.append(
            counted("past {n} avoided thing", "past {n} avoided things", len(bounds.avoid))
        )
    there, back = search.reached
    # The search stops on the side that is dear to widen, so these tell how far it looked, and not
    # how much there is.
    searched = msg(
        "searched from both ends, {hops} together: {things} next to the first, {n} next to the "
        "second",
        hops=hops(search.depth),
        things=counted("{n} thing", "{n} things", there - 1),
        n=back - 1,
    )
    hint = msg("{searched}; --hops looks further", searched=searched)
    if search.exhausted:
        hint = msg("{searched}, and nothing beyond one of them", searched=searched)
    return NegativeAnswer(
        msg(
            "no chain {conditions} leads from “{start}” to “{end}”",
            conditions=listed(within),
            start=start,
            end=end,
        ),
        hint=hint,
    )


def hops(number: int) -> Message:
    """Return how long a chain is."""
    return counted("{n} hop", "{n} hops", number)
