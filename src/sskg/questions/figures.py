"""Indicators with their figures: baseline, latest, and what changed between them."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  (dataclass field)
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from sskg.errors import NegativeAnswer
from sskg.graph.comparison import (
    BOUNDS,
    PERCENT,
    REASONS,
    SEVERAL,
    Figure,
    Measurement,
    compare,
    is_number,
    plain,
)
from sskg.graph.facts import entities, facts
from sskg.graph.listing import count, pages
from sskg.graph.proof import COLUMNS, backing_cells, proof, titled
from sskg.graph.reading import values_clauses
from sskg.language.message import msg, tell, verbatim, word
from sskg.language.ranges import interface
from sskg.language.text import printable
from sskg.model import Answer, Entity, Fact, Grid, Value
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import ONTOLOGY, local_name
from sskg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sskg.graph.documents import Document
    from sskg.store.base import Store

# What has figures and is not said to be an indicator; those that are come from the listing.
_UNSAID = """
SELECT DISTINCT ?indicator WHERE {
  ?s sskg:indicator ?indicator FILTER NOT EXISTS { ?indicator a sskg:Indicator } }"""

# What a reader may name to see figures: an indicator, a figure or a change of it, what the
# indicator is about or counts, or an outcome or measure that it measures. The things stand in each
# branch: engines that compute a UNION by itself would else go through all indicators.
_INDICATORS_OF = """
SELECT DISTINCT ?indicator WHERE {{
  {{ {values} ?s a sskg:Indicator BIND(?s AS ?indicator) }}
  UNION {{ {values} ?s sskg:indicator|sskg:measuredBy ?indicator }}
  UNION {{ {values} ?indicator sskg:concerns|sskg:population ?s . ?indicator a sskg:Indicator }}
}}"""

_OBSERVED = """
SELECT ?s ?indicator WHERE {{ {values} ?s sskg:indicator ?indicator }}"""

_UNIT_LABELS = """
SELECT ?s ?p ?text WHERE {{ {values} VALUES ?p {{ sskg:unitLabel skos:note }} ?s ?p ?text }}"""

_DATES: Final = frozenset(ONTOLOGY + name for name in ("since", "start", "end"))
# What else is said of a figure or a change (what it demonstrates) is told by the thing itself.
_FIGURES: Final = _DATES | {ONTOLOGY + name for name in ("value", "bound", "upperValue")}


@dataclass(frozen=True, slots=True)
class Figures(Answer):
    """Figures of one indicator or of several.

    Attributes:
        about: the things that were asked about; none for all indicators.
        measurements: by indicator; changes before single figures.
        without: indicators that have no figure.
        more: how many indicators follow these.
    """

    about: tuple[Entity, ...]
    measurements: tuple[Measurement, ...]
    without: tuple[Entity, ...]
    more: int = 0

    def grids(self, lang: str = "en") -> tuple[Grid, ...]:
        """Return one row for each figure and passage, and one for each change and passage."""
        columns = ("indicator", "label", "unit", "what", "value", "upper", "bound", "stated",
                   "percent", "ratio", "certainty", "since", *COLUMNS)  # fmt: skip
        rows = [row for measurement in self.measurements for row in _rows(measurement, lang)]
        rows += [(thing.curie, thing.label(lang), *[""] * 16) for thing in self.without]
        names = [thing.label(lang) for thing in self.about]
        title = word(", ", lang).join(names) or word("figures", lang)
        return (Grid(titled(title, self.more, lang), columns, tuple(rows), "figures"),)


def figures(
    store: Store,
    *iris: str,
    sort: str = "graph",
    falling: bool = False,
    limit: int = 1000,
    documents: Mapping[str, Document] | None = None,
) -> Figures:
    """Return figures with what changed between them.

    Args:
        store: the graph that is asked.
        iris: indicators, or policies, groups, outcomes, measures or figures that have some; none
            for all indicators.
        sort: "graph", or "name"; "change" in percent, "value" of the latest figure, the largest
            first, and what has none last.
        falling: whether only changes are wanted that are surely falls.
        limit: most indicators to tell of.
        documents: the reader's source documents by digest; passages then carry their text.

    Raises:
        NegativeAnswer: the graph has no figure for these things.
    """
    indicators, more = _first_of(store, iris, limit)
    measured = measurements(store, indicators, documents)
    about = tuple(entities(store, iris).values())
    if about and not measured:
        names = ", ".join(f"“{thing.label()}”" for thing in about)
        raise NegativeAnswer(
            msg("the graph has no figure for {names}", names=names),
            hint=msg("sskg figures lists all; sskg gaps tells which measures have none"),
        )
    bare = set(indicators) - {measurement.indicator.iri for measurement in measured}
    named = entities(store, sorted(bare))
    chosen = [measurement for measurement in measured if not falling or _fell(measurement)]
    if falling and not chosen:
        raise NegativeAnswer(
            msg("no figure has fallen that is known at both ends"),
            hint=msg("{command} sorts all changes", command=verbatim(
                "sskg figures --sort change", web="/figures?sort=change")),
        )  # fmt: skip
    chosen.sort(key=_ORDERS[sort])
    return Figures(about, tuple(chosen), () if falling else tuple(named.values()), more)


def _fell(measurement: Measurement) -> bool:
    """Tell whether a figure has surely fallen: a change of "at least -5" may be a rise."""
    change = measurement.change
    if change is None or change.difference is None or change.certainty == "at least":
        return False
    return Decimal(change.difference) < 0


def _falling(number: str | None) -> tuple[bool, Decimal]:
    """Return what sorts numbers from the largest, and what is none behind them."""
    is_known = number is not None and is_number(number)
    return not is_known, -Decimal(number) if number is not None and is_known else Decimal(0)


_ORDERS: Final[dict[str, Callable[[Measurement], Any]]] = {
    "graph": lambda _: 0,
    "name": lambda row: row.indicator.label().casefold(),
    "change": lambda row: _falling(row.change.percent if row.change else None),
    "value": lambda row: _falling(row.latest.value if row.latest else None),
}


def _first_of(store: Store, iris: tuple[str, ...], limit: int) -> tuple[list[str], int]:
    """Return the first indicators of things, or of all, and how many follow."""
    if iris:
        indicators = indicators_of(store, *iris)
        return indicators[:limit], max(0, len(indicators) - limit)
    unsaid = {
        row["indicator"].value
        for row in select(store, _UNSAID)
        if isinstance(row["indicator"], NamedNode)
    }
    first = next(pages(store, "Indicator", size=limit + 1), [])
    total = len(unsaid) + (count(store, "Indicator") if len(first) > limit else len(first))
    return sorted(unsaid.union(first))[:limit], max(0, total - limit)


def indicators_of(store: Store, *iris: str) -> list[str]:
    """Return the IRIs of the indicators that measure things, or that they are."""
    return sorted(
        {
            row["indicator"].value
            for clause in values_clauses("s", iris)
            for row in select(store, _INDICATORS_OF.format(values=clause))
        }
    )


def measurements(
    store: Store, indicators: Iterable[str], documents: Mapping[str, Document] | None = None
) -> tuple[Measurement, ...]:
    """Return all changes and single figures of some indicators."""
    wanted = list(dict.fromkeys(indicators))
    by_figure: dict[str, list[Fact]] = {}
    bearers = _bearers(store, wanted)
    for fact in facts(store, subjects=bearers, documents=documents):
        by_figure.setdefault(fact.subject.iri, []).append(fact)
    ends = [
        end.iri
        for group in by_figure.values()
        for name in ("baseline", "latest")
        for end in _things(group, name)
        if end.iri not in by_figure
    ]
    for fact in facts(store, subjects=ends, documents=documents):
        by_figure.setdefault(fact.subject.iri, []).append(fact)
    units, notes = _texts(store, [*wanted, *by_figure])
    read = {
        iri: figure_of(group, notes.get(iri, ()))
        for iri, group in by_figure.items()
        if _objects(group, "value")
    }
    things = entities(store, wanted)
    bearing: dict[str, list[str]] = {}
    for iri, group in by_figure.items():
        for measured in dict.fromkeys(each.iri for each in _things(group, "indicator")):
            bearing.setdefault(measured, []).append(iri)
    return tuple(
        measurement
        for indicator in wanted
        for measurement in _of_indicator(
            things[indicator], units.get(indicator, {}), bearing.get(indicator, ()), by_figure, read
        )
    )


def _bearers(store: Store, indicators: list[str]) -> list[str]:
    """Return what has one of the indicators: observations and measured changes."""
    bearers: dict[str, None] = {}
    for clause in values_clauses("indicator", indicators):
        for row in select(store, _OBSERVED.format(values=clause)):
            if isinstance(row["s"], NamedNode):
                bearers[row["s"].value] = None
    return sorted(bearers)


def _texts(
    store: Store, iris: Iterable[str]
) -> tuple[dict[str, dict[str, str]], dict[str, tuple[str, ...]]]:
    units: dict[str, dict[str, str]] = {}
    notes: dict[str, tuple[str, ...]] = {}
    for clause in values_clauses("s", dict.fromkeys(iris)):
        for row in select(store, _UNIT_LABELS.format(values=clause)):
            iri, text = row["s"].value, row["text"]
            if row["p"].value == ONTOLOGY + "unitLabel" and isinstance(text, Literal):
                units.setdefault(iri, {})[text.language or ""] = text.value
            else:
                notes[iri] = (*notes.get(iri, ()), text.value)
    return units, notes


def _of_indicator(
    indicator: Entity,
    unit: Mapping[str, str],
    mine: Sequence[str],
    facts_of: Mapping[str, list[Fact]],
    read: Mapping[str, Figure],
) -> list[Measurement]:
    result, used = [], set()
    for iri in mine:
        bases, lasts = (_things(facts_of[iri], name) for name in ("baseline", "latest"))
        if not bases and not lasts:
            continue
        used |= {end.iri for end in (*bases, *lasts)}
        # Where the graph gives several of one, each pair is a change of its own.
        nothing: list[Entity | None] = [None]
        for ends in product(bases or nothing, lasts or nothing):
            first, last = (read.get(end.iri) if end else None for end in ends)
            measures = {
                tuple(measured.iri for measured in _things(facts_of.get(end.iri, []), "indicator"))
                for end in ends
                if end
            }
            change = compare(
                facts_of[iri][0].subject,
                (first, last),
                since=next(iter(_things(facts_of[iri], "since")), None),
                same=len(measures) == 1,
                facts=_told(facts_of[iri]),
            )
            result.append(Measurement(indicator, unit, first, last, change))
    singles = [read[iri] for iri in mine if iri in read and iri not in used]
    return result + [Measurement(indicator, unit, None, figure, None) for figure in singles]


def figure_of(group: list[Fact], notes: tuple[str, ...] = ()) -> Figure:
    """Return the figure that the statements of one observation make."""
    units, bounds = (_things(group, name) for name in ("unit", "bound"))
    return Figure(
        group[0].subject,
        SEVERAL.join(map(plain, _texts_of(group, "value"))),
        units[0].iri if len(units) == 1 else None,
        local_name(bounds[0].iri) if len(bounds) == 1 else "",
        SEVERAL.join(_texts_of(group, "asStated")),
        notes,
        _told(group),
        SEVERAL.join(map(plain, _texts_of(group, "upperValue"))),
    )


def _told(group: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in group if fact.predicate.iri in _FIGURES)


def _objects(group: Iterable[Fact], name: str) -> list[Entity | Value]:
    return [fact.object for fact in group if fact.predicate.iri == ONTOLOGY + name]


def _things(group: Iterable[Fact], name: str) -> list[Entity]:
    return [thing for thing in _objects(group, name) if isinstance(thing, Entity)]


def _texts_of(group: Iterable[Fact], name: str) -> list[str]:
    return [value.text for value in _objects(group, name) if isinstance(value, Value)]


def difference_unit(measurement: Measurement, lang: str) -> str:
    """Return what a difference counts: percents differ by percentage points."""
    if measurement.latest is not None and measurement.latest.unit == PERCENT:
        return word("percentage points", lang)
    return Entity("", measurement.unit_label).label(lang) if measurement.unit_label else ""


def grouped(value: str) -> str:
    """Return a number, or each of several, with its thousands set apart.

    >>> grouped("1360000000"), grouped("27.70"), grouped("8000 / 9000")
    ('1,360,000,000', '27.7', '8,000 / 9,000')
    """
    return SEVERAL.join(
        f"{Decimal(plain(part)):,f}" if is_number(part) else part for part in value.split(SEVERAL)
    )


def amount(figure: Figure, lang: str, *, apart: bool = True) -> str:
    """Return a figure's number with its bound, or both ends of the range that it is.

    Args:
        figure: the figure.
        lang: language ranges of the reader.
        apart: whether thousands are set apart.
    """
    value, upper = figure.value, figure.upper
    if apart:
        value, upper = grouped(value), grouped(upper)
    if upper:
        return printable(f"{value}–{upper}")
    bound = bound_word(figure.bound, lang)
    space = " " if bound and interface(lang) == "en" else ""
    return printable(f"{bound}{space}{value}")


def bound_word(bound: str, lang: str) -> str:
    """Return a bound as the ontology names it; nothing for an exact figure."""
    return "" if bound in {"", "Exactly"} else vocabulary().concept(bound).label(lang)


def _rows(measurement: Measurement, lang: str) -> list[tuple[str, ...]]:
    unit = Entity("", measurement.unit_label).label(lang) if measurement.unit_label else ""
    head = (measurement.indicator.curie, measurement.indicator.label(lang))
    rows: list[tuple[str, ...]] = []
    single = measurement.change is None
    ends = ((msg("baseline"), measurement.baseline), (msg("latest"), measurement.latest))
    for name, figure in ends:
        if figure is None:
            continue
        what = word("figure", lang) if single else tell(name, lang)
        rest = (bound_word(figure.bound, lang), figure.stated, "", "", "", "")
        rows += [
            (*head, unit, what, plain(fact.object.text), figure.upper, *rest, *shown)
            for fact in figure.facts
            if fact.predicate.iri == ONTOLOGY + "value" and isinstance(fact.object, Value)
            for shown in backing_cells(fact, lang)
        ]
        rows += _dates(head, figure.facts, lang)
    if change := measurement.change:
        if change.difference is None:
            certainty = tell(REASONS[change.reason], lang)
        else:
            certainty = tell(BOUNDS[change.certainty], lang).strip() or word("exactly", lang)
        cells = (difference_unit(measurement, lang), word("change", lang), change.difference or "",
                 "", "", "", change.percent or "", change.ratio or "", certainty, "")  # fmt: skip
        # What is computed has no claim of its own: those of the two figures prove it.
        rows += [(*head, *cells, *shown) for shown in proof((), lang)]
        rows += _dates(head, change.facts, lang)
    return rows


def _dates(head: tuple[str, ...], facts_: Iterable[Fact], lang: str) -> Iterable[tuple[str, ...]]:
    for fact in facts_:
        if fact.predicate.iri not in _DATES:
            continue
        what = ("", fact.predicate.label(lang))
        date = fact.object
        cells = (
            (*[""] * 7, date.label(lang)) if isinstance(date, Entity) else (date.text, *[""] * 7)
        )
        for shown in backing_cells(fact, lang):
            yield (*head, *what, *cells, *shown)
