"""Writes the index of names that `sskg.store.names.index` reads.

Rows are staged in a second file as they come, in any order, and sorted into the index at the end.
Names are numbered from the shortest to the longest, and things by kind and IRI: the index gives
numbers in order, so the best match of a text comes first, and a kind is a range of numbers. What
has a name and no kind comes before all kinds.
"""

from __future__ import annotations

import os
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions

from sskg.language.text import fold_each
from sskg.ontology.profiles import profile
from sskg.rdf.terms import ONTOLOGY, curie, local_name
from sskg.store.names.grams import spell_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from pyoxigraph import Store

UNNAMED: Final = frozenset({"Claim", "Passage"})
"""What is never looked up by name, and is most of a large graph."""

_SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE kinds (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL);
CREATE VIRTUAL TABLE grams USING fts5(
  spelled, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1');
CREATE TABLE counts (gram TEXT PRIMARY KEY, names INTEGER NOT NULL) WITHOUT ROWID;
ATTACH ? AS staging;
PRAGMA staging.journal_mode = OFF;
PRAGMA staging.synchronous = OFF;
PRAGMA staging.mmap_size = 1073741824;
CREATE TABLE staging.named (iri TEXT, size INTEGER, spelled TEXT);
CREATE TABLE staging.typed (iri TEXT, kind TEXT, size INTEGER, spelled TEXT);
INSERT INTO grams (grams, rank) VALUES ('hashsize', 67108864);
"""
# Entries are held in memory up to that many bytes: by default so few that most of the time goes
# into merging what was written.

_FILLING = """
CREATE INDEX staging.typed_iri ON typed (iri);
CREATE TABLE staging.things AS
  SELECT iri, kind, size, spelled FROM (
    SELECT iri, kind, size, spelled FROM staging.typed GROUP BY kind, iri
    UNION ALL
    SELECT DISTINCT iri, '', 0, '' FROM staging.named
      WHERE NOT EXISTS (SELECT 1 FROM staging.typed WHERE typed.iri = named.iri)
  ) ORDER BY kind, iri;
INSERT INTO things SELECT rowid, iri FROM staging.things;
INSERT INTO kinds SELECT kind, MIN(rowid), MAX(rowid) FROM staging.things GROUP BY kind;
CREATE TABLE staging.sorted AS
  SELECT thing, spelled FROM (
    SELECT rowid AS thing, size, spelled FROM staging.things
    UNION ALL
    SELECT things.rowid, named.size, named.spelled
      FROM staging.named JOIN staging.things USING (iri)
  ) WHERE size > 0 ORDER BY MIN(size, 1 << 22) << 40 | thing;
BEGIN;
INSERT INTO names SELECT rowid, thing FROM staging.sorted;
INSERT INTO grams (rowid, spelled) SELECT rowid, spelled FROM staging.sorted;
CREATE VIRTUAL TABLE terms USING fts5vocab(grams, row);
INSERT INTO counts SELECT term, doc FROM terms;
DROP TABLE terms;
COMMIT;
"""

_NO_LITERAL: Final = ("<", "_")
_ESCAPE: Final = re.compile(r"\\(.)", re.DOTALL)
_ESCAPED: Final = {"t": "\t", "n": "\n", "r": "\r", '"': '"', "\\": "\\"}
"""What SPARQL's TSV puts in place of a character."""

_BATCH: Final = 10_000
_AT_ONCE: Final = 50
"""Rows of a statement: one by one, SQLite is called for most of the time."""


class Builder:
    """Write a new index: first take all rows, in any order, then finish.

    Args:
        path: of the file; a second file beside it is used meanwhile.

    Raises:
        OSError: it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            # Statements are the unit here: no transaction spans the bulk of the rows.
            self._base = sqlite3.connect(path, isolation_level=None)
            for statement in _SCHEMA.split(";"):
                parameters = (str(_staging(path)),) if "?" in statement else ()
                self._base.execute(statement, parameters)
        except sqlite3.Error as error:
            raise _unwritable(error) from error

    def named(self, iris: Sequence[str], names: Sequence[str]) -> None:
        """Take things and a name of each."""
        folded = fold_each(names)
        self._stage("named", iris, map(len, folded), spell_each(folded))

    def typed(self, iris: Sequence[str], kinds: Sequence[str]) -> None:
        """Take things and a kind of each, as the local name of the class; each has a slug."""
        folded = fold_each([local_name(iri) for iri in iris])
        self._stage("typed", iris, kinds, map(len, folded), spell_each(folded))

    def _stage(self, table: str, *columns: Iterable[str | int]) -> None:
        values = list(chain.from_iterable(zip(*columns, strict=True)))
        row = f"({', '.join('?' * len(columns))})"
        many = len(columns) * _AT_ONCE
        whole = len(values) // many * many
        try:
            self._base.execute("BEGIN")
            for rows, part in ((_AT_ONCE, values[:whole]), (1, values[whole:])):
                self._base.executemany(
                    f"INSERT INTO staging.{table} VALUES {', '.join([row] * rows)}",  # noqa: S608
                    zip(*[iter(part)] * (len(columns) * rows), strict=True),
                )
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
        _staging(self._path).unlink()

    def abandon(self) -> None:
        """Close and remove the file."""
        self._base.close()
        for file in (self._path, _staging(self._path)):
            file.unlink(missing_ok=True)


def _staging(path: Path) -> Path:
    return path.with_suffix(".staging")


def _unwritable(error: sqlite3.Error) -> OSError:
    return OSError(f"the index of names cannot be written: {error}")


def build(store: Store, path: Path, show: Callable[[int], None] = lambda _: None) -> None:
    """Write the index of a store's names to a new file.

    Args:
        store: the graph.
        path: of the file.
        show: told now and then how many names have been read.

    Raises:
        OSError: it cannot be written.
    """
    builder = Builder(path)
    try:
        count = 0
        for take, rows in ((builder.named, _labels(store)), (builder.typed, _kinds(store))):
            while batch := list(islice(rows, _BATCH)):
                take(*zip(*batch, strict=True))
                count += len(batch)
                show(count)
        builder.finish()
    except BaseException:
        builder.abandon()
        raise


def _labels(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each thing with a name of it, in the words of any known vocabulary."""
    for path in profile().naming:
        for thing, name in _rows(store, f"SELECT ?thing ?name {{ ?thing {path} ?name }}"):
            if not name.startswith(_NO_LITERAL):
                yield thing, _lexical(name)


def _rows(store: Store, query: str) -> Iterator[tuple[str, str]]:
    """Yield each IRI with a term of it as TSV has it; blank nodes are left out.

    Oxigraph writes the rows in another thread, as TSV, while this one takes them: terms made for
    Python one by one take most of a load's time here.
    """
    reading, writing = os.pipe()
    with ThreadPoolExecutor(1) as pool:
        with os.fdopen(reading, encoding="utf-8", newline="\n") as lines:
            written = pool.submit(_write, store, query, writing)
            next(lines, "")  # the names of the columns
            for line in lines:
                thing, _, term = line.partition("\t")
                if thing.startswith("<"):
                    yield thing[1:-1], term
        written.result()


def _write(store: Store, query: str, descriptor: int) -> None:
    # Who reads may end first, for a reason of its own.
    with suppress(BrokenPipeError), os.fdopen(descriptor, "wb") as stream:
        answer = store.query(query, use_default_graph_as_union=True)
        assert isinstance(answer, QuerySolutions)  # noqa: S101  (what SELECT gives)
        answer.serialize(stream, QueryResultsFormat.TSV)


def _lexical(term: str) -> str:
    """Return the text of a literal as TSV has it, at the end of a line."""
    if not term.startswith('"'):
        return term.rstrip("\n")  # a number or a truth value
    text = term[1 : term.rindex('"')]
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text) if "\\" in text else text


def _kinds(store: Store) -> Iterator[tuple[str, str]]:
    """Yield the IRI of each thing with a kind of it.

    Class by class, as the store finds them: claims and passages are then never touched.
    """
    scheme = profile()
    unnamed = {ONTOLOGY + name for name in UNNAMED} | scheme.machinery
    for path in scheme.kinds:
        query = f"SELECT DISTINCT ?kind WHERE {{ ?s {path} ?kind }}"
        answer = store.query(query, use_default_graph_as_union=True)
        assert isinstance(answer, QuerySolutions)  # noqa: S101  (what SELECT gives)
        names = {
            str(kind): _kind(kind.value)
            for (kind,) in answer
            if isinstance(kind, NamedNode) and kind.value not in unnamed
        }
        classes = iter(names)
        while part := " ".join(islice(classes, _BATCH)):
            of = f"SELECT ?thing ?kind {{ VALUES ?kind {{ {part} }} ?thing {path} ?kind }}"
            for thing, kind in _rows(store, of):
                yield thing, names[kind.rstrip("\n")]


def _kind(iri: str) -> str:
    name = iri.removeprefix(ONTOLOGY)
    return name if name != iri else curie(iri)
