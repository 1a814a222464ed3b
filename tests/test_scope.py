"""A part of the graph is asked: some documents, some modalities, what several documents say."""

from __future__ import annotations

import pytest

import sskg
from sskg.errors import NegativeAnswer, RequestError, UnknownName
from sskg.model import Entity
from sskg.rdf.terms import local_name
from sskg.store.loading import inputs, load
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def packaged_graph() -> sskg.api.Graph:
    return sskg.open()


def documents_of(facts):
    return {
        local_name(passage.document.iri)
        for fact in facts
        for claim in fact.claims
        for passage in claim.passages
    }


def test_only_what_a_document_states_is_told(packaged_graph):
    whole = packaged_graph.show("social security system")
    assert documents_of(whole.incoming) == {"ten-years", "xinhua-2021"}
    one = packaged_graph.show("social security system", document="xinhua-2021")
    assert documents_of(one.incoming) == {"xinhua-2021"}
    assert 0 < len(one.incoming) < len(whole.incoming)


def test_a_thing_of_another_document_is_not_denied_but_said_to_be_elsewhere(packaged_graph):
    with pytest.raises(NegativeAnswer) as caught:
        packaged_graph.show("national-pooling", document="xinhua-2021")
    assert not isinstance(caught.value, UnknownName)
    assert caught.value.message == (
        "what is asked says nothing of “national pooling of basic old-age insurance”"
    )


def test_documents_and_modalities_add_up_to_the_whole(packaged_graph):
    # Of 458 claims the one document makes 275 and the other 183: counted with grep in the file.
    def claims(**scope):
        return sum(
            len(fact.claims)
            for thing in packaged_graph.list(**scope).things
            for fact in thing.facts
        )

    assert claims(document="ten-years") + claims(document="xinhua-2021") == claims()
    by_modality = [
        claims(modality=each) for each in ("reported", "required", "inferred", "hypothetical")
    ]
    assert sum(by_modality) == claims()
    assert min(by_modality) > 0


def test_what_several_documents_say(packaged_graph):
    answer = packaged_graph.relations("social-security-system", min_documents=2)
    stated = [branch.step.fact for branch in answer.branches if branch.step.fact.claims]
    assert stated
    for fact in stated:
        assert documents_of([fact]) == {"ten-years", "xinhua-2021"}
    with pytest.raises(NegativeAnswer):
        packaged_graph.relations("national-pooling", min_documents=2)


def test_figures_of_a_document_keep_their_units_and_labels(packaged_graph):
    ours = packaged_graph.figures(document="ten-years")
    assert len(ours.measurements) == len(packaged_graph.figures().measurements)
    assert all(found.unit_label for found in ours.measurements)


def test_figures_are_sorted_by_how_far_they_changed(packaged_graph):
    # 2,000 to more than 6,200; 82 to 179; 330 to more than 700: by percent 210, 118.3, 112.1.
    first = [
        local_name(found.indicator.iri)
        for found in packaged_graph.figures(sort="change").measurements[:3]
    ]
    assert first == ["rural-subsistence-allowance", "resident-pension",
                     "urban-subsistence-allowance"]  # fmt: skip


def test_what_has_fallen(packaged_graph):
    # Of all figures with both ends, one is smaller in the end: 33.9 to 27.7 percent.
    (found,) = packaged_graph.figures(falling=True).measurements
    assert (found.baseline.value, found.latest.value) == ("33.9", "27.7")


def test_a_graph_is_a_collection_of_things(packaged_graph):
    # As many as stats, check, exports and networkx count.
    assert len(packaged_graph) == len(list(packaged_graph)) == 225
    assert len(packaged_graph.list().things) == 225
    assert all(isinstance(thing, Entity) for thing in packaged_graph)
    assert "drug procurement" in packaged_graph
    assert "average pension" in packaged_graph  # two things bear it
    assert "unicorns" not in packaged_graph
    assert packaged_graph["drug procurement"].entity.curie == "id:drug-procurement-normalization"
    for name in ("unicorns", "average pension"):
        with pytest.raises(KeyError):
            packaged_graph[name]


def test_things_of_a_kind_are_listed_by_name_with_what_stands_behind_them(packaged_graph):
    answer = packaged_graph.list("reform")
    assert [local_name(thing.entity.iri) for thing in answer.things] == [
        "institutional-reform-2018",
        "retired-soldiers-integration",
        "national-pooling",
        "drug-procurement-normalization",
        "individual-account-reform",
    ]
    assert {thing.documents for thing in answer.things} == {1}
    assert answer.things[0].dates() == "starts 2018"
    assert "resolves: institutional obstacles" in answer.things[0].main()
    short = packaged_graph.list("reform", limit=2)
    assert (len(short.things), short.more) == (2, 3)


