"""Languages: which label fits a reader, by language ranges (RFC 4647).

A reader names one language or several, the best first: `zh`, `de,en`, `pt-BR`. A range takes its
own tag and every longer one: `en` takes `en-GB`, `zh` takes `zh-Hans` and `zh-CN` (basic
filtering). A longer range that nothing fits is shortened: `pt-BR` then takes `pt` (lookup).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

LANGUAGES: Final = ("en", "zh")
"""The languages that sskg itself speaks, the default first."""

NEUTRAL: Final = ("", "mul", "und", "zxx")
"""Tags of text that is in no one language: none, several, unknown, not linguistic (ISO 639-2)."""

_MOST: Final = 20
_LONGEST: Final = 8


def is_language_list(text: str) -> bool:
    """Tell whether text is a language range, or several with commas between them.

    >>> is_language_list("de, en-GB"), is_language_list("zh_CN"), is_language_list("")
    (True, False, False)
    """
    ranges = text.split(",")
    return len(ranges) <= _MOST and all(_is_range(each.strip(" ")) for each in ranges)


def _is_range(text: str) -> bool:
    # In the form of RFC 4647, without an expression: each lookup asks it.
    first, *others = text.split("-")
    fitting = text.isascii() and all(0 < len(part) <= _LONGEST for part in (first, *others))
    return fitting and first.isalpha() and all(map(str.isalnum, others))


@cache
def ranges(lang: str) -> tuple[str, ...]:
    """Return the language ranges of a list, in lower case, the best first.

    >>> ranges("de, EN-gb")
    ('de', 'en-gb')
    """
    return tuple(each.strip().lower() for each in lang.split(",") if each.strip())


def matches(wanted: str, tag: str) -> bool:
    """Tell whether a language range takes a tag (RFC 4647, basic filtering).

    >>> matches("zh", "zh-Hans"), matches("zh-hans", "zh"), matches("en", "eng")
    (True, False, False)
    """
    wanted, tag = wanted.lower(), tag.lower()
    return tag == wanted or tag.startswith(wanted + "-")


def fits(lang: str, tag: str) -> bool:
    """Tell whether a reader of these languages needs no mark at text with this tag.

    >>> fits("de,en", "en-GB"), fits("en", ""), fits("en", "mul"), fits("en", "zh")
    (True, True, True, False)
    """
    return tag.lower() in NEUTRAL or any(matches(_primary(each), tag) for each in ranges(lang))


def choose(labels: Mapping[str, str], lang: str) -> tuple[str, str] | None:
    """Return the best label for a reader, with the tag that it has.

    First what the reader's ranges take, in their order; then text that is in no one language; then
    English, Chinese and any other language. None where there is no label at all.

    Args:
        labels: texts by language tag.
        lang: language ranges of the reader, the best first, with commas between them.

    >>> choose({"zh": "共同富裕"}, "en")
    ('共同富裕', 'zh')
    >>> choose({"en-GB": "programme", "fr": "programme (fr)"}, "en")
    ('programme', 'en-GB')
    >>> choose({"mul": "UNEDIC", "zh": "失业局"}, "en")
    ('UNEDIC', 'mul')
    >>> choose({"": "UNEDIC", "en": "unemployment office"}, "fr,en")
    ('unemployment office', 'en')
    """
    if lang in labels:
        return labels[lang], lang
    for wanted in (*ranges(lang), *NEUTRAL, *LANGUAGES):
        tag = _best(wanted, labels)
        if tag is not None:
            return labels[tag], tag
    tag = min(labels, default=None)
    return None if tag is None else (labels[tag], tag)


def _best(wanted: str, tags: Collection[str]) -> str | None:
    """Return the tag that a range takes, the shortest first; the range is shortened for it."""
    if wanted in NEUTRAL:
        return wanted if wanted in tags else None
    while wanted:
        if taken := [tag for tag in tags if matches(wanted, tag)]:
            return min(taken, key=lambda tag: (len(tag), tag))
        wanted = wanted.rpartition("-")[0]
    return None


def interface(lang: str) -> str:
    """Return the language that sskg itself speaks to a reader: the first that it knows.

    >>> interface("de,zh-CN,en"), interface("fr")
    ('zh', 'en')
    """
    spoken = (_primary(each) for each in ranges(lang))
    return next((each for each in spoken if each in LANGUAGES), LANGUAGES[0])


def _primary(wanted: str) -> str:
    return wanted.partition("-")[0]
