"""One Chinese word for one meaning: the table of words in CONTRIBUTING.md, held everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import polib
import pytest

from sskg.language.catalogue import FOLDER

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \| ?([^|]*)\|$", re.MULTILINE)
CATALOGUE = [
    (entry.msgid, entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr)
    for entry in polib.pofile(str(FOLDER / "zh" / "LC_MESSAGES" / "sskg.po"))
    if entry.comment != "click"
]


def rows() -> list[tuple[list[str], list[str], list[str]]]:
    """English words, their Chinese, and the Chinese that is not used for them."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = text.split("### Words in Chinese")[1].split("\n## ")[0]
    return [
        ([each.strip() for each in english.split(",")],
         [each.strip() for each in chinese.split(",")],
         [each.strip() for each in wrong.split(",") if each.strip()])
        for english, chinese, wrong in ROW.findall(table)[1:]
        if not english.startswith("-")
    ]  # fmt: skip


TERMS = {word: chinese[0] for english, chinese, _ in rows() for word in english}


def texts() -> list[tuple[str, str]]:
    """All that is written in Chinese for readers, and where."""
    files = [
        *(ROOT / "ontology").rglob("*.ttl"), *(ROOT / "ontology").rglob("*.rq"),
        *(ROOT / "docs").glob("*.md"), ROOT / "README.zh.md",
    ]  # fmt: skip
    return [*CATALOGUE, *((file.name, file.read_text(encoding="utf-8")) for file in files)]


def test_the_table_is_read() -> None:
    assert TERMS["modality"] == "表述性质"
    assert len(TERMS) > 30
    assert {"情态", "保留语", "搁置"} <= {word for _, _, wrong in rows() for word in wrong}


@pytest.mark.parametrize("wrong", sorted(word for _, _, words in rows() for word in words))
def test_no_other_word_stands_for_it(wrong: str) -> None:
    assert [where for where, chinese in texts() if wrong in chinese] == []


@pytest.mark.parametrize(
    "word",
    ["modality", "qualifier", "anchor", "claim", "figure", "outcome", "directive", "endpoint"],
)
def test_a_message_that_names_a_thing_names_it_in_chinese(word: str) -> None:
    named = [
        (english, chinese)
        for english, chinese in CATALOGUE
        if re.search(rf"(?<![{{\w:?]){word}(?![}}\w=])", english)
    ]
    assert named
    assert [english for english, chinese in named if TERMS[word] not in chinese] == []
