"""The RDF 1.2 export, read again, shows the same evidence as the graph that it was made from."""

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, Triple

from sskg.api import Graph
from sskg.capabilities.table import ask
from sskg.check.gather import check
from sskg.export.annotated import write_annotated
from sskg.graph.annotations import rewritten
from sskg.graph.blank import with_names
from sskg.graph.facts import facts
from sskg.graph.scope import part
from sskg.graph.tables import Table
from sskg.pages import linked
from sskg.questions.stats import stats
from sskg.render.json import to_json
from sskg.store import open_store
from sskg.store.directory import verify
from sskg.store.loading import inputs, load

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
OURS = "https://w3id.org/sskg/ontology#"
X = "https://example.org/x/"
SMALL = f"""
PREFIX rdf: <{RDF}> PREFIX sskg: <{OURS}> PREFIX x: <{X}>
PREFIX oa: <http://www.w3.org/ns/oa#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
x:doc a sskg:SourceDocument ; skos:prefLabel "The report"@en .
x:p a sskg:Passage ; sskg:inDocument x:doc ; oa:start 3 ; oa:end 9 .
x:reform a sskg:Reform ; skos:prefLabel "Reform"@en .
x:goal a sskg:Goal ; skos:prefLabel "Goal"@en .
"""
STATED = """
x:reform sskg:contributesTo x:goal
    ~ x:c1 {| a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence x:p |}
    ~ x:c2 {| a sskg:Claim ; sskg:modality sskg:Required ; sskg:evidence x:p |} .
"""
UNSTATED = """
x:c3 a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence x:p ;
    rdf:reifies <<( x:reform sskg:concerns x:goal )>> .
"""


@pytest.fixture(scope="module", params=["file", "store"])
def read_again(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("annotated")
    path = folder / "graph.ttl"
    with path.open("wb") as stream:
        write_annotated(open_store([]), stream)
    if request.param == "file":
        return open_store([str(path)])
    load(folder / "store", inputs([str(path)]))
    return open_store([str(folder / "store")])


@pytest.fixture
def opened(tmp_path):
    def opened(text):
        path = tmp_path / "graph.ttl"
        path.write_text(text, encoding="utf-8")
        return open_store([str(path)])

    return opened


def lookup(store, capability, **values):
    return to_json(ask(capability, store, values))


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("show", {"name": "https://w3id.org/sskg/id/drug-procurement-normalization"}),
        ("show", {"name": "https://w3id.org/sskg/id/ten-years-s1a-c1"}),
        ("relations", {"name": "https://w3id.org/sskg/id/common-prosperity"}),
        ("why", {"name": "https://w3id.org/sskg/id/common-prosperity"}),
        ("path", {"start": "https://w3id.org/sskg/id/institutional-reform-2018",
                  "end": "https://w3id.org/sskg/id/common-prosperity"}),
        ("path", {"start": "https://w3id.org/sskg/id/institutional-reform-2018",
                  "end": "https://w3id.org/sskg/id/common-prosperity",
                  "modality": ["Reported"]}),
        ("gaps", {}),
        ("gaps", {"gap": ["single-source"]}),
        ("sources", {}),
        ("figures", {}),
        ("timeline", {}),
    ],
)  # fmt: skip
def test_packaged_graph_shows_the_same_evidence(read_again, name, values):
    told = lookup(open_store([]), name, **values)
    assert '"passages"' in str(told).replace("'", '"')
    assert lookup(read_again, name, **values) == told


def test_packaged_graph_has_the_same_counts(read_again):
    told, again = (lookup(store, "stats") for store in (open_store([]), read_again))
    for each in ("things", "links", "kinds", "relations", "modalities", "documents"):
        assert again[each] == told[each]


def test_packaged_graph_passes_the_same_checks(read_again):
    report, again = check(open_store([])), check(read_again)
    assert (again.claims, again.statements) == (report.claims, report.statements)
    assert [finding for finding in again.findings if finding.severity == "violation"] == []


@pytest.mark.parametrize("name", ["goals", "directives", "reforms", "outcomes", "single-source"])
def test_named_queries_have_the_same_rows(read_again, name):
    def rows(store):
        table = Graph(store).query(name)
        assert isinstance(table, Table)
        return sorted(map(str, table.to_pandas().to_numpy().tolist()))

    told = rows(open_store([]))
    assert len(told) > 1
    assert rows(read_again) == told


def test_the_rdf_of_a_thing_has_its_claims_in_every_format(read_again):
    iri = "https://w3id.org/sskg/id/drug-procurement-normalization"
    triples = linked.about_thing(with_names(read_again), iri)
    assert set(triples) == set(linked.about_thing(open_store([]), iri))
    assert b"ten-years-s20a-c2" in linked.written(triples, "jsonld")


