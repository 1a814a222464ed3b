"""An index of all names beside a store on disk: SQLite's full-text search over pieces of names.

Names are numbered from the shortest to the longest, and the index gives numbers in order. The
best match of a text is the shortest name that holds all of it, so a search may stop early.
"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from sskg.errors import StoreUnavailable
from sskg.store.grams import beginnings, pieces_of, short_pieces, trigrams
from sskg.terms import ALT_LABEL, LABEL, ONTOLOGY, THINGS, TYPE, expand, local_name
from sskg.text import fold
from sskg.vocabulary import vocabulary

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator
    from pathlib import Path

    from pyoxigraph import Store

UNNAMED: Final = frozenset({"Claim", "Passage"})
"""What is never looked up by name, and is most of a large graph."""

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE names (id INTEGER PRIMARY KEY, iri TEXT NOT NULL, kind TEXT NOT NULL);
CREATE VIRTUAL TABLE grams USING fts5(
  folded, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1');
CREATE VIRTUAL TABLE pieces USING fts5(
  folded, content='', columnsize=0, detail='none', tokenize='unicode61 remove_diacritics 0');
CREATE TABLE gram_counts (term TEXT PRIMARY KEY, doc INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE piece_counts (term TEXT PRIMARY KEY, doc INTEGER NOT NULL) WITHOUT ROWID;
"""

FEW: Final = 2000
"""Names that may be read all at once."""

_STAGING = """
PRAGMA staging.journal_mode = OFF;
PRAGMA staging.synchronous = OFF;
CREATE TABLE staging.named (iri TEXT, folded TEXT, pieces TEXT);
CREATE TABLE staging.typed (iri TEXT, kind TEXT, folded TEXT, pieces TEXT);
"""

_FILLING = """
CREATE TABLE staging.sorted AS
  SELECT iri, kind, folded, pieces FROM (
    SELECT iri, kind, folded, pieces FROM staging.typed WHERE folded <> ''
    UNION ALL
    SELECT iri, kind, named.folded, named.pieces
      FROM staging.named JOIN staging.typed USING (iri) WHERE named.folded <> ''
  ) ORDER BY length(folded), iri, kind;
BEGIN;
INSERT INTO names SELECT rowid, iri, kind FROM staging.sorted;
INSERT INTO grams (rowid, folded) SELECT rowid, folded FROM staging.sorted;
INSERT INTO pieces (rowid, folded)
  SELECT rowid, pieces FROM staging.sorted WHERE pieces <> '';
CREATE VIRTUAL TABLE gram_terms USING fts5vocab(grams, row);
CREATE VIRTUAL TABLE piece_terms USING fts5vocab(pieces, row);
INSERT INTO gram_counts SELECT term, doc FROM gram_terms;
INSERT INTO piece_counts SELECT term, doc FROM piece_terms;
DROP TABLE gram_terms;
DROP TABLE piece_terms;
COMMIT;
"""

_BATCH: Final = 10_000
_MOST_ENTRIES: Final = 60_000
"""Entries of the index that a search by likeness reads: a bound on its time and memory."""
_MOST_PIECES: Final = 10


class Builder:
    """Write a new index: first stage all rows, in any order, then finish.

    Args:
        path: of the file; a second file beside it is used meanwhile.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._staging = staging(path)
        try:
            # Statements are the unit here: no transaction spans the bulk of the rows.
            self._base = sqlite3.connect(path, isolation_level=None)
            self._base.executescript(_SCHEMA)
            self._base.execute("ATTACH ? AS staging", (str(self._staging),))
            self._base.executescript(_STAGING)
        except sqlite3.Error as error:
            raise _unwritable(error) from error

    def stage(self, table: str, rows: list[tuple[str, ...]]) -> None:
        """Take rows: (IRI, folded label, short pieces) are "named"; with a kind second, "typed"."""
        if not rows:
            return
        marks = ", ".join("?" * len(rows[0]))
        try:
            self._base.execute("BEGIN")
            self._base.executemany(f"INSERT INTO staging.{table} VALUES ({marks})", rows)  # noqa: S608
            self._base.execute("COMMIT")
        except sqlite3.Error as error:
            raise _unwritable(error) from error

    def finish(self) -> None:
        """Index what was staged, and close the file."""
        try:
            self._base.executescript(_FILLING)
            self._base.execute("DETACH staging")
            self._base.close()
        except sqlite3.Error as error:
            raise _unwritable(error) from error
        self._staging.unlink()

    def abandon(self) -> None:
        """Close and remove the file."""
        self._base.close()
        for path in (self._path, self._staging):
            path.unlink(missing_ok=True)


def staging(path: Path) -> Path:
    """Return the path of the file that an index needs while it is built."""
    return path.with_suffix(".staging")


def _unwritable(error: sqlite3.Error) -> OSError:
    return OSError(f"the index of names cannot be written: {error}")


def build(store: Store, path: Path, said: Callable[[int], None] = lambda _: None) -> None:
    """Write the index of a store's names to a new file.

    Args:
        store: the graph.
        path: of the file.
        said: told now and then how many names have been read.

    Raises:
        OSError: it cannot be written.
    """
    builder = Builder(path)
    try:
        count = 0
        for table, rows in (("named", _labels(store)), ("typed", _kinds(store))):
            while batch := list(islice(rows, _BATCH)):
                builder.stage(table, batch)
                count += len(batch)
                said(count)
        builder.finish()
    except BaseException:
        builder.abandon()
        raise


def _labels(store: Store) -> Iterator[tuple[str, ...]]:
    """Yield the IRI of each thing with a label of it, folded, and the label's short pieces."""
    for predicate in (LABEL, ALT_LABEL):
        for quad in store.quads_for_pattern(None, predicate, None):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                folded = fold(quad.object.value)
                yield quad.subject.value, folded, " ".join(pieces_of(folded))


