"""`sskg export`: which format a name means, where it goes, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sskg.cli import exporting
from sskg.export import formats

GRAPH = str(Path(__file__).resolve().parent.parent / "data" / "exported.ttl")


def run(*arguments: str, folder: Path) -> tuple[int, bytes, str]:
    done = subprocess.run(
        [sys.executable, "-m", "sskg", "export", *arguments, "-g", GRAPH],
        capture_output=True,
        check=False,
        cwd=folder,
    )
    return done.returncode, done.stdout, done.stderr.decode()


def test_the_command_offers_every_format():
    assert sorted(exporting.FORMATS) == sorted(formats.FORMATS)


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("graph.ttl", b"@prefix"),
        ("graph.nt", b"<https://w3id.org/sskg/id/"),
        ("graph.jsonld", b"["),
        ("graph.rdf", b"<?xml"),
        ("graph.graphml", b"<?xml"),
        ("graph.gexf", b"<?xml"),
        ("graph.cyjs", b'{"data"'),
    ],
)
def test_the_suffix_names_the_format(tmp_path, name, beginning):
    code, out, said = run(name, folder=tmp_path)
    assert (code, out) == (0, b"")
    assert said.startswith(f"{name}: ")
    assert (tmp_path / name).read_bytes().startswith(beginning)


def test_tables_are_a_pair(tmp_path):
    assert run("graph.csv", folder=tmp_path)[0] == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "graph-edges.csv",
        "graph-nodes.csv",
    ]


def test_standard_output_takes_a_format(tmp_path):
    assert run("-", folder=tmp_path)[0] == 2
    code, out, _ = run("-", "-f", "nt", folder=tmp_path)
    assert code == 0
    # Counted in tests/data/exported.ttl: 12 of things, 4 of a passage, 6 of each of 3 claims.
    assert out.count(b" .\n") == 34


def test_annotations_are_turtle(tmp_path):
    assert run("graph.ttl", "--annotated", folder=tmp_path)[0] == 0
    assert b"{|" in (tmp_path / "graph.ttl").read_bytes()
    code, _, said = run("graph.rdf", "--annotated", folder=tmp_path)
    assert code == 2
    assert "Turtle" in said


@pytest.mark.parametrize("name", ["graph.docx", "graph"])
def test_an_unknown_suffix_is_a_wrong_request(tmp_path, name):
    code, _, said = run(name, folder=tmp_path)
    assert code == 2
    assert "--format" in said
    assert list(tmp_path.iterdir()) == []


HOSTILE = """
@prefix sskg: <https://w3id.org/sskg/ontology#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
<https://example.org/a> a sskg:Policy ; skos:prefLabel "=cmd|' /C calc'!A0"@en .
"""


def test_tables_for_a_spreadsheet_hold_no_formula(tmp_path):
    graph = tmp_path / "hostile.ttl"
    graph.write_text(HOSTILE, encoding="utf-8")
    target = str(tmp_path / "out.csv")
    command = [sys.executable, "-m", "sskg", "export", target, "-g", str(graph)]
    subprocess.run(command, check=True)
    assert ",=cmd" in (tmp_path / "out-nodes.csv").read_text(encoding="utf-8")
    subprocess.run([*command, "--excel-safe"], check=True)
    text = (tmp_path / "out-nodes.csv").read_text(encoding="utf-8")
    assert ",'=cmd" in text
    assert ",=cmd" not in text
