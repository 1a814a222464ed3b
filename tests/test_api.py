"""The Python door: `sskg.open` and what it answers."""

from __future__ import annotations

import dataclasses
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import sskg
from sskg.errors import AmbiguousName, NegativeAnswer, RequestError, UnknownName, UnreadableInput
from sskg.rdf.terms import ONTOLOGY, THINGS
from tests.conftest import TINY

if TYPE_CHECKING:
    from sskg.model import Answer


@pytest.fixture(scope="module")
def kg():
    return sskg.open(TINY, sources=TINY.with_suffix(""))


def test_the_public_names():
    assert sorted(sskg.__all__) == ["Graph", "__version__", "open"]
    assert dir(sskg) == sorted(sskg.__all__)
    for name in sskg.__all__:
        assert getattr(sskg, name)


def test_importing_loads_nothing_heavy():
    code = (
        "import sys, sskg; print(sorted({'pyoxigraph', 'rdflib', 'networkx', 'pandas', 'click',"
        " 'sskg.api'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_opening_without_a_name_opens_the_packaged_graph():
    assert sskg.open().show("institutional-reform-2018").entity.kind == "Reform"


def test_opening_what_is_not_there():
    with pytest.raises(UnreadableInput):
        sskg.open("nothing-here.ttl")
    with pytest.raises(UnreadableInput):
        sskg.open(TINY, sources="nothing-here")
    with pytest.raises(RequestError):
        sskg.open(TINY, lang="zh_CN")


def test_answers_are_frozen_dataclasses(kg):
    answers: list[Answer] = [
        kg.show("fund reform"), kg.find("fund"), kg.relations("fund reform"),
        kg.path("fund reform", "care for all"), kg.why("care for all"), kg.timeline(),
        kg.figures("people covered"), kg.gaps(), kg.stats(), kg.sources(),
    ]  # fmt: skip
    for answer in answers:
        assert dataclasses.is_dataclass(answer)
        name = dataclasses.fields(answer)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(answer, name, None)
        assert answer._repr_html_().startswith("<table>")


def test_the_same_answer_is_equal_in_another_language(kg):
    assert kg.why("care for all") == kg.why("care for all").shown_in("zh")


def test_rows_and_frames_of_a_query(kg):
    found = kg.query(
        "SELECT ?s ?label WHERE { ?s a sskg:Goal ; skos:prefLabel ?label } ORDER BY ?s"
    )
    assert found.columns == ("s", "label")
    assert [(row[0].value, row[1].value, row[1].language) for row in found.rows][-1] == (
        THINGS + "fair-fees", "fair fees", "en",
    )  # fmt: skip
    pytest.importorskip("pandas")
    assert list(found.to_pandas().columns) == ["s", "label"]
    assert len(found.to_pandas()) == 3


def test_parameters_are_names_of_things_or_terms(kg):
    found = kg.query("SELECT ?o WHERE { ?s sskg:resolves ?o }", s="fee reform")
    assert [row[0].value for row in found.rows] == [THINGS + "old-barrier"]


def test_truth_values_and_triples(kg):
    assert kg.query("ASK { id:fund a sskg:Policy }") is True
    assert kg.query("ASK { id:fund a sskg:Goal }") is False
    found = kg.query("CONSTRUCT { ?s a ?t } WHERE { ?s a ?t . FILTER(?t = sskg:Goal) }")
    assert {row[0].value for row in found.rows} == {THINGS + "care-for-all", THINGS + "fair-fees"}
    assert "id:fair-fees" in found._repr_html_()


def test_frames_of_figures(kg):
    pytest.importorskip("pandas")
    frame = kg.figures("people covered").to_pandas()
    change = frame[frame["what"] == "change"].iloc[0]
    assert (change["value"], change["certainty"]) == (50, "at least")


def test_passages_are_in_full(kg):
    first = kg.why("care for all").sentences[0]
    assert first.facts[0].claims[0].passages[0].text == (
        "In 2018 the fund reform removed the old barrier."
    )


def test_the_language_of_a_notebook():
    chinese = sskg.open(TINY, lang="zh")
    assert "编者推断" in chinese.why("care for all")._repr_html_()
    assert "缘由" in chinese.text(chinese.why("care for all"))


def test_hostile_cells_are_escaped(tmp_path):
    (tmp_path / "x.ttl").write_text(
        "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        ':a a sskg:Goal ; skos:prefLabel "</td><script>alert(1)</script>"@en .',
        encoding="utf-8",
    )
    assert "<script>" not in sskg.open(tmp_path / "x.ttl").gaps()._repr_html_()


def test_names_are_resolved_as_on_the_command_line(kg):
    assert kg.iri("基金改革") == THINGS + "fund-reform"
    with pytest.raises(UnknownName):
        kg.show("a dragon in the hills")
    with pytest.raises(NegativeAnswer):
        kg.path("fund", "island")
    with pytest.raises(AmbiguousName):
        kg.show("reform")


def test_relations_and_chains_take_names_of_relations(kg):
    found = kg.relations("old barrier", predicate=["resolved by"])
    assert len(found.branches) == 2
    chains = kg.path("fund reform", "care for all", predicate=["concerns", "contributes to"])
    assert [len(chain.hops) for chain in chains.chains] == [2]


def test_a_multigraph_keyed_by_claim(kg):
    graph = kg.to_networkx()
    barrier = graph.get_edge_data(THINGS + "fund-reform", THINGS + "old-barrier")
    assert set(barrier) == {THINGS + "alpha-s1-c3", THINGS + "beta-s3-c1"}
    assert barrier[THINGS + "alpha-s1-c3"] == {
        "predicate": ONTOLOGY + "resolves",
        "modality": "Reported",
        "label_en": "resolves",
        "label_zh": "解决",
    }
    parallel = graph.get_edge_data(THINGS + "steady-benefits", THINGS + "care-for-all")
    assert {edge["modality"] for edge in parallel.values()} == {"Reported", "Inferred"}
    assert graph.nodes[THINGS + "fund-reform"]["start"] == "2018"
    assert graph.nodes[THINGS + "fund-reform"]["label_zh"] == "基金改革"
    assert not any(node.startswith(ONTOLOGY + "Reported") for node in graph)


def test_what_needs_no_claim_is_keyed_by_its_property(kg):
    edges = kg.to_networkx().get_edge_data(THINGS + "coverage-growth", THINGS + "coverage-latest")
    assert set(edges) == {ONTOLOGY + "latest"}
    assert edges[ONTOLOGY + "latest"]["modality"] == ""


def test_rdflib_gets_every_triple(kg):
    import rdflib

    expected = rdflib.Graph().parse(TINY)
    assert len(kg.to_rdflib()) == len(expected)


def test_a_check_is_a_value(kg):
    report = kg.check()
    assert dataclasses.is_dataclass(report)


def test_a_page_is_written_and_shown_inline(kg, tmp_path):
    page = kg.view(tmp_path / "graph.html", ["fund reform"])
    assert (tmp_path / "graph.html").read_text(encoding="utf-8") == page.html
    assert "old barrier" in page.html
    assert page._repr_html_().startswith("<iframe")


def test_part_of_a_name_gives_the_figures_of_all_indicators_that_it_fits():
    found = sskg.open().figures("coverage")
    assert {one.indicator.curie for one in found.measurements} == {
        "id:old-age-insurance-coverage", "id:medical-insurance-coverage",
    }  # fmt: skip


def test_a_parameter_may_name_a_relation(kg):
    found = kg.query("SELECT ?s { ?s ?p id:minister }", p="was issued by")
    assert [row[0].value for row in found.rows] == [THINGS + "demand"]
