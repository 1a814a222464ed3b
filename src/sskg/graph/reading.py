"""How one graph is read: the parts of the profile that it uses, and the labels of its own terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from pyoxigraph import Literal, NamedNode

from sskg.model import Kind, Property
from sskg.ontology.profiles import first, has_own, profile
from sskg.ontology.remembered import remembered
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, curie
from sskg.store.paging import batches
from sskg.store.sparql import iri_list, select, values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence

    from sskg.model import Entity
    from sskg.ontology.profiles import Form, Profile
    from sskg.store.base import Store

CLAUSE_SIZE: Final = 200
"""IRIs in one VALUES clause: few enough for the query length that endpoints take, and for what a
store on disk keeps of the files that it reads for one query."""

MODALITY: Final = ONTOLOGY + "modality"
"""What a claim of our ontology has."""

_UNNAMED: Final = frozenset(ONTOLOGY + name for name in ("Claim", "Passage", "EvidencedProperty"))
"""Evidence has no names, and a property is named where a property is asked for."""

# One question each: EXISTS would say no where a store is damaged.
_USED: Final = "ASK {{ ?s <{iri}> ?o }}"
_USED_AS_CLASS: Final = "ASK {{ ?s a <{iri}> }}"


@dataclass(slots=True, eq=False, repr=False)
class Lexicon:
    """What of the profile a graph uses; all tuples hold SPARQL paths, the preferred first.

    Attributes:
        names, aliases, definitions, notes, kinds, starts, ends: see `sskg.ontology.profiles`.
        annotations: IRIs of properties that are no relations.
        hidden: IRIs of properties that make up statements, or name and sort things: what they say
            is shown in other ways than as a statement.
        unnamed: IRIs of classes whose members are never looked up by name.
        speaking: IRIs of the properties, of those that speak of statements and their sources, that
            the graph uses; None for an endpoint that was not yet asked.
        profile: the whole profile.
    """

    names: tuple[str, ...]
    aliases: tuple[str, ...]
    definitions: tuple[str, ...]
    notes: tuple[str, ...]
    kinds: tuple[str, ...]
    starts: tuple[str, ...]
    ends: tuple[str, ...]
    annotations: frozenset[str]
    hidden: frozenset[str]
    unnamed: frozenset[str]
    speaking: frozenset[str] | None
    profile: Profile
    _labels: dict[str, dict[str, str]] = field(default_factory=dict)
    _claims: bool | None = None

    @property
    def naming(self) -> tuple[str, ...]:
        """Paths to all names, the preferred first."""
        return (*self.names, *self.aliases)

    def statements_filter(
        self, *, annotations: bool = False, besides: frozenset[str] = frozenset()
    ) -> str:
        """Return a filter on ?p that leaves out what is no statement about a thing.

        Args:
            annotations: whether annotations are wanted.
            besides: IRIs of properties that are left out as well.
        """
        barred = self.hidden | besides
        if not annotations:
            barred |= self.annotations
        return f"?p NOT IN ({iri_list(barred)})" if barred else "true"

    def kinds_filter(self) -> str:
        """Return a filter on ?type that leaves out what is never looked up by name, or nothing."""
        listed = iri_list(self.unnamed)
        return f"FILTER(?type NOT IN ({listed}))" if listed else ""

    def speaks(self, store: Store) -> frozenset[str]:
        """Return which of the properties that speak of statements the graph uses."""
        if self.speaking is None:
            self.speaking = _used(store, _USED, _speaking(self.profile))
        return self.speaking

    def forms(self, store: Store) -> tuple[Form, ...]:
        """Return the ways in which the graph speaks of statements."""
        used = self.speaks(store)
        return tuple(form for form in self.profile.forms if not used.isdisjoint(form.tells))

    @property
    def implied(self) -> tuple[tuple[str, str], ...]:
        """Properties that only claims have, each with the class of such a claim."""
        used = self.speaking or frozenset()
        return tuple(
            (iri, form.kind)
            for form in self.profile.forms
            for iri in form.tells
            if form.kind and iri in used
        )

    def traces(self, store: Store) -> bool:
        """Tell whether the graph names sources of statements, but those of our own claims."""
        return bool(self.tracing(store) and self.forms(store))

    def tracing(self, store: Store) -> tuple[str, ...]:
        """Return the paths that lead from what speaks of a statement to its source."""
        used = self.speaks(store)
        paths = (*self.profile.sources, *self.profile.attributions)
        return tuple(path for path in paths if first(path) in used)

    def makes_claims(self, store: Store) -> bool:
        """Tell whether the graph says of any statement where it comes from."""
        if self._claims is None:
            used = self.speaks(store)
            telling = {MODALITY} & used | {first(path) for path in self.tracing(store)}
            listed = iri_list(telling)
            self._claims = bool(telling) and any(
                store.query(f"ASK {{ {form.any} . ?claim ?q ?x FILTER(?q IN ({listed})) }}")
                for form in self.forms(store)
            )
        return self._claims

    def sort(self, store: Store, types: Mapping[str, set[str]]) -> dict[str, tuple[Kind, ...]]:
        """Return the kinds of each thing, the most telling first.

        Of a thing that our ontology has a class for, only such classes are told.

        Args:
            store: the graph.
            types: IRIs of classes by IRI of thing.
        """
        foreign = {
            iri
            for each in types.values()
            if not any(iri.startswith(ONTOLOGY) for iri in each)
            for iri in each
        }
        labels = self.labels(store, foreign)
        # Many things have the same kinds: they are sorted once.
        kinds = {
            each: self._own(each) or tuple(
                Kind(curie(iri), labels[iri]) for iri in sorted(each, key=self._telling)
            )
            for each in {frozenset(each) for each in types.values()}
        }  # fmt: skip
        return {thing: kinds[frozenset(each)] for thing, each in types.items()}

    def is_machinery(self, kinds: Sequence[str]) -> bool:
        """Tell whether what has these kinds makes up statements of a foreign vocabulary."""
        return bool(kinds) and isinstance(kinds[0], Kind) and kinds[0].iri in self.profile.machinery

    def is_thing(self, entity: Entity) -> bool:
        """Tell whether something is a thing of the graph: no term, no code, and no evidence."""
        words = vocabulary()
        return (
            entity.iri not in words.terms
            and not words.auxiliary_classes.intersection(entity.kinds)
            and not self.is_machinery(entity.kinds)
        )

    def property(self, iri: str) -> Property:
        """Return a property with its labels; `labels` must have been asked for a foreign one."""
        own = vocabulary().properties.get(iri)
        return own if own is not None else Property(iri, self._labels.get(iri, {}))

    def labels(self, store: Store, iris: Iterable[str]) -> dict[str, dict[str, str]]:
        """Return the labels of classes and properties; they are remembered."""
        wanted = list(dict.fromkeys(iris))
        new = [iri for iri in wanted if iri not in self._labels]
        self._labels |= {iri: {} for iri in new}
        named = read_names(store, new, self.names)
        for iri, each in named.items():
            self._labels[iri] = preferred(each)
        self._label_terms(store, [iri for iri in new if iri not in named])
        return {iri: self._labels[iri] for iri in wanted}

    def _label_terms(self, store: Store, iris: list[str]) -> None:
        """Take the labels of properties that something else carries, as Wikidata's items do."""
        if not self.profile.terms_of or not iris:
            return
        terms: dict[str, str] = {}
        for clause in values_clauses("o", iris):
            for path in self.profile.terms_of:
                for row in select(store, f"SELECT ?s ?o WHERE {{ {clause} ?s {path} ?o }}"):
                    terms[row["s"].value] = row["o"].value
        for term, each in read_names(store, terms, self.names).items():
            self._labels[terms[term]] = preferred(each)

    def _own(self, types: Iterable[str]) -> tuple[Kind, ...]:
        words = vocabulary()
        own = [iri.removeprefix(ONTOLOGY) for iri in types if iri.startswith(ONTOLOGY)]
        return tuple(Kind(name) for name in words.most_specific(own))

    def _telling(self, iri: str) -> tuple[bool, bool, str]:
        return iri in self.profile.machinery, iri in self.profile.broad_classes, iri


