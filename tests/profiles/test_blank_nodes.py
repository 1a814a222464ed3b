"""Blank nodes are things, under names that hold between runs."""

import io

import pytest
from pyoxigraph import RdfFormat
from tests.store.conftest import served

import sskg
from sskg.errors import StoreUnavailable
from sskg.export.formats import write
from sskg.graph.blank import with_names
from sskg.model import Entity, Value
from sskg.names import find, resolve
from sskg.questions.describe import describe
from sskg.questions.figures import figures
from sskg.rdf.blank import names_of
from sskg.rdf.terms import naming
from sskg.store import open_store
from sskg.store.directory import verify
from sskg.store.loading import building, inputs, load
from sskg.store.sparql import select
from sskg.view.choice import Choice
from sskg.view.page import network_of

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
    store = with_names(open_store([path(FIGURES.format(first=BLANK[0], last=BLANK[1]))]))
    (measurement,) = figures(store).measurements
    assert [end and end.value for end in (measurement.baseline, measurement.latest)] == [
        "790", "1040"
    ]  # fmt: skip


def test_a_blank_thing_is_found_and_shown_under_its_name(path):
    store = with_names(open_store([path('[] a sskg:Reform ; skos:prefLabel "blank reform"@en .')]))
    iri = resolve(store, "blank reform").entity.iri
    assert resolve(store, iri).entity.kinds == ("Reform",)
    assert describe(store, iri).entity.label() == "blank reform"


def test_names_hold_whatever_the_file_calls_the_nodes_and_in_whichever_order(path):
    one = path('_:a rdfs:label "x" ; ex:of _:b . _:b rdfs:label "y" ; ex:of ex:c .', "one.ttl")
    two = path('_:k ex:of ex:c ; rdfs:label "y" . _:z ex:of _:k ; rdfs:label "x" .', "two.ttl")
    names = [
        [match.entity.iri for text in ("x", "y") for match in find(store, text).matches]
        for store in (with_names(open_store([file])) for file in (one, two))
    ]
    assert names[0] == names[1]
    assert len(set(names[0])) == 2


def test_nodes_of_which_the_same_is_said_get_names_of_their_own_that_go_together(path):
    # Two chains that look alike: the names of the first ends must go with those of the second.
    store = with_names(open_store([path("[] ex:of [ ex:n 1 ] . [] ex:of [ ex:n 1 ] .")]))
    links = {
        (row["a"].value, row["b"].value)
        for row in select(store, "SELECT ?a ?b { ?a <https://example.org/x/of> ?b }")
    }
    again = with_names(open_store([path("_:q ex:n 1 . _:p ex:of _:q . [] ex:of [ ex:n 1 ] .")]))
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
    store = with_names(
        open_store([path('ex:a rdfs:label "office" ; ex:address [ ex:street "High" ] .')])
    )
    (fact,) = describe(store, X + "a").outgoing
    assert isinstance(fact.object, Entity)
    assert fact.object.label("en") == "office: address"


THINGS = (
    FIGURES.format(first=BLANK[0], last=BLANK[1])
    + """
[] a sskg:Reform ; skos:prefLabel "blank reform"@en .
ex:org a schema:Organization ; schema:name "The Org" ;
  schema:address [ a schema:PostalAddress ; schema:name "Seat" ; schema:postalCode "123" ] ;
  schema:event [ a schema:Event ; schema:name "Opening" ; schema:startDate "2020-05-01" ] ."""
)
SCHEMA = "@prefix schema: <http://schema.org/> ."
ASKED = {
    "list": lambda graph: graph.list(),
    "list, of a kind": lambda graph: graph.list("Observation"),
    "find": lambda graph: graph.find("opening"),
    "show": lambda graph: graph.show("Opening"),
    "show what holds it": lambda graph: graph.show(X + "org"),
    "figures": lambda graph: graph.figures(),
    "timeline": lambda graph: graph.timeline(),
    "stats": lambda graph: graph.stats().things,
    "relations": lambda graph: graph.relations(X + "org", hops=2),
    "path": lambda graph: graph.path(X + "org", "Seat"),
    "networkx": lambda graph: sorted(graph.to_networkx().nodes),
    "contains": lambda graph: ("blank reform" in graph, graph.iri("blank reform"), len(graph)),
}


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """The same graph as a file, as a store on disk and behind an endpoint."""
    folder = tmp_path_factory.mktemp("kept")
    file = folder / "graph.ttl"
    file.write_text(PREFIXES + SCHEMA + THINGS, encoding="utf-8")
    load(folder / "store", inputs([str(file)]))
    with served("oxigraph", [file], folder) as address:
        yield {
            "file": sskg.open(file),
            "store": sskg.open(folder / "store"),
            "endpoint": sskg.open(address),
        }


@pytest.mark.parametrize("place", ["store", "endpoint"])
@pytest.mark.parametrize("question", ASKED.values(), ids=ASKED)
def test_a_store_and_an_endpoint_answer_as_the_file_does(kept, question, place):
    assert question(kept[place]) == question(kept["file"])


def test_what_the_file_says_is_all_there(kept):
    # An indicator, a change, two observations, a reform, an organization, a seat, an event.
    assert all(len(graph) == 8 for graph in kept.values())
    (measurement,) = kept["store"].figures().measurements
    assert (measurement.baseline.value, measurement.latest.value) == ("790", "1040")


