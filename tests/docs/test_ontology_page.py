"""The ontology's page is what its generator writes, and a stale one is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from sskg.ontology import assets
from sskg.rdf.terms import ONTOLOGY

DOCS = Path(__file__).resolve().parents[2] / "docs"


def generate(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(folder / "generate_ontology.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_page_is_fresh() -> None:
    done = generate(DOCS, "--check")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("before", [None, "# The ontology\n"])
def test_a_stale_page_is_told_and_can_be_written_anew(before: str | None, tmp_path: Path) -> None:
    script = (DOCS / "generate_ontology.py").read_text(encoding="utf-8")
    (tmp_path / "generate_ontology.py").write_text(script, encoding="utf-8")
    if before is not None:
        (tmp_path / "ontology.md").write_text(before, encoding="utf-8")
    done = generate(tmp_path, "--check")
    assert done.returncode == 1
    assert "docs/ontology.md is stale" in done.stderr
    assert generate(tmp_path).returncode == 0
    fresh = (tmp_path / "ontology.md").read_text(encoding="utf-8")
    assert fresh == (DOCS / "ontology.md").read_text(encoding="utf-8")


def test_every_term_stands_on_the_page() -> None:
    page = (DOCS / "ontology.md").read_text(encoding="utf-8")
    terms = {
        quad.subject.value.removeprefix(ONTOLOGY)
        for quad in parse(path=assets.ontology(), format=RdfFormat.TURTLE)
        if str(quad.subject).startswith(f"<{ONTOLOGY}")
    }
    # The class of properties that need a proof is shown as the word beside them.
    assert (
        sorted(term for term in terms if f"`{term}`" not in page and term != "EvidencedProperty")
        == []
    )
