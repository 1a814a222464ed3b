"""Every link within the project's documents leads to a file, and to a heading that is there."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from tests.conftest import ROOT

OUTSIDE = {".venv", "node_modules", "dist", "build", "mutants"}
DOCUMENTS = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part in OUTSIDE or part.startswith(".") for part in path.relative_to(ROOT).parts)
)


def slug(heading: str) -> str:
    """Return a heading's anchor as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")


def anchors(path: Path) -> set[str]:
    found: list[str] = []
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(path.read_text(encoding="utf-8"))
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            text = "".join(
                child.content for child in token.children or ()
                if child.type in {"text", "code_inline"}
            )  # fmt: skip
            name = slug(text)
            again = sum(each == name or bool(re.fullmatch(rf"{re.escape(name)}-\d+", each))
                        for each in found)  # fmt: skip
            found.append(f"{name}-{again}" if again else name)
    return set(found)


def links(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    given = [child.attrGet("href") or child.attrGet("src") for child in inline]
    return [str(target) for target in given if target]


def dead(path: Path) -> list[str]:
    """Return the links of a document that lead nowhere; those to other sites are left out."""
    missing = []
    for target in links(path):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = unquote(target).partition("#")
        goal = (path.parent / name).resolve() if name else path
        lost = not goal.exists() or not goal.is_relative_to(ROOT)
        if lost or (anchor and goal.suffix == ".md" and anchor not in anchors(goal)):
            missing.append(target)
    return missing


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path):
    assert dead(path) == []


def test_the_documents_are_found():
    names = {str(path.relative_to(ROOT)) for path in DOCUMENTS}
    assert {"README.md", "CONTRIBUTING.md", "docs/data.md", "data/NOTES.md"} <= names


def test_dead_links_are_noticed(tmp_path: Path, monkeypatch):
    monkeypatch.setattr("tests.test_links.ROOT", tmp_path)
    (tmp_path / "other.md").write_text("# A `b` heading!\n\n## Twice\n\n## Twice\n")
    page = tmp_path / "page.md"
    page.write_text(
        "[a](other.md) [b](other.md#a-b-heading) [c](other.md#twice-1) [d](#here)\n"
        "[e](gone.md) ![f](gone.png) [g](other.md#gone) [h](other.md#twice-2) [i][ref]\n\n"
        "# Here\n\n[ref]: gone.txt\n\n```\n[not](a-link.md)\n```\n"
    )
    assert dead(page) == ["gone.md", "gone.png", "other.md#gone", "other.md#twice-2", "gone.txt"]
