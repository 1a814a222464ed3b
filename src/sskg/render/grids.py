"""Grids as CSV, TSV, Markdown and aligned columns."""

from __future__ import annotations

import csv
import io
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from sskg.errors import RequestError
from sskg.language.message import msg
from sskg.language.text import disarm, pad, printable, width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sskg.model import Grid


def named_grid(grids: Sequence[Grid], name: str | None) -> Grid:
    """Return the grid of that name, or the first.

    Raises:
        RequestError: there is none of that name.
    """
    if name is None:
        return grids[0]
    for grid in grids:
        if grid.name == name:
            return grid
    names = ", ".join(grid.name for grid in grids if grid.name)
    raise RequestError(
        msg("there is no table “{name}” in this answer", name=name),
        hint=msg("tables: {names}", names=names) if names else msg("it has one table only"),
    )


def separated(grid: Grid, delimiter: str, *, excel_safe: bool = False) -> str:
    """Return a grid as delimiter-separated values (RFC 4180 quoting, line feeds as line ends).

    Args:
        grid: what is written.
        delimiter: "," or a tab.
        excel_safe: put an apostrophe before a cell that a spreadsheet would take for a formula.
    """
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    writer.writerow(grid.columns)
    for row in grid.rows:
        writer.writerow([disarm(cell) for cell in row] if excel_safe else row)
    return buffer.getvalue()


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


def aligned(grid: Grid, room: int | None = None) -> str:
    """Return a grid as columns aligned for a terminal; cells are made safe, and none is cut.

    Args:
        grid: what is shown.
        room: columns of the terminal, in which cells are wrapped; None where lines may be of any
            length.
    """
    table = [[printable(cell) for cell in row] for row in (grid.columns, *grid.rows)]
    widths = [max(width(row[at]) for row in table) for at in range(len(grid.columns))]
    if room is not None:
        least = [
            max(
                _NARROWEST,
                min(room // 3, max(width(w) for row in table for w in row[at].split() or [""])),
            )
            for at in range(len(widths))
        ]
        widths = _fitted(widths, least, room - len(_BETWEEN) * (len(widths) - 1))
    lines = [line for row in table[:1] for line in _wrapped(row, widths)]
    lines.append(_BETWEEN.join("─" * columns for columns in widths))
    lines += [line for row in table[1:] for line in _wrapped(row, widths)]
    return "\n".join(lines) + "\n"


_BETWEEN: Final = "  "
_NARROWEST: Final = 8
"""Terminal columns below which a cell is not made narrower: words would fall to letters."""


def _fitted(widths: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths that fit into the room, by taking from the widest first.

    A column keeps what its longest word needs, as long as there is room for that.
    """
    fitted = list(widths)
    for floors in (least, [_NARROWEST] * len(fitted)):
        while sum(fitted) > room:
            spare, at = max((fitted[at] - floors[at], at) for at in range(len(fitted)))
            if spare <= 0:
                break
            fitted[at] -= 1
    return fitted


def _wrapped(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    cells = [
        wrap(cell, columns) if width(cell) > columns else [cell]
        for cell, columns in zip(row, widths, strict=True)
    ]
    return [
        _BETWEEN.join(map(pad, pieces, widths)).rstrip()
        for pieces in zip_longest(*cells, fillvalue="")
    ]


def _escape(cell: str) -> str:
    text = printable(cell)
    for mark in "\\|`*_<>[]":
        text = text.replace(mark, "\\" + mark)
    return text
