"""Figures of a network: observations folded into what they measure, and changes between them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Final

from sskg.graph.comparison import SEVERAL, Difference, Quantity, difference
from sskg.model import Value
from sskg.rdf.terms import ONTOLOGY, local_name
from sskg.view.kinds import FOLDED
from sskg.view.material import NamesAndNotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sskg.graph.triples import Triple
    from sskg.view.material import ClaimRecord, Material

    BySubject = Mapping[str, Sequence[Triple]]

_BASELINE: Final = ONTOLOGY + "baseline"
_ROLES: Final = {_BASELINE: "baseline", ONTOLOGY + "latest": "latest"}
_UNIT_LABEL: Final = ONTOLOGY + "unitLabel"


@dataclass(frozen=True, slots=True)
class Observation:
    """An observation, folded into what it measures.

    Attributes:
        iri: of the observation.
        texts: its names.
        indicator: index of its indicator, or -1.
        role: "baseline", "latest" or empty.
        value: the number in plain notation, or empty; several as "8 / 9".
        unit: the unit in words by language tag.
        measure: local name of the unit, or empty; figures of different units are not compared.
        bound: local name of the bound, or empty.
        upper: the upper end of a range whose lower end is the value, or empty.
        stated: the figure as the source writes it.
        claims: how and where value and bound are stated.
    """

    iri: str
    texts: NamesAndNotes
    indicator: int
    role: str
    value: str
    unit: Mapping[str, str]
    measure: str
    bound: str
    upper: str
    stated: str
    claims: tuple[ClaimRecord, ...]


@dataclass(frozen=True, slots=True)
class ComparedFigures:
    """What a measured change compares.

    Attributes:
        difference: between a baseline and a latest figure.
        unit: IRI of their unit, or empty.
    """

    difference: Difference
    unit: str


def figures(
    material: Material, stated: BySubject, kind_of: Mapping[str, str], place: Mapping[str, int]
) -> dict[int, list[Observation]]:
    """Fold each observation into the changes that compare it, and into its indicator.

    Args:
        material: with the claims and names of observations.
        stated: statements by subject.
        kind_of: kind of each thing.
        place: indexes of the things that are shown.
    """
    said: dict[str, dict[str, list[str]]] = {}
    claims: dict[str, list[ClaimRecord]] = {}
    roles: list[tuple[str, str, str]] = []
    units: dict[str, dict[str, str]] = {}
    for subject, triples in stated.items():
        if kind_of.get(subject) in FOLDED:
            said[subject] = _texts(triples)
            claims[subject] = [
                claim for triple in triples for claim in material.claims.get(triple, ())
            ]
            continue
        for _, predicate, target in triples:
            if predicate in _ROLES:
                roles.append((subject, _ROLES[predicate], _text(target)))
            elif predicate == _UNIT_LABEL and isinstance(target, Value):
                units.setdefault(subject, {})[target.lang] = target.text
    by_thing: dict[int, list[Observation]] = {}

    def add(owner: str, observation: str, role: str) -> None:
        if owner not in place or observation not in said:
            return
        # Of several values none is taken: all are shown, and none is charted or compared.
        shown = {name: " / ".join(sorted(texts)) for name, texts in said[observation].items()}
        single = {name: text for name, text in shown.items() if len(said[observation][name]) == 1}
        indicator = min(said[observation].get("indicator", ("",)))
        unit = units.get(indicator) or (
            {"": local_name(single["unit"])} if "unit" in single else {}
        )
        by_thing.setdefault(place[owner], []).append(
            Observation(
                observation,
                material.texts.get(observation) or NamesAndNotes(),
                place.get(indicator, -1),
                role,
                shown.get("value", ""),
                unit,
                local_name(single.get("unit", "")),
                local_name(single.get("bound", "")),
                shown.get("upperValue", ""),
                shown.get("asStated", ""),
                tuple(sorted(claims.get(observation, ()), key=lambda claim: claim.iri)),
            )
        )

    for owner, role, observation in sorted(roles):
        add(owner, observation, role)
    by_observation = {observation: role for _, role, observation in roles}
    for observation in sorted(said):
        for indicator in said[observation].get("indicator", ()):
            add(indicator, observation, by_observation.get(observation, ""))
    return by_thing


def changes(stated: BySubject, place: Mapping[str, int]) -> dict[int, list[ComparedFigures]]:
    """Compare the ends of each measured change, shown at itself and at what both ends measure.

    Args:
        stated: statements by subject.
        place: indexes of the things that are shown.
    """
    by_thing: dict[int, list[ComparedFigures]] = {}
    for change, triples in stated.items():
        if all(predicate != _BASELINE for _, predicate, _ in triples):
            continue
        values = _texts(triples)
        for ends in product(values["baseline"], values.get("latest", ())):
            ends_told = [_texts(stated.get(end, ())) for end in ends]
            first, last = (_quantity(end) for end in ends_told)
            measures = {tuple(end.get("indicator", ())) for end in ends_told}
            compared = ComparedFigures(
                difference(first, last, same=len(measures) == 1), (last and last.unit) or ""
            )
            shown_at = [change, *(next(iter(measures)) if len(measures) == 1 else ())]
            for at in (place[iri] for iri in dict.fromkeys(shown_at) if iri in place):
                by_thing.setdefault(at, []).append(compared)
    return by_thing


def _texts(triples: Iterable[Triple]) -> dict[str, list[str]]:
    """Return what is said of one thing, by the local name of the property."""
    texts: dict[str, list[str]] = {}
    for _, predicate, target in triples:
        texts.setdefault(predicate.removeprefix(ONTOLOGY), []).append(_text(target))
    return texts


def _text(target: str | Value) -> str:
    return target.text if isinstance(target, Value) else target


def _quantity(texts: Mapping[str, list[str]]) -> Quantity | None:
    if "value" not in texts:
        return None

    def only(name: str) -> str | None:
        values = texts.get(name, ())
        return values[0] if len(values) == 1 else None

    return Quantity(SEVERAL.join(texts["value"]), only("unit"), local_name(only("bound") or ""))
