"""The kind of a new thing by its head noun: as common heads show it, and the graph's own names."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sskg.language.text import is_chinese

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sskg.ingest.known import Known

_FILE = Path(__file__).with_name("kinds.json")
_BEHIND = re.compile(r"\s+(?:of|for|in|on|to|against|from|with|by|under)\s")
_OFTEN = 2
_MOSTLY = 0.6
_LONGEST_HEAD = 5
_COUNTED = frozenset({"Actor", "Benefit", "Policy", "TargetGroup"})
PHRASED = frozenset(
    {
        "Advantage", "Directive", "Experience", "Goal", "Measure", "Outcome", "Principle", "Reform",
    }
)  # fmt: skip
"""Kinds whose things are named by whole phrases, in which other names stand."""


class Kinds:
    """Head nouns with the kinds that they show."""

    def __init__(self, known: Known) -> None:
        """Learn the heads of the graph's names."""
        counts: dict[str, Counter[str]] = {}
        for thing in known.things:
            for head in {name[-2:] if is_chinese(name) else _head(name) for name in thing.names}:
                counts.setdefault(head, Counter())[thing.kind] += 1
        self._learned: Mapping[str, str] = {
            head: kind
            for head, every in counts.items()
            for kind, count in every.most_common(1)
            if count >= _OFTEN and count >= _MOSTLY * every.total()
        }

    def of(self, head: str) -> str | None:
        """Return the kind that a head noun of a modified name shows, or None."""
        return of_either_number(head) or self._learned.get(head)


def abstract(head: str) -> str | None:
    """Return the kind that a head shows which others say more of: the development of a system."""
    for kind, pattern in _abstract():
        if pattern.fullmatch(head):
            return kind
    return None


@cache
def _read() -> Mapping[str, Any]:
    read: Mapping[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
    return read


@cache
def heads() -> Mapping[str, str]:
    """Return the kind of each common English head noun."""
    return {head: kind for kind, words in _read()["en"].items() for head in words.split()}


@cache
def _named() -> Mapping[str, str]:
    return {head: kind for kind, words in _read()["named"].items() for head in words.split()}


def named_kind(head: str) -> str | None:
    """Return the kind that a head shows in a proper name alone: an Income that is a program."""
    return _named().get(head)


@cache
def of_either_number(head: str) -> str | None:
    """Return the kind of an English head noun, of one or of many: worker as workers."""
    other = heads().get(head[:-1] if head.endswith("s") else head + "s")
    return heads().get(head) or (other if other in _COUNTED else None)


@cache
def _han() -> Mapping[str, str]:
    return {head: kind for kind, words in _read()["zh"].items() for head in words.split()}


def han_kind(name: str) -> str | None:
    """Return the kind that the longest known end of a Chinese name shows, or None."""
    ends = (name[-length:] for length in range(min(len(name), _LONGEST_HEAD), 0, -1))
    return next((kind for end in ends if (kind := _han().get(end))), None)


@cache
def _abstract() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (kind, re.compile("|".join(words.split()))) for kind, words in _read()["abstract"].items()
    )


def _head(name: str) -> str:
    return _BEHIND.split(name.lower())[0].rsplit(maxsplit=1)[-1] if name.strip() else ""
