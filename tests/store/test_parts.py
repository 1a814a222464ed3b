"""Loading the parts of one file side by side gives what loading it as one stream gives."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pyoxigraph
import pytest

from sskg.errors import UnreadableInput
from sskg.store import building, parts

if TYPE_CHECKING:
    from pathlib import Path

TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three processors, and files of some lines are cut already."""
    monkeypatch.setattr(parts, "FEWEST", 3)
    monkeypatch.setattr(parts, "_processors", lambda: 3)


def built(path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """Build a generation in this process, and return what it reports as done."""
    generation = path.parent / "g-1"
    generation.mkdir()
    source = {
        "place": str(path),
        "path": str(path),
        "format": path.suffix,
        "packed": "",
        "descriptor": None,
    }
    asked = {"digest": True, "merge": False}
    building.build({"generation": str(generation), "sources": [source], **asked})
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    done: dict[str, Any] = told[-1]["done"]
    done["statements"] = told[-2]["statements"]
    return done


def store_of(path: Path) -> pyoxigraph.Store:
    return pyoxigraph.Store.read_only(str(path.parent / "g-1" / "graph"))


def line(number: int) -> str:
    return f'<http://e/{number}> <http://e/p> "text {number}" .\n'


@pytest.mark.usefixtures("three")
def test_parts_begin_and_end_with_lines_and_make_up_the_file(tmp_path):
    path = tmp_path / "graph.nt"
    path.write_text("".join(line(number) for number in range(100)))
    content = path.read_bytes()
    pieces = [content[begin:end] for begin, end in parts.cuts(path)]
    assert len(pieces) == 3
    assert b"".join(pieces) == content
    assert all(piece.endswith(b" .\n") and piece.startswith(b"<") for piece in pieces)


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("content", ["", "\n", "<http://e/a> <http://e/p> <http://e/b> ."])
def test_a_file_of_a_line_or_none_is_not_cut(tmp_path, content):
    path = tmp_path / "graph.nt"
    path.write_text(content)
    assert len(parts.cuts(path)) <= 1


@pytest.mark.usefixtures("three")
def test_a_file_that_keeps_oxigraph_busy_is_not_cut(tmp_path, monkeypatch):
    monkeypatch.setattr(parts, "MOST", 50)
    path = tmp_path / "graph.nt"
    path.write_text("".join(line(number) for number in range(100)))
    assert parts.cuts(path) == [(0, path.stat().st_size)]


@pytest.mark.usefixtures("three")
def test_all_parts_are_taken_once(tmp_path, capsys):
    path = tmp_path / "graph.nt"
    path.write_text("".join(line(number) for number in [*range(1000), 7]))
    done = built(path, capsys)
    assert done["triples"] == 1000
    assert done["statements"] == 1001


@pytest.mark.usefixtures("three")
def test_a_blank_node_is_one_node_in_all_parts_of_its_file(tmp_path, capsys):
    path = tmp_path / "graph.nt"
    shared = [f"_:shared <http://e/q> <http://e/o{number}> .\n" for number in range(30)]
    other = [line(number) for number in range(30)]
    path.write_text("".join(a + b for a, b in zip(shared, other, strict=True)) + "_:shared "
                    "<http://e/q> _:last .")  # fmt: skip
    assert built(path, capsys)["triples"] == 61
    subjects = {
        quad.subject
        for quad in store_of(path).quads_for_pattern(None, pyoxigraph.NamedNode("http://e/q"), None)
    }
    assert len(subjects) == 1
    assert not (path.parent / "g-1" / "blanks.lines").exists()


@pytest.mark.usefixtures("three")
@pytest.mark.parametrize("broken", [5, 95])
def test_an_error_in_any_part_is_placed_in_the_file(tmp_path, capsys, broken):
    path = tmp_path / "graph.nt"
    lines = [line(number) for number in range(100)]
    lines[broken - 1] = "<http://e/x> <broken\n"
    path.write_text("".join(lines))
    with pytest.raises(UnreadableInput) as caught:
        built(path, capsys)
    assert str(caught.value.place).startswith(f"{path}, line {broken}, ")


@pytest.mark.usefixtures("three")
def test_the_first_of_several_errors_is_told(tmp_path, capsys):
    path = tmp_path / "graph.nt"
    lines = [line(number) for number in range(100)]
    lines[19] = lines[89] = "_:b <broken\n"
    path.write_text("".join(lines))
    with pytest.raises(UnreadableInput) as caught:
        built(path, capsys)
    assert str(caught.value.place).startswith(f"{path}, line 20, ")


@pytest.mark.usefixtures("three")
def test_names_are_indexed_from_all_parts(tmp_path, capsys):
    import sqlite3
    from contextlib import closing

    path = tmp_path / "graph.nt"
    things = [f"<https://w3id.org/sskg/id/g{number}>" for number in range(40)]
    kind = "<https://w3id.org/sskg/ontology#Goal>"
    path.write_text(
        "".join(f"{thing} <{TYPE}> {kind} . # end\n" for thing in things)
        + "".join(
            f'{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> "goal {number}" . # end\n'
            for number, thing in enumerate(things)
        )
    )
    built(path, capsys)
    with closing(sqlite3.connect(path.parent / "g-1" / "names.sqlite")) as base:
        found = base.execute(
            "SELECT iri, COUNT(*) FROM names JOIN things ON things.id = thing GROUP BY iri"
        ).fetchall()
    # Each by its label, and by its slug read as words.
    assert sorted(found) == sorted((thing[1:-1], 2) for thing in things)
