"""The example notebook: every cell runs, in order, and shows something."""

from __future__ import annotations

import ast
import json

import pytest

from tests.conftest import ROOT

NOTEBOOK = ROOT / "examples" / "reforms.ipynb"


def code_cells():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def run_cell(source, names):
    """Run a cell, and return the value of its last line if that is an expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, str(NOTEBOOK), "exec"), names)  # noqa: S102  (our own notebook)
    if last is None:
        return None
    assert isinstance(last, ast.Expr)
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)  # noqa: S307


def test_every_cell_runs_and_answers_show_as_tables():
    names: dict[str, object] = {}
    shown = [run_cell(source, names) for source in code_cells()]
    tables = [value._repr_html_() for value in shown if hasattr(value, "_repr_html_")]
    assert len(tables) >= 6
    assert all(table.startswith("<table>") for table in tables)
    changes = names["changes"]
    assert isinstance(changes, dict)
    assert changes["people covered by basic old-age insurance"] == ("250000000", "exactly")


def test_it_is_kept_without_outputs():
    cells = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)


def test_it_is_a_valid_notebook():
    nbformat = pytest.importorskip("nbformat")
    nbformat.validate(nbformat.read(NOTEBOOK, as_version=4))
