"""What other tools read from an export, with their own readers.

The graph is tests/data/exported.ttl; :gaps hinders :fairness is claimed there, but not stated.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple

from sskg.errors import RequestError, UnwritableOutput
from sskg.export.formats import FORMATS, export, format_of
from sskg.language.message import verbatim
from sskg.rdf.files import load
from sskg.rdf.terms import OURS, Prologue
from sskg.store import Store, open_store
from sskg.store.embedded import EmbeddedStore

GRAPH = Path(__file__).resolve().parent.parent / "data" / "exported.ttl"
ID = "https://w3id.org/sskg/id/"
SSKG = "https://w3id.org/sskg/ontology#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.fixture(scope="module")
def graph() -> Store:
    return open_store([str(GRAPH)])


def dataset(quads: Any) -> Dataset:
    found = Dataset(quads)
    found.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return found


@pytest.mark.parametrize("suffix", [".ttl", ".nt", ".jsonld", ".rdf"])
@pytest.mark.parametrize("which", ["exported", "packaged"])
def test_a_round_trip_gives_the_same_graph(tmp_path, graph, packaged, suffix, which):
    store = graph if which == "exported" else packaged
    (path,) = export(store, tmp_path / f"graph{suffix}", format_of(Path(f"graph{suffix}")))
    again = load([path])
    source = load([GRAPH]) if which == "exported" else None
    if source is not None:
        assert dataset(again) == dataset(source)
    answer = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(answer, pyoxigraph.QueryTriples)
    expected = {(t.subject, t.predicate, t.object) for t in answer}
    assert {(q.subject, q.predicate, q.object) for q in again} == expected


def test_rdflib_reads_turtle_as_the_same_graph(tmp_path, graph):
    import rdflib
    from rdflib.compare import isomorphic

    (path,) = export(graph, tmp_path / "graph.ttl", "ttl")
    assert isomorphic(rdflib.Graph().parse(path), rdflib.Graph().parse(GRAPH))


def unreified(path: Path) -> Dataset:
    """Read RDF 1.2 and say each claim as RDF 1.1 does."""
    quads = []
    for quad in pyoxigraph.parse(path=path, format=RdfFormat.TURTLE):
        if isinstance(quad.object, Triple):
            assert quad.predicate == NamedNode(RDF + "reifies")
            for name in ("subject", "predicate", "object"):
                part = getattr(quad.object, name)
                quads.append(Quad(quad.subject, NamedNode(RDF + name), part))
        else:
            quads.append(quad)
    return dataset(quads)


def test_annotations_say_the_same_graph(tmp_path, graph):
    (path,) = export(graph, tmp_path / "graph.ttl", "annotated")
    assert unreified(path) == dataset(pyoxigraph.parse(path=GRAPH))


def test_the_packaged_graph_comes_back_from_its_annotations(tmp_path, packaged):
    (path,) = export(packaged, tmp_path / "graph.ttl", "annotated")
    answer = packaged.query("CONSTRUCT WHERE { ?s ?p ?o }")
    expected = {(t.subject, t.predicate, t.object) for t in answer}
    store = pyoxigraph.Store()
    store.extend(unreified(path))
    assert {(q.subject, q.predicate, q.object) for q in store} == expected


def test_a_claim_annotates_its_triple_in_its_own_line(tmp_path, graph):
    (path,) = export(graph, tmp_path / "graph.ttl", "annotated")
    lines = path.read_text(encoding="utf-8").splitlines()
    stated = [line for line in lines if "sskg:resolves id:gaps ~ id:text-s1-c1 {|" in line]
    assert len(stated) == 1
    assert "sskg:modality sskg:Reported" in stated[0]


def test_what_is_claimed_but_not_stated_is_not_stated_by_its_annotation(tmp_path, graph):
    (path,) = export(graph, tmp_path / "graph.ttl", "annotated")
    hinders = Quad(NamedNode(ID + "gaps"), NamedNode(SSKG + "hinders"), NamedNode(ID + "fairness"))
    assert hinders not in Dataset(pyoxigraph.parse(path=path))


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_networkx_reads_labels_kinds_dates_and_claims(tmp_path, graph, form):
    import networkx as nx

    (path,) = export(graph, tmp_path / f"graph.{form}", form)
    network = nx.read_graphml(path) if form == "graphml" else nx.read_gexf(path)
    assert set(network.nodes) == {ID + slug for slug in ("pooling", "gaps", "fairness", "text")}
    pooling = network.nodes[ID + "pooling"]
    assert pooling["label"] == 'pooling <b>&amp; "sharing"'
    assert pooling["label_zh"] == "基金统筹"
    assert (pooling["kind"], pooling["start"]) == ("Reform", "2018")
    assert network.nodes[ID + "fairness"]["label"] == "公平 [zh]"
    assert network.is_directed()
    edges = {(s, t, d["predicate"]): d for s, t, d in network.edges(data=True)}
    assert set(edges) == {
        (ID + "pooling", ID + "gaps", "sskg:resolves"),
        (ID + "pooling", ID + "fairness", "sskg:contributesTo"),
    }
    resolves = edges[ID + "pooling", ID + "gaps", "sskg:resolves"]
    assert resolves["modality"] == "Reported Required"
    assert resolves["claims"] == "id:text-s1-c1 id:text-s1-c2"
    assert "modality" not in edges[ID + "pooling", ID + "fairness", "sskg:contributesTo"]


def test_two_relations_between_the_same_things_stay_two(tmp_path):
    import networkx as nx

    store = pyoxigraph.Store()
    store.load(
        input=f"""@prefix : <{ID}> . @prefix s: <{SSKG}> .
        :a a s:Reform ; s:resolves :b ; s:addresses :b . :b a s:Challenge .""",
        format=RdfFormat.TURTLE,
    )
    for form in ("graphml", "gexf"):
        (path,) = export(EmbeddedStore(store, "two"), tmp_path / f"two.{form}", form)
        network = nx.read_graphml(path) if form == "graphml" else nx.read_gexf(path)
        assert network.number_of_edges() == 2


@pytest.mark.parametrize(
    ("form", "node", "edge"),
    [
        ("neo4j", ("iri:ID", "label", ":LABEL"), (":START_ID", ":END_ID", ":TYPE")),
        ("gephi", ("Id", "Label", "Kinds"), ("Source", "Target", "Relation")),
    ],
)
def test_tables_have_the_headers_that_their_tool_expects(tmp_path, graph, form, node, edge):
    nodes, edges = export(graph, tmp_path / "graph.csv", form)
    assert (nodes.name, edges.name) == ("graph-nodes.csv", "graph-edges.csv")
    with nodes.open(encoding="utf-8", newline="") as stream:
        things = {row[node[0]]: row for row in csv.DictReader(stream)}
    with edges.open(encoding="utf-8", newline="") as stream:
        relations = [tuple(row[name] for name in edge) for row in csv.DictReader(stream)]
    assert things[ID + "gaps"][node[1]] == "gaps, with a comma"
    assert things[ID + "pooling"][node[2]] == "Reform"
    assert things[ID + "fairness"]["definition_en"] == "Equal\nchances."
    assert sorted(relations) == [
        (ID + "pooling", ID + "fairness", "contributesTo"),
        (ID + "pooling", ID + "gaps", "resolves"),
    ]


def test_cytoscape_reads_elements(tmp_path, graph):
    (path,) = export(graph, tmp_path / "graph.cyjs", "cytoscape")
    elements = json.loads(path.read_text(encoding="utf-8"))["elements"]
    assert {node["data"]["id"] for node in elements["nodes"]} == {
        ID + slug for slug in ("pooling", "gaps", "fairness", "text")
    }
    assert {(e["data"]["source"], e["data"]["target"]) for e in elements["edges"]} == {
        (ID + "pooling", ID + "gaps"),
        (ID + "pooling", ID + "fairness"),
    }


HOSTILE = '"]]><script>\x01\x1b[31m\u202e</data>\ufffe'


@pytest.mark.parametrize("form", ["graphml", "gexf", "cytoscape"])
def test_hostile_labels_do_not_break_a_file(tmp_path, form):
    import networkx as nx

    store = pyoxigraph.Store()
    thing = NamedNode(ID + "a")
    store.add(Quad(thing, NamedNode(RDF + "type"), NamedNode(SSKG + "Goal")))
    label = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    store.add(Quad(thing, label, pyoxigraph.Literal(HOSTILE, language="en")))
    (path,) = export(EmbeddedStore(store, "hostile"), tmp_path / "graph", form)
    if form == "cytoscape":
        data = json.loads(path.read_text(encoding="utf-8"))["elements"]["nodes"][0]["data"]
        assert data["label"] == HOSTILE
        return
    network = nx.read_graphml(path) if form == "graphml" else nx.read_gexf(path)
    assert network.nodes[ID + "a"]["label"] == '"]]><script>��[31m\u202e</data>�'


@pytest.mark.parametrize("form", FORMATS)
def test_a_store_that_fails_midway_leaves_the_file_that_was_there(tmp_path, form):
    from sskg.errors import StoreUnavailable

    class Failing(EmbeddedStore):
        def query(self, text: str, prologue: Prologue = OURS) -> Any:
            raise StoreUnavailable(verbatim("gone"))

    names = ("graph-nodes.csv", "graph-edges.csv") if form in {"neo4j", "gephi"} else ("graph.x",)
    for name in names:
        (tmp_path / name).write_text("before")
    with pytest.raises(StoreUnavailable):
        export(Failing(pyoxigraph.Store(), "failing"), tmp_path / "graph.x", form)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert {path.read_text() for path in tmp_path.iterdir()} == {"before"}


def test_a_folder_that_is_not_there_is_an_error(tmp_path, graph):
    with pytest.raises(UnwritableOutput):
        export(graph, tmp_path / "none" / "graph.ttl", "ttl")


def test_a_suffix_that_names_no_format_is_an_error():
    with pytest.raises(RequestError, match="docx"):
        format_of(Path("graph.docx"))


@pytest.mark.parametrize(
    ("predicate", "text"), [("http://e/1/", "x"), ("http://e/2018", "x"), ("http://e/p", "a\x01b")]
)
def test_what_xml_cannot_say_is_an_error(tmp_path, predicate, text):
    store = pyoxigraph.Store()
    store.add(Quad(NamedNode("http://e/a"), NamedNode(predicate), pyoxigraph.Literal(text)))
    with pytest.raises(UnwritableOutput, match="cannot say"):
        export(EmbeddedStore(store, "odd"), tmp_path / "graph.rdf", "rdf")
    assert list(tmp_path.iterdir()) == []


def test_a_range_keeps_both_ends_in_a_table(tmp_path, whole):
    # Article 88 of the Social Insurance Law: 二倍以上五倍以下.
    nodes, _ = export(whole, tmp_path / "graph.csv", "gephi")
    with nodes.open(encoding="utf-8", newline="") as stream:
        rows = {row["curie"]: row for row in csv.DictReader(stream)}
    (fine,) = (row for curie, row in rows.items()
               if curie.startswith("id:fine-benefit-fraud") and row["value"])  # fmt: skip
    assert (float(fine["value"]), float(fine["upper_value"])) == (2, 5)
