"""What is found wrong between a graph and its texts: evidence and a text written for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from sskg.check.evidence import CheckedPassage, CheckedSource, CheckedStatement, Evidence
from sskg.check.report import NOTE, VIOLATION, WARNING, Count, Excerpt, Finding
from sskg.check.texts import (
    check_figures,
    check_passages,
    check_sources,
    check_statements,
    excerpt,
)
from sskg.graph.documents import Document
from sskg.rdf.terms import ONTOLOGY, THINGS

# The first line is 35 code points and its end; the second goes from 36 to 76.
TEXT = "The barn 🌾 held over 30 tonnes, up.\nSince May 2, 2020 nearly 5 million came."
HELD = Document(Path("barn.txt"), "d1", TEXT)
SECOND = (36, 76)
BARN, PASSAGE, CLAIM, STOCK = (THINGS + name for name in ("barn", "p", "c", "stock"))
XSD = "http://www.w3.org/2001/XMLSchema#"


def source(held: Document | None = HELD, **words) -> CheckedSource:
    given = {"digest": "d1", "file": "barn.txt", "count": None, **words}
    return CheckedSource(BARN, held=held, **given)


def span(
    start: int = 0, end: int = 35, anchor: str | None = None, iri: str = PASSAGE
) -> CheckedPassage:
    return CheckedPassage(iri, BARN, start, end, anchor, silent=False)


def claim(
    name: str, stated: object, modality: str = "Reported", iri: str = CLAIM, passages=(PASSAGE,)
) -> CheckedStatement:
    return CheckedStatement(
        iri, STOCK, ONTOLOGY + name, stated, ONTOLOGY + modality, list(passages)
    )


def evidence(
    *statements: CheckedStatement,
    wording: str | None = None,
    spans: tuple[CheckedPassage, ...] = (),
    sources: tuple[CheckedSource, ...] = (),
    hedges: tuple[str, ...] = (),
) -> Evidence:
    return Evidence(
        {one.iri: one for one in sources or (source(),)},
        {one.iri: one for one in spans or (span(),)},
        {one.iri: one for one in statements},
        {STOCK: {ONTOLOGY + "asStated": [wording]}} if wording is not None else {},
        {},
        {CLAIM: list(hedges)} if hedges else {},
    )


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


FIRST_WORDS = Excerpt("barn.txt", 1, 0, 35, "The barn 🌾 held over 30 tonnes, up.")
SECOND_WORDS = Excerpt("barn.txt", 2, 36, 76, "Since May 2, 2020 nearly 5 million came.")


# -- documents -------------------------------------------------------------------------------------


def test_a_document_as_the_graph_describes_it_has_no_finding():
    assert check_sources(evidence(sources=(source(count=76),)), {"d1": HELD}) == []


def test_a_document_without_a_count_has_no_finding():
    assert check_sources(evidence(), {"d1": HELD}) == []


def test_another_count_of_characters_is_told_with_the_right_one():
    finding = only(check_sources(evidence(sources=(source(count=77),)), {"d1": HELD}))
    assert (finding.node, finding.check, finding.severity) == (
        BARN,
        "character-count-differs",
        VIOLATION,
    )
    assert finding.message == "The text has 76 code points, not 77."


def test_a_document_that_is_not_held_is_noted_with_its_digest():
    finding = only(check_sources(evidence(sources=(source(None),)), {}))
    assert (finding.node, finding.check, finding.severity) == (BARN, "document-not-held", NOTE)
    assert "its digest d1." in finding.advice


def test_a_document_that_is_not_held_and_has_no_digest_says_so():
    finding = only(check_sources(evidence(sources=(source(None, digest=None),)), {"d1": HELD}))
    assert finding.check == "document-not-held"
    assert "its digest (none given)." in finding.advice


@pytest.mark.parametrize("file", [None, "", "other.txt"])
def test_a_file_of_another_name_is_not_taken_for_the_document(file):
    lacking = source(None, digest="d2", file=file)
    assert only(check_sources(evidence(sources=(lacking,)), {"d1": HELD})).check == (
        "document-not-held"
    )


def test_a_file_of_the_name_but_another_digest_is_told_with_its_own():
    finding = only(check_sources(evidence(sources=(source(None, digest="d2"),)), {"d1": HELD}))
    assert (finding.node, finding.check, finding.value) == (BARN, "document-differs", "d1")
    assert finding.message == "Your file barn.txt has another digest than the graph gives."


def test_every_document_is_looked_at():
    other = CheckedSource(THINGS + "other", None, None, None, None)
    wrong = check_sources(evidence(sources=(source(count=1), other)), {"d1": HELD})
    assert [finding.node for finding in wrong] == [BARN, THINGS + "other"]


# -- passages --------------------------------------------------------------------------------------


def test_a_passage_with_its_anchor_in_it_is_right():
    assert check_passages(evidence(spans=(span(anchor="over 30"),))) == ([], {PASSAGE})


def test_a_passage_without_an_anchor_is_right():
    assert check_passages(evidence()) == ([], {PASSAGE})


def test_white_space_between_the_words_of_an_anchor_may_differ():
    over_the_line = span(0, 76, " up.  Since\tMay ")
    assert check_passages(evidence(spans=(over_the_line,))) == ([], {PASSAGE})


@pytest.mark.parametrize("anchor", ["Over 30", "nearly 5", "over30"])
def test_an_anchor_that_is_not_in_its_passage_letter_by_letter_is_told(anchor):
    findings, right = check_passages(evidence(spans=(span(anchor=anchor),)))
    finding = only(findings)
    assert (finding.node, finding.check, finding.value) == (
        PASSAGE,
        "anchor-not-in-passage",
        anchor,
    )
    assert finding.message == f"The anchor “{anchor}” does not occur in its passage."
    assert finding.excerpt == FIRST_WORDS
    assert right == set()


def test_offsets_beyond_the_text_are_told_with_its_length():
    findings, right = check_passages(evidence(spans=(span(36, 77),)))
    finding = only(findings)
    assert (finding.node, finding.check, right) == (PASSAGE, "span-outside-text", set())
    assert finding.message == "Characters 36 to 77 do not lie within the text, which has 76."


def test_a_passage_of_a_text_that_is_not_held_is_neither_right_nor_wrong():
    assert check_passages(evidence(sources=(source(None),))) == ([], set())


def test_a_passage_of_an_unknown_document_is_passed_over_and_the_next_one_read():
    stray = CheckedPassage(THINGS + "a", THINGS + "nowhere", 0, 5, "x", silent=False)
    assert check_passages(evidence(spans=(stray, span()))) == ([], {PASSAGE})


# -- excerpts --------------------------------------------------------------------------------------


def test_an_excerpt_of_eight_words_is_shown_whole():
    assert excerpt(HELD, *SECOND) == SECOND_WORDS


def test_an_excerpt_of_more_words_is_cut_after_the_eighth():
    assert excerpt(HELD, 4, 76) == Excerpt(
        "barn.txt", 1, 4, 76, "barn 🌾 held over 30 tonnes, up. Since …"
    )


# -- a figure and its own wording ------------------------------------------------------------------


def figures(name: str, stated: object, wording: str | None) -> list[Finding]:
    return check_figures(evidence(claim(name, stated), wording=wording))


@pytest.mark.parametrize(
    ("value", "wording"),
    [
        ("30", "over 30 tonnes"),
        ("5000000", "nearly 5 million"),
        ("5000000.0", "nearly 5 million"),
        ("70", "80% and 70%"),
        ("80", "80% and 70%"),
    ],
)
def test_a_value_that_its_wording_says_is_right(value, wording):
    assert figures("value", Literal(value), wording) == []


def test_a_value_that_its_wording_does_not_say_is_told():
    finding = only(figures("value", Literal("5000"), "nearly 5 million"))
    assert (finding.node, finding.check, finding.value) == (STOCK, "value-differs", "5000")
    assert finding.message == "The value is 5000, but “nearly 5 million” says 5000000."


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("1e27", "1" + 27 * "0"),
        ("1e28", "1.000e+28"),
        ("12e999999999", "1.200e+1000000000"),
        ("1e-27", "0." + 26 * "0" + "1"),
        ("1e-28", "1.000e-28"),
    ],
)
def test_a_value_of_many_digits_is_told_in_short(value, shown):
    finding = only(figures("value", Literal(value), "over 30"))
    assert finding.value == shown
    assert finding.message == f"The value is {shown}, but “over 30” says 30."


def test_all_numbers_of_a_wording_are_told():
    finding = only(figures("value", Literal("75"), "80% and 70%"))
    assert finding.message == "The value is 75, but “80% and 70%” says 80 or 70."


@pytest.mark.parametrize("wording", ["a great many", "hundreds of millions"])
def test_a_wording_without_a_number_in_digits_is_told(wording):
    finding = only(figures("value", Literal("30"), wording))
    assert (finding.node, finding.check, finding.value) == (
        STOCK,
        "wording-without-number",
        wording,
    )
    assert finding.message.startswith(f"“{wording}” holds no number")


@pytest.mark.parametrize(
    "value", [Literal("many"), None, Literal("NaN"), Literal("sNaN"), Literal("Infinity")]
)
def test_a_value_that_is_no_number_is_left_to_the_shapes(value):
    assert figures("value", value, "over 30") == []


@pytest.mark.parametrize("wording", [None, "", " \n"])
@pytest.mark.parametrize("name", ["value", "bound"])
def test_a_figure_without_a_wording_is_left_to_the_shapes(name, wording):
    assert figures(name, Literal("31"), wording) == []


def test_another_property_has_no_value_to_compare():
    assert figures("start", Literal("2020"), "over 30") == []


@pytest.mark.parametrize(
    ("wording", "bound"),
    [
        ("over 30", "MoreThan"),
        ("More than 30", "MoreThan"),
        ("above 30", "MoreThan"),
        ("exceeding 30", "MoreThan"),
        ("upwards of 30", "MoreThan"),
        ("超过30", "MoreThan"),
        ("逾30", "MoreThan"),
        ("30多", "MoreThan"),
        ("NEARLY 30", "Nearly"),
        ("almost 30", "Nearly"),
        ("close to 30", "Nearly"),
        ("近30", "Nearly"),
        ("接近30", "Nearly"),
    ],
)
def test_the_words_before_a_number_say_its_bound(wording, bound):
    assert figures("bound", NamedNode(ONTOLOGY + bound), wording) == []
    finding = only(figures("bound", NamedNode(ONTOLOGY + "Exactly"), wording))
    assert (finding.node, finding.check, finding.value) == (STOCK, "bound-differs", "sskg:Exactly")
    assert finding.message == f"The bound is sskg:Exactly, but “{wording}” says sskg:{bound}."


@pytest.mark.parametrize("bound", ["AtLeast", "MoreThan"])
def test_a_chinese_bound_that_may_include_the_number_says_either(bound):
    assert figures("bound", NamedNode(ONTOLOGY + bound), "30以上") == []
    finding = only(figures("bound", NamedNode(ONTOLOGY + "Exactly"), "30以上"))
    assert finding.message == (
        "The bound is sskg:Exactly, but “30以上” says sskg:AtLeast or sskg:MoreThan."
    )


@pytest.mark.parametrize("wording", ["30", "a moreover of 30", "overall 30"])
def test_without_such_words_any_bound_may_stand(wording):
    assert figures("bound", NamedNode(ONTOLOGY + "Exactly"), wording) == []


def test_a_bound_that_is_no_thing_is_told_as_well():
    finding = only(figures("bound", None, "over 30"))
    assert (finding.check, finding.value) == ("bound-differs", "")


def test_two_claims_of_one_figure_are_told_once():
    two = [claim("value", Literal("31"), iri=THINGS + name) for name in ("c", "d")]
    assert only(check_figures(evidence(*two, wording="over 30"))).check == "value-differs"


def test_a_figure_is_read_after_one_without_a_wording():
    bare = CheckedStatement(THINGS + "b", THINGS + "x", ONTOLOGY + "value", Literal("1"), "", [])
    wrong = claim("value", Literal("31"))
    assert only(check_figures(evidence(bare, wrong, wording="over 30"))).node == STOCK


def test_value_and_bound_of_one_figure_are_both_told():
    value = claim("value", Literal("31"))
    bound = claim("bound", NamedNode(ONTOLOGY + "Nearly"), iri=THINGS + "d")
    for two in ((value, bound), (bound, value)):
        found = check_figures(evidence(*two, wording="over 30"))
        assert {finding.check for finding in found} == {"value-differs", "bound-differs"}


# -- a figure and its passages ---------------------------------------------------------------------


def value_of(wording: str | None, *spans: CheckedPassage) -> tuple[list[Finding], Count, Count]:
    one = claim("value", Literal("30"), passages=[one.iri for one in spans] or [PASSAGE])
    return check_statements(evidence(one, wording=wording, spans=spans))


@pytest.mark.parametrize("wording", ["over 30 tonnes", "OVER 30  Tonnes", "30", None])
def test_a_figure_that_its_passage_writes_holds(wording):
    assert value_of(wording) == ([], Count(1, 1), Count(0, 0))


def test_one_of_several_passages_may_write_the_figure():
    found = value_of("nearly 5 million", span(), span(*SECOND, iri=THINGS + "q"))
    assert found == ([], Count(1, 1), Count(0, 0))


@pytest.mark.parametrize(
    ("wording", "figure"),
    [("31", "31"), ("3", "3"), ("30 or 31", "31"), ("millions", "millions")],
)
def test_a_figure_that_no_passage_writes_is_told_with_the_first(wording, figure):
    findings, count, dates = value_of(wording)
    finding = only(findings)
    assert (finding.node, finding.check, finding.severity) == (
        CLAIM,
        "figure-not-in-passage",
        VIOLATION,
    )
    assert (finding.value, finding.excerpt) == (figure, FIRST_WORDS)
    assert finding.message == f"No passage of this claim writes “{figure}”."
    assert (count, dates) == (Count(1, 0), Count(0, 0))


@pytest.mark.parametrize("wording", ["5 thousand", "5 billion", "6 million"])
def test_another_scale_or_number_is_another_figure(wording):
    findings, count, _ = value_of(wording, span(*SECOND))
    assert (only(findings).check, count) == ("figure-not-in-passage", Count(1, 0))


def test_a_scale_may_be_left_to_the_text():
    assert value_of("5", span(*SECOND))[0] == []


def test_a_scale_may_be_left_to_the_wording():
    # The passage ends before the text's scale: “nearly 5”.
    findings, count, _ = value_of("5 million", span(54, 62))
    assert (only(findings).check, count) == ("wording-not-in-passage", Count(1, 1))


def test_an_amount_in_words_is_the_same_in_any_case():
    text = Document(Path("barn.txt"), "d1", "Dozens of barns")
    one = claim("value", Literal("30"))
    held = evidence(one, wording="dozens", spans=(span(0, 15),), sources=(source(text),))
    assert check_statements(held) == ([], Count(1, 1), Count(0, 0))


def test_other_words_around_the_right_number_are_a_warning_and_the_figure_holds():
    findings, count, _ = value_of("about 30 tonnes")
    finding = only(findings)
    assert (finding.node, finding.check, finding.severity) == (
        CLAIM,
        "wording-not-in-passage",
        WARNING,
    )
    assert (finding.value, finding.excerpt) == ("about 30 tonnes", FIRST_WORDS)
    assert finding.message == (
        "The passages write the number, but not the words “about 30 tonnes”."
    )
    assert count == Count(1, 1)


def test_a_figure_whose_passage_cannot_be_read_is_counted_and_not_proved():
    assert value_of("31", span(0, 99)) == ([], Count(1, 0), Count(0, 0))


def test_figures_are_counted_one_by_one():
    three = [claim("value", Literal("30"), iri=THINGS + name) for name in "abc"]
    assert check_statements(evidence(*three, wording="30"))[1] == Count(3, 3)


# -- dates -----------------------------------------------------------------------------------------


def dated(date: object, name: str = "start", where: tuple[int, int] = SECOND, **words):
    stated = Literal(date) if isinstance(date, str) else date
    return check_statements(evidence(claim(name, stated, **words), spans=(span(*where),)))


@pytest.mark.parametrize("name", ["start", "end", "publishedOn"])
@pytest.mark.parametrize("date", ["2020", "2020-05", "2020-07", "2020-05-02"])
def test_a_date_whose_year_and_day_are_written_holds(name, date):
    # A month is written in words, and not looked up.
    assert dated(date, name) == ([], Count(0, 0), Count(1, 1))


@pytest.mark.parametrize(
    ("date", "part"), [("2021", "the year"), ("2021-05-02", "the year"), ("2020-05-03", "the day")]
)
def test_a_date_that_is_not_written_is_told_with_its_part(date, part):
    findings, count, dates = dated(date)
    finding = only(findings)
    assert (finding.node, finding.check, finding.severity) == (
        CLAIM,
        "date-not-in-passage",
        VIOLATION,
    )
    assert (finding.value, finding.excerpt) == (date, SECOND_WORDS)
    assert finding.message == f"No passage of this claim writes {part} of {date}."
    assert (count, dates) == (Count(0, 0), Count(1, 0))


@pytest.mark.parametrize("date", ["soon", "20", "2021-5", NamedNode(ONTOLOGY + "2021"), None])
def test_what_is_no_date_is_left_to_the_shapes(date):
    assert dated(date) == ([], Count(0, 0), Count(1, 1))


def test_an_inferred_date_is_not_looked_up():
    assert dated("2021", modality="Inferred") == ([], Count(0, 0), Count(0, 0))


def test_a_date_whose_passage_cannot_be_read_is_counted_and_not_proved():
    assert dated("2021", where=(36, 99)) == ([], Count(0, 0), Count(1, 0))


def test_a_property_that_is_no_date_is_not_looked_up():
    assert dated("2021", "concerns") == ([], Count(0, 0), Count(0, 0))


def test_claims_behind_one_that_is_not_looked_up_are():
    other = claim("concerns", Literal("x"), iri=THINGS + "a")
    found = check_statements(evidence(other, claim("start", Literal("2021"))))
    assert (only(found[0]).node, found[2]) == (CLAIM, Count(1, 0))


# -- hedges ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hedge", ["over", "OVER", "held  over"])
def test_a_hedge_that_a_passage_writes_holds(hedge):
    assert check_statements(evidence(claim("concerns", None), hedges=(hedge,)))[0] == []


def test_a_hedge_that_no_passage_writes_is_a_warning():
    held = evidence(claim("concerns", None), hedges=("over", "mostly"))
    finding = only(check_statements(held)[0])
    assert (finding.node, finding.check, finding.severity) == (
        CLAIM,
        "qualifier-not-in-passage",
        WARNING,
    )
    assert (finding.value, finding.excerpt) == ("mostly", FIRST_WORDS)
    assert finding.message == "No passage of this claim writes the qualifier “mostly”."


def test_one_of_several_passages_may_write_the_hedge():
    two = (span(), span(*SECOND, iri=THINGS + "q"))
    one = claim("concerns", None, passages=[PASSAGE, THINGS + "q"])
    assert check_statements(evidence(one, spans=two, hedges=("nearly",)))[0] == []


def test_hedges_of_a_claim_whose_passage_cannot_be_read_are_not_looked_up():
    held = evidence(claim("concerns", None), spans=(span(0, 99),), hedges=("mostly",))
    assert check_statements(held) == ([], Count(0, 0), Count(0, 0))


def test_a_claim_is_told_of_its_hedge_and_its_date_and_the_next_one_of_its_own():
    late = claim("start", Literal("2021"))
    later = claim("end", Literal("2022"), iri=THINGS + "d")
    findings, _, dates = check_statements(evidence(late, later, hedges=("mostly",)))
    assert [(finding.node, finding.check) for finding in findings] == [
        (CLAIM, "qualifier-not-in-passage"),
        (CLAIM, "date-not-in-passage"),
        (THINGS + "d", "date-not-in-passage"),
    ]
    assert dates == Count(2, 0)
