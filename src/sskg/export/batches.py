"""Streams cut into pieces that fit into one query."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Item = TypeVar("Item")

BATCH: Final = 500
"""Things in one VALUES clause: within what endpoints take."""


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in lists of at most BATCH.

    >>> [len(batch) for batch in batches(range(1100))]
    [500, 500, 100]
    """
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch
