"""What was decided becomes Turtle that check finds nothing in, and a change changes few lines."""

from __future__ import annotations

import difflib

import pytest

from sskg.cli.main import main
from sskg.ingest.accept import accept, anchor, recut
from sskg.ingest.ingesting import accepted, ingest
from sskg.ingest.items import Cut, item
from sskg.ingest.proposal import Segment, Span, ThingProposal
from sskg.ingest.verdict import verdict
from sskg.rdf.files import load
from tests.ingest.conftest import FUND, ID, ITEMS, TERM, TEXT, event, relation, thing, write


def graph(folder, tmp_path):
    path = tmp_path / "out.ttl"
    path.write_text(accepted(folder)[2], encoding="utf-8")
    return path, {tuple(map(str, quad))[:3] for quad in load([path])}


def test_check_finds_nothing_in_what_a_careful_person_accepts(decided_fund, tmp_path):
    path, _ = graph(decided_fund, tmp_path)
    report = verdict(path, accepted(decided_fund)[0], ())
    assert {(each.node, each.check) for each in report.findings} == set()
    assert (report.claims.found, report.figures.found, report.dates.found) == (4, 1, 1)


def test_each_use_that_must_be_proved_has_its_claim_named_after_its_passage(decided_fund, tmp_path):
    _, triples = graph(decided_fund, tmp_path)
    claims = {
        subject: {p.rpartition("#")[2].rstrip(">"): o for s, p, o in triples if s == subject}
        for subject, _, kind in triples
        if kind == f"<{TERM}Claim>"
    }
    stated = {
        name[len(ID) + 1 : -1]: (parts["subject"][len(ID) + 1 : -1], parts["predicate"])
        for name, parts in claims.items()
    }
    # That an indicator concerns a policy needs no proof.
    assert stated == {
        "fund-report-s1-c1": ("grain-fund-size-latest", f"<{TERM}bound>"),
        "fund-report-s1-c2": ("grain-fund-size-latest", f"<{TERM}value>"),
        "fund-report-s1-c3": ("grain-fund-start", f"<{TERM}concerns>"),
        "fund-report-s2-c1": ("grain-fund-start", f"<{TERM}start>"),
    }


def test_one_decision_more_changes_the_lines_of_its_own(decided_fund, tmp_path):
    before = accepted(decided_fund)[2]
    goal = {
        **FUND,
        "iri": ID + "bread-for-all",
        "class": "Goal",
        "labels": {"en": "bread", "zh": "粮"},
    }
    write(decided_fund / "decisions.jsonl", [event(50, to=goal)])
    after = accepted(decided_fund)[2]
    changed = [line for line in difflib.ndiff(before.splitlines(), after.splitlines())
               if line[0] in "+-"]  # fmt: skip
    assert all(line.startswith("+") for line in changed)
    assert len(changed) == 4
    assert accepted(decided_fund)[2] == after


def test_a_linked_thing_is_not_described_again_and_learns_its_name(fund, tmp_path):
    linked = {"type": "thing", "iri": ID + "social-security-system", "linked": True,
              "names": {"en": ["the fund of grain"]}}  # fmt: skip
    write(fund / "decisions.jsonl", [event(1, to=linked)])
    _, triples = graph(fund, tmp_path)
    assert [triple[1:] for triple in triples if triple[0] == f"<{ID}social-security-system>"] == [
        ("<http://www.w3.org/2004/02/skos/core#altLabel>", '"the fund of grain"@en')
    ]


def test_a_thing_made_here_stays_described_where_a_later_sentence_is_linked_to_it(fund, tmp_path):
    again = {"type": "thing", "iri": ID + "grain-fund", "linked": True, "class": "Fund",
             "names": {"en": ["the fund of grain"]}}  # fmt: skip
    for number, to in enumerate((FUND, again), 1):
        write(fund / "decisions.jsonl", [event(number, to=to)])
    _, triples = graph(fund, tmp_path)
    said = {triple[1:] for triple in triples if triple[0] == f"<{ID}grain-fund>"}
    core = "<http://www.w3.org/2004/02/skos/core#"
    assert ("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>", f"<{TERM}Fund>") in said
    assert (core + "prefLabel>", '"grain fund"@en') in said
    assert (core + "altLabel>", '"the fund of grain"@en') in said


def test_hostile_words_stay_words(fund, tmp_path):
    label = 'a" . :x :y :z . # \\ \u0007 \U0001f33e'
    hostile = {**FUND, "labels": {"en": label, "zh": "粮"}}
    write(fund / "decisions.jsonl", [event(1, to=hostile)])
    path, triples = graph(fund, tmp_path)
    assert not any("/y>" in triple[1] for triple in triples)
    (stored,) = [quad.object.value for quad in load([path])
                 if "prefLabel" in quad.predicate.value and quad.object.language == "en"
                 and quad.subject.value == ID + "grain-fund"]  # fmt: skip
    assert stored == label


