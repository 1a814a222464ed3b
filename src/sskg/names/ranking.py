"""Which of the names that things bear fit a text, and how well: no store, no I/O."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from sskg.language.message import word
from sskg.language.ranges import LANGUAGES, interface
from sskg.language.text import fold, is_chinese
from sskg.names import chinese, english
from sskg.ontology.vocabulary import vocabulary
from sskg.rdf.terms import local_name
from sskg.record import record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sskg.model import Entity
    from sskg.names.bearers import Bearer

WAYS: Final = {
    "IRI": 100, "slug": 100, "name": 100, "folded": 99, "words": 98, "endings": 96, "kind": 95,
    "part": 80, "beginning": 70, "typo": 60, "typo in part": 45, "mention": 0, "likeness": 0,
}  # fmt: skip
"""How a name can fit, the best first, with the score (0 to 100) that each way starts from."""

EXACT: Final = frozenset({"IRI", "slug", "name"})

_NOTED = 0.3
"""Likeness from which a thing is worth naming when nothing fits."""

_SCATTERED = 0.65
"""The part of a name that words must make up which stand apart in it, so that "medical insurance
reform" is not the reform of individual medical insurance accounts."""

_TELLING_LENGTH = 8
"""Letters that a part of a name must have, if it is mistyped, to tell the name by."""

_POLICY_WORDS = frozenset({"system", "scheme", "programme", "program", "strategy", "制度", "体系"})
_COUNTRY = frozenset({"china", "chinese"})


@record
class Match:
    """A thing that fits a name.

    Attributes:
        entity: the thing.
        name: the name of it that fits.
        how: one of WAYS.
        score: 0 to 100.
        where: of a mention, the property in whose value the text stands, or "kind".
    """

    entity: Entity
    name: str
    how: str
    score: float
    where: str = ""

    @property
    def exact(self) -> bool:
        """Whether the thing was named as the graph names it."""
        return self.how in EXACT

    def way(self, lang: str = "en") -> str:
        """Return how it fits: one of WAYS, or where the text stands."""
        if not self.where:
            return self.how
        if self.where == "kind":
            return word("kind", lang)
        return word("value of “{property}”", lang, property=_property(self.where, lang))

    def line(self, lang: str = "en") -> str:
        """Return the match as one line: CURIE, kind, label."""
        # A kind is told as --kind takes it.
        kind = self.entity.kind
        if interface(lang) != LANGUAGES[0] and kind in vocabulary().classes:
            kind = vocabulary().kind(kind).label(lang)
        line = f"{self.entity.curie}  {kind}  {self.entity.label(lang)}"
        return f"{line}  ({self.way(lang)}: {self.name})" if self.where else line


class _ComparedText:
    """A text in the forms that it is compared in."""

    __slots__ = ("chinese", "folded", "joined", "plain", "stems", "telling", "words")

    def __init__(self, text: str) -> None:
        self.plain = text
        self.folded = fold(text)
        self.joined = self.folded.replace(" ", "")
        self.words = english.words(text)
        self.telling = [(word[0], english.stem(word)) for word in self.words]
        self.stems = _stems(text)
        self.chinese = is_chinese(self.folded)


def rank(candidates: Iterable[Bearer], text: str, *, parts: bool = False) -> list[Match]:
    """Return the things whose names fit a text, the best first.

    Things that are merely like it are returned only where nothing fits better.

    Args:
        candidates: the things with their names.
        text: what a person typed.
        parts: whether what a text fits in a weaker way is wanted beside what bears it as a name.
    """
    typed = _ComparedText(text)
    if not typed.folded:
        return []
    bearers = tuple(candidates)
    # Nearly everything asked for is found by this cheap look; the rest need not be computed.
    matches = _best(bearers, typed, _same)
    if parts or not matches:
        borne = {match.entity.iri for match in matches}
        others = (bearer for bearer in bearers if bearer.iri not in borne)
        matches += _best(others, typed, _fitting)
    if not matches:
        matches = _best(bearers, typed, _alike)
    return sorted(matches, key=lambda match: (-match.score, len(match.name), match.entity.iri))


