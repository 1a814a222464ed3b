"""What a request asks for, read from its address, headers and body alone: no server is started."""

from __future__ import annotations

import pytest

from sskg.server.failures import Refusal
from sskg.server.negotiation import (
    PAGES,
    ROWS,
    THING,
    TRIPLES,
    Media,
    chosen,
    language,
    preferred,
    prefers_page,
    takes_gzip,
)
from sskg.server.protocol import (
    FORM,
    QUERY,
    ProtocolRequest,
    content_kind,
    fields,
    request_by_get,
    request_by_post,
)


def refused(call, *arguments) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*arguments)
    return caught.value


# -- the query -------------------------------------------------------------------------------------


def test_a_get_has_its_query_its_dataset_and_the_rest_in_the_address():
    asked = request_by_get(
        b"query=ASK+%7B%7D&default-graph-uri=http://x.org/a&default-graph-uri=urn:b"
        b"&named-graph-uri=urn:c&format=csv&lang=zh&offset=2"
    )
    assert asked == ProtocolRequest("ASK {}", ("http://x.org/a", "urn:b"), ("urn:c",), "csv",
                          ("lang", "offset"))  # fmt: skip


def test_an_empty_address_asks_nothing():
    assert request_by_get(b"") == ProtocolRequest(None, (), (), None, ())


def test_a_graph_that_is_named_twice_is_asked_once_and_the_order_stays():
    graphs = b"default-graph-uri=urn:b&default-graph-uri=urn:a&default-graph-uri=urn:b"
    assert request_by_get(graphs).default_graphs == ("urn:b", "urn:a")


@pytest.mark.parametrize("name", ["query", "format"])
def test_what_may_stand_once_is_refused_twice(name):
    error = refused(request_by_get, f"{name}=a&{name}=b".encode())
    assert (error.status, error.error) == (400, {
        "code": "repeated", "message": f"“{name}” is given 2 times", "hint": f"give one {name}",
    })  # fmt: skip


