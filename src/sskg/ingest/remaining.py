"""What check asks for still of a reading: which passage or card it is about, and what mends it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sskg.check.coverage import NUMBER
from sskg.check.report import VIOLATION
from sskg.ingest.accept import recut
from sskg.ingest.items import Cut, FigureItem, RelationItem, ThingItem
from sskg.ingest.segment import names
from sskg.language.message import in_both, msg
from sskg.language.text import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sskg.check.report import Finding, Report
    from sskg.ingest.items import Item
    from sskg.ingest.proposal import Segment
    from sskg.ingest.reading import Reading

_UNPROVED: Final = "passage-without-claim"
_CLAIM = re.compile(r"(.+)-c\d+\Z")
_WIDEST: Final = 60
_NOTHING = msg("Nothing is stated here yet.")
_STATE = msg(
    "accept or make a relation (R) or a figure (F); or leave the sentence aside with a reason (L),"
    " or mark it as a heading (H)"
)
_CARRY = msg("accept its figure (A), make one (F), or set it aside with a reason (O)")
_CHANGE = msg("change its card (E)")
_DOCUMENT = msg("fill in what is said of the document (D)")


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left to do at one place.

    Attributes:
        at: offset in the passage that it is first stated in, or None for the document itself.
        key: of the decision on the card that it is about, or empty.
        where: the passage by number and first words, or the thing's label.
        wrong: what check finds.
        mend: what to do on the review page.
    """

    at: int | None
    key: str
    where: str
    wrong: tuple[str, ...]
    mend: str


def remaining(report: Report, reading: Reading, items: Mapping[str, Item]) -> tuple[Remaining, ...]:
    """Return what is left, in the order of the text; last what is said of the document itself.

    Args:
        report: what check says of the reading's Turtle.
        reading: the document.
        items: what is accepted, by key.
    """
    places = _Places(reading, items)
    gathered: dict[tuple[int | None, str, str, str], list[str]] = {}
    for finding in report.of(VIOLATION):
        wrong = _NOTHING if finding.check == _UNPROVED else finding.message
        gathered.setdefault(places.of(finding), []).append(wrong)
    left = [
        Remaining(at, key, where, tuple(dict.fromkeys(wrong)), mend)
        for (at, key, where, mend), wrong in gathered.items()
    ]
    return tuple(sorted(left, key=lambda each: (each.at is None, each.at or 0, each.key)))


class _Places:
    """Where the nodes of a reading's Turtle stand on the review page."""

    def __init__(self, reading: Reading, items: Mapping[str, Item]) -> None:
        cuts = [each for each in items.values() if isinstance(each, Cut)]
        segments = recut(reading.segments, cuts, reading.text)
        self._text = reading.text
        self._document = reading.iri
        self._total = len(segments)
        self._passages = {
            f"{reading.iri}-{name}": (number, segment)
            for number, (name, segment) in enumerate(zip(names(segments), segments, strict=True), 1)
        }
        self._items = {
            each.iri: (key, each)
            for key, each in items.items()
            if isinstance(each, ThingItem | FigureItem)
        }
        self._uses = _uses(list(items.values()))

    def of(self, finding: Finding) -> tuple[int | None, str, str, str]:
        """Return offset, key, name of the place, and what mends a finding."""
        node = finding.node
        claim = _CLAIM.match(node)
        segment = self._passages.get(claim[1] if claim else node)
        if segment is not None:
            mend = {_UNPROVED: _STATE, NUMBER.name: _CARRY}.get(finding.check, _CHANGE)
            return segment[1].span.start, "", self._named(*segment), mend
        if node in self._items:
            key, item = self._items[node]
            english, chinese = (_label(item.labels, lang) or node for lang in ("en", "zh"))
            where = in_both(f"“{english}”", f"“{chinese}”")
            return self._uses.get(node, 0), key, where, _CHANGE
        if node == self._document:
            return None, "", msg("the document"), _DOCUMENT
        return None, "", finding.curie, finding.advice

    def _named(self, number: int, segment: Segment) -> str:
        words = shorten(" ".join(segment.span.of(self._text).split()), _WIDEST)
        return f"{number}/{self._total} “{words}”"


def _label(labels: Mapping[str, str], lang: str) -> str:
    return labels.get(lang) or next(iter(labels.values()), "")


def _uses(items: Sequence[Item]) -> dict[str, int]:
    """Return where each thing and figure is first spoken of by what is accepted."""
    first: dict[str, int] = {}
    for each in items:
        if not isinstance(each, RelationItem | FigureItem):
            continue
        ends = (
            (each.subject, each.object)
            if isinstance(each, RelationItem)
            else (each.iri, each.indicator)
        )
        for iri in ends:
            first[iri] = min(first.get(iri, each.evidence[0].start), each.evidence[0].start)
    return first
