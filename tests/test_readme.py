"""The README shows what the commands really print, and each of its commands works."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import console
import pytest

from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
TOUR = [
    command
    for row in re.findall(r"^\| .* \| (`.*) \|$", README, re.MULTILINE)
    for command in re.findall(r"`(sskg [^`]*)`", row)
]


def test_it_opens_with_the_two_commands_and_a_picture():
    opening = README[:1000]
    assert "make demo" in opening
    assert "make test" in opening
    (picture,) = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", opening)
    assert (ROOT / picture).stat().st_size > 10_000


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert (ROOT / target).exists(), target


def test_the_output_it_shows_is_the_real_one():
    assert console.refresh(README) == README


def test_there_is_a_tour():
    assert len(TOUR) >= 12


@pytest.mark.parametrize("command", TOUR)
def test_each_command_of_the_tour_answers(command: str, run, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*shlex.split(command)[1:])
    assert (done.code, done.err if done.code else "") == (0, "")


def test_the_python_example_runs(tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    if "to_pandas" in example:
        pytest.importorskip("pandas", reason="the README's line on data frames needs pandas")
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102  (our own README)
