"""The questions that the scripted assistant is asked, and what their tests expect of an answer.

Twenty are those of `tests/test_twenty_questions.py`; their facts are put here as the graph has
them. Seventy are all competency questions of both kinds with at most eight rows that are not
counted or worked out and do not ask about claims, passages and documents, but for the first forty;
their expected rows are those beside them. HELD_OUT were drawn by lot: their texts and answers were
not looked at while the rules were made.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final, NamedTuple

from tests.test_twenty_questions import QUESTIONS

_FOLDER: Final = Path(__file__).parent.parent / "ontology" / "questions"


class Asked(NamedTuple):
    """A question, and the rows that its answer must prove."""

    text: str
    rows: tuple[tuple[str, ...], ...]
    held_out: bool = False


_TWENTY: Final = (
    (("790000000", "1040000000", "250000000", "31.6", "18th"),),
    (("1686", "2987", "1301", "77.2"),),
    (("300000000", "Nearly", "100000000", "nearly 300 million"),),
    (("yuan per person per month", "700", "MoreThan", "370"),),
    (("yuan per person per year", "2000", "6200", "MoreThan", "4200"),),
    (("33.9", "27.7", "-6.2"),),
    (("32.9", "39.8", "36.2", "48.9"),),
    (("24000000", "MoreThan"),),
    (("resolves", "institutional obstacles", "Reported"), ("id:reform-dividends",)),
    (("id:drug-procurement-normalization",), ("id:individual-account-reform",),
     ("id:national-pooling",), ("id:retired-soldiers-integration",)),
    (("2012", "xinhua-2021:"),),
    (("2021-02-26", "Inferred"),),
    (("achieves", "basically", "Reported"),),
    (("contributes to", "common prosperity"), ("common prosperity", "Required")),
    (("id:original-institutional-defects", "Reported"),),
    (("id:directive-weak-links", "was issued by", "Xi Jinping"),),
    (("id:directive-multi-pillar", "calls for"),),
    (("id:safety-net-loopholes", "Hypothetical"),),
    (("2019", "Reported"), ("id:original-institutional-defects", "Reported")),
    (),
)  # fmt: skip
"""In their order; the last has no answer, and the answer is to say so."""

SEEN: Final = (
    "055_three-reforms-change-a-scheme-of-their-own",
    "089_four-trends-are-the-reason-for-attending-to-weak-links",
    "137_five-reforms-promote-the-development-of-social-security",
    "160_old-age-insurance-serves-four-groups-one-of-them-outright",
    "130_the-demand-for-a-better-system-has-six-aims",
    "laws/006_what-the-old-age-insurance-fund-consists-of",
    "laws/009_what-maternity-insurance-gives-and-to-whom",
    "laws/018_how-long-unemployment-benefit-is-paid",
    "laws/004_when-unemployment-benefit-ends",
    "laws/001_who-passed-each-law-and-since-when-it-holds",
    "042_the-central-pension-fund-belongs-to-old-age-insurance",
    "043_subsidies-rise-continuously-for-residents-medical-insurance",
    "052_the-year-2019-dates-four-reforms-each-proved-by-its-own-clause",
    "053_national-pooling-is-dated-in-these-characters",
    "066_the-speaker-holds-a-post-in-the-central-committee",
    "068_the-clinic-lies-in-xinjiang-in-china",
    "072_the-day-of-the-session-is-concluded-from-four-clauses",
    "075_redistribution-and-mutual-assistance-are-demanded",
    "077_the-system-to-be-built-has-four-properties",
    "078_the-system-serves-development-that-lasts",
    "080_serving-everybody-is-a-fact-in-one-document-and-a-demand-in-the-other",
    "081_an-expert-reported-to-the-political-bureau",
    "083_xi-reviewed-progress-since-2012",
    "084_the-review-stressed-leadership-advantages-and-two-principles",
    "088_a-fully-functional-system-is-basically-established",
    "096_the-new-stage-asks-for-vision-awareness-and-judgment",
    "097_two-trends-are-examples-of-what-to-judge-in-advance",
    "098_population-ageing-counts-twice",
    "099_reforms-shall-advance-more-systematically",
    "102_rural-assistance-shall-become-part-of-rural-vitalization",
    "105_rule-of-law-and-legislation-are-demanded",
    "108_emergency-mechanisms-are-meant-against-major-risks",
    "131_parts-of-the-system-are-mostly-inferred",
    "132_medical-insurance-serves-the-covered-and-by-inference-the-reimbursed",
    "133_the-allowance-serves-town-and-countryside",
    "140_the-system-itself-can-share-development-more-fairly",
    "142_party-leadership-stands-in-both-documents",
    "143_demands-and-measures-follow-two-principles",
    "144_the-political-bureau-belongs-to-the-central-committee-of-the-party",
    "146_challenges-concern-policies-as-the-texts-say",
    "148_indicators-measure-two-outcomes-and-two-renovations",
    "162_social-welfare-is-to-improve-for-disabled-persons-and-orphans",
    "laws/002_on-what-the-laws-are-based",
    "laws/003_on-which-conditions-unemployment-benefit-is-paid",
    "laws/005_what-medical-insurance-does-not-cover",
    "laws/008_what-provinces-make-the-rules-of",
    "laws/012_what-the-funds-must-not-be-used-for",
    "laws/013_who-must-and-who-may-join-old-age-insurance",
    "laws/015_of-which-place-each-document-is",
    "laws/019_what-zhejiang-funds-for-each-resident",
)
HELD_OUT: Final = (
    "045_social-security-served-against-poverty-and-covid-19",
    "046_governance-has-four-named-advantages",
    "047_the-advantages-are-said-to-bring-what-the-experience-brings",
    "048_deepening-reform-promotes-social-security",
    "049_the-reform-of-2018-broke-obstacles-that-long-hindered",
    "054_four-reforms-corrected-the-defects-and-that-of-2018-did-not",
    "073_xi-presided-over-the-political-bureaus-session",
    "076_diverse-demands-are-to-be-met-by-the-system-and-by-multi-pillar-insurance",
    "082_report-discussion-and-review-made-up-the-session",
    "087_experience-is-to-be-summed-up-and-the-system-optimized",
    "092_weak-links-need-great-importance-and-practical-work",
    "093_social-security-is-the-most-imminent-issue-xi-said",
    "094_requirements-were-made-for-2021-to-2025",
    "100_multi-pillar-insurance-is-to-be-built-faster",
    "103_three-services-are-to-improve-for-three-groups",
    "111_five-demands-are-addressed-to-the-country",
    "139_whom-the-outcomes-benefit",
    "laws/007_who-runs-and-watches-the-national-fund",
    "laws/010_what-the-basic-pension-depends-on",
    "laws/011_what-trade-unions-may-do",
)


def _drawn(name: str, *, held_out: bool) -> Asked:
    path = _FOLDER / f"{name}.rq"
    match = re.search("# question: (.*)", path.read_text(encoding="utf-8"))
    assert match is not None
    lines = path.with_suffix(".tsv").read_text(encoding="utf-8").removesuffix("\n").split("\n")
    rows = tuple(tuple(line.split("\t")) for line in lines[1:])
    return Asked(match[1], rows, held_out)


def asked() -> list[Asked]:
    """Return all forty."""
    twenty = [Asked(question.text, rows) for question, rows in zip(QUESTIONS, _TWENTY, strict=True)]
    return [
        *twenty,
        *(_drawn(name, held_out=False) for name in SEEN),
        *(_drawn(name, held_out=True) for name in HELD_OUT),
    ]
