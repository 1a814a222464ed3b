"""What a query names and what there is not is told with the nearest term; what is there never."""

from __future__ import annotations

import pytest

from sskg.queries.spelling import misspelt
from sskg.store import open_store

EX = "PREFIX ex: <http://example.org/> "


@pytest.fixture(scope="module")
def theirs(tmp_path_factory):
    path = tmp_path_factory.mktemp("theirs") / "theirs.ttl"
    path.write_text(
        "@prefix ex: <http://example.org/> . @prefix sskg: <https://w3id.org/sskg/ontology#> .\n"
        "ex:a a ex:Pension ; ex:paidBy ex:b ; sskg:mine ex:c .\n"
    )
    return open_store([str(path)])


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { ?s a sskg:Refrom }", ["sskg:Refrom … sskg:Reform"]),
        ("ASK { ?s a <https://w3id.org/sskg/ontology#Refrom> }", ["sskg:Refrom … sskg:Reform"]),
        (
            "PREFIX o: <https://w3id.org/sskg/ontology#> ASK { ?s o:resolve/o:aimAt ?x }",
            ["sskg:resolve … sskg:resolves", "sskg:aimAt … sskg:aimsAt"],
        ),
        ("SELECT * { ?s sskg:xyzzy ?o }", ["sskg:xyzzy"]),
        (EX + "SELECT * { ?s a ex:Pensoin ; ex:paidby ?o }",
         ["http://example.org/Pensoin … http://example.org/Pension",
          "http://example.org/paidby … http://example.org/paidBy"]),
        # What the graph has, if only once, is there; so are texts, comments, and other namespaces.
        ("SELECT * { ?s sskg:mine ?o }", []),
        (EX + "SELECT * { ex:b ?p ex:c }", []),
        ('SELECT * { ?s ?p "sskg:Refrom" } # sskg:Refrom', []),
        ("PREFIX e: <http://example.com/> SELECT * { ?s a e:Pension }", []),
        ("SELECT * { ?s a sskg:Reform ; skos:prefLabel ?l }", []),
        ("BASE <http://x/> SELECT * { ?s a <Reform> , <../Refrom> }", []),
    ],
)  # fmt: skip
def test_a_term_that_there_is_not_is_told_with_the_nearest(theirs, query, told):
    warnings = misspelt(theirs, query, empty=True)
    assert [
        " … ".join(str(w.parts[part]) for part in ("term", "near") if part in w.parts)
        for w in warnings
    ] == told


def test_where_there_is_an_answer_only_the_ontology_is_looked_at(theirs):
    query = EX + "SELECT * { ?s ?p ?o OPTIONAL { ?s ex:paidby ?x ; sskg:resolve ?y } }"
    assert [w.parts["term"] for w in misspelt(theirs, query, empty=False)] == ["sskg:resolve"]
