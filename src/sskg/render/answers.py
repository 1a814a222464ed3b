"""The one door from an answer to text in a format."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sskg.model import Answer
    from sskg.render.style import Style

LAYOUTS = {
    "Commitments": "commitments",
    "Comparison": "compare",
    "Description": "describe",
    "Diff": "diff",
    "Explanation": "why",
    "Figures": "figures",
    "Gaps": "gaps",
    "Listing": "listing",
    "NamedQuery": "query",
    "Paths": "paths",
    "Relations": "relations",
    "Report": "check",
    "Sources": "sources",
    "Statements": "statements",
    "Stats": "stats",
    "Table": "rows",
    "Timeline": "timeline",
}
"""Answers that have a terminal layout of their own, by class: its file in `sskg.render.layouts`."""

FORMATS = ("table", "json", "csv", "tsv", "md")


def render(
    answer: Answer,
    form: str,
    lang: str,
    style: Style,
    *,
    excel_safe: bool = False,
    table: str | None = None,
) -> str:
    """Return an answer as text.

    Args:
        answer: what a lookup returned.
        form: one of FORMATS.
        lang: the reader's language.
        style: colours for the "table" format.
        excel_safe: make CSV and TSV cells harmless in a spreadsheet.
        table: which grid CSV and TSV give, by its name; None for the first.

    Raises:
        RequestError: the answer has no such grid.
    """
    # Each format is imported where it is used: a JSON answer needs no terminal layouts.
    if form == "json":
        from sskg.render.json import dumps

        return dumps(answer)
    if form == "table":
        return _terminal(answer, lang, style)
    from sskg.render.grids import markdown, named_grid, separated

    if form == "md":
        return markdown(answer.grids(lang))
    grid = named_grid(answer.grids(lang), table)
    return separated(grid, "\t" if form == "tsv" else ",", excel_safe=excel_safe)


def _terminal(answer: Answer, lang: str, style: Style) -> str:
    if layout := LAYOUTS.get(type(answer).__name__):
        text: str = import_module(f"sskg.render.layouts.{layout}").lay_out(answer, lang, style)
        return text
    from sskg.render.grids import aligned

    tables = "\n".join(aligned(grid, style.width) for grid in answer.grids(lang))
    if not answer.more:
        return tables
    from sskg.render.lines import and_more

    return "\n".join([tables, *and_more(answer.more, lang), ""])
