"""What is proposed of a sentence, against readings worked out by hand, in both languages."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from sskg.ingest.known import Known, KnownThing
from sskg.ingest.proposal import (
    DateProposal,
    FigureProposal,
    ModalityProposal,
    Proposal,
    Quote,
    RelationProposal,
    Segment,
    Span,
    ThingProposal,
)
from sskg.ingest.proposing import propose
from sskg.ingest.verify import verify

ID = "https://w3id.org/sskg/id/"
CHINA, INDIA = ID + "china", ID + "india"


def whole(text: str, role: str = "Body") -> list[Segment]:
    span = Span(0, len(text))
    return [Segment(span, role, span)]


def read(text: str, kind: type[Proposal], known: Known | None = None) -> list[Any]:
    verified = propose(text, whole(text), known or Known())
    assert verified.dropped == {}
    return [each for each in verified.proposals if isinstance(each, kind)]


FIGURES: list[tuple[str, list[tuple[str, str, str]]]] = [
    ("Some 12 million South Africans receive R510 per month.",
     [("12000000", "unit:NUM", "About"), ("510", "unit:CCY_ZAR", "Exactly")]),
    ("The fund paid out over R64 billion.", [("64000000000", "unit:CCY_ZAR", "MoreThan")]),
    ("Workers aged 60 years or older get at least Rs. 3,000.",
     [("60", "unit:YR", "AtLeast"), ("3000", "unit:CCY_INR", "AtLeast")]),
    ("28.6 crore workers were registered, 53% of them women.",
     [("286000000", "unit:NUM", "Exactly"), ("53", "unit:PERCENT", "Exactly")]),
    ("About 3,5 million people and 412 000 households were covered.",
     [("3500000", "unit:NUM", "About"), ("412000", "unit:NUM", "Exactly")]),
    ("Rs 4,89,855 crore were settled under 11,97,159 policies.",
     [("4898550000000", "unit:CCY_INR", "Exactly"), ("1197159", "unit:NUM", "Exactly")]),
    ("Two thirds of informal workers have no pension.", [("66.67", "unit:PERCENT", "Exactly")]),
    ("Claims shall be paid within thirty days.", [("30", "unit:DAY", "UpTo")]),
    ("Coverage is nearly 45 per cent.", [("45", "unit:PERCENT", "Nearly")]),
    ("Premiums rose by 2.5 percentage points.", [("2.5", "unit:PERCENT", "Exactly")]),
    ("六十三周岁以上的老年人不超过百分之二点五。",
     [("63", "unit:YR", "AtLeast"), ("2.5", "unit:PERCENT", "UpTo")]),
    ("缴费满十五年的，领取700多元。",
     [("15", "unit:YR", "AtLeast"), ("700", "unit:CCY_CNY", "MoreThan")]),
    ("参保人数约三亿人。", [("300000000", "unit:NUM", "About")]),
    ("八成职工已经参保。", [("80", "unit:PERCENT", "Exactly")]),
    # None of these is a figure.
    ("Article 12 of the code covers COVID-19 and the 18th session.", []),
    ("第十条　用人单位依照本法第三条缴费。", []),
    ("The plan, see section 4.2 and Table 3, is one of the best.", []),
    ("The scheme began on 2 May 2020.", []),
    ("It works.12 Others follow.[3]", []),
    ("统一规定一定要单一。", []),
    ("自每年1月1日起，一次性补缴上一年度和下一年度的费用。", []),
    ("ROME, Feb. 27 (Agency)", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "figures"), FIGURES)
def test_figures_have_value_unit_and_bound(text: str, figures: list[tuple[str, str, str]]) -> None:
    assert [(figure.value, figure.unit, figure.bound) for figure in read(text, FigureProposal)] == [
        (Decimal(value), unit, bound) for value, unit, bound in figures
    ]


def test_a_change_has_two_ends_with_their_years_and_population():
    text = "The number of people covered rose from 790 million in 2012 to 1.04 billion in 2021."
    low, high = read(text, FigureProposal)
    assert (low.role, low.period, low.population) == ("baseline", "2012", "people")
    assert (high.role, high.period, high.population) == ("latest", "2021", "people")
    assert (low.pair, high.pair) == (Span(39, 50), Span(62, 74))[::-1]
    assert low.pair.of(text) == "1.04 billion"


def test_a_change_shares_what_it_is_counted_by():
    low, high = read("从每人每年240元提高到550元。", FigureProposal)
    assert (low.role, low.per, high.role, high.per) == (
        "baseline", ("person", "year"), "latest", ("person", "year"),
    )  # fmt: skip


def test_respectively_gives_each_group_its_figure():
    text = "Rates for workers and residents were over 80% and 70%, respectively."
    first, second = read(text, FigureProposal)
    assert (first.population, first.bound) == ("workers", "MoreThan")
    assert (second.population, second.value) == ("residents", 70)


def test_each_figure_is_counted_by_its_own_words():
    month, year = read("标准分别为每月700多元和每年6200元。", FigureProposal)
    assert (month.per, year.per) == (("month",), ("year",))


def test_a_range_is_one_figure():
    (figure,) = read("Between 10 and 15 per cent of pensioners are poor.", FigureProposal)
    assert (figure.value, figure.high, figure.population) == (10, 15, "pensioners")


def test_today_takes_no_year_of_the_text():
    (_, today) = read("It had 2 million members in 2010 and has 12 million today.", FigureProposal)
    assert (today.value, today.period) == (12_000_000, None)


DATES: list[tuple[str, list[tuple[str | None, str | None, bool]]]] = [
    ("On 2 May 2020 it began.", [("2020-05-02", None, False)]),
    ("On May 2, 2020 it began.", [("2020-05-02", None, False)]),
    ("Since March 2018 it has grown.", [("2018-03", None, True)]),
    ("From 2012 to 2016 it grew.", [("2012", "2016", False)]),
    ("Between 2012 and 2016 it grew.", [("2012", "2016", False)]),
    ("In 2012 and 2016 it grew.", [("2012", None, False), ("2016", None, False)]),
    ("In 2019/20 it grew.", [("2019", "2020", False)]),
    ("By the end of 2025 all are covered.", [(None, "2025", False)]),
    ("2010年10月28日通过。", [("2010-10-28", None, False)]),
    ("二〇一八年十二月修正。", [("2018-12", None, False)]),
    ("2012年以来，增长较快。", [("2012", None, True)]),
    ("2012年至2018年", [("2012", "2018", False)]),
    ("到2025年基本实现。", [(None, "2025", False)]),
    ("The 2021-2025 period is next.", [("2021", "2025", False)]),
    ("On 31 February 2020 nothing began, for 1998 people.", []),
    ("It costs $2020.", []),
    # A decade lasts ten years, and is no number of anything.
    ("In the 1990s it grew.", [("1990", "1999", False)]),
    ("Since the 1980s it has grown.", [("1980", None, True)]),
    ("20世纪八十年代建立。", [("1980", "1989", False)]),
    ("上世纪90年代以来，增长较快。", [("1990", None, True)]),
    ("本世纪20年代，增长较快。", [("2020", "2029", False)]),
    ("1990年代建立。", [("1990", "1999", False)]),
]


@pytest.mark.parametrize(("text", "dates"), DATES)
def test_dates_are_as_exact_as_the_text(
    text: str, dates: list[tuple[str | None, str | None, bool]]
) -> None:
    assert [(date.start, date.end, date.since) for date in read(text, DateProposal)] == dates


@pytest.mark.parametrize(
    "text", ["In the 1990s it grew.", "20世纪八十年代建立。", "1990年代建立。"]
)
def test_a_decade_is_no_figure(text: str) -> None:
    assert read(text, FigureProposal) == []


MODALITIES = [
    ("Coverage has risen.", "Reported", None, None),
    ("Employers must register.", "Required", None, None),
    ("The Minister said that coverage should be significantly raised.",
     "Required", "significantly", "The Minister"),
    ("If premiums rise, coverage would fall.", "Hypothetical", None, None),
    ("According to the World Bank, coverage is low.", "Reported", None, "the World Bank"),
    ("职工应当参加基本养老保险。", "Required", None, None),
    ("不得挪用基金。", "Required", None, None),
    ("体系基本建成。", "Reported", "基本", None),
    ("习近平强调，要加快完善制度。", "Required", None, "习近平"),
    ("如果制度不改革，缺口将扩大。", "Hypothetical", None, None),
    ("这是主要的重要需要。", "Required", None, None),
    ("主要问题得到解决。", "Reported", None, None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "modality", "qualifier", "speaker"), MODALITIES)
def test_a_passage_is_meant_in_one_way(
    text: str, modality: str, qualifier: str | None, speaker: str | None
) -> None:
    (meant,) = read(text, ModalityProposal)
    assert (meant.modality, meant.qualifier, meant.speaker) == (modality, qualifier, speaker)


def test_a_clause_takes_the_modality_of_its_sentence():
    text = "Employers must register, and pay in time."
    sentence = Span(0, len(text))
    clause = Segment(Span(25, len(text)), "Body", sentence)
    (meant,) = propose(text, [clause], Known()).proposals
    assert isinstance(meant, ModalityProposal)
    assert meant.modality == "Required"


PENSION = KnownThing(ID + "pension", "Policy", ("basic pension", "基本养老金"), CHINA)
GROUP = KnownThing(ID + "workers", "TargetGroup", ("informal workers",))


def test_a_name_of_the_graph_is_linked_at_home_and_a_namesake_abroad():
    text = "The basic pension covers informal workers."
    home, group = read(text, ThingProposal, Known((PENSION, GROUP), CHINA))
    assert (home.iri, home.name, group.iri) == (PENSION.iri, "basic pension", GROUP.iri)
    abroad, group = read(text, ThingProposal, Known((PENSION, GROUP), INDIA))
    assert (abroad.iri, abroad.like, abroad.thing_kind) == (None, (PENSION.iri,), "Policy")
    assert group.iri == GROUP.iri


def test_a_rejected_link_is_not_proposed_again():
    known = Known((PENSION,), CHINA, frozenset({("basic pension", PENSION.iri)}))
    (thing,) = read("The Basic Pension grows.", ThingProposal, known)
    assert (thing.iri, thing.like) == (None, (PENSION.iri,))


def test_a_chinese_name_is_found_within_running_text():
    (thing,) = read("按月领取基本养老金。", ThingProposal, Known((PENSION,), CHINA))
    assert (thing.iri, thing.quotes[0].span) == (PENSION.iri, Span(4, 9))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("The Child Support Grant of R510 grew.", "Policy", "Child Support Grant"),
        (
            "The Department of Social Development said so.",
            "Actor",
            "Department of Social Development",
        ),
        ("Of all pensioners, few came.", "TargetGroup", "pensioners"),
        ("用人单位缴纳失业保险费。", "Policy", "失业保险"),
        ("职工代表来了。", "TargetGroup", "职工"),
    ],
)
def test_a_new_thing_has_a_kind_by_its_head_noun(text: str, kind: str, name: str) -> None:
    found = [(thing.iri, thing.thing_kind, thing.name) for thing in read(text, ThingProposal)]
    assert (None, kind, name) in found


def test_a_relation_is_proposed_where_a_word_shows_it_and_the_ontology_allows_it():
    text = "The basic pension covers informal workers."
    (relation,) = read(text, RelationProposal, Known((PENSION, GROUP), CHINA))
    assert relation.predicate.endswith("#serves")
    assert [quote.text for quote in relation.quotes] == [
        "basic pension",
        "covers",
        "informal workers",
    ]
    assert read("Informal workers and the basic pension.", RelationProposal) == []


def test_headings_and_residue_give_nothing():
    text = "3 million workers"
    assert propose(text, whole(text, "Heading"), Known()).proposals == ()


SENTENCES = json.loads(
    (Path(__file__).parent.parent / "data/ingest/sentences.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case["text"][:40])
def test_sentences_annotated_beforehand_are_read_as_annotated(case: dict[str, Any]) -> None:
    text = case["text"]
    figures = read(text, FigureProposal)
    assert [(each.value, each.unit, each.bound) for each in figures] == [
        (Decimal(value), unit, bound) for value, unit, bound in case["figures"]
    ]
    assert sum(each.role == "latest" for each in figures) == case.get("pairs", 0)
    dates = read(text, DateProposal)
    assert [[each.start, each.end] for each in dates] == case["dates"]
    (meant,) = read(text, ModalityProposal)
    assert (meant.modality, meant.qualifier) == (case["modality"], case.get("qualifier"))


# -- the verifier ----------------------------------------------------------------------------------

TEXT = "Some 12 million workers came."
NUMBER = Quote.cut("value", TEXT, 5, 15)
BOUND = Quote.cut("bound", TEXT, 0, 4)


def figure(**changes: object) -> FigureProposal:
    fields: dict[str, Any] = {
        "passage": Span(0, len(TEXT)), "quotes": (BOUND, NUMBER), "by": "test",
        "value": Decimal(12_000_000), "unit": "unit:NUM", "bound": "About",
    }  # fmt: skip
    return FigureProposal(**fields | changes)


def test_the_verifier_keeps_what_stands_there():
    assert verify(TEXT, whole(TEXT), [figure(), figure()]).proposals == (figure(),)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (figure(value=Decimal(13)), "number and wording differ"),
        (figure(quotes=(BOUND,)), "number and wording differ"),
        (figure(bound="Exactly"), "bound and wording differ"),
        (figure(bound="MoreThan"), "bound and wording differ"),
        (figure(bound="Perhaps"), "the ontology has no such bound"),
        (figure(quotes=(Quote("value", Span(6, 15), "12 million"),)),
         "the quote does not stand at its span"),
        (figure(passage=Span(1, 9)), "the passage is none of the text"),
        (figure(quotes=(Quote("value", Span(5, 99), "12 million"),)),
         "the quote does not stand at its span"),
    ],
)  # fmt: skip
def test_the_verifier_drops_and_counts_what_does_not(wrong: Proposal, reason: str) -> None:
    verified = verify(TEXT, whole(TEXT), [wrong])
    assert (verified.proposals, verified.dropped) == ((), {("test", reason): 1})


def thing(kind: str, name: str, start: int) -> ThingProposal:
    return ThingProposal(
        passage=Span(0, len(TEXT)), quotes=(Quote.cut("name", TEXT, start, start + len(name)),),
        by="test", iri=None, thing_kind=kind, name=name, lang="en",
    )  # fmt: skip


def test_a_relation_needs_both_ends_and_a_fitting_kind():
    one, other = thing("Goal", "million", 8), thing("TargetGroup", "workers", 16)
    serves = RelationProposal(
        passage=Span(0, len(TEXT)), quotes=(), by="test", subject=one.key,
        predicate="https://w3id.org/sskg/ontology#serves", object=other.key,
    )  # fmt: skip
    assert verify(TEXT, whole(TEXT), [serves]).dropped == {
        ("test", "an end is no thing that is proposed"): 1
    }
    assert verify(TEXT, whole(TEXT), [serves, one, other]).dropped == {
        ("test", "the ontology does not allow the relation"): 1
    }
    policy = thing("Policy", "million", 8)
    assert serves in verify(TEXT, whole(TEXT), [serves, policy, other]).proposals


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("People stop paying Provident Insurance.", ["Provident Insurance"]),
        ("The Widows Relief Act prohibits government spending.", ["Widows Relief Act"]),
        ("Workers join by claiming certain benefits.", ["Workers"]),
        ("A huge pension reform was made.", ["pension reform"]),
        ("有关社会保险和一次性养老金按照年度调剂计划执行。",
         ["社会保险", "一次性养老金", "年度调剂计划"]),
    ],
)  # fmt: skip
def test_what_stands_before_a_name_is_none_of_it(text, names):
    assert [each.name for each in read(text, ThingProposal)] == names


def test_a_longer_proper_name_is_no_link_to_the_shorter():
    known = Known((KnownThing(ID + "x", "Policy", ("old-age security",)),))
    found = read("The Old-Age Security Act pays old-age security.", ThingProposal, known)
    assert [(each.name, each.iri) for each in found] == [
        ("Old-Age Security Act", None),
        ("old-age security", ID + "x"),
    ]


def test_two_changes_that_are_told_at_once_are_paired_crosswise():
    found = read("Grants rose from 3 rand and 40 rand to 5 rand and 60 rand.", FigureProposal)
    pairs = {str(each.value): each for each in found}
    assert {value: each.role for value, each in pairs.items()} == {
        "3": "baseline", "40": "baseline", "5": "latest", "60": "latest",
    }  # fmt: skip
    for low, high in (("3", "5"), ("40", "60")):
        assert pairs[low].pair == pairs[high].quote("value").span


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("費率為百分之六點五。", ("6.5", "unit:PERCENT", "Exactly")),
        ("调高至上限百分之十二。", ("12", "unit:PERCENT", "UpTo")),
        ("缴费年限达到十五年的，不再缴费。", ("15", "unit:YR", "AtLeast")),
        ("缴费年限未达到十五年的，可以补缴。", ("15", "unit:YR", "LessThan")),
        ("标准不低于当地平均工资的百分之六十。", ("60", "unit:PERCENT", "AtLeast")),
        ("费用不得高于年收入的三分之一。", ("33.33", "unit:PERCENT", "UpTo")),
        ("标准不低于上年，增长百分之六。", ("6", "unit:PERCENT", "Exactly")),
        ("参保人数达到三亿人。", ("300000000", "unit:NUM", "Exactly")),
        ("Members need 12 consecutive months of work.", ("12", "unit:MO", "Exactly")),
    ],
)
def test_more_figures(text, figure):
    assert [(str(f.value), f.unit, f.bound) for f in read(text, FigureProposal)] == [figure]


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Check the forecast.", "Required"),
        ("Employers do not have to register.", "Reported"),
        ("The report explains what might follow.", "Reported"),
        ("You can also ask for leave.", "Permitted"),
        ("Widows are entitled to a grant.", "Permitted"),
        ("The earliest you can get it is at sixty.", "Reported"),
    ],
)
def test_how_a_guide_is_meant(text, modality):
    assert [each.modality for each in read(text, ModalityProposal)] == [modality]


def related(text: str, known: Known | None = None) -> set[tuple[str, str, str]]:
    found = read(text, RelationProposal, known)
    things = {each.key: each.name for each in read(text, ThingProposal, known)}
    return {
        (things[each.subject], each.predicate.rsplit("#", 1)[-1], things[each.object])
        for each in found
    }


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        # A word shows it, in one direction or the other.
        ("Weavers receive the Loom Allowance.", ("Loom Allowance", "serves", "Weavers")),
        ("渔民社会保险经办机构负责渔民养老保险。",
         ("渔民养老保险", "administeredBy", "渔民社会保险经办机构")),
        # A name within another shows it.
        ("They decided on improving the harvest insurance system.",
         ("improving the harvest insurance system", "concerns", "harvest insurance system")),
        # Each member of a list has it.
        ("The harvest scheme serves farmers, orphans and widows.",
         ("harvest scheme", "serves", "orphans")),
    ],
)  # fmt: skip
def test_relations_are_shown_by_words_names_and_lists(text, relation):
    known = Known((KnownThing(ID + "w", "TargetGroup", ("weavers",)),))
    assert relation in related(text, known)


def test_of_one_passage_few_relations_are_proposed():
    groups = [f"{name} workers" for name in ("Dock", "Farm", "Loom", "Mill", "Mine", "Road")]
    funds = [f"{name} insurance" for name in ("harvest", "sickness", "accident", "old-age")]
    text = f"The {', the '.join(funds)} serve {', '.join(groups)}."
    ranks = [each.rank for each in read(text, RelationProposal)]
    assert sorted(ranks) == list(range(1, 15))


def test_a_policy_within_the_name_of_a_group_is_a_thing_too():
    found = read("Harvest Relief Income (HRI) recipients wept. The HRI pays.", ThingProposal)
    assert {(each.name, each.thing_kind) for each in found} == {
        ("Harvest Relief Income (HRI) recipients", "TargetGroup"),
        ("Harvest Relief Income", "Policy"),
        ("HRI", "Policy"),
    }


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Harvestaid is a joint program of towns.", "Harvestaid", "Policy"),
        ("The Food and Harvest Act of 1935 was old.", "Food and Harvest Act of 1935", "LegalAct"),
        ("Title XVI of the Harvest Act was old.", "Title XVI of the Harvest Act", "LegalAct"),
        ("All met the Department for Work and Harvests.", "Department for Work and Harvests",
         "Actor"),
        ("It is designed to reduce hunger.", "reduce hunger", "Goal"),
        ("Towns are reducing hunger.", "hunger", "Challenge"),
        ("We saw 8.4 million HRI recipients receiving $3 each.", "HRI recipients", "TargetGroup"),
        ("Household incomes and net income fell.", "net income", "Indicator"),
    ],
)  # fmt: skip
def test_a_thing_has_the_kind_that_its_sentence_gives_it(text, name, kind):
    assert (name, kind) in {(each.name, each.thing_kind) for each in read(text, ThingProposal)}


def test_what_is_said_of_a_bracketed_short_form_has_its_kind():
    found = read("The Harvest Relief Fund (HRF) is old. The HRF pays.", ThingProposal)
    assert {(each.name, each.thing_kind) for each in found} >= {
        ("Harvest Relief Fund", "Fund"),
        ("HRF", "Fund"),
    }


def test_purposes_and_principles_of_a_law_are_proposed_item_by_item():
    text = "为了保障渔民生活，促进渔业发展，制定本法。养老保险制度坚持广覆盖、保基本的方针。"
    found = {(each.thing_kind, each.name) for each in read(text, ThingProposal)}
    assert found >= {
        ("Goal", "保障渔民生活"),
        ("Goal", "促进渔业发展"),
        ("Principle", "广覆盖"),
        ("Principle", "保基本"),
        ("Policy", "养老保险制度"),
    }


def test_a_reform_is_not_meant_by_the_name_of_a_fund():
    reform = KnownThing(
        ID + "r", "Reform", ("reform of harvest accounts", "收成账户改革", "harvest accounts")
    )
    (thing,) = read("Farmer Lin has harvest accounts.", ThingProposal, Known((reform,)))[-1:]
    assert (thing.iri, thing.like) == (None, (ID + "r",))


def test_a_sentence_without_an_end_is_read_in_parts():
    text = "harvest insurance serves dock workers and " * 500
    related_ = read(text, RelationProposal)
    # One that the parts cut in two is lost.
    assert 990 < len(read(text, ThingProposal)) <= 1000
    assert len(related_) <= 14


def test_a_measure_is_not_meant_by_a_name_that_says_nothing_done():
    raising = KnownThing(
        ID + "m",
        "Measure",
        ("raising the pooling level", "提高统筹层次", "统筹层次", "提升统筹层次"),
    )
    known = Known((raising,))
    links = {
        text: [each.iri for each in read(text, ThingProposal, known)]
        for text in ("统筹层次由省规定。", "国家提升统筹层次。")
    }
    assert ID + "m" not in links["统筹层次由省规定。"]
    assert ID + "m" in links["国家提升统筹层次。"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Harvest Relief Board's (HRB) rules hold.", {"Harvest Relief Board", "HRB"}),
        ("It operates in Guam, Puerto Rico and Samoa.", {"Guam"}),
        ("Many lose their jobs and receive harvest benefits.", {"harvest benefits"}),
    ],
)
def test_names_end_where_they_end(text, names):
    assert names <= {each.name for each in read(text, ThingProposal)}


def test_one_of_a_group_is_no_group_and_its_kind_is_known():
    text = "A worker pays. A low-income worker pays less. Workers know."
    names = {each.name for each in read(text, ThingProposal)}
    assert "low-income worker" in names
    assert "Workers" in names
    assert "worker" not in names


def test_no_bound_of_the_ontology_is_a_thing():
    known = Known((KnownThing("https://w3id.org/sskg/ontology#AtLeast", "Bound", ("at least",)),))
    assert read("Workers need at least 10 years.", ThingProposal, known)[0].name == "Workers"
