"""What every backend promises: the same answers, to the same spelling, and the same errors.

The graph is tests/data/contract.ttl; the expected values are counted there by eye.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions, QueryTriples

from sskg.errors import QuerySyntaxError, RequestError
from sskg.store.sparql import run

if TYPE_CHECKING:
    from sskg.store import Store

ID = "https://w3id.org/sskg/id/"
TRIPLES = 21
XSD = "http://www.w3.org/2001/XMLSchema#"


def rows(store: Store, text: str) -> list[tuple[Any, ...]]:
    answer = store.query(text)
    assert isinstance(answer, QuerySolutions)
    return [tuple(row) for row in answer]


def test_rows_come_with_variables_in_the_order_of_the_query(store):
    answer = store.query("SELECT ?o ?s WHERE { ?s sskg:resolves ?o } ORDER BY ?o")
    assert isinstance(answer, QuerySolutions)
    assert [variable.value for variable in answer.variables] == ["o", "s"]
    assert [row["o"].value.removeprefix(ID) for row in answer] == ["costs", "gaps", "leaks"]


def test_prefixes_need_not_be_declared_and_may_be(store):
    query = "SELECT ?s WHERE { ?s sskg:resolves :costs }"
    own = "PREFIX mine: <https://w3id.org/sskg/ontology#>\nPREFIX : <https://w3id.org/sskg/id/>\n"
    assert rows(store, query) == [(NamedNode(ID + "prices"),)]
    assert rows(store, own + query.replace("sskg:", "mine:")) == [(NamedNode(ID + "prices"),)]


def test_a_prefix_that_is_declared_otherwise_keeps_the_readers_meaning(store):
    query = "PREFIX skos: <http://example.org/>\nSELECT ?v WHERE { :figure skos:whole ?v }"
    assert [row[0].value for row in rows(store, query)] == ["42"]


def test_an_unbound_variable_is_none(store):
    query = """SELECT ?c ?l WHERE { ?c a sskg:Challenge OPTIONAL { ?c skos:prefLabel ?l } }
               ORDER BY ?c"""
    assert [
        (c.value.removeprefix(ID), label and label.value) for c, label in rows(store, query)
    ] == [
        ("costs", None),
        ("gaps", "gaps"),
        ("leaks", None),
    ]


def test_language_tags_come_in_lower_case(store):
    query = "SELECT ?l WHERE { :pooling skos:prefLabel|skos:altLabel ?l }"
    assert {(label.value, label.language) for (label,) in rows(store, query)} == {
        ("pooling of funds", "en"),
        ("基金统筹", "zh"),
        ("统筹", "zh-hans"),
    }


@pytest.mark.parametrize(
    ("name", "text", "datatype"),
    [
        ("sskg:value", "1.5", "decimal"),
        ("<http://example.org/whole>", "42", "integer"),
        ("<http://example.org/large>", "1040000000", "decimal"),
        ("<http://example.org/said>", "true", "boolean"),
        ("<http://example.org/day>", "2020-05-02", "date"),
        ("<http://example.org/mark>", "line\nbreak", "string"),
    ],
)
def test_a_value_has_one_spelling_everywhere(store, name, text, datatype):
    assert rows(store, f"SELECT ?v WHERE {{ :figure {name} ?v }}") == [
        (Literal(text, datatype=NamedNode(XSD + datatype)),)
    ]


def test_a_year_stays_a_year_and_a_month_a_month(store):
    query = "SELECT ?v WHERE { ?s sskg:start|sskg:end ?v }"
    assert {(v.value, v.datatype.value) for (v,) in rows(store, query)} == {
        ("2018", XSD + "gYear"),
        ("2020-05", XSD + "gYearMonth"),
    }


def test_quotes_and_backslashes_come_through(store):
    query = "SELECT ?l WHERE { :prices skos:prefLabel ?l }"
    assert rows(store, query) == [(Literal('price "talks" \\ round 1', language="en"),)]


def test_a_yes_is_true_and_a_no_is_false(store):
    yes, no = (
        store.query("ASK { :pooling sskg:resolves :gaps }"),
        store.query("ASK { :pooling sskg:resolves :costs }"),
    )
    assert isinstance(yes, QueryBoolean)
    assert isinstance(no, QueryBoolean)
    assert bool(yes)
    assert not bool(no)


def test_construct_gives_triples(store):
    answer = store.query(
        "CONSTRUCT { ?c sskg:resolvedBy ?r } WHERE { ?r sskg:resolves ?c } LIMIT 1000"
    )
    assert isinstance(answer, QueryTriples)
    assert {
        (t.subject.value.removeprefix(ID), t.object.value.removeprefix(ID)) for t in answer
    } == {
        ("gaps", "pooling"),
        ("leaks", "pooling"),
        ("costs", "prices"),
    }


def test_construct_without_a_template_gives_its_pattern(store):
    answer = store.query("CONSTRUCT WHERE { ?s sskg:resolves :gaps }")
    assert isinstance(answer, QueryTriples)
    assert [t.object.value for t in answer] == [ID + "gaps"]


def test_counting_and_property_paths(store):
    assert [
        row[0].value
        for row in rows(store, "SELECT (COUNT(*) AS ?n) WHERE { ?r a/^a ?s ; sskg:resolves ?c }")
    ] == ["6"]


def test_thousands_of_iris_in_one_query(store):
    many = " ".join(f"<{ID}unknown-{number}>" for number in range(3000))
    query = f"SELECT ?s ?o WHERE {{ VALUES ?s {{ {many} :prices }} ?s sskg:resolves ?o }}"
    assert [o.value for _, o in rows(store, query)] == [ID + "costs"]


def test_what_a_store_is_needs_no_guess(store):
    known = {
        "memory": ("contract.ttl", False, False),
        "directory": ("store", True, False),
        "endpoint": ("http", True, True),
    }
    place, indexed, cuts = known[store.kind]
    assert place in store.location
    assert (store.names is not None, store.cuts) == (indexed, cuts)
    assert (store.version is not None) == (store.kind == "directory")
    assert store.size == (TRIPLES if store.kind == "directory" else None)


def test_every_index_of_names_lists_things_of_a_kind_in_order(store):
    if store.names is not None:
        listed = store.names.of_kinds(["Challenge"], 10)
        assert [iri.removeprefix(ID) for iri in listed] == ["costs", "gaps", "leaks"]
        assert store.names.of_kinds(["Challenge"], 10, listed[0]) == listed[1:]


def test_a_dataset_is_taken_or_refused_by_all(store):
    query = "SELECT ?s WHERE { ?s sskg:resolves ?o }"
    if store.kind == "endpoint":
        with pytest.raises(RequestError, match="remote endpoint"):
            store.query_dataset(query, ["http://example.org/none"], [])
        return
    assert list(store.query_dataset(query, ["http://example.org/none"], [])) == []
    with pytest.raises(RequestError, match="no IRI"):
        store.query_dataset(query, ["not an IRI"], [])


def test_an_answer_without_rows(store):
    assert rows(store, "SELECT ?s WHERE { ?s sskg:resolves :pooling }") == []


def test_a_syntax_error_has_the_readers_line_and_column(store):
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("SELECT ?s WHERE {\n  ?s sskg:resolves ?? }")
    assert caught.value.line == 2


def test_a_syntax_error_in_an_ask_has_the_readers_column(store):
    with pytest.raises(QuerySyntaxError) as caught:
        store.query("ASK { ?s ?p }")
    # The brace stands in column 13; the parser points at it or just behind it.
    assert (caught.value.line, caught.value.column) in {(1, 13), (1, 14)}


def test_an_update_is_refused(store):
    with pytest.raises(QuerySyntaxError, match="update"):
        store.query("INSERT DATA { :a :b :c }")
    assert not bool(store.query("ASK { :a :b :c }"))


def test_nesting_that_overflows_parsers_is_refused(store):
    with pytest.raises(QuerySyntaxError, match="128"):
        run(store, "SELECT * WHERE " + "{" * 100_000 + "}" * 100_000)
