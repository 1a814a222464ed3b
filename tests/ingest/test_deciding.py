"""Decisions are only added, survive what machines and people do, and show where they differ."""

from __future__ import annotations

import os

import pytest

from sskg.errors import RequestError, UnreadableInput, UnwritableOutput
from sskg.ingest import decisions
from sskg.ingest.decisions import append, decided, merge, read_events
from sskg.ingest.ingesting import accepted, ingest
from sskg.ingest.items import ItemError, item
from sskg.ingest.reading import read_reading
from tests.ingest.conftest import FUND, ID, ITEMS, TEXT, event, relation, write


def outcome(*events):
    import json

    return decided([decisions.event(json.dumps(each), TEXT) for each in events], TEXT)


def test_the_last_word_counts_and_can_be_taken_back():
    accept, reject = event(1, key="k", to=FUND), event(2, "reject", "k", reason="no policy")
    undo = event(3, "undo", "A. Bee-2")
    assert not outcome(accept, reject).accepted
    assert outcome(accept, reject).rejected["k"].reason == "no policy"
    assert list(outcome(accept, reject, undo).accepted) == ["k"]
    again = event(4, "undo", "A. Bee-3")
    assert not outcome(accept, reject, undo, again).accepted


def test_files_merge_in_any_order_and_twice():
    events = [event(1, key="k", to=FUND), event(2, "reject", "k"), event(3, "undo", "A. Bee-2")]
    assert outcome(*events) == outcome(*reversed(events)) == outcome(*events, *events)


def test_where_reviewers_differ_is_shown_and_the_later_one_counts():
    mine = event(1, key="k", to=FUND)
    theirs = event(2, "reject", "k", by="C. Dee")
    result = outcome(
        mine, theirs, event(3, key="same", to=FUND), event(4, key="same", to=FUND, by="C. Dee")
    )
    (difference,) = result.disagreements
    assert [each.by for each in difference.events] == ["A. Bee", "C. Dee"]
    assert set(result.rejected) == {"k"}


def test_a_rerun_gives_the_same_bytes_and_keeps_decisions(fund, tmp_path):
    before = {path.name: path.read_bytes() for path in fund.iterdir()}
    write(fund / "decisions.jsonl", [event(1, to=FUND, quotes=[(4, 14, "grain fund")])])
    done = ingest(tmp_path / "fund.txt", fund, name="fund-report")
    assert (done.kept, done.lapsed) == (1, ())
    after = {path.name: path.read_bytes() for path in fund.iterdir()}
    assert {name: after[name] for name in before} == before
    assert sorted(after) == [
        "decisions.jsonl",
        "map.json",
        "proposals.json",
        "source.ttl",
        "text.txt",
    ]


def test_a_changed_text_says_which_decisions_no_longer_hold(fund, tmp_path):
    write(fund / "decisions.jsonl", [
        event(1, to=FUND, quotes=[(4, 14, "grain fund")]),
        event(2, to=ITEMS[-1], quotes=[(60, 64, "2015")]),
    ])  # fmt: skip
    (tmp_path / "fund.txt").write_bytes(TEXT.replace("2015", "2016").encode())
    done = ingest(tmp_path / "fund.txt", fund, name="fund-report")
    assert done.kept == 1
    assert [each.quotes for each in done.lapsed] == [((60, 64, "2015"),)]
    assert list(accepted(fund)[1].accepted) == ["own:1"]


def test_a_rejection_does_not_outlive_its_words(fund, tmp_path):
    quotes = [(4, 14, "grain fund")]
    write(fund / "decisions.jsonl", [event(1, "reject", "thing:0-46:name@4-14", quotes=quotes)])
    (tmp_path / "fund.txt").write_bytes(TEXT.replace("grain fund", "bread fund").encode())
    done = ingest(tmp_path / "fund.txt", fund, name="fund-report")
    # The key is now that of other words, on which nobody decided.
    assert [(each.do, each.quotes) for each in done.lapsed] == [("reject", tuple(quotes))]
    assert (done.kept, accepted(fund)[1].rejected) == (0, {})


