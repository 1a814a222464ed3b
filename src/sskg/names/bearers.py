"""The things that can be looked up, with the names that they bear."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from pyoxigraph import NamedNode

from sskg.errors import RequestError
from sskg.graph.reading import preferred, reading, values_clauses
from sskg.language.message import msg
from sskg.language.text import fold
from sskg.model import Entity, Kind
from sskg.ontology.profiles import has_own, profile
from sskg.ontology.remembered import remembered
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ALT_LABEL, LABEL, ONTOLOGY, curie, expand, local_name
from sskg.store.paging import rows
from sskg.store.sparql import iri_list, select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping

    from sskg.graph.reading import Names
    from sskg.language.message import Message
    from sskg.ontology.profiles import Profile
    from sskg.store.base import Store

# One pattern for each property: endpoints answer that faster than a join over all things.
_TYPES = "SELECT ?s ?type WHERE {{ {things} ?s {path} ?type {unnamed} }}"
_EVIDENCE = "SELECT ?s WHERE {{ {things} ?s {path} ?type FILTER(?type IN ({classes})) }}"
_NAMES = "SELECT ?s ?name WHERE {{ {things} ?s {path} ?name FILTER(isLiteral(?name)) }}"
_BATCH = 500

_OWN = frozenset(map(str, (LABEL, ALT_LABEL)))


class Bearer:
    """A thing with all names that it bears, preferred labels first.

    Attributes:
        iri: of the thing.
        kinds: of it, as `Entity.kinds`.
        names: of it; the end of its IRI is one more, as words.
        folded: those names in folded form, and the end of its IRI after them.
    """

    __slots__ = ("_entity", "_labels", "folded", "iri", "kinds", "names")

    def __init__(
        self,
        iri: str,
        labels: Mapping[str, str],
        kinds: tuple[str, ...],
        names: tuple[str, ...],
        folded: tuple[str, ...],
    ) -> None:
        self.iri, self._labels, self.kinds, self.names, self.folded = (
            iri, labels, kinds, names, folded,
        )  # fmt: skip
        self._entity: Entity | None = None

    @classmethod
    def of(cls, entity: Entity, names: tuple[str, ...]) -> Bearer:
        """Return a thing with its names, which are folded."""
        folded = (*map(fold, names), fold(local_name(entity.iri)))
        return cls(entity.iri, entity.labels, entity.kinds, names, folded)

    def __eq__(self, other: object) -> bool:
        """Tell whether the same thing bears the same names."""
        if not isinstance(other, Bearer):
            return NotImplemented
        return (self.entity, self.names) == (other.entity, other.names)

    def __hash__(self) -> int:
        """Return a hash that equal ones share."""
        return hash((self.iri, self.names))

    @property
    def entity(self) -> Entity:
        """The thing, made when it is first asked for: most bear names that do not fit."""
        if self._entity is None:
            self._entity = Entity(self.iri, self._labels, self.kinds)
        return self._entity

    def forms(self) -> Iterator[tuple[str, str]]:
        """Yield each name as it is and folded."""
        yield from zip(self.names, self.folded, strict=False)
        yield local_name(self.iri).replace("-", " "), self.folded[-1]


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
        below for kind in kind_names(kinds, store) for below in vocabulary().subclasses(kind)
    )
    index = store.names if text is not None and iris is None else None
    if index is not None and text is not None:
        iris = index.candidates(text, wanted)
    return tuple(
        bearer
        for bearer in (_all(store) if iris is None else _read(store, iris))
        if not wanted or wanted.intersection(bearer.kinds)
    )


def _all(store: Store) -> list[Bearer]:
    """Return all things with their names; of a graph in memory they are read once."""
    if store.kind != "memory":
        return _read(store, None)
    scheme = profile()
    held = _KEPT.get(store)
    if held is None or held[0] is not scheme:
        held = _KEPT[store] = (scheme, _remembered(store))
    return held[1]


_KEPT: Final[MutableMapping[Store, tuple[Profile, list[Bearer]]]] = WeakKeyDictionary()


def _remembered(store: Store) -> list[Bearer]:
    """Read all things with their names; those of the packaged graph are kept between runs."""
    state = None if has_own() else store.packaged
    if state is None:
        return _read(store, None)

    def plainly() -> list[Any]:
        return [
            (
                each.iri,
                dict(each.entity.labels),
                [(str(kind), dict(getattr(kind, "labels", {}))) for kind in each.kinds],
                each.names,
                each.folded,
            )
            for each in _read(store, None)
        ]

    return [
        Bearer(iri, labels, tuple(Kind(*kind) for kind in kinds), names, folded)
        for iri, labels, kinds, names, folded in remembered("names", state, plainly)
    ]


def _read(store: Store, iris: list[str] | None) -> list[Bearer]:
    """Read all things, or some, with their names."""
    lexicon = reading(store)
    terms = vocabulary().terms
    types: dict[str, set[str]] = {}
    names: dict[str, Names] = {}
    classes = iri_list(lexicon.unnamed)
    for things in _clauses(iris):
        for path in lexicon.kinds:
            query = _TYPES.format(things=things, path=path, unnamed=lexicon.kinds_filter())
            for subject, kind in select(store, query):
                if isinstance(kind, NamedNode) and isinstance(subject, NamedNode):
                    types.setdefault(subject.value, set()).add(kind.value)
        for at, path in enumerate(lexicon.naming):
            for subject, name in select(store, _NAMES.format(things=things, path=path)):
                # Of what our ontology describes, only its own coded concepts are looked up.
                if not isinstance(subject, NamedNode) or (
                    path not in _OWN and subject.value in terms
                ):
                    continue
                each = names.setdefault(subject.value, {})
                each.setdefault((at, name.language or ""), []).append(name.value)
    if lexicon.unnamed:
        untyped = sorted(names.keys() - types.keys())
        for clause in values_clauses("s", untyped):
            for path in lexicon.kinds:
                query = _EVIDENCE.format(things=clause, path=path, classes=classes)
                for (subject,) in select(store, query):
                    names.pop(str(getattr(subject, "value", "")), None)
    things_ = {
        iri: types.get(iri, set())
        for iri in sorted(types.keys() | names.keys())
        if iri not in terms or any(kind.startswith(ONTOLOGY) for kind in types.get(iri, ()))
    }
    kinds = lexicon.sort(store, things_)
    return [
        _bearer(iri, kinds[iri], names.get(iri, {}), len(lexicon.names))
        for iri in things_
        if kinds[iri] or iri in names
    ]


def _bearer(iri: str, kinds: tuple[Kind, ...], names: Names, preferred_paths: int) -> Bearer:
    labels = preferred({key: texts for key, texts in names.items() if key[0] < preferred_paths})
    # Preferred labels first; then by text, as each store gives rows in its own order.
    ordered = sorted(
        (at >= preferred_paths, text) for (at, _), texts in names.items() for text in texts
    )
    return Bearer.of(
        Entity(iri, dict(sorted(labels.items())), kinds),
        tuple(dict.fromkeys(name for _, name in ordered)),
    )


def _clauses(iris: list[str] | None) -> Iterator[str]:
    """Yield what narrows the queries to some things; once nothing, where all are read."""
    if iris is None:
        yield ""
        return
    for at in range(0, len(iris), _BATCH):
        yield values("s", map(NamedNode, iris[at : at + _BATCH]))


def things(
    store: Store, kinds: Iterable[str] = (), *, iris: list[str] | None = None
) -> list[Entity]:
    """Return all things of some kinds, or all, or those of some IRIs, by IRI."""
    lexicon = reading(store)
    return sorted(
        (
            bearer.entity
            for bearer in bearers(store, kinds, iris=iris)
            if lexicon.is_thing(bearer.entity)
        ),
        key=lambda entity: entity.iri,
    )


def kind_names(kinds: Iterable[str], store: Store | None = None) -> tuple[str, ...]:
    """Return class names as answers spell them, from names or labels in any case.

    >>> kind_names(["reforms", "target group", "政策"])
    ('Reform', 'TargetGroup', 'Policy')

    Args:
        kinds: of our ontology by local name or label; of the graph also by CURIE or IRI.
        store: the graph; without one, only our ontology is asked.

    Raises:
        RequestError: there is no such class.
    """
    wanted = tuple(kinds)
    if not wanted:
        return ()
    foreign: dict[str, str] = {}
    result = []
    for kind in wanted:
        name = class_name(kind)
        if name is None and store is not None:
            foreign = foreign or _foreign_kinds(store)
            name = foreign.get(expand(kind) or "") or _named(kind, foreign)
        if name is None:
            ours = sorted(vocabulary().classes) if store is None or _uses_ours(store) else []
            every = [*ours, *sorted({*foreign.values()})] or sorted(vocabulary().classes)
            raise RequestError(
                msg("there is no kind “{kind}”", kind=kind), hint=_nearest(kind, every)
            )
        result.append(name)
    return tuple(result)


def class_name(kind: str) -> str | None:
    """Return the class that a person calls so, by its local name or label; None for none."""
    classes = vocabulary().classes
    by_name = {
        _joined(label): name for name, kind in classes.items() for label in kind.labels.values()
    }
    by_name |= {name.casefold(): name for name in classes}
    return _named(kind.removeprefix("sskg:"), by_name)


def _named(kind: str, by_name: Mapping[str, str]) -> str | None:
    """Return what bears a name among some in folded form; plurals count."""
    folded = _joined(kind)
    plural = folded.removesuffix("s"), folded.removesuffix("ies") + "y"
    return next((by_name[form] for form in (folded, *plural) if form in by_name), None)


def _nearest(kind: str, names: list[str]) -> Message:
    """Return the hint for a kind that is not there: the nearest, and all."""
    from difflib import get_close_matches

    listed_names = ", ".join(names)
    near = get_close_matches(kind.casefold(), [name.casefold() for name in names], n=1)
    if not near:
        return msg("kinds: {names}", names=listed_names)
    meant = next(name for name in names if name.casefold() == near[0])
    return msg("did you mean {near}? kinds: {names}", near=meant, names=listed_names)


def _uses_ours(store: Store) -> bool:
    """Tell whether a graph has things of our ontology's kinds."""
    return any(iri.startswith(ONTOLOGY) for iri in _classes(store))


def _classes(store: Store) -> frozenset[str]:
    """Return the classes that a graph uses; of a store on disk they are read once."""
    held = _CLASSES.get(store) if store.kind == "directory" else None
    if held is None:
        # Whether one is an IRI is not asked of the store: that takes ten times as long.
        held = frozenset(
            row["type"].value
            for path in reading(store).kinds
            for row in rows(store, "?type", f"?s {path} ?type")
            if isinstance(row["type"], NamedNode)
        )
        _CLASSES[store] = held
    return held


_CLASSES: Final[MutableMapping[Store, frozenset[str]]] = WeakKeyDictionary()


def _foreign_kinds(store: Store) -> dict[str, str]:
    """Return the classes of other vocabularies that a graph uses, by IRI, local name and label."""
    reading_ = reading(store)
    iris = {iri for iri in _classes(store) if not iri.startswith(ONTOLOGY)}
    by_name: dict[str, str] = {}
    for iri, labels in sorted(reading_.labels(store, iris - reading_.profile.machinery).items()):
        for name in (iri, *map(_joined, (curie(iri), local_name(iri), *labels.values()))):
            by_name.setdefault(name, curie(iri))
    return by_name


def _joined(text: str) -> str:
    return fold(text).replace(" ", "")
