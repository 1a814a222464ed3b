"""Writes the index of names that `sskg.store.names.index` reads.

Names and kinds are read side by side. Rows are staged as they come, in any order, each sort in a
file of its own, and sorted into the index at the end. Names are numbered from the shortest to the
longest, and things by kind and IRI: the index gives numbers in order, so the best match of a text
comes first, and a kind is a range of numbers. What has a name and no kind comes behind all kinds.
"""

from __future__ import annotations

import os
import re
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode, QueryResultsFormat, QuerySolutions

from sskg.language.text import fold_each
from sskg.ontology.profiles import profile
from sskg.rdf.terms import ONTOLOGY, curie, local_name
from sskg.store.names.grams import spell_each

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from pyoxigraph import Store

UNNAMED: Final = frozenset({"Claim", "Passage"})
"""What is never looked up by name, and is most of a large graph."""

_QUICK = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
PRAGMA mmap_size = 1073741824;
PRAGMA threads = 2;
"""
"""What is written is thrown away if its making fails. Large sorts use a second thread."""

_SORTED_KINDS = """
CREATE TABLE things AS SELECT iri, kind, size, spelled FROM typed GROUP BY kind, iri;
CREATE INDEX things_iri ON things (iri);
"""

_SCHEMA = """
CREATE TABLE kinds (kind TEXT PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL)
  WITHOUT ROWID;
CREATE TABLE things (id INTEGER PRIMARY KEY, iri TEXT NOT NULL);
CREATE TABLE names (id INTEGER PRIMARY KEY, thing INTEGER NOT NULL);
CREATE VIRTUAL TABLE grams USING fts5(
  spelled, content='', columnsize=0, detail='none', tokenize='trigram case_sensitive 1');
