"""Statements that one document alone proves: counted by hand on a few, part by part or at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from sskg.graph.listing import pages
from sskg.model import Value
from sskg.questions import single_sources as module
from sskg.questions.single_sources import single_sources
from sskg.rdf.terms import local_name
from sskg.store import open_store
from sskg.store.loading import inputs, load

if TYPE_CHECKING:
    from pathlib import Path

    from sskg.store import Store

PREFIXES = """
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix id: <https://w3id.org/sskg/id/> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
"""
LISTED = """
id:a a sskg:Goal . id:b a sskg:Goal , sskg:Outcome . id:c a sskg:Reform .
id:in-one sskg:inDocument id:one ; oa:start 1 ; oa:end 5 .
id:in-one-too sskg:inDocument id:one ; oa:start 8 ; oa:end 9 .
id:in-two sskg:inDocument id:two ; oa:start 1 ; oa:end 5 .

# b has two statements: one from both documents, in a claim each, one from the first alone, twice.
id:k1 a sskg:Claim ; rdf:subject id:b ; rdf:predicate sskg:leadsTo ; rdf:object id:a ;
  sskg:modality sskg:Reported ; sskg:evidence id:in-one .
id:k2 a sskg:Claim ; rdf:subject id:b ; rdf:predicate sskg:leadsTo ; rdf:object id:a ;
  sskg:modality sskg:Reported ; sskg:evidence id:in-two .
id:k3 a sskg:Claim ; rdf:subject id:b ; rdf:predicate sskg:leadsTo ; rdf:object id:c ;
  sskg:modality sskg:Reported ; sskg:evidence id:in-one , id:in-one-too .
# a has one statement, of one document; c has one of both, in one claim, and one without evidence.
id:k4 a sskg:Claim ; rdf:subject id:a ; rdf:predicate sskg:aimsAt ; rdf:object id:c ;
  sskg:modality sskg:Reported ; sskg:evidence id:in-two .
id:k5 a sskg:Claim ; rdf:subject id:c ; rdf:predicate sskg:aimsAt ; rdf:object id:a ;
  sskg:modality sskg:Reported ; sskg:evidence id:in-one , id:in-two .
id:k6 a sskg:Claim ; rdf:subject id:c ; rdf:predicate sskg:aimsAt ; rdf:object id:b .
"""
UNLISTED = {
    "a thing without a kind": "id:bare",
    "a thing without a name": "[ a sskg:Goal ]",
    "a claim": "id:k1",
}


def told(found: module.SingleSources) -> list[tuple[str, str]]:
    return [
        (
            local_name(fact.subject.iri),
            fact.object.text if isinstance(fact.object, Value) else local_name(fact.object.iri),
        )
        for fact in found.first
    ]


def opened(tmp_path: Path, text: str, *, on_disk: bool) -> Store:
    path = tmp_path / "graph.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    if on_disk:
        load(tmp_path / "store", inputs([str(path)]))
        path = tmp_path / "store"
    return open_store([str(path)])


@pytest.mark.parametrize("on_disk", [False, True])
@pytest.mark.parametrize("size", [1, 2, 200])
def test_each_statement_is_counted_once(tmp_path, monkeypatch, on_disk, size):
    monkeypatch.setattr(module, "pages", partial(pages, size=size))
    store = opened(tmp_path, LISTED, on_disk=on_disk)
    for limit in (0, 1, 2, 3):
        found = single_sources(store, limit)
        assert (found.proved, found.single) == (4, 2)
        assert told(found) == [("a", "c"), ("b", "c")][:limit]


@pytest.mark.parametrize("subject", UNLISTED.values(), ids=UNLISTED)
@pytest.mark.parametrize("on_disk", [False, True])
def test_what_no_index_lists_is_counted_too(tmp_path, on_disk, subject):
    more = f"[] rdf:subject {subject} ; rdf:predicate sskg:aimsAt ; rdf:object id:a ; "
    store = opened(tmp_path, f"{LISTED}{more} sskg:evidence id:in-two .", on_disk=on_disk)
    found = single_sources(store, 0)
    assert (found.proved, found.single, found.first) == (5, 3, [])


@pytest.mark.parametrize("on_disk", [False, True])
def test_what_cannot_be_told_takes_no_place_from_what_can(tmp_path, on_disk):
    # Before the others stand one whose evidence has no offsets, and one about the evidence itself.
    store = opened(
        tmp_path,
        """
        id:a a sskg:Goal . id:lost sskg:inDocument id:one .
        [] rdf:subject id:a ; rdf:predicate sskg:addresses ; rdf:object id:b ;
          sskg:modality sskg:Reported ; sskg:evidence id:lost .
        [] rdf:subject id:a ; rdf:predicate sskg:anchor ; rdf:object id:b ;
          sskg:modality sskg:Reported ; sskg:evidence id:good .
        """
        + "".join(
            f"""id:k{n} rdf:subject id:a ; rdf:predicate sskg:aimsAt ; rdf:object {target} ;
              sskg:modality sskg:Reported ; sskg:evidence id:good ."""
            for n, target in enumerate(["10", '"9"', "id:z", "id:y", '"x"@zh'])
        )
        + """
        id:good sskg:inDocument id:one ; oa:start 1 ; oa:end 5 .
        """,
        on_disk=on_disk,
    )
    ordered = ["10", "9", "y", "z", "x"]
    # By their text: those of IRIs begin with "https://".
    for limit in range(7):
        found = single_sources(store, limit)
        assert (found.proved, found.single) == (7, 7)
        assert [target for _, target in told(found)] == ordered[:limit]


def test_a_store_on_disk_is_asked_part_by_part(tmp_path, monkeypatch):
    def at_once(*_: object) -> None:
        raise AssertionError("all statements of a property are grouped at once")

    monkeypatch.setattr(module, "_by_property", at_once)
    assert single_sources(opened(tmp_path, LISTED, on_disk=True), 1).single == 2
