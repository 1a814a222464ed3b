"""Where a statement comes from, as far as other vocabularies name it: forms and traps."""

import pytest
from tests.store.conftest import served

from sskg.graph.blank import with_names
from sskg.graph.facts import facts
from sskg.graph.proof import SOURCED, UNPROVED, backing_cells, proof, source_words, strength
from sskg.graph.reading import reading
from sskg.model import Value
from sskg.questions.stats import stats
from sskg.questions.why import why
from sskg.rdf.terms import PREFIXES as KNOWN
from sskg.rdf.terms import naming
from sskg.store import open_store
from sskg.store.loading import inputs, load
from sskg.view import packing
from sskg.view.material import STRENGTHS
from sskg.view.network import build
from sskg.view.reading import read

X = "https://example.org/x/"
WD = "http://www.wikidata.org/entity/"
PREFIXES = """
PREFIX x: <https://example.org/x/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX oio: <http://www.geneontology.org/formats/oboInOwl#>
PREFIX dc: <http://purl.org/dc/elements/1.1/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX pav: <http://purl.org/pav/>
PREFIX schema: <http://schema.org/>
PREFIX schemas: <https://schema.org/>
PREFIX np: <http://www.nanopub.org/nschema#>
PREFIX sskg: <https://w3id.org/sskg/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX wd: <http://www.wikidata.org/entity/>
PREFIX wds: <http://www.wikidata.org/entity/statement/>
PREFIX wdref: <http://www.wikidata.org/reference/>
PREFIX wdt: <http://www.wikidata.org/prop/direct/>
PREFIX p: <http://www.wikidata.org/prop/>
PREFIX ps: <http://www.wikidata.org/prop/statement/>
PREFIX pr: <http://www.wikidata.org/prop/reference/>
PREFIX wikibase: <http://wikiba.se/ontology#>
"""
THINGS = """
x:scheme rdfs:label "Scheme"@en ; x:covers x:workers ; x:near x:other .
x:workers rdfs:label "Workers"@en .
x:other rdfs:label "Other"@en .
x:book rdfs:label "Yearbook"@en .
"""
REIFIED = """
[] a rdf:Statement ; rdf:subject x:scheme ; rdf:predicate x:covers ; rdf:object x:workers ; """
AXIOM = """
[] a owl:Axiom ; owl:annotatedSource x:scheme ; owl:annotatedProperty x:covers ;
    owl:annotatedTarget x:workers ; """
NANOPUBLICATION = """
x:head { x:np a np:Nanopublication ; np:hasAssertion x:assertion ; np:hasProvenance x:provenance ;
         np:hasPublicationInfo x:info . }
x:assertion { x:drug x:treats x:disease . }
x:provenance { x:assertion prov:wasDerivedFrom x:paper ; prov:wasAttributedTo x:carol . }
x:info { x:np prov:wasAttributedTo x:dave . x:drug x:madeBy x:firm . }
"""
WIKIDATA = """
wd:Q1 rdfs:label "Fund"@en ; wdt:P17 wd:Q2 ; wdt:P1082 "7"^^xsd:decimal ; wdt:P36 wd:Q3 ;
    p:P17 wds:one , wds:old ; p:P1082 wds:two ; p:P36 wds:three .
wds:one a wikibase:Statement ; wikibase:rank wikibase:NormalRank ; ps:P17 wd:Q2 ;
    prov:wasDerivedFrom wdref:a , wdref:b .
wds:old a wikibase:Statement ; wikibase:rank wikibase:DeprecatedRank ; ps:P17 wd:Q2 ;
    prov:wasDerivedFrom wdref:c .
wds:two a wikibase:Statement ; ps:P1082 "7"^^xsd:decimal ; prov:wasDerivedFrom wdref:c .
wds:three a wikibase:Statement ; ps:P36 wd:Q3 .
wdref:a a wikibase:Reference ; pr:P248 wd:Q9 ; pr:P854 <https://enc.example/fund> ;
    pr:P813 "2020-02-03T00:00:00Z"^^xsd:dateTime .
wdref:b a wikibase:Reference ; pr:P813 "2021-01-01T00:00:00Z"^^xsd:dateTime .
wdref:c a wikibase:Reference ; pr:P143 wd:Q328 .
wd:Q9 rdfs:label "Encyclopaedia"@en .
"""


@pytest.fixture(autouse=True)
def shown():
    """Show names with the prefixes of these graphs, as the command line does."""
    with naming({**KNOWN, "x": X}):
        yield


