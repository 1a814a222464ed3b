"""A named query on a terminal: its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sskg.queries.catalog import NamedQuery
    from sskg.render.style import Style


def lay_out(query: NamedQuery, _lang: str, _style: Style) -> str:
    """Return the text as it stands in its file."""
    return query.text