def test_a_passage_can_be_divided_and_what_proved_it_proves_both(decided_fund, tmp_path):
    cut = {"type": "passage", "span": [0, 22], "role": "Body", "note": {}}
    write(decided_fund / "decisions.jsonl", [event(60, to=cut)])
    _, triples = graph(decided_fund, tmp_path)
    spans = {
        subject[len(ID) + 1 : -1]: int(value.split('"')[1])
        for subject, predicate, value in triples
        if predicate.endswith("oa#end>")
    }
    assert spans == {"fund-report-s1a": 22, "fund-report-s1b": 46, "fund-report-s2": 65}


def test_passages_can_be_joined():
    first, second = Span(0, 46), Span(48, 65)
    segments = [Segment(first, "Body", first), Segment(second, "Body", second)]
    assert recut(segments, [Cut(span=Span(0, 65), role="Heading", note={})], TEXT) == (
        Segment(Span(0, 65), "Heading", Span(0, 65)),
    )


def test_two_modalities_of_one_triple_are_two_claims(fund):
    from sskg.ingest.reading import read_reading

    reading = read_reading(fund)
    said = [relation("a", "concerns", ID + "b", [[0, 46]]),
            relation("a", "concerns", ID + "b", [[48, 65]], "Required"),
            relation("a", "concerns", ID + "b", [[48, 65]])]  # fmt: skip
    turtle = accept(reading, {str(n): item(each, TEXT) for n, each in enumerate(said)})
    assert turtle.count("a sskg:Claim") == 2
    both = "sskg:modality sskg:Reported ; sskg:evidence :fund-report-s1 , :fund-report-s2"
    assert f":fund-report-s1-c1 a sskg:Claim ; {both}" in turtle


@pytest.mark.parametrize("content", ["", "…", "one", "a " * 30, "基本" * 40])
def test_an_anchor_is_a_short_phrase_of_its_passage(content):
    if content:
        assert anchor(content) in content
        assert len(anchor(content).split()) <= 8
        assert len(anchor(content)) <= 20 or " " in anchor(content)


def test_the_day_of_publication_is_claimed_on_the_passage_that_gives_it(fund):
    said = {**ITEMS[0], "published": "2015-03-01", "evidence": [[48, 65]]}
    write(fund / "decisions.jsonl", [event(1, to=said)])
    turtle = accepted(fund)[2]
    assert 'sskg:publishedOn "2015-03-01"^^xsd:date' in turtle.partition("sskg:Passage")[0]
    assert (
        ":fund-report-s2-c1 a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence"
        " :fund-report-s2 ;\n    rdf:subject :fund-report ; rdf:predicate sskg:publishedOn ;"
        ' rdf:object "2015-03-01"^^xsd:date .'
    ) in turtle


def test_the_command_writes_the_file_and_ends_with_what_check_says(
    decided_fund, tmp_path, capsys, monkeypatch
):
    target = tmp_path / "fund.ttl"
    monkeypatch.setattr("sys.argv", ["sskg", "accept", str(decided_fund), "-o", str(target)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "no violations" in capsys.readouterr().out
    assert target.read_text(encoding="utf-8") == accepted(decided_fund)[2]
    assert len(ITEMS) == 8


def test_a_relation_may_rest_on_the_heading_that_names_its_end(tmp_path):
    path = tmp_path / "scheme.txt"
    path.write_text("Grain Scheme\n\nThe Grain Office pays.\n", encoding="utf-8")
    reading = ingest(path, name="scheme-report").reading
    (heading,) = [each for each in reading.segments if each.role == "Heading"]
    assert [
        (each.name, each.thing_kind)
        for each in reading.proposals
        if isinstance(each, ThingProposal) and each.passage == heading.span
    ] == [("Grain Scheme", "Policy")]
    decided = [
        {"type": "source", "title": "Grain", "labels": {"en": "report", "zh": "报告"},
         "definitions": {"en": "A text.", "zh": "一篇短文。"}},
        thing("grain-scheme", "Policy", "Grain Scheme", "粮食计划"),
        thing("grain-office", "Actor", "Grain Office", "粮食办公室"),
        relation("grain-scheme", "administeredBy", ID + "grain-office", [[0, 12], [14, 36]]),
    ]  # fmt: skip
    write(reading.folder / "decisions.jsonl", [event(n, to=each) for n, each in enumerate(decided)])
    turtle, triples = graph(reading.folder, tmp_path)
    evidence = {o for _, p, o in triples if p == f"<{TERM}evidence>"}
    roles = {s: o for s, p, o in triples if p == f"<{TERM}passageRole>"}
    assert {roles[each] for each in evidence} == {f"<{TERM}Heading>", f"<{TERM}Body>"}
    assert verdict(turtle, accepted(reading.folder)[0], ()).findings == ()
