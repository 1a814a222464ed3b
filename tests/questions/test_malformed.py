"""Graphs that others wrote: what is not well formed proves nothing, and stops no lookup."""

from __future__ import annotations

import pytest

from sskg.questions.describe import describe
from sskg.questions.gaps import gaps
from sskg.questions.paths import paths
from sskg.questions.relations import relations
from sskg.questions.sources import sources
from sskg.questions.stats import stats
from sskg.questions.timeline import timeline
from sskg.questions.why import why
from sskg.rdf.terms import THINGS
from sskg.render.answers import render
from sskg.render.style import Style
from sskg.store import open_store

PLAIN = Style(color=False, width=None)

GRAPH = """
@prefix : <https://w3id.org/sskg/id/> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix schema: <http://schema.org/> .
:doc a sskg:SourceDocument ; schema:sha256 :no-digest ; sskg:characterCount "many" .
:reform a sskg:Reform , "reform" ; skos:prefLabel "the reform"@en , :no-label ;
    sskg:start :someday ; sskg:since "then" , :meeting ;
    sskg:resolves :obstacle , _:blank , "text" .
:meeting a sskg:Event ; skos:prefLabel " "@en ; sskg:start "2012-13-45"^^xsd:date .
:obstacle a sskg:Challenge ; skos:prefLabel "the obstacle"@en .
:letters a sskg:Passage ; sskg:inDocument :doc ; oa:start "abc" ; oa:end 10 .
:fraction a sskg:Passage ; sskg:inDocument :doc ; oa:start 1 ; oa:end 1.5 .
:elsewhere a sskg:Passage ; sskg:inDocument "doc" ; oa:start 0 ; oa:end 9 .
:unnamed a sskg:Passage ; sskg:inDocument _:doc ; oa:start 0 ; oa:end 9 .
:claim a sskg:Claim ; sskg:modality sskg:Required ; sskg:assertedBy "somebody" ;
    sskg:qualifier :no-text ; sskg:evidence :letters , :fraction , :elsewhere , :unnamed , "x" ;
    rdf:subject :reform ; rdf:predicate sskg:resolves ; rdf:object :obstacle .
_:claim a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence :letters ;
    rdf:subject :reform ; rdf:predicate sskg:resolves ; rdf:object :obstacle , _:blank .
:literal a sskg:Claim ; sskg:modality "Reported" ; sskg:evidence :letters ;
    rdf:subject :reform ; rdf:predicate sskg:resolves ; rdf:object :obstacle .
"""

LOOKUPS = {
    "describe": lambda store: describe(store, THINGS + "reform"),
    "relations": lambda store: relations(store, THINGS + "reform", depth=3),
    "paths": lambda store: paths(store, THINGS + "reform", THINGS + "obstacle"),
    "why": lambda store: why(store, THINGS + "obstacle"),
    "timeline": timeline,
    "gaps": lambda store: gaps(store, only=("challenges", "single-source")),
    "stats": stats,
    "sources": sources,
}


@pytest.fixture(scope="module")
def malformed(tmp_path_factory):
    path = tmp_path_factory.mktemp("malformed") / "graph.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return open_store([str(path)])


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
@pytest.mark.parametrize("lookup", LOOKUPS.values(), ids=LOOKUPS)
def test_every_lookup_answers(malformed, lookup, form):
    assert render(lookup(malformed), form, "en", PLAIN)


def test_how_a_statement_is_made_is_told_without_a_passage_too(malformed):
    answer = describe(malformed, THINGS + "reform")
    (obstacle,) = (fact for fact in answer.outgoing if "obstacle" in str(fact.object))
    (claim,) = obstacle.claims
    assert (claim.modality, claim.passages, claim.speaker) == ("Required", (), None)
    assert "Required  no passage given" in render(answer, "table", "en", PLAIN)
    assert "| Required |" in render(answer, "md", "en", PLAIN)


def test_what_is_only_required_addresses_nothing_without_a_passage_too(malformed):
    (challenges,) = gaps(malformed, only=("challenges",)).groups
    assert [gap.subject.iri for gap in challenges.gaps] == [THINGS + "obstacle"]


def test_a_modality_that_the_model_does_not_know_is_shown_as_it_is(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(GRAPH.replace("sskg:Required", "sskg:Rumoured"), encoding="utf-8")
    answer = describe(open_store([str(path)]), THINGS + "reform")
    assert "Rumoured  no passage given" in render(answer, "table", "en", PLAIN)


def test_a_blank_label_is_none(malformed):
    assert describe(malformed, THINGS + "meeting").entity.label() == "meeting"


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "md"])
@pytest.mark.parametrize("lookup", ["describe", "relations", "paths", "why", "timeline"])
def test_no_format_shows_an_unproved_statement_as_a_fact(tmp_path, lookup, form):
    path = tmp_path / "graph.ttl"
    path.write_text(
        """@prefix : <https://w3id.org/sskg/id/> .
        @prefix sskg: <https://w3id.org/sskg/ontology#> .
        :reform a sskg:Reform ; sskg:resolves :obstacle ; sskg:start "2020" .
        :obstacle a sskg:Challenge .""",
        encoding="utf-8",
    )
    answer = LOOKUPS[lookup](open_store([str(path)]))
    assert "ithout a" in render(answer, form, "en", PLAIN)


def test_an_unproved_statement_closes_no_gap(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(
        """@prefix : <https://w3id.org/sskg/id/> .
        @prefix sskg: <https://w3id.org/sskg/ontology#> .
        :reform a sskg:Reform ; sskg:resolves :obstacle .
        :obstacle a sskg:Challenge .""",
        encoding="utf-8",
    )
    (challenges,) = gaps(open_store([str(path)]), only=("challenges",)).groups
    assert (challenges.count, challenges.checked) == (1, 1)
    assert challenges.gaps[0].detail["en"] == "only without a claim: reform"
