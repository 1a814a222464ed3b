"""A person goes from text to claims on the page by keyboard alone, and nothing runs in it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import sskg
from sskg.ingest.decisions import append, event, merge, read_events
from sskg.ingest.ingesting import accepted, ingest
from sskg.ingest.jurisdiction import Jurisdiction
from sskg.ingest.proposal import ModalityProposal, Quote, RelationProposal, Span, ThingProposal
from sskg.ingest.reading import read_reading, write_reading
from sskg.ingest.reviewing.page import page
from sskg.ingest.suggesting import suggested
from tests.ingest.conftest import FUND, ID, TERM
from tests.ingest.conftest import event as decision
from tests.ingest.test_reviewing import serving

TEXT = "🌾 All must join the old-age insurance. It serves <script>alert(1)</script> farmers.\n"
# One code point for the ear of rice, which has two units in JavaScript.
FIRST, SECOND = Span(0, 38), Span(39, 83)
REPLAY = Path(__file__).parents[2] / "benchmarks" / "ingest_replay.js"


def quote(part, text):
    start = TEXT.index(text)
    return Quote.cut(part, TEXT, start, start + len(text))


@pytest.fixture
def reading(tmp_path):
    (tmp_path / "law.txt").write_text(TEXT, encoding="utf-8")
    made = ingest(tmp_path / "law.txt").reading
    assert [each.span for each in made.segments] == [FIRST, SECOND]
    insurance = ThingProposal(
        passage=FIRST, quotes=(quote("name", "old-age insurance"),), by="things", lang="en",
        iri=ID + "basic-old-age-insurance", thing_kind="Policy", name="old-age insurance",
    )  # fmt: skip
    farmers = ThingProposal(
        passage=SECOND, quotes=(quote("name", "farmers"),), by="things",
        iri=None, thing_kind="TargetGroup", name="farmers", lang="en",
    )  # fmt: skip
    meant = ModalityProposal(
        passage=SECOND, quotes=(quote("modality", "serves"),), by="modality", modality="Reported"
    )
    serves = RelationProposal(
        passage=SECOND, quotes=(quote("object", "farmers"),), by="relations",
        subject=insurance.key, predicate=TERM + "serves", object=farmers.key,
    )  # fmt: skip
    made = replace(made, proposals=(insurance, farmers, meant, serves))
    write_reading(made)
    return read_reading(made.folder)


@pytest.fixture
def opened(browser, reading, packaged, tmp_path):
    """The offline page, with whatever it complains of."""
    path = tmp_path / "page.html"
    path.write_text(page(reading, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    complaints = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda line: complaints.append(line.text))
    tab.on("dialog", lambda dialog: complaints.append(dialog.message))
    tab.on(
        "request",
        lambda request: complaints.append(request.url) if request.url != path.as_uri() else None,
    )
    tab.goto(path.as_uri())
    yield tab
    assert complaints == []
    tab.close()


def write(reading, events):
    path = reading.folder / "decisions.jsonl"
    append(path, [event(json.dumps(each), reading.text) for each in events])


def kept(tab):
    return tab.evaluate("state.events")


@pytest.mark.browser
def test_from_text_to_claim_by_keyboard(opened, reading):
    press = opened.keyboard.press
    press("a")  # the thing of the graph
    assert [each["do"] for each in kept(opened)] == ["accept"]
    press("g")
    press("a")  # a new thing needs its Chinese label first
    assert opened.locator(":focus").get_attribute("name") == "label-zh"
    opened.keyboard.type("农民")
    press("Enter")
    press("a")  # now the relation is whole
    events = kept(opened)
    assert [each["to"]["type"] for each in events] == ["thing", "thing", "relation"]
    append(
        reading.folder / "decisions.jsonl",
        [event(json.dumps(each), reading.text) for each in events],
    )
    turtle = accepted(reading.folder)[2]
    assert ":farmers a sskg:TargetGroup" in turtle
    assert ":basic-old-age-insurance sskg:serves :farmers ." in turtle
    assert ":law-s2-c1 a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence :law-s2" in turtle
    assert 'skos:prefLabel "farmers"@en , "农民"@zh' in turtle


@pytest.mark.browser
def test_a_relation_is_proved_by_the_passages_of_both_its_ends(opened, reading, packaged):
    *_, serves = reading.proposals
    both = replace(serves, quotes=(quote("subject", "old-age insurance"), *serves.quotes))
    suggestion = suggested(replace(reading, proposals=(*reading.proposals, both)), both, {})
    assert suggestion["evidence"] == [[0, 38], [39, 83]]
    shown = opened.evaluate(
        "(spans) => quoted({ quotes: spans.map((span) => ({ span })) }, [39, 83])",
        [[each.span.start, each.span.end] for each in both.quotes],
    )
    assert shown == suggestion["evidence"]


@pytest.mark.browser
def test_a_new_thing_is_asked_for_once(browser, packaged, tmp_path):
    path = tmp_path / "loom.txt"
    path.write_text("The weavers join. The Weavers pay.\n", encoding="utf-8")
    made = ingest(path).reading
    one, other = (
        ThingProposal(
            passage=each.span, quotes=(Quote.cut("name", made.text, start, start + 7),),
            by="things", iri=None, thing_kind="TargetGroup", name=made.text[start : start + 7],
            lang="en",
        )
        for each, start in zip(made.segments, (4, 22), strict=True)
    )  # fmt: skip
    made = replace(made, proposals=(one, other))
    page_path = tmp_path / "page.html"
    page_path.write_text(page(made, packaged, lang="en", by="A. Bee", offline=True), "utf-8")
    tab = browser.new_page()
    tab.goto(page_path.as_uri())
    tab.keyboard.press("1")
    tab.keyboard.press("a")
    tab.keyboard.type("织工")
    tab.keyboard.press("Enter")
    tab.evaluate("go(1)")
    assert tab.locator(".card.accepted .kind").inner_text() == "1in the graph · accepted"
    assert tab.evaluate("(about) => iriOf(about)", other.key) == ID + "weavers"
    events = tab.evaluate("state.events")
    tab.close()
    append(made.folder / "decisions.jsonl", [event(json.dumps(each), made.text) for each in events])
    outcome = sskg.open().reading(made.folder).decided
    assert suggested(made, other, outcome.accepted) == {
        "type": "thing", "iri": ID + "weavers", "linked": True, "class": "TargetGroup",
    }  # fmt: skip


@pytest.mark.browser
def test_a_new_thing_begins_with_a_definition_that_holds_until_one_is_written(opened):
    opened.keyboard.press("g")
    opened.keyboard.press("a")
    form = opened.locator("form")
    values = "(form) => ['en', 'zh'].map((tag) => form.elements[`definition-${tag}`].value)"
    titled = opened.evaluate("data.title")
    form.locator("[name=class]").select_option("Policy")
    assert form.evaluate(values) == [f"Policy named in “{titled}”.", f"《{titled}》中提到的政策。"]
    form.locator("[name=definition-en]").fill("What farmers get.")
    form.locator("[name=class]").select_option("Measure")
    assert form.evaluate(values) == ["What farmers get.", f"《{titled}》中提到的举措。"]


@pytest.mark.browser
def test_a_number_goes_to_its_card_and_a_relation_asks_for_its_new_end_first(opened):
    opened.evaluate("go(1)")
    opened.keyboard.press("3")
    shown = opened.locator(":focus").inner_text()
    assert shown.startswith("3relation")
    assert "→ farmers" in shown
    opened.keyboard.press("a")
    assert opened.locator(":focus").get_attribute("name") == "label-zh"
    opened.keyboard.type("农民")
    opened.keyboard.press("Enter")  # with its end, the relation is accepted
    farmers, linked, serves = (each["to"] for each in kept(opened))
    assert (farmers["iri"], linked["iri"]) == (ID + "farmers", ID + "basic-old-age-insurance")
    assert (serves["subject"], serves["object"]) == (linked["iri"], farmers["iri"])


@pytest.mark.browser
def test_reject_with_a_reason_and_undo(opened):
    opened.keyboard.press("x")
    opened.keyboard.press("4")
    assert kept(opened)[0]["reason"] == "another thing"
    assert opened.locator(".card.rejected").count() == 1 or opened.locator(".now").count() == 1
    opened.keyboard.press("u")
    assert [each["do"] for each in kept(opened)] == ["reject", "undo"]
    assert opened.evaluate("now.size") == 0


@pytest.mark.browser
def test_what_is_added_is_one_card_before_and_after_it_is_accepted(opened):
    opened.keyboard.press("t")
    opened.locator("[name=class]").select_option("Policy")
    opened.locator("[name=label-en]").fill("pension")
    opened.locator("[name=label-zh]").fill("养老金")
    assert opened.locator(".card").count() == 2
    opened.keyboard.press("Enter")
    opened.evaluate("go(0)")
    assert [each["to"]["iri"] for each in kept(opened)] == [ID + "pension"]
    assert opened.locator(".card").count() == 2


@pytest.mark.browser
def test_a_digit_of_a_number_set_aside_rejects_nothing(opened):
    opened.keyboard.press("x")
    opened.keyboard.press("4")
    opened.evaluate("go(0)")
    opened.keyboard.press("o")
    opened.keyboard.type("1 of many")
    opened.keyboard.press("Enter")
    assert [each["do"] for each in kept(opened)] == ["reject", "accept"]
    assert kept(opened)[1]["to"]["note"] == {"en": "1 of many"}


@pytest.mark.browser
def test_the_digit_of_a_reason_goes_to_no_card_and_takes_the_relation_along(opened):
    opened.evaluate("go(1)")
    farmers, serves = opened.locator(".card", has_text="new thing"), ".card:has-text('relation')"
    assert farmers.count() == 1
    assert opened.locator(serves).count() == 1
    opened.keyboard.press("2")
    opened.keyboard.press("x")
    opened.keyboard.press("1")  # the reason, and not the first card
    assert opened.evaluate("state.card") == 1
    assert opened.locator(serves).count() == 0
    opened.keyboard.press("u")
    assert opened.locator(serves).count() == 1


@pytest.mark.browser
def test_a_hint_cannot_be_edited(opened):
    opened.evaluate("go(1)")
    opened.keyboard.press("1")
    assert opened.locator(":focus").inner_text().startswith("1modality")
    opened.keyboard.press("e")
    assert opened.locator("form").count() == 0


@pytest.mark.browser
def test_a_rejection_outlives_its_proposal(browser, reading, packaged, tmp_path):
    gone = decision(1, "reject", "thing:0-38:name@4-8") | {
        "quotes": [[2, 5, "All"]], "to": {"type": "thing", "name": "All", "jurisdiction": None},
    }  # fmt: skip
    write(reading, [gone])
    path = tmp_path / "page.html"
    path.write_text(page(reading, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert tab.locator(".card .what").all_inner_texts() == ["basic old-age insurance (China)"]
    tab.close()


def test_the_two_scripts_end_where_their_elements_do(reading, packaged):
    assert page(reading, packaged, lang="en", by="A. Bee", offline=True).count("</script") == 2


@pytest.mark.browser
def test_a_namesake_has_its_place_and_a_proposal_its_proposer(browser, reading, packaged, tmp_path):
    insurance = replace(
        reading.proposals[0], iri=None, like=(ID + "basic-old-age-insurance",), by="model"
    )
    abroad = replace(
        reading, proposals=(insurance, *reading.proposals[1:]),
        jurisdiction=Jurisdiction(ID + "south-africa", {"en": "South Africa"}, linked=False),
    )  # fmt: skip
    path = tmp_path / "page.html"
    path.write_text(page(abroad, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    assert tab.locator("#title").inner_text().endswith("law · South Africa")
    card = tab.locator(".card").first.inner_text()
    assert "same name as basic old-age insurance (China)" in card
    assert "proposed by the language model" in card
    tab.keyboard.press("x")
    tab.keyboard.press("4")
    assert kept(tab)[0]["to"] == {
        "type": "thing", "name": "old-age insurance", "jurisdiction": ID + "south-africa",
    }  # fmt: skip
    tab.close()


@pytest.mark.browser
def test_words_of_the_text_are_words_and_offsets_count_code_points(opened):
    assert "<script>alert(1)</script>" in opened.locator("#text").inner_text()
    assert opened.locator("#text mark").first.inner_text() == "old-age insurance"


@pytest.mark.browser
def test_a_passage_becomes_a_heading_and_the_numbers_follow(opened):
    assert opened.locator("#coverage").inner_text().startswith("sentences 0/2")
    opened.keyboard.press("h")
    assert opened.locator("#coverage").inner_text().startswith("sentences 0/1")


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, scheme):
    from axe_playwright_python.sync_playwright import Axe

    opened.emulate_media(color_scheme=scheme)
    for keys in ("", "e", "?"):
        for each in keys:
            opened.keyboard.press(each)
        # The policy lets no foreign script in; the one that looks is put in from outside.
        found = Axe().run(opened).response["violations"]
        assert [(each["id"], each["nodes"][0]["html"][:80]) for each in found] == []
        opened.keyboard.press("Escape")


@pytest.mark.browser
def test_the_page_speaks_chinese(opened):
    opened.get_by_role("button", name="中文").click()
    assert "句子" in opened.locator("#coverage").inner_text()
    assert opened.evaluate("document.documentElement.lang") == "zh"


@pytest.mark.browser
def test_what_the_offline_page_saves_is_taken_back(opened, reading, tmp_path):
    opened.keyboard.press("a")
    with opened.expect_download() as download:
        opened.keyboard.press("s")
    saved = tmp_path / "saved.jsonl"
    download.value.save_as(saved)
    assert download.value.suggested_filename == "law-decisions.jsonl"
    assert merge(reading.folder, reading, saved)[0] == 1


@pytest.mark.browser
def test_a_decision_on_the_served_page_is_on_the_disk_and_there_again(browser, reading, packaged):
    def made():
        return page(reading, packaged, lang="en", by="A. Bee", offline=False)

    with serving(reading.folder) as server:
        server.make = made
        tab = browser.new_page()
        tab.goto(server.address)
        assert "token" not in tab.url
        with tab.expect_response("**/decisions") as answer:
            tab.keyboard.press("a")
        assert answer.value.status == 204
        (first,) = read_events(reading.folder / "decisions.jsonl", reading.text)
        assert (first.record or {})["iri"] == ID + "basic-old-age-insurance"
        tab.reload()
        assert tab.evaluate("now.size") == 1
        tab.close()


@pytest.mark.browser
def test_what_the_server_refuses_holds_up_nothing(browser, reading, packaged):
    def made():
        return page(reading, packaged, lang="en", by="A. Bee", offline=False)

    with serving(reading.folder) as server:
        server.make = made
        tab = browser.new_page()
        tab.goto(server.address)
        tab.keyboard.press("o")
        tab.locator("form [name=note]").evaluate("(field) => { field.value = 'x'.repeat(20_000); }")
        with tab.expect_response("**/decisions") as answer:
            tab.keyboard.press("Enter")
        assert answer.value.status == 400
        tab.locator("#alert:has-text('not taken, and undone: note')").wait_for()
        assert tab.evaluate("[state.events.length, now.size]") == [0, 0]
        with tab.expect_response("**/decisions") as answer:
            tab.keyboard.press("a")
        assert answer.value.status == 204
        tab.locator("#alert").wait_for(state="hidden")
        assert len(read_events(reading.folder / "decisions.jsonl", reading.text)) == 1
        tab.close()


@pytest.mark.browser
def test_a_day_that_is_none_is_asked_for_again_in_its_form(opened):
    opened.keyboard.press("d")
    for name in ("label-en", "label-zh", "definition-en", "definition-zh"):
        opened.locator(f"dialog [name={name}]").fill("x")
    day = opened.locator("dialog [name=published]")
    for wrong in ("October 2023", "2023-10", "2023-13-01"):
        day.fill(wrong)
        opened.keyboard.press("Enter")
        assert "2018-03-17" in opened.locator("dialog .problem").inner_text()
    assert kept(opened) == []
    # A day that no sentence gives could not be proved.
    day.fill("2023-10-02")
    opened.keyboard.press("Enter")
    assert "no sentence gives this day" in opened.locator("dialog .problem").inner_text()
    day.fill("")
    opened.keyboard.press("Enter")
    assert "published" not in kept(opened)[0]["to"]


@pytest.mark.browser
@pytest.mark.parametrize("named", [1, 2], ids=["before", "here"])
def test_a_relation_that_waits_for_its_ends_asks_for_one_after_the_other(
    browser, packaged, tmp_path, named
):
    """Its object is named in two sentences: the mention here does for that of before."""
    text = "Weavers came. The loom fund serves weavers.\n"
    (tmp_path / "loom.txt").write_text(text, encoding="utf-8")
    made = ingest(tmp_path / "loom.txt").reading
    first, second = (each.span for each in made.segments)
    fund, *weavers = (
        ThingProposal(
            passage=span, quotes=(Quote.cut("name", text, start, end),), by="things", iri=None,
            thing_kind=kind, name=text[start:end], lang="en",
        )
        for span, start, end, kind in (
            (second, 18, 27, "Policy"), (first, 0, 7, "TargetGroup"),
            (second, 35, 42, "TargetGroup"),
        )
    )  # fmt: skip
    meant = ModalityProposal(
        passage=second, quotes=(Quote.cut("modality", text, 28, 34),), by="modality",
        modality="Reported",
    )  # fmt: skip
    serves = RelationProposal(
        passage=second, quotes=(Quote.cut("subject", text, 18, 27),), by="relations",
        subject=fund.key, predicate=TERM + "serves", object=weavers[named - 1].key,
    )  # fmt: skip
    made = replace(made, proposals=(fund, *weavers, meant, serves))
    path = tmp_path / "page.html"
    path.write_text(page(made, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    tab.evaluate("go(1)")
    for key in ("4", "a", *"织机", "Enter", *"织工", "Enter"):
        tab.keyboard.insert_text(key) if key in "织机工" else tab.keyboard.press(key)
    *things, relation = (each["to"] for each in kept(tab))
    assert [each["iri"] for each in things if not each.get("linked")] == [
        ID + "loom-fund", ID + "weavers",
    ]  # fmt: skip
    assert (relation["subject"], relation["object"]) == (ID + "loom-fund", ID + "weavers")
    tab.close()


@pytest.mark.browser
def test_where_reviewers_differ_is_shown(browser, reading, packaged, tmp_path):
    key = reading.proposals[0].key
    mine = decision(1, key=key, to={**FUND, "linked": True})
    theirs = decision(2, "reject", key, by="C. Dee")
    append(
        reading.folder / "decisions.jsonl",
        [event(json.dumps(each), TEXT) for each in (mine, theirs)],
    )
    path = tmp_path / "page.html"
    path.write_text(page(reading, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    tab.evaluate("go(0)")
    assert (
        tab.locator(".differs").inner_text()
        == "reviewers differ: A. Bee: accepted; C. Dee: rejected"
    )
    tab.close()


@pytest.mark.browser
def test_the_replay_of_a_reading_states_what_it_is_told_to(opened):
    """`benchmarks/ingest.py` counts a curator's actions so, by what the page puts on its window."""
    farmers = {"class": "TargetGroup", "names": ["farmers"], "labels": {"en": "farmers"}}
    claim = {
        "name": "claim", "s": ID + "basic-old-age-insurance", "p": TERM + "serves", "o": ":farmers",
        "modality": "Reported", "literal": False, "ofFigure": False,
    }  # fmt: skip
    plan = {"things": {":farmers": farmers}, "figures": {},
            "passages": [{"at": 1, "claims": [claim]}]}  # fmt: skip
    done = opened.evaluate(REPLAY.read_text(encoding="utf-8"), plan)
    assert (done["stated"], done["missing"]) == (1, [])
    # Both things and the relation; a relation that is accepted accepts its ends. Not the hint.
    assert (done["taken"], done["proposed"]) == (3, 4)
    assert done["keys"] > 0