def test_a_frame_has_numbers_as_numbers_and_tables_by_name(packaged_graph):
    pandas = pytest.importorskip("pandas")
    frame = packaged_graph.list("reform").to_pandas()
    assert pandas.api.types.is_numeric_dtype(frame["statements"])
    assert set(packaged_graph.show("poverty").to_pandas("texts")["what"]) >= {"label"}
    with pytest.raises(KeyError):
        packaged_graph.show("poverty").to_pandas("nothing")


def test_a_thing_of_the_kind_that_is_farther_away_is_told_with_its_distance(packaged_graph):
    with pytest.raises(NegativeAnswer) as caught:
        packaged_graph.relations("retired soldiers", kind="reform")
    assert caught.value.hint == (
        "2 hops away: integration of the security system for retired soldiers"
    )
    answer = packaged_graph.relations("medical insurance", kind="reform")
    assert answer.distance == 2
    assert "drug-procurement-normalization" in {local_name(end.iri) for end in answer.farther}


def test_an_unknown_word_for_a_method_is_refused(packaged_graph):
    with pytest.raises(TypeError):
        packaged_graph.show("poverty", documents="ten-years")
    with pytest.raises(RequestError):
        packaged_graph.show("poverty", modality="sworn")


FOREIGN = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix ex: <http://example.org/> .
ex:ann a foaf:Person ; foaf:name "Ann Lee" ; foaf:knows ex:bob .
ex:bob a foaf:Person ; foaf:name "Bob Ray" .
ex:club a foaf:Group ; foaf:name "the club" .
"""


@pytest.fixture(params=["file", "store"])
def foreign(request, tmp_path):
    """A graph of another vocabulary, as a file and as a store on disk."""
    path = tmp_path / "people.ttl"
    path.write_text(FOREIGN, encoding="utf-8")
    if request.param == "file":
        return sskg.open(path)
    load(tmp_path / "store", inputs([str(path)]))
    return sskg.open(tmp_path / "store")


def test_things_of_any_vocabulary_are_listed_and_counted(foreign):
    names = [thing.entity.label() for thing in foreign.list().things]
    assert sorted(names) == ["Ann Lee", "Bob Ray", "the club"]
    assert [thing.entity.label() for thing in foreign.list("person").things] == [
        "Ann Lee", "Bob Ray",
    ]  # fmt: skip
    short = foreign.list("person", limit=1)
    assert (len(short.things), short.more) == (1, 1)
    assert (len(foreign), len(foreign.list(limit=2).things), foreign.list(limit=2).more) == (
        3,
        2,
        1,
    )
    assert "Ann Lee" in foreign


def test_a_kind_is_of_the_graph_and_not_of_our_ontology_alone(foreign):
    (match,) = foreign.find("person").matches
    assert (match.entity.curie, match.where) == ("foaf:Person", "kind")
    with pytest.raises(UnknownName) as caught:
        foreign.show("persons")
    assert caught.value.hint == "sskg list foaf:Person lists them"
    with pytest.raises(UnknownName) as caught:
        foreign.find("outcome")  # a kind of ours, of which this graph has nothing
    assert caught.value.message == "“outcome” is not in the graph"


def test_a_store_on_disk_lists_what_the_file_lists(tmp_path):
    data = str(ROOT / "data" / "triples.ttl")
    load(tmp_path / "store", inputs([data]))
    stored, read = sskg.open(tmp_path / "store"), sskg.open(data)
    assert stored.list() == read.list()
    assert stored.list(["goal", "reform"]) == read.list(["goal", "reform"])
    assert len(stored) == len(read) == 225


def test_names_are_looked_for_among_what_the_document_speaks_of(packaged_graph):
    # The report of 2021 calls for many pillars of old-age insurance, and gives no pension's amount.
    found = packaged_graph.find("pension", document="xinhua-2021").matches
    assert {local_name(match.entity.iri) for match in found} == {
        "multi-pillar-old-age-insurance", "directive-multi-pillar",
        "building-multi-pillar-insurance",
    }  # fmt: skip
    assert not packaged_graph.list(kind="indicator", document="xinhua-2021").things
    figures = packaged_graph.list(kind="indicator", document="ten-years").things
    assert len(figures) == len(packaged_graph.list(kind="indicator").things)


def test_one_source_document_is_told_alone(packaged_graph):
    (held,) = packaged_graph.sources(document="xinhua-2021").documents
    assert (local_name(held.document.iri), held.claims, held.share) == ("xinhua-2021", 183, "98.3")
