"""Parameters are terms, errors are placed, and what would end the process is refused."""

from contextlib import suppress
from typing import Any

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from sskg.errors import QuerySyntaxError, RequestError
from sskg.rdf.service import refuse_service
from sskg.rdf.terms import PREFIXES
from sskg.rdf.tokens import DEEPEST, LONGEST, guard
from sskg.store import sparql
from sskg.store.embedded import EmbeddedStore

EX = "http://example.org/"
TINY = """
@prefix ex: <http://example.org/> .
ex:a ex:p 1 , 2 ; ex:q ex:b .
ex:b ex:p 3 .
"""


@pytest.fixture(scope="module")
def tiny():
    store = pyoxigraph.Store()
    store.load(TINY.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return EmbeddedStore(store, "tiny")


def run(*arguments) -> Any:
    """Ask; what comes back depends on the query, which each test knows."""
    return sparql.run(*arguments)


def rows(answer):
    return sorted(tuple(term.value if term else None for term in row) for row in answer)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT ?o { ?s ex:p ?o }", [("1",), ("2",)]),
        ("SELECT ?o WHERE { # a { in a comment\n ?s ex:p ?o }", [("1",), ("2",)]),
        ("SELECT (SUM(?o) AS ?n) { ?s ex:p ?o }", [("3",)]),
        ("SELECT ?o { SELECT ?s ?o { ?s ex:p ?o } }", [("1",), ("2",)]),
        ("SELECT ?o { ?t ex:q ?s OPTIONAL { ?s ex:p ?o } }", []),
        ('SELECT ?o { ?s ex:p ?o FILTER("{" != "}") }', [("1",), ("2",)]),
        ("SELECT (COUNT(?o) AS ?n) { ?s ex:p ?o } GROUP BY ?s", [("2",)]),
        ("SELECT ?o { { ?s ex:p ?o } UNION { ?s ex:q ?o } }", [("1",), ("2",), (EX + "b",)]),
    ],
)
def test_a_parameter_binds_in_the_outermost_pattern(tiny, query, expected):
    text = f"PREFIX ex: <{EX}>\n{query}"
    assert rows(run(tiny, text, {"s": NamedNode(EX + "a")})) == expected


def test_a_parameter_binds_in_ask_construct_and_describe(tiny):
    a = {"s": NamedNode(EX + "a")}
    assert not run(tiny, f"ASK {{ ?s <{EX}p> 3 }}", a)
    built = run(tiny, f"CONSTRUCT {{ ?s <{EX}x> ?o }} WHERE {{ ?s <{EX}p> ?o }}", a)
    assert len(list(built)) == 2
    assert {triple.subject.value for triple in run(tiny, "DESCRIBE ?s { ?s ?p ?o }", a)} == {
        EX + "a"
    }


@pytest.mark.parametrize("query", ["SELECT * { ?s ?p ?o }", "ASK {}"])
def test_an_unknown_parameter_is_refused(tiny, query):
    with pytest.raises(RequestError, match=r"no variable \?other"):
        run(tiny, query, {"other": Literal("x")})


text_without_surrogates = st.text(st.characters(exclude_categories=["Cs"]))


@given(text_without_surrogates)
def test_a_bound_text_comes_back_as_it_was_and_changes_nothing_else(content):
    store = EmbeddedStore(pyoxigraph.Store(), "empty")
    query = 'SELECT ?x ?fixed { BIND("}" AS ?fixed) FILTER(BOUND(?x)) }'
    (row,) = run(store, query, {"x": Literal(content)})
    assert (row["x"], row["fixed"]) == (Literal(content), Literal("}"))


@given(text_without_surrogates, st.sampled_from(["en", "zh", "en-gb"]))
def test_a_bound_text_keeps_its_language(content, language):
    store = EmbeddedStore(pyoxigraph.Store(), "empty")
    term = Literal(content, language=language)
    (row,) = run(store, "SELECT ?x { FILTER(BOUND(?x)) }", {"x": term})
    assert row["x"] == term


