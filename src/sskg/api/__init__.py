"""The Python door: `sskg.open()` and what it gives."""

from sskg.api.graph import Graph, open  # noqa: A004  (read as sskg.open)
from sskg.api.questions import Scope
from sskg.api.results import Page, Triples

__all__ = ["Graph", "Page", "Scope", "Triples", "open"]
