"""When the texts behind some statements were adopted or published, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sskg.graph.facts import facts
from sskg.model import Entity, Value
from sskg.questions.date_ranges import date_range
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Claim, Fact
    from sskg.store.base import Store

_DATES: Final = tuple(ONTOLOGY + name for name in ("adoptedOn", "publishedOn"))
_MAKERS: Final = tuple(ONTOLOGY + name for name in ("adoptedBy", "publishedBy"))


class Texts:
    """When the texts behind some statements were adopted or published, and by whom."""

    def __init__(self, store: Store, stated: Iterable[Fact]) -> None:
        iris = sorted({
            passage.document.iri
            for fact in stated
            for claim in fact.claims
            for passage in claim.passages
        })  # fmt: skip
        self._dates: dict[str, str] = {}
        self._makers: dict[str, list[Entity]] = {}
        dating = facts(store, subjects=iris, predicates=(*_DATES, *_MAKERS)) if iris else []
        for wanted in (*_DATES, *_MAKERS):
            group = [fact for fact in dating if fact.predicate.iri == wanted]
            # Who published a text matters where nobody is known to have adopted it.
            makers = set(self._makers)
            for fact in group:
                iri = fact.subject.iri
                if isinstance(fact.object, Value):
                    self._dates.setdefault(iri, fact.object.text)
                elif iri not in makers:
                    self._makers.setdefault(iri, []).append(fact.object)

    def date(self, claim: Claim) -> str:
        """Return the date of the first text that makes a claim; "" where it is not known."""
        dates = [self._dates.get(passage.document.iri, "") for passage in claim.passages]
        return min(filter(None, dates), default="")

    def by(self, claim: Claim) -> list[Entity]:
        """Return whose words a claim rests on, or else who made the texts."""
        if claim.speaker is not None:
            return [claim.speaker]
        return [
            each for passage in claim.passages
            for each in self._makers.get(passage.document.iri, ())
        ]  # fmt: skip


def before(one: str, other: str) -> bool:
    """Tell whether a date is surely before another."""
    ranges = date_range(one), date_range(other)
    return ranges[0] is not None and ranges[1] is not None and ranges[0][1] < ranges[1][0]
