"""The index of names, as it is written: whole, in order, or not at all."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from sskg.rdf.terms import ONTOLOGY, PREFIXES, THINGS, TYPE
from sskg.store.names import building

if TYPE_CHECKING:
    from pathlib import Path


LABEL = NamedNode(PREFIXES["skos"] + "prefLabel")


def graph(labels: dict[str, str], kinds: dict[str, str]) -> Store:
    store = Store()
    store.extend(
        Quad(NamedNode(THINGS + slug), LABEL, Literal(label)) for slug, label in labels.items()
    )
    store.extend(
        Quad(NamedNode(THINGS + slug), TYPE, NamedNode(ONTOLOGY + kind))
        for slug, kind in kinds.items()
    )
    return store


def write(store: Store, path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        building.Builder(store, path, pool).finish()


def test_things_are_numbered_by_kind_and_iri_and_those_without_a_kind_are_last(tmp_path):
    store = graph({"a": "Alpha", "m": "Mu", "z": "Zeta"}, {"m": "Goal", "b": "Policy", "c": "Goal"})
    write(store, tmp_path / "names.sqlite")
    with closing(sqlite3.connect(tmp_path / "names.sqlite")) as base:
        things = base.execute("SELECT iri FROM things ORDER BY id").fetchall()
        assert [iri.removeprefix(THINGS) for (iri,) in things] == ["c", "m", "b", "a", "z"]
        assert sorted(base.execute("SELECT kind, first, last FROM kinds")) == [
            ("", 4, 5),
            ("Goal", 1, 2),
            ("Policy", 3, 3),
        ]
        # The slugs of what has a kind, then the labels, each from the shortest to the longest.
        names = base.execute("SELECT thing FROM names ORDER BY id").fetchall()
        assert [thing for (thing,) in names] == [1, 2, 3, 2, 5, 4]


def test_only_the_index_is_left(tmp_path):
    write(graph({"a": "Alpha"}, {"a": "Goal"}), tmp_path / "names.sqlite")
    assert [path.name for path in tmp_path.iterdir()] == ["names.sqlite"]


@pytest.mark.parametrize("table", ["named", "typed"])
def test_a_disk_that_fills_up_is_an_error_and_leaves_no_thread(tmp_path, monkeypatch, table):
    """More rows than a pipe holds: who writes them must not wait for ever for who reads."""
    slugs = [f"thing-{at:0>6}" for at in range(30_000)]
    store = graph({slug: f"{slug} label" for slug in slugs}, dict.fromkeys(slugs, "Goal"))
    take = building._Staging.take

    def fill_up(self, *columns):
        if self.table == table:
            raise sqlite3.OperationalError("database or disk is full")
        take(self, *columns)

    monkeypatch.setattr(building._Staging, "take", fill_up)
    before = set(threading.enumerate())
    with pytest.raises(OSError, match="disk is full"):
        write(store, tmp_path / "names.sqlite")
    assert set(threading.enumerate()) == before
