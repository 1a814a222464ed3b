"""What a `Graph` reads of a store on disk, it reads in a process that may die."""

from __future__ import annotations

import os

import pytest

import sskg
from sskg.errors import QueryTimeout, Unavailable
from sskg.process import confined
from sskg.process.confined import Limits
from tests.conftest import TINY

pytestmark = pytest.mark.skipif(not confined.FORKS, reason="a child needs fork")

METHODS = {
    "find": lambda kg: kg.find("alpha"),
    "iri": lambda kg: kg.iri("ex:alpha"),
    "stats": lambda kg: kg.stats(),
    "gaps": lambda kg: kg.gaps(),
    "timeline": lambda kg: kg.timeline(),
    "sources": lambda kg: kg.sources(),
    "check": lambda kg: kg.check(),
    "view": lambda kg: kg.view(),
}


@pytest.fixture(scope="module")
def on_disk(tmp_path_factory):
    from sskg.store.loading import inputs, load

    path = tmp_path_factory.mktemp("disk") / "store"
    load(path, inputs([str(TINY)]))
    return sskg.open(path)


@pytest.mark.parametrize("method", METHODS)
def test_whatever_reads_a_store_may_crash_and_the_session_goes_on(on_disk, method, monkeypatch):
    def crash(*_: object, **__: object) -> None:
        os.abort()

    with monkeypatch.context() as patched:
        patched.setattr(type(on_disk.store), "reopen", crash)
        with pytest.raises(Unavailable, match="signal 6"):
            METHODS[method](on_disk)
    assert on_disk.query("ASK { ?a ?b ?c }") is True


@pytest.mark.parametrize("method", METHODS)
def test_whatever_reads_a_store_ends_at_the_limit(on_disk, method):
    on_disk.limits = Limits(seconds=1e-4)
    with pytest.raises(QueryTimeout):
        METHODS[method](on_disk)
    on_disk.limits = None


def test_answers_from_a_store_are_those_from_memory(on_disk):
    memory = sskg.open(TINY)
    name = memory.query("SELECT ?s { ?s a sskg:Reform }").rows[0][0].value  # type: ignore[union-attr]
    for lookup in (
        lambda kg: kg.show(name), lambda kg: kg.relations(name), lambda kg: kg.why(name),
        lambda kg: kg.timeline(), lambda kg: kg.gaps(), lambda kg: kg.figures(),
    ):  # fmt: skip
        assert lookup(on_disk).grids() == lookup(memory).grids()


def test_the_page_of_a_store_is_written_whole(on_disk, tmp_path):
    path = tmp_path / "page.html"
    page = on_disk.view(path)
    assert path.read_text("utf-8") == page.html
    on_disk.limits = Limits(seconds=1e-4)
    with pytest.raises(QueryTimeout):
        on_disk.view(tmp_path / "other.html")
    on_disk.limits = None
    assert [entry.name for entry in tmp_path.iterdir()] == ["page.html"]
