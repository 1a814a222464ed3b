"""In which language the command line speaks: usage errors, help, hints, and how it is chosen."""

from __future__ import annotations

import pytest

from tests.conftest import TINY

GRAPH = ("--graph", str(TINY))


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (("show",), ("用法： sskg show [OPTIONS] NAME", "用“sskg show --help”查看帮助。")),
        (("show",), ("错误：缺少参数 'NAME'",)),
        (("show", "x", "--frob"), ("错误：没有选项 '--frob'",)),
        (("shwo",), ("没有命令 'shwo'", "您是指“show”吗？")),
        (("show", "x", "y"), ("多余的参数（y）", "提示：由几个词组成的名称须加引号")),
        (("path", "a", "b", "--hops", "99"), ("'--hops' 的值无效：99 不在范围",)),
        (("show", "x", "-f", "pdf"), ("'pdf' 不在可选值之中：'table', 'json'",)),
        (("find", "fund", "--excel-safe"), ("--excel-safe 用于 csv和tsv，不用于 table",)),
    ],
)  # fmt: skip
def test_usage_errors_are_told_in_chinese(run, arguments, lines):
    for ran in (run("--lang", "zh", *arguments), run(*arguments, "--lang", "zh")):
        assert ran.code == 2
        assert [line for line in lines if line not in ran.err] == []
        assert "Error" not in ran.err


def test_english_is_spoken_again_after_chinese(run):
    run("show", "--lang", "zh")
    assert "Error: Missing argument 'NAME'" in run("show").err
    assert "Show this message and exit." in run("show", "--help").out


def test_help_is_chinese(run):
    overview = run("--lang", "zh", "--help").out
    assert "用法：" in overview
    assert "单个事物：名称、关系和证据。" in overview
    assert "显示此帮助并退出。" in overview
    for text in ("Usage", "Options", "Commands", "Show"):
        assert text not in overview
    gaps = run("gaps", "--help", "--lang", "zh").out
    assert "列出图谱的缺口" in gaps
    assert "sskg gaps --gap goals" in gaps
    assert "默认：1000" in gaps


@pytest.mark.parametrize(
    ("environment", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN"}, True),
        ({"LANG": "zh_CN.UTF-8", "SSKG_LANG": "en"}, False),
        ({"LANG": "fr_FR.UTF-8"}, False),
        ({"SSKG_LANG": "zh"}, True),
    ],
)
def test_the_environment_tells_the_language(run, monkeypatch, environment, chinese):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert ("图谱中没有“zeppelin”" in run("show", "zeppelin", *GRAPH).err) is chinese


def test_the_option_after_the_command_wins(run):
    ran = run("--lang", "en", "show", "zeppelin", "--lang", "zh", *GRAPH)
    assert "图谱中没有“zeppelin”" in ran.err
    ran = run("--lang", "zh", "show", "fund-reform", *GRAPH)
    assert "基金改革" in ran.out


def test_what_is_no_language_is_refused(run):
    assert "“zh_CN” is no list of language tags" in run("stats", "--lang", "zh_CN", *GRAPH).err
