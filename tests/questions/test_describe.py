"""One thing: all that the tiny graph says of it."""

from __future__ import annotations

from sskg.questions.describe import describe
from sskg.rdf.terms import THINGS, local_name


def test_names_texts_statements_and_figures(tiny):
    found = describe(tiny, THINGS + "fund-reform")
    assert dict(found.entity.labels) == {"en": "fund reform", "zh": "基金改革"}
    assert found.entity.kind == "Reform"
    assert [alias.text for alias in found.aliases] == ["reform of the fund"]
    assert [text.text for text in found.definitions] == ["A change of the fund."]
    assert [note.text for note in found.notes] == ["The text does not say who made it."]
    assert sorted(local_name(fact.predicate.iri) for fact in found.outgoing) == [
        "concerns", "measuredBy", "produces", "resolves", "start",
    ]  # fmt: skip
    assert found.incoming == ()
    assert [figure.indicator.iri for figure in found.figures] == [THINGS + "coverage"]


def test_a_statement_of_two_documents_has_both_claims(tiny):
    found = describe(tiny, THINGS + "old-barrier")
    both = next(fact for fact in found.incoming if fact.subject.iri == THINGS + "fund-reform")
    passages = [passage.reference for claim in both.claims for passage in claim.passages]
    assert passages == ["alpha:0-48", "beta:141-221"]


def test_passages_are_in_full_where_the_reader_holds_the_document(tiny, tiny_documents):
    found = describe(tiny, THINGS + "fee-reform", tiny_documents)
    texts = {p.text for fact in found.outgoing for c in fact.claims for p in c.passages}
    assert texts == {
        "The fund reform removed the old barrier, and so did the fee reform of June 2019."
    }


def test_every_anchor_of_the_tiny_graph_stands_in_its_passage(tiny, tiny_documents):
    from sskg.graph.facts import read_claims
    from sskg.store.sparql import select

    iris = [row["c"].value for row in select(tiny, "SELECT ?c WHERE { ?c a sskg:Claim }")]
    claims = read_claims(tiny, iris, tiny_documents)
    assert len(claims) == 34
    for claim in claims.values():
        for passage in claim.passages:
            assert passage.text is not None
            assert passage.anchor in passage.text
