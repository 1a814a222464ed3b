"""What the command line says when something is wrong: one clear line, its place and what to do."""

from __future__ import annotations

import bz2
import gzip
import lzma

import pytest

import sskg.questions.stats
from tests.conftest import TINY

GRAPH = ("--graph", str(TINY))


@pytest.fixture
def broken(monkeypatch):
    """Make one command fail as no code should."""

    def fail(*_):
        raise KeyError("no such\nthing")

    monkeypatch.setattr(sskg.questions.stats, "stats", fail)


def test_a_mistake_of_our_own_is_one_line_and_no_traceback(run, broken):
    ran = run("stats", *GRAPH)
    assert (ran.code, ran.out) == (3, "")
    first, second = ran.err.splitlines()
    assert first.startswith("sskg: an error of sskg itself: KeyError: ")
    assert "report it" in second


def test_sskg_debug_shows_where_a_mistake_of_our_own_is(run, broken, monkeypatch):
    monkeypatch.setenv("SSKG_DEBUG", "1")
    ran = run("stats", *GRAPH)
    assert ran.code == 3
    assert "Traceback" in ran.err
    assert 'raise KeyError("no such' in ran.err


def test_too_little_memory_is_no_mistake_of_ours(run, monkeypatch):
    def fail(*_):
        raise MemoryError

    monkeypatch.setattr(sskg.questions.stats, "stats", fail)
    ran = run("stats", *GRAPH)
    assert ran.code == 3
    assert ran.err.startswith("sskg: there is not enough memory\n")


@pytest.mark.parametrize("iri", ["id:fund-reforms", "https://w3id.org/sskg/id/fund-reforms"])
def test_a_parameter_that_the_graph_does_not_have_is_no_empty_answer(run, iri):
    ran = run("query", "SELECT ?x { ?x ?p ?o }", "-p", f"x={iri}", *GRAPH)
    assert (ran.code, ran.out) == (1, "")
    assert f"“{iri}” is not in the graph" in ran.err
    assert "id:fund-reform  Reform  fund reform" in ran.err


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("?x a sskg:Reform", "id:fund-reform"),  # a subject
        ("?s sskg:unit ?x", "unit:NUM"),  # an object alone
        ("?s ?x ?o", "schema:sha256"),  # a property that the ontology does not define
        ("?s ?x ?o", "sskg:resolves"),
        ("?s ?p ?o FILTER(DATATYPE(?o) = ?x)", "xsd:gYear"),
    ],
)
def test_a_parameter_may_be_whatever_stands_in_the_graph(run, pattern, value):
    assert run("query", f"ASK {{ {pattern} }}", "-p", f"x={value}", *GRAPH).out == "yes\n"


def test_a_parameter_of_the_ontology_need_not_be_used(run):
    ran = run("query", "SELECT ?s { ?s a ?x }", "-p", "x=sskg:Trend", *GRAPH)
    assert (ran.code, ran.err) == (0, "")


def test_an_ambiguous_name_shows_the_candidates_in_the_readers_language(run):
    english, chinese = (run("show", "reform", *GRAPH, "--lang", lang) for lang in ("en", "zh"))
    assert "    id:fund-reform  Reform  fund reform" in english.err.splitlines()
    assert "    id:fund-reform  改革  基金改革" in chinese.err.splitlines()
    assert "符合2个事物" in chinese.err
    assert "提示" in chinese.err


def test_figures_of_a_name_that_nothing_bears_say_so_without_a_kind(run):
    ran = run("figures", "zeppelin", *GRAPH)
    assert ran.code == 1
    assert ran.err.startswith("sskg: “zeppelin” is not in the graph\n")
    assert "--kind" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "zeppelin"), "图谱中没有“zeppelin”"),
        (("show", "zeppelin", "--kind", "Goal"), "图谱中没有名为“zeppelin”的Goal"),
        (("relations", "fund", "--kind", "Dragon"), "没有“Dragon”这一类别"),
        (("path", "great-meeting", "new-office", "--hops", "1"), "没有1步以内的路径"),
        (("why", "island"), "的缘由"),
        (("timeline", "--since", "soon"), "--since soon 不是日期"),
        (("query", "reform"), "没有名为“reform”的查询"),
        (("query", ""), "查询为空"),
        (("stats", "-g", "nowhere.ttl"), "没有此文件"),
    ],
)
def test_frequent_errors_are_told_in_chinese(run, arguments, said):
    graph = () if "-g" in arguments else GRAPH
    assert said in run(*arguments, *graph, "--lang", "zh").err