@pytest.mark.parametrize("file", ["map.json", "proposals.json", "text.txt"])
def test_a_damaged_reading_is_made_again_and_decisions_stay(fund, tmp_path, file):
    write(fund / "decisions.jsonl", [event(1, to=FUND, quotes=[(4, 14, "grain fund")])])
    whole = (fund / file).read_bytes()
    (fund / file).write_bytes(whole[:30])
    with pytest.raises(UnreadableInput, match=r"damaged|changed"):
        read_reading(fund)
    assert ingest(tmp_path / "fund.txt", fund, name="fund-report").kept == 1
    assert (fund / file).read_bytes() == whole


def test_a_text_that_was_edited_is_refused(fund):
    (fund / "text.txt").write_bytes(TEXT.replace("2015", "2016").encode())
    with pytest.raises(UnreadableInput, match="text of the reading was changed"):
        read_reading(fund)


def test_a_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "fund.txt").write_text("It began.")
    (tmp_path / "fund").mkdir()
    (tmp_path / "fund" / "thesis.doc").write_text("mine")
    with pytest.raises(RequestError, match="holds no reading"):
        ingest(tmp_path / "fund.txt")
    assert [path.name for path in (tmp_path / "fund").iterdir()] == ["thesis.doc"]


def test_a_line_that_a_crash_cut_off_spoils_nothing(fund):
    path = fund / "decisions.jsonl"
    write(path, [event(1, to=FUND)])
    with path.open("a") as stream:
        stream.write('{"id": "cut o')
    assert [each.id for each in read_events(path, TEXT)] == ["A. Bee-1"]
    append(path, (*read_events(path, TEXT)[:0], decisions.event(_line(event(2, to=FUND)), TEXT)))
    assert [each.id for each in read_events(path, TEXT)] == ["A. Bee-1", "A. Bee-2"]


def _line(record):
    import json

    return json.dumps(record)


def test_a_full_disk_loses_nothing_and_is_told(fund, monkeypatch):
    path = fund / "decisions.jsonl"
    write(path, [event(1, to=FUND)])
    before = path.read_bytes()

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableOutput, match="No space left"):
        append(path, [decisions.event(_line(event(2, to=FUND)), TEXT)])
    assert path.read_bytes() == before


def test_another_file_is_merged_once(fund, tmp_path):
    write(fund / "decisions.jsonl", [event(1, key="k", to=FUND)])
    write(tmp_path / "theirs.jsonl", [event(2, "reject", "k", by="C. Dee")])
    reading = read_reading(fund)
    new, result = merge(fund, reading, tmp_path / "theirs.jsonl")
    assert (new, len(result.disagreements)) == (1, 1)
    assert merge(fund, reading, tmp_path / "theirs.jsonl")[0] == 0


GOOD = relation("a", "concerns", ID + "b", [[0, 46]])


@pytest.mark.parametrize(
    ("record", "field"),
    [
        ({"type": "spell"}, "type"),
        ({**GOOD, "evidence": [[0, 68]]}, "span"),
        ({**GOOD, "evidence": [[True, 2]]}, "span"),
        ({**GOOD, "evidence": []}, "evidence"),
        ({**GOOD, "modality": "Certain"}, "modality"),
        ({**GOOD, "object": "x> . <y"}, "object"),
        ({**GOOD, "object": "javascript:alert(1)"}, "object"),
        ({**GOOD, "datatype": "gYear", "object": '2015" . '}, "object"),
        ({**FUND, "class": "Policy . :x"}, "class"),
        ({**FUND, "labels": {'en" .': "x"}}, "language"),
        ({**FUND, "labels": {"en": "\ud800"}}, "labels"),
        ({**ITEMS[4], "value": "NaN"}, "value"),
        ({**ITEMS[4], "value": "1e999999999"}, "value"),
        ({**ITEMS[4], "unit": "http://example.org/x"}, "unit"),
        ({**ITEMS[4], "start": "soon"}, "time"),
    ],
)
def test_what_is_no_item_is_refused_and_the_field_named(record, field):
    with pytest.raises(ItemError, match=field):
        item(record, TEXT)


def test_a_line_that_is_no_decision_is_told_with_its_number(fund):
    write(fund / "decisions.jsonl", [event(1, to=FUND), {**event(2), "do": "steal"}])
    with pytest.raises(UnreadableInput) as raised:
        read_events(fund / "decisions.jsonl", TEXT)
    assert raised.value.place == f"{fund / 'decisions.jsonl'}, line 2"
