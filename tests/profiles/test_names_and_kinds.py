"""Each vocabulary's names, kinds and statements, on small graphs written by hand."""

import pytest

from sskg.graph.facts import entities, facts
from sskg.model import Entity
from sskg.names import find, resolve
from sskg.ontology.vocabulary import vocabulary
from sskg.questions.describe import describe
from sskg.store import open_store

PREFIXES = """
@prefix ex: <https://example.org/x/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xl: <http://www.w3.org/2008/05/skos-xl#> .
@prefix dc: <http://purl.org/dc/elements/1.1/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix cpsv: <http://purl.org/vocab/cpsv#> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix eli: <http://data.europa.eu/eli/ontology#> .
@prefix schema: <http://schema.org/> .
@prefix schemas: <https://schema.org/> .
@prefix wd: <http://www.wikidata.org/entity/> .
@prefix wdt: <http://www.wikidata.org/prop/direct/> .
@prefix p: <http://www.wikidata.org/prop/> .
@prefix ps: <http://www.wikidata.org/prop/statement/> .
@prefix wds: <http://www.wikidata.org/entity/statement/> .
@prefix wikibase: <http://wikiba.se/ontology#> .
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
X = "https://example.org/x/"


def end(fact):
    """Return the IRI or the text of a statement's object."""
    return fact.object.iri if isinstance(fact.object, Entity) else fact.object.text


@pytest.fixture
def graph(tmp_path):
    def opened(turtle):
        path = tmp_path / "graph.ttl"
        path.write_text(PREFIXES + turtle, encoding="utf-8")
        return open_store([str(path)])

    return opened


