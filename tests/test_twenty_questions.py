"""Twenty questions that people ask about the reforms, each answered by one command.

The commands are those that somebody finds who has read nothing but `sskg --help` and the help of
each command; names are typed as one thinks of them. The facts are worked out from the documents.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True)
class Question:
    """What is asked, the command that answers it, and what its output must and must not hold."""

    text: str
    command: tuple[str, ...]
    facts: tuple[str, ...]
    never: tuple[str, ...] = ()
    code: int = 0


QUESTIONS = (
    Question(
        "How many people does basic old-age insurance cover, and how far has that grown?",
        ("figures", "old-age insurance coverage"),
        ("790,000,000", "1,040,000,000", "+250,000,000 people", "+31.6%", "since|dates from",
         "18th CPC National Congress"),
    ),
    Question(
        "How much has the pension of retired employees risen?",
        ("figures", "employee pension"),
        ("1,686", "2,987", "+1,301 yuan per month", "+77.2%"),
    ),
    Question(
        "How many people draw a pension, and is that number exact?",
        ("figures", "number of pensioners"),
        ("nearly 300,000,000", "about +100,000,000", "“nearly 300 million”"),
        ("exactly",),
    ),
    Question(
        "What is the urban subsistence allowance now, and per what?",
        ("figures", "urban subsistence allowance"),
        ("yuan per person per month", "more than 700", "at least +370"),
        ("per year",),
    ),
    Question(
        "And the rural one?",
        ("figures", "rural dibao"),
        ("yuan per person per year", "2,000", "more than 6,200", "at least +4,200"),
        ("per month",),
    ),
    Question(
        "How much of health spending do people pay out of pocket?",
        ("figures", "out-of-pocket"),
        ("33.9", "27.7", "-6.2 percentage points"),
        ("+6.2",),
    ),
    Question(
        "How large are homes in town and country?",
        ("figures", "floor area"),
        ("32.9", "39.8", "36.2", "48.9", "square metre|m²"),
    ),
    Question(
        "How many dilapidated rural houses were renovated?",
        ("figures", "dilapidated houses"),
        ("more than 24,000,000",),
        ("change ",),
    ),
    Question(
        "What did the institutional reform of 2018 bring about?",
        ("why", "--down", "institutional reform"),
        ("2018 institutional reform resolves institutional obstacles", "reform dividends",
         "Reported"),
    ),
    Question(
        "Which reforms began in 2019?",
        ("timeline", "--since", "2019", "--until", "2019", "--kind", "reform"),
        ("id:drug-procurement-normalization", "id:individual-account-reform",
         "id:national-pooling", "id:retired-soldiers-integration", "exact to the year"),
        ("id:institutional-reform-2018",),
    ),
    Question(
        "When was the 18th congress, and who says so?",
        ("show", "18th congress"),
        ("starts 2012", "xinhua-2021:"),
    ),
    Question(
        "When was the study session on social security, and is the date printed anywhere?",
        ("timeline", "--since", "2021", "--until", "2021", "--kind", "event"),
        ("2021-02-26", "exact to the day", "date inferred"),
    ),
    Question(
        "Has universal medical insurance been achieved?",
        ("why", "universal medical insurance"),
        ("achieves", "“basically”", "Reported"),
    ),
    Question(
        "What does common prosperity depend on, and how much of that is only demanded?",
        ("why", "common prosperity"),
        ("contributes to common prosperity", "It is required, not reported, that",
         "Not everything here is reported"),
    ),
    Question(
        "What was wrong that pension pooling put right?",
        ("relations", "pension pooling", "--predicate", "resolves"),
        ("id:original-institutional-defects", "Reported"),
    ),
    Question(
        "What is demanded because of population ageing, and by whom?",
        ("path", "population aging", "Xi Jinping"),
        ("id:directive-weak-links", "was issued by", "weakest hop"),
    ),
    Question(
        "Which demands has nobody reported to be met?",
        ("gaps", "--gap", "directives"),
        ("id:directive-multi-pillar", "calls for:", "no source reports that it was taken"),
    ),
    Question(
        "Is there a loophole in the safety net, or is that only supposed?",
        ("show", "loopholes in the safety net"),
        ("Hypothetical",),
        ("Reported",),
    ),
    Question(
        "药品集中采购改革何时开始，解决了什么问题？",
        ("show", "药品集中采购", "--lang", "zh"),
        ("2019", "解决", "原有制度缺陷", "已报告"),
        ("Reported",),
    ),
    Question(
        "How far did drug prices fall in the 4+7 pilot?",
        ("show", "4+7 pilot"),
        ("is not in the graph",),
        code=1,
    ),
)  # fmt: skip


def test_there_are_twenty():
    assert len(QUESTIONS) == 20


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.text)
def test_it_is_answered(run, question):
    found = run(*question.command)
    assert found.code == question.code, found.err
    said = found.out + found.err
    for fact in question.facts:
        assert any(way in said for way in fact.split("|")), f"{fact}\n{said}"
    for wrong in question.never:
        assert wrong not in found.out
