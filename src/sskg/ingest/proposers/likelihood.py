"""How likely a relation is between two things that a text names near each other.

What shows a relation is data: `cues.json` holds for each property how likely it is between two
things of its kinds where no word shows it (plain; among for certain kinds), the English verbs that
say it, with the end that does it (does), and other words that stand between its two ends, from
subject to object (so) or from object to subject (os), in both languages. A verb shows it in active
and passive voice. The weights of what else shows one were fitted to the relations of six documents
whose graph is known.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sskg.ingest.fitting import ends, fits
from sskg.ingest.proposal import Span
from sskg.ingest.proposers.english import begins_a_phrase, inflected, small_word
from sskg.language.text import is_chinese
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sskg.ingest.proposers.mentioned import Mention
    from sskg.ingest.proposers.reach import Pair

_CUES: Final = Path(__file__).with_name("cues.json")
# In log-odds: each adds to what the kinds alone make likely.
_SHOWN: Final = 1.9
_LINKED: Final = {"subject": 0.3, "object": 1.2}
_OFTEN: Final = 0.2
_FAR: Final = -0.35
_RIVAL: Final = -0.2
_CLAUSE: Final = -0.3
_BESIDE: Final = -1.3
_BEHIND: Final = -0.2
_AGAIN: Final = 2.2
_TOPIC: Final = -1.9
_HEADING: Final = -1.2
_OWN: Final = -1.0
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
_SAID: Final = log(0.05 / 0.95)
_BETWEEN: Final = 0.5
_MODIFIERS: Final = 5
_WORD: Final = re.compile(r"[a-z][a-z'’-]+")
_BEEN: Final = ("is", "are", "was", "were", "be", "been", "being")
_LOOSE: Final = re.compile(
    r"[’']s|to|for|of|on|in|as|by|at|with|from|under|through|among", re.IGNORECASE
)
"""Prepositions, which show a relation only to what stands right behind them."""


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
            {way: pattern for way in ("so", "os") if (pattern := _pattern(entry, way))},
        )
        for name, entry in read.items()
    }


def _pattern(entry: Mapping[str, Any], way: str) -> re.Pattern[str] | None:
    """Return what shows a relation in one direction."""
    words = entry.get(way, {})
    english = [words["en"]] if words.get("en") else []
    if does := entry.get("does"):
        verbs = does["en"].split()
        active = (does["by"] == "subject") == (way == "so")
        english.append(_active(verbs) if active else _passive(verbs))
    every = [rf"\b(?:{'|'.join(english)})(?!\w)".replace(" ", r"\s+")] if english else []
    every += [words["zh"]] if words.get("zh") else []
    return re.compile("|".join(every), re.IGNORECASE) if every else None


def _active(verbs: Iterable[str]) -> str:
    """Return a pattern of what one does: it covers them, covering them, having covered them."""
    forms = "|".join(form for verb in verbs for form in inflected(verb))
    been = "".join(rf"(?<!\b{form}\s)" for form in _BEEN)
    return rf"{been}(?:{forms})(?! (?:\w+ly )?by\b)"


def _passive(verbs: Iterable[str]) -> str:
    """Return a pattern of what is done by one: covered by it, covered mainly under it."""
    done = "|".join(form for verb in verbs for form in inflected(verb) if form.endswith("ed"))
    return (
        rf"(?:{done})(?:(?: \w+){{0,5}}? by| through| under| from| pursuant to| in accordance with)"
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
    odds = _plain(subject.kind, predicate, object_.kind)
    odds += _LINKED["subject"] * bool(subject.thing.iri) + _LINKED["object"] * bool(
        object_.thing.iri
    )
    odds += _OFTEN * log(often)
    shown = None
    if pair.way == "within" and pair.gap is None:
        odds += _held(subject, predicate.removeprefix(ONTOLOGY), object_)
    elif pair.way == "within" and pair.gap is not None:
        shown, covered = _shown(text, pair, predicate)
        if shown:
            if not _LOOSE.fullmatch(shown.of(text)):
                # What a verb says is no rarer because it is seldom true where nothing says it.
                odds += max(0, _SAID - _plain(subject.kind, predicate, object_.kind))
            odds += _SHOWN * (_LEAST_COVERED + (1 - _LEAST_COVERED) * covered)
        odds += _FAR * log(1 + pair.gap.length / 10) + _RIVAL * pair.rivals
        odds += _CLAUSE * (subject.passage != object_.passage)
    elif pair.way == "beside":
        odds += _BESIDE + _BEHIND * pair.forward + _RIVAL * pair.rivals + _AGAIN * pair.again
        odds += _OWN * pair.own
    elif pair.way == "heading":
        odds += _HEADING + _OWN * pair.own
    else:
        odds += _OWN * pair.own
        odds += _TOPIC + _OF_TOPIC.get(predicate.removeprefix(ONTOLOGY), 0)
    return 1 / (1 + exp(-odds)), shown


def _shown(text: str, pair: Pair, predicate: str) -> tuple[Span | None, float]:
    """Return the words between two ends that show a relation, and how much of what is there."""
    words = _cues()[predicate].words.get("so" if pair.forward else "os")
    gap = pair.gap
    shown: tuple[Span | None, float] = (None, 0)
    for match in words.finditer(text, gap.start, gap.end) if words and gap else ():
        at = Span(*match.span())
        if not match[0] or not gap or any(other.holds(at) for other in pair.between):
            continue
        if _LOOSE.fullmatch(match[0]) and _goes_on(text[match.end() : gap.end]):
            continue  # a preposition shows what stands behind it
        if is_chinese(match[0]):
            covered = (match.end() - match.start()) / max(1, len(gap.of(text).strip()))
        else:
            covered = 1 / (
                1 + _BETWEEN * _content(text[gap.start : match.start()])
                + _BETWEEN * _content(text[match.end() : gap.end])
            )  # fmt: skip
        if shown[0] is None or covered > shown[1]:
            shown = Span(*match.span()), covered
    return shown


def _goes_on(words: str) -> bool:
    """Tell whether more than modifiers of a noun stand there: another phrase begins."""
    every = _WORD.findall(words.lower())
    return len(every) > _MODIFIERS or any(map(begins_a_phrase, every))


def _content(words: str) -> int:
    """Count the words that say something: no articles, auxiliaries, adverbs and numbers."""
    return sum(
        not (small_word(word) or word.endswith("ly")) for word in _WORD.findall(words.lower())
    )


def _held(subject: Mention, local: str, object_: Mention) -> float:
    """Return what it adds that a name stands within another, or in a list that goes on from it."""
    one, other = subject.span, object_.span
    outer = one.holds(other) or (one.end <= other.start and not other.holds(one))
    shows = _HELD if outer else _HOLDS
    if local not in shows:
        return _NOT_HELD
    if local == "partOf" and subject.kind in _WHOLES:
        return _IN_ITS_WHOLE
    together = one.end == other.end or not (one.holds(other) or other.holds(one))
    return shows[local] + (_ENDS_TOGETHER if together else _ENDS_BEFORE)
