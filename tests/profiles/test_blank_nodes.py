"""Blank nodes are things, under names that hold between runs."""

import pytest

import sskg
from sskg.graph.blank import named, names_of
from sskg.model import Entity
from sskg.names import find, resolve
from sskg.questions.describe import describe
from sskg.questions.figures import figures
from sskg.store import open_store
from sskg.store.sparql import select
from sskg.view.page import Choice, network_of

PREFIXES = """
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix ex: <https://example.org/x/> .
"""
FIGURES = """
ex:i a sskg:Indicator ; skos:prefLabel "people covered"@en .
ex:ch a sskg:MeasuredChange ; skos:prefLabel "growth"@en ; sskg:indicator ex:i ;
  sskg:baseline {first} ; sskg:latest {last} ."""
BLANK = (
    "[ a sskg:Observation ; sskg:indicator ex:i ; sskg:value 790 ]",
    "[ a sskg:Observation ; sskg:indicator ex:i ; sskg:value 1040 ]",
)
X = "https://example.org/x/"


@pytest.fixture
def path(tmp_path):
    def written(turtle, name="graph.ttl"):
        file = tmp_path / name
        file.write_text(PREFIXES + turtle, encoding="utf-8")
        return str(file)

    return written


def test_figures_that_are_blank_are_compared_like_others(path):
    store = named(open_store([path(FIGURES.format(first=BLANK[0], last=BLANK[1]))]))
    (measurement,) = figures(store).measurements
    assert [end and end.value for end in (measurement.baseline, measurement.latest)] == [
        "790", "1040"
    ]  # fmt: skip


def test_a_blank_thing_is_found_and_shown_under_its_name(path):
    store = named(open_store([path('[] a sskg:Reform ; skos:prefLabel "blank reform"@en .')]))
    iri = resolve(store, "blank reform").entity.iri
    assert resolve(store, iri).entity.kinds == ("Reform",)
    assert describe(store, iri).entity.label() == "blank reform"


def test_names_hold_whatever_the_file_calls_the_nodes_and_in_whichever_order(path):
    one = path('_:a rdfs:label "x" ; ex:of _:b . _:b rdfs:label "y" ; ex:of ex:c .', "one.ttl")
    two = path('_:k ex:of ex:c ; rdfs:label "y" . _:z ex:of _:k ; rdfs:label "x" .', "two.ttl")
    names = [
        [match.entity.iri for text in ("x", "y") for match in find(store, text).matches]
        for store in (named(open_store([file])) for file in (one, two))
    ]
    assert names[0] == names[1]
    assert len(set(names[0])) == 2


def test_nodes_of_which_the_same_is_said_get_names_of_their_own_that_go_together(path):
    # Two chains that look alike: the names of the first ends must go with those of the second.
    store = named(open_store([path("[] ex:of [ ex:n 1 ] . [] ex:of [ ex:n 1 ] .")]))
    links = {
        (row["a"].value, row["b"].value)
        for row in select(store, "SELECT ?a ?b { ?a <https://example.org/x/of> ?b }")
    }
    again = named(open_store([path("_:q ex:n 1 . _:p ex:of _:q . [] ex:of [ ex:n 1 ] .")]))
    assert len(links) == 2
    assert links == {
        (row["a"].value, row["b"].value)
        for row in select(again, "SELECT ?a ?b { ?a <https://example.org/x/of> ?b }")
    }


def test_members_of_lists_have_no_names(path):
    store = open_store([path("ex:a ex:box ( 1 2 ) .")])
    rows = [(r["s"], r["p"], r["o"]) for r in select(store, "SELECT * { ?s ?p ?o }")]
    assert names_of(rows) == {}


def test_a_query_sees_the_blank_node_as_it_is(path):
    graph = sskg.open(path('[] rdfs:label "x" .'))
    assert bool(graph.store.query("ASK { ?s ?p ?o FILTER(ISBLANK(?s)) }"))


def test_the_view_and_networkx_have_blank_things(path):
    file = path('[] a ex:K ; rdfs:label "x" ; ex:of ex:b .')
    network = network_of(open_store([file]), Choice())
    assert sorted(thing.label("en") for thing in network.things) == ["b", "x"]
    assert len(network.statements) == 1
    graph = sskg.open(file).to_networkx()
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (2, 1)


def test_one_without_a_name_is_called_by_what_points_to_it(path):
    store = named(
        open_store([path('ex:a rdfs:label "office" ; ex:address [ ex:street "High" ] .')])
    )
    (fact,) = describe(store, X + "a").outgoing
    assert isinstance(fact.object, Entity)
    assert fact.object.label("en") == "office: address"