@pytest.fixture
def write(tmp_path):
    def written(text, suffix="ttl"):
        path = tmp_path / f"graph.{suffix}"
        path.write_text(PREFIXES + text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def graph(write):
    return lambda text, suffix="ttl": with_names(open_store([str(write(text, suffix))]))


def told(store, iri=X + "scheme"):
    """Return the words on the sources of each statement about a thing, by the property's name."""
    return {
        fact.predicate.iri.removeprefix(X): sorted(
            source_words(source, "en") for claim in fact.claims for source in claim.sources
        )
        for fact in facts(store, subjects=[iri])
    }


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("dcterms:source x:book", "source: Yearbook (x:book)"),
        ("dc:source 'oral tradition'", "source: oral tradition"),
        ("prov:wasDerivedFrom <https://stat.example/page>", "source: https://stat.example/page"),
        ("prov:hadPrimarySource x:book", "source: Yearbook (x:book)"),
        ("prov:wasQuotedFrom x:book", "source: Yearbook (x:book)"),
        ("prov:wasAttributedTo x:carol", "ascribed to: x:carol"),
        ("schema:citation x:book", "source: Yearbook (x:book)"),
        ("schemas:isBasedOn x:book", "source: Yearbook (x:book)"),
        ("pav:derivedFrom x:book", "source: Yearbook (x:book)"),
        (
            "pav:retrievedFrom x:book ; pav:retrievedOn '2014-04-09T10:00:00Z'",
            "source: Yearbook (x:book), retrieved 2014-04-09",
        ),
    ],
)
def test_a_reified_statement_and_an_annotation_name_their_source(graph, said, words):
    for text in (
        f"{THINGS} {REIFIED} {said} .",
        f"{THINGS} x:scheme x:covers x:workers {{| {said} |}} .",
        f"{THINGS} x:scheme x:covers x:workers ~ x:this . x:this {said} .",
        f"{THINGS} {AXIOM} {said} .",
    ):
        assert told(graph(text)) == {"covers": [words], "near": []}


def test_several_sources_and_several_claims_are_all_told(graph):
    text = f"{THINGS} {REIFIED} dcterms:source 'a', 'b' . {REIFIED} dcterms:source 'c' ."
    assert told(graph(text))["covers"] == ["source: a", "source: b", "source: c"]


def test_a_statement_with_a_source_is_neither_proved_nor_without_a_claim(graph):
    covers, near = facts(graph(f"{THINGS} {REIFIED} dc:source 'a' ."), subjects=[X + "scheme"])
    assert (strength(covers), strength(near)) == (SOURCED, UNPROVED)
    assert covers.modality == ""
    assert all(claim.passages == () for claim in covers.claims)
    ((modality, _, _, passage, words, _),) = proof(covers.claims, "en")
    assert (modality, passage, words) == ("With a source", "", "source: a")
    assert backing_cells(covers, "zh")[0][0] == "有来源"
    assert backing_cells(near, "en")[0][0] == "without a claim"


def test_what_is_reified_and_not_stated_is_not_shown_as_stated(graph):
    for text in (
        REIFIED.replace("x:covers", "x:harms") + " dc:source 'a' .",
        "<< x:scheme x:harms x:workers >> dc:source 'a' .",
        REIFIED.replace("x:covers", "x:near") + " dc:source 'a' .",
    ):
        store = graph(THINGS + text)
        assert told(store) == {"covers": [], "near": []}
        assert [row.claims for row in stats(store).relations] == []


def test_a_reifier_is_no_thing_that_uses_its_source(graph):
    store = graph(THINGS + "x:scheme x:covers x:workers {| dcterms:source x:book |} .")
    assert facts(store, objects=[X + "book"]) == []


def test_nested_triple_terms_and_blank_sources_are_read(graph):
    nested = "<< x:scheme x:covers <<( x:a x:b x:c )>> >> dcterms:source x:book ."
    blank = "x:scheme x:covers x:workers {| dcterms:source [ rdfs:label 'Minutes' ] |} ."
    (words,) = told(graph(THINGS + nested + blank))["covers"]
    assert words.startswith("source: Minutes (blank:")


def test_a_source_of_a_thing_is_none_of_its_statements(graph):
    store = graph(
        THINGS + "x:scheme dcterms:source x:book . x:st rdf:reifies <<( x:a x:b x:c )>> ."
    )
    assert told(store)["covers"] == []
    assert not reading(store).makes_claims(store)


