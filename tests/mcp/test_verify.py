"""What is told of a sentence: names and numbers that its places back, and those that they do not.

The sentences are made by hand; what the places say stands in the documents: the pension of retired
employees rose from 1,686 to 2,987 yuan (ten-years:1213-1307); who has paid in for fifteen years
draws a basic pension by the month from the age of retirement (Social Insurance Law, article 16).
"""

from __future__ import annotations

import json

import pytest

from sskg.graph.documents import held as held_text
from sskg.graph.documents import read_documents
from sskg.mcp.answering import Answering
from sskg.mcp.verifying import verify
from sskg.model import Entity
from sskg.process.confined import Limits
from sskg.questions.statements import statements
from sskg.rdf.terms import local_name, naming
from sskg.store.sparql import select

LIMITS = Limits(10, 2 << 30)
PENSION = "ten-years:1213-1307"
ARTICLE = "social-insurance-law:1515-1561"
DUTIES = "social-insurance-law:648-700"


@pytest.fixture(scope="module")
def asked(whole, sources):
    return Answering(whole, read_documents(sources), "en", LIMITS)


def not_backed(answering, sentence, *places):
    text, failed = answering.call(
        "verify", {"sentence": sentence, "places": list(places), "tokens": 20_000}
    )
    assert not failed, text
    return json.loads(text)["data"].get("not_backed", [])


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("The pension of retired employees rose from 1,686 yuan to 2,987 yuan.", PENSION),
        ("According to the report, the pension of retired employees is 2,987 yuan.", PENSION),
        ("From 1,686 it rose to 2,987 yuan.", PENSION),
        ("参加基本养老保险的个人，累计缴费满十五年的，按月领取基本养老金。", ARTICLE),
        ("根据《社会保险法》，累计缴费满15年的，按月领取基本养老金。", ARTICLE),
        ("国务院社会保险行政部门负责全国的社会保险管理工作。", DUTIES),
    ],
)
def test_of_a_true_sentence_all_is_backed(asked, sentence, place):
    assert not_backed(asked, sentence, place) == []


@pytest.mark.parametrize(
    ("sentence", "place", "missing"),
    [
        ("Zhang Wei said that pensions rose to 2,987 yuan.", PENSION, ["Zhang Wei"]),
        ("The Ministry of Mars raised pensions to 2,987 yuan.", PENSION, ["Ministry of Mars"]),
        ("Under the “Lunar Scheme” pensions rose to 2,987 yuan.", PENSION, ["Lunar Scheme"]),
        ("Foobar raised the pension from 1,686 to 2,987 yuan.", PENSION, ["Foobar"]),
        ("Xi Jinping raised the pension to 2,987 yuan.", PENSION, ["xi jinping"]),
        ("The pension rose to 2,987 yuan in 2031.", PENSION, ["2031"]),
        ("WHO’s Wei Zhang praised 2,987 yuan.", PENSION, ["WHO", "Wei Zhang"]),
        ("张伟部长表示，累计缴费满十五年的，按月领取基本养老金。", ARTICLE, ["张伟"]),
        ("火星社会保障部规定累计缴费满十五年。", ARTICLE, ["火星社会保障部"]),
        ("月球市的个人累计缴费满十五年的，按月领取基本养老金。", ARTICLE, ["月球市"]),
        ("《星际养老条例》：累计缴费满十五年的，按月领取。", ARTICLE, ["星际养老条例"]),
        ("累计缴费满二十年的，按月领取基本养老金。", ARTICLE, ["二十"]),
        ("根据宇宙保险法，累计缴费满十五年。", ARTICLE, ["宇宙保险法"]),
    ],
)
def test_of_a_half_true_sentence_the_false_half_is_told(asked, sentence, place, missing):
    assert not_backed(asked, sentence, place) == missing


@pytest.mark.parametrize(
    ("sentence", "places", "missing"),
    [
        ("Li Keqiang cut pensions by 7%.", [PENSION], {"Li Keqiang", "7"}),
        ("In 1999 the Galactic Council met.", [PENSION, ARTICLE], {"1999", "Galactic Council"}),
        ("王小明于1999年设立月球基金。", [ARTICLE], {"1999", "月球基金"}),
        ("2,987 yuan were paid.", ["nowhere:1-5"], {"2,987"}),
    ],
)
def test_of_a_false_sentence_all_that_can_be_looked_for_is_told(asked, sentence, places, missing):
    assert missing <= set(not_backed(asked, sentence, *places))


def test_a_name_that_one_place_has_is_told_with_that_place(asked):
    text, _ = asked.call("verify", {
        "sentence": "按月领取基本养老金；2,987 yuan.", "places": [PENSION, ARTICLE],
        "tokens": 20_000,
    })  # fmt: skip
    data = json.loads(text)["data"]
    assert {each["number"]: each["occurs_at"] for each in data["numbers"]} == {"2,987": [PENSION]}
    assert [each["occurs_at"] for each in data["names"] if each["name"] == "基本养老金"] == [
        [ARTICLE]
    ]


@pytest.mark.parametrize(
    "sentence", ["", " ", "?", "“”", "《》", "Of The And", "的", "\u202e", "A" * 900, "张" * 900]
)
def test_a_sentence_without_names_is_no_trouble(asked, sentence):
    text, failed = asked.call("verify", {"sentence": sentence, "places": [PENSION]})
    assert failed is (sentence == "")
    assert json.loads(text)["graph"]


_PASSAGES = """
SELECT ?d ?digest ?start ?end { ?p sskg:inDocument ?d ; oa:start ?start ; oa:end ?end .
  ?d schema:sha256 ?digest } ORDER BY ?d ?start ?end"""


def test_a_passage_backs_all_of_itself(whole, sources):
    held = read_documents(sources)
    with naming(whole.prologue.prefixes):
        rows = list(select(whole, _PASSAGES))[::12]
        assert len(rows) > 60
        for row in rows:
            start, end = int(row["start"].value), int(row["end"].value)
            document = held_text(row["digest"].value, held)
            text = document.passage(start, end) if document else None
            assert text
            place = f"{local_name(row['d'].value)}:{start}-{end}"
            _, shape = verify(whole, text, [place], held)
            assert shape["not_backed"] == [], (place, text)


def test_a_claim_in_the_words_of_the_graph_is_backed_by_its_place(whole, sources):
    """Of laws in Chinese, too: the graph knows what their things are called in English."""
    held = read_documents(sources)
    claims = list(select(whole, "SELECT ?c { ?c a sskg:Claim } ORDER BY ?c"))[::25]
    assert len(claims) > 60
    with naming(whole.prologue.prefixes):
        for row in claims:
            for fact in statements(whole, [row["c"].value], held).facts:
                target = fact.object
                words = target.label() if isinstance(target, Entity) else target.text
                sentence = f"{fact.subject.label()} {fact.predicate.label()} {words}"
                (place, *_) = (each.reference for each in fact.claims[0].passages)
                _, shape = verify(whole, sentence, [place], held)
                assert shape["not_backed"] == [], (place, sentence)