def rivals(candidates: Iterable[Bearer], text: str, best: Match) -> list[Match]:
    """Return other things of a kind whose names have all words of a text, if not in a row.

    "average pension" is a part of "average pension of retirees", and stands as well in "average
    monthly pension of residents": who typed it may have meant either.
    """
    typed = _stems(text)
    return [
        Match(bearer.entity, name, best.how, best.score)
        for bearer in candidates
        if bearer.entity.iri != best.entity.iri and bearer.entity.kind == best.entity.kind
        and (name := next((each for each in bearer.names if typed <= _stems(each)), None))
    ]  # fmt: skip


def mixed(candidates: Sequence[Bearer], text: str) -> list[Match]:
    """Return the things that fit the English words of a text and its Chinese ones, each by itself.

    Empty where the text is not in both.
    """
    pieces = [piece for piece in re.split(_MIXED, text) if fold(piece)]
    if len(pieces) < 2 or len({is_chinese(fold(piece)) for piece in pieces}) < 2:  # noqa: PLR2004
        return []
    fitting = []
    for piece in pieces:
        matches = rank(candidates, piece, parts=True)
        fitting.append({m.entity.iri: m for m in matches if m.how != "likeness"})
    common = set.intersection(*map(set, fitting))
    matches = [min((each[iri] for each in fitting), key=lambda m: m.score) for iri in common]
    return sorted(
        (Match(m.entity, m.name, "part", WAYS["part"]) for m in matches),
        key=lambda m: (len(m.name), m.entity.iri),
    )


_MIXED: Final = r"\s*([\u3400-\u9fff]+)\s*"
"""Chinese words within a text."""


def _property(name: str, lang: str) -> str:
    """Return what a property is called, or its local name where the ontology does not know it."""
    properties = (each for iri, each in vocabulary().properties.items() if local_name(iri) == name)
    return next((each.label(lang) for each in properties), name)


def by_identifier(candidates: Iterable[Bearer], iri: str | None, slug: str) -> Match | None:
    """Return the thing with that IRI, or else with that slug."""
    same_slug = None
    for bearer in candidates:
        if bearer.iri == iri:
            return Match(bearer.entity, iri, "IRI", WAYS["IRI"])
        if local_name(bearer.iri) == slug:
            same_slug = same_slug or Match(bearer.entity, slug, "slug", WAYS["slug"])
    return same_slug


def _best(
    bearers: Iterable[Bearer],
    typed: _ComparedText,
    fit: Callable[[_ComparedText, str, str, tuple[str, ...]], tuple[str, float] | None],
) -> list[Match]:
    matches = []
    for bearer in bearers:
        best: Match | None = None
        for name, folded in bearer.forms():
            fitting = fit(typed, name, folded, bearer.kinds)
            if fitting is None:
                continue
            how, share = fitting
            score = WAYS[how] + 10 * share
            if best is None or score > best.score:
                best = Match(bearer.entity, name, how, score)
        if best is not None:
            matches.append(best)
    return matches


def _same(
    typed: _ComparedText, name: str, folded: str, _: tuple[str, ...]
) -> tuple[str, float] | None:
    if typed.plain == name:
        return "name", 0
    if typed.folded == folded or typed.joined == folded.replace(" ", ""):
        return "folded", 0
    if len(typed.folded) == len(folded) and sorted(typed.folded.split()) == sorted(folded.split()):
        return "words", 0
    return None


def _fitting(
    typed: _ComparedText, name: str, folded: str, kinds: tuple[str, ...]
) -> tuple[str, float] | None:
    if typed.chinese != is_chinese(name):
        return None
    if typed.chinese:
        return _chinese(typed, name, kinds)
    return _english(typed, english.words(name, folded), kinds)


