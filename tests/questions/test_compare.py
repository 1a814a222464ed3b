"""Two documents side by side; what is expected is counted by eye in side-by-side.ttl."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest

import sskg
from sskg.errors import RequestError, UnreadableInput
from sskg.graph.documents import Document
from sskg.questions.compare import compare
from sskg.rdf.terms import THINGS, local_name
from sskg.store import open_store

SIDE_BY_SIDE = Path(__file__).parent.parent / "data" / "side-by-side.ttl"


@pytest.fixture(scope="module")
def answer():
    return sskg.open(SIDE_BY_SIDE).compare("yearbook", "speech")


def slugs(things) -> list[str]:
    return [local_name(thing.iri) for thing in things]


def test_things_are_in_both_or_in_one(answer):
    # The scheme is in two statements of each; an indicator in none, but its figure is stated.
    both = {local_name(each.entity.iri): (each.first, each.second) for each in answer.both}
    assert both == {
        "scheme": (2, 2), "workers": (1, 1), "members": (1, 2), "rate": (1, 1), "offices": (1, 1),
        "benefit": (1, 1),
    }  # fmt: skip
    assert (slugs(answer.only_first), slugs(answer.only_second)) == (["farmers"], ["pupils"])


def test_statements_agree_whatever_their_modality(answer):
    statements = [(local_name(fact.subject.iri), fact.object) for fact in answer.agreed]
    assert [subject for subject, _ in statements] == ["offices-both", "scheme"]
    scheme = answer.agreed[1]
    assert {(claim.modality, claim.passages[0].reference) for claim in scheme.claims} == {
        ("Reported", "yearbook:0-40"), ("Required", "speech:0-30"),
    }  # fmt: skip


def test_figures_stand_side_by_side_with_a_verdict(answer):
    told = {
        (*slugs([pair.first.observation, pair.second.observation]), pair.verdict, pair.reason)
        for pair in answer.figures
    }
    assert told == {
        ("members-yearbook", "members-speech", "corroborates", "within the bound"),
        ("members-yearbook", "members-speech-2019", "series", "other period"),
        ("rate-yearbook", "rate-speech", "conflicts", "other value"),
        ("offices-both", "offices-both", "corroborates", "one figure"),
        ("benefit-yearbook", "benefit-speech", "undecided", "no period"),
    }
    for pair in answer.figures:
        for figure, document in ((pair.first, "yearbook"), (pair.second, "speech")):
            (fact,) = [each for each in figure.facts if each.predicate.iri.endswith("#value")]
            places = {each.document.iri for claim in fact.claims for each in claim.passages}
            assert places == {THINGS + document}


def with_verdicts(folder, text) -> Any:
    (folder / "verdicts.tsv").write_text(text, encoding="utf-8")
    documents = {"0": Document(folder / "speech.txt", "0", "")}
    first, second = THINGS + "yearbook", THINGS + "speech"
    return compare(open_store([str(SIDE_BY_SIDE)]), first, second, documents=documents)


def test_a_persons_verdict_stands_beside_the_one_worked_out(tmp_path):
    text = (
        "# figure, figure, verdict, reason\nrate-speech\tid:rate-yearbook\tseries\tOf two halves\n"
    )
    pairs = {local_name(each.indicator.iri): each for each in with_verdicts(tmp_path, text).figures}
    rate = pairs["rate"]
    assert (rate.verdict, rate.decided.verdict, rate.decided.reason) == (
        "conflicts", "series", "Of two halves",
    )  # fmt: skip
    assert pairs["offices"].decided is None


@pytest.mark.parametrize("line", ["a\tb\tseries", "a\tb\tperhaps\twhy", "a b series why",
                                  "a\tb\tseries\t"])  # fmt: skip
def test_a_malformed_verdict_is_told_with_its_line(tmp_path, line):
    with pytest.raises(UnreadableInput) as caught:
        with_verdicts(tmp_path, f"# mine\n{line}\n")
    assert str(caught.value.place).endswith("verdicts.tsv:2")


def test_a_document_is_not_compared_with_itself():
    with pytest.raises(RequestError):
        sskg.open(SIDE_BY_SIDE).compare("speech", "speech")


def test_a_limit_counts_what_it_leaves_out():
    answer = sskg.open(SIDE_BY_SIDE).compare("yearbook", "speech", limit=1)
    assert answer.counts == (6, 1, 1, 2, 5)
    assert answer.more == 15 - 5


def test_what_both_packaged_documents_say(packaged):
    # The triples of data/triples.ttl that have a claim on a passage of each.
    answer = compare(packaged, THINGS + "ten-years", THINGS + "xinhua-2021")
    statements = {
        (local_name(fact.subject.iri), local_name(fact.predicate.iri)) for fact in answer.agreed
    }
    assert statements == {
        ("covid-19-response", "addresses"), ("old-age-services", "serves"),
        ("social-security-system", "serves"), ("worlds-largest-system", "concerns"),
    }  # fmt: skip
    assert len(answer.agreed) == 4
    assert answer.figures == ()


def test_every_part_is_shown(run):
    shown = run("compare", "yearbook", "speech", "-g", str(SIDE_BY_SIDE)).out
    assert "rate (id:rate): conflicts (the values cannot both hold)" in shown
    assert "speech: more than 1000000 “more than 1 million” (2020)" in shown
    chinese = run("compare", "yearbook", "speech", "-g", str(SIDE_BY_SIDE), "--lang", "zh").out
    assert "冲突" in chinese
    rows = run("compare", "yearbook", "speech", "-g", str(SIDE_BY_SIDE), "-f", "csv").out
    assert rows.startswith("indicator,label,verdict,reason")


@pytest.fixture
def ranges(tmp_path):
    """The two documents, of which the yearbook gives the rate as a range: 8% to 12%."""
    text = SIDE_BY_SIDE.read_text(encoding="utf-8")
    old = "sskg:value 8.0 ; sskg:unit unit:PERCENT ;\n    sskg:bound sskg:Exactly"
    assert text.count(old) == 1
    new = old.replace("8.0", "8.0 ; sskg:upperValue 12.0").replace("Exactly", "AtLeast")
    path = tmp_path / "ranges.ttl"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize(("lang", "bound"), [("en", "at least"), ("zh", "不低于")])
def test_a_range_has_both_ends(ranges, run, lang, bound):
    shown = run("compare", "yearbook", "speech", "-g", ranges, "--lang", lang).out
    assert re.search("[:：] ?8–12 “8%” \\(2020-06\\)\n", shown)
    assert bound not in shown


def test_the_table_has_a_column_for_the_upper_end(ranges, run):
    out = run("compare", "yearbook", "speech", "-g", ranges, "-f", "csv").out
    rows = {row["figure"]: row for row in csv.DictReader(out.splitlines())}
    assert [rows["id:rate-yearbook"][name] for name in ("value", "upper")] == ["8", "12"]
    assert [rows["id:rate-speech"][name] for name in ("value", "upper")] == ["9", ""]
