"""CURIEs and IRIs as people type and read them."""

import pytest

from sskg.rdf.terms import PREFIXES, curie, expand, local_name


def test_a_thing_is_shown_with_the_id_prefix_not_the_empty_one():
    assert curie("https://w3id.org/sskg/id/common-prosperity") == "id:common-prosperity"


def test_an_iri_whose_local_part_would_need_escapes_stays_whole():
    for iri in ("https://w3id.org/sskg/id/a/b", "https://w3id.org/sskg/id/a b", PREFIXES["id"]):
        assert curie(iri) == iri


def test_the_longest_namespace_wins():
    # sdg: is http://metadata.un.org/sdg/, sdgo: a namespace below it.
    assert curie("http://metadata.un.org/sdg/ontology#Goal") == "sdgo:Goal"


@pytest.mark.parametrize(
    ("typed", "iri"),
    [
        (":x", "https://w3id.org/sskg/id/x"),
        ("id:x", "https://w3id.org/sskg/id/x"),
        ("<http://example.org/x>", "http://example.org/x"),
        ("https://example.org/x", "https://example.org/x"),
        ("skos:Concept", "http://www.w3.org/2004/02/skos/core#Concept"),
    ],
)
def test_identifiers_are_expanded(typed: str, iri: str):
    assert expand(typed) == iri


@pytest.mark.parametrize("typed", ["pension pooling", "note: pensions", "unknown:x", "a:b c", ""])
def test_what_is_no_identifier_is_left_to_the_names(typed: str):
    assert expand(typed) is None


@pytest.mark.parametrize("iri", ["http://a.org/b#c", "http://a.org/b/c", "http://a.org/c/"])
def test_the_slug_is_the_last_part(iri: str):
    assert local_name(iri) == "c"
