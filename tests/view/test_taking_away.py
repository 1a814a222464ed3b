"""What a reader takes away: pictures, tables, statements, and how to get them again."""

import csv
import io
import shlex

import pyoxigraph
import pytest

from sskg.rdf.terms import PREFIXES
from sskg.store import open_store
from sskg.store.embedded import EmbeddedStore
from sskg.store.sparql import select

pytestmark = pytest.mark.browser


def rows(store, query: str) -> set[tuple[str, ...]]:
    asked = store if hasattr(store, "location") else EmbeddedStore(store, "what was taken away")
    return {tuple(term.value for term in row) for row in select(asked, query)}


RELATIONS = """SELECT ?s ?p ?o WHERE { ?s ?p ?o FILTER(STRSTARTS(STR(?p), STR(sskg:)))
    FILTER(?p NOT IN (sskg:modality, sskg:evidence, sskg:inDocument, sskg:anchor, sskg:qualifier,
                      sskg:assertedBy)) }"""


def test_the_picture_is_taken_as_png(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#do-take")
    with page.page.expect_download() as download:
        page.page.click("#take-png")
    assert download.value.suggested_filename == "social-security.png"
    assert download.value.path().read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"


def test_csv_has_the_relations_of_what_is_selected_with_their_passages(show, tiny_page):
    page = show(tiny_page)
    page.choose("old barrier")
    table = list(csv.DictReader(io.StringIO(page.taken("csv").removeprefix("\ufeff"))))
    assert [(row["subject"], row["relation"], row["object"]) for row in table] == [
        ("fee-reform", "resolves", "old-barrier"),
        ("fund-reform", "resolves", "old-barrier"),
    ]
    assert table[1]["passages"] == "alpha:0-48 beta:141-221"
    assert table[1]["claims"] == "alpha-s1-c3 beta-s3-c1"


def test_turtle_has_the_selected_things_statements_and_claims_as_the_graph_has_them(
    show, tiny, tiny_page
):
    page = show(tiny_page)
    page.choose("fund reform")
    taken = pyoxigraph.Store()
    taken.load(page.taken("turtle").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    found = {tuple(map(str, quad.triple)) for quad in taken}
    whole = {
        (str(row["s"]), str(row["p"]), str(row["o"]))
        for row in tiny.query("SELECT ?s ?p ?o WHERE { ?s ?p ?o }")
    }
    assert found <= whole
    ids = PREFIXES["id"]
    assert (f"<{ids}alpha-s1-c3>", f"<{PREFIXES['sskg']}evidence>", f"<{ids}alpha-s1>") in found
    assert (f"<{ids}fund-reform>", f"<{PREFIXES['sskg']}start>",
            '"2018"^^<http://www.w3.org/2001/XMLSchema#gYear>') in found  # fmt: skip


def test_turtle_of_everything_has_every_relation_between_things(show, tiny, tiny_page):
    taken = pyoxigraph.Store()
    taken.load(show(tiny_page).taken("turtle").encode(), format=pyoxigraph.RdfFormat.TURTLE)
    between = """SELECT ?s ?p ?o WHERE { ?s ?p ?o ; a ?kind . ?o a ?other
        FILTER(STRSTARTS(STR(?p), STR(sskg:)))
        FILTER(?kind NOT IN (sskg:Claim, sskg:Passage, sskg:Observation))
        FILTER(?other NOT IN (sskg:Observation, sskg:Bound)) }"""
    assert rows(taken, between) == rows(tiny, between)


def test_the_sparql_gives_the_relations_that_are_shown(show, tiny, tiny_page):
    page = show(tiny_page, address="#kinds=-Indicator+-MeasuredChange&modalities=-Hypothetical")
    page.page.click("#do-take")
    query = page.text("#take-sparql")
    page.page.keyboard.press("Escape")
    page.page.click("#view-table")
    page.page.click("#show-statements")
    given = rows(tiny, query)
    assert len(given) == page.page.locator("#twin tbody tr").count() == 12
    assert (f"{PREFIXES['id']}fund-reform", f"{PREFIXES['sskg']}resolves",
            f"{PREFIXES['id']}old-barrier") in given  # fmt: skip


def test_the_command_writes_a_page_with_what_is_shown(show, run, tiny_page, tmp_path):
    page = show(tiny_page, address="#alone=low-trust+2&kinds=-Directive")
    page.page.click("#do-take")
    command = shlex.split(page.text("#take-command"))
    page.page.keyboard.press("Escape")
    assert command[:4] == ["sskg", "view", "low-trust", "--hops"]
    target = tmp_path / "again.html"
    run(*command[1:], "-g", "tests/data/tiny.ttl", "-o", str(target))
    assert (
        set(show(target).drawn()) == set(page.drawn()) == {"low trust", "new office", "fair fees"}
    )


def test_the_sparql_of_a_filtered_large_picture_gives_its_relations(show, packaged, packaged_page):
    page = show(packaged_page, address="#kinds=-TargetGroup&modalities=-Required+-unproved")
    page.page.click("#do-take")
    query = page.text("#take-sparql")
    page.page.keyboard.press("Escape")
    shown = int(page.text("#status").split(",")[1].split()[0])
    assert shown > 200
    assert len(rows(packaged, query)) == shown


def test_cells_that_a_spreadsheet_would_run_are_made_harmless(show, tmp_path):
    from sskg.view.page import view_html

    graph = tmp_path / "cells.ttl"
    graph.write_text(
        """@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        :a a sskg:Policy ; skos:prefLabel "=1+1"@en ; sskg:partOf :b .
        :b a sskg:Policy ; skos:prefLabel "say \\"yes\\", please"@en .""",
        encoding="utf-8",
    )
    page = show(view_html(open_store([str(graph)])))
    (row,) = csv.DictReader(io.StringIO(page.taken("csv").removeprefix("\ufeff")))
    assert row["subject label"] == "'=1+1"
    assert row["object label"] == 'say "yes", please'