def test_each_annotation_is_a_claim_with_its_passage(opened):
    (fact,) = facts(with_names(opened(SMALL + STATED)), subjects=[X + "reform"])
    assert [(claim.iri, claim.modality) for claim in fact.claims] == [
        (X + "c1", "Reported"), (X + "c2", "Required")]  # fmt: skip
    assert [passage.reference for passage in fact.claims[0].passages] == ["doc:3-9"]


def test_what_is_only_reified_is_no_statement(opened):
    store = with_names(opened(SMALL + STATED + UNSTATED))
    assert [fact.predicate.iri for fact in facts(store, subjects=[X + "reform"])] == [
        OURS + "contributesTo"
    ]
    broken = {finding.check for finding in check(opened(SMALL + UNSTATED)).findings}
    assert "claim-not-asserted" in broken


def test_claims_in_both_forms_count_once(opened):
    both = "x:c1 rdf:subject x:reform ; rdf:predicate sskg:contributesTo ; rdf:object x:goal ."
    told = lookup(opened(SMALL + STATED + both), "stats")
    assert [(count["statements"], count["claims"]) for count in told["relations"]] == [(1, 2)]
    (fact,) = facts(with_names(opened(SMALL + STATED + both)), subjects=[X + "reform"])
    assert [claim.iri for claim in fact.claims] == [X + "c1", X + "c2"]


def test_part_of_a_graph_keeps_its_annotations(opened):
    store = with_names(part(opened(SMALL + STATED), modalities=["Required"]))
    (fact,) = facts(store, subjects=[X + "reform"])
    assert [claim.iri for claim in fact.claims] == [X + "c2"]


def test_a_readers_query_is_asked_as_it_is(opened):
    store = opened(SMALL + STATED)
    assert not store.query("ASK { ?claim rdf:subject ?s }")
    assert store.query("ASK { ?claim rdf:reifies ?t }")


def test_nested_triple_terms_are_read_past(opened):
    nested = "x:c4 rdf:reifies <<( x:goal x:noted <<( x:reform x:a x:b )>> )>> ; x:by x:someone ."
    (fact,) = facts(with_names(opened(SMALL + STATED + nested)), subjects=[X + "reform"])
    assert len(fact.claims) == 2


@pytest.mark.parametrize("query", [
    "SELECT * { VALUES ?s { <urn:s> } ?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }",
    "SELECT * { ?c rdf:object ?o ; rdf:subject ?s ; rdf:predicate <urn:p> ; sskg:modality ?m }",
    "SELECT * { { ?c rdf:predicate ?p } UNION { ?c rdf:subject ?s ; a ?t } }",
])  # fmt: skip
def test_queries_find_the_same_in_each_form(query):
    claim, (s, p, o) = NamedNode("urn:c"), (NamedNode("urn:" + each) for each in "spo")
    rest = [Quad(claim, NamedNode(OURS + "modality"), Literal("m")), Quad(s, p, o),
            Quad(claim, NamedNode(RDF + "type"), NamedNode("urn:t"))]  # fmt: skip
    ends = {"subject": s, "predicate": p, "object": o}
    parts = [Quad(claim, NamedNode(RDF + name), end) for name, end in ends.items()]
    annotation = [Quad(claim, NamedNode(RDF + "reifies"), Triple(s, p, o))]

    def rows(quads, text):
        store = pyoxigraph.Store()
        store.extend(rest + quads)
        names = {"rdf": RDF, "sskg": OURS}
        answer = store.query(text, prefixes=names)
        assert isinstance(answer, pyoxigraph.QuerySolutions)
        asked = [each.value for each in answer.variables if not each.value.startswith("part")]
        return sorted(str([row[name] for name in sorted(asked)]) for row in answer)

    told = rows(parts, query)
    assert told
    assert rows(annotation, rewritten(query, both=False)) == told
    for mixed in (parts, annotation, parts + annotation):
        assert rows(mixed, rewritten(query, both=True)) == told


def test_a_store_on_disk_holds_annotations_in_parts_too(tmp_path):
    """By the parts of triple terms, the engine reads all of them: gaps of 85,000 never ended."""
    path = tmp_path / "graph.ttl"
    path.write_text(SMALL + STATED + UNSTATED, encoding="utf-8")
    load(tmp_path / "store", inputs([str(path)]))
    store = open_store([str(tmp_path / "store")])
    # As given: 2 + 4 + 2 + 2 of SMALL, one statement and two claims of four, a claim of four.
    assert store.loaded == 10 + 1 + 2 * 4 + 4
    assert with_names(store).size == store.loaded + 3 * 2
    assert not with_names(store).query("ASK { ?c rdf:reifies ?t }")
    assert stats(with_names(store)).profiled.triples == 23
    assert verify(tmp_path / "store") == []
    assert [len(fact.claims) for fact in facts(with_names(store), subjects=[X + "reform"])] == [2]
