"""The README opens with how to see the thing at work, and each command of its tour answers."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")
READMES = {
    name: (ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh.md")
}
TOUR = [
    command
    for text in READMES.values()
    for row in re.findall(r"^\| .* \| (`.*) \|$", text, re.MULTILINE)
    for command in re.findall(r"`(sskg [^`]*)`", row)
]


@pytest.mark.parametrize("name", READMES)
def test_it_opens_with_the_two_commands_and_pictures_of_the_site_and_the_view(name: str):
    opening = READMES[name][:1200]
    assert "make demo" in opening
    assert "make test" in opening
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", opening)
    shown = [re.match(r"docs/images/(\w+)", picture) for picture in pictures]
    assert [each[1] for each in shown if each] == ["site", "site", "graph"]
    for picture in pictures:
        assert (ROOT / picture).stat().st_size > 10_000


@pytest.mark.parametrize(
    "page",
    ["docs/data.md", "docs/curators.md", "docs/architecture.md", "CONTRIBUTING.md", "docs/cli.md"],
)
def test_it_leads_each_reader_on(page: str):
    assert f"]({page})" in README


def test_there_is_a_tour():
    assert len(TOUR) >= 24


@pytest.mark.parametrize("command", TOUR)
def test_each_command_of_the_tour_answers(command: str, run, tmp_path: Path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*shlex.split(command)[1:])
    assert (done.code, done.err if done.code else "") == (0, "")
