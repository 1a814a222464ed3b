"""What links things to each other, asked of the store level by level for a search for chains."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from sskg.graph.facts import entities
from sskg.graph.reading import reading, values_clauses
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.frontier import Search, shortest
from sskg.questions.telling import HUB, is_telling, neighbour_counts, placing
from sskg.store.sparql import iri_list, select

if TYPE_CHECKING:
    from collections.abc import Collection

    from sskg.store.base import Store

_LINKS = """
SELECT DISTINCT ?s ?p ?o WHERE {{
  {values}
  ?s ?p ?o .
  FILTER(ISIRI(?s) && ISIRI(?o) && ?s != ?o)
  {relations}
}}"""

IriTriple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a search for chains may use.

    Attributes:
        longest: most hops in a chain.
        predicates: IRIs of the relations that may be used, with those below them; none for all.
        kinds: local names of classes that things between the ends must be of; none for all.
        avoid: IRIs of things that no chain may pass.
        limit: most chains to spell out.
    """

    longest: int = 8
    predicates: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    limit: int = 50


class Walk:
    """Asks the store for links level by level, and remembers which triples link two nodes."""

    def __init__(self, store: Store, bounds: Bounds, without: frozenset[str] = frozenset()) -> None:
        self.store = store
        self.bounds = bounds
        self.links: dict[frozenset[str], set[IriTriple]] = {}
        self._counts: dict[str, int] = {}
        words = vocabulary()
        self._relations = _relations_filter(
            store,
            {below for iri in bounds.predicates for below in words.with_subproperties(iri)},
            without,
        )
        self._kinds = {below for kind in bounds.kinds for below in words.subclasses(kind)}

    def telling(self) -> Walk:
        """Return a walk that uses only relations that say how things bear on each other."""
        walk = Walk(self.store, self.bounds, placing())
        walk.links = self.links
        return walk

    def counts(self, nodes: Collection[str]) -> dict[str, int]:
        """Return how many things each node is linked to, counted up to what makes a hub."""
        new = [node for node in nodes if node not in self._counts]
        self._counts |= neighbour_counts(
            self.store, new, _relations_filter(self.store, (), frozenset())
        )
        return {node: self._counts[node] for node in nodes}

    def hubs(self, nodes: Collection[str]) -> set[str]:
        """Return those nodes that very many others are linked to."""
        return {node for node, count in self.counts(nodes).items() if count >= HUB}

    def is_telling(self, chain: tuple[str, ...]) -> bool:
        """Tell whether a chain passes no hub, and each hop says more than where a thing belongs."""
        return not self.hubs(chain[1:-1]) and all(
            is_telling(predicate for _, predicate, _ in self.links[frozenset(pair)])
            for pair in pairwise(chain)
        )

    def search(self, start: str, end: str, avoid: frozenset[str], longest: int) -> Search:
        """Return the shortest chains that pass nothing to be avoided."""

        def neighbours(nodes: Collection[str]) -> dict[str, list[str]]:
            return self._neighbours(nodes, {start, end}, avoid)

        return shortest(start, end, neighbours, longest, self.bounds.limit)

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
        how = reading(self.store)
        if self._kinds or how.unnamed & how.profile.machinery:
            between = entities(self.store, sorted(reached - ends))
            reached = (reached & ends) | {
                iri
                for iri, thing in between.items()
                if not how.is_machinery(thing.kinds)
                and (not self._kinds or self._kinds.intersection(thing.kinds))
            }
        return {node: sorted(others & reached) for node, others in near.items()}

    def _triples(self, nodes: Collection[str]) -> set[IriTriple]:
        """Return the statements that one of some nodes is an end of."""
        return {
            (row["s"].value, row["p"].value, row["o"].value)
            for variable in ("s", "o")
            for clause in values_clauses(variable, nodes)
            for row in select(self.store, _LINKS.format(values=clause, relations=self._relations))
        }


def _relations_filter(store: Store, predicates: Collection[str], without: frozenset[str]) -> str:
    if predicates:
        return f"FILTER(?p IN ({iri_list(predicates)}))"
    # What a figure's bound or unit is tells nothing of how two things hang together.
    return f"FILTER({reading(store).statements_filter(besides=vocabulary().coded | without)})"
