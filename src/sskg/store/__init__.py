"""Where the graph is kept: one protocol, several backends."""

from sskg.store.base import Store, Term
from sskg.store.locate import open_store

__all__ = ["Store", "Term", "open_store"]
