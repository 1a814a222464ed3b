"""The rows of a query, for a terminal: columns, or that there are no rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sskg.language.message import word
from sskg.render.grids import aligned

if TYPE_CHECKING:
    from sskg.graph.tables import Table
    from sskg.render.style import Style


def lay_out(answer: Table, lang: str, _style: Style) -> str:
    """Return rows laid out for a terminal."""
    text = "\n".join(aligned(grid) for grid in answer.grids(lang))
    return text if answer.rows else f"{text}{word('no rows', lang)}\n"
