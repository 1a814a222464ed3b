"""The commands that look things up: exit codes, messages, and the same facts in every format."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest

from tests.conftest import TINY

GRAPH = ("--graph", str(TINY))

COMMANDS = {
    "show": ("show", "fund-reform"),
    "show, incoming": ("show", "care-for-all"),
    "relations": ("relations", "fund-reform", "--hops", "2"),
    "path": ("path", "great-meeting", "new-office"),
    "path, parallel": ("path", "fund-reform", "care-for-all"),
    "why": ("why", "care-for-all"),
    "why down": ("why", "old-barrier", "--down"),
    "timeline": ("timeline",),
    "figures": ("figures",),
    "gaps": ("gaps",),
    "gaps, single": ("gaps", "--gap", "single-source"),
}


def claims_and_passages(value):
    """Every pair of a claim and one of its passages in a JSON answer."""
    if isinstance(value, dict):
        if "passages" in value and "modality" in value:
            yield from (
                (value["iri"], value["modality"], passage["reference"], passage["anchor"])
                for passage in value["passages"]
            )
        for item in value.values():
            yield from claims_and_passages(item)
    elif isinstance(value, list):
        for item in value:
            yield from claims_and_passages(item)


def shortened(iri):
    return iri.replace("https://w3id.org/sskg/id/", "id:")


@pytest.mark.parametrize("arguments", COMMANDS.values(), ids=COMMANDS)
def test_every_format_carries_the_same_evidence(run, arguments):
    found = run(*arguments, *GRAPH, "-f", "json")
    assert found.code == 0
    expected = {
        (shortened(iri), modality, where, words)
        for iri, modality, where, words in claims_and_passages(json.loads(found.out))
    }
    assert expected
    told = {}
    for form, delimiter in (("csv", ","), ("tsv", "\t")):
        first = run(*arguments, *GRAPH, "-f", form).out
        others = [["--table", "figures"]] if arguments[0] == "show" else []
        blocks = [first, *(run(*arguments, *GRAPH, "-f", form, *other).out for other in others)]
        rows = [row for block in blocks for row in csv.DictReader(io.StringIO(block),
                                                                  delimiter=delimiter)]  # fmt: skip
        told[form] = {
            (row["claim"], row["modality"], row["passage"], row["words"])
            for row in rows
            if row.get("claim")
        }
    bounds = {f"id:{name}" for name in bound_claims(json.loads(found.out))}
    assert told["csv"] == told["tsv"]
    assert {row for row in expected if row[0] not in bounds} <= told["csv"] <= expected
    markdown = run(*arguments, *GRAPH, "-f", "md").out.replace("\\", "")
    table = run(*arguments, *GRAPH).out
    for claim, modality, where, words in told["csv"]:
        assert re.search(
            re.escape(f"| {modality} |") + ".*" + re.escape(f"{where} | {words} | {claim} |"),
            markdown,
        )
        assert re.search(f"{modality}  .*{where} “{re.escape(words)}”", table)


def bound_claims(value):
    """Local names of the claims of statements that say how a figure is bounded."""
    if isinstance(value, dict):
        predicate = value.get("predicate")
        if isinstance(predicate, dict) and predicate["iri"].endswith("#bound"):
            yield from (claim["iri"].rsplit("/", 1)[-1] for claim in value["claims"])
        for item in value.values():
            yield from bound_claims(item)
    elif isinstance(value, list):
        for item in value:
            yield from bound_claims(item)


def test_stats_are_the_same_in_every_format(run):
    data = json.loads(run("stats", *GRAPH, "-f", "json").out)
    numbers = {count["kind"]["labels"]["en"]: count["things"] for count in data["kinds"]}
    table, text = run("stats", *GRAPH).out, run("stats", *GRAPH, "-f", "csv").out
    for label, number in numbers.items():
        assert re.search(rf"^  {label} +{number}$", table, re.MULTILINE)
        assert re.search(rf"^\w+,{label},{number}$", text, re.MULTILINE)


def test_json_has_full_iris_labels_by_language_and_claims_with_passages(run):
    data = json.loads(run("path", "great-meeting", "new-office", *GRAPH, "-f", "json").out)
    step = data["chains"][0]["hops"][2]["relations"][0]
    assert step["inverse"] is False
    fact = step["fact"]
    assert fact["subject"]["iri"] == "https://w3id.org/sskg/id/demand"
    assert fact["predicate"]["labels"] == {"en": "calls for", "zh": "要求采取"}
    (claim,) = fact["claims"]
    assert claim["iri"] == "https://w3id.org/sskg/id/beta-s1-c3"
    assert claim["modality"] == "Required"
    assert claim["speaker"]["iri"] == "https://w3id.org/sskg/id/minister"
    (passage,) = claim["passages"]
    assert (passage["start"], passage["end"], passage["anchor"]) == (
        0, 84, "minister demanded a new office",
    )  # fmt: skip


def test_passages_are_in_full_with_the_documents(run):
    folder = ("--sources", str(TINY.with_suffix("")))
    assert "“It brought steady benefits.”" in run("why", "care-for-all", *GRAPH, *folder).out
    assert "It brought steady" not in run("why", "care-for-all", *GRAPH).out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("path", "fund-reform", "island"), 1, "no chain of at most 8 hops"),
        (("path", "fund-reform", "fund-reform"), 2, "different things"),
        (("path", "fund-reform", "nowhere-at-all"), 1, "is not in the graph"),
        (("why", "island"), 1, "does not say what leads to"),
        (("why", "--down", "island"), 1, "does not say what follows from"),
        (("relations", "island"), 1, "no such relation"),
        (("relations", "fund", "--predicate", "resolvs"), 2, "did you mean"),
        (("relations", "fund", "--kind", "Dragon"), 2, "Dragon"),
        (("timeline", "--since", "soon"), 2, "is not a date"),
        (("timeline", "--since", "1800", "--until", "1801"), 1, "nothing that the graph dates"),
        (("figures", "old-barrier"), 1, "no figure"),
        (("gaps", "--gap", "everything"), 2, "everything"),
    ],
)
def test_a_no_is_1_and_a_wrong_request_is_2(run, arguments, code, said):
    found = run(*arguments, *GRAPH)
    assert (found.code, found.out) == (code, "")
    assert said in found.err


def test_a_name_that_was_not_typed_exactly_is_told(run):
    found = run("why", "Benefits, steady", *GRAPH)
    assert found.code == 0
    assert "steady benefits" in found.err
    assert "taken for" in found.err


def test_figures_prefers_the_indicator_of_a_name_to_another_thing(run):
    found = run("figures", "covered people", *GRAPH)
    assert found.out.startswith("people covered (id:coverage)")


def test_figures_of_a_name_that_fits_several_indicators_shows_all_and_says_so(run):
    found = run("figures", "subsistence allowance rate")
    assert found.code == 0
    assert "fits 2 indicators; all are shown" in found.err
    assert "(id:urban-subsistence-allowance)" in found.out
    assert "(id:rural-subsistence-allowance)" in found.out


def test_a_thing_without_such_a_relation_names_those_that_it_has(run):
    found = run("relations", "fund", "--predicate", "resolves", *GRAPH)
    assert found.code == 1
    assert "it has: contributes to, is a concern of" in found.err


def test_figures_shows_a_bar_the_change_and_how_sure_it_is(run):
    lines = run("figures", "coverage", *GRAPH).out.splitlines()
    assert lines[1].split() == ["unit", "people"]
    assert lines[2].split() == ["baseline", "100", "█" * 20]
    assert lines[3].split() == ["latest", "more", "than", "150", "█" * 30]
    assert lines[4].split(maxsplit=1) == [
        "change", "at least +50 people, at least +50%, at least × 1.5",
    ]  # fmt: skip


def test_figures_of_percents_differ_by_percentage_points(run):
    assert "-2 percentage points, -25%, × 0.75" in run("figures", "fees", *GRAPH).out


def test_figures_in_two_units_get_neither_bars_nor_change(run):
    found = run("figures", "pay", *GRAPH).out
    assert "█" not in found
    assert "no change is computed" in found


def test_the_weakest_hop_is_named(run):
    found = run("path", "great-meeting", "new-office", *GRAPH).out
    assert "weakest hop: 3. demand for an office – calls for → new office (Required)" in found


def test_relations_are_drawn_as_a_tree(run):
    found = run("relations", "fund-reform", "--hops", "2", "--direction", "out",
                "--predicate", "resolves", "--predicate", "concerns",
                "--predicate", "contributesTo", *GRAPH)  # fmt: skip
    drawn = [line for line in found.out.splitlines() if "Reported" not in line
             and "Inferred" not in line]  # fmt: skip
    assert drawn[2:] == [
        "├─ concerns",
        "│  └─ the fund (id:fund)",
        "│     └─ contributes to",
        "│        └─ care for all (id:care-for-all)",
        "└─ resolves",
        "   └─ old barrier (id:old-barrier)",
    ]


CHINESE = {
    ("show", "fund-reform"): ["基金改革", "时间", "数值", "已报告", "注："],
    ("relations", "fund-reform"): ["解决", "已报告"],
    ("path", "great-meeting", "new-office"): ["最弱的一步", "要求"],
    ("why", "care-for-all"): ["缘由", "编者推断", "挑战 → 改革"],
    ("timeline",): ["精确到年", "日期为推断", "仅以事件说明起始"],
    ("figures", "coverage"): ["基期", "至少+50", "超过"],
    ("gaps",): ["尚无成效的目标", "目前仅为要求"],
    ("stats",): ["事物", "目标", "推断"],
    ("sources",): ["个文段", "--sources"],
}


@pytest.mark.parametrize("arguments", CHINESE, ids=" ".join)
def test_headings_and_modalities_in_chinese(run, arguments):
    found = run(*arguments, *GRAPH, "--lang", "zh")
    assert found.code == 0
    for words in CHINESE[arguments]:
        assert words in found.out
    for english in ("Reported", "Required", "Inferred", "baseline", "weakest"):
        assert english not in found.out


def test_lines_fit_the_terminal_also_in_chinese(run, monkeypatch):
    from sskg.cli.options import Reader
    from sskg.language.text import width
    from sskg.render.style import Style

    monkeypatch.setattr(Reader, "style", lambda _: Style(width=60))
    for lang in ("en", "zh"):
        for arguments in [*COMMANDS.values(), ("stats",), ("sources",)]:
            for line in run(*arguments, *GRAPH, "--lang", lang).out.splitlines():
                assert width(line) <= 60, line


HOSTILE = """@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a a sskg:Reform ; skos:prefLabel "\\u001b[31mred\\u202Eder"@en ; sskg:produces :b ;
  sskg:start "2018\\u001b]0;x\\u0007"^^xsd:gYear ; sskg:measuredBy :i ; skos:note "\\u009b2J"@en .