def test_a_missing_file_is_told_with_the_nearest_name(run, tmp_path):
    (tmp_path / "graph.ttl").touch()
    ran = run("stats", "-g", str(tmp_path / "grahp.ttl"))
    assert ran.code == 3
    assert f"did you mean {tmp_path / 'graph.ttl'}?" in ran.err


def test_a_graph_that_the_system_refuses_to_look_at_is_told_with_its_place(run, tmp_path):
    # As in a folder without permission: the system does not even say whether it is there.
    ran = run("stats", "-g", str(tmp_path / ("long" * 100)))
    assert ran.code == 3
    assert "cannot read it: " in ran.err
    assert "of sskg itself" not in ran.err


def test_an_empty_folder_is_told_what_it_should_hold(run, tmp_path):
    assert ".ttl" in run("stats", "-g", str(tmp_path)).err


@pytest.mark.parametrize("address", ["ftp://example.org/x.ttl", "file:///x.ttl", "sparql://x"])
def test_another_kind_of_address_is_a_wrong_request_and_no_missing_file(run, address):
    ran = run("stats", "-g", address)
    assert ran.code == 2
    assert "is no address that sskg reads" in ran.err
    assert "no such file" not in ran.err


@pytest.mark.parametrize("suffix", ["gz", "bz2", "xz"])
def test_a_packed_file_that_is_none_is_told_without_the_unpackers_words(run, tmp_path, suffix):
    path = tmp_path / f"x.ttl.{suffix}"
    path.write_bytes(b"nothing that any packer wrote")
    ran = run("stats", "-g", str(path))
    assert ran.code == 3
    assert ran.err.splitlines()[0] == f"sskg: {path}: the file is not packed as its name says"


@pytest.mark.parametrize("pack", [gzip, bz2, lzma])
def test_a_packed_file_that_is_cut_short_is_told_to_be(run, tmp_path, pack):
    path = tmp_path / f"x.nt.{ {gzip: 'gz', bz2: 'bz2', lzma: 'xz'}[pack] }"
    path.write_bytes(pack.compress(b"<http://e/a> <http://e/b> <http://e/c> .\n" * 99)[:-6])
    ran = run("stats", "-g", str(path))
    assert ran.code == 3
    assert "cut short" in ran.err


@pytest.mark.parametrize(("name", "text"), [("x.ttl", "<a> <b> ,"), ("x.jsonld", "{\n\n")])
def test_a_parse_error_tells_its_place_once(run, tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    first, *_ = run("stats", "-g", str(path)).err.splitlines()
    assert first.startswith(f"sskg: {path}, line ")
    assert first.count("line") == 1
    assert "Parser error" not in first


def test_hops_are_counted_in_the_singular_too(run):
    err = run("path", "great-meeting", "new-office", "--hops", "1", *GRAPH).err
    assert "at most 1 hop leads" in err
    assert "1 hops" not in err


@pytest.mark.parametrize("command", [("find", "x"), ("query", "ASK {}"), ("queries",)])
def test_sources_are_no_option_where_no_passage_is_shown(run, command):
    assert run(*command, "--sources", ".").code == 2


def test_excel_safe_is_refused_where_it_has_no_effect(run):
    assert run("find", "fund", "--excel-safe", *GRAPH).code == 2
    assert run("find", "fund", "--excel-safe", "-f", "csv", *GRAPH).code == 0


def test_a_named_query_is_shown_as_text_or_json(run):
    text = run("queries", "--show", "reforms").out
    assert text.startswith("# title: ")
    assert (
        '"title": "What each reform resolves"'
        in run("queries", "--show", "reforms", "-f", "json").out
    )
    rows = run("queries", "--show", "reforms", "-f", "csv").out.splitlines()
    assert rows[0] == "name,title,question,text"
    assert rows[1].startswith("reforms,What each reform resolves,")


def test_stats_say_that_statements_without_a_claim_are_not_counted(run):
    assert "Statements without a claim are not counted." in run("stats", *GRAPH).out


def test_an_ambiguous_name_is_not_told_of_an_option_that_is_not_there(run):
    ran = run("query", "SELECT ?x { ?x ?p ?o }", "-p", "x=coverage")
    assert ran.code == 2
    assert "names on the left" in ran.err
    assert "--kind" not in ran.err
    assert "--kind" in run("show", "coverage").err