def test_a_nanopublication_names_the_source_of_its_assertion_alone(graph):
    store = graph(NANOPUBLICATION, "trig")
    assert {key: len(value) for key, value in told(store, X + "drug").items()} == {
        "treats": 2, "madeBy": 0}  # fmt: skip
    (treats,) = facts(store, subjects=[X + "drug"], predicates=[X + "treats"])
    (claim,) = treats.claims
    assert claim.iri == X + "assertion"
    assert {(_name(each.place), each.ascribed) for each in claim.sources} == {
        (X + "paper", False), (X + "carol", True)}  # fmt: skip
    assert reading(store).makes_claims(store)


def _name(place):
    return place.text if isinstance(place, Value) else place.iri


def test_wikidata_names_the_references_of_what_it_states(graph):
    store = graph(WIKIDATA)
    direct = "http://www.wikidata.org/prop/direct/"
    assert told(store, WD + "Q1") == {
        # The deprecated statement's reference is none of the truthy one's, nor is one with a date
        # alone.
        direct + "P17": ["source: Encyclopaedia (wd:Q9), retrieved 2020-02-03",
                         "source: https://enc.example/fund, retrieved 2020-02-03"],
        direct + "P1082": ["source: wd:Q328"],
        direct + "P36": [],
    }  # fmt: skip


FORMS = {
    "reified": (f"{THINGS} {REIFIED} dcterms:source x:book .", X + "scheme", X + "covers"),
    "annotated": (THINGS + "x:scheme x:covers x:workers {| dcterms:source x:book |} .",
                  X + "scheme", X + "covers"),
    "nanopublication": (NANOPUBLICATION, X + "drug", X + "treats"),
    "wikidata": (WIKIDATA, WD + "Q1", "http://www.wikidata.org/prop/direct/P17"),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_store_on_disk_and_an_endpoint_tell_the_same(write, graph, tmp_path, form):
    text, thing, predicate = FORMS[form]
    suffix = "trig" if form == "nanopublication" else "ttl"

    def places(store):
        (fact,) = facts(store, subjects=[thing], predicates=[predicate])
        return sorted(_name(each.place) for claim in fact.claims for each in claim.sources)

    there = places(graph(text, suffix))
    assert there
    path = write(text, suffix)
    load(tmp_path / "store", inputs([str(path)]))
    assert places(with_names(open_store([str(tmp_path / "store")]))) == there
    if suffix != "trig":  # this server's default graph is not the union of the named ones
        (tmp_path / "server").mkdir()
        with served("oxigraph", [path], tmp_path / "server") as address:
            assert places(with_names(open_store([address]))) == there


def test_counts_and_the_banner_agree(graph):
    store = graph(f"{THINGS} {REIFIED} dcterms:source x:book . {REIFIED} dc:source 'a' .")
    assert reading(store).makes_claims(store)
    counts = stats(store)
    assert [(each.predicate.iri, each.statements, each.claims) for each in counts.relations] == [
        (X + "covers", 1, 2)]  # fmt: skip
    assert [(each.modality, each.claims) for each in counts.modalities] == [(SOURCED, 2)]
    silent = graph(f"{THINGS} {REIFIED} x:certainty 1 .")
    assert not reading(silent).makes_claims(silent)
    assert stats(silent).modalities == ()


def test_why_says_that_no_passage_is_named(graph):
    store = graph("""
        x:reform a sskg:Reform ; sskg:contributesTo x:goal {| dc:source 'a' |} .
        x:goal a sskg:Goal .""")
    (sentence,) = why(store, X + "goal").sentences
    assert sentence.strength == SOURCED
    assert sentence.text["en"].startswith("A source is named for it, but no passage: ")


def test_the_packaged_graph_is_not_asked_for_other_sources(monkeypatch):
    def refuse(_store, text):
        raise AssertionError(text)

    monkeypatch.setattr("sskg.graph.traces.select", refuse)
    assert len(facts(open_store([]), objects=["https://w3id.org/sskg/id/common-prosperity"])) > 1


def test_the_picture_tells_what_is_only_named(graph):
    store = graph(f"{THINGS} {REIFIED} dcterms:source x:book ; dc:source 'a' .")
    network = build(read(store, {}))
    (covers,) = [each for each in network.statements if each.modality == SOURCED]
    assert network.things[covers.subject].iri == X + "scheme"
    (row,) = [row for claims in packing.rows(network)["claims-0"] for row in claims]
    assert row[1:3] == [STRENGTHS.index(SOURCED), []]
    assert row[5] == [
        ["", {}, "a", False, ""],
        [X + "book", {"en": "Yearbook"}, "x:book", False, ""],
    ]
