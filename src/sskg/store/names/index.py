"""An index of all names beside a store on disk: SQLite's full-text search over pieces of names.

Names are numbered from the shortest to the longest, and the index gives numbers in order. The
best match of a text is the shortest name that holds all of it, so a search may stop early. It is
written by `sskg.store.names.building`.
"""

from __future__ import annotations

import sqlite3
import threading
from bisect import bisect_right
from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from sskg.errors import StoreUnavailable
from sskg.language.message import msg
from sskg.rdf.terms import ONTOLOGY, THINGS, absolute, is_iri
from sskg.store.names.grams import beginnings, grams

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from pathlib import Path

FEW: Final = 2000
"""Names that may be read all at once."""

_MOST_ENTRIES: Final = 60_000
"""Entries of the index that a search by likeness reads: a bound on its time and memory."""
_MOST_GRAMS: Final = 10
_AHEAD: Final = 50
"""Names that are looked at for each thing that is wanted, as things have several names."""


_HOLDING = """
SELECT iri FROM grams
  CROSS JOIN names ON names.id = grams.rowid CROSS JOIN things ON things.id = names.thing
WHERE grams MATCH ? AND {kinds} ORDER BY grams.rowid"""


class SqliteNames:
    """Find things by name in an index on disk; see `sskg.store.base.NameIndex`.

    Args:
        path: of the index; it is opened when it is first asked.
        few: so many names are not searched, but read.
        checked: called before the file is opened; raises where it is damaged.
    """

    def __init__(
        self, path: Path, few: int = FEW, checked: Callable[[], None] | None = None
    ) -> None:
        self._checked = checked
        self._path = path
        self.few = few
        self._base: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def candidates(
        self, text: str, kinds: Collection[str] = (), limit: int = 100
    ) -> list[str] | None:
        """Return IRIs of things whose names may fit a text; None where all names may be read."""
        iris = dict.fromkeys(identifiers(text))
        with self._opened() as base:
            if self._few(base):
                return None
            kept = _Ranges(base, kinds) if kinds else None
            for part in dict.fromkeys((text, beginnings(text))):
                iris |= _holding_all(base, part, kept, limit)
            iris |= _like(base, text, kept, limit)
        return list(iris)

    def of_kinds(self, kinds: Collection[str], limit: int, after: str = "") -> list[str]:
        """Return IRIs of things of some kinds in order; see `sskg.store.base.NameIndex`."""
        with self._opened() as base:
            iris: set[str] = set()
            # No kinds are all.
            ranges = _Ranges(base, kinds or _kinds(base)).ranges
            for first, last in ranges:
                rows = base.execute(
                    "SELECT iri FROM things WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?",
                    (_behind(base, first, last, after), last, limit),
                )
                iris.update(row[0] for row in rows)
            return sorted(iris)[:limit]

    def _few(self, base: sqlite3.Connection) -> bool:
        """Tell whether reading all names is as fast as choosing among them."""
        last = base.execute("SELECT MAX(id) FROM names").fetchone()[0]
        return (last or 0) <= self.few

    def verify(self) -> list[str]:
        """Return what is wrong with the index's structure."""
        try:
            with self._opened() as base:
                rows = base.execute("PRAGMA integrity_check(5)").fetchall()
        except StoreUnavailable as error:
            return [f"{self._path.name}: {error.__cause__}"]
        return [f"{self._path.name}: {row[0]}" for row in rows if row[0] != "ok"]

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            if self._base is not None:
                self._base.close()
                self._base = None

    def __del__(self) -> None:
        if getattr(self, "_base", None) is not None:
            self._base.close()  # type: ignore[union-attr]

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Have the index for oneself.

        Raises:
            StoreUnavailable: it cannot be read.
        """
        with self._lock:
            try:
                if self._base is None and self._checked is not None:
                    self._checked()
                if self._base is None:
                    # Immutable: nothing is locked or written, so it may lie on read-only media.
                    self._base = sqlite3.connect(
                        f"{self._path.resolve().as_uri()}?mode=ro&immutable=1",
                        uri=True,
                        check_same_thread=False,
                    )
                yield self._base
            except sqlite3.Error as error:
                raise StoreUnavailable(
                    msg("the index of names is damaged: {error}", error=error),
                    place=str(self._path),
                    hint=msg("sskg check STORE names all that is damaged; load the store again"),
                ) from error


class _Ranges:
    """The numbers of the things of some kinds.

    Attributes:
        ranges: first and last number for each kind that the index has.
    """

    def __init__(self, base: sqlite3.Connection, kinds: Collection[str]) -> None:
        rows = (
            base.execute("SELECT first, last FROM kinds WHERE kind = ?", (kind,)).fetchone()
            for kind in sorted(kinds)
        )
        self.ranges: list[tuple[int, int]] = [row for row in rows if row]

    def hold(self, thing: int) -> bool:
        """Tell whether a thing is of one of the kinds."""
        return any(first <= thing <= last for first, last in self.ranges)

    @property
    def condition(self) -> str:
        """SQL for things of these kinds."""
        each = (f"thing BETWEEN {first} AND {last}" for first, last in self.ranges)
        return f"({' OR '.join(each) or 'FALSE'})"


def _kinds(base: sqlite3.Connection) -> list[str]:
    return [row[0] for row in base.execute("SELECT kind FROM kinds")]


def _behind(base: sqlite3.Connection, first: int, last: int, iri: str) -> int:
    """Return the number of the first thing of a kind behind an IRI, or one more than the last."""

    def numbered(thing: int) -> str:
        row = base.execute("SELECT iri FROM things WHERE id = ?", (thing,)).fetchone()
        if row is None:
            raise sqlite3.DatabaseError(f"thing {thing} is missing")
        return str(row[0])

    # Within a kind, things are numbered in order of their IRIs.
    return first + bisect_right(range(first, last + 1), iri, key=numbered) if iri else first


def _holding_all(
    base: sqlite3.Connection, text: str, kinds: _Ranges | None, limit: int
) -> dict[str, None]:
    """Return things with names that hold all words of a text, those with the shortest first."""
    wanted = grams(text)
    if not wanted:
        return {}
    # The index gives numbers in order, so the scan ends at the limit.
    rows = base.execute(
        _HOLDING.format(kinds=kinds.condition if kinds else "TRUE"),
        (" AND ".join(map(_quoted, wanted)),),
    )
    return _distinct(rows, limit)


def _like(
    base: sqlite3.Connection, text: str, kinds: _Ranges | None, limit: int
) -> dict[str, None]:
    """Return things with names that have most of a text's rarest groups of characters."""
    counted = []
    for gram in grams(text):
        row = base.execute("SELECT names FROM counts WHERE gram = ?", (gram,)).fetchone()
        if row:
            counted.append((row[0], gram))
    # The rarest tell most, and cost least.
    hits: Counter[int] = Counter()
    entries = 0
    for count, gram in sorted(counted)[:_MOST_GRAMS]:
        if hits and entries + count > _MOST_ENTRIES:
            break
        entries += count
        rows = base.execute(
            "SELECT rowid FROM grams WHERE grams MATCH ? LIMIT ?", (_quoted(gram), _MOST_ENTRIES)
        )
        hits.update(row[0] for row in rows)
    best = sorted(hits, key=lambda number: (-hits[number], number))

    def iris() -> Iterator[tuple[str]]:
        for number in best[: limit * _AHEAD]:
            thing, iri = base.execute(
                "SELECT thing, iri FROM names JOIN things ON things.id = thing WHERE names.id = ?",
                (number,),
            ).fetchone()
            if kinds is None or kinds.hold(thing):
                yield (iri,)

    return _distinct(iris(), limit)


def _quoted(gram: str) -> str:
    return f'"{gram}"'


def identifiers(text: str) -> list[str]:
    """Return the IRIs that a text may stand for, whether the store has them or not."""
    typed = text.strip()
    iris = [absolute(typed), THINGS + typed, ONTOLOGY + typed]
    return [iri for iri in iris if iri and is_iri(iri)]


def _distinct(rows: Iterable[tuple[str]], limit: int) -> dict[str, None]:
    distinct: dict[str, None] = {}
    for (iri,) in rows:
        distinct[iri] = None
        if len(distinct) >= limit:
            break
    return distinct