@pytest.mark.parametrize("name", ["using-graph-uri", "using-named-graph-uri"])
def test_the_dataset_of_an_update_is_no_dataset_of_a_query(name):
    error = refused(request_by_get, f"query=ASK{{}}&{name}=urn:a".encode())
    assert (error.status, error.error) == (400, {
        "code": "update-only", "message": f"“{name}” belongs to updates",
        "hint": "use default-graph-uri or named-graph-uri",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("content_type", "body"), [("application/sparql-update", b"CLEAR ALL"), (FORM, b"update=x")]
)
def test_an_update_is_forbidden_however_it_comes(content_type, body):
    error = refused(request_by_post, content_type, b"", body)
    assert (error.status, error.error) == (403, {
        "code": "read-only", "message": "this is an update, and the graph is read-only",
        "hint": "the graph changes through its files",
    })  # fmt: skip
    assert refused(request_by_get, b"update=CLEAR+ALL").status == 403


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
@pytest.mark.parametrize(
    "iri", ["", "a", "/a", "1a:b", "urn:a b", "urn:<a>", 'urn:"', "urn:{}", "urn:a|b", "urn:^",
            "urn:`", "urn:\\", "urn:a\n", "urn:\x00"]
)  # fmt: skip
def test_a_graph_must_be_an_absolute_iri(name, iri):
    from urllib.parse import urlencode

    error = refused(request_by_get, urlencode({name: iri}).encode())
    assert (error.status, error.error) == (400, {
        "code": "bad-graph", "message": f"{name} is not an absolute IRI", "hint": "as http://…",
    })  # fmt: skip


@pytest.mark.parametrize("iri", ["urn:", "a+b-c.1:x", "http://例.org/图", "Z:~!$&'()*+,;=#?"])
def test_an_absolute_iri_is_taken_as_it_is(iri):
    from urllib.parse import urlencode

    asked = request_by_get(urlencode({"named-graph-uri": iri}).encode())
    assert asked.named_graphs == (iri,)


# -- the body --------------------------------------------------------------------------------------


def test_a_posted_form_and_the_address_are_read_together():
    asked = request_by_post(FORM, b"default-graph-uri=urn:a", b"query=ASK%7B%7D&format=xml")
    assert asked == ProtocolRequest("ASK{}", ("urn:a",), (), "xml", ())


def test_a_posted_query_is_the_body_with_its_dataset_in_the_address():
    asked = request_by_post(
        QUERY, b"named-graph-uri=urn:a&timeout=3", "ASK { ?s ?p '百' }".encode()
    )
    assert asked == ProtocolRequest("ASK { ?s ?p '百' }", (), ("urn:a",), None, ("timeout",))


def test_a_byte_order_mark_is_no_part_of_the_query():
    assert request_by_post(QUERY, b"", b"\xef\xbb\xbfASK{}").query == "ASK{}"


def test_a_query_in_the_body_and_in_the_address_is_given_twice():
    error = refused(request_by_post, QUERY, b"query=ASK{}", b"ASK{}")
    assert error.error["code"] == "repeated"


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8", "us-ascii", ""])
def test_charsets_within_utf_8_are_taken(charset):
    assert request_by_post(f"{QUERY}; charset={charset}", b"", b"ASK{}").query == "ASK{}"


def test_another_charset_is_refused():
    error = refused(request_by_post, f"{QUERY}; charset=GB18030", b"", b"ASK{}")
    assert (error.status, error.error) == (415, {
        "code": "unsupported-charset", "message": "the charset gb18030 is not taken",
        "hint": "SPARQL is written in UTF-8",
    })  # fmt: skip


def test_no_more_is_repeated_of_a_charset_or_type_than_a_reader_needs():
    error = refused(request_by_post, f"{QUERY}; charset={'x' * 41}", b"", b"")
    assert f" {'x' * 40} is" in error.error["message"]
    error = refused(request_by_post, "y" * 61, b"", b"")
    assert error.error["message"] == "a query cannot come as " + "y" * 60


def test_another_type_is_refused_with_those_that_are_taken():
    error = refused(request_by_post, "text/plain", b"", b"ASK{}")
    assert (error.status, error.error, error.headers) == (415, {
        "code": "unsupported-type", "message": "a query cannot come as text/plain",
        "hint": "send application/sparql-query, or a form (application/x-www-form-urlencoded)",
    }, {"Accept-Post": "application/sparql-query, application/x-www-form-urlencoded"})  # fmt: skip
    error = refused(request_by_post, "", b"", b"ASK{}")
    assert (error.status, error.error["message"]) == (415, "the Content-Type is missing")


def test_a_body_that_is_not_utf_8_is_told_with_byte_and_line():
    error = refused(request_by_post, QUERY, b"", b"\nASK\n{ \xff }\n")
    # Seven bytes stand before it, two of them line ends.
    assert (error.status, error.error) == (400, {
        "code": "not-utf-8", "message": "the query is not UTF-8 at byte 8",
        "hint": "SPARQL is written in UTF-8", "line": 3,
    })  # fmt: skip


def test_a_body_that_is_not_utf_8_from_its_first_byte_is_told_as_line_1():
    error = refused(request_by_post, QUERY, b"", b"\xff\n\n")
    assert (error.error["message"], error.error["line"]) == ("the query is not UTF-8 at byte 1", 1)


@pytest.mark.parametrize(
    ("call", "where"),
    [
        (request_by_get, "query string"),
        (lambda text: request_by_post(QUERY, text, b""), "query string"),
        (lambda text: request_by_post(FORM, b"", text), "form"),
    ],
    ids=["get", "post", "form"],
)
def test_fields_that_are_not_utf_8_or_too_many_say_where(call, where):
    for text in (b"a=%ff", b"%ff=a", b"a=\xff"):
        assert refused(call, text).error == {
            "code": "not-utf-8", "message": f"the {where} is not UTF-8",
            "hint": "percent-encode the UTF-8 bytes of each character",
        }  # fmt: skip
    error = refused(call, b"a&" * 1000)
    assert (error.status, error.error) == (
        400, {"code": "too-many-fields", "message": f"more than 1000 fields in the {where}"}
    )  # fmt: skip


def test_fields_may_be_empty_repeated_and_hold_every_sign():
    assert fields(b"a=1&&a=b=c&b&%61%2B=%26+%2b&%E7%99%BE=%", "form") == [
        ("a", "1"), ("a", "b=c"), ("b", ""), ("a+", "& +"), ("百", "%"),
    ]  # fmt: skip
    assert len(fields(b"&".join([b"a"] * 1000), "form")) == 1000


@pytest.mark.parametrize(
    ("header", "kind", "charset"),
    [
        ("Text/HTML", "text/html", ""),
        (' text/html ; Charset = "UTF-8" ', "text/html", "utf-8"),
        ("a/b; boundary=x; charset=ascii; q=1", "a/b", "ascii"),
        ("a/b; charset", "a/b", ""),
        ("a/b; charset=x=y", "a/b", "x=y"),
        ('a/b; charset="X-ours"', "a/b", "x-ours"),
        ("", "", ""),
    ],
)
def test_a_content_type_is_read_whatever_its_case_and_spaces(header, kind, charset):
    assert content_kind(header) == (kind, charset)


# -- the form of the answer ------------------------------------------------------------------------

OFFERED = (Media("text/csv", "csv"), Media("application/json", "json"), Media("text/xml", "xml"))


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "csv"),
        (" , ;q=1", "csv"),
        ("*/*", "csv"),
        ("*", "csv"),
        ("application/json", "json"),
        ("APPLICATION/JSON", "json"),
        ("application/*", "json"),
        ("text/xml, text/csv", "csv"),
        ("text/csv;q=0.5, text/xml;q=0.9", "xml"),
        ("text/*;q=0.5, application/json;q=0.4", "csv"),
        ("text/csv; q=0.1, text/*", "xml"),
        ("*/*;q=0.9, text/*;q=0.1", "json"),
        ("text/csv;q=0, */*", "json"),
        ("text/csv;q=0.000, text/xml;q=0.001", "xml"),
        ("text/csv;q=0., text/xml;q=1.", "xml"),
        ("text/csv;q=0.9;q=0.1, text/xml;q=0.5", "xml"),
        ("text/csv;Q = 0.1, text/xml;q=0.5", "xml"),
        ("text/csv;level=0, text/xml;q=0.5", "csv"),
        ("text/csv;q=high, text/xml;q=0.9", "csv"),
        ("text/csv;q=0.3x, text/xml;q=0.9", "csv"),
        ("text/csv;q=2, text/xml;q=1", "csv"),
        ("text/plain, text/xml;q=0.1", "xml"),
        ("tex/*, application/json;q=0.1", "json"),
        (", text/xml", "xml"),
        ("text/csv;q=1.0, application/json", "csv"),
        ("text/csv;q=1.0, text/xml;q=high", "csv"),
        ("text/csv;q=0.1;q, text/xml;q=0.5", "csv"),
        ("text/csv;q=0.1, *;q=0.9", "json"),
        ("text/csvx, application/json;q=0.1", "json"),
        ("image/png", None),
        ("*/*;q=0", None),
        ("text/csv;q=0.0, application/json;q=0, text/xml;q=0", None),
    ],
)
def test_the_accept_header_is_weighed(accept, form):
    found = preferred(accept, OFFERED)
    assert (found.form if found else None) == form


