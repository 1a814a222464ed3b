"""Counts and documents of the tiny graph, by eye."""

from __future__ import annotations

from sskg.questions.sources import sources
from sskg.questions.stats import stats
from sskg.rdf.terms import local_name
from sskg.store import open_store

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SSKG = "https://w3id.org/sskg/ontology#"


def test_things_by_kind(tiny):
    counts = {local_name(count.kind.iri): count.things for count in stats(tiny).kinds}
    assert counts == {
        "Claim": 34, "Passage": 10, "Observation": 7, "Indicator": 4, "Challenge": 3,
        "MeasuredChange": 3, "Goal": 2, "Policy": 2, "Reform": 2, "SourceDocument": 2,
        "Actor": 1, "Directive": 1, "Event": 1, "Measure": 1, "Outcome": 1,
    }  # fmt: skip


def test_statements_by_relation(tiny):
    counts = {
        local_name(count.predicate.iri): (count.statements, count.claims)
        for count in stats(tiny).relations
    }
    assert counts["resolves"] == (2, 3)
    assert counts["value"] == (7, 7)
    assert counts["contributesTo"] == (3, 3)
    assert sum(statements for statements, _ in counts.values()) == 33
    assert sum(claims for _, claims in counts.values()) == 34


def test_claims_by_modality(tiny):
    assert [(count.modality, count.claims) for count in stats(tiny).modalities] == [
        ("Reported", 25),
        ("Inferred", 5),
        ("Required", 3),
        ("Hypothetical", 1),
    ]


def test_the_share_of_a_document_that_proves_something(tiny):
    # 48 + 27 + 34 + 47 + 79 of 277 characters, and 84 + 55 + 80 + 51 + 28 of 303.
    shares = {
        local_name(held.document.iri): (held.covered, held.characters, held.share)
        for held in stats(tiny).documents
    }
    assert shares == {"alpha": (235, 277, "84.8"), "beta": (298, 303, "98.3")}


def test_a_residue_that_proves_nothing_is_not_covered(packaged):
    for held in stats(packaged).documents:
        assert held.proving <= held.passages
        assert held.characters is not None
        assert 0 <= held.covered <= held.characters


def test_held_documents_are_recognised_by_their_digest(tiny, tiny_documents):
    found = sources(tiny, tiny_documents)
    assert found.compared
    assert [str(held.held).rsplit("/", 1)[-1] for held in found.documents] == [
        "alpha.txt",
        "beta.txt",
    ]
    assert found.unknown == ()


def test_a_changed_copy_is_not_the_document(tiny, tmp_path):
    from sskg.graph.documents import read_documents

    (tmp_path / "alpha.txt").write_text("In 2018 something else.", encoding="utf-8")
    found = sources(tiny, read_documents(tmp_path))
    assert [held.held for held in found.documents] == [None, None]
    assert [path.rsplit("/", 1)[-1] for path in found.unknown] == ["alpha.txt"]


def test_without_a_folder_nothing_is_compared(tiny):
    found = sources(tiny)
    assert not found.compared
    assert [(held.passages, held.proving, held.claims) for held in found.documents] == [
        (5, 5, 14),
        (5, 5, 20),
    ]


def test_a_limit_lists_the_first_documents_and_counts_the_rest(tiny, tiny_documents):
    assert [local_name(held.document.iri) for held in stats(tiny, limit=1).documents] == ["alpha"]
    assert stats(tiny, limit=1).more == 1
    found = sources(tiny, tiny_documents, limit=1)
    assert (len(found.documents), found.more) == (1, 1)
    # What is not listed is still known.
    assert found.unknown == sources(tiny, tiny_documents).unknown


def test_what_two_named_graphs_say_counts_once(tmp_path):
    lines = [
        f"<urn:c> <{RDF}{name}> <{SSKG}{value}> <urn:{graph}> ."
        for graph in "gh"
        for name, value in (("type", "Claim"), ("predicate", "resolves"))
    ] + [f"<urn:a> <{SSKG}resolves> <urn:b> <urn:{graph}> ." for graph in "gh"]
    (tmp_path / "two.nq").write_text("\n".join(lines), encoding="utf-8")
    counted = stats(open_store([str(tmp_path / "two.nq")]))
    assert [(local_name(count.kind.iri), count.things) for count in counted.kinds] == [("Claim", 1)]
    assert [(count.statements, count.claims) for count in counted.relations] == [(1, 1)]
