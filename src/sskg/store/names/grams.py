"""The pieces of a name by which it is found: groups of three characters, pairs of Chinese ones."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sskg.language.text import CHINESE_RUN, fold, is_chinese

if TYPE_CHECKING:
    from collections.abc import Sequence

GRAM: Final = 3
_ENDING: Final = 3
_SHORTEST: Final = 4
_BETWEEN: Final = "|"
"""Stands in no folded text."""


def words(text: str) -> list[str]:
    """Return the folded words of a text, each once.

    >>> words("Multi-level, multi-pillar")
    ['multi', 'level', 'pillar']
    """
    return list(dict.fromkeys(fold(text).split()))


def beginnings(text: str) -> str:
    """Return a text with its long words cut, so that they are found whatever their endings.

    >>> beginnings("reformed policies 养老保险")
    'refor polic 养老保险'
    """
    return " ".join(
        word if is_chinese(word) else word[: max(_SHORTEST, len(word) - _ENDING)]
        for word in words(text)
    )


def spell_each(folded: Sequence[str]) -> list[str]:
    """Return folded texts so that groups of three characters tell all that names are found by.

    A mark stands on either side of a Chinese character, for two of them tell as much as three
    letters; a space on either side of a word, for a short word is found by its limits.

    >>> spell_each(["pooling level 2", "18大"])
    [' pooling level 2 ', ' 18|大| ']
    """
    spelled = [f" {text} " for text in folded]
    marked = [at for at, text in enumerate(folded) if not text.isascii()]
    # All at once: calls for each text, and for each run in it, would take most of the time.
    parts = re.split(f"({CHINESE_RUN})", "\n".join(spelled[at] for at in marked))
    if len(parts) > 1:
        # Every second part is a run: a mark between all characters, and one on either side.
        parts[1::2] = _BETWEEN.join("\0".join(parts[1::2])).split(f"{_BETWEEN}\0{_BETWEEN}")
        for at, text in zip(marked, _BETWEEN.join(parts).split("\n"), strict=True):
            spelled[at] = text
    return spelled


def grams(text: str) -> list[str]:
    """Return the groups of three characters by which names are found that hold a text's words.

    >>> grams("fund")
    ['fun', 'und']
    >>> grams("养老金 18")
    ['养|老', '老|金', ' 18', '18 ']
    >>> grams("城")
    ['|城|']
    """
    parts: list[str] = []
    for word in words(text):
        (spelled,) = spell_each([word])
        inner = spelled.strip()
        own = _grams(inner if len(inner) >= GRAM else spelled)
        # A character alone is in very many names; a pair tells the two of it, too.
        parts += [gram for gram in own if not _is_alone(gram)] or own
    return list(dict.fromkeys(parts))


def _grams(text: str) -> list[str]:
    return [text[at : at + GRAM] for at in range(len(text) - GRAM + 1)]


def _is_alone(gram: str) -> bool:
    return gram[0] == gram[2] == _BETWEEN


def pieces(text: str) -> list[str]:
    """Return parts of a text's words that a name may hold as they are: for `CONTAINS` in SPARQL.

    >>> pieces("养老金 18 fund")
    ['养老', '老金', '18', 'fun', 'und']
    >>> pieces("城")
    ['城']
    """
    parts: list[str] = []
    for word in words(text):
        size = 2 if is_chinese(word) else GRAM
        parts += [word[at : at + size] for at in range(len(word) - size + 1)] or [word]
    # One letter is in nearly every name.
    return list(dict.fromkeys(part for part in parts if len(part) > 1) or dict.fromkeys(parts))
