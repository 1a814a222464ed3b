"""Explanations in sentences, written by hand for the tiny graph."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer
from sskg.questions.why import why
from sskg.rdf.terms import THINGS


def told(answer, lang="en"):
    return [(sentence.stage[lang], sentence.text[lang]) for sentence in answer.sentences]


def test_from_the_problem_to_the_goal(tiny):
    assert told(why(tiny, THINGS + "care-for-all")) == [
        ("challenge → reform", "Fund reform resolves old barrier."),
        ("reform → outcome", "Fund reform produces steady benefits (“steady”)."),
        ("policy → goal", "The curators infer that the fund contributes to care for all."),
        ("outcome → goal", "Steady benefits contributes to care for all."),
        ("outcome → goal", "The curators infer that steady benefits achieves care for all."),
    ]


def test_in_chinese(tiny):
    assert told(why(tiny, THINGS + "care-for-all"), "zh") == [
        ("挑战 → 改革", "基金改革解决旧障碍。"),
        ("改革 → 成效", "基金改革产生稳定待遇（“steady”）。"),
        ("政策 → 目标", "编者推断：基金有助于全民照护。"),
        ("成效 → 目标", "稳定待遇有助于全民照护。"),
        ("成效 → 目标", "编者推断：稳定待遇实现全民照护。"),
    ]


def test_down_from_a_reform_begins_with_what_it_resolves(tiny):
    assert [text for _, text in told(why(tiny, THINGS + "fund-reform", down=True))] == [
        "Fund reform resolves old barrier.",
        "Fund reform produces steady benefits (“steady”).",
        "Steady benefits contributes to care for all.",
        "The curators infer that steady benefits achieves care for all.",
    ]


def test_what_is_required_and_who_said_it_is_told_in_words(tiny):
    ((_, text),) = told(why(tiny, THINGS + "fair-fees"))
    assert text == (
        "According to the minister, it is required, not reported, that new office "
        "contributes to fair fees."
    )


def test_a_problem_is_met_by_what_resolves_it(tiny):
    found = why(tiny, THINGS + "old-barrier")
    assert {text for _, text in told(found)} == {
        "Fund reform resolves old barrier.",
        "Fee reform resolves old barrier.",
    }


def test_each_sentence_carries_the_claims_of_its_own_modality(tiny):
    found = why(tiny, THINGS + "care-for-all")
    for sentence in found.sentences:
        for fact in sentence.facts:
            assert {claim.modality for claim in fact.claims} == {sentence.strength}


def test_a_statement_of_two_documents_carries_both_claims(tiny):
    first = why(tiny, THINGS + "care-for-all").sentences[0]
    assert [claim.iri for claim in first.facts[0].claims] == [
        THINGS + "alpha-s1-c3",
        THINGS + "beta-s3-c1",
    ]


def test_like_statements_are_told_together(packaged):
    found = why(packaged, THINGS + "original-institutional-defects")
    (sentence,) = found.sentences
    assert len(sentence.facts) == 4
    assert sentence.text["en"].startswith("Each of these resolves original institutional defects")


def test_the_hypothetical_is_not_told_as_a_cause(tiny):
    texts = " ".join(text for _, text in told(why(tiny, THINGS + "care-for-all")))
    assert "missing rules" not in texts


def test_nothing_to_explain_is_an_answer_of_no(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        why(tiny, THINGS + "island")
    assert "does not say what leads to" in caught.value.message


def test_a_circle_ends(tmp_path, tiny):
    from sskg.store import open_store

    (tmp_path / "circle.ttl").write_text(
        "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> ."
        ":a sskg:contributesTo :b . :b sskg:contributesTo :a .",
        encoding="utf-8",
    )
    circle = open_store([str(tmp_path / "circle.ttl")])
    found = why(circle, THINGS + "a")
    assert [text for _, text in told(found)] == [
        "Without any claim to prove it: a contributes to b.",
        "Without any claim to prove it: b contributes to a.",
    ]
