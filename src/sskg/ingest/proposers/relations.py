"""Relations of two things in one sentence that the ontology allows, the likeliest first.

What shows a relation is data: `cues.json` holds for each property the words that stand between its
two ends, from subject to object (so) or from object to subject (os), and how likely it is between
things of its kinds where no word shows it (plain). A name within another shows one, too.
"""

from __future__ import annotations

import json
import re
from bisect import bisect
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sskg.ingest.fitting import ends, fits
from sskg.ingest.proposal import Quote, RelationProposal, Span
from sskg.ingest.proposers.kinds import PHRASED
from sskg.ingest.proposers.things import propose_things
from sskg.rdf.terms import ONTOLOGY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sskg.ingest.known import Known
    from sskg.ingest.proposal import Passage, ThingProposal

_CUES: Final = Path(__file__).with_name("cues.json")
MOST: Final = 8
"""Relations that are proposed of one sentence."""
_LEAST: Final = 0.1
_SHOWN: Final = 0.5
_HELD: Final = 0.6
_NEAR: Final = 24
"""How far two names may stand apart, in names: a list may be long."""
_FAR: Final = 0.002
_BETWEEN: Final = 0.06
# What stands between the members of a list: its conjunctions, articles and marks.
_LISTED: Final = re.compile(
    r"(?:[\s,;、，；和与及或]|\b(?:and|or|the|a|an|as well as)\b)+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Cue:
    """What shows a relation.

    Attributes:
        plain: how likely it is where no word shows it.
        words: patterns by direction: so, os.
    """

    plain: float
    words: Mapping[str, re.Pattern[str]]


@cache
def _cues() -> Mapping[str, _Cue]:
    """Return the cues by the IRI of their property."""
    read = json.loads(_CUES.read_text(encoding="utf-8"))
    return {
        ONTOLOGY + name: _Cue(
            entry["plain"],
            {way: _pattern(entry[way]) for way in ("so", "os") if way in entry},
        )
        for name, entry in read.items()
    }


def _pattern(words: Mapping[str, str]) -> re.Pattern[str]:
    english = [rf"\b(?:{words['en']})\b".replace(" ", r"\s+")] if "en" in words else []
    return re.compile(
        "|".join([*english, *([words["zh"]] if "zh" in words else [])]), re.IGNORECASE
    )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A relation with how likely it is."""

    score: float
    subject: ThingProposal
    predicate: str
    object: ThingProposal
    cue: Span | None


@dataclass(frozen=True, slots=True)
class _Lists:
    """The list that each name of a sentence is a member of, and where the names begin, in order."""

    of: Mapping[Span, Span]
    starts: Sequence[int]


def propose_relations(
    text: str, passages: Sequence[Passage], known: Known
) -> Iterable[RelationProposal]:
    """Propose the likeliest relations of each sentence."""
    sentences = {passage.span: passage.sentence for passage in passages}
    within: dict[Span, list[ThingProposal]] = {}
    for thing in propose_things(text, passages, known):
        within.setdefault(sentences[thing.passage], []).append(thing)
    for things in within.values():
        yield from (_proposal(text, each) for each in _likeliest(text, things))


def _at(thing: ThingProposal) -> Span:
    """Return where a thing stands: it has one quote, its name."""
    return thing.quotes[0].span


def _likeliest(text: str, things: Sequence[ThingProposal]) -> list[_Candidate]:
    """Return the candidates of a sentence, the likeliest first, of each pair of names one."""
    things = sorted(things, key=_at)
    lists = _lists(text, [_at(thing) for thing in things])
    best: dict[tuple[str, ...], _Candidate] = {}
    for subject, object_ in _pairs(things):
        ends_ = (subject.iri or subject.name, object_.iri or object_.name)
        nested = _at(subject).holds(_at(object_)) or _at(object_).holds(_at(subject))
        if ends_[0] == ends_[1] or (
            not nested and lists.of[_at(subject)] == lists.of[_at(object_)]
        ):
            continue  # members of one list are not related by it
        pair = tuple(sorted(ends_))
        for predicate in _fitting(subject.thing_kind, object_.thing_kind):
            candidate = _candidate(text, lists, subject, predicate, object_)
            if candidate.score >= _LEAST and (
                pair not in best or candidate.score > best[pair].score
            ):
                best[pair] = candidate
    ranked = sorted(
        best.values(), key=lambda each: (-each.score, _at(each.subject), _at(each.object))
    )
    kept: dict[Span, list[_Candidate]] = {}
    for each in ranked:
        beside = kept.setdefault(each.subject.passage, [])
        if len(beside) < MOST and not any(_again(each, other) for other in beside):
            beside.append(each)
    return [each for beside in kept.values() for each in beside]


def _pairs(things: Sequence[ThingProposal]) -> Iterator[tuple[ThingProposal, ThingProposal]]:
    """Yield each two that are not too far apart, in both orders."""
    for at, one in enumerate(things):
        for other in things[at + 1 : at + _NEAR]:
            yield one, other
            yield other, one


def _again(one: _Candidate, other: _Candidate) -> bool:
    """Tell whether a relation says the same of a phrase within another: an aim and its object."""
    return one.predicate == other.predicate and all(
        _at(a) == _at(b)
        or (a.thing_kind in PHRASED and (_at(a).holds(_at(b)) or _at(b).holds(_at(a))))
        for a, b in ((one.subject, other.subject), (one.object, other.object))
    )


def _lists(text: str, spans: Sequence[Span]) -> _Lists:
    """Return of each name the list that it is a member of, from first to last."""
    found: dict[Span, Span] = {}
    current: list[Span] = []
    for span in [*sorted(spans), None]:
        if span and current and span.start <= current[-1].end:
            if span.end > current[-1].end:
                current.append(span)  # it goes on beyond the one before
            else:
                found[span] = span
            continue
        if span and current and _LISTED.fullmatch(text, current[-1].end, span.start):
            current.append(span)
            continue
        for each in current:
            found[each] = Span(current[0].start, current[-1].end)
        current = [span] if span else []
    return _Lists(found, sorted(span.start for span in found))


@cache
def _fitting(subject: str, object_: str) -> tuple[str, ...]:
    """Return the properties that may stand between things of two kinds and have cues."""
    return tuple(iri for iri in ends() if iri in _cues() and fits(subject, iri, object_))


def _candidate(
    text: str,
    lists: _Lists,
    subject: ThingProposal,
    predicate: str,
    object_: ThingProposal,
) -> _Candidate:
    cue = _cues()[predicate]
    score, shown = cue.plain, None
    one, other = _at(subject), _at(object_)
    if one.holds(other) or other.holds(one):
        score += _HELD if _holding(subject, predicate, object_) else -_HELD
        return _Candidate(score, subject, predicate, object_, None)
    way, first, second = ("so", one, other) if one < other else ("os", other, one)
    gap = Span(lists.of[first].end, lists.of[second].start)
    if gap.start >= gap.end:
        gap = Span(first.end, second.start)
    words = cue.words.get(way)
    match = words.search(text, gap.start, gap.end) if words else None
    if match and match.end() > match.start():
        shown = Span(match.start(), match.end())
        covered = len(match[0]) / max(1, len(gap.of(text).strip()))
        score += _SHOWN * (0.4 + 0.6 * covered)
    between = bisect(lists.starts, gap.end - 1) - bisect(lists.starts, gap.start)
    score -= _FAR * max(0, gap.end - gap.start) + _BETWEEN * between
    return _Candidate(score, subject, predicate, object_, shown)


def _holding(subject: ThingProposal, predicate: str, object_: ThingProposal) -> bool:
    """Tell whether a name within another shows the relation: a reform of a system concerns it."""
    inner = subject if _at(object_).holds(_at(subject)) else object_
    local = predicate.removeprefix(ONTOLOGY)
    if inner is object_:
        return local in {"concerns", "partOf", "serves", "postIn", "benefits"}
    return local in {"provides", "financedBy", "serves", "contributesTo"}


def _proposal(text: str, candidate: _Candidate) -> RelationProposal:
    subject, object_ = candidate.subject, candidate.object
    quotes = [
        Quote("subject", _at(subject), subject.quotes[0].text),
        Quote("object", _at(object_), object_.quotes[0].text),
    ]
    if candidate.cue:
        quotes.append(Quote.cut("predicate", text, candidate.cue.start, candidate.cue.end))
    return RelationProposal(
        passage=subject.passage,
        quotes=tuple(sorted(quotes, key=lambda quote: quote.span)),
        by="relations",
        subject=subject.key,
        predicate=candidate.predicate,
        object=object_.key,
    )
