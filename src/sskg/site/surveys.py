"""Surveys on the pages of a site: long ones are cut into parts, and none leaves anything out."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sskg.errors import NegativeAnswer
from sskg.pages.parts import THINGS, parts
from sskg.questions.figures import Figures, figures
from sskg.questions.gaps import Gap, Gaps, gaps
from sskg.questions.listing import Listing, listing
from sskg.questions.sources import Sources, sources
from sskg.questions.timeline import Timeline, timeline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sskg.graph.documents import Document
    from sskg.model import Answer, Entity
    from sskg.pages.parts import Part
    from sskg.store.base import Store

SURVEYS: Final = ("list", "timeline", "figures", "gaps", "sources")
_FIGURES: Final = 60
_DATES: Final = 300
_GAPS: Final = 200
_SOURCES: Final = 100
_EACH: Final = 60
"""Things of each kind that the list of all shows; the page of the kind has the others."""
_ALL: Final = 10**9


def kinds(things: Iterable[Entity]) -> dict[str, int]:
    """Return how many things have each kind as their own, the most telling one of each thing."""
    return dict(Counter(thing.kind for thing in things if thing.kind))


def answered(
    store: Store, own: Mapping[str, int], held: Mapping[str, Document] | None
) -> dict[str, Answer]:
    """Return the surveys that the graph has an answer for, each whole.

    Args:
        store: the graph.
        own: how many things have each kind.
        held: texts that may be published, by digest.
    """
    asked: dict[str, Callable[[], Answer]] = {
        "list": lambda: _every_kind(store, own, held),
        "timeline": lambda: timeline(store, limit=_ALL, documents=held),
        "figures": lambda: figures(store, sort="change", limit=_ALL, documents=held),
        "gaps": lambda: gaps(store, limit=_ALL, documents=held),
        # Where whoever publishes a site keeps their copies is nobody else's business.
        "sources": lambda: sources(store, limit=_ALL),
    }
    answers: dict[str, Answer] = {}
    for name, question in asked.items():
        with suppress(NegativeAnswer):  # a page that would say no is left out
            answers[name] = question()
    return answers


def _every_kind(
    store: Store, own: Mapping[str, int], held: Mapping[str, Document] | None
) -> Listing:
    """Return the first things of each kind."""
    things = [
        each
        for kind in sorted(own)
        for each in listing(store, [kind], limit=_EACH, documents=held).things
        if each.entity.kind == kind
    ]
    return Listing((), tuple(things))


def of_kind(store: Store, kind: str, held: Mapping[str, Document] | None) -> Listing:
    """Return all things of a kind and of the kinds below it."""
    return listing(store, [kind], limit=_ALL, documents=held)


def cut(name: str, answer: Answer) -> Iterator[tuple[Part, Answer]]:
    """Yield the pages of a survey, each with what it shows.

    Args:
        name: of the first page.
        answer: all of it.
    """
    if isinstance(answer, Listing) and answer.kinds:
        for part in parts(name, len(answer.things), THINGS):
            yield part, replace(answer, things=tuple(part.of(answer.things)))
    elif isinstance(answer, Figures):
        for part in parts(name, len(answer.measurements), _FIGURES):
            shown = tuple(part.of(answer.measurements))
            last = part.number == part.total
            without = answer.without if last else ()
            yield part, replace(answer, measurements=shown, without=without)
    elif isinstance(answer, Timeline):
        rows = [(True, each) for each in answer.dated] + [(False, each) for each in answer.by_event]
        for part in parts(name, len(rows), _DATES):
            own = part.of(rows)
            dated = tuple(entry for has_date, entry in own if has_date)
            yield part, Timeline(dated, tuple(entry for has_date, entry in own if not has_date))
    elif isinstance(answer, Gaps):
        yield from _cut_gaps(name, answer)
    elif isinstance(answer, Sources):
        for part in parts(name, len(answer.documents), _SOURCES):
            yield part, replace(answer, documents=tuple(part.of(answer.documents)))
    else:
        yield next(parts(name, 0, 1)), answer


def _cut_gaps(name: str, answer: Gaps) -> Iterator[tuple[Part, Answer]]:
    """Yield pages of gaps; the first one counts all kinds, each other one those that it shows."""
    rows = [(group.kind, gap) for group in answer.groups for gap in group.gaps]
    for part in parts(name, len(rows), _GAPS):
        shown: dict[str, list[Gap]] = {}
        for kind, gap in part.of(rows):
            shown.setdefault(kind, []).append(gap)
        groups = tuple(
            replace(group, gaps=tuple(shown.get(group.kind, ())))
            for group in answer.groups
            if part.number == 1 or group.kind in shown
        )
        yield part, replace(answer, groups=groups)
