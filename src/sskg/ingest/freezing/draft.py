"""The frozen text as it grows, block by block, and what is remembered of where each block stood."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import Final

from sskg.errors import UnreadableInput
from sskg.language.message import msg

MOST: Final = 5_000_000
"""Code points of a document: more is a collection, to be given piece by piece."""

_SPACES = re.compile(r"[^\S\n]+")
# Soft hyphens and zero-width marks are invisible, and would stand between a word and its offsets.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, line or table row of the document.

    Attributes:
        start: offset of its first character in the frozen text, in code points.
        end: offset after its last character.
        kind: heading, paragraph, row, or line: a line may end in mid-sentence, the others do not.
        path: the element of the original: "p[3]", "line 12".
        page: 1-based page of the original, or None where it has none.
        residue: whether it is around the text and not of it: menus, running heads.
    """

    start: int
    end: int
    kind: str
    path: str
    page: int | None = None
    residue: bool = False


@dataclass(frozen=True, slots=True)
class Frozen:
    """A document's text, and where in the original it stood.

    Attributes:
        text: the characters that offsets count in.
        blocks: in order; between them is white space only.
        media: the media type of the original.
        facts: what the file says of itself: title, author, language, date.
        notes: what could not be read, for the curator.
    """

    text: str
    blocks: tuple[Block, ...]
    media: str
    facts: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


class Draft:
    """Collects blocks, and counts their offsets."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(
        self,
        text: str,
        kind: str,
        path: str,
        *,
        page: int | None = None,
        residue: bool = False,
        gap: str = "\n\n",
    ) -> None:
        """Add a block; one without a visible character is left out."""
        text = legible(text).strip()
        if not text:
            return
        if self._parts:
            self._parts.append(gap)
            self._length += len(gap)
        start = self._length
        self._parts.append(text)
        self._length += len(text)
        if self._length > MOST:
            raise too_long()
        self._blocks.append(Block(start, self._length, kind, path, page, residue))

    def frozen(self, media: str, facts: dict[str, str], notes: tuple[str, ...] = ()) -> Frozen:
        """Return the document."""
        text = "".join(self._parts)
        return Frozen(text + "\n" if text else "", tuple(self._blocks), media, facts, notes)


def legible(text: str) -> str:
    r"""Return extracted text without control and invisible characters, its white space single.

    >>> legible("one\u00a0 two\x07\r\nthree")
    'one two\nthree'
    """
    text = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = "".join(
        char if char == "\n" or unicodedata.category(char) not in {"Cc", "Cs"} else " "
        for char in text
    )
    return "\n".join(_SPACES.sub(" ", line).strip() for line in kept.split("\n"))


def too_long() -> UnreadableInput:
    """Return the error for a text beyond the limit."""
    return UnreadableInput(
        msg("the document has more than {n} characters", n=f"{MOST:,}"),
        hint=msg("divide it, and ingest its parts"),
    )
