"""From what a person typed to one thing of the graph.

The order in which a name is tried: IRI, CURIE, slug, exact label or alias, the same without case,
accents, punctuation or word order, Chinese by pairs of characters, and last by likeness. One clear
winner is taken; several are an error that lists them; none gives the nearest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sskg.errors import AmbiguousName, RequestError, UnknownName
from sskg.model import Answer, Entity, Grid
from sskg.sparql import select
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, expand, local_name
from sskg.text import fold, is_chinese
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.store.base import Store


_NAMES = f"""
SELECT ?s ?type ?p ?name WHERE {{
  ?s a ?type . FILTER(STRSTARTS(STR(?type), "{ONTOLOGY}"))
  FILTER(?type != sskg:Claim && ?type != sskg:Passage)
  OPTIONAL {{ VALUES ?p {{ {LABEL} {ALT_LABEL} }} ?s ?p ?name }}
}}"""

_LIKENESS_TAKEN = 88.0
"""Likeness (0 to 100) from which one thing alone, clearly ahead, is taken for a mistyped name."""
_LIKENESS_NAMED = 60.0
"""Likeness from which a thing is offered as "did you mean"."""
_CLEAR_LEAD = 5.0


@dataclass(frozen=True, slots=True)
class Bearer:
    """A thing with all names that it bears, preferred labels first."""

    entity: Entity
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that fits a name.

    Attributes:
        entity: the thing.
        name: the name of it that fits.
        how: "IRI", "slug", "name", "folded", "words", "part" or "likeness".
        score: 0 to 100.
    """

    entity: Entity
    name: str
    how: str
    score: float

    def line(self, lang: str = "en") -> str:
        """Return the match as one line: CURIE, kind, label."""
        return f"{self.entity.curie}  {self.entity.kind}  {self.entity.label(lang)}"


@dataclass(frozen=True, slots=True)
class Found(Answer):
    """All things that fit a text, the best first."""

    text: str
    matches: tuple[Match, ...]

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each match."""
        rows = tuple(
            (match.entity.curie, match.entity.kind, match.entity.label(lang), match.name, match.how)
            for match in self.matches
        )
        return (
            Grid(f"names like “{self.text}”", ("thing", "kind", "label", "name", "match"), rows),
        )


def bearers(store: Store, kinds: Iterable[str] = ()) -> tuple[Bearer, ...]:
    """Return every thing that can be looked up, with its names; `kinds` narrows them."""
    types: dict[str, set[str]] = {}
    labels: dict[str, dict[str, str]] = {}
    names: dict[str, dict[str, None]] = {}
    for row in select(store, _NAMES):
        iri = row["s"].value
        types.setdefault(iri, set()).add(row["type"].value.removeprefix(ONTOLOGY))
        names.setdefault(iri, {})
        if row["name"] is None:
            continue
        names[iri][row["name"].value] = None
        if row["p"] == LABEL:
            labels.setdefault(iri, {}).setdefault(row["name"].language or "", row["name"].value)
    wanted = _with_subclasses(kinds)
    order = vocabulary().most_specific
    return tuple(
        Bearer(
            Entity(iri, labels.get(iri, {}), order(types[iri])),
            tuple(dict.fromkeys([*labels.get(iri, {}).values(), *names[iri]])),
        )
        for iri in sorted(types)
        if not wanted or wanted & types[iri]
    )


def find(store: Store, text: str, kinds: Sequence[str] = (), limit: int = 20) -> Found:
    """Return the things whose names fit a text, ranked."""
    return Found(text, tuple(_ranked(bearers(store, kinds), text)[:limit]))


def resolve(store: Store, text: str, kinds: Sequence[str] = ()) -> Match:
    """Return the one thing that a name means.

    Raises:
        AmbiguousName: several things bear it equally well.
        UnknownName: none does; the error carries the nearest.
        RequestError: the name is empty.
    """
    if not text.strip():
        raise RequestError("an empty name", hint="sskg find TEXT searches all names")
    known = bearers(store, kinds)
    exact = _by_identifier(known, text)
    if exact is not None:
        return exact
    matches = _ranked(known, text)
    taken = [match for match in matches if match.score >= _LIKENESS_TAKEN]
    if not taken:
        raise UnknownName(
            text, [match.line() for match in matches[:5] if match.score >= _LIKENESS_NAMED]
        )
    best = [match for match in taken if match.score > taken[0].score - _CLEAR_LEAD]
    same = [match for match in best if match.score == taken[0].score]
    if len(same) > 1 or (len(best) > 1 and taken[0].how == "likeness"):
        raise AmbiguousName(text, [match.line() for match in best])
    return taken[0]


def kind_names(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return class names as the ontology spells them, whatever their case.

    Raises:
        RequestError: the ontology has no such class.
    """
    known = {name.casefold(): name for name in vocabulary().classes}
    result = []
    for kind in kinds:
        folded = kind.removeprefix("sskg:").replace("-", "").replace(" ", "").casefold()
        name = known.get(folded) or known.get(folded.removesuffix("s"))
        if name is None:
            raise RequestError(
                f"there is no kind “{kind}”", hint="kinds: " + ", ".join(sorted(known.values()))
            )
        result.append(name)
    return tuple(result)


def _with_subclasses(kinds: Iterable[str]) -> frozenset[str]:
    return frozenset(below for kind in kind_names(kinds) for below in vocabulary().subclasses(kind))


def _by_identifier(known: Iterable[Bearer], text: str) -> Match | None:
    iri = expand(text.strip())
    slug = text.strip()
    for bearer in known:
        if bearer.entity.iri == iri:
            return Match(bearer.entity, text, "IRI", 100.0)
        if local_name(bearer.entity.iri) == slug:
            return Match(bearer.entity, text, "slug", 100.0)
    return None


def _ranked(known: Iterable[Bearer], text: str) -> list[Match]:
    matches = [match for bearer in known if (match := _best_name(bearer, text))]
    return sorted(matches, key=lambda match: (-match.score, len(match.name), match.entity.iri))


def _best_name(bearer: Bearer, text: str) -> Match | None:
    best: Match | None = None
    for name in bearer.names:
        how, score = _likeness(text, name)
        if score >= _LIKENESS_NAMED and (best is None or score > best.score):
            best = Match(bearer.entity, name, how, score)
    return best


def _likeness(text: str, name: str) -> tuple[str, float]:
    """Return how a text fits a name, and how well: 100 is exact."""
    if text == name:
        return "name", 100.0
    typed, known = fold(text), fold(name)
    if not typed:
        return "", 0.0
    if typed == known:
        return "folded", 99.0
    if sorted(typed.split()) == sorted(known.split()):
        return "words", 98.0
    if is_chinese(typed) or is_chinese(known):
        return _chinese_likeness(typed, known)
    if set(typed.split()) <= set(known.split()):
        return "part", 88.0 + 9.0 * len(typed) / len(known)
    from rapidfuzz.fuzz import token_sort_ratio

    return "likeness", min(97.0, float(token_sort_ratio(typed, known)))


def _chinese_likeness(typed: str, known: str) -> tuple[str, float]:
    if typed in known:
        return "part", 88.0 + 9.0 * len(typed) / len(known)
    pairs = _pairs(typed), _pairs(known)
    shared = len(pairs[0] & pairs[1])
    return "likeness", 97.0 * 2 * shared / max(1, len(pairs[0]) + len(pairs[1]))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
