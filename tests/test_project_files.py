"""What stands around the code is true: licences, citation, changelog, lock, dependencies."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from packaging.requirements import Requirement

from sskg.ontology import assets
from sskg.pages.assets import ASSETS, TYPES
from sskg.view.page import view_html
from tests.conftest import ROOT

if TYPE_CHECKING:
    from sskg.store import Store

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
NOTICE = (ROOT / "NOTICE").read_text(encoding="utf-8")
LOCK = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

# The packages that vis-network 9.1.2 is bundled of, as its source map names them.
BUNDLED = (
    "vis-network", "vis-data", "vis-util", "keycharm", "core-js", "Babel runtime", "@egjs/hammerjs",
    "regenerator-runtime", "component-emitter", "timsort", "uuid", "tslib",
)  # fmt: skip


def test_the_written_page_carries_the_notices_of_all_it_ships(tiny: Store):
    page = view_html(tiny)
    notices = assets.page("notices.txt").read_text(encoding="utf-8")
    assert notices in page
    assert notices in NOTICE
    for name in BUNDLED:
        assert name in notices
    # The copyright that a library states in its own text stands among the notices too.
    for holder in ("Almende B.V", "visjs contributors", "Denis Pushkarev"):
        assert page.replace(notices, "").count(holder) >= 1
        assert holder in notices
    assert "THE SOFTWARE IS PROVIDED" in notices
    assert "*/" not in notices


def test_the_query_page_has_the_notices_of_all_it_ships_beside_it():
    beside = ROOT / "src/sskg/pages/templates/notices.txt"
    assert beside.read_text(encoding="utf-8") in NOTICE
    assert "notices.txt" in ASSETS
    assert "notices.txt" in TYPES
    # What the lock file has for CodeMirror's sake, and the engine.
    lock = json.loads((ROOT / "web/package-lock.json").read_text(encoding="utf-8"))["packages"]
    wanted = ["node_modules/oxigraph"]
    queue = ["node_modules/codemirror-lang-sparql", "node_modules/@codemirror/autocomplete",
             "node_modules/@codemirror/commands", "node_modules/@codemirror/lint"]  # fmt: skip
    while queue:
        name = queue.pop()
        if name not in wanted:
            wanted.append(name)
            queue += [f"node_modules/{each}" for each in lock[name].get("dependencies", ())]
    assert len(wanted) == 16
    for name in wanted:
        assert name.rpartition("/")[2].lower() in beside.read_text(encoding="utf-8").lower(), name


def test_the_page_carries_the_version_of_the_library_whose_parts_are_named(tiny: Store):
    assert "@version 9.1.2" in view_html(tiny)


def test_nothing_else_that_others_wrote_is_in_the_package():
    # A licence or copyright line in the package would have to be named in NOTICE.
    own = [ROOT / "src", ROOT / "ontology", ROOT / "data"]
    foreign = [
        path
        for folder in own
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name != "notices.txt"
        and re.search(rb"@license|copyright|\(c\)\s*\d{4}|-min\.|sourceMappingURL=(?!\\)",
                      path.read_bytes(), re.IGNORECASE)
    ]  # fmt: skip
    assert foreign == []
    fonts_and_pictures = {".woff", ".woff2", ".ttf", ".otf", ".eot", ".png", ".ico", ".gif"}
    pictures = [
        path.name
        for folder in own
        for path in folder.rglob("*")
        if path.suffix in fonts_and_pictures
    ]
    # A drawing that stands for a site, and the characters of numbers, drawn by a browser.
    assert sorted(pictures) == ["card.png", "digits.png"]


def test_the_citation_has_what_its_format_requires_and_agrees_with_the_package():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(citation)
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == PROJECT["project"]["version"]
    assert citation["license"] == PROJECT["project"]["license"].split(" AND ")
    assert [author["name"] for author in citation["authors"]] == [
        author["name"] for author in PROJECT["project"]["authors"]
    ]


def test_the_changelog_keeps_its_form():
    assert CHANGELOG.startswith("# Changelog\n")
    assert "keepachangelog.com/en/1.1.0" in CHANGELOG
    versions = re.findall(r"^## (.*)$", CHANGELOG, re.MULTILINE)
    assert versions[0] == "[Unreleased]"
    assert all(re.fullmatch(r"\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d", each) for each in versions[1:])
    kinds = set(re.findall(r"^### (.*)$", CHANGELOG, re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
    for section in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
        headings = re.findall(r"^### (.*)$", section, re.MULTILINE)
        assert len(headings) == len(set(headings))


def declared() -> list[Requirement]:
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    lines = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
        *(line for group in groups.values() for line in group if isinstance(line, str)),
    ]
    return [Requirement(line) for line in lines]


def test_the_lock_has_every_dependency_in_a_version_that_is_declared():
    locked: dict[str, set[str]] = {}
    for package in LOCK["package"]:
        locked.setdefault(package["name"], set()).add(package.get("version", ""))
    for requirement in declared():
        assert requirement.name in locked
        assert all(requirement.specifier.contains(each) for each in locked[requirement.name])


BOUND_ABOVE = {"uvicorn", "mcp"}
"""What of uvicorn is extended is not public; mcp changes its interface between versions."""


def test_every_dependency_has_a_lower_bound_and_a_reason():
    (record,) = (ROOT / "docs" / "decisions").glob("*-dependencies.md")
    reasons = record.read_text(encoding="utf-8").lower()
    for requirement in declared():
        bounds = {bound.operator for bound in requirement.specifier}
        assert bounds == ({">=", "<"} if requirement.name in BOUND_ABOVE else {">="}), requirement
        short = {"axe-playwright-python": "axe", "oxigraph": "oxigraph server"}
        assert short.get(requirement.name, requirement.name) in reasons, requirement


def test_the_weights_in_the_record_can_be_measured_again():
    done = subprocess.run(
        [sys.executable, "-c", "import dependencies as d; print(*d.needs('pyshacl'))"],
        cwd=ROOT / "benchmarks", capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert {"pyshacl", "rdflib", "owlrl"} <= set(done.stdout.split())


EXAMPLE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_worked_example_names_every_file_that_knows_its_word():
    named = {Path(target) for target in re.findall(r"\]\((src/sskg/[^)]+\.py)\)", EXAMPLE)}
    knowing = {
        path.relative_to(ROOT)
        for path in (ROOT / "src" / "sskg").rglob("*.py")
        if re.search(r"\btimeline\b", path.read_text(encoding="utf-8"))
    }
    assert named == knowing


@pytest.mark.parametrize("target", ["demo", "test", "lint", "docs", "locked"])
def test_the_makefile_has_what_the_documents_call(target: str):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    shown = (ROOT / "README.md").read_text(encoding="utf-8") + EXAMPLE
    assert f"make {target}" in shown


def test_no_module_has_four_hundred_lines():
    """Size is held by room and not by a sum: see `docs/decisions/0036`."""
    modules = list((ROOT / "src" / "sskg").rglob("*.py"))
    assert len(modules) > 100
    counts = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    assert {path: count for path, count in counts.items() if count >= 400} == {}
