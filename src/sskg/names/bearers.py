"""The things that can be looked up, with the names that they bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from sskg.errors import RequestError
from sskg.language.message import msg
from sskg.language.text import fold
from sskg.model import Entity
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ALT_LABEL, LABEL, ONTOLOGY, TYPE
from sskg.store.sparql import select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sskg.store.base import Store

# One pattern for each predicate: endpoints answer that faster than a join over all things.
_TYPES = (
    f"SELECT ?s ?type WHERE {{{{ {{things}} ?s {TYPE} ?type "
    f'FILTER(STRSTARTS(STR(?type), "{ONTOLOGY}")) '
    "FILTER(?type NOT IN (sskg:Claim, sskg:Passage, sskg:EvidencedProperty)) }}"
)
_NAMES = "SELECT ?s ?name WHERE {{ {things} ?s {predicate} ?name FILTER(isLiteral(?name)) }}"
_BATCH = 500

# Evidence has no names, and a property is named where a property is asked for.
_UNNAMED = frozenset({"Claim", "Passage", "EvidencedProperty"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """A thing with all names that it bears, preferred labels first."""

    entity: Entity
    names: tuple[str, ...]


def bearers(
    store: Store,
    kinds: Iterable[str] = (),
    text: str | None = None,
    *,
    iris: list[str] | None = None,
) -> tuple[Bearer, ...]:
    """Return the things that can be looked up, with their names.

    Args:
        store: the graph that is asked.
        kinds: narrows them, as a person writes them.
        text: what is looked for. A store with an index of names then gives those alone that may
            fit it; without, all are read, however many there are.
        iris: of the only things that are wanted, whether the store has them or not.

    Raises:
        RequestError: the ontology has no such kind.
    """
    wanted = frozenset(
        below for kind in kind_names(kinds) for below in vocabulary().subclasses(kind)
    )
    index = store.names if text is not None and iris is None else None
    if index is not None and text is not None:
        iris = index.candidates(text, wanted)
    types: dict[str, set[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    names: dict[str, set[tuple[bool, str]]] = {}
    for things in _clauses(iris):
        for row in select(store, _TYPES.format(things=things)):
            kind = row["type"].value.removeprefix(ONTOLOGY)
            if kind not in _UNNAMED:
                types.setdefault(row["s"].value, set()).add(kind)
        for row in select(store, _NAMES.format(things=things, predicate=LABEL)):
            iri, name = row["s"].value, row["name"]
            labels.setdefault(iri, {}).setdefault(name.language or "", name.value)
            names.setdefault(iri, set()).add((False, name.value))
        for row in select(store, _NAMES.format(things=things, predicate=ALT_LABEL)):
            names.setdefault(row["s"].value, set()).add((True, row["name"].value))
    order = vocabulary().most_specific
    return tuple(
        Bearer(
            Entity(iri, dict(sorted(labels.get(iri, {}).items())), order(types[iri])),
            # Preferred labels first; then by text, as each store gives rows in its own order.
            tuple(dict.fromkeys(name for _, name in sorted(names.get(iri, ())))),
        )
        for iri in sorted(types)
        if not wanted or wanted & types[iri]
    )


def _clauses(iris: list[str] | None) -> Iterator[str]:
    """Yield what narrows the queries to some things; once nothing, where all are read."""
    if iris is None:
        yield ""
        return
    for at in range(0, len(iris), _BATCH):
        yield values("s", map(NamedNode, iris[at : at + _BATCH]))


def kind_names(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return class names as the ontology spells them, from local names or labels in any case.

    >>> kind_names(["reforms", "target group", "政策"])
    ('Reform', 'TargetGroup', 'Policy')

    Raises:
        RequestError: the ontology has no such class.
    """
    wanted = tuple(kinds)
    if not wanted:
        return ()
    classes = vocabulary().classes
    known = {
        _joined(label): name for name, kind in classes.items() for label in kind.labels.values()
    }
    known |= {name.casefold(): name for name in classes}
    result = []
    for kind in wanted:
        folded = _joined(kind.removeprefix("sskg:"))
        plural = folded.removesuffix("s"), folded.removesuffix("ies") + "y"
        name = next((known[form] for form in (folded, *plural) if form in known), None)
        if name is None:
            raise RequestError(
                msg("there is no kind “{kind}”", kind=kind),
                hint=msg("kinds: {names}", names=", ".join(sorted(classes))),
            )
        result.append(name)
    return tuple(result)


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")
