"""What a reader sees of one thing: names, relations both ways, figures, passages, documents."""

import pytest

from sskg.store import open_store
from sskg.view.choice import Choice
from sskg.view.page import view_html

pytestmark = pytest.mark.browser


def test_every_thing_is_drawn_and_counted(show, tiny_page):
    page = show(tiny_page)
    # 21 things: 2 policies, 2 reforms, 1 measure, 3 challenges, 1 outcome, 3 changes, 2 goals,
    # 1 directive, 1 actor, 1 event, 4 indicators; the two documents stay out of the picture.
    assert page.text("#status").startswith("Shown: 21 things")
    assert len(page.drawn()) == 21
    assert "fund reform" in page.drawn()


def test_no_two_labels_overlap_at_first_in_either_language(show, packaged_page):
    page = show(packaged_page, width=1440, height=900)
    for _ in range(2):
        labels = list(page.drawn().values())
        overlapping = [
            (one, two)
            for at, one in enumerate(labels)
            for two in labels[at + 1 :]
            if abs(one.x - two.x) < (one.width + two.width) / 2
            and abs(one.y - two.y) < (one.height + two.height) / 2
        ]
        assert len(labels) > 100
        assert overlapping == []
        page.page.click("#do-language")


def test_what_flows_from_challenge_to_goal_runs_from_left_to_right(show, tiny_page):
    places = show(tiny_page).drawn()
    way = ["old barrier", "fund reform", "steady benefits", "care for all"]
    across = [places[label].x for label in way]
    assert across == sorted(across)
    assert len(set(across)) == 4


def test_a_click_on_a_thing_opens_its_panel_and_fades_what_is_not_its_neighbour(show, tiny_page):
    page = show(tiny_page)
    place = page.drawn()["fund reform"]
    page.page.mouse.click(place.x, place.y)
    page.page.wait_for_selector("#panel-title")
    assert page.text("#panel-title") == "fund reform"
    assert page.bright() == {
        "fund reform", "old barrier", "steady benefits", "the fund", "people covered"
    }  # fmt: skip


def test_the_panel_tells_names_definition_dates_and_notes(show, tiny_page):
    page = show(tiny_page)
    page.choose("fund reform")
    panel = page.text("#panel")
    for part in ("基金改革", "reform of the fund", "A change of the fund.", "2018",
                 "The text does not say who made it."):  # fmt: skip
        assert part in panel


def test_relations_run_both_ways_and_each_is_a_link(show, tiny_page):
    page = show(tiny_page)
    page.choose("old barrier")
    assert page.texts("#panel .relations h4") == ["is resolved by 2"]
    assert page.texts("#panel .relations a") == ["fee reform", "fund reform"]
    page.page.click("#panel .relations a >> text=fund reform")
    page.page.wait_for_selector("#panel-title:has-text('fund reform')")
    assert "old barrier" in page.texts("#panel .relations a")


def test_each_statement_shows_its_modality_and_its_passages(show, tiny_page):
    page = show(tiny_page)
    page.choose("care for all")
    rows = {
        row.locator("a").inner_text(): row.inner_text()
        for row in page.page.locator("#panel .relations li").all()
    }
    assert "hypothetical" in rows["missing rules"]
    assert "alpha:112-159" in rows["missing rules"]
    assert "If rules are missing" in rows["missing rules"]
    assert "inferred" in rows["the fund"]


def test_who_said_it_and_the_hedge_of_the_source_are_told(show, tiny_page):
    page = show(tiny_page)
    page.choose("new office")
    assert "said by the minister" in page.text("#panel")
    page.choose("fund reform")
    assert "“steady”" in page.text("#panel")


def test_figures_are_drawn_and_compared_as_exactly_as_their_bounds_allow(show, tiny_page):
    page = show(tiny_page)
    page.choose("growth of coverage")
    assert page.page.locator("#panel svg.chart rect").count() == 2
    assert page.text("#panel .change") == "change of at least +50 (× 1.5)"
    assert "as stated: “more than 150 people”" in page.text("#panel")
    page.choose("fall of fees")
    assert page.text("#panel .change") == "change −2 percentage points (× 0.75)"


def test_a_range_is_shown_with_both_ends(show, tmp_path):
    graph = tmp_path / "range.ttl"
    graph.write_text(
        "@prefix : <https://w3id.org/sskg/id/> . @prefix sskg: <https://w3id.org/sskg/ontology#> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        ':fine a sskg:Indicator ; skos:prefLabel "fine"@en .'
        ':told a sskg:Observation ; sskg:indicator :fine ; skos:prefLabel "two to five"@en ;'
        "  sskg:value 2.0 ; sskg:upperValue 5.0 ; sskg:bound sskg:AtLeast .",
        encoding="utf-8",
    )
    page = show(view_html(open_store([str(graph)])))
    page.choose("fine")
    drawn = page.page.locator("#panel svg.chart").text_content() or ""
    assert "2–5" in drawn
    assert "at least" not in drawn