Names = dict[tuple[int, str], list[str]]
"""Names by place of their path and language tag."""


def read_names(store: Store, iris: Iterable[str], paths: Sequence[str]) -> dict[str, Names]:
    """Return the texts that paths lead to, by thing; things that have none are left out."""
    names_by_iri: dict[str, Names] = {}
    if not paths:
        return names_by_iri
    for clause in values_clauses("s", iris):
        for row in select(store, f"SELECT * WHERE {{ {clause} {branches(paths)} }}"):
            for at in range(len(paths)):
                text = row[f"o{at}"]
                if isinstance(text, Literal) and text.value.strip():
                    each = names_by_iri.setdefault(row["s"].value, {})
                    each.setdefault((at, text.language or ""), []).append(text.value)
    return names_by_iri


def branches(paths: Sequence[str]) -> str:
    """Return a pattern that binds ?o0, ?o1, … to what each path leads to from ?s.

    Each has a branch and a variable of its own: endpoints and stores answer that faster than a
    join with a list of properties.
    """
    return " UNION ".join(f"{{ ?s {path} ?o{at} }}" for at, path in enumerate(paths))


def either(paths: Sequence[str]) -> str:
    """Return a path that is any of some paths; one that leads nowhere where there is none.

    >>> either(["<urn:a>"]), either(["<urn:a>", "<urn:b>"])
    ('<urn:a>', '(<urn:a>|<urn:b>)')
    """
    if len(paths) == 1:
        return paths[0]
    return f"({'|'.join(paths)})" if paths else "<urn:none>"


