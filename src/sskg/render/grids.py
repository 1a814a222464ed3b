"""Grids as CSV, TSV, Markdown and aligned columns."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sskg.language.text import disarm, pad, printable, shorten, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sskg.model import Grid

_WIDEST = 60
"""Terminal columns after which a cell is cut."""


def separated(grids: Iterable[Grid], delimiter: str, *, excel_safe: bool = False) -> str:
    """Return grids as delimiter-separated values (RFC 4180 quoting, line feeds as line ends).

    Several grids follow one another with an empty line between them.

    Args:
        grids: what is written.
        delimiter: "," or a tab.
        excel_safe: put an apostrophe before a cell that a spreadsheet would take for a formula.
    """
    parts = []
    for grid in grids:
        buffer = io.StringIO()
        writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
        writer.writerow(grid.columns)
        for row in grid.rows:
            writer.writerow([disarm(cell) for cell in row] if excel_safe else row)
        parts.append(buffer.getvalue())
    return "\n".join(parts)


def markdown(grids: Iterable[Grid]) -> str:
    """Return grids as Markdown tables, each under its title, without wholly empty columns."""
    parts = []
    for grid in grids:
        shown = [at for at in range(len(grid.columns)) if any(row[at] for row in grid.rows)]
        columns = [grid.columns[at] for at in shown] or list(grid.columns)
        lines = [
            "| " + " | ".join(columns) + " |",
            "|" + " --- |" * len(columns),
            *("| " + " | ".join(_escape(row[at]) for at in shown) + " |" for row in grid.rows),
        ]
        parts.append(f"## {_escape(grid.title)}\n\n" + "\n".join(lines) + "\n")
    return "\n".join(parts)


def aligned(grid: Grid, widest: int = _WIDEST) -> str:
    """Return a grid as columns aligned for a terminal; cells are made safe and cut."""
    cells = [[shorten(printable(cell), widest) for cell in row] for row in grid.rows]
    table = [list(grid.columns), *cells]
    widths = [max(width(row[at]) for row in table) for at in range(len(grid.columns))]
    lines = [
        "  ".join(pad(cell, columns) for cell, columns in zip(row, widths, strict=True)).rstrip()
        for row in table
    ]
    lines.insert(1, "  ".join("─" * columns for columns in widths))
    return "\n".join(lines) + "\n"


def _escape(cell: str) -> str:
    text = printable(cell)
    for mark in "\\|`*_<>[]":
        text = text.replace(mark, "\\" + mark)
    return text
