"""What a thing is related to, as a tree, read in both directions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sskg.graph.facts import entities, facts
from sskg.graph.placed import placed
from sskg.graph.proof import COLUMNS, backing_cells, graph_cells, graph_columns, kind_of, name_cells
from sskg.model import Answer, Entity, Grid, Step, Value
from sskg.ontology.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.model import Fact
    from sskg.store.base import Store


DirectedPredicate = tuple[str, bool | None]
"""IRI of a property, and whether it is read backwards; None for either way."""


_FARTHEST: Final = 3
"""Relations up to which things of a kind are looked for beyond what was asked."""
_MOST_FOLLOWED: Final = 500
"""Things from which they are looked for: a hub leads everywhere."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A statement in the tree, with those that follow at the thing that it leads to.

    Attributes:
        step: the statement, read away from the root.
        branches: what the thing at its end is related to, as deep as was asked.
        repeated: whether that thing stands elsewhere in the tree, nearer to the root or above,
            and is followed only there.
    """

    step: Step
    branches: tuple[Branch, ...] = ()
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class Relations(Answer):
    """A thing's relations as a tree.

    Attributes:
        entity: the root.
        direction: "out" (the thing is the subject), "in" (the object) or "both".
        depth: how many relations away from the root were followed.
        branches: the relations of the root.
        farther: where kinds were asked for, the nearest things of them beyond the tree.
        distance: how many relations away those are; 0 where none was looked for or found.
    """

    entity: Entity
    direction: str
    depth: int
    branches: tuple[Branch, ...]
    farther: tuple[Entity, ...] = ()
    distance: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each statement and passage, in the order of the tree."""
        graphs = graph_columns(_facts(self.branches))
        columns = ("depth", "from", "relation", "direction", "thing", "label", "kind", *COLUMNS,
                   "from label", "from kind", *graphs)  # fmt: skip
        rows = [row for branch in self.branches for row in _rows(branch, 1, lang, graphs)]
        return (Grid(self.entity.label(lang), columns, tuple(rows)),)


def relations(
    store: Store,
    iri: str,
    *,
    predicates: Iterable[DirectedPredicate] = (),
    direction: str = "both",
    depth: int = 1,
    kinds: Collection[str] = (),
    documents: Mapping[str, Document] | None = None,
) -> Relations:
    """Return what a thing is related to, as a tree.

    Each thing is followed once, where it stands nearest to the root.

    Args:
        store: the graph that is asked.
        iri: of the root.
        predicates: only these relations and those below them; none for all.
        direction: "both", "out" or "in".
        depth: how many relations to follow.
        kinds: local names of classes: only things of these, and what leads to them; none for all.
        documents: the reader's source documents by digest; passages then carry their text.
    """
    wanted = _readings(predicates)
    children: dict[str, list[Step]] = {}
    frontier, seen = [iri], {iri}
    for _ in range(depth):
        steps = _steps(store, frontier, direction, wanted, documents)
        for step in steps:
            source = step.source
            if isinstance(source, Entity):
                children.setdefault(source.iri, []).append(step)
        reached = [step.target.iri for step in steps if isinstance(step.target, Entity)]
        frontier = [thing for thing in dict.fromkeys(reached) if thing not in seen]
        seen.update(frontier)
    root = entities(store, [iri])[iri]
    branches = _grow(iri, children)
    if not kinds:
        return Relations(root, direction, depth, branches)
    allowed = {below for kind in kinds for below in vocabulary().subclasses(kind)}
    distance, farther = depth, list[Entity]()
    while frontier and not farther and distance < _FARTHEST and len(frontier) <= _MOST_FOLLOWED:
        steps = _steps(store, frontier, direction, wanted, None)
        ends = {
            step.target.iri: step.target
            for step in steps
            if isinstance(step.target, Entity) and step.target.iri not in seen
        }
        farther = [end for end in ends.values() if allowed.intersection(end.kinds)]
        frontier = list(ends)
        seen.update(frontier)
        distance += 1
    return Relations(
        root, direction, depth, _prune(branches, allowed),
        tuple(sorted(farther, key=lambda end: end.iri)), distance if farther else 0,
    )  # fmt: skip


