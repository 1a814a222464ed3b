"""Colour on a terminal, or none."""

from __future__ import annotations

from dataclasses import dataclass

from sskg.model import HYPOTHETICAL, INFERRED, REQUIRED

_MODALITY_COLOURS = {REQUIRED: "33", INFERRED: "36", HYPOTHETICAL: "35"}


@dataclass(frozen=True, slots=True)
class Style:
    """Wraps text in ANSI colours where colour is wanted.

    Modalities are always written out as words too: colour alone never tells them apart.
    """

    color: bool = False

    def bold(self, text: str) -> str:
        """Return a heading."""
        return self._wrap(text, "1")

    def dim(self, text: str) -> str:
        """Return what stands in the background."""
        return self._wrap(text, "2")

    def relation(self, text: str) -> str:
        """Return the name of a relation."""
        return self._wrap(text, "34")

    def modality(self, text: str) -> str:
        """Return a modality, in its colour."""
        return self._wrap(text, _MODALITY_COLOURS[text]) if text in _MODALITY_COLOURS else text

    def _wrap(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self.color else text