def _kinds(store: Store) -> Iterator[tuple[str, ...]]:
    """Yield the IRI of each thing with a kind of it, and its slug read as words.

    Class by class, as the store finds them: claims and passages are then never touched.
    """
    for kind in vocabulary().classes:
        if kind in UNNAMED:
            continue
        for quad in store.quads_for_pattern(None, TYPE, NamedNode(ONTOLOGY + kind)):
            if isinstance(quad.subject, NamedNode):
                iri = quad.subject.value
                folded = fold(local_name(iri))
                yield iri, kind, folded, " ".join(pieces_of(folded))


class SqliteNames:
    """Find things by name in an index on disk; see `sskg.store.base.NameIndex`.

    Args:
        path: of the index; it is opened when it is first asked.
        few: so many names are not searched, but read.
    """

    def __init__(self, path: Path, few: int = FEW) -> None:
        self._path = path
        self.few = few
        self._base: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def candidates(
        self, text: str, kinds: Collection[str] = (), limit: int = 100
    ) -> list[str] | None:
        """Return IRIs of things whose names may fit a text; None where all names may be read."""
        found = dict.fromkeys(identifiers(text))
        with self._lock:
            try:
                base = self._opened()
                if self._few(base):
                    return None
                for part in dict.fromkeys((text, beginnings(text))):
                    found |= dict.fromkeys(self._holding_all(base, part, kinds, limit))
                found |= dict.fromkeys(self._like(base, text, kinds, limit))
            except sqlite3.Error as error:
                raise StoreUnavailable(
                    f"the index of names is damaged: {error}",
                    place=str(self._path),
                    hint="sskg check STORE names all that is damaged; load the store again",
                ) from error
        return list(found)

    def _few(self, base: sqlite3.Connection) -> bool:
        """Tell whether reading all names is as fast as choosing among them."""
        last = base.execute("SELECT MAX(id) FROM names").fetchone()[0]
        return (last or 0) <= self.few

    def verify(self) -> list[str]:
        """Return what is wrong with the index's structure."""
        with self._lock:
            try:
                rows = self._opened().execute("PRAGMA integrity_check(5)").fetchall()
            except sqlite3.Error as error:
                return [f"{self._path.name}: {error}"]
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

    def _opened(self) -> sqlite3.Connection:
        if self._base is None:
            # Immutable: nothing is locked or written, so a store may lie on read-only media.
            self._base = sqlite3.connect(
                f"{self._path.resolve().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
        return self._base

    def _holding_all(
        self, base: sqlite3.Connection, text: str, kinds: Collection[str], limit: int
    ) -> list[str]:
        grams, pieces = trigrams(text), _telling(text)
        conditions, values = [], []
        for table, wanted in (("grams", grams), ("pieces", pieces)):
            if wanted:
                conditions.append(f"id IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)")  # noqa: S608
                values.append(" AND ".join(f'"{piece}"' for piece in wanted))
        if not conditions:
            return []
        if not pieces:
            # The index gives numbers in order, so the scan ends at the limit.
            source = "grams JOIN names ON names.id = grams.rowid"
            conditions = ["grams MATCH ?"]
        else:
            source = "names"
        if kinds:
            conditions.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values += kinds
        query = (
            f"SELECT iri FROM {source} WHERE {' AND '.join(conditions)} "  # noqa: S608  (no text of others')
            "ORDER BY id"
        )
        return _distinct(base.execute(query, values), limit)

    def _like(
        self, base: sqlite3.Connection, text: str, kinds: Collection[str], limit: int
    ) -> list[str]:
        counted: list[tuple[int, str, str]] = []
        for table, counts, wanted in (
            ("grams", "gram_counts", trigrams(text)),
            ("pieces", "piece_counts", _telling(text)),
        ):
            for piece in wanted:
                row = base.execute(f"SELECT doc FROM {counts} WHERE term = ?", (piece,)).fetchone()  # noqa: S608
                if row:
                    counted.append((row[0], table, piece))
        # The rarest pieces tell most, and cost least.
        hits: Counter[int] = Counter()
        entries = 0
        for count, table, piece in sorted(counted)[:_MOST_PIECES]:
            if hits and entries + count > _MOST_ENTRIES:
                break
            entries += count
            rows = base.execute(
                f"SELECT rowid FROM {table} WHERE {table} MATCH ? LIMIT ?",  # noqa: S608
                (f'"{piece}"', _MOST_ENTRIES),
            )
            hits.update(row[0] for row in rows)
        best = sorted(hits, key=lambda number: (-hits[number], number))
        wanted_kinds = set(kinds)

        def iris() -> Iterator[tuple[str]]:
            for number in best[: limit * 50]:
                iri, kind = base.execute(
                    "SELECT iri, kind FROM names WHERE id = ?", (number,)
                ).fetchone()
                if not wanted_kinds or kind in wanted_kinds:
                    yield (iri,)

        return _distinct(iris(), limit)


def _telling(text: str) -> list[str]:
    """Return the short pieces that tell most: single Chinese characters only where all are."""
    pieces = short_pieces(text)
    return [piece for piece in pieces if len(piece) > 1] or pieces


def identifiers(text: str) -> list[str]:
    """Return the IRIs that a text may stand for, whether the store has them or not."""
    typed = text.strip()
    iris = [expand(typed), THINGS + typed, ONTOLOGY + typed]
    return [iri for iri in iris if iri and _is_iri(iri)]


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True


def _distinct(rows: Iterator[tuple[str]] | sqlite3.Cursor, limit: int) -> list[str]:
    found: dict[str, None] = {}
    for (iri,) in rows:
        found[iri] = None
        if len(found) >= limit:
            break
    return list(found)