def _english(
    typed: _ComparedText, known: tuple[str, ...], kinds: tuple[str, ...]
) -> tuple[str, float] | None:
    generic = _generic(kinds)
    # Whatever way a word fits another, both begin alike. Most names end here.
    initials = {word[0] for word in known}
    for initial, stem in typed.telling:
        if initial not in initials and stem not in generic:
            return None
    stems = Counter(map(english.stem, known))
    if not typed.stems or not stems:
        return None
    if typed.stems == stems:
        return "endings", 0
    bare = _without(typed.stems, generic)
    if bare == stems or (len(bare) > 1 and bare == _without(stems, generic)):
        return "kind", 0
    share = typed.stems.total() / stems.total()
    if typed.stems <= stems:
        together = _in_a_row(typed.words, known)
        return ("part", share) if together or share >= _SCATTERED else None
    if len(typed.words) > len(known):
        return None
    if _paired(typed.words, known, english.begins):
        return "beginning", share
    if _paired(typed.words, known, english.mistyped):
        if share == 1:
            return "typo", share
        if sum(map(len, typed.words)) >= _TELLING_LENGTH:
            return "typo in part", share
    return None


def _chinese(typed: _ComparedText, name: str, kinds: tuple[str, ...]) -> tuple[str, float] | None:
    ours, theirs = chinese.characters(typed.plain), chinese.characters(name)
    if not ours or not theirs:
        return None
    if ours == theirs:
        return "folded", 0
    if chinese.reordered(ours, theirs):
        return "words", 0
    kind_words = _kind_words(kinds)
    bare = chinese.without_kind(ours, kind_words)
    if bare == theirs or (len(bare) > 3 and bare == chinese.without_kind(theirs, kind_words)):  # noqa: PLR2004
        return "kind", 0
    if ours in theirs and len(ours) > 1:
        return "part", len(ours) / len(theirs)
    if chinese.short_form(ours, theirs):
        return "beginning", len(ours) / len(theirs)
    if chinese.mistyped(ours, theirs):
        return "typo", 1
    return None


def _alike(
    typed: _ComparedText, name: str, folded: str, _: tuple[str, ...]
) -> tuple[str, float] | None:
    if typed.chinese != is_chinese(name):
        return None
    if typed.chinese:
        share = chinese.likeness(chinese.characters(typed.plain), chinese.characters(name))
    else:
        named = english.words(name, folded)
        stems = Counter(map(english.stem, named))
        near = sum((typed.stems & stems).values()) + 0.8 * sum(
            any(english.mistyped(word, other) or english.begins(word, other) for other in named)
            for word in typed.words
            if english.stem(word) not in stems
        )
        share = 2 * near / max(1, len(typed.words) + len(named))
    return ("likeness", share) if share >= _NOTED else None


def _paired(typed: Sequence[str], known: Sequence[str], same: Callable[[str, str], bool]) -> bool:
    """Tell whether each typed word has a word of the name of its own."""
    left = list(known)
    for each in typed:
        partner = next((other for other in left if english.stem(other) == english.stem(each)), None)
        partner = partner or next((other for other in left if same(each, other)), None)
        if partner is None:
            return False
        left.remove(partner)
    return True


def _in_a_row(typed: Sequence[str], known: Sequence[str]) -> bool:
    """Tell whether a name has the typed words one after the other."""
    phrase, name = (" ".join(map(english.stem, words)) for words in (typed, known))
    return f" {phrase} " in f" {name} "


def _without(stems: Counter[str], generic: frozenset[str]) -> Counter[str]:
    return Counter({stem: count for stem, count in stems.items() if stem not in generic})


# What follows is asked of each name in turn, and seldom changes from one to the next.


@lru_cache(maxsize=8192)
def _stems(text: str) -> Counter[str]:
    """Return the stems of a text with their number; nobody may change it."""
    return Counter(map(english.stem, english.words(text)))


@lru_cache(maxsize=256)
def _kind_words(kinds: tuple[str, ...]) -> frozenset[str]:
    """Return the words that stand for the kind of a thing: "reform" for a reform."""
    above = {name for kind in kinds for name in vocabulary().superclasses.get(kind, ())}
    labels = {
        label for kind in above | set(kinds) for label in vocabulary().kind(kind).labels.values()
    }
    return frozenset(labels) | (_POLICY_WORDS if "Policy" in kinds else frozenset())


@lru_cache(maxsize=256)
def _generic(kinds: tuple[str, ...]) -> frozenset[str]:
    """Return the stems that tell no two things of some kinds apart."""
    return frozenset(map(english.stem, _kind_words(kinds) | _COUNTRY))
