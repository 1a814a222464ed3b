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
        ("outcome → goal", "Steady benefits contribute to care for all."),
        ("outcome → goal", "The curators infer that steady benefits achieve care for all."),
        (
            "challenge → goal",
            "It is only supposed, under a condition, that missing rules hinder care for all.",
        ),
    ]


def test_in_chinese(tiny):
    assert told(why(tiny, THINGS + "care-for-all"), "zh") == [
        ("挑战 → 改革", "“基金改革”解决“旧障碍”。"),
        ("改革 → 成效", "“基金改革”产生“稳定待遇”（“steady”）。"),
        ("政策 → 目标", "编者推断，“基金”有助于“全民照护”。"),
        ("成效 → 目标", "“稳定待遇”有助于“全民照护”。"),
        ("成效 → 目标", "编者推断，“稳定待遇”实现“全民照护”。"),
        ("挑战 → 目标", "这只是附条件的假设：“missing rules [en]”阻碍“全民照护”。"),
    ]


def test_down_from_a_reform_begins_with_what_it_resolves(tiny):
    assert [text for _, text in told(why(tiny, THINGS + "fund-reform", down=True))] == [
        "Fund reform resolves old barrier.",
        "Fund reform produces steady benefits (“steady”).",
        "Steady benefits contribute to care for all.",
        "The curators infer that steady benefits achieve care for all.",
    ]


def test_what_is_required_and_who_said_it_is_told_in_words(tiny):
    required = "According to the minister, it is required, not reported, that "
    assert told(why(tiny, THINGS + "fair-fees")) == [
        ("challenge → measure", f"{required}new office addresses low trust."),
        ("measure → goal", f"{required}new office contributes to fair fees."),
        ("directive → measure", f"{required}demand for an office calls for new office."),
    ]


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


def test_the_hypothetical_is_told_as_such_and_as_a_hindrance(tiny):
    sentences = why(tiny, THINGS + "care-for-all").sentences
    (missing,) = [each for each in sentences if "missing rules" in each.text["en"]]
    assert (missing.role, missing.strength) == ("hindrance", "Hypothetical")


def test_nothing_to_explain_is_an_answer_of_no(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        why(tiny, THINGS + "island")
    assert "does not say what leads to" in caught.value.message
    assert caught.value.hint == "it has no relation at all"


def test_what_is_there_is_told_where_nothing_explains(tiny):
    with pytest.raises(NegativeAnswer) as caught:
        why(tiny, THINGS + "great-meeting")
    # The meeting has a participant, and the growth of coverage dates from it.
    assert caught.value.hint == (
        "it has: has the participant, is the starting point of (sskg relations NAME)"
    )


ROLES = """
@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
:ageing a sskg:Trend ; skos:prefLabel "ageing"@en .
:weak-links a sskg:Challenge ; skos:prefLabel "weak links"@en ; sskg:drivenBy :ageing ;
    sskg:leadsTo :poverty ; sskg:hinders :welfare .
:poverty a sskg:Challenge ; skos:prefLabel "poverty"@en .
:allowance a sskg:Measure ; skos:prefLabel "allowance"@en ; sskg:addresses :poverty ;
    sskg:aimsAt :welfare .
:call a sskg:Directive ; skos:prefLabel "call"@en ; sskg:callsFor :allowance .
:welfare a sskg:Goal ; skos:prefLabel "welfare"@en ; sskg:contributesTo :peace .
:peace a sskg:Goal ; skos:prefLabel "peace"@en .
:relief a sskg:Outcome ; skos:prefLabel "relief"@en ; sskg:benefits :families .
:families a sskg:TargetGroup ; skos:prefLabel "families"@en .
"""
UNPROVED = "Without any claim to prove it: "


@pytest.mark.parametrize(
    ("name", "down", "expected"),
    [
        # A cause of a cause is followed; a problem is met by what addresses it.
        (
            "poverty",
            False,
            [
                ("cause", "weak links are driven by ageing"),
                ("cause", "weak links lead to poverty"),
                ("problem", "allowance addresses poverty"),
            ],
        ),
        # What is hindered or aimed at does not come about by that: peace is not among it.
        (
            "ageing",
            True,
            [
                ("cause", "weak links are driven by ageing"),
                ("cause", "weak links lead to poverty"),
                ("problem", "allowance addresses poverty"),
                ("hindrance", "weak links hinder welfare"),
                ("aim", "allowance aims at welfare"),
            ],
        ),
        # An aim explains the means, and a demand what was demanded.
        (
            "allowance",
            False,
            [
                ("cause", "weak links are driven by ageing"),
                ("cause", "weak links lead to poverty"),
                ("problem", "allowance addresses poverty"),
                ("aim", "allowance aims at welfare"),
                ("demand", "call calls for allowance"),
            ],
        ),
        # The wish for a goal is told as one, with what stands in its way, and no cause is made up.
        (
            "welfare",
            False,
            [
                ("hindrance", "weak links hinder welfare"),
                ("aim", "allowance aims at welfare"),
            ],
        ),
        ("families", False, [("cause", "relief benefits families")]),
    ],
)
def test_cause_aim_and_hindrance_are_kept_apart(tmp_path, name, down, expected):
    from sskg.store import open_store

    (tmp_path / "roles.ttl").write_text(ROLES, encoding="utf-8")
    answer = why(open_store([str(tmp_path / "roles.ttl")]), THINGS + name, down=down)
    assert [(sentence.role, sentence.text["en"]) for sentence in answer.sentences] == [
        (role, f"{UNPROVED}{text}.") for role, text in expected
    ]


@pytest.mark.parametrize(
    ("name", "down", "words"),
    [
        ("people-in-trouble", False, "lack of the necessary institutional arrangements leads to"),
        ("weak-links", False, "are driven by population ageing"),
        ("population-ageing", True, "are driven by population ageing"),
        ("healthy-growth-of-children", False, "Child welfare aims at healthy growth of children"),
    ],
)
def test_every_relation_that_explains_is_followed(packaged, name, down, words):
    answer = why(packaged, THINGS + name, down=down)
    assert any(words in sentence.text["en"] for sentence in answer.sentences)


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
