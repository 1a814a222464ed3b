"""A graph of more rows than an endpoint gives at once is exported whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from pyoxigraph import QuerySolutions

from sskg.errors import StoreUnavailable
from sskg.export.formats import export
from sskg.language.message import verbatim
from sskg.rdf.terms import OURS, Prologue
from sskg.store import open_store, paging
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import everything
from tests.store.conftest import VIRTUOSO_ROWS, served

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.store.base import QueryAnswer

NUMBER = VIRTUOSO_ROWS + 500


def written(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line} .\n" for line in lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("backend", ["oxigraph", "virtuoso"])
def test_more_triples_than_the_cap_come_whole(tmp_path, backend):
    lines = [f'<urn:s{at}> <urn:p> "{at}"' for at in range(NUMBER)] + ["<urn:a> <urn:q> <urn:b>"]
    file = written(tmp_path / "many.nt", lines)
    (tmp_path / "server").mkdir()
    with served(backend, [file], tmp_path / "server") as address:
        (path,) = export(open_store([address]), tmp_path / "out.nt", "nt")
    assert sorted(path.read_text(encoding="utf-8").splitlines()) == sorted(
        f"{line} ." for line in lines
    )


class Endpoint(EmbeddedStore):
    """A store that caps its answers as an endpoint does."""

    cuts = True

    def __init__(self, store: EmbeddedStore, cap: int) -> None:
        super().__init__(store._store, "an endpoint")
        self._cap = cap

    def query(self, text: str, prologue: Prologue = OURS) -> QueryAnswer:
        answer = super().query(text)
        if isinstance(answer, QuerySolutions) and len(list(super().query(text))) > self._cap:  # type: ignore[arg-type]
            raise StoreUnavailable(verbatim("the endpoint cut its answer off"), place=self.location)
        return answer


class Forgetful(Endpoint):
    """One that gives the same page for each offset, as one without an order may."""

    def query(self, text: str, prologue: Prologue = OURS) -> QueryAnswer:
        return super().query(text.partition(" OFFSET ")[0])


@pytest.fixture
def small_pages(monkeypatch):
    monkeypatch.setattr(paging, "PAGES", (5, 2))


@pytest.fixture
def nine(tmp_path):
    lines = [f"<urn:s{at}> <urn:p> <urn:o>" for at in range(9)]
    return open_store([str(written(tmp_path / "g.nt", lines))])


@pytest.mark.parametrize("cap", [9, 5, 3])
def test_pages_shrink_until_they_are_not_cut(nine, small_pages, cap):
    found = {str(triple.subject) for triple in everything(Endpoint(nine, cap))}
    assert found == {f"<urn:s{at}>" for at in range(9)}


def test_pages_that_repeat_themselves_are_an_error(nine, small_pages):
    with pytest.raises(StoreUnavailable, match="5 of 9 rows"):
        list(everything(Forgetful(nine, 9)))


def test_a_cap_below_the_smallest_page_is_an_error(nine, small_pages):
    with pytest.raises(StoreUnavailable, match="cut"):
        list(everything(Endpoint(nine, 1)))


def test_blank_nodes_are_asked_for_in_one_answer(tmp_path, small_pages):
    lines = [f"_:b{at} <urn:p> _:b{at + 1}" for at in range(8)]
    store = open_store([str(written(tmp_path / "b.nt", lines))])
    assert isinstance(store, EmbeddedStore)
    found = list(everything(Endpoint(store, 5)))
    # A chain of eight links has nine ends, however they are called.
    assert len({str(end) for triple in found for end in (triple.subject, triple.object)}) == 9