def test_of_an_endless_header_only_its_beginning_is_read():
    late = ",".join(["image/png"] * 99 + ["text/xml", "text/csv"])
    found = preferred(late, OFFERED)
    assert found is not None
    assert found.form == "xml"


@pytest.mark.parametrize(
    ("name", "offered", "asked"),
    [
        ("json", ROWS, "application/sparql-results+json"),
        (" JSON ", ROWS, "application/sparql-results+json"),
        ("srx", ROWS, "application/sparql-results+xml"),
        ("text/tab-separated-values", ROWS, "text/tab-separated-values"),
        ("html", ROWS, "text/html"),
        ("json", TRIPLES, "application/ld+json"),
        ("xml", TRIPLES, "application/rdf+xml"),
        ("turtle", TRIPLES, "text/turtle"),
        ("n-triples", TRIPLES, "application/n-triples"),
        ("md", PAGES, "text/markdown"),
        ("json", PAGES, "application/json"),
        ("rdf", THING, "application/rdf+xml"),
        ("json", THING, "application/json"),  # its own form goes before the one of triples
        ("xml", THING, "application/rdf+xml"),
        ("json-ld", THING, "application/ld+json"),
    ],
)
def test_a_format_is_known_by_its_names_and_wins_over_the_header(name, offered, asked):
    assert chosen(name, "image/png", offered).asked == asked


