"""Labels are chosen by language range (RFC 4647), and sskg speaks to every reader."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import sskg
import sskg.errors
from sskg.language.ranges import choose, fits, interface, is_language_list
from sskg.model import Named

# RFC 4647, section 3.3.1: a range takes a tag that it equals, or of which it is a prefix that
# ends before a hyphen. Section 3.4: a range that nothing fits is shortened from its end.
CHOICES = [
    ({"en": "pension", "zh": "养老金"}, "zh", ("养老金", "zh")),
    ({"en-GB": "programme", "zh": "计划"}, "en", ("programme", "en-GB")),
    ({"zh-Hans": "医疗保险", "de": "Krankenversicherung"}, "zh", ("医疗保险", "zh-Hans")),
    ({"zh-CN": "失业保险", "es": "seguro"}, "zh", ("失业保险", "zh-CN")),
    ({"zh": "社保", "zh-Hant": "社保（繁）"}, "zh-Hans", ("社保", "zh")),
    ({"pt": "pensão", "en": "pension"}, "pt-BR", ("pensão", "pt")),
    ({"en-US": "program", "en-GB": "programme"}, "en-gb", ("programme", "en-GB")),
    ({"eng": "no English", "de": "Rente"}, "en,de", ("Rente", "de")),
    ({"de": "Rente", "en": "pension"}, "de,en", ("Rente", "de")),
    ({"fr": "retraite", "en": "pension"}, "de,en", ("pension", "en")),
    # Text in no one language comes before languages that the reader did not name.
    ({"mul": "UNEDIC", "zh": "失业局"}, "en", ("UNEDIC", "mul")),
    ({"": "Riester-Rente", "zh": "里斯特养老金"}, "en", ("Riester-Rente", "")),
    ({"": "Riester-Rente", "en": "Riester pension"}, "en", ("Riester pension", "en")),
    ({"fr": "retraite", "zh": "退休"}, "de", ("退休", "zh")),
    ({"fr": "retraite", "es": "jubilación"}, "de", ("jubilación", "es")),
]


@pytest.mark.parametrize(("labels", "lang", "expected"), CHOICES)
def test_the_label_is_the_one_that_a_reader_can_read_best(labels, lang, expected):
    assert choose(labels, lang) == expected


def test_nothing_is_chosen_from_nothing():
    assert choose({}, "en") is None


@pytest.mark.parametrize(
    ("labels", "lang", "shown"),
    [
        ({"en-GB": "programme"}, "en", "programme"),
        ({"zh-Hans": "医疗保险"}, "zh-CN", "医疗保险"),
        ({"": "Riester-Rente"}, "zh", "Riester-Rente"),
        ({"mul": "UNEDIC"}, "en", "UNEDIC"),
        ({"fr": "retraite"}, "en", "retraite [fr]"),
        ({"fr": "retraite"}, "de,fr", "retraite"),
    ],
)
def test_only_a_label_in_a_language_not_asked_for_is_marked(labels, lang, shown):
    assert Named("urn:x", labels).label(lang) == shown


def test_the_other_labels_are_all_but_the_one_shown():
    named = Named("urn:x", {"en-GB": "programme", "zh": "计划", "": "P"})
    assert named.other_labels("en") == [("", "P"), ("zh", "计划")]


def test_sskg_speaks_the_first_language_of_a_reader_that_it_knows():
    assert [interface(lang) for lang in ("zh", "zh-TW", "de,zh", "fr,en,zh", "fr")] == [
        "zh", "zh", "zh", "en", "en",
    ]  # fmt: skip


def test_a_list_of_languages_is_told_from_other_text():
    good = ["en", "de,en", "de, en-GB", "zh-Hans-CN", "x-klingon"]
    bad = ["", "zh_CN", "de;en", "en,", "abcdefghi", "en\n", ",".join(["en"] * 21)]
    assert [is_language_list(each) for each in good] == [True] * len(good)
    assert [is_language_list(each) for each in bad] == [False] * len(bad)


def test_text_in_no_language_fits_every_reader():
    assert all(fits("zh", tag) for tag in ("", "mul", "und", "zxx", "zh-Hans"))
    assert not fits("zh", "ja")


GRAPH = """
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/r/> .
ex:one a sskg:Policy ; skos:prefLabel "old-age pension programme"@en-GB , "养老金"@zh ,
  "pension de vieillesse"@fr .
ex:two a sskg:Policy ; skos:prefLabel "医疗保险"@zh-Hans , "Krankenversicherung"@de .
ex:four a sskg:Policy ; skos:prefLabel "UNEDIC"@mul , "失业局"@zh .
ex:five a sskg:Policy ; skos:prefLabel "Riester-Rente" , "里斯特养老金"@zh .
"""


@pytest.fixture(scope="module")
def regional(tmp_path_factory) -> Path:
    path: Path = tmp_path_factory.mktemp("regional") / "tags.ttl"
    path.write_text(GRAPH, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("lang", "first_lines"),
    [
        ("en", ["old-age pension programme", "医疗保险", "UNEDIC", "Riester-Rente"]),
        ("zh", ["养老金", "医疗保险", "失业局", "里斯特养老金"]),
        ("fr,de", ["pension de vieillesse", "Krankenversicherung", "UNEDIC", "Riester-Rente"]),
    ],
)
def test_things_are_headed_by_the_readers_own_words(regional, lang, first_lines):
    graph = sskg.open(regional, lang=lang)
    shown = [
        graph.text(graph.show(f"https://example.org/r/{name}")).splitlines()[0]
        for name in ("one", "two", "four", "five")
    ]
    for line, expected in zip(shown, first_lines, strict=True):
        assert re.match(rf"{re.escape(expected)}(  |$| \[zh-hans\])", line), line
    assert not any("[]" in line for line in shown)


def test_a_list_that_is_none_is_refused(regional):
    with pytest.raises(sskg.errors.RequestError, match="no list of language tags"):
        sskg.open(regional, lang="zh_CN")
