"""The languages of a site: those that the things of its graph are named in."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sskg.language.ranges import LANGUAGES, NEUTRAL

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Entity

_SHARE: Final = 4
"""Of this many things one at least must be named in a language."""
_MOST: Final = 8


def languages(things: Iterable[Entity]) -> tuple[str, ...]:
    """Return the languages that many things are named in; where none is told, those of sskg.

    Of tags only the language itself counts: `zh` has what is `zh-Hans`. Those that sskg speaks
    come first, then those that most things have.

    >>> from sskg.model import Entity
    >>> languages([Entity("urn:a", {"fr": "caisse", "en-GB": "fund"}), Entity("urn:b", {"x": "?"})])
    ('en', 'fr')
    """
    counts: Counter[str] = Counter()
    number = 0
    for thing in things:
        number += 1
        counts.update({tag.lower().partition("-")[0] for tag in thing.labels} - {*NEUTRAL})
    many = [lang for lang, n in counts.items() if n * _SHARE >= number and len(lang) > 1]
    own = [lang for lang in LANGUAGES if lang in many]
    others = sorted(set(many) - set(own), key=lambda lang: (-counts[lang], lang))
    return tuple([*own, *others][:_MOST]) or LANGUAGES