@pytest.mark.browser
def test_the_likeliest_relations_are_in_sight_and_the_others_on_request(
    browser, reading, packaged, tmp_path
):
    """Ten relations of one passage, of which the page shows the first eight, by their rank."""
    things = [each for each in reading.proposals if isinstance(each, ThingProposal)]
    one, other = things[0], things[1]
    names = ("serves", "provides", "partOf", "aimsAt", "contributesTo", "concerns", "addresses",
             "guidedBy", "dependsOn", "regulatedBy")  # fmt: skip
    relations = tuple(
        RelationProposal(
            passage=one.passage, quotes=(one.quotes[0],), by="relations", subject=one.key,
            predicate=f"https://w3id.org/sskg/ontology#{name}", object=other.key, rank=11 - n,
        )
        for n, name in enumerate(names, 1)
    )  # fmt: skip
    path = tmp_path / "page.html"
    many = replace(reading, proposals=(*things, *relations))
    path.write_text(page(many, packaged, lang="en", by="A. Bee", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    shown = (
        "cardsOf(passage()).filter(c => c.proposal?.kind === 'relation').map(c => c.proposal.rank)"
    )
    assert tab.evaluate(shown) == [1, 2, 3, 4, 5, 6, 7, 8]
    more = tab.locator("#adds button", has_text="2 more relations")
    assert more.count() == 1
    tab.keyboard.press("m")
    assert tab.evaluate(shown) == list(range(1, 11))
    assert more.count() == 0
    tab.close()


@pytest.mark.browser
def test_a_name_left_open_is_linked_with_one_key(browser, reading, packaged, tmp_path):
    first = next(each for each in reading.proposals if isinstance(each, ThingProposal))
    left = replace(first, iri=None, like=(ID + "basic-old-age-insurance",))
    path = tmp_path / "page.html"
    content = page(replace(reading, proposals=(left,)), packaged, lang="en", by="A", offline=True)
    path.write_text(content, encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    choice = tab.locator(".card button", has_text="it is basic old-age insurance (China)")
    assert choice.count() == 1
    tab.keyboard.press("i")
    assert kept(tab)[0]["to"] == {
        "type": "thing", "iri": ID + "basic-old-age-insurance", "linked": True, "class": "Policy",
    }  # fmt: skip
    tab.close()


# A number, and how people write it in English and in Chinese.
WRITTEN = [
    ("70000000000", "70 billion", "700亿"),
    ("2987", "2987", "2987"),
    ("13600", "13,600", "1.36万"),
    ("4898550000000", "4.89855 trillion", "4.89855万亿"),
    ("0.25", "0.25", "0.25"),
    ("many", "many", "many"),
]


@pytest.mark.browser
def test_numbers_and_places_read_as_people_write_them(browser, reading, packaged, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(page(reading, packaged, lang="zh", by="A", offline=True), encoding="utf-8")
    tab = browser.new_page()
    tab.goto(path.as_uri())
    values = [value for value, *_ in WRITTEN]
    for tag, column in (("en", 1), ("zh", 2)):
        written = tab.evaluate("([all, tag]) => all.map((v) => written(v, tag))", [values, tag])
        assert written == [row[column] for row in WRITTEN]
    place = tab.locator("#place").inner_text()
    assert "第 1 行" in place
    assert "line" not in place
    tab.close()


def test_a_date_waits_while_its_subject_is_made(opened):
    opened.evaluate("go(0)")
    opened.keyboard.press("r")
    opened.locator("[name=predicate]").fill("starts")
    opened.keyboard.press("Enter")
    opened.locator("[name=date]").fill("1999-10-01")
    opened.locator("[name=subject]").fill("entry into force")
    opened.keyboard.press("Enter")
    opened.locator("[name=class]").select_option("Event")
    opened.locator("[name=label-zh]").fill("施行")
    opened.keyboard.press("Enter")
    assert opened.locator("[name=date]").input_value() == "1999-10-01"
    opened.locator("[name=modality]").select_option("Enacted")
    opened.locator("[name=date]").press("Enter")
    _, starts = (each["to"] for each in kept(opened))
    assert (starts["subject"], starts["object"], starts["datatype"]) == (
        ID + "entry-into-force", "1999-10-01", "date",
    )  # fmt: skip


@pytest.mark.browser
def test_a_field_says_that_nothing_fits(opened):
    opened.keyboard.press("r")
    opened.locator("[name=predicate]").fill("befriends")
    said = opened.locator(".picker [role=status]:visible")
    assert said.all_inner_texts() == ["nothing of this name fits here"]


@pytest.mark.browser
def test_what_is_picked_leads_to_the_next_field_and_enter_accepts_in_a_list(opened):
    opened.evaluate("go(1)")
    press = opened.keyboard.press
    press("r")
    opened.keyboard.type("old-age insurance")
    press("Enter")
    assert opened.locator(":focus").get_attribute("name") == "predicate"
    opened.keyboard.type("serves")
    press("Enter")
    assert opened.locator(":focus").get_attribute("name") == "object"
    # What the sentence proposes can be picked before it is accepted, and is asked for then.
    opened.keyboard.type("farm")
    assert opened.locator("[role=option]:visible").first.inner_text().startswith("new: “farmers”")
    press("Enter")
    assert opened.locator("[name=label-en]").input_value() == "farmers"
    assert opened.locator(":focus").get_attribute("name") == "label-zh"
    opened.keyboard.type("农民")
    press("Enter")
    opened.locator("[name=modality]").focus()
    press("Enter")
    *_, serves = (each["to"] for each in kept(opened))
    assert (serves["predicate"], serves["object"]) == (TERM + "serves", ID + "farmers")


@pytest.mark.browser
def test_an_indicator_is_asked_for_its_unit_where_it_is_made(opened):
    opened.keyboard.press("t")
    opened.locator("[name=class]").select_option("Indicator")
    opened.locator("[name=label-en]").fill("harvest")
    opened.locator("[name=label-zh]").fill("收成")
    opened.keyboard.press("Enter")
    assert "unit" in opened.locator("form .problem").inner_text()
    assert opened.locator(":focus").get_attribute("name") == "unit-en"
    assert kept(opened) == []
    opened.keyboard.type("tonnes")
    opened.locator("[name=unit-zh]").fill("吨")
    opened.keyboard.press("Enter")
    assert kept(opened)[0]["to"]["unitLabels"] == {"en": "tonnes", "zh": "吨"}


@pytest.mark.browser
def test_a_class_below_one_that_is_defined_has_its_draft_and_so_has_the_document(opened):
    opened.keyboard.press("t")
    opened.locator("[name=class]").select_option("Reform")
    titled = opened.evaluate("data.title")
    drafted = opened.locator("[name=definition-en]").input_value()
    assert drafted == f"Reform named in “{titled}”."
    opened.keyboard.press("Escape")
    opened.keyboard.press("d")
    fields = {name: opened.locator(f"dialog [name={name}]") for name in (
        "label-en", "label-zh", "definition-en", "definition-zh")}  # fmt: skip
    assert fields["label-en"].input_value() == titled
    assert fields["definition-en"].input_value() == f"Document titled “{titled}”."
    fields["label-zh"].fill("法律")
    opened.keyboard.press("Enter")
    opened.keyboard.press("t")
    opened.locator("[name=class]").select_option("Reform")
    assert "《法律》" in opened.locator("#cards [name=definition-zh]").input_value()


@pytest.mark.browser
def test_what_needs_no_proof_finishes_no_sentence_and_the_exact_name_comes_first(opened):
    opened.evaluate("go(0)")
    press = opened.keyboard.press
    press("r")
    opened.keyboard.type("harvest")
    press("Enter")
    opened.locator("#cards [name=class]").select_option("Indicator")
    for name, words in (("label-zh", "收成"), ("unit-en", "tonnes"), ("unit-zh", "吨")):
        opened.locator(f"#cards [name={name}]").fill(words)
    press("Enter")
    opened.keyboard.type("concerns")
    press("Enter")
    opened.keyboard.type("basic old-age insurance")
    first = opened.locator("[role=option]:visible").first.inner_text()
    assert first.startswith("basic old-age insurance policy")
    press("Enter")
    opened.locator("#cards [name=modality]").select_option("Enacted")
    opened.locator("#cards [name=modality]").press("Enter")
    assert kept(opened)[-1]["to"]["predicate"] == TERM + "concerns"
    # That an indicator concerns a policy needs no claim: the sentence has none yet.
    assert opened.evaluate("claims()") == 0
    assert opened.locator("#left").inner_text().startswith("Nothing is stated here yet")


@pytest.mark.browser
def test_a_thing_that_is_made_here_cannot_be_linked_to_itself(opened):
    opened.keyboard.press("t")
    opened.locator("#cards [name=class]").select_option("Policy")
    opened.locator("#cards [name=label-en]").fill("harvest fund")
    opened.locator("#cards [name=label-zh]").fill("收成基金")
    opened.keyboard.press("Enter")
    card = opened.locator(".card.accepted", has_text="harvest fund")
    card.get_by_role("button", name="edit").click()
    opened.locator("#cards [name=link]").fill("harvest fund")
    assert opened.locator("[role=option]:visible").count() == 0