def preferred(names: Names) -> dict[str, str]:
    """Return the label by language: of the first path that has one, always the same of several."""
    labels: dict[str, str] = {}
    for (_, lang), texts in sorted(names.items()):
        labels.setdefault(lang, min(texts))
    return labels


def values_clauses(variable: str, iris: Iterable[str]) -> Iterator[str]:
    """Return VALUES clauses that bind a variable to IRIs, each of a length that endpoints take."""
    for nodes in batches(map(NamedNode, iris), CLAUSE_SIZE):
        yield values(variable, nodes)


def is_term(iri: str) -> bool:
    """Tell whether an IRI is of our ontology, or described by it: those are no things."""
    return iri.startswith(ONTOLOGY) or iri in vocabulary().terms


_LEXICONS: Final[MutableMapping[Store, tuple[Profile, Lexicon]]] = WeakKeyDictionary()


def reading(store: Store) -> Lexicon:
    """Return how a graph is read; found out once for a store that is open."""
    scheme = profile()
    held = _LEXICONS.get(store)
    if held is not None and held[0] is scheme:
        return held[1]
    # A reader's own profile reads even the packaged graph in another way.
    state = None if has_own() else store.packaged
    parts = (*remembered("reading", state, lambda: _read(store, scheme)), scheme)
    used = Lexicon(*parts)
    _LEXICONS[store] = (scheme, used)
    return used


def read_alike(store: Store, other: Store) -> None:
    """Let another way of asking a store be read as the store is."""
    _LEXICONS[other] = (profile(), reading(store))


def _used(store: Store, query: str, iris: Iterable[str]) -> frozenset[str]:
    return frozenset(iri for iri in iris if store.query(query.format(iri=iri)))


def _read(store: Store, scheme: Profile) -> tuple[Any, ...]:
    """Return the first fields of a `Lexicon`."""
    machinery = vocabulary().auxiliary | scheme.machinery
    asked = frozenset(
        first(path)
        for path in (*scheme.naming, *scheme.definitions, *scheme.notes, *scheme.kinds,
                     *scheme.starts, *scheme.ends)
    ) | scheme.annotations | machinery | _speaking(scheme)  # fmt: skip
    unnamed = scheme.machinery | _UNNAMED
    # An endpoint's graph may change while it is asked.
    if store.kind != "endpoint":
        asked = _used(store, _USED, asked)
        unnamed = _used(store, _USED_AS_CLASS, unnamed)

    def kept(paths: Iterable[str]) -> tuple[str, ...]:
        return tuple(path for path in paths if first(path) in asked)

    return (
        kept(scheme.names), kept(scheme.aliases), kept(scheme.definitions), kept(scheme.notes),
        kept(scheme.kinds), kept(scheme.starts), kept(scheme.ends),
        scheme.annotations & asked, (scheme.telling | machinery) & asked, unnamed,
        None if store.kind == "endpoint" else _speaking(scheme) & asked,
    )  # fmt: skip


def _speaking(scheme: Profile) -> frozenset[str]:
    """Return the properties that speak of statements, or lead from there to their sources."""
    paths = (*scheme.sources, *scheme.attributions)
    tells = frozenset(iri for form in scheme.forms for iri in form.tells)
    return tells | {MODALITY} | {first(path) for path in paths}
