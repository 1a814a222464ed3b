"""How likely a relation is between two things that a text names near each other.

What shows a relation is data: `cues.json` holds for each property how likely it is between two
things of its kinds where no word shows it (plain; among for certain kinds), and the words that
stand between its two ends, from subject to object (so) or from object to subject (os). The weights
of what else shows one were fitted to the relations of six documents whose graph is known.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sskg.ingest.fitting import ends, fits
from sskg.ingest.proposal import Span
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.ingest.proposal import ThingProposal
    from sskg.ingest.proposers.reach import Pair

_CUES: Final = Path(__file__).with_name("cues.json")
# In log-odds: each adds to what the kinds alone make likely.
_SHOWN: Final = 2.1
_LINKED: Final = {"subject": 0.3, "object": 1.2}
_OFTEN: Final = 0.2
_FAR: Final = -0.35
_RIVAL: Final = -0.1
_CLAUSE: Final = 0.2
_BESIDE: Final = -1.1
_BEHIND: Final = -0.2
_AGAIN: Final = 2.2
_TOPIC: Final = -1.9
_OF_TOPIC: Final = {
    "administeredBy": 0.5, "partOf": 2.0, "provides": -1.0, "regulatedBy": 0.8, "serves": -0.9,
}  # fmt: skip
# A name within another shows a relation: a reform of a system concerns it. More so where both end
# together, and where bodies or places stand within their wholes.
_HELD: Final = {
    "addresses": 2.3, "benefits": -0.2, "concerns": 0.5, "partOf": -0.3, "postIn": 0.0,
    "serves": 0.3,
}  # fmt: skip
_HOLDS: Final = {"financedBy": -0.5, "provides": 0.8, "serves": 0.3}
_NOT_HELD: Final = -2.5
_ENDS_TOGETHER: Final = 1.0
_ENDS_BEFORE: Final = -0.5
_WHOLES: Final = frozenset({"Actor", "Place"})
_IN_ITS_WHOLE: Final = 3.0
_LEAST_COVERED: Final = 0.4


@dataclass(frozen=True, slots=True)
class _Cue:
    """What shows a relation.

    Attributes:
        plain: how likely it is where no word shows it.
        among: likewise between certain kinds, by these.
        words: patterns by direction: so, os.
    """

    plain: float
    among: Mapping[str, float]
    words: Mapping[str, re.Pattern[str]]


@cache
def _cues() -> Mapping[str, _Cue]:
    """Return the cues by the IRI of their property."""
    read = json.loads(_CUES.read_text(encoding="utf-8"))
    return {
        ONTOLOGY + name: _Cue(
            entry["plain"],
            entry.get("among", {}),
            {way: _pattern(entry[way]) for way in ("so", "os") if way in entry},
        )
        for name, entry in read.items()
    }


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    english = [rf"\b(?:{words['en']})\b".replace(" ", r"\s+")] if "en" in words else []
    return re.compile(
        "|".join([*english, *([words["zh"]] if "zh" in words else [])]), re.IGNORECASE
    )


@cache
def fitting(subject: str, object_: str) -> tuple[str, ...]:
    """Return the properties that may stand between things of two kinds and have cues."""
    return tuple(iri for iri in ends() if iri in _cues() and fits(subject, iri, object_))


@cache
def _plain(subject: str, predicate: str, object_: str) -> float:
    """Return the log-odds of a relation between things of two kinds, where nothing shows it."""
    cue = _cues()[predicate]
    likely = cue.among.get(f"{subject} {object_}", cue.plain)
    return log(likely / (1 - likely))


def likelihood(text: str, pair: Pair, predicate: str, often: int) -> tuple[float, Span | None]:
    """Return how likely a relation is, from 0 to 1, and the words that show it.

    Args:
        text: of the document.
        pair: its subject and object, and how they stand to each other.
        predicate: IRI of a property that fits them.
        often: how often the document names the subject.
    """
    subject, object_ = pair.subject, pair.object
    odds = _plain(subject.thing_kind, predicate, object_.thing_kind)
    odds += _LINKED["subject"] * bool(subject.iri) + _LINKED["object"] * bool(object_.iri)
    odds += _OFTEN * log(often)
    shown = None
    if pair.way == "within" and pair.gap is None:
        odds += _held(subject, predicate.removeprefix(ONTOLOGY), object_)
    elif pair.way == "within" and pair.gap is not None:
        shown = _shown(text, pair, predicate)
        if shown:
            covered = shown.length / max(1, len(pair.gap.of(text).strip()))
            odds += _SHOWN * (_LEAST_COVERED + (1 - _LEAST_COVERED) * covered)
        odds += _FAR * log(1 + pair.gap.length / 10) + _RIVAL * pair.rivals
        odds += _CLAUSE * (subject.passage != object_.passage)
    elif pair.way == "beside":
        odds += _BESIDE + _BEHIND * pair.forward + _RIVAL * pair.rivals + _AGAIN * pair.again
    else:
        odds += _TOPIC + _OF_TOPIC.get(predicate.removeprefix(ONTOLOGY), 0)
    return 1 / (1 + exp(-odds)), shown


def _shown(text: str, pair: Pair, predicate: str) -> Span | None:
    words = _cues()[predicate].words.get("so" if pair.forward else "os")
    gap = pair.gap
    match = words.search(text, gap.start, gap.end) if words and gap else None
    return Span(*match.span()) if match and match[0] else None


def _held(subject: ThingProposal, local: str, object_: ThingProposal) -> float:
    """Return what it adds that a name stands within another, or in a list that goes on from it."""
    one, other = subject.span, object_.span
    outer = one.holds(other) or (one.end <= other.start and not other.holds(one))
    shows = _HELD if outer else _HOLDS
    if local not in shows:
        return _NOT_HELD
    if local == "partOf" and subject.thing_kind in _WHOLES:
        return _IN_ITS_WHOLE
    together = one.end == other.end or not (one.holds(other) or other.holds(one))
    return shows[local] + (_ENDS_TOGETHER if together else _ENDS_BEFORE)
