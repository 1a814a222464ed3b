"""How Chinese names fit: by their characters and pairs of characters, for there are no spaces."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Final

from sskg.language.text import fold, is_chinese

_PARTICLES: Final = str.maketrans("", "", "的之了")

_TELLING: Final = frozenset(
    "零〇一二三四五六七八九十百千万亿两首次城乡镇村农工男女老新前"
    "后上下内外不无非未大小高低增减升降医社养失就生育"
)
"""Characters that tell names apart: one of them in place of another is no slip."""

_SHORTEST_TYPO: Final = 5
_SHORTEST_FORM: Final = 4
_COVERED: Final = 0.6
"""The part of a name that a short form must hold, so that 医保改革 is not 医保个人账户改革."""


@lru_cache(maxsize=8192)
def characters(text: str) -> str:
    """Return the characters of a text that carry its meaning, folded and without spaces.

    >>> characters("养老 的 保险")
    '养老保险'
    """
    return fold(text).replace(" ", "").translate(_PARTICLES)


def without_kind(text: str, kind_words: frozenset[str]) -> str:
    """Return characters without the country's name before them and a word for a kind after them."""
    bare = text[2:] if text.startswith(("中国", "我国")) else text
    for word in sorted(filter(is_chinese, kind_words), key=len, reverse=True):
        if bare.endswith(word) and len(bare) > len(word):
            return bare.removesuffix(word)
    return bare


def reordered(typed: str, known: str) -> bool:
    """Tell whether two texts have the same characters, most of them beside the same neighbours."""
    return Counter(typed) == Counter(known) and likeness(typed, known) >= _COVERED


def short_form(typed: str, known: str) -> bool:
    """Tell whether a text leaves characters of a name out, and keeps most of them in order."""
    if len(typed) < max(_SHORTEST_FORM, _COVERED * len(known)):
        return False
    rest = iter(known)
    return all(char in rest for char in typed)


def mistyped(typed: str, known: str) -> bool:
    """Tell whether one character stands for another, none that tells names apart."""
    if len(typed) != len(known) or len(typed) < _SHORTEST_TYPO:
        return False
    changed = [pair for pair in zip(typed, known, strict=True) if pair[0] != pair[1]]
    return len(changed) == 1 and not any(char in _TELLING or char.isascii() for char in changed[0])


def likeness(typed: str, known: str) -> float:
    """Return the share of pairs of neighbours that two texts have in common, 0 to 1 (Dice).

    >>> likeness("养老保险", "养老金")
    0.4
    """
    ours, theirs = _pairs(typed), _pairs(known)
    return 2 * (ours & theirs).total() / max(1, ours.total() + theirs.total())


def _pairs(text: str) -> Counter[str]:
    return Counter(text[at : at + 2] for at in range(len(text) - 1))