CREATE TABLE counts (gram TEXT PRIMARY KEY, names INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO grams (grams, rank) VALUES ('hashsize', 67108864);
"""
# Entries are held in memory up to that many bytes: by default so few that most of the time goes
# into merging what was written.

_FILLING = """
INSERT INTO typed.things
  SELECT DISTINCT iri, '', 0, '' FROM named.named
    WHERE iri NOT IN (SELECT iri FROM typed.things) ORDER BY iri;
INSERT INTO main.things SELECT rowid, iri FROM typed.things;
INSERT INTO kinds SELECT kind, MIN(rowid), MAX(rowid) FROM typed.things GROUP BY kind;
CREATE TABLE named.sorted AS
  SELECT thing, spelled FROM (
    SELECT rowid AS thing, size, spelled FROM typed.things
    UNION ALL
    SELECT things.rowid, named.size, named.spelled
      FROM named.named CROSS JOIN typed.things USING (iri)
  ) WHERE size > 0 ORDER BY MIN(size, 1 << 22) << 40 | thing;
BEGIN;
INSERT INTO names SELECT rowid, thing FROM named.sorted;
INSERT INTO grams (rowid, spelled) SELECT rowid, spelled FROM named.sorted;
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


class _Staging:
    """Rows in a file of their own, in any order.

    Args:
        path: of the file, which is not there yet.
        columns: of its one table.

    Attributes:
        path: of the file.
        table: name of its one table, which is the file's suffix.
    """

    def __init__(self, path: Path, columns: str) -> None:
        self.path = path
        self.table = path.suffix.removeprefix(".")
        # One thread at a time uses it, but not the one that opens it. Statements are the unit: no
        # transaction spans the bulk of the rows.
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self.run(f"{_QUICK} CREATE TABLE {self.table} ({columns})")

    def take(self, *columns: Iterable[str | int]) -> None:
        """Add rows."""
        values = list(chain.from_iterable(zip(*columns, strict=True)))
        row = f"({', '.join('?' * len(columns))})"
        many = len(columns) * _AT_ONCE
        whole = len(values) // many * many
        self._base.execute("BEGIN")
        for rows, part in ((_AT_ONCE, values[:whole]), (1, values[whole:])):
            self._base.executemany(
                f"INSERT INTO {self.table} VALUES {', '.join([row] * rows)}",  # noqa: S608
                zip(*[iter(part)] * (len(columns) * rows), strict=True),
            )
        self._base.execute("COMMIT")

    def run(self, statements: str) -> None:
        """Run SQL."""
        self._base.executescript(statements)

    def close(self) -> None:
        """Close the file."""
        self._base.close()


class Builder:
    """Read the names and the kinds of a store, and write the index of them.

    Two tasks begin at once in a pool: most of their time goes into reading strings from the store,
    which has no lock.

    Args:
        store: the graph.
        path: of the index, which is a new file; others are beside it meanwhile.
        pool: has two threads.
        show: told now and then that more names have been read.

    Raises:
        OSError: a file cannot be written.
    """

    def __init__(
        self, store: Store, path: Path, pool: Executor, show: Callable[[], None] = lambda: None
    ) -> None:
        self._path = path
        with _writing():
            named = _Staging(path.with_suffix(".named"), "iri TEXT, size INTEGER, spelled TEXT")
            typed = _Staging(
                path.with_suffix(".typed"), "iri TEXT, kind TEXT, size INTEGER, spelled TEXT"
            )
        self._parts = [
            (named, pool.submit(_stage_names, store, named, show)),
            (typed, pool.submit(_stage_kinds, store, typed)),
        ]

    def finish(self) -> None:
        """Wait for all that is read, and write the index.

        Raises:
            OSError: a file cannot be written.
        """
        with _writing(), closing(sqlite3.connect(self._path, isolation_level=None)) as base:
            base.executescript(_QUICK + _SCHEMA)
            for staging, task in self._parts:
                task.result()
                staging.close()
                base.execute(f"ATTACH ? AS {staging.table}", (str(staging.path),))
                base.executescript(_QUICK.replace("PRAGMA ", f"PRAGMA {staging.table}."))
            base.executescript(_FILLING)
        for staging, _ in self._parts:
            staging.path.unlink()


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OSError(f"the index of names cannot be written: {error}") from error


def _stage_names(store: Store, staging: _Staging, show: Callable[[], None]) -> None:
    # Closed, the thread that writes the rows ends too, where they cannot be staged.
    with closing(_labels(store)) as rows:
        while batch := list(islice(rows, _BATCH)):
            iris, names = zip(*batch, strict=True)
            folded = fold_each(names)
            staging.take(iris, map(len, folded), spell_each(folded))
            show()


def _stage_kinds(store: Store, staging: _Staging) -> None:
    with closing(_kinds(store)) as rows:
        while batch := list(islice(rows, _BATCH)):
            iris, kinds = zip(*batch, strict=True)
            # Each thing has a slug, by which it is found as by a name.
            folded = fold_each([local_name(iri) for iri in iris])
            staging.take(iris, kinds, map(len, folded), spell_each(folded))
    staging.run(_SORTED_KINDS)


def _labels(store: Store) -> Generator[tuple[str, str], None, None]:
    """Yield the IRI of each thing with a name of it, in the words of any known vocabulary."""
    for path in profile().naming:
        for thing, name in _rows(store, f"SELECT ?thing ?name {{ ?thing {path} ?name }}"):
            if not name.startswith(_NO_LITERAL):
                yield thing, _lexical(name)


def _rows(store: Store, query: str) -> Generator[tuple[str, str], None, None]:
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
    return _ESCAPE.sub(lambda match: _ESCAPED[match[1]], text) if "\\" in text else text


def _kinds(store: Store) -> Generator[tuple[str, str], None, None]:
    """Yield the IRI of each thing with a kind of it.

    Class by class, as the store finds them: claims and passages are then never touched.
    """
    scheme = profile()
    unnamed = {ONTOLOGY + name for name in UNNAMED} | scheme.machinery
    for path in scheme.kinds:
        query = f"SELECT DISTINCT ?kind WHERE {{ ?s {path} ?kind }}"
        answer = store.query(query, use_default_graph_as_union=True)
        assert isinstance(answer, QuerySolutions)  # noqa: S101  (what SELECT gives)
        classes = [
            kind for (kind,) in answer
            if isinstance(kind, NamedNode) and kind.value not in unnamed
        ]  # fmt: skip
        names = [_kind(kind.value) for kind in classes]
        numbered = iter(enumerate(classes))
        while part := " ".join(f"({kind} {at})" for at, kind in islice(numbered, _BATCH)):
            # A number is in the row itself; the class would be read again for each thing.
            of = f"SELECT ?thing ?at {{ VALUES (?kind ?at) {{ {part} }} ?thing {path} ?kind }}"
            for thing, at in _rows(store, of):
                yield thing, names[int(at)]


def _kind(iri: str) -> str:
    name = iri.removeprefix(ONTOLOGY)
    return name if name != iri else curie(iri)
