"""How English names fit: endings, spellings, words for a kind, parts and slips of the finger."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sskg.language.text import fold

_POSSESSIVE: Final = "['’](s\\b|(?=\\s|$))"

_EMPTY: Final = frozenset(
    ("a", "an", "and", "the", "of", "for", "in", "on", "to", "by", "with", "from", "at", "its")
)
"""Words that tell no two names apart."""

_SPELLINGS: Final = {
    "programme": "program", "centre": "center", "centred": "centered", "ageing": "aging",
    "labour": "labor", "favour": "favor", "defence": "defense", "metre": "meter",
    "person": "people",
}  # fmt: skip
_LONG_WORD = 9
_SHORTEST_PREFIX = 3


def words(text: str, folded: str | None = None) -> tuple[str, ...]:
    """Return the words of a text that carry its meaning, folded.

    >>> words("The Reform of people's accounts")
    ('reform', 'people', 'accounts')

    Args:
        text: the text.
        folded: the same in folded form, where it is at hand.
    """
    if folded is None or "'" in text or "’" in text:
        folded = fold(re.sub(_POSSESSIVE, "", text, flags=re.IGNORECASE))
    return tuple(word for word in folded.split() if word not in _EMPTY)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a folded word without its ending, and in its American spelling.

    It takes the same from singular and plural, and from "raise", "raised" and "raising"; what is
    left need not be a word.

    >>> [stem(word) for word in ("policies", "pooling", "pooled", "organisation", "organizing")]
    ['policy', 'pool', 'pool', 'organiz', 'organiz']
    >>> stem("programmes") == stem("program") and stem("enterprises") == stem("enterprise")
    True
    """
    word = re.sub("is(ing|ed|es|e)$", r"iz\1", word)
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004  (ties, dies)
        word = word[:-3] + "y"
    elif re.search("(s|x|z|ch|sh)es$", word):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    word = re.sub("i[sz]ation$", "ize", _SPELLINGS.get(word, word))
    for ending in ("ing", "ion", "ed", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:  # noqa: PLR2004  (need, bring)
            return word.removesuffix(ending)
    return word


def mistyped(typed: str, known: str) -> bool:
    """Tell whether a folded word may be another one with a slip of the finger.

    One letter may be left out, added, changed or swapped with its neighbour, two in long words.
    The first letter stays, and so does the last where letters are changed: "urban" is not "rural",
    "employer" not "employee". A number is never another number.
    """
    if typed == known:
        return True
    shorter = min(len(typed), len(known))
    if typed[0] != known[0] or shorter < 4 or any(map(str.isdigit, typed + known)):  # noqa: PLR2004
        return False
    if len(typed) == len(known) and typed[:-1] == known[:-1]:
        return False
    most = 2 if shorter >= _LONG_WORD else 1
    if abs(len(typed) - len(known)) > most:
        return False
    # An edit takes away one letter and adds one, so most pairs need not be compared by edits.
    letters, others = set(typed), set(known)
    if len(letters - others) > most or len(others - letters) > most:
        return False
    return _edits(typed, known) <= most


def begins(typed: str, known: str) -> bool:
    """Tell whether a folded word is another one, or its beginning; no number begins another."""
    if known == typed:
        return True
    return len(typed) >= _SHORTEST_PREFIX and not typed.isdecimal() and known.startswith(typed)


def _edits(first: str, second: str) -> int:
    """Return the optimal string alignment distance: edits, with neighbours swapped as one."""
    before: list[int] = []
    row = list(range(len(second) + 1))
    for at, left in enumerate(first, 1):
        older, before, row = before, row, [at]
        for to, right in enumerate(second, 1):
            cost = min(before[to] + 1, row[to - 1] + 1, before[to - 1] + (left != right))
            if at > 1 and to > 1 and left == second[to - 2] and first[at - 2] == right:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
    return row[-1]
