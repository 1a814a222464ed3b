"""A grid as a notebook shows it: a table in HTML, or a data frame of pandas."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any, Final

from sskg.language.text import printable

if TYPE_CHECKING:
    from sskg.model import Grid

_NUMBER: Final = r"[+-]?[0-9]{1,15}(\.[0-9]+)?"
_DATE: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"


def html(grid: Grid) -> str:
    """Return a grid as HTML, every cell escaped."""
    head = "".join(f"<th>{escape(column)}</th>" for column in grid.columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(printable(cell))}</td>" for cell in row) + "</tr>"
        for row in grid.rows
    )
    return (
        f"<table><caption>{escape(printable(grid.title))}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def frame(grid: Grid) -> Any:
    """Return a grid as a pandas DataFrame, with its numbers and whole dates as such.

    Raises:
        ImportError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError as error:
        raise ImportError("to_pandas() needs pandas: pip install pandas") from error

    table = pd.DataFrame(list(grid.rows), columns=list(grid.columns))
    for column in grid.columns:
        cells = [cell for cell in table[column] if cell]
        if cells and all(re.fullmatch(_NUMBER, cell) for cell in cells):
            table[column] = pd.to_numeric(table[column], errors="coerce")
        elif cells and all(re.fullmatch(_DATE, cell) for cell in cells):
            table[column] = pd.to_datetime(table[column], errors="coerce")
    return table
