"""What a terminal is shown beside the facts: what was cut, dated by an event, or not known."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pyoxigraph
import pytest

from sskg.errors import RequestError, UnreadableInput
from sskg.export.formats import write_single
from sskg.graph.documents import read_documents
from sskg.questions.links import Bounds
from sskg.questions.paths import paths
from sskg.questions.sources import sources
from sskg.questions.statements import statements
from sskg.questions.timeline import timeline
from sskg.rdf import results
from sskg.rdf.terms import THINGS
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.store import sparql
from sskg.store.embedded import EmbeddedStore
from sskg.store.paging import triples
from tests.conftest import TINY

PLAIN = Style(color=False, width=None)


def test_chains_that_are_left_out_are_counted(tiny):
    found = paths(tiny, THINGS + "fund-reform", THINGS + "care-for-all", bounds=Bounds(limit=1))
    text = render(found, "table", "en", PLAIN)
    last = text.rstrip().splitlines()[-1]
    assert "1" in last
    assert "2" in last
    assert text != render(
        paths(tiny, THINGS + "fund-reform", THINGS + "care-for-all"), "table", "en", PLAIN
    )


def test_a_change_since_an_event_names_the_event_with_its_proof(tiny):
    text = render(timeline(tiny), "table", "en", PLAIN)
    (at,) = [n for n, line in enumerate(text.splitlines()) if "since great meeting" in line.lower()]
    # The claim on it is inferred, from the fifth passage of the first text.
    assert "Inferred" in " ".join(text.splitlines()[at : at + 3])
    assert "alpha:160-239" in " ".join(text.splitlines()[at : at + 3])


def test_a_readers_document_that_the_graph_does_not_know_is_listed(tiny, tmp_path):
    shutil.copytree(TINY.with_suffix(""), tmp_path / "mine")
    (tmp_path / "mine" / "other.txt").write_text("of something else", encoding="utf-8")
    found = sources(tiny, read_documents(tmp_path / "mine"))
    text = render(found, "table", "en", PLAIN)
    assert text.rstrip().endswith("other.txt")
    assert str(tmp_path / "mine" / "alpha.txt") in text


def test_a_statement_is_a_row_with_both_its_ends(tiny):
    grid, _ = statements(tiny, [THINGS + "alpha-s1-c3"]).grids("zh")
    assert grid.title == "id:alpha-s1-c3"
    assert grid.rows == (
        ("id:fund-reform", "基金改革", "解决", "id:old-barrier", "旧障碍",
         "已报告", "", "", "alpha:0-48", "fund reform removed the old barrier", "id:alpha-s1-c3"),
    )  # fmt: skip


@pytest.mark.parametrize("form", ["nt", "ttl"])
def test_a_long_graph_is_written_whole(form):
    held = pyoxigraph.Store()
    held.extend(
        pyoxigraph.Quad(
            pyoxigraph.NamedNode(f"{THINGS}t{number}"),
            pyoxigraph.NamedNode("http://example.org/is"),
            pyoxigraph.Literal(str(number)),
        )
        for number in range(20_000)
    )
    answer = EmbeddedStore(held, "long").query("CONSTRUCT WHERE { ?s ?p ?o }")
    again = pyoxigraph.Store()
    again.load(
        results.written(answer, form),
        format={"nt": pyoxigraph.RdfFormat.N_TRIPLES, "ttl": pyoxigraph.RdfFormat.TURTLE}[form],
    )
    assert len(again) == 20_000


def test_tables_are_two_files_and_no_stream(tiny):
    with pytest.raises(RequestError, match="is a pair of files"):
        write_single(tiny, io.BytesIO(), "neo4j")


def test_triples_are_asked_for_by_a_construct_alone(tiny):
    with pytest.raises(RequestError, match="not a CONSTRUCT"):
        triples(tiny, "SELECT ?s { ?s ?p ?o }")


def test_rows_are_asked_for_by_a_select_alone(tiny):
    with pytest.raises(RequestError, match="not a SELECT"):
        sparql.select(tiny, "ASK {}")


def test_a_parameter_needs_a_pattern_to_be_bound_in(tiny):
    with pytest.raises(RequestError, match="no pattern"):
        sparql.bind("DESCRIBE ?x", {"x": pyoxigraph.NamedNode(THINGS + "fund")})


def test_a_document_that_is_a_folder_cannot_be_read(tmp_path: Path):
    (tmp_path / "a.txt").mkdir()
    with pytest.raises(UnreadableInput, match="cannot read the document"):
        read_documents(tmp_path)