CASES = {
    "skos": (('ex:a a skos:Concept ; skos:prefLabel "old age"@en ; skos:altLabel "ageing"@en ; '
             'skos:definition "being old"@en ; skos:scopeNote "in years"@en ; skos:broader ex:b .'),
             "Concept", ["ageing"], ["being old"], ["in years"], "broader"),
    "skos-xl": (('ex:a a skos:Concept ; xl:prefLabel ex:n ; xl:altLabel ex:m ; skos:related ex:b .'
                'ex:n a xl:Label ; xl:literalForm "old age"@en .'
                'ex:m a xl:Label ; xl:literalForm "ageing"@en .'),
                "Concept", ["ageing"], [], [], "related"),
    "rdfs": (('ex:a a ex:Risk ; rdfs:label "old age"@en ; rdfs:comment "being old"@en ; '
             'ex:near ex:b . ex:Risk rdfs:label "insured risk"@en .'
             'ex:near rdfs:label "lies by"@en .'),
             "insured risk", [], ["being old"], [], "lies by"),
    "schema.org": (('ex:a a schema:GovernmentService ; schema:name "old age" ; '
                   'schema:alternateName "ageing" ; schema:description "being old" ; '
                   'schema:provider ex:b .'),
                   "GovernmentService", ["ageing"], ["being old"], [], "provider"),
    "schema.org over https": (('ex:a a schemas:Service ; schemas:name "old age" ; '
                              'schemas:provider ex:b .'),
                              "Service", [], [], [], "provider"),
    "Dublin Core": (('ex:a a dcterms:BibliographicResource ; dcterms:title "old age"@en ; '
                    'dcterms:alternative "ageing"@en ; dcterms:description "being old"@en ; '
                    'dcterms:isPartOf ex:b ; dcterms:license ex:free .'),
                    "BibliographicResource", ["ageing"], ["being old"], [], "isPartOf"),
    "dc elements": ('ex:a a ex:Text ; dc:title "old age"@en ; dc:relation ex:b .',
                    "Text", [], [], [], "relation"),
    "FOAF": (('ex:a a foaf:Group ; foaf:name "old age" ; foaf:nick "ageing" ; foaf:member ex:b ; '
             'foaf:homepage <https://example.org/> .'), "Group", ["ageing"], [], [], "member"),
    "PROV": ('ex:a a prov:Activity , ex:Survey ; rdfs:label "old age"@en ; prov:used ex:b .',
             "Survey", [], [], [], "used"),
    "ORG": (('ex:a a org:FormalOrganization ; skos:prefLabel "old age"@en ; '
            'org:subOrganizationOf ex:b .'),
            "FormalOrganization", [], [], [], "subOrganizationOf"),
    "CPSV-AP": (('ex:a a cpsv:PublicService ; dcterms:title "old age"@en ; '
                'dcterms:description "being old"@en ; cpsv:produces ex:b .'),
                "PublicService", [], ["being old"], [], "produces"),
    "DCAT": (('ex:a a dcat:Dataset ; dcterms:title "old age"@en ; dcat:distribution ex:b ; '
             'dcat:landingPage <https://example.org/> .'), "Dataset", [], [], [], "distribution"),
    "ELI": (('ex:a a eli:LegalResource ; eli:title "old age"@en ; eli:title_short "ageing"@en ; '
            'eli:amends ex:b .'), "LegalResource", ["ageing"], [], [], "amends"),
    "OWL": (('ex:a a owl:Class ; rdfs:label "old age"@en ; rdfs:subClassOf ex:b , '
            '[ a owl:Restriction ; owl:onProperty ex:p ; owl:someValuesFrom ex:c ] .'),
            "Class", [], [], [], "subClassOf"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_vocabulary_names_sorts_and_links_things(graph, case):
    turtle, kind, aliases, definitions, notes, relation = case
    answer = describe(graph(turtle), X + "a")
    assert answer.entity.label() == "old age"
    assert vocabulary().kind(answer.entity.kind).label() == kind
    assert [each.text for each in answer.aliases] == aliases
    assert [each.text for each in answer.definitions] == definitions
    assert [each.text for each in answer.notes] == notes
    linked = [f.predicate.label() for f in answer.outgoing if end(f) == X + "b"]
    assert linked == [relation]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_thing_is_found_by_its_name_and_what_it_links_by_its_iri(graph, case):
    store = graph(case[0])
    assert resolve(store, "old age").entity.iri == X + "a"
    assert [match.entity.iri for match in find(store, "OLD AGE").matches] == [X + "a"]
    assert resolve(store, X + "b").entity.iri == X + "b"
    (incoming,) = describe(store, X + "b").incoming
    assert incoming.subject.iri == X + "a"


def test_wikidata_items_have_their_class_and_the_names_of_their_properties(graph):
    store = graph(
        'wd:Q1 a wikibase:Item ; rdfs:label "pension fund"@en ; wdt:P31 wd:Q2 ; wdt:P361 wd:Q3 ; '
        'p:P361 wds:Q1-x . wd:Q2 rdfs:label "kind of fund"@en . wd:Q3 rdfs:label "system"@en .'
        "wds:Q1-x a wikibase:Statement , wikibase:BestRank ; ps:P361 wd:Q3 ."
        'wd:P361 rdfs:label "part of"@en ; wikibase:directClaim wdt:P361 .'
    )
    answer = describe(store, "http://www.wikidata.org/entity/Q1")
    assert vocabulary().kind(answer.entity.kind).label() == "kind of fund"
    assert [(f.predicate.label(), end(f)) for f in answer.outgoing] == [
        ("part of", "http://www.wikidata.org/entity/Q3")
    ]  # the statement node repeats it, and is no thing


def test_a_vocabulary_that_comes_first_labels_a_thing_and_the_others_are_names_of_it(graph):
    store = graph('ex:a a skos:Concept ; rdfs:label "b"@en , "c"@zh ; skos:prefLabel "z"@en .')
    (thing,) = entities(store, [X + "a"]).values()
    assert thing.labels == {"en": "z", "zh": "c"}
    assert [each.text for each in describe(store, X + "a").aliases] == ["b"]


def test_annotations_are_shown_and_are_no_relations(graph):
    store = graph("ex:a ex:near ex:b ; skos:exactMatch ex:c ; dcterms:license ex:d .")
    assert [end(f) for f in facts(store, subjects=[X + "a"])] == [X + "b"]
    assert [end(f) for f in describe(store, X + "a").outgoing] == [
        X + "d", X + "c", X + "b"
    ]  # fmt: skip


def test_a_thing_of_our_ontology_keeps_its_kinds_and_shows_what_others_say_of_it(graph):
    store = graph('ex:a a sskg:Policy , skos:Concept ; skos:prefLabel "x"@en ; ex:costs 5 .')
    answer = describe(store, X + "a")
    assert answer.entity.kinds == ("Policy",)
    assert [(f.predicate.iri, end(f)) for f in answer.outgoing] == [(X + "costs", "5")]


def test_a_thing_with_links_alone_is_named_by_its_slug(graph):
    assert resolve(graph("ex:one ex:near ex:two ."), "two").entity.iri == X + "two"


def test_a_profile_of_ones_own_is_read_first(graph, tmp_path, monkeypatch):
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix p: <https://w3id.org/sskg/profile#> . @prefix ex: <https://example.org/x/> ."
        "ex:profile a p:Profile ; p:name ( ex:title ) ; p:annotation ( ex:near ) .",
        encoding="utf-8",
    )
    monkeypatch.setenv("SSKG_PROFILE", str(own))
    store = graph('ex:a ex:title "mine" ; rdfs:label "theirs" ; ex:near ex:b .')
    assert entities(store, [X + "a"])[X + "a"].label() == "mine"
    assert facts(store, subjects=[X + "a"]) == []


@pytest.mark.parametrize("content", ["not turtle", "<urn:a> <urn:b> <urn:c> ."])
def test_a_profile_that_is_none_is_an_error_with_its_place(graph, tmp_path, monkeypatch, content):
    from sskg.errors import UnreadableInput

    own = tmp_path / "own.ttl"
    own.write_text(content, encoding="utf-8")
    monkeypatch.setenv("SSKG_PROFILE", str(own))
    with pytest.raises(UnreadableInput) as caught:
        entities(graph('ex:a rdfs:label "a" .'), [X + "a"])
    assert str(own) in str(caught.value.place)