def test_without_a_format_the_header_chooses():
    assert chosen(None, "text/xml", OFFERED).form == "xml"


def test_a_format_that_nobody_knows_is_refused_and_cut_short():
    error = refused(chosen, "x" * 41, "", OFFERED)
    assert (error.status, error.error) == (400, {
        "code": "unknown-format", "message": f"format “{'x' * 40}” is unknown",
        "hint": "formats: csv, json, xml",
    })  # fmt: skip


def test_a_format_of_other_answers_is_refused():
    error = refused(chosen, "csv", "", TRIPLES)
    assert (error.status, error.error) == (400, {
        "code": "unknown-format", "message": "format “csv” is no format for this answer",
        "hint": "formats: ttl, nt, jsonld, rdf, html",
    })  # fmt: skip


def test_nothing_acceptable_is_refused_with_what_there_is():
    error = refused(chosen, None, "image/png", OFFERED)
    assert (error.status, error.error) == (406, {
        "code": "not-acceptable",
        "message": "the answer comes in no form that the Accept header takes",
        "hint": "it comes as text/csv, application/json, text/xml",
    })  # fmt: skip


@pytest.mark.parametrize(
    ("media", "content_type"),
    [
        (Media("text/csv", "csv"), "text/csv; charset=utf-8"),
        (Media("application/json", "json"), "application/json"),
        (Media("application/xhtml+xml", "html", "text/html"), "text/html; charset=utf-8"),
        (Media("text/xml", "rdf", "application/rdf+xml"), "application/rdf+xml"),
    ],
)
def test_a_text_is_sent_with_its_charset(media, content_type):
    assert media.content_type == content_type


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", True),
        ("application/xhtml+xml", True),
        ("*/*", False),
        ("", False),
        ("application/json, text/html;q=0.9", False),
        ("text/csv", False),
    ],
)
def test_browsers_get_a_page_and_programs_do_not(accept, page):
    assert prefers_page(accept) is page


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip, deflate, br", True),
        ("x-gzip", True),
        ("*", True),
        ("GZIP;q=0.001", True),
        ("gzip;q=0", False),
        ("gzip;q=0, *", False),
        ("x-gzip;q=0, *", False),
        ("*;q=0", False),
        ("br", False),
        ("", False),
    ],
)
def test_gzip_is_sent_to_those_who_take_it(header, taken):
    assert takes_gzip(header) is taken


@pytest.mark.parametrize(
    ("header", "lang"),
    [
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB;q=0.5, zh;q=0.6", "zh"),
        ("ZH-hant", "zh"),
        ("de, en;q=0.1", "en"),
        ("zh, en", "zh"),
        ("en, zh", "en"),
        ("zh;q=0", "fr"),
        ("zho", "fr"),
        ("", "fr"),
    ],
)
def test_the_language_is_the_clients_choice_among_ours(header, lang):
    assert language(header, "fr") == lang
