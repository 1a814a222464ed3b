"""What is long goes on on further pages, which lie beside the first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from sskg.errors import RequestError
from sskg.language.message import msg

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")

STATEMENTS: Final = 50
"""Statements that one page shows."""
THINGS: Final = 600
"""Things of a list that one page shows."""


@dataclass(frozen=True, slots=True)
class Part:
    """A page of several that show one long list.

    Attributes:
        name: of the first page's file, without its suffix.
        number: of this page, from 1.
        total: how many pages there are.
        each: how many rows of the list one page has.
    """

    name: str
    number: int
    total: int
    each: int

    @property
    def file(self) -> str:
        """The name of this page's file, without its suffix."""
        return self.at(self.number)

    def at(self, number: int) -> str:
        """Return the name of a page's file: no thing's own name has a dot in it."""
        return self.name if number == 1 else f"{self.name}.{number}"

    def holding(self, row: int) -> int:
        """Return the number of the page that has a row of the list."""
        return row // self.each + 1

    def of(self, rows: Sequence[T]) -> Sequence[T]:
        """Return the rows that this page shows."""
        return rows[(self.number - 1) * self.each : self.number * self.each]


def numbered(name: str, rows: int, each: int, number: int) -> Part:
    """Return one page of a list.

    Raises:
        RequestError: it has no such page.
    """
    part = Part(name, number, max(1, -(-rows // each)), each)
    if number > part.total:
        raise RequestError(
            msg("there is no page {n}", n=number),
            hint=msg("there are {n} pages", n=part.total) if part.total > 1 else None,
        )
    return part


def parts(name: str, rows: int, each: int) -> Iterator[Part]:
    """Yield the pages of a list: one at least.

    >>> [part.file for part in parts("fund", 101, 50)]
    ['fund', 'fund.2', 'fund.3']
    """
    total = max(1, -(-rows // each))
    for number in range(1, total + 1):
        yield Part(name, number, total, each)