def _readings(predicates: Iterable[DirectedPredicate]) -> set[tuple[str, bool]]:
    return {
        (below, inverse)
        for iri, backwards in predicates
        for below in vocabulary().with_subproperties(iri)
        for inverse in ((False, True) if backwards is None else (backwards,))
    }


def _steps(
    store: Store,
    nodes: list[str],
    direction: str,
    wanted: set[tuple[str, bool]],
    documents: Mapping[str, Document] | None,
) -> list[Step]:
    def ways(subjects: list[str], objects: list[str]) -> tuple[Fact, ...]:
        stated = facts(store, subjects=subjects, objects=objects, documents=documents)
        return placed(store, stated, subjects=subjects, objects=objects)

    steps = [Step(fact) for fact in ways(nodes, [])] if direction != "in" else []
    if direction != "out":
        back = [Step(fact, inverse=True) for fact in ways([], nodes)]
        steps += sorted(back, key=lambda step: step.fact.predicate.iri)
    return [step for step in steps if not wanted or _reading(step) in wanted]


def _reading(step: Step) -> tuple[str, bool]:
    return step.fact.predicate.iri, step.inverse


def _grow(root: str, children: Mapping[str, list[Step]]) -> tuple[Branch, ...]:
    """Build the tree level by level, so that a thing is followed where it is nearest to the root.

    A statement is not told again on the way back to where it was read from.
    """
    shown: set[tuple[str, str, str | Value]] = set()
    followed, waiting = {root}, [root]
    kept: dict[str, list[tuple[Step, bool, bool]]] = {}
    for node in waiting:
        kept[node] = []
        for step in children.get(node, ()):
            fact, target = step.fact, step.target
            end = fact.object
            key = (
                fact.subject.iri,
                fact.predicate.iri,
                end.iri if isinstance(end, Entity) else end,
            )
            if key in shown:
                continue
            shown.add(key)
            opens = isinstance(target, Entity) and target.iri not in followed
            more = isinstance(target, Entity) and target.iri in children
            kept[node].append((step, opens, more and not opens))
            if isinstance(target, Entity) and opens:
                followed.add(target.iri)
                waiting.append(target.iri)

    def branches(node: str) -> tuple[Branch, ...]:
        return tuple(
            Branch(
                step,
                branches(step.target.iri) if opens and isinstance(step.target, Entity) else (),
                repeated,
            )
            for step, opens, repeated in kept[node]
        )

    return branches(root)


def _prune(branches: tuple[Branch, ...], allowed: set[str]) -> tuple[Branch, ...]:
    kept = []
    for branch in branches:
        below = _prune(branch.branches, allowed)
        target = branch.step.target
        if below or (isinstance(target, Entity) and allowed.intersection(target.kinds)):
            kept.append(replace(branch, branches=below))
    return tuple(kept)


def _facts(branches: Iterable[Branch]) -> Iterator[Fact]:
    for branch in branches:
        yield branch.step.fact
        yield from _facts(branch.branches)


def _rows(branch: Branch, depth: int, lang: str, graphs: tuple[str, ...]) -> list[tuple[str, ...]]:
    step = branch.step
    thing, label = name_cells(step.target, lang)
    source, source_label = name_cells(step.source, lang)
    head = (
        str(depth),
        source,
        step.reading(lang),
        "in" if step.inverse else "out",
        thing,
        label,
        kind_of(step.target),
    )
    tail = source_label, kind_of(step.source), *graph_cells(step.fact, graphs)
    rows = [(*head, *cells, *tail) for cells in backing_cells(step.fact, lang)]
    return rows + [
        row for child in branch.branches for row in _rows(child, depth + 1, lang, graphs)
    ]