def test_figures_of_different_units_are_not_compared(show, tiny_page):
    page = show(tiny_page)
    page.choose("change of pay")
    assert "different units" in page.text("#panel .change")


def test_a_statement_opens_at_its_passage_in_the_document(show, tiny_sources_page):
    page = show(tiny_sources_page)
    page.choose("steady benefits")
    page.page.click('[data-passage="alpha-s3"]')
    page.page.wait_for_selector("#passage")
    assert page.text("#passage") == "Steady benefits mean care for all."
    assert "Nothing here is stated by the graph." in page.text(".source")
    assert page.text("#panel-title") == "first text"
    page.page.click("#back-to-thing")
    page.page.wait_for_selector("#panel-title:has-text('steady benefits')")


def test_a_passage_tells_what_else_it_states(show, tiny_sources_page):
    page = show(tiny_sources_page)
    page.choose("steady benefits")
    page.page.click('[data-passage="alpha-s3"]')
    page.page.click("#panel .states summary")
    assert page.texts("#panel .states li") == [
        "the fund contributes to care for all",
        "steady benefits achieves care for all",
        "steady benefits contributes to care for all",
    ]


def test_without_the_document_the_passage_shows_place_and_anchor_only(show, tiny_page):
    page = show(tiny_page)
    page.choose("steady benefits")
    page.page.click('[data-passage="alpha-s3"]')
    page.page.wait_for_selector("#back-to-thing")
    assert "77–111" in page.text("#panel")
    assert page.text("#panel blockquote") == "mean care for all"
    assert "--sources" in page.text("#panel .hint")


def test_offsets_count_characters_beyond_the_basic_plane_as_one(show, tmp_path):
    from hashlib import sha256

    from sskg.graph.documents import read_documents
    from sskg.store import open_store
    from sskg.view.choice import Choice
    from sskg.view.page import view_html

    text = "𠮷𠮷 care 😀 comes."
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    graph = tmp_path / "astral.ttl"
    graph.write_text(
        f"""@prefix : <https://w3id.org/sskg/id/> .
        @prefix sskg: <https://w3id.org/sskg/ontology#> .
        @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        @prefix oa: <http://www.w3.org/ns/oa#> . @prefix schema: <http://schema.org/> .
        :one a sskg:SourceDocument ; schema:sha256 "{sha256(text.encode()).hexdigest()}" .
        :a a sskg:Policy ; skos:prefLabel "a"@en ; sskg:aimsAt :b .
        :b a sskg:Goal ; skos:prefLabel "b"@en .
        :p a sskg:Passage ; sskg:inDocument :one ; oa:start 3 ; oa:end 9 .
        :c a sskg:Claim ; sskg:modality sskg:Reported ; sskg:evidence :p ;
          rdf:subject :a ; rdf:predicate sskg:aimsAt ; rdf:object :b .""",
        encoding="utf-8",
    )
    page = show(view_html(open_store([str(graph)]), Choice(), read_documents(tmp_path)))
    page.choose("a")
    page.page.click('[data-passage="p"]')
    page.page.wait_for_selector("#passage")
    assert page.text("#passage") == "care 😀"


def test_a_line_opens_the_statement_that_it_stands_for(show, tiny_page):
    page = show(tiny_page)
    page.page.click("#view-table")
    page.page.click("#show-statements")
    row = page.page.locator("#twin tr", has_text="missing rules")
    row.locator("button.relation").click()
    page.page.wait_for_selector("#panel .triple")
    assert page.text("#panel-title") == "hinders"
    assert "alpha:112-159" in page.text("#panel")


@pytest.mark.parametrize(("lang", "words"), [("en", "without a claim"), ("zh", "无陈述为证")])
def test_statements_without_a_claim_are_not_excused_from_proof(show, tmp_path, lang, words):
    graph = tmp_path / "unclaimed.ttl"
    graph.write_text(
        "@prefix sskg: <https://w3id.org/sskg/ontology#> . @prefix ex: <https://example.org/> .\n"
        "ex:reform a sskg:Reform ; sskg:contributesTo ex:goal . ex:goal a sskg:Goal .\n",
        encoding="utf-8",
    )
    text = show(view_html(open_store([str(graph)]), Choice(lang=lang))).text("body")
    assert words in text
    assert "needs no proof" not in text
    assert "无须举证" not in text
