"""The page of the command line, and the examples in every command's help."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from sskg.cli.main import COMMANDS, cli
from tests.conftest import ROOT, TINY

ASKING = ("find", "show", "relations", "path", "why", "timeline", "figures", "gaps", "stats",
          "sources", "query", "queries")  # fmt: skip


def help_of(name):
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    with click.Context(
        command, info_name=f"sskg {name}", help_option_names=["-h", "--help"]
    ) as context:
        return command.get_help(context)


def examples(name):
    lines = help_of(name).splitlines()
    return [line.strip() for line in lines if line.startswith("  sskg ")]


@pytest.fixture
def pages(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "docs"))
    return import_module("generate_cli")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_each_on_a_line_of_its_own(name):
    text = help_of(name)
    assert "\\b" not in text
    assert "\b" not in text
    if name != "completion":
        assert examples(name), text


@pytest.mark.parametrize("line", [line for name in ASKING for line in examples(name)])
def test_the_examples_in_the_help_work(run, line, monkeypatch):
    monkeypatch.chdir(ROOT)
    arguments = [str(TINY.with_suffix("")) if each == "DIR" else each for each in
                 shlex.split(line)[1:]]  # fmt: skip
    found = run(*arguments)
    assert found.code == 0, found.err
    assert found.out


def test_the_page_has_an_example_for_every_command(pages):
    assert set(COMMANDS) <= set(pages.EXAMPLES)


# In a process of its own: click keeps a command's help option as the first context made it.
HELPS = """
import json, click
from sskg.cli.main import COMMANDS, cli
wide = {"max_content_width": 100, "terminal_width": 100}
helps = {}
with click.Context(cli, info_name="sskg", help_option_names=["-h", "--help"], **wide) as root:
    for name in COMMANDS:
        command = cli.get_command(root, name)
        with click.Context(command, info_name=name, parent=root, **wide) as context:
            helps[name] = command.get_help(context)
print(json.dumps(helps))
"""


def test_the_page_shows_every_help():
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", HELPS], capture_output=True, text=True, check=True)
    helps = json.loads(done.stdout)
    assert set(helps) == set(COMMANDS)
    for name, text in helps.items():
        assert f"## sskg {name}\n" in page
        assert text in page


def test_no_document_names_a_command_that_is_not_there():
    for path in [ROOT / "README.md", *Path(ROOT / "docs").glob("*.md")]:
        text = path.read_text(encoding="utf-8")
        for line in text.splitlines():
            if line.startswith("$ sskg "):
                assert shlex.split(line)[2] in {*COMMANDS, "--help", "--version"}, line
