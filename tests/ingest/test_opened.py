"""Deciding from Python: the same files as the page, and the same Turtle as from its decisions."""

from __future__ import annotations

import json

import pytest

import sskg
from sskg.errors import RequestError, UnreadableInput
from sskg.ingest.ingesting import accepted
from sskg.ingest.proposal import (
    DateProposal,
    FigureProposal,
    ModalityProposal,
    RelationProposal,
    ThingProposal,
)
from sskg.rdf.files import load
from tests.ingest.conftest import ID, ITEMS, TERM, TEXT

EXAMPLE = "https://example.org/id/"
GRAPH = """
@prefix : <https://example.org/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:purse a sskg:Policy ; skos:prefLabel "harvest purse"@en , "收获钱袋"@zh .
:gleaners a sskg:TargetGroup ; skos:prefLabel "gleaners"@en , "拾穗者"@zh .
"""


@pytest.fixture
def opened(tmp_path):
    path = tmp_path / "fund.txt"
    path.write_bytes(TEXT.encode())
    return sskg.open().ingest(path, tmp_path / "opened", name="fund-report")


def first(reading, kind):
    return next(each for each in reading.proposals if isinstance(each, kind))


def test_the_same_decisions_give_the_same_turtle_as_on_the_page(opened, decided_fund):
    source, thing, start, size, figure, concerns, inferred, date = ITEMS
    opened.add(source)
    opened.accept(
        first(opened, ThingProposal), labels=thing["labels"], definitions=thing["definitions"]
    )
    opened.add(start)
    opened.add(size)
    opened.accept(first(opened, FigureProposal), iri=figure["iri"], labels=figure["labels"],
                indicator=figure["indicator"])  # fmt: skip
    opened.add(concerns)
    opened.add(inferred)
    opened.accept(first(opened, DateProposal), subject=date["subject"])
    assert opened.turtle() == accepted(decided_fund)[2]
    report = opened.check()
    assert (report.findings, report.claims.found) == ((), 4)


def test_what_is_written_is_what_check_judged(opened, tmp_path):
    opened.accept(first(opened, ThingProposal), labels={"en": "grain fund", "zh": "粮"})
    report = opened.write(tmp_path / "out.ttl")
    assert not report.sound
    assert (tmp_path / "out.ttl").read_text(encoding="utf-8") == opened.turtle()
    assert {quad.subject.value for quad in load([tmp_path / "out.ttl"])} >= {ID + "grain-fund"}


def test_decisions_are_on_the_disk_and_are_taken_back(opened):
    proposal = first(opened, ThingProposal)
    opened.by = "A. Bee"
    rejected = opened.reject(proposal, "another thing")
    again = sskg.open().reading(opened.folder)
    assert list(again.decided.rejected) == [proposal.key]
    line = json.loads((opened.folder / "decisions.jsonl").read_text(encoding="utf-8"))
    assert (line["by"], line["do"], line["reason"]) == ("A. Bee", "reject", "another thing")
    assert line["to"] == {"type": "thing", "name": "grain fund", "jurisdiction": None}
    # However fast they come, from whichever of the two.
    for _ in range(20):
        undone = again.undo(rejected)
        assert opened.decided.rejected == {}
        opened.undo(undone)
        assert list(opened.decided.rejected) == [proposal.key]


def test_the_later_of_two_decisions_counts_however_fast_they_come(opened):
    proposal = first(opened, ThingProposal)
    for _ in range(20):
        opened.reject(proposal)
        opened.accept(proposal, labels={"en": "a"})
        assert list(opened.decided.accepted) == [proposal.key]
        opened.reject(proposal)
        assert opened.decided.accepted == {}


@pytest.fixture
def purse(tmp_path):
    (tmp_path / "graph.ttl").write_text(GRAPH, encoding="utf-8")
    path = tmp_path / "purse.txt"
    path.write_text("The harvest purse must serve all. It covers gleaners.\n"
                    "The harvest purse serves gleaners.\n", encoding="utf-8")  # fmt: skip
    return sskg.open(tmp_path / "graph.ttl").ingest(path, jurisdiction="ZA")


def test_a_relation_takes_its_ends_along(purse):
    relation = first(purse, RelationProposal)
    purse.accept(relation)
    assert set(purse.decided.accepted) == {relation.key, relation.subject, relation.object}
    item = purse.decided.accepted[relation.key]
    assert (item.subject, item.predicate, item.object, item.modality) == (
        EXAMPLE + "purse", TERM + "serves", EXAMPLE + "gleaners", "Reported",
    )  # fmt: skip


def test_an_end_that_was_rejected_is_not_brought_back(purse):
    relation = first(purse, RelationProposal)
    (subject,) = [each for each in purse.proposals if each.key == relation.subject]
    purse.reject(subject)
    purse.accept(relation)
    assert set(purse.decided.accepted) == {relation.key, relation.object}
    assert set(purse.decided.rejected) == {relation.subject}


def test_what_is_rejected_here_is_not_linked_in_the_next_document(purse, tmp_path):
    graph = sskg.open(tmp_path / "graph.ttl")
    (tmp_path / "next.txt").write_text("A harvest purse is new.\n", encoding="utf-8")
    before = graph.ingest(tmp_path / "next.txt", jurisdiction="ZA")
    assert first(before, ThingProposal).iri == EXAMPLE + "purse"
    purse.reject(first(purse, ThingProposal), "another thing")
    after = graph.ingest(tmp_path / "next.txt", decisions=[purse.folder])
    assert first(after, ThingProposal).iri is None


def test_another_reviewers_decisions_are_taken(purse, tmp_path):
    other = tmp_path / "other.jsonl"
    purse.reject(first(purse, ThingProposal))
    (purse.folder / "decisions.jsonl").rename(other)
    assert (purse.take(other), purse.take(other)) == (1, 0)
    assert len(purse.decided.rejected) == 1


def test_a_changed_text_says_what_no_longer_holds(purse, tmp_path):
    decision = purse.reject(first(purse, ThingProposal))
    (tmp_path / "purse.txt").write_text("Nothing.\n", encoding="utf-8")
    again = sskg.open().ingest(tmp_path / "purse.txt")
    assert [each.id for each in again.lapsed] == [decision.id]


@pytest.mark.parametrize(
    ("kind", "changes", "named"),
    [
        (FigureProposal, {}, "iri"),
        (FigureProposal, {"iri": ID + "x", "indicator": "no IRI"}, "indicator"),
        (FigureProposal, {"iri": ID + "x", "indicator": ID + "y", "modality": "Maybe"}, "modality"),
        (DateProposal, {}, "subject"),
        (ThingProposal, {"cls": "a b"}, "class"),
        (ThingProposal, {"labels": {"en": "x", "z z": "y"}}, "language"),
        (ThingProposal, {"labels": {"en": object()}}, "JSON serializable"),
        (ModalityProposal, {}, "modality"),
    ],
)
def test_what_cannot_be_is_an_error_and_nothing_is_kept(opened, kind, changes, named):
    with pytest.raises(RequestError, match=named):
        opened.accept(first(opened, kind), **changes)
    assert not (opened.folder / "decisions.jsonl").exists()


def test_a_folder_without_a_reading_is_an_error(tmp_path):
    with pytest.raises(UnreadableInput, match="holds no reading"):
        sskg.open().reading(tmp_path)
