"""The things that can be looked up, with the names that they bear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.errors import RequestError
from sskg.model import Entity
from sskg.sparql import select
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, TYPE
from sskg.text import fold
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.store.base import Store

# One pattern for each predicate: endpoints answer that faster than a join over all things.
_TYPES = f'SELECT ?s ?type WHERE {{ ?s {TYPE} ?type FILTER(STRSTARTS(STR(?type), "{ONTOLOGY}")) }}'
_NAMES = "SELECT ?s ?name WHERE {{ ?s {predicate} ?name }}"

# Evidence has no names, and a property is named where a property is asked for.
_UNNAMED = frozenset({"Claim", "Passage", "EvidencedProperty"})


@dataclass(frozen=True, slots=True)
class Bearer:
    """A thing with all names that it bears, preferred labels first."""

    entity: Entity
    names: tuple[str, ...]


def bearers(store: Store, kinds: Iterable[str] = ()) -> tuple[Bearer, ...]:
    """Return every thing that can be looked up, with its names; `kinds` narrows them.

    Raises:
        RequestError: the ontology has no such kind.
    """
    wanted = frozenset(
        below for kind in kind_names(kinds) for below in vocabulary().subclasses(kind)
    )
    types: dict[str, set[str]] = {}
    for row in select(store, _TYPES):
        kind = row["type"].value.removeprefix(ONTOLOGY)
        if kind not in _UNNAMED:
            types.setdefault(row["s"].value, set()).add(kind)
    labels: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, None]] = {}
    for row in select(store, _NAMES.format(predicate=LABEL)):
        iri, name = row["s"].value, row["name"]
        labels.setdefault(iri, {}).setdefault(name.language or "", name.value)
        names.setdefault(iri, {})[name.value] = None
    for row in select(store, _NAMES.format(predicate=ALT_LABEL)):
        names.setdefault(row["s"].value, {})[row["name"].value] = None
    order = vocabulary().most_specific
    return tuple(
        Bearer(Entity(iri, labels.get(iri, {}), order(types[iri])), tuple(names.get(iri, ())))
        for iri in sorted(types)
        if not wanted or wanted & types[iri]
    )


def kind_names(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return class names as the ontology spells them, from local names or labels in any case.

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
                f"there is no kind “{kind}”", hint="kinds: " + ", ".join(sorted(classes))
            )
        result.append(name)
    return tuple(result)


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")