@pytest.mark.parametrize("place", ["store", "endpoint"])
def test_exports_and_the_view_hold_them(kept, place):
    streams = {each: io.BytesIO() for each in (place, "file")}
    for each, stream in streams.items():
        write(kept[each].store, [stream], "graphml")
    assert streams[place].getvalue().count(b"<node") == 8
    assert streams[place].getvalue().count(b"<edge") == streams["file"].getvalue().count(b"<edge")
    assert "Opening" in kept[place].view().html


def test_a_graph_beyond_the_bound_is_not_read_whole(kept, monkeypatch):
    monkeypatch.setattr("sskg.graph.blank.FEW", 5)
    endpoint = sskg.open(kept["endpoint"].store.location)
    assert "blank reform" not in endpoint
    assert "Seat" in str(endpoint.show(X + "org"))


def test_a_store_counts_blank_nodes_that_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(building, "MOST_NAMED", 5)
    file = tmp_path / "graph.ttl"
    file.write_text(PREFIXES + SCHEMA + THINGS, encoding="utf-8")
    manifest = building.build(_job(file, tmp_path / "g-1"), lambda _: None)
    # Two observations and a reform of three and two triples, and two that point to the former;
    # a seat and an event of three, and two that point to them.
    assert manifest.blank == 3 + 3 + 2 + 2 + 3 + 3 + 2


def _job(file, generation):
    generation.mkdir()
    source = {"place": str(file), "path": str(file), "format": ".ttl", "packed": "",
              "descriptor": None}  # fmt: skip
    return {"generation": str(generation), "inputs": [source], "merge": False, "imports": False,
            "digest": False, "profile": None}  # fmt: skip


def test_named_graphs_stay_apart_where_blank_nodes_are_named(tmp_path):
    file = tmp_path / "graph.trig"
    file.write_text(
        PREFIXES + 'ex:g { [] rdfs:label "in a graph" . } [] rdfs:label "in none" .',
        encoding="utf-8",
    )
    assert [each.label() for each in sskg.open(file, graphs_apart=True)] == ["in none"]
    assert sorted(each.label() for each in sskg.open(file)) == ["in a graph", "in none"]


INSIDE = """
ex:org schema:name "The Org" ;
  schema:address [ a schema:PostalAddress ; schema:name "Seat" ; schema:postalCode "123" ] ;
  schema:review [ schema:author ex:me ; schema:about [ ex:deep 1 ] ] ;
  schema:member [] ; schema:rating ( 1 2 ) , ( 3 ) .
"""


def test_where_they_have_no_names_they_are_told_inside_what_holds_them(path, monkeypatch, tmp_path):
    load(tmp_path / "store", inputs([path(SCHEMA + INSIDE)]))
    graph = sskg.open(tmp_path / "store")
    monkeypatch.setattr(graph.store, "with_names", None)
    with naming(graph.store.prologue.prefixes):
        shown = describe(graph.store, X + "org").outgoing
    told = [(f.predicate.curie, f.object.text) for f in shown if isinstance(f.object, Value)]
    assert told == [
        ("schema:address", "Seat (PostalAddress; postalCode: 123)"),
        ("schema:member", "[ ]"),
        ("schema:rating", "( 1 … )"),
        ("schema:rating", "( 3 )"),
        ("schema:review", "[ about: [ … ]; author: ex:me ]"),
    ]
    assert "Seat (PostalAddress" in graph.text(graph.relations(X + "org"))


@pytest.mark.parametrize("hops", [1, 2])
def test_a_view_around_a_thing_that_holds_one_without_a_name(kept, monkeypatch, tmp_path, hops):
    load(tmp_path / "store", inputs(kept["file"].graphs))
    graph = sskg.open(tmp_path / "store")
    monkeypatch.setattr(graph.store, "with_names", None)
    assert "people covered" in graph.view(names=["growth"], hops=hops).html


@pytest.mark.parametrize(
    ("form", "blocks", "blank"), [
        (RdfFormat.N_TRIPLES, [b"<a> <b> _", b":c .\n"], True),
        (RdfFormat.N_TRIPLES, [b'<a> <b> "[x]" .\n', b"_", b"x", b":"], False),
        (RdfFormat.TURTLE, [b"<a> <b> ", b"[ <c> 1 ] ."], True),
        (RdfFormat.TURTLE, [b"<a> <b> ( 1 2 ) ."], False),
        (RdfFormat.JSON_LD, [b"{}"], True),
    ],
)  # fmt: skip
def test_a_load_sees_that_there_may_be_blank_nodes(form, blocks, blank):
    """Without a look at every triple, which took a quarter of a load's time."""
    rest = iter(blocks)

    class Stream(io.BytesIO):
        def read(self, _size=-1):
            return next(rest)

    tally = building.Tally(lambda _: None)
    counted = building.Counted(Stream(), io.BytesIO(), form, tally)
    for _ in blocks:
        counted.read(9)
    assert tally.blank is blank


def test_a_damaged_copy_with_names_is_told(kept, tmp_path):
    load(tmp_path / "store", inputs(kept["file"].graphs))
    assert verify(tmp_path / "store") == []
    (table,) = next(tmp_path.glob("store/g-*/named")).glob("MANIFEST-*")
    table.write_bytes(table.read_bytes()[:-1] + b"!")
    assert [problem.partition(":")[0] for problem in verify(tmp_path / "store")] == [
        f"named/{table.name}"
    ]
    with pytest.raises(StoreUnavailable, match="damaged"):
        open_store([str(tmp_path / "store")])
