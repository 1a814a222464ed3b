"""Things are found by their IRIs, whatever the scheme, and by names as they are shown."""

from __future__ import annotations

import pytest

from sskg.errors import NegativeAnswer, UnknownName
from sskg.names import find, resolve, resolve_term
from sskg.questions.figures import figures
from sskg.questions.sources import sources
from sskg.questions.stats import stats
from sskg.questions.timeline import timeline
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.store import open_store

SCHEMES = [
    "file:///data/plan", "mailto:office@example.org", "tag:example.org,2024:plan",
    "doi:10.1000/182", "urn:isbn:0451450523", "arcp://name,corpus/root", "info:lccn/2002022641",
    "https://example.org/plan",
]  # fmt: skip
PREFIXES = """@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix ex: <http://e.org/> .
"""


@pytest.fixture
def graph(tmp_path):
    def opened(turtle):
        path = tmp_path / "graph.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return open_store([str(path)])

    return opened


@pytest.mark.parametrize("iri", SCHEMES)
@pytest.mark.parametrize("named", ['<{}> rdfs:label "the plan" .', "ex:a ex:about <{}> ."])
def test_an_iri_of_any_scheme_is_a_name(graph, iri, named):
    store = graph(named.format(iri))
    assert resolve(store, iri).entity.iri == iri
    assert resolve_term(store, iri).entity.iri == iri


@pytest.mark.parametrize("text", ["mailto:other@example.org", "file:///data/other", "note: plan"])
def test_what_only_looks_like_an_iri_of_the_graph_is_none(graph, text):
    with pytest.raises(UnknownName):
        resolve(graph('<file:///data/plan> rdfs:label "quite different" .'), text)


def test_a_name_with_a_colon_stays_a_name(graph):
    store = graph('ex:a rdfs:label "covid:19" . ex:b rdfs:label "influenza" .')
    assert resolve(store, "covid:19").entity.iri == "http://e.org/a"


def test_a_name_is_taken_as_it_is_shown(graph):
    """A label of another language is shown with its tag, and copied with it."""
    store = graph('ex:a rdfs:label "Giardiniera"@pt . ex:b rdfs:label "Siciliana [x1]"@pt .')
    assert resolve(store, "Giardiniera [pt]").entity.iri == "http://e.org/a"
    assert find(store, "Giardiniera [pt]").matches[0].entity.iri == "http://e.org/a"
    assert resolve(store, "Siciliana [x1]").entity.iri == "http://e.org/b"


def test_answers_without_rows_say_so(graph):
    store = graph('ex:a rdfs:label "a" .')
    for answer, english, chinese in (
        (figures(store), "no figures\n", "没有数值\n"),
        (sources(store), "no source documents\n", "没有来源文献\n"),
    ):
        assert render(answer, "table", "en", Style()) == english
        assert render(answer, "table", "zh", Style()) == chinese
    with pytest.raises(NegativeAnswer, match="nothing is dated"):
        timeline(store)


def test_kinds_of_one_name_are_told_apart(graph):
    store = graph("ex:a a owl:Class , rdfs:Class , ex:Other .")
    shown = render(stats(store), "table", "en", Style())
    assert "Class (owl:Class)" in shown
    assert "Class (rdfs:Class)" in shown
    assert "Other (" not in shown