:b a sskg:Outcome ; skos:prefLabel "b\\u001b[2J"@en ; sskg:contributesTo :g .
:g a sskg:Goal ; skos:prefLabel "g\\u2066"@en .
:i a sskg:Indicator ; skos:prefLabel "i\\u001b[H"@en ; sskg:unitLabel "u\\u001b[1m"@en .
:o sskg:indicator :i ; sskg:value "1\\u001b[5m" ; sskg:asStated "\\u001b[7m" .
:p a sskg:Passage ; sskg:inDocument :d ; oa:start 0 ; oa:end 3 ; sskg:anchor "x\\u001b[8m" .
:d a sskg:SourceDocument ; skos:prefLabel "d\\u001b[9m"@en .
:c a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence :p ; sskg:qualifier "q\\u001b[4m"@en ;
  rdf:subject :a ; rdf:predicate sskg:produces ; rdf:object :b .
"""


def test_nothing_from_the_data_reaches_the_terminal_unsafely(run, tmp_path):
    graph = tmp_path / "hostile.ttl"
    graph.write_text(HOSTILE, encoding="utf-8")
    for arguments in (
        ("show", "a"), ("show", "i"), ("relations", "a", "--hops", "2"), ("path", "a", "g"),
        ("why", "g"), ("why", "a", "--down"), ("timeline",), ("figures",), ("gaps",),
        ("gaps", "--gap", "single-source"), ("stats",), ("sources",),
    ):  # fmt: skip
        for form in ("table", "md"):
            found = run(*arguments, "-g", str(graph), "-f", form)
            assert found.code == 0, (arguments, found.err)
            shown = found.out + found.err
            assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("-g", str(TINY), "show", "fund-reform"), "-g goes after the command"),
        (("--json", "show", "fund-reform"), "--json goes after the command"),
        (("show", "Fund", "Reform", *GRAPH), "quote a name of several words"),
        (("stats", "-g", ""), "an empty name of a graph"),
        (("stats", "-o", ""), "an empty name"),
    ],
)
def test_a_slip_of_the_keyboard_is_told_how_to_mend_it(run, arguments, said):
    ran = run(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert ran.out == ""
