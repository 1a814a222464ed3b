"""Every reader of the whole graph has the same things and the same relations.

Expected are counts of the data file itself, made by rdflib and by what IRIs look like: what is a
thing and what a relation is not asked of the ontology here.
"""

from __future__ import annotations

import csv
from typing import Any

import networkx as nx
import pytest
import rdflib
from rdflib.namespace import RDF

import sskg
from sskg.export.formats import export
from sskg.ontology import assets
from sskg.view.page import write_view

ID = "https://w3id.org/sskg/id/"
SSKG = rdflib.Namespace("https://w3id.org/sskg/ontology#")

THINGS, RELATIONS = 225, 475
"""By hand: 787 types, 561 of them of claims and passages, and one thing, China, has two (an actor
and a place); 498 triples from a thing to an IRI of ours, 23 of them to a bound."""

FIGURES, THEIRS = 23, 45
"""Observations; each has an indicator (23), 9 changes have a baseline and a latest (18), and 4 show
something."""


@pytest.fixture(scope="module")
def data() -> Any:
    return rdflib.Graph().parse(assets.data())


@pytest.fixture(scope="module")
def kg() -> Any:
    return sskg.open()


def test_the_expected_numbers_are_those_of_the_data_file(data):
    proof = {*data.subjects(RDF.type, SSKG.Claim), *data.subjects(RDF.type, SSKG.Passage)}
    things = set(data.subjects(RDF.type)) - proof
    relations = {
        (s, p, o)
        for s, p, o in data
        if s not in proof and str(p).startswith(str(SSKG)) and str(o).startswith(ID)
    }
    assert (len(things), len(relations)) == (THINGS, RELATIONS)
    figures = set(data.subjects(RDF.type, SSKG.Observation))
    theirs = {triple for triple in relations if figures & {triple[0], triple[2]}}
    assert (len(figures), len(theirs)) == (FIGURES, THEIRS)


def test_networkx_has_them(kg):
    graph = kg.to_networkx()
    assert graph.number_of_nodes() == THINGS
    assert len({(s, d["predicate"], o) for s, o, d in graph.edges(data=True)}) == RELATIONS


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_network_formats_have_them(packaged, tmp_path, form):
    (path,) = export(packaged, tmp_path / f"graph.{form}", form)
    graph = getattr(nx, f"read_{form}")(path)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (THINGS, RELATIONS)


@pytest.mark.parametrize("form", ["neo4j", "gephi"])
def test_pairs_of_tables_have_them(packaged, tmp_path, form):
    counts = []
    for path in export(packaged, tmp_path / "graph.csv", form):
        with path.open(newline="", encoding="utf-8") as rows:
            counts.append(len(list(csv.reader(rows))) - 1)
    assert counts == [THINGS, RELATIONS]


def test_check_and_stats_count_them(kg):
    report, stats = kg.check(), kg.stats()
    assert (report.things, report.relations) == (THINGS, RELATIONS)
    assert (stats.things, stats.links) == (THINGS, RELATIONS)


def test_the_view_has_them_and_shows_observations_as_figures(packaged, tmp_path):
    written = write_view(packaged, tmp_path / "graph.html")
    assert (written.figures, written.figured) == (FIGURES, THEIRS)
    assert (written.things, written.statements) == (THINGS - FIGURES, RELATIONS - THEIRS)