@pytest.mark.parametrize(
    ("query", "line", "column", "message"),
    [
        ("SELECT * {\n ?a ?b\n}", 3, 1, "“}” cannot stand here"),
        ("SELEC * {}", 1, 1, "“SELEC” cannot stand here"),
        ("SELECT * { ?a ?b ?c", 1, 20, "the query ends too early"),
        ("SELECT ?x {\n  ?x a sskg:Reform .\n  FILTER(?x = )\n}", 3, 15, "“)” cannot stand here"),
        ("SELECT ?x { ?x a foo:Bar }", 1, 18, "the prefix foo: is not declared"),
        ('SELECT ?x { ?x "a" ?b }', 1, 16, '“"a"” cannot stand here'),
        ("SELECT * { ?a ?b ?c } LIMIT x", 1, 29, "“x” cannot stand here"),
        ("SELECT ?社 { ?社 a sskg:Reform ; }}", 1, 33, "“}” cannot stand here"),
        ('SELECT * {?a ?b """x\ny""" ?z}', 2, 6, "“?z” cannot stand here"),
        ('SELECT * { ?a ?b "x }', 1, 18, "a text that is not closed"),
        ("INSERT DATA { <a> <b> <c> }", 1, 1, "this is an update"),
        ("", 1, 1, "the query ends too early"),
        ("SELECT * { ?a ?b ?c . FILTR(?a) }", 1, 23, "“FILTR” cannot stand here"),
    ],
)
def test_a_syntax_error_is_placed_at_the_piece_at_fault(tiny, query, line, column, message):
    with pytest.raises(QuerySyntaxError) as caught:
        run(tiny, query)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.message == message


def test_a_syntax_error_is_placed_in_the_text_as_written_not_as_bound(tiny):
    with pytest.raises(QuerySyntaxError) as caught:
        sparql.run(tiny, "SELECT ?s { ?s ?p }", {"s": NamedNode(EX + "a")}, origin="q.rq")
    assert str(caught.value) == "q.rq, line 1, column 19: “}” cannot stand here"
    assert caught.value.excerpt() == "SELECT ?s { ?s ?p }\n" + " " * 18 + "^"


@pytest.mark.parametrize("opened", ["{", "(", "["])
def test_deep_nesting_is_refused_before_it_is_parsed(opened):
    closed = {"{": "}", "(": ")", "[": "]"}[opened]
    inside = DEEPEST - 1
    guard("ASK {" + opened * inside + closed * inside + "}")
    with pytest.raises(QuerySyntaxError, match="deep") as caught:
        guard("ASK {" + opened * (inside + 1) + closed * (inside + 1) + "}")
    assert caught.value.column == len("ASK {") + DEEPEST


def test_brackets_in_texts_comments_and_iris_do_not_nest():
    many = "{" * 500
    guard(
        f'ASK {{ ?a ?b "{many}" . # {many}\n ?a ?b """{many}\n""" . ?a <http://x/#y> \'{many}\' }}'
    )


@pytest.mark.parametrize("link", ["+1", "||?x", "&&?x"])
def test_a_chain_that_would_overflow_the_evaluator_is_refused(link):
    with pytest.raises(QuerySyntaxError, match="operators"):
        guard("ASK { FILTER(?x" + link * (LONGEST + 1) + ") }")


def test_a_long_list_of_values_is_no_chain():
    guard("ASK { VALUES ?x { " + "<http://example.org/a> " * 20_000 + "} }")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }",
        "SELECT * { service silent ?x { ?a ?b ?c } }",
        "ASK { ?a ?b 1SERVICE<http://x/> {} }",
        "ASK { ?a ?b trueSERVICE<http://x/> {} }",
        "ASK { SERVICESILENT<http://x/> {} }",
        "ASK { SERVICE:foo { } }",
        "ASK { # a comment\n SERVICE # another\n <http://x/> {} }",
        "ASK { FILTER(?a<?b&&'>'='x') SERVICE <http://x/> {} #'\n}",
        "PREFIX ex: <a:> ASK { ?a ex:o\\'b ?b . SERVICE <http://x/> {} . ?a ex:o\\'b ?b }",
    ],
)
def test_a_request_over_the_network_is_refused(tiny, query):
    with pytest.raises(QuerySyntaxError, match="SERVICE"):
        tiny.query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service a sskg:Policy }",
        'ASK { ?a ?b "SERVICE <http://x/> {}" }',
        "ASK { ?a :old-age-services ?b } # SERVICE",
        "ASK { ?a <http://example.org/service> ?b }",
        "ASK { <http://example.org/o'brien> ?b 'service' }",
    ],
)
def test_the_word_service_elsewhere_is_allowed(query):
    refuse_service(query, PREFIXES)


@given(st.text(alphabet="{}()[]<>\"'#\\?:@ab \n", max_size=200))
def test_no_text_upsets_the_guard(query):
    with suppress(QuerySyntaxError):
        guard(query)


def test_the_columns_of_select_all_stand_as_they_first_appear(tiny):
    text = "SELECT * { ?z <http://example.org/p> ?b . OPTIONAL { ?b ?a ?m } }"
    assert sparql.columns(run(tiny, text), text) == ("z", "b", "a", "m")


def test_named_columns_stand_as_they_are_selected(tiny):
    text = "SELECT ?b (COUNT(*) AS ?a) { ?z ?p ?b } GROUP BY ?b"
    assert sparql.columns(run(tiny, text), text) == ("b", "a")
