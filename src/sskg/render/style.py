"""Colour on a terminal, or none."""

from __future__ import annotations

from typing import NamedTuple

from sskg.model import ENACTED, HYPOTHETICAL, INFERRED, PERMITTED, REQUIRED

_MODALITY_COLOURS = {
    INFERRED: "36", ENACTED: "34", REQUIRED: "33", PERMITTED: "32", HYPOTHETICAL: "35",
}  # fmt: skip


class Style(NamedTuple):
    """Wraps text in ANSI colours where colour is wanted.

    Modalities are always written out as words too: colour alone never tells them apart.

    Attributes:
        color: whether colours are wanted.
        width: columns of the terminal, or None where lines may be of any length.
        brief: whether evidence is left out.
    """

    color: bool = False
    width: int | None = None
    brief: bool = False

    def room(self, indent: int) -> int | None:
        """Return the columns that are left beside an indent; never too few to read in."""
        return None if self.width is None else max(24, self.width - indent)

    def bold(self, text: str) -> str:
        """Return a heading."""
        return self._wrap(text, "1")

    def dim(self, text: str) -> str:
        """Return what stands in the background."""
        return self._wrap(text, "2")

    def relation(self, text: str) -> str:
        """Return the name of a relation."""
        return self._wrap(text, "34")

    def modality(self, modality: str, text: str | None = None) -> str:
        """Return a modality in its colour, or another text in the colour of that modality."""
        shown = modality if text is None else text
        colour = _MODALITY_COLOURS.get(modality)
        return self._wrap(shown, colour) if colour else shown

    def bar(self, text: str) -> str:
        """Return a bar."""
        return self._wrap(text, "32")

    def _wrap(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text
