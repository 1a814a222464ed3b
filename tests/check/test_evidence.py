"""Passages, figures and numbers are looked up in the texts, in code points, both ways."""

from __future__ import annotations

from pathlib import Path

import pytest

from sskg.check.gather import check
from sskg.check.report import Count, Report
from sskg.graph.documents import read_document, read_documents
from sskg.store import open_store

DATA = Path(__file__).resolve().parent.parent / "data"
TEXT = DATA / "documents" / "fund.txt"
SOUND = DATA / "sound.ttl"


def checked(path: Path, **words: object) -> Report:
    documents = read_documents(DATA / "documents")
    return check(open_store([str(path)]), documents=documents, paths=[path], **words)  # type: ignore[arg-type]


@pytest.fixture
def changed(tmp_path: Path):
    """Write the sound graph with one piece of it replaced."""

    def change(old: str, new: str) -> Path:
        text = SOUND.read_text(encoding="utf-8")
        assert text.count(old) == 1, old
        path = tmp_path / "changed.ttl"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return path

    return change


def test_the_text_of_the_tests_has_what_makes_counting_hard() -> None:
    document = read_document(TEXT)
    assert "\r\n" in document.text
    assert any(ord(char) > 0xFFFF for char in document.text)
    # The three ways of counting differ, so an offset in the wrong one cannot pass.
    assert len(document.text) == 67
    assert len(document.text.encode("utf-16-le")) // 2 == 68
    assert len(document.text.encode("utf-8")) == 70


def test_a_sound_graph_has_no_finding_and_every_count_is_full() -> None:
    report = checked(SOUND)
    assert report.findings == ()
    assert report.sound
    assert (report.things, report.statements, report.claims) == (5, Count(4, 4), Count(4, 4))
    assert (report.figures, report.dates) == (Count(1, 1), Count(1, 1))
    (document,) = report.documents
    # 38 visible characters in the first sentence, 14 in the second; 1.2 million and 2015.
    assert document.characters == Count(52, 52)
    assert (document.passages, document.numbers) == (Count(2, 2), Count(2, 2))


def test_an_offset_counted_in_utf_16_is_found(changed) -> None:
    report = checked(changed("oa:start 48 ; oa:end 65", "oa:start 49 ; oa:end 66"))
    first, second = sorted(report.findings, key=lambda finding: finding.check)
    assert (first.check, second.check) == ("anchor-not-in-passage", "text-not-covered")
    assert first.excerpt is not None
    assert (first.excerpt.line, first.excerpt.words) == (2, "t began in 2015.")
    assert second.excerpt is not None
    assert (second.excerpt.start, second.excerpt.end) == (48, 49)


def test_an_uncovered_sentence_is_told_with_line_and_offsets(changed) -> None:
    report = checked(changed("oa:end 46", "oa:end 39"))
    (bare,) = [finding for finding in report.findings if finding.check == "text-not-covered"]
    assert bare.excerpt is not None
    assert (bare.excerpt.line, bare.excerpt.start, bare.excerpt.end) == (1, 40, 46)


def test_what_is_shown_of_a_text_is_at_most_eight_words(changed) -> None:
    report = checked(changed("oa:start 0 ; oa:end 46", "oa:start 45 ; oa:end 46"))
    words = [finding.excerpt.words for finding in report.findings if finding.excerpt]
    assert "The grain fund 🌾 holds over 1.2 million …" in words


def test_a_document_that_the_reader_lacks_is_a_note_and_no_violation() -> None:
    report = check(open_store([str(SOUND)]), documents={})
    (finding,) = report.findings
    assert (finding.check, finding.severity) == ("document-not-held", "note")
    assert report.sound
    assert report.documents[0].file is None
    assert report.claims == Count(4, 0)


def test_without_sources_nothing_is_said_of_documents() -> None:
    report = check(open_store([str(SOUND)]))
    assert report.findings == ()
    assert report.figures == Count(0, 0)


def test_an_inferred_date_need_not_be_written(changed) -> None:
    path = changed(
        "sskg:modality sskg:Reported ; sskg:evidence :fund-report-s2 ;\n"
        "    rdf:subject :founding ; rdf:predicate sskg:start",
        "sskg:modality sskg:Inferred ; sskg:evidence :fund-report-s2 ;\n"
        "    rdf:subject :founding ; rdf:predicate sskg:start",
    )
    text = path.read_text(encoding="utf-8").replace('"2015"^^', '"2016"^^')
    path.write_text(text, encoding="utf-8")
    checks = [finding.check for finding in checked(path).findings]
    assert checks == ["number-not-carried"]  # 2015 itself is now in no claim


def test_a_note_of_the_passage_sets_a_number_aside(changed) -> None:
    path = changed(
        'sskg:anchor "It began" .',
        'sskg:anchor "It began" ;\n    skos:note "2015 is the year of the deed."@en .',
    )
    text = path.read_text(encoding="utf-8").replace('"2015"^^', '"2016"^^')
    path.write_text(text.replace("sskg:Reported ; sskg:evidence :fund-report-s2", "sskg:Inferred ; "
                                 "sskg:evidence :fund-report-s2"), encoding="utf-8")  # fmt: skip
    assert checked(path).findings == ()


def test_a_heading_need_not_prove_anything_nor_its_numbers_be_carried(changed) -> None:
    path = changed(
        'sskg:anchor "It began" .', 'sskg:anchor "It began" ; sskg:passageRole sskg:Heading .'
    )
    lines = path.read_text(encoding="utf-8").split(":fund-report-s2-c3")[0]
    lines = lines.replace(
        'sskg:concerns :fund ; sskg:start "2015"^^xsd:gYear', 'skos:note "kept"@en'
    )
    path.write_text(lines, encoding="utf-8")
    assert checked(path).findings == ()


def test_offsets_that_are_no_numbers_are_left_to_the_shapes(changed) -> None:
    report = checked(changed("oa:start 0 ;", 'oa:start "first" ;'))
    assert "sskg:PassageShape" in {finding.check for finding in report.findings}


def test_the_packaged_graph_is_sound_and_proves_both_documents_whole(sources: Path) -> None:
    report = check(open_store(), documents=read_documents(sources), whole=True)
    assert [finding for finding in report.findings if finding.severity == "violation"] == []
    assert len(report.documents) == 2
    for document in report.documents:
        for count in (document.passages, document.characters, document.numbers):
            assert 0 < count.found == count.proved
    for count in (report.statements, report.claims, report.figures, report.dates):
        assert 0 < count.found == count.proved
