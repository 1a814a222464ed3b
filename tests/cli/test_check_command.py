"""`sskg check`: what it prints, in which format, and with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sskg.cli.checking import check
from sskg.errors import UnreadableInput

DATA = Path(__file__).resolve().parent.parent / "data"
SOUND, BROKEN = str(DATA / "sound.ttl"), str(DATA / "broken" / "long-anchor.ttl")
TEXTS = str(DATA / "documents")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(check, [*arguments, "--no-color"])


def test_a_sound_file_ends_with_yes() -> None:
    result = run(SOUND, "--sources", TEXTS)
    assert result.exit_code == 0
    assert "id:fund-report: passages 2 of 2, characters 52 of 52, numbers 2 of 2" in result.output
    assert result.output.endswith("no violations\n")


def test_a_finding_has_place_node_rule_message_and_advice() -> None:
    result = run(BROKEN)
    assert result.exit_code == 1
    line = Path(BROKEN).read_text(encoding="utf-8").split("\n:doc-s1 ")[0].count("\n") + 2
    assert result.output.startswith(
        f"{BROKEN}:{line}: violation: id:doc-s1 [long-anchor]\n"
        "  The anchor is longer than 8 words.\n"
        "  → Keep a name or a figure out of it: no sentence of a source belongs in the graph.\n"
    )
    assert result.output.endswith("1 violation\n")


def test_a_rule_and_a_shape_are_told_in_chinese() -> None:
    result = run(BROKEN, "--lang", "zh")
    assert result.exit_code == 1
    assert (
        "违规: id:doc-s1 [long-anchor]\n"
        "  定位短语超过 8 个词。\n"
        "  → 请只保留其中的名称或数字：图谱中不应有来源的整句。\n"
    ) in result.output
    result = run(str(DATA / "broken" / "ReformShape.ttl"), "--lang", "zh")
    assert (
        "[sskg:ReformShape]\n"
        "  没有说明这项改革改变哪项政策。\n"
        "  → 请用 sskg:concerns 指明该政策，并添加证明它的陈述。\n"
    ) in result.output
    assert result.output.endswith("\n1处违规\n")


def test_alternatives_dates_and_places_in_texts_are_told_in_chinese() -> None:
    result = run(
        str(DATA / "broken" / "date-not-in-passage.ttl"), "--lang", "zh", "--sources", TEXTS
    )
    assert "  此陈述的文段中没有写明 2016 的年份。\n" in result.output
    assert f"  {TEXTS}/fund.txt:2，偏移 48-65：“It began in 2015.”\n" in result.output


def test_json_is_the_same_in_every_language() -> None:
    english = run(BROKEN, "-f", "json").output
    assert json.loads(english)["findings"][0]["message"] == "The anchor is longer than 8 words."
    assert run(BROKEN, "-f", "json", "--lang", "zh").output == english


def test_a_warning_alone_is_no_violation() -> None:
    result = run(str(DATA / "broken" / "ClaimNameShape.ttl"))
    assert result.exit_code == 0
    assert result.output.endswith("no violations, 1 warning\n")


def test_json_carries_every_part_of_a_finding() -> None:
    report = json.loads(run(BROKEN, "-f", "json").output)
    (finding,) = report["findings"]
    assert finding["node"] == "https://w3id.org/sskg/id/doc-s1"
    assert finding["check"] == "long-anchor"
    assert finding["severity"] == "violation"
    assert finding["place"]["file"] == BROKEN
    assert isinstance(finding["place"]["line"], int)
    assert report["sound"] is False


def test_markdown_has_the_findings_and_what_was_checked() -> None:
    output = run(BROKEN, "--sources", TEXTS, "-f", "md").output
    assert "| violation | long-anchor | id:doc-s1 | The anchor is longer than 8 words. |" in output
    assert "| graph | statements | 1 | 1 |" in output


def test_csv_has_one_row_for_each_finding() -> None:
    rows = run(BROKEN, "-f", "csv").output.split("\n\n")[0].splitlines()
    assert len(rows) == 2
    assert rows[0].startswith("severity,check,node,message")


def test_several_files_are_one_graph(tmp_path: Path) -> None:
    whole = Path(BROKEN.replace("long-anchor", "use-without-claim")).read_text(encoding="utf-8")
    head, farmers = whole.split(":farmers a ")
    prefixes = head.split("\n:fund")[0]
    (tmp_path / "a.ttl").write_text(head, encoding="utf-8")
    (tmp_path / "b.ttl").write_text(f"{prefixes}\n:farmers a {farmers}", encoding="utf-8")
    assert "[dangling-name]" in run(str(tmp_path / "a.ttl")).output
    assert "[dangling-name]" not in run(str(tmp_path / "a.ttl"), str(tmp_path / "b.ttl")).output
    assert "[dangling-name]" not in run(str(tmp_path)).output


def test_a_malformed_file_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("<http://e/a> <http://e/b>\n  nonsense .\n")
    result = run(str(path))
    assert isinstance(result.exception, UnreadableInput)
    assert result.exception.exit_code == 3
    assert result.exception.place == f"{path}, line 2, column 3"


@pytest.mark.parametrize("name", ["missing.ttl", "notes.docx"])
def test_an_unreadable_file_ends_with_code_3_and_no_traceback(name: str, tmp_path: Path) -> None:
    if name == "notes.docx":
        (tmp_path / name).write_text("x")
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "check", str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert str(tmp_path / name) in done.stderr
    assert "Traceback" not in done.stderr


def test_data_cannot_colour_the_terminal(tmp_path: Path) -> None:
    text = Path(BROKEN).read_text(encoding="utf-8")
    path = tmp_path / "hostile.ttl"
    path.write_text(
        text.replace('"one two three', '"\\u001B[31mone \\u202Etwo three').replace(
            "long-anchor", "hostile"
        ),
        encoding="utf-8",
    )
    label = BROKEN.replace("long-anchor", "colliding-labels")
    hostile = tmp_path / "labels.ttl"
    hostile.write_text(
        Path(label).read_text(encoding="utf-8").replace('"Grain Fund"', '"Grain\\u001B[31m Fund"')
        .replace('"grain fund"@en , "粮', '"grain\\u001B[31m fund"@en , "粮'),
        encoding="utf-8",
    )  # fmt: skip
    for file in (path, hostile):
        output = run(str(file)).output
        assert "violation" in output
        assert "\x1b" not in output
        assert "\u202e" not in output


def test_a_graph_in_named_graphs_is_checked_too(tmp_path: Path) -> None:
    quads = tmp_path / "a.trig"
    text = Path(BROKEN).read_text(encoding="utf-8")
    head, body = text.split("\n\n", 1)
    quads.write_text(f"{head}\n\n<http://e/g> {{\n{body}\n}}\n", encoding="utf-8")
    assert "[long-anchor]" in run(str(quads)).output


def test_a_store_on_disk_is_checked_without_lines(tmp_path: Path) -> None:
    store = str(tmp_path / "store")
    command = [sys.executable, "-m", "sskg", "load", store, BROKEN]
    subprocess.run(command, capture_output=True, check=True)
    result = run("-g", store)
    assert result.exit_code == 1
    assert result.output.startswith("violation: id:doc-s1 [long-anchor]\n")


def test_findings_are_told_in_chinese(run, tmp_path):
    empty = tmp_path / "empty.ttl"
    empty.write_text("<http://e/a> <http://e/b> <http://e/c> .\n", encoding="utf-8")
    ran = run("check", str(empty), "--lang", "zh")
    assert "警告: " in ran.out
    assert "图谱中没有本体的事物、陈述或文段，因此未作检查。" in ran.out
    assert "没有命题、没有陈述" in ran.out
    assert "没有违规、1处警告" in ran.out
