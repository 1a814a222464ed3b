"""The result formats, byte by byte as the standards have them."""

import io
import json
import xml.etree.ElementTree as ET

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from sskg.errors import RequestError, Unavailable
from sskg.rdf import results
from sskg.store.embedded import EmbeddedStore

DATA = r"""
@prefix ex: <http://example.org/> .
ex:a ex:text "say \"hi\", <b> & c\r\nnext\ttab\\" ;
     ex:tagged "社保"@zh-Hans ;
     ex:number 42 , 1.5 , 1.0e3 ;
     ex:truth true ;
     ex:year "2018"^^<http://www.w3.org/2001/XMLSchema#gYear> ;
     ex:link <http://example.org/?x=1&y=2> .
_:node ex:blank ex:a .
"""
ORDERED = """
PREFIX ex: <http://example.org/>
SELECT ?s ?none ?o { VALUES (?n ?p) {
  (1 ex:text) (2 ex:tagged) (3 ex:number) (4 ex:truth) (5 ex:year) (6 ex:link)
} ?s ?p ?o } ORDER BY ?n ?o
"""
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture(scope="module")
def store():
    loaded = pyoxigraph.Store()
    loaded.load(DATA.encode(), format=RdfFormat.TURTLE)
    return EmbeddedStore(loaded, "data")


def written(store, query, form, **options):
    stream = io.BytesIO()
    cut = results.write(store.query(query), form, stream, **options)
    return stream.getvalue(), cut


def test_csv_quotes_and_ends_lines_as_rfc_4180(store):
    assert written(store, ORDERED, "csv")[0].decode() == (
        "s,none,o\r\n"
        'http://example.org/a,,"say ""hi"", <b> & c\r\nnext\ttab\\"\r\n'
        "http://example.org/a,,社保\r\n"
        "http://example.org/a,,1.5\r\n"
        "http://example.org/a,,42\r\n"
        "http://example.org/a,,1000\r\n"
        "http://example.org/a,,true\r\n"
        "http://example.org/a,,2018\r\n"
        "http://example.org/a,,http://example.org/?x=1&y=2\r\n"
    )


def test_tsv_writes_terms_as_turtle_does(store):
    assert written(store, ORDERED, "tsv")[0].decode() == (
        "?s\t?none\t?o\n"
        '<http://example.org/a>\t\t"say \\"hi\\", <b> & c\\r\\nnext\\ttab\\\\"\n'
        '<http://example.org/a>\t\t"社保"@zh-hans\n'
        "<http://example.org/a>\t\t1.5\n"
        "<http://example.org/a>\t\t42\n"
        f'<http://example.org/a>\t\t"1000"^^<{XSD}double>\n'
        f'<http://example.org/a>\t\t"true"^^<{XSD}boolean>\n'
        f'<http://example.org/a>\t\t"2018"^^<{XSD}gYear>\n'
        "<http://example.org/a>\t\t<http://example.org/?x=1&y=2>\n"
    )


def test_json_has_the_shape_of_the_standard(store):
    a = {"type": "uri", "value": "http://example.org/a"}

    def literal(value, **more):
        return {"s": a, "o": {"type": "literal", "value": value, **more}}

    content, _ = written(store, ORDERED, "json")
    assert json.loads(content) == {
        "head": {"vars": ["s", "none", "o"]},
        "results": {
            "bindings": [
                literal('say "hi", <b> & c\r\nnext\ttab\\'),
                literal("社保", **{"xml:lang": "zh-hans"}),
                literal("1.5", datatype=XSD + "decimal"),
                literal("42", datatype=XSD + "integer"),
                literal("1000", datatype=XSD + "double"),
                literal("true", datatype=XSD + "boolean"),
                literal("2018", datatype=XSD + "gYear"),
                {"s": a, "o": {"type": "uri", "value": "http://example.org/?x=1&y=2"}},
            ]
        },
    }


def test_json_bytes(store):
    query = "SELECT ?a ?b { VALUES (?a ?b) { (UNDEF 'x') (<http://e/> UNDEF) } }"
    assert written(store, query, "json")[0] == (
        b'{"head":{"vars":["a", "b"]},"results":{"bindings":[\n'
        b'{"b":{"type":"literal","value":"x"}},\n'
        b'{"a":{"type":"uri","value":"http://e/"}}\n'
        b"]}}\n"
    )


