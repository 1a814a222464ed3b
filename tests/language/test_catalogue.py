"""The catalogue: every message has its Chinese, and the built file is the written one."""

from __future__ import annotations

import ast

import generate_catalogue
import polib
import pytest
from generate_catalogue import CLICK, MO, PO, of_click, places, templates

from sskg.language import catalogue

ENTRIES = polib.pofile(str(PO))
ERRORS = {
    "AmbiguousName", "NegativeAnswer", "QuerySyntaxError", "QueryTimeout", "Refusal",
    "RequestError", "SskgError", "StoreUnavailable", "Unavailable", "UnknownName",
    "UnreadableInput", "UnwritableOutput",
}  # fmt: skip


def chinese(entry: polib.POEntry) -> str:
    return str(entry.msgstr or entry.msgstr_plural.get(0, ""))


def test_the_code_asks_for_messages():
    asked = templates()
    assert len(asked) > 200
    assert asked["no such file"] == ""
    assert asked["{n} hop"] == "{n} hops"


def test_every_message_has_its_chinese():
    translated = {entry.msgid for entry in ENTRIES if chinese(entry)}
    assert sorted({*templates(), *of_click()} - translated) == []


def test_no_entry_is_stale():
    ours = {entry.msgid for entry in ENTRIES if entry.comment != CLICK}
    assert sorted(ours - set(templates())) == []


def test_both_languages_fill_the_same_places():
    wrong = []
    for entry in ENTRIES:
        one, told = places(entry.msgid), places(chinese(entry))
        # One thing may be told without its number in English; Chinese has one form for both.
        many = places(entry.msgid_plural) if entry.msgid_plural else one
        if not one & many <= told <= one | many:
            wrong.append(entry.msgid)
    assert wrong == []


def test_entries_are_sorted_so_that_changes_meet_seldom():
    keys = [entry.msgid for entry in ENTRIES]
    assert keys == sorted(keys)


def test_the_built_file_is_that_of_the_written_one(tmp_path):
    built = tmp_path / "sskg.mo"
    ENTRIES.save_as_mofile(str(built))
    assert built.read_bytes() == MO.read_bytes()
    assert catalogue.translated("no such file") == "没有此文件"


def test_a_message_that_the_catalogue_lacks_is_found(tmp_path, monkeypatch):
    (tmp_path / "new.py").write_text('raise X(msg("the moon is full", n=1))\n', encoding="utf-8")
    monkeypatch.setattr(generate_catalogue, "SOURCE", tmp_path)
    assert "the moon is full" in templates()


def test_errors_are_raised_with_messages_and_not_with_plain_text():
    """Types forbid it too; this tells the place at once, and sees through casts."""
    wrong = []
    for path in generate_catalogue.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in ERRORS:
                continue
            hints = [keyword.value for keyword in node.keywords if keyword.arg == "hint"]
            texts = [
                text
                for text in [*node.args[:1], *hints]
                if isinstance(text, ast.JoinedStr | ast.BinOp)
                or (isinstance(text, ast.Constant) and isinstance(text.value, str))
            ]
            wrong += [f"{path}:{text.lineno}" for text in texts]
    assert wrong == []


@pytest.mark.parametrize("form", ["po", "mo"])
def test_catalogues_merge_entry_by_entry(tmp_path, form):
    def write(name, **entries):
        catalogue = polib.POFile(wrapwidth=0)
        catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
        catalogue.extend(polib.POEntry(msgid=key, msgstr=text) for key, text in entries.items())
        path = tmp_path / name
        (catalogue.save if form == "po" else catalogue.save_as_mofile)(str(path))
        return path

    base = write("base", a="甲", b="乙", c="丙")
    ours = write("ours", a="甲", c="丙", d="丁")  # without b, with d
    theirs = write("theirs", a="子", b="乙", e="戊")  # another a, without c, with e
    generate_catalogue.merge(base, ours, theirs)
    merged = polib.pofile(str(ours)) if form == "po" else polib.mofile(str(ours))
    assert {entry.msgid: entry.msgstr for entry in merged} == {"a": "子", "d": "丁", "e": "戊"}
