"""What check asks for still is counted, named and reached on the page as check itself counts it."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from decimal import Decimal

import pytest

from sskg.cli.ingesting import told_verdict
from sskg.cli.main import main
from sskg.ingest.decisions import append, event
from sskg.ingest.ingesting import accepted, ingest
from sskg.ingest.proposal import FigureProposal, ModalityProposal, Quote, ThingProposal
from sskg.ingest.reading import read_reading, write_reading
from sskg.ingest.remaining import remaining
from sskg.ingest.reviewing.page import page
from sskg.ingest.verdict import judge
from tests.ingest.conftest import ID, TERM, write
from tests.ingest.conftest import event as decided

TEXT = "The weavers pay 1,694 dollars. It began in 1983 with two thirds. It ended.\n"
SPANS = [(0, 30), (31, 64), (65, 74)]


@pytest.fixture
def reading(tmp_path):
    (tmp_path / "loom.txt").write_text(TEXT, encoding="utf-8")
    made = ingest(tmp_path / "loom.txt").reading
    assert [(each.span.start, each.span.end) for each in made.segments] == SPANS
    first = made.segments[0].span
    start = TEXT.index("1,694")
    weavers = ThingProposal(
        passage=first, quotes=(Quote.cut("name", TEXT, 4, 11),), by="things", lang="en",
        iri=None, thing_kind="TargetGroup", name="weavers",
    )  # fmt: skip
    paid = FigureProposal(
        passage=first, quotes=(Quote.cut("value", TEXT, start, start + 5),), by="figures",
        value=Decimal(1694), unit="unit:CCY_USD", bound="Exactly", as_stated="1,694 dollars",
    )  # fmt: skip
    meant = ModalityProposal(
        passage=first, quotes=(Quote.cut("modality", TEXT, 12, 15),), by="modality",
        modality="Reported",
    )  # fmt: skip
    write_reading(replace(made, proposals=(weavers, paid, meant)))
    return read_reading(made.folder)


@pytest.fixture
def opened(browser, reading, packaged, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(reading, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    yield tab
    tab.close()


def judged(tab, reading, packaged):
    """What check says of what the page has decided so far."""
    path = reading.folder / "decisions.jsonl"
    path.unlink(missing_ok=True)
    append(path, [event(json.dumps(each), TEXT) for each in tab.evaluate("state.events")])
    _, outcome, turtle = accepted(reading.folder)
    target = reading.folder.with_suffix(".ttl")
    target.write_text(turtle, encoding="utf-8")
    report = judge(target, reading, packaged)
    return report, remaining(report, reading, outcome.accepted)


def typed(tab, *words):
    for each in words:
        if each in {"Enter", "Tab"} or len(each) == 1:
            tab.keyboard.press(each)
        else:
            tab.keyboard.type(each)


def undefined(tab):
    """Accept the weavers without the definitions that the form drafts."""
    typed(tab, "a", "织工")
    for lang in ("en", "zh"):
        tab.locator(f"form [name=definition-{lang}]").fill("")
    tab.keyboard.press("Enter")


# A figure whose indicator is made in its own form; its unit names the indicator's unit.
FIGURE = ("2", "3", "a", "what weavers pay", "Enter", "织工缴费", "Tab", "What they pay.", "Tab",
          "织工所缴。", "Enter", "Enter")  # fmt: skip


@pytest.mark.browser
def test_an_indicator_is_made_in_the_form_of_its_figure(opened):
    typed(opened, *FIGURE)
    thing, figure = (each["to"] for each in opened.evaluate("state.events"))
    assert thing["iri"] == figure["indicator"] == ID + "what-weavers-pay"
    assert (thing["class"], thing["labels"]) == (
        "Indicator", {"en": "what weavers pay", "zh": "织工缴费"},
    )  # fmt: skip
    assert thing["unitLabels"] == {"en": "US dollars", "zh": "美元"}
    assert figure["labels"] == {"en": "what weavers pay, 1694", "zh": "织工缴费, 1694"}
    assert (figure["value"], figure["asStated"]) == ("1694", "1,694 dollars")


@pytest.mark.browser
def test_out_of_the_new_thing_the_form_that_waits_is_there_again(opened):
    typed(opened, *FIGURE[:5])
    assert opened.locator("[name=class]").input_value() == "Indicator"
    opened.keyboard.press("Escape")
    assert opened.locator("[name=asStated]").input_value() == "1,694 dollars"
    opened.locator("[name=asStated]").focus()
    opened.keyboard.press("Escape")
    assert opened.locator("form.edit").count() == 0
    assert opened.evaluate("state.events.length") == 0


@pytest.mark.browser
def test_the_page_counts_what_check_counts(opened, reading, packaged):
    # 1,694, 1983 and two thirds; nothing is stated at first.
    seen = []
    for keys in (FIGURE, ("g", "o", "long ago", "Enter"), ("g", "g", "l", "1")):
        bare = opened.evaluate("""() => [0, 1, 2].reduce((sum, n) => {
            go(n);
            return sum + numbers(passage()).bare.length;
        }, 0)""")
        carried, claims = 3 - bare, opened.evaluate("claims()")
        report, _ = judged(opened, reading, packaged)
        seen.append((carried, claims))
        assert (report.documents[0].numbers.proved, report.claims.found) == (carried, claims)
        opened.evaluate("go(0)")
        typed(opened, *keys)
    assert seen == [(0, 0), (1, 2), (3, 2)]
    shown = opened.locator("#coverage").inner_text().replace("\n", " ")
    assert "numbers 3/3" in shown
    assert "claims 2" in shown


@pytest.mark.browser
def test_g_goes_to_sentences_that_nothing_is_proposed_on(opened):
    typed(opened, *FIGURE)
    at = []
    for _ in range(3):
        opened.keyboard.press("g")
        at.append(opened.evaluate("state.at"))
    assert at == [1, 2, 1]
    assert "Nothing carries 1983, two thirds yet" in opened.locator("#left").inner_text()
    typed(opened, "l", "1")
    assert opened.evaluate("[state.at, state.events.at(-1).to.role]") == [2, "SetAside"]
    assert opened.evaluate("state.events.at(-1).to.note.zh") == "未陈述政策、目标或数值"
    typed(opened, "l", "in passing", "Enter")
    # All sentences are done: what is said of the document comes last.
    assert opened.locator("dialog [name=title]").count() == 1


@pytest.mark.browser
def test_a_card_says_what_check_will_ask_for(opened):
    undefined(opened)
    assert opened.locator(".card.accepted .differs").inner_text() == (
        "check asks for more (E): English definition, Chinese definition"
    )
    typed(opened, "2", "e", "People who weave.", "Tab", "织布的人。", "Enter")
    assert opened.locator(".card.accepted .differs").count() == 0


@pytest.mark.browser
def test_what_is_left_is_named_by_sentence_and_key(opened, reading, packaged):
    undefined(opened)
    typed(opened, *FIGURE)
    _, left = judged(opened, reading, packaged)
    rows = [(each.at, each.where, len(each.wrong), each.mend[-3:]) for each in left]
    assert rows == [
        (0, "“weavers”", 2, "(E)"),
        (31, "2/3 “It began in 1983 with two thirds.”", 1, "(H)"),
        (31, "2/3 “It began in 1983 with two thirds.”", 2, "(O)"),
        (65, "3/3 “It ended.”", 1, "(H)"),
        (None, "the document", 4, "(D)"),
    ]


@pytest.mark.browser
def test_each_place_that_check_names_leads_there(opened, reading, packaged):
    undefined(opened)
    _, left = judged(opened, reading, packaged)
    verdict = json.dumps({"report": "all", "left": [
        {"at": each.at, "key": each.key, "where": each.where, "wrong": list(each.wrong),
         "mend": each.mend} for each in left
    ]})  # fmt: skip
    opened.evaluate("data.offline = false")
    opened.evaluate(f"window.fetch = async () => new Response({json.dumps(verdict)})")
    places = (("“weavers”", "[name=definition-en]"), ("It ended", ".s.now[data-start='65']"),
                        ("the document", "dialog [name=title]"))  # fmt: skip
    for name, where in places:
        opened.keyboard.press("c")
        opened.locator("dialog li button", has_text=name).first.click()
        assert opened.locator(where).count() == 1
        opened.keyboard.press("Escape")


def test_accept_says_what_is_left(reading, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "sys.argv", ["sskg", "accept", str(reading.folder), "-o", str(tmp_path / "loom.ttl")]
    )
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    lines = capsys.readouterr().err.splitlines()
    assert (
        lines[0] == f"left to do at 6 places; go to each with sskg review {reading.folder}, key G"
    )
    assert lines[1].startswith("  1/3 “The weavers pay 1,694 dollars.”: Nothing is stated")
    assert lines[2].startswith("    → accept or make a relation (R)")
    assert lines[-2].startswith("  the document: ")


@pytest.mark.browser
def test_a_page_that_is_switched_to_chinese_asks_check_in_chinese(opened):
    verdict = json.dumps({"report": "", "left": [
        {"at": 0, "key": "", "where": "1/3", "wrong": ["甲。", "乙。"], "mend": "丙"},
    ]})  # fmt: skip
    opened.evaluate("data.offline = false")
    opened.evaluate(
        "window.fetch = async (_, asked) => {"
        f" window.asked = asked.headers; return new Response({json.dumps(verdict)}); }}; 0"
    )
    opened.get_by_role("button", name="中文").click()
    opened.keyboard.press("c")
    assert "甲。乙。" in opened.locator("dialog li").inner_text()
    assert opened.evaluate("window.asked['Accept-Language']") == "zh"


# A reform of no policy, and without a definition in English.
REFORM = {
    "type": "thing", "iri": ID + "loom-reform", "class": "Reform",
    "labels": {"en": "reform of the looms", "zh": "织机改革"}, "definitions": {"zh": "改织机。"},
}  # fmt: skip
WRONG = ("没有说明这项改革改变哪项政策。", "缺少英文定义。")


@pytest.fixture
def reformed(reading):
    write(reading.folder / "decisions.jsonl", [decided(1, to=REFORM)])
    return reading


def test_accept_says_in_chinese_what_breaks_a_shape(reformed, capsys, monkeypatch, tmp_path):
    out = str(tmp_path / "loom.ttl")
    monkeypatch.setattr(
        "sys.argv", ["sskg", "--lang", "zh", "accept", str(reformed.folder), "-o", out]
    )
    with pytest.raises(SystemExit):
        main()
    printed = capsys.readouterr()
    for wrong in WRONG:
        assert f"  {wrong}\n" in printed.out
    assert "  → 请用 sskg:concerns 指明该政策，并添加证明它的陈述。\n" in printed.out
    assert re.search("“织机改革”：.*没有说明这项改革改变哪项政策。", printed.err)


def test_the_review_page_says_in_chinese_what_breaks_a_shape(reformed):
    verdict = json.loads(told_verdict(reformed, (), "zh"))
    places = {each["where"]: each["wrong"] for each in verdict["left"]}
    assert sorted(places["“织机改革”"]) == sorted(WRONG)
    assert "文献" in " ".join(places)
    assert all(wrong in verdict["report"] for wrong in WRONG)


@pytest.mark.browser
def test_what_is_set_aside_names_its_numbers(opened):
    typed(opened, "g", "o", "long ago", "Enter")
    note = opened.evaluate("state.events.at(-1).to.note")
    assert note == {"en": "1983, two thirds: long ago"}


@pytest.mark.browser
def test_the_same_value_of_another_time_is_another_figure_with_a_name_of_its_own(opened):
    typed(opened, *FIGURE)
    opened.evaluate("go(1)")
    for start, chosen in (("", ""), ("1983", ""), ("1984", "what weavers pay, 1694")):
        typed(opened, "f")
        for name, text in {"value": "1694", "asStated": "1983", "start": start}.items():
            opened.locator(f"[name={name}]").fill(text)
        opened.locator("[name=unit]").fill("US dollars")
        opened.keyboard.press("Enter")
        opened.locator("[name=modality]").select_option("Reported")
        opened.locator("[name=indicator]").fill("what weavers pay")
        opened.keyboard.press("Enter")
        if chosen:
            opened.locator("[name=label-en]").fill(chosen)
        opened.locator("[name=label-en]").press("Enter")
    figures = opened.evaluate(
        "state.events.filter((each) => each.to.type === 'figure').map((each) => each.to)"
    )
    first = ID + "what-weavers-pay-1694"
    assert [each["iri"] for each in figures] == [first, first, first + "-1983"]
    assert figures[2]["labels"] == {
        "en": "what weavers pay, 1694, 1983", "zh": "织工缴费, 1694, 1983",
    }  # fmt: skip
    assert "another figure of this text has this label" in opened.locator(".problem").inner_text()


@pytest.mark.browser
def test_what_needs_no_claim_proves_no_sentence(opened, reading, packaged):
    """That an indicator has a population is a fact on it, as check sees it."""
    typed(opened, *FIGURE)
    opened.evaluate("go(1)")
    before = opened.evaluate("claims()")
    opened.evaluate(
        "([subject, predicate, object]) => { state.drafts = [{ key: 'own:1', passage: [31, 64],"
        " quotes: [[31, 33, 'It']], item: { type: 'relation', subject, predicate, object,"
        " modality: 'Reported', evidence: [[31, 64]] } }]; go(1); }",
        [ID + "what-weavers-pay", TERM + "population", ID + "farmers"],
    )
    opened.locator(".card", has_text="population").get_by_role("button", name="accept").click()
    assert opened.evaluate("state.events.at(-1).to.predicate") == TERM + "population"
    report, _ = judged(opened, reading, packaged)
    assert opened.evaluate("claims()") == before == report.claims.found
    opened.evaluate("go(1)")
    assert "Nothing carries 1983" in opened.locator("#left").inner_text()