def test_xml_bytes(store):
    query = """SELECT ?a ?b { VALUES (?a ?b) {
        (UNDEF "x<&>\\r\\n") (<http://e/?a=1&b=2> "y"@en) (UNDEF 7) } }"""
    assert written(store, query, "xml")[0] == (
        b'<?xml version="1.0" encoding="UTF-8"?>\n'
        b'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
        b'<head><variable name="a"/><variable name="b"/></head>\n'
        b"<results>\n"
        b'<result><binding name="b"><literal>x&lt;&amp;&gt;&#13;\n</literal></binding></result>\n'
        b'<result><binding name="a"><uri>http://e/?a=1&amp;b=2</uri></binding>'
        b'<binding name="b"><literal xml:lang="en">y</literal></binding></result>\n'
        b'<result><binding name="b">'
        b'<literal datatype="http://www.w3.org/2001/XMLSchema#integer">7</literal>'
        b"</binding></result>\n"
        b"</results>\n</sparql>\n"
    )


def test_an_xml_reader_gets_every_character_back(store):
    content, _ = written(store, ORDERED, "xml")
    literals = ET.fromstring(content).iter(  # noqa: S314  (our own output)
        "{http://www.w3.org/2005/sparql-results#}literal"
    )
    assert next(literals).text == 'say "hi", <b> & c\r\nnext\ttab\\'


@pytest.mark.parametrize("code", [0x1, 0x1B, 0xFFFE])
def test_a_character_that_xml_cannot_hold_is_an_error_not_broken_xml(store, code):
    query = f'SELECT ("a\\u{code:04x}b" AS ?x) {{}}'
    with pytest.raises(Unavailable, match=f"U\\+{code:04X}"):
        written(store, query, "xml")
    content, _ = written(store, query, "json")
    value = json.loads(content)["results"]["bindings"][0]["x"]["value"]
    assert value == f"a{chr(code)}b"


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("csv", b"x,y\r\n"),
        ("tsv", b"?x\t?y\n"),
        ("json", b'{"head":{"vars":["x", "y"]},"results":{"bindings":[\n]}}\n'),
        (
            "xml",
            (
                b'<?xml version="1.0" encoding="UTF-8"?>\n'
                b'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
                b'<head><variable name="x"/><variable name="y"/></head>\n'
                b"<results>\n</results>\n</sparql>\n"
            ),
        ),
    ],
)
def test_no_rows_still_have_their_columns(store, form, expected):
    query = "SELECT ?x ?y { ?x <http://example.org/none> ?y }"
    assert written(store, query, form)[0] == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("json", b'{"head":{},"boolean":true}\n'),
        ("csv", b"true\n"),
        ("tsv", b"true\n"),
        (
            "xml",
            (
                b'<?xml version="1.0" encoding="UTF-8"?>\n'
                b'<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n'
                b"<head/>\n<boolean>true</boolean>\n</sparql>\n"
            ),
        ),
    ],
)
def test_a_truth_value(store, form, expected):
    assert written(store, "ASK {}", form)[0] == expected


def test_a_blank_node_is_one_in_every_format(store):
    query = "SELECT ?b { ?b <http://example.org/blank> ?a }"
    assert json.loads(written(store, query, "json")[0])["results"]["bindings"][0]["b"]["type"] == (
        "bnode"
    )
    assert b"<bnode>" in written(store, query, "xml")[0]
    assert written(store, query, "csv")[0].startswith(b"b\r\n_:")
    assert written(store, query, "tsv")[0].startswith(b"?b\n_:")


def test_a_limit_cuts_rows_and_says_so(store):
    query = "SELECT ?o { <http://example.org/a> ?p ?o }"
    content, cut = written(store, query, "csv", limit=2)
    assert (content.count(b"\r\n") >= 3, cut) == (True, True)
    assert written(store, query, "csv", limit=8)[1] is False
    assert written(store, query, "csv", limit=0) == (b"o\r\n", True)


def test_columns_stand_in_the_order_that_is_asked_for(store):
    query = "SELECT ?a ?b { VALUES (?a ?b) { (1 2) } }"
    assert written(store, query, "csv", columns=("b", "a"))[0] == b"b,a\r\n2,1\r\n"


def test_excel_safe_disarms_formulas_and_leaves_numbers(store):
    query = 'SELECT ?x { VALUES ?x { "=1+1" "@a" "+x" -5 "-x,y" } }'
    assert written(store, query, "csv", excel_safe=True)[0] == (
        b"x\r\n'=1+1\r\n'@a\r\n'+x\r\n-5\r\n\"'-x,y\"\r\n"
    )


GRAPH = "CONSTRUCT { ?s <http://example.org/is> ?o } { ?s <http://example.org/number> ?o }"


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdf"])
def test_triples_come_back_the_same_from_every_format(store, form):
    content, _ = written(store, GRAPH, form)
    formats = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES, "jsonld": RdfFormat.JSON_LD,
               "rdf": RdfFormat.RDF_XML}  # fmt: skip
    read = {quad.triple for quad in pyoxigraph.parse(content, format=formats[form])}
    assert read == set(store.query(GRAPH))
    assert len(read) == 3


def test_turtle_declares_the_prefixes_that_it_uses_and_no_others(store):
    query = "CONSTRUCT { id:b sskg:resolves id:a . id:a a sskg:Goal } {}"
    assert written(store, query, "ttl")[0].decode() == (
        "@prefix id: <https://w3id.org/sskg/id/> .\n"
        "@prefix sskg: <https://w3id.org/sskg/ontology#> .\n"
        "id:a a sskg:Goal .\n"
        "id:b sskg:resolves id:a .\n"
    )


def test_a_limit_cuts_triples_too(store):
    content, cut = written(store, GRAPH, "nt", limit=1)
    assert (content.count(b"\n"), cut) == (1, True)


@pytest.mark.parametrize(
    ("query", "form", "given"),
    [("ASK {}", "ttl", "truth value"), ("SELECT * {}", "rdf", "rows"), (GRAPH, "csv", "triples")],
)
def test_a_format_for_another_kind_of_answer_is_refused(store, query, form, given):
    with pytest.raises(RequestError, match=given):
        written(store, query, form)


def test_a_triple_as_a_term_is_written_in_every_format(store):
    query = "SELECT ?t { BIND(TRIPLE(<http://e/s>, <http://e/p>, 1) AS ?t) }"
    bindings = json.loads(written(store, query, "json")[0])["results"]["bindings"]
    assert bindings[0]["t"]["value"]["subject"] == {"type": "uri", "value": "http://e/s"}
    assert written(store, query, "tsv")[0] == b"?t\n<<( <http://e/s> <http://e/p> 1 )>>\n"
    assert b"<triple><subject><uri>http://e/s</uri></subject>" in written(store, query, "xml")[0]


RIGHT_TO_LEFT = pyoxigraph.Literal("x", language="ar", direction=pyoxigraph.BaseDirection.RTL)


def directed():
    store = pyoxigraph.Store()
    subject, predicate = (pyoxigraph.NamedNode(f"http://e/{name}") for name in "sp")
    store.add(pyoxigraph.Quad(subject, predicate, RIGHT_TO_LEFT))
    return EmbeddedStore(store, "test")


@pytest.mark.parametrize(
    ("form", "parser"),
    [
        ("json", pyoxigraph.QueryResultsFormat.JSON),
        ("xml", pyoxigraph.QueryResultsFormat.XML),
        ("tsv", pyoxigraph.QueryResultsFormat.TSV),
    ],
)
def test_a_base_direction_survives(form, parser):
    content, _ = written(directed(), "SELECT ?o { ?s ?p ?o }", form)
    rows = pyoxigraph.parse_query_results(input=content, format=parser)
    assert isinstance(rows, pyoxigraph.QuerySolutions)
    ((read,),) = rows
    assert read == RIGHT_TO_LEFT
    assert read.direction == pyoxigraph.BaseDirection.RTL


def test_a_base_direction_stands_where_the_standards_want_it():
    query = "SELECT ?o { ?s ?p ?o }"
    (row,) = json.loads(written(directed(), query, "json")[0])["results"]["bindings"]
    assert row["o"] == {"type": "literal", "value": "x", "xml:lang": "ar", "its:dir": "rtl"}
    root = ET.fromstring(written(directed(), query, "xml")[0])  # noqa: S314  (our own output)
    (literal,) = root.iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert literal.get("{http://www.w3.org/2005/11/its}dir") == "rtl"
    assert written(directed(), query, "tsv")[0].splitlines()[1] == b'"x"@ar--rtl'
